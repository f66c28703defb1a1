//! Boxes to tick whose places are known from a taught form: found even where their frames are broken, and judged.
use aktenlage_domain::document::MarkState;

use super::ink::{Area, Ink};
use super::tick_boxes::judge_frame;

/// How far a frame may be off its place, in pixels at 300 dots per inch: 1 millimetre.
const OFF: usize = 12;
/// Sides of a frame as shares of those that the form says, in percent: some forms have fields twice as wide as the box
/// that is printed in them, and its lines would count as a mark.
const SMALLEST_PERCENT: usize = 45;
const LARGEST_PERCENT: usize = 125;
/// Least part of a side that is drawn, in percent; one side may be lost.
const SIDE_PERCENT: usize = 70;
/// Least part of all sides together.
const FRAME_PERCENT: usize = 72;
/// Sides of boxes that are judged, in pixels: 1.2 to 10 millimetres. Larger fields are no boxes to tick.
const SIDES: std::ops::RangeInclusive<usize> = 14..=120;
/// Ink in the middle of a place without a frame: below it is empty, above it something stands there.
const EMPTY_BELOW: f32 = 0.005;
/// From here on it is a mark and no dust.
const MARKED_FROM: f32 = 0.12;

/// What stands in the box that a form has at a place: its state, the dark share of its middle, how sure that is, 0 to 1.
/// `None` if the place is too small, too large, or at the edge of the page.
pub(super) fn judge(ink: &Ink, place: Area) -> Option<(MarkState, f32, f32)> {
    let is_inside = place.left > 2 * OFF
        && place.top > 2 * OFF
        && place.right + 2 * OFF < ink.width()
        && place.bottom + 2 * OFF < ink.height();
    if !is_inside || !SIDES.contains(&place.width()) || !SIDES.contains(&place.height()) {
        return None;
    }
    if let Some(frame) = frame_at(ink, place) {
        return Some(judge_frame(ink, frame));
    }
    // Without a frame only the middle counts: neither a lost line nor the next word reaches it.
    let margin = place.width().min(place.height()) / 4;
    let middle = place.inset(margin)?;
    let share = ink.share(middle);
    let (state, confidence) = if share < EMPTY_BELOW {
        (MarkState::Off, 0.85)
    } else if share >= MARKED_FROM {
        (MarkState::On, 0.75)
    } else {
        (MarkState::Unsure, 0.5)
    };
    Some((state, share, confidence))
}

/// The frame that is drawn best at about the place.
fn frame_at(ink: &Ink, place: Area) -> Option<Area> {
    let reach = OFF.max(place.width().min(place.height()) / 3);
    let range = |length: usize| length * SMALLEST_PERCENT / 100..=length * LARGEST_PERCENT / 100;
    let (lefts, tops) = (
        place.left.saturating_sub(reach).max(1)..=place.left + reach,
        place.top.saturating_sub(reach).max(1)..=place.top + reach,
    );
    let mut best: Option<(usize, usize, Area)> = None;
    for top in tops {
        for left in lefts.clone() {
            for width in range(place.width()) {
                let right = left + width;
                if right > place.right + reach || right + 1 >= ink.width() {
                    break;
                }
                let upper = ink.on_row(top, left, right);
                // Most places have no line at all.
                if 2 * upper < width {
                    continue;
                }
                for height in range(place.height()) {
                    let bottom = top + height;
                    if bottom > place.bottom + reach || bottom + 1 >= ink.height() {
                        break;
                    }
                    let frame = Area {
                        left,
                        top,
                        right,
                        bottom,
                    };
                    let Some(drawn) = drawn(ink, frame, upper) else {
                        continue;
                    };
                    let off = frame.left.abs_diff(place.left)
                        + frame.right.abs_diff(place.right)
                        + frame.top.abs_diff(place.top)
                        + frame.bottom.abs_diff(place.bottom);
                    let is_better = best.is_none_or(|(known, known_off, _)| {
                        drawn > known + 10 || (drawn + 10 >= known && off < known_off)
                    });
                    if is_better {
                        best = Some((drawn, off, frame));
                    }
                }
            }
        }
    }
    best.map(|(_, _, frame)| frame)
}

/// How much of a frame is drawn, per mille; `None` if more than one of its sides is missing.
fn drawn(ink: &Ink, frame: Area, upper: usize) -> Option<usize> {
    let Area {
        left,
        top,
        right,
        bottom,
    } = frame;
    let (width, height) = (frame.width(), frame.height());
    let sides = [
        (upper, width),
        (ink.on_row(bottom, left, right), width),
        (ink.in_column(left, top, bottom), height),
        (ink.in_column(right, top, bottom), height),
    ];
    let drawn: usize = sides.iter().map(|side| side.0).sum();
    let length = 2 * (width + height);
    let clear = sides
        .iter()
        .filter(|(drawn, length)| drawn * 100 >= length * SIDE_PERCENT)
        .count();
    (clear >= 3 && drawn * 100 >= length * FRAME_PERCENT).then(|| drawn * 1000 / length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Grey;

    const PLACE: Area = Area {
        left: 100,
        top: 100,
        right: 140,
        bottom: 140,
    };

    /// A page with a frame at an offset from its place, and what is drawn in it.
    fn page(off: usize, has_right_side: bool, draw: impl Fn(&mut dyn FnMut(usize, usize))) -> Ink {
        let (width, height) = (300, 300);
        let mut pixels = vec![255; width * height];
        let mut dot = |x: usize, y: usize| {
            for (x, y) in [(x, y), (x + 1, y), (x, y + 1)] {
                pixels[y * width + x] = 0;
            }
        };
        for step in 0..40 {
            dot(100 + off + step, 100 + off);
            dot(100 + off + step, 140 + off);
            dot(100 + off, 100 + off + step);
            if has_right_side {
                dot(140 + off, 100 + off + step);
            }
        }
        draw(&mut dot);
        Ink::of(&Grey::new(width, height, pixels).unwrap()).unwrap()
    }

    fn cross(dot: &mut dyn FnMut(usize, usize)) {
        for step in 0..30 {
            dot(108 + step, 108 + step);
            dot(108 + step, 138 - step);
        }
    }

    fn state(ink: &Ink) -> Option<MarkState> {
        judge(ink, PLACE).map(|(state, _, _)| state)
    }

    #[test]
    fn frames_are_found_beside_their_places_and_when_a_side_is_lost() {
        for (off, has_right_side) in [(0, true), (5, true), (9, true), (4, false)] {
            let empty = page(off, has_right_side, |_| {});
            assert_eq!(state(&empty), Some(MarkState::Off), "{off} {has_right_side}");
            let marked = page(off, has_right_side, cross);
            assert_eq!(state(&marked), Some(MarkState::On), "{off} {has_right_side}");
        }
    }

    #[test]
    fn a_box_much_smaller_than_its_field_is_no_mark() {
        let side = 300;
        let mut pixels = vec![255; side * side];
        for step in 0..=22 {
            for (x, y) in [
                (109 + step, 109),
                (109 + step, 131),
                (109, 109 + step),
                (131, 109 + step),
            ] {
                for (x, y) in [(x, y), (x + 1, y), (x, y + 1)] {
                    pixels[y * side + x] = 0;
                }
            }
        }
        let empty = Ink::of(&Grey::new(side, side, pixels).unwrap()).unwrap();
        assert_eq!(state(&empty), Some(MarkState::Off));
    }

    #[test]
    fn dust_without_a_frame_is_neither() {
        let width = 300;
        let mut pixels = vec![255; width * width];
        assert_eq!(
            state(&Ink::of(&Grey::new(width, width, pixels.clone()).unwrap()).unwrap()),
            Some(MarkState::Off)
        );
        for (x, y) in [
            (118, 118),
            (119, 118),
            (120, 119),
            (121, 119),
            (120, 120),
            (119, 120),
        ] {
            pixels[y * width + x] = 0;
        }
        let dust = Ink::of(&Grey::new(width, width, pixels).unwrap()).unwrap();
        assert_eq!(state(&dust), Some(MarkState::Unsure));
        let corner = Area {
            left: 2,
            top: 2,
            right: 40,
            bottom: 40,
        };
        assert!(judge(&dust, corner).is_none());
    }
}
