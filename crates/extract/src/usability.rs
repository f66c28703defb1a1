//! Whether a page's text layer can be used, or has to be taken from its picture.
use aktenlage_domain::document::{IssueCode, TextSource, Word};

use crate::text::Ink;

/// Fewer letters than this on a page that is a picture: a scanner's stamp, not its text.
const MIN_LETTERS_BESIDE_IMAGE: usize = 40;
/// An image that covers this part of the page is the page.
const PAGE_IMAGE_COVER: f64 = 0.7;
/// Curves from which on a page without text is drawn as outlines.
const OUTLINE_CURVES: usize = 1500;

/// Where the text of a page comes from, and what is to be said about it.
pub(crate) fn judge(words: &[Word], ink: &Ink, has_fields: bool) -> (TextSource, Option<IssueCode>) {
    let letters: usize = words.iter().map(|word| word.text.chars().filter(|c| c.is_alphabetic()).count()).sum();
    let is_picture = ink.image_cover >= PAGE_IMAGE_COVER || ink.curves >= OUTLINE_CURVES;
    let has_ink = ink.paths > 0 || ink.images > 0 || ink.unmapped_glyphs > 0;
    if words.is_empty() && !has_ink && !has_fields {
        return (TextSource::Blank, None);
    }
    if words.is_empty() || (is_picture && letters < MIN_LETTERS_BESIDE_IMAGE) {
        return (TextSource::Unreadable, Some(IssueCode::PageWithoutText));
    }
    (TextSource::Text, None)
}
