//! Filters of the queue that a clerk keeps.
pub(crate) mod change;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod save;
