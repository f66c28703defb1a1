//! Brings the list's figures of a case up to date, and the case's own derived data.
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::service::ServiceDefinition;
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::Case;
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::ids::CaseId;
use aktenlage_store::{AuditEntry, CaseSummary, Processing, StoreError, Tx};
use time::Date;

use crate::deadlines::{count, earlier};
use crate::error::WorkflowError;
use crate::standing::Standing;

/// Figures for lists from what is known.
pub(crate) fn summarise(
    catalogue: &Catalogue,
    case: &Case,
    standing: &Standing,
    processing: Processing,
    issues: Vec<IssueCode>,
) -> CaseSummary {
    let counters = standing.counters(standing.definition(catalogue));
    CaseSummary {
        service_confirmed: standing.confirmed_service().is_some(),
        fields_reviewed: counters.fields_reviewed,
        fields_total: counters.fields_total,
        requirements_missing: counters.requirements_missing,
        requirements_unclear: counters.requirements_unclear,
        contradictions: counters.contradictions,
        processing,
        issues,
        deadline_on: deadline(case, catalogue, standing),
        // Whoever reads the post says so; a case that somebody works on belongs where it is.
        likely_cases: 0,
    }
}

/// The case with service, name and next date as they are known now.
pub(crate) fn with_known(case: Case, catalogue: &Catalogue, standing: &Standing) -> Case {
    let of_service = deadline(&case, catalogue, standing);
    // What comes first.
    let due_on = of_service.into_iter().chain(standing.awaited_until).min();
    Case {
        applicant_name: standing.applicant_name(),
        service: standing.service(),
        due_on,
        ..case
    }
}

/// The last day that the law gives the office, as far as it can be counted; no day that an applicant was given.
pub(crate) fn deadline(case: &Case, catalogue: &Catalogue, standing: &Standing) -> Option<Date> {
    let service = standing.definition(catalogue)?;
    next_date(service, case, catalogue, standing)
}

/// The date that the queue shows: the last day of the period that the service names for it.
fn next_date(
    service: &ServiceDefinition,
    case: &Case,
    catalogue: &Catalogue,
    standing: &Standing,
) -> Option<Date> {
    service
        .deadlines
        .iter()
        .filter(|deadline| deadline.shown_in_queue)
        .find_map(|deadline| {
            let earlier = earlier(service, deadline, standing);
            count(deadline, case, catalogue, earlier)?.last_day
        })
}

/// Stores a changed case at the version that the person saw.
pub(crate) async fn update_as_seen(tx: &mut Tx, changed: &Case, seen: i64) -> Result<i64, WorkflowError> {
    match tx.update_case(changed, seen).await {
        Err(StoreError::Conflict { current_version }) => {
            Err(conflict_with_name(tx, changed.id, current_version).await)
        }
        other => Ok(other?),
    }
}

/// A version conflict with the name of the person who saved last; no name if the machine did.
pub(crate) async fn conflict_with_name(tx: &mut Tx, case: CaseId, current_version: i64) -> WorkflowError {
    // What follows from a review is stored with it.
    let follows_from_review = |entry: &AuditEntry| entry.detail.get("cause").is_some();
    let changes_the_case = |entry: &AuditEntry| {
        matches!(
            entry.action,
            AuditAction::SubmissionReceived
                | AuditAction::DocumentsAdded
                | AuditAction::SuggestionsRecorded
                | AuditAction::RunFailed
                | AuditAction::CaseAssigned
                | AuditAction::CaseSnoozed
                | AuditAction::SnoozeEnded
                | AuditAction::FirstReceiptNoted
                | AuditAction::ReviewRecorded
                | AuditAction::DecisionRecorded
                | AuditAction::DecisionProposed
                | AuditAction::DecisionReleased
                | AuditAction::DecisionReturned
                | AuditAction::CaseReopened
                | AuditAction::CaseJoined
                | AuditAction::PostJoined
                | AuditAction::DocumentPlaced
                | AuditAction::PlacementNoted
                | AuditAction::TransferNoted
                | AuditAction::LetterSent
        ) && !follows_from_review(entry)
    };
    let rows = tx.audit_of_case(case).await.unwrap_or_default();
    let changed_by = rows
        .into_iter()
        .find(|row| changes_the_case(&row.entry))
        .and_then(|row| row.actor_name);
    WorkflowError::VersionConflict {
        current_version,
        changed_by,
    }
}
