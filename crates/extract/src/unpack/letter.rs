//! The pages of an e-mail: its own text set as a PDF, as a mail program prints it. The same text gives the same bytes.
//!
//! The letters are of one width, so that tables made of spaces keep their columns and a line holds what a line of an
//! e-mail usually holds. Each page says at its foot that it was made here; these words are not the sender's and are
//! not read ([`FOOT_TOP`]).
use krilla::Document;
use krilla::geom::Point;
use krilla::page::PageSettings;
use krilla::text::{Font, TextDirection};
use ttf_parser::Face;
use unicode_normalization::UnicodeNormalization as _;

const WIDTH_POINTS: f32 = 595.0;
const HEIGHT_POINTS: f32 = 842.0;
const MARGIN_POINTS: f32 = 56.0;
const FONT_POINTS: f32 = 10.0;
const FOOT_FONT_POINTS: f32 = 8.0;
const LINE_POINTS: f32 = 13.0;
const FOOT_BASELINE_POINTS: f32 = HEIGHT_POINTS - 36.0;
/// Columns of a line and lines of a page: at 10 points a letter is 6.02 points wide.
const COLUMNS: usize = 80;
const LINES: usize = 54;
/// Columns of the names of fields.
const LABEL_COLUMNS: usize = 9;
/// Characters that are set at most, about a thousand pages.
const MAX_CHARACTERS: usize = 4_000_000;
/// Where a character stands that the font does not have.
const REPLACEMENT: char = '\u{fffd}';

/// The foot of a page begins here, as a fraction of its height.
pub(crate) const FOOT_TOP: f32 = (HEIGHT_POINTS - 52.0) / HEIGHT_POINTS;

/// What the pages of an e-mail show.
#[derive(Debug, Default)]
pub(super) struct Letter {
    /// Names and values of the fields at its head.
    pub(super) fields: Vec<(&'static str, String)>,
    /// Its text.
    pub(super) text: String,
}

/// An e-mail as pages.
#[derive(Debug)]
pub(super) struct Typeset {
    pub(super) pdf: Vec<u8>,
    /// Whether the font has every character.
    pub(super) is_complete: bool,
    /// Whether the text was too long to be set whole.
    pub(super) is_cut: bool,
}

/// Sets a letter; `None` only if the font or the writer of PDFs is broken.
pub(super) fn typeset(letter: &Letter) -> Option<Typeset> {
    let font_bytes = dejavu::sans_mono::regular();
    let face = Face::parse(font_bytes, 0).ok()?;
    let font = Font::new(font_bytes.into(), 0)?;
    let mut is_complete = true;
    let mut lines = Vec::new();
    for (label, value) in &letter.fields {
        let value = printable(value, &face, &mut is_complete).replace('\n', " ");
        for (number, line) in wrap(&value, COLUMNS - LABEL_COLUMNS).into_iter().enumerate() {
            let label = if number == 0 { *label } else { "" };
            lines.push(format!("{label:LABEL_COLUMNS$}{line}"));
        }
    }
    lines.push(String::new());
    let is_cut = letter.text.chars().nth(MAX_CHARACTERS).is_some();
    let text: String = letter.text.chars().take(MAX_CHARACTERS).collect();
    for line in printable(&text, &face, &mut is_complete).trim_end().lines() {
        lines.extend(wrap(line, COLUMNS));
    }
    Some(Typeset {
        pdf: pages(&lines, &font)?,
        is_complete,
        is_cut,
    })
}

fn pages(lines: &[String], font: &Font) -> Option<Vec<u8>> {
    let mut document = Document::new();
    let pages = lines.chunks(LINES);
    let total = pages.len();
    for (number, lines) in (1..).zip(pages) {
        let mut page = document.start_page_with(PageSettings::from_wh(WIDTH_POINTS, HEIGHT_POINTS)?);
        let mut surface = page.surface();
        let mut show = |y: f32, size: f32, text: &str| {
            if !text.trim().is_empty() {
                let start = Point::from_xy(MARGIN_POINTS, y);
                surface.draw_text(start, font.clone(), size, text, false, TextDirection::LeftToRight);
            }
        };
        let mut y = MARGIN_POINTS + FONT_POINTS;
        for line in lines {
            show(y, FONT_POINTS, line);
            y += LINE_POINTS;
        }
        let foot = format!(
            "Aus dem Text der E-Mail gesetzt; maßgeblich ist die Originaldatei. Seite {number} von {total}"
        );
        show(FOOT_BASELINE_POINTS, FOOT_FONT_POINTS, &foot);
        surface.finish();
        page.finish();
    }
    document.finish().ok()
}

/// Text as it can be set: composed, without control characters, with what the font lacks replaced.
fn printable(text: &str, face: &Face<'_>, is_complete: &mut bool) -> String {
    let mut printable = String::with_capacity(text.len());
    let mut column = 0;
    for character in text.nfc() {
        match character {
            '\n' => {
                printable.push('\n');
                column = 0;
                continue;
            }
            '\t' => {
                let next = (column / 8 + 1) * 8;
                printable.extend(std::iter::repeat_n(' ', next - column));
                column = next;
                continue;
            }
            // A break that mail programs leave out, and what has no width.
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => continue,
            _ if character.is_control() => continue,
            _ if character.is_whitespace() => printable.push(' '),
            _ if face.glyph_index(character).is_some() => printable.push(character),
            _ => {
                *is_complete = false;
                printable.push(REPLACEMENT);
            }
        }
        column += 1;
    }
    printable
}

/// A line in pieces that fit, broken at spaces where there are some.
fn wrap(line: &str, columns: usize) -> Vec<String> {
    let mut characters: Vec<char> = line.trim_end().chars().collect();
    let mut pieces = Vec::new();
    while characters.len() > columns {
        let space = characters[..=columns]
            .iter()
            .rposition(|&character| character == ' ');
        let end = space.filter(|&end| end > 0).unwrap_or(columns);
        let rest = characters.split_off(end);
        pieces.push(characters.into_iter().collect::<String>().trim_end().to_owned());
        characters = rest
            .into_iter()
            .skip_while(|&character| character == ' ')
            .collect();
    }
    pieces.push(characters.into_iter().collect());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, read};

    fn letter(text: &str) -> Letter {
        Letter {
            fields: vec![("Von:", "Şule Łukasz <s@example.org>".to_owned())],
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_letter_reads_as_it_was_written() {
        let text =
            "Sehr geehrte Damen und Herren,\n\nich beantrage Wohngeld. Жанна, Ὀδυσσεύς, 12 € für Grüße.";
        let typeset = super::typeset(&letter(text)).unwrap();
        assert!(typeset.is_complete && !typeset.is_cut);
        let reading = read(&typeset.pdf, &Limits::recommended());
        let words = reading.text.page_text(1);
        let expected = format!("Von: Şule Łukasz <s@example.org> {}", text.replace("\n\n", " "));
        assert!(words.starts_with(&expected), "{words}");
        assert_eq!(reading.issues, []);
        assert_eq!(
            super::typeset(&letter(text)).unwrap().pdf,
            typeset.pdf,
            "the same bytes"
        );
    }

    #[test]
    fn the_foot_stands_below_the_line_that_parts_it() {
        let typeset = super::typeset(&letter(&"Zeile\n".repeat(120))).unwrap();
        let reading = read(&typeset.pdf, &Limits::recommended());
        assert_eq!(reading.text.pages.len(), 3);
        for page in &reading.text.pages {
            let (foot, text): (Vec<_>, Vec<_>) = page.words.iter().partition(|word| word.bbox.top > FOOT_TOP);
            assert_eq!(foot.len(), 14, "{foot:?}");
            assert!(text.iter().all(|word| word.bbox.bottom < FOOT_TOP));
            assert!(text.len() >= 10);
        }
    }

    #[test]
    fn what_the_font_lacks_is_told() {
        let typeset = super::typeset(&letter("漢字 ok")).unwrap();
        assert!(!typeset.is_complete);
        let words = read(&typeset.pdf, &Limits::recommended()).text.page_text(1);
        assert!(words.contains(" ok ") && !words.contains('漢'), "{words}");
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("eins zwei drei", 9), ["eins zwei", "drei"]);
        assert_eq!(wrap("eins zwei drei", 8), ["eins", "zwei", "drei"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3), [""]);
        assert_eq!(wrap("   ", 3), [""]);
        assert_eq!(wrap("  ab   cd", 5), ["  ab", "cd"]);
    }
}
