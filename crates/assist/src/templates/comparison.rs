//! What became of the print of a form on a page that it was laid over: which words are there, misread, moved, replaced.
use aktenlage_domain::document::PageBox;

use super::print::{PagePrint, PrintWord, may_be_same};
use super::register::Registration;

/// Part of the smaller of two boxes that both share when they are the same word.
const SHARED: f32 = 0.4;
/// A word this sure is what it says.
const SURE: f32 = 0.85;
/// A word less sure is taken for the print at its place.
const UNSURE: f32 = 0.7;
/// A word counts as moved from this weight on: short ones stand everywhere.
const LEAST_MOVED: f32 = 4.0;

/// What became of a word of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordState {
    /// It stands where it should.
    Same,
    /// Something stands there that may be it.
    Misread,
    /// Another word stands there.
    Replaced,
    /// It stands elsewhere.
    Moved,
    /// Nothing stands there.
    Missing,
    /// It says nothing: a line, a bullet, a single letter.
    Silent,
}

/// A form against a page.
#[derive(Clone, Debug)]
pub(super) struct Comparison {
    /// One for each word of the form.
    pub(super) states: Vec<WordState>,
    /// One for each word of the page: whether it is print of the form.
    pub(super) is_print: Vec<bool>,
    /// Part of the print that is there or misread, by weight, 0 to 1.
    pub(super) same: f32,
    /// Part of the print that moved or was replaced.
    pub(super) changed: f32,
    /// Part of the print that stands elsewhere on the page.
    pub(super) moved: f32,
    /// Part of the print that is not there.
    pub(super) missing: f32,
    /// How many words moved or were replaced.
    pub(super) changed_words: usize,
    /// How many words are not there.
    pub(super) missing_words: usize,
    /// Words of the page that are sure, no print of the form and outside of its fields.
    pub(super) added: Vec<usize>,
}

/// Compares. `fields` are the places of the form's fields on the page.
pub(super) fn compare(
    form: &PagePrint,
    page: &PagePrint,
    registration: &Registration,
    fields: &[PageBox],
) -> Comparison {
    let mut states: Vec<WordState> = form
        .words
        .iter()
        .map(|word| {
            if word.weight > 0.0 {
                WordState::Missing
            } else {
                WordState::Silent
            }
        })
        .collect();
    let mut is_print = vec![false; page.words.len()];
    let mut is_paired = vec![false; page.words.len()];
    for &(from, to) in &registration.pairs {
        states[from] = WordState::Same;
        is_print[to] = true;
        is_paired[to] = true;
    }
    let stands_once = |word: &PrintWord| {
        let elsewhere = page.by_key.get(&word.key)?;
        let own = form.by_key.get(&word.key)?;
        match (elsewhere.as_slice(), own.as_slice()) {
            (&[only], [_]) if !is_paired[only] && word.weight >= LEAST_MOVED => Some(only),
            _ => None,
        }
    };
    let mut moved_to = Vec::new();
    for (index, word) in form.words.iter().enumerate() {
        let Some(place) = registration.place(word.bbox) else {
            continue;
        };
        let there: Vec<usize> = (0..page.words.len())
            .filter(|&other| shares(place, page.words[other].bbox))
            .collect();
        for &other in &there {
            is_print[other] |= may_be_print(&page.words[other], word);
        }
        if states[index] != WordState::Missing {
            continue;
        }
        let unused: Vec<usize> = there.into_iter().filter(|&other| !is_paired[other]).collect();
        states[index] = match stands_once(word) {
            Some(elsewhere) => {
                moved_to.push(elsewhere);
                WordState::Moved
            }
            None => at_its_place(word, &unused, page),
        };
    }
    let part = |wanted: &[WordState]| -> f32 {
        let own = states
            .iter()
            .zip(&form.words)
            .filter(|(state, _)| wanted.contains(state));
        own.map(|(_, word)| word.weight).sum::<f32>() / form.weight.max(1.0)
    };
    let count = |wanted: &[WordState]| states.iter().filter(|state| wanted.contains(state)).count();
    let in_field = |bbox: PageBox| {
        fields
            .iter()
            .any(|field| widened(*field).contains(bbox.center_x(), bbox.center_y()))
    };
    let added = (0..page.words.len()).filter(|&index| {
        let word = &page.words[index];
        !is_print[index]
            && word.weight > 0.0
            && word.confidence >= SURE
            && !in_field(word.bbox)
            && !moved_to.contains(&index)
    });
    Comparison {
        added: added.collect(),
        same: part(&[WordState::Same, WordState::Misread]),
        changed: part(&[WordState::Moved, WordState::Replaced]),
        moved: part(&[WordState::Moved]),
        missing: part(&[WordState::Missing]),
        changed_words: count(&[WordState::Moved, WordState::Replaced]),
        missing_words: count(&[WordState::Missing]),
        states,
        is_print,
    }
}

/// A field with what people write over its edge: half its height above and below.
pub(super) fn widened(field: PageBox) -> PageBox {
    let slack = (0.5 * field.height()).min(0.006);
    PageBox {
        left: field.left - 0.004,
        top: field.top - slack,
        right: field.right + 0.004,
        bottom: field.bottom + slack,
    }
}

/// What stands at the place of a word that was not found there.
fn at_its_place(word: &PrintWord, there: &[usize], page: &PagePrint) -> WordState {
    if there.is_empty() {
        return WordState::Missing;
    }
    let together: String = there
        .iter()
        .map(|&other| page.words[other].key.as_str())
        .collect();
    let is_other = |&other: &usize| page.words[other].confidence >= SURE && page.words[other].weight > 0.0;
    if is_reading_of(&together, &word.key)
        || there.iter().any(|&other| may_be_print(&page.words[other], word))
    {
        WordState::Misread
    } else if there.iter().any(is_other) {
        WordState::Replaced
    } else {
        WordState::Misread
    }
}

/// Whether what was read at the place of a printed word may be that word.
fn may_be_print(read: &PrintWord, printed: &PrintWord) -> bool {
    is_reading_of(&read.key, &printed.key) || read.confidence < UNSURE
}

fn is_reading_of(read: &str, printed: &str) -> bool {
    // Words that were torn apart or run together.
    let is_part = |one: &str, other: &str| one.len() >= 3 && other.contains(one);
    may_be_same(read, printed) || is_part(read, printed) || is_part(printed, read)
}

/// Whether two boxes share most of the smaller one.
fn shares(one: PageBox, other: PageBox) -> bool {
    let width = one.right.min(other.right) - one.left.max(other.left);
    let height = one.bottom.min(other.bottom) - one.top.max(other.top);
    if width <= 0.0 || height <= 0.0 {
        return false;
    }
    let area = |bbox: PageBox| bbox.width() * bbox.height();
    width * height >= SHARED * area(one).min(area(other))
}
