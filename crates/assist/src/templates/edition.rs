//! Whether a recognised form is the edition that was taught, and what is different if it is another one.
use std::collections::BTreeMap;

use aktenlage_domain::document::{DocumentText, FormField, Page, PageBox, TextSource};
use aktenlage_domain::form_template::FormTemplate;

use super::comparison::{Comparison, WordState};
use super::library::{RecognisedForm, RecognisedPage};
use crate::layout::PageLayout;

/// Words that must agree on how a form lies on a page.
const LEAST_WORDS: usize = 8;
/// Part of the print that must be there for a page to be recognised at all.
const LEAST_SAME: f32 = 0.45;
/// The same if nearly all print is on the page, much of it elsewhere: a question was put in or taken out.
const LEAST_SAME_IF_MOVED: f32 = 0.25;
const LEAST_WITH_MOVED: f32 = 0.75;
/// Words that may differ on a page that was read exactly: the day of printing, a page number.
const MAY_DIFFER: usize = 2;
/// The same for pages that were recognised on a picture, as a share of the print.
const MAY_BE_MISREAD: f32 = 0.03;
/// Part of the print of a picture that recognition may lose; if more is gone, nobody knows what stands there.
const MAY_BE_LOST: f32 = 0.40;
/// A field is elsewhere if it is off by more, as a fraction of the page.
const FIELD_OFF: f32 = 0.01;
/// Words about a field that tell what became of it.
const WORDS_OF_FIELD: usize = 4;
/// How far such words may stand from it, as a fraction of the page.
const REACH: f32 = 0.08;
/// Names of fields that are told at most, of each sort.
const MOST_NAMES: usize = 12;

/// How a document relates to the taught form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    /// The taught one: its fields lie where the template says.
    Same,
    /// It is this form, but so little of the print was read that its edition is not known.
    Unsure,
    /// Print was moved, replaced or left out: the template does not fit.
    Other,
}

/// What is different, in the words of the form's labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Fields that stand elsewhere.
    pub moved: Vec<String>,
    /// Fields, or for pages without interactive fields printed lines, that the taught form does not have.
    pub appeared: Vec<String>,
    /// Fields of the taught form that are gone.
    pub vanished: Vec<String>,
}

impl Changes {
    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.appeared.is_empty() && self.vanished.is_empty()
    }
}

/// Whether a page is a page of a form, in whatever edition.
pub(super) fn is_recognised(comparison: &Comparison, words: usize) -> bool {
    let is_there = comparison.same >= LEAST_SAME && comparison.same > comparison.changed;
    let has_moved =
        comparison.same >= LEAST_SAME_IF_MOVED && comparison.same + comparison.moved >= LEAST_WITH_MOVED;
    words >= LEAST_WORDS && (is_there || has_moved)
}

/// The edition as one page shows it. Where the form has no fields (`has_fields`), what is on the page besides its print
/// may be what somebody entered.
pub(super) fn of_page(comparison: &Comparison, page: &Page, has_fields: bool) -> Edition {
    if page.source == TextSource::Text {
        let added = if has_fields { comparison.added.len() / 4 } else { 0 };
        let different = comparison.changed_words + comparison.missing_words + added;
        return if different > MAY_DIFFER {
            Edition::Other
        } else {
            Edition::Same
        };
    }
    let may_differ = comparison.changed_words <= MAY_DIFFER || comparison.changed <= MAY_BE_MISREAD;
    if !may_differ {
        Edition::Other
    } else if comparison.missing > MAY_BE_LOST {
        Edition::Unsure
    } else {
        Edition::Same
    }
}

/// Settles the edition of a form over all its pages, and names what is different.
pub(super) fn settle(found: &mut RecognisedForm, text: &DocumentText) {
    let editions = found.pages.iter().map(|page| page.edition);
    found.edition = editions.max().unwrap_or(Edition::Same);
    let pages: Vec<u32> = found.pages.iter().map(|page| page.page).collect();
    let is_live = text
        .fields
        .iter()
        .flat_map(|field| &field.widgets)
        .any(|widget| pages.contains(&widget.page));
    found.changes = if is_live {
        by_fields(found, text)
    } else if found.edition == Edition::Other {
        by_print(found, text)
    } else {
        Changes::default()
    };
    for names in [
        &mut found.changes.moved,
        &mut found.changes.appeared,
        &mut found.changes.vanished,
    ] {
        names.dedup();
        names.truncate(MOST_NAMES);
    }
}

/// Compares the interactive fields of a document with those of the form, by name and place.
fn by_fields(found: &RecognisedForm, text: &DocumentText) -> Changes {
    let form = &found.form;
    let mut changes = Changes::default();
    let own: BTreeMap<&str, &FormField> = text
        .fields
        .iter()
        .map(|field| (field.name.as_str(), field))
        .collect();
    let is_placed = |field: usize| {
        found
            .pages
            .iter()
            .flat_map(|page| page.places.iter().map(move |place| (page.page, *place)))
            .filter(move |(_, (index, _, _))| *index == field)
    };
    for (index, field) in form.fields.iter().enumerate() {
        let mut expected = is_placed(index).peekable();
        if expected.peek().is_none() {
            continue;
        }
        match own.get(field.name.as_str()) {
            None => changes.vanished.push(label(field)),
            Some(other) => {
                let is_elsewhere = expected.any(|(page, (_, _, place))| {
                    !other
                        .widgets
                        .iter()
                        .any(|widget| widget.page == page && is_near(widget.bbox, place))
                });
                if is_elsewhere {
                    changes.moved.push(label(field));
                }
            }
        }
    }
    let known: Vec<&str> = form.fields.iter().map(|field| field.name.as_str()).collect();
    let pages: Vec<u32> = found.pages.iter().map(|page| page.page).collect();
    let appeared = text.fields.iter().filter(|field| {
        !known.contains(&field.name.as_str())
            && field.widgets.iter().any(|widget| pages.contains(&widget.page))
    });
    changes.appeared = appeared.map(label).collect();
    changes
}

fn is_near(one: PageBox, other: PageBox) -> bool {
    (one.center_x() - other.center_x()).abs() < FIELD_OFF
        && (one.center_y() - other.center_y()).abs() < FIELD_OFF
}

/// Compares by the words about the fields: a field goes where its label goes.
fn by_print(found: &RecognisedForm, text: &DocumentText) -> Changes {
    let mut changes = Changes::default();
    for page in &found.pages {
        let Some(form_page) = found.form.pages.iter().find(|own| own.number == page.form_page) else {
            continue;
        };
        for (field, widget, _) in &page.places {
            let own = &found.form.fields[*field];
            let about = words_about(&found.form, page, own.widgets[*widget].bbox);
            let count = |wanted: WordState| {
                about
                    .iter()
                    .filter(|&&word| page.comparison.states[word] == wanted)
                    .count()
            };
            let name = || {
                let words: Vec<&str> = about
                    .iter()
                    .map(|&word| form_page.words[word].text.as_str())
                    .collect();
                own.tooltip
                    .clone()
                    .map_or_else(|| words.join(" "), |_| label(own))
            };
            if about.is_empty() {
                continue;
            }
            if 2 * count(WordState::Moved) >= about.len() {
                changes.moved.push(name());
            } else if 2 * (count(WordState::Replaced) + count(WordState::Missing)) > about.len() {
                changes.vanished.push(name());
            }
        }
        if let Some(shown) = text.pages.iter().find(|shown| shown.number == page.page) {
            let added = Page {
                words: page
                    .comparison
                    .added
                    .iter()
                    .map(|&word| shown.words[word].clone())
                    .collect(),
                ..shown.clone()
            };
            let lines = PageLayout::of(&added).segments.into_iter();
            let says_something =
                |line: &String| line.chars().filter(|letter| letter.is_alphabetic()).count() >= 4;
            changes
                .appeared
                .extend(lines.map(|line| line.text).filter(says_something));
        }
    }
    changes
}

/// The printed words that stand nearest to a field, left of it or above it; positions on the page of the form.
fn words_about(form: &FormTemplate, page: &RecognisedPage, field: PageBox) -> Vec<usize> {
    let Some(own) = form.pages.iter().find(|own| own.number == page.form_page) else {
        return Vec::new();
    };
    let mut near: Vec<(f32, usize)> = own
        .words
        .iter()
        .enumerate()
        .filter(|(index, _)| page.comparison.states[*index] != WordState::Silent)
        .map(|(index, word)| {
            let across = (field.left - word.bbox.right)
                .max(word.bbox.left - field.right)
                .max(0.0);
            let down = (field.top - word.bbox.bottom)
                .max(word.bbox.top - field.bottom)
                .max(0.0);
            (across.hypot(down), index)
        })
        .filter(|(distance, _)| *distance < REACH)
        .collect();
    near.sort_by(|one, two| one.0.total_cmp(&two.0));
    let mut words: Vec<usize> = near
        .into_iter()
        .take(WORDS_OF_FIELD)
        .map(|(_, index)| index)
        .collect();
    words.sort_unstable();
    words
}

/// What a field is called, for people.
fn label(field: &FormField) -> String {
    let tooltip = field
        .tooltip
        .as_deref()
        .filter(|tooltip| !tooltip.trim().is_empty());
    crate::tasks::read_form_fields::short(tooltip.unwrap_or(&field.name))
}
