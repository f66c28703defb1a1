//! Every statement, as a named constant: one text for both engines, and pairs where they differ. A test prepares
//! each of them on both engines.
mod audit;
mod case_list;
mod case_views;
mod cases;
mod decisions;
mod documents;
mod first_receipts;
mod intake;
mod jobs;
mod learning;
mod letters;
mod people;
mod records;
mod samples;
mod status_links;
mod suggestions;
mod triage;

pub(crate) use audit::*;
pub(crate) use case_list::*;
pub(crate) use case_views::*;
pub(crate) use cases::*;
pub(crate) use decisions::*;
pub(crate) use documents::*;
pub(crate) use first_receipts::*;
pub(crate) use intake::*;
pub(crate) use jobs::*;
pub(crate) use learning::*;
pub(crate) use letters::*;
pub(crate) use people::*;
pub(crate) use records::*;
pub(crate) use samples::*;
pub(crate) use status_links::*;
pub(crate) use suggestions::*;
pub(crate) use triage::*;

/// A consistent view on PostgreSQL; SQLite's plain transaction is one.
pub(crate) const BEGIN_READ_POSTGRES: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// Takes the write lock at once; PostgreSQL takes it with [`LOCK_AUDIT_HEAD_POSTGRES`].
pub(crate) const BEGIN_WRITE_SQLITE: &str = "BEGIN IMMEDIATE";
pub(crate) const LOCK_AUDIT_HEAD_POSTGRES: &str = "SELECT entries FROM audit_heads WHERE id = 1 FOR UPDATE";

/// Whether there is an audit chain at all.
pub(crate) const CHAIN_EXISTS_SQLITE: &str =
    "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'audit_heads'";
pub(crate) const CHAIN_EXISTS_POSTGRES: &str = "SELECT COUNT(*) FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_name = 'audit_heads'";

/// How far the tables were brought.
pub(crate) const LAST_MIGRATION: &str = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";

/// Declares statements and the list of them.
macro_rules! statements {
    ($list:ident: $($(#[$meta:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$meta])* pub(crate) const $name: &str = $sql;)+
        #[cfg(any(test, feature = "testing"))]
        pub(crate) const $list: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}
use statements;

/// Every statement that both engines take, with its name.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn all() -> Vec<(String, String)> {
    let named = [
        PEOPLE,
        CASES,
        CASE_VIEWS,
        DOCUMENTS,
        INTAKE,
        SUGGESTIONS,
        DECISIONS,
        AUDIT,
        JOBS,
        LEARNING,
        LETTERS,
        STATUS_LINKS,
        TRIAGE,
        FIRST_RECEIPTS,
        SAMPLES,
        RECORDS,
    ]
    .concat();
    let mut statements: Vec<_> = named
        .into_iter()
        .map(|(name, sql)| (name.to_owned(), sql.to_owned()))
        .collect();
    statements.extend(case_list_variants());
    statements
}
