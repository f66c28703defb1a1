//! Databases that are there already, for commands that only look: nothing is made, migrated or written.
use std::cmp::Ordering;
use std::path::Path;
use std::str::FromStr;

use secrecy::{ExposeSecret, SecretString};
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use crate::engine::{Engine, Store, WAIT, fetch_one};
use crate::error::StoreError;
use crate::{migrations, sql};

/// A few statements one after the other need no more.
const CONNECTIONS: u32 = 2;

impl Store {
    /// The database in this file for reading; `None` if there is no file or no audit chain in it.
    pub async fn existing_sqlite(path: &Path) -> Result<Option<Self>, StoreError> {
        if !path.exists() {
            return Ok(None);
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(false)
            .pragma("query_only", "ON")
            .disable_statement_logging();
        let readers = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(WAIT)
            .connect_with(options)
            .await?;
        let (chains,): (i64,) = sqlx::query_as(sql::CHAIN_EXISTS_SQLITE)
            .fetch_one(&readers)
            .await?;
        let writer = readers.clone();
        Self::with_chain(Engine::Sqlite { readers, writer }, chains).await
    }

    /// The PostgreSQL database for reading; `None` if there is no audit chain in it.
    pub async fn existing_postgres(url: &SecretString) -> Result<Option<Self>, StoreError> {
        let options = PgConnectOptions::from_str(url.expose_secret())?
            .application_name("aktenlage")
            .options([("default_transaction_read_only", "on")])
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(WAIT)
            .connect_with(options)
            .await?;
        let (chains,): (i64,) = sqlx::query_as(sql::CHAIN_EXISTS_POSTGRES)
            .fetch_one(&pool)
            .await?;
        Self::with_chain(Engine::Postgres(pool), chains).await
    }

    /// A chain without its first entry is none: a file that was just made, or emptied. Tables of another version of
    /// the program cannot be looked at: the statements of this one name columns that may not be there.
    async fn with_chain(engine: Engine, chains: i64) -> Result<Option<Self>, StoreError> {
        let store = Self { engine };
        let mut tx = store.read().await?;
        if chains == 0 || tx.audit_total().await? == 0 {
            return Ok(None);
        }
        let (found,) = fetch_one!(tx, (i64,), sql::LAST_MIGRATION)?;
        drop(tx);
        match found.cmp(&migrations::LAST) {
            Ordering::Equal => Ok(Some(store)),
            Ordering::Less => Err(StoreError::Unavailable(format!(
                "the database was set up by an older program (migration {found}); `aktenlage serve` brings it up to date"
            ))),
            Ordering::Greater => Err(StoreError::Unavailable(format!(
                "the database was set up by a newer program (migration {found}); use that one"
            ))),
        }
    }
}
