//! What the picture of a page is like, measured where its words stand: whatever lies around the sheet says nothing.
use aktenlage_domain::document::{PageBox, Word};
use aktenlage_domain::scan::ScanMeasures;

use crate::ocr::Treatment;
use crate::picture::Grey;

/// A word below this confidence is unsure.
const UNSURE_WORD: f32 = 0.6;
/// More places do not change the result.
const MAX_PLACES: usize = 240;
/// Rows and columns into which a page without words is divided.
const TILES: (u8, u8) = (16, 12);
/// Print is at least so many shades darker than its paper; a place without print says nothing.
const LEAST_PRINT: u8 = 12;
/// A word this near to the edge of the picture, as a fraction of the page, runs off it: half a millimetre.
const EDGE: f32 = 0.0018;

/// Measures a page. The boxes of the words are fractions of the picture.
#[expect(clippy::cast_possible_truncation, reason = "resolutions and angles")]
pub(crate) fn measure(image: &Grey, words: &[Word], confidence: f32, treatment: &Treatment) -> ScanMeasures {
    let unsure = words
        .iter()
        .filter(|word| word.confidence.is_some_and(|sure| sure < UNSURE_WORD));
    let places = places(image, words);
    let (pixels_across, _) = treatment.dots_per_inch;
    let (across, down) = treatment.scanned_dots_per_inch.unwrap_or(treatment.dots_per_inch);
    let edge_width = median(places.iter().map(|place| place.edge_width_pixels));
    ScanMeasures {
        words: count(words.len()),
        unsure_words: count(unsure.count()),
        confidence,
        dots_per_inch: (across as f32, down as f32),
        // Who opened the file knows.
        is_resolution_assumed: false,
        paper: median(places.iter().map(|place| place.paper)).unwrap_or_else(|| brightness(image)),
        print: median(places.iter().map(|place| place.print)).unwrap_or_else(|| brightness(image)),
        edge_width_mm: edge_width.map(|pixels| pixels * 25.4 / pixels_across as f32),
        skew_degrees: treatment.skew.to_degrees() as f32,
        words_cut_off: count(words.iter().filter(|word| is_cut_off(word)).count()),
        colour: treatment.colour,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Whether a word runs off the picture. Strokes and dirt at the edge are no words.
fn is_cut_off(word: &Word) -> bool {
    let PageBox {
        left,
        top,
        right,
        bottom,
    } = word.bbox;
    let letters = word
        .text
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .count();
    letters >= 2 && (left < EDGE || top < EDGE || right > 1.0 - EDGE || bottom > 1.0 - EDGE)
}

/// A place with print.
struct Place {
    /// Brightness, 0 to 1.
    paper: f32,
    print: f32,
    /// Pixels over which one becomes the other.
    edge_width_pixels: f32,
}

/// Places that words cover, or all over the page if there are none.
fn places(image: &Grey, words: &[Word]) -> Vec<Place> {
    if words.is_empty() {
        let (rows, columns) = TILES;
        let tiles = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let places = tiles.filter_map(|(row, column)| {
            let part = |at: u8, of: u8| f32::from(at) / f32::from(of);
            let tile = PageBox {
                left: part(column, columns),
                top: part(row, rows),
                right: part(column + 1, columns),
                bottom: part(row + 1, rows),
            };
            place(image, tile)
        });
        return places.collect();
    }
    let every = words.len().div_ceil(MAX_PLACES).max(1);
    let chosen = words.iter().step_by(every);
    chosen.filter_map(|word| place(image, word.bbox)).collect()
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of pictures within the limits"
)]
fn place(image: &Grey, bbox: PageBox) -> Option<Place> {
    let at = |part: f32, whole: usize| ((part.max(0.0) * whole as f32) as usize).min(whole);
    let (left, right) = (at(bbox.left, image.width()), at(bbox.right, image.width()));
    let (top, bottom) = (at(bbox.top, image.height()), at(bbox.bottom, image.height()));
    if right < left + 3 || bottom < top + 3 {
        return None;
    }
    let (mut shades, mut steps) = ([0_usize; 256], [0_usize; 256]);
    for row in image.rows().take(bottom).skip(top) {
        let row = &row[left..right];
        for &shade in row {
            shades[usize::from(shade)] += 1;
        }
        for pair in row.windows(2) {
            steps[usize::from(pair[0].abs_diff(pair[1]))] += 1;
        }
    }
    let (print, paper) = (rank(&shades, 0.06), rank(&shades, 0.85));
    // Of the steps between neighbours, those across the edges of letters are the largest.
    let step = rank(&steps, 0.97);
    if paper < print.saturating_add(LEAST_PRINT) || step == 0 {
        return None;
    }
    Some(Place {
        paper: f32::from(paper) / 255.0,
        print: f32::from(print) / 255.0,
        edge_width_pixels: f32::from(paper - print) / f32::from(step),
    })
}

/// The value that this part of all lies at or below.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of pictures within the limits"
)]
fn rank(counts: &[usize; 256], part: f64) -> u8 {
    let wanted = (counts.iter().sum::<usize>() as f64 * part) as usize;
    let mut below = 0;
    for (value, count) in (0_u8..=u8::MAX).zip(counts) {
        below += count;
        if below > wanted {
            return value;
        }
    }
    u8::MAX
}

/// The brightness that half of a picture has, 0 to 1.
fn brightness(image: &Grey) -> f32 {
    f32::from(rank(&image.histogram(), 0.5)) / 255.0
}

fn median(values: impl Iterator<Item = f32>) -> Option<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 300;

    /// Bars of print over the whole page, with edges that are so many pixels wide.
    fn bars(paper: u8, print: u8, edge: usize) -> Grey {
        let shade = |x: usize| {
            // Print from 0 to 10 of every 30 pixels, then the edge, then paper, then the edge back.
            let at = x % 30;
            let from_print = at.saturating_sub(10).min(30 - at).min(edge);
            let step = usize::from(paper - print) * from_print / edge;
            print + u8::try_from(step).unwrap()
        };
        let pixels = (0..SIDE * SIDE).map(|at| shade(at % SIDE)).collect();
        Grey::new(SIDE, SIDE, pixels).unwrap()
    }

    fn word(left: f32, confidence: f32) -> Word {
        Word {
            text: "Wort".to_owned(),
            bbox: PageBox {
                left,
                top: 0.2,
                right: left + 0.4,
                bottom: 0.4,
            },
            confidence: Some(confidence),
        }
    }

    fn measured(image: &Grey, words: &[Word]) -> ScanMeasures {
        let treatment = Treatment {
            steps: Vec::new(),
            skew: 0.02,
            dots_per_inch: (254.0, 250.0),
            scanned_dots_per_inch: Some((100.0, 98.0)),
            colour: None,
        };
        measure(image, words, 0.8, &treatment)
    }

    #[test]
    fn brightness_and_edges_are_those_of_the_print() {
        let near = |a: f32, b: f32| (a - b).abs() < 0.02;
        for (paper, print, edge) in [(240, 20, 1), (120, 40, 1), (240, 20, 6)] {
            for words in [Vec::new(), vec![word(0.1, 0.9)]] {
                let found = measured(&bars(paper, print, edge), &words);
                assert!(near(found.paper, f32::from(paper) / 255.0), "{found:?}");
                assert!(near(found.print, f32::from(print) / 255.0), "{found:?}");
                // 254 dots per inch: ten pixels are a millimetre.
                let edge = f32::from(u8::try_from(edge).unwrap()) / 10.0;
                assert!((found.edge_width_mm.unwrap() - edge).abs() < 0.05, "{found:?}");
                assert!(near(found.skew_degrees, 1.146));
                assert!(near(found.coarsest_dots_per_inch(), 98.0));
            }
        }
    }

    #[test]
    fn words_are_counted() {
        let mut dirt = word(0.0, 0.1);
        dirt.text = "|".to_owned();
        let words = [word(0.0, 0.9), word(0.3, 0.5), word(0.6, 0.59), dirt];
        let found = measured(&bars(240, 20, 1), &words);
        assert_eq!((found.words, found.unsure_words), (4, 3));
        // The first begins at the edge, the third ends there.
        assert_eq!(found.words_cut_off, 2);
    }

    #[test]
    fn a_page_without_print_has_no_edges() {
        let found = measured(&Grey::filled(SIDE, SIDE, 30), &[]);
        assert_eq!(found.edge_width_mm, None);
        assert!((found.paper - 30.0 / 255.0).abs() < 1e-6);
    }
}
