//! The rules that a page draws: thin straight lines, level or upright, which may divide a table into cells.
use hayro_interpret::DrawMode;
use hayro_interpret::kurbo::{Affine, BezPath, Line, PathEl, PathSeg, Point, Rect};

/// What is wider than this, in points, is a bar or an area.
const MOST_WIDTH: f64 = 4.0;
/// What is shorter than this, in points, divides nothing.
const LEAST_LENGTH: f64 = 5.0;
/// An area that is drawn as a rule is so many times as long as it is wide; what is shorter is a bullet.
const LEAST_SHAPE: f64 = 3.0;
/// How far its ends may be out of level, in points.
const MOST_SLANT: f64 = 0.5;
/// So many are kept of one page: more of them are a drawing.
const MOST_RULES: usize = 20_000;

/// The rules of a page, in points as shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    lines: Vec<Line>,
    is_drawing: bool,
}

impl Rules {
    /// The middle of each of them from end to end; none of a page that has so many that it is a drawing.
    pub(super) fn lines(&self) -> &[Line] {
        if self.is_drawing { &[] } else { &self.lines }
    }

    /// Takes in what a path draws.
    pub(super) fn note(&mut self, path: &BezPath, transform: Affine, mode: &DrawMode) {
        if self.is_drawing {
            return;
        }
        match mode {
            DrawMode::Fill(_) => self.note_areas(path, transform),
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => {
                let width = f64::from(stroke.line_width) * transform.determinant().abs().sqrt();
                if width <= MOST_WIDTH {
                    self.note_strokes(path, transform);
                }
            }
            DrawMode::Invisible => {}
        }
    }

    fn note_strokes(&mut self, path: &BezPath, transform: Affine) {
        for segment in path.segments() {
            if let PathSeg::Line(line) = segment {
                self.push(Line::new(transform * line.p0, transform * line.p1));
            }
        }
    }

    /// Word processors draw the borders of tables as thin areas, several of them in one path.
    fn note_areas(&mut self, path: &BezPath, transform: Affine) {
        let mut area: Option<Rect> = None;
        for part in path.elements() {
            match *part {
                PathEl::MoveTo(point) => {
                    self.note_area(area);
                    let start = transform * point;
                    area = Some(Rect::from_points(start, start));
                }
                PathEl::LineTo(point) => area = area.map(|area| area.union_pt(transform * point)),
                // A letter or a drawing.
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => area = None,
                PathEl::ClosePath => {}
            }
        }
        self.note_area(area);
    }

    fn note_area(&mut self, area: Option<Rect>) {
        let Some(area) = area else { return };
        let (width, height) = (area.width(), area.height());
        if width.min(height) > MOST_WIDTH || width.max(height) < LEAST_SHAPE * width.min(height) {
            return;
        }
        let middle = area.center();
        self.push(if width >= height {
            Line::new(Point::new(area.x0, middle.y), Point::new(area.x1, middle.y))
        } else {
            Line::new(Point::new(middle.x, area.y0), Point::new(middle.x, area.y1))
        });
    }

    fn push(&mut self, line: Line) {
        let way = line.p1 - line.p0;
        let (across, down) = (way.x.abs(), way.y.abs());
        // Also what is no number.
        if across.max(down) >= LEAST_LENGTH && across.min(down) <= MOST_SLANT && line.is_finite() {
            self.is_drawing |= self.lines.len() >= MOST_RULES;
            if !self.is_drawing {
                self.lines.push(line);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use hayro_interpret::kurbo::Shape as _;
    use hayro_interpret::{FillRule, StrokeProps};

    use super::*;

    fn stroke(line_width: f32) -> DrawMode {
        DrawMode::Stroke(StrokeProps {
            line_width,
            ..StrokeProps::default()
        })
    }

    fn lines(paths: &[BezPath], transform: Affine, mode: &DrawMode) -> Vec<Line> {
        let mut rules = Rules::default();
        for path in paths {
            rules.note(path, transform, mode);
        }
        rules.lines().to_vec()
    }

    fn path(from: (f64, f64), to: (f64, f64)) -> BezPath {
        Line::new(from, to).to_path(0.1)
    }

    #[test]
    fn strokes_and_thin_areas_are_rules() {
        let level = path((10.0, 20.0), (60.0, 20.0));
        let expected = [Line::new((10.0, 20.0), (60.0, 20.0))];
        assert_eq!(lines(&[level], Affine::IDENTITY, &stroke(1.0)), expected);
        let frame = Rect::new(0.0, 0.0, 100.0, 50.0).to_path(0.1);
        assert_eq!(
            lines(std::slice::from_ref(&frame), Affine::IDENTITY, &stroke(1.0)).len(),
            4
        );
        let fill = DrawMode::Fill(FillRule::NonZero);
        assert_eq!(lines(&[frame], Affine::IDENTITY, &fill), []);
        // Two borders in one path.
        let mut borders = Rect::new(0.0, 10.0, 100.0, 11.0).to_path(0.1);
        borders.extend(Rect::new(30.0, 0.0, 32.0, 80.0).path_elements(0.1));
        let expected = [
            Line::new((0.0, 10.5), (100.0, 10.5)),
            Line::new((31.0, 0.0), (31.0, 80.0)),
        ];
        assert_eq!(lines(&[borders], Affine::IDENTITY, &fill), expected);
    }

    #[test]
    fn bars_slants_and_dots_are_none() {
        let drawn = [
            path((0.0, 0.0), (50.0, 2.0)),
            path((0.0, 0.0), (4.0, 0.0)),
            path((f64::NAN, 0.0), (50.0, 0.0)),
        ];
        assert_eq!(lines(&drawn, Affine::IDENTITY, &stroke(1.0)), []);
        let level = [path((0.0, 10.0), (50.0, 10.0))];
        assert_eq!(lines(&level, Affine::IDENTITY, &stroke(5.0)), []);
        // As large as it is shown.
        assert_eq!(lines(&level, Affine::scale(5.0), &stroke(1.0)), []);
        assert_eq!(lines(&level, Affine::scale(0.5), &stroke(5.0)).len(), 1);
        assert_eq!(lines(&level, Affine::IDENTITY, &DrawMode::Invisible), []);
    }

    #[test]
    fn a_drawing_has_none() {
        let level = path((0.0, 10.0), (50.0, 10.0));
        let kept = lines(&vec![level.clone(); MOST_RULES], Affine::IDENTITY, &stroke(1.0));
        assert_eq!(kept.len(), MOST_RULES);
        let drawing = lines(&vec![level; MOST_RULES + 1], Affine::IDENTITY, &stroke(1.0));
        assert_eq!(drawing, []);
    }
}
