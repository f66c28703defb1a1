//! Sign-in: accounts, the throttle against guessing, sessions.
use std::time::Duration;

use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::ids::{UserId, new_uuid};
use aktenlage_domain::person::{Role, User};
use aktenlage_store::{Account, AttemptLimits, AuditDraft, NewAttempt, NewSession, StoreError, Tx};
use serde_json::json;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// Failed sign-ins until a user name or an address has to wait.
const LIMITS: AttemptLimits = AttemptLimits {
    per_username: 5,
    per_address: 30,
    window: time::Duration::minutes(15),
};

/// A session that is made longer ends a day after the sign-in at the latest.
const LONGEST_SESSION: Duration = Duration::from_hours(24);

/// A signed-in person.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who.
    pub user: User,
    /// When it ends.
    pub expires_at: OffsetDateTime,
}

/// Whether somebody may try to sign in now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInTry {
    /// One password may be checked.
    Granted(SignInAttempt),
    /// Too many failed.
    Wait {
        /// Until the next one is granted.
        seconds: u64,
    },
}

/// The right to check one password. It counts as a failure until [`Workbench::open_session`] is done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInAttempt {
    id: String,
}

fn username_digest(username: &str) -> String {
    format!("{:x}", Sha256::digest(username.as_bytes()))
}

impl Workbench {
    /// Gives a person access. `password_hash` in PHC form. A taken or empty name is an invalid field.
    pub async fn create_user(
        &self,
        username: &str,
        display_name: &str,
        role: Role,
        password_hash: &str,
    ) -> Result<User, WorkflowError> {
        let username = username.trim();
        if username.is_empty() || username.len() > 64 || username.contains(char::is_whitespace) {
            return Err(WorkflowError::invalid("username", "invalid_form"));
        }
        let at = self.clock().now();
        let user = User {
            id: UserId::new(self.clock(), self.entropy()),
            username: username.to_owned(),
            display_name: display_name.trim().to_owned(),
            role,
        };
        let mut tx = self.begin().await?;
        match tx.insert_user(&user, password_hash, at).await {
            Err(StoreError::Exists { .. }) => return Err(WorkflowError::invalid("username", "taken")),
            other => other?,
        }
        let detail = json!({ "user": user.id.to_string(), "role": role.as_str() });
        let draft = AuditDraft {
            at,
            actor: Actor::System,
            action: AuditAction::UserCreated,
            case: None,
            detail,
        };
        tx.append_audit(&draft).await?;
        tx.commit().await?;
        Ok(user)
    }

    /// Withdraws a person's access, or restores it. Sessions end at once; what the person did stays.
    pub async fn set_access(&self, username: &str, allowed: bool) -> Result<(), WorkflowError> {
        let action = if allowed {
            AuditAction::AccessRestored
        } else {
            AuditAction::AccessWithdrawn
        };
        let (mut tx, user) = self.account_to_change(username).await?;
        tx.set_user_disabled(user, !allowed).await?;
        self.tell_change(tx, user, action).await
    }

    /// Gives a person a new password, by its hash in PHC form. Sessions end at once.
    pub async fn set_password(&self, username: &str, password_hash: &str) -> Result<(), WorkflowError> {
        let (mut tx, user) = self.account_to_change(username).await?;
        tx.set_password_hash(user, password_hash).await?;
        self.tell_change(tx, user, AuditAction::PasswordChanged).await
    }

    async fn account_to_change(&self, username: &str) -> Result<(Tx, UserId), WorkflowError> {
        let mut tx = self.begin().await?;
        let account = tx.account_by_username(username).await?;
        let user = account
            .ok_or_else(|| WorkflowError::invalid("username", "unknown"))?
            .user
            .id;
        Ok((tx, user))
    }

    /// Writes down what was changed, which the entry vouches for as it stands now.
    async fn tell_change(&self, mut tx: Tx, user: UserId, action: AuditAction) -> Result<(), WorkflowError> {
        let draft = AuditDraft {
            at: self.clock().now(),
            actor: Actor::System,
            action,
            case: None,
            detail: json!({ "user": user.to_string() }),
        };
        tx.append_audit(&draft).await?;
        Ok(tx.commit().await?)
    }

    /// Everybody who has or had access.
    pub async fn users(&self) -> Result<Vec<User>, WorkflowError> {
        Ok(self.read().await?.users().await?)
    }

    /// Everybody, and whether they may sign in.
    pub async fn access(&self) -> Result<Vec<(User, bool)>, WorkflowError> {
        let accounts = self.read().await?.accounts().await?;
        let with_access = |account: Account| (account.user, !account.disabled);
        Ok(accounts.into_iter().map(with_access).collect())
    }

    /// The person and the password hash behind a user name, unless locked out.
    pub async fn credentials(&self, username: &str) -> Result<Option<(User, String)>, WorkflowError> {
        let account = self.read().await?.account_by_username(username).await?;
        Ok(account
            .filter(|account| !account.disabled)
            .map(|account| (account.user, account.password_hash)))
    }

    /// Grants a try with this name and from this address, unless too many failed. What is granted counts as failed
    /// at once: tries side by side are not more than tries in a row.
    pub async fn begin_sign_in(&self, username: &str, address: &str) -> Result<SignInTry, WorkflowError> {
        let attempt = NewAttempt {
            id: new_uuid(self.clock(), self.entropy()).to_string(),
            username_hash: username_digest(username),
            address: address.to_owned(),
            at: self.clock().now(),
        };
        let blocked_until = self.store().reserve_attempt(&attempt, &LIMITS).await?;
        Ok(match blocked_until {
            None => SignInTry::Granted(SignInAttempt { id: attempt.id }),
            Some(until) => SignInTry::Wait {
                seconds: (until - attempt.at).whole_seconds().max(1).unsigned_abs(),
            },
        })
    }

    /// Notes in the audit chain that a granted try failed.
    pub async fn record_failed_sign_in(&self, username: &str) -> Result<(), WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let user = tx
            .account_by_username(username)
            .await?
            .map(|account| account.user.id.to_string());
        let detail = json!({ "user": user });
        let draft = AuditDraft {
            at,
            actor: Actor::System,
            action: AuditAction::SignInFailed,
            case: None,
            detail,
        };
        tx.append_audit(&draft).await?;
        Ok(tx.commit().await?)
    }

    /// Signs a person in. Only the digest of the session token is kept.
    pub async fn open_session(
        &self,
        user: &User,
        attempt: &SignInAttempt,
        token_digest: &str,
        length: Duration,
    ) -> Result<Session, WorkflowError> {
        let at = self.clock().now();
        let expires_at = at + length;
        let mut tx = self.begin().await?;
        tx.attempt_succeeded(&attempt.id).await?;
        tx.delete_expired_sessions(at).await?;
        tx.delete_attempts_before(at - time::Duration::days(30)).await?;
        let session = NewSession {
            token_hash: token_digest.to_owned(),
            user: user.id,
            created_at: at,
            expires_at,
        };
        tx.insert_session(&session).await?;
        let actor = Actor::User(user.id);
        let draft = AuditDraft {
            at,
            actor,
            action: AuditAction::SignedIn,
            case: None,
            detail: json!({}),
        };
        tx.append_audit(&draft).await?;
        tx.commit().await?;
        Ok(Session {
            user: user.clone(),
            expires_at,
        })
    }

    /// The session behind a token; `None` if it is unknown, over, or the person is locked out.
    pub async fn session(&self, token_digest: &str) -> Result<Option<Session>, WorkflowError> {
        let now = self.clock().now();
        let stored = self.read().await?.session_by_token_hash(token_digest).await?;
        Ok(stored
            .filter(|session| session.expires_at > now)
            .map(|session| Session {
                user: session.user,
                expires_at: session.expires_at,
            }))
    }

    /// Lets a session last `length` from now on, because the person says so; never beyond a day after the sign-in, and
    /// never shorter than it was going to. `None` as for [`Self::session`].
    pub async fn extend_session(
        &self,
        token_digest: &str,
        length: Duration,
    ) -> Result<Option<Session>, WorkflowError> {
        let now = self.clock().now();
        let mut tx = self.begin().await?;
        let stored = tx.session_by_token_hash(token_digest).await?;
        let Some(session) = stored.filter(|session| session.expires_at > now) else {
            return Ok(None);
        };
        let longest = session.began_at + LONGEST_SESSION;
        let expires_at = session.expires_at.max(longest.min(now + length));
        tx.touch_session(token_digest, now, expires_at).await?;
        tx.commit().await?;
        Ok(Some(Session {
            user: session.user,
            expires_at,
        }))
    }

    /// Signs out.
    pub async fn close_session(&self, token_digest: &str) -> Result<(), WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let Some(session) = tx.session_by_token_hash(token_digest).await? else {
            return Ok(());
        };
        tx.delete_session(token_digest).await?;
        let actor = Actor::User(session.user.id);
        let draft = AuditDraft {
            at,
            actor,
            action: AuditAction::SignedOut,
            case: None,
            detail: json!({}),
        };
        tx.append_audit(&draft).await?;
        tx.commit().await?;
        self.presences().forget(session.user.id);
        Ok(())
    }
}
