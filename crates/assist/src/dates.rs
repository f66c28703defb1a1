//! Years of two digits, completed only where one century is possible.
use aktenlage_catalogue::service::FieldDefinition;
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::value::{ValueError, ValueKind, normalise};
use time::{Date, Duration};

/// Oldest age anybody has.
const OLDEST_YEARS: i32 = 110;

/// Normalises a value; a date whose year has two digits is completed if only one century fits the field and the day
/// of receipt, else it stays invalid.
pub(crate) fn normalise_on(
    field: &FieldDefinition,
    text: &str,
    received_on: Date,
) -> Result<String, ValueError> {
    let first = normalise(field.kind, text);
    if field.kind != ValueKind::Date || first != Err(ValueError::Check) {
        return first;
    }
    let Some((day, month, year)) = short_year(text) else {
        return first;
    };
    let fits = |century: i32| -> Option<Date> {
        let full = century + year;
        let date = date_from_text(&format!("{full:04}-{month:02}-{day:02}"))?;
        let possible = if field.id.as_str().ends_with("date_of_birth") {
            date <= received_on && received_on.year() - date.year() <= OLDEST_YEARS
        } else {
            (date - received_on).abs() < Duration::days(365 * 45)
        };
        possible.then_some(date)
    };
    match (fits(1900), fits(2000)) {
        (Some(date), None) | (None, Some(date)) => Ok(aktenlage_domain::clock::date_to_text(date)),
        _ => Err(ValueError::Check),
    }
}

/// Day, month and year of a date with a year of two digits.
fn short_year(text: &str) -> Option<(u8, u8, i32)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let parts: Vec<&str> = text
        .split(|character: char| !character.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let (day, month, year) = match parts.as_slice() {
        [day, month, year] if year.len() == 2 && day.len() <= 2 && month.len() <= 2 => (*day, *month, *year),
        _ if digits.len() == 6
            && text
                .chars()
                .all(|character| character.is_ascii_digit() || character == ' ') =>
        {
            (&digits[..2], &digits[2..4], &digits[4..])
        }
        _ => return None,
    };
    Some((day.parse().ok()?, month.parse().ok()?, year.parse().ok()?))
}
