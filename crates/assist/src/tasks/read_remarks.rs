//! What stands where a form leaves room to write freely ("Bemerkungen"), on paper as in print. No value comes of it: it is
//! shown, so that nobody overlooks it. Ink is not read, its place is told.
use std::ops::Range;

use aktenlage_catalogue::remarks::RemarkLabels;
use aktenlage_domain::document::{
    DocumentText, FormFieldKind, MarkKind, Page, PageBox, SourceSpan, Widget, Word,
};
use aktenlage_domain::ids::DocumentId;

use crate::layout::{PageLayout, Segment};
use crate::text::{Stems, is_filler};

/// The most words of a label, with a number and an explanation in brackets.
const LABEL_WORDS: usize = 8;
/// Words of a label before its phrase that say little (`Eigene Bemerkungen`).
const OTHER_WORDS: usize = 1;
/// How far below the label the first line may begin, in heights of the label; the field reader reaches as far.
const FIRST_GAP: f32 = 2.4;
/// The same from line to line, in heights of a line.
const NEXT_GAP: f32 = 1.9;
/// How far a line may begin left of the label, as a share of the page's width.
const INDENT: f32 = 0.05;
/// How far ink is looked for below a label under which nothing is printed, as a share of the page's height.
const DEEPEST: f32 = 0.25;

/// What somebody wrote where a form leaves room.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenRemark {
    /// The label, as the form prints it.
    pub label: String,
    /// Where it stands, and what, line by line; no words where it is written by hand.
    pub place: SourceSpan,
    /// Whether it is ink that nobody has read.
    pub is_handwritten: bool,
}

/// A label with the room that belongs to it.
struct Room<'l> {
    label: String,
    segment: &'l Segment,
    /// Lines of words in it.
    lines: Vec<Vec<Word>>,
    /// Where ink counts as written there.
    area: PageBox,
}

/// The remarks of a document that is a form, page by page and from top to bottom. Room with a box of an interactive form in
/// it is left out: what stands there is the value of the box.
pub fn written_remarks(
    document: DocumentId,
    text: &DocumentText,
    labels: &RemarkLabels,
) -> Vec<WrittenRemark> {
    let phrases = Phrases::of(labels);
    let mut found = Vec::new();
    for page in &text.pages {
        let ink: Vec<PageBox> = text
            .marks
            .iter()
            .filter(|mark| mark.page == page.number && mark.kind == MarkKind::Handwriting)
            .map(|mark| mark.bbox)
            .collect();
        // What recognition guesses where there is ink is no word.
        let printed = without_guesses(page, &ink);
        let layout = PageLayout::of(&printed);
        for room in rooms(&layout, &phrases) {
            if !has_live_box(text, page.number, room.area) {
                found.extend(remarks_in(document, page.number, &room, &ink));
            }
        }
    }
    found
}

/// The labels made comparable.
struct Phrases {
    places: Vec<Stems>,
    office: Vec<Stems>,
    ends: Vec<Stems>,
}

impl Phrases {
    fn of(labels: &RemarkLabels) -> Self {
        let stems = |words: &[String]| words.iter().map(|word| Stems::of(word)).collect();
        Self {
            places: stems(&labels.places),
            office: stems(&labels.office),
            ends: stems(&labels.ends),
        }
    }

    /// Whether these words are the label of room to write freely: phrases and little else, nothing of it behind them.
    fn is_place(&self, label: &Stems) -> bool {
        if label.words.len() > LABEL_WORDS || self.office.iter().any(|phrase| label.contains(phrase)) {
            return false;
        }
        let named: Vec<Range<usize>> = self
            .places
            .iter()
            .filter_map(|phrase| label.find(phrase))
            .collect();
        let Some(first) = named.iter().map(|range| range.start).min() else {
            return false;
        };
        let others: Vec<usize> = label
            .words
            .iter()
            .enumerate()
            .filter(|(at, stem)| {
                let is_number = stem.chars().all(|character| character.is_ascii_digit());
                !is_number && !is_filler(stem) && !named.iter().any(|range| range.contains(at))
            })
            .map(|(at, _)| at)
            .collect();
        others.len() <= OTHER_WORDS && others.iter().all(|at| *at < first)
    }

    /// Whether a piece of print begins something else. What somebody may have written is rather taken too far.
    fn ends_room(&self, segment: &Segment) -> bool {
        let begins = |phrase: &Stems| segment.stems.find(phrase).is_some_and(|range| range.start == 0);
        segment.text.ends_with(':')
            || is_numbered(&segment.text)
            || segment.text.starts_with(['☐', '☑', '☒'])
            || label_of(segment).is_some_and(|(label, _)| self.is_place(&Stems::of(&label)))
            || self.ends.iter().chain(&self.office).any(begins)
    }
}

/// Whether a text begins with the number of a question: `13.` or `2.1`. A number without a full stop may count something.
fn is_numbered(text: &str) -> bool {
    let number = text.split_whitespace().next().unwrap_or_default();
    let is_part = |character: char| character.is_ascii_digit() || character == '.';
    number.len() <= 5
        && number.starts_with(|character: char| character.is_ascii_digit())
        && number.contains('.')
        && number.chars().all(is_part)
}

/// The page without words that lie where there is ink.
fn without_guesses(page: &Page, ink: &[PageBox]) -> Page {
    let is_printed = |word: &&Word| {
        let (x, y) = (word.bbox.center_x(), word.bbox.center_y());
        !ink.iter().any(|place| place.contains(x, y))
    };
    Page {
        words: page.words.iter().filter(is_printed).cloned().collect(),
        ..page.clone()
    }
}

/// The words before a colon, and those behind it; the whole piece where it has none and may be a label.
fn label_of(segment: &Segment) -> Option<(String, Vec<Word>)> {
    let at = segment.words.iter().position(|word| word.text.ends_with(':'));
    let (label, rest) = segment
        .words
        .split_at(at.map_or(segment.words.len(), |at| at + 1));
    let text: Vec<&str> = label.iter().map(|word| word.text.as_str()).collect();
    let text = text.join(" ").trim_end_matches(':').trim().to_owned();
    (!text.is_empty()).then(|| (text, rest.to_vec()))
}

/// Every label of room to write freely on a page, with its room.
fn rooms<'l>(layout: &'l PageLayout, phrases: &Phrases) -> Vec<Room<'l>> {
    let mut rooms = Vec::new();
    for segment in &layout.segments {
        let Some((label, rest)) = label_of(segment) else {
            continue;
        };
        // A sentence that goes on without a colon is no label.
        let is_sentence = rest.is_empty() && segment.text.ends_with('.');
        if is_sentence || !phrases.is_place(&Stems::of(&label)) {
            continue;
        }
        rooms.push(room_of(layout, phrases, segment, label, rest));
    }
    rooms
}

/// What is printed right of a label and below it, down to the next thing that is no entry.
fn room_of<'l>(
    layout: &'l PageLayout,
    phrases: &Phrases,
    segment: &'l Segment,
    label: String,
    rest: Vec<Word>,
) -> Room<'l> {
    let beside = layout
        .segments
        .iter()
        .filter(|other| other.line == segment.line && other.bbox.left >= segment.bbox.right - 0.002);
    let mut first_line = rest;
    for other in beside.take_while(|other| !phrases.ends_room(other)) {
        if !is_explanation(other) {
            first_line.extend(other.words.iter().cloned());
        }
    }
    let mut lines: Vec<Vec<Word>> = Vec::new();
    lines.extend((!first_line.is_empty()).then_some(first_line));
    let left = segment.bbox.left - INDENT;
    let below: Vec<&Segment> = layout
        .segments
        .iter()
        .filter(|other| other.line > segment.line && other.bbox.left >= left)
        .collect();
    let mut bottom = segment.bbox.bottom;
    let mut end = segment.bbox.bottom + DEEPEST;
    let mut reach = FIRST_GAP * segment.bbox.height();
    let mut rest = below.as_slice();
    while let Some(first) = rest.first() {
        let (line, further) = rest.split_at(rest.iter().take_while(|other| other.line == first.line).count());
        let is_near = first.bbox.top - bottom < reach;
        if !is_near || line.iter().any(|other| phrases.ends_room(other)) {
            end = end.min(first.bbox.top);
            break;
        }
        let entered = line.iter().filter(|other| !is_explanation(other));
        let words: Vec<Word> = entered.flat_map(|other| other.words.iter().cloned()).collect();
        lines.extend((!words.is_empty()).then_some(words));
        bottom = bottom.max(first.bbox.bottom);
        reach = NEXT_GAP * layout.line_height.max(first.bbox.height());
        rest = further;
    }
    Room {
        label,
        segment,
        lines,
        area: PageBox {
            left: left.max(0.0),
            top: segment.bbox.top - segment.bbox.height(),
            right: 1.0,
            bottom: end.max(bottom).min(1.0),
        },
    }
}

/// What a form says in brackets about the room.
fn is_explanation(segment: &Segment) -> bool {
    segment.text.starts_with('(') && segment.text.ends_with([')', '.'])
}

/// Whether a box of an interactive form lies in an area.
fn has_live_box(text: &DocumentText, page: u32, area: PageBox) -> bool {
    let is_in_area = |widget: &Widget| {
        widget.page == page && area.contains(widget.bbox.center_x(), widget.bbox.center_y())
    };
    text.fields.iter().any(|field| {
        matches!(field.kind, FormFieldKind::Text | FormFieldKind::Choice)
            && field.widgets.iter().any(is_in_area)
    })
}

/// What is printed in the room, and the ink in it.
fn remarks_in(document: DocumentId, page: u32, room: &Room<'_>, ink: &[PageBox]) -> Vec<WrittenRemark> {
    let span = |bbox: PageBox, text: String| SourceSpan {
        document,
        page,
        bbox,
        text,
    };
    let line_text = |line: &Vec<Word>| -> String {
        let words: Vec<&str> = line.iter().map(|word| word.text.as_str()).collect();
        words.join(" ")
    };
    let text: Vec<String> = room.lines.iter().map(line_text).collect();
    let words = room.lines.iter().flatten().map(|word| word.bbox);
    let typed = words.reduce(PageBox::union).map(|bbox| WrittenRemark {
        label: room.label.clone(),
        place: span(bbox, text.join("\n")),
        is_handwritten: false,
    });
    let own = room.segment.bbox;
    let in_room = |place: &&PageBox| {
        let (x, y) = (place.center_x(), place.center_y());
        // Left of a label on its own line somebody wrote into what stands before it.
        room.area.contains(x, y) && (y > own.bottom || x > own.left)
    };
    let inked = ink.iter().filter(in_room).copied().reduce(PageBox::union);
    let by_hand = inked.map(|bbox| WrittenRemark {
        label: room.label.clone(),
        place: span(bbox, String::new()),
        is_handwritten: true,
    });
    typed.into_iter().chain(by_hand).collect()
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::document::{FormField, Mark, TextSource};

    use super::*;
    use crate::fixture::page;

    const DOCUMENT: DocumentId = DocumentId(uuid::Uuid::nil());

    fn labels() -> RemarkLabels {
        aktenlage_catalogue::load(None).0.remark_labels
    }

    fn form(texts: &[(f32, f32, &str)]) -> DocumentText {
        DocumentText {
            pages: vec![page(1, texts)],
            ..DocumentText::default()
        }
    }

    fn ink(left: f32, top: f32, right: f32, bottom: f32) -> Mark {
        Mark {
            kind: MarkKind::Handwriting,
            page: 1,
            bbox: PageBox {
                left,
                top,
                right,
                bottom,
            },
            ink: 0.2,
            confidence: 0.8,
        }
    }

    /// Label and words; words written by hand are a question mark.
    fn found(text: &DocumentText) -> Vec<(String, String)> {
        let told = |remark: WrittenRemark| {
            assert_eq!(remark.place.page, 1);
            assert_eq!(remark.is_handwritten, remark.place.text.is_empty());
            let words = if remark.is_handwritten {
                "?".to_owned()
            } else {
                remark.place.text
            };
            (remark.label, words)
        };
        let remarks = written_remarks(DOCUMENT, text, &labels());
        remarks.into_iter().map(told).collect()
    }

    fn told(label: &str, words: &str) -> (String, String) {
        (label.to_owned(), words.to_owned())
    }

    #[test]
    fn lines_below_a_label_belong_to_it_until_something_else_begins() {
        let text = form(&[
            (0.1, 0.10, "Familienname: Muster"),
            (0.1, 0.20, "12. Bemerkungen"),
            (0.3, 0.20, "(bei Bedarf auf einem eigenen Blatt)"),
            (0.1, 0.23, "Ich ziehe im März aus. Meine neue Adresse: Am"),
            (0.1, 0.25, "Markt 3, bitte dorthin schreiben."),
            (0.1, 0.27, "13. Bankverbindung"),
            (0.1, 0.30, "IBAN"),
        ]);
        assert_eq!(
            found(&text),
            [told(
                "12. Bemerkungen",
                "Ich ziehe im März aus. Meine neue Adresse: Am\nMarkt 3, bitte dorthin schreiben."
            )]
        );
        let remark = written_remarks(DOCUMENT, &text, &labels()).remove(0);
        assert!(remark.place.bbox.top > 0.22 && remark.place.bbox.bottom < 0.27);
    }

    #[test]
    fn what_stands_behind_the_label_belongs_to_it() {
        let text = form(&[
            (0.1, 0.10, "Sonstige Angaben: Bitte anrufen."),
            (0.1, 0.30, "Hinweise an die Behörde"),
            (0.5, 0.30, "Hund beißt"),
            (0.1, 0.36, "Ort, Datum"),
        ]);
        assert_eq!(
            found(&text),
            [
                told("Sonstige Angaben", "Bitte anrufen."),
                told("Hinweise an die Behörde", "Hund beißt")
            ]
        );
    }

    #[test]
    fn headings_of_questions_are_no_room_and_counted_things_are_no_questions() {
        let text = form(&[
            (0.1, 0.10, "Weitere Angaben zum Einkommen"),
            (0.1, 0.12, "Bruttolohn 2400 Euro"),
            (0.1, 0.30, "Eigene Bemerkungen / Hinweise an die Behörde"),
            (0.1, 0.32, "3 Kinder wohnen bei mir"),
            (0.1, 0.34, "Unterschrift"),
        ]);
        let label = "Eigene Bemerkungen / Hinweise an die Behörde";
        assert_eq!(found(&text), [told(label, "3 Kinder wohnen bei mir")]);
    }

    #[test]
    fn ink_is_told_with_its_place_and_what_was_guessed_of_it_is_not() {
        let mut text = form(&[
            (0.1, 0.20, "Bemerkungen:"),
            (0.1, 0.24, "lch zielo aug"),
            (0.1, 0.40, "Unterschrift"),
        ]);
        text.pages[0].source = TextSource::Ocr;
        text.marks = vec![ink(0.08, 0.23, 0.5, 0.27), ink(0.2, 0.42, 0.5, 0.45)];
        assert_eq!(found(&text), [told("Bemerkungen", "?")]);
        let remark = written_remarks(DOCUMENT, &text, &labels()).remove(0);
        assert_eq!(
            remark.place.bbox, text.marks[0].bbox,
            "the signature is not part of it"
        );
    }

    #[test]
    fn empty_room_room_of_the_office_and_words_in_a_sentence_are_none() {
        let text = form(&[
            (0.1, 0.10, "Bemerkungen"),
            (0.1, 0.20, "Bemerkungen der Behörde"),
            (0.1, 0.22, "geprüft am 3.4."),
            (
                0.1,
                0.30,
                "Ihre Bemerkungen lesen wir bei jedem Antrag sorgfältig durch.",
            ),
            (0.1, 0.32, "Vielen Dank für Ihre Mühe."),
        ]);
        assert_eq!(found(&text), []);
    }

    #[test]
    fn a_live_box_says_what_stands_in_it_itself() {
        let mut text = form(&[(0.1, 0.20, "Bemerkungen"), (0.1, 0.23, "Bitte anrufen.")]);
        assert_eq!(found(&text).len(), 1);
        text.fields = vec![FormField {
            name: "Bemerkungen".to_owned(),
            tooltip: None,
            kind: FormFieldKind::Text,
            value: Some("Bitte anrufen.".to_owned()),
            default_value: None,
            options: Vec::new(),
            widgets: vec![Widget {
                page: 1,
                bbox: ink(0.1, 0.22, 0.9, 0.3).bbox,
                on_value: None,
                is_on: false,
            }],
        }];
        assert_eq!(found(&text), []);
    }
}
