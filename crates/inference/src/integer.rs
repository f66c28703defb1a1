//! Weights as 8-bit integers, multiplied with rows that are rounded to 8 bits on the way.
//!
//! Every 32 inputs share a scale, of the weights per output and of the row. The products use the
//! processor's 8-bit dot product (AVX-512 VNNI); elsewhere there is nothing to gain and
//! [`IntegerWeights::pack`] declines.

#![cfg_attr(
    target_arch = "x86_64",
    expect(
        clippy::inline_always,
        reason = "vector instructions reach only what is inlined into the dispatched function"
    )
)]

use std::ops::Range;

/// Inputs that share a scale.
const BLOCK: usize = 32;
/// Outputs worked on at once: two registers.
const COLUMNS: usize = 32;
/// Rows worked on at once.
#[cfg(target_arch = "x86_64")]
const ROWS: usize = 4;
/// Four inputs go into one 32-bit lane.
const LANES: usize = BLOCK / 4;
/// Weights are stored as unsigned numbers around this zero.
const ZERO: f32 = 128.0;

/// Weights of one matrix, packed in panels of [`COLUMNS`] outputs.
#[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "x86 only"))]
pub(crate) struct IntegerWeights {
    /// Per panel, block and lane: four inputs of each of the outputs.
    lanes: Vec<i32>,
    /// Per panel and block: the scale of each of the outputs.
    scales: Vec<f32>,
    inputs: usize,
}

/// Rows of inputs rounded to 8 bits.
#[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "x86 only"))]
#[derive(Default)]
pub(crate) struct RoundedRows {
    lanes: Vec<i32>,
    /// Step of each block, and what the zero of the weights adds to its sum.
    steps: Vec<(f32, i32)>,
    blocks: usize,
}

impl IntegerWeights {
    /// From rows of weights; nothing on a processor without 8-bit dot products.
    pub(crate) fn pack(values: &[f32], inputs: usize) -> Option<Self> {
        #[cfg(target_arch = "x86_64")]
        if fearless_simd::Level::new().as_avx512().is_some() {
            return Some(Self::packed(values, inputs));
        }
        let _ = (values, inputs);
        None
    }

    #[cfg(target_arch = "x86_64")]
    fn packed(values: &[f32], inputs: usize) -> Self {
        let blocks = inputs.div_ceil(BLOCK);
        let panels = (values.len() / inputs).div_ceil(COLUMNS);
        let neutral = i32::from_le_bytes([128; 4]);
        let mut lanes = vec![neutral; panels * blocks * LANES * COLUMNS];
        let mut scales = vec![0.0; panels * blocks * COLUMNS];
        for (output, row) in values.chunks_exact(inputs).enumerate() {
            let (panel, column) = (output / COLUMNS, output % COLUMNS);
            for (block, values) in row.chunks(BLOCK).enumerate() {
                let place = panel * blocks + block;
                let (scale, inverse) = scale(values);
                scales[place * COLUMNS + column] = scale;
                for (lane, values) in values.chunks(4).enumerate() {
                    let mut bytes = [128_u8; 4];
                    for (byte, value) in bytes.iter_mut().zip(values) {
                        *byte = unsigned(value * inverse);
                    }
                    lanes[(place * LANES + lane) * COLUMNS + column] = i32::from_le_bytes(bytes);
                }
            }
        }
        Self {
            lanes,
            scales,
            inputs,
        }
    }

    /// Rounds rows of inputs for [`IntegerWeights::multiply`].
    pub(crate) fn round(&self, input: &[f32]) -> RoundedRows {
        #[cfg(target_arch = "x86_64")]
        if let Some(avx512) = fearless_simd::Level::new().as_avx512() {
            return x86::rounded(avx512, input, self.inputs);
        }
        // `pack` gives nothing on such a processor, so there is nothing to multiply with.
        let _ = input;
        RoundedRows::default()
    }

    /// Multiplies rows with these panels; `output` has the columns that they have.
    pub(crate) fn multiply(&self, rows: &RoundedRows, panels: Range<usize>, output: &mut [f32]) {
        #[cfg(target_arch = "x86_64")]
        if let Some(avx512) = fearless_simd::Level::new().as_avx512() {
            let size = rows.blocks * COLUMNS;
            let scales = &self.scales[panels.start * size..panels.end * size];
            let lanes = &self.lanes[panels.start * size * LANES..panels.end * size * LANES];
            x86::multiply(avx512, rows, lanes, scales, output);
            return;
        }
        let _ = (rows, panels, output);
    }
}

/// The step of one block, and how many steps make 1.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn scale(values: &[f32]) -> (f32, f32) {
    // In lanes, which the compiler keeps in a register.
    let mut lanes = [0.0_f32; 16];
    for values in values.chunks(16) {
        for (lane, value) in lanes.iter_mut().zip(values) {
            let value = value.abs();
            *lane = if value > *lane { value } else { *lane };
        }
    }
    let mut highest = 0.0_f32;
    for lane in lanes {
        highest = if lane > highest { lane } else { highest };
    }
    let inverse = if highest > 0.0 { 127.0 / highest } else { 0.0 };
    (highest / 127.0, inverse)
}

#[cfg(target_arch = "x86_64")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "scaled to 1..=255 before"
)]
fn unsigned(steps: f32) -> u8 {
    (steps.round() + ZERO) as u8
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! The part that needs the instructions of AVX-512.

    use std::arch::x86_64::{_mm512_cvtepi32_ps, _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_mul_ps};

    use fearless_simd::prelude::*;
    use fearless_simd::{f32x16, i32x16};

    use super::{BLOCK, COLUMNS, LANES, ROWS, RoundedRows};

    const EMPTY: [i32; LANES] = [0; LANES];

    fearless_simd::kernel!(
        pub(super) fn rounded(avx512: Avx512, input: &[f32], inputs: usize) -> RoundedRows {
            let _ = avx512;
            let blocks = inputs.div_ceil(BLOCK);
            let rows = input.len() / inputs;
            let mut lanes = vec![0_i32; rows * blocks * LANES];
            let mut steps = vec![(0.0_f32, 0_i32); rows * blocks];
            let places = lanes
                .chunks_exact_mut(blocks * LANES)
                .zip(steps.chunks_exact_mut(blocks));
            for (row, (lanes, steps)) in input.chunks_exact(inputs).zip(places) {
                let places = lanes.chunks_exact_mut(LANES).zip(steps.iter_mut());
                for (values, (lanes, place)) in row.chunks(BLOCK).zip(places) {
                    let mut whole = [0.0_f32; BLOCK];
                    whole[..values.len()].copy_from_slice(values);
                    let (step, inverse) = super::scale(&whole);
                    let mut sum = 0;
                    let mut rounded = [0_i32; BLOCK];
                    for (number, value) in rounded.iter_mut().zip(&whole) {
                        *number = signed(value * inverse);
                        sum += *number;
                    }
                    *place = (step, -128 * sum);
                    for (lane, four) in lanes.iter_mut().zip(rounded.chunks_exact(4)) {
                        *lane =
                            (four[0] & 255) | (four[1] & 255) << 8 | (four[2] & 255) << 16 | four[3] << 24;
                    }
                }
            }
            RoundedRows { lanes, steps, blocks }
        }
    );

    #[inline(always)]
    fn signed(steps: f32) -> i32 {
        // Rounds without a call: the sum leaves the whole number in the lowest bits.
        const ROUND: f32 = 12_582_912.0;
        (steps + ROUND).to_bits().cast_signed() - ROUND.to_bits().cast_signed()
    }

    fearless_simd::kernel!(
        pub(super) fn multiply(
            avx512: Avx512,
            rows: &RoundedRows,
            lanes: &[i32],
            scales: &[f32],
            output: &mut [f32],
        ) {
            let blocks = rows.blocks;
            let count = rows.steps.len() / blocks;
            let outputs = output.len() / count;
            let panels = lanes
                .chunks_exact(blocks * LANES * COLUMNS)
                .zip(scales.chunks_exact(blocks * COLUMNS));
            for (panel, (panel_lanes, panel_scales)) in panels.enumerate() {
                let columns = panel * COLUMNS..((panel + 1) * COLUMNS).min(outputs);
                for (group, out) in output.chunks_mut(ROWS * outputs).enumerate() {
                    // Loops instead of closures: only the body of the kernel itself is compiled for
                    // these instructions.
                    let mut line = [0_usize; ROWS];
                    for (row, line) in line.iter_mut().enumerate() {
                        *line = (group * ROWS + row).min(count - 1) * blocks;
                    }
                    let zero = f32x16::splat(avx512, 0.0);
                    let mut sums = [[zero; 2]; ROWS];
                    for block in 0..blocks {
                        let start = i32x16::splat(avx512, 0).into();
                        let mut whole = [[start; 2]; ROWS];
                        let mut values = [&EMPTY[..]; ROWS];
                        let mut steps = [0.0_f32; ROWS];
                        for row in 0..ROWS {
                            let at = line[row] + block;
                            let (step, start) = rows.steps[at];
                            steps[row] = step;
                            whole[row] = [i32x16::splat(avx512, start).into(); 2];
                            values[row] = &rows.lanes[at * LANES..][..LANES];
                        }
                        let block_lanes = &panel_lanes[block * LANES * COLUMNS..][..LANES * COLUMNS];
                        for (lane, weights) in block_lanes.chunks_exact(COLUMNS).enumerate() {
                            let left = i32x16::from_slice(avx512, &weights[..16]).into();
                            let right = i32x16::from_slice(avx512, &weights[16..]).into();
                            for (sum, values) in whole.iter_mut().zip(&values) {
                                let value = i32x16::splat(avx512, values[lane]).into();
                                sum[0] = _mm512_dpbusd_epi32(sum[0], left, value);
                                sum[1] = _mm512_dpbusd_epi32(sum[1], right, value);
                            }
                        }
                        let scales = &panel_scales[block * COLUMNS..][..COLUMNS];
                        let left = f32x16::from_slice(avx512, &scales[..16]).into();
                        let right = f32x16::from_slice(avx512, &scales[16..]).into();
                        for ((sum, whole), step) in sums.iter_mut().zip(whole).zip(steps) {
                            let step = f32x16::splat(avx512, step).into();
                            let first = _mm512_mul_ps(_mm512_cvtepi32_ps(whole[0]), step);
                            let second = _mm512_mul_ps(_mm512_cvtepi32_ps(whole[1]), step);
                            sum[0] = _mm512_fmadd_ps(first, left, sum[0].into()).simd_into(avx512);
                            sum[1] = _mm512_fmadd_ps(second, right, sum[1].into()).simd_into(avx512);
                        }
                    }
                    for (sum, out) in sums.into_iter().zip(out.chunks_exact_mut(outputs)) {
                        crate::tile::store(sum, &mut out[columns.clone()]);
                    }
                }
            }
        }
    );
}
