//! Passwords: argon2id with the parameters that OWASP recommends (19 MiB, two passes, one lane).
use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{CustomizedPasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use super::randomness::{Randomness, RandomnessError};

/// Shortest password that [`hash`] takes, in characters.
pub const SHORTEST_PASSWORD: usize = 12;
/// Longest password that is looked at, in bytes: more would only cost time.
pub const LONGEST_PASSWORD_BYTES: usize = 1024;

/// Why a password was not hashed or checked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short; choose a longer one.
    #[error("a password needs at least {SHORTEST_PASSWORD} characters")]
    TooShort,
    /// Too long; choose a shorter one.
    #[error("a password has at most {LONGEST_PASSWORD_BYTES} bytes")]
    TooLong,
    /// No salt.
    #[error(transparent)]
    Randomness(#[from] RandomnessError),
    /// The hash function failed, or what is stored is not a hash; the operator sets a new password.
    #[error("password hash: {0}")]
    Hash(String),
}

/// Hashes a new password with a new salt; the result (a PHC string) is what is stored. Takes some 30 ms: call it
/// where blocking is allowed.
pub fn hash(password: &SecretString, randomness: &dyn Randomness) -> Result<String, PasswordError> {
    let text = password.expose_secret();
    if text.chars().count() < SHORTEST_PASSWORD {
        return Err(PasswordError::TooShort);
    }
    if text.len() > LONGEST_PASSWORD_BYTES {
        return Err(PasswordError::TooLong);
    }
    let mut salt = [0_u8; 16];
    randomness.fill(&mut salt)?;
    let hashed = hasher().hash_password_customized(
        text.as_bytes(),
        &salt,
        Some(Algorithm::Argon2id.ident().as_str()),
        Some(Version::V0x13.into()),
        Params::default(),
    );
    hashed
        .map(|hash: PasswordHash| hash.to_string())
        .map_err(|error| PasswordError::Hash(error.to_string()))
}

/// Whether the password belongs to the stored hash. Takes as long as hashing.
pub fn verify(password: &SecretString, stored: &str) -> Result<bool, PasswordError> {
    let stored = PasswordHash::new(stored).map_err(|error| PasswordError::Hash(error.to_string()))?;
    match hasher().verify_password(password.expose_secret().as_bytes(), &stored) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(PasswordError::Hash(error.to_string())),
    }
}

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// Checks passwords off the async threads, a few at a time, and takes equally long for names that do not exist.
#[derive(Clone)]
pub(crate) struct PasswordChecker {
    decoy: Arc<str>,
    permits: Arc<Semaphore>,
}

impl PasswordChecker {
    /// `parallel` bounds memory and processors that strangers can occupy (19 MiB each).
    pub(crate) fn new(randomness: &dyn Randomness, parallel: usize) -> Result<Self, PasswordError> {
        let nobody = SecretString::from(super::token::new_token(randomness)?);
        Ok(Self {
            decoy: hash(&nobody, randomness)?.into(),
            permits: Arc::new(Semaphore::new(parallel)),
        })
    }

    /// Whether the password is right; `stored` is `None` for a name that does not exist.
    pub(crate) async fn check(
        &self,
        password: SecretString,
        stored: Option<String>,
    ) -> Result<bool, PasswordError> {
        if password.expose_secret().len() > LONGEST_PASSWORD_BYTES {
            return Ok(false);
        }
        let exists = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.decoy.to_string());
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let checked = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            verify(&password, &stored)
        });
        let right = checked
            .await
            .map_err(|error| PasswordError::Hash(error.to_string()))??;
        Ok(exists && right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::randomness::SystemRandomness;

    fn secret(text: &str) -> SecretString {
        SecretString::from(text.to_owned())
    }

    #[test]
    fn a_password_is_recognised_and_no_other() {
        let stored = hash(&secret("Akten liegen ruhig"), &SystemRandomness).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(verify(&secret("Akten liegen ruhig"), &stored), Ok(true));
        assert_eq!(verify(&secret("akten liegen ruhig"), &stored), Ok(false));
        assert_ne!(
            hash(&secret("Akten liegen ruhig"), &SystemRandomness).unwrap(),
            stored
        );
        assert!(matches!(
            verify(&secret("x"), "no hash"),
            Err(PasswordError::Hash(_))
        ));
    }

    #[test]
    fn bounds_are_named() {
        assert_eq!(
            hash(&secret("elf Zeichen"), &SystemRandomness),
            Err(PasswordError::TooShort)
        );
        assert_eq!(
            hash(&secret(&"a".repeat(2000)), &SystemRandomness),
            Err(PasswordError::TooLong)
        );
    }

    #[tokio::test]
    async fn nobody_has_no_password() {
        let checker = PasswordChecker::new(&SystemRandomness, 1).unwrap();
        assert_eq!(checker.check(secret("irgendein Passwort"), None).await, Ok(false));
        let stored = hash(&secret("irgendein Passwort"), &SystemRandomness).unwrap();
        assert_eq!(
            checker.check(secret("irgendein Passwort"), Some(stored)).await,
            Ok(true)
        );
    }
}
