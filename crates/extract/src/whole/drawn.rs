//! The pictures that a page draws: noted while it is read, looked at once in a document.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use hayro_syntax::Pdf;
use hayro_syntax::object::{ObjectIdentifier, Stream};

use super::is_whole;

/// The pictures that a page draws.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawn {
    /// Those that are objects of the file.
    objects: BTreeSet<ObjectIdentifier>,
    /// Whether one of those that stand between the operators of the page is not whole.
    is_inline_damaged: bool,
}

impl Drawn {
    /// Takes in a picture that is drawn.
    pub(crate) fn note(&mut self, picture: &Stream<'_>) {
        match picture.dict().obj_id() {
            Some(id) => {
                self.objects.insert(id);
            }
            None => self.is_inline_damaged |= !is_whole(picture),
        }
    }

    /// Takes in what else the page draws.
    pub(crate) fn add(&mut self, other: Self) {
        self.objects.extend(other.objects);
        self.is_inline_damaged |= other.is_inline_damaged;
    }

    /// Whether all of them are whole. Unpacks some of them, so it is not for pages with too many pixels.
    pub(crate) fn are_whole(&self, pdf: &Pdf, known: &Known) -> bool {
        !self.is_inline_damaged && self.objects.iter().all(|&id| known.is_whole(pdf, id))
    }
}

/// What is known already of the pictures of a document: a letterhead is drawn on every page.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<BTreeMap<ObjectIdentifier, bool>>);

impl Known {
    fn is_whole(&self, pdf: &Pdf, id: ObjectIdentifier) -> bool {
        let known = self.0.lock().ok().and_then(|known| known.get(&id).copied());
        known.unwrap_or_else(|| {
            let picture = pdf.xref().get::<Stream<'_>>(id);
            let is_whole = picture.is_none_or(|picture| is_whole(&picture));
            if let Ok(mut known) = self.0.lock() {
                known.insert(id, is_whole);
            }
            is_whole
        })
    }
}
