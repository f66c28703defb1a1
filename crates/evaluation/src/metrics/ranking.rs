//! How early what is right stands in a list: recall at a depth, reciprocal rank, discounted gain.
use super::real;

/// Position of the first right entry, from 1; `None` if there is none.
pub fn first_rank(is_right: &[bool]) -> Option<usize> {
    Some(is_right.iter().position(|right| *right)? + 1)
}

/// One by the position of the first right entry, 0 below `depth` (Voorhees, TREC-8, 1999).
pub fn reciprocal_rank(is_right: &[bool], depth: usize) -> f64 {
    match first_rank(is_right) {
        Some(rank) if rank <= depth => 1.0 / real(rank),
        Some(_) | None => 0.0,
    }
}

/// Normalised discounted cumulative gain of the first `depth` entries (Järvelin, Kekäläinen, TOIS 2002): each right
/// entry gains 1 by the binary logarithm of its position plus 1, divided by what the best order of `all_right` gains.
/// 0 if nothing is right at all.
pub fn discounted_gain(is_right: &[bool], all_right: usize, depth: usize) -> f64 {
    let gain = |position: usize| 1.0 / real(position + 2).log2();
    let best: f64 = (0..all_right.min(depth)).map(gain).sum();
    if best <= 0.0 {
        return 0.0;
    }
    let rights = is_right.iter().take(depth).enumerate();
    let found: f64 = rights
        .filter(|(_, right)| **right)
        .map(|(position, _)| gain(position))
        .sum();
    found / best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    #[test]
    fn positions_count_from_one_and_end_at_the_depth() {
        let third = [false, false, true, true];
        assert_eq!(first_rank(&third), Some(3));
        assert_near(reciprocal_rank(&third, 10), 1.0 / 3.0);
        assert_near(reciprocal_rank(&third, 2), 0.0);
        assert_eq!(first_rank(&[false]), None);
        assert_near(reciprocal_rank(&[], 10), 0.0);
    }

    #[test]
    fn gain_by_hand() {
        // Right at 1 and 3 of two right ones: (1 + 1/2) / (1 + 1/log2 3).
        let found = discounted_gain(&[true, false, true], 2, 10);
        assert_near(found, 1.5 / (1.0 + 1.0 / 3.0_f64.log2()));
        assert_near(discounted_gain(&[true, true], 2, 10), 1.0);
        assert_near(discounted_gain(&[false, true], 1, 1), 0.0);
        assert_near(discounted_gain(&[], 0, 10), 0.0);
    }
}
