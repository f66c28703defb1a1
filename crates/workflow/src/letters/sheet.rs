//! What the template of a letter reads: every text of it, ready to be set. Nothing here is markup.
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::letters::{LegalNotice, Letterhead, Letters};
use aktenlage_domain::ids::RequirementId;
use aktenlage_domain::letter::{LetterContent, LetterKind};
use aktenlage_domain::person::User;
use serde_json::{Value, json};
use time::Date;

use super::situation::Situation;
use super::words::{CaseWords, day_in_words};

/// A letter about to be set.
pub(super) struct Sheet<'a> {
    pub(super) letters: &'a Letters,
    pub(super) kind: LetterKind,
    pub(super) content: &'a LetterContent,
    /// Names of what is asked for.
    pub(super) titles: Vec<(RequirementId, String)>,
    pub(super) words: CaseWords,
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
            words: CaseWords::new(situation, kind),
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
            "reference": self.words.reference,
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
        for (heading, text) in [
            (&texts.intended_heading, &self.content.intended_decision),
            (&texts.grounds_heading, &self.content.grounds),
        ] {
            // What the clerk wrote is not looked through for words in braces.
            if let Some(text) = text {
                sections.push(section(&self.filled(heading), &lines(text), &[], &[]));
            }
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
        let reference = &self.words.reference;
        let reference = if mark.is_empty() {
            reference.clone()
        } else {
            format!("{mark} / {reference}")
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
        let chosen = self.content.legal_notice.as_deref()?;
        let mut notices = self.letters.notices(self.kind).iter();
        notices.find(|notice| notice.id == chosen)
    }

    fn head(&self, part: impl Fn(&Letterhead) -> &String) -> String {
        self.letters
            .letterhead
            .as_ref()
            .map(|head| part(head).clone())
            .unwrap_or_default()
    }

    fn paragraphs(&self, texts: &[String]) -> Vec<String> {
        let said = texts.iter().filter(|text| self.words.says(text));
        said.map(|text| self.filled(text)).collect()
    }

    /// A text of the blueprint with what the case has to say.
    fn filled(&self, text: &str) -> String {
        let name = self.content.recipient.first().map_or("", String::as_str);
        let due_on = self.content.due_on.map(day_in_words).unwrap_or_default();
        let weeks = self.content.expected_weeks.map(|weeks| weeks.to_string());
        let weeks = weeks.unwrap_or_default();
        self.words.fill(text, [name, due_on.as_str(), weeks.as_str()])
    }
}

fn section(heading: &str, before: &[String], items: &[Value], after: &[String]) -> Value {
    json!({ "heading": heading, "before": before, "items": items, "after": after })
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aktenlage_domain::clock::date_from_text;
    use aktenlage_domain::letter::LetterItem;

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
            words: CaseWords {
                service: "Wohngeld".to_owned(),
                reference: "WG-2026-000042".to_owned(),
                received_on: day_in_words(day),
                ..CaseWords::default()
            },
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

    #[test]
    fn a_hearing_says_what_is_meant_before_why() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let day = date_from_text("2026-11-20").unwrap();
        let content = LetterContent {
            recipient: vec!["Erika Brandl".to_owned()],
            due_on: date_from_text("2026-12-15"),
            legal_notice: Some("social_benefits".to_owned()),
            grounds: Some("Erste {name}.\nZweite.".to_owned()),
            intended_decision: Some("Wir wollen den Antrag ablehnen.".to_owned()),
            ..LetterContent::default()
        };
        let sheet = Sheet {
            letters: &catalogue.letters,
            kind: LetterKind::Hearing,
            content: &content,
            titles: Vec::new(),
            words: CaseWords::default(),
            today: day,
            clerk: "Aylin Yılmaz".to_owned(),
            is_draft: false,
        };
        let data = sheet.data();
        let sections = data["sections"].as_array().unwrap();
        let headings: Vec<&str> = sections
            .iter()
            .filter_map(|section| section["heading"].as_str())
            .collect();
        assert_eq!(
            headings,
            [
                "",
                "Was wir vorhaben",
                "Worauf wir uns stützen",
                "Bis wann",
                "Was das Gesetz dazu sagt",
                ""
            ]
        );
        assert_eq!(sections[2]["before"], json!(["Erste {name}.", "Zweite."]));
        let all = data.to_string();
        assert!(all.contains("bis zum 15. Dezember 2026") && all.contains("§ 24 Abs. 1 SGB X"));
    }
}
