//! The server about itself.
pub(crate) mod health;
pub(crate) mod openapi;
