//! Samples: cases in which a person enters some fields before the suggestions on them are shown.
//!
//! Deciding first keeps people from following a machine that errs (Buçinca et al. 2021), and it is the one way to learn
//! how often suggestions are right from people who did not see them.
use time::OffsetDateTime;

use crate::ids::{CaseId, Entropy, FieldId, SampleDrawId};

/// The share of all cases, in millionths.
pub const WHOLE_PPM: u32 = 1_000_000;

/// Which cases an office draws, and how much of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SamplePlan {
    /// The share of new cases that is drawn, in millionths: 0 draws none, [`WHOLE_PPM`] every one.
    pub share_ppm: u32,
    /// Fields that are drawn of a case, as far as its service has so many that everybody has to answer.
    pub fields: u32,
}

/// That a case was drawn. Written once, when the case is opened, and never changed.
#[doc(alias = "Stichprobe")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleDraw {
    /// Its id.
    pub id: SampleDrawId,
    /// The case.
    pub case: CaseId,
    /// What was in force when it was drawn.
    pub plan: SamplePlan,
    /// When.
    pub at: OffsetDateTime,
}

impl SamplePlan {
    /// Whether a new case is drawn. Nothing random is asked for where none is.
    pub fn draws(&self, entropy: &dyn Entropy) -> bool {
        self.share_ppm > 0
            && self.fields > 0
            && below(u64::from(WHOLE_PPM), entropy) < u64::from(self.share_ppm)
    }

    /// So many of these fields as are wanted, each with the same chance, in the order of their ids.
    pub fn choose(&self, mut candidates: Vec<FieldId>, entropy: &dyn Entropy) -> Vec<FieldId> {
        let wanted = usize::try_from(self.fields).unwrap_or(usize::MAX);
        let mut chosen = Vec::new();
        while chosen.len() < wanted && !candidates.is_empty() {
            let length = u64::try_from(candidates.len()).unwrap_or(u64::MAX);
            let at = usize::try_from(below(length, entropy)).unwrap_or(0);
            chosen.push(candidates.swap_remove(at));
        }
        chosen.sort();
        chosen
    }
}

/// A number from 0 up to `limit`, without it.
fn below(limit: u64, entropy: &dyn Entropy) -> u64 {
    let [_, _, bytes @ ..] = entropy.ten_bytes();
    let scaled = (u128::from(u64::from_be_bytes(bytes)) * u128::from(limit)) >> u64::BITS;
    u64::try_from(scaled).unwrap_or(0)
}

/// How many independent entries find at least one error with probability `confidence`, if `error_rate` of the
/// suggestions are wrong. `None` unless both lie between 0 and 1.
pub fn entries_needed(error_rate: f64, confidence: f64) -> Option<u32> {
    let is_share = |number: f64| number > 0.0 && number < 1.0;
    if !is_share(error_rate) || !is_share(confidence) {
        return None;
    }
    // The chance to meet none of them in n entries is (1 - rate)^n.
    let needed = (1.0 - confidence).ln() / (-error_rate).ln_1p();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both logarithms are below 0, and a cast keeps to the range"
    )]
    let needed = needed.ceil() as u32;
    Some(needed)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Says these numbers in turn, in percent of the largest.
    struct Told(Mutex<Vec<u64>>);

    impl Entropy for Told {
        fn ten_bytes(&self) -> [u8; 10] {
            let number = u64::MAX / 100 * self.0.lock().unwrap().remove(0);
            let mut bytes = [0; 10];
            bytes[2..].copy_from_slice(&number.to_be_bytes());
            bytes
        }
    }

    fn told(percents: &[u64]) -> Told {
        Told(Mutex::new(percents.to_vec()))
    }

    #[test]
    fn a_case_is_drawn_with_the_share_that_the_office_wants() {
        let plan = |share_ppm, fields| SamplePlan { share_ppm, fields };
        // Nothing is asked for: what is asked is taken from an empty list and panics.
        assert!(!plan(0, 3).draws(&told(&[])));
        assert!(!plan(WHOLE_PPM, 0).draws(&told(&[])));
        assert!(plan(50_000, 3).draws(&told(&[4])));
        assert!(!plan(50_000, 3).draws(&told(&[6])));
        assert!(plan(WHOLE_PPM, 3).draws(&told(&[100])));
    }

    #[test]
    fn fields_are_drawn_once_each_and_no_more_than_there_are() {
        let ids = |names: &[&str]| names.iter().map(|name| FieldId::from(*name)).collect::<Vec<_>>();
        let plan = SamplePlan {
            share_ppm: WHOLE_PPM,
            fields: 2,
        };
        let candidates = || ids(&["a", "b", "c", "d"]);
        assert_eq!(plan.choose(candidates(), &told(&[99, 0])), ids(&["a", "d"]));
        assert_eq!(plan.choose(candidates(), &told(&[30, 40])), ids(&["b", "d"]));
        assert_eq!(plan.choose(ids(&["a"]), &told(&[50])), ids(&["a"]));
        assert!(plan.choose(Vec::new(), &told(&[])).is_empty());
    }

    /// `ln(0.05) / ln(0.97)` is 98.3, `ln(0.05) / ln(0.99)` is 298.1.
    #[test]
    fn the_rule_of_three_is_kept_exactly() {
        assert_eq!(entries_needed(0.03, 0.95), Some(99));
        assert_eq!(entries_needed(0.01, 0.95), Some(299));
        assert_eq!(entries_needed(0.6, 0.5), Some(1));
        for wrong in [0.0, 1.0, -0.1, f64::NAN] {
            assert_eq!(entries_needed(wrong, 0.95), None);
            assert_eq!(entries_needed(0.03, wrong), None);
        }
    }
}
