//! Invents one case: everything that is true of it, whatever the documents say later.
use aktenlage_catalogue::service::{FieldDefinition, ServiceDefinition};
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::value::ValueKind;
use time::{Date, Duration};

use super::{Facts, persons, topics};
use crate::generate::people::{Data, Town};
use crate::generate::random::Chance;

/// One invented case.
#[derive(Clone, Debug)]
pub struct Story {
    /// What is true.
    pub facts: Facts,
    /// Day of receipt.
    pub received_on: Date,
    /// Where the authority is.
    pub town: Town,
}

/// Fields of the vocabulary that only clerks or portals know; no applicant writes them.
const NOT_WRITTEN: [&str; 4] = [
    "registration.code_letter",
    "landlord.electronic_mark",
    "project.procedure_kind",
    "income.excluded_months_reason",
];

/// Yes-or-no facts that are rarely true: everything would go wrong at once else.
const RARELY: usize = 10;

/// Invents a case for a service; without one, for whoever asks for something that no service is.
pub fn invent(
    service: Option<&ServiceDefinition>,
    data: &Data,
    received_on: Date,
    chance: &mut Chance,
) -> Story {
    let mut facts = Facts::about("applicant");
    let key = service.map_or("", |service| service.key.as_str());
    let cast = persons::people(key, data, received_on, &mut facts, chance);
    topics::all(key, &cast, data, received_on, &mut facts, chance);
    let signed_on = received_on.saturating_sub(Duration::days(chance.between(0, 6)));
    facts.set("declaration.place", cast.home.town.city.as_str());
    facts.set("declaration.date", date_to_text(signed_on));
    facts.set("declaration.signed", chance.in_hundred(94).to_string());
    facts.set("filing.channel", "written");
    for field in service
        .iter()
        .flat_map(|service| service.fields.iter().chain(&service.questions))
    {
        by_type(field, &mut facts, chance);
    }
    Story {
        facts,
        received_on,
        town: cast.home.town,
    }
}

/// What no topic knows is drawn by its type; free texts are never made up here.
fn by_type(field: &FieldDefinition, facts: &mut Facts, chance: &mut Chance) {
    let id = field.id.as_str();
    // Of persons that do not occur nothing is known; what a topic left out, it left out on purpose.
    let is_person = id
        .split_once('.')
        .is_some_and(|(role, _)| role.starts_with("member"));
    if facts.get(id).is_some() || is_person || NOT_WRITTEN.contains(&id) || topics::decides(id) {
        return;
    }
    if field.kind == ValueKind::Code {
        if let Some(option) = chance.pick(&field.options) {
            facts.set(id, option.id.as_str());
        }
    } else if field.kind == ValueKind::Boolean {
        facts.set(id, chance.in_hundred(RARELY).to_string());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use aktenlage_catalogue::vocabulary::Vocabulary;
    use aktenlage_domain::value::normalise;
    use time::macros::date;

    use super::*;

    fn story(service: &ServiceDefinition, seed: u64) -> Story {
        let data = Data::built_in().unwrap();
        invent(
            Some(service),
            data,
            date!(2026 - 11 - 20),
            &mut Chance::of(seed, "story"),
        )
    }

    #[test]
    fn the_same_seed_invents_the_same_case() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        for service in &catalogue.services {
            assert_eq!(story(service, 9).facts.json(), story(service, 9).facts.json());
        }
        let service = &catalogue.services[0];
        assert_ne!(story(service, 1).facts.json(), story(service, 2).facts.json());
    }

    #[test]
    fn every_field_that_a_service_asks_for_is_known_in_some_case() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let mut never = BTreeSet::new();
        for service in &catalogue.services {
            let stories: Vec<Story> = (0..200).map(|seed| story(service, seed)).collect();
            for field in &service.fields {
                if !stories
                    .iter()
                    .any(|story| story.facts.get(field.id.as_str()).is_some())
                {
                    never.insert(field.id.to_string());
                }
            }
        }
        assert_eq!(never, BTreeSet::new());
    }

    #[test]
    fn values_are_in_their_normal_form() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let vocabulary = Vocabulary::built_in();
        for service in &catalogue.services {
            for seed in 0..10 {
                for (id, value) in story(service, seed).facts.iter() {
                    let Some(field) = vocabulary.field(id) else {
                        continue;
                    };
                    if field.kind == ValueKind::Code {
                        let is_option = |word: &str| field.options.iter().any(|option| option.id == word);
                        assert!(value.split(',').all(is_option), "{id}: {value}");
                        continue;
                    }
                    assert_eq!(normalise(field.kind, value).as_deref(), Ok(value), "{id}");
                }
            }
        }
    }

    #[test]
    fn rent_and_income_are_consistent() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let amount = |facts: &Facts, id: &str| -> i64 {
            let text = facts.get(id).unwrap_or_else(|| panic!("{id}")).replace('.', "");
            text.parse().unwrap()
        };
        for seed in 0..40 {
            let facts = story(&catalogue.services[0], seed).facts;
            let parts = ["amount.rent_cold", "amount.costs", "amount.heating"];
            let sum: i64 = parts.iter().map(|id| amount(&facts, id)).sum();
            assert_eq!(sum, amount(&facts, "dwelling.total_rent"));
            let taken = [
                "amount.net",
                "amount.tax",
                "amount.church_tax",
                "amount.insurance",
            ];
            let sum: i64 = taken.iter().map(|id| amount(&facts, id)).sum();
            assert_eq!(sum, amount(&facts, "amount.gross"));
            let parts = [
                "amount.pension",
                "amount.health",
                "amount.care",
                "amount.unemployment",
            ];
            let sum: i64 = parts.iter().map(|id| amount(&facts, id)).sum();
            assert_eq!(sum, amount(&facts, "amount.insurance"));
        }
    }
}
