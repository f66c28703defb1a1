//! Reading pages whose text exists only as a picture, with Tesseract 5 and its German model.
//!
//! Library and model are loaded once, by [`ocr_support`] or the first page that needs them. A confined child
//! does so before it gives up its access to files; from then on recognition works in memory alone.

mod again;
mod blank;
mod boxes;
mod library;
mod page;
mod pages;
mod prepare;
mod table;

use std::ffi::CStr;
use std::fs::read;
use std::path::Path;
use std::sync::OnceLock;

pub(crate) use boxes::judge_boxes;
use library::{Library, Recogniser};
pub(crate) use page::{ReadPage, Scan};
pub(crate) use pages::{Outcome, read_pages};
pub(crate) use prepare::Treatment;
pub(crate) use table::SeenWord;

/// The model in use: German, which also reads the Latin letters of its neighbours.
const LANGUAGE: &CStr = c"deu";
/// Where packages put the models: Debian and Ubuntu, Fedora, Arch and Alpine, own builds.
const FOLDERS: &[&str] = &[
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
];
/// Largest model that is taken; the best German one has 9 MB.
const MAX_MODEL_BYTES: u64 = 64 * 1024 * 1024;

/// What reads pictures on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OcrSupport {
    /// Version of Tesseract, such as `5.3.0`.
    pub version: String,
    /// Languages that are read, as Tesseract names them.
    pub languages: Vec<String>,
}

/// Why pictures are not read; the operator has to install what is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OcrMissing {
    /// No Tesseract 5.
    #[error("the library libtesseract.so.5 is not installed (Debian: tesseract-ocr)")]
    Library,
    /// No German model, or one that this version cannot read.
    #[error("the German model deu.traineddata is not installed (Debian: tesseract-ocr-deu)")]
    Model,
}

struct Engine {
    library: Library,
    model: Vec<u8>,
}

/// Whether pages without text are read here, and by what.
pub fn ocr_support() -> Result<OcrSupport, OcrMissing> {
    let engine = engine()?;
    Ok(OcrSupport {
        version: engine.library.version(),
        languages: vec![LANGUAGE.to_string_lossy().into_owned()],
    })
}

fn engine() -> Result<&'static Engine, OcrMissing> {
    static ENGINE: OnceLock<Result<Engine, OcrMissing>> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| {
        let library = Library::load().ok_or(OcrMissing::Library)?;
        let model = model().ok_or(OcrMissing::Model)?;
        Ok(Engine { library, model })
    });
    engine.as_ref().map_err(|missing| *missing)
}

fn model() -> Option<Vec<u8>> {
    let name = format!("{}.traineddata", LANGUAGE.to_string_lossy());
    FOLDERS.iter().find_map(|folder| {
        let file = Path::new(folder).join(&name);
        let size_bytes = file.metadata().ok()?.len();
        (size_bytes <= MAX_MODEL_BYTES).then(|| read(file).ok()).flatten()
    })
}

impl Engine {
    fn recogniser(&self) -> Option<Recogniser<'_>> {
        Recogniser::new(&self.library, LANGUAGE, &self.model)
    }
}
