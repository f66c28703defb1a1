//! What is on a page besides print, boxes, stamps and rules: the pieces of ink that handwriting may be made of.
use super::ink::{Area, Ink};
use super::stamps::Stamps;
use super::tick_boxes::TickBox;
use crate::ocr::SeenWord;

/// Pages are looked at in cells of this many pixels: strokes stay whole, and there is a quarter of the work.
const CELL: usize = 2;
/// A straight run of this many cells is a rule: ten millimetres.
const RULE: usize = 60;
/// Print is what is recognised at least this surely.
const PRINT_CONFIDENCE: f32 = 0.7;
/// Fewer cells are dust.
const DUST: usize = 6;

/// The ink that is left, in cells, as pieces that hang together, and the rules that were taken out.
pub(super) struct Leftover {
    pub(super) pieces: Vec<Piece>,
    /// Horizontal rules, in cells: one row each.
    pub(super) rules: Vec<Area>,
}

/// Ink that hangs together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Around it, in cells.
    pub(super) area: Area,
    /// Dark cells.
    pub(super) cells: usize,
    /// Cells of them that touch paper.
    pub(super) edge: usize,
}

/// A place in cells as one in pixels of the page.
pub(super) const fn in_pixels(area: Area) -> Area {
    Area {
        left: area.left * CELL,
        top: area.top * CELL,
        right: area.right * CELL,
        bottom: area.bottom * CELL,
    }
}

/// A place in pixels of the page as one in cells, widened to whole ones and by a margin of cells.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places on a page"
)]
pub(super) fn in_cells([left, top, right, bottom]: [f64; 4], margin: usize) -> Area {
    let cell = |edge: f64| edge.max(0.0) as usize / CELL;
    Area {
        left: cell(left).saturating_sub(margin),
        top: cell(top).saturating_sub(margin),
        right: cell(right) + 1 + margin,
        bottom: cell(bottom) + 1 + margin,
    }
}

/// Whether a word is print.
pub(super) fn is_print(word: &SeenWord) -> bool {
    word.confidence >= PRINT_CONFIDENCE && word.text.chars().any(char::is_alphanumeric)
}

impl Leftover {
    /// What is left of the ink without sure words, boxes, and the ink of stamps.
    pub(super) fn of(ink: &Ink, words: &[SeenWord], boxes: &[TickBox], stamps: &Stamps) -> Self {
        let mut cells = Cells::of(ink.width(), ink.height(), |x, y| {
            ink.is_dark(x, y) && !stamps.cover(x, y)
        });
        let rules = cells.take_rules();
        for word in words.iter().filter(|word| is_print(word)) {
            cells.clear(in_cells(word.edges, 2));
        }
        for tick_box in boxes {
            let margin = tick_box.frame.width() / CELL * 2 / 3;
            cells.clear(in_cells(tick_box.frame.edges(), margin));
        }
        Self {
            pieces: cells.pieces(),
            rules,
        }
    }
}

/// The pieces of a page on which `is_dark` tells the ink, and width and height of the page in cells.
pub(super) fn pieces(
    page_width: usize,
    page_height: usize,
    is_dark: impl Fn(usize, usize) -> bool,
) -> (Vec<Piece>, usize, usize) {
    let cells = Cells::of(page_width, page_height, is_dark);
    let (width, height) = (cells.width, cells.height);
    (cells.pieces(), width, height)
}

/// The pieces of all ink but rules.
pub(super) fn without_rules(ink: &Ink) -> Vec<Piece> {
    let mut cells = Cells::of(ink.width(), ink.height(), |x, y| ink.is_dark(x, y));
    cells.take_rules();
    cells.pieces()
}

struct Cells {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

impl Cells {
    fn of(page_width: usize, page_height: usize, is_dark: impl Fn(usize, usize) -> bool) -> Self {
        let (width, height) = (page_width / CELL, page_height / CELL);
        let mut dark = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let (x, y) = (x * CELL, y * CELL);
                dark.push(is_dark(x, y) || is_dark(x + 1, y) || is_dark(x, y + 1) || is_dark(x + 1, y + 1));
            }
        }
        Self { width, height, dark }
    }

    fn clear(&mut self, area: Area) {
        for y in area.top..area.bottom.min(self.height) {
            let right = area.right.min(self.width);
            if area.left < right {
                self.dark[y * self.width + area.left..y * self.width + right].fill(false);
            }
        }
    }

    /// Takes out straight lines, and tells where the horizontal ones were.
    fn take_rules(&mut self) -> Vec<Area> {
        let mut rules = Vec::new();
        let mut taken = vec![false; self.dark.len()];
        for y in 0..self.height {
            for (left, right) in runs(self.width, |x| self.dark[y * self.width + x]) {
                taken[y * self.width + left..y * self.width + right].fill(true);
                rules.push(Area {
                    left,
                    top: y,
                    right,
                    bottom: y + 1,
                });
            }
        }
        for x in 0..self.width {
            for (top, bottom) in runs(self.height, |y| self.dark[y * self.width + x]) {
                for y in top..bottom {
                    taken[y * self.width + x] = true;
                }
            }
        }
        // What lies directly beside a rule is its blurred or uneven edge.
        for y in 1..self.height.saturating_sub(1) {
            for x in 1..self.width - 1 {
                let at = y * self.width + x;
                if taken[at] {
                    self.dark[at] = false;
                    for other in [at - 1, at + 1, at - self.width, at + self.width] {
                        self.dark[other] = false;
                    }
                }
            }
        }
        rules
    }

    fn pieces(mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut queue = Vec::new();
        let before = self.dark.clone();
        let is_dark = |x: usize, y: usize| before[y * self.width + x];
        for start in 0..self.dark.len() {
            if !self.dark[start] {
                continue;
            }
            self.dark[start] = false;
            queue.push(start);
            let (x, y) = (start % self.width, start / self.width);
            let mut piece = Piece {
                area: Area {
                    left: x,
                    top: y,
                    right: x + 1,
                    bottom: y + 1,
                },
                cells: 0,
                edge: 0,
            };
            while let Some(at) = queue.pop() {
                let (x, y) = (at % self.width, at / self.width);
                piece.cells += 1;
                piece.area = piece.area.union(Area {
                    left: x,
                    top: y,
                    right: x + 1,
                    bottom: y + 1,
                });
                let (columns, rows) = (
                    x.saturating_sub(1)..(x + 2).min(self.width),
                    y.saturating_sub(1)..(y + 2).min(self.height),
                );
                let mut is_edge = false;
                for y in rows {
                    for x in columns.clone() {
                        is_edge |= !is_dark(x, y);
                        let other = y * self.width + x;
                        if self.dark[other] {
                            self.dark[other] = false;
                            queue.push(other);
                        }
                    }
                }
                piece.edge += usize::from(is_edge);
            }
            if piece.cells >= DUST {
                pieces.push(piece);
            }
        }
        pieces
    }
}

/// Where at least [`RULE`] dark cells follow each other without more than one gap between two.
fn runs(length: usize, is_dark: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < length {
        if !is_dark(at) {
            at += 1;
            continue;
        }
        let start = at;
        while at < length && (is_dark(at) || (at + 1 < length && is_dark(at + 1))) {
            at += 1;
        }
        if at - start >= RULE {
            runs.push((start, at));
        }
    }
    runs
}
