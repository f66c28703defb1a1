//! Pieces of lines: words of one direction that stand beside each other without a wide gap.
use hayro_interpret::kurbo::{Point, Vec2};

use super::segment::RawWord;
use super::table::{Home, Tables};

/// A word that continues the one before it across two drawing steps stands closer than this, in ems.
const CONTINUATION_GAP_EM: f64 = 0.08;
/// And its baseline lies no farther off than this.
const CONTINUATION_SHIFT_EM: f64 = 0.3;
/// White gutter between columns, in ems.
const GUTTER_EM: f64 = 1.5;
/// Baselines that are this near, in ems, are one row.
pub(super) const SAME_ROW_EM: f64 = 0.35;
/// The middle of a word lies so far above its baseline, in ems.
const MIDDLE_EM: f64 = 0.3;

/// A line in the frame of its own direction: `from` to `to` along it, at `level` across it. A row of a table is one as
/// well: its level is that of the first line in it.
pub(super) struct Line {
    pub(super) words: Vec<RawWord>,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) level: f64,
    /// Level of the last line in it.
    pub(super) until: f64,
    pub(super) size: f64,
    /// Where it stands in a table.
    pub(super) home: Option<Home>,
}

impl Line {
    /// Whether it is a row of a table with several lines in its cells.
    pub(super) fn is_block(&self) -> bool {
        self.until > self.level
    }
}

/// Writing rightwards, downwards, leftwards, upwards.
pub(super) fn quarter(direction: Vec2) -> usize {
    if direction.x.abs() >= direction.y.abs() {
        if direction.x >= 0.0 { 0 } else { 2 }
    } else if direction.y >= 0.0 {
        1
    } else {
        3
    }
}

/// Coordinates along and across a quarter direction.
pub(super) fn frame(quarter: usize, point: Point) -> (f64, f64) {
    match quarter {
        0 => (point.x, point.y),
        1 => (point.y, -point.x),
        2 => (-point.x, -point.y),
        _ => (-point.y, point.x),
    }
}

/// A word in the frame of its own direction.
pub(super) struct Placed {
    level: f64,
    from: f64,
    to: f64,
    home: Option<Home>,
    word: RawWord,
}

impl Placed {
    pub(super) fn new(word: RawWord) -> Self {
        let quarter = quarter(word.direction);
        let (from, level) = frame(quarter, word.start);
        let (to, _) = frame(quarter, word.end);
        Self {
            level,
            from,
            to,
            home: None,
            word,
        }
    }

    /// The middle of its letters.
    pub(super) fn middle(&self) -> Point {
        Point::new(
            f64::midpoint(self.from, self.to),
            self.level - MIDDLE_EM * self.word.size,
        )
    }
}

/// Groups words of one direction into pieces of lines, without wide white gaps or borders of cells in them.
pub(super) fn lines(mut placed: Vec<Placed>, tables: &Tables) -> Vec<Line> {
    for word in &mut placed {
        word.home = tables.home(word.middle());
    }
    placed.sort_by(|a, b| a.level.total_cmp(&b.level));
    let mut rows: Vec<Vec<Placed>> = Vec::new();
    for item in placed {
        match rows.last_mut() {
            Some(row)
                if row.last().is_some_and(|last| {
                    item.level - row[0].level < SAME_ROW_EM * last.word.size.max(item.word.size)
                }) =>
            {
                row.push(item);
            }
            _ => rows.push(vec![item]),
        }
    }
    rows.into_iter().flat_map(pieces_of_row).collect()
}

fn pieces_of_row(mut row: Vec<Placed>) -> Vec<Line> {
    row.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut pieces: Vec<Line> = Vec::new();
    for placed in row {
        let Placed {
            level,
            from,
            to,
            home,
            word,
        } = placed;
        let continued = pieces.last_mut().filter(|line| {
            // The letters of one word may stand in boxes of their own.
            let is_same_cell =
                line.home == home || line.words.last().is_some_and(|last| continues(last, &word));
            is_same_cell && (from - line.to) / line.size.max(word.size) < GUTTER_EM
        });
        let Some(line) = continued else {
            pieces.push(Line {
                from,
                to,
                level,
                until: level,
                size: word.size,
                home,
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
