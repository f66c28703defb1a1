//! What both measurements of search share: vectors that stand in for an encoder's, and percentiles.

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
pub(crate) fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = (values.len() * percent / 100).min(values.len().saturating_sub(1));
    values.get(place).copied().unwrap_or(f64::NAN)
}
