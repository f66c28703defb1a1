//! Pages with nothing on them but dust, the holes of a punch, the edge of the sheet, and what shines through.
use super::leftover::{Piece, pieces};
use crate::picture::Grey;

/// Ink is this many shades darker than the paper; what shines through is brighter.
const INK: u8 = 64;
/// Paper is at least this bright.
const PAPER: usize = 128;
/// Cells of 1/150 inch that may be dark on a blank page, and in one piece of it: less than a short word.
const MOST: usize = 400;
const MOST_IN_PIECE: usize = 120;

/// Whether there is nothing on a prepared page.
pub(crate) fn is_blank(page: &Grey) -> bool {
    let counts = page.histogram();
    let paper = (0..counts.len())
        .max_by_key(|&shade| counts[shade])
        .unwrap_or_default();
    if paper <= PAPER {
        return false;
    }
    let ink = u8::try_from(paper).unwrap_or(u8::MAX).saturating_sub(INK);
    let is_dark = |x: usize, y: usize| page.pixels()[y * page.width() + x] < ink;
    let (pieces, width, height) = pieces(page.width(), page.height(), is_dark);
    let written = pieces
        .iter()
        .filter(|piece| !is_edge(piece, width, height) && !is_hole(piece, width, height));
    let mut cells = 0;
    for piece in written {
        if piece.cells > MOST_IN_PIECE {
            return false;
        }
        cells += piece.cells;
    }
    cells <= MOST
}

/// Whether a piece is the shadow at the edge of a sheet: it touches the border of the picture and stays near it.
fn is_edge(piece: &Piece, width: usize, height: usize) -> bool {
    /// Two millimetres.
    const BORDER: usize = 12;
    let area = piece.area;
    area.right <= BORDER
        || area.bottom <= BORDER
        || area.left + BORDER >= width
        || area.top + BORDER >= height
}

/// Whether a piece is the hole of a punch: round, filled, of 4 to 8 millimetres, near the border.
fn is_hole(piece: &Piece, width: usize, height: usize) -> bool {
    const SIDES: std::ops::RangeInclusive<usize> = 22..=50;
    /// A punch reaches 20 millimetres into the sheet.
    const REACH: usize = 120;
    let area = piece.area;
    let is_near =
        area.left < REACH || area.top < REACH || area.right + REACH > width || area.bottom + REACH > height;
    let is_round = SIDES.contains(&area.width())
        && SIDES.contains(&area.height())
        && area.width().abs_diff(area.height()) * 5 < area.width();
    // A circle fills 79 percent of its square.
    is_near && is_round && piece.cells * 100 > area.pixels() * 68
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(ink: impl Fn(usize, usize) -> Option<u8>) -> Grey {
        let (width, height) = (1200, 1600);
        let shades = (0..width * height).map(|at| ink(at % width, at / width).unwrap_or(250));
        Grey::new(width, height, shades.collect()).unwrap()
    }

    fn in_circle(x: usize, y: usize, (middle_x, middle_y): (usize, usize), radius: usize) -> bool {
        x.abs_diff(middle_x).pow(2) + y.abs_diff(middle_y).pow(2) <= radius.pow(2)
    }

    #[test]
    fn holes_dust_and_what_shines_through_are_nothing() {
        let blank = page(|x, y| {
            let is_hole = in_circle(x, y, (120, 600), 36) || in_circle(x, y, (120, 1000), 36);
            let is_dust = x % 300 == 7 && y % 300 == 9;
            let shines_through = (300..900).contains(&x) && y % 40 < 20 && x % 20 < 10;
            match (is_hole || is_dust, shines_through) {
                (true, _) => Some(20),
                (_, true) => Some(215),
                _ => None,
            }
        });
        assert!(is_blank(&blank));
    }

    #[test]
    fn a_word_is_something_and_a_hole_in_the_middle_too() {
        let word = page(|x, y| {
            let is_letter = (500..700).contains(&x) && (800..830).contains(&y) && x % 20 < 6;
            is_letter.then_some(20)
        });
        assert!(!is_blank(&word));
        assert!(!is_blank(&page(
            |x, y| in_circle(x, y, (600, 800), 36).then_some(20)
        )));
    }
}
