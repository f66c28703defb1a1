//! Passage index of regulations: import, upsert, hybrid search; embedded, server or exact.
//!
//! [`import`] turns files into passages with exact citations, [`citation`] reads citations as people write them,
//! [`IndexPlace`] opens a [`VectorIndex`], which keeps passages with their vectors and finds them again, or makes it
//! again for another encoder. Dense vectors come from the caller; the lexical side (BM25 with German stemming) is made
//! here, the same for every variant.
#![warn(missing_docs)]

pub mod citation;
pub mod import;

#[cfg(any(test, feature = "testing"))]
pub mod contract;

mod edge;
mod edge_files;
mod error;
mod exact;
mod fuse;
mod index;
mod lexical;
mod origin;
mod payload;
mod place;
mod query;
mod server;
mod server_collection;
mod server_value;
mod snapshot;
#[cfg(test)]
mod variants_test;

pub use error::IndexError;
pub use index::VectorIndex;
pub use origin::VectorOrigin;
pub use place::{IndexPlace, Rebuild, ServerPlace};
pub use query::{LawSummary, PassageQuery, SearchMode};
