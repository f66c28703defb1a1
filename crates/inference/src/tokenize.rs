//! Text to token numbers, cut to the longest input the model takes.

use std::path::Path;

use tokenizers::{Tokenizer, TruncationParams};

use crate::InferenceError;

/// The tokenizer of one model.
pub(crate) struct TextTokenizer {
    tokenizer: Tokenizer,
}

impl TextTokenizer {
    pub(crate) fn read(path: &Path, max_tokens: usize) -> Result<Self, InferenceError> {
        let mut tokenizer =
            Tokenizer::from_file(path).map_err(|error| InferenceError::malformed(path, error))?;
        tokenizer.with_padding(None);
        tokenizer
            .with_truncation(Some(TruncationParams {
                max_length: max_tokens,
                ..TruncationParams::default()
            }))
            .map_err(|error| InferenceError::malformed(path, error))?;
        Ok(Self { tokenizer })
    }

    /// Highest token number plus one.
    pub(crate) fn vocabulary(&self) -> usize {
        self.tokenizer.get_vocab_size(true)
    }

    /// Token numbers of one text, special tokens included.
    pub(crate) fn tokens(&self, text: &str) -> Result<Vec<u32>, InferenceError> {
        self.tokenizer
            .encode_fast(text, true)
            .map(|encoding| encoding.get_ids().to_vec())
            .map_err(|_| InferenceError::Computation {
                // The library's own message may quote the text.
                reason: "the tokenizer refused a text".to_owned(),
            })
    }
}
