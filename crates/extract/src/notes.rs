//! What people put on a page with a PDF program and the page itself does not draw: notes, typed text, pen strokes.
use aktenlage_domain::document::{Mark, MarkKind, PageBox, Word};
use hayro_syntax::object::{Array, Dict, Name, Rect, String as PdfString};
use hayro_syntax::page::Page;

use crate::forms::{decode, rect_to_page};

/// Annotations that are looked at on one page.
const MAX_NOTES: usize = 500;
/// Characters of one note that are taken.
const MAX_CHARACTERS: usize = 10_000;

/// What annotations of a page say besides what it draws.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// Words of notes that have no appearance, spread over the place of the note as its lines would lie there.
    pub(crate) words: Vec<Word>,
    /// Pen strokes, as handwriting.
    pub(crate) marks: Vec<Mark>,
    /// Whether the page as it is drawn lacks any of it.
    pub(crate) are_undrawn: bool,
}

/// Reads the annotations of a page (ISO 32000-2, 12.5.6): text notes, free text, stamps and ink.
pub(crate) fn of(page: &Page<'_>, number: u32) -> Notes {
    let mut notes = Notes::default();
    let annotations = page.raw().get::<Array<'_>>(b"Annots");
    let annotations = annotations.iter().flat_map(Array::iter::<Dict<'_>>);
    for annotation in annotations.take(MAX_NOTES) {
        let subtype = annotation.get::<Name<'_>>(b"Subtype");
        let place = annotation
            .get::<Rect>(b"Rect")
            .and_then(|rect| rect_to_page(page, rect));
        let (Some(subtype), Some(place)) = (subtype, place) else {
            continue;
        };
        let is_drawn = annotation.contains_key(b"AP");
        match &*subtype {
            // The icon of a note shows none of its words.
            b"Text" => notes.say(&annotation, place),
            b"FreeText" | b"Stamp" if !is_drawn => notes.say(&annotation, place),
            b"Ink" => {
                notes.are_undrawn |= !is_drawn;
                notes.marks.push(Mark {
                    kind: MarkKind::Handwriting,
                    page: number,
                    bbox: place,
                    ink: 0.0,
                    confidence: 1.0,
                });
            }
            _ => {}
        }
    }
    notes
}

impl Notes {
    fn say(&mut self, annotation: &Dict<'_>, place: PageBox) {
        let contents = annotation
            .get::<PdfString<'_>>(b"Contents")
            .map(|text| decode(text.as_bytes()))
            .unwrap_or_default();
        let text: String = contents.chars().take(MAX_CHARACTERS).collect();
        let words = spread(&text, place);
        self.are_undrawn |= !words.is_empty();
        self.words.extend(words);
    }
}

/// The words of a text, each where it would stand if the text filled a place line by line.
fn spread(text: &str, place: PageBox) -> Vec<Word> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let (across, down) = (place.right - place.left, place.bottom - place.top);
    let share = |part: usize, whole: usize| {
        #[expect(clippy::cast_precision_loss, reason = "at most a few thousand characters")]
        let share = part as f32 / whole.max(1) as f32;
        share
    };
    let mut words = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let mut column = 0;
        for piece in line.split_inclusive(char::is_whitespace) {
            let word = piece.trim();
            let start = column;
            column += piece.chars().count();
            if word.is_empty() {
                continue;
            }
            words.push(Word {
                text: word.to_owned(),
                bbox: PageBox {
                    left: place.left + across * share(start, longest),
                    top: place.top + down * share(row, lines.len()),
                    right: place.left + across * share(start + word.chars().count(), longest),
                    bottom: place.top + down * share(row + 1, lines.len()),
                },
                confidence: None,
            });
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lie_where_lines_of_a_note_would() {
        let place = PageBox {
            left: 0.0,
            top: 0.0,
            right: 1.0,
            bottom: 1.0,
        };
        let words = spread("Bitte eilt\n\nDanke", place);
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["Bitte", "eilt", "Danke"]);
        assert!(words[0].bbox.right <= words[1].bbox.left && words[1].bbox.bottom <= words[2].bbox.top);
        assert!(
            words
                .iter()
                .all(|word| word.bbox.right <= 1.0 && word.bbox.bottom <= 1.0)
        );
        assert!(spread(" \n ", place).is_empty());
    }
}
