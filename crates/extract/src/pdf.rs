//! Reading one PDF: its pages, its form, and everything that is wrong with it.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use aktenlage_domain::document::{DocumentText, Issue, IssueCode, Page, TextSource, Word};
use aktenlage_domain::transfer::FileOrigin;
use hayro_interpret::{InterpreterCache, RenderContent};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Rect};
use hayro_syntax::page::{Page as PdfPage, Rotation};

use crate::forms::{Form, read_form, rect_to_page};
use crate::picture::is_picture;
use crate::sniff::Kind;
use crate::text::{Glyph, PageDevice, collect, reading_order, words_of};
use crate::unpack::has_attached_files;
use crate::whole::{Drawn, Known};
use crate::{
    Limits, drawn_marks, images, issue, notes, origin, paper, photo, render, scanned, sniff, two_tone,
    usability,
};

/// Stack of the thread that reads or draws: nested content needs more than a worker thread has.
pub(crate) const STACK_BYTES: usize = 64 * 1024 * 1024;
/// Where the end mark of a complete file is searched, in bytes from its end.
const END_WINDOW_BYTES: usize = 2048;

/// A document as far as it could be read.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Reading {
    /// Its media type by content.
    pub media_type: String,
    /// Pages and form fields; empty if the document was refused.
    pub text: DocumentText,
    /// What is wrong with it, first what concerns the whole document.
    pub issues: Vec<Issue>,
    /// What the file says about how it was made.
    pub origin: FileOrigin,
    /// What is left to look at.
    pub unchecked: Unchecked,
}

/// Pages with text that have to be looked at as pictures, too.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Unchecked {
    /// Their text was recognised on their picture by somebody, and nobody has compared it with it yet.
    pub texts: Vec<u32>,
    /// Something is drawn beside their text that may be a box to tick or a signature.
    pub marks: Vec<u32>,
}

/// Reads a document as far as it has text. Never fails: one that is refused has no pages and an issue that says
/// why; a page that is only a picture is [`TextSource::Unreadable`].
pub fn read(bytes: &[u8], limits: &Limits) -> Reading {
    read_with(bytes, limits, Pictures::Left)
}

/// The same, and pages that are pictures are read by OCR where [`crate::ocr_support`] has it.
pub fn read_with_ocr(bytes: &[u8], limits: &Limits) -> Reading {
    read_with(bytes, limits, Pictures::Read)
}

/// What becomes of pages that are pictures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pictures {
    Left,
    Read,
}

fn read_with(bytes: &[u8], limits: &Limits, pictures: Pictures) -> Reading {
    let media_type = sniff::sniff(bytes).to_owned();
    if let Err(code) = admit(bytes, limits) {
        return Reading {
            media_type,
            issues: vec![issue::document(code)],
            ..Reading::default()
        };
    }
    let deadline = Instant::now() + Duration::from_secs(limits.max_seconds);
    let read = on_own_stack(|| {
        if is_picture(&media_type) {
            return photo::read(bytes, limits, (pictures == Pictures::Read).then_some(deadline));
        }
        let pdf = open(bytes)?;
        let (mut reading, pictures_of) = read_pdf(&pdf, bytes, limits, deadline);
        let known = Known::default();
        say_what_is_not_whole(&mut reading, &pdf, &pictures_of, &known, deadline);
        let recognised: Vec<u32> = (1..)
            .zip(&pictures_of)
            .filter(|(_, picture)| picture.is_recognised)
            .map(|(number, _)| number)
            .collect();
        let drawn: Vec<u32> = (1..)
            .zip(&pictures_of)
            .filter(|(_, picture)| picture.may_hold_marks)
            .map(|(number, _)| number)
            .collect();
        if pictures == Pictures::Left {
            reading.unchecked = Unchecked {
                texts: recognised,
                marks: drawn,
            };
            return Ok(reading);
        }
        let picture_of = |number: u32| {
            let index = usize::try_from(number).ok()?.checked_sub(1)?;
            pdf.pages().get(index).zip(pictures_of.get(index))
        };
        let draw = |number: u32| {
            let (page, picture) = picture_of(number)?;
            let mut scan = render::scan(page, limits, picture.resolution)?;
            scan.is_whole &= picture.drawn.are_whole(&pdf, &known);
            Some(scan)
        };
        let scan = |number: u32| {
            let (page, picture) = picture_of(number)?;
            let taken = picture.resolution.and_then(|_| two_tone::scan(page, limits));
            let Some(mut scan) = taken else {
                return draw(number);
            };
            scan.is_whole &= picture.drawn.are_whole(&pdf, &known);
            Some(scan)
        };
        drawn_marks::look(&mut reading, &drawn, deadline, draw);
        scanned::fill_in(&mut reading, deadline, limits, scan);
        scanned::look_again(&mut reading, &recognised, deadline, limits, scan);
        // What was read from a picture took the place of all words; no picture shows these.
        for (page, read) in pdf.pages().iter().zip(&mut reading.text.pages) {
            if read.source == TextSource::Ocr {
                read.words.extend(notes::of(page, read.number).words);
            }
        }
        Ok(reading)
    });
    let mut reading = read
        .unwrap_or(Err(IssueCode::ReaderCrashed))
        .unwrap_or_else(|code| Reading {
            issues: vec![issue::document(code)],
            ..Reading::default()
        });
    reading.media_type = media_type;
    reading
}

/// Whether the pages of a file may be read at all.
pub(crate) fn admit(bytes: &[u8], limits: &Limits) -> Result<(), IssueCode> {
    if bytes.is_empty() {
        return Err(IssueCode::EmptyFile);
    }
    if bytes.len() as u64 > limits.max_bytes {
        return Err(IssueCode::FileTooLarge);
    }
    match sniff::kind(sniff::sniff(bytes)) {
        Kind::Pages => Ok(()),
        Kind::Sealed => Err(IssueCode::Sealed),
        Kind::Photo => Err(IssueCode::UnsupportedPhoto),
        Kind::Container | Kind::Office | Kind::Other => Err(IssueCode::UnsupportedType),
    }
}

/// Whether files of this media type have pages themselves: PDFs and pictures.
pub fn has_pages(media_type: &str) -> bool {
    sniff::kind(media_type) == Kind::Pages
}

/// Why files of this media type are not taken in further than kept; `None` if they are.
pub fn refusal(media_type: &str) -> Option<IssueCode> {
    match sniff::kind(media_type) {
        Kind::Pages | Kind::Container | Kind::Office => None,
        Kind::Sealed => Some(IssueCode::Sealed),
        Kind::Photo => Some(IssueCode::UnsupportedPhoto),
        Kind::Other => Some(IssueCode::UnsupportedType),
    }
}

/// Opens a PDF, with the empty password if it is encrypted.
pub(crate) fn open(bytes: &[u8]) -> Result<Pdf, IssueCode> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(issue::of_load_error)?;
    if pdf.pages().is_empty() {
        Err(IssueCode::DamagedFile)
    } else {
        Ok(pdf)
    }
}

/// Runs on a thread with a deep stack; `None` if it panicked.
pub(crate) fn on_own_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work);
        thread.ok()?.join().ok()
    })
}

/// The picture that a page consists of, and all that it draws.
#[derive(Clone, Default)]
struct PagePicture {
    /// Dots per inch across and down; `None` if there is no such picture.
    resolution: Option<(f64, f64)>,
    /// Whether the text of the page was recognised on it, by whoever made the file.
    is_recognised: bool,
    /// Whether something is drawn beside its text that may be a box to tick or a signature.
    may_hold_marks: bool,
    /// Its pictures; none of them if they are too large to be looked at.
    drawn: Drawn,
}

fn read_pdf(pdf: &Pdf, bytes: &[u8], limits: &Limits, deadline: Instant) -> (Reading, Vec<PagePicture>) {
    let mut reading = Reading {
        origin: catch_unwind(AssertUnwindSafe(|| origin::of_pdf(pdf, bytes))).unwrap_or_default(),
        ..Reading::default()
    };
    let max_pages = usize::try_from(limits.max_pages).unwrap_or(usize::MAX);
    if pdf.pages().len() > max_pages {
        reading.issues.push(issue::document(IssueCode::TooManyPages));
    }
    if is_partly_damaged(pdf, bytes) {
        reading.issues.push(issue::document(IssueCode::PartlyDamaged));
    }
    // Until somebody takes them out.
    if catch_unwind(AssertUnwindSafe(|| has_attached_files(pdf, max_pages))).unwrap_or(false) {
        reading.issues.push(issue::document(IssueCode::PartsLeftOut));
    }
    let form = catch_unwind(AssertUnwindSafe(|| read_form(pdf, max_pages))).unwrap_or_else(|_| {
        reading.issues.push(issue::document(IssueCode::ReaderCrashed));
        Form::default()
    });
    if form.is_dynamic {
        reading.issues.push(issue::document(IssueCode::DynamicForm));
    }
    if form.is_contradictory {
        reading.issues.push(issue::document(IssueCode::FieldValuesDiffer));
    }
    reading.text.fields = form.fields;
    let cache = InterpreterCache::new();
    let mut pictures = Vec::new();
    for (number, page) in (1..=limits.max_pages).zip(pdf.pages().iter()) {
        if Instant::now() > deadline {
            reading.issues.push(issue::document(IssueCode::ReaderTimeout));
            break;
        }
        let has_fields = reading
            .text
            .fields
            .iter()
            .flat_map(|field| &field.widgets)
            .any(|w| w.page == number);
        let (mut read, mut picture, code) = read_page(page, number, has_fields, || content(page, &cache));
        let notes = notes::of(page, number);
        if notes.are_undrawn {
            reading
                .issues
                .push(issue::on_page(IssueCode::NoteNotDrawn, number));
        }
        if !notes.marks.is_empty() {
            reading
                .issues
                .push(issue::on_page(IssueCode::Handwriting, number));
        }
        reading.text.marks.extend(notes.marks);
        if read.source == TextSource::Blank && !notes.words.is_empty() {
            read.source = TextSource::Text;
        }
        read.words.extend(notes.words);
        reading.text.pages.push(read);
        let code = if images::has_too_many_pixels(page, limits) {
            // Nor is its text compared with it.
            picture = PagePicture::default();
            Some(IssueCode::TooManyPixels)
        } else {
            code
        };
        pictures.push(picture);
        reading
            .issues
            .extend(code.map(|code| issue::on_page(code, number)));
    }
    (reading, pictures)
}

fn read_page(
    page: &PdfPage<'_>,
    number: u32,
    has_fields: bool,
    content: impl FnOnce() -> (Vec<Word>, PageDevice),
) -> (Page, PagePicture, Option<IssueCode>) {
    let (width_points, height_points) = paper::points(page);
    let rotation = match page.rotation() {
        Rotation::None => 0,
        Rotation::Horizontal => 90,
        Rotation::Flipped => 180,
        Rotation::FlippedHorizontal => 270,
    };
    let read = catch_unwind(AssertUnwindSafe(content));
    let (words, source, picture, code) = match read {
        Ok((words, device)) => {
            let (source, code) = usability::judge(&words, &device.ink, has_fields);
            // A logo says nothing about the page.
            let is_picture = device.ink.image_cover >= usability::PAGE_IMAGE_COVER;
            let is_recognised = source == TextSource::Text && usability::is_recognised(&words, &device.ink);
            let picture = PagePicture {
                resolution: device.ink.image_dots_per_inch.filter(|_| is_picture),
                is_recognised,
                // Fields say themselves whether they are ticked.
                may_hold_marks: source == TextSource::Text
                    && !has_fields
                    && !is_recognised
                    && drawn_marks::may_be_on(&words, &device),
                drawn: device.pictures,
            };
            (words, source, picture, code)
        }
        // One page that the interpreter gives up on does not cost the others.
        Err(_) => (
            Vec::new(),
            TextSource::Unreadable,
            PagePicture::default(),
            Some(IssueCode::ReaderCrashed),
        ),
    };
    (
        Page {
            number,
            width_points,
            height_points,
            rotation,
            source,
            words,
            scan: None,
        },
        picture,
        code,
    )
}

/// Says on which pages with text a picture is not whole. Where a page is read from its picture it is found out then.
fn say_what_is_not_whole(
    reading: &mut Reading,
    pdf: &Pdf,
    pictures_of: &[PagePicture],
    known: &Known,
    deadline: Instant,
) {
    let pages = reading.text.pages.iter().zip(pictures_of);
    let with_text = pages.filter(|(page, _)| page.source == TextSource::Text);
    let mut found = Vec::new();
    for (page, picture) in with_text {
        if Instant::now() > deadline {
            found.push(issue::document(IssueCode::ReaderTimeout));
            break;
        }
        if !picture.drawn.are_whole(pdf, known) {
            found.push(issue::on_page(IssueCode::ImageNotDecoded, page.number));
        }
    }
    found.retain(|issue| !reading.issues.contains(issue));
    reading.issues.append(&mut found);
}

fn content<'a>(page: &PdfPage<'a>, cache: &InterpreterCache<'a>) -> (Vec<Word>, PageDevice) {
    let mut device = collect(page, cache, RenderContent::PAGE);
    add_annotations(page, cache, &mut device);
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let found = words_of(&device.glyphs);
    device.ink.unmapped_words = found.unmapped;
    let in_fonts = found.words.iter().map(|word| (word.font, word.text.as_str()));
    device.ink.has_garbled_font = usability::has_garbled_font(in_fonts);
    let ordered = reading_order(found.words, &device.rules, (width, height));
    let words = ordered.into_iter().filter_map(|word| {
        let bbox = word.page_box(width, height)?;
        Some(Word {
            text: word.text,
            bbox,
            confidence: None,
        })
    });
    (words.collect(), device)
}

/// Adds what annotations show (free text, stamps), but not the appearances of form fields: their values are
/// told as fields, and a default hint must not read like printed text.
fn add_annotations<'a>(page: &PdfPage<'a>, cache: &InterpreterCache<'a>, device: &mut PageDevice) {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else {
        return;
    };
    let mut widgets = Vec::new();
    let mut has_others = false;
    for annotation in annotations.iter::<Dict<'_>>() {
        match annotation.get::<Name<'_>>(b"Subtype").as_deref() {
            Some(b"Widget") => {
                let rect = annotation.get::<Rect>(b"Rect");
                widgets.extend(rect.and_then(|rect| rect_to_page(page, rect)));
            }
            Some(b"Link" | b"Popup") | None => {}
            Some(_) => has_others = true,
        }
    }
    if !has_others {
        return;
    }
    let shown = collect(page, cache, RenderContent::ANNOTATIONS);
    let (width, height) = page.render_dimensions();
    let is_in_widget = |glyph: &Glyph| {
        let middle = glyph.origin + (glyph.direction * glyph.advance + glyph.up * glyph.size * 0.5) * 0.5;
        #[expect(clippy::cast_possible_truncation, reason = "fractions of a page")]
        let (x, y) = (
            (middle.x / f64::from(width)) as f32,
            (middle.y / f64::from(height)) as f32,
        );
        widgets.iter().any(|widget| widget.contains(x, y))
    };
    device.pictures.add(shown.pictures);
    device.small_frames.add(shown.small_frames);
    device
        .glyphs
        .extend(shown.glyphs.into_iter().filter(|glyph| !is_in_widget(glyph)));
    device.ink.images += shown.ink.images;
    device.ink.image_cover = device.ink.image_cover.max(shown.ink.image_cover);
    device.ink.image_dots_per_inch = device.ink.image_dots_per_inch.or(shown.ink.image_dots_per_inch);
    if widgets.is_empty() {
        device.ink.paths += shown.ink.paths;
    }
}

/// Whether parts of the file are missing: it has no end mark, or fewer pages than it says.
fn is_partly_damaged(pdf: &Pdf, bytes: &[u8]) -> bool {
    // Some gateways fill files up with zeros.
    let length = bytes.len() - bytes.iter().rev().take_while(|byte| **byte == 0).count();
    let end = &bytes[length.saturating_sub(END_WINDOW_BYTES)..length];
    if sniff::find(end, b"%%EOF").is_none() {
        return true;
    }
    let declared = pdf
        .xref()
        .get::<Dict<'_>>(pdf.xref().root_id())
        .and_then(|root| root.get::<Dict<'_>>(b"Pages"))
        .and_then(|pages| pages.get::<u32>(b"Count"));
    declared.is_some_and(|declared| declared as usize > pdf.pages().len())
}

#[cfg(test)]
mod tests {
    use lopdf::{Document, Object, dictionary};

    use super::*;

    /// A document of one empty page.
    fn one_page() -> Pdf {
        let mut document = Document::with_version("1.7");
        let tree = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree,
            "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
        });
        let kids = vec![Object::from(page)];
        document.objects.insert(
            tree,
            dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into(),
        );
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", root);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        open(&bytes).unwrap()
    }

    #[test]
    fn a_panic_costs_one_page() {
        let pdf = one_page();
        let page = &pdf.pages()[0];
        let (read, picture, code) = read_page(page, 7, false, || panic!("the interpreter gives up"));
        assert_eq!(
            (read.number, read.width_points, read.height_points),
            (7, 600.0, 800.0)
        );
        assert_eq!(
            (read.source, code),
            (TextSource::Unreadable, Some(IssueCode::ReaderCrashed))
        );
        assert!(read.words.is_empty() && !picture.is_recognised);
        let cache = InterpreterCache::new();
        let (read, _, code) = read_page(page, 7, false, || content(page, &cache));
        assert_eq!((read.source, code), (TextSource::Blank, None));
    }

    #[test]
    fn a_panic_on_a_thread_of_its_own_costs_its_answer() {
        assert_eq!(on_own_stack(|| 7), Some(7));
        assert_eq!(on_own_stack(|| -> u8 { panic!("the parser gives up") }), None);
    }
}
