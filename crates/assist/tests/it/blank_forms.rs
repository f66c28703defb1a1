//! Nobody has written on a blank form, so nothing can be read from it: every value on one is a wrong guess.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

use aktenlage_assist::{Assistant, Confirmed, DocumentInput, SubmissionInput};
use aktenlage_domain::document::{Issue, SourceSpan};
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::suggestion::{Answer, Subject};

use crate::shared;

/// Values that a form prints itself, as the office that issues it does: (beginning of the file name, field, value).
const PREPRINTED: [(&str, &str, &str); 1] =
    [("meldewesen__Anmeldung_Meldeschein", "move.new_city", "München")];

/// A form that somebody has filled in.
const FILLED: &str = "meldewesen__anmeldung_2026";

#[tokio::test]
async fn blank_forms_with_live_fields_have_no_values() {
    let Some(forms) = blank_forms() else {
        return shared::skipped(shared::NO_FORMS);
    };
    let mut guesses = Vec::new();
    for form in &forms {
        guesses.extend(values(&shared::name(form), &fs_err::read(form).unwrap()).await);
    }
    assert!(guesses.is_empty(), "{guesses:#?}");
}

/// The same forms as a printer driver writes them: words and lines, no fields.
#[tokio::test]
async fn blank_forms_printed_to_a_file_have_no_values() {
    let Some(forms) = blank_forms() else {
        return shared::skipped(shared::NO_FORMS);
    };
    let mut guesses = Vec::new();
    for form in &forms {
        let Ok(printed) = Command::new("pdftocairo").arg("-pdf").arg(form).arg("-").output() else {
            return shared::skipped("pdftocairo (Debian package poppler-utils) is not installed");
        };
        assert!(
            printed.status.success(),
            "{}: pdftocairo failed",
            shared::name(form)
        );
        guesses.extend(values(&shared::name(form), &printed.stdout).await);
    }
    guesses.retain(|guess| !is_preprinted(guess));
    assert!(guesses.is_empty(), "{guesses:#?}");
}

/// A value on a form that nobody filled.
#[derive(Debug)]
#[expect(dead_code, reason = "a failing test prints all of it")]
struct Guess {
    form: String,
    field: String,
    value: String,
    probability: f32,
    evidence: Vec<SourceSpan>,
    issues: Vec<Issue>,
}

fn is_preprinted(guess: &Guess) -> bool {
    PREPRINTED.iter().any(|(form, field, value)| {
        guess.form.starts_with(form) && guess.field == *field && guess.value == *value
    })
}

async fn values(form: &str, bytes: &[u8]) -> Vec<Guess> {
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let assistant = Assistant::new(Arc::new(catalogue), None, None);
    let reading = aktenlage_extract::read(bytes, &aktenlage_extract::Limits::default());
    let submission = SubmissionInput {
        documents: vec![DocumentInput {
            id: DocumentId(uuid::Uuid::nil()),
            file_name: form.to_owned(),
            text: reading.text,
            issues: reading.issues.clone(),
            pages: None,
        }],
        service: None,
        received_on: time::macros::date!(2026 - 11 - 22),
        confirmed: Confirmed::default(),
    };
    let assessment = assistant.assess(&submission).await.unwrap();
    let guess = |field: &str, answer: &Answer| match answer {
        Answer::Value {
            value,
            probability,
            evidence,
            ..
        } => Some(Guess {
            form: form.to_owned(),
            field: field.to_owned(),
            value: value.clone(),
            probability: *probability,
            evidence: evidence.clone(),
            issues: reading.issues.clone(),
        }),
        Answer::Abstained { .. } => None,
    };
    let fields = assessment.suggestions.iter().filter_map(|suggestion| {
        let Subject::Field(id) = &suggestion.subject else {
            return None;
        };
        guess(id.as_str(), &suggestion.answer)
    });
    fields.collect()
}

fn blank_forms() -> Option<Vec<PathBuf>> {
    let mut forms = shared::forms()?;
    forms.retain(|path| !shared::name(path).starts_with(FILLED));
    Some(forms)
}
