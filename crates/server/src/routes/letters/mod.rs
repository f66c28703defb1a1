//! Letters: drafts, previews, sending, and what was sent.
pub(crate) mod discard_draft;
pub(crate) mod draft;
pub(crate) mod list;
pub(crate) mod pdf;
pub(crate) mod preview;
pub(crate) mod save_draft;
pub(crate) mod send;
