//! Post that was joined to a case. Rows are written once; submissions and documents count for the other case from then on.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::joining::Joining;

use crate::convert::{all, instant, maybe, word};
use crate::engine::{Tx, execute, fetch_all, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

impl Tx {
    /// Records that the post of a case was joined to another one; only once for a case ([`StoreError::Exists`]). Its
    /// documents stand behind those that are there. Commit needs one entry `case_joined` for each.
    pub async fn insert_joining(&mut self, joining: &Joining) -> Result<(), StoreError> {
        self.change(Change::Joining)?;
        let (id, from, into) = (
            joining.id.to_string(),
            joining.from.to_string(),
            joining.into.to_string(),
        );
        let inserted = execute!(
            self,
            sql::INSERT_JOINING,
            &into,
            &id,
            &from,
            joining.ground.as_str(),
            joining.by.to_string(),
            instant_to_text(joining.at),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists { record: "joining" });
        }
        execute!(self, sql::UPDATE_CASE_JOINED_POST, &into, &from)?;
        self.wrote(Table::Joinings, &id, (&id, ""));
        Ok(())
    }
    /// To which case the post of a case was joined, if it was.
    pub async fn joining(&mut self, from: CaseId) -> Result<Option<Joining>, StoreError> {
        maybe(fetch_optional!(
            self,
            JoiningRow,
            sql::JOINING_OF_CASE,
            from.to_string()
        )?)
    }
    /// What was joined to a case, in the order in which it was.
    pub async fn joinings_into(&mut self, into: CaseId) -> Result<Vec<Joining>, StoreError> {
        all(fetch_all!(
            self,
            JoiningRow,
            sql::JOININGS_INTO_CASE,
            into.to_string()
        )?)
    }
}

row! {
    struct JoiningRow {
        id: String,
        from_case: String,
        into_case: String,
        ground: String,
        by_user: String,
        at: String,
    }
}

impl TryFrom<JoiningRow> for Joining {
    type Error = StoreError;
    fn try_from(row: JoiningRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("joinings.id", &row.id)?,
            from: word("joinings.from_case", &row.from_case)?,
            into: word("joinings.into_case", &row.into_case)?,
            ground: word("joinings.ground", &row.ground)?,
            by: word("joinings.by_user", &row.by_user)?,
            at: instant("joinings.at", &row.at)?,
        })
    }
}
