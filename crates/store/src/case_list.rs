//! The queue of cases: filtered, sorted, counted (`GET /api/cases`).
use aktenlage_domain::case::Case;
use aktenlage_domain::ids::{CaseId, ServiceKey, UserId};
use time::Date;

use crate::cases::CaseSummary;
use crate::engine::Tx;
use crate::error::StoreError;

/// Days ahead that [`CaseView::Due`] looks.
pub const DUE_WITHIN_DAYS: i64 = 5;

/// Which cases. All but `Decided` mean open cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseView {
    /// Every open case.
    #[default]
    All,
    /// Assigned to the person who asks.
    Mine,
    /// Assigned to nobody.
    Unassigned,
    /// Due within [`DUE_WITHIN_DAYS`] or overdue.
    Due,
    /// Something is missing.
    Missing,
    /// With a decision.
    Decided,
}

/// By what the list is sorted; ties are broken by reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseSort {
    /// Next date that matters; cases without one come last in both directions.
    #[default]
    Due,
    /// Day of receipt.
    Received,
    /// Reference.
    Reference,
}

/// A question for the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseQuery {
    /// Which cases.
    pub view: CaseView,
    /// Only this service.
    pub service: Option<ServiceKey>,
    /// Only cases whose reference or applicant's name contains this, in any case of letters.
    pub text: Option<String>,
    /// Sorted by.
    pub sort: CaseSort,
    /// Greatest first.
    pub descending: bool,
    /// How many to leave out.
    pub offset: i64,
    /// How many at most.
    pub limit: i64,
    /// Who asks.
    pub user: UserId,
    /// The day that "due" is counted from.
    pub today: Date,
}

/// How many cases each view holds, without regard to the other filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaseCounts {
    /// Of [`CaseView::All`].
    pub all: i64,
    /// Of [`CaseView::Mine`].
    pub mine: i64,
    /// Of [`CaseView::Unassigned`].
    pub unassigned: i64,
    /// Of [`CaseView::Due`].
    pub due: i64,
    /// Of [`CaseView::Missing`].
    pub missing: i64,
    /// Of [`CaseView::Decided`].
    pub decided: i64,
}

/// One line of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseListRow {
    /// The case.
    pub case: Case,
    /// Its figures.
    pub summary: CaseSummary,
    /// Display name of the assignee.
    pub assignee_name: Option<String>,
}

/// One page of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasePage {
    /// How many cases match.
    pub total: i64,
    /// How many each view holds.
    pub counts: CaseCounts,
    /// The page.
    pub items: Vec<CaseListRow>,
}

impl Tx {
    /// One page of the queue.
    pub async fn list_cases(&mut self, query: &CaseQuery) -> Result<CasePage, StoreError> {
        todo!()
    }
    /// The line of one case.
    pub async fn case_row(&mut self, id: CaseId) -> Result<Option<CaseListRow>, StoreError> {
        todo!()
    }
}
