//! Measures how taught forms are recognised and laid over pages, on pictures derived from real forms.
//!
//!     OMP_THREAD_LIMIT=1 cargo run -p aktenlage-evaluation --example bench_forms -- FOLDER [channels|others] [VARIANT] [-v]
//!
//! Every blank of the folder is taught. `channels`: `pdftoppm` draws the blanks, a seeded hand ticks half of their
//! boxes, and the pages go through scanner, fax or phone as in `bench_ocr` of crate `extract`; truth is the geometry of
//! the form's own fields. `others`: each form is shown to all the others; whatever is recognised is false, unless it
//! prints the same. `docs/decisions/0011-form-templates.md` has the figures.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a program for developers: it stops where something is wrong"
)]
#[expect(dead_code, reason = "the bench of marks uses all of it")]
#[path = "../../../extract/examples/bench_marks/hand.rs"]
mod hand;
#[path = "../../../extract/examples/bench_ocr/real_forms.rs"]
mod real_forms;
mod tally;

use std::path::{Path, PathBuf};

use aktenlage_assist::{Edition, FormLibrary};
use aktenlage_domain::document::{FormField, FormFieldKind};
use aktenlage_domain::form_template::{FormTemplate, Teaching};
use aktenlage_domain::ids::FormId;
use aktenlage_evaluation::channels::degrade::{VARIANTS, Variant};
use aktenlage_extract::{look_at_boxes, read_with_ocr};
use hand::Hand;
use real_forms::{edges, limits, raster};
use tally::Tally;
use time::macros::date;

/// Pages of a form that are sent through the channels.
const PAGES: usize = 6;

/// A form that was taught.
struct Blank {
    file: PathBuf,
    template: FormTemplate,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_verbose = arguments.iter().any(|argument| argument == "-v");
    let mut words = arguments.iter().filter(|argument| !argument.starts_with('-'));
    let Some(folder) = words.next() else {
        println!("FOLDER [channels|others] [VARIANT] [-v]");
        return;
    };
    let command = words.next().map_or("channels", String::as_str);
    let only = words.next();
    let blanks = teach(Path::new(folder));
    let work = std::env::temp_dir().join(format!("bench-forms-{}", std::process::id()));
    fs_err::create_dir_all(&work).unwrap();
    let variants = VARIANTS
        .iter()
        .filter(|variant| only.is_none_or(|only| only == variant.name));
    if command == "others" {
        others(&blanks, &variants, &work);
    } else {
        let library = FormLibrary::new(blanks.iter().map(|blank| blank.template.clone()).collect());
        println!("{}", Tally::HEAD);
        for variant in variants {
            let mut tally = Tally::default();
            for (index, blank) in blanks.iter().enumerate() {
                let mut own = Tally::default();
                channel(blank, index as u64, variant, &library, &work, &mut own);
                if is_verbose {
                    println!(
                        "{}",
                        own.row(&blank.template.id.as_str().chars().take(24).collect::<String>())
                    );
                }
                tally.add(own);
            }
            println!("{}", tally.row(variant.name));
        }
    }
    fs_err::remove_dir_all(&work).unwrap();
}

/// Teaches all forms of a folder; one that prints the same as an earlier one is left out, and said.
fn teach(folder: &Path) -> Vec<Blank> {
    let mut blanks: Vec<Blank> = Vec::new();
    for file in real_forms::files(folder) {
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        let reading = read_with_ocr(&fs_err::read(&file).unwrap(), &limits());
        let teaching = Teaching {
            id: FormId::new(stem.clone()),
            name: stem.clone(),
            number: 1,
            source_sha256: String::new(),
            taught_on: date!(2026 - 11 - 22),
            kind: None,
        };
        let template = match FormTemplate::of_blank(&reading.text, teaching) {
            Ok(template) => template,
            Err(error) => {
                println!("not taught: {stem}: {error}");
                continue;
            }
        };
        let library = FormLibrary::new(blanks.iter().map(|blank| blank.template.clone()).collect());
        let relatives = library.relatives(&template);
        for (found, is_same) in &relatives {
            let relation = if *is_same {
                "prints the same as"
            } else {
                "is another edition of"
            };
            println!(
                "{stem} {relation} {} (moved {}, new {}, gone {})",
                found.form.id,
                found.changes.moved.len(),
                found.changes.appeared.len(),
                found.changes.vanished.len()
            );
        }
        if !relatives.iter().any(|(_, is_same)| *is_same) {
            blanks.push(Blank { file, template });
        }
    }
    println!("{} forms taught", blanks.len());
    blanks
}

/// Pages of one form through one channel, each as a document of its own.
fn channel(
    blank: &Blank,
    index: u64,
    variant: &Variant,
    library: &FormLibrary,
    work: &Path,
    tally: &mut Tally,
) {
    let fields = &blank.template.fields;
    for page in blank.template.pages.iter().take(PAGES) {
        let mut picture = raster(&blank.file, page.number, variant.across, variant.down, work);
        let seed = (index + 1) * 1_000 + u64::from(page.number);
        let mut hand = Hand::new(seed, variant.across, variant.down);
        let mut ticked = Vec::new();
        for (field, widget, place) in boxes(fields, page.number) {
            let is_on = hand.tosses(0.5);
            if is_on {
                hand.tick(&mut picture, place);
            }
            ticked.push((field, widget, is_on));
        }
        let shot = (variant.degrade)(&picture, seed);
        let file = shot.encode(variant);
        let mut text = read_with_ocr(&file, &limits()).text;
        let unseen = library.unseen_boxes(&text);
        tally.looked_at += unseen.len();
        text.marks.extend(look_at_boxes(&file, &unseen, &limits()));
        let start = std::time::Instant::now();
        let found = library.recognise(&text);
        tally.seconds += start.elapsed().as_secs_f64();
        tally.pages += 1;
        let own = |found: &&aktenlage_assist::RecognisedForm| {
            found.form.id == blank.template.id && found.pages[0].form_page == page.number
        };
        tally.wrong_form += found.iter().filter(|found| !own(found)).count();
        let Some(form) = found.iter().find(own) else {
            tally.unknown += 1;
            continue;
        };
        match form.edition {
            Edition::Same => tally.same += 1,
            Edition::Unsure => tally.unsure += 1,
            Edition::Other => tally.other += 1,
        }
        let (width, height) = (shot.picture.width as f64, shot.picture.height as f64);
        for (field, widget, place) in &form.pages[0].places {
            let truth = fields[*field].widgets[*widget].bbox;
            let (x, y) = shot.place(
                f64::from(place.center_x()) * width,
                f64::from(place.center_y()) * height,
            );
            let off = (x - f64::from(truth.center_x())).hypot(y - f64::from(truth.center_y()));
            tally.off.push(off);
        }
        if form.edition == Edition::Same {
            ticks(form, fields, &ticked, tally);
        }
    }
}

/// Boxes to tick of one page: positions of field and widget, place. Those that the blank has ticked already say nothing:
/// nobody can tick them again.
fn boxes(fields: &[FormField], page: u32) -> Vec<(usize, usize, [f64; 4])> {
    let mut boxes = Vec::new();
    for (field, own) in fields.iter().enumerate() {
        if !matches!(own.kind, FormFieldKind::Checkbox | FormFieldKind::Radio) {
            continue;
        }
        for (widget, shown) in own
            .widgets
            .iter()
            .enumerate()
            .filter(|(_, shown)| shown.page == page && !shown.is_on)
        {
            boxes.push((field, widget, edges(shown.bbox)));
        }
    }
    boxes
}

/// What was read of the boxes that the hand ticked or left.
fn ticks(
    form: &aktenlage_assist::RecognisedForm,
    fields: &[FormField],
    ticked: &[(usize, usize, bool)],
    tally: &mut Tally,
) {
    for (field, widget, is_on) in ticked {
        let own = &fields[*field];
        // Widgets of a field are read in their order; fields of one name are one.
        let before = fields[..*field].iter().filter(|other| other.name == own.name);
        let position = before
            .flat_map(|other| &other.widgets)
            .chain(&own.widgets[..*widget])
            .filter(|other| other.page == own.widgets[*widget].page)
            .count();
        let read = form
            .fields()
            .find(|read| read.name == own.name)
            .and_then(|read| read.widgets.get(position));
        tally.boxes += 1;
        match read.map(|widget| widget.is_on) {
            Some(state) if state == *is_on => tally.right += 1,
            Some(true) => tally.wrongly_on += 1,
            Some(false) | None => tally.missed += 1,
        }
    }
}

/// Each form before all the others: as the file it is, and its first pages through the channels.
fn others<'v>(blanks: &[Blank], variants: &(impl Iterator<Item = &'v Variant> + Clone), work: &Path) {
    let (mut shown, mut recognised) = (0, 0);
    for (index, blank) in blanks.iter().enumerate() {
        let others = blanks
            .iter()
            .filter(|other| other.template.id != blank.template.id);
        let library = FormLibrary::new(others.map(|other| other.template.clone()).collect());
        let mut documents = vec![("file", blank.template.as_document())];
        for variant in variants.clone() {
            let picture = raster(&blank.file, 1, variant.across, variant.down, work);
            let shot = (variant.degrade)(&picture, index as u64 + 1);
            documents.push((variant.name, read_with_ocr(&shot.encode(variant), &limits()).text));
        }
        for (channel, text) in documents {
            shown += text.pages.len();
            for found in library.recognise(&text) {
                recognised += found.pages.len();
                println!(
                    "{} as {channel} is taken for {} ({:?}): {:?}",
                    blank.template.id,
                    found.form.id,
                    found.edition,
                    found
                        .pages
                        .iter()
                        .map(|page| (page.page, page.form_page, page.same_share, page.changed_share))
                        .collect::<Vec<_>>()
                );
            }
        }
    }
    println!("{shown} pages of forms that were not taught, {recognised} recognised");
}
