//! Brings the list's figures of a case up to date, and the case's own derived data.
use aktenlage_catalogue::Catalogue;
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::Case;
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::ids::CaseId;
use aktenlage_store::{AuditEntry, CaseSummary, Processing, Tx};
use time::Date;

use crate::error::WorkflowError;
use crate::standing::Standing;

/// Figures for lists from what is known.
pub(crate) fn summarise(
    catalogue: &Catalogue,
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
    }
}

/// The case with service, name and next date as they are known now.
pub(crate) fn with_known(case: Case, catalogue: &Catalogue, standing: &Standing) -> Case {
    let due_on = standing.definition(catalogue).and_then(|service| {
        service
            .deadlines
            .iter()
            .filter(|deadline| deadline.shown_in_queue && deadline.runs_from == "received")
            .find_map(|deadline| due(case.received_on, deadline.days, deadline.months))
    });
    Case {
        applicant_name: standing.applicant_name(),
        service: standing.service(),
        due_on,
        ..case
    }
}

/// The last day of a period that begins the day after `from` (§§ 187, 188 BGB); weekends and holidays do not move
/// it here, that is the business of the deadline engine.
fn due(from: Date, days: Option<i64>, months: Option<i64>) -> Option<Date> {
    let moved = match months {
        None => Some(from),
        Some(months) => {
            let index = i64::from(from.year()) * 12 + i64::from(u8::from(from.month())) - 1 + months;
            let year = i32::try_from(index.div_euclid(12)).ok()?;
            let month = time::Month::try_from(u8::try_from(index.rem_euclid(12) + 1).ok()?).ok()?;
            let last = month.length(year);
            Date::from_calendar_date(year, month, from.day().min(last)).ok()
        }
    };
    moved?
        .checked_add(time::Duration::days(days.unwrap_or(0)))
        .filter(|date| *date != from)
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
                | AuditAction::ReviewRecorded
                | AuditAction::DecisionRecorded
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

#[cfg(test)]
mod tests {
    use super::due;
    use time::macros::date;

    #[test]
    fn periods_end_on_the_day_of_the_same_number_or_the_last_of_the_month() {
        assert_eq!(
            due(date!(2026 - 11 - 12), None, Some(3)),
            Some(date!(2027 - 02 - 12))
        );
        assert_eq!(
            due(date!(2026 - 11 - 30), None, Some(3)),
            Some(date!(2027 - 02 - 28))
        );
        assert_eq!(
            due(date!(2026 - 11 - 12), Some(21), None),
            Some(date!(2026 - 12 - 03))
        );
        assert_eq!(due(date!(2026 - 11 - 12), None, None), None);
    }
}
