//! Tables whose cells are drawn: what stands in one cell is read together, cells row by row.
use hayro_interpret::kurbo::Point;

use super::grid::{Grid, grids};
use super::line::{Line, Placed};
use super::rules::Rules;
use super::segment::RawWord;

/// The tables of a page in the frame of one direction of writing.
pub(super) struct Tables {
    /// One in a cell of another comes before it.
    grids: Vec<Grid>,
}

/// A cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Home {
    grid: usize,
    cell: usize,
}

impl Tables {
    /// Grids of rules with words in two cells of a row at least. Other frames are only drawn around something.
    pub(super) fn of(rules: &Rules, quarter: usize, words: &[Placed]) -> Self {
        if words.is_empty() {
            return Self { grids: Vec::new() };
        }
        let mut grids = grids(rules, quarter);
        grids.retain(|grid| is_table(grid, words));
        Self { grids }
    }

    /// The innermost cell around a place.
    pub(super) fn home(&self, place: Point) -> Option<Home> {
        self.home_from(0, place)
    }

    /// Whether a table lies on both sides of a place along the lines.
    pub(super) fn are_cut(&self, at: f64) -> bool {
        self.grids.iter().any(|grid| {
            let extent = grid.extent();
            extent.start < at && at < extent.end
        })
    }

    /// The lines outside of tables, and one for each row of a table, with the words of its cells from left to right as
    /// `read` puts those of each in order.
    pub(super) fn rows(&self, lines: Vec<Line>, read: impl Fn(Vec<Line>) -> Vec<RawWord>) -> Vec<Line> {
        if self.grids.is_empty() {
            return lines;
        }
        let mut held: Vec<Vec<(usize, Line)>> = self.grids.iter().map(|_| Vec::new()).collect();
        let mut free = Vec::new();
        let mut settle = |held: &mut [Vec<(usize, Line)>], line: Line| match line.home {
            Some(home) => held[home.grid].push((home.cell, line)),
            None => free.push(line),
        };
        for line in lines {
            settle(&mut held, line);
        }
        for (index, grid) in self.grids.iter().enumerate() {
            let inside = std::mem::take(&mut held[index]);
            let home = self.home_from(index + 1, grid.middle());
            for row in rows_of(grid, inside, &read) {
                settle(&mut held, Line { home, ..row });
            }
        }
        free
    }

    fn home_from(&self, first: usize, place: Point) -> Option<Home> {
        let mut grids = self.grids.iter().enumerate().skip(first);
        grids.find_map(|(grid, found)| {
            let cell = found.cell_at(place)?;
            Some(Home { grid, cell })
        })
    }
}

/// Whether words stand beside each other in the cells of a row.
fn is_table(grid: &Grid, words: &[Placed]) -> bool {
    let mut is_filled = vec![false; grid.len()];
    for cell in words.iter().filter_map(|word| grid.cell_at(word.middle())) {
        is_filled[cell] = true;
    }
    let filled: Vec<usize> = (0..grid.len())
        .filter(|&cell| is_filled[cell])
        .map(|cell| grid.row(cell))
        .collect();
    filled.windows(2).any(|pair| pair[0] == pair[1])
}

/// The rows of a table from the lines in its cells.
fn rows_of(
    grid: &Grid,
    mut inside: Vec<(usize, Line)>,
    read: &impl Fn(Vec<Line>) -> Vec<RawWord>,
) -> Vec<Line> {
    inside.sort_by_key(|(cell, _)| *cell);
    let mut inside = inside.into_iter().peekable();
    let mut rows: Vec<(usize, Line)> = Vec::new();
    while let Some((cell, first)) = inside.next() {
        let mut lines = vec![first];
        while let Some((_, line)) = inside.next_if(|(other, _)| *other == cell) {
            lines.push(line);
        }
        let whole = whole(lines, read);
        match rows.last_mut() {
            Some((row, before)) if *row == grid.row(cell) => {
                surround(before, &whole);
                before.words.extend(whole.words);
            }
            _ => rows.push((grid.row(cell), whole)),
        }
    }
    let mut rows: Vec<Line> = rows.into_iter().map(|(_, line)| line).collect();
    // Cells that span rows reach into those below, and their lines may stand lower than theirs.
    for index in (1..rows.len()).rev() {
        let (level, size) = (rows[index].level, rows[index].size);
        let before = &mut rows[index - 1];
        before.level = before.level.min(level);
        before.until = before.until.min(level - size.max(before.size)).max(before.level);
    }
    rows
}

/// The lines of a cell as one.
fn whole(lines: Vec<Line>, read: &impl Fn(Vec<Line>) -> Vec<RawWord>) -> Line {
    let mut whole = Line {
        words: Vec::new(),
        from: f64::INFINITY,
        to: f64::NEG_INFINITY,
        level: f64::INFINITY,
        until: f64::NEG_INFINITY,
        size: 0.0,
        home: None,
    };
    for line in &lines {
        surround(&mut whole, line);
    }
    whole.words = read(lines);
    whole
}

fn surround(whole: &mut Line, line: &Line) {
    if line.level < whole.level {
        whole.level = line.level;
        whole.size = line.size;
    }
    whole.from = whole.from.min(line.from);
    whole.to = whole.to.max(line.to);
    whole.until = whole.until.max(line.until);
}
