//! Measures of suggestions: pure functions, one file per subject. `docs/decisions/0018-evaluation.md` names where each
//! formula comes from.
pub mod beta;
pub mod bootstrap;
pub mod calibration;
pub mod completeness;
pub mod confusion;
pub mod counts;
pub mod evidence;
pub mod exact_match;
pub mod figure;
pub mod mcnemar;
pub mod permutation;
pub mod proportion;
pub mod random;
pub mod ranking;
pub mod selective;

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}

/// Six places: more than any figure carries, and the same on every machine.
pub(crate) fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

#[cfg(test)]
#[track_caller]
pub(crate) fn assert_near(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 1e-6,
        "found {found}, expected {expected}"
    );
}
