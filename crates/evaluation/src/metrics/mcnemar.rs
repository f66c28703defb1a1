//! Whether one of two is better on the same items: the exact test of `McNemar`.
use super::beta::incomplete_beta;
use super::real;

/// The two-sided p-value of the exact test (`McNemar` 1947): that the items on which both differ divide like throws of a
/// coin. 1 if there are none.
pub fn p_value(only_first: usize, only_second: usize) -> f64 {
    let fewer = only_first.min(only_second);
    let all = only_first + only_second;
    if only_first == only_second {
        return 1.0;
    }
    // At most `fewer` of `all` throws of a coin.
    let tail = incomplete_beta(real(all - fewer), real(fewer) + 1.0, 0.5);
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    #[test]
    fn sums_of_binomials_by_hand() {
        // 2 * (1 + 12 + 66) / 4096.
        assert_near(p_value(2, 10), 158.0 / 4096.0);
        assert_near(p_value(10, 2), 158.0 / 4096.0);
        assert_near(p_value(0, 5), 2.0 / 32.0);
        assert_near(p_value(1, 2), 1.0);
        assert_near(p_value(0, 0), 1.0);
        assert_near(p_value(4, 4), 1.0);
    }

    #[test]
    fn many_items_are_no_trouble() {
        let p = p_value(4_000, 5_000);
        assert!(p > 0.0 && p < 1e-20, "{p}");
    }
}
