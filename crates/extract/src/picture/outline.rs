//! Where the sheet of paper lies in a photo.
use super::Grey;

/// Width to which a photo is reduced for the search, in pixels.
const SEARCH_WIDTH: usize = 240;
/// The sheet covers at least this share of the photo; of one that covers it all no edge is seen.
const LEAST_COVER: f64 = 0.35;
/// See [`LEAST_COVER`].
const MOST_COVER: f64 = 0.97;
/// A sheet fills the quadrilateral of its corners, except for what is printed black.
const LEAST_FILL: f64 = 0.88;

/// The corners of the sheet in pixels, clockwise from the upper left; `None` if no bright sheet on darker ground
/// is seen.
pub(crate) fn sheet(photo: &Grey) -> Option<[(f64, f64); 4]> {
    let step = (photo.width() / SEARCH_WIDTH).max(1);
    let (width, height) = (photo.width() / step, photo.height() / step);
    if width < 40 || height < 40 {
        return None;
    }
    let small = reduced(photo, step, width, height);
    let paper = largest_bright(&small, width, height)?;
    let corners = corners(&paper, width, height)?;
    let area = area(corners);
    #[expect(clippy::cast_precision_loss, reason = "pixels of a reduced picture")]
    let (all, filled) = ((width * height) as f64, paper.iter().filter(|&&is_paper| is_paper).count() as f64);
    let cover = area / all;
    let is_sheet = (LEAST_COVER..=MOST_COVER).contains(&cover) && filled / area >= LEAST_FILL;
    #[expect(clippy::cast_precision_loss, reason = "a small factor")]
    let step = step as f64;
    is_sheet.then(|| corners.map(|(x, y)| (x * step, y * step)))
}

/// The brightest pixel of each square: print disappears, paper stays.
fn reduced(photo: &Grey, step: usize, width: usize, height: usize) -> Vec<u8> {
    let mut small = vec![0; width * height];
    for (y, row) in photo.rows().enumerate().take(height * step) {
        for (x, &pixel) in row.iter().enumerate().take(width * step) {
            let cell = &mut small[y / step * width + x / step];
            *cell = pixel.max(*cell);
        }
    }
    small
}

/// The largest area in one piece that is brighter than the ground, holes filled.
fn largest_bright(small: &[u8], width: usize, height: usize) -> Option<Vec<bool>> {
    let threshold = otsu(small);
    let mut label = vec![0_u32; small.len()];
    let (mut best, mut best_size, mut count) = (0, 0, 0);
    for start in 0..small.len() {
        if label[start] > 0 || small[start] < threshold {
            continue;
        }
        count += 1;
        label[start] = count;
        let mut open = vec![start];
        let mut size = 0;
        while let Some(at) = open.pop() {
            size += 1;
            let (x, y) = (at % width, at / width);
            let beside = [
                (x > 0).then(|| at - 1),
                (x + 1 < width).then(|| at + 1),
                (y > 0).then(|| at - width),
                (y + 1 < height).then(|| at + width),
            ];
            for other in beside.into_iter().flatten() {
                if label[other] == 0 && small[other] >= threshold {
                    label[other] = count;
                    open.push(other);
                }
            }
        }
        if size > best_size {
            (best, best_size) = (count, size);
        }
    }
    (best > 0).then(|| label.into_iter().map(|label| label == best).collect())
}

/// The pixels that lie farthest towards the four corners.
fn corners(paper: &[bool], width: usize, height: usize) -> Option<[(f64, f64); 4]> {
    let mut found: Option<[(f64, f64, f64); 4]> = None;
    for at in (0..width * height).filter(|&at| paper[at]) {
        #[expect(clippy::cast_precision_loss, reason = "pixels of a reduced picture")]
        let (x, y) = ((at % width) as f64, (at / width) as f64);
        // Each pixel reaches to the next one.
        let candidates = [
            (-x - y, x, y),
            (x - y, x + 1.0, y),
            (x + y, x + 1.0, y + 1.0),
            (y - x, x, y + 1.0),
        ];
        let best = found.get_or_insert(candidates);
        for (best, candidate) in best.iter_mut().zip(candidates) {
            if candidate.0 > best.0 {
                *best = candidate;
            }
        }
    }
    found.map(|found| found.map(|(_, x, y)| (x, y)))
}

/// Area of a quadrilateral (shoelace formula).
fn area(corners: [(f64, f64); 4]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    let twice: f64 = corners.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    twice.abs() / 2.0
}

/// The threshold that separates two shades best (Otsu 1979).
#[expect(clippy::cast_precision_loss, reason = "pixels of a reduced picture")]
fn otsu(pixels: &[u8]) -> u8 {
    let mut counts = [0.0_f64; 256];
    for &pixel in pixels {
        counts[usize::from(pixel)] += 1.0;
    }
    let all = pixels.len() as f64;
    let total: f64 = (0_u8..).zip(counts).map(|(shade, count)| f64::from(shade) * count).sum();
    let (mut below, mut sum, mut best) = (0.0, 0.0, (0.0, 0));
    for (shade, count) in (0_u8..=u8::MAX).zip(counts) {
        below += count;
        sum += f64::from(shade) * count;
        if below > 0.0 && below < all {
            let apart = sum / below - (total - sum) / (all - below);
            let score = below * (all - below) * apart * apart;
            if score > best.0 {
                best = (score, shade);
            }
        }
    }
    best.1.saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Projection, resample};

    #[test]
    fn a_sheet_on_a_table_is_found_and_one_without_edges_is_not() {
        let corners = [(90.0, 100.0), (820.0, 60.0), (860.0, 1100.0), (70.0, 1140.0)];
        let mut photo = Grey::filled(900, 1200, 40);
        let inside = Projection::from_unit_square(corners).unwrap();
        for y in 0..600 {
            for x in 0..500 {
                let (x, y) = inside.apply(f64::from(x) / 500.0, f64::from(y) / 600.0);
                for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (0, 2)] {
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside")]
                    let at = (y as usize + dy) * 900 + x as usize + dx;
                    photo.pixels_mut()[at] = 200;
                }
            }
        }
        let found = sheet(&photo).unwrap();
        for ((x, y), (expected_x, expected_y)) in found.into_iter().zip(corners) {
            assert!((x - expected_x).abs() < 8.0 && (y - expected_y).abs() < 8.0, "{found:?}");
        }
        assert_eq!(sheet(&Grey::filled(900, 1200, 230)), None);
        let _ = resample;
    }
}
