//! First receipts at other authorities: kept in their order, told singly, never changed.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, FirstReceiptId, UserId};
use aktenlage_domain::receipt::{Elsewhere, FirstReceipt};
use time::macros::date;

use super::fixtures::{draft, seed, uuid};
use super::{Checked, TestDatabase, clock};
use crate::chain::{BadReason, FirstBad};
use crate::engine::Store;
use crate::error::StoreError;

fn receipt(number: u128, elsewhere: Option<&str>) -> FirstReceipt {
    FirstReceipt {
        id: FirstReceiptId(uuid(number)),
        case: CaseId(uuid(1)),
        elsewhere: elsewhere.map(|authority| Elsewhere {
            on: date!(2026 - 11 - 02),
            authority: authority.to_owned(),
        }),
        page: None,
        reason: Some("Vermerk auf dem Umschlag".to_owned()),
        by: UserId(uuid(1)),
        at: clock().now(),
    }
}

async fn note(store: &Store, one: &FirstReceipt) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_first_receipt(one).await?;
    tx.append_audit(&draft(AuditAction::FirstReceiptNoted, Some(1)))
        .await?;
    tx.commit().await
}

/// A correction stands beside what was said before, and so does taking it back.
pub async fn what_was_said_comes_back_in_order(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let said = [
        receipt(1, Some("Markt Musterdorf")),
        receipt(2, Some("Stadt Beispielstadt")),
        receipt(3, None),
    ];
    for one in &said {
        note(store, one).await?;
    }
    let mut view = store.read().await?;
    assert_eq!(view.first_receipts(CaseId(uuid(1))).await?, said);
    assert!(view.first_receipts(CaseId(uuid(2))).await?.is_empty());
    Ok(())
}

/// Each one needs an entry of its own, and what was recorded stays.
pub async fn first_receipts_are_told_singly(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    for action in [AuditAction::CaseAssigned, AuditAction::FirstReceiptNoted] {
        let mut tx = store.begin().await?;
        for number in [1, 2] {
            tx.insert_first_receipt(&receipt(number, Some("Markt Musterdorf")))
                .await?;
        }
        tx.append_audit(&draft(action, Some(1))).await?;
        assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    }
    note(store, &receipt(1, Some("Markt Musterdorf"))).await?;
    for statement in [
        "UPDATE first_receipts SET reason = reason",
        "DELETE FROM first_receipts",
    ] {
        assert!(database.execute_raw(statement).await.is_err(), "{statement}");
    }
    Ok(())
}

/// Whoever gets past the triggers is found by the chain.
pub async fn tampering_with_first_receipts_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    note(store, &receipt(1, Some("Markt Musterdorf"))).await?;
    let sequence = store.read().await?.audit_total().await?;
    database.disarm("first_receipts").await?;
    for statement in [
        "UPDATE first_receipts SET received_on = '2026-10-01'",
        "UPDATE first_receipts SET authority = 'Stadt Anderswo'",
        "DELETE FROM first_receipts",
    ] {
        database.execute_raw(statement).await?;
        let named = FirstBad {
            sequence,
            reason: BadReason::RecordMismatch,
            record: Some(format!("first_receipts/{}", uuid(1))),
        };
        let found = store.verify_audit().await?;
        assert_eq!(
            (found.valid, found.first_bad),
            (false, Some(named)),
            "{statement}"
        );
    }
    Ok(())
}
