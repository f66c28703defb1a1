//! How long applicants wait until they are asked for what is missing.
pub(crate) mod show;
