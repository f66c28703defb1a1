//! The queue of cases: filtered, sorted, counted (`GET /api/cases`).
use aktenlage_domain::case::Case;
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::ids::{CaseId, ServiceKey, UserId};
use aktenlage_domain::triage::{CaseSort, CaseView, DUE_WITHIN_DAYS, SnoozeReason, ViewCounts};
use sqlx::AssertSqlSafe;
use time::{Date, Duration};

use crate::cases::{CaseRow, CaseSummary, SummaryRow};
use crate::convert::{all, corrupt, date, maybe, word};
use crate::engine::{Tx, fetch_all, fetch_one, fetch_optional};
use crate::error::StoreError;
use crate::sql;

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

/// How many cases each view holds, service by service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseTally(Vec<(Option<ServiceKey>, ViewCounts)>);

impl CaseTally {
    /// Of one service, or of all cases.
    pub fn of(&self, service: Option<&ServiceKey>) -> ViewCounts {
        self.0
            .iter()
            .filter(|(of, _)| service.is_none() || of.as_ref() == service)
            .fold(ViewCounts::default(), |sum, (_, counts)| sum.plus(*counts))
    }
}

/// What was asked of an applicant, while the answer is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaiting {
    /// The day that the last document request names.
    pub until: Option<Date>,
    /// Whether something came since.
    pub is_answered: bool,
}

/// Until when and why a case is put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnoozeInForce {
    /// The day on which it comes back.
    pub until: Date,
    /// Why.
    pub reason: SnoozeReason,
    /// What else the person said. May be personal data.
    pub note: Option<String>,
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
    /// What is awaited, if documents were asked for.
    pub awaiting: Option<Awaiting>,
    /// The snooze in force, also when its day has come.
    pub snooze: Option<SnoozeInForce>,
}

/// One page of the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasePage {
    /// How many cases match.
    pub total: i64,
    /// How many each view holds, without regard to the other filters.
    pub counts: ViewCounts,
    /// The page.
    pub items: Vec<CaseListRow>,
}

impl Tx {
    /// One page of the queue.
    pub async fn list_cases(&mut self, query: &CaseQuery) -> Result<CasePage, StoreError> {
        let user = query.user.to_string();
        let (due_until, today) = (due_until(query.today), date_to_text(query.today));
        let service = query.service.as_ref().map(ServiceKey::as_str);
        let text = query
            .text
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        let pattern = text.map(pattern);
        let tally = self.case_tally(query.user, query.today).await?;
        // Only a search has to be counted for itself.
        let total = if pattern.is_none() {
            tally.of(query.service.as_ref()).of(query.view)
        } else {
            let (found,) = fetch_one!(
                self,
                (i64,),
                AssertSqlSafe(sql::case_list_total(query.view)),
                &user,
                &due_until,
                &today,
                service,
                &pattern,
            )?;
            found
        };
        let rows = fetch_all!(
            self,
            ListRow,
            AssertSqlSafe(sql::case_list(query.view, query.sort, query.descending)),
            &user,
            &due_until,
            &today,
            service,
            &pattern,
            query.limit.max(0),
            query.offset.max(0),
        )?;
        Ok(CasePage {
            total,
            counts: tally.of(None),
            items: all(rows)?,
        })
    }
    /// How many cases each view of a person holds on a day, service by service, in one statement.
    pub async fn case_tally(&mut self, user: UserId, today: Date) -> Result<CaseTally, StoreError> {
        let rows = fetch_all!(
            self,
            CountsRow,
            AssertSqlSafe(sql::case_counts()),
            user.to_string(),
            due_until(today),
            date_to_text(today),
        )?;
        let counts = rows.into_iter().map(|row| {
            let service = row.service.clone().map(ServiceKey::new);
            (service, ViewCounts::from(row))
        });
        Ok(CaseTally(counts.collect()))
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

fn due_until(today: Date) -> String {
    date_to_text(today.saturating_add(Duration::days(DUE_WITHIN_DAYS)))
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
        is_awaiting: i64,
        awaited_until: Option<String>,
        is_answered: i64,
        snoozed_until: Option<String>,
        snooze_reason: Option<String>,
        snooze_note: Option<String>,
    }
}

impl TryFrom<ListRow> for CaseListRow {
    type Error = StoreError;
    fn try_from(row: ListRow) -> Result<Self, StoreError> {
        let awaited_until = row.awaited_until.as_deref();
        let until = awaited_until
            .map(|text| date("cases.awaited_until", text))
            .transpose()?;
        let snooze = match row.snoozed_until.as_deref() {
            Some(until) => Some(SnoozeInForce {
                until: date("snoozes.until", until)?,
                reason: match row.snooze_reason.as_deref() {
                    Some(reason) => word("snoozes.reason", reason)?,
                    None => return Err(corrupt("snoozes.reason")),
                },
                note: row.snooze_note,
            }),
            None => None,
        };
        Ok(Self {
            case: row.case.try_into()?,
            summary: row.summary.try_into()?,
            assignee_name: row.assignee_name,
            awaiting: (row.is_awaiting != 0).then_some(Awaiting {
                until,
                is_answered: row.is_answered != 0,
            }),
            snooze,
        })
    }
}

row! {
    struct CountsRow {
        service: Option<String>,
        in_all: i64,
        in_mine: i64,
        in_unassigned: i64,
        in_due: i64,
        in_missing: i64,
        in_awaiting: i64,
        in_answered: i64,
        in_snooze_due: i64,
        in_snoozed: i64,
        in_decided: i64,
    }
}

impl From<CountsRow> for ViewCounts {
    fn from(row: CountsRow) -> Self {
        Self {
            all: row.in_all,
            mine: row.in_mine,
            unassigned: row.in_unassigned,
            due: row.in_due,
            missing: row.in_missing,
            awaiting: row.in_awaiting,
            answered: row.in_answered,
            snooze_due: row.in_snooze_due,
            snoozed: row.in_snoozed,
            decided: row.in_decided,
        }
    }
}
