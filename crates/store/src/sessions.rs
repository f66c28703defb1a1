//! Signed-in sessions, and tries to sign in for the throttle. Technical records: they need no audit entry.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::UserId;
use aktenlage_domain::person::User;
use time::{Duration, OffsetDateTime};

use crate::convert::{instant, maybe};
use crate::engine::{Store, Tx, execute, fetch_optional};
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
    /// When the person signed in.
    pub began_at: OffsetDateTime,
    /// When it ends; the caller compares with the clock.
    pub expires_at: OffsetDateTime,
    /// When it was last used, as far as [`Tx::touch_session`] was told.
    pub last_seen_at: OffsetDateTime,
}

/// A try to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttempt {
    /// Told apart from all others by this.
    pub id: String,
    /// The user name as a hash, so that mistyped passwords in the name field are not kept.
    pub username_hash: String,
    /// Where it comes from.
    pub address: String,
    /// When.
    pub at: OffsetDateTime,
}

/// How many tries may fail within a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttemptLimits {
    /// With the same user name, from anywhere, since it last succeeded.
    pub per_username: i64,
    /// From the same address, with any user name.
    pub per_address: i64,
    /// The time.
    pub window: Duration,
}

impl Store {
    /// Lets a try to sign in through, counted as failed until [`Tx::attempt_succeeded`]; or returns the instant from
    /// which the next one may be tried. Check and count are one unit of work: of any number of tries side by side
    /// no more pass than of tries in a row.
    pub async fn reserve_attempt(
        &self,
        attempt: &NewAttempt,
        limits: &AttemptLimits,
    ) -> Result<Option<OffsetDateTime>, StoreError> {
        // Whoever only hammers is turned away without holding up those who write.
        let seen = self.read().await?.blocked_until(attempt, limits).await?;
        if seen.is_some() {
            return Ok(seen);
        }
        let mut tx = self.begin().await?;
        let blocked = tx.blocked_until(attempt, limits).await?;
        if blocked.is_none() {
            execute!(
                tx,
                sql::INSERT_FAILED_ATTEMPT,
                &attempt.id,
                &attempt.username_hash,
                &attempt.address,
                instant_to_text(attempt.at)
            )?;
            tx.commit().await?;
        }
        Ok(blocked)
    }
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
    /// A reserved try was the right one: it no longer counts as failed.
    pub async fn attempt_succeeded(&mut self, id: &str) -> Result<(), StoreError> {
        self.writing()?;
        execute!(self, sql::UPDATE_ATTEMPT_SUCCEEDED, id)?;
        Ok(())
    }
    /// The end of the time in which the name and the address of this try have failed too often, if they have.
    async fn blocked_until(
        &mut self,
        attempt: &NewAttempt,
        limits: &AttemptLimits,
    ) -> Result<Option<OffsetDateTime>, StoreError> {
        let since = instant_to_text(attempt.at - limits.window);
        // Of the newest failures the one that fills the limit: when it leaves the window, there is room again.
        let by_username: Option<(String,)> = fetch_optional!(
            self,
            (String,),
            sql::FAILURE_BY_USERNAME,
            &attempt.username_hash,
            &since,
            limits.per_username - 1
        )?;
        let by_address: Option<(String,)> = fetch_optional!(
            self,
            (String,),
            sql::FAILURE_BY_ADDRESS,
            &attempt.address,
            &since,
            limits.per_address - 1
        )?;
        let mut until = None;
        for (at,) in [by_username, by_address].into_iter().flatten() {
            let end = instant("sign_in_attempts.at", &at)? + limits.window;
            until = until.max(Some(end));
        }
        Ok(until)
    }
    /// Forgets attempts before an instant; returns how many.
    pub async fn delete_attempts_before(&mut self, before: OffsetDateTime) -> Result<u64, StoreError> {
        self.writing()?;
        execute!(self, sql::DELETE_ATTEMPTS_BEFORE, instant_to_text(before))
    }
}

row! {
    struct SessionRow [user: UserRow] {
        began_at: String,
        expires_at: String,
        last_seen_at: String,
    }
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;
    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        Ok(Self {
            user: row.user.try_into()?,
            began_at: instant("sessions.created_at", &row.began_at)?,
            expires_at: instant("sessions.expires_at", &row.expires_at)?,
            last_seen_at: instant("sessions.last_seen_at", &row.last_seen_at)?,
        })
    }
}
