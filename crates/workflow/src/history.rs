//! What happened on a case, newest first.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::ids::CaseId;
use aktenlage_store::AuditListRow;

use crate::error::WorkflowError;
use crate::views::{ActorView, HistoryItem, Person};
use crate::workbench::Workbench;

impl Workbench {
    /// The history of a case, from the audit chain.
    pub async fn history(&self, case: CaseId) -> Result<Vec<HistoryItem>, WorkflowError> {
        let mut tx = self.read().await?;
        tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let rows = tx.audit_of_case(case).await?;
        Ok(rows.into_iter().map(item).collect())
    }
}

fn item(row: AuditListRow) -> HistoryItem {
    let actor = match (
        row.entry.action,
        row.entry.detail.get("model").and_then(|model| model.as_str()),
    ) {
        (AuditAction::SuggestionsRecorded, Some(model)) => ActorView::Model(model.to_owned()),
        _ => actor_view(row.entry.actor, row.actor_name),
    };
    HistoryItem {
        at: row.entry.at,
        actor,
        action: row.entry.action.as_str().to_owned(),
        detail: row.entry.detail,
    }
}

pub(crate) fn actor_view(actor: Actor, name: Option<String>) -> ActorView {
    match actor {
        Actor::User(id) => ActorView::Person(Person {
            id,
            display_name: name.unwrap_or_default(),
        }),
        Actor::System => ActorView::System,
    }
}
