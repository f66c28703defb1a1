//! A head survives its files, and files that are not its own are refused.

use std::collections::BTreeMap;
use std::path::Path;

use super::*;

fn head() -> Head {
    let card = HeadCard {
        format: FORMAT,
        task: HeadTask::Kind,
        version: String::new(),
        labels: ["payslip", "passport", NONE_LABEL].map(str::to_owned).to_vec(),
        left_to_rules: Vec::new(),
        dimension: 1,
        scores: ["payslip", "passport"].map(str::to_owned).to_vec(),
        words: 0,
        encoder: "scripted-1".to_owned(),
        prompt: "encoder/v1".to_owned(),
        blueprint: "b".to_owned(),
        program: "0".to_owned(),
        training: Training {
            seed: 1,
            l2: 0.001,
            hidden_units: 0,
            epochs: 3,
            train: 9,
            tune: 3,
            examples_sha256: String::new(),
            reviews: None,
        },
        files: HeadFiles::default(),
    };
    let weights = HeadWeights {
        hidden: None,
        weight: vec![0.1, -0.2, 0.3, 4.0, 0.0, -1.0, 0.0, 4.0, -1.0],
        bias: vec![0.0, 0.0, 1.0],
    };
    let channel = ChannelCalibration {
        temperature: 0.7341,
        threshold: Some(0.912_345_678_901),
        possible_from: Some(0.012_345_678_901),
        n: 400,
        answered: 350,
        right: 349,
    };
    let calibration = Calibration {
        target: 0.99,
        confidence: 0.95,
        least: 50,
        pooled: channel,
        channels: BTreeMap::from([(
            "scan".to_owned(),
            ChannelCalibration {
                threshold: None,
                ..channel
            },
        )]),
    };
    Head::new(card, weights, calibration).unwrap()
}

/// The error after one file was changed.
fn refused(file: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) -> HeadError {
    let folder = tempfile::tempdir().unwrap();
    let written = head().write(folder.path(), &[]).unwrap();
    let bytes = fs_err::read(written.join(file)).unwrap();
    fs_err::write(written.join(file), change(bytes)).unwrap();
    Head::load(&written).unwrap_err()
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(text.contains(from), "{text}");
    text.replace(from, to).into_bytes()
}

fn bytes_of(folder: &Path) -> Vec<Vec<u8>> {
    [CARD, WEIGHTS, CALIBRATION]
        .iter()
        .map(|file| fs_err::read(folder.join(file)).unwrap())
        .collect()
}

#[test]
fn a_head_survives_its_files_and_the_same_parts_give_the_same_bytes() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let written = head()
        .write(one.path(), &[("CARD.md", "# Card\n".to_owned())])
        .unwrap();
    assert_eq!(written, one.path().join("kind").join(&head().card().version));
    assert_eq!(Head::load(&written).unwrap(), head());
    assert_eq!(
        fs_err::read_to_string(written.join("CARD.md")).unwrap(),
        "# Card\n"
    );
    let again = head().write(other.path(), &[]).unwrap();
    assert_eq!(bytes_of(&written), bytes_of(&again));
    assert_eq!(head().card().version.len(), 12);
}

#[test]
fn probabilities_sum_to_one_and_follow_the_temperature_of_the_channel() {
    let head = head();
    let scores = head.score(&[0.0, 1.0, 0.0], "printed").unwrap();
    assert!((scores.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(scores[0] > scores[1] && scores[0] > scores[2], "{scores:?}");
    assert!(head.calibration().of("printed").threshold.is_some());
    assert!(head.calibration().of("scan").threshold.is_none());
    let error = head.score(&[0.0], "printed").unwrap_err();
    assert_eq!(
        error,
        HeadError::Features {
            expected: 3,
            found: 1
        }
    );
    let flat = softmax(&[1.0, 2.0], 100.0);
    let sharp = softmax(&[1.0, 2.0], 0.1);
    assert!(flat[1] < 0.51 && sharp[1] > 0.99, "{flat:?} {sharp:?}");
}

#[test]
fn damaged_files_are_refused() {
    let flipped = |mut bytes: Vec<u8>| {
        if let Some(last) = bytes.last_mut() {
            *last ^= 1;
        }
        bytes
    };
    assert_eq!(refused(WEIGHTS, flipped).code(), "head_damaged");
    let lower = |bytes: Vec<u8>| replaced(&bytes, "0.912345678901", "0.5");
    assert_eq!(refused(CALIBRATION, lower).code(), "head_damaged");
    let other_label = |bytes: Vec<u8>| replaced(&bytes, "\"encoder/v1\"", "\"encoder/v2\"");
    assert_eq!(refused(CARD, other_label).code(), "head_damaged");
    assert_eq!(refused(CARD, |_| b"{".to_vec()).code(), "head_malformed");
    let newer = |bytes: Vec<u8>| replaced(&bytes, "\"format\": 1", "\"format\": 2");
    assert_eq!(refused(CARD, newer).code(), "head_malformed");
    let error = Head::load(Path::new("no-such-head")).unwrap_err();
    assert_eq!(error.code(), "head_missing");
    assert!(error.to_string().starts_with(error.code()), "{error}");
}

#[test]
fn heads_that_contradict_themselves_are_not_made() {
    let sound = head();
    let with = |change: &dyn Fn(&mut HeadCard, &mut HeadWeights, &mut Calibration)| {
        let (mut card, mut weights) = (sound.card().clone(), sound.weights().clone());
        let mut calibration = sound.calibration().clone();
        change(&mut card, &mut weights, &mut calibration);
        Head::new(card, weights, calibration).unwrap_err().code()
    };
    assert_eq!(with(&|card, _, _| card.labels.reverse()), "head_malformed");
    assert_eq!(with(&|card, _, _| card.scores.clear()), "head_malformed");
    assert_eq!(with(&|card, _, _| card.dimension = 2), "head_malformed");
    assert_eq!(with(&|_, weights, _| weights.bias.clear()), "head_malformed");
    assert_eq!(
        with(&|_, _, calibration| calibration.pooled.temperature = 0.0),
        "head_malformed"
    );
}

#[test]
fn the_folder_knows_which_head_is_at_work() {
    let directory = tempfile::tempdir().unwrap();
    let folder = HeadFolder::new(directory.path().join("heads"));
    assert_eq!(folder.versions(HeadTask::Kind).unwrap(), Vec::<String>::new());
    assert_eq!(folder.active(HeadTask::Kind).unwrap(), None);
    let version = head().card().version.clone();
    assert_eq!(
        folder
            .activate(HeadTask::Kind, Some(&version))
            .unwrap_err()
            .code(),
        "head_missing"
    );
    head().write(folder.root(), &[]).unwrap();
    folder.activate(HeadTask::Kind, Some(&version)).unwrap();
    assert_eq!(
        folder.versions(HeadTask::Kind).unwrap(),
        std::slice::from_ref(&version)
    );
    assert_eq!(folder.active(HeadTask::Kind).unwrap(), Some(version.clone()));
    let (heads, errors) = folder.load_active();
    assert_eq!((heads.len(), errors[0].code()), (0, "head_not_promoted"));
    let tell = |version: Option<String>| {
        let event = RegisterEvent::Activated {
            version,
            rule: Some(1),
        };
        folder.register(HeadTask::Kind).append(event, "").unwrap();
    };
    tell(Some(version.clone()));
    let (heads, errors) = folder.load_active();
    assert_eq!((heads.len(), errors.len()), (1, 0));
    for later in [Some("0123456789ab".to_owned()), None] {
        tell(later);
        assert_eq!(folder.load_active().1[0].code(), "head_not_promoted");
    }
    tell(Some(version.clone()));
    fs_err::write(folder.root().join("kind").join(&version).join(WEIGHTS), "x").unwrap();
    let (heads, errors) = folder.load_active();
    assert_eq!((heads.len(), errors[0].code()), (0, "head_damaged"));
    folder.activate(HeadTask::Kind, None).unwrap();
    assert_eq!(folder.active(HeadTask::Kind).unwrap(), None);
    assert_eq!(
        folder.load(HeadTask::Kind, "../kind").unwrap_err().code(),
        "head_malformed"
    );
}

#[test]
fn what_is_tried_is_apart_from_what_is_at_work() {
    let directory = tempfile::tempdir().unwrap();
    let folder = HeadFolder::new(directory.path().join("heads"));
    head().write(folder.root(), &[]).unwrap();
    let version = head().card().version.clone();
    let missing = folder.try_beside(HeadTask::Kind, Some("0123456789ab"));
    assert_eq!(missing.unwrap_err().code(), "head_missing");
    folder.try_beside(HeadTask::Kind, Some(&version)).unwrap();
    assert_eq!(folder.shadow(HeadTask::Kind).unwrap(), Some(version.clone()));
    assert_eq!(folder.active(HeadTask::Kind).unwrap(), None);
    assert_eq!(folder.load_active().0.len(), 0);
    assert_eq!(folder.load_shadows().0.len(), 1);
    folder.activate(HeadTask::Kind, Some(&version)).unwrap();
    assert_eq!(folder.shadow(HeadTask::Kind).unwrap(), Some(version.clone()));
    folder.try_beside(HeadTask::Kind, None).unwrap();
    assert_eq!(folder.shadow(HeadTask::Kind).unwrap(), None);
    assert_eq!(folder.active(HeadTask::Kind).unwrap(), Some(version));
}

#[test]
fn a_card_of_before_reviews_were_learned_from_keeps_its_version() {
    let head = head();
    let text = serde_json::to_string_pretty(head.card()).unwrap();
    assert!(!text.contains("reviews"), "{text}");
    let mut card = head.card().clone();
    card.training.reviews = Some(ReviewTraining {
        examples: 3,
        confirmed: 1,
        corrected: 1,
        entered: 1,
        confirmed_weight: 0.5,
        first_entry: 7,
        last_entry: 19,
        manifest_sha256: "ab".repeat(32),
    });
    let taught = Head::new(card, head.weights().clone(), head.calibration().clone()).unwrap();
    assert_ne!(taught.card().version, head.card().version);
    let directory = tempfile::tempdir().unwrap();
    let written = taught.write(directory.path(), &[]).unwrap();
    assert_eq!(Head::load(&written).unwrap(), taught);
}

#[test]
fn hidden_units_are_written_and_read_again() {
    let linear = head();
    let weights = HeadWeights {
        hidden: Some(Layer {
            weight: vec![0.5, -1.0, 0.25, 0.0, 2.0, 0.125],
            bias: vec![0.1, -0.1],
        }),
        weight: vec![1.0, 0.0, -1.0, 0.5, 0.5, 0.5],
        bias: vec![0.0, 0.25, 0.0],
    };
    let card = linear.card().clone();
    let head = Head::new(card, weights.clone(), linear.calibration().clone()).unwrap();
    assert_eq!((head.weights().features(), head.weights().hidden_units()), (3, 2));
    // By hand: both units see 0.5 + 0.25, -1.0 + 0.0 and their beginnings.
    let (one, two) = ((0.5_f32 + 0.25 + 0.1).tanh(), (-1.0_f32 - 0.1).tanh());
    let logits = head.weights().logits(&[1.0, 1.0, 0.0]);
    let expected = [one + 0.5 * two, 0.25 + 0.5 * two, -one + 0.5 * two];
    for (logit, expected) in logits.iter().zip(expected) {
        assert!((logit - expected).abs() < 1e-6, "{logits:?}");
    }
    let root = tempfile::tempdir().unwrap();
    let folder = head.write(root.path(), &[]).unwrap();
    assert_eq!(Head::load(&folder).unwrap().weights(), &weights);
    assert_ne!(head.card().version, linear.card().version);
}
