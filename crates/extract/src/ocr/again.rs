//! A second look at what the first recognition left out: layout analysis loses cells of tables and small blocks.
use super::table::SeenWord;
use crate::picture::Grey;

/// What is surer than this is read, and needs no second look.
const SURE: f32 = 0.6;
/// Of the second look only words this sure are taken. Set by hand: much of what is left is no text.
const SURE_ALONE: f32 = 0.8;
/// They have so many letters, numbers (of rows and fields) so many digits: fewer are seen in any stroke.
const LETTERS: usize = 3;
const DIGITS: usize = 2;
/// A word of the first reading that reaches so many pixels beyond one of the second says more than that.
const BEYOND: f64 = 8.0;

/// The page without the words that were read surely.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places on a page"
)]
pub(super) fn without_sure(page: &Grey, words: &[SeenWord]) -> Grey {
    /// Pixels around a word that are its own, too.
    const MARGIN: f64 = 2.0;
    let mut left = page.clone();
    let (width, height) = (page.width(), page.height());
    for word in words.iter().filter(|word| word.confidence >= SURE) {
        let [from, top, to, bottom] = word.edges;
        let at = |edge: f64, most: usize| (edge.max(0.0) as usize).min(most);
        let (from, to) = (at(from - MARGIN, width), at(to + MARGIN, width));
        for y in at(top - MARGIN, height)..at(bottom + MARGIN, height) {
            left.pixels_mut()[y * width + from..y * width + to].fill(u8::MAX);
        }
    }
    left
}

/// Both readings as one: what the second read surely takes the place of what the first was unsure of or left out.
pub(super) fn merged(mut first: Vec<SeenWord>, second: Vec<SeenWord>) -> Vec<SeenWord> {
    for word in second.into_iter().filter(counts) {
        let rivals: Vec<usize> = (0..first.len())
            .filter(|&at| overlap(&first[at], &word))
            .collect();
        let is_better = |other: &SeenWord| other.confidence >= SURE || reaches_beyond(other, &word);
        if rivals.iter().any(|&at| is_better(&first[at])) {
            continue;
        }
        let at = rivals.first().copied().unwrap_or_else(|| place(&first, &word));
        for &rival in rivals.iter().rev() {
            first.remove(rival);
        }
        first.insert(at, word);
    }
    first
}

/// Whether a word of the second look is one.
fn counts(word: &SeenWord) -> bool {
    let letters = word
        .text
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .count();
    let is_number = word.text.chars().all(|letter| letter.is_ascii_digit());
    word.confidence >= SURE_ALONE && letters >= if is_number { DIGITS } else { LETTERS }
}

fn reaches_beyond(one: &SeenWord, other: &SeenWord) -> bool {
    one.edges[0] + BEYOND < other.edges[0] || one.edges[2] > other.edges[2] + BEYOND
}

/// Whether words share a quarter of the smaller one.
fn overlap(one: &SeenWord, other: &SeenWord) -> bool {
    let [left, top, right, bottom] = one.edges;
    let [from, high, to, low] = other.edges;
    let common = (right.min(to) - left.max(from)).max(0.0) * (bottom.min(low) - top.max(high)).max(0.0);
    let smaller = ((right - left) * (bottom - top)).min((to - from) * (low - high));
    common * 4.0 > smaller
}

/// Where a word belongs in reading order: after the last one that stands before it on its row, else before the first
/// that stands below.
fn place(words: &[SeenWord], word: &SeenWord) -> usize {
    let [left, top, _, bottom] = word.edges;
    let middle = f64::midpoint(top, bottom);
    let is_before =
        |other: &SeenWord| other.edges[1] < middle && middle < other.edges[3] && other.edges[0] < left;
    if let Some(at) = words.iter().rposition(is_before) {
        return at + 1;
    }
    words
        .iter()
        .position(|other| other.edges[1] >= bottom)
        .unwrap_or(words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(left: f64, top: f64, text: &str, confidence: f32) -> SeenWord {
        SeenWord {
            text: text.to_owned(),
            edges: [left, top, left + 100.0, top + 30.0],
            confidence,
        }
    }

    fn texts(words: &[SeenWord]) -> Vec<&str> {
        words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn a_second_look_fills_gaps_and_takes_nothing_that_was_read() {
        let first = vec![
            word(0.0, 0.0, "Antrag", 0.9),
            word(120.0, 0.0, "anf", 0.4),
            word(0.0, 100.0, "Ort", 0.9),
        ];
        let second = vec![
            word(2.0, 0.0, "Auftrag", 0.95),
            word(122.0, 0.0, "auf", 0.85),
            word(240.0, 2.0, "Wohngeld", 0.9),
            word(0.0, 50.0, "17", 0.9),
            word(360.0, 0.0, "il", 0.95),
            word(480.0, 0.0, "Beere", 0.5),
        ];
        let words = merged(first, second);
        assert_eq!(texts(&words), ["Antrag", "auf", "Wohngeld", "17", "Ort"]);
    }

    #[test]
    fn a_part_of_a_word_does_not_stand_for_it() {
        let mut whole = word(0.0, 0.0, "O4/2025", 0.5);
        whole.edges[2] = 180.0;
        let words = merged(vec![whole], vec![word(80.0, 0.0, "2025", 0.97)]);
        assert_eq!(texts(&words), ["O4/2025"]);
    }

    #[test]
    fn what_was_read_surely_is_not_looked_at_again() {
        let page = Grey::filled(400, 200, 0);
        let left = without_sure(
            &page,
            &[word(50.0, 50.0, "Ort", 0.9), word(200.0, 50.0, "0rt", 0.3)],
        );
        let at = |x: usize, y: usize| left.pixels()[y * 400 + x];
        assert_eq!((at(60, 60), at(210, 60), at(60, 100)), (255, 0, 0));
    }
}
