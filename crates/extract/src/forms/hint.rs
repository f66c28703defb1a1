//! Texts that a form ships with inside its fields: hints, never statements of an applicant.

use aktenlage_domain::document::FormFieldKind;

/// Parts of which placeholders of dates and times are made.
const DATE_PARTS: [&str; 13] = [
    "t", "tt", "m", "mm", "j", "jj", "jjjj", "d", "dd", "yy", "yyyy", "hh", "ss",
];
/// Words that stand for an entry.
const PLACEHOLDERS: [&str; 5] = ["ttmmjjjj", "ttmmjj", "datum", "ort, datum", "unterschrift"];
/// Entries of a list that are no choice.
const NO_CHOICES: [&str; 5] = ["auswahl", "keine auswahl", "---", "--", "-"];
/// Beginnings of a request to the applicant.
const REQUESTS: [&str; 12] = [
    "bitte auswählen",
    "bitte treffen",
    "auswahl treffen",
    "bitte wählen",
    "bitte ausfüllen",
    "bitte eintragen",
    "bitte angeben",
    "bitte hier",
    "bitte eingeben",
    "hier eingeben",
    "hier eintragen",
    "klicken sie",
];

/// Whether a value is a hint that the form shipped with and not something that somebody entered.
pub(super) fn is_hint(value: &str, kind: FormFieldKind, name: &str, tooltip: Option<&str>) -> bool {
    let raw = value.trim();
    let value = plain(raw);
    if value.is_empty() {
        return false;
    }
    let own_name = name.rsplit('.').next().unwrap_or(name);
    PLACEHOLDERS.contains(&value.as_str())
        || is_date_placeholder(&value)
        || (kind == FormFieldKind::Choice && NO_CHOICES.contains(&value.as_str()))
        || REQUESTS.iter().any(|request| value.starts_with(request))
        || value
            .chars()
            .all(|character| matches!(character, '_' | '.' | ' ' | '…'))
        || (value.chars().count() > 3 && plain(own_name) == value)
        || (value.chars().count() > 3 && tooltip.is_some_and(|tooltip| plain(tooltip) == value))
        || (is_in_brackets(raw) && tooltip.is_some_and(|tooltip| plain(tooltip).contains(&value)))
}

/// `TT.MM.JJJJ` and the like: nothing but the letters that stand for figures, two parts at least.
fn is_date_placeholder(value: &str) -> bool {
    let parts: Vec<&str> = value
        .split(['.', '/', '-', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    parts.len() >= 2 && parts.iter().all(|part| DATE_PARTS.contains(part))
}

/// A bracketed text may be an answer ("(siehe Anlage)"): it takes a second sign to call it a hint.
fn is_in_brackets(value: &str) -> bool {
    [('(', ')'), ('[', ']'), ('<', '>')]
        .iter()
        .any(|&(open, close)| value.starts_with(open) && value.ends_with(close))
}

/// Lower case, without brackets, marks and doubled spaces.
fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|character| !matches!(character, '(' | ')' | '[' | ']' | '<' | '>' | ':' | '*'))
        .collect();
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: FormFieldKind = FormFieldKind::Text;

    #[test]
    fn hints_are_told_from_statements() {
        for hint in [
            "TT.MM.JJJJ",
            "(mm/jjjj)",
            "T T . M M . J J",
            "(Bitte auswählen)",
            "__.__.____",
            "Bitte hier den Namen eintragen",
        ] {
            assert!(is_hint(hint, TEXT, "feld", None), "{hint}");
        }
        assert!(is_hint("Familienname", TEXT, "seite1.Familienname", None));
        assert!(is_hint("Name der Mutter", TEXT, "f12", Some("Name der Mutter:")));
        assert!(is_hint(
            "(Straße)",
            TEXT,
            "f12",
            Some("Anschrift (Straße) der Mutter")
        ));
        for statement in [
            "Musterfrau",
            "01.02.1990",
            "Datumstraße 5",
            "Ort",
            "Bittermann",
            "MM",
            "-",
            "(siehe Anlage)",
        ] {
            assert!(
                !is_hint(statement, TEXT, "feld", Some("Familienname")),
                "{statement}"
            );
        }
    }

    #[test]
    fn an_entry_of_a_list_may_be_no_choice() {
        assert!(is_hint("--", FormFieldKind::Choice, "feld", None));
        assert!(!is_hint(
            "ledig",
            FormFieldKind::Choice,
            "feld",
            Some("ledig, verheiratet")
        ));
    }
}
