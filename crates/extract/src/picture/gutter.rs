//! The gutter between two pages side by side on one picture.
use std::ops::Range;

use super::Grey;
use crate::two_up::{self, Row};

/// Darker pixels are ink.
const INK: u8 = 128;
/// One part in so many of each side is left out: shadows of the lid and of the sheet's edge.
const RIM: usize = 50;
/// A column is white if no more than one in so many of its pixels is ink: dust.
const DUST: usize = 200;
/// Nothing crosses a strip in which a part of the picture's width, one in so many, has no ink at all; spaces between
/// words are narrower.
const CLEAR: usize = 100;
/// The line at a fold is at most one part in so many of the width wide.
const FOLD: usize = 50;
/// And has ink in so many percent of its rows. One part in so many of the width beside it is blurred.
const FOLD_PERCENT: usize = 80;
const FOLD_BLUR: usize = 500;
/// Rows of print are at least and at most one part in so many of the height high.
const LOWEST_ROW: usize = 200;
const HIGHEST_ROW: usize = 15;

/// The columns that divide two pages side by side on a prepared picture: the line at the fold if there is one, else
/// none, at the place where to cut. `None` if there is but one page, or if there is any doubt: a rule or a word across
/// the gutter, rows of a table.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of pictures within the limits"
)]
pub(crate) fn find_gutter(picture: &Grey) -> Option<Range<usize>> {
    let (width, height) = (picture.width(), picture.height());
    if width <= height {
        return None;
    }
    let dark = dark_in_columns(picture);
    let strips = white_strips(&dark, shown(picture).count());
    let (columns, fold) = widest(picture, &dark, &strips)?;
    let gutter = columns.start as f64..columns.end as f64;
    let cut = two_up::cut(&gutter, width as f64, height as f64)? as usize;
    let fold = fold.or_else(|| nearest_clear(&dark, &columns, cut))?;
    let rim = width / RIM;
    let pages = [rim..fold.start, fold.end..width - rim].map(|columns| rows(picture, &columns));
    let is_table = pages.iter().any(|page| {
        let print = two_up::extent(page);
        let mut strips = strips.iter().map(|strip| strip.start as f64..strip.end as f64);
        strips.any(|strip| {
            strip.start > print.start && strip.end < print.end && two_up::is_between_columns(&strip, &gutter)
        })
    });
    let [left, right] = &pages;
    (!is_table && two_up::are_pages(left, right, width as f64)).then_some(fold)
}

/// The rows of the picture without its rims.
fn shown(picture: &Grey) -> impl Iterator<Item = &[u8]> {
    let rim = picture.height() / RIM;
    picture.rows().take(picture.height() - rim).skip(rim)
}

fn dark_in_columns(picture: &Grey) -> Vec<usize> {
    let mut dark = vec![0; picture.width()];
    for row in shown(picture) {
        for (count, &pixel) in dark.iter_mut().zip(row) {
            *count += usize::from(pixel < INK);
        }
    }
    dark
}

/// Runs of white columns, from the number of dark pixels in each column of so many rows.
fn white_strips(dark: &[usize], rows: usize) -> Vec<Range<usize>> {
    let is_white = |count: usize| count * DUST <= rows;
    let (mut strips, mut from) = (Vec::new(), 0);
    for run in dark.chunk_by(|&a, &b| is_white(a) == is_white(b)) {
        let to = from + run.len();
        if is_white(run[0]) {
            strips.push(from..to);
        }
        from = to;
    }
    strips
}

/// The widest gutter in the middle fifth, and the line at its fold if it has one.
fn widest(
    picture: &Grey,
    dark: &[usize],
    strips: &[Range<usize>],
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let width = picture.width();
    let (from, to) = (width * 2 / 5, width * 3 / 5);
    let is_clear = |strip: &Range<usize>| {
        !strip.is_empty()
            && dark[strip.clone()]
                .split(|&count| count > 0)
                .any(|run| run.len() * CLEAR >= width)
    };
    let clear: Vec<Range<usize>> = strips
        .iter()
        .map(|strip| strip.start.max(from)..strip.end.min(to))
        .filter(is_clear)
        .collect();
    let white = clear.iter().map(|strip| (strip.clone(), None));
    let folded = clear.windows(2).filter_map(|pair| {
        let fold = pair[0].end..pair[1].start;
        is_fold(picture, &fold).then(|| {
            let blur = width / FOLD_BLUR;
            let fold = fold.start - blur..fold.end + blur;
            (pair[0].start..pair[1].end, Some(fold))
        })
    });
    white.chain(folded).max_by_key(|(gutter, _)| gutter.len())
}

/// The place nearest to the wanted one that is clear of ink, and not only between two letters: no columns, there.
fn nearest_clear(dark: &[usize], gutter: &Range<usize>, wanted: usize) -> Option<Range<usize>> {
    let rim = dark.len() / CLEAR / 4;
    // Of no rows at all only columns without any ink are white.
    let runs = white_strips(&dark[gutter.clone()], 0).into_iter();
    let clear = runs.filter(|run| run.len() * CLEAR >= dark.len());
    let places = clear.map(|run| wanted.clamp(gutter.start + run.start + rim, gutter.start + run.end - rim));
    let place = places.min_by_key(|place| place.abs_diff(wanted))?;
    Some(place..place)
}

/// Whether columns are a line from top to bottom. It may lean a little.
fn is_fold(picture: &Grey, columns: &Range<usize>) -> bool {
    let is_inked = |row: &&[u8]| row[columns.clone()].iter().any(|&pixel| pixel < INK);
    columns.len() * FOLD <= picture.width()
        && shown(picture).filter(is_inked).count() * 100 >= shown(picture).count() * FOLD_PERCENT
}

/// Rows of print in these columns; what is lower is dust, what is higher a picture or a frame.
#[expect(clippy::cast_precision_loss, reason = "pixels of pictures within the limits")]
fn rows(picture: &Grey, columns: &Range<usize>) -> Vec<Row> {
    let height = picture.height();
    // Of each row of pixels, its number and the first and the last one with ink.
    let spans: Vec<(usize, Option<(usize, usize)>)> = (height / RIM..)
        .zip(shown(picture))
        .map(|(y, row)| {
            let row = &row[columns.clone()];
            let first = row.iter().position(|&pixel| pixel < INK);
            let last = row.iter().rposition(|&pixel| pixel < INK);
            (y, first.zip(last))
        })
        .collect();
    let bands = spans.chunk_by(|a, b| a.1.is_some() == b.1.is_some());
    let rows = bands.filter_map(|band| {
        let from = band
            .iter()
            .filter_map(|(_, span)| span.map(|(first, _)| first))
            .min()?;
        let to = band
            .iter()
            .filter_map(|(_, span)| span.map(|(_, last)| last))
            .max()?;
        let is_row = band.len() * LOWEST_ROW >= height && band.len() * HIGHEST_ROW <= height;
        is_row.then(|| Row {
            from: (columns.start + from) as f64,
            to: (columns.start + to + 1) as f64,
            level: (band[0].0 + band.len() / 2) as f64,
            height: band.len() as f64,
        })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet of 1400 x 1000 pixels with ink where `is_ink` says.
    fn sheet(is_ink: impl Fn(usize, usize) -> bool) -> Grey {
        let (width, height) = (1_400, 1_000);
        let shades = (0..width * height).map(|at| {
            if is_ink(at % width, at / width) {
                0
            } else {
                u8::MAX
            }
        });
        Grey::new(width, height, shades.collect()).unwrap()
    }

    /// Whether a row of print, one in 24 pixels from `top` on, has ink there; rows reach over these columns.
    fn print(x: usize, y: usize, columns: &Range<usize>, top: usize) -> bool {
        (top..900).contains(&y) && (y - top) % 24 < 14 && columns.contains(&x) && x % 10 < 7
    }

    /// Two pages whose rows stand at different levels.
    fn pages(x: usize, y: usize) -> bool {
        print(x, y, &(100..620), 60) || print(x, y, &(780..1_300), 70)
    }

    #[test]
    fn two_pages_are_divided_in_their_gutter_or_at_the_fold() {
        assert_eq!(find_gutter(&sheet(pages)), Some(700..700));
        let folded = sheet(|x, y| pages(x, y) || (698..702).contains(&x));
        assert_eq!(find_gutter(&folded), Some(696..704));
        let dusty = sheet(|x, y| pages(x, y) || (x % 211 == 50 && y % 400 == 60));
        assert_eq!(find_gutter(&dusty), Some(700..700));
        // A note in the gutter is on one of the pages, whole.
        let noted = sheet(|x, y| pages(x, y) || ((690..720).contains(&x) && (500..503).contains(&y)));
        assert_eq!(find_gutter(&noted), Some(687..687));
        // Running text at the same levels, as in books.
        let level = sheet(|x, y| print(x, y, &(100..620), 60) || print(x, y, &(780..1_300), 60));
        assert_eq!(find_gutter(&level), Some(700..700));
    }

    #[test]
    fn what_crosses_the_gutter_forbids_to_cut() {
        let ruled = sheet(|x, y| pages(x, y) || ((100..1_300).contains(&x) && (500..503).contains(&y)));
        assert_eq!(find_gutter(&ruled), None);
        let titled = sheet(|x, y| pages(x, y) || ((30..44).contains(&y) && print(x, 60, &(400..1_000), 60)));
        assert_eq!(find_gutter(&titled), None);
    }

    #[test]
    fn a_wide_table_is_not_cut() {
        let columns = [60..220, 300..460, 540..660, 740..860, 940..1_100, 1_180..1_340];
        let table = sheet(|x, y| columns.iter().any(|column| print(x, y, column, 60)));
        assert_eq!(find_gutter(&table), None);
        // Labels of several lengths and their values; with the values between the labels they are none.
        let labels = |x: usize, y: usize| {
            let row = y.saturating_sub(60) / 24;
            print(x, y, &(100..200 + 70 * (row % 4)), 60)
        };
        let form = sheet(|x, y| labels(x, y) || print(x, y, &(780..900), 60));
        assert_eq!(find_gutter(&form), None);
        let apart = sheet(|x, y| labels(x, y) || print(x, y, &(780..900), 70));
        assert_eq!(find_gutter(&apart), Some(700..700));
    }

    #[test]
    fn upright_and_empty_pages_are_not_cut() {
        assert_eq!(find_gutter(&Grey::filled(700, 1_000, u8::MAX)), None);
        assert_eq!(find_gutter(&Grey::filled(1_400, 1_000, u8::MAX)), None);
        assert_eq!(find_gutter(&sheet(|x, y| print(x, y, &(100..620), 60))), None);
        assert_eq!(find_gutter(&Grey::filled(3, 2, 0)), None);
    }
}
