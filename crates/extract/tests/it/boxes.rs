//! Boxes and page images share one space: where a word is said to stand, the picture that a clerk sees is inked.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places on small images, and counts of words"
)]

use aktenlage_domain::document::{PageBox, TextSource};
use aktenlage_extract::{Limits, read, render_page};

use crate::support;

/// Enough to tell the strokes of the smallest print.
const WIDTH_PIXELS: u32 = 1000;
/// Difference between the darkest and the lightest part of a box that counts as ink.
const INK_CONTRAST: u8 = 60;
/// Words whose boxes may hold no ink, of all words (issue 3: 99.5 % hold).
const MAX_FAILURES: f64 = 0.005;
/// The forms have more than 30,000 words: few of them would say nothing.
const MIN_WORDS: i32 = 20_000;

/// Darkest and lightest value inside a box.
fn extremes(gray: &[u8], width: usize, height: usize, bbox: PageBox) -> (u8, u8) {
    let range = |from: f32, to: f32, length: usize| {
        let edge = |fraction: f32| ((f64::from(fraction) * length as f64) as usize).min(length - 1);
        edge(from)..=edge(to)
    };
    let mut found = (u8::MAX, u8::MIN);
    for y in range(bbox.top, bbox.bottom, height) {
        for x in range(bbox.left, bbox.right, width) {
            let value = gray[y * width + x];
            found = (found.0.min(value), found.1.max(value));
        }
    }
    found
}

#[test]
fn every_box_of_a_word_holds_ink() {
    let Some(files) = support::shared("forms") else {
        return;
    };
    let limits = Limits::recommended();
    let (mut words, mut empty) = (0, Vec::new());
    for file in files {
        let bytes = fs_err::read(&file).unwrap();
        for page in &read(&bytes, &limits).text.pages {
            if page.source != TextSource::Text {
                continue;
            }
            let image = render_page(&bytes, page.number, WIDTH_PIXELS, &limits).unwrap();
            let picture = webp::Decoder::new(&image).decode().unwrap();
            let channels = if picture.is_alpha() { 4 } else { 3 };
            let gray: Vec<u8> = picture.chunks_exact(channels).map(|pixel| pixel[1]).collect();
            let (width, height) = (picture.width() as usize, picture.height() as usize);
            for word in &page.words {
                let (darkest, lightest) = extremes(&gray, width, height, word.bbox);
                words += 1;
                if lightest - darkest < INK_CONTRAST {
                    empty.push(format!("{} {} {}", file.display(), page.number, word.text));
                }
            }
        }
    }
    assert!(words >= MIN_WORDS, "{words} words");
    let part = empty.len() as f64 / f64::from(words);
    assert!(
        part <= MAX_FAILURES,
        "{} of {words} words: {:#?}",
        empty.len(),
        &empty[..empty.len().min(50)]
    );
}
