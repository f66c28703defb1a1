//! How far a person saw the history of a case when they last opened it: a mark for reading, and no record. Asked for with
//! the person alone, so that no list of who looked at what can be made with it.
use aktenlage_domain::audit::Actor;
use aktenlage_domain::case::CaseState;
use aktenlage_domain::ids::{CaseId, UserId};

use crate::engine::{Tx, execute, fetch_one, fetch_optional};
use crate::error::StoreError;
use crate::sql;

/// What stands in the history of a case behind a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NewEntries {
    /// The number of the last entry of the case; 0 if it has none.
    pub last: i64,
    /// How many entries behind the mark are not the person's own.
    pub of_others: i64,
}

impl Tx {
    /// The number of the last entry that the person could see, if they opened the case before.
    pub async fn case_view(&mut self, person: UserId, case: CaseId) -> Result<Option<i64>, StoreError> {
        let row = fetch_optional!(self, (i64,), sql::CASE_VIEW, person.to_string(), case.to_string())?;
        Ok(row.map(|(seen_through,)| seen_through))
    }
    /// What stands in the history of the case behind entry number `after`.
    pub async fn entries_after(
        &mut self,
        person: UserId,
        case: CaseId,
        after: i64,
    ) -> Result<NewEntries, StoreError> {
        let (last, of_others) = fetch_one!(
            self,
            (i64, i64),
            sql::ENTRIES_OF_CASE_AFTER,
            case.to_string(),
            after,
            Actor::User(person).to_text(),
        )?;
        Ok(NewEntries { last, of_others })
    }
    /// Moves the person's mark, never back. No record: needs no entry.
    pub async fn save_case_view(
        &mut self,
        person: UserId,
        case: CaseId,
        seen_through: i64,
    ) -> Result<(), StoreError> {
        self.writing()?;
        execute!(
            self,
            sql::SAVE_CASE_VIEW,
            person.to_string(),
            case.to_string(),
            seen_through
        )?;
        Ok(())
    }
    /// Removes everybody's mark of a case that nobody works on any more.
    pub(crate) async fn forget_views_of_closed(
        &mut self,
        case: CaseId,
        state: CaseState,
    ) -> Result<(), StoreError> {
        if !state.is_open() {
            execute!(self, sql::DELETE_VIEWS_OF_CASE, case.to_string())?;
        }
        Ok(())
    }
}
