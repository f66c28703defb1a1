//! One answer per field out of everything found: the best value, contradictions beside it, or silence with a reason.
use aktenlage_catalogue::service::{FieldDefinition, FieldRequirement, ServiceDefinition};
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::suggestion::{AbstentionReason, Alternative, Answer, Remark};
use aktenlage_domain::value::same_value;

use crate::abstain;
use crate::field_signs::{Compared, FieldCandidate};
use crate::remark;
use crate::tasks::match_fields::{Found, Reading};

/// Another place must be at least this sure to count as a contradiction.
const CONTRADICTION_THRESHOLD: f32 = 0.62;

/// What was settled about one field.
#[derive(Debug)]
pub(crate) struct Settled<'c> {
    pub(crate) field: &'c FieldDefinition,
    /// A value, however unsure it is, or silence.
    pub(crate) answer: Answer,
    pub(crate) remarks: Vec<Remark>,
    /// What speaks for and against the value.
    pub(crate) candidate: Option<FieldCandidate>,
}

impl Settled<'_> {
    /// Says nothing instead of a value that is not sure enough, and why. Values that contradict each other stay: a
    /// person has to see both.
    pub(crate) fn hold_back(&mut self, remark: Option<Remark>) {
        if let Answer::Value {
            evidence,
            alternatives,
            ..
        } = &mut self.answer
            && alternatives.is_empty()
        {
            self.answer = Answer::Abstained {
                reason: AbstentionReason::BelowThreshold,
                evidence: std::mem::take(evidence),
            };
            self.remarks.splice(0..0, remark);
        }
    }

    /// Whether the value is not sure enough by the bound that was set by hand.
    pub(crate) fn is_below_bound(&self) -> bool {
        matches!(self.answer, Answer::Value { probability, .. } if probability < abstain::FIELD.threshold)
    }
}

/// Settles every field of a service; of the fields that only conditions read, those that were found.
pub(crate) fn settle<'c>(
    service: &'c ServiceDefinition,
    found: &[Found],
    has_form: bool,
) -> Vec<Settled<'c>> {
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
        let (answer, remarks, candidate) = settle_one(field, &own, has_form);
        settled.push(Settled {
            field,
            answer,
            remarks,
            candidate,
        });
    }
    settled
}

type OneSettled = (Answer, Vec<Remark>, Option<FieldCandidate>);

fn settle_one(field: &FieldDefinition, own: &[&Found], has_form: bool) -> OneSettled {
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
        (answer, found.remarks.clone(), None)
    };
    let first = |wanted: &Reading| own.iter().find(|found| &found.reading == wanted).copied();
    if let Some(found) = first(&Reading::Ambiguous) {
        return silent(AbstentionReason::AmbiguousTicks, found);
    }
    if let Some(found) = first(&Reading::Invalid) {
        return silent(AbstentionReason::InvalidValue, found);
    }
    if let Some(found) = first(&Reading::Empty) {
        let (answer, mut remarks, _) = silent(AbstentionReason::NoEvidence, found);
        if field.requirement == FieldRequirement::Required && remark::is_left_empty(&remarks) {
            remarks.push(Remark::new(remark::REQUIRED_BUT_EMPTY));
        }
        return (answer, remarks, None);
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
    (answer, remarks, None)
}

fn with_value(field: &FieldDefinition, best: &Found, value: &str, values: &[(&Found, &str)]) -> OneSettled {
    let mut remarks = best.remarks.clone();
    let mut evidence: Vec<SourceSpan> = best.evidence.clone();
    let mut doubt = 1.0 - best.probability;
    let mut alternatives: Vec<Alternative> = Vec::new();
    let (mut agreeing, mut other_value) = (0, 0.0_f32);
    for (found, other) in &values[1..] {
        if same_value(field.kind, value, other) {
            // A second place that says the same makes it surer.
            doubt *= 0.7;
            agreeing += 1;
            evidence.extend(
                found
                    .evidence
                    .iter()
                    .filter(|span| !best.evidence.contains(span))
                    .cloned(),
            );
        } else {
            other_value = other_value.max(found.probability);
            let is_known = alternatives
                .iter()
                .any(|known| same_value(field.kind, &known.value, other));
            if found.probability >= CONTRADICTION_THRESHOLD && !is_known {
                alternatives.push(Alternative {
                    value: (*other).to_owned(),
                    probability: found.probability,
                    evidence: found.evidence.clone(),
                });
            }
        }
    }
    evidence.truncate(4);
    let mut probability = (1.0 - doubt).clamp(0.0, 0.99);
    if !alternatives.is_empty() {
        remarks.insert(0, Remark::new(remark::CONTRADICTION));
        probability *= 0.80;
    }
    let place = best.evidence.first();
    let compared = Compared {
        field,
        signs: &best.signs,
        probability,
        text: place.map_or("", |span| span.text.as_str()),
        page: place.map_or(1, |span| span.page),
        other_value,
        agreeing,
        is_contradicted: !alternatives.is_empty(),
        is_part: best
            .remarks
            .iter()
            .any(|remark| remark.code == remark::SPLIT_FROM_BOX),
    };
    let candidate = FieldCandidate {
        field: field.id.clone(),
        value: value.to_owned(),
        channel: best.signs.channel.to_owned(),
        is_said_by_rules: probability >= abstain::FIELD.threshold || !alternatives.is_empty(),
        signs: compared.numbers(),
    };
    let answer = Answer::Value {
        value: value.to_owned(),
        probability,
        evidence,
        alternatives,
    };
    (answer, remarks, Some(candidate))
}
