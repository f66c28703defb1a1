//! What people said about a scan: it comes back in order, is written once, and the chain vouches for it.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::transfer::{PersonEntry, TransferItem};

use super::fixtures::{draft, person_entry, seed, uuid};
use super::{Checked, TestDatabase};
use crate::chain::{BadReason, FirstBad};
use crate::engine::Store;
use crate::error::StoreError;

async fn insert(store: &Store, entries: &[PersonEntry]) -> Checked {
    let mut tx = store.begin().await?;
    for entry in entries {
        tx.insert_transfer_entry(entry).await?;
        tx.append_audit(&draft(AuditAction::TransferNoted, Some(1)))
            .await?;
    }
    tx.commit().await
}

/// Entries keep their order at the same instant, each document has its own, and none changes.
pub async fn what_people_said_comes_back(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let entries = [
        person_entry(9, TransferItem::Operator, "A. Müller"),
        person_entry(5, TransferItem::AgreesWithPaper, "ja, Blatt für Blatt"),
        person_entry(7, TransferItem::Operator, "B. Öztürk"),
    ];
    insert(store, &entries).await?;
    let other = PersonEntry {
        document: DocumentId(uuid(2)),
        ..person_entry(3, TransferItem::Operator, "C. Lang")
    };
    insert(store, std::slice::from_ref(&other)).await?;

    let mut view = store.read().await?;
    assert_eq!(view.transfer_entries(DocumentId(uuid(1))).await?, entries);
    assert_eq!(view.transfer_entries(DocumentId(uuid(2))).await?, [other]);
    assert!(view.transfer_entries(DocumentId(uuid(3))).await?.is_empty());
    drop(view);
    for statement in [
        "UPDATE transfer_entries SET value = value",
        "DELETE FROM transfer_entries",
    ] {
        let refused = database.execute_raw(statement).await;
        assert!(refused.is_err(), "{statement}");
    }
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// Each thing that a person said needs an entry of its own in the chain, and one that tells of it.
pub async fn what_people_said_is_told_singly(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    for action in [AuditAction::ReviewRecorded, AuditAction::TransferNoted] {
        let mut tx = store.begin().await?;
        for number in [1, 2] {
            let entry = person_entry(number, TransferItem::Operator, "A. Müller");
            tx.insert_transfer_entry(&entry).await?;
        }
        tx.append_audit(&draft(action, Some(1))).await?;
        assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    }
    let mut view = store.read().await?;
    assert!(view.transfer_entries(DocumentId(uuid(1))).await?.is_empty());
    Ok(())
}

/// Whatever is done to what a person said, the entry that vouches for it is named.
pub async fn tampering_with_what_people_said_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    // Entries 5 and 6 of the chain.
    let entries = [
        person_entry(1, TransferItem::Operator, "A. Müller"),
        person_entry(2, TransferItem::AgreesWithPaper, "ja"),
    ];
    insert(store, &entries).await?;
    assert!(store.verify_audit().await?.valid);
    database.disarm("transfer_entries").await?;
    database
        .execute_raw("CREATE TABLE untouched AS SELECT * FROM transfer_entries")
        .await?;
    for (statement, sequence, reason, number) in [
        (
            "UPDATE transfer_entries SET value = 'nein' WHERE position = 2",
            6,
            BadReason::RecordMismatch,
            2,
        ),
        (
            "UPDATE transfer_entries SET item = 'organisation' WHERE position = 1",
            5,
            BadReason::RecordMismatch,
            1,
        ),
        (
            "UPDATE transfer_entries SET at = '2026-11-22T10:00:01Z' WHERE position = 1",
            5,
            BadReason::RecordMismatch,
            1,
        ),
        (
            "DELETE FROM transfer_entries WHERE position = 2",
            6,
            BadReason::RecordMismatch,
            2,
        ),
        (
            "INSERT INTO transfer_entries SELECT '00000000-0000-0000-0000-000000000009', document_id, 9, item, value,
                by_user, at FROM untouched WHERE position = 1",
            6,
            BadReason::RecordUnknown,
            9,
        ),
    ] {
        database.execute_raw(statement).await?;
        let expected = FirstBad {
            sequence,
            reason,
            record: Some(format!("transfer_entries/{}", uuid(number))),
        };
        let found = store.verify_audit().await?;
        assert_eq!(
            (found.valid, found.first_bad),
            (false, Some(expected)),
            "{statement}"
        );
        database
            .execute_raw("DELETE FROM transfer_entries; INSERT INTO transfer_entries SELECT * FROM untouched")
            .await?;
        assert!(store.verify_audit().await?.valid, "{statement}, undone");
    }
    Ok(())
}
