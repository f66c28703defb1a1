//! Reading order: lines, columns where the page has them, and two pages on one sheet one after the other.
use hayro_interpret::kurbo::{Point, Vec2};

use super::gutter::find_gutter;
use super::segment::RawWord;
use crate::two_up::Row;

/// A word that continues the one before it across two drawing steps stands closer than this, in ems.
const CONTINUATION_GAP_EM: f64 = 0.08;
/// And its baseline lies no farther off than this.
const CONTINUATION_SHIFT_EM: f64 = 0.3;
/// White gutter between columns, in ems.
const GUTTER_EM: f64 = 1.5;
/// A column has at least so many lines.
const COLUMN_LINES: usize = 4;
/// Columns of running text: most of their lines have at least so many words.
const COLUMN_WORDS_PER_LINE: usize = 3;

/// Lines of a column follow each other within this many of their heights; what stands farther off is something else.
const COLUMN_LINE_STEP: f64 = 3.5;

/// Words of a sheet of this width and height in the order in which a person reads them; pieces of one word that were
/// drawn apart are joined.
pub(crate) fn reading_order(words: Vec<RawWord>, sheet: (f64, f64)) -> Vec<RawWord> {
    let mut by_direction: [Vec<RawWord>; 4] = Default::default();
    for word in words {
        by_direction[quarter(word.direction)].push(word);
    }
    by_direction
        .into_iter()
        .enumerate()
        .flat_map(|(quarter, words)| blocks(pages(lines(words), quarter, sheet)))
        .collect()
}

/// Writing rightwards, downwards, leftwards, upwards.
fn quarter(direction: Vec2) -> usize {
    if direction.x.abs() >= direction.y.abs() {
        if direction.x >= 0.0 { 0 } else { 2 }
    } else if direction.y >= 0.0 {
        1
    } else {
        3
    }
}

/// A line in the frame of its own direction: `from` to `to` along it, at `level` across it.
struct Line {
    words: Vec<RawWord>,
    from: f64,
    to: f64,
    level: f64,
    size: f64,
}

/// Coordinates along and across a quarter direction.
fn frame(quarter: usize, point: Point) -> (f64, f64) {
    match quarter {
        0 => (point.x, point.y),
        1 => (point.y, -point.x),
        2 => (-point.x, -point.y),
        _ => (-point.y, point.x),
    }
}

/// Groups words of one direction into pieces of lines, without wide white gaps in them.
fn lines(words: Vec<RawWord>) -> Vec<Line> {
    let mut placed: Vec<(f64, f64, f64, RawWord)> = words
        .into_iter()
        .map(|word| {
            let quarter = quarter(word.direction);
            let (from, level) = frame(quarter, word.start);
            let (to, _) = frame(quarter, word.end);
            (level, from, to, word)
        })
        .collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Baselines that lie within a third of an em of one another are one row.
    let mut rows: Vec<Vec<(f64, f64, f64, RawWord)>> = Vec::new();
    for item in placed {
        match rows.last_mut() {
            Some(row)
                if row
                    .last()
                    .is_some_and(|last| item.0 - row[0].0 < 0.35 * last.3.size.max(item.3.size)) =>
            {
                row.push(item);
            }
            _ => rows.push(vec![item]),
        }
    }
    rows.into_iter().flat_map(pieces_of_row).collect()
}

fn pieces_of_row(mut row: Vec<(f64, f64, f64, RawWord)>) -> Vec<Line> {
    row.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut pieces: Vec<Line> = Vec::new();
    for (level, from, to, word) in row {
        let continued = pieces
            .last_mut()
            .filter(|line| (from - line.to) / line.size.max(word.size) < GUTTER_EM);
        let Some(line) = continued else {
            pieces.push(Line {
                from,
                to,
                level,
                size: word.size,
                words: vec![word],
            });
            continue;
        };
        line.to = line.to.max(to);
        line.size = line.size.max(word.size);
        match line.words.last_mut() {
            Some(last) if continues(last, &word) => last.append(&word),
            _ => line.words.push(word),
        }
    }
    pieces
}

/// Whether a word is the rest of the one before it, seen along their own direction: lettering on drawings may
/// run at any angle.
fn continues(last: &RawWord, next: &RawWord) -> bool {
    let sizes = last.size / next.size;
    let way = (next.start - last.end) / last.size.max(next.size);
    let (along, across) = (way.dot(last.direction), way.cross(last.direction));
    !last.is_closed
        && last.is_leader() == next.is_leader()
        && last.direction.dot(next.direction) > 0.98
        && (-0.2..CONTINUATION_GAP_EM).contains(&along)
        && across.abs() < CONTINUATION_SHIFT_EM
        && (0.8..1.25).contains(&sizes)
}

/// The line pieces of either page where two lie side by side on the sheet, the left one first; else all of them.
fn pages(lines: Vec<Line>, quarter: usize, (width, height): (f64, f64)) -> Vec<Vec<Line>> {
    let corners = [Point::ZERO, Point::new(width, height)].map(|corner| frame(quarter, corner));
    let edge = corners[0].0.min(corners[1].0);
    let pieces: Vec<Row> = lines
        .iter()
        .map(|line| Row {
            from: line.from - edge,
            to: line.to - edge,
            level: line.level,
            height: line.size,
        })
        .collect();
    let (along, across) = (corners[1].0 - corners[0].0, corners[1].1 - corners[0].1);
    let Some(cut) = find_gutter(&pieces, along.abs(), across.abs()) else {
        return vec![lines];
    };
    let (left, right) = lines.into_iter().partition(|line| line.to - edge <= cut);
    vec![left, right]
}

/// Puts the line pieces of pages into reading order: rows from top to bottom, but columns of running text one by one.
fn blocks(pages: Vec<Vec<Line>>) -> Vec<RawWord> {
    let mut ordered = Vec::new();
    for lines in pages {
        place(lines, 0, &mut ordered);
    }
    ordered.into_iter().flat_map(|line: Line| line.words).collect()
}

fn place(mut lines: Vec<Line>, depth: usize, ordered: &mut Vec<Line>) {
    lines.sort_by(|a, b| a.level.total_cmp(&b.level).then(a.from.total_cmp(&b.from)));
    if depth < 4
        && let Some((above, columns, below)) = split_columns(&mut lines)
    {
        place_rows(above, ordered);
        for column in columns {
            place(column, depth + 1, ordered);
        }
        place(below, depth + 1, ordered);
        return;
    }
    place_rows(lines, ordered);
}

/// Rows from top to bottom, each from left to right; the rows' levels may differ by a hair.
fn place_rows(lines: Vec<Line>, ordered: &mut Vec<Line>) {
    let mut row: Vec<Line> = Vec::new();
    for line in lines {
        if row
            .first()
            .is_some_and(|first| line.level - first.level > 0.35 * first.size.max(line.size))
        {
            row.sort_by(|a, b| a.from.total_cmp(&b.from));
            ordered.append(&mut row);
        }
        row.push(line);
    }
    row.sort_by(|a, b| a.from.total_cmp(&b.from));
    ordered.append(&mut row);
}

type Split = (Vec<Line>, [Vec<Line>; 2], Vec<Line>);

/// The longest run of lines that a white gutter cuts into two columns of running text, if there is one.
fn split_columns(lines: &mut Vec<Line>) -> Option<Split> {
    let gutter = lines
        .iter()
        .filter(|line| line.words.len() >= COLUMN_WORDS_PER_LINE)
        .map(|line| line.to)
        .filter_map(|x| run_beside(lines, x).map(|range| (range.len(), x, range)))
        .max_by_key(|(length, _, _)| *length);
    let (_, x, range) = gutter?;
    let below = lines.split_off(range.end);
    let band = lines.split_off(range.start);
    let (left, right) = band.into_iter().partition(|line| line.to <= x + 0.5);
    Some((std::mem::take(lines), [left, right], below))
}

/// The longest run of lines that all end before `x` or start clearly behind it, if both sides are columns.
fn run_beside(lines: &[Line], x: f64) -> Option<std::ops::Range<usize>> {
    let (mut best, mut start) = (0..0, 0);
    let mut levels: [Option<f64>; 2] = [None; 2];
    for index in 0..=lines.len() {
        let line = lines.get(index);
        let crosses = line.is_none_or(|line| line.to > x + 0.5 && line.from < x + line.size * 0.8);
        let side = usize::from(line.is_some_and(|line| line.to > x + 0.5));
        let is_far = line.is_some_and(|line| {
            levels[side].is_some_and(|level| line.level - level > COLUMN_LINE_STEP * line.size)
        });
        if crosses || is_far {
            if index - start > best.len() {
                best = start..index;
            }
            start = index + usize::from(crosses);
            levels = [None; 2];
        }
        levels[side] = line.filter(|_| !crosses).map(|line| line.level).or(levels[side]);
    }
    let is_column = |side: &dyn Fn(&&Line) -> bool| {
        let side: Vec<&Line> = lines[best.clone()].iter().filter(side).collect();
        let long = side
            .iter()
            .filter(|line| line.words.len() >= COLUMN_WORDS_PER_LINE)
            .count();
        side.len() >= COLUMN_LINES && long * 10 >= side.len() * 7
    };
    (is_column(&|line| line.to <= x + 0.5) && is_column(&|line| line.to > x + 0.5)).then_some(best)
}
