//! What came without upload: what a folder held that became a submission, once, and what was refused. Rows are written
//! once and never changed.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::{CaseId, IntakeRefusalId, SubmissionId};
use aktenlage_domain::intake::IntakeRefusalCode;
use time::OffsetDateTime;

use crate::convert::{all, instant, maybe, word};
use crate::engine::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

/// How many refusals of a source are told one by one.
const TOLD_REFUSALS: i64 = 5;

/// A file, or a folder of files, that became a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeItem {
    /// The submission.
    pub submission: SubmissionId,
    /// Name of the watched folder.
    pub source: String,
    /// Name of the file or the folder as found. May name a person.
    pub file_name: String,
    /// SHA-256 of its content, hex.
    pub sha256: String,
    /// Size of all its files together.
    pub size_bytes: i64,
    /// The case that was opened for it.
    pub case: CaseId,
    /// When.
    pub at: OffsetDateTime,
}

/// Something that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeRefusal {
    /// Its id.
    pub id: IntakeRefusalId,
    /// Name of the watched folder or the mailbox.
    pub source: String,
    /// Name as found; of a message its number. May name a person.
    pub file_name: String,
    /// Why.
    pub code: IntakeRefusalCode,
    /// When.
    pub at: OffsetDateTime,
}

/// What came through one watched folder or mailbox so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IntakeCounts {
    /// Submissions.
    pub taken: i64,
    /// When the last one came.
    pub last_taken_at: Option<OffsetDateTime>,
    /// Refusals.
    pub refused: i64,
    /// The last five, newest first.
    pub last_refusals: Vec<IntakeRefusal>,
}

impl Tx {
    /// Records that an item became a submission; [`StoreError::Exists`] if one of this source, name and content did.
    /// Commit needs `submission_received`.
    pub async fn insert_intake_item(&mut self, item: &IntakeItem) -> Result<(), StoreError> {
        self.change(Change::Submission)?;
        let id = item.submission.to_string();
        let inserted = execute!(
            self,
            sql::INSERT_INTAKE_ITEM,
            &id,
            &item.source,
            &item.file_name,
            &item.sha256,
            item.size_bytes,
            item.case.to_string(),
            instant_to_text(item.at),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists {
                record: "intake item",
            });
        }
        self.wrote(Table::IntakeItems, &id, (&id, ""));
        Ok(())
    }
    /// The item of a source with this name and content, if it became a submission.
    pub async fn intake_item(
        &mut self,
        source: &str,
        file_name: &str,
        sha256: &str,
    ) -> Result<Option<IntakeItem>, StoreError> {
        maybe(fetch_optional!(
            self,
            ItemRow,
            sql::INTAKE_ITEM,
            source,
            file_name,
            sha256
        )?)
    }
    /// Records a refusal. Commit needs one entry `intake_refused` for each.
    pub async fn insert_intake_refusal(&mut self, refusal: &IntakeRefusal) -> Result<(), StoreError> {
        self.change(Change::IntakeRefusal)?;
        let id = refusal.id.to_string();
        execute!(
            self,
            sql::INSERT_INTAKE_REFUSAL,
            &id,
            &refusal.source,
            &refusal.file_name,
            refusal.code.as_str(),
            instant_to_text(refusal.at),
        )?;
        self.wrote(Table::IntakeRefusals, &id, (&id, ""));
        Ok(())
    }
    /// The last refusal of what has this name in a source.
    pub async fn intake_refusal(
        &mut self,
        source: &str,
        file_name: &str,
    ) -> Result<Option<IntakeRefusal>, StoreError> {
        maybe(fetch_optional!(
            self,
            RefusalRow,
            sql::INTAKE_REFUSAL_OF_NAME,
            source,
            file_name
        )?)
    }
    /// What came through a source so far; zeros for one that is not known.
    pub async fn intake_counts(&mut self, source: &str) -> Result<IntakeCounts, StoreError> {
        let (taken, last_taken_at) = fetch_one!(self, (i64, Option<String>), sql::TAKEN_COUNT, source)?;
        let (refused,) = fetch_one!(self, (i64,), sql::INTAKE_REFUSAL_COUNT, source)?;
        let last_refusals = fetch_all!(self, RefusalRow, sql::LAST_INTAKE_REFUSALS, source, TOLD_REFUSALS)?;
        Ok(IntakeCounts {
            taken,
            last_taken_at: last_taken_at
                .map(|text| instant("at of what was taken", &text))
                .transpose()?,
            refused,
            last_refusals: all(last_refusals)?,
        })
    }
}

row! {
    struct ItemRow {
        id: String,
        source: String,
        file_name: String,
        sha256: String,
        size_bytes: i64,
        case_id: String,
        at: String,
    }
}

impl TryFrom<ItemRow> for IntakeItem {
    type Error = StoreError;
    fn try_from(row: ItemRow) -> Result<Self, StoreError> {
        Ok(Self {
            submission: word("intake_items.id", &row.id)?,
            source: row.source,
            file_name: row.file_name,
            sha256: row.sha256,
            size_bytes: row.size_bytes,
            case: word("intake_items.case_id", &row.case_id)?,
            at: instant("intake_items.at", &row.at)?,
        })
    }
}

row! {
    struct RefusalRow {
        id: String,
        source: String,
        file_name: String,
        code: String,
        at: String,
    }
}

impl TryFrom<RefusalRow> for IntakeRefusal {
    type Error = StoreError;
    fn try_from(row: RefusalRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("intake_refusals.id", &row.id)?,
            source: row.source,
            file_name: row.file_name,
            code: word("intake_refusals.code", &row.code)?,
            at: instant("intake_refusals.at", &row.at)?,
        })
    }
}
