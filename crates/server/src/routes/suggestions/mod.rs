//! The suggestions trail.
pub(crate) mod list;
