//! Words in braces that the texts of a blueprint hold, and what stands there in a letter.
use aktenlage_catalogue::letters::LetterTexts;
use aktenlage_domain::letter::LetterKind;
use time::{Date, Month};

use super::situation::Situation;

/// What a clerk says is left open: name, day and weeks.
const OPEN: [&str; 3] = ["{name}", "{due_on}", "{weeks}"];

/// What is known of an earlier receipt at another authority.
const FILED: [&str; 3] = ["first_received_on", "first_authority", "first_receipt_basis"];

/// What a case says in the texts of letters.
#[derive(Clone, Debug, Default)]
pub(super) struct CaseWords {
    pub(super) service: String,
    pub(super) reference: String,
    pub(super) received_on: String,
    /// Name and address of the authority that the case was handed over to.
    pub(super) authority: String,
    pub(super) handed_over_on: String,
    /// Day, authority and norm of an earlier receipt that counts; `None` if there is none.
    pub(super) filed: Option<[String; 3]>,
}

impl CaseWords {
    pub(super) fn new(situation: &Situation<'_>, kind: LetterKind) -> Self {
        // A letter that needs no confirmed service does not name one that nobody confirmed.
        let is_named = !kind.hands_over() || situation.standing.confirmed_service().is_some();
        let service = situation.service.filter(|_| is_named);
        let handed_over = situation.handed_over.as_ref();
        Self {
            service: service.map(|service| service.name.de.clone()).unwrap_or_default(),
            reference: situation.case.reference.as_str().to_owned(),
            received_on: day_in_words(situation.case.received_on),
            authority: handed_over
                .map(|handed_over| handed_over.to.join(", "))
                .unwrap_or_default(),
            handed_over_on: handed_over
                .map(|handed_over| day_in_words(handed_over.on))
                .unwrap_or_default(),
            filed: (situation.standing.first_receipt.as_ref())
                .zip(service.and_then(|service| service.first_receipt.as_ref()))
                .map(|(elsewhere, basis)| {
                    let day = day_in_words(elsewhere.on);
                    [day, elsewhere.authority.clone(), basis.citation.clone()]
                }),
        }
    }

    /// Whether a paragraph is said in this case: one about an earlier receipt only where there is one that counts.
    pub(super) fn says(&self, text: &str) -> bool {
        self.filed.is_some() || !FILED.iter().any(|word| text.contains(&format!("{{{word}}}")))
    }

    /// A text with what the case and the clerk say: name, day and weeks.
    pub(super) fn fill(&self, text: &str, [name, due_on, weeks]: [&str; 3]) -> String {
        let [first_received_on, first_authority, first_receipt_basis] =
            self.filed.clone().unwrap_or_default();
        fill(
            text,
            &[
                ("service", self.service.as_str()),
                ("reference", self.reference.as_str()),
                ("received_on", self.received_on.as_str()),
                ("authority", self.authority.as_str()),
                ("handed_over_on", self.handed_over_on.as_str()),
                ("first_received_on", first_received_on.as_str()),
                ("first_authority", first_authority.as_str()),
                ("first_receipt_basis", first_receipt_basis.as_str()),
                ("name", name),
                ("due_on", due_on),
                ("weeks", weeks),
            ],
        )
    }

    /// A text with what the case says; what the clerk says stays in braces.
    pub(super) fn begin(&self, text: &str) -> String {
        self.fill(text, OPEN)
    }

    /// The texts of a kind with what the case says; what the clerk says stays in braces.
    pub(super) fn frame(&self, texts: &LetterTexts) -> LetterTexts {
        let all = |texts: &[String]| -> Vec<String> {
            let said = texts.iter().filter(|text| self.says(text));
            said.map(|text| self.begin(text)).collect()
        };
        LetterTexts {
            subject: self.begin(&texts.subject),
            salutation: self.begin(&texts.salutation),
            opening: all(&texts.opening),
            complete: all(&texts.complete),
            items_heading: self.begin(&texts.items_heading),
            items_closing: all(&texts.items_closing),
            intended_heading: self.begin(&texts.intended_heading),
            grounds_heading: self.begin(&texts.grounds_heading),
            deadline_heading: self.begin(&texts.deadline_heading),
            deadline: all(&texts.deadline),
            legal_heading: self.begin(&texts.legal_heading),
            duration_heading: self.begin(&texts.duration_heading),
            duration: all(&texts.duration),
            closing: all(&texts.closing),
            sign_off: self.begin(&texts.sign_off),
        }
    }
}

/// Replaces words in braces, each once: what is put in is not looked through again.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((word, after)) = behind.split_once('}') else {
            break;
        };
        filled.push_str(before);
        let value = values.iter().find(|(known, _)| *known == word);
        filled.push_str(value.map_or("", |(_, value)| *value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// `15. Dezember 2026`, as letters write it.
pub fn day_in_words(day: Date) -> String {
    let month = match day.month() {
        Month::January => "Januar",
        Month::February => "Februar",
        Month::March => "März",
        Month::April => "April",
        Month::May => "Mai",
        Month::June => "Juni",
        Month::July => "Juli",
        Month::August => "August",
        Month::September => "September",
        Month::October => "Oktober",
        Month::November => "November",
        Month::December => "Dezember",
    };
    format!("{}. {month} {}", day.day(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_braces_are_filled_once() {
        let values = [("name", "{due_on}"), ("due_on", "15. Dezember 2026")];
        assert_eq!(
            fill("Guten Tag {name}, bis {due_on}{.", &values),
            "Guten Tag {due_on}, bis 15. Dezember 2026{."
        );
    }

    #[test]
    fn what_the_clerk_says_stays_open() {
        let words = CaseWords {
            service: "Wohngeld".to_owned(),
            received_on: "20. November 2026".to_owned(),
            ..CaseWords::default()
        };
        assert_eq!(
            words.begin("{service} vom {received_on}: {name}, {due_on}, {weeks}{authority}"),
            "Wohngeld vom 20. November 2026: {name}, {due_on}, {weeks}"
        );
    }

    #[test]
    fn an_earlier_receipt_is_told_where_one_counts() {
        let paragraph = "Am {first_received_on} bei {first_authority} ({first_receipt_basis}).";
        let none = CaseWords::default();
        assert!(!none.says(paragraph));
        assert!(none.says("Vielen Dank am {received_on}."));
        let words = CaseWords {
            filed: Some(["2. November 2026", "Markt {name}", "§ 16"].map(str::to_owned)),
            ..CaseWords::default()
        };
        assert!(words.says(paragraph));
        assert_eq!(
            words.begin(paragraph),
            "Am 2. November 2026 bei Markt {name} (§ 16)."
        );
    }
}
