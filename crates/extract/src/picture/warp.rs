//! Turning, scaling and straightening a picture in one pass.
use super::Grey;

/// A projective map between two planes, row by row; the last entry is 1 unless it came from a product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Projection([[f64; 3]; 3]);

impl Projection {
    /// The map that changes nothing.
    pub(crate) const IDENTITY: Self = Self([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]);

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

    /// Maps the corners of the unit square, clockwise from the origin, to four points; `None` if these do not
    /// span a convex quadrilateral.
    pub(crate) fn from_unit_square(corners: [(f64, f64); 4]) -> Option<Self> {
        let [(x0, y0), (x1, y1), (x2, y2), (x3, y3)] = corners;
        let (dx1, dx2, sx) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3);
        let (dy1, dy2, sy) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3);
        let determinant = dx1 * dy2 - dx2 * dy1;
        if determinant.abs() < 1e-9 {
            return None;
        }
        let g = (sx * dy2 - dx2 * sy) / determinant;
        let h = (dx1 * sy - sx * dy1) / determinant;
        Some(Self([
            [x1 - x0 + g * x1, x3 - x0 + h * x3, x0],
            [y1 - y0 + g * y1, y3 - y0 + h * y3, y0],
            [g, h, 1.0],
        ]))
    }

    /// First `self`, then `next`.
    pub(crate) fn then(self, next: Self) -> Self {
        let mut product = [[0.0; 3]; 3];
        for (row, next) in product.iter_mut().zip(next.0) {
            for (column, cell) in row.iter_mut().enumerate() {
                *cell = (0..3).map(|k| next[k] * self.0[k][column]).sum();
            }
        }
        Self(product)
    }

    /// Where a point goes.
    pub(crate) fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c] = self.0.map(|row| row[0] * x + row[1] * y + row[2]);
        (a / c, b / c)
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

/// A picture of `width` x `height` whose pixels come from where `to_source` says, smoothly; what lies outside
/// the source is white.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of pictures within the limits, and shades that are clamped before"
)]
pub(crate) fn resample(source: &Grey, to_source: &Projection, width: usize, height: usize) -> Grey {
    let mut target = Grey::filled(width, height, u8::MAX);
    if source.width() == 0 || source.height() == 0 || width == 0 {
        return target;
    }
    let (right, bottom) = (source.width() as f64, source.height() as f64);
    for (y, row) in target.pixels_mut().chunks_exact_mut(width).enumerate() {
        for (x, pixel) in row.iter_mut().enumerate() {
            // Pixels are areas: their value stands at their middle.
            let (x, y) = to_source.apply(x as f64 + 0.5, y as f64 + 0.5);
            if x >= 0.0 && y >= 0.0 && x < right && y < bottom {
                *pixel = sample(source, x - 0.5, y - 0.5).round().clamp(0.0, 255.0) as u8;
            }
        }
    }
    target
}

/// The shade at a place between pixels, by cubic interpolation (Catmull-Rom).
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "places inside a picture"
)]
fn sample(source: &Grey, x: f64, y: f64) -> f32 {
    let (column, row) = (x.floor(), y.floor());
    let (across, down) = (cubic((x - column) as f32), cubic((y - row) as f32));
    let (column, row) = (column as isize, row as isize);
    let (width, height) = (source.width(), source.height());
    let pixels = source.pixels();
    let mut sum = 0.0;
    if column >= 1 && row >= 1 && column + 2 < width as isize && row + 2 < height as isize {
        let start = (row as usize - 1) * width + column as usize - 1;
        for (line, weight) in down.iter().enumerate() {
            let at = start + line * width;
            let line = &pixels[at..at + 4];
            let inner: f32 = line.iter().zip(across).map(|(&p, w)| f32::from(p) * w).sum();
            sum += inner * weight;
        }
        return sum;
    }
    for (line, weight) in (-1..).zip(down) {
        let y = (row + line).clamp(0, height as isize - 1) as usize;
        for (step, inner) in (-1..).zip(across) {
            let x = (column + step).clamp(0, width as isize - 1) as usize;
            sum += f32::from(pixels[y * width + x]) * inner * weight;
        }
    }
    sum
}

/// The weights of four neighbours at `t` between the second and the third.
fn cubic(t: f32) -> [f32; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [
        0.5 * (-t3 + 2.0 * t2 - t),
        0.5 * (3.0 * t3 - 5.0 * t2 + 2.0),
        0.5 * (-3.0 * t3 + 4.0 * t2 + t),
        0.5 * (t3 - t2),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near((x, y): (f64, f64), expected: (f64, f64)) -> bool {
        (x - expected.0).abs() < 1e-6 && (y - expected.1).abs() < 1e-6
    }

    #[test]
    fn corners_go_where_they_are_sent() {
        let corners = [(10.0, 20.0), (110.0, 25.0), (120.0, 220.0), (5.0, 200.0)];
        let map = Projection::from_unit_square(corners).unwrap();
        for (from, to) in [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].into_iter().zip(corners) {
            assert!(near(map.apply(from.0, from.1), to));
        }
        let moved = map.then(Projection::shift(1.0, -1.0));
        assert!(near(moved.apply(1.0, 1.0), (121.0, 219.0)));
        assert_eq!(Projection::from_unit_square([(0.0, 0.0); 4]), None);
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
    fn a_quarter_turn_turns_the_bounds() {
        let turn = Projection::turn(std::f64::consts::FRAC_PI_2);
        let [left, top, right, bottom] = turn.bounds([0.0, 0.0, 4.0, 2.0]);
        assert!(near((left, top), (-2.0, 0.0)) && near((right, bottom), (0.0, 4.0)));
    }
}
