//! Practice cases, and answers held against what is true.
use aktenlage_domain::ids::FieldId;
use aktenlage_workflow::practice as workflow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::document::PageView;
use super::evidence::Evidence;
use super::field::FieldView;
use super::label::Label;
use super::list;
use super::word::{PracticeOutcome, Verdict};
use crate::extract::query::word;
use crate::problem::Problem;

/// The practice cases that ship with the program.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PracticeCases {
    pub(crate) items: Vec<PracticeSummary>,
}

/// A practice case, for the list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PracticeSummary {
    id: String,
    title: Label,
    about: Label,
    /// Name of the service that is asked for.
    service: Label,
    documents: usize,
    fields: usize,
}

/// A practice case to work on: suggestions of which some are wrong, and no truth.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PracticeCase {
    id: String,
    title: Label,
    about: Label,
    service: Label,
    #[schema(format = Date)]
    received_on: String,
    documents: Vec<PracticeDocument>,
    /// In the order of the blueprint; nothing is reviewed.
    fields: Vec<FieldView>,
}

/// A document of a practice case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PracticeDocument {
    #[schema(format = "uuid")]
    id: String,
    file_name: String,
    pages: Vec<PageView>,
}

/// What a person did with the fields of a practice case. It is compared and forgotten.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct PracticeResultRequest {
    answers: Vec<PracticeAnswerRequest>,
}

/// What a person did with a field.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct PracticeAnswerRequest {
    /// Id of the field.
    field: String,
    #[schema(value_type = Verdict)]
    verdict: String,
    /// The value that was entered.
    #[serde(default)]
    value: Option<String>,
}

/// The answers of one person to one practice case, held against what is true.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PracticeResult {
    /// Every field of the case, in the order of the blueprint.
    pub(crate) findings: Vec<PracticeFinding>,
}

/// A field of a practice case, held against what is true.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PracticeFinding {
    /// Id of the field.
    field: String,
    outcome: PracticeOutcome,
    /// What the person did, if anything.
    verdict: Option<Verdict>,
    /// The value that the person took or entered.
    answered: Option<String>,
    /// `null` if the machine was silent.
    suggested: Option<String>,
    /// `null` if the documents state nothing.
    truth: Option<String>,
    /// Where what is true stands.
    places: Vec<Evidence>,
    /// Why the suggestion was not right and how one could have seen it.
    why: Option<Label>,
}

impl From<workflow::PracticeSummary> for PracticeSummary {
    fn from(summary: workflow::PracticeSummary) -> Self {
        Self {
            id: summary.id,
            title: summary.title.into(),
            about: summary.about.into(),
            service: summary.service.into(),
            documents: summary.documents,
            fields: summary.fields,
        }
    }
}

impl From<workflow::PracticeView> for PracticeCase {
    fn from(view: workflow::PracticeView) -> Self {
        let summary = view.summary;
        Self {
            id: summary.id,
            title: summary.title.into(),
            about: summary.about.into(),
            service: summary.service.into(),
            received_on: view.received_on,
            documents: list(view.documents),
            fields: list(view.fields),
        }
    }
}

impl From<workflow::PracticeDocumentView> for PracticeDocument {
    fn from(document: workflow::PracticeDocumentView) -> Self {
        Self {
            id: document.id.to_string(),
            file_name: document.file_name,
            pages: list(document.pages),
        }
    }
}

impl From<workflow::PracticeFinding> for PracticeFinding {
    fn from(finding: workflow::PracticeFinding) -> Self {
        Self {
            field: finding.field.to_string(),
            outcome: finding.outcome.into(),
            verdict: finding.verdict.map(Verdict),
            answered: finding.answered,
            suggested: finding.suggested,
            truth: finding.truth,
            places: list(finding.places),
            why: finding.why.map(Label::from),
        }
    }
}

impl PracticeResultRequest {
    /// The answers; 422 for a verdict that is none.
    pub(crate) fn answers(self) -> Result<Vec<workflow::PracticeAnswer>, Problem> {
        let read = |answer: PracticeAnswerRequest| -> Result<workflow::PracticeAnswer, Problem> {
            let verdict = word("verdict", Some(answer.verdict.as_str()))?;
            Ok(workflow::PracticeAnswer {
                field: FieldId::new(answer.field),
                verdict: verdict.ok_or_else(|| Problem::invalid("verdict", "empty"))?,
                value: answer.value,
            })
        };
        self.answers.into_iter().map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_and_unknown_verdicts_are_named() {
        let read = |verdict: &str| {
            let text = format!(r#"{{"answers":[{{"field":"bank.iban","verdict":"{verdict}"}}]}}"#);
            serde_json::from_str::<PracticeResultRequest>(&text)
                .unwrap()
                .answers()
        };
        let answers = read("accepted").unwrap();
        assert_eq!((answers.len(), answers[0].field.as_str()), (1, "bank.iban"));
        for verdict in ["liked", ""] {
            let problem = read(verdict).unwrap_err();
            assert_eq!(problem.body("r").members.fields[0].field, "verdict", "{verdict}");
        }
    }
}
