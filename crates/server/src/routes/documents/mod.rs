//! Documents: originals, page images, words.
pub(crate) mod original;
pub(crate) mod page_image;
pub(crate) mod page_words;
