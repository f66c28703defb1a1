//! Drift: whether suggestions fare otherwise than before.
pub(crate) mod show;
