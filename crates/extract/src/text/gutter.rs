//! The gutter between two pages side by side, among the lines of one sheet.
use std::ops::Range;

use crate::two_up::{self, Row};

/// Pieces of lines whose levels are this near, in heights, are one row.
const SAME_ROW: f64 = 0.35;

/// Where a sheet is to be cut between two pages, from its left edge; `None` if it is one page, or if that is in doubt.
/// Rules are not seen here: rows at the same levels tell a table. What rules tell is asked where sheets are cut.
pub(super) fn find_gutter(pieces: &[Row], width: f64, height: f64) -> Option<f64> {
    if width <= height {
        return None;
    }
    let length = |strip: &Range<f64>| strip.end - strip.start;
    let gutter = strips(pieces, &two_up::middle(width))
        .into_iter()
        .max_by(|a, b| length(a).total_cmp(&length(b)))?;
    let cut = two_up::cut(&gutter, width, height)?;
    let (left, right): (Vec<Row>, Vec<Row>) = pieces.iter().copied().partition(|piece| piece.to <= cut);
    let is_table = [&left, &right].into_iter().any(|page| {
        strips(page, &two_up::extent(page))
            .iter()
            .any(|strip| two_up::is_between_columns(strip, &gutter))
    });
    (!is_table && two_up::are_pages(&rows(left), &rows(right), width)).then_some(cut)
}

/// What no piece covers of a part of the width.
fn strips(pieces: &[Row], part: &Range<f64>) -> Vec<Range<f64>> {
    let mut ends: Vec<(f64, f64)> = pieces.iter().map(|piece| (piece.from, piece.to)).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut strips = Vec::new();
    let mut reached = part.start;
    for (from, to) in ends {
        let from = from.min(part.end);
        if from > reached {
            strips.push(reached..from);
        }
        reached = reached.max(to);
    }
    if reached < part.end {
        strips.push(reached..part.end);
    }
    strips
}

/// Rows from the pieces of lines.
fn rows(mut pieces: Vec<Row>) -> Vec<Row> {
    pieces.sort_by(|a, b| a.level.total_cmp(&b.level));
    let mut rows: Vec<Row> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if piece.level - row.level <= SAME_ROW * row.height.max(piece.height) => {
                row.from = row.from.min(piece.from);
                row.to = row.to.max(piece.to);
                row.height = row.height.max(piece.height);
            }
            _ => rows.push(piece),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const A4: (f64, f64) = (842.0, 595.0);

    /// Rows in 12 points from these places on, as far to the right as said, one in 30 points.
    fn column(from: f64, to: f64, top: f64) -> Vec<Row> {
        let levels = std::iter::successors(Some(top), |level| Some(level + 30.0));
        let rows = levels.take(8).map(|level| Row {
            from,
            to,
            level,
            height: 12.0,
        });
        rows.collect()
    }

    fn found(columns: &[Vec<Row>]) -> Option<f64> {
        find_gutter(&columns.concat(), A4.0, A4.1)
    }

    #[test]
    fn two_pages_are_told_from_a_table() {
        let left = column(60.0, 300.0, 50.0);
        assert_eq!(found(&[left.clone(), column(480.0, 760.0, 64.0)]), Some(421.0));
        // Short rows at the same levels are labels and values.
        let labels = column(60.0, 140.0, 50.0);
        assert_eq!(found(&[labels.clone(), column(480.0, 560.0, 50.0)]), None);
        assert_eq!(found(&[labels.clone(), column(480.0, 560.0, 64.0)]), Some(421.0));
        // Cells of several lines, between whose columns it is white from top to bottom as well.
        let cells = [
            labels,
            column(230.0, 310.0, 58.0),
            column(480.0, 560.0, 64.0),
            column(660.0, 740.0, 50.0),
        ];
        assert_eq!(found(&cells), None);
        // One line across, and the sheet upright.
        let title = column(300.0, 540.0, 20.0)[..1].to_vec();
        assert_eq!(found(&[left.clone(), column(480.0, 760.0, 64.0), title]), None);
        assert_eq!(find_gutter(&left, A4.1, A4.0), None);
        assert_eq!(found(&[]), None);
    }
}
