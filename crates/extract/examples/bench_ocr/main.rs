//! Measures recognition of page pictures against the `tesseract` command, on pictures derived from real forms.
//!
//!     OMP_THREAD_LIMIT=1 cargo run -p aktenlage-extract --example bench_ocr -- errors ../shared/data/forms 24
//!     OMP_THREAD_LIMIT=1 cargo run -p aktenlage-extract --example bench_ocr -- speed ../shared/data/forms 24
//!     OMP_THREAD_LIMIT=1 cargo run -p aktenlage-extract --example bench_ocr -- quality ../shared/data/forms 8
//!
//! The variable is what the confined reader sets for its child; the command runs without it.
//! The last number is how many pages are used. Truth is the text layer; `pdftoppm` draws the pages, so that
//! none of our own code stands between the truth and the pictures. `docs/decisions/0008-ocr.md` and `0012-scan-quality.md` have the
//! figures.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a program for developers: it stops where something is wrong"
)]
mod measure;
mod quality;
mod real_forms;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use aktenlage_evaluation::channels::{damage, degrade, write};
use aktenlage_extract::{Limits, Reading, read, read_with_ocr};
use degrade::{Picture, VARIANTS, Variant};
use measure::{Errors, Seen, Truth};
use real_forms::limits;

/// A page of a form with enough text to count.
struct Sample {
    file: PathBuf,
    page: u32,
    truth: Truth,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [command, folder, count, only @ ..] = arguments.as_slice() else {
        println!("errors|speed|quality FOLDER PAGES [VARIANT]");
        return;
    };
    let samples = samples(Path::new(folder), count.parse().unwrap());
    let work = std::env::temp_dir().join(format!("bench-ocr-{}", std::process::id()));
    fs_err::create_dir_all(&work).unwrap();
    match command.as_str() {
        "errors" => {
            let only = only.iter().find(|word| !word.starts_with('-'));
            errors(&samples, &work, only.map(String::as_str));
        }
        "speed" => speed(&samples, &work),
        "quality" => quality::run(&samples, &work),
        _ => println!("errors, speed or quality"),
    }
    fs_err::remove_dir_all(&work).unwrap();
}

/// Pages from all forms in turn, so that a small number of pages still comes from many forms.
fn samples(folder: &Path, count: usize) -> Vec<Sample> {
    const MIN_LETTERS: usize = 400;
    let mut samples = Vec::new();
    for file in real_forms::files(folder) {
        let reading: Reading = read(
            &fs_err::read(&file).unwrap(),
            &Limits {
                max_pages: 6,
                ..limits()
            },
        );
        for page in &reading.text.pages {
            let truth = Truth::of(page, &reading.text.fields);
            let is_upright = page.width_points < page.height_points;
            if page.source.as_str() == "text" && is_upright && truth.letters() >= MIN_LETTERS {
                samples.push(Sample {
                    file: file.clone(),
                    page: page.number,
                    truth,
                });
            }
        }
    }
    // First pages of all files first.
    samples.sort_by_key(|sample| sample.page);
    samples.truncate(count);
    println!("{} pages", samples.len());
    samples
}

/// The page of a sample as a picture.
fn raster(sample: &Sample, across: f64, down: f64, work: &Path) -> Picture {
    real_forms::raster(&sample.file, sample.page, across, down, work)
}

fn errors(samples: &[Sample], work: &Path, only: Option<&str>) {
    println!(
        "{:14} {:>8} {:>9} {:>9} {:>9}",
        "variant", "letters", "command", "ours", "change"
    );
    for variant in VARIANTS
        .iter()
        .filter(|variant| only.is_none_or(|only| only == variant.name))
    {
        let (mut theirs, mut ours) = (Errors::default(), Errors::default());
        for (sample, seed) in samples.iter().zip(1..) {
            let page = raster(sample, variant.across, variant.down, work);
            let shot = (variant.degrade)(&page, seed);
            let file = work.join(variant.file);
            fs_err::write(&file, shot.encode(variant)).unwrap();
            let skip_command = std::env::args().any(|argument| argument == "--ours");
            let their = if skip_command {
                Errors::default()
            } else {
                sample.truth.compare(&command_words(&file), &shot)
            };
            let our = sample.truth.compare(&our_words(&file, &shot), &shot);
            if std::env::args().any(|argument| argument == "-v") {
                println!(
                    "  {:60} {:3} {:7.2} {:7.2}",
                    sample.file.file_name().unwrap().to_string_lossy(),
                    sample.page,
                    100.0 * their.rate(),
                    100.0 * our.rate()
                );
            }
            theirs.add(&their);
            ours.add(&our);
        }
        println!(
            "{:14} {:>8} {:>8.2}% {:>8.2}% {:>+8.1}%",
            variant.name,
            ours.letters,
            100.0 * theirs.rate(),
            100.0 * ours.rate(),
            100.0 * (ours.rate() / theirs.rate() - 1.0)
        );
    }
}

/// Words that the command finds, in pixels of the picture.
fn command_words(file: &Path) -> Vec<Seen> {
    let output = Command::new("tesseract")
        // As installed: what is set for our own threads is not meant for it.
        .env_remove("OMP_THREAD_LIMIT")
        .arg(file)
        .args(["stdout", "-l", "deu", "tsv"])
        .output()
        .unwrap();
    measure::of_table(&String::from_utf8(output.stdout).unwrap())
}

/// Words that we find, in pixels of the picture.
fn our_words(file: &Path, shot: &degrade::Shot) -> Vec<Seen> {
    let reading = read_with_ocr(&fs_err::read(file).unwrap(), &limits());
    let (width, height) = (shot.picture.width as f64, shot.picture.height as f64);
    let words = reading.text.pages.into_iter().flat_map(|page| page.words);
    words.map(|word| Seen::of(&word, width, height)).collect()
}

/// Both cores on one file of all pages against the command page by page.
fn speed(samples: &[Sample], work: &Path) {
    let variant: &Variant = &VARIANTS[0];
    let mut pages = Vec::new();
    for (sample, seed) in samples.iter().zip(1..) {
        let shot = (variant.degrade)(&raster(sample, variant.across, variant.down, work), seed);
        fs_err::write(work.join(format!("{seed}.tif")), shot.encode(variant)).unwrap();
        pages.push(shot);
    }
    let all = write::tiff(
        &pages.iter().map(|shot| &shot.picture).collect::<Vec<_>>(),
        8,
        200,
        200,
    );
    println!("{:20} {:>9} {:>8}", "", "seconds", "pages/s");
    for _ in 0..2 {
        let start = Instant::now();
        let reading = read_with_ocr(&all, &limits());
        report("ours", start, samples.len());
        assert!(
            reading
                .text
                .pages
                .iter()
                .all(|page| page.source.as_str() == "ocr")
        );
        let start = Instant::now();
        for (_, seed) in samples.iter().zip(1_u64..) {
            command_words(&work.join(format!("{seed}.tif")));
        }
        report("tesseract command", start, samples.len());
    }
}

fn report(name: &str, start: Instant, pages: usize) {
    let seconds = start.elapsed().as_secs_f64();
    println!("{name:20} {seconds:>9.1} {:>8.2}", pages as f64 / seconds);
}
