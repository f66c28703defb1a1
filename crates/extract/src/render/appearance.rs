//! Values of form fields for which the file has no (or no current) appearance.
use hayro_syntax::Pdf;
use hayro_syntax::page::Page;

/// A one-page PDF with the values that the page does not show by itself; `None` if it shows all of them.
pub(super) fn missing_appearances(_pdf: &Pdf, _page: &Page<'_>, _number: u32) -> Option<Vec<u8>> {
    None
}
