//! What the use cases around releases and reopenings answer.
use aktenlage_catalogue::service::Label;
use aktenlage_domain::case::Outcome;
use aktenlage_domain::decision::{Obstacle, Proposal, Release, Reopening, ReopeningGround};
use aktenlage_domain::service::LegalBasis;
use aktenlage_domain::suggestion::Subject;

use crate::names::Names;
use crate::open_points::open_points_from_text;
use crate::views::{CaseRow, DecisionView, OpenPoint, Person};

/// What came of a decision that a clerk took.
#[derive(Clone, Debug)]
pub enum Taken {
    /// It is recorded.
    Decided(DecisionView),
    /// It waits for a second person.
    Proposed(ProposalView),
}

/// A proposed decision with the names of the people.
#[derive(Clone, Debug)]
pub struct ProposalView {
    /// The proposal.
    pub proposal: Proposal,
    /// What was open when it was submitted.
    pub open_points: Vec<OpenPoint>,
    /// Who submitted it.
    pub by: Person,
    /// What became of it; `None` while it waits.
    pub answer: Option<AnswerView>,
}

/// What a person made of a proposed decision.
#[derive(Clone, Debug)]
pub struct AnswerView {
    /// The answer.
    pub release: Release,
    /// Who.
    pub by: Person,
}

/// That a case was opened again, with the name of the person.
#[derive(Clone, Debug)]
pub struct ReopeningView {
    /// The reopening.
    pub reopening: Reopening,
    /// Who.
    pub by: Person,
}

/// A fact that is not what it was when a decision was submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// What it is about.
    pub subject: Subject,
    /// Its name, if the blueprint has one.
    pub label: Option<Label>,
    /// The value then; `None` if it had none, or nobody had settled it.
    pub before: Option<String>,
    /// The value now; `None` if it has none, or is settled no more.
    pub after: Option<String>,
    /// Who settled it since; `None` if it is settled no more.
    pub by: Option<Person>,
}

/// What is different since a decision was submitted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Facts.
    pub facts: Vec<FactChange>,
    /// Points that were not open then.
    pub opened: Vec<OpenPoint>,
    /// Points that are open no more.
    pub closed: Vec<OpenPoint>,
}

/// The proposal that waits in a case, as one person sees it.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The proposal.
    pub proposal: ProposalView,
    /// What is different since then: with any, it cannot be released.
    pub changes: Changes,
    /// Why this person may not release it; `None` if they may.
    pub obstacle: Option<Obstacle>,
}

/// A ground for opening a case again, with its norms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The ground.
    pub ground: ReopeningGround,
    /// Norms of the law of the service.
    pub legal_bases: Vec<LegalBasis>,
}

/// Everything about the decisions of a case.
#[derive(Clone, Debug)]
pub struct DecisionFile {
    /// Version of the case.
    pub version: i64,
    /// Outcomes that a second person has to release.
    pub four_eyes: Vec<Outcome>,
    /// All decisions, oldest first; the last one is in force unless a reopening names it.
    pub decisions: Vec<DecisionView>,
    /// All proposals, oldest first.
    pub proposals: Vec<ProposalView>,
    /// All reopenings, oldest first.
    pub reopenings: Vec<ReopeningView>,
    /// The proposal that waits.
    pub waiting: Option<Waiting>,
    /// Grounds that the law of the service knows for opening it again.
    pub grounds: Vec<Ground>,
}

/// A decision that waits, in the list of all.
#[derive(Clone, Debug)]
pub struct ReleaseItem {
    /// The case.
    pub case: CaseRow,
    /// The proposal.
    pub proposal: ProposalView,
    /// Why this person may not release it; `None` if they may.
    pub obstacle: Option<Obstacle>,
    /// Whether something is different since it was submitted.
    pub is_changed: bool,
}

/// Decisions that wait, oldest first.
#[derive(Clone, Debug)]
pub struct ReleaseList {
    /// How many there are.
    pub total: i64,
    /// The first of them.
    pub items: Vec<ReleaseItem>,
}

impl ProposalView {
    pub(crate) fn new(proposal: Proposal, answer: Option<Release>, names: &Names) -> Self {
        Self {
            open_points: open_points_from_text(&proposal.open_points),
            by: names.person(proposal.by),
            answer: answer.map(|release| AnswerView {
                by: names.person(release.by),
                release,
            }),
            proposal,
        }
    }
}

impl Changes {
    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.opened.is_empty() && self.closed.is_empty()
    }
}
