//! Completeness: which evidence is there, missing, unclear or not needed. Rules only; the same facts give the same
//! answer.
use aktenlage_catalogue::condition::{Facts, Truth};
use aktenlage_catalogue::service::{EvidenceRequirement, ServiceDefinition};
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::ids::FieldId;
use aktenlage_domain::service::{Demand, RequirementState};
use aktenlage_domain::suggestion::{Answer, Remark};

use crate::remark;
use crate::submission::{Fact, KnownDocument, KnownFacts};

/// Judges every requirement of a service.
pub(crate) fn check<'c>(
    service: &'c ServiceDefinition,
    known: &KnownFacts,
) -> Vec<(&'c EvidenceRequirement, Answer, Vec<Remark>)> {
    let values = known.values.iter().map(|(field, fact)| {
        let value = match fact {
            Fact::Value(value) => Some(value.clone()),
            Fact::Absent => None,
        };
        (field.clone(), value)
    });
    let facts = Facts {
        values: values.collect(),
        received_on: Some(known.received_on),
    };
    let judge = |requirement: &'c EvidenceRequirement| {
        let (state, probability, evidence, mut remarks) = judge(service, requirement, &facts, known);
        if let Some(freshness) = requirement
            .freshness
            .as_ref()
            .filter(|_| state != RequirementState::NotRequired)
        {
            remarks.push(Remark::new(remark::FRESHNESS).with("freshness", freshness.as_str()));
        }
        let answer = Answer::Value {
            value: state.as_str().to_owned(),
            probability,
            evidence,
            alternatives: Vec::new(),
        };
        (requirement, answer, remarks)
    };
    service.evidence.iter().map(judge).collect()
}

type Judgement = (RequirementState, f32, Vec<SourceSpan>, Vec<Remark>);

fn judge(
    service: &ServiceDefinition,
    requirement: &EvidenceRequirement,
    facts: &Facts,
    known: &KnownFacts,
) -> Judgement {
    let reason = |code: &str| {
        let norms: Vec<&str> = requirement
            .basis
            .iter()
            .map(|basis| basis.citation.as_str())
            .collect();
        Remark::new(code)
            .with("why", requirement.why.de.as_str())
            .with("norms", norms.join("; "))
    };
    let conditional = |code: &str| {
        let Some(condition) = &requirement.when else {
            return reason(code);
        };
        let words = condition.in_words(service);
        reason(code)
            .with("condition", condition.source())
            .with("condition_de", words.de)
            .with("condition_en", words.en)
    };
    let rule = |state, probability, remark| (state, probability, Vec::new(), vec![remark]);
    if requirement.demand == Demand::No {
        return rule(
            RequirementState::NotRequired,
            0.99,
            reason(remark::MUST_NOT_BE_DEMANDED),
        );
    }
    let truth = requirement
        .when
        .as_ref()
        .map_or(Truth::True, |condition| condition.evaluate(facts));
    if truth == Truth::False {
        return rule(
            RequirementState::NotRequired,
            0.95,
            conditional(remark::CONDITION_FALSE),
        );
    }
    let accepted: Vec<&KnownDocument> = known
        .documents
        .iter()
        .filter(|document| {
            document
                .kind
                .as_ref()
                .is_some_and(|kind| requirement.accepts.contains(kind))
        })
        .collect();
    if !accepted.is_empty() {
        return present(&accepted, reason(remark::DOCUMENT_FOUND));
    }
    let fields = match truth {
        Truth::Undetermined(fields) if requirement.demand != Demand::Voluntary => fields,
        Truth::True | Truth::False | Truth::Undetermined(_) => Vec::new(),
    };
    if !fields.is_empty() {
        let remark = open_condition(service, &fields, conditional(remark::CONDITION_OPEN));
        return rule(RequirementState::Unclear, 0.90, remark);
    }
    match requirement.demand {
        Demand::Voluntary | Demand::No => {
            rule(RequirementState::NotRequired, 0.95, reason(remark::VOLUNTARY))
        }
        Demand::QueryFirst => rule(
            RequirementState::Unclear,
            0.90,
            reason(remark::AUTHORITY_QUERIES_FIRST),
        ),
        Demand::OnReason if requirement.when.is_none() => rule(
            RequirementState::NotRequired,
            0.90,
            reason(remark::ONLY_WITH_REASON),
        ),
        Demand::OnReason => rule(RequirementState::Unclear, 0.90, reason(remark::ONLY_WITH_REASON)),
        Demand::Yes => missing(requirement, known, &conditional),
    }
}

/// Names the fields on which a condition depends, by id and in words.
fn open_condition(service: &ServiceDefinition, fields: &[FieldId], reason: Remark) -> Remark {
    let ids: Vec<&str> = fields.iter().map(FieldId::as_str).collect();
    let label = |id: &FieldId| {
        let field = service.field(id);
        field.map_or_else(|| id.to_string(), |field| field.label.de.clone())
    };
    let labels: Vec<String> = fields.iter().map(label).collect();
    reason
        .with("fields", ids.join(","))
        .with("labels", labels.join(", "))
}

fn present(accepted: &[&KnownDocument], reason: Remark) -> Judgement {
    let names: Vec<&str> = accepted
        .iter()
        .map(|document| document.file_name.as_str())
        .collect();
    let best = accepted
        .iter()
        .map(|document| document.probability)
        .fold(0.0, f32::max);
    let evidence: Vec<SourceSpan> = accepted
        .iter()
        .filter_map(|document| document.evidence.first().cloned())
        .collect();
    let mut remarks = vec![reason.with("documents", names.join(", "))];
    if best < 0.60 {
        remarks.push(Remark::new(remark::KIND_UNSURE).with("documents", names.join(", ")));
    }
    (
        RequirementState::Present,
        best.clamp(0.5, 0.99),
        evidence,
        remarks,
    )
}

fn missing(
    requirement: &EvidenceRequirement,
    known: &KnownFacts,
    reason: &dyn Fn(&str) -> Remark,
) -> Judgement {
    let unnamed: Vec<&str> = known
        .documents
        .iter()
        .filter(|document| document.may_hold_any_of(&requirement.accepts))
        .map(|document| document.file_name.as_str())
        .collect();
    if !unnamed.is_empty() {
        let remark = reason(remark::UNREADABLE_DOCUMENT_MAY_SATISFY).with("documents", unnamed.join(", "));
        return (RequirementState::Unclear, 0.85, Vec::new(), vec![remark]);
    }
    let code = if requirement.when.is_none() {
        remark::ALWAYS_REQUIRED
    } else {
        remark::CONDITION_TRUE
    };
    (RequirementState::Missing, 0.95, Vec::new(), vec![reason(code)])
}

#[cfg(test)]
mod tests;
