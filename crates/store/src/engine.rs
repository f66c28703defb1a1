//! The two engines, opened, and the unit of work on them.
use std::path::Path;

use secrecy::SecretString;
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use crate::error::StoreError;

/// The relational truth. Two engines, one contract; see `contract`. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    engine: Engine,
}

#[derive(Clone, Debug)]
enum Engine {
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

/// One unit of work: [`Store::begin`] for changes, [`Store::read`] for a consistent view. Dropped without
/// [`Tx::commit`], it rolls back.
#[must_use = "dropped without `commit`, it rolls back"]
#[derive(Debug)]
pub struct Tx {
    inner: EngineTx,
}

#[derive(Debug)]
enum EngineTx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Store {
    /// Opens (and makes, and migrates) a SQLite file.
    pub async fn open_sqlite(path: &Path) -> Result<Self, StoreError> {
        todo!()
    }
    /// Connects to (and migrates) a PostgreSQL database.
    pub async fn connect_postgres(url: &SecretString) -> Result<Self, StoreError> {
        todo!()
    }
    /// `sqlite` or `postgres`.
    pub fn engine_name(&self) -> &'static str {
        todo!()
    }
    /// A consistent view that changes nothing. Does not wait for writers.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        todo!()
    }
    /// A unit of work that may change things. Waits until no other one is open: writers follow one another.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        todo!()
    }
    /// Waits for what is open and closes all connections.
    pub async fn close(&self) {
        todo!()
    }
}

impl Tx {
    /// Makes all changes last. Refuses (and rolls back) when a change was made without the audit entry it needs
    /// ([`StoreError::Internal`]), or when a statement failed before.
    pub async fn commit(self) -> Result<(), StoreError> {
        todo!()
    }
}
