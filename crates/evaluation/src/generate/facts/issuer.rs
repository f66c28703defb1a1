//! Who issued a supporting document: an office, a bank, an employer, the landlord, or whoever applies.
use super::Facts;
use super::story::Story;
use crate::generate::people::{Data, Town, numbers};
use crate::generate::random::Chance;

/// Sets name, address and whom to ask.
pub(super) fn set(kind: &str, story: &Story, facts: &mut Facts, data: &Data, chance: &mut Chance) {
    let own = &data.institutions;
    let full_name = |role: &str, facts: &Facts| -> String {
        let direct = facts.get(&format!("{role}.full_name")).map(str::to_owned);
        direct.unwrap_or_else(|| {
            let part = |name: &str| facts.get(&format!("{role}.{name}")).unwrap_or_default();
            format!("{} {}", part("given_names"), part("family_name"))
        })
    };
    // Whose address is known already.
    let role = match kind {
        "payslip" | "employer_certificate" => Some("employer"),
        "tenancy_agreement"
        | "rent_certificate"
        | "landlord_confirmation"
        | "rent_change_notice"
        | "termination_proof" => Some("landlord"),
        "cover_letter"
        | "informal_application"
        | "power_of_attorney"
        | "profit_statement"
        | "application_annex"
        | "construction_description"
        | "keeper_declaration" => Some("applicant"),
        "consent_declaration" => Some("partner").filter(|_| facts.get("partner.street").is_some()),
        _ => None,
    };
    if let Some(role) = role {
        let name = match role {
            "employer" => facts.get("employer.name").unwrap_or_default().to_owned(),
            role => full_name(role, &*facts),
        };
        let part = |name: &str| {
            facts
                .get(&format!("{role}.{name}"))
                .unwrap_or_default()
                .to_owned()
        };
        let street = format!("{} {}", part("street"), part("house_number"));
        let (postal_code, city, phone) = (part("postal_code"), part("city"), part("phone"));
        facts.set("issuer.name", name.as_str());
        facts.set("issuer.street", street.trim());
        facts.set("issuer.postal_code", postal_code);
        facts.set("issuer.city", city);
        facts.set("issuer.phone", phone);
        facts.set(
            "issuer.person",
            if role == "employer" {
                chance.text(&own.clerks)
            } else {
                name
            },
        );
        if facts.get("issuer.phone").is_none() {
            facts.set("issuer.phone", numbers::phone(chance));
        }
        return;
    }
    let town = if chance.in_hundred(60) {
        story.town.clone()
    } else {
        data.town(chance)
    };
    let name = institution(kind, &town, facts, data, chance);
    let place = data.address(&town, chance);
    let phone = numbers::phone(chance);
    let person = chance.text(&own.clerks);
    facts.set("issuer.name", name);
    facts.set(
        "issuer.street",
        format!("{} {}", place.street, place.house_number),
    );
    facts.set("issuer.postal_code", place.town.postal_code);
    facts.set("issuer.city", place.town.city);
    facts.set("issuer.phone", phone);
    facts.set("issuer.person", person);
}

/// The name of an institution that issues documents of a kind in a place.
fn institution(kind: &str, town: &Town, facts: &Facts, data: &Data, chance: &mut Chance) -> String {
    let own = &data.institutions;
    let city = town.city.as_str();
    let is_about_care = chance.in_hundred(50);
    match kind {
        "bank_statement" | "proof_of_payment" => facts.get("bank.institute").unwrap_or_default().to_owned(),
        "health_insurance_certificate" => facts.get("insurance.health_fund").unwrap_or_default().to_owned(),
        "pension_notice" => "Rentenversicherung Region Süd".to_owned(),
        "benefit_notice" => match chance.below(3) {
            0 => format!("Jobcenter {city}"),
            1 => format!("Agentur für Arbeit {city}"),
            _ => "Familienkasse Region Süd".to_owned(),
        },
        "income_tax_notice" => format!("Finanzamt {city}"),
        "disability_card" => facts
            .get("care.fund_name")
            .filter(|_| is_about_care)
            .map_or_else(|| format!("Versorgungsamt {city}"), str::to_owned),
        "birth_certificate" | "marriage_certificate" | "death_certificate" => format!("Standesamt {city}"),
        "paternity_acknowledgement" | "maintenance_title" => format!("Jugendamt {city}"),
        "court_decision" | "custodian_certificate" => format!("Amtsgericht {city}"),
        "trade_register_extract" => facts
            .get("register.court")
            .map_or_else(|| format!("Amtsgericht {city}"), str::to_owned),
        "articles_of_association" => format!("Notariat am Markt, {city}"),
        "craft_card" => "Handwerkskammer Oberland".to_owned(),
        "medical_certificate" | "expert_opinion" => chance.text(&own.doctors),
        "enrolment_certificate" => chance.text(&own.schools),
        "insurance_confirmation" => chance.text(&own.insurers),
        "inspection_report" => chance.text(&own.testers),
        "conformity_certificate" => format!("{} Deutschland", facts.get("vehicle.make").unwrap_or("Dacia")),
        "purchase_contract" => chance.text(&own.dealers),
        "dog_chip_proof" => chance.text(&own.veterinarians),
        "dog_transfer_contract" => chance.text(&own.shelters),
        "institution_request" => chance.text(&own.associations),
        "site_plan" | "building_drawings" | "technical_proof" => chance.text(&own.architects),
        "cadastral_extract" => format!("Vermessungsamt {city}"),
        "customs_proof" => format!("Zollamt {city}"),
        "vehicle_registration_1" | "vehicle_registration_2" => town.district.clone(),
        "residence_permit" | "naturalisation_certificate" => format!("Stadt {city}, Ausländerbehörde"),
        _ => format!("Stadt {city}"),
    }
}
