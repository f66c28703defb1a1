//! Maps of the plane from a printed form to a page: through three points, or fitted to many.
//!
//! Points are in points (1/72 inch) from the upper left corner of their page, x to the right, y down.
use aktenlage_domain::document::PageBox;

/// A place on a page, in points.
pub(super) type Point = (f64, f64);

/// A projective map; its last row is 0, 0, 1 if it is affine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Transform([[f64; 3]; 3]);

impl Transform {
    /// Where a point goes.
    pub(super) fn apply(&self, (x, y): Point) -> Point {
        let [across, down, depth] = self.0.map(|row| row[0] * x + row[1] * y + row[2]);
        (across / depth, down / depth)
    }

    /// The affine map that takes three points to three others; `None` if they nearly lie on a line.
    pub(super) fn through(pairs: [(Point, Point); 3]) -> Option<Self> {
        let [one, two, three] = pairs.map(|(from, _)| from);
        let area = (two.0 - one.0) * (three.1 - one.1) - (three.0 - one.0) * (two.1 - one.1);
        let reach = [one, two, three].iter().fold(1.0_f64, |reach, other| {
            reach.max((other.0 - one.0).hypot(other.1 - one.1))
        });
        // A thin triangle turns small errors into large ones.
        if area.abs() < 0.1 * reach * reach {
            return None;
        }
        Self::affine(&pairs)
    }

    /// The affine map with the smallest squared errors; `None` if the points do not fix one.
    pub(super) fn affine(pairs: &[(Point, Point)]) -> Option<Self> {
        let frame = Frame::of(pairs.iter().map(|(from, _)| *from))?;
        let mut left = [[0.0; 3]; 3];
        let (mut right_x, mut right_y) = ([0.0; 3], [0.0; 3]);
        for (from, to) in pairs {
            let (x, y) = frame.inside(*from);
            let row = [x, y, 1.0];
            for (index, value) in row.iter().enumerate() {
                for (other, factor) in row.iter().enumerate() {
                    left[index][other] += value * factor;
                }
                right_x[index] += value * to.0;
                right_y[index] += value * to.1;
            }
        }
        let rows = [solve(left, right_x)?, solve(left, right_y)?, [0.0, 0.0, 1.0]];
        Some(Self(rows).after(&frame.matrix()))
    }

    /// The projective map with the smallest squared errors (direct linear transformation with normalised points,
    /// Hartley and Zisserman, Multiple View Geometry, 4.1 and 4.4); `None` if the points do not fix one.
    #[expect(clippy::many_single_char_names, reason = "as in the book")]
    pub(super) fn projective(pairs: &[(Point, Point)]) -> Option<Self> {
        let source = Frame::of(pairs.iter().map(|(from, _)| *from))?;
        let target = Frame::of(pairs.iter().map(|(_, to)| *to))?;
        let mut left = [[0.0; 8]; 8];
        let mut right = [0.0; 8];
        for (from, to) in pairs {
            let ((x, y), (u, v)) = (source.inside(*from), target.inside(*to));
            let equations = [
                ([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y], u),
                ([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y], v),
            ];
            for (row, value) in equations {
                for (index, factor) in row.iter().enumerate() {
                    for (other, second) in row.iter().enumerate() {
                        left[index][other] += factor * second;
                    }
                    right[index] += factor * value;
                }
            }
        }
        let [a, b, c, d, e, f, g, h] = solve(left, right)?;
        let middle = Self([[a, b, c], [d, e, f], [g, h, 1.0]]);
        let scale = 1.0 / target.scale;
        let out = Self([
            [scale, 0.0, target.middle.0],
            [0.0, scale, target.middle.1],
            [0.0, 0.0, 1.0],
        ]);
        Some(out.after(&middle.0).after(&source.matrix()))
    }

    /// Whether it is what paper, scanners and cameras do to a page: no mirror, scales that differ by less than a
    /// coarse fax (1 to 2), little shear. Measured in the middle of a page of this size.
    pub(super) fn is_plausible(&self, (width, height): Point) -> bool {
        let middle = (width / 2.0, height / 2.0);
        let [from, right, down] =
            [middle, (middle.0 + 1.0, middle.1), (middle.0, middle.1 + 1.0)].map(|point| self.apply(point));
        let (x, y) = (
            (right.0 - from.0, right.1 - from.1),
            (down.0 - from.0, down.1 - from.1),
        );
        let (across, along) = (x.0.hypot(x.1), y.0.hypot(y.1));
        let determinant = x.0 * y.1 - x.1 * y.0;
        let ratio = across / along;
        let is_number = ratio.is_finite() && determinant.is_finite();
        // The sine of the angle between both axes.
        is_number
            && determinant > 0.9 * across * along
            && (0.45..2.2).contains(&ratio)
            && (0.1..10.0).contains(&across)
    }

    /// First the other map, then this one.
    fn after(&self, first: &[[f64; 3]; 3]) -> Self {
        let mut product = [[0.0; 3]; 3];
        for (row, line) in product.iter_mut().enumerate() {
            for (column, cell) in line.iter_mut().enumerate() {
                *cell = (0..3)
                    .map(|index| self.0[row][index] * first[index][column])
                    .sum();
            }
        }
        Self(product)
    }
}

/// Moves points to their middle and scales them to a distance of about one: sums of squares stay exact.
struct Frame {
    middle: Point,
    scale: f64,
}

impl Frame {
    fn of(points: impl Iterator<Item = Point> + Clone) -> Option<Self> {
        let count = f64::from(u32::try_from(points.clone().count()).ok()?);
        if count < 3.0 {
            return None;
        }
        let sum = points
            .clone()
            .fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
        let middle = (sum.0 / count, sum.1 / count);
        let spread: f64 = points
            .map(|point| (point.0 - middle.0).hypot(point.1 - middle.1))
            .sum();
        let scale = count / spread;
        scale.is_finite().then_some(Self { middle, scale })
    }

    fn inside(&self, (x, y): Point) -> Point {
        ((x - self.middle.0) * self.scale, (y - self.middle.1) * self.scale)
    }

    fn matrix(&self) -> [[f64; 3]; 3] {
        [
            [self.scale, 0.0, -self.middle.0 * self.scale],
            [0.0, self.scale, -self.middle.1 * self.scale],
            [0.0, 0.0, 1.0],
        ]
    }
}

/// Solves a system of linear equations by elimination with pivots; `None` if it has no single solution.
fn solve<const N: usize>(mut left: [[f64; N]; N], mut right: [f64; N]) -> Option<[f64; N]> {
    for step in 0..N {
        let pivot = (step..N).max_by(|&one, &two| left[one][step].abs().total_cmp(&left[two][step].abs()))?;
        left.swap(step, pivot);
        right.swap(step, pivot);
        if left[step][step].abs() < 1e-9 {
            return None;
        }
        let (line, value) = (left[step], right[step]);
        for (lower, other) in left.iter_mut().zip(&mut right).skip(step + 1) {
            let factor = lower[step] / line[step];
            for (cell, above) in lower.iter_mut().zip(&line).skip(step) {
                *cell -= factor * above;
            }
            *other -= factor * value;
        }
    }
    let mut solution = [0.0; N];
    for row in (0..N).rev() {
        let known: f64 = (row + 1..N)
            .map(|column| left[row][column] * solution[column])
            .sum();
        solution[row] = (right[row] - known) / left[row][row];
    }
    solution.iter().all(|value| value.is_finite()).then_some(solution)
}

/// The middle of a box in points, on a page of this size.
pub(super) fn middle_of(bbox: PageBox, (width, height): Point) -> Point {
    (
        f64::from(bbox.center_x()) * width,
        f64::from(bbox.center_y()) * height,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORNERS: [Point; 6] = [
        (50.0, 60.0),
        (540.0, 70.0),
        (520.0, 800.0),
        (60.0, 780.0),
        (300.0, 400.0),
        (200.0, 650.0),
    ];

    fn distance(one: Point, two: Point) -> f64 {
        (one.0 - two.0).hypot(one.1 - two.1)
    }

    fn pairs(map: impl Fn(Point) -> Point) -> Vec<(Point, Point)> {
        CORNERS.iter().map(|point| (*point, map(*point))).collect()
    }

    #[test]
    fn fits_find_the_map_that_made_the_points() {
        let turned = |(x, y): Point| (0.97 * x - 0.02 * y + 11.0, 0.02 * x + 0.96 * y - 5.0);
        let found = Transform::affine(&pairs(turned)).unwrap();
        assert!(distance(found.apply((100.0, 500.0)), turned((100.0, 500.0))) < 1e-6);
        assert!(found.is_plausible((595.0, 842.0)));
        let seen = |(x, y): Point| {
            let depth = 1.0 + 1e-4 * x - 5e-5 * y;
            (x / depth + 3.0, y / depth)
        };
        let found = Transform::projective(&pairs(seen)).unwrap();
        assert!(distance(found.apply((100.0, 500.0)), seen((100.0, 500.0))) < 1e-6);
    }

    #[test]
    fn points_on_a_line_fix_no_map() {
        let line: Vec<(Point, Point)> = (0..9)
            .map(|step| ((f64::from(step), 2.0 * f64::from(step)), (f64::from(step), 0.0)))
            .collect();
        assert_eq!(Transform::affine(&line), None);
        assert_eq!(Transform::projective(&line), None);
        assert_eq!(Transform::through([line[0], line[4], line[8]]), None);
    }

    #[test]
    fn mirrors_and_squeezed_pages_are_not_plausible() {
        let page = (595.0, 842.0);
        let mirror = Transform::affine(&pairs(|(x, y)| (600.0 - x, y))).unwrap();
        assert!(!mirror.is_plausible(page));
        let squeezed = Transform::affine(&pairs(|(x, y)| (x, y / 4.0))).unwrap();
        assert!(!squeezed.is_plausible(page));
        let fax = Transform::affine(&pairs(|(x, y)| (x, y / 2.0))).unwrap();
        assert!(fax.is_plausible(page));
        let upside_down = Transform::affine(&pairs(|(x, y)| (600.0 - x, 842.0 - y))).unwrap();
        assert!(upside_down.is_plausible(page));
    }
}
