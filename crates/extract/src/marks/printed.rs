//! What recognised words say about frames: letters that look like boxes, and boxes with print in them.
use aktenlage_domain::document::MarkState;

use super::ink::{Area, Ink};
use super::tick_boxes::TickBox;
use crate::ocr::SeenWord;

/// From here on a word is what it says.
const SURE: f32 = 0.85;
/// Below this a word says nothing.
const GUESSED: f32 = 0.5;

/// Leaves out frames that are letters of words, and those that frame a printed letter or number.
pub(super) fn without_letters(ink: &Ink, boxes: Vec<TickBox>, words: &[SeenWord]) -> Vec<TickBox> {
    boxes
        .into_iter()
        .filter(|tick_box| {
            let edges = tick_box.frame.edges();
            let is_apart = is_apart(ink, tick_box.frame);
            let mut words = words.iter().filter(|word| word.confidence >= GUESSED);
            !words.any(|word| match relation(edges, word) {
                Relation::Apart => false,
                Relation::FirstLetter => !is_apart && (!tick_box.is_sharp || is_certain(word)),
                Relation::LetterOfWord => true,
                // An empty frame holds no letter, whatever was recognised.
                Relation::FramesPrint => word.confidence >= SURE && tick_box.state != MarkState::Off,
            })
        })
        .collect()
}

/// Words without those that are boxes or marks in boxes, and without the letters that a box before a word was taken for.
pub(super) fn without_boxes(words: Vec<SeenWord>, boxes: &[TickBox]) -> Vec<SeenWord> {
    let frames: Vec<[f64; 4]> = boxes.iter().map(|tick_box| tick_box.frame.edges()).collect();
    words
        .into_iter()
        .filter_map(|word| {
            let over = frames.iter().find(|frame| covers(**frame, &word));
            match over {
                // A word that was recognised surely loses no letter.
                Some(frame) if !is_sure_word(&word) => beside(*frame, word),
                Some(_) | None => Some(word),
            }
        })
        .collect()
}

/// Whether a word begins with a letter for certain, though what stands there looks like a box.
fn is_certain(word: &SeenWord) -> bool {
    const CERTAIN: f32 = 0.9;
    let is_letter = word.text.starts_with(char::is_alphanumeric);
    is_letter && word.confidence >= CERTAIN && is_sure_word(word)
}

/// Whether a word of several letters is what it says.
fn is_sure_word(word: &SeenWord) -> bool {
    let letters = word.text.chars().filter(|letter| letter.is_alphanumeric());
    word.confidence >= SURE && letters.count() >= 3
}

/// Whether a frame lies over a word, or over its beginning.
fn covers([left, top, right, bottom]: [f64; 4], word: &SeenWord) -> bool {
    let [word_left, word_top, word_right, word_bottom] = word.edges;
    let middle = f64::midpoint(word_top, word_bottom);
    let is_on_line = middle > top - 0.3 * (bottom - top) && middle < bottom + 0.3 * (bottom - top);
    is_on_line && word_left < right - 0.3 * (right - left) && word_right > left + 0.3 * (right - left)
}

/// What is left of a word beside a frame over its beginning.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "letters of a word"
)]
fn beside([left, _, right, _]: [f64; 4], word: SeenWord) -> Option<SeenWord> {
    let [word_left, top, word_right, bottom] = word.edges;
    let slack = 0.6 * (right - left);
    if word_left > left - slack && word_right < right + slack {
        return None;
    }
    if word_left < left - slack {
        return Some(word);
    }
    // Letters are about equally wide.
    let count = word.text.chars().count();
    let share = ((right - word_left) / (word_right - word_left)).clamp(0.0, 1.0);
    let covered = ((share * count as f64).round() as usize).max(1);
    let is_box = |letter: char| !letter.is_alphanumeric() || "OoDUuLlJIiCc0QXxKkYyVvNM".contains(letter);
    let taken = word
        .text
        .chars()
        .take(covered)
        .take_while(|&letter| is_box(letter))
        .count();
    let text: String = word.text.chars().skip(taken).collect();
    (!text.is_empty()).then(|| SeenWord {
        text,
        edges: [right.min(word_right - 1.0), top, word_right, bottom],
        confidence: word.confidence,
    })
}

/// Whether there is a gap behind a frame that is wider than between two letters of a word.
fn is_apart(ink: &Ink, frame: Area) -> bool {
    /// Pixels behind the frame that its blurred line may take.
    const BLUR: usize = 5;
    let gap = frame.width() / 4;
    let behind = Area {
        left: (frame.right + BLUR).min(ink.width()),
        top: frame.top,
        right: (frame.right + BLUR + gap).min(ink.width()),
        bottom: frame.bottom,
    };
    ink.count(behind) == 0
}

enum Relation {
    Apart,
    FirstLetter,
    LetterOfWord,
    FramesPrint,
}

fn relation([left, top, right, bottom]: [f64; 4], word: &SeenWord) -> Relation {
    let (width, height) = (right - left, bottom - top);
    let [word_left, word_top, word_right, word_bottom] = word.edges;
    let across = right.min(word_right) - left.max(word_left);
    let down = bottom.min(word_bottom) - top.max(word_top);
    if across <= 0.0 || down <= 0.0 {
        return Relation::Apart;
    }
    let letters = word
        .text
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .count();
    // Print inside the frame: neither a cross nor what an empty frame is taken for.
    let is_inside = word_left > left - 0.15 * width && word_right < right + 0.15 * width && letters > 0;
    if is_inside {
        let says_something = word.text.chars().any(|letter| {
            matches!(letter, '1'..='9' | 'A' | 'B' | 'E'..='H' | 'N' | 'P' | 'R' | 'S' | 'T' | 'Z')
                || (letter.is_lowercase() && !matches!(letter, 'x' | 'v' | 'o' | 'l' | 'i' | 'j' | 'u' | 'y'))
        });
        return if says_something {
            Relation::FramesPrint
        } else {
            Relation::Apart
        };
    }
    let is_covered = across > 0.8 * width && down > 0.7 * height;
    let is_long = letters >= 2 && word_right - word_left > 1.5 * width;
    // A frame before a word is often read as its first letter, with a guess.
    let is_within = left - word_left > 0.3 * width && letters >= 3;
    if is_covered && is_long && is_within {
        Relation::LetterOfWord
    } else if is_covered && is_long {
        Relation::FirstLetter
    } else {
        Relation::Apart
    }
}
