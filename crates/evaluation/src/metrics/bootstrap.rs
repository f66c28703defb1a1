//! Intervals of figures that are no proportions: whole cases are drawn again and again, for what stands in one case
//! belongs together.
use super::random::SplitMix64;

/// How often is drawn, and where the draws begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    /// Seed.
    pub seed: u64,
    /// How often.
    pub resamples: u32,
}

/// The percentile interval of 95 % (Efron, Tibshirani: An Introduction to the Bootstrap, 1993, chapter 13) over cases.
///
/// `None` with fewer than two cases, or if the figure is not defined for most draws. A figure that is the same in every
/// case has an interval without width: it says nothing then about rare errors.
pub fn interval<T>(
    cases: &[Vec<T>],
    statistic: impl Fn(&[&T]) -> Option<f64>,
    resampling: Resampling,
) -> Option<(f64, f64)> {
    if cases.len() < 2 {
        return None;
    }
    let mut numbers = SplitMix64::new(resampling.seed);
    let mut drawn: Vec<&T> = Vec::new();
    let mut values = Vec::new();
    for _ in 0..resampling.resamples {
        drawn.clear();
        for _ in 0..cases.len() {
            drawn.extend(&cases[numbers.position(cases.len())]);
        }
        values.extend(statistic(&drawn));
    }
    let is_mostly_defined = values.len() * 2 > usize::try_from(resampling.resamples).unwrap_or(usize::MAX);
    if !is_mostly_defined {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = |thousandth: usize| {
        let position = (values.len() * thousandth / 1000).min(values.len() - 1);
        values[position]
    };
    Some((at(25), at(975)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RESAMPLING: Resampling = Resampling {
        seed: 7,
        resamples: 1000,
    };

    fn mean(items: &[&f64]) -> Option<f64> {
        (!items.is_empty()).then(|| items.iter().copied().sum::<f64>() / crate::metrics::real(items.len()))
    }

    #[test]
    fn the_interval_lies_around_the_figure_and_repeats() {
        let cases: Vec<Vec<f64>> = (0..100).map(|case| vec![f64::from(case % 2)]).collect();
        let (low, high) = interval(&cases, mean, RESAMPLING).unwrap();
        // The standard error of a half among 100 is 0.05: about 0.4 to 0.6.
        assert!((0.36..0.44).contains(&low), "{low}");
        assert!((0.56..0.64).contains(&high), "{high}");
        assert_eq!(interval(&cases, mean, RESAMPLING), Some((low, high)));
    }

    #[test]
    fn items_of_one_case_stay_together() {
        let apart: Vec<Vec<f64>> = (0..100).map(|item| vec![f64::from(item % 2)]).collect();
        let together: Vec<Vec<f64>> = (0..10).map(|case| vec![f64::from(case % 2); 10]).collect();
        let width = |cases: &[Vec<f64>]| interval(cases, mean, RESAMPLING).map(|(low, high)| high - low);
        assert!(width(&together) > width(&apart));
    }

    #[test]
    fn one_case_has_no_interval() {
        assert_eq!(interval(&[vec![1.0]], mean, RESAMPLING), None);
        let empty: [Vec<f64>; 2] = [Vec::new(), Vec::new()];
        assert_eq!(interval(&empty, mean, RESAMPLING), None);
    }
}
