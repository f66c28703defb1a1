//! Attention over a packed batch: every token looks at the tokens of its own text.

use std::ops::Range;

use rayon::prelude::*;

/// Context of every token, from rows of query, key and value side by side.
pub(crate) fn attend(
    projected: &[f32],
    bias: &[f32],
    ranges: &[Range<usize>],
    heads: usize,
) -> Vec<f32> {
    let hidden = bias.len() / 3;
    let size = hidden / heads;
    let tokens = ranges.last().map_or(0, |range| range.end);
    let tasks: Vec<(&Range<usize>, usize)> = ranges
        .iter()
        .flat_map(|range| (0..heads).map(move |head| (range, head)))
        .collect();
    let parts: Vec<Vec<f32>> = tasks
        .par_iter()
        .map(|(range, head)| one_head(projected, bias, range, head * size, size, hidden))
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

#[expect(
    clippy::cast_precision_loss,
    reason = "the size of a head is a small number"
)]
fn one_head(
    projected: &[f32],
    bias: &[f32],
    range: &Range<usize>,
    first: usize,
    size: usize,
    hidden: usize,
) -> Vec<f32> {
    let gather = |part: usize| -> Vec<f32> {
        let column = part * hidden + first;
        let bias = &bias[column..column + size];
        range
            .clone()
            .flat_map(|row| {
                let start = row * hidden * 3 + column;
                projected[start..start + size]
                    .iter()
                    .zip(bias)
                    .map(|(x, bias)| x + bias)
            })
            .collect()
    };
    let (query, key, value) = (gather(0), gather(1), gather(2));
    let scale = 1.0 / (size as f32).sqrt();
    let mut context = vec![0.0; query.len()];
    let mut scores = vec![0.0_f32; range.len()];
    for (query, out) in query.chunks_exact(size).zip(context.chunks_exact_mut(size)) {
        for (score, key) in scores.iter_mut().zip(key.chunks_exact(size)) {
            *score = query.iter().zip(key).map(|(a, b)| a * b).sum::<f32>() * scale;
        }
        let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut sum = 0.0;
        for score in &mut scores {
            *score = (*score - highest).exp();
            sum += *score;
        }
        for (score, value) in scores.iter().zip(value.chunks_exact(size)) {
            for (out, value) in out.iter_mut().zip(value) {
                *out += score / sum * value;
            }
        }
    }
    context
}
