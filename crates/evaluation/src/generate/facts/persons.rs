//! Who takes part in a case: applicant, family, landlord, representative, each with all that forms ask about persons.
use aktenlage_domain::clock::date_to_text;
use time::Date;

use super::Facts;
use crate::generate::people::{Address, Data, Person, Sex, email, numbers};
use crate::generate::random::Chance;

/// The people of a case.
pub(super) struct Cast {
    pub(super) applicant: Person,
    pub(super) home: Address,
}

/// How a family is made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Alone,
    Couple,
    Parents,
    SingleParent,
}

/// Sets everybody who may be spoken of.
pub(super) fn people(
    service: &str,
    data: &Data,
    today: Date,
    facts: &mut Facts,
    chance: &mut Chance,
) -> Cast {
    let ages = match service {
        "parental_allowance" => (22, 42),
        "maintenance_advance" => (24, 48),
        "identity_card" => (if chance.in_hundred(15) { 12 } else { 18 }, 80),
        "food_hygiene_instruction" => (if chance.in_hundred(15) { 16 } else { 18 }, 60),
        "state_care_allowance" => (45, 92),
        _ => (19, 78),
    };
    let mut applicant = data.person(ages, today, chance);
    if service == "identity_card" {
        "deutsch".clone_into(&mut applicant.nationality);
    }
    let town = data.town(chance);
    let home = data.address(&town, chance);
    set(facts, "applicant", &applicant, &home, chance);
    let family = match service {
        "parental_allowance" => Family::Parents,
        "maintenance_advance" => Family::SingleParent,
        _ => [
            Family::Alone,
            Family::Alone,
            Family::Couple,
            Family::Parents,
            Family::Parents,
            Family::SingleParent,
        ][chance.below(6)],
    };
    let is_adult = applicant.born <= today.saturating_sub(time::Duration::days(19 * 366));
    let family = if is_adult { family } else { Family::Alone };
    household(service, family, &applicant, &home, data, today, facts, chance);
    others(family, &applicant, data, today, facts, chance);
    Cast { applicant, home }
}

/// Partner and children, and the same persons as members of the household.
#[expect(clippy::too_many_arguments, reason = "one family, set once")]
fn household(
    service: &str,
    family: Family,
    applicant: &Person,
    home: &Address,
    data: &Data,
    today: Date,
    facts: &mut Facts,
    chance: &mut Chance,
) {
    let mut members: Vec<(Person, String)> = Vec::new();
    let years = i64::from(today.year() - applicant.born.year());
    let status = match family {
        Family::Alone => chance.word(&["single", "single", "divorced", "widowed"]),
        Family::Couple | Family::Parents => chance.word(&["married", "married", "single", "partnership"]),
        Family::SingleParent => chance.word(&["single", "divorced", "separated"]),
    };
    facts.set("applicant.marital_status", status.as_str());
    if matches!(family, Family::Couple | Family::Parents) {
        let same_name = status != "single" && chance.in_hundred(75);
        let name = same_name.then_some(applicant.family_name.as_str());
        let ages = ((years - 6).max(18), years.max(18) + 5);
        let partner = if chance.in_hundred(70) {
            data.relative(applicant, name, ages, today, chance)
        } else {
            data.person(ages, today, chance)
        };
        set(facts, "partner", &partner, home, chance);
        facts.set("partner.marital_status", status.as_str());
        let relation = match (status.as_str(), partner.sex) {
            ("married", Sex::Female) => "Ehefrau",
            ("married", Sex::Male) => "Ehemann",
            (_, Sex::Female) => "Partnerin",
            (_, Sex::Male) => "Partner",
        };
        members.push((partner, relation.to_owned()));
    }
    if matches!(family, Family::Parents | Family::SingleParent) {
        let count = if service == "parental_allowance" {
            chance.between(1, 2)
        } else {
            chance.between(1, 3)
        };
        let oldest = (years - 20).clamp(1, 17);
        for number in 1..=count {
            let is_newborn = service == "parental_allowance" && number == 1;
            let age = if is_newborn { 0 } else { chance.between(0, oldest) };
            let ages = (age, age);
            let name = Some(applicant.family_name.as_str());
            let mut child = data.relative(applicant, name, ages, today, chance);
            if service == "parental_allowance" && number == 1 {
                let days = chance.between(10, 120);
                child.born = today.saturating_sub(time::Duration::days(days));
            }
            let role = if number == 1 {
                "child".to_owned()
            } else {
                format!("child{number}")
            };
            set(facts, &role, &child, home, chance);
            facts.set(format!("{role}.marital_status"), "single");
            facts.remove(&format!("{role}.email"));
            facts.remove(&format!("{role}.phone"));
            let relation = if child.sex == Sex::Female {
                "Tochter"
            } else {
                "Sohn"
            };
            facts.set(format!("{role}.relation"), relation);
            members.push((child, relation.to_owned()));
        }
    }
    facts.set("household.member_count", (members.len() + 1).to_string());
    facts.set(
        "household.single_adult",
        (family == Family::SingleParent).to_string(),
    );
    for (number, (person, relation)) in (1..).zip(members) {
        let role = format!("member{number}");
        set(facts, &role, &person, home, chance);
        facts.set(format!("{role}.relation"), relation);
        let age = today.year() - person.born.year();
        let is_pupil = (6..20).contains(&age);
        facts.set(format!("{role}.in_education"), is_pupil.to_string());
        facts.set(
            format!("{role}.income.kinds"),
            if age > 19 && chance.in_hundred(50) {
                "employment"
            } else {
                "none"
            },
        );
    }
}

/// Who does not live there: the other parent, the landlord, whoever acts for the applicant, whoever plans the house.
fn others(
    family: Family,
    applicant: &Person,
    data: &Data,
    today: Date,
    facts: &mut Facts,
    chance: &mut Chance,
) {
    let elsewhere = |chance: &mut Chance| {
        let town = data.town(chance);
        data.address(&town, chance)
    };
    let address = elsewhere(chance);
    if family == Family::SingleParent {
        let other = data.person((22, 55), today, chance);
        set(facts, "other_parent", &other, &address, chance);
    }
    let landlord_address = elsewhere(chance);
    let landlord = data.person((35, 85), today, chance);
    set(facts, "landlord", &landlord, &landlord_address, chance);
    if chance.in_hundred(40) {
        let company = chance.text(&data.institutions.landlords);
        facts.set("landlord.full_name", company.as_str());
        facts.set("landlord.family_name", company);
        for name in [
            "given_names",
            "birth_name",
            "date_of_birth",
            "place_of_birth",
            "sex",
            "tax_id",
            "nationality",
        ] {
            facts.remove(&format!("landlord.{name}"));
        }
    }
    let representative = data.person((25, 70), today, chance);
    let representative_address = elsewhere(chance);
    set(
        facts,
        "representative",
        &representative,
        &representative_address,
        chance,
    );
    let designer = data.person((30, 65), today, chance);
    let office = elsewhere(chance);
    set(facts, "designer", &designer, &office, chance);
    // Parents of a child that lives with both: the second parent is the partner.
    let partner: Vec<(String, String)> = facts
        .iter()
        .filter_map(|(id, value)| Some((id.strip_prefix("partner.")?.to_owned(), value.to_owned())))
        .collect();
    for (name, value) in partner {
        facts.set(format!("parent2.{name}"), value);
    }
    let own: Vec<(String, String)> = facts
        .iter()
        .filter_map(|(id, value)| Some((id.strip_prefix("applicant.")?.to_owned(), value.to_owned())))
        .collect();
    for (name, value) in own {
        facts.set(format!("account_holder.{name}"), value);
    }
    let holder = format!("{} {}", applicant.given_names, applicant.family_name);
    facts.set("bank.account_holder", holder);
}

fn set(facts: &mut Facts, role: &str, person: &Person, home: &Address, chance: &mut Chance) {
    let sex = match person.sex {
        Sex::Female => "female",
        Sex::Male => "male",
    };
    let phone = numbers::phone(chance);
    let address = email(person, chance);
    let tax_id = numbers::tax_id(chance);
    let born = date_to_text(person.born);
    let values: [(&str, &str); 14] = [
        ("family_name", &person.family_name),
        ("birth_name", person.birth_name.as_deref().unwrap_or_default()),
        ("given_names", &person.given_names),
        ("date_of_birth", &born),
        ("place_of_birth", &person.place_of_birth),
        ("nationality", &person.nationality),
        ("sex", sex),
        ("tax_id", &tax_id),
        ("street", &home.street),
        ("house_number", &home.house_number),
        ("postal_code", &home.town.postal_code),
        ("city", &home.town.city),
        ("phone", &phone),
        ("email", &address),
    ];
    for (name, value) in values {
        facts.set(format!("{role}.{name}"), value);
    }
}
