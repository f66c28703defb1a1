//! The audit chain: one entry per change, each bound to the one before by its hash.
use std::io::{BufRead, Write};

use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::ids::{CaseId, CaseReference};
use time::OffsetDateTime;

use crate::engine::{Store, Tx};
use crate::error::StoreError;

/// An entry to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditDraft {
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: AuditAction,
    /// Which case it concerns.
    pub case: Option<CaseId>,
    /// Codes and parameters. Numbers with a fraction are stored as text: parsers disagree on them.
    pub detail: serde_json::Value,
}

/// An entry as written.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Counts from 1 without gaps.
    pub sequence: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: AuditAction,
    /// Which case it concerns.
    pub case: Option<CaseId>,
    /// Codes and parameters.
    pub detail: serde_json::Value,
    /// Hash of the entry before; 64 zeros for the first.
    pub previous_hash: String,
    /// Hash over all of the above.
    pub hash: String,
}

/// An entry with the names that a person reads.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditListRow {
    /// The entry.
    pub entry: AuditEntry,
    /// Display name of the actor, if it is a person.
    pub actor_name: Option<String>,
    /// Reference of the case.
    pub reference: Option<CaseReference>,
}

/// What is wrong with the first bad entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadReason {
    /// Its content does not match its hash: it was changed.
    HashMismatch,
    /// It does not name the hash of the entry before: an entry was inserted, or the one before was rewritten.
    PreviousHashMismatch,
    /// The entry with this number is not where it should be: removed or moved.
    SequenceGap,
    /// The chain does not end where the head says: entries were cut off or added at the end.
    HeadMismatch,
}

impl BadReason {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HashMismatch => "hash_mismatch",
            Self::PreviousHashMismatch => "previous_hash_mismatch",
            Self::SequenceGap => "sequence_gap",
            Self::HeadMismatch => "head_mismatch",
        }
    }
}

/// The first entry that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstBad {
    /// Its number.
    pub sequence: i64,
    /// What is wrong.
    pub reason: BadReason,
}

/// What checking the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Whether everything holds.
    pub valid: bool,
    /// How many entries are there.
    pub entries: i64,
    /// Hash of the last entry that holds: compare it with one written down elsewhere.
    pub head: String,
    /// The first entry that does not hold.
    pub first_bad: Option<FirstBad>,
}

impl Tx {
    /// Writes the entry that a change needs; [`Tx::commit`] refuses a change without one.
    pub async fn append_audit(&mut self, draft: &AuditDraft) -> Result<AuditEntry, StoreError> {
        todo!()
    }
    /// Entries before a number (`None`: from the end), newest first.
    pub async fn audit_page(
        &mut self,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<AuditListRow>, StoreError> {
        todo!()
    }
    /// Entries of a case, newest first.
    pub async fn audit_of_case(&mut self, case: CaseId) -> Result<Vec<AuditListRow>, StoreError> {
        todo!()
    }
    /// How many entries there are.
    pub async fn audit_total(&mut self) -> Result<i64, StoreError> {
        todo!()
    }
}

impl Store {
    /// Checks the whole chain on one snapshot. Writers are not held up.
    pub async fn verify_audit(&self) -> Result<Verification, StoreError> {
        todo!()
    }
    /// Writes the whole chain as JSON lines, the head last, as [`verify_export`] reads them.
    pub async fn export_audit(&self, writer: &mut (dyn Write + Send)) -> Result<(), StoreError> {
        todo!()
    }
}

/// Checks an export without any database.
pub fn verify_export(reader: &mut dyn BufRead) -> std::io::Result<Verification> {
    todo!()
}
