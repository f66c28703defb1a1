//! One contract, two engines: checks that every store passes, and throwaway databases to run them on.
//!
//! A check takes a fresh [`TestDatabase`] and panics when the store breaks its word.
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use aktenlage_domain::clock::FixedClock;
use secrecy::SecretString;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::engine::{Engine, Store};
use crate::error::StoreError;

pub mod audit;
pub mod case_views;
pub mod copies;
pub mod decisions;
pub mod divided;
pub mod drift;
pub mod first_receipts;
pub mod fixtures;
pub mod intake;
pub mod jobs;
pub mod joinings;
pub mod letters;
pub mod mailboxes;
pub mod packed;
pub mod placements;
pub mod queue;
pub mod records;
pub mod samples;
pub mod schema;
pub mod shadows;
pub mod sign_in;
pub mod status_links;
pub mod transfer;
pub mod triage;
pub mod units;

/// What a check gives back: a store error is a failure too.
pub type Checked = Result<(), StoreError>;

/// A database of its own: a SQLite file in a temporary directory, or a schema of its own in a PostgreSQL database.
#[derive(Debug)]
pub struct TestDatabase {
    /// The store on it.
    pub store: Store,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Sqlite(tempfile::TempDir),
    Postgres { url: String, schema: String },
}

/// The clock of every check.
pub fn clock() -> FixedClock {
    FixedClock::at("2026-11-22T10:00:00Z")
}

impl TestDatabase {
    /// A new SQLite file.
    pub async fn sqlite() -> Result<Self, StoreError> {
        let directory = tempfile::tempdir().map_err(|error| crate::error::from_io(&error))?;
        Ok(Self {
            store: Store::open_sqlite(&sqlite_path(&directory), &clock()).await?,
            place: Place::Sqlite(directory),
        })
    }

    /// A new schema in the database at `url`. [`TestDatabase::remove`] drops it.
    pub async fn postgres(url: &str) -> Result<Self, StoreError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let schema = format!("test_{}_{number}", std::process::id());
        admin(url, &format!("DROP SCHEMA IF EXISTS {schema} CASCADE")).await?;
        admin(url, &format!("CREATE SCHEMA {schema}")).await?;
        let separator = if url.contains('?') { '&' } else { '?' };
        let url = format!("{url}{separator}options[search_path]={schema}");
        Ok(Self {
            store: Store::connect_postgres(&SecretString::from(url.as_str()), &clock()).await?,
            place: Place::Postgres { url, schema },
        })
    }

    /// Another store on the same database, as after a restart.
    pub async fn reopen(&self) -> Result<Store, StoreError> {
        match &self.place {
            Place::Sqlite(directory) => Store::open_sqlite(&sqlite_path(directory), &clock()).await,
            Place::Postgres { url, .. } => {
                Store::connect_postgres(&SecretString::from(url.as_str()), &clock()).await
            }
        }
    }

    /// A store on the same database as commands that only look have it.
    pub async fn existing(&self) -> Result<Option<Store>, StoreError> {
        match &self.place {
            Place::Sqlite(directory) => Store::existing_sqlite(&sqlite_path(directory)).await,
            Place::Postgres { url, .. } => Store::existing_postgres(&SecretString::from(url.as_str())).await,
        }
    }

    /// Runs statements past the store, as somebody with access to the database could.
    pub async fn execute_raw(&self, statements: &str) -> Result<(), StoreError> {
        let sql = AssertSqlSafe(statements.to_owned());
        match &self.store.engine {
            Engine::Sqlite { writer, .. } => sqlx::raw_sql(sql).execute(writer).await.map(|_| ())?,
            Engine::Postgres(pool) => sqlx::raw_sql(sql).execute(pool).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Takes the triggers away that keep the rows of a table as they are.
    pub async fn disarm(&self, table: &str) -> Result<(), StoreError> {
        let statements = match &self.place {
            Place::Sqlite(_) => format!("DROP TRIGGER {table}_no_update; DROP TRIGGER {table}_no_delete"),
            Place::Postgres { .. } => format!(
                "DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table}"
            ),
        };
        self.execute_raw(&statements).await
    }

    /// Closes the store and removes the database.
    pub async fn remove(self) -> Result<(), StoreError> {
        self.store.close().await;
        match self.place {
            Place::Sqlite(directory) => directory.close().map_err(|error| crate::error::from_io(&error)),
            Place::Postgres { url, schema } => admin(&url, &format!("DROP SCHEMA {schema} CASCADE")).await,
        }
    }
}

fn sqlite_path(directory: &tempfile::TempDir) -> PathBuf {
    directory.path().join("store.sqlite")
}

async fn admin(url: &str, statement: &str) -> Result<(), StoreError> {
    let mut connection = PgConnection::connect(url).await?;
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
        .execute(&mut connection)
        .await?;
    connection.close().await?;
    Ok(())
}

#[cfg(test)]
mod tests;
