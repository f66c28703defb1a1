//! Cases: insert, read, and change under the version that the writer saw.
use aktenlage_domain::case::Case;
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::ids::CaseId;

use crate::engine::Tx;
use crate::error::StoreError;

/// Where the pipeline stands with a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Processing {
    /// Waits for a worker.
    #[default]
    Queued,
    /// Is being read.
    Running,
    /// Suggestions are there.
    Ready,
    /// Gave up; a person looks at it.
    Failed,
}

/// Figures for lists, kept on the case so that a list of many cases is one index scan. Derived: `workflow` writes
/// them whenever something they count changes; they bear no version and need no audit entry of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseSummary {
    /// Whether a person confirmed the service.
    pub service_confirmed: bool,
    /// Fields with a review that counts.
    pub fields_reviewed: i64,
    /// Fields of the service.
    pub fields_total: i64,
    /// Requirements whose evidence is missing.
    pub requirements_missing: i64,
    /// Requirements that cannot be told.
    pub requirements_unclear: i64,
    /// Fields with contradicting values.
    pub contradictions: i64,
    /// Where the pipeline stands.
    pub processing: Processing,
    /// What is wrong with the documents, each code once.
    pub issues: Vec<IssueCode>,
}

impl Tx {
    /// The next running number for case references of a prefix and year, counted from 1. Gaps appear only if the
    /// transaction is dropped by a crash after use elsewhere: the number is taken when the transaction commits.
    pub async fn next_case_number(&mut self, prefix: &str, year: i32) -> Result<u64, StoreError> {
        todo!()
    }
    /// Opens a case with an empty summary. Commit needs an entry that concerns a case.
    pub async fn insert_case(&mut self, case: &Case) -> Result<(), StoreError> {
        todo!()
    }
    /// One case.
    pub async fn case(&mut self, id: CaseId) -> Result<Option<Case>, StoreError> {
        todo!()
    }
    /// Stores a changed case if nobody changed it since `expected_version`, and returns its new version
    /// (`expected_version + 1`; `case.version` is not looked at). Otherwise [`StoreError::Conflict`].
    /// Id, reference, day of receipt and creation stay as they were. Commit needs an entry that concerns a case.
    pub async fn update_case(&mut self, case: &Case, expected_version: i64) -> Result<i64, StoreError> {
        todo!()
    }
    /// Replaces the figures of a case.
    pub async fn update_case_summary(
        &mut self,
        case: CaseId,
        summary: &CaseSummary,
    ) -> Result<(), StoreError> {
        todo!()
    }
}
