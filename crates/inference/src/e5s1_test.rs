//! Weight files made by hand: a whole one is read, and one that is cut off, wherever, is refused.

use std::path::Path;

use crate::InferenceError;
use crate::e5s1::E5s1;

pub(crate) const HIDDEN: usize = 32;
pub(crate) const POSITIONS: usize = 40;
const INNER: usize = 64;
const VOCABULARY: usize = 12;
/// Tensors begin at multiples of so many bytes.
const ALIGNMENT: usize = 32;

/// Tensors of plain numbers, and how many they have.
const PLAIN: [(&str, usize); 20] = [
    ("emb.pos", POSITIONS * HIDDEN),
    ("emb.type", HIDDEN),
    ("emb.ln.w", HIDDEN),
    ("emb.ln.b", HIDDEN),
    ("l0.q.w", HIDDEN * HIDDEN),
    ("l0.q.b", HIDDEN),
    ("l0.k.w", HIDDEN * HIDDEN),
    ("l0.k.b", HIDDEN),
    ("l0.v.w", HIDDEN * HIDDEN),
    ("l0.v.b", HIDDEN),
    ("l0.ao.w", HIDDEN * HIDDEN),
    ("l0.ao.b", HIDDEN),
    ("l0.aln.w", HIDDEN),
    ("l0.aln.b", HIDDEN),
    ("l0.fi.w", INNER * HIDDEN),
    ("l0.fi.b", INNER),
    ("l0.fo.w", HIDDEN * INNER),
    ("l0.fo.b", HIDDEN),
    ("l0.oln.w", HIDDEN),
    ("l0.oln.b", HIDDEN),
];

/// An encoder with one layer; its words are blocks in the layout `Q4_0`.
pub(crate) fn tiny() -> Vec<u8> {
    let mut tensors = vec![("emb.word", 1, VOCABULARY * HIDDEN, blocks())];
    tensors.extend(PLAIN.map(|(name, count)| (name, 0, count, numbers(name, count))));

    let mut bytes = b"E5S1".to_vec();
    for number in [1, HIDDEN, 1, 2, INNER, VOCABULARY, POSITIONS, 1] {
        bytes.extend(four(number));
    }
    bytes.extend(1e-5_f32.to_le_bytes());
    bytes.extend(four(HIDDEN));
    // A tokenizer of two pieces that nobody reads: special tokens, text, offsets, scores, map.
    bytes.extend(four(2));
    bytes.extend([0; 16]);
    bytes.extend(3_u64.to_le_bytes());
    bytes.extend([0; 3 * 4 + 2 * 4]);
    bytes.extend(b"abc");
    bytes.extend(four(1));
    bytes.extend(four(5));
    bytes.extend([0; 5]);
    bytes.extend(four(tensors.len()));
    let directory: usize = tensors
        .iter()
        .map(|(name, ..)| 2 + name.len() + 1 + 4 + 8 + 8)
        .sum();
    let mut offset = (bytes.len() + directory).next_multiple_of(ALIGNMENT);
    let start = offset;
    for (name, kind, count, data) in &tensors {
        bytes.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend(name.as_bytes());
        bytes.push(*kind);
        bytes.extend(four(*count));
        for number in [offset, data.len()] {
            bytes.extend(u64::try_from(number).unwrap().to_le_bytes());
        }
        offset = (offset + data.len()).next_multiple_of(ALIGNMENT);
    }
    bytes.resize(start, 0);
    for (.., data) in &tensors {
        bytes.resize(bytes.len().next_multiple_of(ALIGNMENT), 0);
        bytes.extend(data);
    }
    bytes
}

fn four(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_le_bytes()
}

/// A scale of 1/16 in half precision, then 32 numbers of four bits, for every row.
fn blocks() -> Vec<u8> {
    let rows = (0..VOCABULARY).map(|row| {
        let mut block = vec![0x00_u8, 0x2c];
        block.extend((0..16).map(|place| u8::try_from((row * 37 + place * 11) % 256).unwrap()));
        block
    });
    rows.flatten().collect()
}

/// Scales around 1, everything else around 0.
fn numbers(name: &str, count: usize) -> Vec<u8> {
    let around = if name.ends_with("ln.w") { 1.0 } else { 0.0 };
    let number = |index: usize| {
        let steps = u16::try_from((index + name.len()) * 7919 % 2003).unwrap();
        around + f32::from(steps) / 5000.0 - 0.2
    };
    (0..count).flat_map(|index| number(index).to_le_bytes()).collect()
}

#[test]
fn a_whole_file_is_read() {
    let read = E5s1::parse(&tiny(), Path::new("weights.bin")).unwrap();
    assert_eq!(read.config.hidden_size, HIDDEN);
    assert_eq!(read.config.max_position_embeddings, POSITIONS);
}

#[test]
fn a_file_that_is_cut_off_is_refused_wherever_it_ends() {
    let whole = tiny();
    for length in 0..whole.len() {
        let Err(error) = E5s1::parse(&whole[..length], Path::new("weights.bin")) else {
            panic!("{length} of {} bytes were taken", whole.len());
        };
        assert!(
            matches!(&error, InferenceError::Malformed { file, reason }
                if file == "weights.bin" && reason.ends_with("cut off")),
            "{length} bytes: {error}"
        );
    }
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let mut other = tiny();
    other[0] = b'F';
    assert!(E5s1::parse(&other, Path::new("weights.bin")).is_err());
    let mut newer = tiny();
    newer[4] = 2;
    assert!(E5s1::parse(&newer, Path::new("weights.bin")).is_err());
}
