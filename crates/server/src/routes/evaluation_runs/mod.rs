//! Evaluations that are being made: how far they are, starting one, stopping it.
pub(crate) mod events;
pub(crate) mod list;
pub(crate) mod start;
pub(crate) mod stop;
