//! Values from marks on paper: ticks in printed boxes, signatures, and what handwriting makes unsure.
use aktenlage_domain::document::{
    DocumentText, FormField, FormFieldKind, Mark, MarkKind, MarkState, PageBox, SourceSpan, Widget,
};
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::suggestion::Remark;

use crate::context::attribute;
use crate::field_signs::{Signs, Source};
use crate::form::{Entry, headings_of, sources_of};
use crate::layout::PageLayout;
use crate::neighbourhood::{Relation, labels_of};
use crate::remark;
use crate::tasks::match_fields::{Found, Numbering, Reading, Target, Targets};
use crate::tasks::read_ticks;
use crate::text::Stems;

/// Ticks on paper are as sure as those of an interactive form times this: the box may be another one's.
const PAPER_TRUST: f32 = 0.90;
/// What is read where somebody wrote by hand is not believed.
const MOST_HANDWRITTEN: f32 = 0.40;

/// Reads ticks and signatures from the marks of a document.
pub(crate) fn read(
    document: DocumentId,
    text: &DocumentText,
    layouts: &[PageLayout],
    targets: &Targets<'_>,
) -> Vec<Found> {
    let entries = entries(text, layouts);
    let mut found = read_ticks::read(document, &entries, targets, Numbering::of(&entries));
    for found in &mut found {
        soften(found, text);
    }
    found.extend(signatures(document, text, layouts, targets));
    found
}

/// Values at places where somebody wrote by hand are words that were guessed: they stay below every threshold.
pub(crate) fn doubt_handwriting(found: &mut [Found], text: &DocumentText) {
    for found in found {
        let is_handwritten = found.evidence.iter().any(|span| {
            text.marks.iter().any(|mark| {
                mark.kind == MarkKind::Handwriting
                    && mark.page == span.page
                    && mark.bbox.contains(span.bbox.center_x(), span.bbox.center_y())
            })
        });
        if is_handwritten {
            found.probability = found.probability.min(MOST_HANDWRITTEN);
            found.remarks.push(Remark::new(remark::HANDWRITTEN));
        }
    }
}

/// A mark has no words of its own; how clear it is stands for them.
fn of_mark(clear: f32) -> Signs {
    Signs {
        source: Source::Mark,
        label: clear,
        context: 1.0,
        ..Signs::default()
    }
}

/// A tick on paper says so, and is less sure than one of an interactive form.
fn soften(found: &mut Found, text: &DocumentText) {
    let confidences = text.marks.iter().filter_map(|mark| {
        let is_evidence = |span: &SourceSpan| span.page == mark.page && span.bbox == mark.bbox;
        found.evidence.iter().any(is_evidence).then_some(mark.confidence)
    });
    let confidence = confidences.reduce(f32::min).unwrap_or(1.0);
    found.probability *= PAPER_TRUST * confidence.clamp(0.5, 1.0);
    found.signs.source = Source::Mark;
    for remark in &mut found.remarks {
        if remark.code == remark::FORM_FIELD {
            remark::PRINTED_LABEL.clone_into(&mut remark.code);
        }
    }
    if matches!(found.reading, Reading::Value(_)) {
        let percent = format!("{:.0}", confidence * 100.0);
        found
            .remarks
            .push(Remark::new(remark::TICK_ON_PAPER).with("percent", percent));
    }
}

/// The boxes on paper as boxes of a form.
fn entries(text: &DocumentText, layouts: &[PageLayout]) -> Vec<Entry> {
    let boxes: Vec<(&Mark, MarkState)> = text
        .marks
        .iter()
        .filter_map(|mark| match mark.kind {
            MarkKind::TickBox(state) => Some((mark, state)),
            MarkKind::Signature(_) | MarkKind::Handwriting | MarkKind::Stamp => None,
        })
        .collect();
    let mut entries: Vec<Entry> = Vec::new();
    for (mark, state) in &boxes {
        let Some(layout) = layouts.iter().find(|layout| layout.number == mark.page) else {
            continue;
        };
        let others: Vec<PageBox> = boxes
            .iter()
            .filter(|(other, _)| other.page == mark.page && other.bbox != mark.bbox)
            .map(|(other, _)| other.bbox)
            .collect();
        let widget = Widget {
            page: mark.page,
            bbox: mark.bbox,
            on_value: None,
            is_on: *state == MarkState::On,
        };
        let field = nameless(widget.clone());
        let labels = labels_of(layout, mark.bbox, &others);
        entries.push(Entry {
            name: String::new(),
            kind: FormFieldKind::Checkbox,
            value: None,
            sources: sources_of(&field, &labels, false, true),
            headings: headings_of(layout, mark.bbox, &others),
            widget,
            is_on_paper: true,
            is_unsure: *state == MarkState::Unsure,
            siblings: 1,
            ordinal: None,
        });
    }
    pair(&mut entries);
    entries
}

fn nameless(widget: Widget) -> FormField {
    FormField {
        name: String::new(),
        tooltip: None,
        kind: FormFieldKind::Checkbox,
        value: None,
        default_value: None,
        options: Vec::new(),
        widgets: vec![widget],
    }
}

/// Puts `ja` and `nein` that stand beside or below each other together.
fn pair(entries: &mut [Entry]) {
    /// Farther apart they answer different questions; fractions of the page.
    const BESIDE: f32 = 0.25;
    const BELOW: f32 = 0.035;
    const SAME_LINE: f32 = 0.008;
    let answers: Vec<Option<bool>> = entries.iter().map(answer).collect();
    for (first, own) in answers.iter().enumerate() {
        if entries[first].siblings > 1 || own.is_none() {
            continue;
        }
        let place = |index: usize| (entries[index].widget.page, entries[index].widget.bbox);
        let (page, one) = place(first);
        let partner = (first + 1..entries.len())
            .filter(|&index| entries[index].siblings == 1)
            .filter(|&index| answers[index].is_some() && answers[index] != *own)
            .filter(|&index| {
                let (other_page, two) = place(index);
                let (across, down) = ((two.left - one.left).abs(), two.center_y() - one.center_y());
                other_page == page
                    && ((down.abs() < SAME_LINE && across < BESIDE)
                        || (across < SAME_LINE && (0.0..BELOW).contains(&down)))
            })
            .min_by(|&left, &right| {
                let distance = |index: usize| {
                    let (_, two) = place(index);
                    (two.left - one.left).abs() + (two.center_y() - one.center_y()).abs()
                };
                distance(left).total_cmp(&distance(right))
            });
        if let Some(second) = partner {
            for index in [first, second] {
                entries[index].name = format!("\u{1}paper {first}");
                entries[index].siblings = 2;
            }
        }
    }
}

/// `ja` or `nein` right of a box.
fn answer(entry: &Entry) -> Option<bool> {
    let right = entry
        .sources
        .iter()
        .find(|source| source.relation == Some(Relation::Right))?;
    match right.stems.words.first()?.as_str() {
        "ja" => Some(true),
        "nein" => Some(false),
        _ => None,
    }
}

/// Whether the application is signed: on paper, or by the signature field of an interactive form.
fn signatures(
    document: DocumentId,
    text: &DocumentText,
    layouts: &[PageLayout],
    targets: &Targets<'_>,
) -> Vec<Found> {
    let asks_for_signature = |target: &&Target<'_>| attribute(target.field.id.as_str()) == "signed";
    let wanted: Vec<&Target<'_>> = targets.list.iter().filter(asks_for_signature).collect();
    let mut found: Vec<Found> = Vec::new();
    for mark in &text.marks {
        let MarkKind::Signature(state) = mark.kind else {
            continue;
        };
        let span = SourceSpan {
            document,
            page: mark.page,
            bbox: mark.bbox,
            text: String::new(),
        };
        let labels: Vec<Stems> = layouts
            .iter()
            .filter(|layout| layout.number == mark.page)
            .flat_map(|layout| labels_of(layout, mark.bbox, &[]))
            .map(|label| Stems::of(&label.text))
            .collect();
        let Some(target) = best(&wanted, &labels) else {
            continue;
        };
        let (reading, probability, code) = match state {
            MarkState::On => (
                Reading::Value(true.to_string()),
                0.85 * mark.confidence,
                remark::SIGNATURE_SEEN,
            ),
            MarkState::Unsure => (
                Reading::Value(true.to_string()),
                MOST_HANDWRITTEN,
                remark::SIGNATURE_UNSURE,
            ),
            MarkState::Off => (Reading::Empty, 0.5 * mark.confidence, remark::NO_SIGNATURE_SEEN),
        };
        found.push(Found {
            field: target.field.id.clone(),
            reading,
            probability,
            evidence: vec![span],
            remarks: vec![Remark::new(code)],
            signs: of_mark(probability),
        });
    }
    found.extend(digital(document, text, &wanted));
    found
}

/// The digital signatures of an interactive form. Whether they are valid is not checked here.
fn digital(document: DocumentId, text: &DocumentText, wanted: &[&Target<'_>]) -> Vec<Found> {
    let signed = text
        .fields
        .iter()
        .filter(|field| field.kind == FormFieldKind::Signature && field.value.is_some());
    signed
        .filter_map(|field| {
            let widget = field.widgets.first()?;
            let label = field.tooltip.as_deref().unwrap_or(&field.name);
            let target = best(wanted, &[Stems::of(&crate::text::name_as_words(label))])?;
            Some(Found {
                field: target.field.id.clone(),
                reading: Reading::Value(true.to_string()),
                probability: 0.90,
                evidence: vec![SourceSpan {
                    document,
                    page: widget.page,
                    bbox: widget.bbox,
                    text: String::new(),
                }],
                remarks: vec![Remark::new(remark::DIGITAL_SIGNATURE)],
                signs: of_mark(0.90),
            })
        })
        .collect()
}

/// The field that a place of a signature stands for: the one its label names best, else the applicant's.
fn best<'t, 'c>(wanted: &[&'t Target<'c>], labels: &[Stems]) -> Option<&'t Target<'c>> {
    let score = |target: &Target<'_>| {
        let asked = labels.iter().map(|label| target.asked_by(label));
        asked.fold(0.0, f32::max)
    };
    let first = wanted.first()?;
    let best = wanted
        .iter()
        .max_by(|one, two| score(one).total_cmp(&score(two)))?;
    Some(if score(best) > score(first) { best } else { first })
}
