//! Runs local models: encode text in batches on own threads; knows nothing of cases.
//!
//! [`Encoder`] is the handle. Models come into a directory through [`fetch`] (the manifest's) or
//! [`install`] (an office's own) and are loaded from there. A [`head::Head`] decides on their vectors; [`fit`] trains one.

mod attention;
mod batch;
mod config;
mod digest;
mod e5s1;
#[cfg(test)]
mod e5s1_test;
mod elementwise;
mod encoder;
mod error;
pub mod fetch;
#[cfg(test)]
mod fetch_test;
pub mod fit;
pub mod head;
pub mod install;
mod integer;
mod linear;
pub mod manifest;
mod metadata;
mod network;
mod options;
mod scripted;
mod staging;
mod tile;
mod tokenize;
mod weights;
mod worker;

pub use encoder::Encoder;
pub use error::InferenceError;
pub use metadata::{ModelFiles, ModelMetadata, PinnedFile, Pooling};
pub use options::{EncoderOptions, Precision};
