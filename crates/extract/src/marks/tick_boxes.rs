//! Small square frames to tick, found by their four sides, and whether something stands in them.
use aktenlage_domain::document::MarkState;

use super::circles;
use super::ink::{Area, Ink};

/// Sides of boxes in pixels at 300 dots per inch: 1.7 to 6.4 millimetres.
pub(super) const SIDES: std::ops::RangeInclusive<usize> = 20..=76;
/// Least share of each side that is drawn, in percent.
const SIDE_PERCENT: usize = 86;
/// Least share of all four sides together, in percent.
const FRAME_PERCENT: usize = 94;

/// Lines of frames are this thick at most, in pixels.
pub(super) const LINE: usize = 7;

/// A box to tick.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TickBox {
    /// The frame, lines included.
    pub(super) frame: Area,
    /// What stands in it.
    pub(super) state: MarkState,
    /// Dark share of its inside, 0 to 1.
    pub(super) ink: f32,
    /// How sure the state is, 0 to 1.
    pub(super) confidence: f32,
}

/// All boxes of a page, from the top.
pub(super) fn find(ink: &Ink) -> Vec<TickBox> {
    let squares = frames(ink)
        .into_iter()
        .map(|(drawn, frame)| (drawn, frame, Shape::Square));
    let circles = circles::find(ink)
        .into_iter()
        .map(|(drawn, frame)| (drawn, frame, Shape::Round));
    let mut frames: Vec<(usize, Area, Shape)> = squares.chain(circles).collect();
    // The clearest frame of those that overlap is the one.
    frames
        .sort_by_key(|(drawn, frame, _)| (std::cmp::Reverse(*drawn), frame.pixels(), frame.top, frame.left));
    let mut kept: Vec<(Area, Shape)> = Vec::new();
    for (_, frame, shape) in frames {
        let overlaps =
            |(other, _): &(Area, Shape)| frame.common(*other) * 5 > frame.pixels().min(other.pixels());
        if !kept.iter().any(overlaps) {
            kept.push((frame, shape));
        }
    }
    kept.sort_by_key(|(frame, _)| (frame.top, frame.left));
    let touches = |one: Area, other: Area| {
        let on_one_line = one.top.abs_diff(other.top) <= LINE && one.bottom.abs_diff(other.bottom) <= LINE;
        on_one_line && (one.right.abs_diff(other.left) <= LINE || other.right.abs_diff(one.left) <= LINE)
    };
    // Boxes in a row that share their sides are for letters.
    let all = kept.clone();
    kept.retain(|(frame, _)| !all.iter().any(|(other, _)| touches(*frame, *other)));
    kept.into_iter()
        .map(|(frame, shape)| judge(ink, frame, shape))
        .collect()
}

/// Of a frame.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Square,
    Round,
}

/// Squares whose four sides are drawn and whose lines end at the corners, with how well they are drawn (per mille).
fn frames(ink: &Ink) -> Vec<(usize, Area)> {
    let (least, most) = (*SIDES.start(), *SIDES.end());
    let margin = most / 3 + LINE + 1;
    let mut frames = Vec::new();
    if ink.width() < 3 * most || ink.height() < 3 * most {
        return frames;
    }
    let is_drawn = |drawn: usize, length: usize| drawn * 100 >= length * SIDE_PERCENT;
    for top in margin..ink.height() - most - margin {
        for left in margin..ink.width() - most - margin {
            let starts = is_drawn(ink.on_row(top, left, left + least), least)
                && is_drawn(ink.in_column(left, top, top + least), least)
                && ink.on_row(top, left, left + 3) == 3
                && ink.in_column(left, top, top + 3) == 3
                && (ink.on_row(top - 4, left, left + least) * 2 < least
                    || ink.in_column(left - 4, top, top + least) * 2 < least);
            if !starts || !has_thin_lines(ink, left, top) {
                continue;
            }
            for width in SIDES {
                let right = left + width;
                let upper = ink.on_row(top, left, right);
                if !is_drawn(upper, width) || ink.in_column(right, top, top + 3) < 3 {
                    continue;
                }
                for height in (width * 20 / 23).max(least)..=(width * 23 / 20).min(most) {
                    let bottom = top + height;
                    let sides = [
                        (upper, width),
                        (ink.on_row(bottom, left, right), width),
                        (ink.in_column(left, top, bottom), height),
                        (ink.in_column(right, top, bottom), height),
                    ];
                    let drawn: usize = sides.iter().map(|side| side.0).sum();
                    let length = 2 * (width + height);
                    let is_frame = sides.iter().all(|&(drawn, length)| is_drawn(drawn, length))
                        && drawn * 100 >= length * FRAME_PERCENT;
                    let frame = Area {
                        left,
                        top,
                        right,
                        bottom,
                    };
                    if is_frame && stands_alone(ink, frame) && is_outlined(ink, frame) {
                        frames.push((drawn * 1000 / length, frame));
                    }
                }
            }
        }
    }
    frames
}

/// Whether the lines from a corner are thin somewhere: most corners of dark places are those of pictures and shadows.
fn has_thin_lines(ink: &Ink, left: usize, top: usize) -> bool {
    let places = [SIDES.start() / 3, SIDES.start() * 2 / 3];
    let depths = || 2..=2 * LINE;
    let is_thin_below = |x: usize| depths().any(|depth| !ink.is_dark(left + x, top + depth));
    let is_thin_beside = |y: usize| depths().any(|depth| !ink.is_dark(left + depth, top + y));
    places.into_iter().any(is_thin_below) && places.into_iter().any(is_thin_beside)
}

/// Whether all four sides are thin straight lines up to the corners, with paper on both sides: letters are round,
/// and have strokes close by.
fn is_outlined(ink: &Ink, frame: Area) -> bool {
    /// Places at which each side is looked at.
    const PLACES: usize = 14;
    /// Pixels by which a line may be off its place.
    const OFF: usize = 2;
    let Area {
        left,
        top,
        right,
        bottom,
    } = frame;
    let (width, height) = (right - left, bottom - top);
    let place = |length: usize, index: usize| (2 * index + 1) * length / (2 * PLACES);
    let thickest = (width.min(height) / 5).max(4);
    let (mut gaps, mut crowded, mut filled, mut paper) = (0, 0, 0, 0);
    for side in 0..4 {
        // From outside to inside; the side itself is at `LINE`.
        let is_dark = |index: usize, depth: usize| match side {
            0 => ink.is_dark(left + place(width, index), top + depth - LINE),
            1 => ink.is_dark(left + place(width, index), bottom + LINE - depth),
            2 => ink.is_dark(left + depth - LINE, top + place(height, index)),
            _ => ink.is_dark(right + LINE - depth, top + place(height, index)),
        };
        let count = |test: &dyn Fn(usize) -> bool| (0..PLACES).filter(|&index| test(index)).count();
        let missing = count(&|index| !(LINE - OFF..=LINE + OFF).any(|depth| is_dark(index, depth)));
        let outside = count(&|index| (1..LINE - OFF).all(|depth| !is_dark(index, depth)));
        let inside = count(&|index| {
            let first = (LINE - OFF..=LINE + OFF).find(|&depth| is_dark(index, depth));
            first.is_some_and(|first| (first..=first + thickest).any(|depth| !is_dark(index, depth)))
        });
        if missing > 2 {
            return false;
        }
        gaps += missing;
        paper += outside;
        crowded += usize::from(outside * 100 < PLACES * 60);
        filled += usize::from(inside * 100 < PLACES * 60);
    }
    let is_clear = crowded <= 1 && filled <= 1 && paper * 100 >= 4 * PLACES * 65;
    // A large mark in a small box covers much of both.
    let is_sharp = crowded <= 2 && filled <= 2 && paper * 100 >= 4 * PLACES * 50;
    (gaps <= 4 && is_clear) || (gaps == 0 && is_sharp)
}

/// Whether the lines end at the corners: those of tables and of rows of boxes for letters go on.
fn stands_alone(ink: &Ink, frame: Area) -> bool {
    /// So many of the eight ends may go on: a box may stand on a line, and marks overshoot.
    const MAY_GO_ON: usize = 2;
    /// Ends that go on together where a row or a column goes on: left, right, up, down.
    const TOGETHER: [[usize; 2]; 4] = [[0, 1], [2, 3], [4, 5], [6, 7]];
    let reach = (frame.width() / 3).max(6);
    let Area {
        left,
        top,
        right,
        bottom,
    } = frame;
    let goes_on = |drawn: usize| drawn * 10 > reach * 8;
    let ends = [
        ink.on_row(top, left - LINE - reach, left - LINE),
        ink.on_row(bottom, left - LINE - reach, left - LINE),
        ink.on_row(top, right + LINE, right + LINE + reach),
        ink.on_row(bottom, right + LINE, right + LINE + reach),
        ink.in_column(left, top - LINE - reach, top - LINE),
        ink.in_column(right, top - LINE - reach, top - LINE),
        ink.in_column(left, bottom + LINE, bottom + LINE + reach),
        ink.in_column(right, bottom + LINE, bottom + LINE + reach),
    ];
    let ends = ends.map(goes_on);
    let is_part_of_row = TOGETHER
        .into_iter()
        .any(|pair| pair.into_iter().all(|end| ends[end]));
    !is_part_of_row && ends.into_iter().filter(|&goes_on| goes_on).count() <= MAY_GO_ON
}

/// What stands in a frame.
fn judge(ink: &Ink, frame: Area, shape: Shape) -> TickBox {
    let side = frame.width().min(frame.height());
    let (inside, margin) = match shape {
        Shape::Square => {
            let inside = inside(ink, frame);
            (inside, inside.width().min(inside.height()) / 6)
        }
        // The square in the circle, without its line.
        Shape::Round => (frame.inset(side / 7).unwrap_or(frame), side / 8),
    };
    let middle = inside.inset(margin).unwrap_or(inside);
    let (whole, share) = (ink.share(inside), ink.share(middle));
    let (state, confidence) = state_of(whole, share);
    TickBox {
        frame,
        state,
        ink: share,
        confidence,
    }
}

/// The same for a square frame whose place is known: state, dark share of its middle, confidence.
pub(super) fn judge_frame(ink: &Ink, frame: Area) -> (MarkState, f32, f32) {
    let TickBox {
        state,
        ink,
        confidence,
        ..
    } = judge(ink, frame, Shape::Square);
    (state, ink, confidence)
}

/// Less than this share of the middle is dust, more than the second a mark.
const EMPTY_BELOW: f32 = 0.02;
const MARKED_FROM: f32 = 0.055;
/// From this share of the inside on a box is blackened: ticked, or a tick that was taken back.
const BLACKENED_FROM: f32 = 0.72;

fn state_of(whole: f32, middle: f32) -> (MarkState, f32) {
    if whole >= BLACKENED_FROM {
        (MarkState::Unsure, 0.5)
    } else if middle >= MARKED_FROM {
        (MarkState::On, (0.90 + middle * 0.3).min(0.97))
    } else if middle < EMPTY_BELOW && whole < 0.09 {
        (MarkState::Off, 0.97 - middle * 5.0)
    } else {
        (MarkState::Unsure, 0.5)
    }
}

/// The inside of a frame, without its lines.
fn inside(ink: &Ink, frame: Area) -> Area {
    let side = frame.width().min(frame.height());
    // Frames are thinner than a quarter of the box; blackened boxes have no inner edge.
    let deepest = side / 4;
    let is_line = |drawn: usize, length: usize| drawn * 100 > length * 60;
    let depth = |line: &dyn Fn(usize) -> (usize, usize)| {
        (0..deepest)
            .find(|&depth| {
                let (drawn, length) = line(depth);
                !is_line(drawn, length)
            })
            .unwrap_or(deepest)
    };
    let Area {
        left,
        top,
        right,
        bottom,
    } = frame;
    Area {
        left: left + depth(&|depth| (ink.in_column(left + depth, top, bottom), bottom - top)),
        right: right - depth(&|depth| (ink.in_column(right - depth, top, bottom), bottom - top)),
        top: top + depth(&|depth| (ink.on_row(top + depth, left, right), right - left)),
        bottom: bottom - depth(&|depth| (ink.on_row(bottom - depth, left, right), right - left)),
    }
}
