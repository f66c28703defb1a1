//! Puts texts of like length together, so that one pass of the model stays within a budget.

/// Tokens in one pass. Large enough for full speed of the matrix products, small enough that a
/// waiting query gets its turn soon.
pub(crate) const TOKENS_PER_PASS: usize = 512;

/// Groups texts, given their lengths in tokens, into passes of at most [`TOKENS_PER_PASS`] tokens
/// (a longer text gets a pass of its own). Every index appears exactly once; longest first.
pub(crate) fn passes(lengths: &[usize]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(lengths[*index]));
    let mut passes: Vec<Vec<usize>> = Vec::new();
    let mut tokens = 0;
    for index in order {
        let length = lengths[index];
        match passes.last_mut() {
            Some(pass) if tokens + length <= TOKENS_PER_PASS => {
                pass.push(index);
                tokens += length;
            }
            _ => {
                passes.push(vec![index]);
                tokens = length;
            }
        }
    }
    passes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_in_exactly_one_pass_within_the_budget() {
        let lengths = [3, 511, 40, 0, 600, 40, 200, 100, 512, 7];
        let passes = passes(&lengths);
        let mut seen: Vec<usize> = passes.concat();
        seen.sort_unstable();
        assert_eq!(seen, (0..lengths.len()).collect::<Vec<_>>());
        for pass in &passes {
            let tokens: usize = pass.iter().map(|index| lengths[*index]).sum();
            assert!(tokens <= TOKENS_PER_PASS || pass.len() == 1, "{pass:?}");
        }
        assert!(passes.len() <= 5, "{} passes", passes.len());
    }

    #[test]
    fn no_texts_need_no_pass() {
        assert!(passes(&[]).is_empty());
    }
}
