//! Relational truth, audit chain, job queue and blobs on SQLite or PostgreSQL.
//!
//! [`Store`] opens units of work ([`Tx`]); every record is read and written through methods of `Tx`, one file per
//! kind of record. A change and its audit entry commit together or not at all. [`Blobs`] keeps the files.
#![warn(missing_docs)]

#[macro_use]
mod row;

mod audit;
mod blobs;
mod case_list;
mod case_views;
mod cases;
mod chain;
#[cfg(any(test, feature = "testing"))]
pub mod contract;
mod convert;
mod copies;
mod decisions;
mod documents;
mod drift;
mod engine;
mod error;
mod existing;
mod first_receipts;
mod first_requests;
mod intake;
mod jobs;
mod joinings;
mod json;
mod json_scan;
mod learning;
mod ledger;
mod letters;
mod mailbox_messages;
mod migrations;
mod placements;
mod records;
mod reviews;
mod runs;
mod samples;
mod sessions;
mod sql;
mod status_links;
mod suggestions;
mod transfer;
mod triage;
mod users;

pub use audit::{AuditDraft, AuditEntry, AuditListRow};
pub use blobs::{BlobName, Blobs};
pub use case_list::{Awaiting, CaseListRow, CasePage, CaseQuery, CaseTally, SnoozeInForce};
pub use case_views::NewEntries;
pub use cases::{CaseSummary, Processing};
pub use chain::{BadReason, FirstBad, Verification, verify_export};
pub use documents::{PageSummary, Reading, ReadingHead};
pub use drift::{FirstSuggestions, RemarkedSuggestions, SettledSuggestions, VerdictCounts};
pub use engine::{Store, Tx};
pub use error::StoreError;
pub use first_requests::FirstRequest;
pub use intake::{IntakeCounts, IntakeItem, IntakeRefusal};
pub use jobs::{Job, JobCounts, JobState, MAX_ATTEMPTS, MAX_INTERRUPTIONS, NewJob, Released, backoff};
pub use learning::{ShadowOutput, StoredShadowOutput};
pub use mailbox_messages::{MailboxMessage, MessageNumber};
pub use reviews::effective;
pub use runs::{Run, RunEnd, RunResult};
pub use samples::{BlindEntry, Sample, SampledCase};
pub use sessions::{AttemptLimits, NewAttempt, NewSession, Session};
pub use status_links::StoredStatusLink;
pub use suggestions::{
    StoredSuggestion, SuggestionCounts, SuggestionListRow, SuggestionOutcome, SuggestionPage, SuggestionQuery,
};
pub use users::Account;
