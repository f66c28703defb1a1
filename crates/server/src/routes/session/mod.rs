//! The session.
pub(crate) mod extend;
pub(crate) mod show;
