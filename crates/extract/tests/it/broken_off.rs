//! Pictures that break off, in pages and as files: what is there is read, and that something is missing is said.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]

use crate::support::tiff::{Compression, group4, wrapped};
use crate::support::{Pdf, codes, page_of, page_with_picture, picture_of, skip, text};
use aktenlage_domain::document::{IssueCode, PageBox, TextSource};
use aktenlage_extract::{Limits, Reading, look_at_boxes, ocr_support, read, read_with_ocr};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use lopdf::{Dictionary, Object, Stream, dictionary};

const LINES: [&str; 3] = [
    "Antrag auf Wohngeld",
    "Familienname und Vorname",
    "Die Angaben sind richtig und vollständig",
];

fn has_ocr() -> bool {
    let support = ocr_support();
    if let Err(missing) = &support {
        skip(&missing.to_string());
    }
    support.is_ok()
}

/// Many lines on white paper of 600 x 800 points at 200 dots per inch.
fn letter() -> GrayImage {
    image::load_from_memory(&picture_of(&LINES.repeat(6)))
        .unwrap()
        .into_luma8()
}

/// A small picture that is neither plain nor noise.
fn pattern() -> GrayImage {
    GrayImage::from_fn(64, 96, |x, y| {
        Luma([u8::try_from((x / 8 * 37 + y * y) % 251).unwrap()])
    })
}

fn encoded(picture: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(picture.clone())
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

fn deflated(picture: &GrayImage) -> Vec<u8> {
    let mut stream = Stream::new(Dictionary::new(), picture.as_raw().clone());
    stream.compress().unwrap();
    stream.content
}

fn half(data: &[u8]) -> &[u8] {
    &data[..data.len() / 2]
}

/// What a page says of a picture in shades of grey, with these filters.
fn described(picture: &GrayImage, filters: &[&str]) -> Dictionary {
    let filters: Vec<Object> = filters.iter().map(|filter| Object::from(*filter)).collect();
    dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Filter" => filters,
        "Width" => i64::from(picture.width()), "Height" => i64::from(picture.height()),
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    }
}

/// What is said of a page with text and a small picture; read without recognition.
fn said_beside_text(picture: Dictionary, data: &[u8]) -> Vec<IssueCode> {
    let content = format!("{}q 64 0 0 96 60 500 cm /P Do Q\n", text(60, 700, "Anlage 3"));
    let reading = read(
        &page_with_picture(picture, data, &content),
        &Limits::recommended(),
    );
    assert_eq!(reading.text.pages[0].source, TextSource::Text);
    codes(&reading)
}

/// A page that is a picture.
fn scan(picture: &GrayImage, filter: &str, data: &[u8]) -> Vec<u8> {
    page_with_picture(
        described(picture, &[filter]),
        data,
        "q 600 0 0 800 0 0 cm /P Do Q\n",
    )
}

/// Asserts that it is said once that a picture is not whole, and nothing about its quality, which nobody knows.
fn assert_said(reading: &Reading, what: &str) {
    let codes = codes(reading);
    let said = codes.iter().filter(|code| **code == IssueCode::ImageNotDecoded);
    assert_eq!(said.count(), 1, "{what}: {codes:?}");
    assert_ne!(reading.text.pages[0].source, TextSource::Blank, "{what}");
    let is_on_quality = |code: &IssueCode| {
        IssueCode::SCAN_REASONS.contains(code)
            || [IssueCode::PoorScan, IssueCode::UnreadableScan].contains(code)
    };
    assert!(!codes.iter().any(is_on_quality), "{what}: {codes:?}");
}

#[test]
fn a_scan_that_breaks_off_is_said_and_not_blank() {
    if !has_ocr() {
        return;
    }
    let letter = letter();
    let (jpeg, deflated) = (encoded(&letter, ImageFormat::Jpeg), deflated(&letter));
    for (filter, data) in [
        ("DCTDecode", half(&jpeg)),
        ("FooDecode", jpeg.as_slice()),
        ("FlateDecode", half(&deflated)),
    ] {
        let reading = read_with_ocr(&scan(&letter, filter, data), &Limits::recommended());
        assert_said(&reading, filter);
    }
}

#[test]
fn a_scan_without_the_mark_of_its_end_is_whole() {
    if !has_ocr() {
        return;
    }
    let letter = letter();
    let jpeg = encoded(&letter, ImageFormat::Jpeg);
    let [whole, without_end] = [jpeg.as_slice(), &jpeg[..jpeg.len() - 2]]
        .map(|data| read_with_ocr(&scan(&letter, "DCTDecode", data), &Limits::recommended()));
    assert!(whole.text.page_text(1).contains("Wohngeld"));
    assert_eq!(without_end.text.page_text(1), whole.text.page_text(1));
    assert_eq!(codes(&without_end), codes(&whole));
    assert!(!codes(&without_end).contains(&IssueCode::ImageNotDecoded));
}

#[test]
fn a_picture_beside_text_that_breaks_off_is_said() {
    let picture = pattern();
    let jpeg = encoded(&picture, ImageFormat::Jpeg);
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|digit| b"0123456789abcdef"[usize::from(digit)]);
    let in_digits: Vec<u8> = jpeg.iter().flat_map(digits).chain([b'>']).collect();
    let mut fax = described(&picture, &["CCITTFaxDecode"]);
    fax.set("BitsPerComponent", 1);
    let parameters = dictionary! { "K" => -1, "Columns" => 64 };
    fax.set("DecodeParms", Object::Array(vec![Object::Dictionary(parameters)]));
    for (description, data) in [
        (described(&picture, &["DCTDecode"]), jpeg.clone()),
        (described(&picture, &["ASCIIHexDecode", "DCTDecode"]), in_digits),
        (described(&picture, &["FlateDecode"]), deflated(&picture)),
        (described(&picture, &[]), picture.as_raw().clone()),
        (fax, group4(&picture)),
    ] {
        let filters = format!("{:?}", description.get(b"Filter"));
        assert_eq!(said_beside_text(description.clone(), &data), [], "{filters}");
        assert_eq!(
            said_beside_text(description, half(&data)),
            [IssueCode::ImageNotDecoded],
            "{filters}"
        );
    }
    let unknown = described(&picture, &["FooDecode"]);
    assert_eq!(said_beside_text(unknown, &jpeg), [IssueCode::ImageNotDecoded]);
}

#[test]
fn what_masks_a_picture_has_to_be_whole_and_what_is_not_drawn_has_not() {
    let picture = pattern();
    let jpeg = encoded(&picture, ImageFormat::Jpeg);
    let broken_off = described(&picture, &["DCTDecode"]);
    let unused = page_with_picture(broken_off.clone(), half(&jpeg), &text(60, 700, "Anlage 3"));
    assert_eq!(codes(&read(&unused, &Limits::recommended())), []);
    let mut pdf = Pdf::new();
    let mask = pdf
        .document
        .add_object(Stream::new(broken_off.clone(), half(&jpeg).to_vec()));
    let mut masked = broken_off;
    masked.set("SMask", mask);
    let masked = pdf.document.add_object(Stream::new(masked, jpeg));
    let content = format!("{}q 64 0 0 96 60 500 cm /P Do Q\n", text(60, 700, "Anlage 3"));
    let id = pdf.page(&content, Dictionary::new());
    let page = pdf.document.get_dictionary_mut(id).unwrap();
    let resources = page.get_mut(b"Resources").unwrap().as_dict_mut().unwrap();
    resources.set("XObject", dictionary! { "P" => masked });
    let reading = read(&pdf.bytes(), &Limits::recommended());
    assert_eq!(codes(&reading), [IssueCode::ImageNotDecoded]);
}

#[test]
fn a_picture_between_operators_has_to_be_whole() {
    let said = |bytes: usize| {
        let data = "7f".repeat(bytes);
        let content = format!(
            "{}q 64 0 0 64 60 500 cm\nBI /W 10 /H 10 /CS /G /BPC 8 /F /AHx\nID {data}>\nEI\nQ\n",
            text(60, 700, "Anlage 3")
        );
        codes(&read(&page_of(&content), &Limits::recommended()))
    };
    assert_eq!(said(100), []);
    assert_eq!(said(50), [IssueCode::ImageNotDecoded]);
}

#[test]
fn boxes_are_not_judged_on_half_a_picture() {
    let letter = letter();
    let jpeg = encoded(&letter, ImageFormat::Jpeg);
    let place = PageBox {
        left: 0.5,
        top: 0.85,
        right: 0.53,
        bottom: 0.8725,
    };
    let judged = |data: &[u8]| {
        let bytes = scan(&letter, "DCTDecode", data);
        look_at_boxes(&bytes, &[(1, place)], &Limits::recommended()).len()
    };
    assert_eq!((judged(&jpeg), judged(half(&jpeg))), (1, 0));
}

#[test]
fn a_picture_file_that_breaks_off_is_said() {
    if !has_ocr() {
        return;
    }
    let letter = letter();
    let (jpeg, png) = (
        encoded(&letter, ImageFormat::Jpeg),
        encoded(&letter, ImageFormat::Png),
    );
    let fax = half(&group4(&letter)).to_vec();
    let fax = wrapped(
        &[(letter.width(), letter.height(), fax)],
        Compression::Group4,
        (200, 200),
    );
    for (name, file) in [("jpg", half(&jpeg)), ("png", half(&png)), ("tif", fax.as_slice())] {
        assert_said(&read_with_ocr(file, &Limits::recommended()), name);
    }
    let without_end = read_with_ocr(&jpeg[..jpeg.len() - 2], &Limits::recommended());
    assert!(!codes(&without_end).contains(&IssueCode::ImageNotDecoded));
    assert!(without_end.text.page_text(1).contains("Wohngeld"));
}
