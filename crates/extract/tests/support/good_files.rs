//! One small good file for every parser: what seeded damage and the endless search begin with.
use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat};
use lopdf::{Dictionary, Object, Stream, dictionary};

use super::packed::{self, HEADER, attached, multipart, zip};
use super::tiff::{Compression, group4, tiff, wrapped};
use super::{Pdf, page_of, page_with_picture, text};

/// Good files with their names.
pub fn good_files() -> Vec<(&'static str, Vec<u8>)> {
    let picture = picture();
    let antrag = page_of(&text(60, 700, "Antrag auf Wohngeld"));
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
            packed::text("Guten Tag, anbei der Antrag."),
            attached("Content-Type: application/pdf; name=\"antrag.pdf\"", &antrag),
        ],
    );
    vec![
        ("form", form()),
        ("modern", modern(&form())),
        ("encrypted", encrypted("Antrag auf Wohngeld", "")),
        ("pdf with JPEG", pdf_with("DCTDecode", 8, &jpeg)),
        ("pdf with fax", pdf_with("CCITTFaxDecode", 1, &group4(&picture))),
        ("pdf with JPEG 2000", pdf_with("JPXDecode", 8, JPEG_2000)),
        ("pdf with JBIG2", pdf_with("JBIG2Decode", 1, JBIG2)),
        ("pdf with run lengths", pdf_with("RunLengthDecode", 8, RUNS)),
        ("pdf with LZW", pdf_with("LZWDecode", 8, LZW)),
        (
            "pdf with letters for bytes",
            pdf_with("ASCII85Decode", 8, b"87cURD]i,\"Ebo80~>"),
        ),
        ("portfolio", portfolio(&antrag)),
        ("photo", turned_photo(jpeg.clone(), 6)),
        (
            "TIFF with JPEG",
            wrapped(&[(64, 48, jpeg.clone())], Compression::Jpeg, (200, 200)),
        ),
        ("TIFF with LZW", tiff_by_lzw(&picture)),
        ("JPEG", jpeg),
        ("PNG", as_file(ImageFormat::Png)),
        ("WebP", as_file(ImageFormat::WebP)),
        (
            "TIFF",
            tiff(&[picture.clone(), picture.clone()], Compression::None, (200, 200)),
        ),
        (
            "TIFF, group 4",
            tiff(std::slice::from_ref(&picture), Compression::Group4, (204, 196)),
        ),
        (
            "TIFF, group 3",
            wrapped(
                &[(64, 8, b"\x00\x10\x01".repeat(8))],
                Compression::Group3,
                (204, 98),
            ),
        ),
        (
            "TIFF, Huffman",
            wrapped(
                &[(64, 8, b"\xd8\xd8\x35".repeat(8))],
                Compression::Huffman,
                (204, 98),
            ),
        ),
        ("e-mail", mail),
        ("e-mail in HTML", mail_in_html(&as_file(ImageFormat::Png))),
        (
            "archive",
            zip(&[("antrag.pdf", &antrag), ("mail.eml", b"Subject: x\r\n\r\nx")]),
        ),
    ]
}

/// A photo that says how it has to be turned (Exif 2.32, 4.6.4): 6 is by 90 degrees clockwise.
pub fn turned_photo(mut jpeg: Vec<u8>, orientation: u8) -> Vec<u8> {
    let mut segment = b"\xff\xe1\0\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    segment.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    jpeg.splice(2..2, segment);
    jpeg
}

/// Files in a name tree and on a page, a script that runs on opening, a pen stroke.
fn portfolio(packed: &[u8]) -> Vec<u8> {
    let string = Object::string_literal;
    let mut pdf = Pdf::new();
    let page = pdf.page(&text(60, 700, "Anlagen"), Dictionary::new());
    let rect = || [10_i64, 10, 200, 40].map(Object::from).to_vec();
    let stream = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, packed.to_vec());
    let stream = pdf.document.add_object(stream);
    let file = pdf.document.add_object(dictionary! {
        "Type" => "Filespec", "F" => string("antrag.pdf"), "EF" => dictionary! { "F" => stream },
    });
    let clip =
        dictionary! { "Type" => "Annot", "Subtype" => "FileAttachment", "FS" => file, "Rect" => rect() };
    let ink = dictionary! { "Type" => "Annot", "Subtype" => "Ink", "Rect" => rect() };
    for annotation in [clip, ink] {
        let annotation = pdf.document.add_object(annotation);
        pdf.annotate(page, annotation);
    }
    let leaf = pdf
        .document
        .add_object(dictionary! { "Names" => vec![string("a"), file.into()] });
    let files = dictionary! { "Kids" => vec![Object::from(leaf)] };
    let script = "this.getField('datum').value = util.printd('dd.mm.yyyy', new Date());";
    pdf.catalog.set("Names", dictionary! { "EmbeddedFiles" => files });
    pdf.catalog.set(
        "OpenAction",
        dictionary! { "S" => "JavaScript", "JS" => string(script) },
    );
    let date = dictionary! { "T" => string("datum"), "FT" => "Tx", "V" => string("01.02.2026") };
    pdf.field(page, date, [60, 600, 200, 620]);
    pdf.bytes()
}

/// A text in two forms with a picture between its lines, and another e-mail that was sent on with it.
fn mail_in_html(picture: &[u8]) -> Vec<u8> {
    let html = "Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                <table><tr><td>Miete</td><td>720 =80</td></tr></table><p>Gr=FC=DFe &amp; Dank<img src=3D\"cid:a@x\">";
    let inline = "Content-Type: image/png; name=a.png\r\nContent-ID: <a@x>";
    let sent_on =
        b"Content-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\nSubject: Alt\r\n\r\nText".to_vec();
    let forms = multipart(
        "",
        "alternative",
        &[packed::text("Miete 720"), html.as_bytes().to_vec()],
    );
    multipart(HEADER, "related", &[forms, attached(inline, picture), sent_on])
}

fn tiff_by_lzw(picture: &GrayImage) -> Vec<u8> {
    use ::tiff::encoder::{Compression, TiffEncoder, colortype::Gray8};
    let mut bytes = Cursor::new(Vec::new());
    TiffEncoder::new(&mut bytes)
        .unwrap()
        .with_compression(Compression::Lzw)
        .write_image::<Gray8>(picture.width(), picture.height(), picture.as_raw())
        .unwrap();
    bytes.into_inner()
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

/// A file of one page with these words that opens with this password, and with another one for its owner.
pub fn encrypted(words: &str, user_password: &str) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&page_of(&text(60, 700, words))).unwrap();
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "amt",
        user_password,
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
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

/// Eight equal bytes, three different ones, the end (ISO 32000-2, 7.4.5).
const RUNS: &[u8] = b"\xf9\x00\x02\x10\x80\xff\x80";

/// The example of ISO 32000-2, 7.4.4.2.
const LZW: &[u8] = b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01";

/// The head of a JPEG 2000 code stream of 64 x 48 (ISO/IEC 15444-1, annex A): sizes, coding, quantisation, one tile.
const JPEG_2000: &[u8] = b"\xff\x4f\xff\x51\x00\x29\x00\x00\x00\x00\x00\x40\x00\x00\x00\x30\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x40\x00\x00\x00\x30\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x07\x01\x01\xff\x52\x00\x0c\x00\
    \x00\x00\x01\x00\x01\x04\x04\x00\x01\xff\x5c\x00\x07\x40\x40\x48\x48\x50\xff\x90\x00\x0a\x00\x00\x00\x00\x00\x14\
    \x00\x01\xff\x93\xcf\xb4\x04\x00\x80\x80\xff\xd9";

/// A page of 64 x 48 with one generic region (ITU-T T.88, 7.2 and 7.4), embedded as in PDFs.
const JBIG2: &[u8] = b"\x00\x00\x00\x00\x30\x00\x01\x00\x00\x00\x13\x00\x00\x00\x40\x00\x00\x00\x30\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x26\x00\x01\x00\x00\x00\x24\x00\x00\x00\x40\x00\x00\x00\x30\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x03\xff\xfd\xff\x02\xfe\xfe\xfe\x5f\x8e\x07\xb1\xc0\xff\xac";
