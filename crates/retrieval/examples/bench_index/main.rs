//! Measures the embedded index on a directory of regulations:
//! `cargo run -p aktenlage-retrieval --example bench_index -- DIRECTORY [QUESTIONS.tsv]`.
//!
//! Vectors are made from hashed words: they stand for an encoder's in size, not in meaning. With a table of
//! `question<TAB>file` it also tells how often the lexical side has the right file among the first hits.
mod stand_in;

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use aktenlage_domain::passage::{Level, Passage, PassageFilter};
use aktenlage_retrieval::{IndexPlace, PassageQuery, SearchMode, VectorIndex, VectorOrigin, import};
use stand_in::{BATCH, REPEATS, Rounds, SEARCHES, hashed, question, with_vectors};

const DIMENSION: usize = 384;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a report for people")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let source = arguments
        .next()
        .ok_or("usage: bench_index DIRECTORY [QUESTIONS.tsv]")?;
    let started = Instant::now();
    let (passages, issues) = import::read_directory(Path::new(&source), &[]);
    println!("machine: {}", machine());
    println!(
        "read: {} passages, {} issues, {:.1} s",
        passages.len(),
        issues.len(),
        started.elapsed().as_secs_f64()
    );
    let words: usize = passages
        .iter()
        .map(|passage| passage.text.split_whitespace().count())
        .sum();
    println!("words per passage: {:.0}", ratio(words, passages.len()));
    let directory = tempfile::tempdir()?;
    let place = IndexPlace::embedded(directory.path());
    let origin = VectorOrigin::new("hashed-words", "none", DIMENSION);
    let index = place.open(&origin).await?;
    let mut writing = Duration::ZERO;
    for batch in passages.chunks(BATCH) {
        let batch = with_vectors(batch, DIMENSION);
        let started = Instant::now();
        index.upsert(batch).await?;
        writing += started.elapsed();
    }
    let per_minute = 60.0 * ratio(passages.len(), 1) / writing.as_secs_f64();
    println!(
        "upsert: {per_minute:.0} passages a minute, batches of {BATCH}, each durable ({:.1} s)",
        writing.as_secs_f64()
    );
    println!(
        "size: {:.1} MiB",
        ratio(usize::try_from(index.size_bytes().unwrap_or(0))?, 1 << 20)
    );
    drop(index);
    let started = Instant::now();
    let index = place.open(&origin).await?;
    println!("reopen: {:.2} s", started.elapsed().as_secs_f64());
    for (name, filter) in filters() {
        for mode in [SearchMode::Dense, SearchMode::Lexical, SearchMode::Hybrid] {
            let (median, slow) = searches(&index, &passages, mode, &filter).await?;
            println!("search {name}, {mode:?}: p50 {median:.1} ms, p95 {slow:.1} ms");
        }
    }
    if let Some(questions) = arguments.next() {
        answers(&index, &std::fs::read_to_string(questions)?).await?;
    }
    Ok(())
}

fn filters() -> [(&'static str, PassageFilter); 3] {
    let day = time::Date::from_ordinal_date(2026, 100).ok();
    let one_law = PassageFilter {
        laws: vec!["WoGG".to_owned()],
        ..PassageFilter::default()
    };
    let in_force = PassageFilter {
        levels: vec![Level::Federal],
        valid_on: day,
        ..PassageFilter::default()
    };
    [
        ("everything", PassageFilter::default()),
        ("one law", one_law),
        ("level and day", in_force),
    ]
}

/// Median over the repeats of the 50th and 95th percentile, in milliseconds.
async fn searches(
    index: &VectorIndex,
    passages: &[Passage],
    mode: SearchMode,
    filter: &PassageFilter,
) -> Result<(f64, f64), Box<dyn Error>> {
    let mut rounds = Rounds::default();
    for round in 0..=REPEATS {
        let mut times_ms = Vec::new();
        for number in 0..SEARCHES {
            let text = question(passages, round, number);
            let query = PassageQuery {
                filter: filter.clone(),
                mode,
                ..PassageQuery::new(text.clone(), Some(hashed(&text, DIMENSION)), 10)
            };
            let started = Instant::now();
            index.search(&query).await?;
            times_ms.push(started.elapsed().as_secs_f64() * 1_000.0);
        }
        rounds.add(round, &mut times_ms);
    }
    Ok(rounds.percentiles())
}

#[expect(clippy::print_stdout, reason = "a report for people")]
async fn answers(index: &VectorIndex, questions: &str) -> Result<(), Box<dyn Error>> {
    let rows: Vec<(&str, &str)> = questions
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let mut first = 0;
    let mut among_five = 0;
    for (question, file) in &rows {
        let name = Path::new(file.trim())
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let query = PassageQuery {
            mode: SearchMode::Lexical,
            ..PassageQuery::new(*question, None, 5)
        };
        let found = index.search(&query).await?;
        first += usize::from(found.first().is_some_and(|hit| hit.passage.source == name));
        among_five += usize::from(found.iter().any(|hit| hit.passage.source == name));
    }
    println!(
        "questions: {}, right file first {:.3}, among five {:.3} (words alone)",
        rows.len(),
        ratio(first, rows.len()),
        ratio(among_five, rows.len())
    );
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "for display")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, name)| name);
    format!("{name}, {cores} cores")
}
