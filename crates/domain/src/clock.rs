//! Time as a parameter.
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, Duration, Month, OffsetDateTime, UtcOffset};

/// Tells the time. Everything that needs "now" or "today" takes one of these.
pub trait Clock: Send + Sync {
    /// The present instant in UTC.
    fn now(&self) -> OffsetDateTime;
    /// The present civil date in Germany.
    fn today(&self) -> Date {
        german_date(self.now())
    }
}

/// The civil date in Germany at an instant: UTC+1, and UTC+2 from the last Sunday of March to the last Sunday of
/// October, changing at 01:00 UTC (directive 2000/84/EC; § 4 `EinhZeitG`).
pub fn german_date(instant: OffsetDateTime) -> Date {
    let utc = instant.to_offset(UtcOffset::UTC);
    let change = |month: Month| {
        let last_day = month.length(utc.year());
        let last = Date::from_calendar_date(utc.year(), month, last_day).unwrap_or(utc.date());
        let back = i64::from(last.weekday().number_days_from_sunday());
        last.saturating_sub(Duration::days(back)).midnight().assume_utc() + Duration::hours(1)
    };
    let is_summer = utc >= change(Month::March) && utc < change(Month::October);
    (utc + Duration::hours(if is_summer { 2 } else { 1 })).date()
}

/// A clock that stands still.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub OffsetDateTime);

impl FixedClock {
    /// Stands at an RFC 3339 instant, for example `2026-11-22T10:00:00Z`.
    ///
    /// # Panics
    /// If the text is not such an instant: for tests and fixtures only.
    pub fn at(text: &str) -> Self {
        Self(OffsetDateTime::parse(text, &Rfc3339).expect("an RFC 3339 instant"))
    }
}

impl Clock for FixedClock {
    fn now(&self) -> OffsetDateTime {
        self.0
    }
}

const INSTANT: &[time::format_description::BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");
const DATE: &[time::format_description::BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");

/// An instant as fixed-width UTC text (`2026-11-22T10:00:00.000000Z`): sorts as text, the same on both databases.
pub fn instant_to_text(instant: OffsetDateTime) -> String {
    instant
        .to_offset(UtcOffset::UTC)
        .format(&INSTANT)
        .unwrap_or_default()
}

/// Reads what [`instant_to_text`] wrote.
pub fn instant_from_text(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

/// A civil date as `YYYY-MM-DD`.
pub fn date_to_text(date: Date) -> String {
    date.format(&DATE).unwrap_or_default()
}

/// Reads what [`date_to_text`] wrote.
pub fn date_from_text(text: &str) -> Option<Date> {
    Date::parse(text, &DATE).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_keep_their_width_and_order() {
        let early = FixedClock::at("2026-11-22T10:00:00Z").now();
        let late = FixedClock::at("2026-11-22T12:00:00.5+01:00").now();
        let (early, late) = (instant_to_text(early), instant_to_text(late));
        assert_eq!(early, "2026-11-22T10:00:00.000000Z");
        assert_eq!(late, "2026-11-22T11:00:00.500000Z");
        assert!(early < late);
        assert_eq!(instant_from_text(&late).map(instant_to_text), Some(late));
    }

    #[test]
    fn the_german_day_begins_before_the_utc_day() {
        let day = |text| date_to_text(FixedClock::at(text).today());
        assert_eq!(day("2026-11-21T22:59:59Z"), "2026-11-21");
        assert_eq!(day("2026-11-21T23:00:00Z"), "2026-11-22");
        assert_eq!(day("2026-07-31T22:00:00Z"), "2026-08-01");
        // 2026-03-29, 01:00 UTC: summer time begins.
        assert_eq!(day("2026-03-28T22:30:00Z"), "2026-03-28");
        assert_eq!(day("2026-03-29T22:30:00Z"), "2026-03-30");
        assert_eq!(day("2026-10-25T22:30:00Z"), "2026-10-25");
    }

    #[test]
    fn dates_read_back() {
        assert_eq!(date_from_text("2026-02-29"), None);
        assert_eq!(
            date_from_text("2026-11-22").map(date_to_text).as_deref(),
            Some("2026-11-22")
        );
    }
}
