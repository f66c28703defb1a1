//! The suggestions trail.
pub(crate) mod list;
pub(crate) mod reliability;
