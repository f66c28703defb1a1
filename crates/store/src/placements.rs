//! Single documents that count for another case. Rows are written once; the last one of a document says where it counts.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::{CaseId, DocumentId};
use aktenlage_domain::joining::{JoiningGround, Placement};

use crate::convert::{all, instant, maybe, optional_word, word};
use crate::engine::{Tx, execute, fetch_all, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

impl Tx {
    /// Records that a document counts for another case, behind what that one has, or for its own one again; the last post
    /// of the cases follows. Commit needs one entry `document_placed` for each.
    pub async fn insert_placement(&mut self, placement: &Placement) -> Result<(), StoreError> {
        self.change(Change::Placement)?;
        let before = self.placement(placement.document).await?;
        let (id, into) = (placement.id.to_string(), placement.into.to_string());
        execute!(
            self,
            sql::INSERT_PLACEMENT,
            &into,
            &id,
            placement.document.to_string(),
            placement.from.to_string(),
            placement.ground.map(JoiningGround::as_str),
            placement.by.to_string(),
            instant_to_text(placement.at),
        )?;
        let counted_for = before.map_or(placement.from, |before| before.into);
        for case in [placement.into, counted_for] {
            execute!(self, sql::UPDATE_CASE_PLACED_POST, case.to_string())?;
        }
        self.wrote(Table::DocumentPlacements, &id, (&id, ""));
        Ok(())
    }
    /// The last placement of a document; `None` if it always counted for the case that it came in with.
    pub async fn placement(&mut self, document: DocumentId) -> Result<Option<Placement>, StoreError> {
        maybe(fetch_optional!(
            self,
            PlacementRow,
            sql::PLACEMENT_OF_DOCUMENT,
            document.to_string()
        )?)
    }
    /// Every placement out of a case, into it and back, oldest first. The last one of a document counts.
    pub async fn placements(&mut self, case: CaseId) -> Result<Vec<Placement>, StoreError> {
        all(fetch_all!(
            self,
            PlacementRow,
            sql::PLACEMENTS_OF_CASE,
            case.to_string()
        )?)
    }
}

row! {
    struct PlacementRow {
        id: String,
        document_id: String,
        from_case: String,
        into_case: String,
        ground: Option<String>,
        by_user: String,
        at: String,
    }
}

impl TryFrom<PlacementRow> for Placement {
    type Error = StoreError;
    fn try_from(row: PlacementRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("document_placements.id", &row.id)?,
            document: word("document_placements.document_id", &row.document_id)?,
            from: word("document_placements.from_case", &row.from_case)?,
            into: word("document_placements.into_case", &row.into_case)?,
            ground: optional_word("document_placements.ground", row.ground.as_deref())?,
            by: word("document_placements.by_user", &row.by_user)?,
            at: instant("document_placements.at", &row.at)?,
        })
    }
}
