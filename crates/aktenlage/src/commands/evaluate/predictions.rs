//! Suggestions in the plain words that are held against the truth.
use aktenlage_assist::{Assessment, DocumentInput, remark};
use aktenlage_catalogue::Catalogue;
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::ids::{DocumentId, FieldId};
use aktenlage_domain::suggestion::{Answer, Subject};
use aktenlage_domain::value::{ValueKind, normalise};
use aktenlage_evaluation::metrics::exact_match::Comparison;
use aktenlage_evaluation::prediction::{FieldPrediction, Guess, Prediction};
use aktenlage_evaluation::truth::{Place, Truth};

use crate::commands::input::rounded;

/// The suggestions of an assessment.
pub(super) fn of(assessment: &Assessment, documents: &[DocumentInput], catalogue: &Catalogue) -> Prediction {
    let file = |id: DocumentId| {
        let document = documents.iter().find(|document| document.id == id);
        document.map_or_else(String::new, |document| document.file_name.clone())
    };
    let mut prediction = Prediction::default();
    for suggestion in &assessment.suggestions {
        let guess = guess(&suggestion.answer);
        match &suggestion.subject {
            Subject::Service => prediction.service = guess,
            Subject::DocumentKind(id) => prediction.kinds.push((file(*id), guess)),
            Subject::Field(id) => prediction.fields.push(FieldPrediction {
                id: id.to_string(),
                comparison: comparison(catalogue, id),
                guess: guess_of_field(&suggestion.answer),
                evidence: suggestion
                    .answer
                    .evidence()
                    .iter()
                    .map(|span| place(span, file(span.document)))
                    .collect(),
            }),
            Subject::Requirement(id) => prediction.requirements.push((id.to_string(), guess)),
            Subject::LegalBasis(_) | Subject::Rescan(_) | Subject::Division(_) | Subject::Duplicate(_) => {}
        }
    }
    prediction
}

/// The truth with its values in normal form; one that has none stays as it is.
pub(in crate::commands) fn normalised(mut truth: Truth, catalogue: &Catalogue) -> Truth {
    for field in &mut truth.fields {
        let kind = kind_of(catalogue, &FieldId::new(field.id.as_str()));
        if let Ok(value) = normalise(kind, &field.value) {
            field.value = value;
        }
    }
    truth
}

/// How values of a field are held against each other.
pub(in crate::commands) fn comparison(catalogue: &Catalogue, id: &FieldId) -> Comparison {
    Comparison::of_type(kind_of(catalogue, id).as_str())
}

/// The type of a field in the blueprint; a field that is not there is text.
fn kind_of(catalogue: &Catalogue, id: &FieldId) -> ValueKind {
    let field = catalogue.services.iter().find_map(|service| service.field(id));
    field.map_or(ValueKind::Text, |field| field.kind)
}

/// What stands in contradiction is no guess: people see all values beside each other, none of them chosen.
fn guess_of_field(answer: &Answer) -> Guess {
    match answer {
        Answer::Value { alternatives, .. } if !alternatives.is_empty() => Guess {
            abstention: Some(remark::CONTRADICTION.to_owned()),
            ..Guess::default()
        },
        Answer::Value { .. } | Answer::Abstained { .. } => guess(answer),
    }
}

fn guess(answer: &Answer) -> Guess {
    match answer {
        Answer::Value {
            value, probability, ..
        } => Guess::of(value.as_str(), f64::from(*probability)),
        Answer::Abstained { reason, .. } => Guess {
            abstention: Some(reason.as_str().to_owned()),
            ..Guess::default()
        },
    }
}

fn place(span: &SourceSpan, file: String) -> Place {
    Place {
        file,
        page: span.page,
        bbox: [span.bbox.left, span.bbox.top, span.bbox.right, span.bbox.bottom].map(rounded),
    }
}
