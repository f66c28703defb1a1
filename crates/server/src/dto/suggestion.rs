//! Suggestions.
use std::collections::BTreeMap;

use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::suggestion as domain;
use aktenlage_workflow::views;
use serde::Serialize;
use utoipa::ToSchema;

use super::evidence::Evidence;
use super::label::Label;
use super::list;
use super::word::{AbstentionReason, Confidence, SubjectKind};

/// What a suggestion or review is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Subject {
    /// The kind of subject.
    pub(crate) kind: SubjectKind,
    /// The id within the kind; empty for the service.
    pub(crate) key: String,
}

impl From<&domain::Subject> for Subject {
    fn from(subject: &domain::Subject) -> Self {
        Self {
            kind: subject.kind().into(),
            key: subject.key(),
        }
    }
}

/// What a model proposes, or why it does not.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionView {
    #[schema(format = "uuid")]
    id: String,
    subject: Subject,
    /// `null` if it abstained or is hidden.
    value: Option<String>,
    /// Why there is no value.
    abstained: Option<AbstentionReason>,
    probability: Option<f32>,
    confidence: Option<Confidence>,
    evidence: Vec<Evidence>,
    alternatives: Vec<Alternative>,
    /// Reasons and checks; the first one is the reason shown.
    remarks: Vec<Remark>,
    origin: Origin,
    #[schema(format = DateTime)]
    created_at: String,
    /// A person has to enter a field of a sample first: nothing of what it says is here.
    hidden_by_sample: bool,
}

/// A contradicting value found elsewhere.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Alternative {
    value: String,
    probability: f32,
    evidence: Vec<Evidence>,
}

/// A reason or check as a code with parameters.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Remark {
    code: String,
    parameters: BTreeMap<String, String>,
}

/// What a suggestion was made with.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Origin {
    model: String,
    prompt: String,
    blueprint: String,
    input: String,
}

impl From<views::SuggestionView> for SuggestionView {
    fn from(view: views::SuggestionView) -> Self {
        let domain::Suggestion {
            subject,
            answer,
            remarks,
            origin,
        } = view.suggestion;
        let (value, probability, abstained, evidence, alternatives) = match answer {
            domain::Answer::Value {
                value,
                probability,
                evidence,
                alternatives,
            } => (Some(value), Some(probability), None, evidence, alternatives),
            domain::Answer::Abstained { reason, evidence } => {
                // What is hidden is not known to be silent.
                let reason = Some(reason).filter(|_| !view.is_hidden);
                (None, None, reason, evidence, Vec::new())
            }
        };
        Self {
            id: view.id.to_string(),
            subject: (&subject).into(),
            value,
            abstained: abstained.map(AbstentionReason),
            probability,
            confidence: probability.map(domain::Confidence::of).map(Confidence),
            evidence: list(evidence),
            alternatives: list(alternatives),
            remarks: list(remarks),
            origin: origin.into(),
            created_at: instant_to_text(view.created_at),
            hidden_by_sample: view.is_hidden,
        }
    }
}

impl From<domain::Alternative> for Alternative {
    fn from(alternative: domain::Alternative) -> Self {
        Self {
            value: alternative.value,
            probability: alternative.probability,
            evidence: list(alternative.evidence),
        }
    }
}

impl From<domain::Remark> for Remark {
    fn from(remark: domain::Remark) -> Self {
        Self {
            code: remark.code,
            parameters: remark.parameters.into_iter().collect(),
        }
    }
}

impl From<domain::Origin> for Origin {
    fn from(origin: domain::Origin) -> Self {
        let domain::Origin {
            model,
            prompt,
            blueprint,
            input,
        } = origin;
        Self {
            model,
            prompt,
            blueprint,
            input,
        }
    }
}

/// A suggestion as it was made, with the name of what it is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ShownSuggestion {
    suggestion: SuggestionView,
    /// `null` where the blueprint has no name for it.
    label: Option<Label>,
}

/// What an entry of the history opens.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ShownSuggestions {
    /// In the order in which they were stored.
    pub(crate) items: Vec<ShownSuggestion>,
}

impl From<views::ShownSuggestion> for ShownSuggestion {
    fn from(shown: views::ShownSuggestion) -> Self {
        Self {
            suggestion: shown.suggestion.into(),
            label: shown.label.map(Label::from),
        }
    }
}
