//! Whether one of two is better on the same items, for figures that are more than right or wrong.
use super::bootstrap::Resampling;
use super::random::SplitMix64;
use super::real;

/// The two-sided p-value of the paired randomisation test (Fisher 1935; for rankings Smucker, Allan, Carterette, CIKM
/// 2007): how often differences with signs by chance sum up to as much as those found. 1 if nothing differs.
///
/// Signs are drawn `resamples` times; the draw that was found counts as one of them, so that it is never 0.
pub fn p_value(differences: &[f64], resampling: Resampling) -> f64 {
    let found = differences.iter().sum::<f64>().abs();
    let mut numbers = SplitMix64::new(resampling.seed);
    let mut as_much = 1_u32;
    for _ in 0..resampling.resamples {
        let sum: f64 = differences
            .iter()
            .map(|difference| {
                if numbers.position(2) == 0 {
                    *difference
                } else {
                    -*difference
                }
            })
            .sum();
        // Sums of the same numbers in another order differ in their last places.
        if sum.abs() + 1e-9 >= found {
            as_much += 1;
        }
    }
    f64::from(as_much) / f64::from(resampling.resamples.saturating_add(1))
}

/// The mean of differences; `None` without any.
pub fn mean(differences: &[f64]) -> Option<f64> {
    (!differences.is_empty()).then(|| differences.iter().sum::<f64>() / real(differences.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    const RESAMPLING: Resampling = Resampling {
        seed: 3,
        resamples: 4000,
    };

    #[test]
    fn few_items_agree_with_all_sign_patterns() {
        // Of the 32 patterns of five equal differences two sum up to as much: 1/16.
        let p = p_value(&[0.5; 5], RESAMPLING);
        assert!((p - 0.0625).abs() < 0.02, "{p}");
        assert_near(p_value(&[0.0; 9], RESAMPLING), 1.0);
        assert_near(p_value(&[], RESAMPLING), 1.0);
    }

    #[test]
    fn a_clear_difference_is_seen_and_repeats() {
        let p = p_value(&[0.3; 60], RESAMPLING);
        assert!(p < 0.001, "{p}");
        assert_near(p_value(&[0.3; 60], RESAMPLING), p);
        let balanced: Vec<f64> = (0..60)
            .map(|item| if item % 2 == 0 { 0.3 } else { -0.3 })
            .collect();
        assert!(p_value(&balanced, RESAMPLING) > 0.5);
        assert_eq!(mean(&[]), None);
    }
}
