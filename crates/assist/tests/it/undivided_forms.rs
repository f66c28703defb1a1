//! Official forms are one document each, however many pages and headings they have: none may be cut, on paper neither.
use aktenlage_assist::wording;
use aktenlage_domain::document::TextSource;
use aktenlage_domain::suggestion::Subject;

use crate::{built_in, shared};

#[tokio::test]
async fn official_forms_stay_in_one_piece() {
    let Some(forms) = shared::forms() else {
        return shared::skipped(shared::NO_FORMS);
    };
    let assistant = built_in::assistant();
    let mut divided = Vec::new();
    for path in &forms {
        let file = shared::read(&fs_err::read(path).unwrap());
        // The same words as a scanner would have them: no fields, and every page a picture.
        let mut paper = file.clone();
        paper.text.fields.clear();
        for page in &mut paper.text.pages {
            if page.source == TextSource::Text {
                page.source = TextSource::Ocr;
            }
        }
        for (channel, reading) in [("file", file), ("paper", paper)] {
            let document = shared::document("", reading);
            let id = document.id;
            let submission = built_in::submission(vec![document]);
            let assessment = assistant.assess(&submission).await.unwrap();
            if let Some(suggestion) = assessment.suggestion(&Subject::Division(id)) {
                let name = shared::name(path);
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
