//! A second person releases a proposed decision or sends it back; who proposed it may withdraw it.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, CaseState, Decision};
use aktenlage_domain::decision::{Proposal, Release, ReleaseVerdict, Releaser, obstacle};
use aktenlage_domain::ids::{CaseId, DecisionId, ProposalId, ReleaseId};
use aktenlage_store::{AuditDraft, StoreError, Tx};
use serde_json::json;

use super::changes::since_submission;
use super::holder::holder_at_submission;
use crate::error::WorkflowError;
use crate::names::Names;
use crate::snooze_case::end_snooze_with;
use crate::summary::{conflict_with_name, update_as_seen};
use crate::views::DecisionView;
use crate::workbench::Workbench;

impl Workbench {
    /// Answers a proposed decision at the version of the case that the person saw. A release makes it the decision: only
    /// by somebody whose case it is not, and only if it rests on what it rested on when it was submitted. Sending back
    /// needs a reason. Gives the new version and, with a release, the decision.
    pub async fn answer_proposal(
        &self,
        person: &Releaser,
        case: CaseId,
        version: i64,
        proposal: ProposalId,
        verdict: ReleaseVerdict,
        reason: String,
    ) -> Result<(i64, Option<DecisionView>), WorkflowError> {
        let mut tx = self.begin().await?;
        let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let proposal = waiting(&mut tx, &before, proposal).await?;
        let reason = reason.trim().to_owned();
        match verdict {
            ReleaseVerdict::Released => {
                self.check_release(&mut tx, person, version, &before, &proposal)
                    .await?;
            }
            ReleaseVerdict::SentBack if proposal.by == person.id() => return Err(WorkflowError::OwnCase),
            ReleaseVerdict::SentBack if reason.is_empty() => {
                return Err(WorkflowError::invalid("reason", "empty"));
            }
            ReleaseVerdict::Withdrawn if proposal.by != person.id() => {
                return Err(WorkflowError::invalid("verdict", "not_proposed_by_you"));
            }
            ReleaseVerdict::SentBack | ReleaseVerdict::Withdrawn => {}
        }
        let at = self.clock().now();
        let state = match verdict {
            ReleaseVerdict::Released => before.state.release()?,
            ReleaseVerdict::SentBack | ReleaseVerdict::Withdrawn => before.state.send_back()?,
        };
        let changed = Case {
            state,
            updated_at: at,
            ..before
        };
        let version = update_as_seen(&mut tx, &changed, version).await?;
        end_snooze_with(self, &mut tx, case, person.id()).await?;
        let release = Release {
            id: ReleaseId::new(self.clock(), self.entropy()),
            proposal: proposal.id,
            verdict,
            reason,
            by: person.id(),
            at,
        };
        match tx.insert_release(&release).await {
            Err(StoreError::Exists { .. }) => return Err(WorkflowError::NothingToRelease),
            other => other?,
        }
        let decision = if verdict == ReleaseVerdict::Released {
            Some(self.decide_as_proposed(&mut tx, &proposal, &release).await?)
        } else {
            None
        };
        tell(&mut tx, &proposal, &release, decision.as_ref()).await?;
        let names = Names::load(&mut tx).await?;
        tx.commit().await?;
        Ok((version, decision.map(|decision| names.decision(decision))))
    }

    async fn check_release(
        &self,
        tx: &mut Tx,
        person: &Releaser,
        version: i64,
        before: &Case,
        proposal: &Proposal,
    ) -> Result<(), WorkflowError> {
        let basis = self.settled_basis(tx, before.id).await?;
        let had_it = holder_at_submission(tx, proposal).await?;
        if obstacle(person.id(), before, had_it, proposal, basis.reviewers()).is_some() {
            return Err(WorkflowError::OwnCase);
        }
        // What somebody changed a moment ago is news, not a reason to send it back unseen.
        if before.version != version {
            return Err(conflict_with_name(tx, before.id, before.version).await);
        }
        let names = Names::load(tx).await?;
        if since_submission(proposal, &basis, &names, self.catalogue()).is_empty() {
            Ok(())
        } else {
            Err(WorkflowError::ChangedSinceSubmission)
        }
    }

    async fn decide_as_proposed(
        &self,
        tx: &mut Tx,
        proposal: &Proposal,
        release: &Release,
    ) -> Result<Decision, WorkflowError> {
        let decision = Decision {
            id: DecisionId::new(self.clock(), self.entropy()),
            case: proposal.case,
            outcome: proposal.outcome,
            reasons: proposal.reasons.clone(),
            open_points: proposal.open_points.clone(),
            basis: proposal.basis.clone(),
            by: proposal.by,
            at: release.at,
            reopening: tx.reopenings(proposal.case).await?.last().map(|last| last.id),
            release: Some((proposal.id, release.by)),
        };
        match tx.insert_decision(&decision).await {
            Err(StoreError::Exists { .. }) => Err(WorkflowError::CaseIsDecided),
            other => {
                other?;
                Ok(decision)
            }
        }
    }
}

/// The proposal that waits in the case, if it is the one that the person means.
async fn waiting(tx: &mut Tx, case: &Case, proposal: ProposalId) -> Result<Proposal, WorkflowError> {
    if case.state != CaseState::AwaitingRelease {
        return Err(WorkflowError::NothingToRelease);
    }
    let last = tx.proposals(case.id).await?.pop();
    last.filter(|last| last.id == proposal)
        .ok_or(WorkflowError::NothingToRelease)
}

async fn tell(
    tx: &mut Tx,
    proposal: &Proposal,
    release: &Release,
    decision: Option<&Decision>,
) -> Result<(), WorkflowError> {
    let action = match release.verdict {
        ReleaseVerdict::Released => AuditAction::DecisionReleased,
        ReleaseVerdict::SentBack | ReleaseVerdict::Withdrawn => AuditAction::DecisionReturned,
    };
    let detail = json!({
        "proposal": proposal.id.to_string(),
        "answer": release.verdict.as_str(),
        "outcome": proposal.outcome.as_str(),
        "decision": decision.map(|decision| decision.id.to_string()),
    });
    tx.append_audit(&AuditDraft {
        at: release.at,
        actor: Actor::User(release.by),
        action,
        case: Some(proposal.case),
        detail,
    })
    .await?;
    Ok(())
}
