//! What is easily overlooked: notes, fields that contradict themselves, pictures that cannot be or must not be decoded.

use crate::support::{Pdf, codes, page_with_picture, skip, text};
use aktenlage_domain::document::{IssueCode, MarkKind, TextSource};
use aktenlage_extract::{ExtractError, Limits, Reading, ocr_support, read, read_with_ocr, render_page};
use lopdf::{Dictionary, Object, StringFormat, dictionary};

fn value(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

fn words(reading: &Reading) -> Vec<&str> {
    let words = reading.text.pages.iter().flat_map(|page| &page.words);
    words.map(|word| word.text.as_str()).collect()
}

/// A page that shows one picture from edge to edge, and what else stands on it.
fn page_of_picture(picture: Dictionary, data: &[u8], content: &str) -> Vec<u8> {
    let content = format!("q 600 0 0 800 0 0 cm /P Do Q\n{content}");
    page_with_picture(picture, data, &content)
}

fn picture(width: i64, height: i64, filter: &str) -> Dictionary {
    dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8, "Filter" => filter,
    }
}

#[test]
fn notes_that_the_page_does_not_draw_are_read_and_said() {
    let mut pdf = Pdf::new();
    let page = pdf.page(&text(60, 700, "Antrag"), Dictionary::new());
    let rect = |edges: [i64; 4]| edges.map(Object::from).to_vec();
    for (subtype, contents) in [
        ("FreeText", "Bitte bis Freitag"),
        ("Text", "Miete ab Mai 720"),
        ("Stamp", "EILT"),
    ] {
        let note = dictionary! {
            "Type" => "Annot", "Subtype" => subtype, "Rect" => rect([300, 500, 500, 540]),
            "Contents" => value(contents),
        };
        let note = pdf.document.add_object(note);
        pdf.annotate(page, note);
    }
    let ink = dictionary! { "Type" => "Annot", "Subtype" => "Ink", "Rect" => rect([60, 100, 160, 140]) };
    let ink = pdf.document.add_object(ink);
    pdf.annotate(page, ink);
    let reading = read(&pdf.bytes(), &Limits::recommended());
    let found = words(&reading);
    for word in ["Antrag", "Freitag", "720", "EILT"] {
        assert!(found.contains(&word), "{word}: {found:?}");
    }
    assert_eq!(codes(&reading), [IssueCode::NoteNotDrawn, IssueCode::Handwriting]);
    let mark = reading.text.marks.first().unwrap();
    assert_eq!((mark.kind, mark.page), (MarkKind::Handwriting, 1));
    let freitag = reading.text.pages[0]
        .words
        .iter()
        .find(|word| word.text == "Freitag")
        .unwrap();
    assert!(freitag.bbox.left > 0.49 && freitag.bbox.right <= 500.0 / 600.0 + 1e-4);
}

#[test]
fn one_name_with_two_values_loses_neither() {
    let mut pdf = Pdf::new();
    let page = pdf.page(&text(60, 700, "Vorname"), Dictionary::new());
    for (name, rect) in [("Erika", [60, 600, 200, 620]), ("Max", [60, 500, 200, 520])] {
        let field = dictionary! { "T" => value("vorname"), "FT" => "Tx", "V" => value(name) };
        pdf.field(page, field, rect);
    }
    let again = dictionary! { "T" => value("vorname"), "FT" => "Tx", "V" => value("Erika") };
    pdf.field(page, again, [60, 400, 200, 420]);
    let reading = read(&pdf.bytes(), &Limits::recommended());
    let values: Vec<_> = reading
        .text
        .fields
        .iter()
        .filter_map(|field| field.value.as_deref())
        .collect();
    assert!(values.contains(&"Erika") && values.contains(&"Max"), "{values:?}");
    assert_eq!(codes(&reading), [IssueCode::FieldValuesDiffer]);
}

#[test]
fn a_page_whose_picture_is_damaged_is_not_blank() {
    if ocr_support().is_err() {
        return skip("Tesseract 5 with its German model");
    }
    let damaged = b"\xff\xd8\xff\xe0 this is no picture at all";
    for content in [String::new(), text(60, 700, "Anlage 3")] {
        let bytes = page_of_picture(picture(800, 1000, "DCTDecode"), damaged, &content);
        let reading = read_with_ocr(&bytes, &Limits::recommended());
        assert!(
            codes(&reading).contains(&IssueCode::ImageNotDecoded),
            "{:?}",
            codes(&reading)
        );
        assert_ne!(reading.text.pages[0].source, TextSource::Blank);
    }
}

#[test]
fn a_picture_that_unpacks_to_gigabytes_is_not_unpacked() {
    let mut header = b"\0\0\0\x0cjP  \r\n\x87\n\xff\x4f\xff\x51\0\x29\0\0".to_vec();
    header.extend(40_000_u32.to_be_bytes());
    header.extend(40_000_u32.to_be_bytes());
    let mut jbig2 = b"\0\0\0\0\x30\0\x01\0\0\0\x13".to_vec();
    jbig2.extend(60_000_u32.to_be_bytes());
    jbig2.extend(60_000_u32.to_be_bytes());
    jbig2.extend([0; 11]);
    for (width, filter, data) in [
        (60_000, "FlateDecode", &b"x"[..]),
        (100, "JPXDecode", header.as_slice()),
        (100, "JBIG2Decode", jbig2.as_slice()),
    ] {
        let bytes = page_of_picture(picture(width, width, filter), data, "");
        let reading = read_with_ocr(&bytes, &Limits::recommended());
        assert_eq!(codes(&reading), [IssueCode::TooManyPixels], "{filter}");
        assert_eq!(reading.text.pages[0].source, TextSource::Unreadable, "{filter}");
        let drawn = render_page(&bytes, 1, 800, &Limits::recommended());
        assert!(
            matches!(drawn, Err(ExtractError::Refused(IssueCode::TooManyPixels))),
            "{filter}"
        );
    }
}
