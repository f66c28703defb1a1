//! Values in printed text, place by place: of every piece that somebody may have entered, which field the words around it
//! ask for.
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::document::{DocumentText, FormField, FormFieldKind, MarkKind, PageBox, Widget};
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::value::ValueKind;
use time::Date;

use crate::context::attribute;
use crate::field_signs::Source;
use crate::form::{Entry, headings_of, ordinal_of_labels, sources_of};
use crate::layout::{PageLayout, Segment};
use crate::neighbourhood::labels_of;
use crate::remark;
use crate::tasks::match_fields::{Found, Numbering, Reading, Target, Targets};
use crate::tasks::read_form_fields;
use crate::tasks::read_printed_fields::{plausible, starts_numbered};
use crate::text::Stems;

/// A piece that asks this clearly for a field is a label.
const LABEL_THRESHOLD: f32 = 0.80;
/// Words from which on a piece is a text and no entry.
const MOST_WORDS: usize = 14;
/// Words from which on a piece with a full stop is a sentence.
const SENTENCE_WORDS: usize = 6;
/// Pieces from which on a page is no form but a table or a trap: each piece is compared with all others, so time grows
/// with their cube. The densest form has a few hundred.
const MOST_PIECES: usize = 1_500;
/// How far right of its box the answer to a tick may begin, as a fraction of the page.
const BESIDE_TICK: f32 = 0.035;
/// Days from signing to receipt at most; an older date is that of an edition.
const DAYS_UNTIL_SENT: i64 = 366;
/// Whether it is an entry at all is one more doubt.
const PRINT_TRUST: f32 = 0.95;

/// Reads printed values for the fields that `wanted` lets through.
pub(crate) fn read(
    document: DocumentId,
    text: &DocumentText,
    layouts: &[PageLayout],
    targets: &Targets<'_>,
    wanted: &dyn Fn(&Target<'_>) -> bool,
    received_on: Date,
) -> Vec<Found> {
    let entries: Vec<Entry> = layouts
        .iter()
        .flat_map(|layout| entries(text, layout, targets))
        .collect();
    let read = read_form_fields::read_entries(
        document,
        &entries,
        targets,
        Numbering::ApplicantIsFirst,
        received_on,
    );
    let is_meant = |found: &Found| {
        let target = targets.list.iter().find(|target| target.field.id == found.field);
        let (Some(target), Reading::Value(value)) = (target, &found.reading) else {
            return false;
        };
        let written = found.evidence.first().map_or("", |span| span.text.as_str());
        wanted(target)
            && plausible(target.field, value)
            && is_entry(target, value, written, targets, received_on)
    };
    let mut found: Vec<Found> = read.into_iter().filter(is_meant).collect();
    for found in &mut found {
        found.probability *= PRINT_TRUST;
        found.signs.source = Source::Place;
        for remark in &mut found.remarks {
            if remark.code == remark::FORM_FIELD {
                remark::PRINTED_LABEL.clone_into(&mut remark.code);
            }
        }
    }
    found
}

/// Whether a text is what somebody entered, and no print beside the words that ask. A form that nobody filled in has to
/// stay without values: kinds with a shape of their own are told by it, names and places by holding no word of forms, and
/// the rest is left to labels that values follow.
fn is_entry(
    target: &Target<'_>,
    value: &str,
    written: &str,
    targets: &Targets<'_>,
    received_on: Date,
) -> bool {
    match target.field.kind {
        // Blank forms print the answers to tick beside their questions.
        ValueKind::Boolean | ValueKind::Code => false,
        // The day of an edition stands on forms as well.
        ValueKind::Date if attribute(target.field.id.as_str()) == "date" => date_from_text(value)
            .is_some_and(|date| {
                let age = received_on - date;
                (0..=DAYS_UNTIL_SENT).contains(&age.whole_days())
            }),
        ValueKind::Text => {
            let is_named = matches!(
                attribute(target.field.id.as_str())
                    .trim_start_matches("new_")
                    .trim_start_matches("previous_"),
                "family_name"
                    | "given_names"
                    | "birth_name"
                    | "account_holder"
                    | "street"
                    | "house_number"
                    | "city"
                    | "place_of_birth"
            );
            is_named && !starts_numbered(written) && !targets.speech.speaks_in(written)
        }
        ValueKind::Date
        | ValueKind::Money
        | ValueKind::Integer
        | ValueKind::Decimal
        | ValueKind::Iban
        | ValueKind::TaxId
        | ValueKind::PostalCode
        | ValueKind::Phone
        | ValueKind::Email
        | ValueKind::Vin
        | ValueKind::Plate => true,
    }
}

/// The pieces of a page that may be entries, with the words around them.
fn entries(text: &DocumentText, layout: &PageLayout, targets: &Targets<'_>) -> Vec<Entry> {
    if layout.segments.len() > MOST_PIECES {
        return Vec::new();
    }
    let ticks: Vec<PageBox> = text
        .marks
        .iter()
        .filter(|mark| mark.page == layout.number && matches!(mark.kind, MarkKind::TickBox(_)))
        .map(|mark| mark.bbox)
        .collect();
    let (mut print, mut written) = (Vec::new(), Vec::new());
    for segment in &layout.segments {
        match segment.at_colon() {
            Some((label, entry)) if !segment.is_preprinted && is_short(&label) && is_short(&entry) => {
                print.push(label);
                written.push(entry);
            }
            _ if is_print(segment, &ticks, targets) => print.push(segment.clone()),
            _ => written.push(segment.clone()),
        }
    }
    let own = PageLayout {
        segments: print,
        ..layout.clone()
    };
    let entry = |place: usize| {
        let segment: &Segment = &written[place];
        let others: Vec<PageBox> = written
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != place)
            .map(|(_, other)| other.bbox)
            .chain(ticks.iter().copied())
            .collect();
        let labels = labels_of(&own, segment.bbox, &others);
        let field = nameless(segment);
        Entry {
            name: String::new(),
            kind: FormFieldKind::Text,
            value: Some(segment.text.clone()),
            sources: sources_of(&field, &labels, false, false),
            headings: headings_of(&own, segment.bbox, &others),
            widget: field.widgets[0].clone(),
            is_on_paper: true,
            is_unsure: false,
            siblings: 1,
            ordinal: ordinal_of_labels(&labels),
        }
    };
    (0..written.len()).map(entry).collect()
}

fn is_short(segment: &Segment) -> bool {
    segment.words.len() <= MOST_WORDS
}

/// Whether a piece is the form's own: a label, an answer on offer, an explanation.
fn is_print(segment: &Segment, ticks: &[PageBox], targets: &Targets<'_>) -> bool {
    let is_answer = ticks.iter().any(|tick| {
        (segment.bbox.left - tick.right).abs() < BESIDE_TICK
            && tick.center_y() > segment.bbox.top
            && tick.center_y() < segment.bbox.bottom
    });
    let is_sentence = segment.text.ends_with('.') && segment.words.len() >= SENTENCE_WORDS;
    let stems = Stems::of(&segment.text);
    segment.is_preprinted
        || is_answer
        || is_sentence
        || !is_short(segment)
        || segment.text.ends_with(':')
        || segment.text.contains(['☐', '☑', '☒'])
        || targets.speech.includes(&segment.text)
        || targets
            .list
            .iter()
            .any(|target| target.asked_by(&stems) >= LABEL_THRESHOLD)
        || targets.meant.is_label(&stems)
}

fn nameless(segment: &Segment) -> FormField {
    FormField {
        name: String::new(),
        tooltip: None,
        kind: FormFieldKind::Text,
        value: None,
        default_value: None,
        options: Vec::new(),
        widgets: vec![Widget {
            page: segment.page,
            bbox: segment.bbox,
            on_value: None,
            is_on: false,
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::page;

    #[test]
    fn a_crowded_page_is_not_compared_piece_by_piece() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let targets = Targets::of(&catalogue.services[0]);
        let mut layout = PageLayout::of(&page(1, &[(0.1, 0.1, "Xaver")]));
        let found = |layout: &PageLayout| entries(&DocumentText::default(), layout, &targets).len();
        assert_eq!(found(&layout), 1);
        layout.segments = vec![layout.segments[0].clone(); MOST_PIECES + 1];
        assert_eq!(found(&layout), 0);
    }
}
