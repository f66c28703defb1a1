//! Dust: single dots that a fax line or a scanner's glass leaves on pictures in black and white.
use super::Grey;

/// Whether a picture has but two shades, as fax machines make them.
pub(crate) fn is_two_tone(picture: &Grey) -> bool {
    let counts = picture.histogram();
    let middle: usize = counts[16..240].iter().sum();
    middle * 200 < picture.pixels().len()
}

/// A spot of several pixels this near to a stroke is the dot of an i or an umlaut, a full stop, or a piece of a broken
/// letter.
const NEAR: usize = 5;

/// Whitens spots of at most `most` dark pixels that touch no other, and blackens single holes in strokes. Beside strokes
/// only single pixels are spots: on small print dots have no more than two or three.
pub(crate) fn remove_speckles(picture: &mut Grey, most: usize) {
    let (width, height) = (picture.width(), picture.height());
    let mut seen = vec![false; width * height];
    let mut spot = Vec::with_capacity(most + 1);
    let mut dots = Vec::new();
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
            if spot.len() > 1 {
                dots.push(spot.clone());
            }
        }
    }
    // Looked at when all spots are gone: dust beside dust is dust. What is put back is nothing to be near to.
    dots.retain(|dot| dot.iter().any(|&at| is_near_ink(picture, at)));
    for at in dots.into_iter().flatten() {
        picture.pixels_mut()[at] = 0;
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

/// Whether there is a dark pixel in the square around a place.
fn is_near_ink(picture: &Grey, at: usize) -> bool {
    let (width, height) = (picture.width(), picture.height());
    let (x, y) = (at % width, at / width);
    let columns = x.saturating_sub(NEAR)..(x + NEAR + 1).min(width);
    let mut rows = y.saturating_sub(NEAR)..(y + NEAR + 1).min(height);
    rows.any(|y| {
        let row = &picture.pixels()[y * width..(y + 1) * width];
        row[columns.clone()].iter().any(|&pixel| is_dark(pixel))
    })
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
    fn the_dots_of_an_umlaut_stay() {
        let mut picture = Grey::filled(40, 40, 255);
        for y in 20..30 {
            for x in 10..22 {
                picture.pixels_mut()[y * 40 + x] = 0;
            }
        }
        // Two dots of two and three pixels above the letter.
        for (x, y) in [(12, 16), (12, 17), (18, 16), (18, 17), (19, 17)] {
            picture.pixels_mut()[y * 40 + x] = 0;
        }
        let whole = picture.clone();
        // Dust: a single pixel beside the letter, and a pair far from it.
        for (x, y) in [(24, 25), (34, 5), (34, 6)] {
            picture.pixels_mut()[y * 40 + x] = 0;
        }
        remove_speckles(&mut picture, 3);
        assert_eq!(picture, whole);
    }

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
