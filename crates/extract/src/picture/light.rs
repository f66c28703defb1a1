//! Even light: shadows, grey paper and pale print become black on white.
use super::Grey;

/// Side of the squares in which the paper's shade is estimated, in pixels: larger than letters and strokes at
/// 300 dots per inch, smaller than shadows.
const SQUARE: usize = 32;
/// The share of pixels in a square that are darker than its paper at most.
const PAPER_RANK: f64 = 0.8;
/// Paper darker than this, or that differs by more than [`UNEVEN`] over the page, is made white.
const BRIGHT: u8 = 225;
/// See [`BRIGHT`].
const UNEVEN: u8 = 24;

/// The shade of the paper all over a page, in squares.
struct Paper {
    shades: Vec<u8>,
    columns: usize,
    rows: usize,
}

/// Makes the paper white and keeps the ink; pictures of even, bright paper stay as they are. Whether it was needed.
pub(crate) fn even_out(picture: &mut Grey) -> bool {
    let Some(paper) = Paper::of(picture) else {
        return false;
    };
    let darkest = paper.shades.iter().min().copied().unwrap_or(u8::MAX);
    let brightest = paper.shades.iter().max().copied().unwrap_or(u8::MAX);
    if darkest >= BRIGHT && brightest - darkest <= UNEVEN {
        return false;
    }
    let ink = ink_share(picture, &paper);
    let width = picture.width();
    let mut line = vec![0.0; width];
    for (y, row) in picture.pixels_mut().chunks_exact_mut(width).enumerate() {
        paper.line(y, &mut line);
        for (pixel, paper) in row.iter_mut().zip(&line) {
            *pixel = stretched(f32::from(*pixel), *paper, ink);
        }
    }
    true
}

/// Ink becomes black, paper white.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of a byte"
)]
fn stretched(shade: f32, paper: f32, ink: f32) -> u8 {
    (255.0 * (shade - ink * paper) / (paper - ink * paper)).clamp(0.0, 255.0) as u8
}

/// How bright the darkest ink of the page is as a share of its paper.
fn ink_share(picture: &Grey, paper: &Paper) -> f32 {
    /// The darkest pixels are noise, this share of them.
    const NOISE: usize = 500;
    /// Ink is never taken for brighter than this: an empty page has none.
    const MOST: f32 = 0.6;
    let mut counts = [0_usize; 128];
    let mut line = vec![0.0; picture.width()];
    for (y, row) in picture.rows().enumerate().step_by(4) {
        paper.line(y, &mut line);
        for (&pixel, paper) in row.iter().zip(&line) {
            let share = f32::from(pixel) / paper;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to the length of the list"
            )]
            let place = (share * 100.0).clamp(0.0, 127.0) as usize;
            counts[place] += 1;
        }
    }
    let noise = counts.iter().sum::<usize>() / NOISE;
    let mut darker = 0;
    for (percent, count) in (0_u8..).zip(counts) {
        darker += count;
        if darker > noise {
            return (f32::from(percent) / 100.0).min(MOST);
        }
    }
    MOST
}

impl Paper {
    fn of(picture: &Grey) -> Option<Self> {
        let (columns, rows) = (picture.width() / SQUARE, picture.height() / SQUARE);
        if columns < 2 || rows < 2 {
            return None;
        }
        let mut shades = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            for column in 0..columns {
                shades.push(paper_of_square(picture, column * SQUARE, row * SQUARE));
            }
        }
        let mut paper = Self {
            shades,
            columns,
            rows,
        };
        // A closing: squares full of ink take the paper of their brighter neighbours, shadows keep their edges.
        // Then the steps are smoothed.
        paper = paper.mapped(2, |shades| shades.iter().max().copied().unwrap_or(u8::MAX));
        paper = paper.mapped(2, |shades| shades.iter().min().copied().unwrap_or(u8::MAX));
        paper = paper.mapped(1, |shades| {
            let sum: u32 = shades.iter().map(|&shade| u32::from(shade)).sum();
            u8::try_from(sum / u32::try_from(shades.len()).unwrap_or(1).max(1)).unwrap_or(u8::MAX)
        });
        Some(paper)
    }

    /// Each square becomes what `summary` makes of it and its neighbours.
    fn mapped(&self, radius: usize, summary: impl Fn(&[u8]) -> u8) -> Self {
        let mut shades = Vec::with_capacity(self.shades.len());
        let mut around = Vec::new();
        for row in 0..self.rows {
            for column in 0..self.columns {
                around.clear();
                for y in row.saturating_sub(radius)..(row + radius + 1).min(self.rows) {
                    let from = y * self.columns + column.saturating_sub(radius);
                    let to = y * self.columns + (column + radius + 1).min(self.columns);
                    around.extend_from_slice(&self.shades[from..to]);
                }
                shades.push(summary(&around));
            }
        }
        Self { shades, ..*self }
    }

    /// The paper's shade at each pixel of a row, between the middles of the squares; at least 1.
    fn line(&self, y: usize, line: &mut [f32]) {
        let (row, below) = place(y, self.rows);
        let mut upper = self.shades[row * self.columns..].iter();
        let lower = self.shades[(row + 1) * self.columns..].iter();
        let shades: Vec<f32> = upper
            .by_ref()
            .zip(lower)
            .take(self.columns)
            .map(|(&upper, &lower)| f32::from(upper) * (1.0 - below) + f32::from(lower) * below)
            .collect();
        for (x, shade) in line.iter_mut().enumerate() {
            let (column, right) = place(x, self.columns);
            *shade = (shades[column] * (1.0 - right) + shades[column + 1] * right).max(1.0);
        }
    }
}

/// The square before a pixel, and how far it is from there to the next one, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "within a square")]
fn place(at: usize, count: usize) -> (usize, f32) {
    let at = at.saturating_sub(SQUARE / 2);
    let first = (at / SQUARE).min(count - 2);
    (first, ((at - first * SQUARE) as f32 / SQUARE as f32).min(1.0))
}

fn paper_of_square(picture: &Grey, left: usize, top: usize) -> u8 {
    let mut counts = [0_u16; 256];
    for y in top..top + SQUARE {
        let start = y * picture.width() + left;
        for &pixel in &picture.pixels()[start..start + SQUARE] {
            counts[usize::from(pixel)] += 1;
        }
    }
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "1,024 pixels"
    )]
    let rank = ((SQUARE * SQUARE) as f64 * PAPER_RANK) as u16;
    let mut darker = 0;
    for (shade, count) in (0_u8..=u8::MAX).zip(counts) {
        darker += count;
        if darker >= rank {
            return shade;
        }
    }
    u8::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shadow_goes_and_the_ink_stays() {
        let (width, height) = (320, 320);
        let shade = |x: usize, y: usize| {
            let paper = 220 - x / 3;
            let is_ink = y % 20 < 4 && x % 10 < 5;
            u8::try_from(if is_ink { paper / 4 } else { paper }).unwrap()
        };
        let pixels = (0..width * height)
            .map(|at| shade(at % width, at / width))
            .collect();
        let mut picture = Grey::new(width, height, pixels).unwrap();
        assert!(even_out(&mut picture));
        for (at, &pixel) in picture.pixels().iter().enumerate() {
            let is_ink = (at / width) % 20 < 4 && (at % width) % 10 < 5;
            assert!(if is_ink { pixel < 60 } else { pixel > 180 }, "{at} {pixel}");
        }
    }

    #[test]
    fn white_paper_and_tiny_pictures_stay() {
        for picture in [Grey::filled(200, 200, 250), Grey::filled(20, 20, 90)] {
            let mut same = picture.clone();
            assert!(!even_out(&mut same));
            assert_eq!(same, picture);
        }
    }
}
