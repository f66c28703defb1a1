//! A clerk decides, with reasons, and with what was open kept beside it. Where the office wants four eyes, the decision
//! is submitted to a second person.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, Decision, Outcome};
use aktenlage_domain::decision::Proposal;
use aktenlage_domain::ids::{CaseId, DecisionId, ProposalId};
use aktenlage_domain::person::Clerk;
use aktenlage_store::{AuditDraft, StoreError, Tx};
use serde_json::json;

use crate::basis::Basis;
use crate::error::{FieldIssue, WorkflowError};
use crate::names::Names;
use crate::open_points::open_points_to_text;
use crate::releases::{ProposalView, Taken};
use crate::snooze_case::end_snooze_with;
use crate::summary::update_as_seen;
use crate::views::OpenPointKind;
use crate::workbench::Workbench;

impl Workbench {
    /// Records the decision of a case at the version the clerk saw, or submits it for release. Needs reasons; each kind
    /// of open points has to be acknowledged, and all are kept as they were.
    pub async fn record_decision(
        &self,
        clerk: &Clerk,
        case: CaseId,
        version: i64,
        outcome: Outcome,
        reasons: String,
        acknowledged: &[OpenPointKind],
    ) -> Result<(i64, Taken), WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let decided = before.state.decide()?;
        let basis = self.settled_basis(&mut tx, case).await?;
        check(&reasons, &basis, acknowledged)?;
        let needs_release = basis.four_eyes(self.catalogue()).contains(&outcome);
        let state = if needs_release {
            before.state.propose()?
        } else {
            decided
        };
        let changed = Case {
            state,
            updated_at: at,
            ..before
        };
        let version = update_as_seen(&mut tx, &changed, version).await?;
        end_snooze_with(self, &mut tx, case, clerk.id()).await?;
        let reasons = reasons.trim().to_owned();
        let taken = if needs_release {
            let proposal = Proposal {
                id: ProposalId::new(self.clock(), self.entropy()),
                case,
                case_version: version,
                outcome,
                reasons,
                open_points: open_points_to_text(&basis.open_points),
                basis: basis.facts.clone(),
                by: clerk.id(),
                at,
            };
            propose(&mut tx, proposal, &basis).await?
        } else {
            let decision = Decision {
                id: DecisionId::new(self.clock(), self.entropy()),
                case,
                outcome,
                reasons,
                open_points: open_points_to_text(&basis.open_points),
                basis: basis.facts.clone(),
                by: clerk.id(),
                at,
                reopening: tx.reopenings(case).await?.last().map(|last| last.id),
                release: None,
            };
            decide(&mut tx, decision, &basis).await?
        };
        tx.commit().await?;
        Ok((version, taken))
    }
}

/// Reasons there are, and whoever decides knows of each kind of open points.
fn check(reasons: &str, basis: &Basis, acknowledged: &[OpenPointKind]) -> Result<(), WorkflowError> {
    let mut problems = Vec::new();
    if reasons.trim().is_empty() {
        problems.push(FieldIssue::new("reasons", "empty"));
    }
    let mut kinds: Vec<OpenPointKind> = basis.open_points.iter().map(|point| point.kind).collect();
    kinds.dedup();
    for kind in kinds.into_iter().filter(|kind| !acknowledged.contains(kind)) {
        problems.push(FieldIssue {
            field: format!("open_points_acknowledged.{}", kind.as_str()).into(),
            code: "open_points",
        });
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(WorkflowError::Invalid(problems))
    }
}

async fn propose(tx: &mut Tx, proposal: Proposal, basis: &Basis) -> Result<Taken, WorkflowError> {
    tx.insert_proposal(&proposal).await?;
    tx.append_audit(&AuditDraft {
        at: proposal.at,
        actor: Actor::User(proposal.by),
        action: AuditAction::DecisionProposed,
        case: Some(proposal.case),
        detail: json!({
            "proposal": proposal.id.to_string(),
            "outcome": proposal.outcome.as_str(),
            "open_points": basis.open_points.len(),
            "facts": basis.standing.reviews.len(),
        }),
    })
    .await?;
    let names = Names::load(tx).await?;
    Ok(Taken::Proposed(ProposalView::new(proposal, None, &names)))
}

async fn decide(tx: &mut Tx, decision: Decision, basis: &Basis) -> Result<Taken, WorkflowError> {
    match tx.insert_decision(&decision).await {
        Err(StoreError::Exists { .. }) => return Err(WorkflowError::CaseIsDecided),
        other => other?,
    }
    tx.append_audit(&AuditDraft {
        at: decision.at,
        actor: Actor::User(decision.by),
        action: AuditAction::DecisionRecorded,
        case: Some(decision.case),
        detail: json!({
            "decision": decision.id.to_string(),
            "outcome": decision.outcome.as_str(),
            "open_points": basis.open_points.len(),
            "facts": basis.standing.reviews.len(),
        }),
    })
    .await?;
    let names = Names::load(tx).await?;
    Ok(Taken::Decided(names.decision(decision)))
}
