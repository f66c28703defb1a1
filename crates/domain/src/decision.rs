//! Decisions that wait for a second person, and decided cases that are opened again.
use time::OffsetDateTime;

use crate::case::{Case, Outcome};
use crate::ids::{CaseId, DecisionId, ProposalId, ReleaseId, ReopeningId, UserId};
use crate::person::{Role, User};
use crate::vocabulary::vocabulary;

/// A decision as a clerk submitted it for release. Written once and never changed.
#[doc(alias = "Entscheidungsvorschlag")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// The case.
    pub case: CaseId,
    /// The version that the case got with it.
    pub case_version: i64,
    /// How it would end.
    pub outcome: Outcome,
    /// The reasons, in the clerk's words.
    pub reasons: String,
    /// What was open when it was submitted, as JSON text.
    pub open_points: String,
    /// What it rested on when it was submitted, as JSON text.
    pub basis: String,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

vocabulary! {
    /// What became of a proposed decision.
    ReleaseVerdict {
        /// Freigegeben: it is the decision.
        Released => "released",
        /// Zurückgegeben, by a second person, with a reason.
        SentBack => "sent_back",
        /// Zurückgezogen, by the person who proposed it.
        Withdrawn => "withdrawn",
    }
}

/// What a person made of a proposed decision. Once per proposal, and never changed.
#[doc(alias = "Freigabe")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its id.
    pub id: ReleaseId,
    /// The proposal.
    pub proposal: ProposalId,
    /// What became of it.
    pub verdict: ReleaseVerdict,
    /// Why it was sent back; a note otherwise, empty if there is none.
    pub reason: String,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

/// A person who may release decisions: a clerk or a supervisor. Whether it may be *this* decision, [`obstacle`] tells.
#[doc(alias = "Vier-Augen-Prinzip")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Releaser(User);

impl Releaser {
    /// The releaser in a user, if the role says so.
    pub fn from_user(user: User) -> Option<Self> {
        match user.role {
            Role::Clerk | Role::Supervisor => Some(Self(user)),
            Role::Data => None,
        }
    }
    /// The person's id.
    pub fn id(&self) -> UserId {
        self.0.id
    }
}

vocabulary! {
    /// Why a person may not release a decision: the case is their own.
    Obstacle {
        /// They submitted it.
        Submitted => "submitted",
        /// The case is assigned to them, or was when the decision was submitted.
        Assigned => "assigned",
        /// They settled a fact that it rests on.
        Reviewed => "reviewed",
    }
}

/// Why a person may not release this proposal; `None` if they may. `had_it` is whose case it was when it was submitted:
/// giving it away since makes nobody a second person. `reviewers` settled the facts that it rests on.
pub fn obstacle(
    person: UserId,
    case: &Case,
    had_it: Option<UserId>,
    proposal: &Proposal,
    reviewers: impl IntoIterator<Item = UserId>,
) -> Option<Obstacle> {
    if proposal.by == person {
        Some(Obstacle::Submitted)
    } else if case.assignee == Some(person) || had_it == Some(person) {
        Some(Obstacle::Assigned)
    } else {
        let settled_a_fact = reviewers.into_iter().any(|reviewer| reviewer == person);
        settled_a_fact.then_some(Obstacle::Reviewed)
    }
}

vocabulary! {
    /// On what ground a decided case is opened again. Which of them the law of a service knows, the blueprint says.
    ReopeningGround {
        /// Widerspruch
        Objection => "objection",
        /// Neue Tatsachen oder geänderte Verhältnisse
        NewFacts => "new_facts",
        /// Rücknahme eines rechtswidrigen Verwaltungsakts
        Withdrawal => "withdrawal",
        /// Widerruf eines rechtmäßigen Verwaltungsakts
        Revocation => "revocation",
        /// Wiederaufgreifen des Verfahrens
        Resumption => "resumption",
        /// Schreibfehler, Rechenfehler und ähnliche offenbare Unrichtigkeiten
        ClericalError => "clerical_error",
    }
}

/// That a decided case was opened again. The decision stays as it is; another one may follow.
#[doc(alias = "Wiederaufnahme")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopening {
    /// Its id.
    pub id: ReopeningId,
    /// The case.
    pub case: CaseId,
    /// The decision that it reopens; once per decision.
    pub decision: DecisionId,
    /// On what ground.
    pub ground: ReopeningGround,
    /// Why, in the clerk's words.
    pub reasons: String,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::CaseState;
    use crate::ids::CaseReference;
    use time::macros::{date, datetime};

    fn person(number: u128) -> UserId {
        UserId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn nobody_releases_their_own_case() {
        let at = datetime!(2026-11-22 10:00 UTC);
        let id = CaseId(uuid::Uuid::from_u128(1));
        let case = Case {
            id,
            reference: CaseReference::from_stored("WG-2026-000001".to_owned()),
            state: CaseState::AwaitingRelease,
            version: 7,
            service: None,
            applicant_name: None,
            received_on: date!(2026 - 11 - 20),
            due_on: None,
            assignee: Some(person(2)),
            created_at: at,
            updated_at: at,
        };
        let proposal = Proposal {
            id: ProposalId(uuid::Uuid::from_u128(1)),
            case: id,
            case_version: 7,
            outcome: Outcome::Rejected,
            reasons: "because".to_owned(),
            open_points: "[]".to_owned(),
            basis: "[]".to_owned(),
            by: person(1),
            at,
        };
        for (who, expected) in [
            (1, Some(Obstacle::Submitted)),
            (2, Some(Obstacle::Assigned)),
            (3, Some(Obstacle::Reviewed)),
            (4, None),
            (5, Some(Obstacle::Assigned)),
        ] {
            let had_it = Some(person(5));
            let found = obstacle(person(who), &case, had_it, &proposal, [person(3), person(1)]);
            assert_eq!(found, expected, "{who}");
        }
    }

    #[test]
    fn who_measures_models_releases_nothing() {
        let user = |role| User {
            id: person(1),
            username: "a".to_owned(),
            display_name: "A".to_owned(),
            role,
        };
        for role in Role::ALL {
            let may = Releaser::from_user(user(*role)).is_some();
            assert_eq!(may, *role != Role::Data, "{role}");
        }
    }
}
