//! The list of decisions that wait for a second person.
use aktenlage_domain::decision::obstacle;
use aktenlage_domain::person::User;

use super::changes::since_submission;
use super::holder::holder_at_submission;
use super::view::{ProposalView, ReleaseItem, ReleaseList};
use crate::error::WorkflowError;
use crate::list_cases::load_row;
use crate::names::Names;
use crate::workbench::Workbench;

/// Decisions that the list shows; what waits longest comes first.
const LIST_LIMIT: i64 = 100;

impl Workbench {
    /// The decisions that wait, as this person sees them: their own are in the list and say why they are.
    pub async fn releases(&self, user: &User) -> Result<ReleaseList, WorkflowError> {
        let mut tx = self.read().await?;
        let names = Names::load(&mut tx).await?;
        let (total, waiting) = tx.waiting_proposals(LIST_LIMIT).await?;
        let mut items = Vec::new();
        for proposal in waiting {
            let case = load_row(&mut tx, proposal.case, self.clock().today()).await?;
            let basis = self.basis(&mut tx, proposal.case).await?;
            let changes = since_submission(&proposal, &basis, &names, self.catalogue());
            let had_it = holder_at_submission(&mut tx, &proposal).await?;
            items.push(ReleaseItem {
                obstacle: obstacle(user.id, &case.case, had_it, &proposal, basis.reviewers()),
                is_changed: !changes.is_empty(),
                proposal: ProposalView::new(proposal, None, &names),
                case,
            });
        }
        Ok(ReleaseList { total, items })
    }
}
