//! Puts a case back until a day, or fetches it back before.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::Case;
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::ids::{CaseId, SnoozeId, UserId};
use aktenlage_domain::person::Clerk;
use aktenlage_domain::triage::{Snooze, SnoozeError, SnoozeReason, check_snooze};
use aktenlage_store::{AuditDraft, CaseSummary, Tx};
use serde_json::json;
use time::Date;

use crate::case_detail::load_standing;
use crate::error::WorkflowError;
use crate::list_cases::load_row;
use crate::summary::deadline;
use crate::views::CaseRow;
use crate::workbench::Workbench;

impl Workbench {
    /// Puts a case back until a day, with a reason: it leaves the working list and comes back on that day by itself. A
    /// case that is put back already gets the new day. Refused if the deadline of its service ends on that day or
    /// before: 422 on `until`.
    pub async fn snooze_case(
        &self,
        clerk: &Clerk,
        case: CaseId,
        until: Date,
        reason: SnoozeReason,
        note: Option<&str>,
    ) -> Result<CaseRow, WorkflowError> {
        let today = self.clock().today();
        let mut tx = self.begin().await?;
        let before = open_case(&mut tx, case).await?;
        let standing = load_standing(&mut tx, case).await?;
        let deadline = deadline(&before, self.catalogue(), &standing);
        let note = note.map(str::trim).filter(|note| !note.is_empty());
        check_snooze(until, reason, note, today, deadline).map_err(refused)?;
        // The list compares the day with the deadline as it was checked here.
        let row = tx.case_row(case).await?.ok_or(WorkflowError::NotFound)?;
        let summary = CaseSummary {
            deadline_on: deadline,
            ..row.summary
        };
        tx.update_case_summary(case, &summary).await?;
        let snooze = Snooze {
            id: SnoozeId::new(self.clock(), self.entropy()),
            case,
            until: Some(until),
            reason: Some(reason),
            note: note.map(str::to_owned),
            by: clerk.id(),
            at: self.clock().now(),
        };
        record(&mut tx, before, &snooze).await?;
        let row = load_row(&mut tx, case, today).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Fetches a case back before its day, or says that its day was seen. Nothing happens to a case that is not put back.
    pub async fn end_snooze(&self, clerk: &Clerk, case: CaseId) -> Result<CaseRow, WorkflowError> {
        let today = self.clock().today();
        let mut tx = self.begin().await?;
        let before = open_case(&mut tx, case).await?;
        if let Some(end) = self.end_of_snooze(&mut tx, case, clerk.id()).await? {
            record(&mut tx, before, &end).await?;
        }
        let row = load_row(&mut tx, case, today).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// What ends the snooze in force; `None` if there is none.
    async fn end_of_snooze(
        &self,
        tx: &mut Tx,
        case: CaseId,
        by: UserId,
    ) -> Result<Option<Snooze>, WorkflowError> {
        let row = tx.case_row(case).await?.ok_or(WorkflowError::NotFound)?;
        Ok(row.snooze.map(|_| Snooze {
            id: SnoozeId::new(self.clock(), self.entropy()),
            case,
            until: None,
            reason: None,
            note: None,
            by,
            at: self.clock().now(),
        }))
    }
}

/// Ends what a case was put back for, in a unit of work that decides it or sends its decision back and counts the version
/// up itself: nothing is waited for any more, and a case that is opened again later must not be out of sight.
pub(crate) async fn end_snooze_with(
    workbench: &Workbench,
    tx: &mut Tx,
    case: CaseId,
    by: UserId,
) -> Result<(), WorkflowError> {
    if let Some(end) = workbench.end_of_snooze(tx, case, by).await? {
        tell(tx, &end).await?;
    }
    Ok(())
}

async fn open_case(tx: &mut Tx, case: CaseId) -> Result<Case, WorkflowError> {
    let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
    if found.state.is_open() {
        Ok(found)
    } else {
        Err(WorkflowError::closed(found.state))
    }
}

/// Snooze, version of the case and entry.
async fn record(tx: &mut Tx, before: Case, snooze: &Snooze) -> Result<(), WorkflowError> {
    let seen = before.version;
    let changed = Case {
        updated_at: snooze.at,
        ..before
    };
    tx.update_case(&changed, seen).await?;
    tell(tx, snooze).await
}

/// Snooze and entry. The entry names day and reason; the note stays in the record.
async fn tell(tx: &mut Tx, snooze: &Snooze) -> Result<(), WorkflowError> {
    tx.insert_snooze(snooze).await?;
    let action = if snooze.until.is_some() {
        AuditAction::CaseSnoozed
    } else {
        AuditAction::SnoozeEnded
    };
    let detail = json!({
        "snooze": snooze.id.to_string(),
        "until": snooze.until.map(date_to_text),
        "reason": snooze.reason.map(SnoozeReason::as_str),
    });
    tx.append_audit(&AuditDraft {
        at: snooze.at,
        actor: Actor::User(snooze.by),
        action,
        case: Some(snooze.case),
        detail,
    })
    .await?;
    Ok(())
}

fn refused(error: SnoozeError) -> WorkflowError {
    let (field, code) = match error {
        SnoozeError::InThePast => ("until", "in_the_past"),
        SnoozeError::TooFar => ("until", "too_far"),
        SnoozeError::AfterDeadline => ("until", "after_deadline"),
        SnoozeError::NoteEmpty => ("note", "empty"),
        SnoozeError::NoteTooLong => ("note", "too_long"),
        SnoozeError::NoteControlCharacter => ("note", "control_character"),
    };
    WorkflowError::invalid(field, code)
}
