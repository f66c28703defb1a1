//! Marks on pages with text: forms that were filled in on a screen and printed to a file, whose ticks are only drawn.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use aktenlage_domain::document::{IssueCode, Mark, PageBox, Word};

use crate::marks::{find_drawn, has_box, may_label_signature};
use crate::ocr::{Scan, SeenWord};
use crate::text::PageDevice;
use crate::{Reading, issue};

/// Dots per inch that marks are found at; pages that are so large that they are drawn coarser have none.
const DPI: std::ops::RangeInclusive<f64> = 280.0..=320.0;

/// Whether anything on a page may be a box to tick or a signature: other pages are not worth the time of a picture.
pub(crate) fn may_be_on(words: &[Word], device: &PageDevice) -> bool {
    // A signature is a picture or strokes, and its rule is a path.
    let is_drawn_on = device.ink.paths > 0 || device.ink.images > 0;
    device.small_frames.are_there()
        || words
            .iter()
            .any(|word| has_box(&word.text) || (is_drawn_on && may_label_signature(&word.text)))
}

/// Looks for boxes and signatures on the pictures that `scan` makes of pages, beside the words that are known. Words that
/// are boxes, or marks in boxes, are words no longer. Needs no recogniser.
pub(crate) fn look(
    reading: &mut Reading,
    numbers: &[u32],
    deadline: Instant,
    scan: impl Fn(u32) -> Option<Scan>,
) {
    for &number in numbers {
        if Instant::now() >= deadline {
            reading.issues.push(issue::document(IssueCode::ReaderTimeout));
            return;
        }
        let Some(page) = reading.text.pages.iter_mut().find(|page| page.number == number) else {
            continue;
        };
        let find = || scan(number).map(|scan| marks_of(&page.words, &scan));
        // One page that the drawing gives up on does not cost the others.
        let Ok(Some((marks, are_marks))) = catch_unwind(AssertUnwindSafe(find)) else {
            reading
                .issues
                .push(issue::on_page(IssueCode::PageNotRendered, number));
            continue;
        };
        let mut are_marks = are_marks.into_iter();
        page.words.retain(|_| !are_marks.next().unwrap_or(false));
        let marks = marks.into_iter().map(|mark| Mark { page: number, ..mark });
        reading.text.marks.extend(marks);
    }
}

/// The marks of a page, on page 0, and for each of its words whether it is one.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "pixels, and fractions of a page"
)]
fn marks_of(words: &[Word], scan: &Scan) -> (Vec<Mark>, Vec<bool>) {
    let (across, down) = scan.dots_per_inch;
    // A box that is missing from the picture looks like one that is not ticked; that it is not whole is said already.
    if !scan.is_whole || !DPI.contains(&across) || !DPI.contains(&down) {
        return (Vec::new(), vec![false; words.len()]);
    }
    let (width, height) = (scan.image.width() as f64, scan.image.height() as f64);
    let seen: Vec<SeenWord> = words
        .iter()
        .map(|word| SeenWord {
            text: word.text.clone(),
            edges: [
                f64::from(word.bbox.left) * width,
                f64::from(word.bbox.top) * height,
                f64::from(word.bbox.right) * width,
                f64::from(word.bbox.bottom) * height,
            ],
            confidence: 1.0,
        })
        .collect();
    let (marks, are_marks) = find_drawn(&scan.image, &seen);
    let marks = marks.into_iter().map(|mark| {
        let [left, top, right, bottom] = mark.edges;
        Mark {
            kind: mark.kind,
            page: 0,
            bbox: PageBox {
                left: (left / width) as f32,
                top: (top / height) as f32,
                right: (right / width).min(1.0) as f32,
                bottom: (bottom / height).min(1.0) as f32,
            },
            ink: mark.ink,
            confidence: mark.confidence,
        }
    });
    (marks.collect(), are_marks)
}
