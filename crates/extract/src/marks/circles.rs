//! Round frames to tick, as some forms draw them for one choice of several.
use super::ink::{Area, Ink};
use super::tick_boxes::SIDES;

/// Diameters in pixels at 300 dots per inch, from 2.4 millimetres: smaller ones are letters.
const LEAST: usize = 28;
/// Lines of circles are this thick at most, in pixels.
const THICKEST: usize = 10;
/// Directions in which a circle is looked at.
const DIRECTIONS: usize = 32;

/// Circles with paper on both sides of the line, as the squares around them, with how well they are drawn (per mille).
pub(super) fn find(ink: &Ink) -> Vec<(usize, Area)> {
    let (least, most) = (LEAST, *SIDES.end());
    let margin = most;
    let mut circles = Vec::new();
    if ink.width() < 3 * most || ink.height() < 3 * most {
        return circles;
    }
    let directions = directions();
    for top in margin..ink.height() - most - margin {
        for x in margin..ink.width() - margin {
            // The upper end of a circle: a piece of line with paper above.
            let is_upper_end = ink.is_dark(x, top)
                && !ink.is_dark(x, top - 1)
                && ink.on_row(top, x - 3, x + 4) == 7
                && ink.on_row(top - 4, x - 3, x + 4) == 0
                && (2..=THICKEST).any(|depth| !ink.is_dark(x, top + depth));
            if !is_upper_end {
                continue;
            }
            for diameter in least..=most {
                let (radius, bottom) = (diameter / 2, top + diameter);
                let y = top + radius;
                let has_ends = ink.on_row(bottom, x - 3, x + 4) >= 5
                    && ink.in_column(x - radius, y - 3, y + 4) >= 5
                    && ink.in_column(x + diameter - radius, y - 3, y + 4) >= 5;
                if !has_ends {
                    continue;
                }
                if let Some(drawn) = drawn(ink, &directions, x, top, diameter) {
                    circles.push((
                        drawn,
                        Area {
                            left: x - radius,
                            top,
                            right: x + diameter - radius,
                            bottom,
                        },
                    ));
                }
            }
        }
    }
    circles
}

#[expect(clippy::cast_precision_loss, reason = "a few directions")]
fn directions() -> [(f64, f64); DIRECTIONS] {
    std::array::from_fn(|index| (index as f64 * std::f64::consts::TAU / DIRECTIONS as f64).sin_cos())
}

/// How much of a circle is drawn, in per mille; `None` if it is none or does not stand alone.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "inside the page: the margin is larger than all that is added"
)]
fn drawn(ink: &Ink, directions: &[(f64, f64)], x: usize, top: usize, diameter: usize) -> Option<usize> {
    /// Cosine of the directions that count as beside it: seven of 32 on each side.
    const BESIDE: f64 = 0.8;
    /// So many of them lead over paper.
    const LEAST_BESIDE: usize = 4;
    let radius = diameter as f64 / 2.0;
    let (middle_x, middle_y) = (x as f64, top as f64 + radius);
    let is_dark = |(sine, cosine): (f64, f64), distance: f64| {
        let (x, y) = (middle_x + cosine * distance, middle_y + sine * distance);
        ink.is_dark(x.round() as usize, y.round() as usize)
    };
    // The line lies inside the outer edge.
    let thickest = (radius * 0.35).max(4.0);
    let outwards = (radius * 0.5).max(10.0);
    let (mut on_line, mut paper_outside, mut paper_inside) = (0, 0, 0);
    // Letters have neighbours on both sides.
    let (mut before, mut behind) = (0, 0);
    for &direction in directions {
        let line = [1.0, 0.0, -1.0, -2.0].map(|offset| radius + offset);
        on_line += usize::from(line.into_iter().any(|distance| is_dark(direction, distance)));
        let mut distance = radius + 3.0;
        let mut is_clear = true;
        while distance < radius + outwards {
            is_clear &= !is_dark(direction, distance);
            distance += 1.0;
        }
        paper_outside += usize::from(is_clear);
        before += usize::from(is_clear && direction.1 < -BESIDE);
        behind += usize::from(is_clear && direction.1 > BESIDE);
        let mut depth = 1.0;
        let mut is_thin = false;
        while depth < thickest {
            is_thin |= !is_dark(direction, radius - 1.0 - depth);
            depth += 1.0;
        }
        paper_inside += usize::from(is_thin);
    }
    let share = |count: usize| count * 100 / DIRECTIONS;
    let stands_alone = before >= LEAST_BESIDE && behind >= LEAST_BESIDE;
    let is_clear = share(on_line) >= 93 && share(paper_outside) >= 72 && share(paper_inside) >= 62;
    // A large cross covers much of both.
    let is_covered = on_line == DIRECTIONS && share(paper_outside) >= 45 && share(paper_inside) >= 40;
    let is_circle = stands_alone && (is_clear || is_covered);
    is_circle.then_some(on_line * 1000 / DIRECTIONS)
}
