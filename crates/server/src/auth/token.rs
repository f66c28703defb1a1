//! Session and CSRF tokens: 256 random bits each. The database knows the session token's digest alone.
use sha2::{Digest, Sha256};

use super::randomness::{Randomness, RandomnessError};

/// A new token as 64 hexadecimal digits.
pub(crate) fn new_token(randomness: &dyn Randomness) -> Result<String, RandomnessError> {
    let mut bytes = [0_u8; 32];
    randomness.fill(&mut bytes)?;
    Ok(to_hex(&bytes))
}

/// What is stored in place of a token.
pub(crate) fn digest(token: &str) -> String {
    digest_bytes(token.as_bytes())
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn digest_bytes(bytes: &[u8]) -> String {
    to_hex(&Sha256::digest(bytes))
}

/// Whether two tokens are the same. Their digests are compared, so the time taken says nothing about the content.
pub(crate) fn matches(given: &str, expected: &str) -> bool {
    !expected.is_empty() && Sha256::digest(given.as_bytes()) == Sha256::digest(expected.as_bytes())
}

/// Lower-case hexadecimal digits.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::randomness::SystemRandomness;

    #[test]
    fn tokens_are_long_and_new_each_time() {
        let (first, second) = (
            new_token(&SystemRandomness).unwrap(),
            new_token(&SystemRandomness).unwrap(),
        );
        assert_eq!(first.len(), 64);
        assert_ne!(first, second);
        assert!(matches(&first, &first) && !matches(&first, &second));
        assert!(!matches("", ""), "a session without a token accepts nothing");
    }

    #[test]
    fn the_digest_is_sha_256() {
        assert_eq!(
            digest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
