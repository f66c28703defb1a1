//! Pages with pictures in two tones, and what looks like them.
use hayro_syntax::Pdf;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::*;
use crate::pdf;

/// A picture whose sides and directions differ.
fn pattern() -> Grey {
    let shade = |at: usize| {
        let (x, y) = (at % 16, at / 16);
        if (x * 7 + y * 5) % 11 < 4 { 0 } else { u8::MAX }
    };
    Grey::new(16, 20, (0..16 * 20).map(shade).collect()).unwrap()
}

/// Some rows of it.
fn rows(picture: &Grey, rows: std::ops::Range<usize>) -> Grey {
    let width = picture.width();
    let pixels = picture.pixels()[rows.start * width..rows.end * width].to_vec();
    Grey::new(width, rows.len(), pixels).unwrap()
}

/// A bit for each pixel, 1 where it is white.
fn packed(picture: &Grey) -> Vec<u8> {
    let byte = |eight: &[u8]| {
        eight.iter().enumerate().fold(0_u8, |byte, (at, &shade)| {
            byte | u8::from(shade == u8::MAX) << (7 - at)
        })
    };
    picture.rows().flat_map(|row| row.chunks(8).map(byte)).collect()
}

/// A picture for a page, with further entries.
fn image(picture: &Grey, further: Dictionary) -> Stream {
    let mut entries = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "ColorSpace" => "DeviceGray", "BitsPerComponent" => 1,
        "Width" => i64::try_from(picture.width()).unwrap(),
        "Height" => i64::try_from(picture.height()).unwrap(),
    };
    for (key, value) in further {
        entries.set(key, value);
    }
    Stream::new(entries, packed(picture))
}

/// A page of 8 x 10 points with pictures P0, P1 and so on.
fn page_of(pictures: Vec<Stream>, content: &str, further: Dictionary) -> Pdf {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let mut named = Dictionary::new();
    for (number, picture) in pictures.into_iter().enumerate() {
        named.set(format!("P{number}"), document.add_object(picture));
    }
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let mut page = dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 8.into(), 10.into()],
        "Resources" => dictionary! { "XObject" => named, "Font" => dictionary! { "F" => font } },
    };
    for (key, value) in further {
        page.set(key, value);
    }
    let kids = vec![Object::from(document.add_object(page))];
    document.objects.insert(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into(),
    );
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    pdf::open(&bytes).unwrap()
}

fn scanned(pdf: &Pdf) -> Option<Scan> {
    scan(&pdf.pages()[0], &Limits::recommended())
}

/// The page of a picture that fills it, with something before and something after it.
fn around(before: &str, after: &str) -> Option<Scan> {
    let content = format!("{before} q 8 0 0 10 0 0 cm /P0 Do Q {after}");
    let picture = image(&pattern(), Dictionary::new());
    scanned(&page_of(vec![picture], &content, Dictionary::new()))
}

const FILLING: &str = "q 8 0 0 10 0 0 cm /P0 Do Q";

fn is_near(found: (f64, f64), expected: (f64, f64)) -> bool {
    (found.0 - expected.0).abs() < 1e-3 && (found.1 - expected.1).abs() < 1e-3
}

#[test]
fn samples_are_taken_as_they_are() {
    let picture = pattern();
    let mut inverted = picture.clone();
    for pixel in inverted.pixels_mut() {
        *pixel = u8::MAX - *pixel;
    }
    let decode: Vec<Object> = vec![1.into(), 0.into()];
    let inverting = dictionary! { "Decode" => decode };
    let palette = Object::Array(vec![
        "Indexed".into(),
        "DeviceRGB".into(),
        1.into(),
        Object::string_literal(vec![0_u8, 0, 0, 255, 255, 255]),
    ]);
    for (stored, further) in [
        (&picture, Dictionary::new()),
        (&inverted, inverting),
        (&picture, dictionary! { "ImageMask" => true }),
        (&picture, dictionary! { "Interpolate" => true }),
        (&picture, dictionary! { "ColorSpace" => palette }),
    ] {
        let said = format!("{further:?}");
        let pdf = page_of(vec![image(stored, further)], FILLING, Dictionary::new());
        let scan = scanned(&pdf).unwrap();
        assert_eq!(scan.image, picture, "{said}");
        assert!(is_near(scan.dots_per_inch, (144.0, 144.0)), "{said}");
        assert!(scan.scanned_dots_per_inch.is_none() && !scan.is_coloured && scan.is_whole);
    }
}

#[test]
fn the_picture_lies_as_its_page_is_shown() {
    for (degrees, turns) in [(0_i64, 0_u8), (90, 1), (180, 2), (270, 3)] {
        let picture = image(&pattern(), Dictionary::new());
        let pdf = page_of(vec![picture], FILLING, dictionary! { "Rotate" => degrees });
        assert_eq!(
            scanned(&pdf).unwrap().image,
            pattern().turned(turns).0,
            "{degrees}"
        );
    }
    // Upside down, and seen from behind.
    let flipped = "q -8 0 0 10 8 0 cm /P0 Do Q";
    let pdf = page_of(
        vec![image(&pattern(), Dictionary::new())],
        flipped,
        Dictionary::new(),
    );
    assert_eq!(scanned(&pdf).unwrap().image, pattern().mirrored());
}

#[test]
fn each_direction_has_its_own_resolution_on_paper() {
    let picture = || vec![image(&pattern(), Dictionary::new())];
    let tall: Vec<Object> = vec![0.into(), 0.into(), 8.into(), 20.into()];
    let pdf = page_of(
        picture(),
        "q 8 0 0 20 0 0 cm /P0 Do Q",
        dictionary! { "MediaBox" => tall },
    );
    let scan = scanned(&pdf).unwrap();
    assert_eq!(scan.image, pattern());
    assert!(is_near(scan.dots_per_inch, (144.0, 72.0)));
    let pdf = page_of(picture(), FILLING, dictionary! { "UserUnit" => 2 });
    assert!(is_near(scanned(&pdf).unwrap().dots_per_inch, (72.0, 72.0)));
}

#[test]
fn margins_are_white_and_what_lies_off_the_page_is_left_out() {
    let picture = || vec![image(&pattern(), Dictionary::new())];
    let larger: Vec<Object> = vec![0.into(), 0.into(), 9.into(), 11.into()];
    let pdf = page_of(
        picture(),
        "q 8 0 0 10 0.5 0.5 cm /P0 Do Q",
        dictionary! { "MediaBox" => larger },
    );
    let scan = scanned(&pdf).unwrap();
    assert_eq!((scan.image.width(), scan.image.height()), (18, 22));
    let row = |y: usize| scan.image.rows().nth(y).unwrap().to_vec();
    assert_eq!(row(0), [u8::MAX; 18]);
    assert_eq!(row(1)[1..17], pattern().pixels()[..16]);
    assert_eq!((row(1)[0], row(1)[17]), (u8::MAX, u8::MAX));
    let smaller: Vec<Object> = vec![1.into(), 0.into(), 8.into(), 9.into()];
    let pdf = page_of(picture(), FILLING, dictionary! { "MediaBox" => smaller });
    let scan = scanned(&pdf).unwrap();
    assert_eq!((scan.image.width(), scan.image.height()), (14, 18));
    assert_eq!(scan.image.pixels()[..14], pattern().pixels()[2 * 16 + 2..3 * 16]);
}

#[test]
fn strips_are_one_picture() {
    let strips = || {
        [0..7, 7..14, 14..20]
            .map(|part| image(&rows(&pattern(), part), Dictionary::new()))
            .to_vec()
    };
    let content = "q 8 0 0 3.5 0 6.5 cm /P0 Do Q q 8 0 0 3.49 0 3.01 cm /P1 Do Q q 8 0 0 3 0 0 cm /P2 Do Q";
    let pdf = page_of(strips(), content, Dictionary::new());
    assert_eq!(scanned(&pdf).unwrap().image, pattern());
    let pdf = page_of(strips(), content, dictionary! { "Rotate" => 90 });
    assert_eq!(scanned(&pdf).unwrap().image, pattern().turned(1).0);
}

#[test]
fn what_is_not_seen_changes_nothing() {
    let text = "BT /F 4 Tf 1 0 0 1 1 5 Tm 3 Tr (Ort) Tj ET";
    let ground = "1 1 1 rg 0 0 8 10 re f 0 g";
    for (before, after) in [
        ("", text),
        (text, ""),
        (ground, ""),
        ("0 0 8 10 re W n", ""),
        ("0 0 8 9.99 re W n", ""),
    ] {
        let scan = around(before, after).unwrap_or_else(|| panic!("{before} | {after}"));
        assert_eq!(scan.image, pattern(), "{before} | {after}");
    }
}

#[test]
fn pages_that_show_anything_else_are_drawn() {
    for (before, after) in [
        ("", "BT /F 4 Tf 1 0 0 1 1 5 Tm (Ort) Tj ET"),
        ("", "1 1 1 rg 1 1 3 3 re f"),
        ("", "0 0 2 1 re f"),
        ("", "q 2 0 0 2 3 3 cm /P0 Do Q"),
        ("0 0 4 10 re W n", ""),
        ("0 0 m 8 0 l 0 10 l h W n", ""),
        ("0 0 2 1 re f", ""),
    ] {
        assert!(around(before, after).is_none(), "{before} | {after}");
    }
}

#[test]
fn other_pictures_are_drawn() {
    let drawn = |picture: Stream, content: &str| {
        scanned(&page_of(vec![picture], content, Dictionary::new())).is_none()
    };
    let two_tones = |further: Dictionary| image(&pattern(), further);
    let mut grey = two_tones(dictionary! { "BitsPerComponent" => 8 });
    grey.set_content(pattern().pixels().to_vec());
    assert!(drawn(grey, FILLING));
    for colours in [[0_u8, 0, 0, 255, 220, 0], [120, 120, 120, 255, 255, 255]] {
        let palette = Object::Array(vec![
            "Indexed".into(),
            "DeviceRGB".into(),
            1.into(),
            Object::string_literal(colours.to_vec()),
        ]);
        assert!(drawn(two_tones(dictionary! { "ColorSpace" => palette }), FILLING));
    }
    let key: Vec<Object> = vec![1.into(), 1.into()];
    assert!(drawn(two_tones(dictionary! { "Mask" => key }), FILLING));
    let stencil = || two_tones(dictionary! { "ImageMask" => true });
    assert!(drawn(stencil(), "0 0 1 rg q 8 0 0 10 0 0 cm /P0 Do Q"));
    // Aslant, and a part of the page.
    assert!(drawn(stencil(), "q 8 1 -1 10 0 0 cm /P0 Do Q"));
    assert!(drawn(stencil(), "q 6 0 0 7 0 0 cm /P0 Do Q"));
}

#[test]
fn too_many_pixels_are_not_taken() {
    let pdf = page_of(
        vec![image(&pattern(), Dictionary::new())],
        FILLING,
        Dictionary::new(),
    );
    let within = |max_pixels| {
        let limits = Limits {
            max_pixels,
            ..Limits::recommended()
        };
        scan(&pdf.pages()[0], &limits).is_some()
    };
    assert!(within(320) && !within(319));
    // 40 points for each pixel are no scan.
    let coarse: Vec<Object> = vec![0.into(), 0.into(), 640.into(), 800.into()];
    let pdf = page_of(
        vec![image(&pattern(), Dictionary::new())],
        "q 640 0 0 800 0 0 cm /P0 Do Q",
        dictionary! { "MediaBox" => coarse },
    );
    assert!(scanned(&pdf).is_none());
}
