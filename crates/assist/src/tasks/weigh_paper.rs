//! How far what stands in a form on paper can be trusted: by which template it was found, and how surely it was read.
use aktenlage_domain::document::{DocumentText, FormField, FormFieldKind, MarkKind, SourceSpan};
use aktenlage_domain::suggestion::Remark;

use crate::remark;
use crate::tasks::match_fields::{Found, Reading};
use crate::tasks::weigh_words;
use crate::templates::Sheet;

/// A field on paper is as sure as an interactive one times this: the box may have been laid over the wrong place.
const PAPER_TRUST: f32 = 0.93;
/// What is read where somebody wrote by hand is not believed.
const MOST_HANDWRITTEN: f32 = 0.40;

/// Names the template of everything that was found by one, and lowers it by the doubt in words and marks.
pub(crate) fn weigh(found: &mut [Found], sheet: &Sheet, original: &DocumentText) {
    for found in found {
        let Some(span) = found.evidence.first() else {
            continue;
        };
        let Some((form, version)) = sheet.paper.form_of(span.page) else {
            continue;
        };
        let Some(field) = field_at(&sheet.document.text.fields, span) else {
            continue;
        };
        let named = Remark::new(remark::TEMPLATE_FIELD)
            .with("field", field.name.as_str())
            .with("form", form)
            .with("version", version);
        found.remarks.push(named);
        found.probability *= PAPER_TRUST;
        if matches!(field.kind, FormFieldKind::Checkbox | FormFieldKind::Radio) {
            weigh_tick(found, original);
        } else {
            weigh_words::weigh(std::slice::from_mut(found), original);
        }
        let is_handwritten = |span: &SourceSpan| sheet.paper.is_handwritten(span.page, span.bbox);
        if found.evidence.iter().any(is_handwritten) {
            found.probability = found.probability.min(MOST_HANDWRITTEN);
            found.remarks.push(Remark::new(remark::HANDWRITTEN));
        }
    }
}

fn field_at<'f>(fields: &'f [FormField], span: &SourceSpan) -> Option<&'f FormField> {
    fields.iter().find(|field| {
        field
            .widgets
            .iter()
            .any(|widget| widget.page == span.page && widget.bbox == span.bbox)
    })
}

/// A tick is as sure as the mark that was seen.
fn weigh_tick(found: &mut Found, original: &DocumentText) {
    if !matches!(found.reading, Reading::Value(_)) {
        return;
    }
    let seen = original.marks.iter().filter(|mark| {
        let is_evidence = |span: &SourceSpan| span.page == mark.page && span.bbox == mark.bbox;
        matches!(mark.kind, MarkKind::TickBox(_)) && found.evidence.iter().any(is_evidence)
    });
    let confidence = seen.map(|mark| mark.confidence).reduce(f32::min).unwrap_or(1.0);
    found.probability *= confidence.clamp(0.5, 1.0);
    let percent = format!("{:.0}", confidence * 100.0);
    found
        .remarks
        .push(Remark::new(remark::TICK_ON_PAPER).with("percent", percent));
}
