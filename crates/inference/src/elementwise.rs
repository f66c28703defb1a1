//! The steps between the matrix products: bias with GELU, and residual with layer normalisation.

use rayon::prelude::*;

/// Layer normalisation with its learned scale and shift.
pub(crate) struct LayerNorm {
    pub(crate) scale: Vec<f32>,
    pub(crate) shift: Vec<f32>,
    pub(crate) epsilon: f64,
}

impl LayerNorm {
    /// Normalises each row.
    pub(crate) fn apply(&self, values: &mut [f32]) {
        values
            .par_chunks_mut(self.scale.len())
            .for_each(|row| self.normalise(row));
    }

    /// Adds bias and residual to each row, then normalises it.
    pub(crate) fn apply_sum(&self, values: &mut [f32], bias: &[f32], residual: &[f32]) {
        let width = self.scale.len();
        values
            .par_chunks_mut(width)
            .zip(residual.par_chunks(width))
            .for_each(|(row, residual)| {
                for ((value, bias), residual) in row.iter_mut().zip(bias).zip(residual) {
                    *value += bias + residual;
                }
                self.normalise(row);
            });
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a row has a few thousand values"
    )]
    fn normalise(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = row.iter().sum::<f32>() / count;
        let variance = row.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / count;
        let factor = 1.0 / (variance + self.epsilon as f32).sqrt();
        for ((value, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
            *value = (*value - mean) * factor * scale + shift;
        }
    }
}

/// Adds the bias to each row and applies GELU in its exact form, with the error function.
pub(crate) fn add_bias_gelu(values: &mut [f32], bias: &[f32]) {
    values.par_chunks_mut(bias.len()).for_each(|row| {
        for (value, bias) in row.iter_mut().zip(bias) {
            *value = gelu(*value + bias);
        }
    });
}

fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// Abramowitz and Stegun 7.1.26, off by at most 1.5e-7.
fn erf(x: f32) -> f32 {
    let positive = x.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * positive);
    let polynomial = t
        * (0.254_829_592
            + t * (-0.284_496_736
                + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    (1.0 - polynomial * (-positive * positive).exp()).copysign(x)
}
