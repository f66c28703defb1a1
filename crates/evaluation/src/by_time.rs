//! Sides by time: what came first is learned from, what came later is chosen and measured on. Where nobody knows which
//! form a case came on, a form of the past must not be told from one of the future.
use std::collections::BTreeMap;

use crate::truth::Split;

/// The share of cases that are learned from, and the share up to which is chosen on; the rest is measured on.
const SHARES: (f64, f64) = (0.6, 0.8);

/// Puts cases, each named once, on their sides by when they came; a case is on one side with everything in it. Of the
/// same instant the key decides, so that the same cases are always divided alike.
pub fn sides<K: Ord, T: Ord>(cases: impl IntoIterator<Item = (K, T)>) -> BTreeMap<K, Split> {
    let mut ordered: Vec<(T, K)> = cases.into_iter().map(|(key, time)| (time, key)).collect();
    ordered.sort();
    let count = crate::metrics::real(ordered.len());
    let side = |position: usize| {
        let share = (crate::metrics::real(position) + 0.5) / count;
        if share < SHARES.0 {
            Split::Train
        } else if share < SHARES.1 {
            Split::Tune
        } else {
            Split::Test
        }
    };
    ordered
        .into_iter()
        .enumerate()
        .map(|(position, (_, key))| (key, side(position)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_cases_are_learned_from_and_the_newest_are_measured_on() {
        let cases = [("c", 30), ("a", 10), ("e", 50), ("b", 20), ("d", 40)];
        let sides = sides(cases);
        let of = |case: &str| sides[case];
        assert_eq!(
            (of("a"), of("b"), of("c")),
            (Split::Train, Split::Train, Split::Train)
        );
        assert_eq!((of("d"), of("e")), (Split::Tune, Split::Test));
        let counts = |n: u32| {
            let sides = super::sides((0..n).map(|case| (case, n - case)));
            Split::ALL.map(|side| sides.values().filter(|found| **found == side).count())
        };
        assert_eq!(counts(100), [60, 20, 20]);
        assert_eq!(counts(1), [1, 0, 0]);
        assert_eq!(counts(0), [0, 0, 0]);
    }

    #[test]
    fn of_the_same_instant_the_key_decides() {
        let forwards = sides((0..10).map(|case| (case, 0)));
        let backwards = sides((0..10).rev().map(|case| (case, 0)));
        assert_eq!(forwards, backwards);
        assert_eq!((forwards[&0], forwards[&9]), (Split::Train, Split::Test));
    }
}
