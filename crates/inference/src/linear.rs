//! A matrix of weights with its bias, packed once for the inner loops that multiply with it.

#![expect(
    clippy::inline_always,
    reason = "vector instructions reach only what is inlined into the dispatched function"
)]

use std::ops::Range;

use candle_core::Tensor;
use fearless_simd::{Level, Simd, dispatch};
use rayon::prelude::*;

use crate::InferenceError;
use crate::integer::{IntegerWeights, RoundedRows};
use crate::options::Precision;
use crate::tile::{self, COLUMNS, ROWS};

/// Rows one task multiplies at most: a panel stays in the nearest cache while they pass.
const ROWS_PER_TASK: usize = 96;

/// Up to so many rows, a query for example, the threads share the outputs instead of the rows: the work is even, and
/// each reads its part of the weights only.
const FEW_ROWS: usize = 48;

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

impl Weights {
    /// Rows as they are multiplied with integers; nothing where the exact numbers are used.
    fn round(&self, input: &[f32]) -> RoundedRows {
        match self {
            Self::Panels(_) => RoundedRows::default(),
            Self::Integer(weights) => weights.round(input),
        }
    }
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

    /// Multiplies rows of inputs, without the bias. A row has the same output whatever stands around it.
    pub(crate) fn product(&self, input: &[f32]) -> Vec<f32> {
        if input.len() / self.inputs <= FEW_ROWS {
            self.by_outputs(input)
        } else {
            self.by_rows(input)
        }
    }

    /// Each thread computes all outputs of some rows.
    fn by_rows(&self, input: &[f32]) -> Vec<f32> {
        let (rows, outputs) = (input.len() / self.inputs, self.bias.len());
        let share = rows.div_ceil(rayon::current_num_threads());
        let task = share.next_multiple_of(12).min(ROWS_PER_TASK);
        let mut output = vec![0.0; rows * outputs];
        output
            .par_chunks_mut(task * outputs)
            .zip(input.par_chunks(task * self.inputs))
            .for_each(|(output, input)| {
                let rounded = self.weights.round(input);
                self.multiply(input, &rounded, 0..outputs.div_ceil(COLUMNS), output);
            });
        output
    }

    /// Each thread computes some outputs of all rows.
    fn by_outputs(&self, input: &[f32]) -> Vec<f32> {
        let (rows, outputs) = (input.len() / self.inputs, self.bias.len());
        let panels = outputs.div_ceil(COLUMNS);
        let share = panels.div_ceil(rayon::current_num_threads());
        let rounded = self.weights.round(input);
        let parts: Vec<Vec<f32>> = (0..panels.div_ceil(share))
            .into_par_iter()
            .map(|part| {
                let (first, end) = (part * share, ((part + 1) * share).min(panels));
                let width = (end * COLUMNS).min(outputs) - first * COLUMNS;
                let mut output = vec![0.0; rows * width];
                self.multiply(input, &rounded, first..end, &mut output);
                output
            })
            .collect();
        let mut output = Vec::with_capacity(rows * outputs);
        for row in 0..rows {
            for part in &parts {
                let width = part.len() / rows;
                output.extend_from_slice(&part[row * width..][..width]);
            }
        }
        output
    }

    /// Multiplies with these panels; `output` has the columns that they have.
    fn multiply(&self, input: &[f32], rounded: &RoundedRows, panels: Range<usize>, output: &mut [f32]) {
        match &self.weights {
            Weights::Panels(weights) => {
                let size = COLUMNS * self.inputs;
                let weights = &weights[panels.start * size..panels.end * size];
                let level = Level::new();
                dispatch!(level, simd => multiply_exactly(simd, input, self.inputs, weights, output));
            }
            Weights::Integer(weights) => weights.multiply(rounded, panels, output),
        }
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
fn multiply_exactly<S: Simd>(simd: S, input: &[f32], inputs: usize, panels: &[f32], output: &mut [f32]) {
    let outputs = output.len() / (input.len() / inputs);
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

#[cfg(test)]
mod tests {
    use candle_core::Device;

    use super::*;

    /// Numbers between -1 and 1 that look like nothing.
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn numbers(count: usize) -> Vec<f32> {
        (0..count)
            .map(|index| (index * 7919 % 2003) as f32 / 1001.0 - 1.0)
            .collect()
    }

    #[test]
    fn few_rows_and_many_give_the_same_numbers() {
        const INPUTS: usize = 50;
        const OUTPUTS: usize = 110;
        let weights = Tensor::from_vec(numbers(INPUTS * OUTPUTS), (OUTPUTS, INPUTS), &Device::Cpu).unwrap();
        for precision in [Precision::F32, Precision::Quantised] {
            let linear = Linear::new(&weights, vec![0.0; OUTPUTS], precision).unwrap();
            for rows in [1, 5, 15, FEW_ROWS + 1] {
                let input = numbers(rows * INPUTS);
                let (by_outputs, by_rows) = (linear.by_outputs(&input), linear.by_rows(&input));
                assert_eq!(by_outputs, by_rows, "{precision:?}, {rows} rows");
                assert_eq!(by_rows.len(), rows * OUTPUTS);
                assert!(by_rows.iter().any(|value| value.abs() > 0.1));
            }
        }
    }
}
