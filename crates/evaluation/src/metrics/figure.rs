//! A figure as it is reported: with the number of items it rests on, its interval, and silence where they are too few.
use serde::Serialize;

use super::proportion::{lower_bound, upper_bound, wilson};
use super::{real, rounded};

/// A figure. Below the minimum of items value and interval are absent.
#[doc(alias = "Kennzahl")]
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// The figure.
    pub value: Option<f64>,
    /// Lower end of the interval of 95 %.
    pub low: Option<f64>,
    /// Upper end of the interval of 95 %.
    pub high: Option<f64>,
    /// Items it rests on.
    pub n: usize,
}

impl Figure {
    /// A share with the interval of Wilson.
    pub fn proportion(successes: usize, n: usize, minimum_n: usize) -> Self {
        let value = (n > 0).then(|| real(successes) / real(n));
        Self::estimate(value, wilson(successes, n), n, minimum_n)
    }

    /// A share with the interval of Clopper and Pearson (1934), which is never too narrow, also for few items.
    pub fn exact(successes: usize, n: usize, minimum_n: usize) -> Self {
        /// Of each of the two bounds: 95 % between them.
        const ONE_SIDED: f64 = 0.975;
        let value = (n > 0).then(|| real(successes) / real(n));
        let interval = || {
            Some((
                lower_bound(successes, n, ONE_SIDED),
                upper_bound(successes, n, ONE_SIDED),
            ))
        };
        Self::resampled(value, interval, n, minimum_n)
    }

    /// A figure with an interval of its own; `interval` is not asked for below the minimum.
    pub fn resampled(
        value: Option<f64>,
        interval: impl FnOnce() -> Option<(f64, f64)>,
        n: usize,
        minimum_n: usize,
    ) -> Self {
        if n < minimum_n || value.is_none() {
            return Self::estimate(None, None, n, minimum_n);
        }
        Self::estimate(value, interval(), n, minimum_n)
    }

    fn estimate(value: Option<f64>, interval: Option<(f64, f64)>, n: usize, minimum_n: usize) -> Self {
        let is_enough = n > 0 && n >= minimum_n;
        let value = value.filter(|_| is_enough);
        let interval = interval.filter(|_| value.is_some());
        Self {
            value: value.map(rounded),
            low: interval.map(|(low, _)| rounded(low)),
            high: interval.map(|(_, high)| rounded(high)),
            n,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `binom.test(8, 10)` of R says.
    #[test]
    fn exact_intervals_are_those_of_clopper_and_pearson() {
        let figure = Figure::exact(8, 10, 10);
        assert_eq!(
            (figure.value, figure.low, figure.high, figure.n),
            (Some(0.8), Some(0.443_905), Some(0.974_789), 10)
        );
        let few = Figure::exact(9, 9, 10);
        assert_eq!((few.value, few.low, few.n), (None, None, 9));
        assert_eq!(Figure::exact(0, 0, 0).value, None);
    }

    #[test]
    fn too_few_items_make_no_figure() {
        let few = Figure::proportion(29, 29, 30);
        assert_eq!((few.value, few.low, few.high, few.n), (None, None, None, 29));
        let enough = Figure::proportion(30, 30, 30);
        assert_eq!((enough.value, enough.high, enough.n), (Some(1.0), Some(1.0), 30));
        assert!(enough.low.is_some_and(|low| low < 0.9));
        assert_eq!(Figure::proportion(0, 0, 0).value, None);
        let unasked = Figure::resampled(Some(0.5), || panic!("too few"), 3, 30);
        assert_eq!((unasked.value, unasked.n), (None, 3));
    }
}
