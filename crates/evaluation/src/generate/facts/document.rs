//! The facts of one supporting document: who issued it, when, about whom, with which amounts. What it says of the case
//! is what is true of the case.
use aktenlage_domain::clock::{date_from_text, date_to_text};
use time::{Date, Duration};

use super::story::Story;
use super::{Facts, extras, issuer, money};
use crate::generate::formats::month_and_year;
use crate::generate::people::Data;
use crate::generate::random::Chance;

/// Kinds of letters and annexes that citizens write themselves; all others are signed by whoever issued them.
const SIGNED_BY_APPLICANTS: [&str; 6] = [
    "cover_letter",
    "informal_application",
    "application_annex",
    "power_of_attorney",
    "sepa_mandate",
    "unknown",
];

/// How old a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// As recent as it has to be.
    Recent,
    /// Years too old, and no longer valid.
    Outdated,
}

/// The facts with which a document of this kind is filled.
pub fn facts_of(kind: &str, story: &Story, age: Age, data: &Data, chance: &mut Chance) -> Facts {
    let about = person_of(kind, &story.facts);
    let mut facts = story.facts.for_person(about);
    if !SIGNED_BY_APPLICANTS.contains(&kind) {
        facts = facts.signed_by_issuer();
    }
    let date = issued_on(kind, story, age, chance);
    facts.set("document.date", date_to_text(date));
    facts.set("document.month", month_and_year(last_month(date)));
    facts.set("document.year", (date.year() - 1).to_string());
    let number = match chance.below(3) {
        0 => format!("{}-{}", chance.digits(4), chance.digits(5)),
        1 => format!("{}/{}", chance.digits(5), date.year()),
        _ => format!("{}{}", chance.character("ABDEGKMRSTVW"), chance.digits(8)),
    };
    facts.set("document.number", number);
    facts.set("document.valid_from", date_to_text(date));
    let validity = match age {
        Age::Recent => chance.between(420, 1_800),
        Age::Outdated => chance.between(30, 200),
    };
    facts.set(
        "document.valid_until",
        date_to_text(date.saturating_add(Duration::days(validity))),
    );
    issuer::set(kind, story, &mut facts, data, chance);
    lines(&mut facts, date, data, chance);
    extras::set(about, story, &mut facts, data, chance);
    facts
}

/// Facts of the authority that is asked; forms have them as well.
pub fn office(service: Option<&str>, story: &Story, facts: &mut Facts, chance: &mut Chance) {
    let city = story.town.city.as_str();
    let name = match service {
        Some("housing_benefit_rent") => format!("Stadt {city}, Wohngeldbehörde"),
        Some("parental_allowance") => "Amt für Elterngeld Südregion".to_owned(),
        Some("maintenance_advance") => format!("Jugendamt {city}, Unterhaltsvorschuss"),
        Some("dog_registration" | "second_home_tax") => format!("Stadt {city}, Steueramt"),
        Some("trade_registration") => format!("Stadt {city}, Gewerbeamt"),
        Some("building_permit") => format!("Stadt {city}, Bauordnungsamt"),
        Some("vehicle_registration_by_proxy") => format!("{}, Zulassungsbehörde", story.town.district),
        Some("basic_income_support") => format!("Jobcenter {city}"),
        Some("food_hygiene_instruction") => format!("Gesundheitsamt {city}"),
        Some("state_care_allowance") => "Amt für Pflegegeld Südregion".to_owned(),
        Some("housing_entitlement_certificate") => format!("Stadt {city}, Amt für Wohnen"),
        Some("resident_parking_permit") => format!("Stadt {city}, Straßenverkehrsbehörde"),
        _ => format!("Stadt {city}, Bürgerbüro"),
    };
    facts.set("office.name", name);
    facts.set("office.city", city);
    facts.set("office.postal_code", story.town.postal_code.as_str());
    let number = chance.between(1, 30);
    let street = chance.word(&["Rathausplatz", "Hauptplatz", "Marienplatz", "Am Schloss"]);
    facts.set("office.street", format!("{street} {number}"));
}

/// Whom a document of this kind is about.
fn person_of(kind: &str, facts: &Facts) -> &'static str {
    let has_child = facts.get("child.date_of_birth").is_some();
    let is_pupil = facts.get("child.school_status").is_some();
    match kind {
        "birth_certificate" | "paternity_acknowledgement" | "maintenance_title" if has_child => "child",
        "enrolment_certificate" if is_pupil => "child",
        "death_certificate" if facts.get("other_parent.family_name").is_some() => "other_parent",
        _ => "applicant",
    }
}

fn issued_on(kind: &str, story: &Story, age: Age, chance: &mut Chance) -> Date {
    let today = story.received_on;
    let known = |id: &str| story.facts.get(id).and_then(date_from_text);
    if age == Age::Outdated {
        return today.saturating_sub(Duration::days(chance.between(760, 2_600)));
    }
    let days = chance.between(2, 45);
    let begun = match kind {
        "tenancy_agreement" => {
            known("dwelling.move_in_date").map(|day| day.saturating_sub(Duration::days(days)))
        }
        "birth_certificate" => {
            known("child.date_of_birth").map(|day| day.saturating_add(Duration::days(days)))
        }
        "landlord_confirmation" => {
            known("move.move_in_date").map(|day| day.saturating_add(Duration::days(days % 9)))
        }
        "marriage_certificate" | "maintenance_title" | "articles_of_association" => {
            Some(today.saturating_sub(Duration::days(chance.between(100, 3_000))))
        }
        "identity_document" | "residence_permit" | "disability_card" | "craft_card" | "trade_licence" => {
            Some(today.saturating_sub(Duration::days(chance.between(60, 400))))
        }
        _ => None,
    };
    begun
        .filter(|day| *day <= today)
        .unwrap_or_else(|| today.saturating_sub(Duration::days(days)))
}

/// A day of the month before.
fn last_month(date: Date) -> Date {
    date.saturating_sub(Duration::days(i64::from(date.day())))
}

/// Entries of an account or a list, in the order of their days.
fn lines(facts: &mut Facts, date: Date, data: &Data, chance: &mut Chance) {
    let known = |id: &str| facts.get(id).unwrap_or("0.00").to_owned();
    let (rent, net) = (known("dwelling.total_rent"), known("amount.net"));
    let payer = facts.get("employer.name").unwrap_or("Kasse").to_owned();
    let shop = chance.text(&data.institutions.dealers);
    let small = |chance: &mut Chance| money::stored(-money::about(8, 90, chance));
    let entries = [
        (format!("Lohn/Gehalt {payer}"), net),
        (
            "Dauerauftrag Miete und Nebenkosten".to_owned(),
            format!("-{rent}"),
        ),
        ("Stadtwerke, Abschlag Strom".to_owned(), small(chance)),
        ("Kartenzahlung Lebensmittel".to_owned(), small(chance)),
        (format!("Lastschrift {shop}"), small(chance)),
        ("Rundfunkbeitrag".to_owned(), "-55.08".to_owned()),
    ];
    let mut day = date.saturating_sub(Duration::days(30));
    for (number, (text, amount)) in (1..).zip(entries) {
        day = day.saturating_add(Duration::days(chance.between(1, 5)));
        facts.set(format!("line{number}.text"), text);
        facts.set(format!("line{number}.date"), date_to_text(day));
        facts.set(format!("line{number}.amount"), amount);
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::generate::facts::story::invent;

    #[test]
    fn documents_say_who_issued_them_and_do_not_come_from_the_future() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let data = Data::built_in().unwrap();
        for service in &catalogue.services {
            let mut chance = Chance::of(4, service.key.as_str());
            let story = invent(Some(service), data, date!(2026 - 11 - 20), &mut chance);
            for kind in &catalogue.kinds {
                let recent = facts_of(kind.id.as_str(), &story, Age::Recent, data, &mut chance);
                for id in [
                    "issuer.name",
                    "issuer.city",
                    "issuer.phone",
                    "document.number",
                    "line6.amount",
                ] {
                    assert!(recent.get(id).is_some(), "{}: {id}", kind.id);
                }
                assert!(recent.get("document.date") <= Some("2026-11-20"), "{}", kind.id);
                let outdated = facts_of(kind.id.as_str(), &story, Age::Outdated, data, &mut chance);
                assert!(
                    outdated.get("document.valid_until") < Some("2026-11-20"),
                    "{}",
                    kind.id
                );
                assert_eq!(
                    outdated.get("dwelling.total_rent"),
                    story.facts.get("dwelling.total_rent")
                );
            }
        }
    }
}
