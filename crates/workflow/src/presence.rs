//! Who has a case open now. It is kept in the memory of this process alone: nothing of it is stored, logged or audited,
//! it is gone with the process, and a second process on the same database would know nothing of it.
//!
//! It is a hint and no lock: what keeps two people from overwriting each other is the version of the case.
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::person::Clerk;
use aktenlage_domain::presence::{PresenceAct, ScreenId};

use crate::error::WorkflowError;
use crate::names::Names;
use crate::views::PresenceView;
use crate::workbench::Workbench;

impl Workbench {
    /// A screen of a clerk says that a case is open on it, that the clerk goes on where somebody else was, or that it is
    /// closed; answers who else has it open. Who says nothing for a minute is gone.
    pub async fn be_present(
        &self,
        clerk: &Clerk,
        case: CaseId,
        screen: &ScreenId,
        act: PresenceAct,
    ) -> Result<PresenceView, WorkflowError> {
        let mut tx = self.read().await?;
        tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let now = self.clock().now();
        let company = self.presences().beat(case, clerk.id(), screen, act, now);
        if company.others.is_empty() {
            return Ok(PresenceView::default());
        }
        let names = Names::load(&mut tx).await?;
        let held_by = company.holder.filter(|holder| *holder != clerk.id());
        Ok(PresenceView {
            held_by: held_by.map(|holder| names.person(holder)),
            others: company
                .others
                .into_iter()
                .map(|person| names.person(person))
                .collect(),
            is_taken_over: company.is_taken_over,
        })
    }
}
