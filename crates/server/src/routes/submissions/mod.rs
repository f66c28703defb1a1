//! Submissions: documents arrive.
pub(crate) mod receive;
mod upload;
