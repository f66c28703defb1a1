//! Decisions, those that wait for a second person, and cases that are opened again. Rows are written once.
use aktenlage_domain::case::Decision;
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::decision::{Proposal, Release, Reopening};
use aktenlage_domain::ids::{CaseId, ProposalId, UserId};

use crate::convert::{all, corrupt, instant, maybe, optional_word, word};
use crate::engine::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

impl Tx {
    /// Records a decision; one for the case and one for each reopening ([`StoreError::Exists`]). Commit needs one entry
    /// `decision_recorded` or `decision_released` for each.
    pub async fn insert_decision(&mut self, decision: &Decision) -> Result<(), StoreError> {
        self.change(Change::Decision)?;
        let id = decision.id.to_string();
        let (proposal, released_by) = decision.release.unzip();
        let inserted = execute!(
            self,
            sql::INSERT_DECISION,
            &id,
            decision.case.to_string(),
            decision.outcome.as_str(),
            &decision.reasons,
            &decision.open_points,
            &decision.basis,
            decision.by.to_string(),
            instant_to_text(decision.at),
            decision.reopening.map(|reopening| reopening.to_string()),
            proposal.map(|proposal| proposal.to_string()),
            released_by.map(|user| user.to_string()),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists { record: "decision" });
        }
        self.wrote(Table::Decisions, &id, (&id, ""));
        Ok(())
    }
    /// The decision in force; `None` if there is none, or the last one was reopened.
    pub async fn decision(&mut self, case: CaseId) -> Result<Option<Decision>, StoreError> {
        maybe(fetch_optional!(
            self,
            DecisionRow,
            sql::DECISION_OF_CASE,
            case.to_string()
        )?)
    }
    /// All decisions of a case, oldest first.
    pub async fn decisions(&mut self, case: CaseId) -> Result<Vec<Decision>, StoreError> {
        all(fetch_all!(
            self,
            DecisionRow,
            sql::DECISIONS_OF_CASE,
            case.to_string()
        )?)
    }
    /// Records a decision that waits for a second person. Commit needs one entry `decision_proposed` for each.
    pub async fn insert_proposal(&mut self, proposal: &Proposal) -> Result<(), StoreError> {
        self.change(Change::Proposal)?;
        let id = proposal.id.to_string();
        execute!(
            self,
            sql::INSERT_PROPOSAL,
            &id,
            proposal.case.to_string(),
            proposal.case_version,
            proposal.outcome.as_str(),
            &proposal.reasons,
            &proposal.open_points,
            &proposal.basis,
            proposal.by.to_string(),
            instant_to_text(proposal.at),
        )?;
        self.wrote(Table::DecisionProposals, &id, (&id, ""));
        Ok(())
    }
    /// All proposals of a case, oldest first.
    pub async fn proposals(&mut self, case: CaseId) -> Result<Vec<Proposal>, StoreError> {
        all(fetch_all!(
            self,
            ProposalRow,
            sql::PROPOSALS_OF_CASE,
            case.to_string()
        )?)
    }
    /// Proposals of all cases that wait for a second person, oldest first, at most `limit`; and how many there are.
    pub async fn waiting_proposals(&mut self, limit: i64) -> Result<(i64, Vec<Proposal>), StoreError> {
        let (total,) = fetch_one!(self, (i64,), sql::COUNT_PROPOSALS_WAITING)?;
        let waiting = fetch_all!(self, ProposalRow, sql::PROPOSALS_WAITING, limit.max(0))?;
        Ok((total, all(waiting)?))
    }
    /// Records what became of a proposal; only once ([`StoreError::Exists`]). Commit needs one entry
    /// `decision_released` or `decision_returned` for each.
    pub async fn insert_release(&mut self, release: &Release) -> Result<(), StoreError> {
        self.change(Change::Release)?;
        let id = release.id.to_string();
        let inserted = execute!(
            self,
            sql::INSERT_RELEASE,
            &id,
            release.proposal.to_string(),
            release.verdict.as_str(),
            &release.reason,
            release.by.to_string(),
            instant_to_text(release.at),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists { record: "release" });
        }
        self.wrote(Table::Releases, &id, (&id, ""));
        Ok(())
    }
    /// What became of the proposals of a case, in their order.
    pub async fn releases(&mut self, case: CaseId) -> Result<Vec<Release>, StoreError> {
        all(fetch_all!(
            self,
            ReleaseRow,
            sql::RELEASES_OF_CASE,
            case.to_string()
        )?)
    }
    /// Records that a decided case was opened again; once per decision ([`StoreError::Exists`]). Commit needs one entry
    /// `case_reopened` for each.
    pub async fn insert_reopening(&mut self, reopening: &Reopening) -> Result<(), StoreError> {
        self.change(Change::Reopening)?;
        let id = reopening.id.to_string();
        let inserted = execute!(
            self,
            sql::INSERT_REOPENING,
            &id,
            reopening.case.to_string(),
            reopening.decision.to_string(),
            reopening.ground.as_str(),
            &reopening.reasons,
            reopening.by.to_string(),
            instant_to_text(reopening.at),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists { record: "reopening" });
        }
        self.wrote(Table::Reopenings, &id, (&id, ""));
        Ok(())
    }
    /// The times that a case was opened again, oldest first.
    pub async fn reopenings(&mut self, case: CaseId) -> Result<Vec<Reopening>, StoreError> {
        all(fetch_all!(
            self,
            ReopeningRow,
            sql::REOPENINGS_OF_CASE,
            case.to_string()
        )?)
    }
}

row! {
    struct DecisionRow {
        id: String,
        case_id: String,
        outcome: String,
        reasons: String,
        open_points: String,
        basis: String,
        by_user: String,
        at: String,
        reopening_id: Option<String>,
        proposal_id: Option<String>,
        released_by: Option<String>,
    }
}

impl TryFrom<DecisionRow> for Decision {
    type Error = StoreError;
    fn try_from(row: DecisionRow) -> Result<Self, StoreError> {
        let proposal: Option<ProposalId> =
            optional_word("decisions.proposal_id", row.proposal_id.as_deref())?;
        let released_by: Option<UserId> = optional_word("decisions.released_by", row.released_by.as_deref())?;
        if proposal.is_some() != released_by.is_some() {
            return Err(corrupt("decisions.released_by"));
        }
        Ok(Self {
            id: word("decisions.id", &row.id)?,
            case: word("decisions.case_id", &row.case_id)?,
            outcome: word("decisions.outcome", &row.outcome)?,
            reasons: row.reasons,
            open_points: row.open_points,
            basis: row.basis,
            by: word("decisions.by_user", &row.by_user)?,
            at: instant("decisions.at", &row.at)?,
            reopening: optional_word("decisions.reopening_id", row.reopening_id.as_deref())?,
            release: proposal.zip(released_by),
        })
    }
}

row! {
    struct ProposalRow {
        id: String,
        case_id: String,
        case_version: i64,
        outcome: String,
        reasons: String,
        open_points: String,
        basis: String,
        by_user: String,
        at: String,
    }
}

impl TryFrom<ProposalRow> for Proposal {
    type Error = StoreError;
    fn try_from(row: ProposalRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("decision_proposals.id", &row.id)?,
            case: word("decision_proposals.case_id", &row.case_id)?,
            case_version: row.case_version,
            outcome: word("decision_proposals.outcome", &row.outcome)?,
            reasons: row.reasons,
            open_points: row.open_points,
            basis: row.basis,
            by: word("decision_proposals.by_user", &row.by_user)?,
            at: instant("decision_proposals.at", &row.at)?,
        })
    }
}

row! {
    struct ReleaseRow {
        id: String,
        proposal_id: String,
        verdict: String,
        reason: String,
        by_user: String,
        at: String,
    }
}

impl TryFrom<ReleaseRow> for Release {
    type Error = StoreError;
    fn try_from(row: ReleaseRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("releases.id", &row.id)?,
            proposal: word("releases.proposal_id", &row.proposal_id)?,
            verdict: word("releases.verdict", &row.verdict)?,
            reason: row.reason,
            by: word("releases.by_user", &row.by_user)?,
            at: instant("releases.at", &row.at)?,
        })
    }
}

row! {
    struct ReopeningRow {
        id: String,
        case_id: String,
        decision_id: String,
        ground: String,
        reasons: String,
        by_user: String,
        at: String,
    }
}

impl TryFrom<ReopeningRow> for Reopening {
    type Error = StoreError;
    fn try_from(row: ReopeningRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("reopenings.id", &row.id)?,
            case: word("reopenings.case_id", &row.case_id)?,
            decision: word("reopenings.decision_id", &row.decision_id)?,
            ground: word("reopenings.ground", &row.ground)?,
            reasons: row.reasons,
            by: word("reopenings.by_user", &row.by_user)?,
            at: instant("reopenings.at", &row.at)?,
        })
    }
}
