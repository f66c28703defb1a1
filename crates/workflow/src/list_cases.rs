//! The queue.
use aktenlage_domain::ids::{CaseId, ServiceKey};
use aktenlage_domain::person::User;
use aktenlage_domain::triage::{awaiting_state, snooze_state};
use aktenlage_store::{self as store, CaseListRow, Tx};
use time::Date;

use crate::error::WorkflowError;
use crate::views::{AwaitingView, CasePage, CaseRow, Person, Processing, SnoozeView};
use crate::workbench::Workbench;

pub use aktenlage_domain::triage::{CaseSort, CaseView};

/// What a person wants to see of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseQuery {
    /// Which cases.
    pub view: CaseView,
    /// Only this service.
    pub service: Option<ServiceKey>,
    /// Part of the reference or of the applicant's name.
    pub search: Option<String>,
    /// By what.
    pub sort: CaseSort,
    /// Latest or last first.
    pub descending: bool,
    /// Left out at the start.
    pub offset: i64,
    /// At most this many, up to 200.
    pub limit: i64,
}

impl Workbench {
    /// One page of the queue as this person sees it.
    pub async fn list_cases(&self, user: &User, query: &CaseQuery) -> Result<CasePage, WorkflowError> {
        let search = query
            .search
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let today = self.clock().today();
        let query = store::CaseQuery {
            view: query.view,
            service: query.service.clone(),
            text: search.map(str::to_owned),
            sort: query.sort,
            descending: query.descending,
            offset: query.offset.max(0),
            limit: query.limit.clamp(1, 200),
            user: user.id,
            today,
        };
        let page = self.read().await?.list_cases(&query).await?;
        let rows = page.items.into_iter().map(|row| case_row(row, today));
        Ok(CasePage {
            total: page.total,
            counts: page.counts,
            items: rows.collect(),
        })
    }
}

/// The line of one case, as it is on a day.
pub(crate) async fn load_row(tx: &mut Tx, case: CaseId, today: Date) -> Result<CaseRow, WorkflowError> {
    let row = tx.case_row(case).await?.ok_or(WorkflowError::NotFound)?;
    Ok(case_row(row, today))
}

fn case_row(row: CaseListRow, today: Date) -> CaseRow {
    let CaseListRow {
        case,
        summary,
        assignee_name,
        awaiting,
        snooze,
    } = row;
    let snooze = snooze.filter(|_| case.state.is_open()).map(|snooze| SnoozeView {
        until: snooze.until,
        reason: snooze.reason,
        note: snooze.note,
        state: snooze_state(snooze.until, summary.deadline_on, today),
    });
    let awaiting = awaiting.map(|awaiting| AwaitingView {
        until: awaiting.until,
        state: awaiting_state(awaiting.until, awaiting.is_answered, today),
    });
    let assignee = case.assignee.map(|id| Person {
        id,
        display_name: assignee_name.unwrap_or_default(),
    });
    CaseRow {
        case,
        service_confirmed: summary.service_confirmed,
        assignee,
        fields_reviewed: summary.fields_reviewed,
        fields_total: summary.fields_total,
        requirements_missing: summary.requirements_missing,
        requirements_unclear: summary.requirements_unclear,
        contradictions: summary.contradictions,
        processing: match summary.processing {
            store::Processing::Queued => Processing::Queued,
            store::Processing::Running => Processing::Running,
            store::Processing::Ready => Processing::Ready,
            store::Processing::Failed => Processing::Failed,
        },
        issues: summary.issues,
        awaiting,
        snooze,
        likely_cases: summary.likely_cases,
    }
}
