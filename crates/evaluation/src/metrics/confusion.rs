//! What was taken for what, and the mean of F1 over all kinds.
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::counts::Counts;
use super::real;

/// The label of what is none of the known ones.
pub const UNKNOWN: &str = "unknown";
/// The label of silence.
pub const ABSTAINED: &str = "abstained";

/// Counts of truths (rows) by what was suggested (columns).
#[doc(alias = "Verwechslungen")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Labels of the rows.
    pub truths: Vec<String>,
    /// Labels of the columns.
    pub suggested: Vec<String>,
    /// One row of counts for each truth.
    pub counts: Vec<Vec<usize>>,
}

/// A truth and what was suggested; `None` is "none of the known ones" and silence.
pub type Pair<'a> = (Option<&'a str>, Option<&'a str>);

impl Confusion {
    /// Counts pairs. Labels are sorted; silence is the last column.
    pub fn of<'a>(pairs: impl IntoIterator<Item = Pair<'a>>) -> Self {
        let mut cells: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
        for (truth, suggested) in pairs {
            *cells.entry((truth.unwrap_or(UNKNOWN), suggested)).or_default() += 1;
        }
        let truths: BTreeSet<&str> = cells.keys().map(|(truth, _)| *truth).collect();
        let columns: BTreeSet<&str> = cells
            .keys()
            .filter_map(|(_, suggested)| *suggested)
            .chain(truths.iter().copied().filter(|truth| *truth != UNKNOWN))
            .collect();
        let columns: Vec<Option<&str>> = columns.into_iter().map(Some).chain([None]).collect();
        let count = |truth: &str, column: Option<&str>| cells.get(&(truth, column)).copied().unwrap_or(0);
        Self {
            counts: truths
                .iter()
                .map(|truth| columns.iter().map(|column| count(truth, *column)).collect())
                .collect(),
            truths: truths.into_iter().map(str::to_owned).collect(),
            suggested: columns
                .iter()
                .map(|column| column.unwrap_or(ABSTAINED).to_owned())
                .collect(),
        }
    }
}

/// The mean of F1 over the labels that occur among the truths; `None` if none does.
pub fn macro_f1<'a>(pairs: impl IntoIterator<Item = Pair<'a>>) -> Option<f64> {
    let mut labels: BTreeMap<&str, Counts> = BTreeMap::new();
    for (truth, suggested) in pairs {
        if let Some(truth) = truth {
            let counts = labels.entry(truth).or_default();
            if suggested == Some(truth) {
                counts.true_positives += 1;
            } else {
                counts.false_negatives += 1;
            }
        }
        if let Some(suggested) = suggested
            && truth != Some(suggested)
        {
            labels.entry(suggested).or_default().false_positives += 1;
        }
    }
    let figures: Vec<f64> = labels
        .values()
        .filter(|counts| counts.present() > 0)
        .filter_map(Counts::f1)
        .collect();
    (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / real(figures.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    const PAIRS: [Pair<'static>; 6] = [
        (Some("a"), Some("a")),
        (Some("a"), Some("a")),
        (Some("a"), Some("b")),
        (Some("b"), Some("b")),
        (Some("b"), None),
        (None, Some("c")),
    ];

    #[test]
    fn rows_are_truths_and_silence_is_the_last_column() {
        let confusion = Confusion::of(PAIRS);
        assert_eq!(confusion.truths, ["a", "b", "unknown"]);
        assert_eq!(confusion.suggested, ["a", "b", "c", "abstained"]);
        assert_eq!(
            confusion.counts,
            [vec![2, 1, 0, 0], vec![0, 1, 0, 1], vec![0, 0, 1, 0]]
        );
    }

    #[test]
    fn the_mean_is_over_labels_that_are_true_somewhere() {
        // a: 2 right, 1 missed: 4/5. b: 1 right, 1 wrong, 1 missed: 1/2. c is no truth.
        assert_near(macro_f1(PAIRS).unwrap(), 0.65);
        assert_eq!(macro_f1([(None, None)]), None);
    }
}
