//! A document as the tasks read it: pages of known forms on paper have the form's own print and fields.
use aktenlage_domain::document::{DocumentText, FormFieldKind, Page, PageBox, Word};

use super::edition::Edition;
use super::fill::FilledPage;
use super::library::{FormLibrary, RecognisedForm, RecognisedPage};
use crate::layout::PageLayout;
use crate::submission::DocumentInput;

/// A document with the forms that were found in it.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The document; print and fields of pages that were read by a template are the template's.
    pub(crate) document: DocumentInput,
    /// Its pages in pieces.
    pub(crate) layouts: Vec<PageLayout>,
    /// What was read by templates.
    pub(crate) paper: OnPaper,
    /// The forms, in the order of their first pages.
    pub(crate) forms: Vec<RecognisedForm>,
}

/// Pages on paper that were read by templates.
#[derive(Debug, Default)]
pub(crate) struct OnPaper {
    /// Number of the page, name and version of the form.
    pages: Vec<(u32, String, String)>,
    /// Tick boxes that a person has to look at.
    unsure: Vec<(u32, PageBox)>,
    /// Fields in which somebody wrote by hand.
    handwritten: Vec<(u32, PageBox)>,
}

impl OnPaper {
    /// Name and version of the form by which a page was read.
    pub(crate) fn form_of(&self, page: u32) -> Option<(&str, &str)> {
        let found = self.pages.iter().find(|(number, _, _)| *number == page)?;
        Some((&found.1, &found.2))
    }

    /// Whether a person has to see if a box is ticked.
    pub(crate) fn is_unsure(&self, page: u32, place: PageBox) -> bool {
        self.unsure.contains(&(page, place))
    }

    /// Whether somebody wrote by hand in a field.
    pub(crate) fn is_handwritten(&self, page: u32, place: PageBox) -> bool {
        self.handwritten.contains(&(page, place))
    }

    /// Whether nothing was read by a template.
    pub(crate) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }
}

impl Sheet {
    /// Reads a document with the forms that are known.
    pub(crate) fn of(document: &DocumentInput, library: &FormLibrary) -> Self {
        let forms = library.recognise(&document.text);
        let mut text = document.text.clone();
        let mut paper = OnPaper::default();
        let mut layouts: Vec<Option<PageLayout>> = vec![None; text.pages.len()];
        let mut answered = Vec::new();
        for form in &forms {
            if form.edition == Edition::Same {
                drop_hints(&mut text, form);
            }
            for recognised in &form.pages {
                let position = document
                    .text
                    .pages
                    .iter()
                    .position(|page| page.number == recognised.page);
                let (Some(position), Some(filled)) = (position, &recognised.filled) else {
                    continue;
                };
                layouts[position] = Some(put(&mut text, position, form, recognised, filled));
                text.fields.extend(filled.fields.iter().cloned());
                answered.extend(&filled.answered);
                let page = recognised.page;
                let on_page = |place: &PageBox| (page, *place);
                paper.unsure.extend(filled.unsure.iter().map(on_page));
                paper.handwritten.extend(filled.handwritten.iter().map(on_page));
                paper
                    .pages
                    .push((page, form.form.name.clone(), form.form.version()));
            }
        }
        let marks = std::mem::take(&mut text.marks).into_iter().enumerate();
        text.marks = marks
            .filter(|(index, _)| !answered.contains(index))
            .map(|(_, mark)| mark)
            .collect();
        let layouts = text
            .pages
            .iter()
            .zip(layouts)
            .map(|(page, layout)| layout.unwrap_or_else(|| PageLayout::of(page)))
            .collect();
        Self {
            document: DocumentInput {
                text,
                ..document.clone()
            },
            layouts,
            paper,
            forms,
        }
    }
}

/// What the blank shows in an interactive field nobody entered.
fn drop_hints(text: &mut DocumentText, form: &RecognisedForm) {
    for field in &mut text.fields {
        let is_hint = field.kind == FormFieldKind::Text
            && field.value.is_some()
            && form
                .form
                .fields
                .iter()
                .any(|own| own.name == field.name && own.default_value == field.value);
        if is_hint {
            field.default_value = field.value.take();
        }
    }
}

/// Puts the form's own print in the place of what was read of it; what was added stays. Returns the page in pieces.
fn put(
    text: &mut DocumentText,
    position: usize,
    form: &RecognisedForm,
    recognised: &RecognisedPage,
    filled: &FilledPage,
) -> PageLayout {
    let own = form
        .form
        .pages
        .iter()
        .find(|own| own.number == recognised.form_page);
    let print: Vec<Word> = own
        .into_iter()
        .flat_map(|own| &own.words)
        .filter_map(|word| {
            Some(Word {
                bbox: recognised.registration.place(word.bbox)?,
                ..word.clone()
            })
        })
        .collect();
    let page: &mut Page = &mut text.pages[position];
    let printed = print.len();
    page.words = print;
    page.words.extend(filled.beside.iter().cloned());
    PageLayout::of_form(page, printed)
}
