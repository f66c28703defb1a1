//! Citations as people write them, and one key for all ways of writing the same norm.
use aktenlage_domain::passage::{Level, Passage};

/// A norm that a citation names, down to the Absatz.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The law as written, for example `SGB I`.
    pub law: String,
    /// Section as in [`Passage::section`]: `22`, `Art. 6`, `Anlage 1`.
    pub section: String,
    /// Absatz, if named.
    pub paragraph: Option<String>,
}

impl Citation {
    /// The key that all ways of writing this citation share.
    pub(crate) fn key(&self) -> String {
        key(&self.law, &self.section, self.paragraph.as_deref())
    }
}

/// Reads `§ 60 Abs. 1 Satz 1 Nr. 3 SGB I`, `Art 6 Absatz 1 GG`, `SGB X § 67f`, `Anlage 1 WoGG`.
///
/// Of several norms in one text the first counts; everything below the Absatz is read over.
/// `None` if there is no section or no law.
pub fn parse(text: &str) -> Option<Citation> {
    let spaced = text.replace('§', " § ").replace(['\u{a0}', ','], " ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader::default();
    let mut rest = tokens.as_slice();
    while let [token, following @ ..] = rest {
        let used = reader.take(token, following);
        rest = following.get(used..).unwrap_or_default();
    }
    Some(Citation {
        law: Some(reader.law.join(" ")).filter(|law| !law.is_empty())?,
        section: reader.section?,
        paragraph: reader.paragraph,
    })
}

#[derive(Default)]
struct Reader<'text> {
    law: Vec<&'text str>,
    section: Option<String>,
    paragraph: Option<String>,
    sections_seen: usize,
}

impl<'text> Reader<'text> {
    /// Takes one token and tells how many of the following ones belong to it.
    fn take(&mut self, token: &'text str, following: &[&'text str]) -> usize {
        let next = following.first().copied().unwrap_or_default();
        match token.trim_end_matches('.').to_lowercase().as_str() {
            "§" => match next {
                "§" => 0,
                _ => self.section(number(next), following),
            },
            "art" | "artikel" => self.section(number(next).map(|number| format!("Art. {number}")), following),
            "anlage" | "anhang" | "muster" | "präambel" if self.section.is_none() => {
                self.sections_seen += 1;
                self.section = Some(if is_label(next) {
                    format!("{token} {next}")
                } else {
                    token.to_owned()
                });
                usize::from(is_label(next))
            }
            "abs" | "absatz" => {
                if self.sections_seen == 1 && self.paragraph.is_none() {
                    self.paragraph = number(next);
                }
                1
            }
            "satz" | "sätze" | "s" | "nr" | "nrn" | "nummer" | "nummern" | "buchst" | "buchstabe" | "lit"
            | "halbsatz" | "hs" | "alt" | "alternative" | "var" | "unterabs" | "spiegelstrich"
                if self.sections_seen > 0 =>
            {
                1
            }
            "bis" | "und" | "oder" | "bzw" | "u"
                if next.starts_with(|first: char| first.is_ascii_digit()) =>
            {
                1
            }
            "bis" | "und" | "oder" | "bzw" | "u" if next == "§" => 0,
            "f" | "ff" | "fortfolgende" | "i.v.m" | "ivm" => 0,
            _ if token.starts_with(|first: char| first.is_ascii_digit()) && self.law.is_empty() => 0,
            _ => {
                self.law.push(token.trim_matches(['(', ')', ';', ':']));
                0
            }
        }
    }

    fn section(&mut self, section: Option<String>, following: &[&str]) -> usize {
        let Some(section) = section else { return 0 };
        self.sections_seen += 1;
        if self.sections_seen > 1 {
            return 1;
        }
        self.section = Some(section);
        // `§ 22 II WoGG`: a Roman numeral straight after the section is the Absatz, if a law still follows.
        let roman = following.get(1).and_then(|token| from_roman(token));
        match roman {
            Some(paragraph) if following.len() > 2 => {
                self.paragraph = Some(paragraph.to_string());
                2
            }
            Some(_) | None => 1,
        }
    }
}

/// `22`, `14a` at the start of a token.
fn number(token: &str) -> Option<String> {
    let token = token.trim_start_matches('(');
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = token
        .split_at_checked(digits)
        .filter(|(number, _)| !number.is_empty())?;
    let suffix: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
    Some(format!("{number}{suffix}"))
}

/// What can follow `Anlage`: `1`, `D2`, `XVIIIa`, but no short title of a law.
fn is_label(token: &str) -> bool {
    let stem = token.trim_end_matches(|last: char| last.is_ascii_lowercase());
    number(token).is_some()
        || (token.len() == 1 && token.starts_with(|first: char| first.is_ascii_uppercase()))
        || token == "EV"
        || from_roman(stem).is_some()
        || (stem.len() > 1
            && stem.starts_with(|first: char| first.is_ascii_uppercase())
            && stem.bytes().skip(1).all(|byte| byte.is_ascii_digit()))
}

fn from_roman(token: &str) -> Option<u32> {
    if token.is_empty() || token.len() > 8 {
        return None;
    }
    let mut value = 0;
    let mut largest = 0;
    for letter in token.chars().rev() {
        let digit = match letter {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            _ => return None,
        };
        if digit < largest {
            value -= digit;
        } else {
            value += digit;
            largest = digit;
        }
    }
    u32::try_from(value).ok()
}

fn to_roman(number: u32) -> Option<&'static str> {
    const BOOKS: [&str; 14] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
    ];
    let place = usize::try_from(number.checked_sub(1)?).ok()?;
    BOOKS.get(place).copied()
}

/// The short title for display: years of the official key go (`AO 1977` is `AO`), books of the
/// Sozialgesetzbuch get their Roman numeral (`SGB 9 2018` is `SGB IX`).
pub fn short_title(title: &str) -> String {
    let mut words: Vec<&str> = title.split_whitespace().collect();
    let is_year = |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    if words.len() > 1 && words.last().is_some_and(is_year) {
        words.pop();
    }
    if let ["SGB", book] = words.as_slice()
        && let Some(roman) = book.parse().ok().and_then(to_roman)
    {
        return format!("SGB {roman}");
    }
    words.join(" ")
}

/// One key for all ways of writing a short title: `SGB I`, `SGB 1` and `sgb i` are the same law.
pub fn law_key(law: &str) -> String {
    let title = short_title(law);
    let mut words = title.split_whitespace();
    let key: String = match (words.next(), words.next(), words.next()) {
        (Some(sgb), Some(book), None) if sgb.eq_ignore_ascii_case("sgb") => {
            let number =
                from_roman(&book.to_uppercase()).map_or_else(|| book.to_owned(), |number| number.to_string());
            format!("sgb{number}")
        }
        _ => title.split_whitespace().collect(),
    };
    key.to_lowercase().replace('ß', "ss")
}

fn key(law: &str, section: &str, paragraph: Option<&str>) -> String {
    let section: String = section
        .split(|letter: char| letter.is_whitespace() || letter == '.')
        .collect();
    let section = section.to_lowercase();
    match paragraph {
        Some(paragraph) => format!("{}|{section}|{paragraph}", law_key(law)),
        None => format!("{}|{section}", law_key(law)),
    }
}

/// One key for all ways of writing a section of a law: `§ 22 Abs. 1 WoGG` and `WoGG § 22` name the same one.
/// `None` if there is no section or no law.
pub fn section_key(text: &str) -> Option<String> {
    let cited = parse(text)?;
    Some(key(&cited.law, &cited.section, None))
}

/// The same key of a passage; `None` for guidance and for what has no section.
pub fn section_key_of(passage: &Passage) -> Option<String> {
    let is_section = passage.level != Level::Guidance && !passage.section.is_empty();
    is_section.then(|| key(&passage.law, &passage.section, None))
}

/// The keys under which a passage is found: its Absatz, and its section as a whole. Guidance is not law
/// and has none.
pub(crate) fn keys_of(passage: &Passage) -> Vec<String> {
    if passage.level == Level::Guidance || passage.section.is_empty() {
        return Vec::new();
    }
    let whole = key(&passage.law, &passage.section, None);
    let exact = passage
        .paragraph
        .as_deref()
        .map(|paragraph| key(&passage.law, &passage.section, Some(paragraph)));
    std::iter::once(whole).chain(exact).collect()
}

/// Sorts sections and Absätze as they are read: 2 before 10, 10 before 10a.
pub(crate) fn reading_order(passage: &Passage) -> (u64, String, u64, String) {
    let (section, section_rest) = numbered(&passage.section);
    let (paragraph, paragraph_rest) = numbered(passage.paragraph.as_deref().unwrap_or_default());
    (section, section_rest, paragraph, paragraph_rest)
}

fn numbered(label: &str) -> (u64, String) {
    let start = label
        .find(|letter: char| letter.is_ascii_digit())
        .unwrap_or(label.len());
    let tail = label.get(start..).unwrap_or_default();
    let end = tail
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(tail.len());
    let (digits, rest) = tail.split_at(end);
    (digits.parse().unwrap_or(0), rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String, Option<String>)> {
        parse(text).map(|citation| (citation.law, citation.section, citation.paragraph))
    }

    #[test]
    fn citations_are_read_as_written() {
        for (text, law, section, paragraph) in [
            ("§ 22 Abs. 1 WoGG", "WoGG", "22", Some("1")),
            ("§22 Absatz 1a WoGG", "WoGG", "22", Some("1a")),
            ("§ 60 Abs. 1 Satz 1 Nr. 3 SGB I", "SGB I", "60", Some("1")),
            ("§ 60 Abs. 1 S. 1 Nr. 3 Buchst. b SGB 1", "SGB 1", "60", Some("1")),
            ("SGB X § 67f", "SGB X", "67f", None),
            ("§§ 60 bis 65 SGB I", "SGB I", "60", None),
            ("§§ 60, 66 SGB I", "SGB I", "60", None),
            ("§ 9 Abs. 1 und 2 WoGG", "WoGG", "9", Some("1")),
            ("§ 9 Abs. 1 i.V.m. § 3 Abs. 4 WoGG", "WoGG", "9", Some("1")),
            ("§ 22 II WoGG", "WoGG", "22", Some("2")),
            ("§ 60 SGB I", "SGB I", "60", None),
            ("Art. 6 Abs. 1 GG", "GG", "Art. 6", Some("1")),
            ("Artikel 6 GG", "GG", "Art. 6", None),
            ("Anlage 1 WoGG", "WoGG", "Anlage 1", None),
            ("Anlage XVIIIa StVZO", "StVZO", "Anlage XVIIIa", None),
            ("Anlage D2a AufenthV", "AufenthV", "Anlage D2a", None),
            ("Anlage GewAnzV", "GewAnzV", "Anlage", None),
            ("§ 2 Nr. 3 FreizügG/EU", "FreizügG/EU", "2", None),
            (
                "§ 3 Abs. 2 Hauptsatzung des Landkreises",
                "Hauptsatzung des Landkreises",
                "3",
                Some("2"),
            ),
        ] {
            let expected = (law.to_owned(), section.to_owned(), paragraph.map(str::to_owned));
            assert_eq!(read(text), Some(expected), "{text}");
        }
        for text in ["", "§", "§ 22", "WoGG", "Mietvertrag", "Art. GG", "§ § §"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn one_law_has_one_key() {
        for (one, other) in [
            ("SGB I", "SGB 1"),
            ("SGB IX", "SGB 9 2018"),
            ("sgb xii", "SGB XII"),
            ("AO", "AO 1977"),
            ("PaßG", "PassG 1986"),
            ("wogg", "WoGG"),
        ] {
            assert_eq!(law_key(one), law_key(other), "{one}");
        }
        assert_ne!(law_key("SGB I"), law_key("SGB II"));
        assert_ne!(law_key("WoGG"), law_key("WoGV"));
        assert_eq!(short_title("SGB 12"), "SGB XII");
        assert_eq!(short_title("FreizügG/EU 2004"), "FreizügG/EU");
    }

    #[test]
    fn keys_ignore_how_a_citation_is_written() {
        let key = |text: &str| parse(text).map(|citation| citation.key());
        assert_eq!(key("§ 60 Abs. 1 Nr. 1 SGB 1"), key("SGB I § 60 Absatz 1"));
        assert_eq!(key("Art 6 GG"), key("Artikel 6 GG"));
        assert_ne!(key("§ 6 GG"), key("Art. 6 GG"));
    }
}
