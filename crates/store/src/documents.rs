//! What came in: submissions, documents, and what reading them gave. Rows are written once and never changed.
use std::collections::BTreeSet;

use aktenlage_domain::case::{Document, PartOf, Submission};
use aktenlage_domain::clock::{date_to_text, instant_to_text};
use aktenlage_domain::division::PageSet;
use aktenlage_domain::document::{Issue, TextSource};
use aktenlage_domain::ids::{CaseId, DocumentId, RunId};
use aktenlage_domain::scan::PageScan;
use time::OffsetDateTime;

use crate::convert::{all, corrupt, date, instant, maybe, optional_word, word};
use crate::engine::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::StoreError;
use crate::json::{issues_from_text, issues_to_text, pages_from_text, pages_to_text};
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

/// A page as the document list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct PageSummary {
    /// Counted from 1.
    pub number: u32,
    /// Width as shown, in points.
    pub width_points: f32,
    /// Height as shown, in points.
    pub height_points: f32,
    /// Rotation in degrees.
    pub rotation: u16,
    /// Where its text comes from.
    pub source: TextSource,
    /// What its picture is like, where the text was read from it.
    pub scan: Option<PageScan>,
}

/// What one run read in one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The document.
    pub document: DocumentId,
    /// The run that read it.
    pub run: RunId,
    /// Text, boxes and form fields as JSON text; `None` if the file could not be read at all.
    pub text: Option<String>,
    /// Its pages.
    pub pages: Vec<PageSummary>,
    /// What was wrong.
    pub issues: Vec<Issue>,
    /// SHA-256 of the PDF whose pages these are, if the original has none itself (an e-mail, an office document).
    pub rendition: Option<String>,
    /// When.
    pub created_at: OffsetDateTime,
}

/// A [`Reading`] without its text: what lists need.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingHead {
    /// The document.
    pub document: DocumentId,
    /// The run that read it.
    pub run: RunId,
    /// Its pages.
    pub pages: Vec<PageSummary>,
    /// What was wrong.
    pub issues: Vec<Issue>,
    /// SHA-256 of the PDF whose pages these are, if the original has none itself (an e-mail, an office document).
    pub rendition: Option<String>,
    /// When.
    pub created_at: OffsetDateTime,
}

impl Tx {
    /// Records an arrival. Commit needs `submission_received` or `documents_added`.
    pub async fn insert_submission(&mut self, submission: &Submission) -> Result<(), StoreError> {
        self.change(Change::Submission)?;
        execute!(
            self,
            sql::INSERT_SUBMISSION,
            submission.id.to_string(),
            submission.case.to_string(),
            &submission.channel,
            date_to_text(submission.received_on),
            submission.by.map(|user| user.to_string()),
            instant_to_text(submission.at),
        )?;
        execute!(
            self,
            sql::UPDATE_CASE_POST,
            submission.case.to_string(),
            instant_to_text(submission.at),
        )?;
        let id = submission.id.to_string();
        self.wrote(Table::Submissions, &id, (&id, ""));
        Ok(())
    }
    /// Records a document; [`StoreError::Exists`] if its part of a container, or these pages of a scan, are there
    /// already. Commit needs
    /// `submission_received` or `documents_added`.
    pub async fn insert_document(&mut self, document: &Document) -> Result<(), StoreError> {
        self.change(Change::Submission)?;
        let part = document.part_of.as_ref();
        let inserted = execute!(
            self,
            sql::INSERT_DOCUMENT,
            document.id.to_string(),
            document.case.to_string(),
            document.submission.to_string(),
            document.position,
            &document.file_name,
            &document.sha256,
            document.size_bytes,
            &document.media_type,
            part.map(|part| part.container.to_string()),
            part.map(|part| part.part.as_str()),
            part.map(|part| part.declared_name.as_str()),
            part.and_then(|part| part.declared_type.as_deref()),
            document.pages.as_ref().map(PageSet::to_string),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists { record: "document" });
        }
        let (id, submission) = (document.id.to_string(), document.submission.to_string());
        // What was packed in another document may come later than the rest of its submission, so each is vouched for
        // alone.
        let group = if part.is_some() { &id } else { &submission };
        self.wrote(Table::Documents, group, (&id, ""));
        Ok(())
    }
    /// The arrivals of a case, oldest first.
    pub async fn submissions(&mut self, case: CaseId) -> Result<Vec<Submission>, StoreError> {
        all(fetch_all!(
            self,
            SubmissionRow,
            sql::SUBMISSIONS_OF_CASE,
            case.to_string()
        )?)
    }
    /// The documents of a case by position.
    pub async fn documents(&mut self, case: CaseId) -> Result<Vec<Document>, StoreError> {
        all(fetch_all!(
            self,
            DocumentRow,
            sql::DOCUMENTS_OF_CASE,
            case.to_string()
        )?)
    }
    /// The position behind everything that a case has or had, for the next document that comes in.
    pub async fn next_position(&mut self, case: CaseId) -> Result<i64, StoreError> {
        let (position,) = fetch_one!(self, (i64,), sql::NEXT_PLACE, case.to_string())?;
        Ok(position)
    }
    /// The places of everything that was taken out of a document, whichever case it counts for.
    pub async fn parts(&mut self, container: DocumentId) -> Result<BTreeSet<String>, StoreError> {
        let rows = fetch_all!(self, (String,), sql::PARTS_OF_DOCUMENT, container.to_string())?;
        Ok(rows.into_iter().map(|(part,)| part).collect())
    }
    /// One document.
    pub async fn document(&mut self, id: DocumentId) -> Result<Option<Document>, StoreError> {
        maybe(fetch_optional!(
            self,
            DocumentRow,
            sql::DOCUMENT_BY_ID,
            id.to_string()
        )?)
    }
    /// Documents with exactly these bytes, in any case.
    pub async fn find_documents_by_sha256(&mut self, sha256: &str) -> Result<Vec<Document>, StoreError> {
        all(fetch_all!(self, DocumentRow, sql::DOCUMENTS_BY_SHA256, sha256)?)
    }
    /// Records what a run read; once per document and run. Commit needs `document_read` or `suggestions_recorded`.
    pub async fn insert_reading(&mut self, reading: &Reading) -> Result<(), StoreError> {
        self.change(Change::Reading)?;
        execute!(
            self,
            sql::INSERT_READING,
            reading.document.to_string(),
            reading.run.to_string(),
            pages_to_text(&reading.pages)?,
            issues_to_text(&reading.issues)?,
            instant_to_text(reading.created_at),
            reading.text.as_deref(),
            reading.rendition.as_deref(),
        )?;
        let (document, run) = (reading.document.to_string(), reading.run.to_string());
        self.wrote(
            Table::DocumentReadings,
            &format!("{document}/{run}"),
            (&document, &run),
        );
        Ok(())
    }
    /// SHA-256 of the PDF whose pages the latest reading has, if they are not the original's own.
    pub async fn rendition(&mut self, document: DocumentId) -> Result<Option<String>, StoreError> {
        let row = fetch_optional!(
            self,
            (Option<String>,),
            sql::RENDITION_OF_DOCUMENT,
            document.to_string()
        )?;
        Ok(row.and_then(|(rendition,)| rendition))
    }
    /// The latest reading of a document.
    pub async fn reading(&mut self, document: DocumentId) -> Result<Option<Reading>, StoreError> {
        maybe(fetch_optional!(
            self,
            ReadingRow,
            sql::READING_OF_DOCUMENT,
            document.to_string()
        )?)
    }
    /// The latest reading of each document of a case, without texts.
    pub async fn reading_heads(&mut self, case: CaseId) -> Result<Vec<ReadingHead>, StoreError> {
        all(fetch_all!(
            self,
            ReadingHeadRow,
            sql::READING_HEADS_OF_CASE,
            case.to_string()
        )?)
    }
}

row! {
    struct SubmissionRow {
        id: String,
        case_id: String,
        channel: String,
        received_on: String,
        by_user: Option<String>,
        at: String,
    }
}

impl TryFrom<SubmissionRow> for Submission {
    type Error = StoreError;
    fn try_from(row: SubmissionRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("submissions.id", &row.id)?,
            case: word("submissions.case_id", &row.case_id)?,
            channel: row.channel,
            received_on: date("submissions.received_on", &row.received_on)?,
            by: optional_word("submissions.by_user", row.by_user.as_deref())?,
            at: instant("submissions.at", &row.at)?,
        })
    }
}

row! {
    pub(crate) struct DocumentRow {
        id: String,
        case_id: String,
        submission_id: String,
        position: i64,
        file_name: String,
        sha256: String,
        size_bytes: i64,
        media_type: String,
        container_id: Option<String>,
        part: Option<String>,
        declared_name: Option<String>,
        declared_type: Option<String>,
        pages: Option<String>,
    }
}

impl TryFrom<DocumentRow> for Document {
    type Error = StoreError;
    fn try_from(row: DocumentRow) -> Result<Self, StoreError> {
        let part_of = match (row.container_id, row.part, row.declared_name) {
            (None, None, None) => None,
            (Some(container), Some(part), Some(declared_name)) => Some(PartOf {
                container: word("documents.container_id", &container)?,
                part,
                declared_name,
                declared_type: row.declared_type,
            }),
            _ => return Err(corrupt("documents.part")),
        };
        let pages = optional_word("documents.pages", row.pages.as_deref())?;
        if pages.is_some() && part_of.is_none() {
            // Some pages of a file are always a part of the document that is all of it.
            return Err(corrupt("documents.pages"));
        }
        Ok(Self {
            id: word("documents.id", &row.id)?,
            case: word("documents.case_id", &row.case_id)?,
            submission: word("documents.submission_id", &row.submission_id)?,
            position: row.position,
            file_name: row.file_name,
            sha256: row.sha256,
            size_bytes: row.size_bytes,
            media_type: row.media_type,
            part_of,
            pages,
        })
    }
}

row! {
    struct ReadingHeadRow {
        document_id: String,
        run_id: String,
        pages: String,
        issues: String,
        created_at: String,
        rendition_sha256: Option<String>,
    }
}

impl TryFrom<ReadingHeadRow> for ReadingHead {
    type Error = StoreError;
    fn try_from(row: ReadingHeadRow) -> Result<Self, StoreError> {
        Ok(Self {
            document: word("document_readings.document_id", &row.document_id)?,
            run: word("document_readings.run_id", &row.run_id)?,
            pages: pages_from_text("document_readings.pages", &row.pages)?,
            issues: issues_from_text("document_readings.issues", &row.issues)?,
            rendition: row.rendition_sha256,
            created_at: instant("document_readings.created_at", &row.created_at)?,
        })
    }
}

row! {
    struct ReadingRow [head: ReadingHeadRow] {
        content: Option<String>,
    }
}

impl TryFrom<ReadingRow> for Reading {
    type Error = StoreError;
    fn try_from(row: ReadingRow) -> Result<Self, StoreError> {
        let head = ReadingHead::try_from(row.head)?;
        Ok(Self {
            document: head.document,
            run: head.run,
            text: row.content,
            pages: head.pages,
            issues: head.issues,
            rendition: head.rendition,
            created_at: head.created_at,
        })
    }
}
