//! Models: what assists, and how it fares.
pub(crate) mod status;
