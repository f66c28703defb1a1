//! Working days and fictions of delivery from `calendar.toml`, `municipality.toml` and `delivery.toml`.
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::deadline::calendar::{Calendar, Holiday, HolidayDay};
use aktenlage_domain::deadline::delivery::DeliveryRule;
use time::{Date, Month, Weekday};

use crate::law::Laws;
use crate::library::{incomplete, label, repeated};
use crate::schema::{CalendarFile, DeliveryEntry, DeliveryFile, MunicipalityFile};
use crate::service::Label;

/// What is wrong in one of the files: code and detail.
type Problems = Vec<(&'static str, String)>;

/// The working days of the municipality and the names of its holidays, and what is wrong in each of the two files.
pub(crate) fn calendar(
    file: CalendarFile,
    municipality: &MunicipalityFile,
) -> (Calendar, Vec<(String, Label)>, Problems, Problems) {
    let mut problems = Problems::new();
    let mut local_problems = Problems::new();
    if let Some(twice) = repeated(file.holidays.iter().map(|holiday| holiday.id.as_str())) {
        problems.push(("duplicate_id", format!("`{twice}` stands twice")));
    }
    for id in &municipality.local_holidays {
        if !file
            .holidays
            .iter()
            .any(|holiday| holiday.local && &holiday.id == id)
        {
            local_problems.push((
                "unknown_holiday",
                format!("calendar.toml has no local holiday `{id}`"),
            ));
        }
    }
    let mut holidays = Vec::new();
    let mut names = Vec::new();
    for entry in file.holidays {
        if incomplete(&entry.label) {
            let detail = format!("{}: German and English label are both needed", entry.id);
            problems.push(("missing_label", detail));
        }
        if entry.local && !municipality.local_holidays.contains(&entry.id) {
            continue;
        }
        let Some(day) = holiday_day(&entry.day) else {
            let detail = format!(
                "{}: `{}` is no day: MM-DD, easter+N, easter-N or WEEKDAY before MM-DD",
                entry.id, entry.day
            );
            problems.push(("invalid_date", detail));
            continue;
        };
        names.push((entry.id.clone(), label(&entry.label)));
        holidays.push(Holiday {
            id: entry.id,
            day,
            from_year: entry.from_year,
            until_year: entry.until_year,
        });
    }
    (Calendar::new(holidays), names, problems, local_problems)
}

/// The fictions of delivery, and what is wrong with those that were left out.
pub(crate) fn deliveries(file: DeliveryFile, laws: &Laws) -> (Vec<DeliveryRule>, Problems) {
    let mut rules: Vec<DeliveryRule> = Vec::new();
    let mut problems = Problems::new();
    for entry in file.deliveries {
        match delivery(entry, laws) {
            Err(problem) => problems.push(problem),
            Ok(rule) => {
                if rules.iter().any(|known| overlap(known, &rule)) {
                    let detail = format!("{} {}: two rules for one day", rule.procedure, rule.channel);
                    problems.push(("overlapping_validity", detail));
                }
                rules.push(rule);
            }
        }
    }
    (rules, problems)
}

fn delivery(entry: DeliveryEntry, laws: &Laws) -> Result<DeliveryRule, (&'static str, String)> {
    let of = format!("{} {}", entry.procedure, entry.channel);
    let channel = entry
        .channel
        .parse()
        .map_err(|_| ("unknown_word", format!("{of}: `{}` is no channel", entry.channel)))?;
    let basis = laws.citation(&entry.basis, entry.verified).ok_or_else(|| {
        (
            "unknown_law",
            format!("{of}: no law of laws.toml ends `{}`", entry.basis),
        )
    })?;
    let date = |text: Option<String>| match text {
        None => Ok(None),
        Some(text) => match date_from_text(&text) {
            Some(date) => Ok(Some(date)),
            None => Err((
                "invalid_date",
                format!("{of}: `{text}` is no date of the form 2026-11-22"),
            )),
        },
    };
    Ok(DeliveryRule {
        valid_from: date(entry.valid_from)?,
        valid_until: date(entry.valid_until)?,
        procedure: entry.procedure,
        channel,
        days: entry.days,
        moves_to_working_day: entry.moves_to_working_day,
        basis,
    })
}

fn overlap(left: &DeliveryRule, right: &DeliveryRule) -> bool {
    let range = |rule: &DeliveryRule| {
        (
            rule.valid_from.unwrap_or(Date::MIN),
            rule.valid_until.unwrap_or(Date::MAX),
        )
    };
    let ((left_from, left_until), (right_from, right_until)) = (range(left), range(right));
    left.procedure == right.procedure
        && left.channel == right.channel
        && left_from <= right_until
        && right_from <= left_until
}

fn holiday_day(text: &str) -> Option<HolidayDay> {
    if let Some(days) = text.strip_prefix("easter") {
        return Some(HolidayDay::Easter {
            days: days.parse().ok()?,
        });
    }
    if let Some((weekday, day)) = text.split_once(" before ") {
        let (month, day) = month_and_day(day)?;
        return Some(HolidayDay::WeekdayBefore {
            weekday: weekday_named(weekday)?,
            month,
            day,
        });
    }
    let (month, day) = month_and_day(text)?;
    Some(HolidayDay::Fixed { month, day })
}

fn month_and_day(text: &str) -> Option<(Month, u8)> {
    let (month, day) = text.split_once('-')?;
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let day = day.parse().ok()?;
    // A leap year, so that the 29 February is a day.
    Date::from_calendar_date(2024, month, day).ok()?;
    Some((month, day))
}

fn weekday_named(name: &str) -> Option<Weekday> {
    let weekdays = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    weekdays
        .into_iter()
        .find_map(|(known, weekday)| (known == name).then_some(weekday))
}
