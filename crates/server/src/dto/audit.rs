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
    pub(crate) head: String,
    pub(crate) first_bad: Option<BadEntry>,
    #[schema(format = DateTime)]
    pub(crate) checked_at: String,
}

/// The first entry that does not fit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BadEntry {
    pub(crate) sequence: i64,
    /// `hash_mismatch`, `previous_hash_mismatch`, `sequence_gap` or `head_mismatch`.
    pub(crate) reason: &'static str,
}

impl From<workflow::ChainReport> for ChainReport {
    fn from(report: workflow::ChainReport) -> Self {
        let bad = |(sequence, reason): (i64, &'static str)| BadEntry { sequence, reason };
        Self {
            valid: report.valid,
            entries: report.entries,
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
