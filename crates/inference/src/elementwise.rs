//! The steps between the matrix products: bias with GELU, and residual with layer normalisation.

#![expect(
    clippy::inline_always,
    reason = "vector instructions reach only what is inlined into the dispatched function"
)]

use fearless_simd::{Level, Simd, dispatch};
use rayon::prelude::*;

use crate::tile::exponential;

/// Rows per task: enough that handing them out does not show.
const ROWS_PER_TASK: usize = 16;

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
        let level = Level::new();
        values
            .par_chunks_mut(width * ROWS_PER_TASK)
            .zip(residual.par_chunks(width * ROWS_PER_TASK))
            .for_each(|(rows, residual)| dispatch!(level, simd => self.rows(simd, rows, bias, residual)));
    }

    #[inline(always)]
    fn rows<S: Simd>(&self, _simd: S, rows: &mut [f32], bias: &[f32], residual: &[f32]) {
        let width = self.scale.len();
        for (row, residual) in rows.chunks_exact_mut(width).zip(residual.chunks_exact(width)) {
            for ((value, bias), residual) in row.iter_mut().zip(bias).zip(residual) {
                *value += bias + residual;
            }
            self.normalise(row);
        }
    }

    #[inline(always)]
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a row has a few thousand values"
    )]
    fn normalise(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = sum(row, |x| x) / count;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / count;
        let factor = 1.0 / (variance + self.epsilon as f32).sqrt();
        for ((value, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
            *value = (*value - mean) * factor * scale + shift;
        }
    }
}

/// Adds the bias to each row and applies GELU in its exact form, with the error function.
pub(crate) fn add_bias_gelu(values: &mut [f32], bias: &[f32]) {
    let level = Level::new();
    values
        .par_chunks_mut(bias.len() * ROWS_PER_TASK)
        .for_each(|rows| dispatch!(level, simd => rows_gelu(simd, rows, bias)));
}

#[inline(always)]
fn rows_gelu<S: Simd>(_simd: S, rows: &mut [f32], bias: &[f32]) {
    for row in rows.chunks_exact_mut(bias.len()) {
        for (value, bias) in row.iter_mut().zip(bias) {
            *value = gelu(*value + bias);
        }
    }
}

#[inline(always)]
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + error_function(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// Abramowitz and Stegun 7.1.26, off by at most 1.5e-7.
#[inline(always)]
fn error_function(x: f32) -> f32 {
    let positive = x.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * positive);
    let polynomial =
        t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    (1.0 - polynomial * exponential(-positive * positive)).copysign(x)
}

/// Sums in sixteen lanes, which the compiler may keep in one register.
#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0_f32; 16];
    let chunks = values.chunks_exact(16);
    let rest: f32 = chunks.remainder().iter().map(|x| of(*x)).sum();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += of(*value);
        }
    }
    lanes.iter().sum::<f32>() + rest
}
