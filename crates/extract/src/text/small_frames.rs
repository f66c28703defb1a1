//! Whether a page draws anything that may be the frame of a box to tick: only such pages are worth a look as pictures.
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Rect, Shape as _};

/// Sides of boxes in points, a little more than what is found on paper: 1.6 to 6.8 millimetres.
const SIDES: std::ops::RangeInclusive<f64> = 4.6..=19.2;
/// How much longer one side may be than the other.
const MOST_OBLONG: f64 = 1.45;
/// Shapes with more parts are drawings and letters; a square with round corners has ten.
const MOST_PARTS: usize = 16;
/// What is thinner is a line, in points.
const LINE: f64 = 1.6;
/// Ends of lines that are nearer than this to each other make a corner, in points.
const CORNER: f64 = 1.5;
/// Short lines that are remembered on one page, of each direction.
const MOST_LINES: usize = 500;

/// Notes the small shapes of a page.
#[derive(Debug, Default)]
pub(crate) struct SmallFrames {
    has_shape: bool,
    across: Vec<Rect>,
    down: Vec<Rect>,
}

impl SmallFrames {
    /// Notes a path; `transform` leads to points of the page as shown.
    pub(super) fn note(&mut self, path: &BezPath, transform: Affine) {
        if self.has_shape {
            return;
        }
        let parts = path.elements();
        let mut start = 0;
        for at in 1..=parts.len() {
            let ends = at == parts.len() || matches!(parts[at], PathEl::MoveTo(_));
            if ends {
                self.note_shape(&parts[start..at], transform);
                start = at;
            }
        }
    }

    /// Adds what another drawing on the same page noted.
    pub(crate) fn add(&mut self, other: Self) {
        self.has_shape |= other.has_shape;
        self.across.extend(other.across);
        self.down.extend(other.down);
    }

    /// Whether one of the shapes, or four of the lines, may be a box to tick.
    pub(crate) fn are_there(&self) -> bool {
        let is_near = |one: f64, other: f64| (one - other).abs() <= CORNER;
        let meets =
            |across: &Rect, down: &Rect| is_near(across.x0, down.x0) && is_near(across.center().y, down.y0);
        let is_box = |across: &Rect, down: &Rect| {
            let (width, height) = (across.width(), down.height());
            meets(across, down) && width <= MOST_OBLONG * height && height <= MOST_OBLONG * width
        };
        self.has_shape
            || self
                .across
                .iter()
                .any(|across| self.down.iter().any(|down| is_box(across, down)))
    }

    fn note_shape(&mut self, parts: &[PathEl], transform: Affine) {
        if parts.len() < 2 || parts.len() > MOST_PARTS {
            return;
        }
        let place = parts.iter().copied().collect::<BezPath>().bounding_box();
        let place = transform.transform_rect_bbox(place);
        let (width, height) = (place.width(), place.height());
        let (is_wide, is_high) = (SIDES.contains(&width), SIDES.contains(&height));
        if is_wide && is_high && width <= MOST_OBLONG * height && height <= MOST_OBLONG * width {
            // A single stroke across may be a cross, and is no frame.
            self.has_shape |= parts.len() > 3;
        } else if is_wide && height <= LINE && self.across.len() < MOST_LINES {
            self.across.push(place);
        } else if is_high && width <= LINE && self.down.len() < MOST_LINES {
            self.down.push(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_there(paths: &[&str]) -> bool {
        let mut frames = SmallFrames::default();
        for path in paths {
            frames.note(&BezPath::from_svg(path).unwrap(), Affine::IDENTITY);
        }
        frames.are_there()
    }

    #[test]
    fn squares_rings_and_four_lines_may_be_boxes() {
        assert!(are_there(&["M100 100h10v10h-10z"]));
        assert!(are_there(&["M0 0h500v2h-500z M100 100h12v10h-12z"]));
        assert!(are_there(&["M100 105a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"]));
        assert!(are_there(&[
            "M100 100h10",
            "M100 110h10",
            "M100 100v10",
            "M110 100v10"
        ]));
        assert!(are_there(&["M100 99.5h10v1h-10z", "M99.5 100h1v10h-1z"]));
    }

    #[test]
    fn rules_tables_bullets_and_crosses_are_none() {
        assert!(!are_there(&["M50 100h500", "M50 100v300", "M50 400h500"]));
        assert!(!are_there(&["M100 100h3v3h-3z", "M100 100h60v12h-60z"]));
        assert!(!are_there(&["M100 100l10 10", "M110 100l-10 10"]));
        assert!(!are_there(&["M100 100h10", "M300 300v10"]));
    }
}
