//! What both measurements of search share: vectors that stand in for an encoder's, questions, and rounds of times.
use aktenlage_domain::passage::Passage;

/// Passages that are written at once.
pub(crate) const BATCH: usize = 64;
/// Rounds that count, after one that warms up.
pub(crate) const REPEATS: usize = 3;
/// Questions of a round.
pub(crate) const SEARCHES: usize = 200;
/// Words of a question; the first of a passage.
const WORDS: usize = 10;

/// Times of rounds of searches.
#[derive(Default)]
pub(crate) struct Rounds {
    medians: Vec<f64>,
    slowest: Vec<f64>,
}

impl Rounds {
    /// Adds the times of a round; round 0 warms up and does not count.
    pub(crate) fn add(&mut self, round: usize, times_ms: &mut [f64]) {
        if round > 0 {
            self.medians.push(percentile(times_ms, 50));
            self.slowest.push(percentile(times_ms, 95));
        }
    }

    /// Median over the rounds of the 50th and 95th percentile, in milliseconds.
    pub(crate) fn percentiles(mut self) -> (f64, f64) {
        (
            percentile(&mut self.medians, 50),
            percentile(&mut self.slowest, 50),
        )
    }
}

/// Passages with the vectors of their words.
pub(crate) fn with_vectors(batch: &[Passage], dimension: usize) -> Vec<(Passage, Vec<f32>)> {
    batch
        .iter()
        .map(|passage| (passage.clone(), hashed(&passage.text, dimension)))
        .collect()
}

/// A question: the first words of a passage. Round and number say of which one.
pub(crate) fn question(passages: &[Passage], round: usize, number: usize) -> String {
    let passage = passages.get((number * 7_919 + round) % passages.len().max(1));
    let words = passage.iter().flat_map(|passage| passage.text.split_whitespace());
    words.take(WORDS).collect::<Vec<_>>().join(" ")
}

/// A vector from the words of a text: equal words point the same way.
pub(crate) fn hashed(text: &str, dimension: usize) -> Vec<f32> {
    let mut vector = vec![1e-3; dimension];
    for word in text.split_whitespace() {
        let mut state = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        for value in &mut vector {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *value += if state >> 63 == 0 { 1.0 } else { -1.0 };
        }
    }
    vector
}

/// The value that so many percent of the values do not exceed.
fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len() * percent / 100).min(values.len().saturating_sub(1));
    values.get(place).copied().unwrap_or(f64::NAN)
}
