//! Models: what assists, and how it fares.
pub(crate) mod heads;
pub(crate) mod status;
