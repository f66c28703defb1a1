//! Samples: how often suggestions say what people say who have not seen them.
pub(crate) mod show;
