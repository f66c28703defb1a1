//! Values of fields: found where they are printed, and held back by a trained head that is not sure enough.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::collections::BTreeMap;

use aktenlage_assist::{Assistant, DocumentInput, FIELD_SIGNS, FormLibrary, SubmissionInput, remark};
use aktenlage_domain::ids::ServiceKey;
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Suggestion};
use aktenlage_inference::head::{
    Calibration, ChannelCalibration, FORMAT, Head, HeadCard, HeadError, HeadFiles, HeadTask, HeadWeights,
    NONE_LABEL, RIGHT_LABEL, Training,
};

use crate::built_in::{assistant, field, has_remark, submission};
use crate::small_documents::document;

/// A form that was filled in on a screen and printed: the words above and beside its places, and what stands in them.
fn printed() -> DocumentInput {
    let texts = [
        (0.10, 0.05, "Anmeldung zur Hundesteuer"),
        (0.10, 0.14, "Familienname"),
        (0.55, 0.14, "Vorname"),
        (0.10, 0.16, "Brandl"),
        (0.55, 0.16, "Theresa"),
        (0.10, 0.20, "Telefon"),
        (0.30, 0.20, "0171 3920057"),
        (0.10, 0.24, "Rufname des Hundes: Wastl"),
    ];
    document(1, "antrag.pdf", &texts, Vec::new())
}

fn for_dogs(file: DocumentInput) -> SubmissionInput {
    SubmissionInput {
        service: Some(ServiceKey::from("dog_registration")),
        ..submission(vec![file])
    }
}

/// A head that says the same of every value: `leaning` above 0 that it is right, below that it is not.
fn head(assistant: &Assistant, signs: Vec<String>, leaning: f32, threshold: Option<f64>) -> Head {
    let channel = ChannelCalibration {
        temperature: 1.0,
        threshold,
        possible_from: None,
        n: 400,
        answered: 0,
        right: 0,
    };
    let mut weights = HeadWeights::zero(signs.len(), 2);
    weights.prefer(usize::from(leaning < 0.0), leaning.abs());
    let card = HeadCard {
        format: FORMAT,
        task: HeadTask::Field,
        version: String::new(),
        labels: vec![RIGHT_LABEL.to_owned(), NONE_LABEL.to_owned()],
        left_to_rules: Vec::new(),
        dimension: 0,
        scores: signs,
        words: 0,
        encoder: assistant.model(),
        prompt: assistant.prompt_version(),
        blueprint: assistant.catalogue().version.clone(),
        program: "test".to_owned(),
        training: Training {
            seed: 1,
            l2: 0.1,
            hidden_units: 0,
            epochs: 1,
            train: 1,
            tune: 1,
            examples_sha256: String::new(),
            reviews: None,
        },
        files: HeadFiles::default(),
    };
    let calibration = Calibration {
        target: 0.99,
        confidence: 0.95,
        least: 50,
        pooled: channel,
        channels: BTreeMap::new(),
    };
    Head::new(card, weights, calibration).unwrap()
}

fn signs() -> Vec<String> {
    FIELD_SIGNS.map(str::to_owned).to_vec()
}

async fn family_name(assistant: &Assistant) -> Suggestion {
    let assessment = assistant.assess(&for_dogs(printed())).await.unwrap();
    field(&assessment, "applicant.family_name").clone()
}

#[tokio::test]
async fn values_are_found_below_beside_and_behind_their_labels() {
    let assessment = assistant().assess(&for_dogs(printed())).await.unwrap();
    for (id, value) in [
        ("applicant.family_name", "Brandl"),
        ("applicant.given_names", "Theresa"),
        ("applicant.phone", "0171 3920057"),
        ("dog.name", "Wastl"),
    ] {
        let found = field(&assessment, id);
        let digits = |text: &str| text.replace(' ', "");
        assert_eq!(
            found.answer.value().map(digits),
            Some(digits(value)),
            "{id}: {found:?}"
        );
        assert!(found.answer.evidence()[0].text.contains(value), "{id}");
    }
    // Nobody wrote a breed.
    assert!(matches!(
        field(&assessment, "dog.breed").answer,
        Answer::Abstained { .. }
    ));
}

/// The values of some fields on a page with a title and lines below each other.
async fn values(service: &str, lines: &[&str], ids: &[&str]) -> Vec<Option<String>> {
    let heights = [0.05_f32, 0.14, 0.16, 0.26, 0.28, 0.38, 0.40];
    let texts: Vec<(f32, f32, &str)> = heights
        .iter()
        .zip(lines)
        .map(|(height, line)| (0.10, *height, *line))
        .collect();
    let file = document(1, "antrag.pdf", &texts, Vec::new());
    let asked = SubmissionInput {
        service: Some(ServiceKey::from(service)),
        ..submission(vec![file])
    };
    let assessment = assistant().assess(&asked).await.unwrap();
    let value = |id: &&str| field(&assessment, id).answer.value().map(str::to_owned);
    ids.iter().map(value).collect()
}

#[tokio::test]
async fn names_in_one_line_are_told_apart() {
    for (label, written, expected) in [
        (
            "Familienname, ggf. Geburtsname",
            "Brandl",
            [Some("Brandl"), None, None],
        ),
        (
            "Familienname, Vorname, ggf. Geburtsname",
            "Brandl, Eva Maria, Huber",
            [Some("Brandl"), Some("Eva Maria"), Some("Huber")],
        ),
        (
            "Familienname, Vorname",
            "Brandl, Eva",
            [Some("Brandl"), Some("Eva"), None],
        ),
    ] {
        let lines = ["Antrag auf ein Führungszeugnis", label, written];
        let ids = [
            "applicant.family_name",
            "applicant.given_names",
            "applicant.birth_name",
        ];
        let found = values("certificate_of_conduct", &lines, &ids).await;
        assert_eq!(found, expected.map(|name| name.map(str::to_owned)), "{label}");
    }
}

#[tokio::test]
async fn a_parcel_is_taken_out_of_its_line() {
    let lines = ["Bauantrag", "Flurnummer", "Oberhöß, 1106/22"];
    let found = values("building_permit", &lines, &["plot.parcel_number"]).await;
    assert_eq!(found, [Some("1106/22".to_owned())]);
}

#[tokio::test]
async fn what_was_corrected_on_paper_is_not_taken_for_two_words() {
    for (written, expected) in [
        ("Lindenwg Lindenweg", None),
        ("Lindenweg", Some("Lindenweg".to_owned())),
    ] {
        let lines = ["Anmeldung zur Hundesteuer", "Straße", written];
        let found = values("dog_registration", &lines, &["applicant.street"]).await;
        assert_eq!(found, [expected], "{written}");
    }
}

#[tokio::test]
async fn a_head_holds_back_what_is_not_sure_enough_and_says_so() {
    let mut strict = assistant();
    strict.add_head(head(&strict, signs(), 2.0, Some(0.95))).unwrap();
    let held = family_name(&strict).await;
    let Answer::Abstained { reason, evidence } = &held.answer else {
        panic!("{held:?}");
    };
    assert_eq!(*reason, AbstentionReason::BelowThreshold);
    assert_eq!(evidence[0].text, "Brandl", "the place is shown all the same");
    assert!(has_remark(&held, remark::BELOW_TARGET));
    for (leaning, threshold) in [(-2.0, Some(0.1)), (2.0, None)] {
        let mut silent = assistant();
        silent
            .add_head(head(&silent, signs(), leaning, threshold))
            .unwrap();
        let held = family_name(&silent).await;
        assert_eq!(held.answer.value(), None, "{leaning} {threshold:?}");
    }
}

#[tokio::test]
async fn a_head_that_is_sure_is_named_with_its_probability() {
    let mut assistant = assistant();
    let head = head(&assistant, signs(), 3.0, Some(0.9));
    let identity = head.identity();
    assistant.add_head(head).unwrap();
    let said = family_name(&assistant).await;
    let Answer::Value {
        value, probability, ..
    } = &said.answer
    else {
        panic!("{said:?}");
    };
    assert_eq!(value, "Brandl");
    assert!((0.9..0.999).contains(probability), "{probability}");
    assert_eq!(said.origin.model, format!("rules {identity}"));
    assert_eq!(said.origin.prompt, "none");
}

#[tokio::test]
async fn a_head_for_other_signs_is_refused() {
    let mut assistant = assistant();
    let mut other = signs();
    other.reverse();
    let refused = assistant.add_head(head(&assistant, other, 2.0, Some(0.9)));
    assert!(matches!(refused, Err(HeadError::Mismatch { .. })));
    assert!(assistant.head(HeadTask::Field).is_none());
}

#[tokio::test]
async fn training_sees_the_same_values() {
    let assistant = assistant();
    let submission = for_dogs(printed());
    let candidates = assistant
        .field_candidates(&submission, &FormLibrary::default())
        .await
        .unwrap();
    let found = candidates
        .iter()
        .find(|candidate| candidate.field.as_str() == "applicant.family_name")
        .unwrap();
    assert_eq!(
        (found.value.as_str(), found.channel.as_str()),
        ("Brandl", "printed")
    );
    assert_eq!(found.signs.len(), FIELD_SIGNS.len());
    assert!(found.is_said_by_rules);
    let unknown = SubmissionInput {
        service: None,
        ..submission
    };
    let none = assistant
        .field_candidates(&unknown, &FormLibrary::default())
        .await
        .unwrap();
    assert_eq!(none, []);
}
