//! The queue.
use aktenlage_domain::ids::{CaseId, ServiceKey};
use aktenlage_domain::person::User;
use aktenlage_store::{self as store, CaseListRow, Tx};

use crate::error::WorkflowError;
use crate::views::{CasePage, CaseRow, Person, Processing, ViewCounts};
use crate::workbench::Workbench;

pub use aktenlage_store::{CaseSort, CaseView};

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
        let query = store::CaseQuery {
            view: query.view,
            service: query.service.clone(),
            text: search.map(str::to_owned),
            sort: query.sort,
            descending: query.descending,
            offset: query.offset.max(0),
            limit: query.limit.clamp(1, 200),
            user: user.id,
            today: self.clock().today(),
        };
        let page = self.read().await?.list_cases(&query).await?;
        let store::CaseCounts {
            all,
            mine,
            unassigned,
            due,
            missing,
            decided,
        } = page.counts;
        Ok(CasePage {
            total: page.total,
            counts: ViewCounts {
                all,
                mine,
                unassigned,
                due,
                missing,
                decided,
            },
            items: page.items.into_iter().map(case_row).collect(),
        })
    }
}

/// The line of one case.
pub(crate) async fn load_row(tx: &mut Tx, case: CaseId) -> Result<CaseRow, WorkflowError> {
    tx.case_row(case)
        .await?
        .map(case_row)
        .ok_or(WorkflowError::NotFound)
}

fn case_row(row: CaseListRow) -> CaseRow {
    let CaseListRow {
        case,
        summary,
        assignee_name,
    } = row;
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
    }
}
