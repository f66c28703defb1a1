//! The contract suite on every variant, and what only the embedded one has: a directory.
use tempfile::tempdir;

use crate::contract::{self, DIMENSION, corpus, origin, vector};
use crate::{IndexPlace, PassageQuery, ServerPlace, VectorIndex, VectorOrigin};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exact_keeps_the_contract() {
    contract::run(&VectorIndex::exact(&origin())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edge_keeps_the_contract() {
    let directory = tempdir().unwrap();
    let index = VectorIndex::open_edge(directory.path(), &origin()).await.unwrap();
    contract::run(&index).await;
    assert!(index.size_bytes().unwrap() > 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn server_keeps_the_contract() {
    #[expect(
        clippy::disallowed_methods,
        reason = "tests find their server by this variable"
    )]
    let Ok(url) = std::env::var("AKTENLAGE_TEST_QDRANT_URL") else {
        println!("skipped: AKTENLAGE_TEST_QDRANT_URL is not set");
        return;
    };
    let client = qdrant_client::Qdrant::from_url(&url).build().unwrap();
    let collection = format!("aktenlage_contract_{}", std::process::id());
    let directory = tempdir().unwrap();
    let place = IndexPlace {
        directory: directory.path().to_owned(),
        server: Some(ServerPlace {
            url,
            api_key: None,
            collection: collection.clone(),
        }),
    };
    contract::run(&place.open(&origin()).await.unwrap()).await;
    client.delete_collection(&collection).await.unwrap();
    contract::run_rebuild(&place).await;
    client.delete_collection(&collection).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edge_is_made_again_for_another_encoder() {
    let directory = tempdir().unwrap();
    contract::run_rebuild(&IndexPlace::embedded(directory.path())).await;
}

#[tokio::test]
async fn vectors_of_nobody_knows_which_encoder_are_not_searched() {
    let directory = tempdir().unwrap();
    let place = IndexPlace::embedded(directory.path());
    let index = place.open(&origin()).await.unwrap();
    index.upsert(corpus()).await.unwrap();
    // An index that is opened for another encoder behind the back of the check: its passages then disagree.
    let other = VectorOrigin::new("other@ba9876543210", "encoder/v1", DIMENSION);
    index
        .clone()
        .pretend(&other)
        .upsert(corpus().split_off(5))
        .await
        .unwrap();
    drop(index);
    let opened = place.open(&origin()).await;
    assert_eq!(
        opened.map_err(|error| error.code()).err(),
        Some("index_encoder_unknown")
    );
    let index = place.open_existing().await.unwrap().unwrap();
    assert_eq!(index.origin(), None);
    let dense = index
        .search(&PassageQuery::new("Miete", Some(vector(0)), 5))
        .await;
    assert_eq!(
        dense.map_err(|error| error.code()).err(),
        Some("index_encoder_unknown")
    );
    assert_eq!(
        index.upsert(corpus()).await.unwrap_err().code(),
        "index_encoder_unknown"
    );
    let words = index.search(&PassageQuery::new("Miete", None, 5)).await.unwrap();
    assert!(!words.is_empty(), "words need no encoder");
}

#[tokio::test]
async fn edge_is_there_after_reopening() {
    let directory = tempdir().unwrap();
    let index = VectorIndex::open_edge(directory.path(), &origin()).await.unwrap();
    index.upsert(corpus()).await.unwrap();
    let query = PassageQuery::new("Zuschuss zur Miete", Some(vector(1)), 5);
    let before = index.search(&query).await.unwrap();
    drop(index);
    for _ in 0..2 {
        let index = VectorIndex::open_edge(directory.path(), &origin()).await.unwrap();
        assert_eq!(index.count().await.unwrap(), corpus().len());
        assert_eq!(index.search(&query).await.unwrap(), before);
        index.upsert(corpus()).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_upserted_survives_a_kill() {
    // What a killed process leaves behind is the directory as it is while the index is still open.
    let directory = tempdir().unwrap();
    let index = VectorIndex::open_edge(directory.path(), &origin()).await.unwrap();
    index.upsert(corpus()).await.unwrap();
    let left_behind = tempdir().unwrap();
    copy(directory.path(), left_behind.path());
    let found = VectorIndex::open_edge(left_behind.path(), &origin())
        .await
        .unwrap();
    assert_eq!(found.count().await.unwrap(), corpus().len());
    assert_eq!(found.by_citation("§ 1 MietG").await.unwrap().len(), 2);
    let hits = found.search(&PassageQuery::new("Hund", None, 5)).await.unwrap();
    assert_eq!(hits.len(), 2);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs_err::create_dir_all(to).unwrap();
    for entry in fs_err::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs_err::copy(entry.path(), target).unwrap();
        }
    }
}

#[tokio::test]
async fn edge_names_what_is_wrong_with_its_directory() {
    let directory = tempdir().unwrap();
    let place = IndexPlace::embedded(directory.path());
    let open = async || place.open(&origin()).await.map_err(|error| error.code()).err();
    let index = place.open(&origin()).await.unwrap();
    index.upsert(corpus()).await.unwrap();
    assert_eq!(open().await, Some("index_in_use"));
    let rebuilt = place.begin_rebuild(&origin(), None).await;
    assert_eq!(rebuilt.map_err(|error| error.code()).err(), Some("index_in_use"));
    drop(index);
    fs_err::write(directory.path().join("shard/edge_config.json"), "{").unwrap();
    assert_eq!(open().await, Some("index_corrupt"));
    let rebuilt = place.begin_rebuild(&origin(), None).await;
    assert_eq!(rebuilt.map_err(|error| error.code()).err(), Some("index_corrupt"));
    let passages = corpus().into_iter().map(|(passage, _)| passage).collect();
    let rebuild = place.begin_rebuild(&origin(), Some(passages)).await.unwrap();
    rebuild.index().upsert(corpus()).await.unwrap();
    rebuild.finish().unwrap();
    assert_eq!(open().await, None);
}

#[tokio::test]
async fn damaged_segments_are_refused() {
    let directory = tempdir().unwrap();
    let index = VectorIndex::open_edge(directory.path(), &origin()).await.unwrap();
    index.upsert(corpus()).await.unwrap();
    drop(index);
    let mut damaged = 0;
    for segment in fs_err::read_dir(directory.path().join("shard/segments")).unwrap() {
        let state = segment.unwrap().path().join("segment.json");
        if state.exists() {
            fs_err::write(state, "not json").unwrap();
            damaged += 1;
        }
    }
    assert!(damaged > 0);
    let opened = VectorIndex::open_edge(directory.path(), &origin()).await;
    let error = opened.err().unwrap();
    assert_eq!(error.code(), "index_corrupt");
    assert!(error.to_string().contains("aktenlage regulations reindex"));
}

#[tokio::test]
async fn a_missing_server_is_named() {
    // Nothing listens on the discard port of this machine.
    let directory = tempdir().unwrap();
    let place = IndexPlace {
        directory: directory.path().to_owned(),
        server: Some(ServerPlace {
            url: "http://127.0.0.1:9".to_owned(),
            api_key: Some("geheim".to_owned()),
            collection: "passages".to_owned(),
        }),
    };
    assert!(!format!("{place:?}").contains("geheim"));
    let connected = place.open(&origin()).await;
    assert_eq!(
        connected.map_err(|error| error.code()).err(),
        Some("index_server")
    );
}
