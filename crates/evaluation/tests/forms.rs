//! Forms that this project makes itself: taught blank, sent in filled as print and as scans that are askew, smaller,
//! moved and noisy, and read by their templates.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aktenlage_assist::{
    Assessment, Assistant, Confirmed, DocumentInput, Edition, FormLibrary, SubmissionInput,
};
use aktenlage_catalogue::Catalogue;
use aktenlage_domain::document::{DocumentText, FormFieldKind};
use aktenlage_domain::form_template::{FormTemplate, Teaching};
use aktenlage_domain::ids::{DocumentId, FormId};
use aktenlage_domain::suggestion::Subject;
use aktenlage_evaluation::case_file::{Block, Channel, DocumentFile, LabelledField};
use aktenlage_evaluation::samples::{SampleCase, document_bytes, scan, suite};
use aktenlage_extract::{Limits, ocr_support, read, read_with_ocr};
use image::{GrayImage, Luma};
use time::macros::date;

/// A4 at 200 dots per inch.
const WIDTH_PIXELS: u32 = 1654;

/// What a scanner does: turns (degrees), scales, moves (pixels).
#[derive(Clone, Copy)]
struct Scanner {
    turn: f32,
    scale: f32,
    shift: (f32, f32),
}

const SCANNERS: [Scanner; 3] = [
    Scanner {
        turn: 0.0,
        scale: 1.0,
        shift: (0.0, 0.0),
    },
    Scanner {
        turn: 0.8,
        scale: 1.0,
        shift: (12.0, -9.0),
    },
    Scanner {
        turn: -0.6,
        scale: 0.97,
        shift: (-15.0, 10.0),
    },
];

/// The application forms of the demo, each print once: name of the case, service, form as it was filled in.
fn applications() -> Vec<(String, String, DocumentFile)> {
    let mut prints: Vec<DocumentText> = Vec::new();
    let mut applications = Vec::new();
    let alone = |sample: &SampleCase| sample.case.scanned_as.is_none();
    for sample in suite("demo").unwrap().into_iter().filter(alone) {
        for document in &sample.case.documents {
            let print = reading(&document_bytes(&document.blank()).unwrap());
            let fields = document
                .blocks
                .iter()
                .filter(|block| matches!(block, Block::Field(_)));
            let is_form = document.kind == "application_form" && fields.count() >= 5;
            if is_form && !prints.contains(&print) {
                prints.push(print);
                let service = sample.case.service.clone().unwrap_or_default();
                applications.push((sample.name.clone(), service, document.clone()));
            }
        }
    }
    assert!(applications.len() >= 3, "the demo has several forms");
    applications
}

fn limits() -> Limits {
    Limits {
        max_seconds: 600,
        ..Limits::recommended()
    }
}

fn reading(bytes: &[u8]) -> DocumentText {
    read(bytes, &limits()).text
}

fn taught(name: &str, document: &DocumentFile) -> FormTemplate {
    let text = reading(&document_bytes(&document.blank()).unwrap());
    FormTemplate::of_blank(&text, teaching(name)).unwrap()
}

fn teaching(name: &str) -> Teaching {
    Teaching {
        id: FormId::from(name),
        name: name.to_owned(),
        number: 1,
        source_sha256: String::new(),
        taught_on: date!(2026 - 11 - 22),
        kind: None,
    }
}

fn library() -> FormLibrary {
    let forms = applications();
    FormLibrary::new(
        forms
            .iter()
            .map(|(name, _, document)| taught(name, document))
            .collect(),
    )
}

impl Scanner {
    /// The filled form on paper, through this machine: grey, with noise.
    fn scan(self, printed: &[u8]) -> Vec<u8> {
        scan(&[printed], WIDTH_PIXELS, |page| self.spoil(&page)).unwrap()
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels of a page and shades of grey"
    )]
    fn spoil(self, page: &GrayImage) -> GrayImage {
        let (sine, cosine) = self.turn.to_radians().sin_cos();
        let middle = (page.width() as f32 / 2.0, page.height() as f32 / 2.0);
        let mut state = 7_u32;
        GrayImage::from_fn(page.width(), page.height(), |x, y| {
            let dx = x as f32 - middle.0 - self.shift.0;
            let dy = y as f32 - middle.1 - self.shift.1;
            let from_x = (cosine * dx + sine * dy) / self.scale + middle.0;
            let from_y = (cosine * dy - sine * dx) / self.scale + middle.1;
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (state >> 24) as f32 / 16.0 - 8.0;
            let shade = 24.0 + 0.85 * between(page, from_x, from_y) + noise;
            Luma([shade.clamp(0.0, 255.0) as u8])
        })
    }

    /// Where a point of the page (fractions) lies on the scan.
    fn place(self, x: f32, y: f32) -> (f32, f32) {
        let width = f32::from(u16::try_from(WIDTH_PIXELS).unwrap());
        let height = width * 842.0 / 595.0;
        let (sine, cosine) = self.turn.to_radians().sin_cos();
        let (dx, dy) = (self.scale * (x - 0.5) * width, self.scale * (y - 0.5) * height);
        (
            0.5 + (cosine * dx - sine * dy + self.shift.0) / width,
            0.5 + (sine * dx + cosine * dy + self.shift.1) / height,
        )
    }
}

/// The shade between four pixels; white outside.
fn between(page: &GrayImage, x: f32, y: f32) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a page")]
    let (left, top) = (x.floor() as i64, y.floor() as i64);
    let at = |column: i64, row: i64| {
        let place = u32::try_from(column).ok().zip(u32::try_from(row).ok());
        let pixel = place.and_then(|(column, row)| page.get_pixel_checked(column, row));
        pixel.map_or(255.0, |Luma([shade])| f32::from(*shade))
    };
    let (right, down) = (x - x.floor(), y - y.floor());
    let upper = at(left, top) * (1.0 - right) + at(left + 1, top) * right;
    let lower = at(left, top + 1) * (1.0 - right) + at(left + 1, top + 1) * right;
    upper * (1.0 - down) + lower * down
}

/// What is written into the fields, by the name that the blank's field has.
fn written(document: &DocumentFile) -> BTreeMap<String, String> {
    let mut written = BTreeMap::new();
    let mut number = 0;
    for block in &document.blocks {
        match block {
            Block::Field(LabelledField { value, .. }) => {
                number += 1;
                written.extend(value.clone().map(|value| (format!("feld_{number:02}"), value)));
            }
            Block::Choice(_) => number += 1,
            Block::Title(_) | Block::Section(_) | Block::Text(_) | Block::NewPage(_) => {}
        }
    }
    written
}

#[test]
fn print_of_a_known_form_gives_every_value_under_the_name_of_its_field() {
    let library = library();
    for (name, _, document) in applications() {
        let text = reading(&document_bytes(&document.through(Channel::Printed)).unwrap());
        assert!(text.fields.is_empty(), "{name}");
        let found = library.recognise(&text);
        let which: Vec<(&str, Edition)> = found
            .iter()
            .map(|form| (form.form.id.as_str(), form.edition))
            .collect();
        assert_eq!(which, [(name.as_str(), Edition::Same)]);
        // A last page with a line or two cannot be told from others.
        let printed: Vec<u32> = text
            .pages
            .iter()
            .filter(|page| page.words.len() > 20)
            .map(|page| page.number)
            .collect();
        let pages: Vec<u32> = found[0].pages.iter().map(|page| page.page).collect();
        assert_eq!(pages, printed, "{name}");
        let mut values = BTreeMap::new();
        for field in found[0].fields() {
            if let (Some(value), FormFieldKind::Text) = (&field.value, field.kind) {
                values.insert(field.name.clone(), value.clone());
            }
        }
        let mut expected = written(&document);
        expected.retain(|field, _| found[0].fields().any(|shown| shown.name == *field));
        assert!(expected.len() > 6, "{name}: {expected:?}");
        assert_eq!(values, expected, "{name}");
    }
}

#[test]
fn scans_that_are_askew_smaller_and_noisy_are_recognised_and_their_fields_found() {
    if ocr_support().is_err() {
        return skipped("text recognition is not installed");
    }
    let library = library();
    let (mut at_their_place, mut all, mut wrong) = (0, 0, Vec::new());
    for ((name, _, document), scanner) in applications().iter().zip(SCANNERS.into_iter().cycle()) {
        let printed = document_bytes(&document.through(Channel::Printed)).unwrap();
        let text = read_with_ocr(&scanner.scan(&printed), &limits()).text;
        let found = library.recognise(&text);
        let which: Vec<(&str, Edition)> = found
            .iter()
            .map(|form| (form.form.id.as_str(), form.edition))
            .collect();
        assert_eq!(which, [(name.as_str(), Edition::Same)]);
        // Truth: the scanner's own map, applied to the places of the blank.
        let blank = taught(name, document);
        for page in &found[0].pages {
            for (field, widget, place) in &page.places {
                let own = blank.fields[*field].widgets[*widget].bbox;
                let (x, y) = scanner.place(own.center_x(), own.center_y());
                let off = (place.center_x() - x).hypot(place.center_y() - y);
                assert!(off < 0.003, "{name}: field {field} is off by {off} of the page");
            }
        }
        let expected = written(document);
        for field in found[0].fields() {
            let Some(expected) = expected.get(&field.name) else {
                continue;
            };
            all += 1;
            match &field.value {
                Some(value) if resembles(value, expected) => at_their_place += 1,
                other => wrong.push((field.name.clone(), other.clone(), expected.clone())),
            }
        }
    }
    // Recognition loses a single figure now and then; places are not to blame for more than that.
    assert!(
        20 * at_their_place >= 19 * all,
        "{at_their_place} of {all}: {wrong:?}"
    );
}

/// Whether two texts are the same but for what recognition misreads: of three characters two stand in both, in order.
fn resembles(read: &str, written: &str) -> bool {
    let letters =
        |text: &str| -> Vec<char> { text.chars().filter(|letter| !letter.is_whitespace()).collect() };
    let (read, written) = (letters(read), letters(written));
    let mut common = vec![vec![0_usize; written.len() + 1]; read.len() + 1];
    for (row, one) in read.iter().enumerate() {
        for (column, other) in written.iter().enumerate() {
            common[row + 1][column + 1] = if one == other {
                common[row][column] + 1
            } else {
                common[row][column + 1].max(common[row + 1][column])
            };
        }
    }
    let same = common[read.len()][written.len()];
    3 * same >= 2 * read.len().max(written.len())
}

/// Everything that is suggested about a scan of the first form.
async fn assessed(
    catalogue: Catalogue,
    library: FormLibrary,
) -> (DocumentFile, String, DocumentId, Assessment) {
    let (_, service, document) = applications().remove(0);
    let printed = document_bytes(&document.through(Channel::Printed)).unwrap();
    let reading = read_with_ocr(&SCANNERS[1].scan(&printed), &limits());
    let id = DocumentId(uuid::Uuid::nil());
    let submission = SubmissionInput {
        documents: vec![DocumentInput {
            id,
            file_name: "scan.pdf".to_owned(),
            text: reading.text,
            issues: reading.issues,
            pages: None,
            sha256: None,
        }],
        service: None,
        received_on: date!(2026 - 11 - 22),
        confirmed: Confirmed::default(),
    };
    let assistant = Assistant::new(Arc::new(catalogue), None, None).with_forms(Arc::new(library));
    let assessment = assistant.assess(&submission).await.unwrap();
    (document, service, id, assessment)
}

#[tokio::test]
async fn a_scan_of_a_known_form_is_assessed_like_the_form_and_names_its_template() {
    if ocr_support().is_err() {
        return skipped("text recognition is not installed");
    }
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let (document, service, id, assessment) = Box::pin(assessed(catalogue, library())).await;
    let value = |subject: &Subject| {
        assessment
            .suggestion(subject)
            .and_then(|found| found.answer.value())
    };
    assert_eq!(value(&Subject::DocumentKind(id)), Some("application_form"));
    assert_eq!(value(&Subject::Service), Some(service.as_str()));
    let truth: BTreeMap<&String, &String> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Field(field) => Some(&field.truth),
            Block::Choice(choice) => Some(&choice.truth),
            Block::Title(_) | Block::Section(_) | Block::Text(_) | Block::NewPage(_) => None,
        })
        .flatten()
        .collect();
    let (mut right, mut named) = (0, 0);
    for suggestion in &assessment.suggestions {
        let (Subject::Field(field), Some(value)) = (&suggestion.subject, suggestion.answer.value()) else {
            continue;
        };
        let expected = truth.get(&field.as_str().to_owned());
        assert_eq!(expected.map(|text| text.as_str()), Some(value), "{field}");
        assert!(!suggestion.answer.evidence().is_empty(), "{field}");
        right += 1;
        named += usize::from(
            suggestion
                .remarks
                .iter()
                .any(|remark| remark.code == "template_field"),
        );
    }
    assert!(5 * right >= 4 * truth.len(), "{right} of {} read", truth.len());
    assert_eq!(named, right, "every value names the template it was found by");
}

#[tokio::test]
async fn kind_and_service_follow_from_the_form_that_the_blueprint_names() {
    if ocr_support().is_err() {
        return skipped("text recognition is not installed");
    }
    let (mut catalogue, _) = aktenlage_catalogue::load(None);
    // Words alone would say something else: what counts is which form it is.
    let (name, _, _) = applications().remove(0);
    let dog = catalogue
        .services
        .iter_mut()
        .find(|service| service.key.as_str() == "dog_registration")
        .unwrap();
    dog.forms.push(FormId::new(name));
    let (_, _, id, assessment) = Box::pin(assessed(catalogue, library())).await;
    for (subject, expected) in [
        (Subject::Service, "dog_registration"),
        (Subject::DocumentKind(id), "application_form"),
    ] {
        let suggestion = assessment.suggestion(&subject).unwrap();
        assert_eq!(suggestion.answer.value(), Some(expected));
        assert!(!suggestion.answer.evidence().is_empty());
        assert!(
            suggestion
                .remarks
                .iter()
                .any(|remark| remark.code == "form_recognised")
        );
    }
}

#[test]
fn a_new_question_makes_another_edition() {
    let (name, _, document) = applications().remove(0);
    let library = FormLibrary::new(vec![taught(&name, &document)]);
    let mut newer = document.clone();
    let first = newer
        .blocks
        .iter()
        .position(|block| matches!(block, Block::Field(_)))
        .unwrap();
    newer.blocks.insert(
        first + 1,
        Block::Field(LabelledField {
            label: "Künstlername oder Ordensname".to_owned(),
            value: Some("Pater Anselm".to_owned()),
            truth: BTreeMap::new(),
        }),
    );
    let printed = document_bytes(&newer.through(Channel::Printed)).unwrap();
    let mut texts = vec![reading(&printed)];
    if ocr_support().is_ok() {
        texts.push(read_with_ocr(&SCANNERS[2].scan(&printed), &limits()).text);
    }
    for text in texts {
        let found = library.recognise(&text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].edition, Edition::Other);
        assert_eq!(found[0].fields().count(), 0, "the old places are not read");
        assert!(!found[0].changes.moved.is_empty(), "{:?}", found[0].changes);
        let is_named = found[0]
            .changes
            .appeared
            .iter()
            .any(|line| line.contains("Künstlername"));
        assert!(is_named, "{:?}", found[0].changes);
    }
    // Taught as well, both are recognised, and what differs is said by the names of the fields.
    let newer = taught(&name, &newer);
    let relatives = library.relatives(&newer);
    assert!(!relatives[0].1);
    assert!(!relatives[0].0.changes.is_empty());
}

/// Beginnings of the names of files that are the same form.
const SAME_FORM: [&str; 2] = ["meldewesen__anmeldung", "wohngeld__"];

/// Real forms, each shown to all the others.
#[test]
fn no_real_form_is_taken_for_another() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/forms");
    let Ok(entries) = fs_err::read_dir(&folder) else {
        return skipped("../shared/data");
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    let forms: Vec<FormTemplate> = files
        .iter()
        .filter_map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let text = reading(&fs_err::read(file).unwrap());
            FormTemplate::of_blank(&text, teaching(&name)).ok()
        })
        .collect();
    assert!(forms.len() > 15, "{} forms were taught", forms.len());
    let family = |form: &FormTemplate| {
        let name = form.id.as_str().to_lowercase();
        SAME_FORM.iter().position(|beginning| name.starts_with(beginning))
    };
    for form in &forms {
        let is_other = |other: &&FormTemplate| {
            other.id != form.id && (family(form).is_none() || family(form) != family(other))
        };
        let others = FormLibrary::new(forms.iter().filter(is_other).cloned().collect());
        let taken_for: Vec<FormId> = others
            .recognise(&form.as_document())
            .into_iter()
            .map(|found| found.form.id)
            .collect();
        assert_eq!(taken_for, [], "{}", form.id);
        let own = FormLibrary::new(vec![form.clone()]);
        let found = own.recognise(&form.as_document());
        assert!(
            found.iter().all(|found| found.edition == Edition::Same),
            "{}",
            form.id
        );
        assert!(!found.is_empty(), "{} does not know itself", form.id);
    }
}

#[expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "says why nothing was tested"
)]
fn skipped(missing: &str) {
    let is_required = std::env::var("AKTENLAGE_TEST_REQUIRE_ALL").as_deref() == Ok("1");
    assert!(!is_required, "required: {missing}");
    eprintln!("skipped: {missing}");
}
