//! What came through watched folders: each item once, each refusal told, and the chain vouches for both.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, IntakeRefusalId, SubmissionId};
use aktenlage_domain::intake::IntakeRefusalCode;

use super::fixtures::{case, draft, seed, submission, uuid};
use super::{Checked, TestDatabase, clock};
use crate::chain::{BadReason, FirstBad};
use crate::engine::Store;
use crate::error::StoreError;
use crate::intake::{IntakeCounts, IntakeItem, IntakeRefusal};

fn item(number: u128, source: &str, file_name: &str) -> IntakeItem {
    IntakeItem {
        submission: SubmissionId(uuid(number)),
        source: source.to_owned(),
        file_name: file_name.to_owned(),
        sha256: "ab".repeat(32),
        size_bytes: 1_234,
        case: CaseId(uuid(number)),
        at: clock().now(),
    }
}

fn refusal(number: u128, source: &str, code: IntakeRefusalCode) -> IntakeRefusal {
    IntakeRefusal {
        id: IntakeRefusalId(uuid(number)),
        source: source.to_owned(),
        file_name: "Öztürk.pdf".to_owned(),
        code,
        at: clock().now(),
    }
}

/// One unit of work, as when something arrives.
async fn arrive(store: &Store, item: &IntakeItem, number: u128) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_case(&case(number)).await?;
    tx.insert_submission(&submission(number)).await?;
    tx.insert_intake_item(item).await?;
    tx.append_audit(&draft(AuditAction::SubmissionReceived, Some(number)))
        .await?;
    tx.commit().await
}

async fn refuse(store: &Store, refusal: &IntakeRefusal) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_intake_refusal(refusal).await?;
    tx.append_audit(&draft(AuditAction::IntakeRefused, None)).await?;
    tx.commit().await
}

/// The same name with the same content from the same source is one submission; anything else is another.
pub async fn an_item_becomes_one_submission(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    arrive(store, &item(2, "scanner", "Öztürk.pdf"), 2).await?;
    let again = arrive(store, &item(3, "scanner", "Öztürk.pdf"), 3).await;
    assert_eq!(
        again,
        Err(StoreError::Exists {
            record: "intake item"
        })
    );
    arrive(store, &item(3, "scanner", "anders.pdf"), 3).await?;
    arrive(store, &item(4, "fax", "Öztürk.pdf"), 4).await?;
    let other_content = IntakeItem {
        sha256: "cd".repeat(32),
        ..item(5, "scanner", "Öztürk.pdf")
    };
    arrive(store, &other_content, 5).await?;

    let mut view = store.read().await?;
    let digest = "ab".repeat(32);
    let found = view.intake_item("scanner", "Öztürk.pdf", &digest).await?;
    assert_eq!(found, Some(item(2, "scanner", "Öztürk.pdf")));
    assert_eq!(view.intake_item("portal", "Öztürk.pdf", &digest).await?, None);
    let counts = IntakeCounts {
        taken: 3,
        last_taken_at: Some(clock().now()),
        ..IntakeCounts::default()
    };
    assert_eq!(view.intake_counts("scanner").await?, counts);
    assert_eq!(view.intake_counts("portal").await?, IntakeCounts::default());
    drop(view);
    refuse(store, &refusal(9, "scanner", IntakeRefusalCode::NotAFile)).await?;
    for table in ["intake_items", "intake_refusals"] {
        for statement in [
            format!("UPDATE {table} SET source = source"),
            format!("DELETE FROM {table}"),
        ] {
            let refused = database.execute_raw(&statement).await;
            assert!(refused.is_err(), "{statement}");
        }
    }
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// Each refusal needs an entry of its own; the last one is told.
pub async fn refusals_are_told_singly_and_counted(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let mut tx = store.begin().await?;
    for number in [1, 2] {
        tx.insert_intake_refusal(&refusal(number, "scanner", IntakeRefusalCode::NotAFile))
            .await?;
    }
    tx.append_audit(&draft(AuditAction::IntakeRefused, None)).await?;
    assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));

    refuse(store, &refusal(1, "scanner", IntakeRefusalCode::FileTooLarge)).await?;
    let last = IntakeRefusal {
        file_name: "Mappe".to_owned(),
        ..refusal(2, "scanner", IntakeRefusalCode::TooManyFiles)
    };
    refuse(store, &last).await?;
    refuse(store, &refusal(3, "fax", IntakeRefusalCode::Unreadable)).await?;
    let counts = store.read().await?.intake_counts("scanner").await?;
    let expected = IntakeCounts {
        refused: 2,
        last_refusals: vec![
            last.clone(),
            refusal(1, "scanner", IntakeRefusalCode::FileTooLarge),
        ],
        ..IntakeCounts::default()
    };
    assert_eq!(counts, expected);
    let mut view = store.read().await?;
    assert_eq!(view.intake_refusal("scanner", "Mappe").await?, Some(last));
    assert_eq!(view.intake_refusal("fax", "Mappe").await?, None);
    drop(view);
    for number in 10..15 {
        refuse(store, &refusal(number, "scanner", IntakeRefusalCode::NotAFile)).await?;
    }
    let counts = store.read().await?.intake_counts("scanner").await?;
    assert_eq!((counts.refused, counts.last_refusals.len()), (7, 5));
    assert_eq!(counts.last_refusals[0].id, IntakeRefusalId(uuid(14)));
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// Whatever is done to the record of what came, the entry that vouches for it is named.
pub async fn tampering_with_what_came_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    // Entries 5 and 6 of the chain.
    arrive(store, &item(2, "scanner", "a.pdf"), 2).await?;
    refuse(store, &refusal(7, "scanner", IntakeRefusalCode::NotAFile)).await?;
    for table in ["intake_items", "intake_refusals"] {
        database.disarm(table).await?;
        database
            .execute_raw(&format!(
                "CREATE TABLE untouched_{table} AS SELECT * FROM {table}"
            ))
            .await?;
    }
    for (table, statement, sequence, number) in [
        (
            "intake_items",
            "UPDATE intake_items SET file_name = 'b.pdf'",
            5,
            2,
        ),
        ("intake_items", "UPDATE intake_items SET source = 'fax'", 5, 2),
        ("intake_items", "DELETE FROM intake_items", 5, 2),
        (
            "intake_refusals",
            "UPDATE intake_refusals SET code = 'unreadable'",
            6,
            7,
        ),
        ("intake_refusals", "DELETE FROM intake_refusals", 6, 7),
    ] {
        database.execute_raw(statement).await?;
        let expected = FirstBad {
            sequence,
            reason: BadReason::RecordMismatch,
            record: Some(format!("{table}/{}", uuid(number))),
        };
        let found = store.verify_audit().await?;
        assert_eq!(
            (found.valid, found.first_bad),
            (false, Some(expected)),
            "{statement}"
        );
        database
            .execute_raw(&format!(
                "DELETE FROM {table}; INSERT INTO {table} SELECT * FROM untouched_{table}"
            ))
            .await?;
        assert!(store.verify_audit().await?.valid, "{statement}, undone");
    }
    Ok(())
}
