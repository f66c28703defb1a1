//! The forward pass of a BERT or XLM-RoBERTa encoder over a packed batch: the tokens of all texts
//! stand one behind the other, so nothing is padded; only attention knows where a text ends.

use std::ops::Range;

use candle_core::quantized::{QTensor, ggml_file};
use candle_core::{Device, Tensor};

use crate::InferenceError;
use crate::attention::attend;
use crate::config::EncoderConfig;
use crate::elementwise::{LayerNorm, add_bias_gelu};
use crate::linear::Linear;
use crate::metadata::Pooling;
use crate::options::Precision;
use crate::weights::WeightFile;

/// An encoder with its weights.
pub(crate) struct Network {
    config: EncoderConfig,
    pooling: Pooling,
    words: QTensor,
    positions: Vec<f32>,
    token_type: Vec<f32>,
    norm: LayerNorm,
    layers: Vec<Layer>,
}

struct Layer {
    query_key_value: Linear,
    attention_output: Linear,
    attention_norm: LayerNorm,
    up: Linear,
    down: Linear,
    norm: LayerNorm,
}

impl Network {
    pub(crate) fn load(
        mut file: WeightFile,
        config: EncoderConfig,
        pooling: Pooling,
        precision: Precision,
    ) -> Result<Self, InferenceError> {
        let hidden = config.hidden_size;
        let words = file.blocks("embeddings.word_embeddings.weight", &[config.vocab_size, hidden])?;
        let positions = file.numbers(
            "embeddings.position_embeddings.weight",
            &[config.max_position_embeddings, hidden],
        )?;
        let mut token_type = file.numbers(
            "embeddings.token_type_embeddings.weight",
            &[config.type_vocab_size, hidden],
        )?;
        token_type.truncate(hidden);
        let norm = layer_norm(&mut file, "embeddings.LayerNorm", &config)?;
        let layers = (0..config.num_hidden_layers)
            .map(|layer| Layer::load(&mut file, layer, &config, precision))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            config,
            pooling,
            words,
            positions,
            token_type,
            norm,
            layers,
        })
    }

    /// One vector of length 1 per text. No text may be empty or longer than the model allows.
    pub(crate) fn encode(&self, texts: &[&[u32]]) -> Result<Vec<Vec<f32>>, InferenceError> {
        let mut start = 0;
        let ranges: Vec<Range<usize>> = texts
            .iter()
            .map(|text| {
                let range = start..start + text.len();
                start = range.end;
                range
            })
            .collect();
        let mut hidden = self.embed(texts)?;
        for layer in &self.layers {
            hidden = layer.forward(&hidden, &ranges, self.config.num_attention_heads);
        }
        Ok(ranges.iter().map(|range| self.pool(&hidden, range)).collect())
    }

    pub(crate) fn dimension(&self) -> usize {
        self.config.hidden_size
    }

    fn embed(&self, texts: &[&[u32]]) -> Result<Vec<f32>, InferenceError> {
        let width = self.config.hidden_size;
        let tokens = texts.concat();
        let mut hidden = self.words_of(&tokens)?;
        let first = self.config.first_position();
        let places = texts.iter().flat_map(|text| first..first + text.len());
        for (row, place) in hidden.chunks_exact_mut(width).zip(places) {
            let position = self
                .positions
                .get(place * width..(place + 1) * width)
                .ok_or_else(|| InferenceError::Computation {
                    reason: "a text is longer than the model's positions".to_owned(),
                })?;
            for ((value, position), kind) in row.iter_mut().zip(position).zip(&self.token_type) {
                *value += position + kind;
            }
        }
        self.norm.apply(&mut hidden);
        Ok(hidden)
    }

    /// Unpacks only the rows of the tokens at hand: the whole table would take 400 MB.
    fn words_of(&self, tokens: &[u32]) -> Result<Vec<f32>, InferenceError> {
        let width = self.config.hidden_size;
        let kind = self.words.dtype();
        let row_bytes = width / kind.block_size() * kind.type_size();
        let table = self.words.data().map_err(InferenceError::computation)?;
        let mut rows = Vec::with_capacity(tokens.len() * row_bytes);
        for token in tokens {
            let start = *token as usize * row_bytes;
            let row = table
                .get(start..start + row_bytes)
                .ok_or_else(|| InferenceError::Computation {
                    reason: "the tokenizer knows tokens the model does not".to_owned(),
                })?;
            rows.extend_from_slice(row);
        }
        ggml_file::qtensor_from_ggml(kind, &rows, vec![tokens.len(), width], &Device::Cpu)
            .and_then(|rows| rows.dequantize(&Device::Cpu))
            .and_then(|rows| rows.flatten_all()?.to_vec1())
            .map_err(InferenceError::computation)
    }

    fn pool(&self, hidden: &[f32], range: &Range<usize>) -> Vec<f32> {
        let width = self.config.hidden_size;
        let rows = &hidden[range.start * width..range.end * width];
        let mut vector = vec![0.0_f32; width];
        match self.pooling {
            Pooling::Mean => {
                for row in rows.chunks_exact(width) {
                    vector.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
                }
            }
            Pooling::FirstToken => vector.copy_from_slice(&rows[..width]),
        }
        let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
        for value in &mut vector {
            *value /= length.max(f32::MIN_POSITIVE);
        }
        vector
    }
}

impl Layer {
    fn load(
        file: &mut WeightFile,
        layer: usize,
        config: &EncoderConfig,
        precision: Precision,
    ) -> Result<Self, InferenceError> {
        let (hidden, inner) = (config.hidden_size, config.intermediate_size);
        let name = |part: &str| format!("encoder.layer.{layer}.{part}");
        let mut parts = Vec::new();
        let mut bias = Vec::new();
        for part in ["query", "key", "value"] {
            let part = name(&format!("attention.self.{part}"));
            parts.push(file.plain(&format!("{part}.weight"), &[hidden, hidden])?);
            bias.extend(file.numbers(&format!("{part}.bias"), &[hidden])?);
        }
        let together = Tensor::cat(&parts, 0).map_err(InferenceError::computation)?;
        Ok(Self {
            query_key_value: Linear::new(&together, bias, precision)?,
            attention_output: linear(file, &name("attention.output.dense"), (hidden, hidden), precision)?,
            attention_norm: layer_norm(file, &name("attention.output.LayerNorm"), config)?,
            up: linear(file, &name("intermediate.dense"), (inner, hidden), precision)?,
            down: linear(file, &name("output.dense"), (hidden, inner), precision)?,
            norm: layer_norm(file, &name("output.LayerNorm"), config)?,
        })
    }

    fn forward(&self, hidden: &[f32], ranges: &[Range<usize>], heads: usize) -> Vec<f32> {
        let projected = self.query_key_value.product(hidden);
        let context = attend(&projected, self.query_key_value.bias(), ranges, heads);
        let mut attended = self.attention_output.product(&context);
        self.attention_norm
            .apply_sum(&mut attended, self.attention_output.bias(), hidden);
        let mut inner = self.up.product(&attended);
        add_bias_gelu(&mut inner, self.up.bias());
        let mut output = self.down.product(&inner);
        self.norm.apply_sum(&mut output, self.down.bias(), &attended);
        output
    }
}

fn linear(
    file: &mut WeightFile,
    name: &str,
    (outputs, inputs): (usize, usize),
    precision: Precision,
) -> Result<Linear, InferenceError> {
    let weights = file.plain(&format!("{name}.weight"), &[outputs, inputs])?;
    let bias = file.numbers(&format!("{name}.bias"), &[outputs])?;
    Linear::new(&weights, bias, precision)
}

fn layer_norm(
    file: &mut WeightFile,
    name: &str,
    config: &EncoderConfig,
) -> Result<LayerNorm, InferenceError> {
    let width = [config.hidden_size];
    Ok(LayerNorm {
        scale: file.numbers(&format!("{name}.weight"), &width)?,
        shift: file.numbers(&format!("{name}.bias"), &width)?,
        epsilon: config.layer_norm_eps,
    })
}
