//! Migrations, embedded: pairs with the same number and name for both engines, never edited once released.
use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Number, name, text for SQLite, text for PostgreSQL.
const MIGRATIONS: &[(i64, &str, &str, &str)] = &[
    (
        1,
        "foundation",
        include_str!("../migrations/sqlite/0001_foundation.sql"),
        include_str!("../migrations/postgres/0001_foundation.sql"),
    ),
    (
        2,
        "sign_in",
        include_str!("../migrations/sqlite/0002_sign_in.sql"),
        include_str!("../migrations/postgres/0002_sign_in.sql"),
    ),
    (
        3,
        "intake",
        include_str!("../migrations/sqlite/0003_intake.sql"),
        include_str!("../migrations/postgres/0003_intake.sql"),
    ),
    (
        4,
        "division",
        include_str!("../migrations/sqlite/0004_division.sql"),
        include_str!("../migrations/postgres/0004_division.sql"),
    ),
    (
        5,
        "transfer_entries",
        include_str!("../migrations/sqlite/0005_transfer_entries.sql"),
        include_str!("../migrations/postgres/0005_transfer_entries.sql"),
    ),
    (
        6,
        "watched_folders",
        include_str!("../migrations/sqlite/0006_watched_folders.sql"),
        include_str!("../migrations/postgres/0006_watched_folders.sql"),
    ),
    (
        7,
        "letters",
        include_str!("../migrations/sqlite/0007_letters.sql"),
        include_str!("../migrations/postgres/0007_letters.sql"),
    ),
    (
        8,
        "status_links",
        include_str!("../migrations/sqlite/0008_status_links.sql"),
        include_str!("../migrations/postgres/0008_status_links.sql"),
    ),
    (
        9,
        "triage",
        include_str!("../migrations/sqlite/0009_triage.sql"),
        include_str!("../migrations/postgres/0009_triage.sql"),
    ),
    (
        10,
        "releases",
        include_str!("../migrations/sqlite/0010_releases.sql"),
        include_str!("../migrations/postgres/0010_releases.sql"),
    ),
    (
        11,
        "mailboxes",
        include_str!("../migrations/sqlite/0011_mailboxes.sql"),
        include_str!("../migrations/postgres/0011_mailboxes.sql"),
    ),
    (
        12,
        "shadow_outputs",
        include_str!("../migrations/sqlite/0012_shadow_outputs.sql"),
        include_str!("../migrations/postgres/0012_shadow_outputs.sql"),
    ),
    (
        13,
        "joinings",
        include_str!("../migrations/sqlite/0013_joinings.sql"),
        include_str!("../migrations/postgres/0013_joinings.sql"),
    ),
    (
        14,
        "placements",
        include_str!("../migrations/sqlite/0014_placements.sql"),
        include_str!("../migrations/postgres/0014_placements.sql"),
    ),
    (
        15,
        "drift",
        include_str!("../migrations/sqlite/0015_drift.sql"),
        include_str!("../migrations/postgres/0015_drift.sql"),
    ),
    (
        16,
        "queue_pages",
        include_str!("../migrations/sqlite/0016_queue_pages.sql"),
        include_str!("../migrations/postgres/0016_queue_pages.sql"),
    ),
    (
        17,
        "reliability",
        include_str!("../migrations/sqlite/0017_reliability.sql"),
        include_str!("../migrations/postgres/0017_reliability.sql"),
    ),
    (
        18,
        "first_receipts",
        include_str!("../migrations/sqlite/0018_first_receipts.sql"),
        include_str!("../migrations/postgres/0018_first_receipts.sql"),
    ),
    (
        19,
        "samples",
        include_str!("../migrations/sqlite/0019_samples.sql"),
        include_str!("../migrations/postgres/0019_samples.sql"),
    ),
    (
        20,
        "views_and_copies",
        include_str!("../migrations/sqlite/0020_views_and_copies.sql"),
        include_str!("../migrations/postgres/0020_views_and_copies.sql"),
    ),
];

/// The number of the last one.
pub(crate) const LAST: i64 = 20;

/// The migrations of SQLite.
pub(crate) fn sqlite() -> Migrator {
    migrator(|&(number, name, sqlite, _)| (number, name, sqlite))
}

/// The migrations of PostgreSQL.
pub(crate) fn postgres() -> Migrator {
    migrator(|&(number, name, _, postgres)| (number, name, postgres))
}

type Pair = (i64, &'static str, &'static str, &'static str);

fn migrator(pick: impl Fn(&'static Pair) -> (i64, &'static str, &'static str)) -> Migrator {
    let migrations = MIGRATIONS.iter().map(|pair| {
        let (number, name, text) = pick(pair);
        Migration::new(
            number,
            Cow::Borrowed(name),
            MigrationType::Simple,
            text.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(engine: &str) -> Vec<String> {
        let directory = format!("{}/migrations/{engine}", env!("CARGO_MANIFEST_DIR"));
        let entries = fs_err::read_dir(directory).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn both_engines_have_the_same_migrations_and_all_are_listed() {
        let listed: Vec<String> = MIGRATIONS
            .iter()
            .map(|(number, name, _, _)| format!("{number:04}_{name}.sql"))
            .collect();
        assert_eq!(files("sqlite"), listed);
        assert_eq!(files("postgres"), listed);
        assert_eq!(MIGRATIONS.last().unwrap().0, LAST);
    }
}
