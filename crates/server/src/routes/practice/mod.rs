//! Practice cases: shown, and answers compared. Nothing of it is recorded.
pub(crate) mod list;
pub(crate) mod page_image;
pub(crate) mod page_words;
pub(crate) mod result;
pub(crate) mod show;
