//! A small generator of random numbers that gives the same on every machine.

/// `SplitMix64` (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
#[derive(Clone, Debug)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// Begins at a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next_number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A position below a length, 0 if there is none. Its bias is below `length` / 2^64.
    pub fn position(&mut self, length: usize) -> usize {
        let product = u128::from(self.next_number()) * (length as u128);
        usize::try_from(product >> 64).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the reference implementation says for this seed.
    #[test]
    fn the_published_sequence() {
        let mut numbers = SplitMix64::new(1_234_567);
        assert_eq!(numbers.next_number(), 6_457_827_717_110_365_317);
        assert_eq!(numbers.next_number(), 3_203_168_211_198_807_973);
        assert_eq!(numbers.next_number(), 9_817_491_932_198_370_423);
    }

    #[test]
    fn positions_are_below_the_length() {
        let mut numbers = SplitMix64::new(1);
        let mut seen = [false; 5];
        for _ in 0..200 {
            seen[numbers.position(5)] = true;
        }
        assert!(seen.iter().all(|seen| *seen));
        assert_eq!(numbers.position(0), 0);
    }
}
