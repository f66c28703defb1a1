//! Whose case it was when a decision was submitted, as the history of the case tells.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::decision::Proposal;
use aktenlage_domain::ids::UserId;
use aktenlage_store::Tx;

use crate::error::WorkflowError;

/// Who had the case when the decision was submitted; `None` if nobody did.
pub(super) async fn holder_at_submission(
    tx: &mut Tx,
    proposal: &Proposal,
) -> Result<Option<UserId>, WorkflowError> {
    let id = proposal.id.to_string();
    let history = tx.audit_of_case(proposal.case).await?;
    // Latest first.
    let mut before = history
        .iter()
        .map(|row| &row.entry)
        .skip_while(|entry| entry.action != AuditAction::DecisionProposed || entry.detail["proposal"] != id);
    let given = before.find(|entry| entry.action == AuditAction::CaseAssigned);
    Ok(given.and_then(|entry| entry.detail.get("assignee")?.as_str()?.parse().ok()))
}
