//! What stands on forms and no suggestion points at: in the boxes of interactive ones remarks in free text, and answers to
//! what the service has no field for; on paper what was written where the form leaves room for remarks. An authority that
//! works with machines takes account of what they would not find out (§ 24 Abs. 1 Satz 3 `VwVfG`): it is shown, whatever
//! the machine made of it.
use aktenlage_assist::{WrittenRemark, written_remarks};
use aktenlage_domain::document::{DocumentText, FormField, FormFieldKind, SourceSpan, Widget};
use aktenlage_domain::ids::{CaseId, DocumentId};
use aktenlage_domain::suggestion::{Alternative, Answer, Subject};

use crate::case_detail::load_standing;
use crate::division::counting;
use crate::documents::{in_reading_order, text_of};
use crate::duplicates::set_aside;
use crate::error::WorkflowError;
use crate::standing::Standing;
use crate::workbench::Workbench;

/// From so many characters on, words that stand elsewhere already are no news here: a name is on many pages.
const REPEATED_FROM: usize = 4;

/// Kinds of documents that leave room for remarks. One of which nobody knows the kind may be one.
const FORMS: [&str; 2] = ["application_form", "application_annex"];

/// What somebody wrote into a box, or where a form on paper leaves room, and nothing points at.
#[doc(alias = "Freitext")]
#[derive(Clone, Debug, PartialEq)]
pub struct OtherEntry {
    /// What the form calls the box.
    pub label: String,
    /// Where it stands, and what; no words where it is written by hand.
    pub place: SourceSpan,
    /// Whether it is ink on paper that the machine does not read.
    pub is_handwritten: bool,
}

impl Workbench {
    /// The entries on the forms of a case that no suggestion on a field points at and no person did, in the order in which
    /// a person looks through the documents; nothing of documents that are set aside.
    pub async fn other_entries(&self, case: CaseId) -> Result<Vec<OtherEntry>, WorkflowError> {
        let mut tx = self.read().await?;
        let standing = load_standing(&mut tx, case).await?;
        let mut documents = counting(tx.documents(case).await?, &standing.divisions());
        let set_aside = set_aside(&standing, &documents);
        documents.retain(|document| !set_aside.contains_key(&document.id));
        let pointed_at = pointed_at(&standing);
        let mut entries = Vec::new();
        for document in in_reading_order(&documents) {
            let text = text_of(&mut tx, &document).await?;
            entries.extend(entries_of(document.id, &text, &pointed_at));
            let kind = standing.value(&Subject::DocumentKind(document.id));
            if kind.is_none_or(|kind| FORMS.contains(&kind.as_str())) {
                let remarks = written_remarks(document.id, &text, &self.catalogue().remark_labels);
                entries.extend(unknown(remarks, &pointed_at));
            }
        }
        Ok(entries)
    }
}

/// Every place that a suggestion on a field, or a person who reviewed one, points at.
fn pointed_at(standing: &Standing) -> Vec<&SourceSpan> {
    // What is withheld is no entry that nothing points at: told as one, it would be seen.
    let all = standing
        .suggestions
        .values()
        .chain(standing.withheld.suggestions());
    let suggested = all.flat_map(|stored| {
        let answer = &stored.suggestion.answer;
        let others: &[Alternative] = match answer {
            Answer::Value { alternatives, .. } => alternatives,
            Answer::Abstained { .. } => &[],
        };
        let is_field = matches!(stored.suggestion.subject, Subject::Field(_));
        let places = answer
            .evidence()
            .iter()
            .chain(others.iter().flat_map(|other| &other.evidence));
        places.filter(move |_| is_field)
    });
    let said = standing
        .reviews
        .iter()
        .filter(|(subject, _)| matches!(subject, Subject::Field(_)))
        .flat_map(|(_, review)| &review.evidence);
    suggested.chain(said).collect()
}

/// The entries of one document that none of these places shows.
fn entries_of(document: DocumentId, text: &DocumentText, pointed_at: &[&SourceSpan]) -> Vec<OtherEntry> {
    let entry = |field: &FormField| {
        let value = field.value.as_deref()?.trim();
        let widget = field.widgets.first()?;
        let is_written = matches!(field.kind, FormFieldKind::Text | FormFieldKind::Choice);
        let is_known = |span: &&SourceSpan| is_shown(field, document, span) || is_repeated(value, &span.text);
        if !is_written || value.is_empty() || pointed_at.iter().any(is_known) {
            return None;
        }
        Some(OtherEntry {
            label: label(field),
            place: SourceSpan {
                document,
                page: widget.page,
                bbox: widget.bbox,
                text: value.to_owned(),
            },
            is_handwritten: false,
        })
    };
    text.fields.iter().filter_map(entry).collect()
}

/// The remarks on paper whose words stand at no place that is known. One that a field took a part of is told as a whole.
fn unknown(remarks: Vec<WrittenRemark>, pointed_at: &[&SourceSpan]) -> Vec<OtherEntry> {
    let is_known = |remark: &WrittenRemark| {
        let place = &remark.place;
        let says_it = |span: &&SourceSpan| {
            let is_there = span.document == place.document && span.page == place.page;
            (is_there && span.text.trim() == place.text.trim()) || is_repeated(place.text.trim(), &span.text)
        };
        !remark.is_handwritten && pointed_at.iter().any(says_it)
    };
    remarks
        .into_iter()
        .filter(|remark| !is_known(remark))
        .map(|remark| OtherEntry {
            label: remark.label,
            place: remark.place,
            is_handwritten: remark.is_handwritten,
        })
        .collect()
}

/// Whether a place is the box of a field.
fn is_shown(field: &FormField, document: DocumentId, span: &SourceSpan) -> bool {
    let (x, y) = (span.bbox.center_x(), span.bbox.center_y());
    let is_there = |widget: &Widget| widget.page == span.page && widget.bbox.contains(x, y);
    span.document == document && field.widgets.iter().any(is_there)
}

/// Whether the same words stand at a place that is known. Numbers and dates mean another thing in another box.
fn is_repeated(value: &str, known: &str) -> bool {
    value.chars().count() >= REPEATED_FROM
        && !value.chars().any(|character| character.is_ascii_digit())
        && value.to_lowercase() == known.trim().to_lowercase()
}

/// What a screen reader says of the box, else the last part of its name.
fn label(field: &FormField) -> String {
    let said = field.tooltip.as_deref().map(str::trim);
    let name = field.name.rsplit('.').next().unwrap_or_default();
    let name = name.split('[').next().unwrap_or(name);
    said.filter(|said| !said.is_empty()).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::document::PageBox;

    use super::*;

    fn document() -> DocumentId {
        "019351f0-0000-7000-8000-00000000000d".parse().unwrap()
    }

    fn row(top: f32) -> PageBox {
        PageBox {
            left: 0.1,
            top,
            right: 0.9,
            bottom: top + 0.05,
        }
    }

    fn field(name: &str, value: &str, top: f32) -> FormField {
        FormField {
            name: name.to_owned(),
            tooltip: None,
            kind: FormFieldKind::Text,
            value: Some(value.to_owned()),
            default_value: None,
            options: Vec::new(),
            widgets: vec![Widget {
                page: 1,
                bbox: row(top),
                on_value: None,
                is_on: false,
            }],
        }
    }

    fn span(text: &str, top: f32) -> SourceSpan {
        SourceSpan {
            document: document(),
            page: 1,
            bbox: row(top),
            text: text.to_owned(),
        }
    }

    fn found(fields: Vec<FormField>, pointed_at: &[&SourceSpan]) -> Vec<(String, String)> {
        let text = DocumentText {
            fields,
            ..DocumentText::default()
        };
        let entries = entries_of(document(), &text, pointed_at);
        let told = entries.into_iter().map(|entry| (entry.label, entry.place.text));
        told.collect()
    }

    #[test]
    fn what_nothing_points_at_is_told_with_the_name_of_its_box() {
        let name = span("Musterfrau", 0.1);
        let fields = vec![
            field("form1[0].Name[0]", "Musterfrau", 0.1),
            field(
                "form1[0].Seite2[0].Bemerkungen[0]",
                " Ich ziehe im März aus. ",
                0.2,
            ),
            FormField {
                tooltip: Some("Weitere Angaben".to_owned()),
                ..field("T17", "12", 0.3)
            },
        ];
        let told = |label: &str, text: &str| (label.to_owned(), text.to_owned());
        assert_eq!(
            found(fields, &[&name]),
            [
                told("Bemerkungen", "Ich ziehe im März aus."),
                told("Weitere Angaben", "12")
            ]
        );
    }

    #[test]
    fn a_place_counts_in_its_own_document_and_page_alone() {
        let elsewhere = SourceSpan {
            page: 2,
            ..span("another thing", 0.1)
        };
        let fields = vec![field("Bemerkungen", "Bitte anrufen", 0.1)];
        assert_eq!(found(fields.clone(), &[&elsewhere]).len(), 1);
        assert!(found(fields, &[&span("another thing", 0.1)]).is_empty());
    }

    #[test]
    fn a_remark_on_paper_is_told_unless_all_of_it_is_known() {
        let remark = |text: &str, is_handwritten: bool| WrittenRemark {
            label: "Bemerkungen".to_owned(),
            place: span(text, 0.4),
            is_handwritten,
        };
        let texts = |known: &[&SourceSpan], remark: WrittenRemark| -> usize {
            let told = unknown(vec![remark], known);
            told.len()
        };
        let (whole, part) = (span("Umzug am 1.3.", 0.4), span("1.3.", 0.4));
        assert_eq!(texts(&[&part], remark("Umzug am 1.3.", false)), 1);
        assert_eq!(texts(&[&whole], remark("Umzug am 1.3.", false)), 0);
        let nothing = span("", 0.4);
        assert_eq!(texts(&[&nothing], remark("", true)), 1, "nobody has read it");
    }

    #[test]
    fn repeated_words_are_no_news_and_repeated_numbers_are() {
        let known = [&span("Musterfrau", 0.5), &span("01.03.2026", 0.6)];
        let fields = vec![
            field("Kopf.Name", "MUSTERFRAU", 0.1),
            field("Getrennt seit", "01.03.2026", 0.2),
        ];
        let told = found(fields, &known);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, "Getrennt seit");
    }

    #[test]
    fn ticks_empty_boxes_and_boxes_that_are_shown_nowhere_are_none() {
        let fields = vec![
            FormField {
                kind: FormFieldKind::Checkbox,
                ..field("Haken", "Ja", 0.1)
            },
            field("Leer", "  ", 0.2),
            FormField {
                widgets: Vec::new(),
                ..field("Version", "3.1 intern", 0.3)
            },
            FormField {
                value: None,
                ..field("Unberührt", "", 0.4)
            },
        ];
        assert!(found(fields, &[]).is_empty());
    }
}
