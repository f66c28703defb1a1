//! A seeded hand with a pen: crosses, ticks, joined writing. No two of its marks are alike.
use aktenlage_evaluation::channels::picture::Picture;

/// A place or a point on paper, in millimetres.
type Point = (f64, f64);

/// Draws on pictures of one resolution.
pub(crate) struct Hand {
    state: u64,
    /// Pixels per millimetre across and down.
    scale: (f64, f64),
}

/// A pen: width of its line in millimetres, and shade.
#[derive(Clone, Copy)]
struct Pen {
    width: f64,
    shade: f64,
}

impl Hand {
    pub(crate) const fn new(seed: u64, across: f64, down: f64) -> Self {
        Self {
            state: seed,
            scale: (across / 25.4, down / 25.4),
        }
    }

    /// True with this probability.
    pub(crate) fn tosses(&mut self, probability: f64) -> bool {
        self.next() < probability
    }

    /// Between 0 and 1 (`SplitMix64`).
    fn next(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }

    fn pen(&mut self) -> Pen {
        Pen {
            width: self.between(0.25, 0.75),
            shade: self.between(10.0, 90.0),
        }
    }

    /// Marks a place (fractions of the page): a cross, or a tick in one of three cases. It is off the middle, larger or
    /// smaller than the box, and its strokes are bent.
    pub(crate) fn tick(&mut self, picture: &mut Picture, place: [f64; 4]) {
        let [left, top, right, bottom] = self.millimetres(picture, place);
        let side = (right - left).min(bottom - top);
        let x = f64::midpoint(left, right) + self.between(-0.12, 0.12) * side;
        let y = f64::midpoint(top, bottom) + self.between(-0.12, 0.12) * side;
        let reach = side * self.between(0.55, 1.35) / 2.0;
        let pen = self.pen();
        let strokes: Vec<[Point; 2]> = if self.tosses(0.65) {
            vec![
                [(x - reach, y - reach), (x + reach, y + reach)],
                [(x + reach, y - reach), (x - reach, y + reach)],
            ]
        } else {
            let foot = (x - 0.25 * reach, y + 0.7 * reach);
            vec![[(x - 0.9 * reach, y), foot], [foot, (x + 1.1 * reach, y - reach)]]
        };
        for [from, to] in strokes {
            let mut moved = |(x, y): Point| {
                (
                    x + self.between(-0.1, 0.1) * side,
                    y + self.between(-0.1, 0.1) * side,
                )
            };
            let (from, to) = (moved(from), moved(to));
            let bow = self.between(-0.1, 0.1);
            self.stroke(picture, &bent(from, to, bow), pen);
        }
    }

    /// Writes into a place: joined loops of uneven height, one to three words.
    pub(crate) fn write(&mut self, picture: &mut Picture, place: [f64; 4]) {
        let [left, top, right, bottom] = self.millimetres(picture, place);
        let height = (bottom - top).clamp(3.0, 6.0);
        let foot = bottom - 0.2 * (bottom - top);
        let pen = Pen {
            width: self.between(0.3, 0.6),
            ..self.pen()
        };
        let mut x = left + self.between(1.0, 4.0);
        for _ in 0..3 {
            let letters = 4 + (self.next() * 6.0) as usize;
            let mut points = Vec::new();
            for _ in 0..letters {
                let rise = height
                    * if self.tosses(0.25) {
                        self.between(0.8, 1.1)
                    } else {
                        self.between(0.35, 0.55)
                    };
                let step = height * self.between(0.3, 0.6);
                let base = foot + self.between(-0.08, 0.12) * height;
                for part in 0..12 {
                    let turn = f64::from(part) / 12.0 * std::f64::consts::TAU;
                    points.push((
                        x + step * f64::from(part) / 12.0 + 0.35 * step * turn.sin(),
                        base - rise * 0.5 * (1.0 - turn.cos()),
                    ));
                }
                x += step;
            }
            self.stroke(picture, &points, pen);
            x += height * self.between(0.3, 0.7);
            if x > right - 15.0 || self.tosses(0.3) {
                break;
            }
        }
    }

    fn millimetres(&self, picture: &Picture, [left, top, right, bottom]: [f64; 4]) -> [f64; 4] {
        let (width, height) = (
            picture.width as f64 / self.scale.0,
            picture.height as f64 / self.scale.1,
        );
        [left * width, top * height, right * width, bottom * height]
    }

    /// A line through points, smooth at its edges.
    fn stroke(&self, picture: &mut Picture, points: &[Point], pen: Pen) {
        let (across, down) = self.scale;
        let radius = pen.width / 2.0;
        for pair in points.windows(2) {
            let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
            let (dx, dy) = (x1 - x0, y1 - y0);
            let length = (dx * dx + dy * dy).max(1e-9);
            let pixel =
                |place: f64, scale: f64, most: usize| (place * scale).clamp(0.0, most as f64) as usize;
            let rows = pixel(y0.min(y1) - radius - 0.3, down, picture.height)
                ..pixel(y0.max(y1) + radius + 0.5, down, picture.height);
            for y in rows {
                let columns = pixel(x0.min(x1) - radius - 0.3, across, picture.width)
                    ..pixel(x0.max(x1) + radius + 0.5, across, picture.width);
                for x in columns {
                    let (px, py) = ((x as f64 + 0.5) / across, (y as f64 + 0.5) / down);
                    let along = (((px - x0) * dx + (py - y0) * dy) / length).clamp(0.0, 1.0);
                    let distance = (px - x0 - along * dx).hypot(py - y0 - along * dy);
                    let covered = ((radius - distance) * across + 0.5).clamp(0.0, 1.0);
                    let shade = &mut picture.pixels[y * picture.width + x];
                    let mixed = f64::from(*shade) * (1.0 - covered) + pen.shade * covered;
                    *shade = (*shade).min(mixed as u8);
                }
            }
        }
    }
}

/// From one point to another on a bow; its height is a share of the distance.
fn bent(from: Point, to: Point, bow: f64) -> Vec<Point> {
    const PARTS: i32 = 8;
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    (0..=PARTS)
        .map(|part| {
            let t = f64::from(part) / f64::from(PARTS);
            let off = bow * 4.0 * t * (1.0 - t);
            (from.0 + dx * t - dy * off, from.1 + dy * t + dx * off)
        })
        .collect()
}
