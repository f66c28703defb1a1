//! Attention over a packed batch: every token looks at the tokens of its own text, so no mask is
//! needed.

#![expect(
    clippy::inline_always,
    reason = "vector instructions reach only what is inlined into the dispatched function"
)]

use std::ops::Range;

use fearless_simd::{Level, Simd, dispatch};
use rayon::prelude::*;

use crate::tile::{self, COLUMNS, ROWS};

/// Context of every token, from rows of query, key and value side by side.
pub(crate) fn attend(projected: &[f32], bias: &[f32], ranges: &[Range<usize>], heads: usize) -> Vec<f32> {
    let hidden = bias.len() / 3;
    let size = hidden / heads;
    let tokens = ranges.last().map_or(0, |range| range.end);
    let tasks: Vec<(&Range<usize>, usize)> = ranges
        .iter()
        .flat_map(|range| (0..heads).map(move |head| (range, head)))
        .collect();
    let level = Level::new();
    let parts: Vec<Vec<f32>> = tasks
        .par_iter()
        .map(|(range, head)| {
            let head = Head {
                projected,
                bias,
                rows: range,
                first: head * size,
                size,
            };
            dispatch!(level, simd => head.context(simd))
        })
        .collect();
    let mut context = vec![0.0; tokens * hidden];
    for ((range, head), part) in tasks.iter().zip(&parts) {
        for (row, values) in (range.start..range.end).zip(part.chunks_exact(size)) {
            let start = row * hidden + head * size;
            context[start..start + size].copy_from_slice(values);
        }
    }
    context
}

/// One head of one text.
struct Head<'batch> {
    projected: &'batch [f32],
    bias: &'batch [f32],
    rows: &'batch Range<usize>,
    first: usize,
    size: usize,
}

impl Head<'_> {
    #[inline(always)]
    fn context<S: Simd>(&self, simd: S) -> Vec<f32> {
        let (tokens, size) = (self.rows.len(), self.size);
        let width = tokens.next_multiple_of(COLUMNS);
        let query = self.query();
        let keys = self.keys();
        let values = self.values();
        let mut context = vec![0.0; tokens * size];
        let mut scores = vec![0.0; ROWS * width];
        for (query, context) in query.chunks(ROWS * size).zip(context.chunks_mut(ROWS * size)) {
            for (panel, keys) in keys.chunks_exact(size * COLUMNS).enumerate() {
                let sums = tile::product(simd, query, size, size, keys);
                for (sum, scores) in sums.into_iter().zip(scores.chunks_exact_mut(width)) {
                    tile::store(sum, &mut scores[panel * COLUMNS..(panel + 1) * COLUMNS]);
                }
            }
            for scores in scores.chunks_exact_mut(width) {
                soft_maximum(&mut scores[..tokens]);
            }
            for (panel, values) in values.chunks_exact(tokens * COLUMNS).enumerate() {
                let columns = panel * COLUMNS..((panel + 1) * COLUMNS).min(size);
                let sums = tile::product(simd, &scores, width, tokens, values);
                for (sum, context) in sums.into_iter().zip(context.chunks_exact_mut(size)) {
                    tile::store(sum, &mut context[columns.clone()]);
                }
            }
        }
        context
    }

    /// Rows of the query, already divided by the root of the head's size.
    #[inline(always)]
    #[expect(clippy::cast_precision_loss, reason = "the size of a head is small")]
    fn query(&self) -> Vec<f32> {
        let factor = 1.0 / (self.size as f32).sqrt();
        self.part(0).map(|(_, _, value)| value * factor).collect()
    }

    /// Panels of keys: one line per number of the head, one column per token.
    #[inline(always)]
    fn keys(&self) -> Vec<f32> {
        let mut panels = vec![0.0; self.rows.len().next_multiple_of(COLUMNS) * self.size];
        for (token, index, value) in self.part(1) {
            let panel = token / COLUMNS * COLUMNS * self.size;
            panels[panel + index * COLUMNS + token % COLUMNS] = value;
        }
        panels
    }

    /// Panels of values: one line per token, one column per number of the head.
    #[inline(always)]
    fn values(&self) -> Vec<f32> {
        let tokens = self.rows.len();
        let mut panels = vec![0.0; tokens * self.size.next_multiple_of(COLUMNS)];
        for (token, index, value) in self.part(2) {
            let panel = index / COLUMNS * COLUMNS * tokens;
            panels[panel + token * COLUMNS + index % COLUMNS] = value;
        }
        panels
    }

    /// Token, index and value with bias of the query (0), key (1) or value (2).
    #[inline(always)]
    fn part(&self, part: usize) -> impl Iterator<Item = (usize, usize, f32)> {
        let column = part * (self.bias.len() / 3) + self.first;
        let bias = &self.bias[column..column + self.size];
        self.rows.clone().enumerate().flat_map(move |(token, row)| {
            let start = row * self.bias.len() + column;
            self.projected[start..start + self.size]
                .iter()
                .zip(bias)
                .enumerate()
                .map(move |(index, (value, bias))| (token, index, value + bias))
        })
    }
}

/// Turns scores into weights that sum to 1.
#[inline(always)]
fn soft_maximum(scores: &mut [f32]) {
    let highest = lanes(scores, f32::NEG_INFINITY, |a, b| if a > b { a } else { b });
    for score in scores.iter_mut() {
        *score = tile::exponential(*score - highest);
    }
    let factor = 1.0 / lanes(scores, 0.0, |a, b| a + b);
    for score in scores.iter_mut() {
        *score *= factor;
    }
}

/// Folds in sixteen lanes, which the compiler may keep in one register.
#[inline(always)]
fn lanes(values: &[f32], start: f32, fold: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [start; 16];
    let chunks = values.chunks_exact(16);
    let rest = chunks.remainder().iter().copied().fold(start, &fold);
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = fold(*lane, *value);
        }
    }
    lanes.into_iter().fold(rest, fold)
}
