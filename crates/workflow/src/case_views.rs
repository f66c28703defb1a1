//! What is new in a case since a clerk last opened it. The mark is the clerk's own: only they can ask for it or move it,
//! it is in no list and no figure, and nothing follows from it.
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::person::Clerk;

use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// How far a clerk saw the history of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseViewMark {
    /// The number of the last entry that they could see; `None` if they never opened the case, or since it was closed.
    pub seen_through: Option<i64>,
    /// The number of the last entry of the case.
    pub last: i64,
    /// How many entries since are not their own; 0 without a mark.
    pub changes: i64,
}

impl Workbench {
    /// How far the clerk saw the case before.
    pub async fn case_view(&self, clerk: &Clerk, case: CaseId) -> Result<CaseViewMark, WorkflowError> {
        let mut tx = self.read().await?;
        tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let seen_through = tx.case_view(clerk.id(), case).await?;
        let after = seen_through.unwrap_or(i64::MAX);
        let new = tx.entries_after(clerk.id(), case, after).await?;
        Ok(CaseViewMark {
            seen_through,
            last: new.last,
            changes: new.of_others,
        })
    }

    /// Notes that the clerk could see the history through entry number `seen_through`. A mark never moves back, and a case
    /// that is closed has none: nothing happens then.
    pub async fn mark_case_viewed(
        &self,
        clerk: &Clerk,
        case: CaseId,
        seen_through: i64,
    ) -> Result<(), WorkflowError> {
        let mut tx = self.begin().await?;
        let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let last = tx.entries_after(clerk.id(), case, i64::MAX).await?.last;
        if !(1..=last).contains(&seen_through) {
            return Err(WorkflowError::invalid("seen_through", "unknown"));
        }
        if found.state.is_open() {
            tx.save_case_view(clerk.id(), case, seen_through).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
