//! How long it takes until somebody is asked for what is missing, and how often asking once is enough: what applicants
//! wait for. Counts of the office, week by week: no case and no person.
use aktenlage_domain::case::CaseState;
use aktenlage_domain::clock::german_date;
use aktenlage_evaluation::metrics::figure::Figure;
use aktenlage_store::FirstRequest;
use time::{Date, Duration};

use crate::drift::monday;
use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// Most weeks that are shown.
pub const MOST_WEEKS: usize = 52;
/// Cases below which there is no figure: it would tell of single cases, and of those who work on them.
const MINIMUM_N: usize = 10;

/// Days of several cases; half of the cases lie between the quartiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaysSpread {
    /// A quarter of the cases took no longer.
    pub lower_quartile: i64,
    /// Half of the cases took no longer.
    pub median: i64,
    /// Three quarters of the cases took no longer.
    pub upper_quartile: i64,
}

/// Cases that were first asked for documents within the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedCases {
    /// How many.
    pub number: usize,
    /// Days from receipt to the first document request; `None` for too few cases.
    pub days: Option<DaysSpread>,
}

/// The measure of the office.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestFigures {
    /// Cases below which there is no figure.
    pub minimum_n: usize,
    /// All weeks together.
    pub over_all: AskedCases,
    /// Of those that are decided the share that was asked only once.
    pub asked_once: Figure,
    /// Week by week, with its Monday (German calendar); the running one last.
    pub weeks: Vec<(Date, AskedCases)>,
}

impl Workbench {
    /// The last weeks, 1 to [`MOST_WEEKS`], the running one among them. A case counts in the week in which its first
    /// document request was sent.
    pub async fn request_figures(&self, weeks: usize) -> Result<RequestFigures, WorkflowError> {
        let weeks = weeks.clamp(1, MOST_WEEKS);
        let back = i64::try_from(weeks).unwrap_or(1) - 1;
        let first = monday(self.clock().today()) - Duration::weeks(back);
        // The German day begins before the UTC day.
        let from = (first - Duration::DAY).midnight().assume_utc();
        let requests = self.read().await?.first_requests(from).await?;
        Ok(figures(first, weeks, &requests))
    }
}

/// A first request with its day and the days that it took.
struct Asked<'r> {
    on: Date,
    days: i64,
    request: &'r FirstRequest,
}

impl<'r> Asked<'r> {
    fn new(request: &'r FirstRequest) -> Self {
        let on = german_date(request.asked_at);
        Self {
            on,
            days: (on - request.received_on).whole_days().max(0),
            request,
        }
    }
}

fn figures(first: Date, weeks: usize, requests: &[FirstRequest]) -> RequestFigures {
    let mut all: Vec<Asked<'_>> = requests.iter().map(Asked::new).collect();
    all.retain(|asked| asked.on >= first);
    let decided: Vec<&Asked<'_>> = all
        .iter()
        .filter(|asked| asked.request.state == CaseState::Decided)
        .collect();
    let once = decided.iter().filter(|asked| asked.request.requests == 1).count();
    let mondays = std::iter::successors(Some(first), |week| week.checked_add(Duration::WEEK)).take(weeks);
    let of_week = |week: Date| {
        let asked = all.iter().filter(|asked| monday(asked.on) == week);
        (week, together(asked.map(|asked| asked.days).collect()))
    };
    RequestFigures {
        minimum_n: MINIMUM_N,
        over_all: together(all.iter().map(|asked| asked.days).collect()),
        asked_once: Figure::exact(once, decided.len(), MINIMUM_N),
        weeks: mondays.map(of_week).collect(),
    }
}

fn together(days: Vec<i64>) -> AskedCases {
    AskedCases {
        number: days.len(),
        days: spread(days),
    }
}

/// Quartiles by nearest rank: each is the days of a case.
fn spread(mut days: Vec<i64>) -> Option<DaysSpread> {
    if days.len() < MINIMUM_N {
        return None;
    }
    days.sort_unstable();
    let rank = |quarter: usize| {
        let rank = (days.len() * quarter).div_ceil(4);
        days.get(rank.checked_sub(1)?).copied()
    };
    Some(DaysSpread {
        lower_quartile: rank(1)?,
        median: rank(2)?,
        upper_quartile: rank(3)?,
    })
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    fn asked(received_on: Date, requests: i64, state: CaseState) -> FirstRequest {
        FirstRequest {
            received_on,
            state,
            asked_at: datetime!(2026-11-18 10:00 UTC),
            requests,
        }
    }

    #[test]
    fn quartiles_are_days_of_cases_and_few_cases_have_none() {
        assert_eq!(spread((1..=9).collect()), None);
        assert_eq!(
            spread((1..=10).rev().collect()),
            Some(DaysSpread {
                lower_quartile: 3,
                median: 5,
                upper_quartile: 8
            })
        );
        assert_eq!(
            spread(vec![4; 12]),
            Some(DaysSpread {
                lower_quartile: 4,
                median: 4,
                upper_quartile: 4
            })
        );
    }

    #[test]
    fn only_decided_cases_say_whether_once_was_enough() {
        let mut requests = vec![asked(date!(2026 - 11 - 10), 1, CaseState::Decided); 8];
        requests.extend(vec![asked(date!(2026 - 11 - 16), 2, CaseState::Decided); 2]);
        requests.extend(vec![
            asked(date!(2026 - 11 - 18), 1, CaseState::AwaitingDocuments);
            5
        ]);
        let figures = figures(date!(2026 - 11 - 09), 2, &requests);
        assert_eq!((figures.asked_once.value, figures.asked_once.n), (Some(0.8), 10));
        assert_eq!(figures.over_all.number, 15);
        let days = figures.over_all.days.unwrap();
        assert_eq!((days.lower_quartile, days.median, days.upper_quartile), (0, 8, 8));
        let weeks: Vec<(Date, usize)> = figures
            .weeks
            .iter()
            .map(|(week, asked)| (*week, asked.number))
            .collect();
        assert_eq!(weeks, [(date!(2026 - 11 - 09), 0), (date!(2026 - 11 - 16), 15)]);
        assert_eq!(figures.weeks[0].1.days, None);
    }

    #[test]
    fn the_day_is_the_german_one_and_never_before_the_receipt() {
        let late = FirstRequest {
            // Monday in Germany, Sunday in UTC.
            asked_at: datetime!(2026-11-15 23:30 UTC),
            ..asked(date!(2026 - 11 - 20), 1, CaseState::UnderReview)
        };
        let figures = figures(date!(2026 - 11 - 16), 1, &vec![late; 10]);
        assert_eq!(figures.weeks[0].1.number, 10);
        assert_eq!(figures.over_all.days.unwrap().median, 0);
        let before = FirstRequest {
            asked_at: datetime!(2026-11-15 22:30 UTC),
            ..asked(date!(2026 - 11 - 02), 1, CaseState::UnderReview)
        };
        assert_eq!(
            super::figures(date!(2026 - 11 - 16), 1, &[before])
                .over_all
                .number,
            0
        );
    }
}
