//! The weights of a head: one number for each pair of feature and label, and one for each label.

use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};

use super::{HeadError, WEIGHTS};

/// Weights of a linear classifier.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadWeights {
    /// One row for each feature, one column for each label.
    pub(crate) weight: Vec<f32>,
    /// One for each label.
    pub(crate) bias: Vec<f32>,
}

impl HeadWeights {
    /// Nothing learned: every label is as likely as the others.
    pub fn zero(features: usize, labels: usize) -> Self {
        Self {
            weight: vec![0.0; features * labels],
            bias: vec![0.0; labels],
        }
    }

    /// Makes a label likelier by as much, whatever the features are.
    pub fn prefer(&mut self, label: usize, by: f32) {
        if let Some(bias) = self.bias.get_mut(label) {
            *bias += by;
        }
    }

    /// How many labels.
    pub fn labels(&self) -> usize {
        self.bias.len()
    }

    /// How many features.
    pub fn features(&self) -> usize {
        self.weight.len().checked_div(self.labels()).unwrap_or(0)
    }

    /// One number for each label: the larger, the likelier. Features beyond those of the head are not looked at.
    pub fn logits(&self, features: &[f32]) -> Vec<f32> {
        let mut logits = self.bias.clone();
        // By features, so that the inner loop runs over neighbours and can be vectorised without changing an order.
        for (value, row) in features
            .iter()
            .zip(self.weight.chunks_exact(self.labels().max(1)))
        {
            for (logit, weight) in logits.iter_mut().zip(row) {
                *logit += value * weight;
            }
        }
        logits
    }

    pub(super) fn to_bytes(&self) -> Result<Vec<u8>, HeadError> {
        let bytes =
            |numbers: &[f32]| -> Vec<u8> { numbers.iter().flat_map(|number| number.to_le_bytes()).collect() };
        let (weight, bias) = (bytes(&self.weight), bytes(&self.bias));
        let shape = vec![self.features(), self.labels()];
        let tensors = [
            ("weight", TensorView::new(Dtype::F32, shape, &weight)),
            ("bias", TensorView::new(Dtype::F32, vec![self.labels()], &bias)),
        ];
        let broken = |error: safetensors::SafeTensorError| HeadError::malformed(WEIGHTS, error);
        let mut views = Vec::new();
        for (name, view) in tensors {
            views.push((name, view.map_err(broken)?));
        }
        safetensors::serialize(views, None).map_err(broken)
    }

    pub(super) fn of_bytes(bytes: &[u8], features: usize, labels: usize) -> Result<Self, HeadError> {
        let file = SafeTensors::deserialize(bytes).map_err(|error| HeadError::malformed(WEIGHTS, error))?;
        Ok(Self {
            weight: numbers(&file, "weight", &[features, labels])?,
            bias: numbers(&file, "bias", &[labels])?,
        })
    }
}

fn numbers(file: &SafeTensors<'_>, name: &str, shape: &[usize]) -> Result<Vec<f32>, HeadError> {
    let tensor = file
        .tensor(name)
        .map_err(|error| HeadError::malformed(WEIGHTS, error))?;
    if tensor.dtype() != Dtype::F32 || tensor.shape() != shape {
        return Err(HeadError::malformed(
            WEIGHTS,
            format!(
                "`{name}` has shape {:?} of {:?}, head.json promises {shape:?} of F32",
                tensor.shape(),
                tensor.dtype()
            ),
        ));
    }
    let values: Vec<f32> = tensor
        .data()
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
        .collect();
    if values.iter().all(|value| value.is_finite()) {
        return Ok(values);
    }
    Err(HeadError::malformed(
        WEIGHTS,
        format!("`{name}` holds what is no number"),
    ))
}
