//! The queue of cases: filtered, sorted, counted (`GET /api/cases`).
use aktenlage_domain::case::Case;
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::ids::{CaseId, ServiceKey, UserId};
use sqlx::AssertSqlSafe;
use time::{Date, Duration};

use crate::cases::{CaseRow, CaseSummary, SummaryRow};
use crate::convert::{all, maybe};
use crate::engine::{Tx, fetch_all, fetch_one, fetch_optional};
use crate::error::StoreError;
use crate::sql;

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
        let user = query.user.to_string();
        let due_until = date_to_text(query.today.saturating_add(Duration::days(DUE_WITHIN_DAYS)));
        let service = query.service.as_ref().map(ServiceKey::as_str);
        let text = query
            .text
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let pattern = text.map(pattern);
        let counts = fetch_one!(self, CountsRow, sql::CASE_COUNTS, &user, &due_until)?;
        let (total,) = fetch_one!(
            self,
            (i64,),
            AssertSqlSafe(sql::case_list_total(query.view)),
            &user,
            &due_until,
            service,
            &pattern,
        )?;
        let rows = fetch_all!(
            self,
            ListRow,
            AssertSqlSafe(sql::case_list(query.view, query.sort, query.descending)),
            &user,
            &due_until,
            service,
            &pattern,
            query.limit.max(0),
            query.offset.max(0),
        )?;
        Ok(CasePage {
            total,
            counts: counts.into(),
            items: all(rows)?,
        })
    }
    /// The line of one case.
    pub async fn case_row(&mut self, id: CaseId) -> Result<Option<CaseListRow>, StoreError> {
        maybe(fetch_optional!(
            self,
            ListRow,
            AssertSqlSafe(sql::case_row()),
            id.to_string()
        )?)
    }
}

/// The `LIKE` pattern of a search: what people type is never a wildcard.
fn pattern(text: &str) -> String {
    let text = text.to_lowercase();
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

row! {
    struct ListRow [case: CaseRow, summary: SummaryRow] {
        assignee_name: Option<String>,
    }
}

impl TryFrom<ListRow> for CaseListRow {
    type Error = StoreError;
    fn try_from(row: ListRow) -> Result<Self, StoreError> {
        Ok(Self {
            case: row.case.try_into()?,
            summary: row.summary.try_into()?,
            assignee_name: row.assignee_name,
        })
    }
}

row! {
    struct CountsRow {
        open_cases: i64,
        mine: i64,
        unassigned: i64,
        due: i64,
        missing: i64,
        decided: i64,
    }
}

impl From<CountsRow> for CaseCounts {
    fn from(row: CountsRow) -> Self {
        Self {
            all: row.open_cases,
            mine: row.mine,
            unassigned: row.unassigned,
            due: row.due,
            missing: row.missing,
            decided: row.decided,
        }
    }
}
