//! Reading and drawing in a child process, so that a hostile file costs one document and nothing else.
//!
//! The child is the same program, started with a hidden first argument ([`COMMANDS`]). It gets the file by its standard input and answers by its standard output; before it
//! looks at the file it gives up memory beyond the limit, processor time, core dumps, files, network and the
//! system calls that reading needs none of.

mod child;
mod confinement;
mod convert;
mod process;
mod take;

use std::path::PathBuf;
use std::sync::Arc;

use aktenlage_domain::document::{DocumentText, IssueCode, Page, TextSource};
pub use child::child_main;
pub use confinement::{Confinement, confine};
pub use convert::{Converter, ConverterMissing, converter};
use process::{Outcome, run};
pub use take::Taken;

use crate::pdf::admit;
use crate::{ExtractError, Limits, Reading, from_json, issue, sniff};

/// First argument of a child that reads.
pub const READ_COMMAND: &str = "confined-read";
/// First argument of a child that also reads pages that are pictures.
pub const OCR_COMMAND: &str = "confined-ocr";
/// First argument of a child that takes files out of an e-mail or an archive.
pub const UNPACK_COMMAND: &str = "confined-unpack";
/// First argument of a child that becomes the converter of office documents.
pub const CONVERT_COMMAND: &str = "confined-convert";
/// All first arguments that a program has to hand to [`child_main`].
pub const COMMANDS: [&str; 5] = [
    READ_COMMAND,
    OCR_COMMAND,
    RENDER_COMMAND,
    UNPACK_COMMAND,
    CONVERT_COMMAND,
];
/// First argument of a child that draws a page.
pub const RENDER_COMMAND: &str = "confined-render";

/// Reads and draws documents in child processes of one program.
#[derive(Clone, Debug)]
pub struct Reader {
    program: PathBuf,
    limits: Limits,
}

impl Reader {
    /// A reader that starts `program`, whose `main` hands the hidden commands to [`child_main`].
    pub fn new(program: PathBuf, limits: Limits) -> Self {
        Self { program, limits }
    }

    /// The limits that every child gets.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Reads the pages of a PDF or a picture; [`Reader::take`] takes in every kind of file. Never fails: a reader that takes too long, breaks off or cannot be started is told by
    /// an issue of the document.
    pub async fn read(&self, bytes: impl Into<Arc<[u8]>>) -> Reading {
        let bytes = bytes.into();
        if let Err(code) = admit(&bytes, &self.limits) {
            return refused(&bytes, code);
        }
        let reading = match self.read_by(READ_COMMAND, &bytes).await {
            Ok(reading) => reading,
            Err(code) => return refused(&bytes, code),
        };
        let is_picture = |page: &Page| page.source == TextSource::Unreadable;
        if !reading.text.pages.iter().any(is_picture) {
            return reading;
        }
        // A child of its own: whatever recognition costs or breaks, the text that was there stays.
        self.read_by(OCR_COMMAND, &bytes).await.unwrap_or_else(|code| {
            let mut reading = reading;
            reading.issues.insert(0, issue::document(code));
            reading
        })
    }

    async fn read_by(&self, command: &str, bytes: &Arc<[u8]>) -> Result<Reading, IssueCode> {
        let arguments = child::arguments(command, &self.limits, &[]);
        let max_seconds = self.limits.max_seconds;
        match run(&self.program, &arguments, Arc::clone(bytes), max_seconds).await {
            Ok(Outcome::Answered(json)) => std::str::from_utf8(&json)
                .ok()
                .and_then(|json| from_json(json).ok())
                .ok_or(IssueCode::ReaderCrashed),
            Ok(Outcome::TimedOut) => Err(IssueCode::ReaderTimeout),
            Ok(Outcome::Failed(_) | Outcome::Crashed) | Err(_) => Err(IssueCode::ReaderCrashed),
        }
    }

    /// Draws one page (counted from 1) as WebP, `width_pixels` wide; see [`crate::render_page`].
    pub async fn render(
        &self,
        bytes: impl Into<Arc<[u8]>>,
        page: u32,
        width_pixels: u32,
    ) -> Result<Vec<u8>, ExtractError> {
        let bytes = bytes.into();
        admit(&bytes, &self.limits).map_err(ExtractError::Refused)?;
        let further = [u64::from(page), u64::from(width_pixels)];
        let arguments = child::arguments(RENDER_COMMAND, &self.limits, &further);
        match run(&self.program, &arguments, bytes, self.limits.max_seconds).await? {
            Outcome::Answered(image) => Ok(image),
            Outcome::Failed(error) => Err(child::error_from(&error)),
            Outcome::TimedOut => Err(ExtractError::Refused(IssueCode::ReaderTimeout)),
            Outcome::Crashed => Err(ExtractError::Refused(IssueCode::ReaderCrashed)),
        }
    }
}

fn refused(bytes: &[u8], code: IssueCode) -> Reading {
    Reading {
        media_type: sniff::sniff(bytes).to_owned(),
        text: DocumentText::default(),
        issues: vec![issue::document(code)],
    }
}
