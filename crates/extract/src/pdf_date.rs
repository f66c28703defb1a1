//! When a PDF says that it was made, as far as it says so: its parser fills in what a date leaves out.
use hayro_syntax::Pdf;
use hayro_syntax::object::{DateTime, Dict, ObjectIdentifier, String as PdfString};

/// Where the trailer is searched, in bytes from the end; all of it but the reference is read by the parser.
const TRAILER_WINDOW_BYTES: usize = 1024 * 1024;
/// Mentions of the information dictionary that are followed: one for each time the file was changed.
const MOST_MENTIONS: usize = 20;
const INFORMATION: &[u8] = b"/Info";
/// Digits of year, month, day, hour, minute and second in a file.
const DIGITS: [usize; 6] = [4, 2, 2, 2, 2, 2];
/// Where they end in `2026-11-22T10:00:00`.
const ENDS: [usize; 6] = [4, 7, 10, 13, 16, 19];
/// With so many of them there is a time of day.
const WITH_TIME: usize = 4;

/// The creation date (ISO 32000-2, 7.9.4) as `2026-11-22T10:00:00+01:00`, without the parts that the file leaves out, as
/// `2026` or `2026-11-22T10:00`; without an offset where it has none. Where the file's own words are not found, what may
/// have been filled in is left out.
pub(crate) fn creation_date(pdf: &Pdf, bytes: &[u8]) -> Option<String> {
    let date = pdf.metadata().creation_date.as_ref()?;
    let told = information(pdf, bytes)
        .filter_map(|information| information.get::<PdfString<'_>>(b"CreationDate"))
        .find_map(|raw| Told::of(raw.as_bytes(), date));
    Some(told.unwrap_or_else(|| Told::at_least(date)).written(date))
}

/// How much of a date is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Told {
    /// How many of its parts, from the year on.
    parts: usize,
    /// Whether its distance from universal time.
    has_offset: bool,
}

impl Told {
    /// By the words of a file; `None` if they tell another date.
    fn of(raw: &[u8], date: &DateTime) -> Option<Self> {
        let digits = format!(
            "{:04}{:02}{:02}{:02}{:02}{:02}",
            date.year, date.month, date.day, date.hour, date.minute, date.second
        );
        let mut expected = digits.as_bytes();
        let mut rest = raw.strip_prefix(b"D:")?;
        let mut parts = 0;
        for length in DIGITS {
            let (part, others) = expected.split_at_checked(length)?;
            let Some(after) = rest.strip_prefix(part) else {
                break;
            };
            (rest, expected) = (after, others);
            parts += 1;
        }
        (parts > 0).then_some(Self {
            parts,
            has_offset: matches!(rest.first(), Some(b'+' | b'-' | b'Z')),
        })
    }

    /// What nobody fills in: parts up to the last one that is not the first of its kind.
    fn at_least(date: &DateTime) -> Self {
        let is_told = [
            true,
            date.month != 1,
            date.day != 1,
            date.hour != 0,
            date.minute != 0,
            date.second != 0,
        ];
        Self {
            parts: is_told.iter().rposition(|told| *told).map_or(1, |last| last + 1),
            has_offset: date.utc_offset_hour != 0 || date.utc_offset_minute != 0,
        }
    }

    fn written(self, date: &DateTime) -> String {
        let mut text = format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            date.year, date.month, date.day, date.hour, date.minute, date.second
        );
        if let Some(end) = self.parts.checked_sub(1).and_then(|last| ENDS.get(last)) {
            text.truncate(*end);
        }
        if self.has_offset && self.parts >= WITH_TIME {
            let offset = format!("{:+03}:{:02}", date.utc_offset_hour, date.utc_offset_minute);
            text.push_str(&offset);
        }
        text
    }
}

/// The information dictionaries that a file mentions, the newest first.
fn information<'a>(pdf: &'a Pdf, bytes: &'a [u8]) -> impl Iterator<Item = Dict<'a>> {
    let end = &bytes[bytes.len().saturating_sub(TRAILER_WINDOW_BYTES)..];
    end.windows(INFORMATION.len())
        .enumerate()
        .rev()
        .filter(|(_, word)| *word == INFORMATION)
        .take(MOST_MENTIONS)
        .filter_map(move |(start, _)| reference(&end[start + INFORMATION.len()..]))
        .filter_map(move |id| pdf.xref().get::<Dict<'a>>(id))
}

/// The object in `12 0 R`.
fn reference(text: &[u8]) -> Option<ObjectIdentifier> {
    const LONGEST: usize = 40;
    let text = &text[..text.len().min(LONGEST)];
    if !text.first()?.is_ascii_whitespace() {
        return None;
    }
    let mut words = text
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    let object = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
    let generation = std::str::from_utf8(words.next()?).ok()?.parse().ok()?;
    let is_reference = words.next()?.starts_with(b"R");
    is_reference.then(|| ObjectIdentifier::new(object, generation))
}

#[cfg(test)]
mod tests {
    use lopdf::{Document, Object, dictionary};

    use super::*;
    use crate::pdf;

    fn said(date: &str) -> Option<String> {
        let mut document = Document::with_version("1.7");
        let tree = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree,
            "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
        });
        let kids = vec![Object::from(page)];
        document.objects.insert(
            tree,
            dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into(),
        );
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        let information = document.add_object(dictionary! { "CreationDate" => Object::string_literal(date) });
        document.trailer.set("Root", root);
        document.trailer.set("Info", information);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        creation_date(&pdf::open(&bytes).unwrap(), &bytes)
    }

    #[test]
    fn a_date_says_no_more_than_the_file() {
        for (raw, expected) in [
            ("D:20261122100507+01'00'", "2026-11-22T10:05:07+01:00"),
            ("D:20261122100507-05'30", "2026-11-22T10:05:07-05:30"),
            ("D:20261122100507Z", "2026-11-22T10:05:07+00:00"),
            ("D:20261122100507", "2026-11-22T10:05:07"),
            ("D:202611221005", "2026-11-22T10:05"),
            ("D:20261122", "2026-11-22"),
            ("D:20260101", "2026-01-01"),
            ("D:20260101000000", "2026-01-01T00:00:00"),
            ("D:202611", "2026-11"),
            ("D:2026", "2026"),
            // No month, and an offset of no time.
            ("D:20261399", "2026"),
            ("D:2026-11-22", "2026"),
        ] {
            assert_eq!(said(raw).as_deref(), Some(expected), "{raw}");
        }
        for raw in ["2026", "im November", "D:26", ""] {
            assert_eq!(said(raw), None, "{raw}");
        }
    }

    #[test]
    fn what_may_have_been_filled_in_is_left_out_where_the_words_are_not_found() {
        let date = |month, day, hour, utc_offset_hour| DateTime {
            year: 2026,
            month,
            day,
            hour,
            minute: 0,
            second: 0,
            utc_offset_hour,
            utc_offset_minute: 0,
        };
        for (date, expected) in [
            (date(11, 22, 10, 1), "2026-11-22T10+01:00"),
            (date(11, 22, 10, 0), "2026-11-22T10"),
            (date(11, 1, 0, 0), "2026-11"),
            (date(1, 22, 0, 1), "2026-01-22"),
            (date(1, 1, 0, 0), "2026"),
        ] {
            assert_eq!(Told::at_least(&date).written(&date), expected);
        }
    }

    #[test]
    fn only_references_are_followed() {
        let id = ObjectIdentifier::new(12, 0);
        assert_eq!(reference(b" 12 0 R/ID[<00>]"), Some(id));
        assert_eq!(reference(b"\n12\n0 R>>"), Some(id));
        for other in [
            &b""[..],
            b"rmation 12 0 R",
            b" 12 0",
            b" 12 0 obj",
            b" a b R",
            b" << >>",
        ] {
            assert_eq!(reference(other), None);
        }
    }
}
