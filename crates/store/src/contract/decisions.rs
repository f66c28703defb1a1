//! Decisions that wait for a second person, and cases that are opened again: written once, told singly, vouched for.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::Decision;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::decision::{Proposal, ReleaseVerdict};
use aktenlage_domain::ids::{CaseId, ProposalId, ReopeningId, UserId};

use super::fixtures::{case, decision, draft, proposal, release, reopening, seed, user, uuid};
use super::{Checked, TestDatabase, clock};
use crate::chain::{BadReason, FirstBad};
use crate::engine::Store;
use crate::error::StoreError;

/// What [`seed`] makes, and a second person.
async fn seed_two(store: &Store) -> Checked {
    seed(store).await?;
    let mut tx = store.begin().await?;
    tx.insert_user(&user(2), "$argon2id$", clock().now()).await?;
    tx.append_audit(&draft(AuditAction::UserCreated, None)).await?;
    tx.commit().await
}

async fn propose(store: &Store, proposal: &Proposal) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_proposal(proposal).await?;
    tx.append_audit(&draft(AuditAction::DecisionProposed, Some(1)))
        .await?;
    tx.commit().await
}

/// A proposal waits until it has an answer, and has one answer only.
pub async fn a_proposal_waits_until_somebody_answers(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed_two(store).await?;
    // Their order is that of writing, not of their ids.
    let (first, second) = (proposal(9), proposal(5));
    propose(store, &first).await?;
    let id = CaseId(uuid(1));
    let mut view = store.read().await?;
    assert_eq!(view.waiting_proposals(10).await?, (1, vec![first.clone()]));
    assert_eq!(view.waiting_proposals(0).await?, (1, Vec::new()));
    assert!(view.releases(id).await?.is_empty());
    drop(view);

    let back = release(1, 9, ReleaseVerdict::SentBack);
    let mut tx = store.begin().await?;
    tx.insert_release(&back).await?;
    tx.append_audit(&draft(AuditAction::DecisionReturned, Some(1)))
        .await?;
    tx.commit().await?;
    let mut tx = store.begin().await?;
    let twice = tx.insert_release(&release(2, 9, ReleaseVerdict::Released)).await;
    assert_eq!(twice, Err(StoreError::Exists { record: "release" }));
    drop(tx);

    propose(store, &second).await?;
    let mut view = store.read().await?;
    assert_eq!(view.waiting_proposals(10).await?, (1, vec![second.clone()]));
    assert_eq!(view.proposals(id).await?, [first, second]);
    assert_eq!(view.releases(id).await?, [back]);
    assert!(view.proposals(CaseId(uuid(2))).await?.is_empty());
    assert_eq!(view.decision(id).await?, None);
    drop(view);
    for statement in [
        "UPDATE decision_proposals SET reasons = reasons",
        "DELETE FROM decision_proposals",
        "UPDATE releases SET verdict = 'released'",
        "DELETE FROM releases",
    ] {
        let refused = database.execute_raw(statement).await;
        assert!(refused.is_err(), "{statement}");
    }
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// The old decision stays as it is; a new one stands beside it, once.
pub async fn a_case_is_decided_again_once_per_reopening(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed_two(store).await?;
    let id = CaseId(uuid(1));
    let mut tx = store.begin().await?;
    tx.insert_decision(&decision(1)).await?;
    tx.append_audit(&draft(AuditAction::DecisionRecorded, Some(1)))
        .await?;
    tx.insert_reopening(&reopening(1, 1)).await?;
    tx.append_audit(&draft(AuditAction::CaseReopened, Some(1)))
        .await?;
    tx.commit().await?;
    let mut tx = store.begin().await?;
    assert_eq!(tx.decision(id).await?, None, "reopened");
    assert_eq!(tx.decisions(id).await?, [decision(1)]);
    assert_eq!(tx.reopenings(id).await?, [reopening(1, 1)]);
    let twice = tx.insert_reopening(&reopening(2, 1)).await;
    assert_eq!(twice, Err(StoreError::Exists { record: "reopening" }));
    drop(tx);

    propose(store, &proposal(1)).await?;
    let again = Decision {
        reopening: Some(ReopeningId(uuid(1))),
        release: Some((ProposalId(uuid(1)), UserId(uuid(2)))),
        ..decision(2)
    };
    let mut tx = store.begin().await?;
    tx.insert_release(&release(1, 1, ReleaseVerdict::Released))
        .await?;
    tx.insert_decision(&again).await?;
    tx.append_audit(&draft(AuditAction::DecisionReleased, Some(1)))
        .await?;
    tx.commit().await?;
    for other in [
        decision(3),
        Decision {
            reopening: Some(ReopeningId(uuid(1))),
            ..decision(3)
        },
    ] {
        let mut tx = store.begin().await?;
        let once_more = tx.insert_decision(&other).await;
        assert_eq!(once_more, Err(StoreError::Exists { record: "decision" }));
    }
    let mut view = store.read().await?;
    assert_eq!(view.decision(id).await?, Some(again.clone()));
    assert_eq!(view.decisions(id).await?, [decision(1), again]);
    drop(view);
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// Each proposal, answer and reopening needs an entry of its own in the chain, and one that tells of it.
pub async fn releases_are_told_singly(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed_two(store).await?;
    for action in [AuditAction::DecisionRecorded, AuditAction::DecisionProposed] {
        let mut tx = store.begin().await?;
        tx.insert_proposal(&proposal(1)).await?;
        tx.insert_proposal(&proposal(2)).await?;
        tx.append_audit(&draft(action, Some(1))).await?;
        assert!(
            matches!(tx.commit().await, Err(StoreError::Internal(_))),
            "{action}"
        );
    }
    propose(store, &proposal(1)).await?;
    for action in [AuditAction::DecisionProposed, AuditAction::CaseReopened] {
        let mut tx = store.begin().await?;
        tx.insert_release(&release(1, 1, ReleaseVerdict::SentBack))
            .await?;
        tx.append_audit(&draft(action, Some(1))).await?;
        assert!(
            matches!(tx.commit().await, Err(StoreError::Internal(_))),
            "{action}"
        );
    }
    let mut tx = store.begin().await?;
    tx.insert_decision(&decision(1)).await?;
    tx.append_audit(&draft(AuditAction::DecisionRecorded, Some(1)))
        .await?;
    tx.insert_reopening(&reopening(1, 1)).await?;
    assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    Ok(())
}

/// Whatever is done to a proposal, an answer or a reopening, the entry that vouches for it is named.
pub async fn tampering_with_releases_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    let mut tx = store.begin().await?;
    for number in [1, 2] {
        tx.insert_user(&user(number), "$argon2id$", clock().now()).await?;
        tx.append_audit(&draft(AuditAction::UserCreated, None)).await?;
    }
    tx.insert_case(&case(1)).await?;
    tx.append_audit(&draft(AuditAction::SubmissionReceived, Some(1)))
        .await?;
    tx.commit().await?;
    // Entry 5 of the chain; 6 releases it, 7 opens the case again.
    propose(store, &proposal(1)).await?;
    let released = Decision {
        release: Some((ProposalId(uuid(1)), UserId(uuid(2)))),
        ..decision(1)
    };
    let mut tx = store.begin().await?;
    tx.insert_release(&release(1, 1, ReleaseVerdict::Released))
        .await?;
    tx.insert_decision(&released).await?;
    tx.append_audit(&draft(AuditAction::DecisionReleased, Some(1)))
        .await?;
    tx.insert_reopening(&reopening(1, 1)).await?;
    tx.append_audit(&draft(AuditAction::CaseReopened, Some(1)))
        .await?;
    tx.commit().await?;
    let sound = store.verify_audit().await?;
    assert_eq!((sound.valid, sound.records), (true, 7));
    for table in ["decisions", "decision_proposals", "releases", "reopenings"] {
        database.disarm(table).await?;
    }
    for (table, tampering, restoring, sequence) in [
        (
            "decision_proposals",
            "outcome = 'granted'",
            "outcome = 'rejected'",
            5,
        ),
        ("decision_proposals", "basis = '[]'", "basis = '[1]'", 5),
        ("decision_proposals", "case_version = 3", "case_version = 2", 5),
        ("releases", "verdict = 'sent_back'", "verdict = 'released'", 6),
        ("decisions", "reasons = 'other'", "reasons = 'because'", 6),
        (
            "reopenings",
            "ground = 'clerical_error'",
            "ground = 'objection'",
            7,
        ),
    ] {
        database
            .execute_raw(&format!("UPDATE {table} SET {tampering}"))
            .await?;
        let found = store.verify_audit().await?;
        let expected = FirstBad {
            sequence,
            reason: BadReason::RecordMismatch,
            record: Some(format!("{table}/{}", uuid(1))),
        };
        assert_eq!(
            (found.valid, found.first_bad),
            (false, Some(expected)),
            "{tampering}"
        );
        database
            .execute_raw(&format!("UPDATE {table} SET {restoring}"))
            .await?;
        assert!(store.verify_audit().await?.valid, "{tampering}, undone");
    }
    // Who released it is a column that a later migration added.
    let swapped = format!("UPDATE decisions SET released_by = '{}'", uuid(1));
    database.execute_raw(&swapped).await?;
    assert_eq!(
        store.verify_audit().await?.first_bad.map(|bad| bad.sequence),
        Some(6)
    );
    Ok(())
}
