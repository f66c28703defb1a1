//! Signed-in sessions, and failed sign-ins for the throttle. Technical records: they need no audit entry.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::UserId;
use aktenlage_domain::person::User;
use time::OffsetDateTime;

use crate::convert::{instant, maybe};
use crate::engine::{Tx, execute, fetch_one, fetch_optional};
use crate::error::StoreError;
use crate::sql;
use crate::users::UserRow;

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
        self.writing()?;
        execute!(
            self,
            sql::INSERT_SESSION,
            &session.token_hash,
            session.user.to_string(),
            &session.csrf_token,
            instant_to_text(session.created_at),
            instant_to_text(session.expires_at),
        )?;
        Ok(())
    }
    /// The session of a token, unless its user is disabled. Expired ones are returned too: compare `expires_at`.
    pub async fn session_by_token_hash(&mut self, token_hash: &str) -> Result<Option<Session>, StoreError> {
        maybe(fetch_optional!(
            self,
            SessionRow,
            sql::SESSION_BY_TOKEN_HASH,
            token_hash
        )?)
    }
    /// Notes that a session was used and when it ends now.
    pub async fn touch_session(
        &mut self,
        token_hash: &str,
        last_seen_at: OffsetDateTime,
        expires_at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        self.writing()?;
        let (last_seen_at, expires_at) = (instant_to_text(last_seen_at), instant_to_text(expires_at));
        execute!(self, sql::TOUCH_SESSION, token_hash, last_seen_at, expires_at)?;
        Ok(())
    }
    /// Ends a session.
    pub async fn delete_session(&mut self, token_hash: &str) -> Result<(), StoreError> {
        self.writing()?;
        execute!(self, sql::DELETE_SESSION, token_hash)?;
        Ok(())
    }
    /// Forgets what ended before `now`; returns how many.
    pub async fn delete_expired_sessions(&mut self, now: OffsetDateTime) -> Result<u64, StoreError> {
        self.writing()?;
        execute!(self, sql::DELETE_EXPIRED_SESSIONS, instant_to_text(now))
    }
    /// Notes a sign-in. The user name comes as a hash, so that mistyped passwords in the name field are not kept.
    pub async fn record_attempt(
        &mut self,
        username_hash: &str,
        address: &str,
        succeeded: bool,
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        self.writing()?;
        let succeeded = i64::from(succeeded);
        execute!(
            self,
            sql::INSERT_ATTEMPT,
            username_hash,
            address,
            succeeded,
            instant_to_text(at)
        )?;
        Ok(())
    }
    /// How many sign-ins failed at or after `since`.
    pub async fn failed_attempts_since(
        &mut self,
        username_hash: &str,
        address: &str,
        since: OffsetDateTime,
    ) -> Result<FailedAttempts, StoreError> {
        let since = instant_to_text(since);
        let (by_username,) = fetch_one!(self, (i64,), sql::FAILED_BY_USERNAME, username_hash, &since)?;
        let (by_address,) = fetch_one!(self, (i64,), sql::FAILED_BY_ADDRESS, address, &since)?;
        Ok(FailedAttempts {
            by_username,
            by_address,
        })
    }
    /// Forgets attempts before an instant; returns how many.
    pub async fn delete_attempts_before(&mut self, before: OffsetDateTime) -> Result<u64, StoreError> {
        self.writing()?;
        execute!(self, sql::DELETE_ATTEMPTS_BEFORE, instant_to_text(before))
    }
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    #[sqlx(flatten)]
    user: UserRow,
    csrf_token: String,
    expires_at: String,
    last_seen_at: String,
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;
    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        Ok(Self {
            user: row.user.try_into()?,
            csrf_token: row.csrf_token,
            expires_at: instant("sessions.expires_at", &row.expires_at)?,
            last_seen_at: instant("sessions.last_seen_at", &row.last_seen_at)?,
        })
    }
}
