//! The session.
pub(crate) mod show;
