//! The contract suite on every variant, and what only the embedded one has: a directory.
use tempfile::tempdir;

use crate::contract::{self, DIMENSION, corpus, vector};
use crate::{PassageQuery, VectorIndex};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exact_keeps_the_contract() {
    contract::run(&VectorIndex::exact(DIMENSION)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn edge_keeps_the_contract() {
    let directory = tempdir().unwrap();
    let index = VectorIndex::open_edge(directory.path(), DIMENSION).await.unwrap();
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
    let collection = format!("aktenlage_contract_{}", std::process::id());
    let index = VectorIndex::connect_server(&url, None, &collection, DIMENSION)
        .await
        .unwrap();
    contract::run(&index).await;
    let again = VectorIndex::connect_server(&url, None, &collection, DIMENSION + 1).await;
    assert_eq!(again.map_err(|error| error.code()).err(), Some("index_dimension"));
    let client = qdrant_client::Qdrant::from_url(&url).build().unwrap();
    client.delete_collection(&collection).await.unwrap();
}

#[tokio::test]
async fn edge_is_there_after_reopening() {
    let directory = tempdir().unwrap();
    let index = VectorIndex::open_edge(directory.path(), DIMENSION).await.unwrap();
    index.upsert(corpus()).await.unwrap();
    let query = PassageQuery::new("Zuschuss zur Miete", Some(vector(1)), 5);
    let before = index.search(&query).await.unwrap();
    drop(index);
    for _ in 0..2 {
        let index = VectorIndex::open_edge(directory.path(), DIMENSION).await.unwrap();
        assert_eq!(index.count().await.unwrap(), corpus().len());
        assert_eq!(index.search(&query).await.unwrap(), before);
        index.upsert(corpus()).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_upserted_survives_a_kill() {
    // What a killed process leaves behind is the directory as it is while the index is still open.
    let directory = tempdir().unwrap();
    let index = VectorIndex::open_edge(directory.path(), DIMENSION).await.unwrap();
    index.upsert(corpus()).await.unwrap();
    let left_behind = tempdir().unwrap();
    copy(directory.path(), left_behind.path());
    let found = VectorIndex::open_edge(left_behind.path(), DIMENSION)
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
    let open = async |dimension| {
        let opened = VectorIndex::open_edge(directory.path(), dimension).await;
        opened.map_err(|error| error.code()).err()
    };
    let index = VectorIndex::open_edge(directory.path(), DIMENSION).await.unwrap();
    index.upsert(corpus()).await.unwrap();
    assert_eq!(open(DIMENSION).await, Some("index_in_use"));
    drop(index);
    assert_eq!(open(DIMENSION + 1).await, Some("index_dimension"));
    fs_err::write(directory.path().join("shard/edge_config.json"), "{").unwrap();
    assert_eq!(open(DIMENSION).await, Some("index_corrupt"));
    VectorIndex::remove_edge(directory.path()).unwrap();
    assert_eq!(open(DIMENSION + 1).await, None);
}

#[tokio::test]
async fn damaged_segments_are_refused() {
    let directory = tempdir().unwrap();
    let index = VectorIndex::open_edge(directory.path(), DIMENSION).await.unwrap();
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
    let opened = VectorIndex::open_edge(directory.path(), DIMENSION).await;
    let error = opened.err().unwrap();
    assert_eq!(error.code(), "index_corrupt");
    assert!(error.to_string().contains("aktenlage regulations reindex"));
}

#[tokio::test]
async fn a_missing_server_is_named() {
    // Nothing listens on the discard port of this machine.
    let connected = VectorIndex::connect_server("http://127.0.0.1:9", None, "passages", DIMENSION).await;
    assert_eq!(
        connected.map_err(|error| error.code()).err(),
        Some("index_server")
    );
}
