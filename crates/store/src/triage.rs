//! Cases that are put back, and filters that people keep. Rows are written once; the last one counts.
use aktenlage_domain::clock::{date_to_text, instant_to_text};
use aktenlage_domain::ids::{CaseId, ServiceKey, UserId};
use aktenlage_domain::triage::{FilterRevision, SavedFilter, Snooze, SnoozeReason};

use crate::convert::{all, date, instant, optional_word, word};
use crate::engine::{Tx, execute, fetch_all};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

impl Tx {
    /// Records that a case was put back, or fetched back; the queue follows it. Commit needs one entry `case_snoozed` or
    /// `snooze_ended` for each.
    pub async fn insert_snooze(&mut self, snooze: &Snooze) -> Result<(), StoreError> {
        self.change(Change::Snooze)?;
        let (id, case) = (snooze.id.to_string(), snooze.case.to_string());
        let until = snooze.until.map(date_to_text);
        execute!(
            self,
            sql::INSERT_SNOOZE,
            &id,
            &case,
            &until,
            snooze.reason.map(SnoozeReason::as_str),
            snooze.note.as_deref(),
            snooze.by.to_string(),
            instant_to_text(snooze.at),
        )?;
        let in_force = until.as_ref().map(|_| id.as_str());
        execute!(self, sql::UPDATE_CASE_SNOOZE, &case, in_force, &until)?;
        self.wrote(Table::Snoozes, &id, (&id, ""));
        Ok(())
    }
    /// How often and why a case was put back, in the order in which it was recorded.
    pub async fn snoozes(&mut self, case: CaseId) -> Result<Vec<Snooze>, StoreError> {
        all(fetch_all!(
            self,
            SnoozeRow,
            sql::SNOOZES_OF_CASE,
            case.to_string()
        )?)
    }
    /// Records what a person did to a saved filter. Commit needs one entry `filter_saved` or `filter_removed` for each.
    pub async fn insert_filter_revision(&mut self, revision: &FilterRevision) -> Result<(), StoreError> {
        self.change(Change::SavedFilter)?;
        let filter = &revision.filter;
        let id = revision.id.to_string();
        execute!(
            self,
            sql::INSERT_FILTER_REVISION,
            &id,
            filter.id.to_string(),
            &filter.name,
            filter.view.as_str(),
            filter.service.as_ref().map(ServiceKey::as_str),
            filter.sort.as_str(),
            i64::from(filter.descending),
            i64::from(revision.removed),
            revision.user.to_string(),
            instant_to_text(revision.at),
        )?;
        self.wrote(Table::SavedFilters, &id, (&id, ""));
        Ok(())
    }
    /// The filters that a person keeps, by name.
    pub async fn saved_filters(&mut self, user: UserId) -> Result<Vec<SavedFilter>, StoreError> {
        all(fetch_all!(
            self,
            FilterRow,
            sql::SAVED_FILTERS_OF_USER,
            user.to_string()
        )?)
    }
}

row! {
    struct SnoozeRow {
        id: String,
        case_id: String,
        until: Option<String>,
        reason: Option<String>,
        note: Option<String>,
        by_user: String,
        at: String,
    }
}

impl TryFrom<SnoozeRow> for Snooze {
    type Error = StoreError;
    fn try_from(row: SnoozeRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("snoozes.id", &row.id)?,
            case: word("snoozes.case_id", &row.case_id)?,
            until: row.until.map(|text| date("snoozes.until", &text)).transpose()?,
            reason: optional_word("snoozes.reason", row.reason.as_deref())?,
            note: row.note,
            by: word("snoozes.by_user", &row.by_user)?,
            at: instant("snoozes.at", &row.at)?,
        })
    }
}

row! {
    struct FilterRow {
        filter_id: String,
        name: String,
        view: String,
        service: Option<String>,
        sort: String,
        descending: i64,
    }
}

impl TryFrom<FilterRow> for SavedFilter {
    type Error = StoreError;
    fn try_from(row: FilterRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("saved_filters.filter_id", &row.filter_id)?,
            name: row.name,
            view: word("saved_filters.view", &row.view)?,
            service: row.service.map(ServiceKey::new),
            sort: word("saved_filters.sort", &row.sort)?,
            descending: row.descending != 0,
        })
    }
}
