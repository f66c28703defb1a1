//! Regulations: search.
pub(crate) mod search;
