//! A form that was taught once: what is printed on it and where its fields lie.
use time::Date;

use crate::document::{DocumentText, FormField, FormFieldKind, Word};
use crate::ids::{DocumentKind, FormId};

/// Words of OCR below this confidence are not taken for print.
const SURE_WORD: f32 = 0.6;
/// A page with fewer words of print cannot be told from others.
pub const LEAST_WORDS: usize = 12;
/// Text fields that may hold something in a blank form: hints and the office's own entries.
const MOST_HINTS: usize = 4;

/// What is known of a form after its blank was taught. It never changes; a later teaching makes another.
#[doc(alias = "Formularvorlage")]
#[derive(Clone, Debug, PartialEq)]
pub struct FormTemplate {
    /// Its name among forms.
    pub id: FormId,
    /// Its name for people.
    pub name: String,
    /// Number of the teaching under this id, counted from 1.
    pub number: u32,
    /// Digest of the template itself: the version that suggestions name. Empty until it is kept.
    pub digest: String,
    /// SHA-256 of the file it was taught from, in hexadecimal digits.
    pub source_sha256: String,
    /// Day of the teaching.
    pub taught_on: Date,
    /// Which kind of document it is, if the person who taught it said so.
    pub kind: Option<DocumentKind>,
    /// Its pages, in order.
    pub pages: Vec<TemplatePage>,
    /// Its fields with their places. None has a value; what the blank shows in a field is its default.
    pub fields: Vec<FormField>,
}

/// One page of a taught form.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplatePage {
    /// Counted from 1.
    pub number: u32,
    /// Width as shown, in points (1/72 inch).
    pub width_points: f32,
    /// Height as shown, in points.
    pub height_points: f32,
    /// What is printed, in reading order.
    pub words: Vec<Word>,
}

/// What the person who teaches a form says about it.
#[derive(Clone, Debug)]
pub struct Teaching {
    /// Its name among forms.
    pub id: FormId,
    /// Its name for people.
    pub name: String,
    /// Number of the teaching under this id, counted from 1.
    pub number: u32,
    /// SHA-256 of the file, in hexadecimal digits.
    pub source_sha256: String,
    /// Day.
    pub taught_on: Date,
    /// Which kind of document it is, if it is to be said.
    pub kind: Option<DocumentKind>,
}

/// Why a document cannot be taught as a form. Whoever teaches has to choose another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeachingError {
    /// There is too little print on its pages.
    #[error("form_without_print: no page has {least} readable words", least = LEAST_WORDS)]
    WithoutPrint,
    /// Somebody has filled it in: a template is kept for long and must not hold what an applicant wrote.
    #[error(
        "form_is_filled_in: {written} text fields are filled in; teach the blank form, so that nothing that an \
         applicant wrote is kept in the template"
    )]
    FilledIn {
        /// Text fields with something in them.
        written: usize,
    },
}

impl FormTemplate {
    /// Keeps what is printed on a blank and where its fields lie.
    pub fn of_blank(text: &DocumentText, teaching: Teaching) -> Result<Self, TeachingError> {
        let written = text.fields.iter().filter(|field| is_written(field)).count();
        if written > MOST_HINTS {
            return Err(TeachingError::FilledIn { written });
        }
        let pages: Vec<TemplatePage> = text
            .pages
            .iter()
            .map(|page| TemplatePage {
                number: page.number,
                width_points: page.width_points,
                height_points: page.height_points,
                words: page.words.iter().filter(|word| is_print(word)).cloned().collect(),
            })
            .collect();
        if !pages.iter().any(|page| page.words.len() >= LEAST_WORDS) {
            return Err(TeachingError::WithoutPrint);
        }
        Ok(Self {
            id: teaching.id,
            name: teaching.name,
            number: teaching.number,
            digest: String::new(),
            source_sha256: teaching.source_sha256,
            taught_on: teaching.taught_on,
            kind: teaching.kind,
            pages,
            fields: text.fields.iter().map(blank).collect(),
        })
    }

    /// The version as suggestions name it: number and the beginning of the digest.
    pub fn version(&self) -> String {
        let digest = self.digest.trim_start_matches("sha256:");
        let short: String = digest.chars().take(12).collect();
        format!("{}@{short}", self.number)
    }

    /// The same pages and fields as a document on which nobody has written.
    pub fn as_document(&self) -> DocumentText {
        use crate::document::{Page, TextSource};
        let page = |page: &TemplatePage| Page {
            number: page.number,
            width_points: page.width_points,
            height_points: page.height_points,
            rotation: 0,
            source: TextSource::Text,
            words: page.words.clone(),
            scan: None,
        };
        DocumentText {
            pages: self.pages.iter().map(page).collect(),
            fields: self.fields.clone(),
            marks: Vec::new(),
        }
    }
}

fn is_written(field: &FormField) -> bool {
    let says_something = |value: &String| value.chars().any(char::is_alphanumeric);
    field.kind == FormFieldKind::Text && field.value.as_ref().is_some_and(says_something)
}

fn is_print(word: &Word) -> bool {
    word.confidence.is_none_or(|confidence| confidence >= SURE_WORD)
}

/// The field as the blank has it: what stands in it is the form's own.
fn blank(field: &FormField) -> FormField {
    let shown = field.value.clone().or_else(|| field.default_value.clone());
    let is_text = matches!(field.kind, FormFieldKind::Text | FormFieldKind::Choice);
    FormField {
        value: None,
        default_value: if is_text { shown } else { None },
        ..field.clone()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::document::{Page, PageBox, TextSource, Widget};

    fn document(words: usize, values: usize) -> DocumentText {
        let bbox = PageBox {
            left: 0.1,
            top: 0.1,
            right: 0.2,
            bottom: 0.12,
        };
        let word = |index: usize| Word {
            text: format!("Wort{index}"),
            bbox,
            confidence: (index == 0).then_some(0.2),
        };
        let field = |index: usize| FormField {
            name: format!("feld{index}"),
            tooltip: None,
            kind: FormFieldKind::Text,
            value: Some("Angabe".to_owned()),
            default_value: None,
            options: Vec::new(),
            widgets: vec![Widget {
                page: 1,
                bbox,
                on_value: None,
                is_on: false,
            }],
        };
        DocumentText {
            pages: vec![Page {
                number: 1,
                width_points: 595.0,
                height_points: 842.0,
                rotation: 0,
                source: TextSource::Text,
                words: (0..words).map(word).collect(),
                scan: None,
            }],
            fields: (0..values).map(field).collect(),
            marks: Vec::new(),
        }
    }

    fn teaching() -> Teaching {
        Teaching {
            id: FormId::from("antrag"),
            name: "Antrag".to_owned(),
            number: 1,
            source_sha256: "00".to_owned(),
            taught_on: date!(2026 - 11 - 22),
            kind: None,
        }
    }

    #[test]
    fn a_blank_keeps_sure_print_and_no_values() {
        let template = FormTemplate::of_blank(&document(20, 2), teaching()).unwrap();
        assert_eq!(template.pages[0].words.len(), 19);
        assert!(template.fields.iter().all(|field| field.value.is_none()));
        assert_eq!(template.fields[0].default_value.as_deref(), Some("Angabe"));
    }

    #[test]
    fn filled_and_empty_documents_are_no_blanks() {
        let filled = FormTemplate::of_blank(&document(20, 9), teaching());
        assert_eq!(filled, Err(TeachingError::FilledIn { written: 9 }));
        let empty = FormTemplate::of_blank(&document(5, 0), teaching());
        assert_eq!(empty, Err(TeachingError::WithoutPrint));
    }
}
