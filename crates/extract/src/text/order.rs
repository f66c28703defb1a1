//! Reading order: tables, columns where the page has them, and two pages on one sheet one after the other.
use hayro_interpret::kurbo::Point;

use super::gutter::find_gutter;
use super::line::{Line, Placed, SAME_ROW_EM, frame, lines, quarter};
use super::rules::Rules;
use super::segment::RawWord;
use super::table::Tables;
use crate::two_up::Row;

/// A column has at least so many lines.
const COLUMN_LINES: usize = 4;
/// Columns of running text: most of their lines have at least so many words.
const COLUMN_WORDS_PER_LINE: usize = 3;
/// Lines of a column follow each other within this many of their heights; what stands farther off is something else.
const COLUMN_LINE_STEP: f64 = 3.5;

/// Words of a sheet of this width and height in the order in which a person reads them; pieces of one word that were
/// drawn apart are joined. The rules tell the cells of tables.
pub(crate) fn reading_order(words: Vec<RawWord>, rules: &Rules, sheet: (f64, f64)) -> Vec<RawWord> {
    let mut by_direction: [Vec<Placed>; 4] = Default::default();
    for word in words {
        by_direction[quarter(word.direction)].push(Placed::new(word));
    }
    by_direction
        .into_iter()
        .enumerate()
        .flat_map(|(quarter, words)| {
            let tables = Tables::of(rules, quarter, &words);
            let lines = lines(words, &tables);
            blocks(pages(lines, &tables, quarter, sheet), &tables)
        })
        .collect()
}

/// The line pieces of either page where two lie side by side on the sheet, the left one first; else all of them.
fn pages(lines: Vec<Line>, tables: &Tables, quarter: usize, (width, height): (f64, f64)) -> Vec<Vec<Line>> {
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
    let cut = find_gutter(&pieces, along.abs(), across.abs());
    let Some(cut) = cut.filter(|cut| !tables.are_cut(cut + edge)) else {
        return vec![lines];
    };
    let (left, right) = lines.into_iter().partition(|line| line.to - edge <= cut);
    vec![left, right]
}

/// Puts the line pieces of pages into reading order: rows from top to bottom, but columns of running text one by one,
/// and the cells of tables.
fn blocks(pages: Vec<Vec<Line>>, tables: &Tables) -> Vec<RawWord> {
    let in_order = |lines: Vec<Line>, depth: usize| -> Vec<RawWord> {
        let mut ordered = Vec::new();
        place(lines, depth, &mut ordered);
        ordered.into_iter().flat_map(|line: Line| line.words).collect()
    };
    pages
        .into_iter()
        .flat_map(|lines| in_order(tables.rows(lines, |cell| in_order(cell, 1)), 0))
        .collect()
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
    // What stands beside a row of a table is read with it.
    let mut until = f64::NEG_INFINITY;
    for line in lines {
        let is_below = row.first().is_some_and(|first| {
            line.level - first.level.max(until) > SAME_ROW_EM * first.size.max(line.size)
        });
        if is_below {
            place_row(std::mem::take(&mut row), ordered);
            until = f64::NEG_INFINITY;
        }
        if line.is_block() {
            until = until.max(line.until);
        }
        row.push(line);
    }
    place_row(row, ordered);
}

/// One row from left to right; beside a row of a table may stand several lines.
fn place_row(mut row: Vec<Line>, ordered: &mut Vec<Line>) {
    let Some(block) = row.iter().position(Line::is_block) else {
        row.sort_by(|a, b| a.from.total_cmp(&b.from));
        ordered.append(&mut row);
        return;
    };
    let block = row.remove(block);
    let (left, right) = row.into_iter().partition(|line| line.from < block.from);
    place_rows(left, ordered);
    ordered.push(block);
    place_rows(right, ordered);
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
        levels[side] = line.filter(|_| !crosses).map(|line| line.until).or(levels[side]);
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
