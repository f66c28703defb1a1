//! The two engines, opened, and the unit of work on them.
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use aktenlage_domain::clock::Clock;
use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use crate::error::StoreError;
use crate::ledger::{Change, Ledger};
use crate::{migrations, sql};

/// How long a unit of work waits for its turn before it gives up as [`StoreError::Unavailable`].
pub(crate) const WAIT: Duration = Duration::from_secs(30);
/// How long SQLite waits for another *process* that writes.
const BUSY: Duration = Duration::from_secs(10);
/// Connections for reading SQLite: more do not help on few cores.
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 10;

/// The relational truth. Two engines, one contract. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) engine: Engine,
}

#[derive(Clone, Debug)]
pub(crate) enum Engine {
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

/// One unit of work: [`Store::begin`] for changes, [`Store::read`] for a consistent view. Dropped without
/// [`Tx::commit`], it rolls back.
#[must_use = "dropped without `commit`, it rolls back"]
#[derive(Debug)]
pub struct Tx {
    pub(crate) inner: EngineTx,
    pub(crate) ledger: Ledger,
    writes: bool,
    failed: bool,
}

#[derive(Debug)]
pub(crate) enum EngineTx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Store {
    /// Opens (and makes, and migrates) a SQLite file. The clock dates the first entry of a new audit chain.
    pub async fn open_sqlite(path: &Path, clock: &dyn Clock) -> Result<Self, StoreError> {
        // FULL: a decision that was answered with "recorded" is on the disk, also after a power cut. WAL alone would
        // need only NORMAL to stay undamaged, but could forget the last commits.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .disable_statement_logging();
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(WAIT)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await?;
        migrations::sqlite().run(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(WAIT)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        let store = Self {
            engine: Engine::Sqlite { readers, writer },
        };
        store.start_chain(clock).await?;
        Ok(store)
    }

    /// Connects to (and migrates) a PostgreSQL database. The clock dates the first entry of a new audit chain.
    pub async fn connect_postgres(url: &SecretString, clock: &dyn Clock) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(url.expose_secret())?
            .application_name("aktenlage")
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(WAIT)
            .connect_with(options)
            .await?;
        migrations::postgres().run(&pool).await?;
        let store = Self {
            engine: Engine::Postgres(pool),
        };
        store.start_chain(clock).await?;
        Ok(store)
    }

    /// `sqlite` or `postgres`.
    pub fn engine_name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite { .. } => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }

    /// A consistent view that changes nothing. Does not wait for writers.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let inner = match &self.engine {
            Engine::Sqlite { readers, .. } => EngineTx::Sqlite(readers.begin().await?),
            Engine::Postgres(pool) => EngineTx::Postgres(pool.begin_with(sql::BEGIN_READ_POSTGRES).await?),
        };
        Ok(Tx::new(inner, false))
    }

    /// A unit of work that may change things. Waits until no other one is open: writers follow one another, so
    /// locks are taken here and never in the middle.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let mut tx = self.begin_unordered().await?;
        if matches!(tx.inner, EngineTx::Postgres(_)) {
            // Every audited change moves the head of the chain, so its row is the natural lock.
            tx.fetch_one_value(sql::LOCK_AUDIT_HEAD_POSTGRES).await?;
        }
        Ok(tx)
    }

    /// Like [`Store::begin`], but on PostgreSQL beside other writers. For the job queue alone, which has its own locks.
    pub(crate) async fn begin_unordered(&self) -> Result<Tx, StoreError> {
        let inner = match &self.engine {
            Engine::Sqlite { writer, .. } => {
                EngineTx::Sqlite(writer.begin_with(sql::BEGIN_WRITE_SQLITE).await?)
            }
            Engine::Postgres(pool) => EngineTx::Postgres(pool.begin().await?),
        };
        Ok(Tx::new(inner, true))
    }

    /// Waits for what is open and closes all connections.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    fn new(inner: EngineTx, writes: bool) -> Self {
        Self {
            inner,
            ledger: Ledger::default(),
            writes,
            failed: false,
        }
    }

    /// Makes all changes last. Refuses (and rolls back) when a change was made without the audit entry it needs
    /// ([`StoreError::Internal`]), or when a statement failed before.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.failed {
            // PostgreSQL would turn the commit into a rollback without a word.
            return Err(StoreError::Internal("commit after a failed statement".to_owned()));
        }
        if let Some(change) = self.ledger.untold() {
            return Err(StoreError::Internal(format!(
                "{change:?} changed without its audit entry"
            )));
        }
        match self.inner {
            EngineTx::Sqlite(tx) => tx.commit().await?,
            EngineTx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Refuses changes in a view, and notes which entry the change needs.
    pub(crate) fn change(&mut self, change: Change) -> Result<(), StoreError> {
        self.writing()?;
        self.ledger.changed(change);
        Ok(())
    }

    /// Refuses changes in a view.
    pub(crate) fn writing(&self) -> Result<(), StoreError> {
        if self.writes {
            Ok(())
        } else {
            Err(StoreError::Internal(
                "a change in a reading unit of work".to_owned(),
            ))
        }
    }

    /// Remembers a failed statement.
    pub(crate) fn settle<T>(&mut self, outcome: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        outcome.map_err(|error| {
            self.failed = true;
            error.into()
        })
    }
}

/// Runs the same expression on the connection of either engine.
macro_rules! on_engine {
    ($tx:expr, |$connection:ident| $body:expr) => {{
        let outcome = match &mut $tx.inner {
            $crate::engine::EngineTx::Sqlite(tx) => {
                let $connection = &mut **tx;
                $body
            }
            $crate::engine::EngineTx::Postgres(tx) => {
                let $connection = &mut **tx;
                $body
            }
        };
        $tx.settle(outcome)
    }};
}

/// Runs a statement; gives the number of rows it touched.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, |connection| sqlx::query($sql)$(.bind($value))*
            .execute(connection)
            .await
            .map(|done| done.rows_affected()))
    };
}

/// Fetches at most one row as the given row type.
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, |connection| sqlx::query_as::<_, $row>($sql)$(.bind($value))*
            .fetch_optional(connection)
            .await)
    };
}

/// Fetches exactly one row.
macro_rules! fetch_one {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, |connection| sqlx::query_as::<_, $row>($sql)$(.bind($value))*
            .fetch_one(connection)
            .await)
    };
}

/// Fetches all rows.
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::engine::on_engine!($tx, |connection| sqlx::query_as::<_, $row>($sql)$(.bind($value))*
            .fetch_all(connection)
            .await)
    };
}

pub(crate) use {execute, fetch_all, fetch_one, fetch_optional, on_engine};

impl Tx {
    async fn fetch_one_value(&mut self, sql: &'static str) -> Result<i64, StoreError> {
        let (value,): (i64,) = fetch_one!(self, (i64,), sql)?;
        Ok(value)
    }
}
