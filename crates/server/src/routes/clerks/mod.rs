//! Clerks, as far as colleagues have to know them.
pub(crate) mod list;
