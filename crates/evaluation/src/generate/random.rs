//! Seeded choices: everything that the generator leaves to chance goes through here.
use crate::metrics::random::SplitMix64;

/// A stream of choices; the same seed gives the same choices on every machine.
#[derive(Clone, Debug)]
pub struct Chance {
    numbers: SplitMix64,
}

impl Chance {
    /// The stream of one purpose: what one purpose draws moves no other.
    pub fn of(seed: u64, purpose: &str) -> Self {
        // FNV-1a: short words, no adversary.
        let hash = purpose.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self {
            numbers: SplitMix64::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ hash),
        }
    }

    /// A number below a bound; 0 if the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.numbers.position(bound)
    }

    /// A number from `low` to `high`, both included; `low` if that is no range.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(width)).unwrap_or_default()
    }

    /// Happens in so many of a hundred cases.
    pub fn in_hundred(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list; `None` if it is empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let position = self.below(list.len());
        list.get(position)
    }

    /// One of some words; empty if there are none.
    pub fn word(&mut self, words: &[&str]) -> String {
        self.pick(words).copied().unwrap_or_default().to_owned()
    }

    /// One of some texts; empty if there are none.
    pub fn text(&mut self, texts: &[String]) -> String {
        self.pick(texts).cloned().unwrap_or_default()
    }

    /// So many decimal digits.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| self.character("0123456789")).collect()
    }

    /// One of some ASCII characters.
    pub fn character(&mut self, characters: &str) -> char {
        let position = self.below(characters.len());
        characters
            .as_bytes()
            .get(position)
            .map_or('0', |byte| char::from(*byte))
    }

    /// A seed for something that draws by itself.
    pub const fn seed(&mut self) -> u64 {
        self.numbers.next_number()
    }

    /// Puts a list into random order (Fisher, Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.below(last + 1);
            list.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_draw_apart_and_seeds_repeat() {
        let draw = |seed, purpose| Chance::of(seed, purpose).digits(12);
        assert_eq!(draw(1, "names"), draw(1, "names"));
        assert_ne!(draw(1, "names"), draw(1, "streets"));
        assert_ne!(draw(1, "names"), draw(2, "names"));
    }

    #[test]
    fn bounds_are_kept() {
        let mut chance = Chance::of(7, "bounds");
        assert!((0..200).all(|_| (3..=5).contains(&chance.between(3, 5))));
        assert_eq!(chance.pick::<u8>(&[]), None);
    }
}
