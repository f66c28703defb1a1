//! The default encoder against vectors of an independent implementation and against kept ones;
//! runs where the model has been fetched.

use std::path::{Path, PathBuf};

use aktenlage_inference::{Encoder, EncoderOptions, Precision};
use serde::Deserialize;

#[derive(Deserialize)]
struct Reference {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    prefix: String,
    text: String,
    vector: Vec<f32>,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test runner names the model directory in the environment"
)]
fn model() -> Option<PathBuf> {
    let models = std::env::var_os("AKTENLAGE_MODELS")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache/aktenlage/models")))?;
    let path = models.join("multilingual-e5-small");
    path.is_dir().then_some(path)
}

#[expect(clippy::disallowed_methods, reason = "the switch of the test run")]
fn is_all_required() -> bool {
    std::env::var("AKTENLAGE_TEST_REQUIRE_ALL").as_deref() == Ok("1")
}

/// What lies outside may be absent, whatever is required: no test depends on it.
fn is_in_repository(file: &Path) -> bool {
    file.starts_with(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"))
}

async fn check(reference: &Path, least: f32) {
    let Some(model) = model() else {
        // A machine that is expected to have everything has the default encoder.
        assert!(
            !is_all_required(),
            "required: multilingual-e5-small has not been fetched"
        );
        println!("skipped: multilingual-e5-small has not been fetched");
        return;
    };
    let text = match fs_err::read_to_string(reference) {
        Ok(text) => text,
        Err(error) => {
            assert!(!is_in_repository(reference), "{error}");
            println!("skipped: ../shared/data is not there");
            return;
        }
    };
    let items = serde_json::from_str::<Reference>(&text).unwrap().items;
    assert!(items.len() >= 8);
    let texts: Vec<String> = items.iter().map(|i| format!("{}{}", i.prefix, i.text)).collect();
    for precision in [Precision::F32, Precision::Quantised] {
        let options = EncoderOptions {
            precision,
            ..EncoderOptions::default()
        };
        let encoder = Encoder::load(&model, &options).unwrap();
        let vectors = encoder.encode(texts.clone()).await.unwrap();
        for (item, vector) in items.iter().zip(&vectors) {
            let dot: f32 = item.vector.iter().zip(vector).map(|(a, b)| a * b).sum();
            let length = item.vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            assert!(
                dot / length >= least,
                "{precision:?}: {} for {}",
                dot / length,
                item.text
            );
        }
        for (text, together) in texts.iter().zip(&vectors) {
            let alone = encoder.encode(vec![text.clone()]).await.unwrap();
            assert_eq!(alone[0].len(), together.len());
            for (a, b) in alone[0].iter().zip(together) {
                assert!(
                    (a - b).abs() < 1e-4,
                    "{precision:?}: batch {b}, single {a} for {text}"
                );
            }
        }
    }
}

#[tokio::test]
async fn vectors_agree_with_the_independent_implementation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    check(&root.join("../../../shared/data/encoder-reference.json"), 0.99).await;
}

#[tokio::test]
async fn vectors_agree_with_the_kept_ones() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    check(&root.join("tests/data/sentences.json"), 0.999).await;
}
