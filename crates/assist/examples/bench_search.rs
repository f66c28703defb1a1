//! Measures a clerk's search from the words to the hits, with the real encoder on an index of a directory of
//! regulations: `cargo run --workspace --example bench_search -- MODEL DIRECTORY`.
//!
//! The passages' vectors are made from hashed words, because embedding all of them takes an hour: they stand for the
//! encoder's in size and number, not in meaning. The question goes through the encoder itself.
#[path = "../../retrieval/examples/bench_index/stand_in.rs"]
mod stand_in;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use aktenlage_assist::{Assistant, vector_origin};
use aktenlage_domain::passage::PassageFilter;
use aktenlage_inference::{Encoder, EncoderOptions};
use aktenlage_retrieval::{IndexPlace, import};
use stand_in::{BATCH, REPEATS, Rounds, SEARCHES, question, with_vectors};

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a report for people")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, model, source] = arguments.as_slice() else {
        return Err("usage: bench_search MODEL DIRECTORY".into());
    };
    let encoder = Encoder::load(Path::new(model), &EncoderOptions::default())?;
    let (passages, _) = import::read_directory(Path::new(source), &[]);
    let folder = tempfile::tempdir()?;
    let origin = vector_origin(&encoder);
    let index = IndexPlace::embedded(folder.path()).open(&origin).await?;
    for batch in passages.chunks(BATCH) {
        index.upsert(with_vectors(batch, encoder.dimension())).await?;
    }
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let assistant = Assistant::new(Arc::new(catalogue), Some(encoder), Some(index));
    let mut rounds = Rounds::default();
    for round in 0..=REPEATS {
        let mut times_ms = Vec::new();
        for number in 0..SEARCHES {
            let question = question(&passages, round, number);
            let started = Instant::now();
            assistant
                .search_regulations(&question, PassageFilter::default(), 10)
                .await?;
            times_ms.push(started.elapsed().as_secs_f64() * 1_000.0);
        }
        rounds.add(round, &mut times_ms);
    }
    let (median, slow) = rounds.percentiles();
    println!(
        "search from words to hits over {} passages: p50 {median:.1} ms, p95 {slow:.1} ms ({REPEATS} x {SEARCHES} questions)",
        passages.len()
    );
    Ok(())
}
