//! One answer per field out of everything found: the best value, contradictions beside it, or silence with a reason.
use aktenlage_catalogue::service::{FieldDefinition, FieldRequirement, ServiceDefinition};
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::suggestion::{AbstentionReason, Alternative, Answer, Remark};
use aktenlage_domain::value::same_value;

use crate::abstain;
use crate::remark;
use crate::tasks::match_fields::{Found, Reading};

/// Another place must be at least this sure to count as a contradiction.
const CONTRADICTION_THRESHOLD: f32 = 0.62;

/// Settles every field of a service; of the fields that only conditions read, those that were found.
pub(crate) fn settle<'c>(
    service: &'c ServiceDefinition,
    found: &[Found],
    has_form: bool,
) -> Vec<(&'c FieldDefinition, Answer, Vec<Remark>)> {
    let mut settled = Vec::new();
    for (field, is_question) in service
        .fields
        .iter()
        .map(|field| (field, false))
        .chain(service.questions.iter().map(|field| (field, true)))
    {
        let mut own: Vec<&Found> = found.iter().filter(|found| found.field == field.id).collect();
        own.sort_by(|one, two| two.probability.total_cmp(&one.probability));
        if is_question && !own.iter().any(|found| matches!(found.reading, Reading::Value(_))) {
            continue;
        }
        let (answer, remarks) = settle_one(field, &own, has_form);
        settled.push((field, answer, remarks));
    }
    settled
}

fn settle_one(field: &FieldDefinition, own: &[&Found], has_form: bool) -> (Answer, Vec<Remark>) {
    let values: Vec<(&Found, &str)> = own
        .iter()
        .filter_map(|found| match &found.reading {
            Reading::Value(value) => Some((*found, value.as_str())),
            Reading::Invalid | Reading::Empty | Reading::Ambiguous => None,
        })
        .collect();
    // A tick that says too much or an unreadable value at the surest place is not papered over by a guess elsewhere.
    let surest = own.first().map(|found| &found.reading);
    if let Some((best, value)) = values.first().copied()
        && (!matches!(surest, Some(Reading::Ambiguous | Reading::Invalid))
            || best.probability + 0.05 >= own[0].probability)
    {
        return with_value(field, best, value, &values);
    }
    let silent = |reason, found: &Found| {
        let answer = Answer::Abstained {
            reason,
            evidence: found.evidence.clone(),
        };
        (answer, found.remarks.clone())
    };
    let first = |wanted: &Reading| own.iter().find(|found| &found.reading == wanted).copied();
    if let Some(found) = first(&Reading::Ambiguous) {
        return silent(AbstentionReason::AmbiguousTicks, found);
    }
    if let Some(found) = first(&Reading::Invalid) {
        return silent(AbstentionReason::InvalidValue, found);
    }
    if let Some(found) = first(&Reading::Empty) {
        let (answer, mut remarks) = silent(AbstentionReason::NoEvidence, found);
        if field.requirement == FieldRequirement::Required && remark::is_left_empty(&remarks) {
            remarks.push(Remark::new(remark::REQUIRED_BUT_EMPTY));
        }
        return (answer, remarks);
    }
    let remarks = if has_form {
        vec![Remark::new(remark::NOT_ON_FORM)]
    } else {
        Vec::new()
    };
    let answer = Answer::Abstained {
        reason: AbstentionReason::NoEvidence,
        evidence: Vec::new(),
    };
    (answer, remarks)
}

fn with_value(
    field: &FieldDefinition,
    best: &Found,
    value: &str,
    values: &[(&Found, &str)],
) -> (Answer, Vec<Remark>) {
    let mut remarks = best.remarks.clone();
    let mut evidence: Vec<SourceSpan> = best.evidence.clone();
    let mut doubt = 1.0 - best.probability;
    let mut alternatives: Vec<Alternative> = Vec::new();
    for (found, other) in &values[1..] {
        if same_value(field.kind, value, other) {
            // A second place that says the same makes it surer.
            doubt *= 0.7;
            evidence.extend(
                found
                    .evidence
                    .iter()
                    .filter(|span| !best.evidence.contains(span))
                    .cloned(),
            );
        } else if found.probability >= CONTRADICTION_THRESHOLD
            && !alternatives
                .iter()
                .any(|known| same_value(field.kind, &known.value, other))
        {
            alternatives.push(Alternative {
                value: (*other).to_owned(),
                probability: found.probability,
                evidence: found.evidence.clone(),
            });
        }
    }
    evidence.truncate(4);
    let mut probability = (1.0 - doubt).clamp(0.0, 0.99);
    if !alternatives.is_empty() {
        remarks.insert(0, Remark::new(remark::CONTRADICTION));
        probability *= 0.80;
    }
    if probability < abstain::FIELD.threshold && alternatives.is_empty() {
        let answer = Answer::Abstained {
            reason: AbstentionReason::BelowThreshold,
            evidence,
        };
        return (answer, remarks);
    }
    let answer = Answer::Value {
        value: value.to_owned(),
        probability,
        evidence,
        alternatives,
    };
    (answer, remarks)
}
