//! How a square frame is drawn: where its lines end outside, whether they are thin, straight, and meet at the corners.
use super::ink::{Area, Ink};
use super::tick_boxes::LINE;

/// The frame moved to the outer edges of its lines.
pub(super) fn outer(ink: &Ink, frame: Area) -> Area {
    /// Lines are no thicker than this, and a candidate is at most two pixels outside of them.
    const STEPS: usize = LINE;
    const BACK: usize = 2;
    /// Share of a line that is dark, in percent; lines may be a little askew.
    const DRAWN_PERCENT: usize = 65;
    let Area {
        left,
        top,
        right,
        bottom,
    } = frame;
    let row = |y: usize| {
        let dark = (left..right).filter(|&x| ink.is_dark(x, y)).count();
        dark * 100 >= (right - left) * DRAWN_PERCENT
    };
    let column = |x: usize| {
        let dark = (top..bottom).filter(|&y| ink.is_dark(x, y)).count();
        dark * 100 >= (bottom - top) * DRAWN_PERCENT
    };
    // Inwards to the line where the place is beside it, outwards to its edge else.
    let low = |edge: usize, is_line: &dyn Fn(usize) -> bool| {
        let start = (edge..=edge + BACK).find(|&at| is_line(at)).unwrap_or(edge);
        let steps = (1..=STEPS.min(start)).take_while(|&step| is_line(start - step));
        start - steps.count()
    };
    let high = |edge: usize, most: usize, is_line: &dyn Fn(usize) -> bool| {
        let start = (edge - BACK..=edge).rev().find(|&at| is_line(at)).unwrap_or(edge);
        let steps = (1..=STEPS.min(most - 1 - start)).take_while(|&step| is_line(start + step));
        start + steps.count()
    };
    Area {
        left: low(left, &column),
        top: low(top, &row),
        right: high(right, ink.width(), &column),
        bottom: high(bottom, ink.height(), &row),
    }
}

/// Whether all four sides are thin straight lines up to the corners, with paper on both sides: letters are round,
/// and have strokes close by.
pub(super) fn is_outlined(ink: &Ink, frame: Area) -> bool {
    let Some(lines) = Lines::of(ink, frame, 4) else {
        return false;
    };
    let is_clear = lines.crowded <= 1 && lines.filled <= 1 && lines.paper >= 65;
    // A large mark in a small box covers much of both.
    let is_clean = lines.crowded <= 2 && lines.filled <= 2 && lines.paper >= 50;
    (lines.gaps <= 4 && is_clear) || (lines.gaps == 0 && is_clean)
}

/// Whether the sides of a frame (at its outer edges) have no gap and meet at sharp corners: no letter does. A mark may cover
/// most of it.
pub(super) fn is_sharp(ink: &Ink, frame: Area) -> bool {
    /// Lines of the smallest boxes are as thick as those of others.
    const THICKEST: usize = 6;
    let is_inside = frame.left >= LINE
        && frame.top >= LINE
        && frame.right + LINE <= ink.width()
        && frame.bottom + LINE <= ink.height();
    is_inside
        && has_sharp_corners(ink, frame)
        && Lines::of(ink, frame, THICKEST).is_some_and(|lines| {
            lines.gaps == 0 && lines.is_straight && lines.paper >= 35 && lines.hollow >= 35
        })
}

/// Whether all four corners are drawn out.
fn has_sharp_corners(ink: &Ink, frame: Area) -> bool {
    /// Pixels that blur takes off a corner on its diagonal.
    const OFF: usize = 1;
    let Area {
        left,
        top,
        right,
        bottom,
    } = frame;
    let is_drawn = |corner: &dyn Fn(usize) -> (usize, usize)| {
        (0..=OFF).any(|off| {
            let (x, y) = corner(off);
            ink.is_dark(x, y)
        })
    };
    is_drawn(&|off| (left + off, top + off))
        && is_drawn(&|off| (right - off, top + off))
        && is_drawn(&|off| (left + off, bottom - off))
        && is_drawn(&|off| (right - off, bottom - off))
}

/// What the four sides of a frame are like.
struct Lines {
    /// Places at which no line is.
    gaps: usize,
    /// Sides with something else close by outside, and without paper inside.
    crowded: usize,
    filled: usize,
    /// Shares of the places with paper outside and inside, in percent.
    paper: usize,
    hollow: usize,
    /// Whether the lines are as straight as a ruler draws them, where no mark covers them.
    is_straight: bool,
}

impl Lines {
    /// `None` if one of the sides has more than two gaps. `thickest`: pixels of a line at least, before it fills the frame.
    fn of(ink: &Ink, frame: Area, thickest: usize) -> Option<Self> {
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
        let thickest = (width.min(height) / 5).max(thickest);
        let mut lines = Self {
            gaps: 0,
            crowded: 0,
            filled: 0,
            paper: 0,
            hollow: 0,
            is_straight: true,
        };
        for side in 0..4 {
            // From outside to inside; the side itself is at `LINE`.
            let is_dark = |index: usize, depth: usize| match side {
                0 => ink.is_dark(left + place(width, index), top + depth - LINE),
                1 => ink.is_dark(left + place(width, index), bottom + LINE - depth),
                2 => ink.is_dark(left + depth - LINE, top + place(height, index)),
                _ => ink.is_dark(right + LINE - depth, top + place(height, index)),
            };
            let count = |test: &dyn Fn(usize) -> bool| (0..PLACES).filter(|&index| test(index)).count();
            let line = |index: usize| (LINE - OFF..=LINE + OFF).find(|&depth| is_dark(index, depth));
            let is_clear = |index: usize| (1..LINE - OFF).all(|depth| !is_dark(index, depth));
            let missing = count(&|index| line(index).is_none());
            let outside = count(&is_clear);
            let inside = count(&|index| {
                line(index)
                    .is_some_and(|first| (first..=first + thickest).any(|depth| !is_dark(index, depth)))
            });
            if missing > 2 {
                return None;
            }
            let edges = || (0..PLACES).filter(|&index| is_clear(index)).filter_map(line);
            let unevenness = edges().max().unwrap_or(0) - edges().min().unwrap_or(0);
            lines.is_straight &= unevenness <= 2;
            lines.gaps += missing;
            lines.paper += outside;
            lines.hollow += inside;
            lines.crowded += usize::from(outside * 100 < PLACES * 60);
            lines.filled += usize::from(inside * 100 < PLACES * 60);
        }
        lines.paper = lines.paper * 100 / (4 * PLACES);
        lines.hollow = lines.hollow * 100 / (4 * PLACES);
        Some(lines)
    }
}
