//! `config.json` of a BERT or XLM-RoBERTa encoder: the part that decides the arithmetic.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::InferenceError;

/// Shape of an encoder, under the names `config.json` uses.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct EncoderConfig {
    #[serde(default)]
    pub(crate) model_type: String,
    pub(crate) hidden_size: usize,
    pub(crate) num_hidden_layers: usize,
    pub(crate) num_attention_heads: usize,
    pub(crate) intermediate_size: usize,
    pub(crate) vocab_size: usize,
    pub(crate) max_position_embeddings: usize,
    #[serde(default = "one")]
    pub(crate) type_vocab_size: usize,
    #[serde(default = "default_epsilon")]
    pub(crate) layer_norm_eps: f64,
    #[serde(default = "default_activation")]
    pub(crate) hidden_act: String,
    #[serde(default = "one")]
    pub(crate) pad_token_id: usize,
    #[serde(default = "default_positions")]
    pub(crate) position_embedding_type: String,
}

fn one() -> usize {
    1
}

fn default_epsilon() -> f64 {
    1e-12
}

fn default_activation() -> String {
    "gelu".to_owned()
}

fn default_positions() -> String {
    "absolute".to_owned()
}

impl EncoderConfig {
    pub(crate) fn read(path: &Path) -> Result<Self, InferenceError> {
        let text = fs_err::read_to_string(path).map_err(InferenceError::file_system)?;
        let config: Self =
            serde_json::from_str(&text).map_err(|error| InferenceError::malformed(path, error))?;
        config.check()?;
        Ok(config)
    }

    /// The position number of the first token: `RoBERTa` counts from behind the padding token.
    pub(crate) fn first_position(&self) -> usize {
        match self.model_type.as_str() {
            "xlm-roberta" | "roberta" | "camembert" => self.pad_token_id + 1,
            _ => 0,
        }
    }

    /// Longest input in tokens.
    pub(crate) fn max_tokens(&self) -> usize {
        self.max_position_embeddings.saturating_sub(self.first_position())
    }

    fn check(&self) -> Result<(), InferenceError> {
        let known = ["bert", "xlm-roberta", "roberta", "camembert"];
        if !known.contains(&self.model_type.as_str()) {
            return Err(InferenceError::unsupported(format!(
                "model_type is `{}`, known are {}",
                self.model_type,
                known.join(", ")
            )));
        }
        if self.hidden_act != "gelu" {
            return Err(InferenceError::unsupported(format!(
                "hidden_act is `{}`, known is gelu",
                self.hidden_act
            )));
        }
        if self.position_embedding_type != "absolute" {
            return Err(InferenceError::unsupported(format!(
                "position_embedding_type is `{}`, known is absolute",
                self.position_embedding_type
            )));
        }
        let shape = [
            self.hidden_size,
            self.num_hidden_layers,
            self.num_attention_heads,
            self.intermediate_size,
            self.vocab_size,
            self.type_vocab_size,
            self.max_tokens(),
        ];
        if shape.contains(&0) || !self.hidden_size.is_multiple_of(self.num_attention_heads) {
            return Err(InferenceError::unsupported(
                "config.json has a size of 0 or heads that do not divide hidden_size",
            ));
        }
        Ok(())
    }
}
