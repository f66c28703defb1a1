//! The version of a blueprint: a digest of what suggestions rest on, so that each names exactly that.
use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

/// What no suggestion rests on: labels of remarks bring entries before people and decide about nothing. Another label
/// makes no other suggestion, and no trained head of another blueprint.
const NO_BASIS: [&str; 1] = ["remarks.toml"];

/// `sha256:` and the first 12 hex digits over all relative paths and bytes, in the order of the paths.
pub(crate) fn version(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut digest = Sha256::new();
    let basis = files
        .iter()
        .filter(|(path, _)| !NO_BASIS.contains(&path.as_str()));
    for (path, bytes) in basis {
        // Lengths keep two files from reading like one.
        for part in [path.as_bytes(), bytes] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
    }
    let mut version = "sha256:".to_owned();
    for byte in digest.finalize().iter().take(6) {
        // Writing to a text cannot fail.
        let _ = write!(version, "{byte:02x}");
    }
    version
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_and_every_path_counts() {
        let one = BTreeMap::from([("a".to_owned(), b"bc".to_vec())]);
        let other = BTreeMap::from([("ab".to_owned(), b"c".to_vec())]);
        assert_eq!(version(&one), version(&one.clone()));
        assert_ne!(version(&one), version(&other));
        assert_eq!(version(&one).len(), "sha256:".len() + 12);
        let mut with_remarks = one.clone();
        with_remarks.insert("remarks.toml".to_owned(), b"labels = []".to_vec());
        assert_eq!(version(&one), version(&with_remarks), "no suggestion rests on it");
    }
}
