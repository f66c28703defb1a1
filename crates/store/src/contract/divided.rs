//! Documents that are some pages of a scan: each is there once, and the chain vouches for its pages.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::{Document, PartOf};
use aktenlage_domain::division::PageSet;
use aktenlage_domain::ids::{CaseId, DocumentId};

use super::fixtures::{document, draft, seed, uuid};
use super::{Checked, TestDatabase};
use crate::chain::BadReason;
use crate::engine::Store;
use crate::error::StoreError;

/// Document `number`: some pages of document 1.
fn segment(number: u128, position: i64, pages: &str) -> Document {
    let scan = document(1, 1, 0);
    let pages: PageSet = pages.parse().expect("page numbers");
    Document {
        part_of: Some(PartOf {
            container: scan.id,
            part: pages.part(),
            declared_name: scan.file_name,
            declared_type: None,
        }),
        pages: Some(pages),
        ..document(number, 1, position)
    }
}

async fn insert(store: &Store, documents: &[&Document]) -> Checked {
    let mut tx = store.begin().await?;
    for document in documents {
        tx.insert_document(document).await?;
    }
    tx.append_audit(&draft(AuditAction::DocumentsAdded, Some(1)))
        .await?;
    tx.commit().await
}

/// The same pages of a scan are one document, however often somebody divides it so; the file is the scan's.
pub async fn pages_of_a_scan_are_there_once(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let (first, second) = (segment(3, 2, "1-3"), segment(4, 3, "4-6,8"));
    insert(store, &[&first, &second]).await?;
    let again = insert(store, &[&segment(5, 4, "1-3")]).await;
    assert_eq!(again, Err(StoreError::Exists { record: "document" }));
    let other = segment(6, 4, "1,2");
    insert(store, &[&other]).await?;
    let mut view = store.read().await?;
    let documents = view.documents(CaseId(uuid(1))).await?;
    assert_eq!(documents[2..], [first.clone(), second, other]);
    assert_eq!(view.document(DocumentId(uuid(3))).await?, Some(first.clone()));
    let of_the_file = view.find_documents_by_sha256(&first.sha256).await?;
    assert_eq!(
        of_the_file.len(),
        5,
        "the scan, its parts, and the other document"
    );
    let changed = database.execute_raw("UPDATE documents SET pages = NULL").await;
    assert!(changed.is_err(), "the pages of a document can be changed");
    Ok(())
}

/// Whatever is done to the pages of a document, the check names it; and what cannot be read is not guessed.
pub async fn tampering_with_pages_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    insert(store, &[&segment(3, 2, "1-3")]).await?;
    insert(store, &[&segment(4, 3, "4-6,8")]).await?;
    let sound = store.verify_audit().await?;
    assert!(sound.valid, "{:?}", sound.first_bad);
    database.disarm("documents").await?;
    for (number, changed, before, sequence) in [
        (3, "NULL", "'1-3'", 5),
        (3, "'1-4'", "'1-3'", 5),
        (4, "''", "'4-6,8'", 6),
    ] {
        let set = |value: &str| {
            format!(
                "UPDATE documents SET pages = {value} WHERE id = '{}'",
                uuid(number)
            )
        };
        database.execute_raw(&set(changed)).await?;
        let found = store.verify_audit().await?.first_bad;
        let found = found.expect("the change is seen");
        assert_eq!(
            (found.sequence, found.reason),
            (sequence, BadReason::RecordMismatch),
            "{changed}"
        );
        let named = format!("documents/{}", uuid(number));
        assert!(found.record.unwrap_or_default().starts_with(&named), "{changed}");
        database.execute_raw(&set(before)).await?;
        assert!(store.verify_audit().await?.valid, "{changed}, undone");
    }
    for garbled in [
        "pages = 'all'",
        "pages = '1-3', container_id = NULL, part = NULL, declared_name = NULL",
    ] {
        database
            .execute_raw(&format!(
                "UPDATE documents SET {garbled} WHERE id = '{}'",
                uuid(3)
            ))
            .await?;
        let read = store.read().await?.document(DocumentId(uuid(3))).await;
        assert!(matches!(read, Err(StoreError::Corrupt(_))), "{garbled}: {read:?}");
    }
    Ok(())
}
