//! Bringing two rankings together.
use std::collections::BTreeMap;

use aktenlage_domain::ids::PassageId;

/// One ranked passage before its text is fetched.
pub(crate) type Ranked = (PassageId, f32);

/// Damps the lead of the first ranks; the value of the original paper (Cormack, Clarke, Büttcher 2009).
const RANK_OFFSET: f32 = 60.0;

/// Sorts best first; equal scores by id, so that every variant gives the same order.
pub(crate) fn sort(ranked: &mut [Ranked]) {
    ranked.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
}

/// Reciprocal rank fusion of lists that are sorted best first. A passage that leads every list gets 1.
pub(crate) fn reciprocal_ranks(lists: &[Vec<Ranked>], limit: usize) -> Vec<Ranked> {
    let mut sums = BTreeMap::<PassageId, f32>::new();
    #[expect(clippy::cast_precision_loss, reason = "ranks are small")]
    for list in lists {
        for (rank, (id, _)) in list.iter().enumerate() {
            *sums.entry(*id).or_default() += (RANK_OFFSET + 1.0) / (RANK_OFFSET + 1.0 + rank as f32);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "there are two lists")]
    let most = lists.len().max(1) as f32;
    let mut fused: Vec<Ranked> = sums.into_iter().map(|(id, sum)| (id, sum / most)).collect();
    sort(&mut fused);
    fused.truncate(limit);
    fused
}

/// What one point of BM25 weighs against a cosine of 1; `docs/decisions/0028-retrieval-evaluation.md` says how it was
/// chosen.
const LEXICAL_WEIGHT: f32 = 0.003;

/// Points of BM25 that count at most: a few words of a question rarely reach them, a long one would drown the meaning.
const LEXICAL_MOST: f32 = 40.0;

/// Weighted sum of cosines and BM25 points, scaled so that 1 is the most. What one side did not list has nothing there
/// from words, and the least cosine of the list from meaning, which is the most that it can have.
pub(crate) fn weighted_scores(dense: &[Ranked], lexical: &[Ranked], limit: usize) -> Vec<Ranked> {
    let least = dense.last().map_or(0.0, |(_, cosine)| cosine.clamp(0.0, 1.0));
    let points = |score: f32| LEXICAL_WEIGHT * score.clamp(0.0, LEXICAL_MOST);
    let mut sums: BTreeMap<PassageId, f32> = dense
        .iter()
        .map(|(id, cosine)| (*id, cosine.clamp(0.0, 1.0)))
        .collect();
    for (id, score) in lexical {
        *sums.entry(*id).or_insert(least) += points(*score);
    }
    let most = 1.0 + points(LEXICAL_MOST);
    let mut fused: Vec<Ranked> = sums.into_iter().map(|(id, sum)| (id, sum / most)).collect();
    sort(&mut fused);
    fused.truncate(limit);
    fused
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> PassageId {
        PassageId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn both_lists_count_and_ties_have_an_order() {
        let dense = vec![(id(1), 0.9), (id(2), 0.8), (id(3), 0.7)];
        let lexical = vec![(id(2), 12.0), (id(4), 3.0)];
        let fused = reciprocal_ranks(&[dense, lexical], 10);
        let order: Vec<_> = fused.iter().map(|(id, _)| id.0.as_u128()).collect();
        assert_eq!(order, [2, 1, 4, 3]);
        assert!(fused.iter().all(|(_, score)| *score > 0.0 && *score <= 1.0));
        let both = reciprocal_ranks(&[vec![(id(1), 0.1)], vec![(id(1), 0.1)]], 1);
        assert_eq!(both, [(id(1), 1.0)]);
    }

    #[test]
    fn words_lift_what_is_near_by_meaning() {
        let dense = vec![(id(1), 0.90), (id(2), 0.88), (id(3), 0.80)];
        let lexical = vec![(id(2), 10.0), (id(4), 8.0)];
        let fused = weighted_scores(&dense, &lexical, 10);
        let order: Vec<_> = fused.iter().map(|(id, _)| id.0.as_u128()).collect();
        // 0.88 and ten points, 0.90, the least cosine and eight points, 0.80.
        assert_eq!(order, [2, 1, 4, 3]);
        let expected = (0.88 + 10.0 * LEXICAL_WEIGHT) / (1.0 + LEXICAL_MOST * LEXICAL_WEIGHT);
        assert!((fused[0].1 - expected).abs() < 1e-6);
        let endless = weighted_scores(&[(id(1), 1.0)], &[(id(1), 1e9)], 1);
        assert!((endless[0].1 - 1.0).abs() < 1e-6);
        assert!(weighted_scores(&[], &[], 1).is_empty());
    }
}
