//! What comes without upload.
pub(crate) mod sources;
