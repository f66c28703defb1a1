//! What came in: submissions, documents, and what reading them gave. Rows are written once and never changed.
use aktenlage_domain::case::{Document, Submission};
use aktenlage_domain::document::{Issue, TextSource};
use aktenlage_domain::ids::{CaseId, DocumentId, RunId};
use time::OffsetDateTime;

use crate::engine::Tx;
use crate::error::StoreError;

/// A page as the document list shows it.
#[derive(Clone, Copy, Debug, PartialEq)]
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
    /// When.
    pub created_at: OffsetDateTime,
}

impl Tx {
    /// Records an arrival. Commit needs `submission_received` or `documents_added`.
    pub async fn insert_submission(&mut self, submission: &Submission) -> Result<(), StoreError> {
        todo!()
    }
    /// Records a document. Commit needs `submission_received` or `documents_added`.
    pub async fn insert_document(&mut self, document: &Document) -> Result<(), StoreError> {
        todo!()
    }
    /// The arrivals of a case, oldest first.
    pub async fn submissions(&mut self, case: CaseId) -> Result<Vec<Submission>, StoreError> {
        todo!()
    }
    /// The documents of a case by position.
    pub async fn documents(&mut self, case: CaseId) -> Result<Vec<Document>, StoreError> {
        todo!()
    }
    /// One document.
    pub async fn document(&mut self, id: DocumentId) -> Result<Option<Document>, StoreError> {
        todo!()
    }
    /// Documents with exactly these bytes, in any case.
    pub async fn find_documents_by_sha256(&mut self, sha256: &str) -> Result<Vec<Document>, StoreError> {
        todo!()
    }
    /// Records what a run read; once per document and run. Commit needs `document_read` or `suggestions_recorded`.
    pub async fn insert_reading(&mut self, reading: &Reading) -> Result<(), StoreError> {
        todo!()
    }
    /// The latest reading of a document.
    pub async fn reading(&mut self, document: DocumentId) -> Result<Option<Reading>, StoreError> {
        todo!()
    }
    /// The latest reading of each document of a case, without texts.
    pub async fn reading_heads(&mut self, case: CaseId) -> Result<Vec<ReadingHead>, StoreError> {
        todo!()
    }
}
