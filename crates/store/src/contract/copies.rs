//! The same file and the same page in other cases: found by an index, told by the case that they count for now.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::Document;
use aktenlage_domain::ids::{CaseId, DocumentId};
use sqlx::AssertSqlSafe;

use super::fixtures::{case, document, draft, seed, submission, uuid};
use super::{Checked, TestDatabase};
use crate::engine::{Engine, Store};
use crate::sql;

fn id(number: u128) -> DocumentId {
    DocumentId(uuid(number))
}

fn digest(number: u8) -> String {
    format!("{number:064x}")
}

/// Case `number` with a submission and these documents.
async fn add_case(store: &Store, number: u128, documents: &[Document]) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_case(&case(number)).await?;
    tx.insert_submission(&submission(number)).await?;
    for document in documents {
        tx.insert_document(document).await?;
    }
    tx.append_audit(&draft(AuditAction::SubmissionReceived, Some(number)))
        .await?;
    tx.commit().await
}

/// Files of the case itself are none; the newest stand first, and no more are fetched than were asked for.
pub async fn the_same_file_is_found_in_other_cases(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let another = Document {
        sha256: digest(9),
        ..document(31, 3, 1)
    };
    add_case(store, 2, &[document(20, 2, 0)]).await?;
    add_case(store, 3, &[document(30, 3, 0), another]).await?;
    let mut view = store.read().await?;
    let sha256 = "ab".repeat(32);
    for (without, limit, expected) in [
        (1, 9, vec![id(30), id(20)]),
        (2, 9, vec![id(30), id(2), id(1)]),
        (1, 1, vec![id(30)]),
    ] {
        let copies = view.copies_of_file(&sha256, CaseId(uuid(without)), limit).await?;
        let found: Vec<DocumentId> = copies.into_iter().map(|copy| copy.id).collect();
        assert_eq!(found, expected, "without {without}");
    }
    Ok(())
}

/// Prints are those of the latest reading, and a document is no copy of itself.
pub async fn the_same_page_is_found_in_other_documents(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    add_case(store, 2, &[document(20, 2, 0)]).await?;
    let mut tx = store.begin().await?;
    let first = [(1, digest(1)), (2, digest(2)), (4, digest(4))];
    tx.keep_page_prints(id(1), &[(1, digest(7)), (9, digest(9))])
        .await?;
    tx.keep_page_prints(id(1), &first).await?;
    tx.keep_page_prints(id(20), &[(1, digest(2)), (2, digest(2)), (3, digest(5))])
        .await?;
    tx.commit().await?;
    let mut view = store.read().await?;
    assert_eq!(view.page_prints(id(1)).await?, first);
    assert_eq!(view.page_prints(id(2)).await?, []);
    let alike = view.pages_with_print(&digest(2), id(1), 9).await?;
    assert_eq!(alike, [(id(20), 1), (id(20), 2)]);
    assert_eq!(view.pages_with_print(&digest(2), id(1), 1).await?.len(), 1);
    assert_eq!(view.pages_with_print(&digest(2), id(20), 9).await?, [(id(1), 2)]);
    assert_eq!(view.pages_with_print(&digest(7), id(20), 9).await?, []);
    assert!(view.keep_page_prints(id(1), &first).await.is_err());
    Ok(())
}

/// The planner of `SQLite` enters by the digest and looks through no table. PostgreSQL chooses by how many rows there are.
pub async fn copies_are_found_by_an_index(database: &TestDatabase) -> Checked {
    let Engine::Sqlite { readers, .. } = &database.store.engine else {
        return Ok(());
    };
    for (statement, index) in [
        (sql::COPIES_OF_FILE, "documents_by_sha256"),
        (sql::PAGES_WITH_PRINT, "page_prints_by_print"),
    ] {
        let explained = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
        let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(explained).fetch_all(readers).await?;
        let told: Vec<&str> = steps.iter().map(|(_, _, _, step)| step.as_str()).collect();
        assert!(told.iter().any(|step| step.contains(index)), "{told:?}");
        let is_scan =
            |step: &&str| step.starts_with("SCAN documents") || step.starts_with("SCAN page_prints");
        assert!(!told.iter().any(is_scan), "{told:?}");
    }
    Ok(())
}
