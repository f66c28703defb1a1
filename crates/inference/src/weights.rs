//! Opens a weight file (GGUF or safetensors) and hands out its tensors under one set of names.

use std::collections::HashMap;
use std::io::BufReader;
use std::path::Path;

use candle_core::quantized::{GgmlDType, QTensor, gguf_file};
use candle_core::{DType, Device, Tensor};

use crate::InferenceError;

/// The tensors of a model that were not taken yet.
pub(crate) struct WeightFile {
    tensors: HashMap<String, Stored>,
    file: String,
}

enum Stored {
    Blocks(QTensor),
    Plain(Tensor),
}

impl WeightFile {
    pub(crate) fn open(path: &Path) -> Result<Self, InferenceError> {
        let tensors = if path.extension().is_some_and(|end| end == "gguf") {
            open_gguf(path)
        } else {
            candle_core::safetensors::load(path, &Device::Cpu).map(|tensors| {
                tensors
                    .into_iter()
                    .map(|(name, tensor)| (plain_name(&name), Stored::Plain(tensor)))
                    .collect()
            })
        };
        Ok(Self {
            tensors: tensors.map_err(|error| InferenceError::malformed(path, error))?,
            file: path.display().to_string(),
        })
    }

    /// Takes a tensor as 32-bit numbers and checks its shape.
    pub(crate) fn plain(&mut self, name: &str, shape: &[usize]) -> Result<Tensor, InferenceError> {
        let tensor = match self.take(name)? {
            Stored::Blocks(blocks) => blocks.dequantize(&Device::Cpu),
            Stored::Plain(tensor) => tensor.to_dtype(DType::F32),
        }
        .map_err(InferenceError::computation)?;
        self.check_shape(name, tensor.dims(), shape)?;
        Ok(tensor)
    }

    /// Takes a tensor as a list of 32-bit numbers.
    pub(crate) fn numbers(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>, InferenceError> {
        self.plain(name, shape)?
            .flatten_all()
            .and_then(|tensor| tensor.to_vec1())
            .map_err(InferenceError::computation)
    }

    /// Takes a matrix in blocks: as stored, or half precision where the file has plain numbers.
    pub(crate) fn blocks(&mut self, name: &str, shape: &[usize]) -> Result<QTensor, InferenceError> {
        let blocks = match self.take(name)? {
            Stored::Blocks(blocks) => blocks,
            Stored::Plain(tensor) => tensor
                .to_dtype(DType::F32)
                .and_then(|tensor| QTensor::quantize(&tensor, GgmlDType::F16))
                .map_err(InferenceError::computation)?,
        };
        self.check_shape(name, blocks.shape().dims(), shape)?;
        Ok(blocks)
    }

    fn take(&mut self, name: &str) -> Result<Stored, InferenceError> {
        self.tensors
            .remove(name)
            .ok_or_else(|| InferenceError::Malformed {
                file: self.file.clone(),
                reason: format!("it has no tensor {name}"),
            })
    }

    fn check_shape(&self, name: &str, found: &[usize], expected: &[usize]) -> Result<(), InferenceError> {
        if found == expected {
            return Ok(());
        }
        Err(InferenceError::Malformed {
            file: self.file.clone(),
            reason: format!("{name} has shape {found:?}, config.json promises {expected:?}"),
        })
    }
}

fn open_gguf(path: &Path) -> candle_core::Result<HashMap<String, Stored>> {
    let file = fs_err::File::open(path)?;
    let mut reader = BufReader::with_capacity(1 << 20, file);
    let content = gguf_file::Content::read(&mut reader)?;
    // In the order of the file, so that it is read once from front to back.
    let mut names: Vec<(&String, u64)> = content
        .tensor_infos
        .iter()
        .map(|(name, info)| (name, info.offset))
        .collect();
    names.sort_by_key(|(_, offset)| *offset);
    names
        .into_iter()
        .map(|(name, _)| {
            let tensor = content.tensor(&mut reader, name, &Device::Cpu)?;
            Ok((plain_name(name), Stored::Blocks(tensor)))
        })
        .collect()
}

/// Published files put the name of the architecture before some names.
fn plain_name(name: &str) -> String {
    ["bert.", "roberta.", "model."]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name)
        .to_owned()
}
