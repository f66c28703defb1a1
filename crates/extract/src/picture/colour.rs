//! Where a page has ink of a colour: pens, stamps and coloured print, not yellow markers and not the paper's own cast.
use super::{Grey, luma};

/// Resolution of the pictures that are kept, in dots per inch: a quarter of a millimetre per pixel tells strokes.
const KEPT_DPI: f64 = 100.0;
/// Pixels of the page that become one, on each side, at most.
const MOST_SMALLER: f64 = 8.0;
/// Difference between the largest and the smallest part of the colour of an ink.
const LEAST_CHROMA: u8 = 48;
/// Brighter colours are those of markers and of tinted grounds.
const BRIGHTEST: u8 = 200;
/// Black print: this dark, and without a colour.
const BLACK: u8 = 110;
const MOST_CHROMA_OF_BLACK: u8 = 32;
/// Pixels of the small picture with ink; fewer are specks.
const LEAST_INKED: usize = 100;

/// Red; green; blue and violet. Stamp pads and pens have these.
const HUES: usize = 3;
const RED: usize = 0;
const GREEN: usize = 1;
const BLUE: usize = 2;
/// Counted beside the hues.
const NEUTRAL: usize = HUES;

/// A small picture of the whole page for each colour that has ink on it: black where all of a pixel is such ink, white
/// where none is. The coloured fringes that scanners leave along black print are no ink.
///
/// `dots_per_inch` across and down; `pixels` row by row, `width * height` of them.
pub(crate) fn colour_inks(
    (width, height): (usize, usize),
    (across, down): (f64, f64),
    pixels: impl Iterator<Item = [u8; 3]>,
) -> Vec<Grey> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 1 to 8"
    )]
    let factor = (across.min(down) / KEPT_DPI).round().clamp(1.0, MOST_SMALLER) as usize;
    let (columns, rows) = (width / factor, height / factor);
    if columns == 0 || rows == 0 {
        return Vec::new();
    }
    let mut counts: [Counts; HUES + 1] = std::array::from_fn(|_| Counts::new(columns, rows));
    for (at, pixel) in pixels.enumerate() {
        // Most of a page is paper.
        if let Some(kind) = kind(pixel) {
            counts[kind].add(at % width / factor, at / width / factor);
        }
    }
    let [hues @ .., neutral] = &counts;
    hues.iter()
        .filter_map(|ink| ink.picture(neutral, factor * factor))
        .collect()
}

/// Which ink a pixel is, if it is any.
fn kind([red, green, blue]: [u8; 3]) -> Option<usize> {
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let chroma = most - least;
    if most < BLACK && chroma < MOST_CHROMA_OF_BLACK {
        return Some(NEUTRAL);
    }
    // At least a quarter of the way from grey to the pure colour.
    let is_saturated = chroma > LEAST_CHROMA && u16::from(chroma) * 4 > u16::from(most);
    if !is_saturated || luma(red, green, blue) > BRIGHTEST {
        return None;
    }
    // Hues of 30 to 90 degrees: markers, yellowed paper, wood.
    if blue == least && 2 * u16::from(red.min(green) - blue) >= u16::from(chroma) {
        return None;
    }
    Some(if blue == most {
        BLUE
    } else if red == most {
        RED
    } else {
        GREEN
    })
}

/// How many pixels of one kind lie in each pixel of the small picture.
struct Counts {
    columns: usize,
    rows: usize,
    pixels: Vec<u8>,
}

impl Counts {
    fn new(columns: usize, rows: usize) -> Self {
        Self {
            columns,
            rows,
            pixels: vec![0; columns * rows],
        }
    }

    /// What lies beyond the last whole column or row is left out.
    fn add(&mut self, column: usize, row: usize) {
        if column < self.columns && row < self.rows {
            self.pixels[row * self.columns + column] += 1;
        }
    }

    /// The sum over a pixel of the small picture and its eight neighbours.
    fn around(&self, column: usize, row: usize) -> u32 {
        let columns = column.saturating_sub(1)..(column + 2).min(self.columns);
        let rows = row.saturating_sub(1)..(row + 2).min(self.rows);
        rows.map(|row| {
            let pixels = &self.pixels[row * self.columns..][columns.clone()];
            pixels.iter().map(|&count| u32::from(count)).sum::<u32>()
        })
        .sum()
    }

    /// As a picture, without what is but a fringe of black; `None` if hardly anything is left.
    fn picture(&self, neutral: &Self, whole: usize) -> Option<Grey> {
        let whole = u32::try_from(whole).ok()?;
        let mut shades = vec![u8::MAX; self.pixels.len()];
        let mut inked = 0;
        for (at, &count) in self.pixels.iter().enumerate() {
            let (column, row) = (at % self.columns, at / self.columns);
            if count > 0 && self.around(column, row) >= neutral.around(column, row) {
                let covered = u32::from(count) * 255 / whole;
                shades[at] = u8::MAX - u8::try_from(covered).unwrap_or(u8::MAX);
                inked += 1;
            }
        }
        if inked < LEAST_INKED {
            return None;
        }
        Grey::new(self.columns, self.rows, shades)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (usize, usize) = (120, 90);

    /// The ink of a page at 300 dots per inch.
    fn inks(page: impl Fn(usize, usize) -> [u8; 3]) -> Vec<Grey> {
        let (width, height) = SIZE;
        let pixels = (0..width * height).map(|at| page(at % width, at / width));
        colour_inks(SIZE, (300.0, 300.0), pixels)
    }

    #[test]
    fn ink_is_blue_red_green_or_violet_and_nothing_yellow_pale_or_grey() {
        for ink in [[40, 60, 190], [190, 40, 50], [30, 130, 60], [100, 50, 150]] {
            let found = inks(|x, y| {
                if (30..90).contains(&x) && (30..60).contains(&y) {
                    ink
                } else {
                    [240, 236, 225]
                }
            });
            assert_eq!(found.len(), 1, "{ink:?}");
            assert_eq!((found[0].width(), found[0].height()), (40, 30));
            let black = found[0].pixels().iter().filter(|&&shade| shade == 0);
            assert_eq!(black.count(), 20 * 10);
            assert_eq!(found[0].pixels()[15 * 40 + 20], 0);
        }
        for paper in [[245, 230, 60], [200, 160, 90], [90, 90, 90], [215, 225, 250]] {
            assert_eq!(inks(|_, _| paper), [], "{paper:?}");
        }
    }

    #[test]
    fn fringes_of_black_print_are_no_ink_and_colours_are_kept_apart() {
        let print = |x: usize, _: usize| match x % 12 {
            2 => [200, 90, 90],
            3..=6 => [30, 30, 30],
            7 => [90, 90, 200],
            _ => [250, 250, 250],
        };
        assert_eq!(inks(print), []);
        let both = inks(|x, _| match x {
            20..40 => [190, 40, 50],
            60..80 => [40, 60, 190],
            _ => [250, 250, 250],
        });
        assert_eq!(both.len(), 2);
        let middle = |picture: &Grey, x: usize| picture.pixels()[15 * 40 + x];
        assert_eq!([middle(&both[0], 10), middle(&both[0], 23)], [0, 255]);
        assert_eq!([middle(&both[1], 10), middle(&both[1], 23)], [255, 0]);
    }
}
