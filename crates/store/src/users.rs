//! People who may sign in.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::UserId;
use aktenlage_domain::person::User;
use time::OffsetDateTime;

use crate::convert::{all, maybe, word};
use crate::engine::{Tx, execute, fetch_all, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

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
        self.change(Change::User)?;
        let inserted = execute!(
            self,
            sql::INSERT_USER,
            user.id.to_string(),
            &user.username,
            &user.display_name,
            user.role.as_str(),
            password_hash,
            instant_to_text(at),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists { record: "user" });
        }
        self.wrote_user(user.id);
        Ok(())
    }
    /// Withdraws or restores access and ends all sessions of the person; withdrawn, it also removes how far the person saw
    /// which case. Commit needs an entry
    /// `access_withdrawn` or `access_restored`.
    pub async fn set_user_disabled(&mut self, id: UserId, disabled: bool) -> Result<(), StoreError> {
        self.change(Change::User)?;
        execute!(
            self,
            sql::UPDATE_USER_DISABLED,
            id.to_string(),
            i64::from(disabled)
        )?;
        self.wrote_user(id);
        execute!(self, sql::DELETE_SESSIONS_OF_USER, id.to_string())?;
        if disabled {
            execute!(self, sql::DELETE_VIEWS_OF_USER, id.to_string())?;
        }
        Ok(())
    }
    /// Sets a new password and ends all sessions of the person. Commit needs an entry `password_changed`.
    pub async fn set_password_hash(&mut self, id: UserId, password_hash: &str) -> Result<(), StoreError> {
        self.change(Change::User)?;
        execute!(self, sql::UPDATE_PASSWORD_HASH, id.to_string(), password_hash)?;
        self.wrote_user(id);
        execute!(self, sql::DELETE_SESSIONS_OF_USER, id.to_string())?;
        Ok(())
    }
    fn wrote_user(&mut self, id: UserId) {
        let id = id.to_string();
        self.wrote(Table::Users, &id, (&id, ""));
    }
    /// The account with this user name, compared exactly.
    pub async fn account_by_username(&mut self, username: &str) -> Result<Option<Account>, StoreError> {
        maybe(fetch_optional!(
            self,
            AccountRow,
            sql::ACCOUNT_BY_USERNAME,
            username
        )?)
    }
    /// Everybody's account, by display name.
    pub async fn accounts(&mut self) -> Result<Vec<Account>, StoreError> {
        all(fetch_all!(self, AccountRow, sql::ACCOUNTS)?)
    }
    /// One person, also a disabled one: old records name them.
    pub async fn user(&mut self, id: UserId) -> Result<Option<User>, StoreError> {
        maybe(fetch_optional!(self, UserRow, sql::USER_BY_ID, id.to_string())?)
    }
    /// Everybody, by display name.
    pub async fn users(&mut self) -> Result<Vec<User>, StoreError> {
        all(fetch_all!(self, UserRow, sql::USERS)?)
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut form = formatter.debug_struct("Account");
        form.field("user", &self.user.id)
            .field("disabled", &self.disabled);
        form.finish_non_exhaustive()
    }
}

row! {
    pub(crate) struct UserRow {
        id: String,
        username: String,
        display_name: String,
        role: String,
    }
}

impl TryFrom<UserRow> for User {
    type Error = StoreError;
    fn try_from(row: UserRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("users.id", &row.id)?,
            username: row.username,
            display_name: row.display_name,
            role: word("users.role", &row.role)?,
        })
    }
}

row! {
    struct AccountRow [user: UserRow] {
        password_hash: String,
        disabled: i64,
    }
}

impl TryFrom<AccountRow> for Account {
    type Error = StoreError;
    fn try_from(row: AccountRow) -> Result<Self, StoreError> {
        Ok(Self {
            user: row.user.try_into()?,
            password_hash: row.password_hash,
            disabled: row.disabled != 0,
        })
    }
}
