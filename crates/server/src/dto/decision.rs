//! Decisions and what was open when they were taken.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_workflow::views;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::label::{Label, Person};
use super::list;
use super::word::{OpenPointKind, Outcome};

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
    by: Person,
    #[schema(format = DateTime)]
    at: String,
}

/// A decision as the screen sends it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct DecisionRequest {
    #[schema(value_type = Outcome)]
    pub(crate) outcome: String,
    #[serde(default)]
    pub(crate) reasons: String,
    #[serde(default)]
    pub(crate) open_points_acknowledged: bool,
}

/// The new version and the decision as recorded.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DecisionRecorded {
    pub(crate) version: i64,
    pub(crate) decision: DecisionView,
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
        }
    }
}
