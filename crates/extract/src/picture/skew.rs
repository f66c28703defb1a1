//! How far the lines of a page are off the horizontal.
use super::Grey;

/// Skews up to this are found, in radians (about 4.6 degrees).
const WIDEST: f64 = 0.08;
/// Steps of the first and of the second search, in radians (about a third and a twentieth of a degree).
const STEPS: [f64; 2] = [0.005, 0.001];
/// More points do not change the result.
const MAX_POINTS: usize = 60_000;
/// Fewer say nothing.
const MIN_POINTS: usize = 400;

/// The angle in radians by which the lines of a page fall to the right; 0 if it has no lines.
///
/// Lines are where the lower edges of dark shapes gather in few rows (Postl's projection profile).
pub(crate) fn skew(picture: &Grey) -> f64 {
    let points = lower_edges(picture);
    if points.len() < MIN_POINTS {
        return 0.0;
    }
    let mut best = 0.0;
    let mut reach = WIDEST;
    for step in STEPS {
        let mut scores = Vec::new();
        let mut angle = best - reach;
        while angle <= best + reach + step / 2.0 {
            scores.push((sharpness(&points, angle, picture.height()), angle));
            angle += step;
        }
        best = scores
            .into_iter()
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(0.0, |(_, angle)| angle);
        reach = step;
    }
    best
}

/// Dark pixels above bright ones, thinned out evenly.
#[expect(clippy::cast_precision_loss, reason = "pixels of pictures within the limits")]
fn lower_edges(picture: &Grey) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    let rows: Vec<&[u8]> = picture.rows().collect();
    for (y, pair) in rows.windows(2).enumerate() {
        for (x, (&above, &below)) in pair[0].iter().zip(pair[1]).enumerate() {
            if above < 128 && below >= 128 {
                points.push((x as f64, y as f64));
            }
        }
    }
    let every = points.len().div_ceil(MAX_POINTS).max(1);
    points.into_iter().step_by(every).collect()
}

/// How unevenly the points fall into rows that are inclined by the angle.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rows of pictures within the limits"
)]
fn sharpness(points: &[(f64, f64)], angle: f64, height: usize) -> f64 {
    let slope = angle.tan();
    let mut rows = vec![0_u32; height * 2];
    let middle = height as f64 / 2.0;
    for (x, y) in points {
        let row = (y - x * slope + middle).max(0.0) as usize;
        if let Some(row) = rows.get_mut(row) {
            *row += 1;
        }
    }
    rows.iter()
        .map(|&count| f64::from(count) * f64::from(count))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Projection, resample};

    #[test]
    fn lines_askew_are_measured() {
        let (width, height) = (600, 800);
        let mut page = Grey::filled(width, height, 255);
        for y in (100..700).step_by(24) {
            for line in y..y + 10 {
                for x in (60..540).filter(|x| x % 14 < 9) {
                    page.pixels_mut()[line * width + x] = 0;
                }
            }
        }
        for angle in [-0.05, -0.012, 0.0, 0.02] {
            // Where a pixel of the turned page comes from: turned back about the middle.
            let back = Projection::shift(-300.0, -400.0)
                .then(Projection::turn(-angle))
                .then(Projection::shift(300.0, 400.0));
            let askew = resample(&page, &back, width, height);
            assert!((skew(&askew) - angle).abs() < 0.002, "{angle} {}", skew(&askew));
        }
        assert!(skew(&Grey::filled(300, 300, 255)).abs() < 1e-9);
    }
}
