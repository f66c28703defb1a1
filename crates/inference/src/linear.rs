//! A matrix of weights with its bias, packed once for the inner loops that multiply with it.

#![expect(
    clippy::inline_always,
    reason = "vector instructions reach only what is inlined into the dispatched function"
)]

use candle_core::Tensor;
use fearless_simd::{Level, Simd, dispatch};
use rayon::prelude::*;

use crate::InferenceError;
use crate::integer::IntegerWeights;
use crate::options::Precision;
use crate::tile::{self, COLUMNS, ROWS};

/// Rows one task multiplies at most: a panel stays in the nearest cache while they pass.
const ROWS_PER_TASK: usize = 96;

/// `output = input * weights^T + bias`.
pub(crate) struct Linear {
    weights: Weights,
    bias: Vec<f32>,
    inputs: usize,
}

enum Weights {
    /// Panels of [`COLUMNS`] outputs, one line of them per input.
    Panels(Vec<f32>),
    Integer(IntegerWeights),
}

impl Linear {
    /// From weights with one row per output.
    pub(crate) fn new(
        weights: &Tensor,
        bias: Vec<f32>,
        precision: Precision,
    ) -> Result<Self, InferenceError> {
        let (_, inputs) = weights.dims2().map_err(InferenceError::computation)?;
        let values: Vec<f32> = weights
            .flatten_all()
            .and_then(|weights| weights.to_vec1())
            .map_err(InferenceError::computation)?;
        let integer = match precision {
            Precision::F32 => None,
            // Without 8-bit vector products the exact path is the faster one, too.
            Precision::Auto | Precision::Quantised => IntegerWeights::pack(&values, inputs),
        };
        let weights = integer.map_or_else(|| Weights::Panels(panels(&values, inputs)), Weights::Integer);
        Ok(Self {
            weights,
            bias,
            inputs,
        })
    }

    /// Multiplies rows of inputs, without the bias.
    pub(crate) fn product(&self, input: &[f32]) -> Vec<f32> {
        let (inputs, outputs) = (self.inputs, self.bias.len());
        let rows = input.len() / inputs;
        let share = rows.div_ceil(rayon::current_num_threads());
        let task = share.next_multiple_of(12).min(ROWS_PER_TASK);
        let level = Level::new();
        let mut output = vec![0.0; rows * outputs];
        output
            .par_chunks_mut(task * outputs)
            .zip(input.par_chunks(task * inputs))
            .for_each(|(output, input)| match &self.weights {
                Weights::Panels(panels) => {
                    dispatch!(level, simd => multiply(simd, input, inputs, panels, output, outputs));
                }
                Weights::Integer(weights) => weights.multiply(input, output, outputs),
            });
        output
    }

    pub(crate) fn bias(&self) -> &[f32] {
        &self.bias
    }
}

/// Reorders rows of weights into panels; missing columns of the last one are 0.
fn panels(values: &[f32], inputs: usize) -> Vec<f32> {
    let outputs = values.len() / inputs;
    let mut packed = vec![0.0; outputs.div_ceil(COLUMNS) * COLUMNS * inputs];
    for (panel, rows) in packed
        .chunks_exact_mut(COLUMNS * inputs)
        .zip(values.chunks(COLUMNS * inputs))
    {
        for (column, row) in rows.chunks_exact(inputs).enumerate() {
            for (step, value) in row.iter().enumerate() {
                panel[step * COLUMNS + column] = *value;
            }
        }
    }
    packed
}

#[inline(always)]
fn multiply<S: Simd>(
    simd: S,
    input: &[f32],
    inputs: usize,
    panels: &[f32],
    output: &mut [f32],
    outputs: usize,
) {
    for (index, panel) in panels.chunks_exact(COLUMNS * inputs).enumerate() {
        let columns = index * COLUMNS..((index + 1) * COLUMNS).min(outputs);
        for (rows, out) in input.chunks(ROWS * inputs).zip(output.chunks_mut(ROWS * outputs)) {
            let sums = tile::product(simd, rows, inputs, inputs, panel);
            for (sum, out) in sums.into_iter().zip(out.chunks_exact_mut(outputs)) {
                tile::store(sum, &mut out[columns.clone()]);
            }
        }
    }
}
