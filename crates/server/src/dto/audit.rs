//! The audit chain.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::{CaseId, CaseReference};
use aktenlage_workflow::{self as workflow, views};
use serde::Serialize;
use utoipa::ToSchema;

use super::label::Actor;

/// A case by id and reference.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CaseName {
    #[schema(format = "uuid")]
    id: String,
    reference: String,
}

impl From<(CaseId, CaseReference)> for CaseName {
    fn from((id, reference): (CaseId, CaseReference)) -> Self {
        Self {
            id: id.to_string(),
            reference: reference.to_string(),
        }
    }
}

/// One entry of the chain.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AuditEntry {
    sequence: i64,
    #[schema(format = DateTime)]
    at: String,
    actor: Actor,
    action: String,
    case: Option<CaseName>,
    /// Codes and parameters.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
    hash: String,
    previous_hash: String,
}

/// A page of the chain, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AuditPage {
    pub(crate) items: Vec<AuditEntry>,
    pub(crate) total: i64,
}

/// What checking the whole chain found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ChainReport {
    pub(crate) valid: bool,
    pub(crate) entries: i64,
    /// Submissions, documents, readings, suggestions, reviews and decisions that were compared with their digests.
    pub(crate) records: i64,
    /// Files that were compared with the digest they came in with.
    pub(crate) originals: i64,
    pub(crate) head: String,
    pub(crate) first_bad: Option<BadEntry>,
    #[schema(format = DateTime)]
    pub(crate) checked_at: String,
}

/// The first entry that does not fit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BadEntry {
    pub(crate) sequence: i64,
    /// `hash_mismatch`, `previous_hash_mismatch`, `sequence_gap`, `head_mismatch`, `record_mismatch`, `record_unknown`,
    /// `original_missing` or `original_changed`.
    pub(crate) reason: &'static str,
    /// The record that does not hold, as `table/id`.
    pub(crate) record: Option<String>,
}

impl From<workflow::ChainReport> for ChainReport {
    fn from(report: workflow::ChainReport) -> Self {
        let bad = |bad: workflow::FirstBad| BadEntry {
            sequence: bad.sequence,
            reason: bad.reason.as_str(),
            record: bad.record,
        };
        Self {
            valid: report.valid,
            entries: report.entries,
            records: report.records,
            originals: report.originals,
            head: report.head,
            first_bad: report.first_bad.map(bad),
            checked_at: instant_to_text(report.checked_at),
        }
    }
}

impl From<views::AuditView> for AuditEntry {
    fn from(entry: views::AuditView) -> Self {
        Self {
            sequence: entry.sequence,
            at: instant_to_text(entry.at),
            actor: entry.actor.into(),
            action: entry.action,
            case: entry.case.map(CaseName::from),
            detail: entry.detail,
            hash: entry.hash,
            previous_hash: entry.previous_hash,
        }
    }
}
