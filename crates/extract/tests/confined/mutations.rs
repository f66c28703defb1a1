//! Seeded damage to good files of every kind that is parsed: each costs one document and nothing else.
//!
//! The same number of the same inputs on every run; `fuzz/` beside this folder searches without end.

use std::io::Cursor;
use std::time::{Duration, Instant};

use crate::hostile::encrypted;
use crate::support::packed::{HEADER, attached, multipart, zip};
use crate::support::tiff::{Compression, group4, tiff, wrapped};
use crate::support::{self, Pdf, codes, page_with_picture, text};
use crate::{Case, on_every_core, pdf, reader, take_within, wait};
use aktenlage_domain::document::IssueCode;
use aktenlage_extract::{ExtractError, Limits};
use image::{DynamicImage, GrayImage, ImageFormat};
use lopdf::{Dictionary, Object, Stream, dictionary};

pub(crate) const CASES: &[Case] = cases![
    the_same_seed_damages_alike,
    every_damaged_file_comes_back,
    every_damaged_page_is_drawn_or_refused,
];

/// Damaged files made of each good one.
const MUTATIONS: u64 = 24;
/// No file may keep the office waiting longer.
const LONGEST: Duration = Duration::from_secs(20);
/// What the parent may grow by over all files: their readings are small, whatever the files say of themselves.
const GROWTH_BYTES: u64 = 256 * 1024 * 1024;

const LIMITS: Limits = Limits {
    max_bytes: 4 * 1024 * 1024,
    max_seconds: 8,
    max_seconds_per_scan: 4,
    max_memory_bytes: 1024 * 1024 * 1024,
    ..Limits::recommended()
};

fn the_same_seed_damages_alike() {
    let (name, good) = &good_files()[0];
    let twice = [0, 0].map(|_| damaged(good, &mut Dice::of(name, 7)));
    assert_eq!(twice[0], twice[1]);
    assert_ne!(&twice[0], good);
    assert_ne!(twice[0], damaged(good, &mut Dice::of(name, 8)));
}

fn every_damaged_file_comes_back() {
    let files = good_files();
    let inputs: Vec<(&str, u64, Vec<u8>)> = files
        .iter()
        .flat_map(|(name, good)| {
            (0..MUTATIONS).map(move |number| (*name, number, damaged(good, &mut Dice::of(name, number))))
        })
        .collect();
    let before = resident_bytes();
    on_every_core(&inputs, |(name, number, bytes)| {
        let start = Instant::now();
        let taken = take_within(bytes.clone(), LIMITS, LIMITS.allowance());
        let codes = codes(&taken.reading);
        let is_answered =
            !taken.reading.text.pages.is_empty() || !codes.is_empty() || !taken.parts.is_empty();
        // Neither a hang nor the death of the child: what a parser gets wrong is told without either.
        let is_orderly =
            !codes.contains(&IssueCode::ReaderTimeout) && !codes.contains(&IssueCode::ReaderCrashed);
        assert!(
            is_answered && is_orderly && start.elapsed() < LONGEST,
            "{name} {number}: {codes:?} after {:?}",
            start.elapsed()
        );
    });
    let growth = resident_bytes().saturating_sub(before);
    assert!(growth < GROWTH_BYTES, "grew by {growth} bytes");
}

fn every_damaged_page_is_drawn_or_refused() {
    let inputs: Vec<(&str, u64, Vec<u8>)> = good_files()
        .iter()
        .filter(|(_, good)| good.starts_with(b"%PDF"))
        .flat_map(|(name, good)| {
            (0..MUTATIONS).map(move |number| (*name, number, damaged(good, &mut Dice::of(name, number))))
        })
        .collect();
    on_every_core(&inputs, |(name, number, bytes)| {
        let drawn = wait(reader(LIMITS).render(bytes.clone(), 1, 300));
        let is_disorder = matches!(
            drawn,
            Err(ExtractError::Refused(
                IssueCode::ReaderTimeout | IssueCode::ReaderCrashed
            ))
        );
        assert!(!is_disorder, "{name} {number}: {drawn:?}");
    });
}

/// One small good file for every parser.
fn good_files() -> Vec<(&'static str, Vec<u8>)> {
    let picture = picture();
    let as_file = |format| {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageLuma8(picture.clone())
            .write_to(&mut bytes, format)
            .unwrap();
        bytes.into_inner()
    };
    let jpeg = as_file(ImageFormat::Jpeg);
    let mail = multipart(
        HEADER,
        "mixed",
        &[
            support::packed::text("Guten Tag, anbei der Antrag."),
            attached(
                "Content-Type: application/pdf; name=\"antrag.pdf\"",
                &pdf("Antrag auf Wohngeld"),
            ),
        ],
    );
    vec![
        ("form", form()),
        ("modern", modern(&form())),
        ("encrypted", encrypted("")),
        ("pdf with JPEG", pdf_with("DCTDecode", 8, &jpeg)),
        ("pdf with fax", pdf_with("CCITTFaxDecode", 1, &group4(&picture))),
        ("pdf with JPEG 2000", pdf_with("JPXDecode", 8, JPEG_2000)),
        ("pdf with JBIG2", pdf_with("JBIG2Decode", 1, JBIG2)),
        ("JPEG", jpeg),
        ("PNG", as_file(ImageFormat::Png)),
        ("WebP", as_file(ImageFormat::WebP)),
        (
            "TIFF",
            tiff(&[picture.clone(), picture.clone()], Compression::None, (200, 200)),
        ),
        (
            "TIFF, group 4",
            tiff(&[picture.clone()], Compression::Group4, (204, 196)),
        ),
        (
            "TIFF, group 3",
            wrapped(
                &[(64, 8, b"\x00\x10\x01".repeat(8))],
                Compression::Group3,
                (204, 98),
            ),
        ),
        ("e-mail", mail),
        (
            "archive",
            zip(&[
                ("antrag.pdf", &pdf("Antrag auf Wohngeld")),
                ("mail.eml", b"Subject: x\r\n\r\nx"),
            ]),
        ),
    ]
}

/// Text, fields of every kind, an annotation, a data set.
fn form() -> Vec<u8> {
    let mut pdf = Pdf::new();
    let page = pdf.page(
        &text(60, 700, "Antrag auf Wohngeld"),
        dictionary! { "Rotate" => 90 },
    );
    let string = Object::string_literal;
    pdf.field(
        page,
        dictionary! { "T" => string("name"), "FT" => "Tx", "V" => string("Erika"), "TU" => string("Name") },
        [60, 600, 200, 620],
    );
    pdf.field(
        page,
        dictionary! { "T" => string("art"), "FT" => "Ch", "V" => string("a"),
        "Opt" => vec![string("a"), string("b")] },
        [60, 560, 200, 580],
    );
    let drawing = pdf.drawing();
    pdf.field(
        page,
        dictionary! { "T" => string("ja"), "FT" => "Btn", "V" => "On", "AS" => "On",
        "AP" => dictionary! { "N" => dictionary! { "On" => drawing } } },
        [60, 520, 70, 530],
    );
    let note = pdf.document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "FreeText", "Contents" => string("eilt"),
        "Rect" => vec![300.into(), 700.into(), 400.into(), 720.into()],
    });
    pdf.annotate(page, note);
    let data = r#"<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><name>Erika</name></xfa:data></xfa:datasets>"#;
    let data = pdf
        .document
        .add_object(Stream::new(Dictionary::new(), data.as_bytes().to_vec()));
    pdf.form.set("XFA", vec![string("datasets"), data.into()]);
    pdf.bytes()
}

/// The same with object streams and a cross-reference stream.
fn modern(pdf: &[u8]) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(pdf).unwrap();
    let mut bytes = Vec::new();
    document.save_modern(&mut bytes).unwrap();
    bytes
}

fn pdf_with(filter: &str, bits: i64, data: &[u8]) -> Vec<u8> {
    let (width, height) = picture().dimensions();
    page_with_picture(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(width), "Height" => i64::from(height),
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => bits, "Filter" => filter,
            "DecodeParms" => dictionary! { "K" => -1, "Columns" => i64::from(width) },
        },
        data,
        "300 0 0 300 60 300 cm /P Do",
    )
}

/// Stripes, small enough to be recognised at once.
fn picture() -> GrayImage {
    GrayImage::from_fn(64, 48, |x, y| {
        image::Luma([if (x / 8 + y / 8) % 2 == 0 { 0 } else { 255 }])
    })
}

/// The head of a JPEG 2000 code stream of 64 x 48 (ISO/IEC 15444-1, annex A): sizes, coding, quantisation, one tile.
const JPEG_2000: &[u8] = b"\xff\x4f\xff\x51\x00\x29\x00\x00\x00\x00\x00\x40\x00\x00\x00\x30\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x40\x00\x00\x00\x30\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x07\x01\x01\xff\x52\x00\x0c\x00\
    \x00\x00\x01\x00\x01\x04\x04\x00\x01\xff\x5c\x00\x07\x40\x40\x48\x48\x50\xff\x90\x00\x0a\x00\x00\x00\x00\x00\x14\
    \x00\x01\xff\x93\xcf\xb4\x04\x00\x80\x80\xff\xd9";

/// A page of 64 x 48 with one generic region (ITU-T T.88, 7.2 and 7.4), embedded as in PDFs.
const JBIG2: &[u8] = b"\x00\x00\x00\x00\x30\x00\x01\x00\x00\x00\x13\x00\x00\x00\x40\x00\x00\x00\x30\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x26\x00\x01\x00\x00\x00\x24\x00\x00\x00\x40\x00\x00\x00\x30\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x03\xff\xfd\xff\x02\xfe\xfe\xfe\x5f\x8e\x07\xb1\xc0\xff\xac";

/// Numbers that parsers stumble over.
const NUMBERS: [&str; 8] = [
    "0",
    "-1",
    "65536",
    "2147483648",
    "4294967296",
    "99999999999999999999",
    "1e9",
    "0.0000001",
];

/// Does one to six kinds of damage.
fn damaged(good: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=dice.below(6) {
        if bytes.len() < 16 {
            break;
        }
        let at = dice.below(bytes.len() - 8);
        let length = 1 + dice.below((bytes.len() - at).min(200) - 1);
        match dice.below(7) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at..at + 4].fill([0, 0xff, 0x7f, 0x80][dice.below(4)]),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let piece = bytes[at..at + length].to_vec();
                bytes.splice(at..at, piece.repeat(1 + dice.below(30)));
            }
            4 => bytes.truncate(bytes.len() - length),
            // Something from elsewhere in the same file: references that point at the wrong object.
            5 => {
                let from = dice.below(bytes.len() - length);
                let piece = bytes[from..from + length].to_vec();
                bytes.splice(at..at + length, piece);
            }
            _ => replace_number(&mut bytes, at, NUMBERS[dice.below(NUMBERS.len())]),
        }
    }
    bytes
}

/// The first number at or after a place becomes another one.
fn replace_number(bytes: &mut Vec<u8>, at: usize, number: &str) {
    let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit) else {
        return;
    };
    let start = at + start;
    let digits = bytes[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    bytes.splice(start..start + digits, number.bytes());
}

/// Numbers that are the same on every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn of(name: &str, number: u64) -> Self {
        Self(
            name.bytes()
                .fold(number, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())),
        )
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let bound = u64::try_from(bound).unwrap().max(1);
        usize::try_from((mixed ^ (mixed >> 31)) % bound).unwrap()
    }
}

/// Memory of this process as the kernel counts it.
fn resident_bytes() -> u64 {
    let status = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}
