//! Sets a letter as PDF: on a thread of its own, a few at a time, and not for ever. The template sees its data alone.
use std::time::Duration;

use aktenlage_catalogue::letters::{Letters, TEMPLATE};
use aktenlage_domain::letter::{LetterContent, LetterItem, LetterKind};
use aktenlage_typeset::{File, Standard, TypesetError, typeset};
use bytes::Bytes;
use serde_json::Value;
use time::Date;

use super::sheet::Sheet;
use super::words::{CaseWords, day_in_words};
use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// How long setting a letter may take, a little less than a request may.
const TIME_LIMIT: Duration = Duration::from_secs(20);

impl Workbench {
    /// The PDF of a letter. A letter that cannot be set as PDF/UA-1 and PDF/A-2a is refused: by a character that no font
    /// has, or by the template.
    pub(super) async fn typeset(&self, data: &Value) -> Result<Bytes, WorkflowError> {
        let broke_off = || WorkflowError::Unavailable("setting a letter broke off".to_owned());
        let permit = self
            .typesetting()
            .acquire_owned()
            .await
            .map_err(|_| broke_off())?;
        let template = self.catalogue().letters.template.clone();
        let (data, today) = (data.to_string(), self.clock().today());
        let setting = tokio::task::spawn_blocking(move || {
            // Held until the thread is done: nobody can stop it, and a slow template must not take all of them.
            let _permit = permit;
            set(&template, &data, today)
        });
        let Ok(done) = tokio::time::timeout(TIME_LIMIT, setting).await else {
            return Err(WorkflowError::Unavailable(
                "setting a letter took too long".to_owned(),
            ));
        };
        match done.map_err(|_| broke_off())? {
            Ok(pdf) => Ok(pdf),
            Err(error) => {
                // What Typst says may quote what it was given.
                if let TypesetError::Template { place, .. } = &error {
                    tracing::warn!(place, "a letter cannot be set");
                } else {
                    tracing::warn!(%error, "a letter cannot be set");
                }
                Err(WorkflowError::invalid("letter", "cannot_be_set"))
            }
        }
    }
}

/// What is wrong with the template of a blueprint, found by setting a letter with it. Takes a moment, and holds the
/// thread.
pub fn template_problem(letters: &Letters, today: Date) -> Option<String> {
    let item = |number: u8| LetterItem {
        requirement: format!("item{number}").as_str().into(),
        text: "Bitte senden Sie uns eine Kopie.".to_owned(),
        reason: None,
        ask_again: false,
    };
    let content = LetterContent {
        recipient: vec!["Erika Musterfrau".to_owned(), "00000 Musterstadt".to_owned()],
        items: (1..=3).map(item).collect(),
        due_on: Some(today),
        legal_notice: letters.legal_notices.first().map(|notice| notice.id.clone()),
        ..LetterContent::default()
    };
    let sheet = Sheet {
        letters,
        kind: LetterKind::DocumentRequest,
        content: &content,
        titles: Vec::new(),
        words: CaseWords {
            service: "Muster".to_owned(),
            reference: "AL-2026-000001".to_owned(),
            received_on: day_in_words(today),
            ..CaseWords::default()
        },
        today,
        clerk: "M. Muster".to_owned(),
        is_draft: true,
    };
    let set = set(&letters.template, &sheet.data().to_string(), today);
    set.err().map(|error| error.to_string())
}

fn set(template: &[u8], data: &str, today: Date) -> Result<Bytes, TypesetError> {
    let files = [
        File {
            name: TEMPLATE,
            bytes: template,
        },
        File {
            name: "letters/data.json",
            bytes: data.as_bytes(),
        },
    ];
    let set = typeset(&files, TEMPLATE, today, Standard::Accessible)?;
    Ok(Bytes::from(set.pdf))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use aktenlage_domain::clock::date_from_text;

    fn day() -> Date {
        date_from_text("2026-11-20").unwrap()
    }

    #[test]
    fn the_built_in_template_sets_letters_that_everybody_can_read() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        assert_eq!(template_problem(&catalogue.letters, day()), None);
        let data = serde_json::json!({
            "draft": false,
            "letterhead": { "name": "Stadt", "department": "", "return_line": "Stadt" },
            "recipient": ["Erika #panic()", "$x$ _y_"],
            "reference": "WG-2026-000042",
            "information": [{ "label": "Datum", "value": "20. November 2026" }],
            "subject": "Betreff",
            "salutation": "Guten Tag,",
            "sections": [{
                "heading": "Das brauchen wir",
                "before": ["Vorher."],
                "items": [{ "title": "Mietvertrag", "lines": ["#read(\"letter.typ\")", "*fett*"] }],
                "after": ["Danach."],
            }],
            "sign_off": "Mit freundlichen Grüßen",
            "signature": "Aylin Yılmaz",
        });
        let pdf = set(&catalogue.letters.template, &data.to_string(), day()).unwrap();
        let says = |needle: &str| {
            pdf.windows(needle.len())
                .any(|window| window == needle.as_bytes())
        };
        for needle in [
            "pdfuaid:part",
            "pdfaid:part",
            "/Lang",
            "/MarkInfo",
            "/StructTreeRoot",
            "/DisplayDocTitle",
        ] {
            assert!(says(needle), "{needle}");
        }
        let again = set(&catalogue.letters.template, &data.to_string(), day()).unwrap();
        assert_eq!(pdf, again, "the same letter is the same file");
    }

    /// One letter of a kind, with everything that it may hold.
    fn set_kind(letters: &Letters, kind: LetterKind) -> Bytes {
        let has_grounds = kind == LetterKind::Hearing || kind.hands_over();
        let content = LetterContent {
            recipient: vec!["Erika Musterfrau".to_owned(), "00000 Musterstadt".to_owned()],
            items: if kind.names_items() {
                vec![LetterItem {
                    requirement: "tenancy".into(),
                    text: "Bitte senden Sie uns eine Kopie.".to_owned(),
                    reason: None,
                    ask_again: false,
                }]
            } else {
                Vec::new()
            },
            due_on: kind.sets_day().then_some(day()),
            legal_notice: letters.notices(kind).first().map(|notice| notice.id.clone()),
            grounds: has_grounds.then(|| "Die Wohnung liegt im Landkreis.".to_owned()),
            intended_decision: (kind == LetterKind::Hearing).then(|| "Ablehnung".to_owned()),
            expected_weeks: (kind == LetterKind::Acknowledgement).then_some(8),
            ..LetterContent::default()
        };
        let sheet = Sheet {
            letters,
            kind,
            content: &content,
            titles: Vec::new(),
            words: CaseWords {
                service: "Wohngeld".to_owned(),
                reference: "WG-2026-000042".to_owned(),
                ..CaseWords::default()
            },
            today: day(),
            clerk: "Aylin Yılmaz".to_owned(),
            is_draft: false,
        };
        set(&letters.template, &sheet.data().to_string(), day()).unwrap()
    }

    #[test]
    fn every_kind_of_letter_holds_before_a_validator() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let folder = tempfile::tempdir().unwrap();
        let mut files = Vec::new();
        for kind in LetterKind::ALL {
            let path = folder.path().join(format!("{kind}.pdf"));
            std::fs::write(&path, set_kind(&catalogue.letters, *kind)).unwrap();
            files.push(path);
        }
        for flavour in ["ua1", "2a"] {
            for file in &files {
                let mut command = Command::new("verapdf");
                let run = command.args(["--flavour", flavour, "--format", "text"]).arg(file);
                match run.output() {
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                        eprintln!("skipped: no `verapdf` on the path, letters are set and not validated");
                        return;
                    }
                    output => {
                        let said = String::from_utf8(output.unwrap().stdout).unwrap();
                        assert!(said.starts_with("PASS"), "{flavour}: {said}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_broken_template_is_told_by_its_line() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let letters = Letters {
            template: b"Gut\n#nothing()".to_vec(),
            ..catalogue.letters
        };
        let problem = template_problem(&letters, day()).unwrap();
        assert!(problem.starts_with("letters/letter.typ:2"), "{problem}");
    }
}
