//! Two pages side by side on one sheet, as copiers and scans of books make them: what tells them from one wide page.
//!
//! In doubt it is one page: a table read by halves is worse than two pages read across.
use std::ops::{Range, RangeInclusive};

/// Width to height of either page: A5 and A4 have 0.71, books lie around it.
const SHAPES: RangeInclusive<f64> = 0.6..=0.85;
/// The margins of two pages make a gutter of at least this part of the sheet's width.
const LEAST_GUTTER: f64 = 0.035;
/// A white strip inside a page that is this part as wide as the gutter lies between the columns of a table.
const STRIP: f64 = 0.5;
/// A page has so many rows of print. More are drawings.
const ROWS: RangeInclusive<usize> = 4..=400;
/// So many percent of them begin at one edge.
const AT_EDGE_PERCENT: usize = 50;
/// Rows whose middles are this near, in heights, stand beside each other.
const BESIDE: f64 = 0.35;
/// Two pages have fewer rows beside each other than so many percent, unless they hold running text.
const BESIDE_PERCENT: usize = 60;
/// Of running text so many percent of the rows are long, and a row is long from this part of the page's width on.
const LONG_PERCENT: usize = 60;
const LONG: f64 = 0.5;

/// A row of print on a sheet, in any unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Its ends, from the left edge of the sheet.
    pub(crate) from: f64,
    pub(crate) to: f64,
    /// Its middle or its baseline, downwards.
    pub(crate) level: f64,
    pub(crate) height: f64,
}

impl Row {
    fn is_beside(&self, other: &Self) -> bool {
        (self.level - other.level).abs() <= BESIDE * self.height.max(other.height)
    }
}

/// The part of a sheet's width in which the gutter lies: the middle fifth.
pub(crate) fn middle(width: f64) -> Range<f64> {
    0.4 * width..0.6 * width
}

/// Where a sheet is cut that is white in a part of its [`middle`]; `None` if that is too narrow for a gutter or the
/// halves have not the shape of pages.
pub(crate) fn cut(gutter: &Range<f64>, width: f64, height: f64) -> Option<f64> {
    let least = LEAST_GUTTER * width;
    let is_wide = least > 0.0 && gutter.end - gutter.start >= least;
    if !is_wide {
        return None;
    }
    let rim = least / 4.0;
    let cut = (width / 2.0).clamp(gutter.start + rim, gutter.end - rim);
    let pages = [cut, width - cut];
    pages
        .iter()
        .all(|page| SHAPES.contains(&(page / height)))
        .then_some(cut)
}

/// From where to where rows reach.
pub(crate) fn extent(rows: &[Row]) -> Range<f64> {
    let from = rows.iter().map(|row| row.from).fold(f64::INFINITY, f64::min);
    let to = rows.iter().map(|row| row.to).fold(f64::NEG_INFINITY, f64::max);
    from..to
}

/// Whether a white strip between the print of one half makes the sheet a table.
pub(crate) fn is_between_columns(strip: &Range<f64>, gutter: &Range<f64>) -> bool {
    strip.end - strip.start >= STRIP * (gutter.end - gutter.start)
}

/// Whether the halves of a sheet of this width, between whose rows nothing crosses the gutter, are two pages: each with
/// rows from an edge of its own, and not the labels and values of one table.
pub(crate) fn are_pages(left: &[Row], right: &[Row], width: f64) -> bool {
    if ![left, right].into_iter().all(is_page) {
        return false;
    }
    let (few, many) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    let beside = few
        .iter()
        .filter(|row| many.iter().any(|other| row.is_beside(other)))
        .count();
    let is_running = |rows: &[Row]| {
        let long = rows.iter().filter(|row| row.to - row.from >= LONG * width / 2.0);
        long.count() * 100 >= rows.len() * LONG_PERCENT
    };
    beside * 100 < few.len() * BESIDE_PERCENT || (is_running(left) && is_running(right))
}

/// Whether there are rows enough, and most of them begin where another one does, but for its height.
fn is_page(rows: &[Row]) -> bool {
    let begins_with = |row: &Row| {
        let beginning = rows
            .iter()
            .filter(|other| (other.from - row.from).abs() <= row.height);
        beginning.count()
    };
    ROWS.contains(&rows.len())
        && rows
            .iter()
            .any(|row| begins_with(row) * 100 >= rows.len() * AT_EDGE_PERCENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows 10 high, one in 20, from and to where `ends` says.
    fn rows(from_level: f64, ends: &[(f64, f64)]) -> Vec<Row> {
        let levels = std::iter::successors(Some(from_level), |level| Some(level + 20.0));
        let rows = levels.zip(ends).map(|(level, &(from, to))| Row {
            from,
            to,
            level,
            height: 10.0,
        });
        rows.collect()
    }

    #[test]
    fn a_sheet_is_cut_at_its_middle_or_where_it_is_white() {
        assert_eq!(cut(&(337.0..480.0), 842.0, 595.0), Some(421.0));
        // The fold is not quite in the middle: the halves are 0.66 and 0.76 times as wide as high.
        let aside = cut(&(337.0..400.0), 842.0, 595.0).unwrap();
        assert!((390.0..400.0).contains(&aside), "{aside}");
        for (gutter, width, height) in [
            // Too narrow; upright; as wide as a poster; not a sheet at all.
            (410.0..430.0, 842.0, 595.0),
            (240.0..350.0, 595.0, 842.0),
            (500.0..600.0, 1_200.0, 595.0),
            (0.0..0.0, 0.0, 0.0),
        ] {
            assert_eq!(cut(&gutter, width, height), None, "{width} x {height}");
        }
    }

    #[test]
    fn labels_and_values_are_no_pages() {
        let labels = [(60.0, 130.0); 5];
        let values = [(480.0, 560.0); 5];
        let left = rows(0.0, &labels);
        assert!(!are_pages(&left, &rows(0.0, &values), 842.0));
        assert!(!are_pages(&left, &rows(3.0, &values), 842.0));
        // Between the rows of the other half: no table.
        assert!(are_pages(&left, &rows(10.0, &values), 842.0));
        assert!(!are_pages(&left, &rows(10.0, &values[..3]), 842.0));
        // Centred rows have no edge.
        let centred = [30.0, 60.0, 20.0, 80.0, 45.0].map(|half: f64| (600.0 - half, 600.0 + half));
        assert!(!are_pages(&left, &rows(10.0, &centred), 842.0));
        assert!(are_pages(
            &rows(0.0, &[(60.0, 360.0); 5]),
            &rows(0.0, &[(480.0, 780.0); 5]),
            842.0
        ));
    }
}
