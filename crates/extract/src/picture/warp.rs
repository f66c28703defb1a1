//! Turning, scaling and straightening a picture in one pass.
use super::Grey;

/// A map between two planes that keeps straight lines straight, row by row of its matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Projection([[f64; 3]; 3]);

impl Projection {
    /// The map that changes nothing.
    pub(crate) const IDENTITY: Self = Self::scale(1.0, 1.0);

    /// Stretches both axes.
    pub(crate) const fn scale(x: f64, y: f64) -> Self {
        Self([[x, 0.0, 0.0], [0.0, y, 0.0], [0.0, 0.0, 1.0]])
    }

    /// Moves.
    pub(crate) const fn shift(x: f64, y: f64) -> Self {
        Self([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])
    }

    /// Turns about the origin, clockwise as seen on a screen.
    pub(crate) fn turn(radians: f64) -> Self {
        let (sine, cosine) = radians.sin_cos();
        Self([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])
    }

    /// Takes the corners of a rectangle at the origin, clockwise from the upper left, to four points
    /// (Heckbert 1989, the square-to-quadrilateral map).
    pub(crate) fn onto(width: f64, height: f64, corners: [(f64, f64); 4]) -> Self {
        let [(x0, y0), (x1, y1), (x2, y2), (x3, y3)] = corners;
        let (dx1, dx2, sum_x) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3);
        let (dy1, dy2, sum_y) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3);
        let determinant = dx1 * dy2 - dx2 * dy1;
        let across = (sum_x * dy2 - dx2 * sum_y) / determinant;
        let down = (dx1 * sum_y - sum_x * dy1) / determinant;
        let square = Self([
            [x1 - x0 + across * x1, x3 - x0 + down * x3, x0],
            [y1 - y0 + across * y1, y3 - y0 + down * y3, y0],
            [across, down, 1.0],
        ]);
        Self::scale(1.0 / width, 1.0 / height).then(square)
    }

    /// First `self`, then `next`.
    pub(crate) fn then(self, next: Self) -> Self {
        let cell = |row: [f64; 3], column: usize| (0..3).map(|at| row[at] * self.0[at][column]).sum();
        Self(next.0.map(|row| [0, 1, 2].map(|column| cell(row, column))))
    }

    /// The way back (the adjugate over the determinant); `None` if there is none.
    #[expect(clippy::many_single_char_names, reason = "the cells of a matrix")]
    pub(crate) fn inverse(&self) -> Option<Self> {
        let [[a, b, c], [d, e, f], [g, h, i]] = self.0;
        let determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
        let inverse = [
            [e * i - f * h, c * h - b * i, b * f - c * e],
            [f * g - d * i, a * i - c * g, c * d - a * f],
            [d * h - e * g, b * g - a * h, a * e - b * d],
        ]
        .map(|row| row.map(|value| value / determinant));
        inverse
            .iter()
            .flatten()
            .all(|value| value.is_finite())
            .then_some(Self(inverse))
    }

    /// Where a point goes.
    pub(crate) fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        let [across, down, depth] = self.0.map(|row| row[0] * x + row[1] * y + row[2]);
        (across / depth, down / depth)
    }

    /// The smallest upright rectangle around the image of one, both as left, top, right, bottom.
    pub(crate) fn bounds(&self, [left, top, right, bottom]: [f64; 4]) -> [f64; 4] {
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        let mut bounds = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for (x, y) in corners.map(|(x, y)| self.apply(x, y)) {
            bounds = [
                bounds[0].min(x),
                bounds[1].min(y),
                bounds[2].max(x),
                bounds[3].max(y),
            ];
        }
        bounds
    }
}

/// Steps between two pixels in which interpolation is done.
const STEPS: usize = 64;
/// Weights are whole numbers that add up to this.
const UNIT: i32 = 1 << 8;
/// Weights of four neighbours for each step between the second and the third.
type Weights = [[i32; 4]; STEPS];

/// A picture of `width` x `height` whose pixels come from where `to_source` says, smoothly; what lies outside
/// the source is white.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of pictures within the limits"
)]
pub(crate) fn resample(source: &Grey, to_source: &Projection, width: usize, height: usize) -> Grey {
    let mut target = Grey::filled(width, height, u8::MAX);
    if source.width() == 0 || source.height() == 0 || width == 0 {
        return target;
    }
    let weights = cubic_weights();
    let (right, bottom) = (source.width() as f64, source.height() as f64);
    let Projection(lines) = to_source;
    for (y, row) in target.pixels_mut().chunks_exact_mut(width).enumerate() {
        // Pixels are areas: their value stands at their middle.
        let y = y as f64 + 0.5;
        let start = lines.map(|line| line[1] * y + line[2]);
        for (x, pixel) in row.iter_mut().enumerate() {
            let x = x as f64 + 0.5;
            let depth = lines[2][0] * x + start[2];
            let (x, y) = (
                (lines[0][0] * x + start[0]) / depth,
                (lines[1][0] * x + start[1]) / depth,
            );
            if x >= 0.0 && y >= 0.0 && x < right && y < bottom {
                // Moved by one pixel, so that whole numbers are cut off downwards.
                let at = |place: f64| ((place + 0.5) * STEPS as f64) as usize;
                *pixel = sample(source, at(x), at(y), &weights);
            }
        }
    }
    target
}

/// The shade at a place between pixels, in steps from the pixel before the first, by cubic interpolation.
#[expect(clippy::cast_sign_loss, reason = "clamped to the range of a byte")]
fn sample(source: &Grey, x: usize, y: usize, weights: &Weights) -> u8 {
    let (across, down) = (&weights[x % STEPS], &weights[y % STEPS]);
    // The first of the four neighbours is two before this.
    let (column, row) = (x / STEPS, y / STEPS);
    let (width, height) = (source.width(), source.height());
    let pixels = source.pixels();
    let mut sum = 0;
    if column >= 2 && row >= 2 && column + 1 < width && row + 1 < height {
        let start = (row - 2) * width + column - 2;
        for (line, weight) in down.iter().enumerate() {
            let at = start + line * width;
            let four = &pixels[at..at + 4];
            let inner: i32 = four
                .iter()
                .zip(across)
                .map(|(&shade, weight)| i32::from(shade) * weight)
                .sum();
            sum += inner * weight;
        }
    } else {
        for (line, weight) in down.iter().enumerate() {
            let y = (row + line).saturating_sub(2).min(height - 1);
            for (step, inner) in across.iter().enumerate() {
                let x = (column + step).saturating_sub(2).min(width - 1);
                sum += i32::from(pixels[y * width + x]) * inner * weight;
            }
        }
    }
    ((sum + UNIT * UNIT / 2) / (UNIT * UNIT)).clamp(0, 255) as u8
}

/// Catmull-Rom.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "64 steps, and weights around one"
)]
fn cubic_weights() -> Weights {
    let mut weights = [[0; 4]; STEPS];
    for (step, four) in weights.iter_mut().enumerate() {
        let t = step as f32 / STEPS as f32;
        let (t2, t3) = (t * t, t * t * t);
        let exact = [
            -t3 + 2.0 * t2 - t,
            3.0 * t3 - 5.0 * t2 + 2.0,
            -3.0 * t3 + 4.0 * t2 + t,
            t3 - t2,
        ];
        *four = exact.map(|weight| (weight / 2.0 * UNIT as f32).round() as i32);
        // Rounding must not change the shade of a plain surface.
        four[if t < 0.5 { 1 } else { 2 }] += UNIT - four.iter().sum::<i32>();
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near((x, y): (f64, f64), expected: (f64, f64)) -> bool {
        (x - expected.0).abs() < 1e-6 && (y - expected.1).abs() < 1e-6
    }

    #[test]
    fn nothing_to_do_changes_nothing_and_outside_is_white() {
        let pixels = (0..=255).cycle().take(16 * 20).collect();
        let picture = Grey::new(16, 20, pixels).unwrap();
        assert_eq!(resample(&picture, &Projection::IDENTITY, 16, 20), picture);
        let moved = resample(&picture, &Projection::shift(-20.0, 0.0), 16, 20);
        assert_eq!(moved, Grey::filled(16, 20, 255));
    }

    #[test]
    fn a_rectangle_goes_onto_four_corners_and_lines_stay_straight() {
        let corners = [(10.0, 20.0), (110.0, 12.0), (120.0, 190.0), (4.0, 170.0)];
        let map = Projection::onto(200.0, 300.0, corners);
        for (place, corner) in [(0.0, 0.0), (200.0, 0.0), (200.0, 300.0), (0.0, 300.0)]
            .into_iter()
            .zip(corners)
        {
            assert!(near(map.apply(place.0, place.1), corner), "{corner:?}");
        }
        let (left, middle, right) = (
            map.apply(0.0, 150.0),
            map.apply(77.0, 150.0),
            map.apply(200.0, 150.0),
        );
        let cross = (right.0 - left.0) * (middle.1 - left.1) - (right.1 - left.1) * (middle.0 - left.0);
        assert!(cross.abs() < 1e-6);
        assert!(near(map.inverse().unwrap().apply(110.0, 12.0), (200.0, 0.0)));
        let moved = map.then(Projection::shift(5.0, -5.0)).apply(0.0, 0.0);
        assert!(near(moved, (15.0, 15.0)));
    }

    #[test]
    fn the_way_back_leads_back() {
        let map = Projection::scale(2.0, 0.5)
            .then(Projection::turn(0.3))
            .then(Projection::shift(7.0, -4.0));
        let (x, y) = map.apply(12.0, 34.0);
        assert!(near(map.inverse().unwrap().apply(x, y), (12.0, 34.0)));
        assert_eq!(Projection::scale(0.0, 1.0).inverse(), None);
    }

    #[test]
    fn a_quarter_turn_turns_the_bounds() {
        let turn = Projection::turn(std::f64::consts::FRAC_PI_2);
        let [left, top, right, bottom] = turn.bounds([0.0, 0.0, 4.0, 2.0]);
        assert!(near((left, top), (-2.0, 0.0)) && near((right, bottom), (0.0, 4.0)));
    }
}
