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
    let actor = match model_in(&row) {
        Some(model) => ActorView::Model(model),
        None => actor_view(row.entry.actor, row.actor_name),
    };
    HistoryItem {
        sequence: row.entry.sequence,
        at: row.entry.at,
        actor,
        action: row.entry.action.as_str().to_owned(),
        detail: row.entry.detail,
    }
}

/// The model that had a part in suggestions; the program itself where rules alone made them.
fn model_in(row: &AuditListRow) -> Option<String> {
    if row.entry.action != AuditAction::SuggestionsRecorded {
        return None;
    }
    let took_part = row.entry.detail.get("model")?.as_str()?;
    let is_model = |part: &&str| !matches!(*part, "rules" | "none");
    let models: Vec<&str> = took_part.split(' ').filter(is_model).collect();
    (!models.is_empty()).then(|| models.join(" "))
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
