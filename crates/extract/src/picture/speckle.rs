//! Dust: single dots that a fax line or a scanner's glass leaves on pictures in black and white.
use super::Grey;

/// Whether a picture has but two shades, as fax machines make them.
pub(crate) fn is_two_tone(picture: &Grey) -> bool {
    let counts = picture.histogram();
    let middle: usize = counts[16..240].iter().sum();
    middle * 200 < picture.pixels().len()
}

/// Whitens spots of at most `most` dark pixels that touch no other, and blackens single holes in strokes.
pub(crate) fn remove_speckles(picture: &mut Grey, most: usize) {
    let (width, height) = (picture.width(), picture.height());
    let mut seen = vec![false; width * height];
    let mut spot = Vec::with_capacity(most + 1);
    for start in 0..width * height {
        if seen[start] || !is_dark(picture.pixels()[start]) {
            continue;
        }
        spot.clear();
        spot.push(start);
        seen[start] = true;
        let mut next = 0;
        // A spot that grows beyond the size is followed to its end all the same: its pixels are then seen.
        while let Some(&at) = spot.get(next) {
            next += 1;
            for neighbour in neighbours(at, width, height) {
                if !seen[neighbour] && is_dark(picture.pixels()[neighbour]) {
                    seen[neighbour] = true;
                    spot.push(neighbour);
                }
            }
        }
        if spot.len() <= most {
            for &at in &spot {
                picture.pixels_mut()[at] = u8::MAX;
            }
        }
    }
    let holes: Vec<usize> = (0..width * height)
        .filter(|&at| {
            !is_dark(picture.pixels()[at])
                && neighbours(at, width, height)
                    .filter(|&other| is_dark(picture.pixels()[other]))
                    .count()
                    >= 7
        })
        .collect();
    for at in holes {
        picture.pixels_mut()[at] = 0;
    }
}

const fn is_dark(pixel: u8) -> bool {
    pixel < 128
}

/// The up to eight pixels around one.
fn neighbours(at: usize, width: usize, height: usize) -> impl Iterator<Item = usize> {
    let (x, y) = (at % width, at / width);
    let columns = x.saturating_sub(1)..=(x + 1).min(width - 1);
    let rows = y.saturating_sub(1)..=(y + 1).min(height - 1);
    rows.flat_map(move |row| columns.clone().map(move |column| row * width + column))
        .filter(move |&other| other != at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_go_and_strokes_stay_whole() {
        let mut picture = Grey::filled(20, 20, 255);
        for x in 3..15 {
            for y in 5..8 {
                picture.pixels_mut()[y * 20 + x] = 0;
            }
        }
        let whole = picture.clone();
        picture.pixels_mut()[6 * 20 + 9] = 255;
        picture.pixels_mut()[15 * 20 + 4] = 0;
        picture.pixels_mut()[16 * 20 + 5] = 0;
        assert!(is_two_tone(&picture));
        remove_speckles(&mut picture, 3);
        assert_eq!(picture, whole);
        assert!(!is_two_tone(&Grey::filled(10, 10, 128)));
    }
}
