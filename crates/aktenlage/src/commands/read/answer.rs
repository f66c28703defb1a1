//! What was read as JSON. The shape is stable: members are only added.
use aktenlage_domain::document::{FormField, Issue, Mark, MarkState, Page, Word};
use aktenlage_domain::transfer::TransferNote;
use aktenlage_extract::Reading;
use serde_json::{Value, json};

use super::super::input::rounded;
use super::super::{forms, scan};
use super::{ReadFile, edges};

impl ReadFile {
    /// One file: its pages with words, fields, marks and issues.
    pub(super) fn to_json(&self) -> Value {
        let Reading {
            media_type,
            text,
            issues,
            origin,
            unchecked: _,
        } = &self.reading;
        let note = TransferNote::of(origin, &text.pages, issues);
        let issue = |issue: &Issue| json!({ "code": issue.code.as_str(), "page": issue.page });
        json!({
            "file": self.name,
            "part": self.part,
            "media_type": media_type,
            "pages": text.pages.iter().map(|page| self.page(page)).collect::<Vec<_>>(),
            "fields": text.fields.iter().map(field).collect::<Vec<_>>(),
            "marks": text.marks.iter().map(mark).collect::<Vec<_>>(),
            "issues": issues.iter().map(issue).collect::<Vec<_>>(),
            "transfer_note": note.as_ref().map(scan::note_to_json),
            "forms": self.forms.iter().map(forms::found).collect::<Vec<_>>(),
        })
    }

    fn page(&self, page: &Page) -> Value {
        let word = |word: &Word| json!({ "text": word.text, "box": edges(word.bbox), "confidence": word.confidence.map(rounded) });
        let image = self.images.iter().find(|(number, _)| *number == page.number);
        json!({
            "number": page.number,
            "width_points": rounded(page.width_points),
            "height_points": rounded(page.height_points),
            "rotation": page.rotation,
            "source": self.source(page),
            "text_source": page.source.as_str(),
            "image": image.and_then(|(_, image)| image.as_ref().ok()).map(|path| path.display().to_string()),
            "words": page.words.iter().map(word).collect::<Vec<_>>(),
            "scan": page.scan.as_ref().map(scan::to_json),
        })
    }
}

fn mark(mark: &Mark) -> Value {
    json!({
        "kind": mark.kind.as_str(),
        "state": mark.kind.state().map(MarkState::as_str),
        "page": mark.page,
        "box": edges(mark.bbox),
        "ink": rounded(mark.ink),
        "confidence": rounded(mark.confidence),
    })
}

fn field(field: &FormField) -> Value {
    let widgets: Vec<Value> = field
        .widgets
        .iter()
        .map(|widget| {
            json!({ "page": widget.page, "box": edges(widget.bbox), "on_value": widget.on_value, "is_on": widget.is_on })
        })
        .collect();
    json!({
        "name": field.name,
        "tooltip": field.tooltip,
        "kind": field.kind.as_str(),
        "value": field.value,
        "default": field.default_value,
        "options": field.options,
        "widgets": widgets,
    })
}
