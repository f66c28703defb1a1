//! What documents print beside what they state: forms of address, numbers of customers, machine-readable lines, parents
//! and strangers. Nothing here is truth of a case.
use aktenlage_domain::clock::date_from_text;
use time::Duration;

use super::Facts;
use super::story::Story;
use crate::generate::people::{Data, Person, Sex, numbers};
use crate::generate::random::Chance;

/// Sets everything that a document may print of its kind; `about` is the role of the person whom it is about.
pub(super) fn set(about: &str, story: &Story, facts: &mut Facts, data: &Data, chance: &mut Chance) {
    let reference = match chance.below(3) {
        0 => chance.digits(9),
        1 => format!("{}{}", chance.character("ABDGKMPRST"), chance.digits(9)),
        _ => format!("{} {} {}", chance.digits(3), chance.digits(3), chance.digits(2)),
    };
    facts.set(format!("{about}.reference"), reference);
    facts.set(
        "document.time",
        format!("{:02}:{:02}", chance.between(7, 18), chance.between(0, 59)),
    );
    if let Some(bank) = chance.pick(&data.institutions.banks) {
        facts.set("issuer.bank", bank.name.as_str());
        facts.set("issuer.iban", numbers::iban(&bank.code, chance));
    }
    facts.set(
        "case.reference",
        format!("{}-{}", chance.digits(3), chance.digits(6)),
    );
    let asked_on = facts.get("declaration.date").unwrap_or_default().to_owned();
    facts.set("case.date", asked_on);
    parents(facts);
    let stranger = data.person((25, 80), story.received_on, chance);
    let town = data.town(chance);
    let home = data.address(&town, chance);
    for (name, value) in [
        ("street", home.street),
        ("house_number", home.house_number),
        ("postal_code", home.town.postal_code),
        ("city", home.town.city),
    ] {
        facts.set(format!("stranger.{name}"), value);
    }
    names_of("stranger", &stranger, facts);
    addressed(facts);
    machine_readable(facts);
}

fn names_of(role: &str, person: &Person, facts: &mut Facts) {
    facts.set(format!("{role}.family_name"), person.family_name.as_str());
    facts.set(format!("{role}.given_names"), person.given_names.as_str());
    let sex = if person.sex == Sex::Female {
        "female"
    } else {
        "male"
    };
    facts.set(format!("{role}.sex"), sex);
    facts.set(
        format!("{role}.date_of_birth"),
        aktenlage_domain::clock::date_to_text(person.born),
    );
}

/// Mother and father of the child, as far as the case has them.
fn parents(facts: &mut Facts) {
    for (role, sex) in [("mother", "female"), ("father", "male")] {
        let known = ["applicant", "partner", "other_parent"];
        let of_sex = |from: &&str| facts.get(&format!("{from}.sex")) == Some(sex);
        let Some(from) = known.into_iter().find(of_sex) else {
            continue;
        };
        let own = format!("{from}.");
        let copied: Vec<(String, String)> = facts
            .iter()
            .filter_map(|(id, value)| Some((id.strip_prefix(&own)?.to_owned(), value.to_owned())))
            .collect();
        for (name, value) in copied {
            facts.set(format!("{role}.{name}"), value);
        }
    }
}

/// How letters address everybody whose sex and name are known.
fn addressed(facts: &mut Facts) {
    let roles: Vec<(String, bool)> = facts
        .iter()
        .filter_map(|(id, value)| Some((id.strip_suffix(".sex")?.to_owned(), value == "female")))
        .filter(|(role, _)| role != "dog")
        .collect();
    for (role, is_woman) in roles {
        let name = facts
            .get(&format!("{role}.family_name"))
            .unwrap_or_default()
            .to_owned();
        let (salutation, begin) = if is_woman {
            ("Frau", "Sehr geehrte")
        } else {
            ("Herr", "Sehr geehrter")
        };
        facts.set(format!("{role}.salutation"), salutation);
        facts.set(format!("{role}.greeting"), format!("{begin} {salutation} {name}"));
    }
}

/// The three lines of a card (ICAO Doc 9303, part 5).
fn machine_readable(facts: &mut Facts) {
    let number = facts
        .get("identity.document_number")
        .unwrap_or("LZ00000000")
        .to_owned();
    let six = |id: &str| -> String {
        let date = facts.get(id).and_then(date_from_text);
        date.map_or_else(
            || "<<<<<<".to_owned(),
            |date| {
                format!(
                    "{:02}{:02}{:02}",
                    date.year().rem_euclid(100),
                    u8::from(date.month()),
                    date.day()
                )
            },
        )
    };
    let (born, until) = (six("applicant.date_of_birth"), six("identity.valid_until"));
    let name = |id: &str| -> String {
        let upper = facts.get(id).unwrap_or_default().to_uppercase();
        let letters = upper.chars().map(|letter| match letter {
            'Ä' => "AE".to_owned(),
            'Ö' => "OE".to_owned(),
            'Ü' => "UE".to_owned(),
            letter if letter.is_ascii_uppercase() => letter.to_string(),
            ' ' | '-' => "<".to_owned(),
            // What has no letter of its own there is left out.
            _ => String::new(),
        });
        letters.collect()
    };
    let names = format!(
        "{}<<{}",
        name("applicant.family_name"),
        name("applicant.given_names")
    );
    let first = format!("IDD<<{number}{}", check(&number));
    let second = format!("{born}{}<{until}{}D", check(&born), check(&until));
    let end = check(&format!("{number}{born}{until}"));
    facts.set("identity.mrz1", filled(&first, 30));
    facts.set("identity.mrz2", format!("{}{end}", filled(&second, 29)));
    facts.set("identity.mrz3", filled(&names, 30));
}

fn filled(text: &str, length: usize) -> String {
    text.chars().chain(std::iter::repeat('<')).take(length).collect()
}

/// The check digit of weights 7, 3, 1.
fn check(text: &str) -> u32 {
    let values = text.chars().map(|letter| letter.to_digit(36).unwrap_or(0));
    values
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(value, weight)| value * weight)
        .sum::<u32>()
        % 10
}

/// A day of a marriage: before the first child, after both were grown up, as far as that is known.
pub(super) fn married_on(facts: &Facts, story_day: time::Date, chance: &mut Chance) -> time::Date {
    let child = facts.get("child.date_of_birth").and_then(date_from_text);
    let latest = child.unwrap_or(story_day);
    latest.saturating_sub(Duration::days(chance.between(60, 1_500)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_of_the_specimen() {
        // ICAO Doc 9303, part 4, appendix B: number L898902C3, birth 740812, expiry 120415.
        assert_eq!((check("L898902C3"), check("740812"), check("120415")), (6, 2, 9));
        assert_eq!(filled("AB", 4), "AB<<");
    }
}
