//! Decisions that wait for a second person, and cases that are opened again.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_workflow::releases as views;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::case::CaseRow;
use super::completeness::Norm;
use super::decision::{DecisionView, OpenPoint};
use super::label::{Label, Person};
use super::list;
use super::suggestion::Subject;
use super::word::{Obstacle, Outcome, ReleaseVerdict, ReopeningGround};

/// A decision as it was submitted for release.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ProposalView {
    #[schema(format = "uuid")]
    id: String,
    /// The version that the case got with it.
    case_version: i64,
    outcome: Outcome,
    reasons: String,
    open_points: Vec<OpenPoint>,
    by: Person,
    #[schema(format = DateTime)]
    at: String,
    /// What became of it; `null` while it waits.
    answer: Option<AnswerView>,
}

/// What a person made of a proposed decision.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AnswerView {
    verdict: ReleaseVerdict,
    /// Empty if there is none.
    reason: String,
    by: Person,
    #[schema(format = DateTime)]
    at: String,
}

/// That a decided case was opened again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReopeningView {
    #[schema(format = "uuid")]
    id: String,
    /// The decision that it reopened.
    #[schema(format = "uuid")]
    decision: String,
    ground: ReopeningGround,
    reasons: String,
    by: Person,
    #[schema(format = DateTime)]
    at: String,
}

/// A fact that is not what it was when the decision was submitted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FactChange {
    subject: Subject,
    label: Option<Label>,
    /// `null`: it had no value, or nobody had settled it.
    before: Option<String>,
    /// `null`: it has no value, or is settled no more.
    after: Option<String>,
    by: Option<Person>,
}

/// What is different since the decision was submitted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Changes {
    facts: Vec<FactChange>,
    /// Points that were not open then.
    opened: Vec<OpenPoint>,
    /// Points that are open no more.
    closed: Vec<OpenPoint>,
}

/// The proposal that waits, as the person who asks sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Waiting {
    proposal: ProposalView,
    changes: Changes,
    /// Why this person may not release it; `null` if they may.
    obstacle: Option<Obstacle>,
}

/// A ground for opening a case again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Ground {
    ground: ReopeningGround,
    legal_bases: Vec<Norm>,
}

/// Everything about the decisions of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DecisionFile {
    pub(crate) version: i64,
    /// Outcomes that a second person has to release.
    four_eyes: Vec<Outcome>,
    /// Oldest first; the last one is in force unless a reopening names it.
    decisions: Vec<DecisionView>,
    /// Oldest first.
    proposals: Vec<ProposalView>,
    /// Oldest first.
    reopenings: Vec<ReopeningView>,
    waiting: Option<Waiting>,
    /// Grounds that the law of the service knows.
    grounds: Vec<Ground>,
}

/// A decision that waits, in the list of all.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReleaseItem {
    case: CaseRow,
    proposal: ProposalView,
    /// Why this person may not release it; `null` if they may.
    obstacle: Option<Obstacle>,
    /// Whether something is different since it was submitted.
    changed: bool,
}

/// Decisions that wait, oldest first, at most 100.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReleaseList {
    /// How many wait.
    total: i64,
    items: Vec<ReleaseItem>,
}

/// What a person makes of a proposed decision.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct ReleaseRequest {
    #[schema(format = "uuid")]
    pub(crate) proposal: String,
    #[schema(value_type = ReleaseVerdict)]
    pub(crate) verdict: String,
    /// Needed to send it back.
    #[serde(default)]
    pub(crate) reason: String,
}

/// The new version and, with a release, the decision.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReleaseRecorded {
    pub(crate) version: i64,
    pub(crate) decision: Option<DecisionView>,
}

/// Why a decided case is opened again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct ReopeningRequest {
    #[schema(value_type = ReopeningGround)]
    pub(crate) ground: String,
    #[serde(default)]
    pub(crate) reasons: String,
}

/// The new version and the reopening as recorded.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReopeningRecorded {
    pub(crate) version: i64,
    pub(crate) reopening: ReopeningView,
}

impl From<views::ProposalView> for ProposalView {
    fn from(view: views::ProposalView) -> Self {
        let proposal = view.proposal;
        Self {
            id: proposal.id.to_string(),
            case_version: proposal.case_version,
            outcome: proposal.outcome.into(),
            reasons: proposal.reasons,
            open_points: list(view.open_points),
            by: view.by.into(),
            at: instant_to_text(proposal.at),
            answer: view.answer.map(AnswerView::from),
        }
    }
}

impl From<views::AnswerView> for AnswerView {
    fn from(view: views::AnswerView) -> Self {
        Self {
            verdict: view.release.verdict.into(),
            reason: view.release.reason,
            by: view.by.into(),
            at: instant_to_text(view.release.at),
        }
    }
}

impl From<views::ReopeningView> for ReopeningView {
    fn from(view: views::ReopeningView) -> Self {
        let reopening = view.reopening;
        Self {
            id: reopening.id.to_string(),
            decision: reopening.decision.to_string(),
            ground: reopening.ground.into(),
            reasons: reopening.reasons,
            by: view.by.into(),
            at: instant_to_text(reopening.at),
        }
    }
}

impl From<views::FactChange> for FactChange {
    fn from(change: views::FactChange) -> Self {
        Self {
            subject: (&change.subject).into(),
            label: change.label.map(Label::from),
            before: change.before,
            after: change.after,
            by: change.by.map(Person::from),
        }
    }
}

impl From<views::Changes> for Changes {
    fn from(changes: views::Changes) -> Self {
        Self {
            facts: list(changes.facts),
            opened: list(changes.opened),
            closed: list(changes.closed),
        }
    }
}

impl From<views::Waiting> for Waiting {
    fn from(waiting: views::Waiting) -> Self {
        Self {
            proposal: waiting.proposal.into(),
            changes: waiting.changes.into(),
            obstacle: waiting.obstacle.map(Obstacle),
        }
    }
}

impl From<views::Ground> for Ground {
    fn from(ground: views::Ground) -> Self {
        Self {
            ground: ground.ground.into(),
            legal_bases: list(ground.legal_bases),
        }
    }
}

impl From<views::DecisionFile> for DecisionFile {
    fn from(file: views::DecisionFile) -> Self {
        Self {
            version: file.version,
            four_eyes: list(file.four_eyes),
            decisions: list(file.decisions),
            proposals: list(file.proposals),
            reopenings: list(file.reopenings),
            waiting: file.waiting.map(Waiting::from),
            grounds: list(file.grounds),
        }
    }
}

impl From<views::ReleaseItem> for ReleaseItem {
    fn from(item: views::ReleaseItem) -> Self {
        Self {
            case: item.case.into(),
            proposal: item.proposal.into(),
            obstacle: item.obstacle.map(Obstacle),
            changed: item.is_changed,
        }
    }
}

impl From<views::ReleaseList> for ReleaseList {
    fn from(releases: views::ReleaseList) -> Self {
        Self {
            total: releases.total,
            items: list(releases.items),
        }
    }
}
