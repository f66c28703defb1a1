//! A clerk opens a decided case again: on a ground that the law of the service knows, with reasons. The decision stays.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::Case;
use aktenlage_domain::decision::{Reopening, ReopeningGround};
use aktenlage_domain::ids::{CaseId, ReopeningId};
use aktenlage_domain::person::Clerk;
use aktenlage_store::{AuditDraft, StoreError};
use serde_json::json;

use crate::case_detail::load_standing;
use crate::error::{FieldIssue, WorkflowError};
use crate::names::Names;
use crate::releases::ReopeningView;
use crate::summary::{update_as_seen, with_known};
use crate::workbench::Workbench;

impl Workbench {
    /// Opens a decided case again at the version the clerk saw. Gives the new version and what was recorded.
    pub async fn reopen_case(
        &self,
        clerk: &Clerk,
        case: CaseId,
        version: i64,
        ground: ReopeningGround,
        reasons: String,
    ) -> Result<(i64, ReopeningView), WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let state = before
            .state
            .reopen()
            .map_err(|_| WorkflowError::CaseIsNotDecided)?;
        let decision = tx.decision(case).await?.ok_or(WorkflowError::CaseIsNotDecided)?;
        let standing = load_standing(&mut tx, case).await?;
        let service = standing.definition(self.catalogue());
        let known = self.catalogue().reopening_grounds(service);
        let mut problems = Vec::new();
        if !known.iter().any(|known| known.ground == ground) {
            problems.push(FieldIssue::new("ground", "not_in_this_law"));
        }
        if reasons.trim().is_empty() {
            problems.push(FieldIssue::new("reasons", "empty"));
        }
        if !problems.is_empty() {
            return Err(WorkflowError::Invalid(problems));
        }
        let changed = Case {
            state,
            updated_at: at,
            // The day of a letter from before the decision is no date of the case any more.
            ..with_known(before, self.catalogue(), &standing)
        };
        let version = update_as_seen(&mut tx, &changed, version).await?;
        let reopening = Reopening {
            id: ReopeningId::new(self.clock(), self.entropy()),
            case,
            decision: decision.id,
            ground,
            reasons: reasons.trim().to_owned(),
            by: clerk.id(),
            at,
        };
        match tx.insert_reopening(&reopening).await {
            Err(StoreError::Exists { .. }) => return Err(WorkflowError::CaseIsNotDecided),
            other => other?,
        }
        let detail = json!({
            "reopening": reopening.id.to_string(),
            "decision": reopening.decision.to_string(),
            "ground": ground.as_str(),
        });
        tx.append_audit(&AuditDraft {
            at,
            actor: Actor::User(clerk.id()),
            action: AuditAction::CaseReopened,
            case: Some(case),
            detail,
        })
        .await?;
        let by = Names::load(&mut tx).await?.person(clerk.id());
        tx.commit().await?;
        Ok((version, ReopeningView { reopening, by }))
    }
}
