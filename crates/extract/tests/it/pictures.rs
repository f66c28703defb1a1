//! Photos, scans and faxes: every kind of file becomes pages, turned as it asks, with its words where they stand.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test that fails panics; pictures are small"
)]

use crate::support;
use crate::support::good_files::turned_photo;
use crate::support::tiff::{Compression, tiff};
use aktenlage_domain::document::{IssueCode, Page, TextSource};
use aktenlage_domain::scan::{PreparationStep, ScanVerdict};
use aktenlage_domain::transfer::{TransferItem, TransferNote, TransferSource};
use aktenlage_extract::{ExtractError, Limits, Reading, ocr_support, read_with_ocr, render_page};
use image::{DynamicImage, GrayImage, ImageFormat, RgbImage};
use lopdf::dictionary;

const LINES: [&str; 3] = [
    "Antrag auf Wohngeld",
    "Familienname und Vorname",
    "Die Angaben sind richtig und vollständig",
];

fn reading(bytes: &[u8]) -> Reading {
    read_with_ocr(bytes, &Limits::recommended())
}

fn codes(reading: &Reading) -> Vec<(IssueCode, Option<u32>)> {
    reading
        .issues
        .iter()
        .map(|issue| (issue.code, issue.page))
        .collect()
}

/// The lines on white paper of 600 x 800 points at 200 dots per inch.
fn picture() -> RgbImage {
    image::load_from_memory(&support::picture_of(&LINES))
        .unwrap()
        .into_rgb8()
}

fn encoded(picture: RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

fn has_ocr() -> bool {
    let support = ocr_support();
    if let Err(missing) = &support {
        support::skip(&missing.to_string());
    }
    support.is_ok()
}

/// Asserts that a page has the lines, each word of it on ink, at its place on paper of 600 x 800 points.
fn assert_read(reading: &Reading, bytes: &[u8]) {
    if !has_ocr() {
        return;
    }
    assert_eq!(reading.text.page_text(1), LINES.join(" "), "{:?}", codes(reading));
    let page: &Page = &reading.text.pages[0];
    assert_eq!(page.source, TextSource::Ocr);
    assert_eq!(codes(reading), []);
    let shown = render_page(bytes, 1, 1_200, &Limits::recommended()).unwrap();
    let shown = image::load_from_memory(&shown).unwrap().into_luma8();
    let mut inside = 0;
    for word in &page.words {
        assert!(word.confidence.unwrap() > 0.6);
        inside += dark_pixels(
            &shown,
            [word.bbox.left, word.bbox.top, word.bbox.right, word.bbox.bottom],
        );
    }
    let all = dark_pixels(&shown, [0.0, 0.0, 1.0, 1.0]);
    assert!(inside * 100 >= all * 97, "{inside} of {all}");
}

fn dark_pixels(picture: &GrayImage, [left, top, right, bottom]: [f32; 4]) -> usize {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let dark = picture.enumerate_pixels().filter(|(x, y, pixel)| {
        let (x, y) = (*x as f32 / width, *y as f32 / height);
        pixel.0[0] < 110 && x >= left && x <= right && y >= top && y <= bottom
    });
    dark.count()
}

fn assert_points(reading: &Reading, width: f32, height: f32) {
    let page = &reading.text.pages[0];
    let is_near = |a: f32, b: f32| (a - b).abs() < 1.0;
    assert!(
        is_near(page.width_points, width) && is_near(page.height_points, height),
        "{} x {}",
        page.width_points,
        page.height_points
    );
}

#[test]
fn a_png_says_how_large_it_is() {
    let bytes = support::picture_of(&LINES);
    let reading = reading(&bytes);
    assert_eq!(reading.media_type, "image/png");
    assert_points(&reading, 600.0, 800.0);
    assert_read(&reading, &bytes);
}

#[test]
fn a_scan_on_a_page_of_larger_units_is_as_large_as_its_paper() {
    let picture = picture();
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(picture.width()),
        "Height" => i64::from(picture.height()), "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8,
    };
    let mut pdf = support::Pdf::new();
    let image = pdf
        .document
        .add_object(lopdf::Stream::new(image, picture.into_raw()));
    let media_box: Vec<lopdf::Object> = vec![0.into(), 0.into(), 300.into(), 400.into()];
    let further = dictionary! {
        "MediaBox" => media_box, "UserUnit" => 2,
        "Resources" => dictionary! { "XObject" => dictionary! { "P" => image } },
    };
    pdf.page("300 0 0 400 0 0 cm /P Do", further);
    let reading = reading(&pdf.bytes());
    assert_points(&reading, 600.0, 800.0);
    if !has_ocr() {
        return;
    }
    assert_eq!(reading.text.page_text(1), LINES.join(" "));
    let (across, down) = reading.text.pages[0]
        .scan
        .as_ref()
        .unwrap()
        .measures
        .dots_per_inch;
    assert!(
        (across - 200.0).abs() < 2.0 && (down - 200.0).abs() < 2.0,
        "{across} x {down}"
    );
}

#[test]
fn pictures_that_do_not_say_how_large_they_are_are_taken_for_a4() {
    for format in [ImageFormat::Jpeg, ImageFormat::WebP] {
        let bytes = encoded(picture(), format);
        let reading = reading(&bytes);
        assert_points(&reading, 631.3, 841.7);
        assert_read(&reading, &bytes);
    }
}

#[test]
fn a_photo_is_turned_as_it_says() {
    // 6: turn by 90 degrees clockwise; 3: by 180; 8: by 270.
    type Turn = fn(&RgbImage) -> RgbImage;
    let turns: [(u8, u16, Turn); 3] = [
        (6, 90, image::imageops::rotate270),
        (3, 180, image::imageops::rotate180),
        (8, 270, image::imageops::rotate90),
    ];
    for (orientation, degrees, turn) in turns {
        let bytes = turned_photo(encoded(turn(&picture()), ImageFormat::Jpeg), orientation);
        let reading = reading(&bytes);
        assert_points(&reading, 631.3, 841.7);
        assert_eq!(reading.text.pages[0].rotation, degrees);
        assert_read(&reading, &bytes);
    }
}

#[test]
fn a_page_on_its_head_is_read_and_told() {
    type Turn = fn(&RgbImage) -> RgbImage;
    if !has_ocr() {
        return;
    }
    // What was turned clockwise by one quarter stands upright after three more.
    let turns: [(Turn, u8); 2] = [(image::imageops::rotate180, 2), (image::imageops::rotate90, 3)];
    for (turn, back) in turns {
        let bytes = encoded(turn(&picture()), ImageFormat::Png);
        let reading = reading(&bytes);
        assert_eq!(reading.text.page_text(1), LINES.join(" "));
        assert_eq!(codes(&reading), [(IssueCode::PageNotUpright, Some(1))]);
        assert_eq!(reading.text.pages[0].scan.as_ref().unwrap().quarter_turns, back);
        let shown = image::load_from_memory(&bytes).unwrap().into_luma8();
        for word in &reading.text.pages[0].words {
            let bbox = word.bbox;
            assert!(dark_pixels(&shown, [bbox.left, bbox.top, bbox.right, bbox.bottom]) > 20);
        }
    }
}

#[test]
fn a_landscape_picture_is_read_across() {
    let content: String = (0..)
        .zip(LINES)
        .map(|(line, words)| support::text(330, 500 - 30 * line, words))
        .collect();
    let bytes = support::picture_of_page(&support::landscape_page_of(&content), 842);
    let reading = reading(&bytes);
    assert_points(&reading, 842.0, 595.0);
    assert_read(&reading, &bytes);
}

const LEFT_PAGE: [&str; 5] = [
    "Antrag auf Wohngeld für die Wohnung in der Stadt",
    "Familienname und Vorname der Person im Haushalt",
    "Die Angaben sind richtig und vollständig gemacht",
    "Alle Nachweise liegen diesem Antrag als Kopie bei",
    "Die Wohnung wird von allen Personen bewohnt",
];
const RIGHT_PAGE: [&str; 5] = [
    "Bescheid über den Antrag auf Wohngeld vom Januar",
    "Der Antrag wird für ein ganzes Jahr bewilligt",
    "Das Geld wird am Anfang jedes Monats gezahlt",
    "Gegen den Bescheid kann Widerspruch erhoben werden",
    "Der Widerspruch muss schriftlich eingelegt werden",
];

/// Two pages side by side on one picture, their lines not level, and what else is drawn.
fn two_pages(further: &str) -> Vec<u8> {
    let page = |x: i32, y: i32, lines: [&str; 5]| -> String {
        (0..)
            .zip(lines)
            .map(|(line, words)| support::text(x, y - 30 * line, words))
            .collect()
    };
    let content = page(60, 500, LEFT_PAGE) + &page(460, 487, RIGHT_PAGE) + further;
    support::picture_of_page(&support::landscape_page_of(&content), 842)
}

#[test]
fn of_two_pages_on_one_picture_the_left_one_is_read_first() {
    if !has_ocr() {
        return;
    }
    let all = LEFT_PAGE.join(" ") + " " + &RIGHT_PAGE.join(" ");
    let words_left = LEFT_PAGE.join(" ").split(' ').count();
    let fold = "420.5 0 1 595 re f\n";
    for further in ["", fold] {
        let bytes = two_pages(further);
        let reading = reading(&bytes);
        assert_points(&reading, 842.0, 595.0);
        assert_eq!(reading.text.page_text(1), all, "{:?}", codes(&reading));
        let shown = image::load_from_memory(&bytes).unwrap().into_luma8();
        let (left, right) = reading.text.pages[0].words.split_at(words_left);
        assert!(left.iter().all(|word| word.bbox.right < 0.5));
        assert!(right.iter().all(|word| word.bbox.left > 0.5));
        for word in left.iter().chain(right) {
            let bbox = word.bbox;
            let inside = dark_pixels(&shown, [bbox.left, bbox.top, bbox.right, bbox.bottom]);
            assert!(inside > 20, "{word:?}");
        }
    }
}

#[test]
fn two_pages_on_a_picture_on_its_side_are_read_one_after_the_other() {
    if !has_ocr() {
        return;
    }
    let upright = image::load_from_memory(&two_pages("")).unwrap().into_rgb8();
    let reading = reading(&encoded(image::imageops::rotate90(&upright), ImageFormat::Png));
    assert_eq!(
        reading.text.page_text(1),
        LEFT_PAGE.join(" ") + " " + &RIGHT_PAGE.join(" ")
    );
    assert_eq!(codes(&reading), [(IssueCode::PageNotUpright, Some(1))]);
    let scan = reading.text.pages[0].scan.as_ref().unwrap();
    assert_eq!(scan.quarter_turns, 3);
    // The left page lies above the right one.
    let words_left = LEFT_PAGE.join(" ").split(' ').count();
    let (left, right) = reading.text.pages[0].words.split_at(words_left);
    assert!(left.iter().all(|word| word.bbox.bottom < 0.5));
    assert!(right.iter().all(|word| word.bbox.top > 0.5));
}

/// The page as a phone sees it from the side, on a grey table, with a shadow across both.
fn photo() -> RgbImage {
    let page = picture();
    let (width, height) = (page.width() as f32, page.height() as f32);
    RgbImage::from_fn(2_700, 3_600, |x, y| {
        let (u, v) = (x as f32 / 2_700.0, y as f32 / 3_600.0);
        let light = if u + 0.4 * v < 0.6 { 1.0 } else { 0.8 };
        // The sheet is wider at its foot: lines of the page stay straight, parallels do not.
        let depth = 0.62 + 0.3 * v;
        let (column, row) = ((u - 0.5) / depth + 0.5, (v - 0.06) / (depth * 0.96));
        let is_page = (0.0..1.0).contains(&column) && (0.0..1.0).contains(&row);
        let shade = if is_page {
            let (column, row) = ((column * width) as u32, (row * height) as u32);
            f32::from(page.get_pixel(column, row).0[0])
        } else {
            165.0
        };
        image::Rgb([(shade * light) as u8; 3])
    })
}

#[test]
fn a_photo_from_the_side_is_read_and_its_words_stand_where_they_are_seen() {
    let bytes = encoded(photo(), ImageFormat::Png);
    let reading = reading(&bytes);
    assert_read(&reading, &bytes);
    if has_ocr() {
        let scan = reading.text.pages[0].scan.as_ref().unwrap();
        assert!(scan.steps.contains(&PreparationStep::PerspectiveStraightened));
        assert!(scan.steps.contains(&PreparationStep::LightEvened));
        assert_eq!(scan.verdict, ScanVerdict::Readable);
    }
}

#[test]
fn a_scan_that_cannot_be_read_says_why() {
    if !has_ocr() {
        return;
    }
    // Three lines say little about a page: many of them do.
    let sharp = DynamicImage::ImageRgb8(
        image::load_from_memory(&support::picture_of(&LINES.repeat(6)))
            .unwrap()
            .into_rgb8(),
    );
    let verdict = |picture: &DynamicImage| {
        let reading = reading(&encoded(picture.to_rgb8(), ImageFormat::Png));
        let scan = reading.text.pages[0].scan.clone().unwrap();
        let codes: Vec<IssueCode> = codes(&reading).into_iter().map(|(code, _)| code).collect();
        (scan, codes)
    };
    let (good, codes) = verdict(&sharp);
    assert_eq!((good.verdict, codes), (ScanVerdict::Readable, Vec::new()));
    assert_eq!(good.measures.unsure_words, 0);
    let (blurred, codes) = verdict(&sharp.blur(6.0));
    assert_ne!(blurred.verdict, ScanVerdict::Readable);
    assert!(blurred.reasons.contains(&IssueCode::ScanBlurred), "{blurred:?}");
    assert!(codes.contains(&IssueCode::ScanBlurred), "{codes:?}");
    let width = sharp.width();
    let cut = sharp.crop_imm(width / 5, 0, width * 4 / 5, sharp.height());
    let (cut, codes) = verdict(&cut);
    assert!(cut.reasons.contains(&IssueCode::ScanCutOff), "{cut:?}");
    assert!(codes.contains(&IssueCode::ScanCutOff), "{codes:?}");
}

#[test]
fn a_scan_knows_what_made_it_as_far_as_the_file_says() {
    let reading = reading(&support::picture_of(&LINES));
    let note = TransferNote::of(&reading.origin, &reading.text.pages, &reading.issues);
    if !has_ocr() {
        assert_eq!(note, None);
        return;
    }
    let note = note.unwrap();
    let value = |item| note.entry(item).map(|entry| entry.value.as_str());
    assert_eq!(value(TransferItem::Resolution), Some("200x200"));
    assert_eq!(value(TransferItem::QualityResult), Some("1:readable"));
    assert_eq!(value(TransferItem::Device), None);
    assert!(note.open_items().any(|item| item == TransferItem::Operator));
    let source = |note: &TransferNote| note.entry(TransferItem::Resolution).map(|entry| entry.source);
    assert_eq!(source(&note), Some(TransferSource::Measured));
    // This one does not say how large it is.
    let photo = self::reading(&encoded(picture(), ImageFormat::Jpeg));
    let note = TransferNote::of(&photo.origin, &photo.text.pages, &photo.issues).unwrap();
    assert_eq!(source(&note), Some(TransferSource::Assumed));
}

#[test]
fn paper_with_nothing_on_it_is_blank() {
    if !has_ocr() {
        return;
    }
    let bytes = encoded(
        RgbImage::from_pixel(1_654, 2_339, image::Rgb([238, 236, 230])),
        ImageFormat::Png,
    );
    let reading = reading(&bytes);
    assert_eq!(reading.text.pages[0].source, TextSource::Blank);
    assert_eq!(codes(&reading), [(IssueCode::BlankPage, Some(1))]);
}

#[test]
fn every_page_of_a_tiff_is_one() {
    let page = DynamicImage::ImageRgb8(picture()).into_luma8();
    let bytes = tiff(&[page.clone(), page.clone(), page], Compression::None, (200, 200));
    let reading = reading(&bytes);
    assert_eq!(reading.text.pages.len(), 3);
    assert_points(&reading, 600.0, 800.0);
    assert_read(&reading, &bytes);
    assert!(render_page(&bytes, 3, 300, &Limits::recommended()).is_ok());
    assert_eq!(
        render_page(&bytes, 4, 300, &Limits::recommended()),
        Err(ExtractError::NoSuchPage(4))
    );
    let few = Limits {
        max_pages: 2,
        ..Limits::recommended()
    };
    let cut = read_with_ocr(&bytes, &few);
    assert_eq!(cut.text.pages.len(), 2);
    assert_eq!(codes(&cut)[0], (IssueCode::TooManyPages, None));
}

#[test]
fn faxes_are_read() {
    let page = DynamicImage::ImageRgb8(picture());
    for (down, height) in [(196_u32, 2_178), (98, 1_089)] {
        let page = page
            .resize_exact(1_700, height, image::imageops::FilterType::Triangle)
            .into_luma8();
        let bytes = tiff(&[page], Compression::Group4, (204, down));
        let reading = reading(&bytes);
        assert_points(&reading, 600.0, 800.0);
        assert_read(&reading, &bytes);
    }
}

/// 128 rows of 832 white, 64 black and 832 white pixels in the one-dimensional code of T.4.
#[test]
fn old_faxes_are_shown() {
    let row = "011010010 00110101 0000001111 0000110111 011010010 00110101";
    let line_end = "000000000001";
    for (compression, row) in [
        (Compression::Group3, format!("{line_end}{row}")),
        (Compression::Huffman, format!("{row}00")),
    ] {
        let bits: Vec<u8> = row
            .bytes()
            .filter(|bit| *bit != b' ')
            .map(|bit| bit - b'0')
            .collect();
        let bits: Vec<u8> = std::iter::repeat_n(bits, 128).flatten().collect();
        let data = bits.chunks(8).map(|eight| {
            eight
                .iter()
                .enumerate()
                .fold(0, |byte, (at, bit)| byte | bit << (7 - at))
        });
        let bytes = support::tiff::wrapped(&[(1_728, 128, data.collect())], compression, (204, 98));
        let shown = render_page(&bytes, 1, 864, &Limits::recommended()).unwrap();
        let shown = image::load_from_memory(&shown).unwrap().into_luma8();
        let bar = dark_pixels(&shown, [832.0 / 1728.0, 0.0, 896.0 / 1728.0, 1.0]);
        assert!(bar > 31 * shown.height() as usize, "{bar} {compression:?}");
        assert_eq!(dark_pixels(&shown, [0.0, 0.0, 0.47, 1.0]), 0);
        assert_eq!(dark_pixels(&shown, [0.53, 0.0, 1.0, 1.0]), 0);
    }
}

#[test]
fn bombs_and_broken_pictures_are_told() {
    let small = Limits {
        max_pixels: 1_000_000,
        ..Limits::recommended()
    };
    let bytes = support::picture_of(&LINES);
    let refused = read_with_ocr(&bytes, &small);
    assert_eq!(codes(&refused), [(IssueCode::TooManyPixels, Some(1))]);
    assert_eq!(refused.text.pages[0].source, TextSource::Unreadable);
    assert_eq!(
        render_page(&bytes, 1, 100, &small),
        Err(ExtractError::Refused(IssueCode::TooManyPixels))
    );
    let cut = reading(&bytes[..bytes.len() / 2]);
    let undecoded = [IssueCode::PageWithoutText, IssueCode::ImageNotDecoded].map(|code| (code, Some(1)));
    assert_eq!(codes(&cut), undecoded);
    assert_eq!(
        render_page(&bytes[..bytes.len() / 2], 1, 100, &Limits::recommended()),
        Err(ExtractError::Refused(IssueCode::PageNotRendered))
    );
    let damaged: [&[u8]; 3] = [
        b"II*\0\x08\0\0\0\0\0",
        b"\x89PNG\r\n\x1a\nxxxx",
        b"RIFF\0\0\0\0WEBPVP8 ",
    ];
    for bytes in damaged {
        assert_eq!(codes(&reading(bytes)), [(IssueCode::DamagedFile, None)]);
    }
}

#[test]
fn a_tiff_whose_pages_go_round_in_circles_ends() {
    let page = GrayImage::from_pixel(64, 64, image::Luma([255]));
    let mut bytes = tiff(&[page.clone(), page], Compression::None, (200, 200));
    let first = bytes[4..8].to_vec();
    let end = bytes.len();
    bytes[end - 4..].copy_from_slice(&first);
    let reading = reading(&bytes);
    assert!(reading.text.pages.len() <= 2_000);
    assert!(
        codes(&reading)
            .iter()
            .any(|(code, _)| matches!(code, IssueCode::PartlyDamaged | IssueCode::TooManyPages))
    );
}
