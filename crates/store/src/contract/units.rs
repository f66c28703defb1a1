//! Units of work: all or nothing, never without an audit entry, one writer after another.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::CaseId;

use super::fixtures::{case, decision, document, draft, seed, user, uuid};
use super::{Checked, TestDatabase, clock};
use crate::error::StoreError;
use crate::migrations;

/// A change without its entry does not commit and leaves nothing behind.
pub async fn a_change_needs_its_entry(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let entries = store.read().await?.audit_total().await?;
    let mut tx = store.begin().await?;
    tx.insert_decision(&decision(1)).await?;
    tx.append_audit(&draft(AuditAction::ReviewRecorded, Some(1)))
        .await?;
    assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));

    let mut view = store.read().await?;
    assert_eq!(view.decision(CaseId(uuid(1))).await?, None);
    assert_eq!(
        view.audit_total().await?,
        entries,
        "the entry went with the change"
    );
    drop(view);

    let mut tx = store.begin().await?;
    tx.insert_decision(&decision(1)).await?;
    tx.append_audit(&draft(AuditAction::DecisionRecorded, Some(1)))
        .await?;
    tx.commit().await?;
    assert_eq!(
        store.read().await?.decision(CaseId(uuid(1))).await?,
        Some(decision(1))
    );
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// Dropped is rolled back, and the writer is free again.
pub async fn dropped_is_rolled_back(database: &TestDatabase) -> Checked {
    let store = &database.store;
    for _ in 0..3 {
        let mut tx = store.begin().await?;
        tx.insert_case(&case(7)).await?;
        assert_eq!(
            tx.next_case_number("WG", 2026).await?,
            1,
            "a dropped number is not used up"
        );
        tx.append_audit(&draft(AuditAction::SubmissionReceived, Some(7)))
            .await?;
        drop(tx);
    }
    let mut view = store.read().await?;
    assert_eq!(view.case(CaseId(uuid(7))).await?, None);
    assert_eq!(view.audit_total().await?, 1, "only the start of the chain");
    Ok(())
}

/// A view refuses changes.
pub async fn views_change_nothing(database: &TestDatabase) -> Checked {
    let mut view = database.store.read().await?;
    let refused = view.insert_case(&case(1)).await;
    assert!(matches!(refused, Err(StoreError::Internal(_))));
    let refused = view.append_audit(&draft(AuditAction::SignedIn, None)).await;
    assert!(matches!(refused, Err(StoreError::Internal(_))));
    let refused = view.insert_user(&user(1), "", clock().now()).await;
    assert!(matches!(refused, Err(StoreError::Internal(_))));
    Ok(())
}

/// After a failed statement there is no commit: not on SQLite, which would keep the rest.
pub async fn no_commit_after_a_failed_statement(database: &TestDatabase) -> Checked {
    let store = &database.store;
    let mut tx = store.begin().await?;
    tx.insert_case(&case(1)).await?;
    tx.append_audit(&draft(AuditAction::SubmissionReceived, Some(1)))
        .await?;
    let orphan = tx.insert_document(&document(1, 99, 0)).await;
    assert!(matches!(orphan, Err(StoreError::Internal(_))), "{orphan:?}");
    assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    assert_eq!(store.read().await?.case(CaseId(uuid(1))).await?, None);
    Ok(())
}

/// Writers on several tasks follow one another: no number twice, no entry lost, no error.
pub async fn writers_follow_one_another(database: &TestDatabase) -> Checked {
    let mut tasks = Vec::new();
    for _ in 0..4 {
        let store = database.store.clone();
        tasks.push(tokio::spawn(async move {
            let mut numbers = Vec::new();
            for _ in 0..5 {
                let mut tx = store.begin().await?;
                numbers.push(tx.next_case_number("WG", 2026).await?);
                tx.append_audit(&draft(AuditAction::SignedIn, None)).await?;
                tokio::task::yield_now().await;
                tx.commit().await?;
            }
            Ok::<_, StoreError>(numbers)
        }));
    }
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.extend(task.await.expect("no panic")?);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<u64>>());
    let verification = database.store.verify_audit().await?;
    assert!(verification.valid);
    assert_eq!(verification.entries, 21);
    Ok(())
}

/// A view sees what was committed when it began, and nothing later.
pub async fn a_view_stands_still(database: &TestDatabase) -> Checked {
    let store = &database.store;
    let mut view = store.read().await?;
    assert_eq!(view.audit_total().await?, 1);
    seed(store).await?;
    assert_eq!(view.audit_total().await?, 1);
    assert_eq!(view.case(CaseId(uuid(1))).await?, None);
    Ok(())
}

/// Opening again migrates nothing twice and starts no second chain.
pub async fn opening_twice_changes_nothing(database: &TestDatabase) -> Checked {
    seed(&database.store).await?;
    let before = database.store.verify_audit().await?;
    let second = database.reopen().await?;
    assert_eq!(second.verify_audit().await?, before);
    assert_eq!(second.read().await?.case(CaseId(uuid(1))).await?, Some(case(1)));
    second.close().await;
    Ok(())
}

/// Looking at a database makes none, migrates none and changes none.
pub async fn looking_makes_nothing(database: &TestDatabase) -> Checked {
    seed(&database.store).await?;
    let before = database.store.verify_audit().await?;
    let looking = database.existing().await?.expect("there is a chain");
    assert_eq!(looking.verify_audit().await?, before);
    let mut tx = looking.begin().await;
    if let Ok(tx) = &mut tx {
        let refused = tx.append_audit(&draft(AuditAction::SignedIn, None)).await;
        assert!(refused.is_err(), "{refused:?}");
    }
    drop(tx);
    looking.close().await;
    let last = migrations::LAST;
    let renumbered = format!(
        "UPDATE _sqlx_migrations SET version = {} WHERE version = {last}",
        last + 1
    );
    let removed = format!("DELETE FROM _sqlx_migrations WHERE version > {}", last - 1);
    for (statement, advice) in [(renumbered, "newer program"), (removed, "`aktenlage serve`")] {
        database.execute_raw(&statement).await?;
        let refused = database.existing().await;
        let is_told = matches!(&refused, Err(StoreError::Unavailable(told)) if told.contains(advice));
        assert!(is_told, "{refused:?}");
    }
    database
        .execute_raw("ALTER TABLE audit_heads RENAME TO audit_tails")
        .await?;
    assert!(database.existing().await?.is_none(), "a database without a chain");
    Ok(())
}
