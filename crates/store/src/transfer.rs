//! What people said about scans for their transfer notes. Rows are written once and never changed.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::transfer::PersonEntry;

use crate::convert::{all, instant, word};
use crate::engine::{Tx, execute, fetch_all};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

impl Tx {
    /// Records what a person said. Commit needs one entry `transfer_noted` for each.
    pub async fn insert_transfer_entry(&mut self, entry: &PersonEntry) -> Result<(), StoreError> {
        self.change(Change::TransferEntry)?;
        execute!(
            self,
            sql::INSERT_TRANSFER_ENTRY,
            entry.id.to_string(),
            entry.document.to_string(),
            entry.item.as_str(),
            &entry.value,
            entry.by.to_string(),
            instant_to_text(entry.at),
        )?;
        let id = entry.id.to_string();
        self.wrote(Table::TransferEntries, &id, (&id, ""));
        Ok(())
    }
    /// What people said about a document, in the order in which it was recorded.
    pub async fn transfer_entries(&mut self, document: DocumentId) -> Result<Vec<PersonEntry>, StoreError> {
        all(fetch_all!(
            self,
            TransferEntryRow,
            sql::TRANSFER_ENTRIES_OF_DOCUMENT,
            document.to_string()
        )?)
    }
}

row! {
    struct TransferEntryRow {
        id: String,
        document_id: String,
        item: String,
        value: String,
        by_user: String,
        at: String,
    }
}

impl TryFrom<TransferEntryRow> for PersonEntry {
    type Error = StoreError;
    fn try_from(row: TransferEntryRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("transfer_entries.id", &row.id)?,
            document: word("transfer_entries.document_id", &row.document_id)?,
            item: word("transfer_entries.item", &row.item)?,
            value: row.value,
            by: word("transfer_entries.by_user", &row.by_user)?,
            at: instant("transfer_entries.at", &row.at)?,
        })
    }
}
