//! Marks on a scan, all the way: recognition, boxes, signature, handwriting, and empty pages.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a test that fails panics; pictures are small"
)]

use aktenlage_domain::document::{IssueCode, Mark, MarkKind, MarkState, TextSource};
use aktenlage_extract::{Limits, Reading, ocr_support, read_with_ocr};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::support;

const INK: Rgb<u8> = Rgb([20, 20, 40]);

fn has_ocr() -> bool {
    let support = ocr_support();
    if let Err(missing) = &support {
        support::skip(&missing.to_string());
    }
    support.is_ok()
}

fn read(picture: RgbImage) -> Reading {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    read_with_ocr(&bytes.into_inner(), &Limits::recommended())
}

/// Lines of print on white paper of 600 x 800 points at 200 dots per inch.
fn paper(lines: &[&str]) -> RgbImage {
    image::load_from_memory(&support::picture_of(lines))
        .unwrap()
        .into_rgb8()
}

fn fill(picture: &mut RgbImage, [left, top, width, height]: [u32; 4]) {
    for y in top..top + height {
        for x in left..left + width {
            picture.put_pixel(x, y, INK);
        }
    }
}

fn frame(picture: &mut RgbImage, left: u32, top: u32) {
    const SIDE: u32 = 30;
    fill(picture, [left, top, SIDE, 2]);
    fill(picture, [left, top + SIDE - 2, SIDE, 2]);
    fill(picture, [left, top, 2, SIDE]);
    fill(picture, [left + SIDE - 2, top, 2, SIDE]);
}

fn stroke(picture: &mut RgbImage, points: &[(u32, u32)]) {
    for pair in points.windows(2) {
        let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
        let steps = x0.abs_diff(x1).max(y0.abs_diff(y1)).max(1);
        for step in 0..=steps {
            let between = |from: u32, to: u32| (from * (steps - step) + to * step) / steps;
            fill(picture, [between(x0, x1), between(y0, y1), 4, 4]);
        }
    }
}

fn boxes(marks: &[Mark]) -> Vec<MarkState> {
    marks
        .iter()
        .filter_map(|mark| match mark.kind {
            MarkKind::TickBox(state) => Some(state),
            MarkKind::Signature(_) | MarkKind::Handwriting | MarkKind::Stamp => None,
        })
        .collect()
}

#[test]
fn ticks_on_a_scan_are_found_with_their_places() {
    if !has_ocr() {
        return;
    }
    let mut picture = paper(&["Antrag auf Wohngeld", "Familienname und Vorname"]);
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    frame(&mut picture, 300, 1_200);
    frame(&mut picture, 600, 1_200);
    stroke(&mut picture, &[(596, 1_194), (632, 1_232)]);
    stroke(&mut picture, &[(634, 1_196), (598, 1_230)]);
    let reading = read(picture);
    let marks = &reading.text.marks;
    assert_eq!(boxes(marks), [MarkState::Off, MarkState::On], "{marks:?}");
    for (mark, left) in marks.iter().zip([300.0, 600.0]) {
        assert_eq!(mark.page, 1);
        assert!((mark.bbox.left * width - left).abs() < 4.0, "{mark:?}");
        assert!((mark.bbox.bottom * height - 1_230.0).abs() < 4.0, "{mark:?}");
    }
    assert_eq!(
        reading.text.page_text(1),
        "Antrag auf Wohngeld Familienname und Vorname"
    );
}

#[test]
fn handwriting_is_said_and_an_empty_page_is_named() {
    if !has_ocr() {
        return;
    }
    let mut picture = paper(&["Antrag auf Wohngeld", "Familienname und Vorname"]);
    let loops: Vec<(u32, u32)> = (0..24)
        .map(|index| {
            (
                400 + 11 * index,
                if index % 2 == 0 {
                    1_300
                } else {
                    1_262 + 7 * (index % 5)
                },
            )
        })
        .collect();
    stroke(&mut picture, &loops);
    let reading = read(picture);
    let is_handwriting = |mark: &Mark| mark.kind == MarkKind::Handwriting;
    assert!(
        reading.text.marks.iter().any(is_handwriting),
        "{:?}",
        reading.text.marks
    );
    assert!(
        reading
            .issues
            .iter()
            .any(|issue| issue.code == IssueCode::Handwriting)
    );

    let mut blank = RgbImage::from_pixel(1_654, 2_339, Rgb([244, 243, 240]));
    for middle in [900, 1_220] {
        for y in middle - 24_u32..middle + 24 {
            for x in 56_u32..104 {
                if x.abs_diff(80).pow(2) + y.abs_diff(middle).pow(2) < 24 * 24 {
                    blank.put_pixel(x, y, Rgb([30, 30, 30]));
                }
            }
        }
    }
    let reading = read(blank);
    assert_eq!(reading.text.pages[0].source, TextSource::Blank);
    let codes: Vec<IssueCode> = reading.issues.iter().map(|issue| issue.code).collect();
    assert_eq!(codes, [IssueCode::BlankPage]);
}
