//! Ink that is no print: written by hand. It is found and not read.
use super::ink::Area;
use super::leftover::{Leftover, Piece};

/// Joined writing is at least this wide and high, in cells of 1/150 inch: 8 and 1.5 millimetres.
const JOINED: (usize, usize) = (48, 9);
/// Nothing that is written by hand is higher: 42 millimetres.
const HIGHEST: usize = 250;
/// Writing covers at most this share of the place around it, in percent: pictures cover more.
const MOST_COVERED: usize = 55;
/// Strokes of pens in cells: 2 * area / outline.
const THICKEST: usize = 7;
/// Heights of single letters in cells: 2.4 to 13 millimetres.
const LETTERS: std::ops::RangeInclusive<usize> = 14..=76;
/// Gap between two letters or words of one hand, in cells: 6 millimetres.
const GAP: usize = 35;

/// Places with handwriting, in cells, from the top.
pub(super) fn find(leftover: &Leftover) -> Vec<Area> {
    let joined = leftover.pieces.iter().filter(|piece| is_joined(piece));
    let mut places: Vec<Area> = joined.map(|piece| piece.area).collect();
    places.extend(letters(&leftover.pieces));
    let mut places = merged(places);
    // Dots, strokes and letters beside belong to it.
    for place in &mut places {
        for piece in &leftover.pieces {
            if piece.area.height() <= HIGHEST && is_near(*place, piece.area, GAP / 3) && !is_block(piece) {
                *place = place.union(piece.area);
            }
        }
    }
    merged(places)
}

/// Whether a piece is writing whose letters hang together.
pub(super) fn is_joined(piece: &Piece) -> bool {
    let (width, height) = (piece.area.width(), piece.area.height());
    width >= JOINED.0
        && (JOINED.1..=HIGHEST).contains(&height)
        && piece.cells * 100 <= piece.area.pixels() * MOST_COVERED
        && !is_block(piece)
        // A frame or an underline has hardly more ink than its outline; writing goes to and fro.
        && piece.edge * 10 >= (width + height) * 12
}

/// Whether a piece is thicker than any stroke of a pen.
fn is_block(piece: &Piece) -> bool {
    2 * piece.cells > THICKEST * piece.edge
}

/// Rows of single letters that differ in height and stand unevenly: print of one line does neither.
fn letters(pieces: &[Piece]) -> Vec<Area> {
    let mut letters: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| {
            LETTERS.contains(&piece.area.height()) && piece.area.width() <= 2 * piece.area.height()
        })
        .filter(|piece| piece.area.width() >= 3 && !is_block(piece))
        .collect();
    letters.sort_by_key(|piece| piece.area.left);
    let mut rows: Vec<Vec<Area>> = Vec::new();
    for letter in letters {
        let area = letter.area;
        let home = rows.iter_mut().find(|row| {
            row.last().is_some_and(|last| {
                let common = last
                    .bottom
                    .min(area.bottom)
                    .saturating_sub(last.top.max(area.top));
                common * 2 > last.height().min(area.height())
                    && area.left < last.right + GAP
                    && area.left + GAP > last.right
            })
        });
        match home {
            Some(row) => row.push(area),
            None => rows.push(vec![area]),
        }
    }
    rows.retain(|row| row.len() >= 4 && is_uneven(row));
    rows.into_iter()
        .filter_map(|row| row.into_iter().reduce(Area::union))
        .collect()
}

/// Whether neither the tops nor the feet of a row stand on a line.
fn is_uneven(row: &[Area]) -> bool {
    let median = |mut values: Vec<usize>| {
        values.sort_unstable();
        values[values.len() / 2]
    };
    let height = median(row.iter().map(|area| area.height()).collect());
    let strays = |edge: &dyn Fn(&Area) -> usize| {
        let line = median(row.iter().map(edge).collect());
        row.iter()
            .filter(|area| edge(area).abs_diff(line) * 8 > height)
            .count()
    };
    // Print has feet on a line but for descenders, and tops on one or two.
    strays(&|area| area.bottom) * 5 >= row.len() * 2 && strays(&|area| area.top) * 5 >= row.len() * 2
}

fn is_near(one: Area, other: Area, gap: usize) -> bool {
    one.left < other.right + gap
        && other.left < one.right + gap
        && one.top < other.bottom + gap / 2
        && other.top < one.bottom + gap / 2
}

/// Puts places together that are near each other.
fn merged(mut places: Vec<Area>) -> Vec<Area> {
    let mut merged: Vec<Area> = Vec::new();
    while let Some(mut place) = places.pop() {
        while let Some(index) = merged.iter().position(|other| is_near(place, *other, GAP)) {
            place = place.union(merged.swap_remove(index));
        }
        merged.push(place);
    }
    merged.sort_by_key(|place| (place.top, place.left));
    merged
}
