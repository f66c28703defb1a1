//! Marks on a scan, all the way: recognition, boxes, signature, handwriting, stamps, and empty pages.
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
const BLUE: Rgb<u8> = Rgb([30, 60, 190]);
const RED: Rgb<u8> = Rgb([200, 40, 50]);

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

fn fill(picture: &mut RgbImage, area: [u32; 4]) {
    fill_in(picture, area, INK);
}

fn fill_in(picture: &mut RgbImage, [left, top, width, height]: [u32; 4], ink: Rgb<u8>) {
    for y in top..top + height {
        for x in left..left + width {
            picture.put_pixel(x, y, ink);
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
    stroke_in(picture, points, INK);
}

fn stroke_in(picture: &mut RgbImage, points: &[(u32, u32)], ink: Rgb<u8>) {
    for pair in points.windows(2) {
        let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
        let steps = x0.abs_diff(x1).max(y0.abs_diff(y1)).max(1);
        for step in 0..=steps {
            let between = |from: u32, to: u32| (from * (steps - step) + to * step) / steps;
            fill_in(picture, [between(x0, x1), between(y0, y1), 4, 4], ink);
        }
    }
}

/// Joined writing of 33 millimetres.
fn loops(left: u32, foot: u32) -> Vec<(u32, u32)> {
    let point = |index: u32| {
        let height = if index.is_multiple_of(2) {
            0
        } else {
            38 - 7 * (index % 5)
        };
        (left + 11 * index, foot - height)
    };
    (0..24).map(point).collect()
}

/// Where [`stamp`] puts its stamp: left, top, width, height in pixels; 70 by 30 millimetres.
const STAMP: [u32; 4] = [700, 1_000, 550, 236];

/// Stamps the page in blue: lines of print in a frame or in an oval.
fn stamp(picture: &mut RgbImage, is_oval: bool) {
    let [left, top, width, height] = STAMP;
    if is_oval {
        let (across, down) = (f64::from(width) / 2.0 - 3.0, f64::from(height) / 2.0 - 3.0);
        let point = |degrees: u32| {
            let (sine, cosine) = f64::from(degrees).to_radians().sin_cos();
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "on the page"
            )]
            let point = (
                (f64::from(left) + across * (1.0 + cosine)) as u32,
                (f64::from(top) + down * (1.0 + sine)) as u32,
            );
            point
        };
        let points: Vec<(u32, u32)> = (0..=360).map(point).collect();
        stroke_in(picture, &points, BLUE);
    } else {
        fill_in(picture, [left, top, width, 5], BLUE);
        fill_in(picture, [left, top + height - 5, width, 5], BLUE);
        fill_in(picture, [left, top, 5, height], BLUE);
        fill_in(picture, [left + width - 5, top, 5, height], BLUE);
    }
    // Two lines that begin 167 pixels from the left and 278 and 361 from the top.
    let print = paper(&["Eingegangen am", "22.11.2026 Rathaus"]);
    let (columns, rows) = (340, 140);
    for y in 0..rows {
        for x in 0..columns {
            let paper = print.get_pixel(160 + x, 240 + y).0[0];
            if paper < 250 {
                let inked = BLUE
                    .0
                    .map(|part| u8::try_from(255 - (255 - u32::from(part)) * (255 - u32::from(paper)) / 255));
                let [red, green, blue] = inked.map(Result::unwrap);
                let place = (left + (width - columns) / 2 + x, top + (height - rows) / 2 + y);
                picture.put_pixel(place.0, place.1, Rgb([red, green, blue]));
            }
        }
    }
}

fn stamps(reading: &Reading) -> Vec<&Mark> {
    let marks = reading.text.marks.iter();
    marks.filter(|mark| mark.kind == MarkKind::Stamp).collect()
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
    stroke(&mut picture, &loops(400, 1_300));
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

#[test]
fn a_stamp_is_found_by_its_colour_and_says_its_date() {
    if !has_ocr() {
        return;
    }
    for is_oval in [false, true] {
        let mut picture = paper(&["Antrag auf Wohngeld", "Familienname und Vorname"]);
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        stamp(&mut picture, is_oval);
        // A blue pen and a red picture beside it.
        stroke_in(&mut picture, &loops(400, 1_500), BLUE);
        fill_in(&mut picture, [300, 1_700, 500, 300], RED);
        let grey = DynamicImage::ImageRgb8(picture.clone()).into_luma8();
        let reading = read(picture);
        let found = stamps(&reading);
        assert_eq!(found.len(), 1, "{is_oval} {:?}", reading.text.marks);
        let (mark, bbox) = (found[0], found[0].bbox);
        let seen = [
            bbox.left * width,
            bbox.top * height,
            (bbox.right - bbox.left) * width,
            (bbox.bottom - bbox.top) * height,
        ];
        for (seen, drawn) in seen.into_iter().zip(STAMP) {
            assert!((seen - drawn as f32).abs() < 10.0, "{is_oval} {seen} {drawn}");
        }
        assert!(mark.page == 1 && mark.confidence > 0.8, "{mark:?}");
        let says = mark.text_inside(&reading.text.pages[0].words);
        assert!(says.contains("22.11.2026"), "{is_oval} {says}");

        // The same page without colours tells nothing of stamps.
        let grey = read(DynamicImage::ImageLuma8(grey).into_rgb8());
        assert_eq!(stamps(&grey), Vec::<&Mark>::new());
    }
}

#[test]
fn a_blue_pen_and_a_red_picture_are_no_stamps() {
    if !has_ocr() {
        return;
    }
    let mut picture = paper(&["Antrag auf Wohngeld", "Familienname und Vorname"]);
    stroke_in(&mut picture, &loops(400, 1_500), BLUE);
    stroke_in(&mut picture, &loops(900, 1_540), BLUE);
    fill_in(&mut picture, [300, 1_700, 500, 300], RED);
    let reading = read(picture);
    assert_eq!(stamps(&reading), Vec::<&Mark>::new());
    let is_handwriting = |mark: &Mark| mark.kind == MarkKind::Handwriting;
    assert!(
        reading.text.marks.iter().any(is_handwriting),
        "{:?}",
        reading.text.marks
    );
}
