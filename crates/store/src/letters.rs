//! Letters that were sent, written once and never changed; and drafts of the next ones, which are no record.
use aktenlage_domain::clock::{date_to_text, instant_to_text};
use aktenlage_domain::ids::{CaseId, LetterId};
use aktenlage_domain::letter::{Letter, LetterDraft, LetterKind};

use crate::convert::{all, date, instant, maybe, word};
use crate::engine::{Tx, execute, fetch_all, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

impl Tx {
    /// Records a letter that was sent; the queue knows what a document request awaits. Commit needs one entry
    /// `letter_sent` for each.
    pub async fn insert_letter(&mut self, letter: &Letter) -> Result<(), StoreError> {
        self.change(Change::Letter)?;
        execute!(
            self,
            sql::INSERT_LETTER,
            letter.id.to_string(),
            letter.case.to_string(),
            letter.kind.as_str(),
            &letter.content,
            letter.due_on.map(date_to_text),
            &letter.sha256,
            letter.size_bytes,
            letter.outbox_name.as_deref(),
            letter.by.to_string(),
            instant_to_text(letter.at),
        )?;
        if letter.kind == LetterKind::DocumentRequest {
            execute!(
                self,
                sql::UPDATE_CASE_REQUESTED,
                letter.case.to_string(),
                instant_to_text(letter.at),
                letter.due_on.map(date_to_text),
            )?;
        }
        let id = letter.id.to_string();
        self.wrote(Table::Letters, &id, (&id, ""));
        Ok(())
    }
    /// One letter.
    pub async fn letter(&mut self, id: LetterId) -> Result<Option<Letter>, StoreError> {
        maybe(fetch_optional!(
            self,
            LetterRow,
            sql::LETTER_BY_ID,
            id.to_string()
        )?)
    }
    /// The letters of a case in the order in which they were sent.
    pub async fn letters(&mut self, case: CaseId) -> Result<Vec<Letter>, StoreError> {
        all(fetch_all!(
            self,
            LetterRow,
            sql::LETTERS_OF_CASE,
            case.to_string()
        )?)
    }
    /// What was written so far of the next letter of a kind.
    pub async fn letter_draft(
        &mut self,
        case: CaseId,
        kind: LetterKind,
    ) -> Result<Option<LetterDraft>, StoreError> {
        maybe(fetch_optional!(
            self,
            DraftRow,
            sql::LETTER_DRAFT,
            case.to_string(),
            kind.as_str()
        )?)
    }
    /// Keeps a draft if nobody changed it since `expected_version` (0: there is none), and returns its new version;
    /// `draft.version` is not looked at. Otherwise [`StoreError::Conflict`] with the version of the draft. No record:
    /// needs no entry.
    pub async fn save_letter_draft(
        &mut self,
        draft: &LetterDraft,
        expected_version: i64,
    ) -> Result<i64, StoreError> {
        self.writing()?;
        let (case, kind) = (draft.case.to_string(), draft.kind.as_str());
        let (by, at) = (draft.by.to_string(), instant_to_text(draft.at));
        let saved = if expected_version == 0 {
            execute!(self, sql::INSERT_LETTER_DRAFT, case, kind, &draft.content, by, at,)?
        } else {
            execute!(
                self,
                sql::UPDATE_LETTER_DRAFT,
                case,
                kind,
                expected_version,
                &draft.content,
                by,
                at,
            )?
        };
        if saved == 1 {
            return Ok(expected_version + 1);
        }
        self.draft_conflict(draft.case, draft.kind).await
    }
    /// Removes a draft if nobody changed it since `expected_version`. Otherwise, and if there is none,
    /// [`StoreError::Conflict`] with the version of the draft. No record: needs no entry.
    pub async fn discard_letter_draft(
        &mut self,
        case: CaseId,
        kind: LetterKind,
        expected_version: i64,
    ) -> Result<(), StoreError> {
        self.writing()?;
        let removed = execute!(
            self,
            sql::DISCARD_LETTER_DRAFT,
            case.to_string(),
            kind.as_str(),
            expected_version,
        )?;
        if removed == 1 {
            return Ok(());
        }
        self.draft_conflict(case, kind).await
    }
    /// Removes a draft, if there is one.
    pub async fn delete_letter_draft(&mut self, case: CaseId, kind: LetterKind) -> Result<(), StoreError> {
        self.writing()?;
        execute!(self, sql::DELETE_LETTER_DRAFT, case.to_string(), kind.as_str())?;
        Ok(())
    }

    async fn draft_conflict<T>(&mut self, case: CaseId, kind: LetterKind) -> Result<T, StoreError> {
        let known = self.letter_draft(case, kind).await?;
        Err(StoreError::Conflict {
            current_version: known.map_or(0, |known| known.version),
        })
    }
}

row! {
    struct LetterRow {
        id: String,
        case_id: String,
        kind: String,
        content: String,
        due_on: Option<String>,
        sha256: String,
        size_bytes: i64,
        outbox_name: Option<String>,
        by_user: String,
        at: String,
    }
}

impl TryFrom<LetterRow> for Letter {
    type Error = StoreError;
    fn try_from(row: LetterRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("letters.id", &row.id)?,
            case: word("letters.case_id", &row.case_id)?,
            kind: word("letters.kind", &row.kind)?,
            content: row.content,
            due_on: row.due_on.map(|text| date("letters.due_on", &text)).transpose()?,
            sha256: row.sha256,
            size_bytes: row.size_bytes,
            outbox_name: row.outbox_name,
            by: word("letters.by_user", &row.by_user)?,
            at: instant("letters.at", &row.at)?,
        })
    }
}

row! {
    struct DraftRow {
        case_id: String,
        kind: String,
        version: i64,
        content: String,
        by_user: String,
        at: String,
    }
}

impl TryFrom<DraftRow> for LetterDraft {
    type Error = StoreError;
    fn try_from(row: DraftRow) -> Result<Self, StoreError> {
        Ok(Self {
            case: word("letter_drafts.case_id", &row.case_id)?,
            kind: word("letter_drafts.kind", &row.kind)?,
            version: row.version,
            content: row.content,
            by: word("letter_drafts.by_user", &row.by_user)?,
            at: instant("letter_drafts.at", &row.at)?,
        })
    }
}
