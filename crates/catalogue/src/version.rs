//! The version of a blueprint: a digest of its content, so that a suggestion names exactly what it rests on.
use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

/// `sha256:` and the first 12 hex digits over all relative paths and bytes, in the order of the paths.
pub(crate) fn version(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut digest = Sha256::new();
    for (path, bytes) in files {
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
    }
}
