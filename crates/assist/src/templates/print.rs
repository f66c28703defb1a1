//! The print of a page made comparable: words that survive fonts, scanners and recognition, with their places.
use std::collections::BTreeMap;

use aktenlage_domain::document::{PageBox, Word};

use super::transform::{Point, middle_of};

/// Letters of a word that count at most: long words are no more certain than this.
const MOST_LETTERS: u16 = 8;

/// One word.
#[derive(Clone, Debug)]
pub(super) struct PrintWord {
    /// Small letters and figures only, umlauts without their dots; empty for lines and bullets.
    pub(super) key: String,
    /// In fractions of the page.
    pub(super) bbox: PageBox,
    /// In points.
    pub(super) middle: Point,
    /// How much it counts: letters, eight at most; 0 without a key.
    pub(super) weight: f32,
    /// How sure the reader is, 1 for born-digital text.
    pub(super) confidence: f32,
}

/// A page.
#[derive(Clone, Debug)]
pub(super) struct PagePrint {
    /// Width and height in points.
    pub(super) size: Point,
    /// All words, in the order of the page.
    pub(super) words: Vec<PrintWord>,
    /// Positions of the words by their key.
    pub(super) by_key: BTreeMap<String, Vec<usize>>,
    /// Sum of all weights.
    pub(super) weight: f32,
    /// Whether it was recognised on a picture: words may be missing or wrong.
    pub(super) is_picture: bool,
}

impl PagePrint {
    /// Reads the words of a page; sizes in points.
    pub(super) fn of(words: &[Word], width_points: f32, height_points: f32) -> Self {
        // A page without a size is taken for A4, so that distances are numbers.
        let or = |size: f32, usual: f64| if size > 0.0 { f64::from(size) } else { usual };
        let size = (or(width_points, 595.0), or(height_points, 842.0));
        let words: Vec<PrintWord> = words.iter().map(|word| print_word(word, size)).collect();
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, word) in words.iter().enumerate().filter(|(_, word)| word.weight > 0.0) {
            by_key.entry(word.key.clone()).or_default().push(index);
        }
        Self {
            size,
            weight: words.iter().map(|word| word.weight).sum(),
            is_picture: words.iter().any(|word| word.confidence < 1.0),
            by_key,
            words,
        }
    }
}

fn print_word(word: &Word, size: Point) -> PrintWord {
    let key = key(&word.text);
    let letters = u16::try_from(key.chars().count()).unwrap_or(u16::MAX);
    PrintWord {
        // A single letter is as often a line or a tick.
        weight: if letters > 1 {
            f32::from(letters.min(MOST_LETTERS))
        } else {
            0.0
        },
        key,
        bbox: word.bbox,
        middle: middle_of(word.bbox, size),
        confidence: word.confidence.unwrap_or(1.0),
    }
}

/// A word without what recognition gets wrong most: case, punctuation, dots over letters.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'ä' => key.push('a'),
            'ö' => key.push('o'),
            'ü' => key.push('u'),
            'ß' => key.push_str("ss"),
            other if other.is_alphanumeric() => key.push(other),
            _ => {}
        }
    }
    key
}

/// Whether two keys may be the same word read twice: at most one letter in three differs (Levenshtein distance).
pub(super) fn may_be_same(one: &str, two: &str) -> bool {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let longer = one.len().max(two.len());
    if longer == 0 || one.len().abs_diff(two.len()) * 3 > longer {
        return false;
    }
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (index, first) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (other, second) in two.iter().enumerate() {
            let replaced = diagonal + usize::from(first != second);
            diagonal = row[other + 1];
            row[other + 1] = replaced.min(diagonal + 1).min(row[other] + 1);
        }
    }
    row[two.len()] * 3 <= longer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_fonts_and_scanners() {
        assert_eq!(key("Straße,"), "strasse");
        assert_eq!(key("„Geburtsname“:"), key("GEBURTSNAME"));
        assert_eq!(key("____"), "");
    }

    #[test]
    fn misread_words_are_the_same_and_other_words_are_not() {
        assert!(may_be_same("familienname", "farnilienname"));
        assert!(may_be_same("plz", "piz"));
        assert!(!may_be_same("strasse", "hausnummer"));
        assert!(!may_be_same("vorname", "name"));
        assert!(!may_be_same("", ""));
    }
}
