//! Gives a case to the person who asks, or to nobody; starts the machine again.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::Case;
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::person::Clerk;
use aktenlage_store::{AuditDraft, JobState, Processing, Tx};
use serde_json::json;

use crate::error::WorkflowError;
use crate::jobs::assess_case;
use crate::list_cases::load_row;
use crate::views::CaseRow;
use crate::workbench::Workbench;

impl Workbench {
    /// Takes a case on (`to_me`) or gives it back.
    pub async fn assign_case(
        &self,
        clerk: &Clerk,
        case: CaseId,
        to_me: bool,
    ) -> Result<CaseRow, WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let assignee = to_me.then_some(clerk.id());
        if before.assignee != assignee {
            let changed = Case {
                assignee,
                updated_at: at,
                ..before.clone()
            };
            tx.update_case(&changed, before.version).await?;
            let detail = json!({ "assignee": assignee.map(|id| id.to_string()) });
            let actor = Actor::User(clerk.id());
            tx.append_audit(&AuditDraft {
                at,
                actor,
                action: AuditAction::CaseAssigned,
                case: Some(case),
                detail,
            })
            .await?;
        }
        let row = load_row(&mut tx, case, self.clock().today()).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Reads the documents of a case again: after the machine gave up, or with a new model.
    pub async fn restart_processing(&self, clerk: &Clerk, case: CaseId) -> Result<(), WorkflowError> {
        let at = self.clock().now();
        let actor = Actor::User(clerk.id());
        let mut tx = self.begin().await?;
        let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        if !found.state.is_open() {
            return Err(WorkflowError::CaseIsDecided);
        }
        let dead = tx.jobs_by_key(&assess_case::key(case)).await?;
        let mut queued = false;
        for job in dead.into_iter().filter(|job| job.state == JobState::Dead) {
            queued |= tx.retry_dead_job(job.id, at).await?;
        }
        if !queued {
            tx.enqueue_job(&assess_case::new_job(self, case, at)).await?;
        }
        let detail = json!({ "job": assess_case::KIND });
        tx.append_audit(&AuditDraft {
            at,
            actor,
            action: AuditAction::JobRetried,
            case: Some(case),
            detail,
        })
        .await?;
        mark(&mut tx, case, Processing::Queued).await?;
        tx.commit().await?;
        self.work_arrived().notify_waiters();
        Ok(())
    }
}

/// Notes in the list how far the machine is.
pub(crate) async fn mark(tx: &mut Tx, case: CaseId, processing: Processing) -> Result<(), WorkflowError> {
    let Some(row) = tx.case_row(case).await? else {
        return Err(WorkflowError::NotFound);
    };
    let summary = aktenlage_store::CaseSummary {
        processing,
        ..row.summary
    };
    Ok(tx.update_case_summary(case, &summary).await?)
}
