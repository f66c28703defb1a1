//! What handlers take from a request; everything that cannot be read becomes a problem with a code.
pub(crate) mod body;
pub(crate) mod form;
pub(crate) mod path;
pub(crate) mod query;
pub(crate) mod version;
