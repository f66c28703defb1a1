//! One box for several statements: which parts a value holds (`Hauptstr. 5, 80331 München`).
use aktenlage_domain::value::{ValueKind, normalise};

/// The part of a composite value that belongs to an attribute, named by the last piece of its field id.
/// `None` if the value has no such part.
pub(crate) fn part(attribute: &str, value: &str, family_name_first: bool) -> Option<String> {
    let attribute = attribute
        .trim_start_matches("new_")
        .trim_start_matches("previous_");
    let found = match attribute {
        "street" => address(value).street,
        "house_number" => address(value).house_number,
        "postal_code" => address(value).postal_code,
        "city" => address(value).city,
        "family_name" => names(value, family_name_first).family,
        "given_names" => names(value, family_name_first).given,
        "birth_name" => names(value, family_name_first).birth,
        "date_of_birth" | "date" | "start_date" => date_in(value).map(|(date, _)| date),
        "place_of_birth" | "place" => date_in(value).map_or_else(|| Some(value.to_owned()), |(_, rest)| rest),
        "email" => value
            .split([' ', ',', ';'])
            .find(|word| word.contains('@'))
            .map(str::to_owned),
        "phone" => Some(phone_in(value)),
        "number" => register(value).1,
        "court" => register(value).0,
        "district" => plot(value).0,
        "parcel_number" => plot(value).1,
        _ => None,
    };
    found
        .map(|text| text.trim_matches([' ', ',', ';', '/']).to_owned())
        .filter(|text| !text.is_empty())
}

/// Three names in a list whose last is the one at birth, with the word that tells it from further given names
/// (`Muster, Eva, Beispiel` becomes `Muster geb. Beispiel, Eva`); anything else as it is.
pub(crate) fn marking_birth_name(value: &str) -> String {
    let pieces: Vec<&str> = value.split(',').map(str::trim).collect();
    match pieces.as_slice() {
        [family, given, birth] if pieces.iter().all(|piece| !piece.is_empty()) && !value.contains("geb") => {
            format!("{family} geb. {birth}, {given}")
        }
        _ => value.to_owned(),
    }
}

/// Attributes that forms ask for in one box together.
pub(crate) const GROUPS: [&[&str]; 7] = [
    &["street", "house_number", "postal_code", "city"],
    &["family_name", "given_names", "birth_name"],
    &["date_of_birth", "place_of_birth"],
    &["phone", "email"],
    &["place", "date"],
    &["court", "number"],
    &["district", "parcel_number"],
];

/// The group of an attribute (the last piece of a field id).
pub(crate) fn group_of(attribute: &str) -> Option<usize> {
    let attribute = attribute
        .trim_start_matches("new_")
        .trim_start_matches("previous_");
    GROUPS.iter().position(|group| group.contains(&attribute))
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Address {
    street: Option<String>,
    house_number: Option<String>,
    postal_code: Option<String>,
    city: Option<String>,
}

fn address(value: &str) -> Address {
    let spaced = value.replace(['\n', '\r', ';'], ", ").replace(',', " , ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let is_code = |word: &&str| normalise(ValueKind::PostalCode, word).is_ok();
    let code_at = words.iter().position(is_code);
    let mut address = Address::default();
    let street_words: Vec<&str> = match code_at {
        Some(at) => {
            address.postal_code = normalise(ValueKind::PostalCode, words[at]).ok();
            let after: Vec<&str> = words[at + 1..]
                .iter()
                .copied()
                .take_while(|word| *word != ",")
                .collect();
            if !after.is_empty() {
                address.city = Some(after.join(" "));
            }
            let before = &words[..at];
            // The code may come first: `80331 München, Hauptstr. 5`.
            if before.iter().all(|word| *word == ",") {
                words[at + 1..]
                    .iter()
                    .copied()
                    .skip_while(|word| *word != ",")
                    .collect()
            } else {
                before.to_vec()
            }
        }
        None => words.clone(),
    };
    let pieces: Vec<Vec<&str>> = street_words
        .split(|word| *word == ",")
        .map(<[&str]>::to_vec)
        .filter(|piece| !piece.is_empty())
        .collect();
    let with_number = pieces
        .iter()
        .position(|piece| piece.iter().skip(1).any(|word| starts_with_digit(word)));
    // `Hauptstr., 5` is a street whose number stands behind a comma.
    let joined: Vec<&str> = match with_number {
        Some(at) => pieces[at].clone(),
        None => pieces.iter().take(2).flatten().copied().collect(),
    };
    match house_number_at(&joined) {
        Some(at) => {
            address.street = Some(joined[..at].join(" "));
            address.house_number = Some(joined[at..].join(" "));
        }
        // Somebody left the street out.
        None if !joined.is_empty() && joined.iter().all(|word| starts_with_digit(word)) => {
            address.house_number = Some(joined.join(" "));
        }
        None if !joined.is_empty() => {
            let extra = if with_number.is_some() {
                joined.clone()
            } else {
                pieces.first().cloned().unwrap_or_default()
            };
            address.street = Some(extra.join(" "));
            if code_at.is_none() && pieces.len() >= 2 && with_number.is_none() {
                address.city = pieces.last().map(|piece| piece.join(" "));
            }
        }
        None => {}
    }
    if code_at.is_none() && address.city.is_none() && with_number.is_some() && pieces.len() > 1 {
        address.city = pieces
            .last()
            .map(|piece| piece.join(" "))
            .filter(|city| !city.chars().any(|character| character.is_ascii_digit()));
    }
    address
}

/// Where the house number begins: the last words of a street that are digits or single letters.
fn house_number_at(words: &[&str]) -> Option<usize> {
    let is_letter = |word: &str| word.chars().count() == 1;
    let last = (1..words.len()).rev().find(|at| {
        starts_with_digit(words[*at])
            && words[*at..]
                .iter()
                .all(|word| starts_with_digit(word) || is_letter(word))
    })?;
    let belongs = |at: &usize| {
        starts_with_digit(words[*at]) || is_letter(words[*at]) && starts_with_digit(words[at - 1])
    };
    (1..=last).rev().take_while(belongs).last().or(Some(last))
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|character: char| character.is_ascii_digit())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    family: Option<String>,
    given: Option<String>,
    birth: Option<String>,
}

/// Words that belong to the family name that follows them.
const PARTICLES: [&str; 10] = ["von", "van", "de", "der", "den", "zu", "zur", "vom", "da", "di"];

fn names(value: &str, family_first: bool) -> Names {
    let mut found = Names::default();
    let mut rest = value.trim().to_owned();
    for marker in [" geb. ", " geborene ", " geborener ", " geb ", ", geb."] {
        if let Some((before, after)) = rest.clone().split_once(marker) {
            let mut birth_words = after.trim_matches([' ', ',', '(', ')']).splitn(2, ", ");
            found.birth = birth_words
                .next()
                .map(|birth| birth.trim_end_matches(')').to_owned());
            let tail = birth_words
                .next()
                .map_or(String::new(), |tail| format!(", {tail}"));
            rest = format!("{}{tail}", before.trim_end_matches([' ', ',', '(']));
            break;
        }
    }
    if let Some((first, second)) = rest.split_once([',', '/', '\n']) {
        (found.family, found.given) = (Some(first.trim().to_owned()), Some(without_statements(second)));
        return found;
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    match words.as_slice() {
        [] => {}
        [only] => found.family = Some((*only).to_owned()),
        words if family_first => {
            let particles = words
                .iter()
                .take_while(|word| PARTICLES.contains(&word.to_lowercase().as_str()))
                .count();
            let end = (particles + 1).min(words.len());
            found.family = Some(words[..end].join(" "));
            found.given = Some(words[end..].join(" "));
        }
        words => {
            let particle = words
                .iter()
                .position(|word| PARTICLES.contains(&word.to_lowercase().as_str()));
            let start = particle.filter(|at| *at > 0).unwrap_or(words.len() - 1);
            found.given = Some(words[..start].join(" "));
            found.family = Some(words[start..].join(" "));
        }
    }
    found
}

/// Names without what is said of the person behind them (`Eva, 1.3.1980, Ehefrau`).
fn without_statements(names: &str) -> String {
    let has_digit = |piece: &&str| piece.contains(|character: char| character.is_ascii_digit());
    let pieces: Vec<&str> = names.split([',', ';', '\n']).map(str::trim).collect();
    match pieces.iter().position(has_digit) {
        Some(at) => pieces[..at].join(", "),
        None => names.trim().to_owned(),
    }
}

/// The district of a land register and the number of the parcel in it, which begins with the first word of digits.
fn plot(value: &str) -> (Option<String>, Option<String>) {
    let words: Vec<&str> = value
        .split([' ', ',', ';', '\n'])
        .filter(|word| !word.is_empty())
        .collect();
    match words.iter().position(|word| starts_with_digit(word)) {
        Some(at) => (Some(words[..at].join(" ")), Some(words[at..].join(" "))),
        None => (Some(value.to_owned()), None),
    }
}

/// A date in a text and what stands around it.
fn date_in(value: &str) -> Option<(String, Option<String>)> {
    let words: Vec<&str> = value
        .split([' ', ',', ';'])
        .filter(|word| !word.is_empty())
        .collect();
    for length in [1, 3, 2] {
        for start in 0..words.len().saturating_sub(length - 1) {
            let candidate = words[start..start + length].join(" ");
            if candidate.contains(|character: char| character.is_ascii_digit())
                && normalise(ValueKind::Date, &candidate).is_ok()
            {
                let rest: Vec<&str> = words[..start]
                    .iter()
                    .chain(&words[start + length..])
                    .copied()
                    .filter(|word| !matches!(*word, "in" | "den" | "am" | "/"))
                    .collect();
                return Some((candidate, Some(rest.join(" "))));
            }
        }
    }
    None
}

fn phone_in(value: &str) -> String {
    let kept: Vec<&str> = value
        .split([' ', ',', ';'])
        .filter(|word| !word.contains('@') && !word.chars().any(char::is_alphabetic))
        .collect();
    kept.join(" ").trim_matches([' ', '/']).to_owned()
}

fn register(value: &str) -> (Option<String>, Option<String>) {
    let upper = value.to_uppercase();
    let at = ["HRA", "HRB", "GNR", "VR", "PR"]
        .iter()
        .find_map(|sign| upper.find(sign));
    let at = at.or_else(|| value.find(|character: char| character.is_ascii_digit()));
    match at {
        Some(at) if value.is_char_boundary(at) => {
            let (court, number) = value.split_at(at);
            (Some(court.to_owned()), Some(number.to_owned()))
        }
        _ => (Some(value.to_owned()), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(value: &str) -> [Option<String>; 4] {
        ["street", "house_number", "postal_code", "city"].map(|attribute| part(attribute, value, true))
    }

    fn texts(parts: [&str; 4]) -> [Option<String>; 4] {
        parts.map(|text| Some(text.to_owned()).filter(|text| !text.is_empty()))
    }

    #[test]
    fn addresses_in_every_order() {
        for (value, expected) in [
            (
                "Hauptstr. 5, 80331 München",
                ["Hauptstr.", "5", "80331", "München"],
            ),
            (
                "80331 München, Hauptstr. 5",
                ["Hauptstr.", "5", "80331", "München"],
            ),
            (
                "Hauptstr. 5\n80331 München",
                ["Hauptstr.", "5", "80331", "München"],
            ),
            (
                "Am Alten Markt 12 a, 45127 Essen",
                ["Am Alten Markt", "12 a", "45127", "Essen"],
            ),
            (
                "Richard-Wagner-Straße 31",
                ["Richard-Wagner-Straße", "31", "", ""],
            ),
            ("Lindenweg, 7b", ["Lindenweg", "7b", "", ""]),
            (
                "Straße des 17. Juni 135, 10623 Berlin",
                ["Straße des 17. Juni", "135", "10623", "Berlin"],
            ),
            ("81457 München", ["", "", "81457", "München"]),
            ("12, 81457 München", ["", "12", "81457", "München"]),
            (
                "60311 Frankfurt am Main, Zeil 1-3, 2. OG",
                ["Zeil", "1-3", "60311", "Frankfurt am Main"],
            ),
            ("Zeil", ["Zeil", "", "", ""]),
        ] {
            assert_eq!(parts(value), texts(expected), "{value}");
        }
    }

    #[test]
    fn names_in_both_orders() {
        for (value, first, expected) in [
            ("Muster, Eva Maria", true, ["Muster", "Eva Maria", ""]),
            ("Muster Eva", true, ["Muster", "Eva", ""]),
            ("Eva Muster", false, ["Muster", "Eva", ""]),
            ("Eva von der Heide", false, ["von der Heide", "Eva", ""]),
            ("von der Heide Eva", true, ["von der Heide", "Eva", ""]),
            ("Muster geb. Beispiel, Eva", true, ["Muster", "Eva", "Beispiel"]),
            ("Muster, Eva, 1.3.1980, Ehefrau", true, ["Muster", "Eva", ""]),
        ] {
            let found =
                ["family_name", "given_names", "birth_name"].map(|attribute| part(attribute, value, first));
            assert_eq!(
                found,
                expected.map(|text| Some(text.to_owned()).filter(|text| !text.is_empty())),
                "{value}"
            );
        }
    }

    #[test]
    fn a_list_of_three_names_ends_with_the_one_at_birth() {
        for (value, marked) in [
            ("Muster, Eva, Beispiel", "Muster geb. Beispiel, Eva"),
            ("Muster, Eva", "Muster, Eva"),
            ("Muster, Eva,", "Muster, Eva,"),
            (
                "Muster geb. Beispiel, Eva, ledig",
                "Muster geb. Beispiel, Eva, ledig",
            ),
        ] {
            assert_eq!(marking_birth_name(value), marked);
        }
    }

    #[test]
    fn dates_places_contacts_and_registers() {
        assert_eq!(
            part("date_of_birth", "1.3.1980 in Kempten", true).as_deref(),
            Some("1.3.1980")
        );
        assert_eq!(
            part("place_of_birth", "1.3.1980 in Kempten", true).as_deref(),
            Some("Kempten")
        );
        assert_eq!(
            part("place", "München, den 1. März 2026", true).as_deref(),
            Some("München")
        );
        assert_eq!(
            part("date", "München, den 1. März 2026", true).as_deref(),
            Some("1. März 2026")
        );
        assert_eq!(
            part("email", "089/123456, eva@beispiel.de", true).as_deref(),
            Some("eva@beispiel.de")
        );
        assert_eq!(
            part("phone", "089/123456, eva@beispiel.de", true).as_deref(),
            Some("089/123456")
        );
        assert_eq!(
            part("court", "Amtsgericht München HRB 12345", true).as_deref(),
            Some("Amtsgericht München")
        );
        assert_eq!(
            part("number", "Amtsgericht München HRB 12345", true).as_deref(),
            Some("HRB 12345")
        );
        for (value, district, parcel) in [
            ("Oberhöß, 1106/22", Some("Oberhöß"), Some("1106/22")),
            ("Am Hof 12", Some("Am Hof"), Some("12")),
            ("834/24", None, Some("834/24")),
            ("Oberhöß", Some("Oberhöß"), None),
        ] {
            let found = ["district", "parcel_number"].map(|attribute| part(attribute, value, true));
            assert_eq!(
                found,
                [district, parcel].map(|text| text.map(str::to_owned)),
                "{value}"
            );
        }
    }
}
