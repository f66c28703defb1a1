//! Whether suggestions fare otherwise than before, week by week over live cases: how often the models are silent, how
//! often a form comes in another edition than the taught one, how often people change what was suggested. Counts of the
//! office alone: no case and no person.
mod forms;
mod series;

use std::collections::BTreeMap;

use aktenlage_domain::suggestion::{AbstentionReason, SubjectKind};
pub use aktenlage_evaluation::metrics::figure::Figure;
use aktenlage_evaluation::report::Settings;
use aktenlage_store::{FirstSuggestions, SettledSuggestions};
pub use forms::{FormDrift, OtherEdition};
pub use series::{Change, Point};
use series::{Tallies, Weeks};
use time::{Date, Duration};

use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// Weeks that a week is compared with: those before it.
pub const WEEKS_BEFORE: usize = 8;
/// Most weeks that are shown.
pub const MOST_WEEKS: usize = 52;

/// How often the models were silent about one kind of subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Silence {
    /// What the suggestions are about.
    pub kind: SubjectKind,
    /// The share without a value, each week.
    pub weeks: Vec<Point>,
    /// The share of each reason that occurs, each week.
    pub reasons: Vec<(AbstentionReason, Vec<Point>)>,
}

/// What people made of the suggestions of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Overrides {
    /// What made them: encoder, heads or rules, with their versions; `None` for all of them together.
    pub model: Option<String>,
    /// The share that was amended or rejected among those that were settled, each week.
    pub weeks: Vec<Point>,
}

/// Everything the screen of drift shows.
#[doc(alias = "Drift (Veränderung über die Zeit)")]
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The Mondays of the weeks (UTC), the running one last.
    pub weeks: Vec<Date>,
    /// Items below which there is no figure.
    pub minimum_n: usize,
    /// Silence, by kind of subject.
    pub silences: Vec<Silence>,
    /// Editions of taught forms.
    pub forms: FormDrift,
    /// What people made of suggestions: over all models, then model by model.
    pub overrides: Vec<Overrides>,
}

impl Workbench {
    /// The last weeks, 1 to [`MOST_WEEKS`], the running one among them. A subject counts in the week in which something
    /// was suggested on it first, a review in the week in which it was made.
    pub async fn drift(&self, weeks: usize) -> Result<Drift, WorkflowError> {
        let weeks = Weeks::until(self.clock().now().date(), weeks.clamp(1, MOST_WEEKS));
        let from = weeks.first().midnight().assume_utc();
        let mut tx = self.read().await?;
        let first = tx.first_suggestions(from).await?;
        let by_form = tx
            .first_suggestions_by_remark(SubjectKind::DocumentKind, forms::CODES, from)
            .await?;
        let settled = tx.settled_suggestions(from).await?;
        let minimum_n = Settings::default().minimum_n;
        Ok(Drift {
            silences: silences(&weeks, &first, minimum_n),
            forms: forms::drift(&weeks, &by_form, minimum_n),
            overrides: overrides(&weeks, settled, minimum_n),
            weeks: weeks.shown(),
            minimum_n,
        })
    }
}

fn silences(weeks: &Weeks, first: &[FirstSuggestions], minimum_n: usize) -> Vec<Silence> {
    let of_kind = |kind: SubjectKind| {
        let rows = || first.iter().filter(move |row| row.kind == kind);
        let mut reasons: Vec<AbstentionReason> = rows().filter_map(|row| row.abstention).collect();
        reasons.sort_unstable();
        reasons.dedup();
        let share = |is_hit: &dyn Fn(Option<AbstentionReason>) -> bool| {
            let mut tallies = Tallies::new(weeks);
            for row in rows() {
                let number = count(row.number);
                tallies.add(row.day, if is_hit(row.abstention) { number } else { 0 }, number);
            }
            tallies.points(minimum_n)
        };
        Silence {
            kind,
            weeks: share(&|abstention: Option<AbstentionReason>| abstention.is_some()),
            reasons: reasons
                .into_iter()
                .map(|reason| {
                    let is_it = |abstention: Option<AbstentionReason>| abstention == Some(reason);
                    (reason, share(&is_it))
                })
                .collect(),
        }
    };
    SubjectKind::ALL
        .iter()
        .filter(|kind| first.iter().any(|row| row.kind == **kind))
        .map(|kind| of_kind(*kind))
        .collect()
}

fn overrides(weeks: &Weeks, settled: Vec<SettledSuggestions>, minimum_n: usize) -> Vec<Overrides> {
    if settled.is_empty() {
        return Vec::new();
    }
    let mut all = Tallies::new(weeks);
    let mut by_model: BTreeMap<String, Tallies<'_>> = BTreeMap::new();
    for row in settled {
        let changed = count(row.amended) + count(row.rejected);
        let of_all = changed + count(row.accepted);
        all.add(row.day, changed, of_all);
        by_model
            .entry(row.model)
            .or_insert_with(|| Tallies::new(weeks))
            .add(row.day, changed, of_all);
    }
    let over_all = Overrides {
        model: None,
        weeks: all.points(minimum_n),
    };
    let singly = by_model.into_iter().map(|(model, tallies)| Overrides {
        model: Some(model),
        weeks: tallies.points(minimum_n),
    });
    std::iter::once(over_all).chain(singly).collect()
}

/// A count of the database.
fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// The Monday of a day's week.
pub(crate) fn monday(day: Date) -> Date {
    day - Duration::days(i64::from(day.weekday().number_days_from_monday()))
}
