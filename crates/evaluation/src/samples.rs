//! The shipped synthetic cases, read from `evaluation/cases` and written as files an office would receive.
use std::path::{Path, PathBuf};

use image::GrayImage;
use include_dir::{Dir, include_dir};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref};

use crate::case_file::{CaseFile, Channel, DocumentFile};
use crate::truth::Truth;
use crate::typeset::typeset;

static CASES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../evaluation/cases");

/// Why a synthetic case cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// A case file is not valid; correct it.
    #[error("{file}: {detail}")]
    CaseFile {
        /// Which.
        file: String,
        /// What is wrong.
        detail: String,
    },
    /// A page could not be turned into a scan.
    #[error("the scan of {file} could not be made")]
    Scan {
        /// Which document.
        file: String,
    },
    /// The folder cannot be written; check the path and its rights.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

/// A case with the files of its documents.
#[derive(Clone, Debug)]
pub struct SampleCase {
    /// Name within the suite.
    pub name: String,
    /// What is true.
    pub case: CaseFile,
    /// File name and bytes of each document, in order; one file where all were scanned together.
    pub files: Vec<(String, Vec<u8>)>,
}

/// All cases of a suite (`demo`), in the order of their names.
pub fn suite(suite: &str) -> Result<Vec<SampleCase>, SampleError> {
    let cases = case_files(suite)?.into_iter();
    cases
        .map(|(name, case)| {
            let files = files_of(&case)?;
            Ok(SampleCase { name, case, files })
        })
        .collect()
}

/// Names and truths of the cases of a suite, without their documents.
pub(crate) fn case_files(suite: &str) -> Result<Vec<(String, CaseFile)>, SampleError> {
    let Some(folder) = CASES.get_dir(suite) else {
        return Ok(Vec::new());
    };
    let mut files: Vec<_> = folder.files().collect();
    files.sort_by_key(|file| file.path());
    files
        .into_iter()
        .map(|file| {
            let name = file
                .path()
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let broken = |detail: String| SampleError::CaseFile {
                file: file.path().display().to_string(),
                detail,
            };
            let text = file
                .contents_utf8()
                .ok_or_else(|| broken("not UTF-8".to_owned()))?;
            let case: CaseFile = toml::from_str(text).map_err(|error| broken(error.to_string()))?;
            Ok((name, case))
        })
        .collect()
}

fn files_of(case: &CaseFile) -> Result<Vec<(String, Vec<u8>)>, SampleError> {
    if let Some(file) = &case.scanned_as {
        let pdfs: Vec<Vec<u8>> = case
            .documents
            .iter()
            .map(|document| typeset(document).pdf)
            .collect();
        return Ok(vec![(file.clone(), as_it_comes_from_a_scanner(file, &pdfs)?)]);
    }
    case.documents
        .iter()
        .map(|document| Ok((document.file.clone(), document_bytes(document)?)))
        .collect()
}

/// Writes a suite as `<directory>/<case>/<file>`, each case with its truth; returns the folders.
pub fn write_suite(name: &str, directory: &Path) -> Result<Vec<PathBuf>, SampleError> {
    let mut folders = Vec::new();
    for sample in suite(name)? {
        let folder = directory.join(&sample.name);
        fs_err::create_dir_all(&folder)?;
        for (file, bytes) in &sample.files {
            fs_err::write(folder.join(file), bytes)?;
        }
        Truth::of(&sample.name, &sample.case).write(&folder)?;
        folders.push(folder);
    }
    Ok(folders)
}

/// A document as it comes through its channel.
pub fn document_bytes(document: &DocumentFile) -> Result<Vec<u8>, SampleError> {
    let pdf = typeset(document).pdf;
    match document.channel {
        Channel::Form | Channel::Printed => Ok(pdf),
        // The shipped cases name neither fax nor photo: the generator makes those.
        Channel::Scan | Channel::Fax | Channel::Photo => as_it_comes_from_a_scanner(&document.file, &[pdf]),
    }
}

fn as_it_comes_from_a_scanner(file: &str, pdfs: &[Vec<u8>]) -> Result<Vec<u8>, SampleError> {
    /// A4 at 150 dots per inch.
    const WIDTH_PIXELS: u32 = 1240;
    scan(pdfs, WIDTH_PIXELS, |page| page).ok_or_else(|| SampleError::Scan {
        file: file.to_owned(),
    })
}

/// The pages of PDFs as grey images of this width in one PDF without text; `spoil` is what a machine makes of each.
/// `None` if a page cannot be drawn.
pub fn scan(
    pdfs: &[impl AsRef<[u8]>],
    width_pixels: u32,
    spoil: impl Fn(GrayImage) -> GrayImage,
) -> Option<Vec<u8>> {
    let mut out = Pdf::new();
    let tree = Ref::new(1);
    let mut kids = Vec::new();
    let pages: Vec<GrayImage> = pdfs
        .iter()
        .map(|pdf| pictures(pdf.as_ref(), width_pixels))
        .collect::<Option<Vec<_>>>()?
        .concat();
    for (index, page) in (0..).zip(pages) {
        let grey = spoil(page);
        let first = 2 + index * 3;
        let (page_id, image_id, content_id) = (Ref::new(first), Ref::new(first + 1), Ref::new(first + 2));
        let (width, height) = (
            i32::try_from(grey.width()).ok()?,
            i32::try_from(grey.height()).ok()?,
        );
        let mut object = out.image_xobject(image_id, grey.as_raw());
        object.width(width).height(height).bits_per_component(8);
        object.color_space().device_gray();
        object.finish();
        let mut content = Content::new();
        content
            .transform([595.0, 0.0, 0.0, 842.0, 0.0, 0.0])
            .x_object(Name(b"Scan"));
        let stream = content.finish();
        out.stream(content_id, &stream);
        let mut page = out.page(page_id);
        page.parent(tree)
            .media_box(Rect::new(0.0, 0.0, 595.0, 842.0))
            .contents(content_id);
        page.resources().x_objects().pair(Name(b"Scan"), image_id);
        page.finish();
        kids.push(page_id);
    }
    out.catalog(Ref::new(10_000)).pages(tree);
    let count = i32::try_from(kids.len()).ok()?;
    out.pages(tree).kids(kids).count(count);
    Some(out.finish())
}

/// The pages of a PDF as grey images of this width.
fn pictures(pdf: &[u8], width_pixels: u32) -> Option<Vec<GrayImage>> {
    let limits = aktenlage_extract::Limits::recommended();
    let pages = aktenlage_extract::read(pdf, &limits).text.pages.len();
    (1..=u32::try_from(pages).ok()?)
        .map(|page| page_picture(pdf, page, width_pixels))
        .collect()
}

/// One page of a PDF (counted from 1) as a grey image of this width.
pub(crate) fn page_picture(pdf: &[u8], page: u32, width_pixels: u32) -> Option<GrayImage> {
    let limits = aktenlage_extract::Limits::recommended();
    let picture = aktenlage_extract::render_page(pdf, page, width_pixels, &limits).ok()?;
    let picture = image::load_from_memory_with_format(&picture, image::ImageFormat::WebP).ok()?;
    Some(picture.to_luma8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_case_can_be_made_and_read() {
        let samples = suite("demo").unwrap();
        assert!(samples.len() >= 5, "the demo needs variety");
        for sample in samples {
            if let Some(file) = &sample.case.scanned_as {
                let [(name, bytes)] = sample.files.as_slice() else {
                    panic!("{}: one scan", sample.name)
                };
                let text = aktenlage_extract::read(bytes, &aktenlage_extract::Limits::recommended()).text;
                assert_eq!((name, text.pages.len()), (file, sample.case.documents.len()));
                assert!(text.pages.iter().all(|page| page.words.is_empty()));
                continue;
            }
            assert_eq!(sample.files.len(), sample.case.documents.len());
            for ((_, bytes), document) in sample.files.iter().zip(&sample.case.documents) {
                let reading = aktenlage_extract::read(bytes, &aktenlage_extract::Limits::recommended());
                let words: usize = reading.text.pages.iter().map(|page| page.words.len()).sum();
                let place = format!("{}/{}", sample.name, document.file);
                match document.channel {
                    Channel::Scan | Channel::Fax | Channel::Photo => assert_eq!(words, 0, "{place}"),
                    Channel::Printed => assert!(words > 10, "{place}"),
                    Channel::Form => assert!(
                        reading.text.fields.iter().any(|field| field.value.is_some()),
                        "{place}"
                    ),
                }
            }
        }
    }
}
