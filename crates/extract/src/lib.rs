//! From bytes to pages: words with boxes, form fields, page images, issues.
//!
//! [`read`] and [`render_page`] work in this process on files that have pages; [`confined::Reader`] does the same in a
//! child process with limits on memory and time, takes out what e-mails and archives hold, converts office documents,
//! and is what anything that takes files from outside must use. A document is
//! never an error: whatever is wrong with it comes back as [`Issue`]s beside what could be read.
//!
//! Pages are drawn and read by the same interpreter (`hayro`), so that the boxes of the words and the picture
//! that a clerk sees share one coordinate space. The choice is recorded in `docs/decisions/0003-pdf-reader.md`.

pub mod confined;
mod drawn_marks;
mod error;
mod forms;
mod images;
mod issue;
mod layer;
mod limits;
mod look;
mod marks;
mod notes;
mod ocr;
mod origin;
mod paper;
mod pdf;
mod pdf_date;
mod photo;
mod picture;
mod quality;
mod render;
mod scanned;
mod sniff;
mod text;
mod two_tone;
mod two_up;
mod unpack;
mod usability;
mod whole;
mod wire;

pub use aktenlage_domain::document::{DocumentText, Issue, IssueCode};
pub use error::ExtractError;
pub use limits::{Allowance, Limits};
pub use look::look_at_boxes;
pub use ocr::{OcrMissing, OcrSupport, ocr_support};
pub use pdf::{Reading, Unchecked, has_pages, read, read_with_ocr, refusal};
pub use render::render_page;
pub use sniff::sniff;
pub use unpack::{Part, clean_name, last_name};
pub use wire::{from_json, to_json};

/// Takes a container apart in this process and says how many files came out: for the search for files that break it.
#[cfg(feature = "fuzzing")]
pub fn unpack_unconfined(bytes: &[u8], limits: &Limits) -> usize {
    unpack::unpack(bytes, limits, limits.allowance()).parts.len()
}
