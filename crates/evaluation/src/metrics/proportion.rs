//! Intervals and bounds of a proportion.
use super::beta::incomplete_beta;
use super::real;

/// The normal distribution's point for intervals of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The interval of Wilson (1927) for 95 %, without correction for continuity; `None` without items.
pub fn wilson(successes: usize, n: usize) -> Option<(f64, f64)> {
    if n == 0 {
        return None;
    }
    let count = real(n);
    let share = real(successes) / count;
    let scale = 1.0 + Z * Z / count;
    let middle = (share + Z * Z / (2.0 * count)) / scale;
    let half = Z / scale * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt();
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

/// The one-sided lower bound of Clopper and Pearson (1934): with this confidence the proportion is not smaller.
pub fn lower_bound(successes: usize, n: usize, confidence: f64) -> f64 {
    if successes == 0 || n == 0 {
        return 0.0;
    }
    // The proportion at which so many successes or more have the probability 1 - confidence.
    crossing(1.0 - confidence, |proportion| {
        incomplete_beta(real(successes), real(n - successes) + 1.0, proportion)
    })
}

/// The one-sided upper bound of Clopper and Pearson (1934): with this confidence the proportion is not larger.
pub fn upper_bound(successes: usize, n: usize, confidence: f64) -> f64 {
    if successes >= n {
        return 1.0;
    }
    crossing(confidence, |proportion| {
        incomplete_beta(real(successes) + 1.0, real(n - successes), proportion)
    })
}

/// Whether the lower bound of Clopper and Pearson reaches a target, without computing the bound.
pub fn reaches(successes: usize, n: usize, target: f64, confidence: f64) -> bool {
    successes > 0 && incomplete_beta(real(successes), real(n - successes) + 1.0, target) <= 1.0 - confidence
}

/// How many items without an error it takes until the lower bound reaches a target below 1.
pub fn items_needed(target: f64, confidence: f64) -> f64 {
    ((1.0 - confidence).ln() / target.ln()).ceil()
}

/// Where a growing function from 0 to 1 takes a value.
fn crossing(level: f64, grows: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if grows(middle) < level {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    /// As `prop.test(8, 10, correct = FALSE)` of R says.
    #[test]
    fn wilson_as_published() {
        let (low, high) = wilson(8, 10).unwrap();
        assert_near(low, 0.490_162_5);
        assert_near(high, 0.943_317_8);
        assert_eq!(wilson(0, 0), None);
        let (low, high) = wilson(0, 10).unwrap();
        assert_near(low, 0.0);
        assert_near(high, 0.277_532_8);
    }

    /// As `binom.test(8, 10)` of R says; its two-sided interval of 95 % are two one-sided bounds of 97.5 %.
    #[test]
    fn clopper_and_pearson_as_published() {
        assert_near(lower_bound(8, 10, 0.975), 0.443_904_5);
        assert_near(upper_bound(8, 10, 0.975), 0.974_789_3);
    }

    #[test]
    fn bounds_without_an_error_have_a_closed_form() {
        assert_near(lower_bound(10, 10, 0.95), 0.05_f64.powf(0.1));
        assert_near(upper_bound(0, 10, 0.95), 1.0 - 0.05_f64.powf(0.1));
        assert_near(lower_bound(0, 10, 0.95), 0.0);
        assert_near(upper_bound(10, 10, 0.95), 1.0);
    }

    #[test]
    fn a_target_of_99_percent_takes_299_items_without_an_error() {
        assert_near(items_needed(0.99, 0.95), 299.0);
        assert!(reaches(299, 299, 0.99, 0.95));
        assert!(!reaches(298, 298, 0.99, 0.95));
        assert!(!reaches(299, 300, 0.99, 0.95));
        assert!(!reaches(0, 0, 0.99, 0.95));
    }
}
