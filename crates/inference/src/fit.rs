//! Fits the weights of a head: softmax regression by small batches, in plain loops whose order never changes, so that
//! the same examples give the same bytes.

use crate::head::{HeadWeights, softmax};

mod network;

pub use network::{NetworkSettings, fit_networks};

/// Of the running means of gradients and of their squares, and what keeps the division away from 0, as in Kingma, Ba,
/// ICLR 2015.
const FIRST_MEAN: f32 = 0.9;
const SECOND_MEAN: f32 = 0.999;
const EPSILON: f32 = 1e-8;
/// A loss has to fall by this much to count as lower.
const LEAST_GAIN: f64 = 1e-5;

/// Examples: features and labels, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Examples {
    width: usize,
    features: Vec<f32>,
    labels: Vec<usize>,
    /// How much each counts.
    weights: Vec<f32>,
}

impl Examples {
    /// None yet; each will have so many features.
    pub fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// Adds one. Missing features are 0, further ones are left out.
    pub fn push(&mut self, features: &[f32], label: usize) {
        self.push_weighted(features, label, 1.0);
    }

    /// Adds one that counts so much while learning; where the loss is judged, all count the same.
    pub fn push_weighted(&mut self, features: &[f32], label: usize, weight: f32) {
        let end = self.features.len() + self.width;
        self.features.extend(features.iter().take(self.width));
        self.features.resize(end, 0.0);
        self.labels.push(label);
        self.weights.push(weight);
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    fn row(&self, index: usize) -> &[f32] {
        &self.features[index * self.width..(index + 1) * self.width]
    }
}

/// How is fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitSettings {
    /// Weight decay, apart from the gradient (Loshchilov, Hutter, ICLR 2019).
    pub l2: f32,
    /// Length of the first steps; later ones are shorter.
    pub rate: f32,
    /// Examples behind one step.
    pub batch: usize,
    /// Passes over the examples at most.
    pub most_epochs: u32,
    /// Passes without a lower loss on the side `tune` until it ends.
    pub patience: u32,
    /// Features at the end of each row that are taken as they are: words, most of which are missing from most papers.
    /// Standardised, a rare one would weigh as much as one that tells.
    pub as_they_are: usize,
}

impl Default for FitSettings {
    fn default() -> Self {
        Self {
            l2: 0.01,
            rate: 0.003,
            batch: 64,
            most_epochs: 80,
            patience: 8,
            as_they_are: 0,
        }
    }
}

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// For features as they are, not standardised.
    pub weights: HeadWeights,
    /// Passes until the loss was lowest.
    pub epochs: u32,
    /// Mean negative log-likelihood on the side `tune`.
    pub tune_loss: f64,
}

/// Fits on `train` and keeps the weights with the lowest loss on `tune`.
///
/// `shuffle` orders positions anew before each pass: chance is the caller's. `progress` gets each pass with its loss.
///
/// # Panics
/// If a label is not below `labels`.
pub fn fit(
    train: &Examples,
    tune: &Examples,
    labels: usize,
    settings: &FitSettings,
    shuffle: &mut dyn FnMut(&mut [usize]),
    progress: &mut dyn FnMut(u32, f64),
) -> Fitted {
    let scale = Scale::of(train, settings.as_they_are);
    let (train, tune) = (scale.applied(train), scale.applied(tune));
    let mut weights = HeadWeights::zero(train.width, labels);
    let mut best = Fitted {
        weights: weights.clone(),
        epochs: 0,
        tune_loss: loss(&weights, &tune),
    };
    let mut walk = Walk::new(&weights);
    let mut order: Vec<usize> = (0..train.len()).collect();
    for epoch in 1..=settings.most_epochs {
        shuffle(&mut order);
        for batch in order.chunks(settings.batch.max(1)) {
            walk.step(&mut weights, &train, batch, settings, epoch);
        }
        let tune_loss = loss(&weights, &tune);
        progress(epoch, tune_loss);
        if tune_loss < best.tune_loss - LEAST_GAIN {
            best = Fitted {
                weights: weights.clone(),
                epochs: epoch,
                tune_loss,
            };
        } else if epoch >= best.epochs + settings.patience {
            break;
        }
    }
    (best.weights.weight, best.weights.bias) = scale.folded_into(&best.weights.weight, &best.weights.bias);
    best
}

/// Mean and spread of each feature: distances then mean the same in all of them.
struct Scale {
    means: Vec<f64>,
    /// 0 for a feature that is always the same, which so gets no weight.
    factors: Vec<f64>,
}

impl Scale {
    fn of(examples: &Examples, as_they_are: usize) -> Self {
        let count = real(examples.len()).max(1.0);
        let mut means = vec![0.0_f64; examples.width];
        for index in 0..examples.len() {
            for (mean, value) in means.iter_mut().zip(examples.row(index)) {
                *mean += f64::from(*value) / count;
            }
        }
        let mut squares = vec![0.0_f64; examples.width];
        for index in 0..examples.len() {
            for ((square, value), mean) in squares.iter_mut().zip(examples.row(index)).zip(&means) {
                *square += (f64::from(*value) - mean).powi(2) / count;
            }
        }
        let factor = |square: &f64| {
            let deviation = square.sqrt();
            if deviation > 1e-6 { 1.0 / deviation } else { 0.0 }
        };
        let mut factors: Vec<f64> = squares.iter().map(factor).collect();
        let first = examples.width.saturating_sub(as_they_are);
        means[first..].fill(0.0);
        factors[first..].fill(1.0);
        Self { means, factors }
    }

    fn applied(&self, examples: &Examples) -> Examples {
        let mut scaled = examples.clone();
        for row in scaled.features.chunks_exact_mut(self.means.len().max(1)) {
            for ((value, mean), factor) in row.iter_mut().zip(&self.means).zip(&self.factors) {
                *value = narrow((f64::from(*value) - mean) * factor);
            }
        }
        scaled
    }

    /// The weights and beginnings that say of features as they are what these say of standardised ones.
    fn folded_into(&self, weight: &[f32], bias: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let mut begins: Vec<f64> = bias.iter().map(|bias| f64::from(*bias)).collect();
        let mut folded = Vec::with_capacity(weight.len());
        for ((row, mean), factor) in weight
            .chunks_exact(bias.len().max(1))
            .zip(&self.means)
            .zip(&self.factors)
        {
            for (value, begin) in row.iter().zip(&mut begins) {
                let own = f64::from(*value) * factor;
                *begin -= own * mean;
                folded.push(narrow(own));
            }
        }
        (folded, begins.into_iter().map(narrow).collect())
    }
}

/// Where the steps have been, as `Adam` remembers it.
struct Walk {
    weight: Moments,
    bias: Moments,
    steps: i32,
}

struct Moments {
    gradient: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Moments {
    fn new(count: usize) -> Self {
        Self {
            gradient: vec![0.0; count],
            first: vec![0.0; count],
            second: vec![0.0; count],
        }
    }

    fn add(&mut self, gradient: &[f32]) {
        for (sum, gradient) in self.gradient.iter_mut().zip(gradient) {
            *sum += gradient;
        }
    }

    /// Adds each of some values times each of some others, row by row.
    fn add_product(&mut self, rows: &[f32], columns: &[f32]) {
        for (value, sums) in rows
            .iter()
            .zip(self.gradient.chunks_exact_mut(columns.len().max(1)))
        {
            if *value == 0.0 {
                continue;
            }
            for (sum, column) in sums.iter_mut().zip(columns) {
                *sum += value * column;
            }
        }
    }

    /// Moves values along the gradient, which is then 0 again.
    fn apply(&mut self, values: &mut [f32], steps: i32, rate: f32, decay: f32) {
        let (first_bias, second_bias) = (1.0 - FIRST_MEAN.powi(steps), 1.0 - SECOND_MEAN.powi(steps));
        for (((value, gradient), first), second) in values
            .iter_mut()
            .zip(&mut self.gradient)
            .zip(&mut self.first)
            .zip(&mut self.second)
        {
            *first = FIRST_MEAN * *first + (1.0 - FIRST_MEAN) * *gradient;
            *second = SECOND_MEAN * *second + (1.0 - SECOND_MEAN) * *gradient * *gradient;
            let direction = (*first / first_bias) / ((*second / second_bias).sqrt() + EPSILON);
            *value -= rate * (direction + decay * *value);
            *gradient = 0.0;
        }
    }
}

impl Walk {
    fn new(weights: &HeadWeights) -> Self {
        Self {
            weight: Moments::new(weights.weight.len()),
            bias: Moments::new(weights.bias.len()),
            steps: 0,
        }
    }

    fn step(
        &mut self,
        weights: &mut HeadWeights,
        train: &Examples,
        batch: &[usize],
        settings: &FitSettings,
        epoch: u32,
    ) {
        let share = narrow(1.0 / real(batch.len()));
        for &index in batch {
            let row = train.row(index);
            let share = share * train.weights[index];
            let mut wrong: Vec<f32> = softmax(&weights.logits(row), 1.0)
                .into_iter()
                .map(|probability| narrow(probability) * share)
                .collect();
            wrong[train.labels[index]] -= share;
            self.weight.add_product(row, &wrong);
            self.bias.add(&wrong);
        }
        self.steps = self.steps.saturating_add(1);
        let rate = rate_of(settings, epoch);
        self.weight
            .apply(&mut weights.weight, self.steps, rate, settings.l2);
        self.bias.apply(&mut weights.bias, self.steps, rate, 0.0);
    }
}

/// Length of the steps of a pass, counted from 1.
fn rate_of(settings: &FitSettings, epoch: u32) -> f32 {
    settings.rate / (1.0 + 0.1 * narrow(f64::from(epoch.saturating_sub(1))))
}

/// Mean negative log-likelihood.
fn loss(weights: &HeadWeights, examples: &Examples) -> f64 {
    let one = |index: usize| {
        let probabilities = softmax(&weights.logits(examples.row(index)), 1.0);
        -probabilities[examples.labels[index]].max(1e-12).ln()
    };
    (0..examples.len()).map(one).sum::<f64>() / real(examples.len()).max(1.0)
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn real(count: usize) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, reason = "weights are kept in 32 bits")]
fn narrow(number: f64) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three classes in three corners, and a feature that says nothing.
    fn corners(count: usize) -> Examples {
        let mut examples = Examples::new(4);
        for index in 0..count {
            let label = index % 3;
            let near = 0.1 * narrow(real(index % 7));
            let mut features = [near, near, 0.3 - near, 5.0];
            features[label] += 2.0;
            examples.push(&features, label);
        }
        examples
    }

    fn turned() -> impl FnMut(&mut [usize]) {
        |order: &mut [usize]| order.rotate_left(5)
    }

    fn fitted() -> Fitted {
        let settings = FitSettings {
            rate: 0.1,
            ..FitSettings::default()
        };
        let (train, tune) = (corners(90), corners(21));
        fit(&train, &tune, 3, &settings, &mut turned(), &mut |_, _| {})
    }

    #[test]
    fn what_can_be_separated_is_separated() {
        let fitted = fitted();
        assert!(fitted.tune_loss < 0.1, "{}", fitted.tune_loss);
        let examples = corners(30);
        for index in 0..examples.len() {
            let logits = fitted.weights.logits(examples.row(index));
            let best = (0..3)
                .max_by(|one, two| logits[*one].total_cmp(&logits[*two]))
                .unwrap();
            assert_eq!(best, examples.labels[index]);
        }
        let row = &fitted.weights.weight[3 * 3..];
        assert!(
            row.iter().all(|weight| weight.abs() < 1e-9),
            "the feature that is always the same"
        );
    }

    #[test]
    fn what_is_taken_as_it_is_keeps_its_scale() {
        let examples = corners(30);
        let scale = Scale::of(&examples, 2);
        let scaled = scale.applied(&examples);
        for index in 0..examples.len() {
            assert_eq!(examples.row(index)[2..], scaled.row(index)[2..]);
            assert!((examples.row(index)[0] - scaled.row(index)[0]).abs() > 1e-3);
        }
    }

    #[test]
    fn the_same_examples_give_the_same_weights() {
        assert_eq!(fitted(), fitted());
    }

    #[test]
    fn it_ends_where_the_loss_no_longer_falls() {
        // The labels of the side `tune` are turned: learning makes it worse from the first pass on.
        let mut against = corners(21);
        for label in &mut against.labels {
            *label = (*label + 1) % 3;
        }
        let settings = FitSettings {
            patience: 3,
            ..FitSettings::default()
        };
        let mut passes = 0;
        let mut count = |_: u32, _: f64| passes += 1;
        let fitted = fit(&corners(90), &against, 3, &settings, &mut turned(), &mut count);
        assert_eq!((passes, fitted.epochs), (3, 0));
    }

    #[test]
    fn what_counts_for_less_pulls_less() {
        // Two labels at the same places, and `tune` asks for the first: it gets as likely as weights allow.
        let fitted = |weight: f32| {
            let (mut train, mut tune) = (Examples::new(1), Examples::new(1));
            for index in 0..64 {
                let feature = [narrow(real(index % 2))];
                train.push(&feature, 0);
                train.push_weighted(&feature, 1, weight);
                tune.push(&feature, 0);
            }
            let settings = FitSettings {
                rate: 0.1,
                ..FitSettings::default()
            };
            let fitted = fit(&train, &tune, 2, &settings, &mut turned(), &mut |_, _| {});
            softmax(&fitted.weights.logits(&[0.0]), 1.0)[0]
        };
        let (whole, half, nothing) = (fitted(1.0), fitted(0.5), fitted(0.0));
        assert!((whole - 0.5).abs() < 0.05, "{whole}");
        assert!(half > 0.55 && half < 0.9, "{half}");
        assert!(nothing > 0.95, "{nothing}");
    }
}
