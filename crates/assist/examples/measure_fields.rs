//! Measures kinds, services and field values on the real forms of `../shared/data/forms`:
//! `cargo run -p aktenlage-assist --example measure_fields [--verbose] [--model DIRECTORY]`. Values are put into the form fields as a
//! person would enter them; the forms themselves are not in the repository.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aktenlage_assist::{Assistant, Confirmed, DocumentInput, SubmissionInput};
use aktenlage_domain::document::DocumentText;
use aktenlage_domain::ids::{DocumentId, FieldId};
use aktenlage_domain::suggestion::{Answer, Subject};
use aktenlage_inference::{Encoder, EncoderOptions};

#[path = "../tests/it/expected.rs"]
mod expected;

#[expect(clippy::too_many_lines, reason = "one report, top to bottom")]
fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let verbose = arguments.iter().any(|argument| argument == "--verbose");
    let named = arguments.iter().position(|argument| argument == "--model");
    let directory = named.and_then(|at| arguments.get(at + 1));
    let encoder = directory.map(|directory| {
        Encoder::load(Path::new(directory), &EncoderOptions::default()).expect("an encoder in that directory")
    });
    let forms: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/forms");
    let Ok(files) = fs_err::read_dir(&forms) else {
        return say("skipped: ../shared/data/forms is not there");
    };
    let mut names: Vec<String> = files
        .flatten()
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|extension| extension == "pdf")
        })
        .collect();
    names.sort();
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let assistant = Assistant::new(Arc::new(catalogue), encoder, None);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    say(&format!(
        "{:<46} {:<28} {:<34} {:>9} {:>6} {:>6}",
        "form", "kind", "service", "exact", "wrong", "ms"
    ));
    let (mut exact, mut all, mut wrong_all) = (0, 0, 0);
    for name in names {
        let Ok(bytes) = fs_err::read(forms.join(&name)) else {
            continue;
        };
        let reading = aktenlage_extract::read(&bytes, &aktenlage_extract::Limits::default());
        let mut text = reading.text;
        let form = expected::FORMS.iter().find(|form| name.starts_with(form.file));
        let mut wanted: BTreeMap<FieldId, &str> = BTreeMap::new();
        for (field, value, ids) in form.map_or(&[][..], |form| form.entries) {
            if !fill(&mut text, field, value) {
                say(&format!("  no form field {field:?} in {name}"));
            }
            wanted.extend(ids.iter().map(|(id, value)| (FieldId::from(*id), *value)));
        }
        let id = DocumentId(uuid::Uuid::nil());
        let submission = SubmissionInput {
            documents: vec![DocumentInput {
                id,
                file_name: name.clone(),
                text,
                issues: reading.issues,
                pages: None,
                sha256: None,
            }],
            service: form.and_then(|form| form.confirmed_service).map(Into::into),
            received_on: time::macros::date!(2026 - 11 - 22),
            confirmed: Confirmed::default(),
        };
        let assessment = runtime
            .block_on(assistant.assess(&submission))
            .expect("an assessment");
        let shown = |subject: &Subject| match assessment
            .suggestion(subject)
            .map(|suggestion| &suggestion.answer)
        {
            Some(Answer::Value {
                value, probability, ..
            }) => format!("{value} {probability:.2}"),
            Some(Answer::Abstained { reason, .. }) => format!("- {reason}"),
            None => "-".to_owned(),
        };
        let (mut right, mut wrong) = (0, 0);
        let mut lines = Vec::new();
        for suggestion in &assessment.suggestions {
            let Subject::Field(field) = &suggestion.subject else {
                continue;
            };
            let found = suggestion.answer.value();
            match (wanted.get(field), found) {
                (Some(wanted), Some(found)) if *wanted == found => right += 1,
                (Some(wanted), found) => {
                    wrong += usize::from(found.is_some());
                    lines.push(format!(
                        "    {field}: wanted {wanted:?}, found {} {:?}",
                        shown(&suggestion.subject),
                        suggestion.remarks.first().map(|remark| &remark.code)
                    ));
                }
                (None, Some(found)) if form.is_some() => {
                    wrong += 1;
                    lines.push(format!(
                        "    {field}: nothing wanted, found {found:?} {:?}",
                        suggestion.remarks
                    ));
                }
                (None, _) => {}
            }
        }
        for field in wanted
            .keys()
            .filter(|field| assessment.suggestion(&Subject::Field((*field).clone())).is_none())
        {
            lines.push(format!("    {field}: no such field in the service"));
        }
        (exact, all, wrong_all) = (exact + right, all + wanted.len(), wrong_all + wrong);
        let fraction = if wanted.is_empty() {
            "-".to_owned()
        } else {
            format!("{right}/{}", wanted.len())
        };
        let short: String = name.chars().take(45).collect();
        say(&format!(
            "{short:<46} {:<28} {:<34} {fraction:>9} {wrong:>6} {:>6}",
            shown(&Subject::DocumentKind(id)),
            shown(&Subject::Service),
            assessment.timings.assess_ms
        ));
        let value = |subject: &Subject| {
            assessment
                .suggestion(subject)
                .and_then(|suggestion| suggestion.answer.value())
        };
        if let Some(form) = form {
            if value(&Subject::DocumentKind(id)) != form.kind {
                lines.push(format!("    kind: wanted {:?}", form.kind));
            }
            if value(&Subject::Service) != form.service {
                lines.push(format!("    service: wanted {:?}", form.service));
            }
        }
        if verbose {
            for line in &lines {
                say(line);
            }
        }
    }
    say(&format!(
        "fields: {exact} of {all} exact, {wrong_all} wrong values"
    ));
}

/// Enters a value as a person would; says whether the form has such a field.
fn fill(text: &mut DocumentText, name: &str, value: &str) -> bool {
    let mut known = false;
    for field in text.fields.iter_mut().filter(|field| field.name == name) {
        known = true;
        field.value = Some(value.to_owned());
        for widget in &mut field.widgets {
            widget.is_on = widget.on_value.as_deref() == Some(value);
            known &= true;
        }
    }
    known
}

#[expect(clippy::print_stdout, reason = "a measurement prints")]
fn say(line: &str) {
    println!("{line}");
}
