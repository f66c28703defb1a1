//! Nobody has written on a blank form, so nothing can be read from it: every value on one is a wrong guess.
use std::path::PathBuf;
use std::process::Command;

use aktenlage_domain::document::{Issue, SourceSpan};
use aktenlage_domain::suggestion::{Answer, Subject};

use crate::{built_in, shared};

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
    let reading = shared::read(bytes);
    let issues = reading.issues.clone();
    let (_, _, assessment) = built_in::assess(vec![shared::document(form, reading)]).await;
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
            issues: issues.clone(),
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
