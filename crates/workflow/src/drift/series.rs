//! Shares week by week, and which of them are beyond what the weeks before let expect.
use aktenlage_evaluation::metrics::figure::Figure;
use time::{Date, Duration};

use super::{WEEKS_BEFORE, monday};

/// That a week is beyond the weeks before it: the two intervals of 95 % have nothing in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Whether it is more than before, or else less.
    pub is_above: bool,
    /// The weeks before, together.
    pub before: Figure,
}

/// A week of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The share with its interval of Clopper and Pearson, silent below the minimum of items.
    pub figure: Figure,
    /// What changed; `None` also where either side has too few items.
    pub change: Option<Change>,
}

/// The weeks that are counted: those that are shown, and before them those that the first of these is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weeks {
    first: Date,
    shown: usize,
}

impl Weeks {
    /// So many weeks, the one of `today` last.
    pub(super) fn until(today: Date, shown: usize) -> Self {
        let back = i64::try_from(shown + WEEKS_BEFORE).unwrap_or(0) - 1;
        Self {
            first: monday(today) - Duration::weeks(back),
            shown,
        }
    }

    /// The Monday of the first week that is counted.
    pub(super) const fn first(&self) -> Date {
        self.first
    }

    /// The Mondays of the weeks that are shown.
    pub(super) fn shown(&self) -> Vec<Date> {
        let mondays = std::iter::successors(Some(self.first), |week| week.checked_add(Duration::weeks(1)));
        mondays.skip(WEEKS_BEFORE).take(self.shown).collect()
    }

    /// The position of a day's week; `None` if it is not counted.
    fn position(&self, day: Date) -> Option<usize> {
        let position = usize::try_from((monday(day) - self.first).whole_weeks()).ok()?;
        (position < self.shown + WEEKS_BEFORE).then_some(position)
    }

    /// Whether a day's week is shown.
    pub(super) fn is_shown(&self, day: Date) -> bool {
        self.position(day)
            .is_some_and(|position| position >= WEEKS_BEFORE)
    }
}

/// Hits and items, week by week.
#[derive(Clone, Debug)]
pub(super) struct Tallies<'weeks> {
    weeks: &'weeks Weeks,
    counts: Vec<(usize, usize)>,
}

impl<'weeks> Tallies<'weeks> {
    pub(super) fn new(weeks: &'weeks Weeks) -> Self {
        Self {
            weeks,
            counts: vec![(0, 0); weeks.shown + WEEKS_BEFORE],
        }
    }

    /// Counts items of a day, some of them hits.
    pub(super) fn add(&mut self, day: Date, hits: usize, items: usize) {
        let slot = self
            .weeks
            .position(day)
            .and_then(|position| self.counts.get_mut(position));
        if let Some((of_hits, of_items)) = slot {
            *of_hits += hits;
            *of_items += items;
        }
    }

    /// The weeks that are shown as figures, each held against those before it.
    pub(super) fn points(&self, minimum_n: usize) -> Vec<Point> {
        self.counts
            .windows(WEEKS_BEFORE + 1)
            .filter_map(|weeks| {
                let ((hits, items), before) = weeks.split_last()?;
                let figure = Figure::exact(*hits, *items, minimum_n);
                let (hits, items) = before
                    .iter()
                    .fold((0, 0), |(hits, items), week| (hits + week.0, items + week.1));
                let before = Figure::exact(hits, items, minimum_n);
                Some(Point {
                    figure,
                    change: change(figure, before),
                })
            })
            .collect()
    }
}

fn change(now: Figure, before: Figure) -> Option<Change> {
    let is_above = now.low? > before.high?;
    let is_below = now.high? < before.low?;
    (is_above || is_below).then_some(Change { is_above, before })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn tallies(weeks: &Weeks, before: (usize, usize), now: (usize, usize)) -> Point {
        let mut tallies = Tallies::new(weeks);
        tallies.add(date!(2026 - 11 - 13), before.0, before.1);
        tallies.add(date!(2026 - 11 - 22), now.0, now.1);
        *tallies.points(30).last().unwrap()
    }

    #[test]
    fn weeks_begin_on_monday_and_end_with_the_running_one() {
        // A Sunday: its week began six days before.
        let weeks = Weeks::until(date!(2026 - 11 - 22), 3);
        assert_eq!(
            weeks.shown(),
            [
                date!(2026 - 11 - 02),
                date!(2026 - 11 - 09),
                date!(2026 - 11 - 16)
            ]
        );
        assert_eq!(weeks.first(), date!(2026 - 09 - 07));
        assert!(weeks.is_shown(date!(2026 - 11 - 02)) && !weeks.is_shown(date!(2026 - 11 - 01)));
        assert!(!weeks.is_shown(date!(2026 - 11 - 23)), "to come");
        assert_eq!(
            Weeks::until(date!(2026 - 11 - 23), 1).shown(),
            [date!(2026 - 11 - 23)]
        );
    }

    #[test]
    fn a_change_is_told_beyond_the_interval_before_and_not_within() {
        let weeks = Weeks::until(date!(2026 - 11 - 22), 2);
        let up = tallies(&weeks, (20, 200), (30, 60));
        let change = up.change.unwrap();
        assert!(change.is_above);
        assert_eq!((change.before.value, change.before.n), (Some(0.1), 200));
        let down = tallies(&weeks, (100, 200), (3, 60));
        assert!(!down.change.unwrap().is_above);
        assert_eq!(tallies(&weeks, (20, 200), (9, 60)).change, None, "may be chance");
    }

    #[test]
    fn too_few_items_on_either_side_tell_nothing() {
        let weeks = Weeks::until(date!(2026 - 11 - 22), 2);
        let few_now = tallies(&weeks, (20, 200), (29, 29));
        assert_eq!(
            (few_now.figure.value, few_now.figure.n, few_now.change),
            (None, 29, None)
        );
        let few_before = tallies(&weeks, (0, 29), (60, 60));
        assert_eq!((few_before.figure.value, few_before.change), (Some(1.0), None));
    }

    #[test]
    fn days_before_and_after_are_not_counted() {
        let weeks = Weeks::until(date!(2026 - 11 - 22), 1);
        let mut tallies = Tallies::new(&weeks);
        tallies.add(date!(2026 - 09 - 20), 100, 100);
        tallies.add(date!(2026 - 11 - 23), 100, 100);
        assert_eq!(tallies.counts, [(0, 0); 9]);
        tallies.add(date!(2026 - 09 - 21), 1, 2);
        tallies.add(date!(2026 - 11 - 16), 3, 4);
        assert_eq!((tallies.counts[0], tallies.counts[8]), ((1, 2), (3, 4)));
    }
}
