//! How much of what looks like print was read: blocks that layout analysis lost leave no unsure words.
use super::ink::{Area, Ink};
use super::leftover::{Piece, in_cells, without_rules};
use crate::ocr::SeenWord;

/// Heights of letters in cells of 1/150 inch: 1.2 to 6 millimetres. Smaller pieces are dots and dust, larger ones
/// pictures and handwriting.
const HEIGHTS: std::ops::RangeInclusive<usize> = 7..=36;
/// Letters that run together may be so many cells wide: ten millimetres.
const WIDEST: usize = 60;
/// A stroke narrower than this part of its height may be the wall of a comb of boxes: it tells nothing.
const NARROW: usize = 5;

/// Print in the widths of its letters, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Print {
    /// All that looks like letters in a row.
    pub(crate) seen: usize,
    /// What of it lies under a sure one.
    pub(crate) sure: usize,
}

impl Print {
    /// The share that lies under sure words, 0 to 1; `None` where there is hardly any print.
    #[expect(clippy::cast_precision_loss, reason = "cells of one page")]
    pub(crate) fn sure_share(self) -> Option<f32> {
        /// Forty letters.
        const LEAST: usize = 400;
        (self.seen >= LEAST).then(|| self.sure as f32 / self.seen as f32)
    }
}

/// Measures the print of a page; what lies in `other` is none (boxes to tick, handwriting).
pub(super) fn measure(
    ink: &Ink,
    words: &[SeenWord],
    other: impl Iterator<Item = Area>,
    is_sure: impl Fn(&SeenWord) -> bool,
) -> Print {
    let mut pieces = without_rules(ink);
    pieces.retain(is_letter);
    pieces.sort_unstable_by_key(|piece| piece.area.left);
    let sure = words.iter().filter(|word| {
        let says_something = word.text.chars().any(char::is_alphanumeric);
        says_something && is_sure(word)
    });
    let sure: Vec<Area> = sure.map(|word| in_cells(word.edges, 1)).collect();
    let other: Vec<Area> = other.map(|area| in_cells(area.edges(), 1)).collect();
    let is_under = |piece: &Piece, places: &[Area]| {
        places
            .iter()
            .any(|place| place.common(piece.area) * 2 > piece.area.pixels())
    };
    let mut print = Print::default();
    for (at, piece) in pieces.iter().enumerate() {
        if !has_neighbour(&pieces, at) || is_under(piece, &other) {
            continue;
        }
        let width = piece.area.width();
        print.seen += width;
        if is_under(piece, &sure) {
            print.sure += width;
        }
    }
    print
}

fn is_letter(piece: &Piece) -> bool {
    let (width, height) = (piece.area.width(), piece.area.height());
    HEIGHTS.contains(&height) && width <= WIDEST && width * NARROW >= height
}

/// Whether another letter stands beside one, at most as far away as the higher one is high; sorted by their left edges.
fn has_neighbour(pieces: &[Piece], at: usize) -> bool {
    let one = pieces[at].area;
    let is_beside = |other: Area| {
        let (low, high) = (one.height().min(other.height()), one.height().max(other.height()));
        let level = one
            .bottom
            .min(other.bottom)
            .saturating_sub(one.top.max(other.top));
        let gap = other
            .left
            .max(one.left)
            .saturating_sub(one.right.min(other.right));
        level * 2 >= low && high <= low * 2 && gap <= high
    };
    let reach = WIDEST + HEIGHTS.end();
    let after = pieces[at + 1..]
        .iter()
        .take_while(|other| other.area.left <= one.right + reach);
    let before = pieces[..at]
        .iter()
        .rev()
        .take_while(|other| other.area.left + reach >= one.left);
    after.chain(before).any(|other| is_beside(other.area))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Grey;

    /// Two rows of twenty letters of 24 by 36 pixels, a lonely spot and a rule.
    fn page() -> Ink {
        let (width, height) = (1_400, 600);
        let shade = |at: usize| {
            let (x, y) = (at % width, at / width);
            let is_letter = (100..1_100).contains(&x)
                && x % 50 < 24
                && ((100..136).contains(&y) || (300..336).contains(&y));
            let is_spot = (1_300..1_330).contains(&x) && (500..530).contains(&y);
            let is_rule = (60..1_300).contains(&x) && (420..424).contains(&y);
            if is_letter || is_spot || is_rule { 10 } else { 250 }
        };
        Ink::of(&Grey::new(width, height, (0..width * height).map(shade).collect()).unwrap()).unwrap()
    }

    fn word(top: f64, text: &str, confidence: f32) -> SeenWord {
        SeenWord {
            text: text.to_owned(),
            edges: [98.0, top, 1_102.0, top + 40.0],
            confidence,
        }
    }

    #[test]
    fn rows_without_a_sure_word_are_not_read() {
        let measured =
            |words: &[SeenWord]| measure(&page(), words, std::iter::empty(), |word| word.confidence > 0.6);
        let none = measured(&[]);
        assert!(none.seen > 400 && none.sure == 0, "{none:?}");
        let both = measured(&[word(98.0, "Antrag", 0.9), word(298.0, "Antreq", 0.3)]);
        assert_eq!((both.seen, both.sure), (none.seen, none.seen / 2));
        assert_eq!(both.sure_share(), Some(0.5));
        assert_eq!(Print::default().sure_share(), None);
        // A stroke that was taken for a letter is no word.
        assert_eq!(measured(&[word(98.0, "|", 0.9)]), none);
    }
}
