//! Filters of the queue that a clerk keeps under a name, each with how many cases it finds now.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::ids::{FilterId, FilterRevisionId, ServiceKey};
use aktenlage_domain::person::Clerk;
use aktenlage_domain::triage::{
    CaseSort, CaseView, FILTERS_PER_USER, FilterNameError, FilterRevision, SavedFilter, filter_name,
};
use aktenlage_store::{AuditDraft, CaseTally, Tx};
use serde_json::json;

use crate::error::WorkflowError;
use crate::views::SavedFilterView;
use crate::workbench::Workbench;

/// A filter as the screen sends it. It keeps no search text: whom somebody looked for is nothing to store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterDraft {
    /// Its name.
    pub name: String,
    /// Which cases.
    pub view: CaseView,
    /// Only this service.
    pub service: Option<ServiceKey>,
    /// By what.
    pub sort: CaseSort,
    /// Latest first.
    pub descending: bool,
}

impl Workbench {
    /// The filters of a clerk by name, counted in one statement.
    pub async fn saved_filters(&self, clerk: &Clerk) -> Result<Vec<SavedFilterView>, WorkflowError> {
        let mut tx = self.read().await?;
        let filters = tx.saved_filters(clerk.id()).await?;
        let tally = tx.case_tally(clerk.id(), self.clock().today()).await?;
        Ok(filters.into_iter().map(|filter| view(filter, &tally)).collect())
    }

    /// Keeps a filter, or changes one of the clerk's own.
    pub async fn save_filter(
        &self,
        clerk: &Clerk,
        id: Option<FilterId>,
        draft: FilterDraft,
    ) -> Result<SavedFilterView, WorkflowError> {
        let name = filter_name(&draft.name).map_err(|error| {
            let code = match error {
                FilterNameError::Empty => "empty",
                FilterNameError::TooLong => "too_long",
                FilterNameError::ControlCharacter => "control_character",
            };
            WorkflowError::invalid("name", code)
        })?;
        if let Some(key) = &draft.service
            && !self.catalogue().services.iter().any(|known| known.key == *key)
        {
            return Err(WorkflowError::invalid("service", "unknown"));
        }
        let mut tx = self.begin().await?;
        let known = tx.saved_filters(clerk.id()).await?;
        if let Some(id) = id {
            own(&known, id)?;
        } else if known.len() >= FILTERS_PER_USER {
            return Err(WorkflowError::invalid("name", "too_many"));
        }
        if known
            .iter()
            .any(|other| other.name == name && Some(other.id) != id)
        {
            return Err(WorkflowError::invalid("name", "taken"));
        }
        let filter = SavedFilter {
            id: id.unwrap_or_else(|| FilterId::new(self.clock(), self.entropy())),
            name,
            view: draft.view,
            service: draft.service,
            sort: draft.sort,
            descending: draft.descending,
        };
        self.record_filter(&mut tx, clerk, filter.clone(), false).await?;
        let tally = tx.case_tally(clerk.id(), self.clock().today()).await?;
        tx.commit().await?;
        Ok(view(filter, &tally))
    }

    /// Removes a filter of the clerk's own, by a row that says so.
    pub async fn remove_filter(&self, clerk: &Clerk, id: FilterId) -> Result<(), WorkflowError> {
        let mut tx = self.begin().await?;
        let known = tx.saved_filters(clerk.id()).await?;
        let filter = own(&known, id)?.clone();
        self.record_filter(&mut tx, clerk, filter, true).await?;
        Ok(tx.commit().await?)
    }

    /// The revision and its entry, which names the filter and none of its words.
    async fn record_filter(
        &self,
        tx: &mut Tx,
        clerk: &Clerk,
        filter: SavedFilter,
        removed: bool,
    ) -> Result<(), WorkflowError> {
        let at = self.clock().now();
        let detail = json!({ "filter": filter.id.to_string() });
        let revision = FilterRevision {
            id: FilterRevisionId::new(self.clock(), self.entropy()),
            filter,
            removed,
            user: clerk.id(),
            at,
        };
        tx.insert_filter_revision(&revision).await?;
        let action = if removed {
            AuditAction::FilterRemoved
        } else {
            AuditAction::FilterSaved
        };
        tx.append_audit(&AuditDraft {
            at,
            actor: Actor::User(clerk.id()),
            action,
            case: None,
            detail,
        })
        .await?;
        Ok(())
    }
}

/// Filters of others are not there.
fn own(known: &[SavedFilter], id: FilterId) -> Result<&SavedFilter, WorkflowError> {
    known
        .iter()
        .find(|filter| filter.id == id)
        .ok_or(WorkflowError::NotFound)
}

fn view(filter: SavedFilter, tally: &CaseTally) -> SavedFilterView {
    let count = tally.of(filter.service.as_ref()).of(filter.view);
    SavedFilterView { filter, count }
}
