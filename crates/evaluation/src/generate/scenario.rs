//! What comes in and what is wrong with it: supporting documents by the blueprint's own rules, and faults as people
//! and papers have them.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_catalogue::condition::{Facts as Known, Truth as Holds};
use aktenlage_catalogue::service::{EvidenceRequirement, FieldRequirement, ServiceDefinition};
use aktenlage_domain::ids::FieldId;
use aktenlage_domain::service::{Demand, RequirementState};
use aktenlage_domain::value::{ValueKind, normalise};
use time::Date;

use super::facts::document::Age;
use super::facts::story::Story;
use super::facts::{Entry, Facts};
use super::random::Chance;
use crate::truth::Fault;

/// No bundle is larger: more takes time and shows nothing new.
const MOST_DOCUMENTS: usize = 7;

/// How the application itself comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Application {
    /// The form of the service.
    Form,
    /// A letter instead of it.
    Letter,
    /// A form that no service has.
    Unknown,
}

/// A supporting document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its kind.
    pub kind: String,
    /// How old it is.
    pub age: Age,
    /// Whether it is to state another value than the form somewhere.
    pub contradicts: bool,
}

/// What comes in.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How the application comes.
    pub application: Application,
    /// What is written on it.
    pub written: Facts,
    /// What comes with it.
    pub documents: Vec<Planned>,
    /// What was made wrong on purpose.
    pub faults: Vec<Fault>,
}

/// Plans a case. `has_layout` tells for which kinds of documents there are layouts.
pub fn plan(
    service: Option<&ServiceDefinition>,
    story: &Story,
    kinds: &[String],
    has_layout: &dyn Fn(&str) -> bool,
    chance: &mut Chance,
) -> Plan {
    let mut plan = Plan {
        application: Application::Form,
        written: story.facts.clone(),
        documents: Vec::new(),
        faults: Vec::new(),
    };
    let Some(service) = service else {
        plan.application = Application::Unknown;
        plan.faults.push(fault("unknown_service", None, None, None));
        return plan;
    };
    let takes_letters = service
        .evidence
        .iter()
        .any(|requirement| accepts(requirement, "informal_application"));
    if takes_letters && has_layout("informal_application") && chance.in_hundred(8) {
        plan.application = Application::Letter;
        plan.faults.push(fault("informal", None, None, None));
    }
    leave_out_what_is_not_asked(service, story, &mut plan.written);
    faults_of_the_form(service, &mut plan, chance);
    documents(service, story, kinds, has_layout, &mut plan, chance);
    plan
}

/// The state of each requirement, as a careful clerk sees it who knows what the documents state and nothing else.
/// `stated` holds values and, as `None`, what was asked for and left empty; `documents` are kinds with their ages.
pub fn requirements(
    service: &ServiceDefinition,
    stated: &BTreeMap<String, Option<String>>,
    documents: &[(String, Age)],
    received_on: Date,
) -> BTreeMap<String, String> {
    let known = Known {
        values: stated
            .iter()
            .map(|(id, value)| (FieldId::new(id.as_str()), value.clone()))
            .collect(),
        received_on: Some(received_on),
    };
    let states = service.evidence.iter().map(|requirement| {
        let state = state(requirement, &known, documents);
        (requirement.id.to_string(), state.as_str().to_owned())
    });
    states.collect()
}

fn state(requirement: &EvidenceRequirement, known: &Known, documents: &[(String, Age)]) -> RequirementState {
    if requirement.demand == Demand::No {
        return RequirementState::NotRequired;
    }
    let holds = requirement
        .when
        .as_ref()
        .map_or(Holds::True, |condition| condition.evaluate(known));
    if holds == Holds::False {
        return RequirementState::NotRequired;
    }
    let mut ages = documents
        .iter()
        .filter(|(kind, _)| accepts(requirement, kind))
        .map(|(_, age)| *age)
        .peekable();
    if ages.peek().is_some() {
        // Too old is neither there nor missing: somebody has to ask.
        let is_recent = ages.any(|age| age == Age::Recent);
        return if is_recent {
            RequirementState::Present
        } else {
            RequirementState::Unclear
        };
    }
    let is_open = matches!(holds, Holds::Undetermined(_));
    match requirement.demand {
        Demand::Voluntary | Demand::No => RequirementState::NotRequired,
        Demand::OnReason if requirement.when.is_none() => RequirementState::NotRequired,
        Demand::QueryFirst | Demand::OnReason => RequirementState::Unclear,
        Demand::Yes if is_open => RequirementState::Unclear,
        Demand::Yes => RequirementState::Missing,
    }
}

fn accepts(requirement: &EvidenceRequirement, kind: &str) -> bool {
    requirement
        .accepts
        .iter()
        .any(|accepted| accepted.as_str() == kind)
}

fn fault(kind: &str, item: Option<&str>, written: Option<&str>, meant: Option<&str>) -> Fault {
    Fault {
        kind: kind.to_owned(),
        item: item.map(str::to_owned),
        written: written.map(str::to_owned),
        meant: meant.map(str::to_owned),
    }
}

fn all_of(story: &Story) -> Known {
    Known {
        values: story
            .facts
            .iter()
            .map(|(id, value)| (FieldId::new(id), Some(value.to_owned())))
            .collect(),
        received_on: Some(story.received_on),
    }
}

/// Nobody writes what concerns others only.
fn leave_out_what_is_not_asked(service: &ServiceDefinition, story: &Story, written: &mut Facts) {
    let known = all_of(story);
    for field in &service.fields {
        if let FieldRequirement::Conditional(condition) = &field.requirement
            && condition.evaluate(&known) == Holds::False
        {
            written.remove(field.id.as_str());
        }
    }
}

fn faults_of_the_form(service: &ServiceDefinition, plan: &mut Plan, chance: &mut Chance) {
    let filled: Vec<(String, ValueKind)> = service
        .fields
        .iter()
        .filter(|field| plan.written.get(field.id.as_str()).is_some())
        .map(|field| (field.id.to_string(), field.kind))
        .collect();
    if chance.in_hundred(30) {
        for _ in 0..chance.between(1, 3) {
            if let Some((id, _)) = chance.pick(&filled)
                && plan.written.remove(id).is_some()
            {
                plan.faults.push(fault("empty_field", Some(id), None, None));
            }
        }
    }
    let mut touched = BTreeSet::new();
    if chance.in_hundred(20)
        && let Some((id, kind)) = chance.pick(&filled)
        && let Some(value) = plan.written.get(id).map(str::to_owned)
        && let Some(written) = wrong(*kind, &value, chance)
    {
        plan.faults
            .push(fault("wrong_entry", Some(id), Some(&written), Some(&value)));
        plan.written.write(id, Entry::Wrong(written));
        touched.insert(id.clone());
    }
    if chance.in_hundred(20)
        && let Some((id, kind)) = chance.pick(&filled)
        && !touched.contains(id)
        && let Some(value) = plan.written.get(id).map(str::to_owned)
        && let Some(struck) = other_value(*kind, &value, chance)
    {
        plan.faults
            .push(fault("correction", Some(id), Some(&struck), Some(&value)));
        plan.written.write(id, Entry::Corrected(struck));
    }
}

/// What people write that is no value; `None` where any text is one.
fn wrong(kind: ValueKind, value: &str, chance: &mut Chance) -> Option<String> {
    let written = if kind == ValueKind::Date {
        format!("31.02.{}", value.get(..4)?)
    } else if matches!(kind, ValueKind::TaxId | ValueKind::Iban) {
        with_swapped_digits(value, chance)?
    } else if kind == ValueKind::PostalCode {
        value.get(..4)?.to_owned()
    } else if kind == ValueKind::Email {
        value.replace('@', ".")
    } else if kind == ValueKind::Vin {
        format!("{}O{}", value.get(..3)?, value.get(4..)?)
    } else {
        return None;
    };
    normalise(kind, &written).is_err().then_some(written)
}

/// Another value of the same type, as somebody writes it by mistake; `None` where there is none nearby.
pub fn other_value(kind: ValueKind, value: &str, chance: &mut Chance) -> Option<String> {
    let other = if kind == ValueKind::Text {
        let letters: Vec<char> = value.chars().collect();
        let place = 1 + chance.below(letters.len().saturating_sub(2));
        let mut letters = letters;
        if letters.len() < 3 || !letters.get(place)?.is_alphanumeric() {
            return None;
        }
        letters.remove(place);
        letters.into_iter().collect()
    } else if matches!(
        kind,
        ValueKind::Money | ValueKind::Decimal | ValueKind::Integer | ValueKind::PostalCode | ValueKind::Date
    ) {
        with_swapped_digits(value, chance)?
    } else {
        return None;
    };
    let is_another = other != value && normalise(kind, &other).as_ref() == Ok(&other);
    is_another.then_some(other)
}

/// Two neighbouring different digits in the other order.
fn with_swapped_digits(value: &str, chance: &mut Chance) -> Option<String> {
    let mut letters: Vec<char> = value.chars().collect();
    let differ = |pair: &[char]| pair[0].is_ascii_digit() && pair[1].is_ascii_digit() && pair[0] != pair[1];
    let pairs: Vec<usize> = letters
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| differ(pair))
        .map(|(place, _)| place)
        .collect();
    let place = *chance.pick(&pairs)?;
    letters.swap(place, place + 1);
    Some(letters.into_iter().collect())
}

fn documents(
    service: &ServiceDefinition,
    story: &Story,
    kinds: &[String],
    has_layout: &dyn Fn(&str) -> bool,
    plan: &mut Plan,
    chance: &mut Chance,
) {
    let known = all_of(story);
    for requirement in &service.evidence {
        let is_application =
            accepts(requirement, "application_form") || accepts(requirement, "informal_application");
        if is_application || plan.documents.len() >= MOST_DOCUMENTS || requirement.demand == Demand::No {
            continue;
        }
        let holds = requirement
            .when
            .as_ref()
            .map_or(Holds::True, |condition| condition.evaluate(&known));
        let is_sent = holds == Holds::True && (requirement.demand == Demand::Yes || chance.in_hundred(25));
        let is_there = plan
            .documents
            .iter()
            .any(|planned| accepts(requirement, &planned.kind));
        let choices: Vec<&str> = requirement
            .accepts
            .iter()
            .map(aktenlage_domain::ids::DocumentKind::as_str)
            .filter(|kind| has_layout(kind))
            .collect();
        if !is_sent || is_there {
            continue;
        }
        let Some(kind) = chance.pick(&choices).copied() else {
            continue;
        };
        let item = requirement.id.as_str();
        if chance.in_hundred(14) {
            plan.faults
                .push(fault("missing_document", Some(item), None, None));
            continue;
        }
        let age = if chance.in_hundred(8) {
            Age::Outdated
        } else {
            Age::Recent
        };
        if age == Age::Outdated {
            plan.faults.push(fault("outdated", Some(item), None, None));
        }
        plan.documents.push(Planned {
            kind: kind.to_owned(),
            age,
            contradicts: chance.in_hundred(10),
        });
    }
    if chance.in_hundred(12) {
        let of_others: Vec<&String> = kinds
            .iter()
            .filter(|kind| has_layout(kind) && !service.evidence.iter().any(|own| accepts(own, kind)))
            .filter(|kind| !matches!(kind.as_str(), "application_form" | "informal_application"))
            .collect();
        if let Some(kind) = chance.pick(&of_others) {
            plan.faults.push(fault("foreign", Some(kind), None, None));
            plan.documents.push(Planned {
                kind: (*kind).clone(),
                age: Age::Recent,
                contradicts: false,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_entries_are_no_values_and_other_values_are() {
        let mut chance = Chance::of(1, "faults");
        for (kind, value) in [
            (ValueKind::Date, "1987-03-14"),
            (ValueKind::Iban, "DE02120300000000202051"),
            (ValueKind::PostalCode, "82256"),
            (ValueKind::Email, "a.brandl@example.org"),
        ] {
            let written = wrong(kind, value, &mut chance).unwrap();
            assert!(normalise(kind, &written).is_err(), "{written}");
        }
        for (kind, value) in [(ValueKind::Money, "1012.00"), (ValueKind::Text, "Brandl")] {
            let tries = std::iter::repeat_with(|| other_value(kind, value, &mut chance));
            let other = tries.take(50).flatten().next().unwrap();
            assert_ne!(other, value);
            assert_eq!(normalise(kind, &other), Ok(other));
        }
        assert_eq!(wrong(ValueKind::Text, "Brandl", &mut chance), None);
    }

    #[test]
    fn what_a_clerk_sees_decides_the_states() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let service = catalogue
            .services
            .iter()
            .find(|service| service.key.as_str() == "housing_benefit_rent")
            .unwrap();
        let stated: BTreeMap<String, Option<String>> = [
            ("application.kind", "first"),
            ("dwelling.tenure", "rent"),
            ("household.member_count", "1"),
            ("income.kinds", "employment"),
        ]
        .into_iter()
        .map(|(id, value)| (id.to_owned(), Some(value.to_owned())))
        .collect();
        let received_on = time::macros::date!(2026 - 11 - 20);
        let documents = [
            ("application_form".to_owned(), Age::Recent),
            ("tenancy_agreement".to_owned(), Age::Outdated),
        ];
        let states = requirements(service, &stated, &documents, received_on);
        assert_eq!(states["tenancy"], "unclear");
        assert_eq!(states["income_employment"], "missing");
        let states = requirements(
            service,
            &stated,
            &[("tenancy_agreement".to_owned(), Age::Recent)],
            received_on,
        );
        assert_eq!(states["tenancy"], "present");
    }
}
