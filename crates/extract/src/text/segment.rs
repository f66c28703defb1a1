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
/// Top of a box above the baseline.
const ASCENT_EM: f64 = 0.76;
/// Bottom of a box below the baseline.
const DESCENT_EM: f64 = 0.22;
/// From so many letters on, the spacing of a line can be told from its gaps.
const SPACING_SAMPLE: usize = 6;

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

/// Words in the order in which the file draws them.
pub(crate) fn words_of(glyphs: &[Glyph]) -> Vec<RawWord> {
    let mut words = Vec::new();
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
fn split_piece(glyphs: &[Glyph], words: &mut Vec<RawWord>) {
    let visible: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.is_space()).collect();
    let gaps: Vec<f64> = visible.windows(2).map(|pair| step(pair[0], pair[1]).0).collect();
    let spacing = Spacing::of(glyphs, &gaps);
    let mut current: Option<RawWord> = None;
    let mut is_space_pending = false;
    let mut gap_index = 0;
    for glyph in glyphs {
        if glyph.is_space() {
            is_space_pending |= !spacing.ignores_spaces;
            continue;
        }
        let gap = if gap_index == 0 { 0.0 } else { gaps[gap_index - 1] };
        gap_index += 1;
        let is_break = is_space_pending || gap > spacing.word_gap;
        let piece = word_from(glyph);
        current = match current.take() {
            Some(mut word) if !is_break => {
                word.append(&piece);
                Some(word)
            }
            Some(mut word) => {
                word.is_closed = true;
                push(words, word);
                Some(piece)
            }
            None => Some(piece),
        };
        is_space_pending = false;
    }
    if let Some(mut word) = current {
        word.is_closed = is_space_pending;
        push(words, word);
    }
}

fn push(words: &mut Vec<RawWord>, mut word: RawWord) {
    // A glyph may stand for characters with a space among them.
    word.text = word.text.split_whitespace().collect::<String>().nfc().collect();
    // Symbols of unnamed fonts (boxes to tick) are no words.
    if word
        .text
        .chars()
        .any(|character| character != char::REPLACEMENT_CHARACTER)
    {
        words.push(word);
    }
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
            return Self {
                word_gap: WORD_GAP_EM,
                ignores_spaces: false,
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

fn word_from(glyph: &Glyph) -> RawWord {
    let end = glyph.origin + glyph.direction * glyph.advance;
    let (rise, fall) = (
        glyph.up * (glyph.size * ASCENT_EM),
        glyph.up * (-glyph.size * DESCENT_EM),
    );
    let corners = [glyph.origin + rise, glyph.origin + fall, end + rise, end + fall];
    let xs = corners.map(|corner| corner.x);
    let ys = corners.map(|corner| corner.y);
    RawWord {
        text: glyph.text.clone(),
        left: xs.into_iter().fold(f64::INFINITY, f64::min),
        top: ys.into_iter().fold(f64::INFINITY, f64::min),
        right: xs.into_iter().fold(f64::NEG_INFINITY, f64::max),
        bottom: ys.into_iter().fold(f64::NEG_INFINITY, f64::max),
        start: glyph.origin,
        end,
        direction: glyph.direction,
        size: glyph.size,
        is_closed: false,
    }
}
