//! Real forms of the shared data, filled as a person would: kinds, services, and the fields a clerk looks at first.
use aktenlage_assist::{Assessment, SubmissionInput};
use aktenlage_domain::document::DocumentText;
use aktenlage_domain::suggestion::Subject;

use crate::{built_in, expected, shared};

/// Fields that must be exact on every form that has them.
const KEY_FIELDS: [&str; 8] = [
    "applicant.family_name",
    "applicant.given_names",
    "applicant.date_of_birth",
    "dwelling.street",
    "dwelling.total_rent",
    "bank.iban",
    "move.new_street",
    "business.activity",
];

#[tokio::test]
async fn real_forms_are_recognised_and_read() {
    let Some(forms) = shared::forms() else {
        return shared::skipped(shared::NO_FORMS);
    };
    let assistant = built_in::assistant();
    let mut failures = Vec::new();
    for form in expected::FORMS {
        let Some(path) = forms
            .iter()
            .find(|path| shared::name(path).starts_with(form.file))
        else {
            failures.push(format!("{}: not in the folder", form.file));
            continue;
        };
        let name = &shared::name(path);
        let mut reading = shared::read(&fs_err::read(path).unwrap());
        for (field, value, _) in form.entries {
            fill(&mut reading.text, field, value);
        }
        let document = shared::document(name, reading);
        let id = document.id;
        let submission = SubmissionInput {
            service: form.confirmed_service.map(Into::into),
            ..built_in::submission(vec![document])
        };
        let assessment = assistant.assess(&submission).await.unwrap();
        let value = |subject: &Subject| {
            assessment
                .suggestion(subject)
                .and_then(|suggestion| suggestion.answer.value())
                .map(str::to_owned)
        };
        if value(&Subject::DocumentKind(id)).as_deref() != form.kind {
            failures.push(format!("{name}: kind {:?}", value(&Subject::DocumentKind(id))));
        }
        if value(&Subject::Service).as_deref() != form.service {
            failures.push(format!("{name}: service {:?}", value(&Subject::Service)));
        }
        failures.extend(wrong_key_fields(name, form, &assessment));
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

fn wrong_key_fields(name: &str, form: &expected::Form, assessment: &Assessment) -> Vec<String> {
    let mut failures = Vec::new();
    for (field, wanted) in form
        .entries
        .iter()
        .flat_map(|(_, _, ids)| *ids)
        .filter(|(field, _)| KEY_FIELDS.contains(field))
    {
        let suggestion = assessment.suggestion(&Subject::Field((*field).into()));
        let found = suggestion.and_then(|suggestion| suggestion.answer.value());
        if found != Some(*wanted) {
            failures.push(format!("{name}: {field} {found:?}: {suggestion:?}"));
        }
        if suggestion.is_some_and(|suggestion| {
            suggestion.answer.value().is_some() && suggestion.answer.evidence().is_empty()
        }) {
            failures.push(format!("{name}: {field} has no evidence"));
        }
    }
    failures
}

fn fill(text: &mut DocumentText, name: &str, value: &str) {
    for field in text.fields.iter_mut().filter(|field| field.name == name) {
        field.value = Some(value.to_owned());
        for widget in &mut field.widgets {
            widget.is_on = widget.on_value.as_deref() == Some(value);
        }
    }
}
