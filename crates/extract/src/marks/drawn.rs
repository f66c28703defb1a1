//! Marks on a page that a program drew: boxes and signatures beside text that is known exactly.
use aktenlage_domain::document::MarkState;

use super::ink::{Area, Ink};
use super::leftover::Leftover;
use super::stamps::Stamps;
use super::tick_boxes::{self, TickBox, judge_frame};
use super::{SeenMark, asked, printed, signature, signed, ticked};
use crate::ocr::SeenWord;
use crate::picture::Grey;

/// Signs that are boxes, empty and ticked.
const EMPTY: [char; 10] = ['□', '☐', '▢', '◻', '❏', '❐', '❑', '❒', '○', '◯'];
const TICKED: [char; 4] = ['☑', '☒', '⮽', '🗹'];
/// Signs that are put into boxes.
const TICKS: [char; 12] = ['x', 'X', '×', '✓', '✔', '✕', '✖', '✗', '✘', '●', '•', '■'];
/// Letters that look like frames.
const ROUND: &str = "0OoDQUuCcGnae";

/// Whether a word may be a box to tick.
pub(crate) fn has_box(text: &str) -> bool {
    text.contains(EMPTY) || text.contains(TICKED)
}

/// Whether a word may be the label of a place for a signature.
pub(crate) fn may_label_signature(text: &str) -> bool {
    let letters: String = text.chars().filter(|letter| letter.is_alphabetic()).collect();
    let letters = letters.to_lowercase();
    letters.starts_with("unterschrift") || letters == "signatur"
}

/// Boxes and places for signatures on a page that is drawn at 300 dots per inch, and for each of its words whether it is
/// a mark in a box, or the box. Handwriting and stamps are not looked for: besides print, what a program draws is logos
/// and pictures.
pub(crate) fn find_drawn(page: &Grey, words: &[SeenWord]) -> (Vec<SeenMark>, Vec<bool>) {
    let none = (Vec::new(), vec![false; words.len()]);
    let Some(ink) = Ink::of(page) else {
        return none;
    };
    let found = printed::without_letters(&ink, tick_boxes::find(&ink), words);
    let mut boxes: Vec<TickBox> = found
        .into_iter()
        .filter(|tick_box| !words.iter().any(|word| is_its_letter(word, tick_box.frame)))
        .collect();
    for word in words {
        let sign = signs(word, &ink);
        let is_new = |sign: &TickBox| boxes.iter().all(|known| known.frame.common(sign.frame) == 0);
        let sign = sign.filter(is_new);
        boxes.extend(sign);
    }
    let is_mark = |word: &SeenWord| {
        let is_sign = |sign: char| TICKS.contains(&sign) || EMPTY.contains(&sign) || TICKED.contains(&sign);
        word.text.chars().all(is_sign) && boxes.iter().any(|tick_box| holds(tick_box.frame, word))
    };
    let are_marks: Vec<bool> = words.iter().map(is_mark).collect();
    let stamps = Stamps::find(&[], &ink, words);
    let leftover = Leftover::of(&ink, words, &boxes, &stamps);
    let mut marks: Vec<SeenMark> = boxes.iter().map(ticked).collect();
    let places = signature::find(&leftover, words);
    marks.extend(places.iter().map(|place| signed(place, &stamps)));
    (marks, are_marks)
}

/// The box that a word says it is, where none was found in the drawing.
fn signs(word: &SeenWord, ink: &Ink) -> Option<TickBox> {
    let sign = word.text.chars().next()?;
    let is_ticked = TICKED.contains(&sign);
    if !(is_ticked || EMPTY.contains(&sign)) {
        return None;
    }
    let frame = glyph(word, ink)?;
    // Somebody may have put a cross over an empty box.
    let judged = asked::judge(ink, frame).unwrap_or_else(|| judge_frame(ink, frame));
    let (state, ink, confidence) = judged;
    Some(TickBox {
        frame,
        state: if is_ticked { MarkState::On } else { state },
        ink,
        confidence: if is_ticked { 0.95 } else { confidence },
        is_sharp: true,
    })
}

/// Where the ink of the first sign of a word is.
#[expect(clippy::cast_precision_loss, reason = "pixels of a page")]
fn glyph(word: &SeenWord, ink: &Ink) -> Option<Area> {
    let [left, top, right, bottom] = word.edges;
    let share = (right - left) / word.text.chars().count().max(1) as f64;
    let place = Area::around([left, top, left + share, bottom], ink)?;
    let dark = |x: usize, y: usize| ink.is_dark(x, y);
    let columns = || (place.left..place.right).filter(|&x| (place.top..place.bottom).any(|y| dark(x, y)));
    let rows = || (place.top..place.bottom).filter(|&y| (place.left..place.right).any(|x| dark(x, y)));
    let frame = Area {
        left: columns().next()?,
        top: rows().next()?,
        right: columns().next_back()? + 1,
        bottom: rows().next_back()? + 1,
    };
    (frame.width() >= 8 && frame.height() >= 8).then_some(frame)
}

/// Whether the middle of a word lies in a frame.
fn holds(frame: Area, word: &SeenWord) -> bool {
    let [left, top, right, bottom] = frame.edges();
    let [word_left, word_top, word_right, word_bottom] = word.edges;
    let (x, y) = (
        f64::midpoint(word_left, word_right),
        f64::midpoint(word_top, word_bottom),
    );
    x > left && x < right && y > top && y < bottom
}

/// Whether a frame is nothing but a letter that is known to stand there alone.
fn is_its_letter(word: &SeenWord, frame: Area) -> bool {
    let mut letters = word.text.chars();
    let is_round = letters.next().is_some_and(|letter| ROUND.contains(letter)) && letters.next().is_none();
    let [left, _, right, _] = frame.edges();
    let is_as_wide = word.edges[2] - word.edges[0] < 1.4 * (right - left);
    let is_no_smaller =
        word.edges[0] < left + 0.2 * (right - left) && word.edges[2] > right - 0.2 * (right - left);
    is_round && is_as_wide && is_no_smaller && holds(frame, word)
}
