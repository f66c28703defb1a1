//! Reading and drawing in a child process, so that a hostile file costs one document and nothing else.
//!
//! The child is the same program, started with a hidden first argument ([`COMMANDS`]). It gets the file by its
//! standard input and answers by its standard output; before it looks at the file it gives up memory beyond the limit,
//! processor time, core dumps, files, network and the system calls that reading needs none of.

mod child;
mod confinement;
mod convert;
mod gaps;
mod process;
mod take;
mod turns;

use std::path::PathBuf;
use std::thread::available_parallelism;

use aktenlage_domain::document::{IssueCode, Mark, Page, PageBox, TextSource};
use bytes::Bytes;
pub use child::child_main;
pub use confinement::confine;
pub use convert::{Converter, ConverterMissing, converter};
pub use gaps::{Confinement, Gap, LimitedResource};
use process::{Outcome, run};
pub use take::Taken;
use turns::{Permission, Turns};

use crate::pdf::admit;
use crate::{ExtractError, Limits, Reading, from_json, issue, scanned, sniff};

/// First argument of a child that reads.
pub const READ_COMMAND: &str = "confined-read";
/// First argument of a child that also reads pages that are pictures.
pub const OCR_COMMAND: &str = "confined-ocr";
/// First argument of a child that looks at tick boxes whose places are known.
pub const LOOK_COMMAND: &str = "confined-look";
/// First argument of a child that takes files out of an e-mail or an archive.
pub const UNPACK_COMMAND: &str = "confined-unpack";
/// First argument of a child that becomes the converter of office documents.
pub const CONVERT_COMMAND: &str = "confined-convert";
/// All first arguments that a program has to hand to [`child_main`].
pub const COMMANDS: [&str; 6] = [
    READ_COMMAND,
    OCR_COMMAND,
    LOOK_COMMAND,
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
    turns: Turns,
    /// Where LibreOffice may be; `None`: where systems have it.
    converter_folders: Option<Vec<PathBuf>>,
}

/// The right to draw one page now; given back when it is dropped.
#[derive(Debug)]
pub struct Turn<'reader> {
    reader: &'reader Reader,
    _permission: Permission,
}

/// Children that draw at the same time at most, also on large machines: each may take all the memory of its limit.
const MOST_DRAWING: usize = 4;

impl Reader {
    /// A reader that starts `program`, whose `main` hands the hidden commands to [`child_main`].
    pub fn new(program: PathBuf, limits: Limits) -> Self {
        let cores = available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            program,
            limits,
            turns: Turns::new(cores.min(MOST_DRAWING)),
            converter_folders: None,
        }
    }

    /// The limits that every child gets.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Reads the pages of a PDF or a picture; [`Reader::take`] takes in every kind of file. Never fails: a reader that
    /// takes too long, breaks off or cannot be started is told by an issue of the document.
    pub async fn read(&self, bytes: impl Into<Bytes>) -> Reading {
        let bytes = bytes.into();
        if let Err(code) = admit(&bytes, &self.limits) {
            return refused(&bytes, code);
        }
        let reading = match self.read_by(READ_COMMAND, &bytes, &self.limits).await {
            Ok(reading) => reading,
            Err(code) => return refused(&bytes, code),
        };
        let is_unread = |page: &&Page| page.source == TextSource::Unreadable;
        // Text that a copier recognised is compared with the picture.
        let pictures = reading.text.pages.iter().filter(is_unread).count() + reading.unchecked.len();
        if pictures == 0 {
            return reading;
        }
        // A child of its own: whatever recognition costs or breaks, the text that was there stays.
        let limits = self.limits.for_scans(pictures);
        let recognised = self.read_by(OCR_COMMAND, &bytes, &limits).await;
        recognised.unwrap_or_else(|code| {
            let mut reading = reading;
            let unchecked = std::mem::take(&mut reading.unchecked);
            scanned::doubt(&mut reading, &unchecked);
            reading.issues.insert(0, issue::document(code));
            reading
        })
    }

    /// Judges the tick boxes at known places; see [`crate::look_at_boxes`]. Whatever goes wrong, there are fewer marks.
    pub async fn look(&self, bytes: impl Into<Bytes>, places: &[(u32, PageBox)]) -> Vec<Mark> {
        // More than any form has: the list of arguments of a process is not endless.
        const MOST_PLACES: usize = 4_000;
        let bytes = bytes.into();
        if places.is_empty() || admit(&bytes, &self.limits).is_err() {
            return Vec::new();
        }
        let places = child::numbers_of(&places[..places.len().min(MOST_PLACES)]);
        let looked = self.read_with(LOOK_COMMAND, &bytes, &self.limits, &places).await;
        looked.map_or_else(|_| Vec::new(), |reading| reading.text.marks)
    }

    async fn read_by(&self, command: &str, bytes: &Bytes, limits: &Limits) -> Result<Reading, IssueCode> {
        self.read_with(command, bytes, limits, &[]).await
    }

    async fn read_with(
        &self,
        command: &str,
        bytes: &Bytes,
        limits: &Limits,
        further: &[u64],
    ) -> Result<Reading, IssueCode> {
        let arguments = child::arguments(command, limits, further);
        match run(&self.program, &arguments, bytes.clone(), limits.max_seconds).await {
            Ok(Outcome::Answered(json)) => std::str::from_utf8(&json)
                .ok()
                .and_then(|json| from_json(json).ok())
                .ok_or(IssueCode::ReaderCrashed),
            Ok(Outcome::TimedOut) => Err(IssueCode::ReaderTimeout),
            Ok(Outcome::Failed(_) | Outcome::Crashed) | Err(_) => Err(IssueCode::ReaderCrashed),
        }
    }

    /// Draws one page (counted from 1) as WebP, `width_pixels` wide; see [`crate::render_page`]. Waits while as many
    /// pages are being drawn as the machine has cores, four at most.
    pub async fn render(
        &self,
        bytes: impl Into<Bytes>,
        page: u32,
        width_pixels: u32,
    ) -> Result<Vec<u8>, ExtractError> {
        let _permission = self.turns.any().await;
        self.draw(bytes.into(), page, width_pixels).await
    }

    /// Waits like [`Reader::render`], and also until nobody else has the turn for this page, whatever the caller
    /// calls it. Whoever waited looks whether the page is there by now, and only then loads the document.
    pub async fn turn(&self, page_name: &str) -> Turn<'_> {
        Turn {
            reader: self,
            _permission: self.turns.page(page_name).await,
        }
    }

    async fn draw(&self, bytes: Bytes, page: u32, width_pixels: u32) -> Result<Vec<u8>, ExtractError> {
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

impl Turn<'_> {
    /// Draws one page (counted from 1) as WebP, `width_pixels` wide; see [`crate::render_page`].
    pub async fn render(
        &self,
        bytes: impl Into<Bytes>,
        page: u32,
        width_pixels: u32,
    ) -> Result<Vec<u8>, ExtractError> {
        self.reader.draw(bytes.into(), page, width_pixels).await
    }
}

fn refused(bytes: &[u8], code: IssueCode) -> Reading {
    Reading {
        media_type: sniff::sniff(bytes).to_owned(),
        issues: vec![issue::document(code)],
        ..Reading::default()
    }
}
