//! Statements and tables: every statement is understood by the engine, and both engines have the same columns.
use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};

use super::{Checked, TestDatabase};
use crate::engine::Engine;
use crate::error::StoreError;
use crate::sql;

/// The engine prepares every statement.
pub async fn every_statement_prepares(database: &TestDatabase) -> Checked {
    let own = match &database.store.engine {
        Engine::Sqlite { .. } => vec![
            ("NEXT_JOB", sql::NEXT_JOB_SQLITE),
            ("EXPIRED_JOBS", sql::EXPIRED_JOBS_SQLITE),
            ("CHAIN_EXISTS", sql::CHAIN_EXISTS_SQLITE),
            ("FIRST_SUGGESTIONS", sql::FIRST_SUGGESTIONS_SQLITE),
        ],
        Engine::Postgres(_) => vec![
            ("NEXT_JOB", sql::NEXT_JOB_POSTGRES),
            ("EXPIRED_JOBS", sql::EXPIRED_JOBS_POSTGRES),
            ("LOCK_AUDIT_HEAD", sql::LOCK_AUDIT_HEAD_POSTGRES),
            ("CHAIN_EXISTS", sql::CHAIN_EXISTS_POSTGRES),
            ("FIRST_SUGGESTIONS", sql::FIRST_SUGGESTIONS_POSTGRES),
        ],
    };
    let mut statements = sql::all();
    assert!(statements.len() > 90, "{} statements", statements.len());
    statements.push(("LAST_MIGRATION".to_owned(), sql::LAST_MIGRATION.to_owned()));
    statements.extend(
        own.into_iter()
            .map(|(name, sql)| (name.to_owned(), sql.to_owned())),
    );
    for (name, text) in statements {
        let text = AssertSqlSafe(text).into_sql_str();
        let prepared = match &database.store.engine {
            Engine::Sqlite { readers, .. } => readers.prepare(text).await.map(|_| ()),
            Engine::Postgres(pool) => pool.prepare(text).await.map(|_| ()),
        };
        assert!(prepared.is_ok(), "{name}: {prepared:?}");
    }
    Ok(())
}

/// Column names, types and whether they may be empty, by table.
pub async fn columns(database: &TestDatabase) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
    let rows: Vec<(String, String)> = match &database.store.engine {
        Engine::Sqlite { readers, .. } => {
            let sql = "SELECT tables.name, columns.name || ' ' || lower(columns.type)
                    || CASE WHEN columns.\"notnull\" = 1 OR columns.pk > 0 THEN ' not null' ELSE '' END
                FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
                WHERE tables.type = 'table' AND tables.name NOT LIKE '%sqlx%' ORDER BY 1, columns.cid";
            sqlx::query_as(sql).fetch_all(readers).await?
        }
        Engine::Postgres(pool) => {
            let sql = "SELECT table_name::text, (column_name || ' ' || data_type
                    || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END)::text
                FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name NOT LIKE '%sqlx%'
                ORDER BY table_name COLLATE \"C\", ordinal_position";
            sqlx::query_as(sql).fetch_all(pool).await?
        }
    };
    let mut tables = BTreeMap::<String, Vec<String>>::new();
    for (table, column) in rows {
        tables.entry(table).or_default().push(column);
    }
    Ok(tables)
}
