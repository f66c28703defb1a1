//! A tiny XLM-RoBERTa with made-up weights, written as an office would bring its own encoder.

use std::collections::HashMap;
use std::path::Path;

use candle_core::{Device, Tensor};

pub(crate) const DIMENSION: usize = 48;
const INNER: usize = 80;
const VOCABULARY: usize = 12;
const POSITIONS: usize = 40;
const TOKENIZER: &str = include_str!("../data/tokenizer.json");

/// Writes `config.json`, `tokenizer.json` and `model.safetensors`.
pub(crate) fn write(directory: &Path) {
    fs_err::write(
        directory.join("config.json"),
        format!(
            r#"{{"model_type":"xlm-roberta","hidden_size":{DIMENSION},"num_hidden_layers":2,
            "num_attention_heads":3,"intermediate_size":{INNER},"vocab_size":{VOCABULARY},
            "max_position_embeddings":{POSITIONS},"type_vocab_size":1,"layer_norm_eps":1e-5,
            "hidden_act":"gelu","pad_token_id":1}}"#
        ),
    )
    .unwrap();
    fs_err::write(directory.join("tokenizer.json"), TOKENIZER).unwrap();
    candle_core::safetensors::save(&tensors(), directory.join("model.safetensors")).unwrap();
}

fn tensors() -> HashMap<String, Tensor> {
    let mut state = 1_u64;
    let mut tensors = HashMap::new();
    let mut add = |name: &str, shape: &[usize], around: f32| {
        let values: Vec<f32> = (0..shape.iter().product::<usize>())
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                around + f32::from(u16::try_from(state >> 48).unwrap()) / 65_536.0 * 0.4 - 0.2
            })
            .collect();
        let tensor = Tensor::from_vec(values, shape, &Device::Cpu).unwrap();
        tensors.insert(format!("roberta.{name}"), tensor);
    };
    let (h, i) = (DIMENSION, INNER);
    add("embeddings.word_embeddings.weight", &[VOCABULARY, h], 0.0);
    add("embeddings.position_embeddings.weight", &[POSITIONS, h], 0.0);
    add("embeddings.token_type_embeddings.weight", &[1, h], 0.0);
    add("embeddings.LayerNorm.weight", &[h], 1.0);
    add("embeddings.LayerNorm.bias", &[h], 0.0);
    for layer in 0..2 {
        let mut part = |name: &str, shape: &[usize], around: f32| {
            add(&format!("encoder.layer.{layer}.{name}"), shape, around);
        };
        for name in ["self.query", "self.key", "self.value", "output.dense"] {
            part(&format!("attention.{name}.weight"), &[h, h], 0.0);
            part(&format!("attention.{name}.bias"), &[h], 0.0);
        }
        part("attention.output.LayerNorm.weight", &[h], 1.0);
        part("attention.output.LayerNorm.bias", &[h], 0.0);
        part("intermediate.dense.weight", &[i, h], 0.0);
        part("intermediate.dense.bias", &[i], 0.0);
        part("output.dense.weight", &[h, i], 0.0);
        part("output.dense.bias", &[h], 0.0);
        part("output.LayerNorm.weight", &[h], 1.0);
        part("output.LayerNorm.bias", &[h], 0.0);
    }
    tensors
}
