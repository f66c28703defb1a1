//! People who may sign in.
use aktenlage_domain::ids::UserId;
use aktenlage_domain::person::User;
use time::OffsetDateTime;

use crate::engine::Tx;
use crate::error::StoreError;

/// What the sign-in needs to know about a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub user: User,
    /// Hash of the password in PHC form. Never logged: `Debug` leaves it out.
    pub password_hash: String,
    /// Whether the person may no longer sign in.
    pub disabled: bool,
}

impl Tx {
    /// Gives a person access. Commit needs an entry `user_created`. A taken user name is [`StoreError::Exists`].
    pub async fn insert_user(
        &mut self,
        user: &User,
        password_hash: &str,
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        todo!()
    }
    /// Locks a person out or lets them in again. Commit needs an entry `user_created`.
    pub async fn set_user_disabled(&mut self, user: UserId, disabled: bool) -> Result<(), StoreError> {
        todo!()
    }
    /// The account with this user name, compared exactly.
    pub async fn account_by_username(&mut self, username: &str) -> Result<Option<Account>, StoreError> {
        todo!()
    }
    /// One person, also a disabled one: old records name them.
    pub async fn user(&mut self, id: UserId) -> Result<Option<User>, StoreError> {
        todo!()
    }
    /// Everybody, by display name.
    pub async fn users(&mut self) -> Result<Vec<User>, StoreError> {
        todo!()
    }
}
