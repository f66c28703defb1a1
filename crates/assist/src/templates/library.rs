//! All taught forms, made comparable, and which of them a document is.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_domain::document::{DocumentText, FormField, Page, PageBox};
use aktenlage_domain::form_template::{FormTemplate, TemplatePage};

use super::comparison::{Comparison, compare};
use super::edition::{self, Changes, Edition};
use super::fill::{FilledPage, fill};
use super::print::PagePrint;
use super::register::{Registration, register};

/// Pages of forms that a page is laid over at most.
const MOST_CANDIDATES: usize = 6;
/// Share of the rare words of a form that a page must have to be looked at closely.
const LEAST_IN_COMMON: f32 = 0.15;
/// Weight of print (letters, eight of a word at most) below which a page is like many others.
const LEAST_PRINT: f32 = 60.0;
/// A form lies surely on a page if half of its words are off by less, as a fraction of the height of the page: 1.8 mm.
const SURE_REGISTRATION: f32 = 0.006;
/// Two forms are equally good if they differ by less, as a share of the print.
const EQUALLY_GOOD: f32 = 0.02;

/// The forms that are recognised.
#[derive(Debug, Default)]
pub struct FormLibrary {
    forms: Vec<FormTemplate>,
    pages: Vec<KnownPage>,
    /// On which pages of forms a word stands, by its key.
    by_key: BTreeMap<String, Vec<usize>>,
}

/// A page of a form with enough print to be recognised.
#[derive(Debug)]
struct KnownPage {
    /// Position of its form.
    form: usize,
    /// Its position in the form.
    page: usize,
    print: PagePrint,
    /// How much its words together say.
    rarity: f32,
}

/// A form found in a document.
#[derive(Clone, Debug)]
pub struct RecognisedForm {
    /// Which.
    pub form: FormTemplate,
    /// Whether it is the taught edition.
    pub edition: Edition,
    /// What is different: between the print of both, or between their interactive fields.
    pub changes: Changes,
    /// Pages of the document on which it was found, in order.
    pub pages: Vec<RecognisedPage>,
}

/// One page of a form found on a page of a document.
#[derive(Clone, Debug)]
pub struct RecognisedPage {
    /// Page of the document, counted from 1.
    pub page: u32,
    /// Page of the form, counted from 1.
    pub form_page: u32,
    /// Part of the form's print that was found at its place, 0 to 1.
    pub same_share: f32,
    /// Part of the form's print that stands elsewhere or was replaced, 0 to 1.
    pub changed_share: f32,
    /// Words that agreed on how the form lies on the page.
    pub words: usize,
    /// Half of these words are off by less, as a fraction of the height of the page.
    pub residual_median: f32,
    /// Of twenty of these words one is off by more.
    pub residual_p95: f32,
    /// Where the fields of the form lie on the page: position in the form's fields, position of the widget, place.
    pub places: Vec<(usize, usize, PageBox)>,
    pub(super) edition: Edition,
    pub(super) comparison: Comparison,
    pub(super) registration: Registration,
    /// What stands in its fields; `None` if the template does not fit or the page has interactive fields of its own.
    pub(super) filled: Option<FilledPage>,
}

impl RecognisedForm {
    /// The fields of pages on paper with what stands in them, page by page. Empty if it is another edition, and for
    /// interactive forms, whose fields say themselves what stands in them.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        let filled = self.pages.iter().filter_map(|page| page.filled.as_ref());
        filled.flat_map(|page| &page.fields)
    }

    /// Reads the fields of pages on which the form surely lies.
    fn fill(&mut self, text: &DocumentText) {
        let is_live = |number: u32| {
            let mut widgets = text.fields.iter().flat_map(|field| &field.widgets);
            widgets.any(|widget| widget.page == number)
        };
        for recognised in &mut self.pages {
            let shown = text.pages.iter().find(|page| page.number == recognised.page);
            if let Some(shown) = shown
                && recognised.residual_median < SURE_REGISTRATION
                && !is_live(recognised.page)
            {
                recognised.filled = Some(fill(&self.form.fields, recognised, shown, text));
            }
        }
    }
}

/// A page of a form laid over a page of a document.
struct Match {
    form: usize,
    form_page: usize,
    comparison: Comparison,
    registration: Registration,
    places: Vec<(usize, usize, PageBox)>,
}

impl FormLibrary {
    /// Makes forms comparable.
    pub fn new(forms: Vec<FormTemplate>) -> Self {
        let mut pages = Vec::new();
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (form, template) in forms.iter().enumerate() {
            for (number, page) in template.pages.iter().enumerate() {
                let print = PagePrint::of(&page.words, page.width_points, page.height_points);
                if print.weight < LEAST_PRINT {
                    continue;
                }
                for key in print.by_key.keys() {
                    by_key.entry(key.clone()).or_default().push(pages.len());
                }
                pages.push(KnownPage {
                    form,
                    page: number,
                    print,
                    rarity: 0.0,
                });
            }
        }
        let count = pages.len();
        for page in &mut pages {
            let keys = page.print.by_key.keys();
            page.rarity = keys
                .map(|key| rarity(by_key.get(key).map_or(1, Vec::len), count))
                .sum();
        }
        Self { forms, pages, by_key }
    }

    /// The forms, as taught.
    pub fn forms(&self) -> &[FormTemplate] {
        &self.forms
    }

    /// The forms that pages of a document are, in the order of their first pages. Pages that are no known form are
    /// none; nothing is guessed.
    pub fn recognise(&self, text: &DocumentText) -> Vec<RecognisedForm> {
        let found: Vec<(&Page, Vec<Match>)> =
            text.pages.iter().map(|page| (page, self.matches(page))).collect();
        // Editions of a form share pages: what all pages together say decides where one page cannot.
        let mut total: BTreeMap<usize, f32> = BTreeMap::new();
        for (_, matches) in &found {
            for form in matches.iter().map(|found| found.form).collect::<BTreeSet<_>>() {
                let best = matches.iter().filter(|found| found.form == form).map(score);
                *total.entry(form).or_default() += best.fold(0.0, f32::max);
            }
        }
        let mut recognised: Vec<RecognisedForm> = Vec::new();
        for (page, matches) in found {
            let best = matches.iter().map(score).fold(0.0, f32::max);
            let chosen = matches
                .into_iter()
                .filter(|found| score(found) + EQUALLY_GOOD >= best)
                .max_by(|one, two| {
                    let rank = |found: &Match| total.get(&found.form).copied().unwrap_or(0.0);
                    // Of forms that look the same the later teaching.
                    let day =
                        |found: &Match| (self.forms[found.form].taught_on, self.forms[found.form].number);
                    let (first, second) = (rank(one), rank(two));
                    if (first - second).abs() < EQUALLY_GOOD {
                        day(one).cmp(&day(two))
                    } else {
                        first.total_cmp(&second)
                    }
                });
            if let Some(chosen) = chosen {
                self.take(&mut recognised, page, chosen);
            }
        }
        for found in &mut recognised {
            edition::settle(found, text);
            if found.edition == Edition::Same {
                found.fill(text);
            }
        }
        recognised
    }

    /// Tick boxes of forms on paper of which nothing was seen, as number of the page and place: whoever has the picture
    /// can look there and add marks to the text.
    pub fn unseen_boxes(&self, text: &DocumentText) -> Vec<(u32, PageBox)> {
        let mut unseen = Vec::new();
        for form in self.recognise(text) {
            for page in &form.pages {
                let boxes = page.filled.iter().flat_map(|filled| &filled.unseen);
                unseen.extend(boxes.map(|place| (page.page, *place)));
            }
        }
        unseen
    }

    /// The taught forms of which a form that is about to be taught is an edition; with each whether its print is the
    /// same on every page, so that the new teaching takes its place.
    pub fn relatives(&self, form: &FormTemplate) -> Vec<(RecognisedForm, bool)> {
        let pages = |form: &FormTemplate| {
            let print =
                |page: &TemplatePage| PagePrint::of(&page.words, page.width_points, page.height_points);
            form.pages
                .iter()
                .filter(|page| print(page).weight >= LEAST_PRINT)
                .count()
        };
        let is_same = |found: &RecognisedForm| {
            found.edition == Edition::Same
                && found.pages.len() == pages(form)
                && pages(&found.form) == pages(form)
        };
        let found = self.recognise(&form.as_document());
        found
            .into_iter()
            .map(|found| {
                let is_same = is_same(&found);
                (found, is_same)
            })
            .collect()
    }

    /// The forms that a page may be.
    fn matches(&self, page: &Page) -> Vec<Match> {
        let print = PagePrint::of(&page.words, page.width_points, page.height_points);
        let candidates = self.candidates(&print);
        let laid = candidates.into_iter().filter_map(|index| {
            let known = &self.pages[index];
            let registration = register(&known.print, &print)?;
            let places = self.places(known.form, known.page, &registration);
            let fields: Vec<PageBox> = places.iter().map(|(_, _, place)| *place).collect();
            let comparison = compare(&known.print, &print, &registration, &fields);
            let found = Match {
                form: known.form,
                form_page: known.page,
                comparison,
                registration,
                places,
            };
            edition::is_recognised(&found.comparison, found.registration.pairs.len()).then_some(found)
        });
        laid.collect()
    }

    /// Pages of forms with most rare words in common.
    fn candidates(&self, print: &PagePrint) -> Vec<usize> {
        let mut common = vec![0.0_f32; self.pages.len()];
        for key in print.by_key.keys() {
            let Some(pages) = self.by_key.get(key) else {
                continue;
            };
            for &index in pages {
                common[index] += rarity(pages.len(), self.pages.len());
            }
        }
        let mut candidates: Vec<(f32, usize)> = common
            .iter()
            .zip(&self.pages)
            .map(|(common, known)| common / known.rarity.max(f32::EPSILON))
            .zip(0..)
            .filter(|(share, _)| *share >= LEAST_IN_COMMON)
            .collect();
        candidates.sort_by(|one, two| two.0.total_cmp(&one.0));
        candidates
            .into_iter()
            .take(MOST_CANDIDATES)
            .map(|(_, index)| index)
            .collect()
    }

    fn places(&self, form: usize, page: usize, registration: &Registration) -> Vec<(usize, usize, PageBox)> {
        let template = &self.forms[form];
        let number = template.pages[page].number;
        let mut places = Vec::new();
        for (field, own) in template.fields.iter().enumerate() {
            for (widget, shown) in own.widgets.iter().enumerate() {
                if shown.page == number
                    && let Some(place) = registration.place(shown.bbox)
                {
                    places.push((field, widget, place));
                }
            }
        }
        places
    }

    /// Adds a page to the form that it belongs to. A page that comes a second time begins the form anew.
    fn take(&self, recognised: &mut Vec<RecognisedForm>, page: &Page, found: Match) {
        let template = &self.forms[found.form];
        let form_page = template.pages[found.form_page].number;
        #[expect(clippy::cast_possible_truncation, reason = "fractions of a page")]
        let fraction = |points: f64| (points / f64::from(page.height_points.max(1.0))) as f32;
        let entry = RecognisedPage {
            page: page.number,
            form_page,
            same_share: found.comparison.same,
            changed_share: found.comparison.changed,
            words: found.registration.pairs.len(),
            residual_median: fraction(found.registration.residual_median_points),
            residual_p95: fraction(found.registration.residual_p95_points),
            edition: edition::of_page(&found.comparison, page, !template.fields.is_empty()),
            places: found.places,
            comparison: found.comparison,
            registration: found.registration,
            filled: None,
        };
        let is_open = |known: &&mut RecognisedForm| {
            known.form.id == template.id
                && known.form.number == template.number
                && known.form.digest == template.digest
                && known.pages.iter().all(|page| page.form_page != form_page)
        };
        match recognised.iter_mut().rev().find(is_open) {
            Some(known) => known.pages.push(entry),
            None => recognised.push(RecognisedForm {
                form: template.clone(),
                edition: Edition::Same,
                changes: Changes::default(),
                pages: vec![entry],
            }),
        }
    }
}

/// How much a word says that stands on so many of all pages of forms.
#[expect(clippy::cast_precision_loss, reason = "pages of forms")]
fn rarity(pages: usize, all: usize) -> f32 {
    (1.0 + all as f32 / pages.max(1) as f32).ln()
}

/// How good a match is: what is there, less what is different.
fn score(found: &Match) -> f32 {
    found.comparison.same - found.comparison.changed
}
