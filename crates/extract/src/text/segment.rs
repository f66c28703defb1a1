//! From glyphs to words: where a space is meant, by geometry and by the spaces that the file draws.
use aktenlage_domain::document::PageBox;
use hayro_interpret::kurbo::{Point, Vec2};
use unicode_normalization::UnicodeNormalization as _;

use super::device::Glyph;

/// Gap that separates words in ordinary setting, in ems.
const WORD_GAP_EM: f64 = 0.13;
/// Gap that ends a piece of text: a new column or cell.
const PIECE_GAP_EM: f64 = 1.2;
/// How far a letter may lie off the baseline and still belong to the word.
const BASELINE_SHIFT_EM: f64 = 0.3;
/// Letters overlap by kerning, but not more than this.
const OVERLAP_EM: f64 = 0.5;
/// Top of a box above the baseline, and where a capital carries an accent.
const ASCENT_EM: f64 = 0.78;
const ACCENTED_ASCENT_EM: f64 = 0.96;
/// Bottom of a box below the baseline.
const DESCENT_EM: f64 = 0.22;
/// Slanted letters and the tail of a `j` reach so far beyond their own width; less than half a word gap.
const SIDE_EM: f64 = 0.05;
/// From so many letters on, the spacing of a line can be told from its gaps.
const SPACING_SAMPLE: usize = 6;
/// A single letter-spaced word shows itself by so many letters whose gaps differ by no more than this, in ems.
const SPACED_LETTERS: usize = 4;
const SPACED_GAP_DIFFERENCE_EM: f64 = 0.06;
/// Widest gap inside a letter-spaced word, in ems.
const SPACED_GAP_EM: f64 = 0.6;
/// From so many of them on, dots and strokes in a row are a line to write on.
const LEADER_LENGTH: usize = 4;

/// From so many different glyphs on, what no font table explains is a word and no row of symbols.
const LEAST_UNMAPPED: usize = 3;

/// A word before it is put into reading order.
#[derive(Clone, Debug)]
pub(crate) struct RawWord {
    /// Its text.
    pub(crate) text: String,
    /// Corners in points as shown.
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
    /// Start and end on the baseline.
    pub(crate) start: Point,
    pub(crate) end: Point,
    /// Direction of writing.
    pub(crate) direction: Vec2,
    /// Height of an em.
    pub(crate) size: f64,
    /// Whether the file itself draws a space behind it.
    pub(crate) is_closed: bool,
    /// The font that it begins in.
    pub(crate) font: u128,
    /// Numbers of the glyphs in it whose characters the font does not tell, each once.
    unmapped: Vec<u32>,
}

impl RawWord {
    /// Its box as fractions of the page; `None` if it does not lie on the page.
    pub(crate) fn page_box(&self, width: f64, height: f64) -> Option<PageBox> {
        let (x, y) = (
            f64::midpoint(self.left, self.right) / width,
            f64::midpoint(self.top, self.bottom) / height,
        );
        if !(0.0..=1.0).contains(&x) || !(0.0..=1.0).contains(&y) {
            return None;
        }
        page_box(
            self.left / width,
            self.top / height,
            self.right / width,
            self.bottom / height,
        )
    }

    /// Whether it is a line to write on and no word.
    pub(crate) fn is_leader(&self) -> bool {
        let mut characters = self.text.chars();
        let first = characters.next();
        first.is_some_and(is_leader_mark)
            && self.text.chars().count() >= LEADER_LENGTH
            && characters.all(|character| Some(character) == first)
    }

    fn of(glyph: &Glyph) -> Self {
        let mut word = Self {
            text: String::with_capacity(16),
            left: f64::INFINITY,
            top: f64::INFINITY,
            right: f64::NEG_INFINITY,
            bottom: f64::NEG_INFINITY,
            start: glyph.origin,
            end: glyph.origin,
            direction: glyph.direction,
            size: glyph.size,
            is_closed: false,
            font: glyph.font,
            unmapped: Vec::new(),
        };
        word.extend(glyph);
        word
    }

    /// Takes in the next glyph.
    fn extend(&mut self, glyph: &Glyph) {
        self.text.push_str(&glyph.text);
        if glyph.is_unmapped() && !self.unmapped.contains(&glyph.code) {
            self.unmapped.push(glyph.code);
        }
        self.end = glyph.origin + glyph.direction * glyph.advance;
        let ascent = if glyph.text.chars().any(is_accented_capital) {
            ACCENTED_ASCENT_EM
        } else {
            ASCENT_EM
        };
        let rise = glyph.up * (glyph.size * ascent);
        let fall = glyph.up * (-glyph.size * DESCENT_EM);
        let side = glyph.direction * (glyph.size * SIDE_EM);
        let (start, end) = (glyph.origin - side, self.end + side);
        for corner in [start + rise, start + fall, end + rise, end + fall] {
            self.left = self.left.min(corner.x);
            self.right = self.right.max(corner.x);
            self.top = self.top.min(corner.y);
            self.bottom = self.bottom.max(corner.y);
        }
    }

    /// Takes in a word that follows without a space.
    pub(crate) fn append(&mut self, next: &Self) {
        self.text.push_str(&next.text);
        self.left = self.left.min(next.left);
        self.top = self.top.min(next.top);
        self.right = self.right.max(next.right);
        self.bottom = self.bottom.max(next.bottom);
        self.end = next.end;
        self.is_closed = next.is_closed;
    }
}

fn is_accented_capital(character: char) -> bool {
    !character.is_ascii() && character.is_uppercase()
}

/// A box clamped to the page; `None` if nothing is left of it.
#[expect(clippy::cast_possible_truncation, reason = "fractions of a page")]
pub(crate) fn page_box(left: f64, top: f64, right: f64, bottom: f64) -> Option<PageBox> {
    let [left, top, right, bottom] = [left, top, right, bottom].map(|edge| edge.clamp(0.0, 1.0) as f32);
    (left < right && top < bottom).then_some(PageBox {
        left,
        top,
        right,
        bottom,
    })
}

/// The words of a page, as far as there are characters.
#[derive(Default)]
pub(crate) struct Words {
    /// In the order in which the file draws them.
    pub(crate) words: Vec<RawWord>,
    /// How many have glyphs alone, of which nobody knows the characters.
    pub(crate) unmapped: usize,
}

/// Cuts what is drawn into words.
pub(crate) fn words_of(glyphs: &[Glyph]) -> Words {
    let mut words = Words::default();
    let mut start = 0;
    for index in 1..=glyphs.len() {
        if index == glyphs.len() || !is_same_piece(&glyphs[index - 1], &glyphs[index]) {
            split_piece(&glyphs[start..index], &mut words);
            start = index;
        }
    }
    words
}

/// Way of the pen from the end of one glyph to the next: along and across the direction of writing, in ems.
fn step(from: &Glyph, to: &Glyph) -> (f64, f64) {
    let way = to.origin - from.origin;
    let size = from.size.max(to.size);
    (
        (way.dot(from.direction) - from.advance) / size,
        way.dot(from.up) / size,
    )
}

fn is_same_piece(previous: &Glyph, next: &Glyph) -> bool {
    let (along, across) = step(previous, next);
    previous.direction.dot(next.direction) > 0.98
        && across.abs() < BASELINE_SHIFT_EM
        && along > -OVERLAP_EM - f64::from(u8::from(previous.is_space()))
        && along < PIECE_GAP_EM
}

/// Cuts one piece of a line into words.
fn split_piece(glyphs: &[Glyph], words: &mut Words) {
    let visible: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.is_space()).collect();
    let gaps: Vec<f64> = visible.windows(2).map(|pair| step(pair[0], pair[1]).0).collect();
    let spacing = Spacing::of(glyphs, &gaps);
    let leaders = leaders(&visible);
    let mut current: Option<RawWord> = None;
    let mut is_space_pending = false;
    let mut index = 0;
    for glyph in glyphs {
        if glyph.is_space() {
            is_space_pending |= !spacing.ignores_spaces;
            continue;
        }
        let is_break = index > 0
            && (is_space_pending
                || gaps[index - 1] > spacing.word_gap
                || leaders[index - 1] != leaders[index]);
        index += 1;
        current = match current.take() {
            Some(mut word) if !is_break => {
                word.extend(glyph);
                Some(word)
            }
            Some(mut word) => {
                word.is_closed = true;
                push(words, word);
                Some(RawWord::of(glyph))
            }
            None => Some(RawWord::of(glyph)),
        };
        is_space_pending = false;
    }
    if let Some(mut word) = current {
        word.is_closed = is_space_pending;
        push(words, word);
    }
}

/// Which glyphs belong to a line of dots or strokes: it is no part of the word that it touches.
fn leaders(glyphs: &[&Glyph]) -> Vec<bool> {
    let mut leaders = Vec::with_capacity(glyphs.len());
    for run in glyphs.chunk_by(|a, b| a.text == b.text) {
        let is_mark = run[0].text.chars().all(is_leader_mark);
        let length = run.len() * run[0].text.chars().count();
        leaders.resize(leaders.len() + run.len(), is_mark && length >= LEADER_LENGTH);
    }
    leaders
}

fn is_leader_mark(character: char) -> bool {
    matches!(character, '_' | '.' | '…' | '·')
}

fn push(words: &mut Words, mut word: RawWord) {
    // A glyph may stand for characters with a space among them.
    if !word.text.bytes().all(|byte| byte.is_ascii_graphic()) {
        word.text = word.text.split_whitespace().collect::<String>().nfc().collect();
    }
    let is_known = |character| character != char::REPLACEMENT_CHARACTER;
    if word.text.chars().any(is_known) {
        words.words.push(word);
    } else if word.unmapped.len() >= LEAST_UNMAPPED {
        words.unmapped += 1;
    }
    // Else symbols of unnamed fonts: boxes to tick, also in a row.
}

/// How the words of one piece are told apart.
struct Spacing {
    word_gap: f64,
    ignores_spaces: bool,
}

impl Spacing {
    fn of(glyphs: &[Glyph], gaps: &[f64]) -> Self {
        let mut sorted = gaps.to_vec();
        sorted.sort_by(f64::total_cmp);
        if sorted.len() < SPACING_SAMPLE {
            let (narrowest, widest) = (sorted.first().copied(), sorted.last().copied());
            let range = narrowest.unwrap_or(0.0)..=widest.unwrap_or(0.0);
            let is_spaced = is_spaced_word(glyphs, &range);
            return Self {
                word_gap: if is_spaced { *range.end() } else { 0.0 } + WORD_GAP_EM,
                ignores_spaces: is_spaced,
            };
        }
        let runs: Vec<usize> = glyphs
            .split(Glyph::is_space)
            .map(<[Glyph]>::len)
            .filter(|&length| length > 0)
            .collect();
        let singles = runs.iter().filter(|&&length| length == 1).count();
        let median = sorted[sorted.len() / 2];
        if runs.len() > SPACING_SAMPLE && singles * 4 >= runs.len() * 3 {
            // A space drawn between all letters: only the wider ones are meant.
            return Self {
                word_gap: median.max(0.0) * 1.5 + 0.05,
                ignores_spaces: true,
            };
        }
        // Letter-spaced without spaces: most gaps are alike, and a word gap is clearly more.
        let usual = sorted[sorted.len() / 4].clamp(0.0, 0.6);
        Self {
            word_gap: usual + WORD_GAP_EM,
            ignores_spaces: false,
        }
    }
}

/// Whether a short piece, whose gaps lie in this range, is one word with room between its letters.
fn is_spaced_word(glyphs: &[Glyph], gaps: &std::ops::RangeInclusive<f64>) -> bool {
    let mut visible = glyphs.iter().filter(|glyph| !glyph.is_space());
    visible.clone().count() >= SPACED_LETTERS
        && visible.all(|glyph| glyph.text.chars().all(char::is_alphabetic))
        && *gaps.start() > WORD_GAP_EM
        && *gaps.end() < SPACED_GAP_EM
        && gaps.end() - gaps.start() < SPACED_GAP_DIFFERENCE_EM
}
