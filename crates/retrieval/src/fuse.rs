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
}
