//! Ink of one colour on a page: what of it hangs together, how thick its strokes are, and whether it draws a frame.
use super::ink::Area;
use crate::picture::Grey;

/// A cell that is darker in the picture of the ink has ink: half of it is enough.
const INKED: u8 = 140;
/// Directions in which an oval is looked at, and how many of them must meet its line, in percent.
const DIRECTIONS: usize = 32;
const OVAL_PERCENT: usize = 85;
/// Sides of a frame that must be drawn, in percent of their middle parts: all but one, and that one.
const SIDE_PERCENT: usize = 85;
const WORST_SIDE_PERCENT: usize = 50;

/// Cells with ink of one colour.
pub(super) struct Cells {
    width: usize,
    height: usize,
    inked: Vec<bool>,
}

impl Cells {
    pub(super) fn of(ink: &Grey) -> Self {
        Self {
            width: ink.width(),
            height: ink.height(),
            inked: ink.pixels().iter().map(|&shade| shade < INKED).collect(),
        }
    }

    pub(super) const fn width(&self) -> usize {
        self.width
    }

    pub(super) const fn height(&self) -> usize {
        self.height
    }

    pub(super) fn is_inked(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.inked[y * self.width + x]
    }

    /// Whether there is ink in a cell or beside it.
    pub(super) fn is_near_ink(&self, x: usize, y: usize) -> bool {
        (y.saturating_sub(1)..y + 2).any(|y| (x.saturating_sub(1)..x + 2).any(|x| self.is_inked(x, y)))
    }

    /// How many cells of a place have ink, and how many of these have a neighbour without.
    pub(super) fn count(&self, area: Area) -> (usize, usize) {
        let (mut inked, mut edge) = (0, 0);
        for y in area.top..area.bottom {
            for x in (area.left..area.right).filter(|&x| self.is_inked(x, y)) {
                let is_inside = x > 0
                    && y > 0
                    && self.is_inked(x - 1, y)
                    && self.is_inked(x + 1, y)
                    && self.is_inked(x, y - 1)
                    && self.is_inked(x, y + 1);
                inked += 1;
                edge += usize::from(!is_inside);
            }
        }
        (inked, edge)
    }

    /// Places around ink that hangs together.
    pub(super) fn pieces(&self) -> Vec<Area> {
        self.places(&self.inked)
    }

    /// Places around ink between which there is never more than a gap of twice `reach` cells.
    pub(super) fn regions(&self, reach: usize) -> Vec<Area> {
        let mut across = vec![false; self.inked.len()];
        let mut joined = vec![false; self.inked.len()];
        for (at, _) in self.inked.iter().enumerate().filter(|(_, inked)| **inked) {
            let (x, start) = (at % self.width, at - at % self.width);
            let right = (x + reach + 1).min(self.width);
            across[start + x.saturating_sub(reach)..start + right].fill(true);
        }
        for (at, _) in across.iter().enumerate().filter(|(_, inked)| **inked) {
            let (x, y) = (at % self.width, at / self.width);
            for y in y.saturating_sub(reach)..(y + reach + 1).min(self.height) {
                joined[y * self.width + x] = true;
            }
        }
        self.places(&joined)
    }

    /// Places around the ink in each part of a mask that hangs together.
    fn places(&self, joined: &[bool]) -> Vec<Area> {
        let mut left = joined.to_vec();
        let mut places = Vec::new();
        let mut queue = Vec::new();
        for (start, _) in joined.iter().enumerate().filter(|(_, joined)| **joined) {
            if !std::mem::take(&mut left[start]) {
                continue;
            }
            queue.push(start);
            let mut place: Option<Area> = None;
            while let Some(at) = queue.pop() {
                let (x, y) = (at % self.width, at / self.width);
                if self.inked[at] {
                    let cell = Area {
                        left: x,
                        top: y,
                        right: x + 1,
                        bottom: y + 1,
                    };
                    place = Some(place.map_or(cell, |place| place.union(cell)));
                }
                for y in y.saturating_sub(1)..(y + 2).min(self.height) {
                    for x in x.saturating_sub(1)..(x + 2).min(self.width) {
                        let other = y * self.width + x;
                        if std::mem::take(&mut left[other]) {
                            queue.push(other);
                        }
                    }
                }
            }
            places.extend(place);
        }
        places
    }

    /// Whether the sides of a place are drawn as lines, straight or turned by a few degrees. Writing touches the sides
    /// of the place around it here and there, and rows of print leave the two upright ones open.
    pub(super) fn has_straight_frame(&self, area: Area) -> bool {
        let (width, height) = (area.width(), area.height());
        let mut sides = [
            drawn(width, height, |along, depth| {
                self.is_inked(area.left + along, area.top + depth)
            }),
            drawn(width, height, |along, depth| {
                self.is_inked(area.left + along, area.bottom - 1 - depth)
            }),
            drawn(height, width, |along, depth| {
                self.is_inked(area.left + depth, area.top + along)
            }),
            drawn(height, width, |along, depth| {
                self.is_inked(area.right - 1 - depth, area.top + along)
            }),
        ];
        sides.sort_unstable();
        sides[0] >= WORST_SIDE_PERCENT && sides[1] >= SIDE_PERCENT
    }

    /// Whether an ellipse that fills a place is drawn as a line.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "cells of a page; what lies left of or above it is taken for its edge"
    )]
    pub(super) fn has_oval_frame(&self, area: Area) -> bool {
        /// The line lies between these shares of the radius.
        const OUTER: f64 = 1.02;
        const BAND: f64 = 0.18;
        let (radius_x, radius_y) = (area.width() as f64 / 2.0, area.height() as f64 / 2.0);
        let (middle_x, middle_y) = (area.left as f64 + radius_x, area.top as f64 + radius_y);
        // Steps of at most one cell: no line is missed.
        let steps = ((radius_x.max(radius_y) * BAND).ceil() as usize).max(1);
        let meets = |direction: &usize| {
            let angle = *direction as f64 * std::f64::consts::TAU / DIRECTIONS as f64;
            let (sine, cosine) = angle.sin_cos();
            (0..=steps).any(|step| {
                let share = OUTER - BAND * step as f64 / steps as f64;
                let x = middle_x + radius_x * share * cosine;
                let y = middle_y + radius_y * share * sine;
                self.is_inked(x.max(0.0) as usize, y.max(0.0) as usize)
            })
        };
        (0..DIRECTIONS).filter(meets).count() * 100 >= DIRECTIONS * OVAL_PERCENT
    }
}

/// How much of a side is drawn, in percent of its middle part, however deep its line lies in the outer part of the
/// place: `length` along the side, `across` to the one opposite.
fn drawn(length: usize, across: usize, is_inked: impl Fn(usize, usize) -> bool) -> usize {
    /// A line that is turned by four degrees is that much off, in percent of its length.
    const OFF_PERCENT: usize = 7;
    let depth = (length * OFF_PERCENT / 100).min(across / 5).max(2);
    // Corners may be round.
    let end = length / 10;
    let met = (end..length - end).filter(|&along| (0..depth).any(|depth| is_inked(along, depth)));
    met.count() * 100 / (length - 2 * end).max(1)
}
