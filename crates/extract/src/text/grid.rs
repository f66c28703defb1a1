//! The grids that rules make on a page, and the closed cells in them.
use std::ops::Range;

use hayro_interpret::kurbo::Point;

use super::network::{NEAR, Network, Rule, networks};
use super::rules::Rules;

/// Boxes between neighbouring rules in all grids of a page; grids beyond that are left out.
const MOST_BOXES: usize = 100_000;

/// Rules that meet, with two columns at least.
pub(super) struct Grid {
    /// Where its upright rules lie, from left to right.
    columns: Vec<f64>,
    /// Where its level ones lie, from top to bottom.
    rows: Vec<f64>,
    /// The cell of each box between neighbouring rules, row by row; `None` for what is open or no rectangle.
    boxes: Vec<Option<usize>>,
    /// The row in which each cell begins. Cells are numbered by rows, and from left to right in each.
    cells: Vec<usize>,
}

/// The grids of a page in the frame of those who read in a quarter direction, smaller ones first.
pub(super) fn grids(rules: &Rules, quarter: usize) -> Vec<Grid> {
    let mut room = MOST_BOXES;
    let mut grids: Vec<Grid> = networks(rules, quarter)
        .iter()
        .filter_map(|network| Grid::of(network, &mut room))
        .collect();
    grids.sort_by(|a, b| a.area().total_cmp(&b.area()));
    grids
}

impl Grid {
    /// The cell that a place lies in.
    pub(super) fn cell_at(&self, place: Point) -> Option<usize> {
        let column = stretch_of(&self.columns, place.x)?;
        let row = stretch_of(&self.rows, place.y)?;
        self.boxes[row * (self.columns.len() - 1) + column]
    }

    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Number of the row in which a cell begins.
    pub(super) fn row(&self, cell: usize) -> usize {
        self.cells[cell]
    }

    /// From where to where it reaches along the lines.
    pub(super) fn extent(&self) -> Range<f64> {
        extent(&self.columns)
    }

    /// Its middle.
    pub(super) fn middle(&self) -> Point {
        let (across, down) = (extent(&self.columns), extent(&self.rows));
        Point::new(
            f64::midpoint(across.start, across.end),
            f64::midpoint(down.start, down.end),
        )
    }

    fn area(&self) -> f64 {
        let (across, down) = (extent(&self.columns), extent(&self.rows));
        (across.end - across.start) * (down.end - down.start)
    }

    /// `None` if there are no two columns, or no room is left for their boxes.
    fn of(network: &Network, room: &mut usize) -> Option<Self> {
        let (columns, rows) = (places(&network.upright), places(&network.level));
        let (width, height) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
        if width < 2 || height < 1 {
            return None;
        }
        *room = room.checked_sub(width * height)?;
        let walls = Walls::of(network, &columns, &rows);
        let mut boxes = vec![None; width * height];
        let mut seen = vec![false; width * height];
        let mut cells = Vec::new();
        for start in 0..width * height {
            if seen[start] {
                continue;
            }
            if let Some(cell) = walls.cell(start, &mut seen) {
                for part in cell {
                    boxes[part] = Some(cells.len());
                }
                cells.push(start / width);
            }
        }
        (cells.len() > 1).then_some(Self {
            columns,
            rows,
            boxes,
            cells,
        })
    }
}

fn places(rules: &[Rule]) -> Vec<f64> {
    let mut places: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    places.dedup();
    places
}

fn extent(places: &[f64]) -> Range<f64> {
    places.first().copied().unwrap_or(0.0)..places.last().copied().unwrap_or(0.0)
}

/// Number of the stretch between neighbouring places.
fn stretch_of(places: &[f64], at: f64) -> Option<usize> {
    if !extent(places).contains(&at) {
        return None;
    }
    places.partition_point(|place| *place <= at).checked_sub(1)
}

/// The stretches that a rule covers wholly.
fn stretches(rule: &Rule, places: &[f64]) -> Range<usize> {
    let start = places.partition_point(|place| *place < rule.from - NEAR);
    let end = places.partition_point(|place| *place <= rule.to + NEAR);
    start..end.saturating_sub(1).max(start)
}

/// On which sides the boxes of a grid are closed.
struct Walls {
    width: usize,
    height: usize,
    /// Above each box, and below the last row.
    level: Vec<bool>,
    /// Left of each box, and right of the last one in each row.
    upright: Vec<bool>,
}

impl Walls {
    fn of(network: &Network, columns: &[f64], rows: &[f64]) -> Self {
        let (width, height) = (columns.len() - 1, rows.len() - 1);
        let mut walls = Self {
            width,
            height,
            level: vec![false; width * rows.len()],
            upright: vec![false; columns.len() * height],
        };
        for rule in &network.level {
            let row = rows.partition_point(|place| *place < rule.at);
            for column in stretches(rule, columns) {
                walls.level[row * width + column] = true;
            }
        }
        for rule in &network.upright {
            let column = columns.partition_point(|place| *place < rule.at);
            for row in stretches(rule, rows) {
                walls.upright[row * columns.len() + column] = true;
            }
        }
        walls
    }

    /// The boxes that nothing divides from the first one of them, which are seen then; `None` if they are open to the
    /// outside or no rectangle. A rule that ends within a cell divides nothing.
    fn cell(&self, start: usize, seen: &mut [bool]) -> Option<Vec<usize>> {
        let mut parts = vec![start];
        seen[start] = true;
        let mut is_closed = true;
        let (mut left, mut right, mut bottom) = (self.width, 0, 0);
        let mut next = 0;
        while let Some(&part) = parts.get(next) {
            next += 1;
            let (row, column) = (part / self.width, part % self.width);
            (left, right, bottom) = (left.min(column), right.max(column), bottom.max(row));
            let beside = part + row;
            let sides = [
                (self.level[part], (row > 0).then(|| part - self.width)),
                (
                    self.level[part + self.width],
                    (row + 1 < self.height).then_some(part + self.width),
                ),
                (self.upright[beside], (column > 0).then(|| part - 1)),
                (
                    self.upright[beside + 1],
                    (column + 1 < self.width).then_some(part + 1),
                ),
            ];
            for (is_wall, neighbour) in sides {
                match neighbour {
                    _ if is_wall => {}
                    None => is_closed = false,
                    Some(neighbour) if seen[neighbour] => {}
                    Some(neighbour) => {
                        seen[neighbour] = true;
                        parts.push(neighbour);
                    }
                }
            }
        }
        let size = (right + 1 - left) * (bottom + 1 - start / self.width);
        (is_closed && size == parts.len()).then_some(parts)
    }
}
