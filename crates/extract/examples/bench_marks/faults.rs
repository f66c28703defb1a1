//! Pictures of the boxes that went wrong, for somebody to look at.
use std::path::Path;

use crate::degrade::{Picture, Shot};

/// Writes one PGM per fault: what lies around the place (fractions of the page), as the office received it.
pub(crate) fn keep(folder: &Path, page: &str, faults: &[(&str, [f64; 4])], shot: &Shot) {
    fs_err::create_dir_all(folder).unwrap();
    for (number, (fault, [left, top, right, bottom])) in faults.iter().enumerate() {
        let (x0, y0) = pixel(shot, (*left, *top));
        let (x1, y1) = pixel(shot, (*right, *bottom));
        let margin = 1.5 * (x1 - x0).max(y1 - y0).max(10.0);
        let crop = crop(
            &shot.picture,
            [x0 - margin, y0 - margin, x1 + 2.0 * margin, y1 + margin],
        );
        let header = format!("P5\n{} {}\n255\n", crop.width, crop.height);
        let mut bytes = header.into_bytes();
        bytes.extend(crop.pixels);
        fs_err::write(folder.join(format!("{page}-{number}-{fault}.pgm")), bytes).unwrap();
    }
}

/// Where a place of the page lies in the picture; few rounds are enough, for pictures are nearly straight.
fn pixel(shot: &Shot, (across, down): (f64, f64)) -> (f64, f64) {
    let (width, height) = (shot.picture.width as f64, shot.picture.height as f64);
    let (mut x, mut y) = (across * width, down * height);
    for _ in 0..20 {
        let (column, row) = shot.place(x, y);
        x += 0.8 * (across - column) * width;
        y += 0.8 * (down - row) * height;
    }
    (x, y)
}

fn crop(picture: &Picture, [left, top, right, bottom]: [f64; 4]) -> Picture {
    let inside = |edge: f64, most: usize| (edge.max(0.0) as usize).min(most);
    let columns = inside(left, picture.width)..inside(right, picture.width);
    let rows = inside(top, picture.height)..inside(bottom, picture.height);
    let pixels = rows.clone().flat_map(|y| {
        picture.pixels[y * picture.width..][columns.clone()]
            .iter()
            .copied()
    });
    Picture {
        width: columns.len(),
        height: rows.len(),
        pixels: pixels.collect(),
    }
}
