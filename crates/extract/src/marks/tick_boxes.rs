//! Small square frames to tick, found by their four sides, and whether something stands in them.
use std::collections::BTreeSet;

use aktenlage_domain::document::MarkState;

use super::ink::{Area, Ink};
use super::{circles, outline};
use crate::picture::Grey;

/// Sides of boxes in pixels at 300 dots per inch: 1.7 to 6.4 millimetres.
pub(super) const SIDES: std::ops::RangeInclusive<usize> = 20..=76;
/// Least share of each side that is drawn, in percent.
const SIDE_PERCENT: usize = 86;
/// Least share of all four sides together, in percent.
const FRAME_PERCENT: usize = 94;

/// Lines of frames are this thick at most, in pixels.
pub(super) const LINE: usize = 7;

/// Boxes in a row with less paper between them are for letters.
const GAP: usize = LINE + 3;
/// What a frame with sharp corners counts more than any other at its place.
const SHARP: usize = 1000;
/// How much wider than high, and higher than wide, a box may be, in percent, from any edge of its lines to any other.
const WIDEST_PERCENT: usize = 130;
const HIGHEST_PERCENT: usize = 115;

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
    /// Whether all four corners are sharp: those of letters are not.
    pub(super) is_sharp: bool,
}

/// All boxes of a page, from the top.
pub(super) fn find(ink: &Ink) -> Vec<TickBox> {
    let circles = circles::find(ink)
        .into_iter()
        .map(|(drawn, frame)| (drawn, frame, Shape::Round));
    chosen(ink, squares(ink).chain(circles).collect())
}

/// The same, and those with a mark in them whose frames are so pale that they fade beside it.
pub(super) fn find_with_pale(page: &Grey, ink: &Ink) -> Vec<TickBox> {
    let mut boxes = find(ink);
    let Some(beside) = Ink::beside_marks(page) else {
        return boxes;
    };
    let is_new = |found: &TickBox| {
        let is_marked = found.is_sharp && found.state != MarkState::Off;
        is_marked && boxes.iter().all(|known| known.frame.common(found.frame) == 0)
    };
    let mut pale = chosen(&beside, squares(&beside).collect());
    pale.retain(is_new);
    boxes.append(&mut pale);
    boxes.sort_by_key(|found| (found.frame.top, found.frame.left));
    boxes
}

fn squares(ink: &Ink) -> impl Iterator<Item = (usize, Area, Shape)> + use<> {
    frames(ink)
        .into_iter()
        .map(|(drawn, frame)| (drawn, frame, Shape::Square))
}

/// What counts of the frames that were found, from the top.
fn chosen(ink: &Ink, mut frames: Vec<(usize, Area, Shape)>) -> Vec<TickBox> {
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
        on_one_line && (one.right.abs_diff(other.left) <= GAP || other.right.abs_diff(one.left) <= GAP)
    };
    // Boxes in a row that share their sides, or nearly so, are for letters.
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

/// Squares whose four sides are drawn and whose lines end at the corners, with how well they are drawn (per mille, and more
/// with sharp corners).
fn frames(ink: &Ink) -> Vec<(usize, Area)> {
    let (least, most) = (*SIDES.start(), *SIDES.end());
    let margin = least / 3 + LINE + 1;
    let mut frames = Vec::new();
    if ink.width() < 3 * most || ink.height() < 3 * most {
        return frames;
    }
    let is_drawn = |drawn: usize, length: usize| drawn * 100 >= length * SIDE_PERCENT;
    // Many candidates lie on the lines of one frame.
    let mut known: BTreeSet<[usize; 4]> = BTreeSet::new();
    for top in margin..ink.height() - least - margin {
        for left in margin..ink.width() - least - margin {
            let starts = is_drawn(ink.on_row(top, left, left + least), least)
                && is_drawn(ink.in_column(left, top, top + least), least)
                && ink.on_row(top, left, left + 3) == 3
                && ink.in_column(left, top, top + 3) == 3
                && (ink.on_row(top - 4, left, left + least) * 2 < least
                    || ink.in_column(left - 4, top, top + least) * 2 < least);
            if !starts || !has_thin_lines(ink, left, top) {
                continue;
            }
            for width in least..=most.min(ink.width() - margin - left) {
                let right = left + width;
                let upper = ink.on_row(top, left, right);
                if !is_drawn(upper, width) || ink.in_column(right, top, top + 3) < 3 {
                    continue;
                }
                let heights = (width * 100 / WIDEST_PERCENT).max(least)
                    ..=(width * HIGHEST_PERCENT / 100)
                        .min(most)
                        .min(ink.height() - margin - top);
                for height in heights {
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
                    if !is_frame {
                        continue;
                    }
                    let found = Area {
                        left,
                        top,
                        right,
                        bottom,
                    };
                    let outer = outline::outer(ink, found);
                    let drawn = drawn * 1000 / length;
                    let is_new = known.insert([outer.left, outer.top, outer.right, outer.bottom]);
                    if is_new && stands_alone(ink, outer) && outline::is_sharp(ink, outer) {
                        frames.push((SHARP + drawn, outer));
                    } else if height * HIGHEST_PERCENT >= width * 100
                        && stands_alone(ink, found)
                        && outline::is_outlined(ink, found)
                    {
                        frames.push((drawn, found));
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

/// Whether the lines end at the corners: those of tables go on.
fn stands_alone(ink: &Ink, frame: Area) -> bool {
    /// So many of the eight ends may go on: a box may stand on a line, and marks overshoot.
    const MAY_GO_ON: usize = 2;
    /// Ends that go on together where a row or a column goes on: left, right, up, down.
    const TOGETHER: [[usize; 2]; 4] = [[0, 1], [2, 3], [4, 5], [6, 7]];
    // Further than the stroke of a broad pen across a corner.
    let reach = (frame.width() / 3).max(10) + LINE;
    let Area {
        left,
        top,
        right,
        bottom,
    } = frame;
    // Without a gap: the next box of a column begins soon after one.
    let across = |y: usize, from: usize, to: usize| ink.on_row(y, from, to) * 10 > (to - from) * 9;
    let down = |x: usize, from: usize, to: usize| ink.in_column(x, from, to) * 10 > (to - from) * 9;
    let (before, behind) = (left.saturating_sub(reach), (right + reach).min(ink.width() - 1));
    let (above, below) = (top.saturating_sub(reach), (bottom + reach).min(ink.height() - 1));
    let ends = [
        across(top, before, left),
        across(bottom, before, left),
        across(top, right, behind),
        across(bottom, right, behind),
        down(left, above, top),
        down(right, above, top),
        down(left, bottom, below),
        down(right, bottom, below),
    ];
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
        Shape::Round => (frame.inset(side / 7 + 5).unwrap_or(frame), 0),
    };
    let middle = inside.inset(margin).unwrap_or(inside);
    let (whole, share) = (ink.share(inside), ink.share(middle));
    let is_blackened = whole >= BLACKENED_FROM && !has_free_sides(ink, frame);
    let (state, confidence) = state_of(whole, share, is_blackened);
    TickBox {
        frame,
        state,
        ink: share,
        confidence,
        is_sharp: shape == Shape::Square && outline::is_sharp(ink, frame),
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
/// A tick may pass by the middle: with as much ink as this inside, less of it is in the middle.
const MARKED_ASIDE_FROM: f32 = 0.09;
const MIDDLE_OF_MARK_ASIDE: f32 = 0.01;
/// With so much ink inside a box is not empty, though its middle is: a tick may only lean into a corner. More than what
/// uneven lines of a frame leave inside.
const NOT_EMPTY_FROM: f32 = 0.025;
/// From this share of the inside on a box is blackened: ticked, or a tick that was taken back.
const BLACKENED_FROM: f32 = 0.72;

fn state_of(whole: f32, middle: f32, is_blackened: bool) -> (MarkState, f32) {
    if is_blackened {
        (MarkState::Unsure, 0.5)
    } else if middle >= MARKED_FROM || (whole >= MARKED_ASIDE_FROM && middle >= MIDDLE_OF_MARK_ASIDE) {
        (MarkState::On, (0.90 + middle * 0.3).min(0.97))
    } else if middle < EMPTY_BELOW && whole < NOT_EMPTY_FROM {
        (MarkState::Off, 0.97 - middle * 5.0)
    } else {
        (MarkState::Unsure, 0.5)
    }
}

/// Whether paper shows beside the middle of three sides at least: a cross with a broad pen leaves it there, however full the
/// box is; one that is blackened leaves none.
fn has_free_sides(ink: &Ink, frame: Area) -> bool {
    let Area {
        left,
        top,
        right,
        bottom,
    } = frame;
    let (x, y) = (usize::midpoint(left, right), usize::midpoint(top, bottom));
    let half = (frame.width().min(frame.height()) / 16).max(1);
    let patch = |left: usize, top: usize, right: usize, bottom: usize| Area {
        left,
        top,
        right,
        bottom,
    };
    [
        patch(left + LINE, y - half, left + LINE + 2 * half, y + half),
        patch(right - LINE - 2 * half, y - half, right - LINE, y + half),
        patch(x - half, top + LINE, x + half, top + LINE + 2 * half),
        patch(x - half, bottom - LINE - 2 * half, x + half, bottom - LINE),
    ]
    .into_iter()
    .filter(|side| ink.share(*side) < 0.5)
    .count()
        >= 3
}

/// The inside of a frame, without its lines.
fn inside(ink: &Ink, frame: Area) -> Area {
    /// Pixels by which the lines of a frame may differ; a shadow makes two of them thicker.
    const UNEVEN: usize = 2;
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
    let depths = [
        depth(&|depth| (ink.in_column(left + depth, top, bottom), bottom - top)),
        depth(&|depth| (ink.in_column(right - depth, top, bottom), bottom - top)),
        depth(&|depth| (ink.on_row(top + depth, left, right), right - left)),
        depth(&|depth| (ink.on_row(bottom - depth, left, right), right - left)),
    ];
    // What is thicker than three of the sides is the foot of a tick.
    let mut sorted = depths;
    sorted.sort_unstable();
    let [from_left, from_right, from_top, from_bottom] = depths.map(|depth| depth.min(sorted[2] + UNEVEN));
    Area {
        left: left + from_left,
        top: top + from_top,
        right: right - from_right,
        bottom: bottom - from_bottom,
    }
}
