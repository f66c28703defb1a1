//! The demo's applications with the real encoder: services and kinds as they are, silence where there is none.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_evaluation::samples::{SampleCase, suite};
use serde_json::Value;

use crate::commands::Desk;
use crate::divisions::pdf;

fn assess(desk: &Desk, sample: &SampleCase) -> Value {
    let mut arguments = vec!["assess".to_owned(), "--json".to_owned()];
    for (name, bytes) in &sample.files {
        let path = desk.path(&format!("{}-{name}", sample.name));
        fs_err::write(&path, bytes).unwrap();
        arguments.push(path.to_str().unwrap().to_owned());
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    serde_json::from_str(desk.run(&arguments).good()).unwrap()
}

#[test]
fn the_encoder_makes_no_application_another_one() {
    let Some(desk) = Desk::with_encoder() else {
        return;
    };
    for sample in suite("demo").unwrap() {
        let found = assess(&desk, &sample);
        let service = found["service"]["id"].as_str();
        assert_eq!(service, sample.case.service.as_deref(), "{}", sample.name);
        assert!(
            found["model"]["encoder"]
                .as_str()
                .unwrap()
                .starts_with("multilingual-e5-small@")
        );
        for (document, truth) in found["documents"]
            .as_array()
            .unwrap()
            .iter()
            .zip(&sample.case.documents)
        {
            let kind = document["kind"]["id"].as_str();
            let is_right = kind.is_none() || kind == Some(truth.kind.as_str());
            assert!(
                is_right || sample.case.scanned_as.is_some(),
                "{}: {kind:?} is no {}",
                sample.name,
                truth.kind
            );
        }
        // The heads that come with the program look at every document's meaning.
        let prompts = found["model"]["prompt"].as_str().unwrap();
        assert!(prompts.contains("encoder/v1"), "{}: {prompts}", sample.name);
    }
}

/// No phrase of the blueprint is in the label of the day: words alone find nothing there, and its meaning finds the place.
#[test]
fn a_label_that_nobody_listed_is_understood_by_its_meaning() {
    let Some(desk) = Desk::with_encoder().map(Desk::with_own_heads) else {
        return;
    };
    // The head that comes with the program holds back what it is not sure enough of: rules are asked here.
    desk.run(&["models", "activate", "field", "none"]).good();
    let lines = [
        "Anmeldung eines Hundes zur Hundesteuer",
        "Angaben zum Hundehalter",
        "Familienname: Brandl",
        "Vorname: Theresa",
        "Der Hund lebt bei uns seit: 01.05.2026",
        "Hundesteuer, Hundemarke",
    ];
    let kept_since = |desk: &Desk| {
        let path = desk.path("anmeldung.pdf");
        fs_err::write(&path, pdf(&[&lines])).unwrap();
        let ended = desk.run(&["assess", "--json", path.to_str().unwrap()]);
        let found: Value = serde_json::from_str(ended.good()).unwrap();
        assert_eq!(found["service"]["id"], "dog_registration");
        let fields = found["fields"].as_array().unwrap();
        let since = fields.iter().find(|field| field["id"] == "dog.kept_since");
        since.map(|since| {
            (
                since["value"].clone(),
                since["evidence"].as_array().unwrap().len(),
            )
        })
    };
    assert_eq!(kept_since(&Desk::new()), None);
    assert_eq!(kept_since(&desk), Some(("2026-05-01".into(), 1)));
}
