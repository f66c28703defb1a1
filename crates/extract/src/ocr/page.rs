//! One page: prepared, turned upright, recognised.
use std::time::{Duration, Instant};

use aktenlage_domain::document::{Mark, PageBox, Word};
use aktenlage_domain::scan::PageScan;

use super::blank::is_blank;
use super::prepare::{PREPARED_DPI, Prepared, prepare};
use super::table::{self, SeenWord, mean_confidence, words_of};
use super::{Recogniser, again};
use crate::marks::{self, Found, SeenMark};
use crate::picture::{Grey, find_gutter};
use crate::quality;

/// Layout analysis of whole pages (`PSM_AUTO`).
const WHOLE_PAGE: i32 = 3;
/// As many words as can be found, in no order (`PSM_SPARSE_TEXT`).
const SPARSE: i32 = 11;
/// One page may take this long, each of two side by side as well; a page of a form takes about one second.
const MAX_PAGE_TIME: Duration = Duration::from_secs(30);
/// Below this mean confidence a page is tried upside down and sideways.
const DOUBTFUL: f32 = 0.5;
/// A turned page is believed if it is surer by this.
const CLEARLY_SURER: f32 = 0.15;

/// A page as a picture.
pub(crate) struct Scan {
    /// The whole page, as shown.
    pub(crate) image: Grey,
    /// Dots per inch across and down; a fax has twice as many across as down.
    pub(crate) dots_per_inch: (f64, f64),
    /// The same of what was scanned, where this is a drawing of it.
    pub(crate) scanned_dots_per_inch: Option<(f64, f64)>,
    /// Whether it has colours.
    pub(crate) is_coloured: bool,
    /// Small pictures of its coloured inks (`picture/colour.rs`), none if it has no colours.
    pub(crate) colours: Vec<Grey>,
    /// Whether every picture on the page is there and could be shown.
    pub(crate) is_whole: bool,
}

/// What was read on a page.
#[derive(Debug)]
pub(crate) struct ReadPage {
    /// Words in reading order.
    pub(crate) words: Vec<Word>,
    /// What was put on paper beside print, on page 0: the reader does not know its number.
    pub(crate) marks: Vec<Mark>,
    /// What the picture is like, whether that is good enough, and how the page lies.
    pub(crate) scan: PageScan,
    /// Whether every picture on the page is there and could be shown.
    pub(crate) is_whole: bool,
    /// Whether there is nothing on the page but dust.
    pub(crate) is_blank: bool,
}

/// Reads a page; `None` if the recogniser gave up on it or the deadline passed.
pub(super) fn read_page(recogniser: &mut Recogniser<'_>, scan: &Scan, deadline: Instant) -> Option<ReadPage> {
    let prepared = prepare(scan);
    let mut recognise = |prepared: &Prepared| {
        let words = words_on(recogniser, &prepared.image, prepared.is_two_tone, deadline)?;
        let confidence = mean_confidence(&words);
        Some((words, confidence))
    };
    let (words, confidence) = recognise(&prepared)?;
    let mut best = (words, confidence, 0, prepared.clone());
    if confidence < DOUBTFUL {
        for quarter_turns in [2, 1, 3] {
            let turned = prepared.turned(quarter_turns);
            if let Some((words, surer)) = recognise(&turned)
                && surer > best.1.max(confidence + CLEARLY_SURER)
            {
                best = (words, surer, quarter_turns, turned);
            }
            if best.2 > 0 && best.1 > DOUBTFUL + CLEARLY_SURER {
                break;
            }
        }
    }
    let (mut words, mut confidence, mut turned, mut prepared) = best;
    // Lines that run up or down were read as they lie. Two pages side by side are told when they stand upright.
    let lying = table::quarter_turns(&words);
    if lying > 0 {
        let upright = prepared.turned(lying);
        if find_gutter(&upright.image).is_some()
            && let Some((again, sure)) = recognise(&upright)
            && sure + CLEARLY_SURER > confidence
        {
            (words, confidence, turned, prepared) = (again, sure, turned + lying, upright);
        }
    }
    let quarter_turns = (turned + table::quarter_turns(&words)) % 4;
    // Where a picture is missing nobody knows what the page says.
    let is_blank = scan.is_whole
        && is_blank(&prepared, &words, |mirrored| {
            words_on(recogniser, mirrored, false, deadline)
        });
    // What was guessed on an empty page is dust.
    let Found { marks, words, print } = if is_blank {
        Found::default()
    } else {
        marks::find(&prepared.image, &prepared.colours(scan), words, |word| {
            word.confidence >= quality::UNSURE_WORD
        })
    };
    let words: Vec<Word> = words
        .into_iter()
        .filter_map(|word| on_page(word, &prepared))
        .collect();
    let marks = marks
        .into_iter()
        .filter_map(|mark| mark_on_page(&mark, &prepared))
        .collect();
    Some(ReadPage {
        scan: PageScan {
            quarter_turns,
            ..quality::judge(&scan.image, &words, print, confidence, prepared.treatment)
        },
        words,
        marks,
        is_whole: scan.is_whole,
        is_blank,
    })
}

/// The words of a prepared picture; of two pages side by side each is recognised by itself, the left one first: layout
/// analysis of the whole may take rows of both that are nearly level for one. A second look takes half as long again.
fn words_on(
    recogniser: &mut Recogniser<'_>,
    picture: &Grey,
    look_twice: bool,
    deadline: Instant,
) -> Option<Vec<SeenWord>> {
    let mut recognise = |picture: &Grey| {
        let left = deadline
            .saturating_duration_since(Instant::now())
            .min(MAX_PAGE_TIME);
        if left.is_zero() {
            return None;
        }
        let milliseconds = u32::try_from(left.as_millis()).unwrap_or(u32::MAX);
        let table = recogniser.recognise(picture, PREPARED_DPI, WHOLE_PAGE, milliseconds)?;
        let words = words_of(&table);
        if !look_twice {
            return Some(words);
        }
        let rest = again::without_sure(picture, &words);
        let Some(table) = recogniser.recognise(&rest, PREPARED_DPI, SPARSE, milliseconds) else {
            return Some(words);
        };
        Some(again::merged(words, words_of(&table)))
    };
    let Some(fold) = find_gutter(picture) else {
        return recognise(picture);
    };
    let mut words = recognise(&picture.columns(0..fold.start))?;
    let right = recognise(&picture.columns(fold.end..picture.width()))?;
    #[expect(clippy::cast_precision_loss, reason = "pixels of pictures within the limits")]
    let begin = fold.end as f64;
    words.extend(right.into_iter().map(|word| word.moved(begin)));
    Some(words)
}

/// A word with its box on the page as shown.
fn on_page(word: SeenWord, prepared: &Prepared) -> Option<Word> {
    Some(Word {
        bbox: place(word.edges, prepared)?,
        text: word.text,
        confidence: Some(word.confidence),
    })
}

fn mark_on_page(mark: &SeenMark, prepared: &Prepared) -> Option<Mark> {
    Some(Mark {
        bbox: place(mark.edges, prepared)?,
        kind: mark.kind,
        page: 0,
        ink: mark.ink,
        confidence: mark.confidence,
    })
}

/// A place on the page as shown; `None` if nothing of it lies on the page.
#[expect(clippy::cast_possible_truncation, reason = "fractions of a page")]
fn place(edges: [f64; 4], prepared: &Prepared) -> Option<PageBox> {
    let [left, top, right, bottom] = prepared
        .to_page
        .bounds(edges)
        .map(|edge| edge.clamp(0.0, 1.0) as f32);
    (left < right && top < bottom).then_some(PageBox {
        left,
        top,
        right,
        bottom,
    })
}
