//! What is left out, what is stated where, and what the template gets.
use super::*;
use crate::generate::facts::Entry;
use crate::generate::layouts::{Layouts, Subject};

const FORM: &str = r#"
service = "dog_registration"
[[layouts]]
id = "a"
split = "train"
style = "boxed"
size = 9.5
blocks = [
  { title = "Anmeldung eines Hundes" },
  { row = [
    { label = "Name", value = "{applicant.family_name}", share = 2 },
    { label = "Geb.-Datum", value = "{applicant.date_of_birth}", hint = "TT.MM.JJJJ" },
  ] },
  { field = { label = "PLZ, Ort", value = "{applicant.postal_code} {applicant.city}, {applicant.phone}", comb = 5 } },
  { text = "Telefon {applicant.phone}" },
  { right = "{declaration.place}, {declaration.date|long}" },
  { choice = { label = "Geschlecht", of = "dog.sex", options = [["male", "Rüde"], ["female", "Hündin"]] } },
  { check = { label = "Ich beantrage Steuerbefreiung", of = "tax.exemption_claimed" } },
  { pairs = [["Halter", "{person.full_name}"], ["Telefon", "{applicant.phone}"]] },
  { signature = { label = "Unterschrift", value = "{declaration.place}, {declaration.date}" } },
]
"#;

fn facts() -> Facts {
    let mut facts = Facts::about("applicant");
    for (id, value) in [
        ("applicant.family_name", "Brandl"),
        ("applicant.given_names", "Theresa Maria"),
        ("applicant.date_of_birth", "1987-03-14"),
        ("applicant.city", "Freising"),
        ("dog.sex", "female"),
        ("tax.exemption_claimed", "true"),
        ("declaration.place", "Freising"),
        ("declaration.date", "2026-11-10"),
        ("declaration.signed", "true"),
    ] {
        facts.set(id, value);
    }
    facts
}

fn filled(facts: &Facts, live: bool) -> Filled {
    let mut layouts = Layouts::default();
    layouts.add("forms/dog_registration", FORM).unwrap();
    let subject = Subject::Service("dog_registration".to_owned());
    fill(
        layouts.of(&subject, None)[0],
        facts,
        &Vocabulary::built_in(),
        live,
    )
}

#[test]
fn boxes_and_ticks_are_numbered_and_filled() {
    let filled = filled(&facts(), false);
    let texts: Vec<&str> = filled.boxes.iter().map(|field| field.text.as_str()).collect();
    assert_eq!(
        texts,
        ["Brandl", "14.03.1987", "Freising", "Freising, 10.11.2026"]
    );
    assert_eq!(filled.boxes[2].comb, Some(5));
    assert_eq!(
        filled.ticks[0].options[1],
        ("female".to_owned(), "Hündin".to_owned(), true)
    );
    assert_eq!(filled.signed, Some(true));
    let blocks = filled.data["blocks"].as_array().unwrap();
    assert_eq!(blocks[0]["title"], "Anmeldung eines Hundes");
    assert_eq!(
        blocks[1]["row"][0]["value"],
        json!([{ "t": "Brandl", "id": "applicant.family_name" }])
    );
    assert_eq!(blocks[1]["row"][1]["box"], 1);
    assert!(
        !blocks.iter().any(|block| block.get("text").is_some()),
        "no phone is known"
    );
    let right = &blocks[3]["right"];
    assert_eq!(right[2]["t"], "10. November 2026");
}

#[test]
fn values_are_stated_with_their_stored_form_and_their_place() {
    let filled = filled(&facts(), false);
    let stand = |id: &str| -> Vec<(Option<&str>, &Stand)> {
        let stated = filled.stated.iter().filter(|stated| stated.id == id);
        stated
            .map(|stated| (stated.value.as_deref(), &stated.stand))
            .collect()
    };
    assert_eq!(
        stand("applicant.date_of_birth"),
        [(Some("1987-03-14"), &Stand::Box(1))]
    );
    assert_eq!(
        stand("applicant.family_name"),
        [(Some("Brandl"), &Stand::Box(0)), (Some("Brandl"), &Stand::Print)]
    );
    assert_eq!(
        stand("dog.sex"),
        [(Some("female"), &Stand::Tick(0, "female".to_owned()))]
    );
    assert!(stand("tax.exemption_claimed").len() == 1);
}

#[test]
fn wrong_and_corrected_entries_are_written_but_only_values_are_stated() {
    let mut facts = facts();
    facts.write("applicant.date_of_birth", Entry::Wrong("31.02.1987".to_owned()));
    facts.write("applicant.family_name", Entry::Corrected("Brandel".to_owned()));
    let filled = filled(&facts, false);
    assert_eq!(filled.boxes[1].text, "31.02.1987");
    assert_eq!(filled.boxes[0].text, "Brandl");
    let cell = &filled.data["blocks"][1]["row"][0];
    assert_eq!(cell["struck"], "Brandel");
    assert_eq!(
        cell["value"],
        json!([{ "t": "Brandl", "id": "applicant.family_name" }])
    );
    let birth = filled
        .stated
        .iter()
        .find(|stated| stated.id == "applicant.date_of_birth")
        .unwrap();
    assert_eq!(birth.value, None);
}

#[test]
fn a_live_form_is_not_signed_by_hand() {
    assert_eq!(filled(&facts(), true).signed, Some(false));
    assert_eq!(filled(&facts(), true).data["live"], true);
}
