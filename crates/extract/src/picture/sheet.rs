//! Where the sheet lies on a photo: four straight edges at which bright paper meets a darker background.
//!
//! Edges are looked for in ratios of brightness, so that a shadow, which darkens paper and background alike, changes
//! nothing about them. Only a sheet all of whose edges can be seen is one; anything else stays as it came.
use super::Grey;

/// Corners, clockwise from the upper left, in pixels of the picture.
pub(crate) type Corners = [(f64, f64); 4];

/// The longer side of the picture that is searched, in pixels: text is gone, the edges of a sheet are not.
const SEARCHED_SIDE: usize = 480;
/// Dark things of up to twice this many pixels disappear into the paper.
const CLOSING: usize = 3;
/// Logarithm of the ratio of brightness between paper and background from which on an edge counts.
const LEAST_EDGE: f32 = 0.12;
/// Edges of a sheet are inclined by at most this (tangent).
const STEEPEST: f64 = 0.36;
/// Steps of the inclination.
const SLOPES: usize = 73;
/// Lines that are tried for each edge.
const CANDIDATES: usize = 7;
/// The part of each edge that must be seen.
const LEAST_SEEN: f64 = 0.75;
/// The part of the four edges together that must be seen.
const LEAST_SEEN_IN_MEAN: f64 = 0.85;
/// The part of the picture that a sheet fills at least.
const LEAST_AREA: f64 = 0.25;
/// Long side to short side, as seen.
const SHAPES: std::ops::RangeInclusive<f64> = 1.1..=1.85;
/// Opposite sides, the shorter to the longer.
const LEAST_ALIKE: f64 = 0.6;

/// The corners of the sheet; `None` if there is no background around it, or the edges are not sure.
pub(crate) fn find_sheet(picture: &Grey) -> Option<Corners> {
    let longest = picture.width().max(picture.height());
    if longest < SEARCHED_SIDE || picture.width().min(picture.height()) < SEARCHED_SIDE / 4 {
        return None;
    }
    let factor = longest.div_ceil(SEARCHED_SIDE);
    let edges = Edges::of(&shrunk(picture, factor)?);
    let lines = Side::ALL.map(|side| edges.lines(side));
    let mut best: Option<(f64, Corners)> = None;
    for left in &lines[0] {
        for right in &lines[1] {
            for top in &lines[2] {
                for bottom in &lines[3] {
                    let corners = [
                        crossing(left, top),
                        crossing(right, top),
                        crossing(right, bottom),
                        crossing(left, bottom),
                    ];
                    if let Some(worth) = edges.worth(&corners)
                        && best.as_ref().is_none_or(|(most, _)| worth > *most)
                    {
                        best = Some((worth, corners));
                    }
                }
            }
        }
    }
    let (_, corners) = best?;
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let scale = factor as f64;
    Some(corners.map(|(x, y)| (x * scale, y * scale)))
}

/// The mean of squares of `factor` pixels.
fn shrunk(picture: &Grey, factor: usize) -> Option<Grey> {
    let (width, height) = (picture.width() / factor, picture.height() / factor);
    let mut sums = vec![0_u32; width * height];
    for (y, row) in picture.rows().take(height * factor).enumerate() {
        let sums = &mut sums[y / factor * width..][..width];
        for (sum, pixels) in sums.iter_mut().zip(row.chunks_exact(factor)) {
            *sum += pixels.iter().map(|&pixel| u32::from(pixel)).sum::<u32>();
        }
    }
    let count = u32::try_from(factor * factor).ok()?;
    let pixels = sums
        .into_iter()
        .map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX))
        .collect();
    Grey::new(width, height, pixels)
}

/// An edge of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

impl Side {
    const ALL: [Self; 4] = [Self::Left, Self::Right, Self::Top, Self::Bottom];

    const fn is_upright(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }

    /// The sign of the change of brightness along the axis where paper begins.
    const fn sign(self) -> f32 {
        match self {
            Self::Left | Self::Top => 1.0,
            Self::Right | Self::Bottom => -1.0,
        }
    }
}

/// A line: at `along` on its own axis it lies at `at + slope * along` on the other one.
#[derive(Clone, Copy, Debug)]
struct Line {
    at: f64,
    slope: f64,
}

/// Where an upright and a level line meet.
fn crossing(upright: &Line, level: &Line) -> (f64, f64) {
    // x = a + s * y and y = b + t * x.
    let y = (level.at + level.slope * upright.at) / (1.0 - level.slope * upright.slope);
    (upright.at + upright.slope * y, y)
}

/// Where brightness changes, to the right and downwards.
struct Edges {
    width: usize,
    height: usize,
    across: Vec<f32>,
    down: Vec<f32>,
}

impl Edges {
    fn of(picture: &Grey) -> Self {
        let (width, height) = (picture.width(), picture.height());
        let closed = closed(picture);
        let logarithm: Vec<f32> = closed
            .iter()
            // Below this, noise of the camera is all there is.
            .map(|&pixel| f32::from(pixel.max(8)).ln())
            .collect();
        let (mut across, mut down) = (vec![0.0; width * height], vec![0.0; width * height]);
        for y in 1..height.saturating_sub(1) {
            for x in 1..width.saturating_sub(1) {
                let at = y * width + x;
                let value = |offset: isize| logarithm[at.wrapping_add_signed(offset)];
                let row = width.cast_signed();
                let step = |ahead: isize, beside: isize| {
                    [-beside, 0, beside]
                        .into_iter()
                        .map(|side| value(side + ahead) - value(side - ahead))
                        .sum::<f32>()
                        / 3.0
                };
                across[at] = step(1, row);
                down[at] = step(row, 1);
            }
        }
        Self {
            width,
            height,
            across,
            down,
        }
    }

    /// How strongly paper begins at a place, for an edge of this side.
    fn strength(&self, side: Side, x: usize, y: usize) -> f32 {
        let at = y * self.width + x;
        let (own, other) = if side.is_upright() {
            (self.across[at], self.down[at])
        } else {
            (self.down[at], self.across[at])
        };
        let strength = own * side.sign();
        if strength > other.abs() { strength } else { 0.0 }
    }

    /// The strongest lines for a side.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small picture"
    )]
    fn lines(&self, side: Side) -> Vec<Line> {
        /// An edge is not stronger evidence for being more than this.
        const ENOUGH: f32 = 0.4;
        let (length, reach) = if side.is_upright() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        let middle = length as f64 / 2.0;
        let slope = |index: usize| STEEPEST * (2.0 * index as f64 / (SLOPES - 1) as f64 - 1.0);
        let mut votes = vec![0.0_f32; SLOPES * reach];
        for along in 1..length - 1 {
            for at in 1..reach - 1 {
                let strength = |at: usize| {
                    if side.is_upright() {
                        self.strength(side, at, along)
                    } else {
                        self.strength(side, along, at)
                    }
                };
                let own = strength(at);
                if own < LEAST_EDGE || own < strength(at - 1) || own < strength(at + 1) {
                    continue;
                }
                for index in 0..SLOPES {
                    let place = (at as f64 - slope(index) * (along as f64 - middle)).round();
                    if place >= 0.0 && place < reach as f64 {
                        votes[index * reach + place as usize] += own.min(ENOUGH);
                    }
                }
            }
        }
        let mut lines = Vec::new();
        while lines.len() < CANDIDATES {
            let best = (0..votes.len()).max_by(|&a, &b| votes[a].total_cmp(&votes[b]));
            let Some(best) = best.filter(|&best| votes[best] > LEAST_EDGE * length as f32 * 0.2) else {
                break;
            };
            let (index, place) = (best / reach, best % reach);
            lines.push(Line {
                at: place as f64 - slope(index) * middle + 0.5,
                slope: slope(index),
            });
            // The same edge again, a little beside or inclined, is no other one.
            for near in index.saturating_sub(6)..(index + 7).min(SLOPES) {
                let row = near * reach;
                votes[row + place.saturating_sub(4)..row + (place + 5).min(reach)].fill(0.0);
            }
        }
        lines
    }

    /// How good a sheet four corners are; `None` if they are none.
    fn worth(&self, corners: &Corners) -> Option<f64> {
        /// How much more a sheet is worth that fills the picture: what lies inside it may have edges too.
        const AREA_WORTH: f64 = 0.5;
        #[expect(clippy::cast_precision_loss, reason = "a small picture")]
        let (width, height) = (self.width as f64, self.height as f64);
        let (room_x, room_y) = (width * 0.01, height * 0.01);
        let is_inside = |&(x, y): &(f64, f64)| {
            (-room_x..=width + room_x).contains(&x) && (-room_y..=height + room_y).contains(&y)
        };
        if !corners.iter().all(is_inside) {
            return None;
        }
        let [upper, right, lower, left] = sides(corners).map(|(from, to)| distance(from, to));
        let alike = |a: f64, b: f64| a.min(b) / a.max(b) >= LEAST_ALIKE;
        let (across, down) = (upper + lower, left + right);
        let area = area(corners) / (width * height);
        let has_shape = alike(upper, lower)
            && alike(left, right)
            && SHAPES.contains(&(across.max(down) / across.min(down)))
            && area >= LEAST_AREA;
        if !has_shape {
            return None;
        }
        let order = [Side::Top, Side::Right, Side::Bottom, Side::Left];
        let seen: Vec<f64> = sides(corners)
            .into_iter()
            .zip(order)
            .map(|((from, to), side)| self.seen(side, from, to))
            .collect();
        let least = seen.iter().copied().fold(1.0, f64::min);
        let mean = seen.iter().sum::<f64>() / 4.0;
        (least >= LEAST_SEEN && mean >= LEAST_SEEN_IN_MEAN).then_some(mean + AREA_WORTH * area)
    }

    /// The part of a side at which paper begins.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small picture"
    )]
    fn seen(&self, side: Side, from: (f64, f64), to: (f64, f64)) -> f64 {
        const SAMPLES: usize = 64;
        let is_seen = |sample: usize| {
            let part = (sample as f64 + 0.5) / SAMPLES as f64;
            let (x, y) = (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1));
            (-2..=2).any(|offset| {
                let offset = f64::from(offset);
                let (x, y) = if side.is_upright() {
                    (x + offset, y)
                } else {
                    (x, y + offset)
                };
                x >= 0.0
                    && y >= 0.0
                    && (x as usize) < self.width
                    && (y as usize) < self.height
                    && self.strength(side, x as usize, y as usize) >= LEAST_EDGE
            })
        };
        (0..SAMPLES).filter(|&sample| is_seen(sample)).count() as f64 / SAMPLES as f64
    }
}

/// Upper, right, lower and left side.
fn sides([a, b, c, d]: &Corners) -> [((f64, f64), (f64, f64)); 4] {
    [(*a, *b), (*b, *c), (*c, *d), (*d, *a)]
}

fn distance(from: (f64, f64), to: (f64, f64)) -> f64 {
    (to.0 - from.0).hypot(to.1 - from.1)
}

/// The area of a quadrilateral (Gauss's shoelace formula).
fn area(corners: &Corners) -> f64 {
    let parts = sides(corners).map(|(from, to)| from.0 * to.1 - to.0 * from.1);
    parts.iter().sum::<f64>().abs() / 2.0
}

/// Without what is dark and small: the maximum around each pixel, then the minimum.
fn closed(picture: &Grey) -> Vec<u8> {
    let (width, height) = (picture.width(), picture.height());
    let mut pixels = picture.pixels().to_vec();
    let passes: [fn(u8, u8) -> u8; 2] = [u8::max, u8::min];
    for pass in passes {
        for y in 0..height {
            let row = pixels[y * width..][..width].to_vec();
            for x in 0..width {
                let around = &row[x.saturating_sub(CLOSING)..(x + CLOSING + 1).min(width)];
                pixels[y * width + x] = around.iter().copied().reduce(pass).unwrap_or(row[x]);
            }
        }
        for x in 0..width {
            let column: Vec<u8> = (0..height).map(|y| pixels[y * width + x]).collect();
            for y in 0..height {
                let around = &column[y.saturating_sub(CLOSING)..(y + CLOSING + 1).min(height)];
                pixels[y * width + x] = around.iter().copied().reduce(pass).unwrap_or(column[y]);
            }
        }
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Projection, resample};

    /// A sheet with lines of text, seen onto `corners` of a picture of 900 x 1200 on a background of a shade.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small picture; shades between 0 and 1"
    )]
    fn photo(corners: Corners, background: u8, shade: impl Fn(usize, usize) -> f64) -> Grey {
        let (width, height) = (900, 1200);
        let mut sheet = Grey::filled(600, 850, 235);
        for y in (60..800).step_by(20) {
            for line in y..y + 8 {
                for x in (50..550).filter(|x| x % 10 < 6) {
                    sheet.pixels_mut()[line * 600 + x] = 40;
                }
            }
        }
        // A dark bar such as forms have at their head.
        for line in 30..52 {
            sheet.pixels_mut()[line * 600 + 40..line * 600 + 560].fill(120);
        }
        let to_sheet = Projection::onto(600.0, 850.0, corners).inverse().unwrap();
        let seen = resample(&sheet, &to_sheet, width, height);
        let mut photo = Grey::filled(width, height, background);
        for y in 0..height {
            for x in 0..width {
                let (u, v) = to_sheet.apply(x as f64 + 0.5, y as f64 + 0.5);
                let is_paper = (0.0..600.0).contains(&u) && (0.0..850.0).contains(&v);
                let pixel = &mut photo.pixels_mut()[y * width + x];
                let bright = if is_paper {
                    seen.pixels()[y * width + x]
                } else {
                    *pixel
                };
                *pixel = (f64::from(bright) * shade(x, y)) as u8;
            }
        }
        photo
    }

    const ASIDE: Corners = [(120.0, 90.0), (800.0, 140.0), (850.0, 1130.0), (60.0, 1080.0)];

    fn assert_near(found: Option<Corners>, expected: Corners) {
        let found = found.unwrap();
        for (found, expected) in found.iter().zip(&expected) {
            assert!(distance(*found, *expected) < 9.0, "{found:?} {expected:?}");
        }
    }

    #[test]
    fn a_sheet_seen_from_the_side_is_found() {
        assert_near(find_sheet(&photo(ASIDE, 60, |_, _| 1.0)), ASIDE);
        assert_near(find_sheet(&photo(ASIDE, 150, |_, _| 1.0)), ASIDE);
    }

    #[test]
    fn a_shadow_across_changes_nothing() {
        let soft = |x: usize, y: usize| if x + y < 900 { 0.4 } else { 1.0 };
        assert_near(find_sheet(&photo(ASIDE, 90, soft)), ASIDE);
        let along = |x: usize, _: usize| if x < 400 { 0.45 } else { 1.0 };
        assert_near(find_sheet(&photo(ASIDE, 90, along)), ASIDE);
    }

    #[test]
    fn what_is_not_sure_is_left_alone() {
        // A scan to its edges, a sheet whose corner is not on the picture, and no sheet at all.
        assert_eq!(
            find_sheet(&photo(
                [(-5.0, -5.0), (905.0, -5.0), (905.0, 1205.0), (-5.0, 1205.0)],
                60,
                |_, _| 1.0
            )),
            None
        );
        let cut = [(-200.0, 90.0), (800.0, 140.0), (850.0, 1130.0), (-250.0, 1080.0)];
        assert_eq!(find_sheet(&photo(cut, 60, |_, _| 1.0)), None);
        assert_eq!(find_sheet(&Grey::filled(900, 1200, 90)), None);
        assert_eq!(find_sheet(&Grey::filled(40, 40, 90)), None);
    }
}
