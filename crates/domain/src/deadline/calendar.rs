//! Which days are no working days: Saturdays, Sundays and the public holidays of a municipality.
use time::{Date, Duration, Month, Weekday};

/// When a holiday falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayDay {
    /// The same day every year.
    Fixed {
        /// Month.
        month: Month,
        /// Day of the month, 1 to 31.
        day: u8,
    },
    /// So many days after Easter Sunday; before it if negative.
    Easter {
        /// Days from Easter Sunday.
        days: i16,
    },
    /// The last such weekday before a day of the year.
    WeekdayBefore {
        /// The weekday.
        weekday: Weekday,
        /// Month of the day before which it falls.
        month: Month,
        /// Day of the month before which it falls.
        day: u8,
    },
}

/// A public holiday as the law of a state sets it.
#[doc(alias = "Feiertag")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its id, for example `assumption_day`.
    pub id: String,
    /// When it falls.
    pub day: HolidayDay,
    /// First year in which it is one.
    pub from_year: Option<i32>,
    /// Last year in which it is one.
    pub until_year: Option<i32>,
}

/// The working days of a municipality.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    holidays: Vec<Holiday>,
}

/// Why a day is no working day in the sense of § 193 BGB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayOff {
    /// A Saturday.
    Saturday,
    /// A Sunday.
    Sunday,
    /// A public holiday, by its id.
    Holiday(String),
}

impl Calendar {
    /// The calendar of a place where these holidays are kept.
    pub fn new(holidays: Vec<Holiday>) -> Self {
        Self { holidays }
    }

    /// Why nobody works on this day; `None` on a working day. A holiday on a weekend is named as the holiday.
    pub fn day_off(&self, day: Date) -> Option<DayOff> {
        if let Some(holiday) = self.holidays.iter().find(|holiday| holiday.falls_on(day)) {
            return Some(DayOff::Holiday(holiday.id.clone()));
        }
        match day.weekday() {
            Weekday::Saturday => Some(DayOff::Saturday),
            Weekday::Sunday => Some(DayOff::Sunday),
            Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday | Weekday::Friday => {
                None
            }
        }
    }

    /// The holidays of a year with their dates, in their order.
    pub fn holidays_of(&self, year: i32) -> Vec<(Date, &Holiday)> {
        let mut days: Vec<(Date, &Holiday)> = self
            .holidays
            .iter()
            .filter_map(|holiday| Some((holiday.date_in(year)?, holiday)))
            .collect();
        days.sort_by_key(|(date, _)| *date);
        days
    }
}

impl Holiday {
    /// Its date in a year; `None` if it is none in that year.
    pub fn date_in(&self, year: i32) -> Option<Date> {
        if self.from_year.is_some_and(|from| year < from) || self.until_year.is_some_and(|until| year > until)
        {
            return None;
        }
        match self.day {
            HolidayDay::Fixed { month, day } => Date::from_calendar_date(year, month, day).ok(),
            HolidayDay::Easter { days } => easter_sunday(year)?.checked_add(Duration::days(i64::from(days))),
            HolidayDay::WeekdayBefore { weekday, month, day } => {
                let before = Date::from_calendar_date(year, month, day).ok()?;
                let weekdays =
                    before.weekday().number_days_from_monday() + 7 - weekday.number_days_from_monday();
                before.checked_sub(Duration::days(i64::from((weekdays + 6) % 7 + 1)))
            }
        }
    }

    fn falls_on(&self, day: Date) -> bool {
        self.date_in(day.year()) == Some(day)
    }
}

/// Easter Sunday in the Gregorian calendar, by the method of Gauss with the exceptions of Lichtenberg (Physikalisch-
/// Technische Bundesanstalt, "Wann ist Ostern?"). `None` before 1583.
pub fn easter_sunday(year: i32) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let century = year / 100;
    let moon = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let sun = 2 - (3 * century + 3) / 4;
    let cycle = year % 19;
    let full_moon_seed = (19 * cycle + moon) % 30;
    let correction = (full_moon_seed + cycle / 11) / 29;
    let full_moon = 21 + full_moon_seed - correction;
    let first_sunday = 7 - (year + year / 4 + sun).rem_euclid(7);
    let distance = 7 - (full_moon - first_sunday).rem_euclid(7);
    let first_of_march = Date::from_calendar_date(year, Month::March, 1).ok()?;
    first_of_march.checked_add(Duration::days(i64::from(full_moon + distance - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn easter_falls_where_the_church_keeps_it() {
        let known = [
            date!(1818 - 03 - 22),
            date!(1943 - 04 - 25),
            date!(1954 - 04 - 18),
            date!(1981 - 04 - 19),
            date!(2000 - 04 - 23),
            date!(2008 - 03 - 23),
            date!(2019 - 04 - 21),
            date!(2024 - 03 - 31),
            date!(2025 - 04 - 20),
            date!(2026 - 04 - 05),
            date!(2038 - 04 - 25),
            date!(2049 - 04 - 18),
            date!(2076 - 04 - 19),
        ];
        for day in known {
            assert_eq!(easter_sunday(day.year()), Some(day));
        }
        assert_eq!(easter_sunday(1582), None);
    }

    /// The anonymous Gregorian computus (Nature, 20 April 1876), which knows nothing of the method above.
    #[expect(clippy::many_single_char_names, reason = "the names of the source")]
    #[test]
    fn easter_agrees_with_an_independent_method_for_a_thousand_years() {
        for year in 1583..2600 {
            let (a, b, c) = (year % 19, year / 100, year % 100);
            let (d, e) = (b / 4, b % 4);
            let g = (b - (b + 8) / 25 + 1) / 3;
            let h = (19 * a + b - d - g + 15) % 30;
            let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
            let m = (a + 11 * h + 22 * l) / 451;
            let total = h + l - 7 * m + 114;
            let month = Month::try_from(u8::try_from(total / 31).unwrap()).unwrap();
            let day = u8::try_from(total % 31 + 1).unwrap();
            let expected = Date::from_calendar_date(year, month, day).unwrap();
            assert_eq!(easter_sunday(year), Some(expected), "{year}");
        }
    }

    #[test]
    fn a_holiday_holds_in_its_years_only() {
        let repentance = Holiday {
            id: "repentance".to_owned(),
            day: HolidayDay::WeekdayBefore {
                weekday: Weekday::Wednesday,
                month: Month::November,
                day: 23,
            },
            from_year: None,
            until_year: Some(1994),
        };
        let calendar = Calendar::new(vec![repentance]);
        assert_eq!(
            calendar.day_off(date!(1994 - 11 - 16)),
            Some(DayOff::Holiday("repentance".to_owned()))
        );
        assert_eq!(calendar.day_off(date!(1995 - 11 - 22)), None);
        assert_eq!(calendar.day_off(date!(2026 - 11 - 21)), Some(DayOff::Saturday));
        assert_eq!(calendar.day_off(date!(2026 - 11 - 22)), Some(DayOff::Sunday));
        assert_eq!(calendar.holidays_of(1995).len(), 0);
    }
}
