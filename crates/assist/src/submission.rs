//! What is put in: documents as read, and what people have already said about them.
use std::collections::BTreeMap;

use aktenlage_domain::division::PageSet;
use aktenlage_domain::document::{DocumentText, Issue, IssueCode, SourceSpan, issues_of_pages};
use aktenlage_domain::ids::{DocumentId, DocumentKind, FieldId, ServiceKey};
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Subject, Suggestion};
use time::Date;

use crate::remark;

/// One document.
#[derive(Clone, Debug)]
pub struct DocumentInput {
    /// Its id.
    pub id: DocumentId,
    /// Name as sent; of a part of a divided scan with its pages.
    pub file_name: String,
    /// What the reader found.
    pub text: DocumentText,
    /// What the reader complained about.
    pub issues: Vec<Issue>,
    /// Which pages of a scan it is, if a person divided the scan.
    pub pages: Option<PageSet>,
    /// SHA-256 of the file, in hexadecimal digits; of a part of a divided scan that of the scan. `None` if not known.
    pub sha256: Option<String>,
}

impl DocumentInput {
    /// Some of its pages as a document of their own, as a person divided it.
    #[must_use]
    pub fn of_pages(&self, id: DocumentId, name: String, pages: &PageSet) -> Self {
        Self {
            id,
            file_name: name,
            text: self.text.of_pages(pages),
            issues: issues_of_pages(&self.issues, pages),
            pages: Some(pages.clone()),
            sha256: self.sha256.clone(),
        }
    }
}

/// What people have settled. It overrides every suggestion.
#[derive(Clone, Debug, Default)]
pub struct Confirmed {
    /// Kinds of documents.
    pub kinds: BTreeMap<DocumentId, DocumentKind>,
    /// Values of fields; `None`: a person says there is none.
    pub values: BTreeMap<FieldId, Option<String>>,
}

/// Everything that arrived for one application.
#[derive(Clone, Debug)]
pub struct SubmissionInput {
    /// The documents, in order.
    pub documents: Vec<DocumentInput>,
    /// The service, if a person confirmed it.
    pub service: Option<ServiceKey>,
    /// Day of receipt: the date on which rules and ages are measured.
    pub received_on: Date,
    /// What people have settled.
    pub confirmed: Confirmed,
}

/// What is known about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A normalised value.
    Value(String),
    /// The form asks for it and the applicant left it empty, or a person says there is none.
    Absent,
}

/// One document of a case by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDocument {
    /// Its id.
    pub id: DocumentId,
    /// Name as sent.
    pub file_name: String,
    /// What the reader complained about.
    pub issues: Vec<IssueCode>,
}

/// One document of a case, as far as completeness needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownDocument {
    /// Its id.
    pub id: DocumentId,
    /// Name as sent.
    pub file_name: String,
    /// Its kind, confirmed or suggested; `None` if the model abstained.
    pub kind: Option<DocumentKind>,
    /// How sure the kind is; 1 if a person confirmed it.
    pub probability: f32,
    /// Where the kind shows: the title. Empty if a person named the kind.
    pub evidence: Vec<SourceSpan>,
    /// Whether something may be in it that nobody recognised: its kind is not known, or something packed in it was not
    /// taken out. The text of an e-mail alone is no piece of evidence.
    pub may_hold_more: bool,
    /// The kinds that a document without one may be, all others being ruled out; `None`: it may be any.
    pub possible_kinds: Option<Vec<DocumentKind>>,
}

impl KnownDocument {
    /// Whether something of one of these kinds may be in it that nobody recognised.
    pub fn may_hold_any_of(&self, kinds: &[DocumentKind]) -> bool {
        let is_possible = |possible: &Vec<DocumentKind>| kinds.iter().any(|kind| possible.contains(kind));
        self.may_hold_more && self.possible_kinds.as_ref().is_none_or(is_possible)
    }
}

/// What completeness is judged on.
#[derive(Clone, Debug)]
pub struct KnownFacts {
    /// Known fields. A field that is not in here was not read, abstained, or is not on the form.
    pub values: BTreeMap<FieldId, Fact>,
    /// The documents.
    pub documents: Vec<KnownDocument>,
    /// Day of receipt.
    pub received_on: Date,
}

impl KnownFacts {
    /// Puts suggestions and what people settled together; people win.
    ///
    /// `documents` names the documents of the case in order. `suggestions` are the ones in force.
    pub fn gather(
        documents: &[NamedDocument],
        suggestions: &[Suggestion],
        confirmed: &Confirmed,
        received_on: Date,
    ) -> Self {
        let mut values = BTreeMap::new();
        for suggestion in suggestions {
            if let Subject::Field(field) = &suggestion.subject
                && let Some(fact) = fact_of(suggestion)
            {
                values.insert(field.clone(), fact);
            }
        }
        for (field, value) in &confirmed.values {
            let fact = value.clone().map_or(Fact::Absent, Fact::Value);
            values.insert(field.clone(), fact);
        }
        let documents = documents
            .iter()
            .map(|document| known_document(document, suggestions, confirmed))
            .collect();
        Self {
            values,
            documents,
            received_on,
        }
    }
}

/// The fact a field suggestion stands for: a value, a known absence, or nothing. Where documents contradict each other
/// none of their values counts until a person takes one.
fn fact_of(suggestion: &Suggestion) -> Option<Fact> {
    match &suggestion.answer {
        Answer::Value { alternatives, .. } if !alternatives.is_empty() => None,
        Answer::Value { value, .. } => Some(Fact::Value(value.clone())),
        Answer::Abstained {
            reason: AbstentionReason::NoEvidence,
            ..
        } if remark::is_left_empty(&suggestion.remarks) => Some(Fact::Absent),
        Answer::Abstained { .. } => None,
    }
}

impl From<&DocumentInput> for NamedDocument {
    fn from(document: &DocumentInput) -> Self {
        Self {
            id: document.id,
            file_name: document.file_name.clone(),
            issues: document.issues.iter().map(|issue| issue.code).collect(),
        }
    }
}

fn known_document(
    document: &NamedDocument,
    suggestions: &[Suggestion],
    confirmed: &Confirmed,
) -> KnownDocument {
    let suggested = suggestions
        .iter()
        .find(|suggestion| suggestion.subject == Subject::DocumentKind(document.id));
    let (mut kind, mut probability, mut evidence) = (None, 0.0, Vec::new());
    if let Some(Suggestion {
        answer:
            Answer::Value {
                value,
                probability: sure,
                evidence: places,
                ..
            },
        ..
    }) = suggested
    {
        kind = Some(DocumentKind::new(value.as_str()));
        probability = *sure;
        evidence.clone_from(places);
    }
    if let Some(settled) = confirmed.kinds.get(&document.id) {
        if kind.as_ref() != Some(settled) {
            evidence.clear();
        }
        kind = Some(settled.clone());
        probability = 1.0;
    }
    let is_mail_text = document.issues.contains(&IssueCode::PagesFromMailText);
    let holds_parts = document.issues.iter().any(|code| code.leaves_parts_inside());
    let is_whole = document.issues.iter().all(|code| code.is_notice());
    let is_divided = suggestions
        .iter()
        .any(|suggestion| suggestion.subject == Subject::Division(document.id));
    KnownDocument {
        id: document.id,
        file_name: document.file_name.clone(),
        may_hold_more: holds_parts || kind.is_none() && !is_mail_text,
        // Nothing is ruled out of what was not read, or of several documents in one file: the first page decided.
        possible_kinds: suggested
            .filter(|_| kind.is_none() && is_whole && !is_divided)
            .and_then(|suggestion| remark::possible_kinds(&suggestion.remarks)),
        kind,
        probability,
        evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aktenlage_domain::suggestion::{Alternative, Origin};

    #[test]
    fn values_that_contradict_each_other_are_no_fact_until_a_person_takes_one() {
        let alternative = Alternative {
            value: "821.00".to_owned(),
            probability: 0.4,
            evidence: Vec::new(),
        };
        let facts = |alternatives: Vec<Alternative>, confirmed: &Confirmed| {
            let suggestion = Suggestion {
                subject: Subject::Field("dwelling.total_rent".into()),
                answer: Answer::Value {
                    value: "812.00".to_owned(),
                    probability: 0.9,
                    evidence: Vec::new(),
                    alternatives,
                },
                remarks: Vec::new(),
                origin: Origin {
                    model: "rules".to_owned(),
                    prompt: "none".to_owned(),
                    blueprint: String::new(),
                    input: String::new(),
                },
            };
            let day = time::macros::date!(2026 - 11 - 23);
            let facts = KnownFacts::gather(&[], &[suggestion], confirmed, day);
            facts.values.get(&FieldId::from("dwelling.total_rent")).cloned()
        };
        let value = |text: &str| Some(Fact::Value(text.to_owned()));
        let nothing = Confirmed::default();
        assert_eq!(facts(Vec::new(), &nothing), value("812.00"));
        assert_eq!(facts(vec![alternative.clone()], &nothing), None);
        let taken = Confirmed {
            values: [("dwelling.total_rent".into(), Some("821.00".to_owned()))].into(),
            ..Confirmed::default()
        };
        assert_eq!(facts(vec![alternative], &taken), value("821.00"));
    }
}
