//! Dates that the law counts: periods that begin, run, stand still, are extended and end, each with its reasons.
//!
//! [`Period::end`] counts (§§ 187 to 193 BGB; § 31 `VwVfG`, § 26 SGB X), [`delivery`] tells when a letter counts as
//! received, [`calendar`] which days are no working days. Everything is a civil date; whoever asks gives today.
pub mod calendar;
pub mod delivery;

mod step;

pub use step::{Rule, Step};

use time::{Date, Duration, Month};

use calendar::Calendar;

/// How long a period is: months are counted first, days after them (§ 189 Abs. 2 BGB). A year is twelve months, a
/// week seven days, half a month fifteen days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// Whole months.
    pub months: u16,
    /// Days after the months.
    pub days: u16,
}

/// Where counting begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// Something happens in the course of this day: the day itself does not count (§ 187 Abs. 1 BGB).
    After(Date),
    /// The period begins with this day, as a month of life does with the day of birth (§ 187 Abs. 2 BGB).
    With(Date),
}

/// What a last day that is no working day means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastDay {
    /// The next working day takes its place (§ 193 BGB; § 31 Abs. 3 Satz 1 `VwVfG`, § 26 Abs. 3 Satz 1 SGB X).
    WorkingDay,
    /// It stays: the length of a benefit, a date fixed for the person, a fiction that the law counts in bare days
    /// (§ 31 Abs. 3 Satz 2, Abs. 4, 5 `VwVfG`, § 26 Abs. 3 Satz 2, Abs. 4, 5 SGB X).
    AnyDay,
}

/// Days that do not count, both included (as in § 209 BGB).
#[doc(alias = "Hemmung")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// First day on which the clock stands still.
    pub from: Date,
    /// Last day; `None` while it still stands.
    pub until: Option<Date>,
}

/// A period of the law or of an authority.
#[doc(alias = "Frist")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Where counting begins.
    pub beginning: Beginning,
    /// How long it is.
    pub length: Length,
    /// When it stands still, in any order; they may overlap.
    pub suspensions: Vec<Suspension>,
    /// By how much it was extended, one after the other (§ 31 Abs. 7 `VwVfG`, § 26 Abs. 7 SGB X).
    pub extensions: Vec<Length>,
    /// What happens to a last day that is no working day.
    pub last_day: LastDay,
}

/// Where a period ends, and why there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The last day: the period ends when it is over. `None` while the clock stands still.
    pub last_day: Option<Date>,
    /// How it was reached, in the order of counting.
    pub steps: Vec<Step>,
}

/// A date outside the years that the calendar can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date of the period lies outside the calendar: correct its beginning or its length")]
pub struct OutOfRange;

impl Beginning {
    const fn day(self) -> Date {
        match self {
            Self::After(day) | Self::With(day) => day,
        }
    }
}

impl Length {
    /// A length in days.
    pub const fn days(days: u16) -> Self {
        Self { months: 0, days }
    }

    /// A length in months.
    pub const fn months(months: u16) -> Self {
        Self { months, days: 0 }
    }
}

impl Period {
    /// A period that nothing has stopped or extended yet.
    pub fn new(beginning: Beginning, length: Length, last_day: LastDay) -> Self {
        Self {
            beginning,
            length,
            suspensions: Vec::new(),
            extensions: Vec::new(),
            last_day,
        }
    }

    /// Counts to the last day. A length of nothing that begins after a day ends with that day.
    pub fn end(&self, calendar: &Calendar) -> Result<End, OutOfRange> {
        let mut count = Count::begin(self.beginning)?;
        count.add(self.length, self.beginning)?;
        if count.stand_still(&self.suspensions)? {
            return Ok(count.open());
        }
        count.settle(self.last_day, calendar)?;
        for extension in &self.extensions {
            count.extend(*extension)?;
            if count.stand_still(&self.suspensions)? {
                return Ok(count.open());
            }
            count.settle(self.last_day, calendar)?;
        }
        Ok(End {
            last_day: Some(count.last),
            steps: count.steps,
        })
    }
}

/// The day on which a month of life begins, the first (`number` 1) with the day of birth (§ 187 Abs. 2 Satz 2 BGB;
/// `BEEG` counts its months so). Where the day is missing in a month, the month of life before it ends with that
/// month's last day (§ 188 Abs. 3 BGB), and the next one begins on the first.
#[doc(alias = "Lebensmonat")]
pub fn month_of_life_begins(birth: Date, number: u16) -> Result<Date, OutOfRange> {
    let Some(before) = number.checked_sub(1).filter(|before| *before > 0) else {
        return Ok(birth);
    };
    let ended = Period::new(Beginning::With(birth), Length::months(before), LastDay::AnyDay);
    let end = ended.end(&Calendar::default())?.last_day.ok_or(OutOfRange)?;
    end.next_day().ok_or(OutOfRange)
}

/// Counting, day by day of the law.
struct Count {
    first: Date,
    last: Date,
    /// Suspensions before this day are counted already.
    stood_still_until: Option<Date>,
    steps: Vec<Step>,
}

impl Count {
    fn begin(beginning: Beginning) -> Result<Self, OutOfRange> {
        let day = beginning.day();
        let (first, last, rule) = match beginning {
            Beginning::After(_) => (day.next_day().ok_or(OutOfRange)?, day, Rule::DayOfEvent),
            Beginning::With(_) => (day, day.previous_day().ok_or(OutOfRange)?, Rule::FirstDayCounts),
        };
        Ok(Self {
            first,
            last,
            stood_still_until: None,
            steps: vec![Step { rule, day }],
        })
    }

    fn add(&mut self, length: Length, beginning: Beginning) -> Result<(), OutOfRange> {
        // Its number is the one that the last day bears, or that of the day after it.
        let (month_end, is_missing) = add_months(beginning.day(), length.months)?;
        let end_of_months = match beginning {
            // The day before the one that bears the number; a missing day is replaced by the month's last.
            Beginning::With(_) if !is_missing => month_end.previous_day().ok_or(OutOfRange)?,
            Beginning::With(_) | Beginning::After(_) => month_end,
        };
        self.last = add_days(end_of_months, i64::from(length.days))?;
        let rule = Rule::Counted(length);
        self.steps.push(Step { rule, day: self.last });
        if is_missing {
            self.steps.push(Step {
                rule: Rule::LastOfMonth,
                day: end_of_months,
            });
        }
        Ok(())
    }

    /// Moves the end by the days on which the clock stood still. `true` if it still does.
    fn stand_still(&mut self, suspensions: &[Suspension]) -> Result<bool, OutOfRange> {
        let mut sorted = suspensions.to_vec();
        sorted.sort_by_key(|one| one.from);
        for suspension in sorted {
            let counted_to = self.stood_still_until.and_then(Date::next_day);
            let from = suspension
                .from
                .max(self.first)
                .max(counted_to.unwrap_or(self.first));
            if from > self.last {
                continue;
            }
            let Some(until) = suspension.until else {
                self.steps.push(Step {
                    rule: Rule::StandsStill,
                    day: from,
                });
                return Ok(true);
            };
            let days = (until - from).whole_days() + 1;
            if days <= 0 {
                continue;
            }
            self.last = add_days(self.last, days)?;
            self.stood_still_until = Some(until);
            self.steps.push(Step {
                rule: Rule::Suspended { from, until },
                day: self.last,
            });
        }
        Ok(false)
    }

    /// The new period is counted from the end of the old one (§ 190 BGB), which lies where § 193 BGB put it.
    fn extend(&mut self, length: Length) -> Result<(), OutOfRange> {
        let (month_end, is_missing) = add_months(self.last, length.months)?;
        self.last = add_days(month_end, i64::from(length.days))?;
        self.steps.push(Step {
            rule: Rule::Extended(length),
            day: self.last,
        });
        if is_missing {
            self.steps.push(Step {
                rule: Rule::LastOfMonth,
                day: month_end,
            });
        }
        Ok(())
    }

    fn settle(&mut self, last_day: LastDay, calendar: &Calendar) -> Result<(), OutOfRange> {
        if last_day == LastDay::AnyDay {
            return Ok(());
        }
        while let Some(day_off) = calendar.day_off(self.last) {
            let from = self.last;
            self.last = from.next_day().ok_or(OutOfRange)?;
            self.steps.push(Step {
                rule: Rule::Moved { from, day_off },
                day: self.last,
            });
        }
        Ok(())
    }

    fn open(self) -> End {
        End {
            last_day: None,
            steps: self.steps,
        }
    }
}

/// The day of the same number `months` later, or the month's last day (then `true`).
fn add_months(day: Date, months: u16) -> Result<(Date, bool), OutOfRange> {
    let index = i64::from(day.year()) * 12 + i64::from(u8::from(day.month())) - 1 + i64::from(months);
    let year = i32::try_from(index.div_euclid(12)).map_err(|_| OutOfRange)?;
    let number = u8::try_from(index.rem_euclid(12) + 1).map_err(|_| OutOfRange)?;
    let month = Month::try_from(number).map_err(|_| OutOfRange)?;
    let length = month.length(year);
    let date = Date::from_calendar_date(year, month, day.day().min(length)).map_err(|_| OutOfRange)?;
    Ok((date, day.day() > length))
}

fn add_days(day: Date, days: i64) -> Result<Date, OutOfRange> {
    day.checked_add(Duration::days(days)).ok_or(OutOfRange)
}

#[cfg(test)]
mod tests;
