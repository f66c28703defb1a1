//! Who made a suggestion: rules, or the encoder where it was asked.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::sync::Arc;

use aktenlage_assist::{Assessment, Assistant, DocumentInput};
use aktenlage_domain::suggestion::Subject;
use aktenlage_inference::Encoder;

use crate::built_in::submission;
use crate::small_documents::{IBAN, RENT, document, housing_form};

/// With an encoder that knows nothing but is asked like any other; its name beside the answers.
async fn assess(file: DocumentInput) -> (String, Assessment) {
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let encoder = Encoder::scripted(48);
    let name = encoder.identity().to_owned();
    let assistant = Assistant::new(Arc::new(catalogue), Some(encoder), None);
    (name, assistant.assess(&submission(vec![file])).await.unwrap())
}

#[tokio::test]
async fn what_rules_found_bears_no_name_of_a_model() {
    let form = housing_form(&RENT, Some("812,00"), IBAN);
    let (_, assessment) = assess(form).await;
    assert!(assessment.suggestions.len() > 20);
    for suggestion in &assessment.suggestions {
        let origin = &suggestion.origin;
        assert_eq!(
            (origin.model.as_str(), origin.prompt.as_str()),
            ("rules", "none"),
            "{:?}",
            suggestion.subject
        );
    }
}

#[tokio::test]
async fn where_words_do_not_decide_the_encoder_is_asked_and_named() {
    let texts = [(0.1, 0.1, "Guten Tag, wie besprochen die Unterlagen von gestern.")];
    let note = document(1, "notiz.pdf", &texts, Vec::new());
    let subjects = [
        (Subject::DocumentKind(note.id), "encoder/v1 document_kind/v1"),
        (Subject::Service, "encoder/v1 service/v1"),
    ];
    let (name, assessment) = assess(note).await;
    for (subject, prompt) in subjects {
        let origin = &assessment.suggestion(&subject).unwrap().origin;
        assert_eq!(
            (&origin.model, origin.prompt.as_str()),
            (&name, prompt),
            "{subject:?}"
        );
    }
}
