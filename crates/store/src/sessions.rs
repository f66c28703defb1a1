//! Signed-in sessions, and failed sign-ins for the throttle. Technical records: they need no audit entry.
use aktenlage_domain::ids::UserId;
use aktenlage_domain::person::User;
use time::OffsetDateTime;

use crate::engine::Tx;
use crate::error::StoreError;

/// A session to be stored. The token itself is never stored, only its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// SHA-256 of the token, hex.
    pub token_hash: String,
    /// Who.
    pub user: UserId,
    /// The token that writes have to carry.
    pub csrf_token: String,
    /// When it began.
    pub created_at: OffsetDateTime,
    /// When it ends.
    pub expires_at: OffsetDateTime,
}

/// A session as found by its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who is signed in.
    pub user: User,
    /// The token that writes have to carry.
    pub csrf_token: String,
    /// When it ends; the caller compares with the clock.
    pub expires_at: OffsetDateTime,
    /// When it was last used, as far as [`Tx::touch_session`] was told.
    pub last_seen_at: OffsetDateTime,
}

/// Failed sign-ins since an instant (and since the last success of that user name).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedAttempts {
    /// With the same user name, from anywhere.
    pub by_username: i64,
    /// From the same address, with any user name.
    pub by_address: i64,
}

impl Tx {
    /// Keeps a session.
    pub async fn insert_session(&mut self, session: &NewSession) -> Result<(), StoreError> {
        todo!()
    }
    /// The session of a token, unless its user is disabled. Expired ones are returned too: compare `expires_at`.
    pub async fn session_by_token_hash(&mut self, token_hash: &str) -> Result<Option<Session>, StoreError> {
        todo!()
    }
    /// Notes that a session was used and when it ends now.
    pub async fn touch_session(
        &mut self,
        token_hash: &str,
        last_seen_at: OffsetDateTime,
        expires_at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        todo!()
    }
    /// Ends a session.
    pub async fn delete_session(&mut self, token_hash: &str) -> Result<(), StoreError> {
        todo!()
    }
    /// Forgets what ended before `now`; returns how many.
    pub async fn delete_expired_sessions(&mut self, now: OffsetDateTime) -> Result<u64, StoreError> {
        todo!()
    }
    /// Notes a sign-in. The user name comes as a hash, so that mistyped passwords in the name field are not kept.
    pub async fn record_attempt(
        &mut self,
        username_hash: &str,
        address: &str,
        succeeded: bool,
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        todo!()
    }
    /// How many sign-ins failed at or after `since`.
    pub async fn failed_attempts_since(
        &mut self,
        username_hash: &str,
        address: &str,
        since: OffsetDateTime,
    ) -> Result<FailedAttempts, StoreError> {
        todo!()
    }
    /// Forgets attempts before an instant; returns how many.
    pub async fn delete_attempts_before(&mut self, before: OffsetDateTime) -> Result<u64, StoreError> {
        todo!()
    }
}
