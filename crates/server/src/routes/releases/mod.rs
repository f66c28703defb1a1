//! Decisions of all cases that wait for a second person.
pub(crate) mod list;
