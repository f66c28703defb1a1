//! Checks of one service definition, and across all of them.
use aktenlage_domain::service::Demand;
use aktenlage_domain::value::ValueKind;
use time::Date;

use crate::Issue;
use crate::condition::Condition;
use crate::library::repeated;
use crate::service::{DeadlineDefinition, FieldRequirement, ServiceDefinition};
use crate::unverified;

/// Conditions of a service with the id of what they belong to.
pub(crate) fn conditions(service: &ServiceDefinition) -> Vec<(String, &Condition)> {
    let of_fields = service
        .fields
        .iter()
        .filter_map(|field| match &field.requirement {
            FieldRequirement::Conditional(condition) => Some((field.id.to_string(), condition)),
            FieldRequirement::Required | FieldRequirement::Voluntary | FieldRequirement::MustNotAsk => None,
        });
    let of_evidence = (service.evidence.iter())
        .filter_map(|requirement| Some((requirement.id.to_string(), requirement.when.as_ref()?)));
    of_fields.chain(of_evidence).collect()
}

/// What is wrong with one definition: code and detail.
pub(crate) fn service(service: &ServiceDefinition) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    let counts_nothing = |deadline: &&DeadlineDefinition| {
        deadline.from_first_receipt && (service.first_receipt.is_none() || deadline.runs_from != "received")
    };
    for deadline in service.deadlines.iter().filter(counts_nothing) {
        problems.push((
            "no_first_receipt",
            format!(
                "deadlines.{}: an earlier receipt counts only by `first_receipt` of the service and from `received`",
                deadline.id
            ),
        ));
    }
    let mut twice = |what: &str, ids: Vec<&str>| {
        if let Some(id) = repeated(ids.into_iter()) {
            problems.push(("duplicate_id", format!("{what} `{id}` stands twice")));
        }
    };
    twice(
        "field",
        service.fields.iter().map(|field| field.id.as_str()).collect(),
    );
    twice(
        "evidence",
        service
            .evidence
            .iter()
            .map(|requirement| requirement.id.as_str())
            .collect(),
    );
    twice(
        "decision.four_eyes",
        service.four_eyes.iter().map(|outcome| outcome.as_str()).collect(),
    );
    twice(
        "deadline",
        service
            .deadlines
            .iter()
            .map(|deadline| deadline.id.as_str())
            .collect(),
    );

    if let Some(leika) = &service.leika
        && !(leika.len() == 14 && leika.bytes().all(|byte| byte.is_ascii_digit()))
    {
        problems.push(("malformed_leika", format!("`{leika}` is not 14 digits")));
    }
    if let (Some(from), Some(to)) = (service.valid_from, service.valid_to)
        && to < from
    {
        problems.push(("invalid_validity", "valid_to lies before valid_from".to_owned()));
    }
    for requirement in &service.evidence {
        let must_rest_on_law = matches!(requirement.demand, Demand::Yes | Demand::QueryFirst);
        if must_rest_on_law && requirement.basis.is_empty() {
            problems.push((
                "empty_basis",
                format!("{}: what is demanded needs a norm", requirement.id),
            ));
        }
        if requirement.verified && requirement.basis.iter().any(|basis| !basis.verified) {
            let detail = format!("{}: marked as verified, but a norm is not", requirement.id);
            problems.push(("verified_rests_on_unverified", detail));
        }
    }
    if service.verified && unverified::count(service).rests_on_unverified() {
        let detail = "marked as verified, but something it rests on is not".to_owned();
        problems.push(("verified_rests_on_unverified", detail));
    }
    problems.extend(unknown_options(service));
    problems
}

/// Words in conditions that no option of the coded field bears.
fn unknown_options(service: &ServiceDefinition) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    for (of, condition) in conditions(service) {
        for (id, word) in condition.words() {
            let field = service.field(&id).filter(|field| field.kind == ValueKind::Code);
            if field.is_some_and(|field| field.options.iter().all(|option| option.id != word)) {
                problems.push(("unknown_option", format!("{of}: `{id}` has no option `{word}`")));
            }
        }
    }
    problems
}

/// What is wrong between definitions.
pub(crate) fn across(services: &[(String, ServiceDefinition)], issues: &mut Vec<Issue>) {
    for (number, (path, service)) in services.iter().enumerate() {
        for (other_path, other) in &services[..number] {
            let same_key = service.key == other.key;
            let (code, detail) = if same_key && overlap(service, other) {
                (
                    "overlapping_validity",
                    format!("`{}` is in force at the same time in {other_path}", service.key),
                )
            } else if !same_key && service.reference_prefix == other.reference_prefix {
                (
                    "duplicate_prefix",
                    format!("`{}` belongs to {other_path}", service.reference_prefix),
                )
            } else {
                continue;
            };
            issues.push(Issue {
                code,
                file: path.clone(),
                detail,
            });
        }
    }
}

fn overlap(left: &ServiceDefinition, right: &ServiceDefinition) -> bool {
    let span = |service: &ServiceDefinition| {
        let from = service.valid_from.unwrap_or(Date::MIN);
        from..=service.valid_to.unwrap_or(Date::MAX)
    };
    let (left, right) = (span(left), span(right));
    left.start() <= right.end() && right.start() <= left.end()
}
