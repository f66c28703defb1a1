//! A matrix of weights with its bias, multiplied from the right.

use candle_core::{Device, Tensor};

use crate::InferenceError;

/// `output = input * weights^T + bias`.
pub(crate) struct Linear {
    weights: Tensor,
    bias: Vec<f32>,
    outputs: usize,
    inputs: usize,
}

impl Linear {
    /// From weights with one row per output.
    pub(crate) fn new(weights: &Tensor, bias: Vec<f32>) -> Result<Self, InferenceError> {
        let (outputs, inputs) = weights.dims2().map_err(InferenceError::computation)?;
        let weights = weights.t().map_err(InferenceError::computation)?;
        Ok(Self {
            weights,
            bias,
            outputs,
            inputs,
        })
    }

    /// Multiplies rows of inputs, without the bias.
    pub(crate) fn product(&self, input: &[f32]) -> Result<Vec<f32>, InferenceError> {
        let rows = input.len() / self.inputs;
        Tensor::from_slice(input, (rows, self.inputs), &Device::Cpu)
            .and_then(|input| input.matmul(&self.weights))
            .and_then(|output| output.flatten_all()?.to_vec1())
            .map_err(InferenceError::computation)
    }

    pub(crate) fn bias(&self) -> &[f32] {
        &self.bias
    }

    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }
}
