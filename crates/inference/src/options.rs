//! How an encoder is run: settings the binary reads from the configuration.

/// In which arithmetic the weights are multiplied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Precision {
    /// The one that measured fastest on the processor at hand.
    #[default]
    Auto,
    /// 32-bit floating point.
    F32,
    /// Quantised weights, 8-bit integer products.
    Quantised,
}

/// How an encoder is run.
#[derive(Clone, Debug)]
pub struct EncoderOptions {
    /// Arithmetic of the weights.
    pub precision: Precision,
    /// Threads for one batch; 0 takes one per processor core.
    pub threads: usize,
    /// Texts are cut after this many tokens, special tokens included. The model's own limit
    /// applies where it is smaller.
    pub max_tokens: usize,
    /// Requests that may wait; further callers wait for a place.
    pub queue: usize,
}

impl Default for EncoderOptions {
    fn default() -> Self {
        Self {
            precision: Precision::Auto,
            threads: 0,
            max_tokens: 512,
            queue: 64,
        }
    }
}
