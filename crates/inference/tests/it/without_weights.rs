//! Install, load, encode and every error, on a tiny model and on the scripted stand-in.

use std::path::PathBuf;

use aktenlage_inference::manifest::Manifest;
use aktenlage_inference::{Encoder, EncoderOptions, InferenceError, ModelMetadata, Precision, install};
use tempfile::TempDir;

use crate::tiny;

fn installed() -> (TempDir, PathBuf) {
    let directory = TempDir::new().unwrap();
    let own = directory.path().join("own");
    fs_err::create_dir(&own).unwrap();
    tiny::write(&own);
    let path = install::install(&own, &directory.path().join("models"), Some("tiny-e5")).unwrap();
    (directory, path)
}

fn options(precision: Precision) -> EncoderOptions {
    EncoderOptions {
        precision,
        threads: 2,
        ..EncoderOptions::default()
    }
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[tokio::test]
async fn an_own_encoder_is_installed_and_batch_equals_single() {
    let (_directory, path) = installed();
    let metadata = ModelMetadata::read(&path).unwrap();
    assert_eq!(metadata.query_prefix, "query: ");
    assert_eq!(metadata.max_tokens, 38);
    let texts: Vec<String> = [
        "Antrag auf Wohngeld",
        "",
        "Hund Steuer",
        &"Miete Kind ".repeat(60),
    ]
    .map(str::to_owned)
    .to_vec();
    let mut by_precision = Vec::new();
    for precision in [Precision::F32, Precision::Quantised] {
        let encoder = Encoder::load(&path, &options(precision)).unwrap();
        assert_eq!(encoder.dimension(), tiny::DIMENSION);
        assert!(encoder.identity().starts_with("tiny-e5@"));
        assert_eq!(encoder.count_tokens(texts.clone()).await.unwrap(), [5, 2, 4, 38]);
        let together = encoder.encode(texts.clone()).await.unwrap();
        for (text, vector) in texts.iter().zip(&together) {
            let alone = encoder.encode(vec![text.clone()]).await.unwrap();
            assert!((cosine(vector, vector) - 1.0).abs() < 1e-5);
            for (a, b) in vector.iter().zip(&alone[0]) {
                assert!((a - b).abs() < 1e-4, "{a} against {b}");
            }
        }
        assert!(cosine(&together[0], &together[2]) < 0.999);
        by_precision.push(together);
    }
    for (exact, rounded) in by_precision[0].iter().zip(&by_precision[1]) {
        assert!(cosine(exact, rounded) > 0.999);
    }
}

#[tokio::test]
async fn no_texts_give_no_vectors() {
    let (_directory, path) = installed();
    let encoder = Encoder::load(&path, &options(Precision::Auto)).unwrap();
    assert!(encoder.encode(Vec::new()).await.unwrap().is_empty());
}

#[tokio::test]
async fn more_callers_than_places_are_all_answered() {
    let (_directory, path) = installed();
    let narrow = EncoderOptions {
        queue: 1,
        ..options(Precision::F32)
    };
    let encoder = Encoder::load(&path, &narrow).unwrap();
    let texts = ["Antrag auf Wohngeld", "Hund Steuer", "Miete Kind"].map(str::to_owned);
    let expected = encoder.encode(texts.to_vec()).await.unwrap();
    let callers: Vec<_> = (0..60)
        .map(|number| {
            let (encoder, text) = (encoder.clone(), texts[number % 3].clone());
            tokio::spawn(async move { encoder.encode(vec![text; 1 + number % 7]).await })
        })
        .collect();
    for (number, caller) in callers.into_iter().enumerate() {
        let vectors = caller.await.unwrap().unwrap();
        assert_eq!(vectors.len(), 1 + number % 7);
        for vector in vectors {
            assert!(
                cosine(&vector, &expected[number % 3]) > 0.9999,
                "the answer of another"
            );
        }
    }
}

#[test]
fn what_is_wrong_with_a_model_is_said_with_the_remedy() {
    let (_directory, path) = installed();
    let load = || Encoder::load(&path, &options(Precision::Auto)).unwrap_err();

    let absent = Encoder::load(&path.with_file_name("absent"), &options(Precision::Auto));
    let absent = absent.unwrap_err();
    assert!(matches!(absent, InferenceError::ModelMissing { .. }));
    assert!(absent.to_string().contains("aktenlage models fetch"));

    let toml = path.join("model.toml");
    let text = fs_err::read_to_string(&toml).unwrap();
    fs_err::write(&toml, text.replace("dimension = 48", "dimension = 384")).unwrap();
    assert!(matches!(
        load(),
        InferenceError::WrongDimension {
            expected: 384,
            found: 48
        }
    ));
    fs_err::write(&toml, &text).unwrap();

    let weights = path.join("model.safetensors");
    let mut bytes = fs_err::read(&weights).unwrap();
    if let Some(last) = bytes.last_mut() {
        *last ^= 1;
    }
    fs_err::write(&weights, &bytes).unwrap();
    assert!(matches!(load(), InferenceError::WrongDigest { .. }));

    fs_err::remove_file(&weights).unwrap();
    assert!(matches!(load(), InferenceError::FileMissing { .. }));
}

#[test]
fn without_a_name_a_model_has_that_of_its_folder() {
    let directory = TempDir::new().unwrap();
    let own = directory.path().join("eigener-encoder");
    fs_err::create_dir(&own).unwrap();
    tiny::write(&own);
    let models = directory.path().join("models");
    let path = install::install(&own.join("."), &models, None).unwrap();
    assert_eq!(path, models.join("eigener-encoder"));
    let encoder = Encoder::load(&path, &options(Precision::F32)).unwrap();
    assert!(encoder.identity().starts_with("eigener-encoder@"));
}

#[test]
fn a_model_of_another_kind_is_not_installed() {
    let directory = TempDir::new().unwrap();
    tiny::write(directory.path());
    let config = directory.path().join("config.json");
    let text = fs_err::read_to_string(&config).unwrap();
    fs_err::write(&config, text.replace("xlm-roberta", "t5")).unwrap();
    let models = directory.path().join("models");
    let error = install::install(directory.path(), &models, Some("other")).unwrap_err();
    assert!(matches!(error, InferenceError::Unsupported { .. }), "{error}");
    assert!(!models.exists());
    let error = install::install(directory.path(), &models, Some("../other")).unwrap_err();
    assert!(matches!(error, InferenceError::Manifest { .. }), "{error}");
}

#[test]
fn the_manifest_that_ships_is_valid_and_a_broken_one_names_every_problem() {
    let manifest = Manifest::embedded().unwrap();
    assert_eq!(manifest.default_encoder().unwrap().dimension, 384);
    let broken = aktenlage_inference::manifest::DEFAULT_MANIFEST
        .replace("dimension = 384", "dimension = 0")
        .replace("sha256 = \"1571", "sha256 = \"X571");
    let error = Manifest::parse(&broken).unwrap_err();
    assert!(
        matches!(&error, InferenceError::Manifest { problems } if problems.len() == 2),
        "{error}"
    );
}

#[tokio::test]
async fn the_stand_in_is_deterministic_and_knows_common_words() {
    let encoder = Encoder::scripted(64);
    let texts = ["Antrag auf Wohngeld", "Wohngeld beantragen", "Hund anmelden"].map(str::to_owned);
    let vectors = encoder.encode(texts.to_vec()).await.unwrap();
    assert_eq!(vectors, encoder.encode(texts.to_vec()).await.unwrap());
    assert!(cosine(&vectors[0], &vectors[1]) > cosine(&vectors[0], &vectors[2]));
    assert_eq!(encoder.identity(), "scripted-64");
}
