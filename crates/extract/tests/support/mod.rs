//! A small writer of PDFs for the tests: pages, text, and form fields exactly as a test wants them.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::needless_pass_by_value,
    reason = "every test binary uses a part of it, and a test that fails panics"
)]
pub mod child;
pub mod good_files;
pub mod packed;
pub mod tiff;

use std::path::PathBuf;

use aktenlage_domain::document::IssueCode;
use aktenlage_extract::Reading;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A document in the making.
pub struct Pdf {
    pub document: Document,
    pub pages: Vec<ObjectId>,
    pub fields: Vec<Object>,
    pub form: Dictionary,
    pub catalog: Dictionary,
    tree: ObjectId,
}

impl Pdf {
    pub fn new() -> Self {
        let mut document = Document::with_version("1.7");
        let tree = document.new_object_id();
        Self {
            document,
            pages: Vec::new(),
            fields: Vec::new(),
            form: Dictionary::new(),
            catalog: Dictionary::new(),
            tree,
        }
    }

    /// A page of 600 x 800 points with this content and further entries; returns its object.
    pub fn page(&mut self, content: &str, further: Dictionary) -> ObjectId {
        let font = self.document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        });
        let stream = self
            .document
            .add_object(Stream::new(Dictionary::new(), latin(content)));
        let mut page = dictionary! {
            "Type" => "Page", "Parent" => self.tree, "Contents" => stream,
            "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
        };
        for (key, value) in &further {
            page.set(key.clone(), value.clone());
        }
        let id = self.document.add_object(page);
        self.pages.push(id);
        id
    }

    /// An object on a page's list of annotations.
    pub fn annotate(&mut self, page: ObjectId, annotation: ObjectId) {
        let page = self.document.get_dictionary_mut(page).unwrap();
        let mut list = page
            .get(b"Annots")
            .and_then(Object::as_array)
            .cloned()
            .unwrap_or_default();
        list.push(annotation.into());
        page.set("Annots", list);
    }

    /// A field that is also its widget, on a page, listed in the form.
    pub fn field(&mut self, page: ObjectId, mut field: Dictionary, rect: [i64; 4]) -> ObjectId {
        field.set("Subtype", "Widget");
        field.set("Rect", rect.map(Object::from).to_vec());
        let id = self.document.add_object(field);
        self.annotate(page, id);
        self.fields.push(id.into());
        id
    }

    /// A drawing of 10 x 10 points.
    pub fn drawing(&mut self) -> ObjectId {
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 10.into(), 10.into()],
        };
        self.document
            .add_object(Stream::new(form, b"0 0 10 10 re f".to_vec()))
    }

    /// The finished file.
    pub fn bytes(mut self) -> Vec<u8> {
        let kids: Vec<Object> = self.pages.iter().map(|&page| page.into()).collect();
        let count = i64::try_from(kids.len()).unwrap();
        self.document.objects.insert(
            self.tree,
            dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into(),
        );
        let mut catalog = std::mem::take(&mut self.catalog);
        catalog.set("Type", "Catalog");
        catalog.set("Pages", self.tree);
        if !self.fields.is_empty() {
            self.form.set("Fields", self.fields);
            let form = self.document.add_object(self.form);
            catalog.set("AcroForm", form);
        }
        let root = self.document.add_object(catalog);
        self.document.trailer.set("Root", root);
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }
}

/// Text at a place, 12 points high; in Latin-1.
pub fn text(x: i32, y: i32, words: &str) -> String {
    format!("BT /F 12 Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n")
}

/// A document of one page with this content.
pub fn page_of(content: &str) -> Vec<u8> {
    let mut pdf = Pdf::new();
    pdf.page(content, Dictionary::new());
    pdf.bytes()
}

/// A document of one A4 page on its long side, 842 x 595 points, with this content.
pub fn landscape_page_of(content: &str) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let media_box = [0_i64, 0, 842, 595].map(Object::from).to_vec();
    pdf.page(content, dictionary! { "MediaBox" => media_box });
    pdf.bytes()
}

/// A page that has a picture `P` and this content.
pub fn page_with_picture(picture: Dictionary, data: &[u8], content: &str) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut stream = Stream::new(picture, data.to_vec());
    stream.allows_compression = false;
    let picture = pdf.document.add_object(stream);
    let font = pdf.document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let resources = dictionary! {
        "XObject" => dictionary! { "P" => picture }, "Font" => dictionary! { "F" => font },
    };
    pdf.page(content, dictionary! { "Resources" => resources });
    pdf.bytes()
}

/// Latin-1 bytes.
pub fn latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|character| u8::try_from(character).unwrap())
        .collect()
}

/// What a reading complains about.
pub fn codes(reading: &Reading) -> Vec<IssueCode> {
    reading.issues.iter().map(|issue| issue.code).collect()
}

/// Real files, if they are there. They need not be; but one folder of them that is gone is missed where everything
/// is required.
pub fn shared(folder: &str) -> Option<Vec<PathBuf>> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let Ok(entries) = fs_err::read_dir(data.join(folder)) else {
        if data.is_dir() {
            skip(&format!("../shared/data/{folder}"));
        } else {
            println!("skipped: ../shared/data is not there");
        }
        return None;
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    Some(files)
}

/// Lines of text as a PNG of 200 dots per inch, drawn by our own renderer, so without a text layer.
pub fn picture_of(lines: &[&str]) -> Vec<u8> {
    let lines = (0..)
        .zip(lines)
        .map(|(line, words)| text(60, 700 - 30 * line, words));
    picture_of_page(&page_of(&lines.collect::<String>()), 600)
}

/// The page of a document, so many points wide, as a PNG of 200 dots per inch.
pub fn picture_of_page(page: &[u8], width_points: u32) -> Vec<u8> {
    let limits = aktenlage_extract::Limits::recommended();
    let width_pixels = (width_points * 200).div_ceil(72);
    let page = aktenlage_extract::render_page(page, 1, width_pixels, &limits).unwrap();
    let page = webp::Decoder::new(&page).decode().unwrap();
    png(page.width(), page.height(), &page)
}

/// A PNG that says 200 dots per inch.
pub fn png(width: u32, height: u32, rgb: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    image::ImageEncoder::write_image(encoder, rgb, width, height, image::ExtendedColorType::Rgb8).unwrap();
    // After the header: length, name, dots per metre across and down, unit, checksum.
    let mut chunk = vec![0, 0, 0, 9];
    let mut body = b"pHYs".to_vec();
    for _ in 0..2 {
        body.extend(7_874_u32.to_be_bytes());
    }
    body.push(1);
    let checksum = !body.iter().fold(!0_u32, |mut sum, byte| {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                sum >> 1 ^ 0xEDB8_8320
            } else {
                sum >> 1
            };
        }
        sum
    });
    chunk.extend(body);
    chunk.extend(checksum.to_be_bytes());
    bytes.splice(33..33, chunk);
    bytes
}

/// Says what is missing on this machine, unless a machine is expected to have it all.
#[expect(clippy::disallowed_methods, reason = "the switch of the test run")]
pub fn skip(missing: &str) {
    let is_required = std::env::var("AKTENLAGE_TEST_REQUIRE_ALL").as_deref() == Ok("1");
    assert!(!is_required, "required: {missing}");
    println!("skipped: {missing}");
}

/// Memory of this process as the kernel counts it.
pub fn resident_bytes() -> u64 {
    let status = fs_err::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}
