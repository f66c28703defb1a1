//! Precision, recall and F1 from counts.
use super::real;

/// What became of values that were there, and of values that were suggested. A wrong value counts twice: as a false
/// positive and as a false negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Suggested and right.
    pub true_positives: usize,
    /// Suggested and wrong.
    pub false_positives: usize,
    /// There, and not suggested as it is.
    pub false_negatives: usize,
}

impl Counts {
    /// What was suggested.
    pub fn suggested(&self) -> usize {
        self.true_positives + self.false_positives
    }

    /// What was there.
    pub fn present(&self) -> usize {
        self.true_positives + self.false_negatives
    }

    /// The harmonic mean of precision and recall (van Rijsbergen 1979); `None` if nothing was there or suggested.
    pub fn f1(&self) -> Option<f64> {
        let all = 2 * self.true_positives + self.false_positives + self.false_negatives;
        (all > 0).then(|| real(2 * self.true_positives) / real(all))
    }

    /// Adds one item.
    pub fn add(&mut self, truth: Option<&str>, suggested: Option<&str>, is_right: bool) {
        match (truth, suggested) {
            (Some(_), Some(_)) if is_right => self.true_positives += 1,
            (Some(_), Some(_)) => {
                self.false_positives += 1;
                self.false_negatives += 1;
            }
            (Some(_), None) => self.false_negatives += 1,
            (None, Some(_)) => self.false_positives += 1,
            (None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    #[test]
    fn six_right_two_wrong_one_silent_one_too_many() {
        let mut counts = Counts::default();
        for _ in 0..6 {
            counts.add(Some("a"), Some("a"), true);
        }
        counts.add(Some("a"), Some("b"), false);
        counts.add(Some("a"), Some("b"), false);
        counts.add(Some("a"), None, false);
        counts.add(None, Some("b"), false);
        counts.add(None, None, true);
        // Precision 6/9, recall 6/9.
        assert_eq!((counts.suggested(), counts.present()), (9, 9));
        assert_near(counts.f1().unwrap(), 12.0 / 18.0);
        assert_eq!(Counts::default().f1(), None);
    }
}
