//! A deterministic stand-in for an encoder: hashed word n-grams, no weights, no threads.
//!
//! Texts that share words and word beginnings come out close to each other, which is all that
//! tests of the layers above need.

/// Identity of the stand-in, with its dimension behind it.
pub(crate) const NAME: &str = "scripted";

/// Vector of one text, of length 1.
pub(crate) fn vector(text: &str, dimension: usize) -> Vec<f32> {
    let mut vector = vec![0.0_f32; dimension];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    for (index, word) in words.iter().enumerate() {
        add(&mut vector, word.as_bytes(), 1.0);
        let beginning: String = word.chars().take(5).collect();
        add(&mut vector, format!("{beginning}*").as_bytes(), 0.5);
        if let Some(next) = words.get(index + 1) {
            add(&mut vector, format!("{word} {next}").as_bytes(), 0.5);
        }
    }
    normalise(&mut vector);
    vector
}

/// Words plus the two special tokens an encoder would add.
pub(crate) fn token_count(text: &str) -> usize {
    text.split_whitespace().count() + 2
}

fn add(vector: &mut [f32], feature: &[u8], weight: f32) {
    let hash = feature.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let length = vector.len() as u64;
    if length == 0 {
        return;
    }
    // The upper half decides the sign, so that collisions cancel instead of adding up.
    let sign = if hash >> 63 == 0 { weight } else { -weight };
    if let Some(place) = usize::try_from((hash & 0xffff_ffff) % length)
        .ok()
        .and_then(|index| vector.get_mut(index))
    {
        *place += sign;
    }
}

fn normalise(vector: &mut [f32]) {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        for value in vector.iter_mut() {
            *value /= length;
        }
    } else if let Some(first) = vector.first_mut() {
        // A text without words still gets a vector of length 1.
        *first = 1.0;
    }
}
