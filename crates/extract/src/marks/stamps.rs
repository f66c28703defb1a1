//! Stamps: ink of one colour that frames words, found where the form itself has no print of that colour.
//!
//! A stamp is said only where something tells it from a pen and from coloured print: a straight or oval frame with words
//! of the same colour in it, the round frame of a seal with many single letters, or two words with a whole date.
use super::coloured::Cells;
use super::ink::{Area, Ink};
use super::leftover::is_print;
use crate::ocr::SeenWord;
use crate::picture::Grey;

/// Pixels of the prepared page in one cell, on each side: a quarter of a millimetre.
pub(crate) const CELL: usize = 3;
/// The longer and the shorter side of a stamp.
const LONG_SIDE: std::ops::RangeInclusive<usize> = millimetres(15)..=millimetres(90);
const LEAST_SHORT_SIDE: usize = millimetres(5);
/// Ink of one stamp lies no further apart than twice this.
const REACH: usize = millimetres(3) / 2;
/// The part of a stamp that is ink, in percent: more are pictures and filled grounds.
const INK_PERCENT: std::ops::RangeInclusive<usize> = 3..=45;
/// Thickness of strokes in the mean: 2 millimetres.
const THICKEST: usize = millimetres(2);
/// Letterheads and logos stand here; what is stamped here has a date.
const HEAD: usize = millimetres(45);
/// From here on the form itself is printed in a colour: words outside of stamps, lines and frames counting more.
const MOST_PRINT: usize = 12;
const LINE_COUNTS: usize = 4;

/// Millimetres in cells of 100 per inch.
const fn millimetres(length: usize) -> usize {
    length * 394 / 100
}

/// One stamp.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stamp {
    /// Around it, in pixels of the page.
    pub(super) place: Area,
    /// The part of the place that its ink covers, 0 to 1.
    pub(super) ink: f32,
    /// 0 to 1.
    pub(super) confidence: f32,
}

/// The stamps of a page, and where their ink is.
pub(super) struct Stamps {
    pub(super) list: Vec<Stamp>,
    /// Width of the page in cells.
    width: usize,
    /// Cells with ink of a stamp or beside it; none at all if there is no stamp.
    inked: Vec<bool>,
}

impl Stamps {
    /// The stamps of a page: `colours` are pictures of its coloured inks, one each, in cells.
    pub(super) fn find(colours: &[Grey], ink: &Ink, words: &[SeenWord]) -> Self {
        let mut stamps = Self {
            list: Vec::new(),
            width: 0,
            inked: Vec::new(),
        };
        for colour in colours {
            let cells = Cells::of(colour);
            for (area, stamp) in of_colour(&cells, ink, words) {
                stamps.add(area, stamp, &cells);
            }
        }
        stamps
    }

    /// Whether a pixel of the page is ink of a stamp, as far as colour tells.
    pub(super) fn cover(&self, x: usize, y: usize) -> bool {
        let (x, y) = (x / CELL, y / CELL);
        x < self.width && self.inked.get(y * self.width + x).is_some_and(|&inked| inked)
    }

    /// Adds a stamp, unless a surer one is known at its place: violet is found in red and in blue.
    fn add(&mut self, area: Area, stamp: Stamp, cells: &Cells) {
        self.width = cells.width();
        self.inked.resize(cells.width() * cells.height(), false);
        // The soft edge of a frame lies outside of it.
        for y in area.top.saturating_sub(1)..(area.bottom + 1).min(cells.height()) {
            for x in area.left.saturating_sub(1)..(area.right + 1).min(cells.width()) {
                self.inked[y * self.width + x] |= cells.is_near_ink(x, y);
            }
        }
        let is_same = |known: &Stamp| {
            known.place.common(stamp.place) * 2 > known.place.pixels().min(stamp.place.pixels())
        };
        let known = self.list.iter().position(is_same);
        match known {
            Some(index) if self.list[index].confidence < stamp.confidence => self.list[index] = stamp,
            Some(_) => {}
            None => self.list.push(stamp),
        }
    }
}

/// A recognised word that is printed in the colour that is looked at.
struct Coloured<'a> {
    text: &'a str,
    area: Area,
}

/// Stamps of one colour with their places in cells; none if the form itself is printed in it.
fn of_colour(cells: &Cells, ink: &Ink, words: &[SeenWord]) -> Vec<(Area, Stamp)> {
    let words: Vec<Coloured<'_>> = words
        .iter()
        .filter(|word| is_print(word))
        .filter_map(|word| {
            let area = coloured(word, cells, ink)?;
            let text = word.text.as_str();
            Some(Coloured { text, area })
        })
        .collect();
    let pieces = cells.pieces();
    let is_large = |area: &Area| {
        area.width().max(area.height()) >= *LONG_SIDE.start()
            && area.width().min(area.height()) >= LEAST_SHORT_SIDE
    };
    let frames: Vec<Area> = pieces.iter().copied().filter(is_large).collect();
    let mut found: Vec<(Area, Stamp)> = Vec::new();
    // A page has few places that are large enough, however many specks there are on it.
    for region in cells.regions(REACH).into_iter().filter(is_large) {
        // A frame may stand alone where something else comes too close.
        let frames = frames.iter().filter(|frame| is_in(**frame, region));
        let mut places = std::iter::once(&region).chain(frames);
        found.extend(places.find_map(|place| Some((*place, judge(*place, cells, &pieces, &words)?))));
    }
    let is_outside = |area: Area| !found.iter().any(|(place, _)| is_in(area, *place));
    let printed = words.iter().filter(|word| is_outside(word.area)).count();
    let lines = pieces
        .iter()
        .filter(|piece| is_line(**piece, cells) && is_outside(**piece))
        .count();
    if printed + LINE_COUNTS * lines > MOST_PRINT {
        return Vec::new();
    }
    found
}

/// Whether one place lies in another, but for a cell or two that blur.
fn is_in(inner: Area, outer: Area) -> bool {
    inner.common(outer) * 10 >= inner.pixels() * 9
}

/// Where a word is, if its ink has the colour: edges of strokes are too pale for one, black print has none at all.
fn coloured(word: &SeenWord, cells: &Cells, ink: &Ink) -> Option<Area> {
    let pixels = Area::around(word.edges, ink)?;
    let area = Area {
        left: pixels.left / CELL,
        top: pixels.top / CELL,
        right: pixels.right.div_ceil(CELL).min(cells.width()),
        bottom: pixels.bottom.div_ceil(CELL).min(cells.height()),
    };
    if area.left >= area.right || area.top >= area.bottom {
        return None;
    }
    let (inked, _) = cells.count(area);
    let covered = ratio(inked, area.pixels());
    (covered >= 0.05 && covered * 2.5 >= ink.share(pixels)).then_some(area)
}

/// Whether a place that is large enough has a stamp, and how sure that is.
fn judge(place: Area, cells: &Cells, pieces: &[Area], words: &[Coloured<'_>]) -> Option<Stamp> {
    /// Letters and digits of a word that tells something.
    const LETTERS: usize = 3;
    if !LONG_SIDE.contains(&place.width().max(place.height())) {
        return None;
    }
    let (inked, edge) = cells.count(place);
    let is_drawn = INK_PERCENT.contains(&(inked * 100 / place.pixels())) && 2 * inked <= THICKEST * edge;
    if !is_drawn {
        return None;
    }
    let texts: Vec<&str> = words
        .iter()
        .filter(|word| is_in(word.area, place))
        .map(|word| word.text)
        .collect();
    let is_long = |text: &&&str| text.chars().filter(|letter| letter.is_alphanumeric()).count() >= LETTERS;
    let long_words = texts.iter().filter(is_long).count();
    let has_date = has_date(&texts);
    let has_straight_frame = cells.has_straight_frame(place);
    let has_oval_frame = cells.has_oval_frame(place);
    let confidence = if has_straight_frame || has_oval_frame {
        match (has_date, long_words) {
            (true, 1..) => 0.9,
            (false, 2..) => 0.85,
            (false, 1) if has_oval_frame => 0.7,
            _ if has_oval_frame && is_seal(place, pieces) => 0.6,
            _ => return None,
        }
    } else if has_date && long_words >= 2 {
        0.7
    } else {
        return None;
    };
    if place.top < HEAD && !has_date {
        return None;
    }
    Some(Stamp {
        place: Area {
            left: place.left * CELL,
            top: place.top * CELL,
            right: place.right * CELL,
            bottom: place.bottom * CELL,
        },
        ink: ratio(inked, place.pixels()),
        confidence,
    })
}

/// Whether an oval is round and full of single letters, as seals are, whose words go round and are not recognised.
fn is_seal(place: Area, pieces: &[Area]) -> bool {
    const SIDES: std::ops::RangeInclusive<usize> = millimetres(18)..=millimetres(50);
    /// Heights of letters, and how many there are.
    const HEIGHTS: std::ops::RangeInclusive<usize> = millimetres(1)..=millimetres(6);
    const LETTERS: usize = 12;
    let (width, height) = (place.width(), place.height());
    let letters = pieces.iter().filter(|piece| {
        let is_letter = HEIGHTS.contains(&piece.height()) && piece.width() <= *HEIGHTS.end();
        is_letter && is_in(**piece, place)
    });
    SIDES.contains(&width) && width.abs_diff(height) * 5 <= width && letters.count() >= LETTERS
}

/// Whether a piece is a line or a frame of the form: longer than a stroke of a pen, and straight.
fn is_line(piece: Area, cells: &Cells) -> bool {
    const LENGTH: usize = millimetres(30);
    const THICKNESS: usize = millimetres(2);
    let (long, short) = (
        piece.width().max(piece.height()),
        piece.width().min(piece.height()),
    );
    long >= LENGTH && (short <= THICKNESS || cells.has_straight_frame(piece))
}

/// Whether words hold a day: `22.11.2026`, `2026-11-22`, or a month's name and a year.
fn has_date(texts: &[&str]) -> bool {
    const MONTHS: [&str; 14] = [
        "januar",
        "jänner",
        "februar",
        "märz",
        "mrz",
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
    let numbers = |text: &str| -> Vec<(usize, u32)> {
        text.split(|letter: char| !letter.is_ascii_digit())
            .filter_map(|digits| Some((digits.len(), digits.parse().ok()?)))
            .collect()
    };
    let is_year = |length: usize, number: u32| length == 4 && (1900..2100).contains(&number);
    let is_day = texts.iter().any(|text| match numbers(text)[..] {
        [(_, day), (_, month), (length, year)] if day <= 31 => {
            (1..=31).contains(&day) && (1..=12).contains(&month) && (length == 2 || is_year(length, year))
        }
        [(length, year), (_, month), (_, day)] => {
            is_year(length, year) && (1..=12).contains(&month) && (1..=31).contains(&day)
        }
        _ => false,
    });
    // `Nov.` and `Sept` as well, but not `Mainz`.
    let is_month =
        |letters: &str| letters.chars().count() >= 3 && MONTHS.iter().any(|month| month.starts_with(letters));
    let has_month = texts.iter().any(|text| {
        let text = text.to_lowercase();
        text.split(|letter: char| !letter.is_alphabetic()).any(is_month)
    });
    let has_year = texts.iter().any(|text| {
        let numbers = numbers(text);
        numbers.iter().any(|&(length, number)| is_year(length, number))
    });
    is_day || (has_month && has_year)
}

#[expect(clippy::cast_precision_loss, reason = "cells of a page")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}
