//! The inner loop of every product of 32-bit numbers: a few rows times a panel of 32 columns.

#![expect(
    clippy::inline_always,
    reason = "vector instructions reach only what is inlined into the dispatched function"
)]

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x16};

/// Columns of a panel: two of the widest registers.
pub(crate) const COLUMNS: usize = 32;
/// Rows worked on at once; with two registers each they hide the latency of multiply-add.
pub(crate) const ROWS: usize = 6;

/// Products of [`ROWS`] rows with one panel, which holds [`COLUMNS`] numbers per step.
///
/// `rows` stand `stride` apart; where fewer are left, the last one is computed again and dropped.
#[inline(always)]
pub(crate) fn product<S: Simd>(
    simd: S,
    rows: &[f32],
    stride: usize,
    steps: usize,
    panel: &[f32],
) -> [[f32x16<S>; 2]; ROWS] {
    let count = rows.len().div_ceil(stride);
    let row = |index: usize| &rows[index.min(count - 1) * stride..][..steps];
    let lines: [&[f32]; ROWS] = std::array::from_fn(row);
    let mut sums = [[f32x16::splat(simd, 0.0); 2]; ROWS];
    for (step, weights) in panel.chunks_exact(COLUMNS).take(steps).enumerate() {
        let left = f32x16::from_slice(simd, &weights[..16]);
        let right = f32x16::from_slice(simd, &weights[16..]);
        for (sum, line) in sums.iter_mut().zip(&lines) {
            let value = f32x16::splat(simd, line[step]);
            sum[0] = value.mul_add(left, sum[0]);
            sum[1] = value.mul_add(right, sum[1]);
        }
    }
    sums
}

/// Writes the two registers of one row to at most [`COLUMNS`] places.
#[inline(always)]
pub(crate) fn store<S: Simd>(sums: [f32x16<S>; 2], out: &mut [f32]) {
    if out.len() == COLUMNS {
        sums[0].store_slice(&mut out[..16]);
        sums[1].store_slice(&mut out[16..]);
    } else {
        let mut whole = [0.0; COLUMNS];
        sums[0].store_slice(&mut whole[..16]);
        sums[1].store_slice(&mut whole[16..]);
        let length = out.len();
        out.copy_from_slice(&whole[..length]);
    }
}

/// The exponential for arguments up to 0, off by at most 2e-7 of its value; written so that the
/// compiler turns it into vector instructions.
#[inline(always)]
pub(crate) fn exponential(x: f32) -> f32 {
    /// Adding this leaves the nearest whole number in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let x = if x > -87.0 { x } else { -87.0 };
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let whole = rounded - ROUND;
    let rest = (x - whole * 0.693_145_75) - whole * 1.428_606_8e-6;
    let polynomial = 1.0
        + rest
            * (1.0
                + rest
                    * (0.5
                        + rest
                            * (0.166_666_55
                                + rest * (0.041_665_795 + rest * (0.008_333_452 + rest * 0.001_392)))));
    let power = f32::from_bits((rounded.to_bits() << 23).wrapping_add(0x3f80_0000));
    polynomial * power
}
