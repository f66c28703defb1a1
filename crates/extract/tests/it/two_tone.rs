//! Faxes in PDFs are read as the same faxes in TIFF files are.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

use aktenlage_domain::document::{IssueCode, Page, TextSource, Word};
use aktenlage_domain::scan::{PageScan, ScanColour};
use aktenlage_extract::{Limits, Reading, ocr_support, read_with_ocr};
use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, imageops};
use lopdf::{Dictionary, Object, Stream, dictionary};

use crate::support;
use crate::support::tiff::{Compression, group4, tiff};

const LINES: [&str; 3] = [
    "Antrag auf Wohngeld",
    "Familienname und Vorname",
    "Die Angaben sind richtig und vollständig",
];

/// Rows of a page of 600 x 800 points, and how many of them are an inch.
const KINDS: [(u32, u32); 2] = [(2_178, 196), (1_089, 98)];

fn reading(bytes: &[u8]) -> Reading {
    read_with_ocr(bytes, &Limits::recommended())
}

fn has_ocr() -> bool {
    let support = ocr_support();
    if let Err(missing) = &support {
        support::skip(&missing.to_string());
    }
    support.is_ok()
}

/// The lines, 1,700 pixels across.
fn page(rows: u32) -> GrayImage {
    let mut page = image::load_from_memory(&support::picture_of(&LINES))
        .unwrap()
        .resize_exact(1_700, rows, FilterType::Triangle)
        .into_luma8();
    for pixel in page.pixels_mut() {
        pixel.0[0] = if pixel.0[0] < 128 { 0 } else { u8::MAX };
    }
    page
}

/// A part of a page as a fax server writes it into a PDF.
fn faxed(part: &GrayImage) -> Stream {
    let parameters = dictionary! {
        "K" => -1, "Columns" => i64::from(part.width()), "Rows" => i64::from(part.height()),
    };
    let mut stream = Stream::new(described(part, 1), group4(part));
    stream.dict.set("Filter", "CCITTFaxDecode");
    stream.dict.set("DecodeParms", parameters);
    stream
}

fn described(picture: &GrayImage, bits: i64) -> Dictionary {
    dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "ColorSpace" => "DeviceGray", "BitsPerComponent" => bits,
        "Width" => i64::from(picture.width()), "Height" => i64::from(picture.height()),
    }
}

/// A page with pictures `P0`, `P1` and so on.
fn pdf_of(pictures: Vec<Stream>, content: &str, further: Dictionary) -> Vec<u8> {
    let mut pdf = support::Pdf::new();
    let mut named = Dictionary::new();
    for (number, picture) in pictures.into_iter().enumerate() {
        named.set(format!("P{number}"), pdf.document.add_object(picture));
    }
    let font = pdf.document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let resources = dictionary! { "XObject" => named, "Font" => dictionary! { "F" => font } };
    let mut entries = dictionary! { "Resources" => resources };
    for (key, value) in further {
        entries.set(key, value);
    }
    pdf.page(content, entries);
    pdf.bytes()
}

const UPRIGHT: &str = "q 600 0 0 800 0 0 cm /P0 Do Q\n";

fn scan_of(reading: &Reading) -> &PageScan {
    reading.text.pages[0].scan.as_ref().unwrap()
}

/// Asserts that both have the same words at the same places, within so many fractions of the page.
fn assert_same(found: &Page, expected: &Page, (across, down): (f32, f32)) {
    let texts = |page: &Page| -> Vec<String> { page.words.iter().map(|word| word.text.clone()).collect() };
    assert_eq!(texts(found), texts(expected));
    let is_near = |one: f32, other: f32, most: f32| (one - other).abs() <= most;
    let is_same = |one: &Word, other: &Word| {
        is_near(one.bbox.left, other.bbox.left, across)
            && is_near(one.bbox.right, other.bbox.right, across)
            && is_near(one.bbox.top, other.bbox.top, down)
            && is_near(one.bbox.bottom, other.bbox.bottom, down)
    };
    for (one, other) in found.words.iter().zip(&expected.words) {
        assert!(is_same(one, other), "{one:?} {other:?}");
    }
}

#[test]
fn a_fax_in_a_pdf_is_read_as_in_a_tiff() {
    if !has_ocr() {
        return;
    }
    for (rows, down) in KINDS {
        let page = page(rows);
        let expected = reading(&tiff(
            std::slice::from_ref(&page),
            Compression::Group4,
            (204, down),
        ));
        assert_eq!(expected.text.page_text(1), LINES.join(" "), "{down}");
        let whole = pdf_of(vec![faxed(&page)], UPRIGHT, Dictionary::new());
        // The same in two strips; a coarse one has an odd number of rows.
        let half = rows / 2;
        let upper = imageops::crop_imm(&page, 0, 0, page.width(), half).to_image();
        let lower = imageops::crop_imm(&page, 0, half, page.width(), rows - half).to_image();
        let edge = 800.0 - 800.0 * f64::from(half) / f64::from(rows);
        let content = format!(
            "q 600 0 0 {:.3} 0 {edge:.3} cm /P0 Do Q\nq 600 0 0 {edge:.3} 0 0 cm /P1 Do Q\n",
            800.0 - edge
        );
        let strips = pdf_of(vec![faxed(&upper), faxed(&lower)], &content, Dictionary::new());
        // A pixel of the coarser fax.
        let (row, column) = (1.0 / 1_089.0, 1.0 / 1_700.0);
        for bytes in [whole, strips] {
            let found = reading(&bytes);
            assert_same(&found.text.pages[0], &expected.text.pages[0], (column, row));
            assert_eq!(found.text.pages[0].source, TextSource::Ocr);
            assert_eq!(found.issues, expected.issues);
            let (scan, same) = (scan_of(&found), scan_of(&expected));
            assert_eq!(scan.measures.colour, Some(ScanColour::Bitonal));
            assert_eq!((scan.verdict, &scan.steps), (same.verdict, &same.steps));
            let (told, meant) = (scan.measures.dots_per_inch, same.measures.dots_per_inch);
            assert!(
                (told.0 - meant.0).abs() < 0.5 && (told.1 - meant.1).abs() < 0.5,
                "{told:?}"
            );
        }
    }
}

#[test]
fn a_fax_on_a_turned_page_stands_as_it_is_shown() {
    if !has_ocr() {
        return;
    }
    let page = page(KINDS[0].0);
    let upright = reading(&pdf_of(vec![faxed(&page)], UPRIGHT, Dictionary::new()));
    // The page lies on its side, and is shown turned by 90 degrees clockwise.
    let lying = imageops::rotate270(&page);
    let media_box: Vec<Object> = vec![0.into(), 0.into(), 800.into(), 600.into()];
    let turned = reading(&pdf_of(
        vec![faxed(&lying)],
        "q 800 0 0 600 0 0 cm /P0 Do Q\n",
        dictionary! { "MediaBox" => media_box, "Rotate" => 90 },
    ));
    let page = &turned.text.pages[0];
    assert_eq!(page.rotation, 90);
    assert_same(page, &upright.text.pages[0], (1e-4, 1e-4));
    assert_eq!(scan_of(&turned).measures.colour, Some(ScanColour::Bitonal));
    assert_eq!(turned.text.page_text(1), LINES.join(" "));
}

#[test]
fn scans_in_grey_photos_with_a_caption_and_faxes_under_a_line_are_drawn() {
    if !has_ocr() {
        return;
    }
    let page = page(KINDS[0].0);
    let grey = image::load_from_memory(&support::picture_of(&LINES))
        .map(DynamicImage::into_luma8)
        .unwrap();
    let grey = Stream::new(described(&grey, 8), grey.into_raw());
    let over = format!("{UPRIGHT}{}", support::text(60, 780, "Seite 1"));
    // What a fax server prints over a page may have more letters than many a page.
    let sender = "Von Verwaltungsgemeinschaft Musterhausen Sachgebiet Wohngeld";
    let addressee = "An Kreisverwaltung Musterstadt Fachdienst Soziales Poststelle";
    let lines = support::text(20, 785, sender) + &support::text(20, 770, addressee);
    let caption = support::text(100, 620, "Mietvertrag Seite 1");
    let photo = format!("q 400 0 0 500 100 100 cm /P0 Do Q\n{caption}");
    for (number, bytes) in [
        pdf_of(vec![grey.clone()], UPRIGHT, Dictionary::new()),
        pdf_of(vec![grey], &photo, Dictionary::new()),
        pdf_of(vec![faxed(&page)], &over, Dictionary::new()),
        pdf_of(
            vec![faxed(&page)],
            &format!("{UPRIGHT}{lines}"),
            Dictionary::new(),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let reading = reading(&bytes);
        assert_eq!(reading.text.pages[0].source, TextSource::Ocr, "{number}");
        assert!(reading.text.page_text(1).contains("Familienname"), "{number}");
        // A drawing does not tell black and white from grey; the words of this picture are black on white.
        if number != 1 {
            assert_eq!(scan_of(&reading).measures.colour, None, "{number}");
        }
    }
}

#[test]
fn a_fax_that_breaks_off_is_said() {
    if !has_ocr() {
        return;
    }
    let page = page(KINDS[0].0);
    let mut fax = faxed(&page);
    let half = fax.content[..fax.content.len() / 2].to_vec();
    fax.set_content(half);
    let reading = reading(&pdf_of(vec![fax], UPRIGHT, Dictionary::new()));
    let codes: Vec<IssueCode> = reading.issues.iter().map(|issue| issue.code).collect();
    assert!(codes.contains(&IssueCode::ImageNotDecoded), "{codes:?}");
}
