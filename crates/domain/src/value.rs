//! Types of field values and their normal form (`vocabulary.md`, "Values").
use time::{Date, Month};
use unicode_normalization::UnicodeNormalization;

use crate::clock::date_to_text;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// The type of a field's value.
    ValueKind {
        /// Text, NFC with single spaces.
        Text => "text",
        /// Civil date, `YYYY-MM-DD`.
        Date => "date",
        /// Decimal with two places, no separator, EUR.
        Money => "money",
        /// Whole number.
        Integer => "integer",
        /// Plain decimal.
        Decimal => "decimal",
        /// `true` or `false`.
        Boolean => "boolean",
        /// IBAN, upper case, no spaces, check digits valid (ISO 13616).
        Iban => "iban",
        /// Steuerliche Identifikationsnummer, 11 digits, check digit valid (§ 139b AO).
        TaxId => "tax_id",
        /// German postal code, five digits.
        PostalCode => "postal_code",
        /// Phone number as written.
        Phone => "phone",
        /// E-mail address.
        Email => "email",
        /// Vehicle identification number, upper case, no spaces.
        Vin => "vin",
        /// Number plate, upper case, no spaces.
        Plate => "plate",
        /// One of the field's option ids.
        Code => "code",
    }
}

/// Why a text is not a value of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// The text is empty.
    #[error("empty")]
    Empty,
    /// The text does not have the form of the type.
    #[error("not of the expected form")]
    Form,
    /// The form is right, the check digit or the calendar says no.
    #[error("the check failed")]
    Check,
}

/// Brings a text as written into the normal form of its type.
///
/// For [`ValueKind::Code`] the text must already be the option's id; options are matched by the caller.
/// A year of two digits is never guessed: such a date fails its check and a person reads it.
pub fn normalise(kind: ValueKind, text: &str) -> Result<String, ValueError> {
    let text: String = text.nfc().collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(ValueError::Empty);
    }
    match kind {
        ValueKind::Text => Ok(text),
        ValueKind::Date => date(&text),
        ValueKind::Money => money(&text),
        ValueKind::Integer => integer(&text),
        ValueKind::Decimal => decimal(&text),
        ValueKind::Boolean => boolean(&text),
        ValueKind::Iban => iban(&text),
        ValueKind::TaxId => tax_id(&text),
        ValueKind::PostalCode => postal_code(&text),
        ValueKind::Phone => phone(text),
        ValueKind::Email => email(text),
        ValueKind::Vin => vin(&text),
        ValueKind::Plate => plate(&text),
        ValueKind::Code => code(text),
    }
}

/// Whether two normalised values say the same. Phone numbers are compared by digits, plates without hyphens,
/// texts without regard to case.
pub fn same_value(kind: ValueKind, left: &str, right: &str) -> bool {
    match kind {
        ValueKind::Phone => national_digits(left) == national_digits(right),
        ValueKind::Plate => left.replace('-', "") == right.replace('-', ""),
        ValueKind::Text | ValueKind::Email => left.to_lowercase() == right.to_lowercase(),
        ValueKind::Date
        | ValueKind::Money
        | ValueKind::Integer
        | ValueKind::Decimal
        | ValueKind::Boolean
        | ValueKind::Iban
        | ValueKind::TaxId
        | ValueKind::PostalCode
        | ValueKind::Vin
        | ValueKind::Code => left == right,
    }
}

/// Digits of a phone number with `+49`, `0049` and `0` made alike.
fn national_digits(text: &str) -> String {
    let international = text.trim_start().starts_with('+');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rest = match (
        international,
        digits.strip_prefix("49"),
        digits.strip_prefix("0049"),
    ) {
        (true, Some(rest), _) | (_, _, Some(rest)) => rest,
        _ => digits.as_str(),
    };
    rest.trim_start_matches('0').to_owned()
}

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];

/// A month by name, by German abbreviation (`Jan.`, `Mrz`) or by number.
fn month(word: &str) -> Option<u8> {
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let word = word
        .to_lowercase()
        .replace("maerz", "märz")
        .replace("jänner", "januar");
    let word = match word.as_str() {
        "mrz" => "märz",
        other => other,
    };
    if word.chars().count() < 3 {
        return None;
    }
    let position = MONTHS.iter().position(|name| name.starts_with(word))?;
    u8::try_from(position + 1).ok()
}

fn date(text: &str) -> Result<String, ValueError> {
    let text = text
        .trim_end_matches([',', ';'])
        .trim_start_matches("den ")
        .trim_start_matches("am ");
    let parts: Vec<&str> = text
        .split(['.', '/', '-', '–', ' ', ',', '|'])
        .filter(|part| !part.is_empty())
        .collect();
    let all_digits = |part: &&str| part.chars().all(|character| character.is_ascii_digit());
    let (year, month_number, day) = match parts.as_slice() {
        [run] if all_digits(run) && run.len() == 8 => {
            // 01031980, or 19800301 where the first reading cannot be a date
            let (day, rest) = run.split_at(2);
            let (month_text, year) = rest.split_at(2);
            if to_date(year, number(month_text)?, day).is_ok() {
                (year, number(month_text)?, day)
            } else {
                let (year, rest) = run.split_at(4);
                let (month_text, day) = rest.split_at(2);
                (year, number(month_text)?, day)
            }
        }
        // Six digits hold a year of two digits: nobody but the applicant knows the century.
        [run] if all_digits(run) && run.len() == 6 => return Err(ValueError::Check),
        [year, month_text, day] if year.len() == 4 && all_digits(year) => {
            (*year, month(month_text).ok_or(ValueError::Form)?, *day)
        }
        [day, month_text, year] => (*year, month(month_text).ok_or(ValueError::Form)?, *day),
        // Digit boxes: every digit stands alone.
        digits if digits.len() == 8 && digits.iter().all(|part| part.len() == 1 && all_digits(part)) => {
            return date(&digits.concat());
        }
        _ => return Err(ValueError::Form),
    };
    if !all_digits(&year) || !all_digits(&day) || day.len() > 2 {
        return Err(ValueError::Form);
    }
    match year.len() {
        4 => to_date(year, month_number, day),
        2 => Err(ValueError::Check),
        _ => Err(ValueError::Form),
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, ValueError> {
    text.parse().map_err(|_| ValueError::Form)
}

fn to_date(year: &str, month_number: u8, day: &str) -> Result<String, ValueError> {
    let month = Month::try_from(month_number).map_err(|_| ValueError::Check)?;
    let year: i32 = number(year)?;
    if !(1850..=2200).contains(&year) {
        return Err(ValueError::Check);
    }
    Date::from_calendar_date(year, month, number(day)?)
        .map(date_to_text)
        .map_err(|_| ValueError::Check)
}

/// Splits a number as Germans write it into whole digits and decimals; accepts the English and Swiss style where
/// it is unambiguous.
fn decimal_parts(text: &str) -> Result<(bool, String, String), ValueError> {
    let compact: String = text
        .chars()
        .filter(|character| !matches!(character, ' ' | '\u{a0}' | '\''))
        .collect();
    let (negative, digits) = match compact.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, compact.strip_prefix('+').unwrap_or(&compact)),
    };
    let digits = digits
        .trim_end_matches(",-")
        .trim_end_matches(",--")
        .trim_end_matches(",–")
        .trim_end_matches(",—");
    if digits.is_empty()
        || !digits
            .chars()
            .all(|character| character.is_ascii_digit() || matches!(character, '.' | ','))
    {
        return Err(ValueError::Form);
    }
    let comma = digits.rfind(',');
    let point = digits.rfind('.');
    let decimal_at = match (comma, point) {
        (Some(comma), Some(point)) => Some(comma.max(point)),
        (Some(comma), None) => Some(comma),
        // One point followed by three digits groups thousands in German; by one or two it is a decimal point.
        (None, Some(point)) if digits.len() - point - 1 != 3 && digits.matches('.').count() == 1 => {
            Some(point)
        }
        (None, _) => None,
    };
    let (whole, decimals) = match decimal_at {
        Some(at) => (&digits[..at], &digits[at + 1..]),
        None => (digits, ""),
    };
    let separator = |character: char| matches!(character, '.' | ',');
    if whole.contains(separator) {
        let groups: Vec<&str> = whole.split(separator).collect();
        let first_is_short = groups.first().is_some_and(|group| (1..=3).contains(&group.len()));
        if !first_is_short || !groups.iter().skip(1).all(|group| group.len() == 3) {
            return Err(ValueError::Form);
        }
    }
    if decimals.contains(separator) || (whole.is_empty() && decimals.is_empty()) {
        return Err(ValueError::Form);
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok((negative, whole.to_owned(), decimals.to_owned()))
}

fn without_unit<'t>(text: &'t str, units: &[&str]) -> &'t str {
    let mut rest = text.trim();
    for unit in units {
        // Units are ASCII or written as in the list; compare on character boundaries only.
        if let Some(at) = rest
            .len()
            .checked_sub(unit.len())
            .filter(|at| rest.is_char_boundary(*at))
            && rest[at..].eq_ignore_ascii_case(unit)
        {
            rest = rest[..at].trim_end();
        }
        if let Some(head) = rest.get(..unit.len())
            && head.eq_ignore_ascii_case(unit)
        {
            rest = rest[unit.len()..].trim_start();
        }
    }
    rest
}

fn money(text: &str) -> Result<String, ValueError> {
    let text = without_unit(text, &["monatlich", "mtl.", "Euro", "EUR", "€", "ca."]);
    let (negative, whole, decimals) = decimal_parts(text)?;
    let cents = match decimals.len() {
        0 => "00".to_owned(),
        1 => format!("{decimals}0"),
        2 => decimals,
        _ => return Err(ValueError::Form),
    };
    Ok(format!("{}{whole}.{cents}", if negative { "-" } else { "" }))
}

fn integer(text: &str) -> Result<String, ValueError> {
    let text = without_unit(text, &["Personen", "Person", "Stück", "cm", "Monate"]);
    let (negative, whole, decimals) = decimal_parts(text)?;
    if decimals.chars().any(|digit| digit != '0') {
        return Err(ValueError::Form);
    }
    Ok(format!(
        "{}{whole}",
        if negative && whole != "0" { "-" } else { "" }
    ))
}

fn decimal(text: &str) -> Result<String, ValueError> {
    let text = without_unit(
        text,
        &[
            "Quadratmeter",
            "qm",
            "m²",
            "m2",
            "cm",
            "Stunden",
            "Std.",
            "h",
            "%",
        ],
    );
    let (negative, whole, decimals) = decimal_parts(text)?;
    let decimals = decimals.trim_end_matches('0');
    let sign = if negative { "-" } else { "" };
    Ok(if decimals.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{decimals}")
    })
}

fn boolean(text: &str) -> Result<String, ValueError> {
    match text.to_lowercase().as_str() {
        "true" | "ja" | "yes" | "j" | "x" | "1" | "on" => Ok("true".to_owned()),
        "false" | "nein" | "no" | "n" | "0" | "off" => Ok("false".to_owned()),
        _ => Err(ValueError::Form),
    }
}

fn compact_upper(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect()
}

fn iban(text: &str) -> Result<String, ValueError> {
    let compact = compact_upper(text);
    let compact = compact.strip_prefix("IBAN").unwrap_or(&compact);
    let compact: String = compact
        .trim_start_matches(':')
        .chars()
        .filter(|character| *character != '-')
        .collect();
    let bytes = compact.as_bytes();
    let well_formed = (15..=34).contains(&bytes.len())
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit);
    if !well_formed
        || (compact.starts_with("DE") && (bytes.len() != 22 || !bytes[2..].iter().all(u8::is_ascii_digit)))
    {
        return Err(ValueError::Form);
    }
    let mut remainder: u32 = 0;
    for byte in bytes[4..].iter().chain(&bytes[..4]) {
        let value = u32::from(if byte.is_ascii_digit() {
            byte - b'0'
        } else {
            byte - b'A' + 10
        });
        remainder = (remainder * if value > 9 { 100 } else { 10 } + value) % 97;
    }
    if remainder == 1 {
        Ok(compact)
    } else {
        Err(ValueError::Check)
    }
}

/// ISO 7064, MOD 11,10 over ten digits, as § 139b AO and the `BZSt` prescribe.
fn tax_id(text: &str) -> Result<String, ValueError> {
    let compact: String = text
        .chars()
        .filter(|character| !matches!(character, ' ' | '/' | '-' | '.'))
        .collect();
    if compact.len() != 11 || !compact.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ValueError::Form);
    }
    let digits: Vec<u32> = compact.bytes().map(|byte| u32::from(byte - b'0')).collect();
    let mut product = 10;
    for digit in &digits[..10] {
        let sum = match (digit + product) % 10 {
            0 => 10,
            sum => sum,
        };
        product = sum * 2 % 11;
    }
    let check = match 11 - product {
        10 => 0,
        check => check,
    };
    let first_is_valid = digits[0] != 0;
    if first_is_valid && check == digits[10] {
        Ok(compact)
    } else {
        Err(ValueError::Check)
    }
}

fn postal_code(text: &str) -> Result<String, ValueError> {
    let text = text
        .strip_prefix("D-")
        .or_else(|| text.strip_prefix("DE-"))
        .unwrap_or(text);
    let compact: String = text.chars().filter(|character| *character != ' ').collect();
    if compact.len() != 5 || !compact.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ValueError::Form);
    }
    // 01067 is the lowest, 99998 the highest code in use.
    if ("01067"..="99998").contains(&compact.as_str()) {
        Ok(compact)
    } else {
        Err(ValueError::Check)
    }
}

fn phone(text: String) -> Result<String, ValueError> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let allowed = text.chars().all(|character| {
        character.is_ascii_digit() || matches!(character, ' ' | '+' | '-' | '–' | '/' | '(' | ')' | '.')
    });
    if allowed && (5..=17).contains(&digits) {
        Ok(text)
    } else {
        Err(ValueError::Form)
    }
}

fn email(text: String) -> Result<String, ValueError> {
    let Some((local, host)) = text.split_once('@') else {
        return Err(ValueError::Form);
    };
    let host_is_sound = host.split('.').count() >= 2
        && host.split('.').all(|label| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|character| character.is_alphanumeric() || character == '-')
        });
    if local.is_empty() || !host_is_sound || text.contains(char::is_whitespace) || host.contains('@') {
        return Err(ValueError::Form);
    }
    Ok(text)
}

/// ISO 3779: 17 characters without I, O and Q. The check digit is not used in Europe.
fn vin(text: &str) -> Result<String, ValueError> {
    let compact = compact_upper(text);
    let sound = compact.len() == 17
        && compact
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (byte.is_ascii_uppercase() && !b"IOQ".contains(&byte)));
    if sound { Ok(compact) } else { Err(ValueError::Form) }
}

/// German plate: district (1 to 3 letters), 1 or 2 letters, 1 to 4 digits, optional `E` or `H`. The hyphen after
/// the district is kept where it was written, because `M-AB 1` and `MA-B 1` differ only by it.
fn plate(text: &str) -> Result<String, ValueError> {
    let upper = text.trim().to_uppercase();
    let parts: Vec<&str> = upper
        .split([' ', '-', '–', ':', '·'])
        .filter(|part| !part.is_empty())
        .collect();
    let letters = |part: &str, longest: usize| {
        let count = part.chars().count();
        count >= 1 && count <= longest && part.chars().all(char::is_alphabetic)
    };
    let digits = |part: &str| {
        let bare = part.trim_end_matches(['E', 'H']);
        part.len() - bare.len() <= 1
            && (1..=4).contains(&bare.len())
            && bare.bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts.as_slice() {
        [district, series, number] if letters(district, 3) && letters(series, 2) && digits(number) => {
            Ok(format!("{district}-{series}{number}"))
        }
        [district, series, number, suffix @ ("E" | "H")]
            if letters(district, 3) && letters(series, 2) && digits(number) =>
        {
            Ok(format!("{district}-{series}{number}{suffix}"))
        }
        [district, rest] => {
            let split = rest
                .find(|character: char| character.is_ascii_digit())
                .ok_or(ValueError::Form)?;
            let (series, number) = rest.split_at(split);
            let sound = letters(district, 3) && letters(series, 2) && digits(number);
            if sound {
                Ok(format!("{district}-{rest}"))
            } else {
                Err(ValueError::Form)
            }
        }
        [all] => {
            let split = all
                .find(|character: char| character.is_ascii_digit())
                .ok_or(ValueError::Form)?;
            let (head, number) = all.split_at(split);
            let sound = head.chars().count() >= 2 && letters(head, 5) && digits(number);
            if sound {
                Ok((*all).to_owned())
            } else {
                Err(ValueError::Form)
            }
        }
        _ => Err(ValueError::Form),
    }
}

fn code(text: String) -> Result<String, ValueError> {
    let sound = text
        .chars()
        .all(|character| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_');
    if sound { Ok(text) } else { Err(ValueError::Form) }
}

#[cfg(test)]
mod tests;
