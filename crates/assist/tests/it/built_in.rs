//! The assistant with the built-in blueprint and without models, and what it says of documents.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::sync::Arc;

use aktenlage_assist::{Assessment, Assistant, Confirmed, DocumentInput, SubmissionInput};
use aktenlage_domain::suggestion::{Subject, Suggestion};

pub(crate) fn assistant() -> Assistant {
    let (catalogue, _) = aktenlage_catalogue::load(None);
    Assistant::new(Arc::new(catalogue), None, None)
}

/// What arrived on a day on which the rules of the blueprint are in force; nobody has said anything about it yet.
pub(crate) fn submission(documents: Vec<DocumentInput>) -> SubmissionInput {
    SubmissionInput {
        documents,
        service: None,
        received_on: time::macros::date!(2026 - 11 - 22),
        confirmed: Confirmed::default(),
    }
}

pub(crate) async fn assess(documents: Vec<DocumentInput>) -> (Assistant, SubmissionInput, Assessment) {
    assess_knowing(documents, Confirmed::default()).await
}

pub(crate) async fn assess_knowing(
    documents: Vec<DocumentInput>,
    confirmed: Confirmed,
) -> (Assistant, SubmissionInput, Assessment) {
    let assistant = assistant();
    let submission = SubmissionInput {
        confirmed,
        ..submission(documents)
    };
    let assessment = assistant.assess(&submission).await.unwrap();
    (assistant, submission, assessment)
}

pub(crate) fn field<'a>(assessment: &'a Assessment, id: &str) -> &'a Suggestion {
    assessment.suggestion(&Subject::Field(id.into())).unwrap()
}

pub(crate) fn has_remark(suggestion: &Suggestion, code: &str) -> bool {
    suggestion.remarks.iter().any(|remark| remark.code == code)
}
