//! What the template of a letter reads: every text of it, ready to be set. Nothing here is markup.
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::letters::{LegalNotice, Letterhead, Letters};
use aktenlage_domain::ids::RequirementId;
use aktenlage_domain::letter::{LetterContent, LetterKind};
use aktenlage_domain::person::User;
use serde_json::{Value, json};
use time::{Date, Month};

use super::situation::Situation;

/// A letter about to be set.
pub(super) struct Sheet<'a> {
    pub(super) letters: &'a Letters,
    pub(super) kind: LetterKind,
    pub(super) content: &'a LetterContent,
    /// Names of what is asked for.
    pub(super) titles: Vec<(RequirementId, String)>,
    pub(super) service: String,
    pub(super) reference: String,
    pub(super) received_on: Date,
    pub(super) today: Date,
    /// Name of the person who writes.
    pub(super) clerk: String,
    /// Says on every page that it is none yet.
    pub(super) is_draft: bool,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(
        situation: &Situation<'_>,
        catalogue: &'a Catalogue,
        kind: LetterKind,
        content: &'a LetterContent,
        clerk: &User,
    ) -> Self {
        let evidence = situation
            .service
            .into_iter()
            .flat_map(|service| &service.evidence);
        Self {
            letters: &catalogue.letters,
            kind,
            content,
            titles: evidence
                .map(|requirement| (requirement.id.clone(), requirement.label.de.clone()))
                .collect(),
            service: situation
                .service
                .map(|service| service.name.de.clone())
                .unwrap_or_default(),
            reference: situation.case.reference.as_str().to_owned(),
            received_on: situation.case.received_on,
            today: situation.today,
            clerk: clerk.display_name.clone(),
            is_draft: false,
        }
    }

    /// The same, marked as a draft.
    pub(super) fn marked_as_draft(self) -> Self {
        Self {
            is_draft: true,
            ..self
        }
    }

    /// The data of the template.
    pub(super) fn data(&self) -> Value {
        let texts = self.letters.texts(self.kind);
        let mut recipient = self.content.recipient.clone();
        if recipient.is_empty() {
            recipient.push(String::new());
        }
        json!({
            "draft": self.is_draft,
            "letterhead": {
                "name": self.head(|head| &head.name),
                "department": self.head(|head| &head.department),
                "return_line": self.head(|head| &head.return_line),
            },
            "recipient": recipient,
            "reference": self.reference,
            "information": self.information(),
            "subject": self.filled(&texts.subject),
            "salutation": self.filled(&texts.salutation),
            "sections": self.sections(),
            "sign_off": self.filled(&texts.sign_off),
            "signature": self.clerk,
        })
    }

    fn sections(&self) -> Vec<Value> {
        let texts = self.letters.texts(self.kind);
        let mut opening = self.paragraphs(&texts.opening);
        let items = self.items();
        if items.is_empty() {
            opening.extend(self.paragraphs(&texts.complete));
        }
        let mut sections = vec![section("", &opening, &[], &[])];
        if !items.is_empty() {
            let heading = self.filled(&texts.items_heading);
            let after = self.paragraphs(&texts.items_closing);
            sections.push(section(&heading, &[], &items, &after));
        }
        let mut add = |heading: &str, text: &[String]| {
            let text = self.paragraphs(text);
            sections.push(section(&self.filled(heading), &text, &[], &[]));
        };
        if self.content.due_on.is_some() {
            add(&texts.deadline_heading, &texts.deadline);
        }
        if let Some(notice) = self.notice() {
            add(&texts.legal_heading, &notice.text);
        }
        if self.content.expected_weeks.is_some() {
            add(&texts.duration_heading, &texts.duration);
        }
        // What the clerk wrote is not looked through for words in braces.
        let mut last = lines(self.content.note.as_deref().unwrap_or_default());
        last.extend(self.paragraphs(&texts.closing));
        sections.push(section("", &last, &[], &[]));
        sections
    }

    fn items(&self) -> Vec<Value> {
        let title = |id: &RequirementId| {
            let known = self.titles.iter().find(|(known, _)| known == id);
            known.map_or_else(|| id.to_string(), |(_, title)| title.clone())
        };
        let items = self.content.items.iter();
        items
            .map(|item| json!({ "title": title(&item.requirement), "lines": lines(&item.text) }))
            .collect()
    }

    /// The information block: label and value, where there is one.
    fn information(&self) -> Vec<Value> {
        let mark = self.head(|head| &head.sender_mark);
        let reference = if mark.is_empty() {
            self.reference.clone()
        } else {
            format!("{mark} / {}", self.reference)
        };
        let lines = [
            ("Unser Zeichen", reference),
            ("Bearbeitung", self.clerk.clone()),
            ("Telefon", self.head(|head| &head.telephone)),
            ("E-Mail", self.head(|head| &head.email)),
            ("Anschrift", self.head(|head| &head.street)),
            ("", self.head(|head| &head.place)),
            ("Datum", day_in_words(self.today)),
        ];
        lines
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(label, value)| json!({ "label": label, "value": value }))
            .collect()
    }

    fn notice(&self) -> Option<&LegalNotice> {
        self.letters.legal_notice(self.content.legal_notice.as_deref()?)
    }

    fn head(&self, part: impl Fn(&Letterhead) -> &String) -> String {
        self.letters
            .letterhead
            .as_ref()
            .map(|head| part(head).clone())
            .unwrap_or_default()
    }

    fn paragraphs(&self, texts: &[String]) -> Vec<String> {
        texts.iter().map(|text| self.filled(text)).collect()
    }

    /// A text of the blueprint with what the case has to say.
    fn filled(&self, text: &str) -> String {
        let name = self.content.recipient.first().map_or("", String::as_str);
        let due_on = self.content.due_on.map(day_in_words).unwrap_or_default();
        let weeks = self.content.expected_weeks.map(|weeks| weeks.to_string());
        let received_on = day_in_words(self.received_on);
        fill(
            text,
            &[
                ("service", self.service.as_str()),
                ("reference", self.reference.as_str()),
                ("received_on", received_on.as_str()),
                ("name", name),
                ("due_on", due_on.as_str()),
                ("weeks", weeks.as_deref().unwrap_or_default()),
            ],
        )
    }
}

fn section(heading: &str, before: &[String], items: &[Value], after: &[String]) -> Value {
    json!({ "heading": heading, "before": before, "items": items, "after": after })
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
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
    use aktenlage_domain::clock::date_from_text;
    use aktenlage_domain::letter::LetterItem;

    #[test]
    fn words_in_braces_are_filled_once() {
        let values = [("name", "{due_on}"), ("due_on", "15. Dezember 2026")];
        assert_eq!(
            fill("Guten Tag {name}, bis {due_on}{.", &values),
            "Guten Tag {due_on}, bis 15. Dezember 2026{."
        );
    }

    #[test]
    fn a_letter_says_what_the_case_and_the_clerk_say() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let content = LetterContent {
            recipient: vec!["Erika {due_on}".to_owned(), "86150 Beispielstadt".to_owned()],
            items: vec![LetterItem {
                requirement: "tenancy".into(),
                text: "#panic()\n*Bitte* {weeks}".to_owned(),
                reason: Some("steht nicht im Brief".to_owned()),
                ask_again: false,
            }],
            due_on: date_from_text("2026-12-15"),
            legal_notice: Some("social_benefits".to_owned()),
            note: Some("Erster.\n\nZweiter.".to_owned()),
            ..LetterContent::default()
        };
        let day = date_from_text("2026-11-20").unwrap();
        let sheet = Sheet {
            letters: &catalogue.letters,
            kind: LetterKind::DocumentRequest,
            content: &content,
            titles: vec![("tenancy".into(), "Mietvertrag".to_owned())],
            service: "Wohngeld".to_owned(),
            reference: "WG-2026-000042".to_owned(),
            received_on: day,
            today: day,
            clerk: "Aylin Yılmaz".to_owned(),
            is_draft: false,
        };
        let data = sheet.data();
        assert_eq!(data["salutation"], "Guten Tag Erika {due_on},");
        let items = data["sections"][1]["items"].as_array().unwrap();
        assert_eq!(
            items[0],
            json!({ "title": "Mietvertrag", "lines": ["#panic()", "*Bitte* {weeks}"] })
        );
        let all = data.to_string();
        assert!(all.contains("bis zum 15. Dezember 2026") && all.contains("§ 66 Abs. 1 und 3 SGB I"));
        assert!(!all.contains("steht nicht im Brief"));
        let sections = data["sections"].as_array().unwrap();
        let last = sections.last().unwrap();
        assert_eq!(
            (&last["before"][0], &last["before"][1]),
            (&json!("Erster."), &json!("Zweiter."))
        );
    }
}
