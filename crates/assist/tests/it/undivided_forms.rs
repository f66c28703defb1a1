//! Official forms are one document each, however many pages and headings they have: none may be cut, on paper neither.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::sync::Arc;

use aktenlage_assist::{Assistant, Confirmed, DocumentInput, SubmissionInput, wording};
use aktenlage_domain::document::TextSource;
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::suggestion::Subject;

use crate::shared;

#[tokio::test]
async fn official_forms_stay_in_one_piece() {
    let Some(forms) = shared::forms() else {
        return shared::skipped(shared::NO_FORMS);
    };
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let assistant = Assistant::new(Arc::new(catalogue), None, None);
    let mut divided = Vec::new();
    for path in &forms {
        let bytes = fs_err::read(path).unwrap();
        let file = aktenlage_extract::read(&bytes, &aktenlage_extract::Limits::default());
        // The same words as a scanner would have them: no fields, and every page a picture.
        let mut paper = file.clone();
        paper.text.fields.clear();
        for page in &mut paper.text.pages {
            if page.source == TextSource::Text {
                page.source = TextSource::Ocr;
            }
        }
        for (channel, reading) in [("file", file), ("paper", paper)] {
            let id = DocumentId(uuid::Uuid::nil());
            let submission = SubmissionInput {
                documents: vec![DocumentInput {
                    id,
                    file_name: String::new(),
                    text: reading.text,
                    issues: reading.issues,
                    pages: None,
                }],
                service: None,
                received_on: time::macros::date!(2026 - 11 - 22),
                confirmed: Confirmed::default(),
            };
            let assessment = assistant.assess(&submission).await.unwrap();
            if let Some(suggestion) = assessment.suggestion(&Subject::Division(id)) {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let value = suggestion.answer.value().unwrap_or("unsure");
                let reasons = wording::german_pages(&suggestion.remarks).join("; ");
                divided.push(format!("{name} ({channel}): {value}: {reasons}"));
            }
        }
    }
    assert!(
        divided.is_empty(),
        "{} of them:\n{}",
        divided.len(),
        divided.join("\n")
    );
}
