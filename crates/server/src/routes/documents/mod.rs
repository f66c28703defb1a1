//! Documents: originals, page images, words, marks, transfer notes.
pub(crate) mod note_transfer;
pub(crate) mod original;
pub(crate) mod page_image;
pub(crate) mod page_marks;
pub(crate) mod page_words;
pub(crate) mod transfer_note;
