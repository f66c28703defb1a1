//! What can go wrong in the store, by who must act. No variant carries personal data or document text.

/// Why the store did not do what it was asked. "Not found" is never an error: lookups return `Option`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Somebody changed the case in between. The person looks at what changed and saves again.
    #[error("the case is at version {current_version}")]
    Conflict {
        /// The version that is stored now.
        current_version: i64,
    },
    /// A record that may exist only once exists already: a user name, the decision of a case.
    #[error("there is already such a {record}")]
    Exists {
        /// Which record, as one word.
        record: &'static str,
    },
    /// The job is no longer held by this worker: its lease ran out and another one took it. Drop the work; whoever
    /// holds the job now does it again.
    #[error("the job is held by another worker")]
    LeaseLost,
    /// The database or the directory cannot be reached. The operator looks at it; trying again may help.
    #[error("the store cannot be reached: {0}")]
    Unavailable(String),
    /// The disk is full. The operator frees space; nothing was recorded.
    #[error("the storage is full")]
    StorageFull,
    /// What is stored cannot be read as what it should be. The operator restores it from a backup.
    #[error("stored data is damaged: {0}")]
    Corrupt(String),
    /// A defect in the program, also the attempt to commit a change without its audit entry.
    #[error("internal: {0}")]
    Internal(String),
}

/// Letters of PostgreSQL's error classes that mean "not reachable, try again": connection, authorisation, missing
/// database, lost races, too few resources, operator intervention.
const POSTGRES_UNAVAILABLE: [&str; 7] = ["08", "28", "3D", "40", "53", "55", "57"];

impl From<sqlx::Error> for StoreError {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "open enum of another crate; the rest is one class"
    )]
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => from_database(error.as_ref()),
            sqlx::Error::Io(error) => from_io(&error),
            sqlx::Error::PoolTimedOut => Self::Unavailable("no connection became free in time".to_owned()),
            sqlx::Error::PoolClosed => Self::Unavailable("the store is closed".to_owned()),
            sqlx::Error::WorkerCrashed => Self::Unavailable("the database worker ended".to_owned()),
            sqlx::Error::Tls(_) => Self::Unavailable("no encrypted connection to the database".to_owned()),
            sqlx::Error::Configuration(_) => {
                Self::Unavailable("the address of the database cannot be read".to_owned())
            }
            sqlx::Error::ColumnDecode { index, .. } => Self::Corrupt(format!("column {index}")),
            sqlx::Error::Decode(_) => Self::Corrupt("a column".to_owned()),
            sqlx::Error::Migrate(error) => from_migration(*error),
            // The rest are defects of statements or of this crate; their texts can quote values, so only the
            // variant is named.
            error => {
                let text = format!("{error:?}");
                let name: String = text.chars().take_while(char::is_ascii_alphanumeric).collect();
                Self::Internal(format!("database access: {name}"))
            }
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        from_migration(error)
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "open enum of another crate; the rest is one class"
)]
fn from_migration(error: sqlx::migrate::MigrateError) -> StoreError {
    use sqlx::migrate::MigrateError;
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        MigrateError::VersionMissing(number) => StoreError::Unavailable(format!(
            "the database was set up by a newer program (migration {number}); use that one"
        )),
        MigrateError::VersionMismatch(number) | MigrateError::Dirty(number) => StoreError::Corrupt(format!(
            "migration {number} is not the one that this program knows"
        )),
        _ => StoreError::Internal("migrating the database".to_owned()),
    }
}

fn from_database(error: &dyn sqlx::error::DatabaseError) -> StoreError {
    let code = error.code().unwrap_or_default();
    if let Ok(sqlite) = code.parse::<i64>().map(|number| number & 0xff)
        && code.len() < 5
    {
        return match sqlite {
            13 => StoreError::StorageFull,
            5 | 6 => StoreError::Unavailable("the database is locked by another process".to_owned()),
            8 => StoreError::Unavailable("the database cannot be written".to_owned()),
            10 => StoreError::Unavailable(format!("the database cannot be read or written (SQLite {code})")),
            14 => StoreError::Unavailable("the database file cannot be opened".to_owned()),
            11 | 26 => StoreError::Corrupt("the database file".to_owned()),
            _ => StoreError::Internal(format!("SQLite {code}")),
        };
    }
    match code.get(..2) {
        Some("53") if code == "53100" => StoreError::StorageFull,
        Some("XX") if code != "XX000" => StoreError::Corrupt(format!("PostgreSQL {code}")),
        Some(class) if POSTGRES_UNAVAILABLE.contains(&class) => {
            StoreError::Unavailable(format!("PostgreSQL {code}"))
        }
        _ => StoreError::Internal(format!("PostgreSQL {code}")),
    }
}

/// An error of the file system, by who must act.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "open enum of another crate; the rest is one class"
)]
pub(crate) fn from_io(error: &std::io::Error) -> StoreError {
    match error.kind() {
        // The last one is a limit on the size of files that the operator set for the process.
        std::io::ErrorKind::StorageFull
        | std::io::ErrorKind::QuotaExceeded
        | std::io::ErrorKind::FileTooLarge => StoreError::StorageFull,
        kind => StoreError::Unavailable(kind.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_apart() {
        // ENOSPC, EDQUOT and EFBIG as the kernel reports them.
        for code in [28, 122, 27] {
            let error = std::io::Error::from_raw_os_error(code);
            assert_eq!(from_io(&error), StoreError::StorageFull);
            assert_eq!(StoreError::from(sqlx::Error::Io(error)), StoreError::StorageFull);
        }
        let denied = std::io::Error::from_raw_os_error(13);
        assert_eq!(
            from_io(&denied),
            StoreError::Unavailable("permission denied".to_owned())
        );
    }

    #[tokio::test]
    async fn a_full_sqlite_file_is_told_apart() {
        let directory = tempfile::tempdir().unwrap();
        let options = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(directory.path().join("small.sqlite"))
            .create_if_missing(true)
            .pragma("max_page_count", "8");
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        sqlx::query("CREATE TABLE notes (note TEXT)")
            .execute(&pool)
            .await
            .unwrap();
        let insert = sqlx::query("INSERT INTO notes VALUES ($1)").bind("x".repeat(100_000));
        let error = insert.execute(&pool).await.unwrap_err();
        assert_eq!(StoreError::from(error), StoreError::StorageFull);
    }
}
