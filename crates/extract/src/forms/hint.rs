//! Texts that a form ships with inside its fields: hints, never statements of an applicant.

/// Placeholders of dates and numbers as forms print them.
const PLACEHOLDERS: [&str; 14] = [
    "tt.mm.jjjj",
    "tt.mm.jj",
    "tt/mm/jjjj",
    "ttmmjjjj",
    "mm.jjjj",
    "mm/jjjj",
    "dd.mm.yyyy",
    "datum",
    "ort, datum",
    "auswahl",
    "keine auswahl",
    "---",
    "--",
    "-",
];

/// Beginnings of a request to the applicant.
const REQUESTS: [&str; 10] = [
    "bitte auswählen",
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
pub(super) fn is_hint(value: &str, name: &str, tooltip: Option<&str>) -> bool {
    let value = plain(value);
    if value.is_empty() {
        return false;
    }
    let own_name = name.rsplit('.').next().unwrap_or(name);
    PLACEHOLDERS.contains(&value.as_str())
        || REQUESTS.iter().any(|request| value.starts_with(request))
        || value
            .chars()
            .all(|character| matches!(character, '_' | '.' | ' ' | '…'))
        || (value.chars().count() > 3 && plain(own_name) == value)
        || (value.chars().count() > 3 && tooltip.is_some_and(|tooltip| plain(tooltip) == value))
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

    #[test]
    fn hints_are_told_from_statements() {
        for hint in [
            "TT.MM.JJJJ",
            "(Bitte auswählen)",
            "____",
            "Bitte hier den Namen eintragen",
        ] {
            assert!(is_hint(hint, "feld", None), "{hint}");
        }
        assert!(is_hint("Familienname", "seite1.Familienname", None));
        assert!(is_hint("Name der Mutter", "f12", Some("Name der Mutter:")));
        for statement in ["Musterfrau", "01.02.1990", "Datumstraße 5", "Ort", "Bittermann"] {
            assert!(!is_hint(statement, "feld", Some("Familienname")), "{statement}");
        }
    }
}
