//! What the vectors of an index were made with: vectors of two encoders must never be compared.
use std::fmt;

/// Encoder, instruction and length behind vectors. Two are equal if their vectors may be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VectorOrigin {
    made_with: String,
    dimension: usize,
}

impl VectorOrigin {
    /// `encoder` is its name and digest (`multilingual-e5-small@0123456789ab`), `instruction` the version of the
    /// wording that was put around each passage (`encoder/v1`), `dimension` the length of its vectors.
    pub fn new(encoder: &str, instruction: &str, dimension: usize) -> Self {
        Self {
            made_with: format!("{encoder} {instruction}"),
            dimension,
        }
    }

    /// Length of the vectors.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// As it is stored beside every vector.
    pub(crate) fn made_with(&self) -> &str {
        &self.made_with
    }

    pub(crate) fn stored(made_with: String, dimension: usize) -> Self {
        Self { made_with, dimension }
    }
}

impl fmt::Display for VectorOrigin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({} dimensions)", self.made_with, self.dimension)
    }
}
