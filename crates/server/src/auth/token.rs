//! The session token, 256 random bits, and what follows from it: the digest that the database knows, and the token
//! that writes carry. Neither leads back to it, nor from one to the other.
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

/// The token that writes of this session carry. It is kept nowhere: whoever has the database or a copy of it has none.
pub(crate) fn csrf_token(session_token: &str) -> String {
    digest(&format!("aktenlage csrf token\n{session_token}"))
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
    fn the_token_of_writes_belongs_to_one_session_and_is_not_what_is_stored() {
        let (first, second) = ("a1".repeat(32), "b2".repeat(32));
        assert_eq!(csrf_token(&first), csrf_token(&first));
        assert_ne!(csrf_token(&first), csrf_token(&second));
        assert_ne!(csrf_token(&first), digest(&first));
        assert_eq!(csrf_token(&first).len(), 64);
    }

    #[test]
    fn the_digest_is_sha_256() {
        assert_eq!(
            digest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
