//! Periods against cases that lawyers count by hand, and against a formulation that walks day by day.
use super::calendar::{DayOff, Holiday, HolidayDay};
use super::*;
use time::macros::date;

fn calendar() -> Calendar {
    let easter = |id: &str, days| Holiday {
        id: id.to_owned(),
        day: HolidayDay::Easter { days },
        from_year: None,
        until_year: None,
    };
    let fixed = |id: &str, month, day| Holiday {
        id: id.to_owned(),
        day: HolidayDay::Fixed { month, day },
        from_year: None,
        until_year: None,
    };
    Calendar::new(vec![
        fixed("new_year", Month::January, 1),
        fixed("epiphany", Month::January, 6),
        easter("good_friday", -2),
        easter("easter_monday", 1),
        fixed("labour_day", Month::May, 1),
        easter("ascension", 39),
        easter("whit_monday", 50),
        easter("corpus_christi", 60),
        fixed("unity_day", Month::October, 3),
        fixed("all_saints", Month::November, 1),
        fixed("christmas", Month::December, 25),
        fixed("second_christmas_day", Month::December, 26),
    ])
}

fn last_day(period: &Period) -> Option<Date> {
    period.end(&calendar()).unwrap().last_day
}

fn after(day: Date, length: Length) -> Period {
    Period::new(Beginning::After(day), length, LastDay::WorkingDay)
}

#[test]
fn periods_end_where_lawyers_count_them_to() {
    let month = Length::months(1);
    let cases = [
        // One month after 31 January ends on the last of February (§ 188 Abs. 3), moved from Sunday to Monday.
        (after(date!(2027 - 01 - 31), month), date!(2027 - 03 - 01)),
        (after(date!(2024 - 01 - 31), month), date!(2024 - 02 - 29)),
        (
            after(date!(2026 - 11 - 12), Length::months(3)),
            date!(2027 - 02 - 12),
        ),
        // Two weeks over Christmas end on 2 January, a Saturday: the next working day is Monday the 4th.
        (
            after(date!(2026 - 12 - 19), Length::days(14)),
            date!(2027 - 01 - 04),
        ),
        // Good Friday to the Tuesday after Easter.
        (
            after(date!(2026 - 03 - 20), Length::days(14)),
            date!(2026 - 04 - 07),
        ),
        // A month and a half: the fifteen days come last (§ 189 Abs. 2).
        (
            after(date!(2026 - 01 - 30), Length { months: 1, days: 15 }),
            date!(2026 - 03 - 16),
        ),
        (
            after(date!(2026 - 06 - 30), Length::days(0)),
            date!(2026 - 06 - 30),
        ),
    ];
    for (period, expected) in cases {
        assert_eq!(last_day(&period), Some(expected), "{period:?}");
    }
}

#[test]
fn a_period_that_begins_with_a_day_ends_the_day_before_its_number() {
    let with = |day, length| {
        let period = Period::new(Beginning::With(day), length, LastDay::AnyDay);
        last_day(&period).unwrap()
    };
    // Twelve months of housing benefit.
    assert_eq!(
        with(date!(2026 - 11 - 01), Length::months(12)),
        date!(2027 - 10 - 31)
    );
    assert_eq!(
        with(date!(2026 - 02 - 15), Length::months(1)),
        date!(2026 - 03 - 14)
    );
    assert_eq!(
        with(date!(2026 - 01 - 31), Length::months(1)),
        date!(2026 - 02 - 28)
    );
    assert_eq!(
        with(date!(2026 - 01 - 01), Length::days(1)),
        date!(2026 - 01 - 01)
    );
}

#[test]
fn months_of_life_follow_each_other_without_a_gap() {
    for birth in days(date!(2023 - 12 - 01), date!(2025 - 04 - 01)) {
        assert_eq!(month_of_life_begins(birth, 1), Ok(birth));
        for number in 1..=14 {
            let begins = month_of_life_begins(birth, number).unwrap();
            let next = month_of_life_begins(birth, number + 1).unwrap();
            let length = (next - begins).whole_days();
            assert!((28..=31).contains(&length), "{birth} {number}: {length}");
        }
        // The thirteenth begins on the first birthday; for the 29 February on 1 March (§ 188 Abs. 3).
        let birthday = birth
            .replace_year(birth.year() + 1)
            .unwrap_or(Date::from_calendar_date(birth.year() + 1, Month::March, 1).unwrap());
        assert_eq!(month_of_life_begins(birth, 13), Ok(birthday));
    }
}

#[test]
fn every_step_says_why() {
    let end = after(date!(2026 - 03 - 20), Length::days(14))
        .end(&calendar())
        .unwrap();
    let moved = |from, day_off| Rule::Moved { from, day_off };
    let holiday = |id: &str| DayOff::Holiday(id.to_owned());
    let expected = [
        (Rule::DayOfEvent, date!(2026 - 03 - 20)),
        (Rule::Counted(Length::days(14)), date!(2026 - 04 - 03)),
        (
            moved(date!(2026 - 04 - 03), holiday("good_friday")),
            date!(2026 - 04 - 04),
        ),
        (
            moved(date!(2026 - 04 - 04), DayOff::Saturday),
            date!(2026 - 04 - 05),
        ),
        (
            moved(date!(2026 - 04 - 05), DayOff::Sunday),
            date!(2026 - 04 - 06),
        ),
        (
            moved(date!(2026 - 04 - 06), holiday("easter_monday")),
            date!(2026 - 04 - 07),
        ),
    ];
    let steps: Vec<_> = end.steps.into_iter().map(|step| (step.rule, step.day)).collect();
    assert_eq!(steps, expected);
    let norms: Vec<_> = steps.iter().filter_map(|(rule, _)| rule.norm()).collect();
    assert_eq!(norms[..3], ["§ 187 Abs. 1 BGB", "§ 188 Abs. 1 BGB", "§ 193 BGB"]);
}

#[test]
fn a_clock_that_stands_still_has_no_end_yet() {
    let mut period = after(date!(2026 - 09 - 01), Length::months(3));
    period.suspensions.push(Suspension {
        from: date!(2026 - 10 - 10),
        until: None,
    });
    let end = period.end(&calendar()).unwrap();
    assert_eq!(end.last_day, None);
    assert_eq!(end.steps.last().map(|step| &step.rule), Some(&Rule::StandsStill));
    // A clock that would have stood still only after the end does not matter.
    period.suspensions[0].from = date!(2026 - 12 - 02);
    assert_eq!(last_day(&period), Some(date!(2026 - 12 - 01)));
}

#[test]
fn an_extension_counts_from_the_end_that_the_weekend_moved() {
    let mut period = after(date!(2026 - 11 - 08), Length::days(14));
    assert_eq!(last_day(&period), Some(date!(2026 - 11 - 23)));
    period.extensions.push(Length::days(7));
    assert_eq!(last_day(&period), Some(date!(2026 - 11 - 30)));
    period.extensions.push(Length::months(1));
    assert_eq!(last_day(&period), Some(date!(2026 - 12 - 30)));
}

#[test]
fn dates_beyond_the_calendar_are_refused() {
    let late = after(Date::MAX, Length::days(1));
    assert_eq!(late.end(&calendar()), Err(OutOfRange));
    let period = after(date!(9999 - 11 - 30), Length::months(24));
    assert_eq!(period.end(&calendar()), Err(OutOfRange));
}

/// Forty years, every day, many lengths: the count by months and days against a walk that knows months only by
/// leaving them, and suspensions only by crossing days off.
#[test]
fn forty_years_of_dates_agree_with_a_walk_day_by_day() {
    let calendar = calendar();
    let lengths = [(0, 1), (0, 14), (0, 30), (1, 0), (1, 15), (3, 0), (6, 0), (12, 0)];
    let mut counted = 0_u32;
    for (index, start) in days(date!(2005 - 01 - 01), date!(2045 - 01 - 01)).enumerate() {
        let (months, extra) = lengths[index % lengths.len()];
        let length = Length { months, days: extra };
        for beginning in [Beginning::After(start), Beginning::With(start)] {
            for last_day in [LastDay::WorkingDay, LastDay::AnyDay] {
                let mut period = Period::new(beginning, length, last_day);
                if index % 3 == 0 {
                    let from = start + Duration::days(i64::from(u32::try_from(index % 40).unwrap()) - 5);
                    let until = Some(from + Duration::days(9));
                    period.suspensions = vec![
                        Suspension { from, until },
                        Suspension {
                            from: from + Duration::days(6),
                            until: until.map(|until| until + Duration::days(4)),
                        },
                    ];
                }
                let end = period.end(&calendar).unwrap().last_day.unwrap();
                assert_eq!(end, walked(&period, &calendar), "{period:?}");
                counted += 1;
            }
        }
    }
    assert_eq!(counted, 4 * 14_610);
}

fn days(from: Date, until: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(from), |day| day.next_day()).take_while(move |day| *day < until)
}

/// The same law in other words: walk from day to day, count month ends passed, cross suspended days off.
fn walked(period: &Period, calendar: &Calendar) -> Date {
    let (first, number) = match period.beginning {
        Beginning::After(day) => (day.next_day().unwrap(), day.day()),
        Beginning::With(day) => (day, day.day()),
    };
    let with = matches!(period.beginning, Beginning::With(_));
    // Last day without suspensions: walk month by month to the one in which the period ends.
    let mut at = match period.beginning {
        Beginning::After(day) | Beginning::With(day) => day,
    };
    let mut last = at;
    if period.length.months > 0 {
        let mut months_left = period.length.months;
        while months_left > 0 {
            let next = at.next_day().unwrap();
            if next.month() != at.month() {
                months_left -= 1;
            }
            at = next;
        }
        // Now on the first of the month: on to the day of the number, or the last there is.
        while at.day() < number && at.next_day().unwrap().month() == at.month() {
            at = at.next_day().unwrap();
        }
        last = at;
    }
    if with && last.day() == number {
        last = last.previous_day().unwrap();
    }
    for _ in 0..period.length.days {
        last = last.next_day().unwrap();
    }
    // Suspended days are crossed off: each day that counts must find its place.
    let mut to_count = (last - first).whole_days() + 1;
    let mut day = first.previous_day().unwrap();
    while to_count > 0 {
        day = day.next_day().unwrap();
        let suspended = period
            .suspensions
            .iter()
            .any(|one| one.from <= day && one.until.is_none_or(|until| day <= until));
        if !suspended {
            to_count -= 1;
        }
    }
    // A clock that stops on the very day after the last one changes nothing, so the walk is over here.
    if period.last_day == LastDay::WorkingDay {
        while calendar.day_off(day).is_some() {
            day = day.next_day().unwrap();
        }
    }
    day
}
