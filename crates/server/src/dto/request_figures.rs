//! How long applicants wait until they are asked for what is missing, as the supervisor sees it.
use aktenlage_domain::clock::date_to_text;
use aktenlage_workflow::request_figures as workflow;
use serde::Serialize;
use utoipa::ToSchema;

use super::evaluation::report::Figure;

/// Days of several cases; half of the cases lie between the quartiles.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DaysSpread {
    lower_quartile: i64,
    median: i64,
    upper_quartile: i64,
}

impl From<workflow::DaysSpread> for DaysSpread {
    fn from(spread: workflow::DaysSpread) -> Self {
        Self {
            lower_quartile: spread.lower_quartile,
            median: spread.median,
            upper_quartile: spread.upper_quartile,
        }
    }
}

/// Cases that were first asked for documents within the same time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AskedCases {
    number: usize,
    /// From receipt to the first document request; `null` for too few cases.
    days: Option<DaysSpread>,
}

impl From<workflow::AskedCases> for AskedCases {
    fn from(asked: workflow::AskedCases) -> Self {
        Self {
            number: asked.number,
            days: asked.days.map(DaysSpread::from),
        }
    }
}

/// A week.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RequestWeek {
    /// Its Monday.
    #[schema(format = Date)]
    monday: String,
    asked: AskedCases,
}

/// How long it takes until somebody is asked, and how often asking once is enough.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RequestFigures {
    /// Cases below which there is no figure.
    minimum_n: usize,
    over_all: AskedCases,
    /// Of those that are decided the share that was asked only once.
    asked_once: Figure,
    /// The running week last.
    weeks: Vec<RequestWeek>,
}

impl From<workflow::RequestFigures> for RequestFigures {
    fn from(figures: workflow::RequestFigures) -> Self {
        let week = |(monday, asked): (_, workflow::AskedCases)| RequestWeek {
            monday: date_to_text(monday),
            asked: asked.into(),
        };
        Self {
            minimum_n: figures.minimum_n,
            over_all: figures.over_all.into(),
            asked_once: figures.asked_once.into(),
            weeks: figures.weeks.into_iter().map(week).collect(),
        }
    }
}
