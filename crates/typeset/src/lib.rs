//! Sets templates and data as PDF with Typst: from memory alone, with the same bytes for the same input.
mod error;
mod fonts;
mod place;
#[cfg(test)]
mod tests;
mod world;

use typst::foundations::{Datetime, Smart};
use typst::layout::Abs;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use error::TypesetError;
pub use place::Placed;
use world::World;

/// A template, a picture or data that the main template reads by its name.
pub struct File<'a> {
    /// Name without a leading slash: `letter.typ`, `data.json`.
    pub name: &'a str,
    /// What is in it; templates are UTF-8.
    pub bytes: &'a [u8],
}

/// What the PDF has to keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standard {
    /// Nothing special.
    Plain,
    /// PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2): for readers of every kind, for decades. Needs title, language
    /// and texts for pictures in the template.
    #[doc(alias = "barrierefrei")]
    Accessible,
}

/// A document as it was set.
pub struct Typeset {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// Its pages in order.
    pub pages: Vec<Size>,
    /// Every place that the templates named, in the order of the document.
    pub places: Vec<Placed>,
}

/// Width and height of a page in points (1/72 inch).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
}

/// Sets `main`, one of `files`, as PDF. `date` is what templates take for today and what the PDF says of its making.
///
/// Templates see `files` and nothing else: no folder, no package, no network.
///
/// # Errors
/// [`TypesetError`] names the template's line, or the rule of the standard that is not kept.
pub fn typeset(
    files: &[File<'_>],
    main: &str,
    date: time::Date,
    standard: Standard,
) -> Result<Typeset, TypesetError> {
    let today = Datetime::from_ymd(date.year(), u8::from(date.month()), date.day());
    let world = World::new(files, main, today)?;
    let document: PagedDocument = typst::compile(&world)
        .output
        .map_err(|found| TypesetError::template(&world, &found))?;
    let options = PdfOptions {
        ident: Smart::Custom(world.fingerprint()),
        creator: Smart::Custom(Some("Aktenlage".to_owned())),
        timestamp: today.map(Timestamp::new_utc),
        page_ranges: None,
        standards: standards(standard),
        tagged: standard == Standard::Accessible,
        pretty: false,
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|found| TypesetError::template(&world, &found))?;
    let pages = document
        .pages()
        .iter()
        .map(|page| Size {
            width: Abs::to_pt(page.frame.width()),
            height: page.frame.height().to_pt(),
        })
        .collect();
    let places = place::all(&document)?;
    // What Typst remembers of a document helps the next one only if it is the same.
    comemo::evict(1);
    Ok(Typeset { pdf, pages, places })
}

fn standards(standard: Standard) -> PdfStandards {
    match standard {
        Standard::Plain => PdfStandards::default(),
        Standard::Accessible => PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
            .unwrap_or_else(|_| unreachable!("PDF/UA-1 and PDF/A-2a can be kept together")),
    }
}
