//! Gives a case to the person who asks, to a colleague, or to nobody; starts the machine again.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::Case;
use aktenlage_domain::ids::{CaseId, UserId};
use aktenlage_domain::person::{Clerk, Role};
use aktenlage_store::{AuditDraft, JobState, Processing, Tx};
use serde_json::json;

use crate::error::WorkflowError;
use crate::jobs::assess_case;
use crate::list_cases::load_row;
use crate::views::{CaseRow, Person};
use crate::workbench::Workbench;

impl Workbench {
    /// Who may be given a case: the clerks who may sign in, by name.
    pub async fn clerks(&self) -> Result<Vec<Person>, WorkflowError> {
        let mut tx = self.read().await?;
        clerks(&mut tx).await
    }

    /// Takes a case on, gives it to a colleague, or gives it back (`None`). 422 on `assignee` for whoever is no clerk, or
    /// may no longer sign in.
    pub async fn assign_case(
        &self,
        clerk: &Clerk,
        case: CaseId,
        assignee: Option<UserId>,
    ) -> Result<CaseRow, WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        if before.assignee != assignee {
            if let Some(id) = assignee
                && !clerks(&mut tx).await?.iter().any(|known| known.id == id)
            {
                return Err(WorkflowError::invalid("assignee", "unknown"));
            }
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
            return Err(WorkflowError::closed(found.state));
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

async fn clerks(tx: &mut Tx) -> Result<Vec<Person>, WorkflowError> {
    let accounts = tx.accounts().await?.into_iter();
    let known = accounts.filter(|account| !account.disabled && account.user.role == Role::Clerk);
    Ok(known
        .map(|account| Person {
            id: account.user.id,
            display_name: account.user.display_name,
        })
        .collect())
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
