//! Fits networks with one layer of hidden units, where what speaks for a label depends on what else is seen.

use super::{Examples, FitSettings, Fitted, LEAST_GAIN, Moments, Scale, loss, narrow, rate_of, real};
use crate::head::{HeadWeights, Layer, softmax};

/// How large, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkSettings {
    /// Hidden units of one network.
    pub units: usize,
    /// Networks that start from other weights; their logits are averaged, which makes one wider network of them.
    pub networks: usize,
}

impl Default for NetworkSettings {
    fn default() -> Self {
        Self {
            units: 64,
            networks: 5,
        }
    }
}

/// As [`super::fit`], with hidden units. `draw` gives the weights to start from, evenly between -1 and 1.
///
/// # Panics
/// If a label is not below `labels`.
#[expect(clippy::too_many_arguments, reason = "as `fit`, and where chance comes from")]
pub fn fit_networks(
    train: &Examples,
    tune: &Examples,
    labels: usize,
    settings: &FitSettings,
    size: NetworkSettings,
    shuffle: &mut dyn FnMut(&mut [usize]),
    draw: &mut dyn FnMut() -> f32,
    progress: &mut dyn FnMut(u32, f64),
) -> Fitted {
    let scale = Scale::of(train, settings.as_they_are);
    let (train, tune) = (scale.applied(train), scale.applied(tune));
    let single: Vec<Fitted> = (0..size.networks.max(1))
        .map(|_| {
            let start = start(train.width, size.units, labels, draw);
            fit_one(&train, &tune, start, settings, shuffle, progress)
        })
        .collect();
    let weights = averaged(&single, train.width, labels);
    Fitted {
        tune_loss: loss(&weights, &tune),
        epochs: single.iter().map(|fitted| fitted.epochs).max().unwrap_or(0),
        weights: folded(weights, &scale),
    }
}

/// Weights as far from 0 as keeps the spread of what goes through (Glorot, Bengio, AISTATS 2010); every label as likely
/// as the others.
fn start(features: usize, units: usize, labels: usize, draw: &mut dyn FnMut() -> f32) -> HeadWeights {
    let mut drawn = |rows: usize, columns: usize| -> Vec<f32> {
        let far = narrow((6.0 / real(rows + columns).max(1.0)).sqrt());
        (0..rows * columns).map(|_| far * draw()).collect()
    };
    HeadWeights {
        hidden: Some(Layer {
            weight: drawn(features, units),
            bias: vec![0.0; units],
        }),
        weight: drawn(units, labels),
        bias: vec![0.0; labels],
    }
}

fn fit_one(
    train: &Examples,
    tune: &Examples,
    mut weights: HeadWeights,
    settings: &FitSettings,
    shuffle: &mut dyn FnMut(&mut [usize]),
    progress: &mut dyn FnMut(u32, f64),
) -> Fitted {
    let mut best = Fitted {
        weights: weights.clone(),
        epochs: 0,
        tune_loss: f64::INFINITY,
    };
    let mut walk = Walk::new(&weights);
    let mut order: Vec<usize> = (0..train.len()).collect();
    for epoch in 1..=settings.most_epochs {
        shuffle(&mut order);
        for batch in order.chunks(settings.batch.max(1)) {
            walk.step(&mut weights, train, batch, settings, epoch);
        }
        let tune_loss = loss(&weights, tune);
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
    best
}

/// Where the steps of all weights have been.
struct Walk {
    hidden_weight: Moments,
    hidden_bias: Moments,
    weight: Moments,
    bias: Moments,
    steps: i32,
}

impl Walk {
    fn new(weights: &HeadWeights) -> Self {
        let (inner, units) = match &weights.hidden {
            Some(layer) => (layer.weight.len(), layer.bias.len()),
            None => (0, 0),
        };
        Self {
            hidden_weight: Moments::new(inner),
            hidden_bias: Moments::new(units),
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
        let Some(layer) = &mut weights.hidden else { return };
        let labels = weights.bias.len();
        let share = narrow(1.0 / real(batch.len()));
        for &index in batch {
            let row = train.row(index);
            let answers = layer.answers(row);
            let outer = HeadWeights {
                hidden: None,
                weight: std::mem::take(&mut weights.weight),
                bias: std::mem::take(&mut weights.bias),
            };
            let share = share * train.weights[index];
            let mut wrong: Vec<f32> = softmax(&outer.logits(&answers), 1.0)
                .into_iter()
                .map(|probability| narrow(probability) * share)
                .collect();
            wrong[train.labels[index]] -= share;
            self.bias.add(&wrong);
            self.weight.add_product(&answers, &wrong);
            // What each unit had to do with it, by the slope of the hyperbolic tangent.
            let blamed: Vec<f32> = outer
                .weight
                .chunks_exact(labels)
                .zip(&answers)
                .map(|(row, answer)| {
                    let through: f32 = row.iter().zip(&wrong).map(|(weight, wrong)| weight * wrong).sum();
                    through * (1.0 - answer * answer)
                })
                .collect();
            self.hidden_bias.add(&blamed);
            self.hidden_weight.add_product(row, &blamed);
            (weights.weight, weights.bias) = (outer.weight, outer.bias);
        }
        self.steps = self.steps.saturating_add(1);
        let rate = rate_of(settings, epoch);
        let (steps, decay) = (self.steps, settings.l2);
        self.hidden_weight.apply(&mut layer.weight, steps, rate, decay);
        self.hidden_bias.apply(&mut layer.bias, steps, rate, 0.0);
        self.weight.apply(&mut weights.weight, steps, rate, decay);
        self.bias.apply(&mut weights.bias, steps, rate, 0.0);
    }
}

/// One network whose logits are the mean of those of several.
fn averaged(single: &[Fitted], features: usize, labels: usize) -> HeadWeights {
    let share = narrow(1.0 / real(single.len()).max(1.0));
    let layers: Vec<&Layer> = single
        .iter()
        .filter_map(|fitted| fitted.weights.hidden.as_ref())
        .collect();
    let mut weight = Vec::new();
    for feature in 0..features {
        for layer in &layers {
            let units = layer.bias.len();
            weight.extend_from_slice(&layer.weight[feature * units..(feature + 1) * units]);
        }
    }
    let mut bias = vec![0.0; labels];
    for fitted in single {
        for (sum, own) in bias.iter_mut().zip(&fitted.weights.bias) {
            *sum += own * share;
        }
    }
    HeadWeights {
        hidden: Some(Layer {
            weight,
            bias: layers
                .iter()
                .flat_map(|layer| layer.bias.iter().copied())
                .collect(),
        }),
        weight: single
            .iter()
            .flat_map(|fitted| fitted.weights.weight.iter().map(|weight| weight * share))
            .collect(),
        bias,
    }
}

/// The weights that say of features as they are what these say of standardised ones.
fn folded(weights: HeadWeights, scale: &Scale) -> HeadWeights {
    let HeadWeights { hidden, weight, bias } = weights;
    let hidden = hidden.map(|layer| {
        let (weight, bias) = scale.folded_into(&layer.weight, &layer.bias);
        Layer { weight, bias }
    });
    HeadWeights { hidden, weight, bias }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One label where the two features agree and the other where they differ: no line divides them.
    fn crossed(count: usize) -> Examples {
        let mut examples = Examples::new(3);
        for index in 0..count {
            let (one, two) = (index % 2, index / 2 % 2);
            let near = 0.1 * narrow(real(index % 5));
            let feature = |side: usize| narrow(real(side)) + near;
            examples.push(&[feature(one), feature(two), 4.0], usize::from(one != two));
        }
        examples
    }

    fn fitted(size: NetworkSettings) -> Fitted {
        let settings = FitSettings {
            rate: 0.05,
            l2: 0.0,
            ..FitSettings::default()
        };
        let mut state = 7_u32;
        let mut draw = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            narrow(f64::from(state) / f64::from(u32::MAX) * 2.0 - 1.0)
        };
        fit_networks(
            &crossed(120),
            &crossed(40),
            2,
            &settings,
            size,
            &mut |order| order.rotate_left(7),
            &mut draw,
            &mut |_, _| {},
        )
    }

    #[test]
    fn what_no_line_divides_is_divided() {
        let size = NetworkSettings {
            units: 8,
            networks: 3,
        };
        let fitted = fitted(size);
        assert!(fitted.tune_loss < 0.1, "{}", fitted.tune_loss);
        assert_eq!(fitted.weights.hidden_units(), 24);
        assert_eq!((fitted.weights.features(), fitted.weights.labels()), (3, 2));
        let examples = crossed(20);
        for index in 0..examples.len() {
            let logits = fitted.weights.logits(examples.row(index));
            let likelier = usize::from(logits[1] > logits[0]);
            assert_eq!(
                likelier, examples.labels[index],
                "features as they are, not scaled"
            );
        }
    }

    #[test]
    fn the_same_chance_gives_the_same_weights() {
        let size = NetworkSettings {
            units: 4,
            networks: 2,
        };
        assert_eq!(fitted(size), fitted(size));
    }
}
