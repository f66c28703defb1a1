//! Whether probabilities are as often right as they say.
use super::real;

/// One answer: its probability, and whether it was right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answered {
    /// Between 0 and 1.
    pub probability: f64,
    /// Whether it was right.
    pub is_right: bool,
}

/// Answers of about the same probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Probabilities above this one (the first bin holds 0 as well).
    pub from: f64,
    /// Up to this one.
    pub to: f64,
    /// Answers.
    pub n: usize,
    /// How many of them were right.
    pub right: usize,
    /// The sum of their probabilities.
    pub probability_sum: f64,
}

impl Bin {
    /// The mean of the probabilities; `None` without answers.
    pub fn mean_probability(&self) -> Option<f64> {
        (self.n > 0).then(|| self.probability_sum / real(self.n))
    }
}

/// Answers in bins of equal width, as for a reliability diagram.
pub fn bins<'a>(answers: impl IntoIterator<Item = &'a Answered>, count: usize) -> Vec<Bin> {
    let edge = |index: usize| real(index) / real(count);
    let mut bins: Vec<Bin> = (0..count)
        .map(|index| Bin {
            from: edge(index),
            to: edge(index + 1),
            n: 0,
            right: 0,
            probability_sum: 0.0,
        })
        .collect();
    for answer in answers {
        let above = |bin: &Bin| answer.probability > bin.from;
        let index = bins.iter().rposition(above).unwrap_or(0);
        if let Some(bin) = bins.get_mut(index) {
            bin.n += 1;
            bin.right += usize::from(answer.is_right);
            bin.probability_sum += answer.probability;
        }
    }
    bins
}

/// The expected calibration error (Naeini, Cooper, Hauskrecht, AAAI 2015; Guo et al., ICML 2017): how far the share of
/// right answers is from the mean probability, over all bins weighted by their answers. `None` without answers.
pub fn expected_error(bins: &[Bin]) -> Option<f64> {
    let n: usize = bins.iter().map(|bin| bin.n).sum();
    let off: f64 = bins
        .iter()
        .map(|bin| (real(bin.right) - bin.probability_sum).abs())
        .sum();
    (n > 0).then(|| off / real(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    fn answer(probability: f64, is_right: bool) -> Answered {
        Answered {
            probability,
            is_right,
        }
    }

    #[test]
    fn two_bins_by_hand() {
        // 0.9 twice, one right: off by 0.4. 0.3 twice, none right: off by 0.3. Half of each: 0.35.
        let answers = [
            answer(0.9, true),
            answer(0.9, false),
            answer(0.3, false),
            answer(0.3, false),
        ];
        let bins = bins(&answers, 10);
        assert_near(expected_error(&bins).unwrap(), 0.35);
        let filled: Vec<usize> = bins.iter().map(|bin| bin.n).collect();
        assert_eq!(filled.iter().sum::<usize>(), 4);
        assert_eq!(filled.iter().filter(|n| **n == 2).count(), 2);
    }

    #[test]
    fn edges_belong_somewhere_and_nothing_is_lost() {
        let answers = [answer(0.0, false), answer(1.0, true)];
        let bins = bins(&answers, 10);
        assert_eq!((bins[0].n, bins[9].n), (1, 1));
        assert_near(expected_error(&bins).unwrap(), 0.0);
        assert_eq!(expected_error(&super::bins(&[], 10)), None);
    }
}
