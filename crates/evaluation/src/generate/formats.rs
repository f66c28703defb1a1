//! Stored values as German forms and letters print them.
use aktenlage_catalogue::service::FieldDefinition;
use aktenlage_catalogue::vocabulary::Vocabulary;
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::value::ValueKind;

use super::placeholders::Format;

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// The type of a fact: by the vocabulary, else by how its id ends.
pub fn kind_of(vocabulary: &Vocabulary, id: &str) -> ValueKind {
    if let Some(field) = vocabulary.field(id) {
        return field.kind;
    }
    let (topic, name) = id.split_once('.').unwrap_or(("", id));
    match (topic, name) {
        ("amount", _) | (_, "amount") => ValueKind::Money,
        (_, "date" | "date_of_birth" | "valid_from" | "valid_until" | "since" | "first_registered") => {
            ValueKind::Date
        }
        _ => ValueKind::Text,
    }
}

/// A stored value as it is printed. `field` is the vocabulary's, for the words of codes.
pub fn shown(kind: ValueKind, value: &str, format: Format, field: Option<&FieldDefinition>) -> String {
    match format {
        Format::Plain => value.to_owned(),
        Format::Upper => upper(&usual(kind, value, field)),
        Format::Long | Format::Short if kind == ValueKind::Date => {
            date(value, format).unwrap_or_else(|| value.to_owned())
        }
        Format::Euro => format!("{} EUR", usual(kind, value, field)),
        Format::Sign => format!("{} €", usual(kind, value, field)),
        Format::Usual | Format::Long | Format::Short | Format::Label => usual(kind, value, field),
    }
}

/// `Oktober 2026`, of a date as it is stored.
pub fn month_and_year(date: time::Date) -> String {
    format!("{} {}", month_name(date), date.year())
}

fn month_name(date: time::Date) -> &'static str {
    MONTHS[usize::from(u8::from(date.month())) - 1]
}

fn usual(kind: ValueKind, value: &str, field: Option<&FieldDefinition>) -> String {
    match kind {
        ValueKind::Date => date(value, Format::Usual).unwrap_or_else(|| value.to_owned()),
        ValueKind::Money => money(value),
        ValueKind::Decimal => value.replace('.', ","),
        ValueKind::Boolean => if value == "true" { "ja" } else { "nein" }.to_owned(),
        ValueKind::Iban => grouped(value, &[4; 9]),
        ValueKind::TaxId => grouped(value, &[2, 3, 3, 3]),
        ValueKind::Plate => plate(value),
        ValueKind::Code => words(value, field),
        ValueKind::Text
        | ValueKind::Integer
        | ValueKind::PostalCode
        | ValueKind::Phone
        | ValueKind::Email
        | ValueKind::Vin => value.to_owned(),
    }
}

/// Small sharp s stays: `STRAßE` is what registers print, and `SS` would be another name.
fn upper(text: &str) -> String {
    text.chars()
        .flat_map(|letter| {
            let large = (letter != 'ß').then(|| letter.to_uppercase());
            let same = (letter == 'ß').then_some(letter);
            large.into_iter().flatten().chain(same)
        })
        .collect()
}

fn date(value: &str, format: Format) -> Option<String> {
    let date = date_from_text(value)?;
    let (day, month, year) = (date.day(), u8::from(date.month()), date.year());
    Some(match format {
        Format::Long => format!("{day}. {} {year}", month_name(date)),
        Format::Short => format!("{day}.{month}.{:02}", year.rem_euclid(100)),
        Format::Usual | Format::Euro | Format::Sign | Format::Upper | Format::Plain | Format::Label => {
            format!("{day:02}.{month:02}.{year}")
        }
    })
}

/// `1012.00` as `1.012,00`.
fn money(value: &str) -> String {
    let (sign, digits) = match value.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", value),
    };
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped},{cents}")
}

fn grouped(value: &str, sizes: &[usize]) -> String {
    let mut rest = value.chars();
    let groups = sizes
        .iter()
        .map(|size| rest.by_ref().take(*size).collect::<String>());
    let groups: Vec<String> = groups.filter(|group| !group.is_empty()).collect();
    groups.join(" ")
}

/// `FFB-AB123` as `FFB-AB 123`.
fn plate(value: &str) -> String {
    let digits = value.find(|letter: char| letter.is_ascii_digit());
    digits.map_or_else(
        || value.to_owned(),
        |at| format!("{} {}", &value[..at], &value[at..]),
    )
}

fn words(value: &str, field: Option<&FieldDefinition>) -> String {
    let word = |id: &str| {
        let options = field.map(|field| field.options.as_slice()).unwrap_or_default();
        let option = options.iter().find(|option| option.id == id);
        option.map_or_else(|| id.to_owned(), |option| option.label.de.clone())
    };
    let words: Vec<String> = value.split(',').map(|id| word(id.trim())).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_printed_as_germans_write_them() {
        for (kind, value, format, expected) in [
            (ValueKind::Date, "1987-03-14", Format::Usual, "14.03.1987"),
            (ValueKind::Date, "1987-03-14", Format::Long, "14. März 1987"),
            (ValueKind::Date, "1987-03-04", Format::Short, "4.3.87"),
            (ValueKind::Date, "1987-03-14", Format::Plain, "1987-03-14"),
            (ValueKind::Money, "1012.00", Format::Usual, "1.012,00"),
            (ValueKind::Money, "812.50", Format::Euro, "812,50 EUR"),
            (ValueKind::Money, "1234567.89", Format::Sign, "1.234.567,89 €"),
            (ValueKind::Decimal, "64.5", Format::Usual, "64,5"),
            (
                ValueKind::Iban,
                "DE02120300000000202051",
                Format::Usual,
                "DE02 1203 0000 0000 2020 51",
            ),
            (ValueKind::TaxId, "12345678903", Format::Usual, "12 345 678 903"),
            (ValueKind::Plate, "FFB-AB123", Format::Usual, "FFB-AB 123"),
            (ValueKind::Boolean, "true", Format::Usual, "ja"),
            (ValueKind::Text, "Großmann", Format::Upper, "GROßMANN"),
        ] {
            assert_eq!(shown(kind, value, format, None), expected);
        }
        let vocabulary = Vocabulary::built_in();
        let field = vocabulary.field("dog.sex");
        assert_eq!(
            shown(ValueKind::Code, "female", Format::Label, field.as_ref()),
            "Hündin"
        );
        assert_eq!(kind_of(&vocabulary, "amount.net"), ValueKind::Money);
        assert_eq!(kind_of(&vocabulary, "line3.date"), ValueKind::Date);
    }
}
