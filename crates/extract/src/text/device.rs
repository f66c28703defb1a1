//! A drawing device that draws nothing: it notes glyphs and rules with their place and how much else a page shows.
use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use super::rules::Rules;
use crate::whole::Drawn;

/// Units of a glyph's own space per em.
const UNITS_PER_EM: f64 = 1000.0;
/// The same letter drawn again within this part of its size is a shadow or a poor man's bold.
const DUPLICATE_DISTANCE_EM: f64 = 0.15;
/// The page is divided into so many rows and columns to tell what images cover.
const COVER_CELLS: u8 = 32;
/// Entries of the table of what was drawn where.
const SEEN_ENTRIES: usize = 1024;
/// Filled areas that are remembered on one page.
const MOST_AREAS: usize = 4_000;
/// Colours lighter than this are paper.
const PAPER_LIGHTNESS: u8 = 250;

/// One glyph where it stands, in points as shown: origin top left, y downwards.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    /// What it stands for; U+FFFD if the font does not say.
    pub(crate) text: String,
    /// Its number in its font.
    pub(crate) code: u32,
    /// Which font, by its content; those without a file of their own are one.
    pub(crate) font: u128,
    /// Start of its baseline.
    pub(crate) origin: Point,
    /// Direction of writing, of length 1.
    pub(crate) direction: Vec2,
    /// From the baseline towards the top of the letters, of length 1.
    pub(crate) up: Vec2,
    /// How far the pen moves along the direction.
    pub(crate) advance: f64,
    /// Height of an em.
    pub(crate) size: f64,
}

impl Glyph {
    /// Whether it is nothing but space.
    pub(crate) fn is_space(&self) -> bool {
        !self.text.is_empty() && self.text.chars().all(char::is_whitespace)
    }

    /// Whether the font does not tell what it stands for.
    pub(crate) fn is_unmapped(&self) -> bool {
        self.text.starts_with(char::REPLACEMENT_CHARACTER)
    }
}

/// How much a page shows besides glyphs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Ink {
    /// Visible paths that are not paper-coloured.
    pub(crate) paths: usize,
    /// Curved segments in them: letters drawn as outlines are made of these.
    pub(crate) curves: usize,
    /// Images.
    pub(crate) images: usize,
    /// Part of the page that images cover, 0 to 1; scanners cut a page into strips.
    pub(crate) image_cover: f64,
    /// Dots per inch across and down of the largest image, as it is shown; `None` without images.
    pub(crate) image_dots_per_inch: Option<(f64, f64)>,
    /// Glyphs that are there to be found but not drawn: the layer that a scanner's recognition laid over its
    /// picture.
    pub(crate) hidden_glyphs: usize,
    /// Glyphs that are drawn but whose character the font does not tell.
    pub(crate) unmapped_glyphs: usize,
    /// Words of nothing but such glyphs.
    pub(crate) unmapped_words: usize,
    /// Whether one of its fonts tells other characters than it shows.
    pub(crate) has_garbled_font: bool,
}

/// How something stands out from paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shade {
    Dark,
    /// Only on what is darker.
    Light,
    /// Not at all.
    None,
}

impl Shade {
    fn of(paint: &Paint<'_>) -> Self {
        let Paint::Color(color) = paint else {
            return Self::Dark;
        };
        let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
        if alpha == 0 {
            Self::None
        } else if red.min(green).min(blue) >= PAPER_LIGHTNESS {
            Self::Light
        } else {
            Self::Dark
        }
    }
}

/// Collects [`Glyph`]s, [`Rules`] and [`Ink`].
pub(crate) struct PageDevice {
    /// In the order of drawing.
    pub(crate) glyphs: Vec<Glyph>,
    /// What may divide tables into cells.
    pub(crate) rules: Rules,
    /// Everything else.
    pub(crate) ink: Ink,
    /// Its pictures, to find out whether they are whole.
    pub(crate) pictures: Drawn,
    width: f64,
    height: f64,
    points_per_unit: f64,
    /// Square units that the largest image takes up.
    largest_image: f64,
    /// Rows of cells of the page that images cover, one bit per cell.
    covered: [u32; COVER_CELLS as usize],
    /// Glyphs that are not drawn, or in the colour of paper on paper, until it is known what lies beneath them.
    hidden: Vec<Glyph>,
    /// What is filled with anything darker than paper, on which light text can be read.
    filled: Vec<Rect>,
    /// Where which characters were drawn, by the place's cell; several cells share an entry.
    seen: Vec<Vec<(Point, u64)>>,
}

impl PageDevice {
    /// For a page of this size in its own units.
    pub(crate) fn new((width, height): (f32, f32), points_per_unit: f32) -> Self {
        Self {
            glyphs: Vec::new(),
            rules: Rules::default(),
            ink: Ink::default(),
            pictures: Drawn::default(),
            width: f64::from(width),
            height: f64::from(height),
            points_per_unit: f64::from(points_per_unit),
            largest_image: 0.0,
            covered: [0; COVER_CELLS as usize],
            hidden: Vec::new(),
            filled: Vec::new(),
            seen: vec![Vec::new(); SEEN_ENTRIES],
        }
    }

    /// To be called when the page is drawn: takes in what is hidden over a picture. What is hidden elsewhere
    /// cannot be seen by any reader of the page, and is nobody's statement.
    pub(crate) fn finish(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        for glyph in hidden {
            if self.is_covered(glyph.origin) {
                self.ink.hidden_glyphs += usize::from(!glyph.is_space());
                self.glyphs.push(glyph);
            }
        }
    }

    fn add(&mut self, glyph: &FontGlyph<'_>, font: u128, transform: Affine, shade: Shade) {
        let [xx, xy, yx, yy, x, y] = transform.as_coeffs();
        let (along, up) = (Vec2::new(xx, xy) * UNITS_PER_EM, Vec2::new(yx, yy) * UNITS_PER_EM);
        let (length, size) = (along.hypot(), up.hypot());
        let origin = Point::new(x, y);
        if !(length > 1e-6 && size > 1e-6 && length < 1e6 && size < 1e6 && origin.is_finite()) {
            return;
        }
        let (advance, is_substituted) = match glyph {
            FontGlyph::Outline(outline) => {
                // A font that is not in the file is replaced by one that is stretched to fit; its widths
                // are told without the stretch.
                let is_stretched = (length / size - 1.0).abs() > 0.01;
                (
                    outline.advance_width(),
                    is_stretched && outline.font_data().is_none(),
                )
            }
            FontGlyph::Type3(drawn) => (drawn.advance_width(), false),
        };
        let unit = if is_substituted { size } else { length };
        let advance =
            f64::from(advance.unwrap_or(500.0)).clamp(0.0, 4.0 * UNITS_PER_EM) / UNITS_PER_EM * unit;
        let text = match glyph.as_unicode() {
            // Nearly all of them: nothing to clean.
            Some(BfString::Char(character)) if character.is_ascii_graphic() => Some(character.to_string()),
            Some(BfString::Char(character)) => clean(character.encode_utf8(&mut [0; 4])),
            Some(BfString::String(text)) => clean(&text),
            None => None,
        };
        let text = text.or_else(|| latin_code(glyph)).unwrap_or_else(|| {
            self.ink.unmapped_glyphs += 1;
            char::REPLACEMENT_CHARACTER.to_string()
        });
        let glyph = Glyph {
            text,
            code: glyph.char_code(),
            font,
            origin,
            direction: along / length,
            up: up / size,
            advance,
            size,
        };
        if glyph.is_space() || !self.is_duplicate(&glyph) {
            // A little above the baseline, where the letter is.
            let middle = glyph.origin + glyph.up * (glyph.size * 0.3);
            let is_seen = match shade {
                Shade::Dark => true,
                Shade::Light => self.filled.iter().any(|area| area.contains(middle)),
                Shade::None => false,
            };
            let glyphs = if is_seen {
                &mut self.glyphs
            } else {
                &mut self.hidden
            };
            glyphs.push(glyph);
        }
    }

    /// Cell of a place on the page; may lie outside of it.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "places far off the page stay off the page"
    )]
    fn cell(&self, point: Point) -> (i32, i32) {
        let scale =
            |coordinate: f64, length: f64| (coordinate / length * f64::from(COVER_CELLS)).floor() as i32;
        (scale(point.x, self.width), scale(point.y, self.height))
    }

    fn is_covered(&self, point: Point) -> bool {
        let (column, row) = self.cell(point);
        let row = usize::try_from(row).ok().and_then(|row| self.covered.get(row));
        row.is_some_and(|row| (0..32).contains(&column) && row >> column & 1 == 1)
    }

    /// Marks the cells whose middle an image covers.
    fn cover(&mut self, shown: Rect) {
        let (cell_width, cell_height) = (
            self.width / f64::from(COVER_CELLS),
            self.height / f64::from(COVER_CELLS),
        );
        for (row, y) in self.covered.iter_mut().zip(0u32..) {
            let y = (f64::from(y) + 0.5) * cell_height;
            for column in (0..32u32).filter(|_| y >= shown.y0 && y <= shown.y1) {
                let x = (f64::from(column) + 0.5) * cell_width;
                *row |= u32::from(x >= shown.x0 && x <= shown.x1) << column;
            }
        }
        let cells: u32 = self.covered.iter().map(|row| row.count_ones()).sum();
        self.ink.image_cover = f64::from(cells) / f64::from(COVER_CELLS).powi(2);
    }

    /// Whether the same character was already drawn at practically the same place; notes it otherwise.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        reason = "cells far off the page may share a number; the table is small"
    )]
    fn is_duplicate(&mut self, glyph: &Glyph) -> bool {
        const CELL_POINTS: f64 = 8.0;
        let key = glyph.text.bytes().fold(0u64, |hash, byte| {
            hash.wrapping_mul(31).wrapping_add(u64::from(byte))
        });
        let entry = |x: i32, y: i32| {
            let mixed = x.wrapping_mul(73_856_093) ^ y.wrapping_mul(19_349_663);
            mixed.rem_euclid(SEEN_ENTRIES as i32) as usize
        };
        let cell = |coordinate: f64| (coordinate / CELL_POINTS).floor() as i32;
        // Wider cells than reach: mostly one, at most four have to be looked at.
        let reach = (glyph.size * DUPLICATE_DISTANCE_EM).min(CELL_POINTS);
        let Point { x, y } = glyph.origin;
        for column in cell(x - reach)..=cell(x + reach) {
            for row in cell(y - reach)..=cell(y + reach) {
                let known = &self.seen[entry(column, row)];
                if known
                    .iter()
                    .any(|&(point, other)| other == key && (point - glyph.origin).hypot() < reach)
                {
                    return true;
                }
            }
        }
        self.seen[entry(cell(x), cell(y))].push((glyph.origin, key));
        false
    }

    fn note_path(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode) {
        if Shade::of(&props.paint) != Shade::Dark {
            return;
        }
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) && self.filled.len() < MOST_AREAS {
            self.filled
                .push(props.transform.transform_rect_bbox(path.bounding_box()));
        }
        self.rules.note(path, props.transform, mode);
        self.ink.paths += 1;
        self.ink.curves += path
            .elements()
            .iter()
            .filter(|part| matches!(part, PathEl::CurveTo(..) | PathEl::QuadTo(..)))
            .count();
    }
}

impl<'a> Device<'a> for PageDevice {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.note_path(path, &props, mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.note_path(&rect.to_path(0.1), &props, mode);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let shade = if matches!(mode, DrawMode::Invisible) {
            Shade::None
        } else {
            Shade::of(&props.paint)
        };
        let font = run.glyphs().first().map_or(0, |glyph| font_of(glyph));
        for glyph in run.glyphs() {
            self.add(glyph, font, props.transform * glyph.transform(), shade);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.ink.images += 1;
        match &image {
            Image::Stencil(stencil) => self.pictures.note(stencil.stream()),
            Image::Raster(raster) => self.pictures.note(raster.stream()),
        }
        let shown = props.transform.transform_rect_bbox(size);
        self.cover(shown);
        let [xx, xy, yx, yy, ..] = props.transform.as_coeffs();
        // A pixel is shown as a parallelogram with these sides, in units; turned pages swap them.
        let (across, down) = if xx.abs() >= xy.abs() {
            (xx.hypot(xy), yx.hypot(yy))
        } else {
            (yx.hypot(yy), xx.hypot(xy))
        };
        if shown.area() > self.largest_image && across > 0.0 && down > 0.0 {
            self.largest_image = shown.area();
            let units_per_inch = 72.0 / self.points_per_unit;
            self.ink.image_dots_per_inch = Some((units_per_inch / across, units_per_inch / down));
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// A number for the font of a glyph.
fn font_of(glyph: &FontGlyph<'_>) -> u128 {
    let FontGlyph::Outline(outline) = glyph else {
        return 0;
    };
    outline.font_data().map_or(0, |font| font.cache_key)
}

/// Fonts without a table of characters whose glyphs have no known names still mostly use Latin codes. Only
/// letters and dashes are taken over: what else lies there in symbol fonts is no text.
fn latin_code(glyph: &FontGlyph<'_>) -> Option<String> {
    let is_drawn = matches!(glyph, FontGlyph::Type3(_));
    let character = match u8::try_from(glyph.char_code()).ok()? {
        0x80 => '€',
        0x85 => '…',
        0x84 => '„',
        0x93 => '“',
        0x96 => '–',
        code @ 0x21..=0x7e if is_drawn => char::from(code),
        code @ 0xc0..=0xff => char::from(code),
        _ => return None,
    };
    Some(character.to_string())
}

/// The characters of a glyph without control characters, with ligatures taken apart; `None` if the font's
/// table leads to nothing that can be read (private use, not a character).
fn clean(text: &str) -> Option<String> {
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{fb00}' => cleaned.push_str("ff"),
            '\u{fb01}' => cleaned.push_str("fi"),
            '\u{fb02}' => cleaned.push_str("fl"),
            '\u{fb03}' => cleaned.push_str("ffi"),
            '\u{fb04}' => cleaned.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => cleaned.push_str("st"),
            '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => cleaned.push(' '),
            '\u{ad}' | '\u{2010}' | '\u{2011}' => cleaned.push('-'),
            '\u{f020}'..='\u{f0ff}' => cleaned.extend(symbol(character)),
            '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => {}
            _ if character.is_control() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{feff}') => {}
            _ => cleaned.push(character),
        }
    }
    if cleaned.is_empty() { None } else { Some(cleaned) }
}

/// Boxes, ticks and bullets of the symbol fonts that word processors use (Wingdings), whose codes are told as
/// characters of private use. A ticked box is a statement; most other symbols are ornament.
fn symbol(character: char) -> Option<char> {
    Some(match character {
        '\u{f06f}' | '\u{f071}' | '\u{f072}' | '\u{f0a8}' => '☐',
        '\u{f0fe}' => '☑',
        '\u{f0fd}' | '\u{f078}' => '☒',
        '\u{f0fc}' => '✓',
        '\u{f0fb}' => '✗',
        '\u{f0a7}' | '\u{f0b7}' => '•',
        _ => return None,
    })
}
