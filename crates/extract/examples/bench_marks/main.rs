//! Measures what is found of marks on paper, on pictures derived from real forms.
//!
//!     OMP_THREAD_LIMIT=1 cargo run -p aktenlage-extract --example bench_marks -- ../shared/data/forms [VARIANT] [-v] [--faults=FOLDER]
//!
//! With `--faults` a picture of every box that was missed, judged wrong or found where nothing is goes into a folder.
//! `pdftoppm` draws the blank forms; a seeded hand ticks half of the boxes, writes into some fields; then the
//! page goes through scanner, fax or phone as in `bench_ocr`. Truth is the geometry of the form's own fields. Forms with
//! an even place in the list of files were used to set the bounds (`tune`), the others were not (`test`).
//! `docs/decisions/0010-marks-on-paper.md` has the figures.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a program for developers: it stops where something is wrong"
)]
mod faults;
mod hand;
#[path = "../bench_ocr/real_forms.rs"]
mod real_forms;
mod tally;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use aktenlage_domain::document::{FormField, FormFieldKind};
use aktenlage_evaluation::channels::degrade;
use aktenlage_extract::{Limits, Reading, read, read_with_ocr};
use degrade::{Picture, VARIANTS, Variant};
use hand::Hand;
use real_forms::{edges, raster};
use tally::{Tally, Truth};

/// Pages of a form that are used.
const PAGES: u32 = 6;

/// A form with boxes to tick.
struct Form {
    file: PathBuf,
    fields: Vec<FormField>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_verbose = arguments.iter().any(|argument| argument == "-v");
    let faults = arguments
        .iter()
        .find_map(|argument| argument.strip_prefix("--faults="));
    let mut words = arguments.iter().filter(|argument| !argument.starts_with('-'));
    let Some(folder) = words.next() else {
        println!("FOLDER [VARIANT] [-v] [--faults=FOLDER]");
        return;
    };
    let only = words.next();
    let forms = forms(Path::new(folder));
    let work = std::env::temp_dir().join(format!("bench-marks-{}", std::process::id()));
    fs_err::create_dir_all(&work).unwrap();
    println!("{}", Tally::HEAD);
    println!(
        "sign.: places for signatures found; on the unsigned page off, unsure, on; of the signed ones off, unsure, on"
    );
    for variant in VARIANTS
        .iter()
        .filter(|variant| only.is_none_or(|only| only == variant.name))
    {
        for (half, rest) in [("tune", 0), ("test", 1)] {
            let mut tally = Tally::default();
            for (index, form) in forms.iter().enumerate().filter(|(index, _)| index % 2 == rest) {
                let mut own = Tally::default();
                measure(form, index as u64, variant, &work, faults, &mut own);
                if is_verbose {
                    let name = form.file.file_name().unwrap().to_string_lossy();
                    println!("{}", own.row(&name.chars().take(24).collect::<String>(), half));
                }
                tally.add(&own);
            }
            println!("{}", tally.row(variant.name, half));
        }
    }
    fs_err::remove_dir_all(&work).unwrap();
}

fn limits() -> Limits {
    Limits {
        max_pages: PAGES,
        ..real_forms::limits()
    }
}

/// The forms of a folder that have boxes to tick, each edition once.
fn forms(folder: &Path) -> Vec<Form> {
    let mut known: BTreeSet<Vec<String>> = BTreeSet::new();
    let mut forms = Vec::new();
    for file in real_forms::files(folder) {
        let fields = read(&fs_err::read(&file).unwrap(), &limits()).text.fields;
        let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
        let has_boxes = fields.iter().any(is_tick);
        if has_boxes && known.insert(names) {
            forms.push(Form { file, fields });
        }
    }
    forms
}

fn is_tick(field: &FormField) -> bool {
    matches!(field.kind, FormFieldKind::Checkbox | FormFieldKind::Radio)
}

/// All pages of a form that have boxes to tick.
fn measure(form: &Form, index: u64, variant: &Variant, work: &Path, faults: Option<&str>, tally: &mut Tally) {
    let ticks = form.fields.iter().filter(|field| is_tick(field));
    let pages: BTreeSet<u32> = ticks
        .flat_map(|field| &field.widgets)
        .map(|widget| widget.page)
        .collect();
    for page in pages.into_iter().filter(|&page| page <= PAGES) {
        let seed = (index + 1) * 1_000 + u64::from(page);
        let mut picture = raster(&form.file, page, variant.across, variant.down, work);
        let mut hand = Hand::new(seed, variant.across, variant.down);
        let truth = fill(form, page, &mut picture, &mut hand);
        let shot = (variant.degrade)(&picture, seed);
        let start = std::time::Instant::now();
        let reading: Reading = read_with_ocr(&shot.encode(variant), &limits());
        tally.seconds += start.elapsed().as_secs_f64();
        // A recogniser on a busy machine gives up on pages: what is not read has no marks, and says so by an issue.
        if reading
            .text
            .pages
            .iter()
            .all(|page| page.source.as_str() != "ocr")
        {
            tally.unread += 1;
            continue;
        }
        tally.count(&truth, &reading, &shot);
        if let Some(folder) = faults {
            let form = form.file.file_stem().unwrap().to_string_lossy();
            faults::keep(Path::new(folder), &format!("{form}-{page}"), &tally.faults, &shot);
        }
        let places = tally.count_unsigned(&reading, &shot);
        if places.is_empty() {
            continue;
        }
        // The same page once more, signed wherever there is a place for it.
        for place in &places {
            hand.write(&mut picture, *place);
        }
        let shot = (variant.degrade)(&picture, seed);
        let reading = read_with_ocr(&shot.encode(variant), &limits());
        tally.count_signed(&places, &reading, &shot);
    }
}

/// Ticks half of the boxes, writes into one field in eight, and says what was done.
fn fill(form: &Form, page: u32, picture: &mut Picture, hand: &mut Hand) -> Truth {
    let mut truth = Truth::default();
    for field in &form.fields {
        for widget in field.widgets.iter().filter(|widget| widget.page == page) {
            let place = edges(widget.bbox);
            let is_signature = field.kind == FormFieldKind::Signature;
            if is_tick(field) {
                let is_on = hand.tosses(0.5);
                if is_on {
                    hand.tick(picture, place);
                }
                truth.boxes.push((place, is_on || widget.is_on));
            } else if field.kind == FormFieldKind::Text && !is_signature {
                let (width, height) = (place[2] - place[0], place[3] - place[1]);
                // Fields that are wide and high enough to write in.
                if width > 0.12 && (0.012..0.04).contains(&height) && hand.tosses(0.125) {
                    hand.write(picture, place);
                    truth.written.push(place);
                }
            }
        }
    }
    truth
}
