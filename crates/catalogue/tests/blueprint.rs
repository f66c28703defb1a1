//! The built-in blueprint: complete, without findings, and honest about what nobody has checked.
use std::collections::BTreeSet;

use aktenlage_catalogue::condition::{Facts, Truth};
use aktenlage_catalogue::load;
use aktenlage_domain::ids::{RequirementId, ServiceKey};
use aktenlage_domain::service::Demand;

const SERVICES: [&str; 16] = [
    "basic_income_support",
    "building_permit",
    "certificate_of_conduct",
    "dog_registration",
    "food_hygiene_instruction",
    "housing_benefit_rent",
    "housing_entitlement_certificate",
    "identity_card",
    "maintenance_advance",
    "parental_allowance",
    "residence_registration",
    "resident_parking_permit",
    "second_home_tax",
    "state_care_allowance",
    "trade_registration",
    "vehicle_registration_by_proxy",
];

#[test]
fn it_has_no_findings_and_all_services() {
    let (catalogue, issues) = load(None);
    assert_eq!(issues, []);
    let keys: Vec<&str> = catalogue
        .services
        .iter()
        .map(|service| service.key.as_str())
        .collect();
    assert_eq!(keys, SERVICES);
    assert!(catalogue.version.starts_with("sha256:"));
    assert_eq!(catalogue.version, load(None).0.version);
}

#[test]
fn every_service_can_be_recognised_and_worked_on() {
    let (catalogue, _) = load(None);
    for service in &catalogue.services {
        let key = &service.key;
        assert!(service.form_titles.len() >= 3, "{key}: form titles");
        assert!(service.phrases.len() >= 8, "{key}: phrases");
        assert!((4..=8).contains(&service.examples.len()), "{key}: examples");
        assert!(!service.negative_phrases.is_empty(), "{key}: negative phrases");
        assert!(service.fields.len() >= 8, "{key}: fields");
        assert!(service.evidence.len() >= 5, "{key}: evidence");
        let unasked = service.fields.iter().find(|field| field.form_labels.is_empty());
        assert_eq!(
            unasked.map(|field| &field.id),
            None,
            "{key}: no wording of a form"
        );
        let guided = catalogue
            .guidance
            .iter()
            .any(|(_, text)| text.contains(&format!("service: {key}\n")));
        assert!(guided, "{key}: guidance");
    }
    let kinds: BTreeSet<&str> = catalogue.kinds.iter().map(|kind| kind.id.as_str()).collect();
    assert_eq!(kinds.len(), 60);
    for kind in catalogue
        .kinds
        .iter()
        .filter(|kind| kind.id.as_str() != "unknown")
    {
        assert!((2..=4).contains(&kind.examples.len()), "{}: examples", kind.id);
    }
}

#[test]
fn registration_certificates_are_never_demanded() {
    let (catalogue, _) = load(None);
    let kind = "registration_certificate".into();
    let rows = catalogue.services.iter().flat_map(|service| &service.evidence);
    let rows: Vec<_> = rows
        .filter(|requirement| requirement.accepts.contains(&kind))
        .collect();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|requirement| requirement.demand == Demand::No));
}

#[test]
fn the_tenancy_agreement_of_a_first_application_is_required() {
    let (catalogue, _) = load(None);
    let service = catalogue
        .service(&ServiceKey::from("housing_benefit_rent"))
        .unwrap();
    let tenancy = service
        .evidence
        .iter()
        .find(|row| row.id == RequirementId::from("tenancy"))
        .unwrap();
    let mut facts = Facts::default();
    let mut set = |field: &str, value: &str| {
        facts.values.insert(field.into(), Some(value.to_owned()));
        tenancy.when.as_ref().unwrap().evaluate(&facts)
    };
    assert!(matches!(set("application.kind", "first"), Truth::Undetermined(_)));
    assert_eq!(set("dwelling.tenure", "rent"), Truth::True);
    assert_eq!(set("dwelling.tenure", "owner_multi"), Truth::False);
    let citations: Vec<&str> = tenancy
        .basis
        .iter()
        .map(|basis| basis.citation.as_str())
        .collect();
    assert_eq!(citations, ["§ 9 Abs. 1 WoGG", "§ 60 Abs. 1 Satz 1 Nr. 3 SGB I"]);
    assert_eq!(tenancy.basis[1].law, "SGB 1");
}

#[test]
fn questions_of_conditions_have_names() {
    let (catalogue, _) = load(None);
    let service = catalogue
        .service(&ServiceKey::from("housing_benefit_rent"))
        .unwrap();
    let question = service.field(&"dwelling.changed".into()).unwrap();
    assert!(!question.label.de.is_empty() && !question.label.en.is_empty());
    assert!(
        service
            .fields
            .iter()
            .all(|field| field.id.as_str() != "dwelling.changed")
    );
}

/// Whatever a condition may be undetermined about has a name in both languages.
#[test]
fn undetermined_fields_can_be_named() {
    let (catalogue, _) = load(None);
    let mut facts = Facts::default();
    facts
        .values
        .insert("household.member_count".into(), Some("3".to_owned()));
    let mut asked = 0;
    for service in &catalogue.services {
        for condition in service.evidence.iter().filter_map(|row| row.when.as_ref()) {
            let Truth::Undetermined(fields) = condition.evaluate(&facts) else {
                continue;
            };
            for id in fields {
                let field = service
                    .field(&id)
                    .unwrap_or_else(|| panic!("{}: {id}", service.key));
                assert!(!field.label.de.is_empty() && !field.label.en.is_empty());
                asked += 1;
            }
        }
    }
    assert!(asked > 100, "{asked}");
}

#[test]
fn unverified_services_say_so() {
    let (catalogue, _) = load(None);
    let unverified = catalogue.unverified();
    assert_eq!(
        unverified.len(),
        16,
        "no service has been checked against an official edition yet"
    );
    let care = unverified
        .iter()
        .find(|entry| entry.service.as_str() == "state_care_allowance")
        .unwrap();
    assert!(!care.service_verified && care.requirements == care.requirements_total);
}

/// What `doctor` reports, as a picture of the whole: changes to the law show up here in review.
#[test]
fn counts_of_unverified_items_are_reviewed() {
    let (catalogue, _) = load(None);
    let lines: Vec<String> = (catalogue.unverified().iter())
        .map(|entry| {
            let deadlines = catalogue
                .service(&entry.service)
                .map_or(0, |service| service.deadlines.len());
            format!(
                "{}: requirements {}/{}, deadlines {}/{deadlines}, norms {}",
                entry.service, entry.requirements, entry.requirements_total, entry.deadlines, entry.bases
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}
