//! Practice: shipped cases with a known truth, on which clerks learn the workbench. What is shown holds no truth, and
//! the comparison afterwards is told and forgotten: nothing here opens a transaction, writes a file or asks who it is.
use std::str::FromStr;

use aktenlage_catalogue::service::{FieldDefinition, Label, ServiceDefinition};
use aktenlage_domain::document::{Page, SourceSpan, TextSource, Word};
use aktenlage_domain::ids::{DocumentId, FieldId};
use aktenlage_domain::practice::{PracticeOutcome, judge};
use aktenlage_domain::review::Verdict;
use aktenlage_domain::suggestion::{Alternative, Answer, Origin, Subject, Suggestion};
use aktenlage_domain::value::normalise;
use aktenlage_evaluation::practice::{PracticeCase, PracticeDocument, PracticeField, Said, Stated, cases};
use bytes::Bytes;

use crate::documents::{WIDTHS, not_drawn};
use crate::error::WorkflowError;
use crate::read_fields::{options, requirement};
use crate::views::{AskedOf, FieldView, SuggestionView};
use crate::workbench::Workbench;

/// A4 upright, in points: what practice cases are set on.
const PAGE_POINTS: (f32, f32) = (595.0, 842.0);

/// A practice case, for lists.
#[derive(Clone, Debug)]
pub struct PracticeSummary {
    /// Its name in addresses.
    pub id: String,
    /// What it is called.
    pub title: Label,
    /// What it is about.
    pub about: Label,
    /// The service that is asked for.
    pub service: Label,
    /// How many documents it has.
    pub documents: usize,
    /// How many fields it has.
    pub fields: usize,
}

/// A practice case as it is worked on: suggestions, no truth.
#[derive(Clone, Debug)]
pub struct PracticeView {
    /// What the list says.
    pub summary: PracticeSummary,
    /// Day of receipt, `YYYY-MM-DD`.
    pub received_on: String,
    /// Its documents in the order they arrived.
    pub documents: Vec<PracticeDocumentView>,
    /// Its fields in the order of the blueprint, none reviewed.
    pub fields: Vec<FieldView>,
}

/// A document of a practice case.
#[derive(Clone, Debug)]
pub struct PracticeDocumentView {
    /// Its id, the same at every start; no document of the record has it.
    pub id: DocumentId,
    /// File name.
    pub file_name: String,
    /// Its pages, without words.
    pub pages: Vec<Page>,
}

/// What a person did with a field of a practice case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PracticeAnswer {
    /// Which field.
    pub field: FieldId,
    /// What the person did.
    pub verdict: Verdict,
    /// The value that they entered.
    pub value: Option<String>,
}

/// A field of a practice case, held against what is true.
#[derive(Clone, Debug)]
pub struct PracticeFinding {
    /// Which field.
    pub field: FieldId,
    /// What became of it.
    pub outcome: PracticeOutcome,
    /// What the person did, if anything.
    pub verdict: Option<Verdict>,
    /// The value that the person entered or took.
    pub answered: Option<String>,
    /// What was suggested; `None` if the machine was silent.
    pub suggested: Option<String>,
    /// What is true; `None` if the documents state nothing.
    pub truth: Option<String>,
    /// Where what is true stands.
    pub places: Vec<SourceSpan>,
    /// Why the suggestion was not right and how one could have seen it.
    pub why: Option<Label>,
}

/// A practice case with what the blueprint says about its fields.
struct Known<'c> {
    /// Its position among the shipped ones, from 0.
    number: usize,
    case: &'static PracticeCase,
    service: &'c ServiceDefinition,
    fields: Vec<(&'static PracticeField, &'c FieldDefinition)>,
}

impl Workbench {
    /// The practice cases whose service the blueprint knows.
    pub fn practice_cases(&self) -> Result<Vec<PracticeSummary>, WorkflowError> {
        Ok(self.known()?.iter().map(Known::summary).collect())
    }

    /// A practice case to work on.
    pub fn practice_case(&self, id: &str) -> Result<PracticeView, WorkflowError> {
        let known = self.known_case(id)?;
        let documents = known.case.documents.iter().enumerate();
        let documents: Result<Vec<_>, WorkflowError> = documents
            .map(|(at, document)| {
                Ok(PracticeDocumentView {
                    id: numbered(known.number, at)?,
                    file_name: document.file.clone(),
                    pages: (1..=document.pages).map(blank_page).collect(),
                })
            })
            .collect();
        let fields: Result<Vec<_>, WorkflowError> = known
            .fields
            .iter()
            .enumerate()
            .map(|(at, (field, definition))| self.practice_field(&known, at, field, definition))
            .collect();
        Ok(PracticeView {
            summary: known.summary(),
            received_on: known.case.received_on.clone(),
            documents: documents?,
            fields: fields?,
        })
    }

    /// A page as WebP, drawn in a confined process each time and not kept.
    pub async fn practice_page(
        &self,
        document: DocumentId,
        number: u32,
        width: u32,
    ) -> Result<Bytes, WorkflowError> {
        if !WIDTHS.contains(&width) {
            return Err(WorkflowError::NotFound);
        }
        let pdf = page_of(document, number)?;
        let turn = self
            .reader()
            .turn(&format!("practice/{document}/{number}-{width}"))
            .await;
        let drawn = turn.render(pdf, number, width).await;
        Ok(Bytes::from(drawn.map_err(|error| not_drawn(&error))?))
    }

    /// The words of a page in reading order; empty where it cannot be read.
    pub async fn practice_words(
        &self,
        document: DocumentId,
        number: u32,
    ) -> Result<Vec<Word>, WorkflowError> {
        let pdf = page_of(document, number)?;
        let reading = self.reader().read(pdf).await;
        let page = reading.text.pages.into_iter().find(|page| page.number == number);
        Ok(page.map(|page| page.words).unwrap_or_default())
    }

    /// Holds answers against what is true, in the order of the fields; a field without an answer is left open. Of two
    /// answers to one field the last one counts.
    pub fn practice_result(
        &self,
        id: &str,
        answers: &[PracticeAnswer],
    ) -> Result<Vec<PracticeFinding>, WorkflowError> {
        let known = self.known_case(id)?;
        let is_asked =
            |answer: &PracticeAnswer| known.fields.iter().any(|(field, _)| field.id == answer.field);
        if !answers.iter().all(is_asked) {
            return Err(WorkflowError::invalid("answers", "unknown"));
        }
        let findings = known.fields.iter().map(|(field, definition)| {
            let answer = answers.iter().rfind(|answer| answer.field == field.id);
            let answer = answer.filter(|answer| answer.verdict != Verdict::Withdrawn);
            finding(&known, field, definition, answer)
        });
        findings.collect()
    }

    fn known(&self) -> Result<Vec<Known<'_>>, WorkflowError> {
        let known = shipped()?.iter().enumerate().filter_map(|(number, case)| {
            let service = self.catalogue().service(&case.service)?;
            let fields: Vec<_> = service
                .fields
                .iter()
                .filter_map(|definition| {
                    let field = case.fields.iter().find(|field| field.id == definition.id)?;
                    Some((field, definition))
                })
                .collect();
            let known = Known {
                number,
                case,
                service,
                fields,
            };
            // An office may ask for other things than the shipped blueprint does.
            (!known.fields.is_empty()).then_some(known)
        });
        Ok(known.collect())
    }

    fn known_case(&self, id: &str) -> Result<Known<'_>, WorkflowError> {
        let known = self.known()?.into_iter().find(|known| known.case.id == id);
        known.ok_or(WorkflowError::NotFound)
    }

    fn practice_field(
        &self,
        known: &Known<'_>,
        at: usize,
        field: &PracticeField,
        definition: &FieldDefinition,
    ) -> Result<FieldView, WorkflowError> {
        let answer = match &field.said {
            Said::Silence(reason) => Answer::Abstained {
                reason: *reason,
                evidence: Vec::new(),
            },
            Said::Value {
                stated,
                probability,
                also,
            } => Answer::Value {
                value: stated.value.clone(),
                probability: *probability,
                // One place, as the machine names one: the others would tell which value is the true one.
                evidence: spans(known, stated)?.into_iter().take(1).collect(),
                alternatives: match also {
                    Some(also) => vec![Alternative {
                        value: also.value.clone(),
                        probability: 1.0 - probability,
                        evidence: spans(known, also)?,
                    }],
                    None => Vec::new(),
                },
            },
        };
        let suggestion = Suggestion {
            subject: Subject::Field(field.id.clone()),
            answer,
            remarks: Vec::new(),
            origin: made_for_practice(),
        };
        Ok(FieldView {
            id: field.id.clone(),
            label: definition.label.clone(),
            kind: definition.kind,
            options: options(definition),
            requirement: requirement(&definition.requirement),
            asked_of: AskedOf::Applicant,
            needed_for: Vec::new(),
            suggestion: Some(SuggestionView {
                id: numbered(known.number, at)?,
                suggestion,
                created_at: self.clock().now(),
                is_hidden: false,
            }),
            review: None,
            is_hidden: false,
        })
    }
}

impl Known<'_> {
    fn summary(&self) -> PracticeSummary {
        PracticeSummary {
            id: self.case.id.clone(),
            title: self.case.title.clone(),
            about: self.case.about.clone(),
            service: self.service.name.clone(),
            documents: self.case.documents.len(),
            fields: self.fields.len(),
        }
    }
}

fn shipped() -> Result<&'static [PracticeCase], WorkflowError> {
    cases().map_err(|error| WorkflowError::Internal(format!("the practice cases: {error}")))
}

/// The file of a document of a practice case that has this page.
fn page_of(document: DocumentId, page: u32) -> Result<Bytes, WorkflowError> {
    for (number, case) in shipped()?.iter().enumerate() {
        for (at, known) in case.documents.iter().enumerate() {
            let id: DocumentId = numbered(number, at)?;
            if id == document && (1..=known.pages).contains(&page) {
                return Ok(Bytes::from_static(&known.pdf));
            }
        }
    }
    Err(WorkflowError::NotFound)
}

/// An id by position: the same at every start. The eighth version of UUID (RFC 9562) is none that the record uses.
fn numbered<Id: FromStr>(case: usize, item: usize) -> Result<Id, WorkflowError> {
    let text = format!("00000000-0000-8000-8000-{:06x}{:06x}", case + 1, item + 1);
    text.parse()
        .map_err(|_| WorkflowError::Internal("the id of a practice case".to_owned()))
}

fn blank_page(number: u32) -> Page {
    let (width_points, height_points) = PAGE_POINTS;
    Page {
        number,
        width_points,
        height_points,
        rotation: 0,
        source: TextSource::Text,
        words: Vec::new(),
        scan: None,
    }
}

fn made_for_practice() -> Origin {
    Origin {
        model: "practice".to_owned(),
        prompt: "practice".to_owned(),
        blueprint: "practice".to_owned(),
        input: "practice".to_owned(),
    }
}

fn spans(known: &Known<'_>, stated: &Stated) -> Result<Vec<SourceSpan>, WorkflowError> {
    let mut spans = Vec::with_capacity(stated.places.len());
    for place in &stated.places {
        let is_named = |document: &PracticeDocument| document.file == place.file;
        let at = known.case.documents.iter().position(is_named);
        let at =
            at.ok_or_else(|| WorkflowError::Internal("a place in no document of the case".to_owned()))?;
        spans.push(SourceSpan {
            document: numbered(known.number, at)?,
            page: place.page,
            bbox: place.bbox,
            text: place.text.clone(),
        });
    }
    Ok(spans)
}

fn finding(
    known: &Known<'_>,
    field: &PracticeField,
    definition: &FieldDefinition,
    answer: Option<&PracticeAnswer>,
) -> Result<PracticeFinding, WorkflowError> {
    let suggested = field.said.value();
    let entered = answer.and_then(|answer| {
        let value = answer.value.as_deref().map(str::trim)?;
        // What is no value of its type is not the true one either; it is shown as it was entered.
        let value = normalise(definition.kind, value).unwrap_or_else(|_| value.to_owned());
        (!value.is_empty()).then_some(value)
    });
    let said = answer.map(|answer| (answer.verdict, entered.as_deref()));
    let truth = field.truth.as_ref();
    let outcome = judge(
        definition.kind,
        suggested,
        said,
        truth.map(|truth| truth.value.as_str()),
    );
    let is_taken = answer.is_some_and(|answer| answer.verdict == Verdict::Accepted);
    Ok(PracticeFinding {
        field: field.id.clone(),
        outcome,
        verdict: answer.map(|answer| answer.verdict),
        answered: if is_taken {
            suggested.map(str::to_owned)
        } else {
            entered
        },
        suggested: suggested.map(str::to_owned),
        truth: truth.map(|truth| truth.value.clone()),
        places: truth
            .map(|truth| spans(known, truth))
            .transpose()?
            .unwrap_or_default(),
        why: field.why.clone(),
    })
}
