//! Regulations with two encoders: what one indexed is never searched with vectors of the other.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::path::PathBuf;
use std::sync::Arc;

use aktenlage_assist::{Assistant, vector_origin};
use aktenlage_catalogue::Catalogue;
use aktenlage_domain::passage::{Passage, PassageFilter};
use aktenlage_inference::Encoder;
use aktenlage_retrieval::{IndexPlace, VectorIndex, VectorOrigin, import};

/// The guidance of the built-in blueprint: enough passages for several batches.
fn guidance() -> (Arc<Catalogue>, Vec<Passage>) {
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let texts = catalogue.guidance.iter();
    let passages = texts.flat_map(|(file, text)| import::read_markdown(text, file).0);
    let passages: Vec<Passage> = passages.collect();
    assert!(passages.len() > 64, "{}", passages.len());
    (Arc::new(catalogue), passages)
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = fs_err::remove_dir_all(&folder);
    folder
}

fn assistant(catalogue: &Arc<Catalogue>, encoder: &Encoder, index: &VectorIndex) -> Assistant {
    Assistant::new(Arc::clone(catalogue), Some(encoder.clone()), Some(index.clone()))
}

fn origin(encoder: &Encoder) -> VectorOrigin {
    vector_origin(encoder)
}

async fn hits(assistant: &Assistant, words: &str) -> Vec<(String, f32)> {
    let found = assistant
        .search_regulations(words, PassageFilter::default(), 5)
        .await
        .unwrap();
    let hits = found.into_iter();
    hits.map(|hit| (hit.passage.id.to_string(), hit.score)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_encoder_needs_a_rebuild_and_searches_by_words_until_then() {
    let (catalogue, passages) = guidance();
    let total = passages.len();
    let folder = folder("regulations");
    let place = IndexPlace::embedded(&folder);
    let (first, second) = (Encoder::scripted(48), Encoder::scripted(64));
    let index = place.open(&origin(&first)).await.unwrap();
    let indexed = assistant(&catalogue, &first, &index)
        .index_passages(passages.clone(), &|_, _| {})
        .await
        .unwrap();
    assert_eq!(indexed.added, total);
    drop(index);

    let refused = place.open(&origin(&second)).await.unwrap_err();
    assert_eq!(refused.code(), "index_encoder");
    let index = place.open_existing().await.unwrap().unwrap();
    let with_the_wrong_one = assistant(&catalogue, &second, &index);
    let by_words = Assistant::new(Arc::clone(&catalogue), None, Some(index.clone()));
    let question = "Wer zahlt die Heizung im Wohngeld?";
    assert_eq!(
        hits(&with_the_wrong_one, question).await,
        hits(&by_words, question).await
    );
    with_the_wrong_one.warm_up().await.unwrap();
    let import = with_the_wrong_one
        .index_passages(passages.clone(), &|_, _| {})
        .await
        .unwrap_err();
    assert!(
        import.to_string().contains("aktenlage regulations reindex"),
        "{import}"
    );
    drop((index, with_the_wrong_one, by_words));

    // One command's work, cut off after the first half and taken up again.
    let rebuild = place.begin_rebuild(&origin(&second), None).await.unwrap();
    let half = rebuild.passages()[..total / 2].to_vec();
    assert_eq!(rebuild.passages().len(), total);
    let working = assistant(&catalogue, &second, rebuild.index());
    let vectors = working
        .embed_passages(
            &half
                .iter()
                .map(|passage| passage.text.clone())
                .collect::<Vec<_>>(),
        )
        .await
        .unwrap();
    let done = half.into_iter().zip(vectors).collect();
    rebuild.index().upsert(done).await.unwrap();
    drop((rebuild, working));
    let rebuild = place.begin_rebuild(&origin(&second), None).await.unwrap();
    let indexed = assistant(&catalogue, &second, rebuild.index())
        .index_passages(rebuild.passages().to_vec(), &|_, _| {})
        .await
        .unwrap();
    assert_eq!(
        (indexed.unchanged, indexed.added, indexed.removed),
        (total / 2, total - total / 2, 0)
    );
    rebuild.finish().unwrap();
    let index = place.open(&origin(&second)).await.unwrap();
    assert_eq!(index.count().await.unwrap(), total);
    let right = assistant(&catalogue, &second, &index);
    let by_words = Assistant::new(Arc::clone(&catalogue), None, Some(index.clone()));
    assert_ne!(
        hits(&right, question).await,
        hits(&by_words, question).await,
        "the new vectors take part"
    );
    drop((index, right, by_words));
    fs_err::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn vectors_of_the_same_length_from_elsewhere_are_not_compared() {
    let (catalogue, mut passages) = guidance();
    passages.truncate(20);
    let encoder = Encoder::scripted(48);
    let elsewhere = VectorOrigin::new("elsewhere@0123456789ab", "encoder/v1", 48);
    let index = VectorIndex::exact(&elsewhere);
    let nonsense = passages.into_iter().enumerate().map(|(number, passage)| {
        let mut vector = vec![0.0; 48];
        vector[number] = 1.0;
        (passage, vector)
    });
    index.upsert(nonsense.collect()).await.unwrap();
    let with_encoder = assistant(&catalogue, &encoder, &index);
    let by_words = Assistant::new(Arc::clone(&catalogue), None, Some(index));
    for question in ["Führungszeugnis", "Miete und Heizung", "Welche Frist gilt?"] {
        assert_eq!(
            hits(&with_encoder, question).await,
            hits(&by_words, question).await
        );
    }
}
