//! Decisions and what was open when they were taken.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_workflow::releases::Taken;
use aktenlage_workflow::views;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::label::{Label, Person};
use super::list;
use super::release::ProposalView;
use super::word::{OpenPointKind, Outcome};
use crate::problem::Problem;

/// Something that is open.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OpenPoint {
    kind: OpenPointKind,
    /// Field, requirement or document id; empty for the service.
    key: String,
    label: Option<Label>,
}

/// What is open in a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OpenPoints {
    pub(crate) items: Vec<OpenPoint>,
}

/// A decision as recorded.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DecisionView {
    #[schema(format = "uuid")]
    id: String,
    outcome: Outcome,
    reasons: String,
    open_points: Vec<OpenPoint>,
    /// Who decided; with a release, who proposed it.
    by: Person,
    #[schema(format = DateTime)]
    at: String,
    /// The second person, if one had to release it.
    released_by: Option<Person>,
    /// The reopening that it follows; `null` for the first decision.
    #[schema(format = "uuid")]
    reopening: Option<String>,
}

/// A decision as the screen sends it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct DecisionRequest {
    #[schema(value_type = Outcome)]
    pub(crate) outcome: String,
    #[serde(default)]
    pub(crate) reasons: String,
    /// The kinds of open points that the person knows of.
    #[serde(default)]
    #[schema(value_type = Vec<OpenPointKind>)]
    pub(crate) open_points_acknowledged: Vec<String>,
}

/// The new version, and the decision as recorded or as it waits for a second person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DecisionRecorded {
    pub(crate) version: i64,
    /// `null` if it waits.
    pub(crate) decision: Option<DecisionView>,
    /// `null` if it is recorded.
    pub(crate) proposal: Option<ProposalView>,
}

impl DecisionRequest {
    /// The kinds of open points, or 422.
    pub(crate) fn acknowledged(&self) -> Result<Vec<views::OpenPointKind>, Problem> {
        let read = |word: &String| {
            views::OpenPointKind::from_word(word)
                .ok_or_else(|| Problem::invalid("open_points_acknowledged", "unknown"))
        };
        self.open_points_acknowledged.iter().map(read).collect()
    }
}

impl DecisionRecorded {
    pub(crate) fn new(version: i64, taken: Taken) -> Self {
        let (decision, proposal) = match taken {
            Taken::Decided(decision) => (Some(decision.into()), None),
            Taken::Proposed(proposal) => (None, Some(proposal.into())),
        };
        Self {
            version,
            decision,
            proposal,
        }
    }
}

impl From<views::OpenPoint> for OpenPoint {
    fn from(point: views::OpenPoint) -> Self {
        Self {
            kind: point.kind.into(),
            key: point.key,
            label: point.label.map(Label::from),
        }
    }
}

impl From<views::DecisionView> for DecisionView {
    fn from(view: views::DecisionView) -> Self {
        Self {
            id: view.decision.id.to_string(),
            outcome: view.decision.outcome.into(),
            reasons: view.decision.reasons,
            open_points: list(view.open_points),
            by: view.by.into(),
            at: instant_to_text(view.decision.at),
            released_by: view.released_by.map(Person::from),
            reopening: view.decision.reopening.map(|id| id.to_string()),
        }
    }
}
