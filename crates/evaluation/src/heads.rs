//! Trained heads, measured: temperature and threshold from the side `tune`, figures from the side `test`. Which program
//! scored the examples is not known here.
pub mod cache;
pub mod calibrate;
pub mod report;

/// One document or one submission, as a head scored it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// Its case: what stands in one case belongs together.
    pub case: String,
    /// How it came, as far as the program sees it.
    pub channel: String,
    /// The true label, by its place; the last one is "none of these".
    pub truth: usize,
    /// One number for each label.
    pub logits: Vec<f32>,
    /// Which labels evidence on the page allows to be named.
    pub may_name: Vec<bool>,
}

impl Scored {
    /// The probability of each label: logits divided by a temperature, then softmax.
    pub fn probabilities(&self, temperature: f64) -> Vec<f64> {
        let scaled = |logit: &f32| f64::from(*logit) / temperature;
        let most = self.logits.iter().map(scaled).fold(f64::NEG_INFINITY, f64::max);
        let powers: Vec<f64> = self
            .logits
            .iter()
            .map(|logit| (scaled(logit) - most).exp())
            .collect();
        let sum: f64 = powers.iter().sum();
        powers.iter().map(|power| power / sum).collect()
    }

    /// The likeliest label with its probability.
    pub fn likeliest(&self, temperature: f64) -> (usize, f64) {
        let probabilities = self.probabilities(temperature);
        let best = probabilities
            .into_iter()
            .enumerate()
            .max_by(|one, two| one.1.total_cmp(&two.1));
        best.unwrap_or((0, 0.0))
    }

    /// What would be named if every probability were enough: nothing for "none of these", and nothing that no evidence
    /// speaks for.
    pub fn answer(&self, temperature: f64) -> Option<(usize, f64)> {
        self.opinion(temperature)
            .filter(|(label, _)| self.may_name.get(*label).copied().unwrap_or(false))
    }

    /// The same, whatever evidence says.
    pub fn opinion(&self, temperature: f64) -> Option<(usize, f64)> {
        let (label, probability) = self.likeliest(temperature);
        (label + 1 < self.logits.len()).then_some((label, probability))
    }

    /// Whether the truth is none of the known labels.
    pub fn is_unknown(&self) -> bool {
        self.truth + 1 == self.logits.len()
    }
}
