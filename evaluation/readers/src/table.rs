//! One process per engine and file: recall of words and characters against `pdftotext`, failures, crashes, time.
use std::collections::HashMap;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::engines::{self, ENGINES};

/// Files with fewer words say nothing about recall.
const MIN_WORDS: usize = 20;

#[derive(Default)]
struct Row {
    words: Vec<f64>,
    characters: Vec<f64>,
    failed: usize,
    crashed: usize,
    hung: usize,
    time: Duration,
}

/// Prints one table per directory.
pub(crate) fn print(directories: &[PathBuf]) {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!("machine: {}, {cores} cores", processor());
    for directory in directories {
        let files = pdfs(directory);
        println!(
            "\n{} files in {}",
            files.len(),
            directory.file_name().unwrap_or_default().to_string_lossy()
        );
        println!(
            "reader       files  words: median     p5  characters: median     p5  failed  crashed  hung  seconds"
        );
        let truths: Vec<Option<Vec<String>>> = files.iter().map(|file| poppler(file)).collect();
        for engine in ENGINES {
            let row = measure(engine, &files, &truths);
            println!(
                "{engine:<12} {:>5}  {:>13.3}  {:.3}  {:>18.3}  {:.3}  {:>6}  {:>7}  {:>4}  {:>7.1}",
                row.words.len(),
                quantile(&row.words, 0.5),
                quantile(&row.words, 0.05),
                quantile(&row.characters, 0.5),
                quantile(&row.characters, 0.05),
                row.failed,
                row.crashed,
                row.hung,
                row.time.as_secs_f64(),
            );
        }
    }
}

fn measure(engine: &str, files: &[PathBuf], truths: &[Option<Vec<String>>]) -> Row {
    let mut row = Row::default();
    for (file, truth) in files.iter().zip(truths) {
        let start = Instant::now();
        let answer = run(engine, file);
        row.time += start.elapsed();
        let words = match answer {
            Answer::Words(words) => words,
            // What poppler cannot open either is not held against anybody.
            Answer::Failed => {
                row.failed += usize::from(truth.is_some());
                Vec::new()
            }
            Answer::Crashed => {
                row.crashed += 1;
                Vec::new()
            }
            Answer::Hung => {
                row.hung += 1;
                Vec::new()
            }
        };
        if let Some(truth) = truth.as_ref().filter(|truth| truth.len() >= MIN_WORDS) {
            let characters = recall(&characters(truth), &characters(&words));
            let recall = recall(truth, &words);
            if std::env::var_os("READERS_EACH").is_some() {
                println!(
                    "  {engine} {recall:.3} {characters:.3} {}",
                    file.file_name().unwrap_or_default().to_string_lossy()
                );
            }
            row.words.push(recall);
            row.characters.push(characters);
        }
    }
    row.words.sort_by(f64::total_cmp);
    row.characters.sort_by(f64::total_cmp);
    row
}

enum Answer {
    Words(Vec<String>),
    Failed,
    Crashed,
    Hung,
}

fn run(engine: &str, file: &Path) -> Answer {
    let mut command = engines::command(engine, file);
    let output = command
        .stderr(Stdio::null())
        .output()
        .expect("timeout of coreutils");
    match output.status.code() {
        Some(0) => Answer::Words(lines(&output.stdout)),
        Some(3) => Answer::Failed,
        Some(124) => Answer::Hung,
        _ => Answer::Crashed,
    }
}

/// Words by poppler, as it places them (its plain text joins hyphenated words); `None` if it cannot open the
/// file.
fn poppler(file: &Path) -> Option<Vec<String>> {
    let mut command = Command::new("timeout");
    command
        .args(["20", "pdftotext", "-bbox"])
        .arg(file)
        .arg("-")
        .stderr(Stdio::null());
    let output = command.output().expect("pdftotext of poppler-utils");
    let html = String::from_utf8_lossy(&output.stdout).into_owned();
    output
        .status
        .success()
        .then(|| html.lines().filter_map(word).collect())
}

/// The text of one line of its answer, if it is a word.
pub(crate) fn word(line: &str) -> Option<String> {
    let (_, word) = line.trim().strip_prefix("<word ")?.split_once('>')?;
    let word = word
        .trim_end_matches("</word>")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    Some(
        word.replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&")
            .replace('\u{ad}', "-"),
    )
}

fn lines(bytes: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(bytes)
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

/// Part of the words of `truth` that are also among `words`, each as often as it occurs.
fn recall<T: Eq + Hash>(truth: &[T], words: &[T]) -> f64 {
    let mut counts: HashMap<&T, usize> = HashMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    let found = truth.iter().filter(|word| match counts.get_mut(word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    found.count() as f64 / truth.len() as f64
}

/// The characters of words, without those that no reader can tell (control characters, private use).
fn characters(words: &[String]) -> Vec<char> {
    let is_text = |character: &char| !character.is_control() && !matches!(character, '\u{e000}'..='\u{f8ff}');
    words
        .iter()
        .flat_map(|word| word.chars())
        .filter(is_text)
        .collect()
}

fn quantile(sorted: &[f64], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted
        .get((last as f64 * part).round() as usize)
        .copied()
        .unwrap_or(f64::NAN)
}

/// All PDFs of a directory, by name.
pub(crate) fn pdfs(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).expect("directory");
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    files
}

fn processor() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name"));
    name.map_or("unknown", |name| name.trim_start_matches([' ', '\t', ':']))
        .to_owned()
}
