//! Letters: written once, vouched for with their PDF; and drafts, which change under the version that was seen.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::CaseState;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, LetterId, UserId};
use aktenlage_domain::letter::{Letter, LetterDraft, LetterKind};
use time::Duration;
use time::macros::date;

use super::fixtures::{case, draft, letter, seed, user, uuid};
use super::{Checked, TestDatabase, clock};
use crate::blobs::Blobs;
use crate::chain::{BadReason, FirstBad};
use crate::engine::Store;
use crate::error::{StoreError, from_io};
use crate::first_requests::FirstRequest;

async fn insert(store: &Store, letters: &[Letter]) -> Checked {
    let mut tx = store.begin().await?;
    for one in letters {
        tx.insert_letter(one).await?;
        tx.append_audit(&draft(AuditAction::LetterSent, Some(1))).await?;
    }
    tx.commit().await
}

/// Letters keep their order at the same instant, and none changes.
pub async fn what_was_sent_comes_back(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let letters = [
        letter(9, &"a1".repeat(32)),
        Letter {
            kind: LetterKind::Acknowledgement,
            due_on: None,
            outbox_name: Some("AL-2026-000001-eingangsbestaetigung-2.pdf".to_owned()),
            ..letter(5, &"b2".repeat(32))
        },
    ];
    insert(store, &letters).await?;
    let mut view = store.read().await?;
    assert_eq!(view.letters(CaseId(uuid(1))).await?, letters);
    assert_eq!(view.letter(LetterId(uuid(5))).await?.as_ref(), Some(&letters[1]));
    assert_eq!(view.letter(LetterId(uuid(6))).await?, None);
    assert!(view.letters(CaseId(uuid(2))).await?.is_empty());
    drop(view);
    for statement in ["UPDATE letters SET content = content", "DELETE FROM letters"] {
        let refused = database.execute_raw(statement).await;
        assert!(refused.is_err(), "{statement}");
    }
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// A case counts once, on the day of its first request; other letters are none.
pub async fn first_requests_count_once(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let now = clock().now();
    let acknowledgement = Letter {
        kind: LetterKind::Acknowledgement,
        at: now - Duration::days(3),
        ..letter(1, &"a1".repeat(32))
    };
    insert(store, &[acknowledgement]).await?;
    let mut view = store.read().await?;
    assert!(view.first_requests(now - Duration::days(9)).await?.is_empty());
    drop(view);
    let first = Letter {
        at: now - Duration::days(2),
        ..letter(2, &"b2".repeat(32))
    };
    insert(store, &[first, letter(3, &"c3".repeat(32))]).await?;
    let mut view = store.read().await?;
    let found = view.first_requests(now - Duration::days(2)).await?;
    assert_eq!(
        found,
        [FirstRequest {
            received_on: date!(2026 - 11 - 02),
            state: CaseState::UnderReview,
            asked_at: now - Duration::days(2),
            requests: 2,
        }]
    );
    let later = view.first_requests(now - Duration::days(1)).await?;
    assert!(later.is_empty(), "the first one was before");
    Ok(())
}

/// Each letter needs an entry of its own in the chain, and one that tells of it.
pub async fn a_letter_is_told_singly(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    for action in [AuditAction::DecisionRecorded, AuditAction::LetterSent] {
        let mut tx = store.begin().await?;
        for number in [1, 2] {
            tx.insert_letter(&letter(number, &"a1".repeat(32))).await?;
        }
        tx.append_audit(&draft(action, Some(1))).await?;
        assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    }
    let mut view = store.read().await?;
    assert!(view.letters(CaseId(uuid(1))).await?.is_empty());
    Ok(())
}

/// Whatever is done to a letter or to its PDF, it is named.
pub async fn tampering_with_letters_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    // Without documents: the letter's PDF is the only file.
    let mut tx = store.begin().await?;
    tx.insert_user(&user(1), "$argon2id$", clock().now()).await?;
    tx.append_audit(&draft(AuditAction::UserCreated, None)).await?;
    tx.insert_case(&case(1)).await?;
    tx.append_audit(&draft(AuditAction::SubmissionReceived, Some(1)))
        .await?;
    tx.commit().await?;
    let folder = tempfile::tempdir().map_err(|error| from_io(&error))?;
    let blobs = Blobs::open(folder.path())?;
    let pdf = blobs.put("%PDF-1.7 letter".into()).await?;
    // Entry 4 of the chain.
    insert(store, &[letter(1, &pdf.sha256)]).await?;
    let sound = store.verify_with_originals(&blobs).await?;
    assert_eq!((sound.valid, sound.records, sound.originals), (true, 3, 1));
    database.disarm("letters").await?;
    database
        .execute_raw("CREATE TABLE untouched AS SELECT * FROM letters")
        .await?;
    let named = |reason| FirstBad {
        sequence: 4,
        reason,
        record: Some(format!("letters/{}", uuid(1))),
    };
    for statement in [
        "UPDATE letters SET content = '{}'",
        "UPDATE letters SET due_on = '2026-12-31'",
        "UPDATE letters SET sha256 = 'ab'",
        "UPDATE letters SET outbox_name = 'other.pdf'",
        "DELETE FROM letters",
    ] {
        database.execute_raw(statement).await?;
        let found = store.verify_audit().await?;
        let expected = (false, Some(named(BadReason::RecordMismatch)));
        assert_eq!((found.valid, found.first_bad), expected, "{statement}");
        database
            .execute_raw("DELETE FROM letters; INSERT INTO letters SELECT * FROM untouched")
            .await?;
        assert!(store.verify_audit().await?.valid, "{statement}, undone");
    }
    let path = format!(
        "originals/{}/{}/{}",
        &pdf.sha256[..2],
        &pdf.sha256[2..4],
        pdf.sha256
    );
    let path = folder.path().join(path);
    fs_err::write(&path, "%PDF-1.7 another letter").map_err(|error| from_io(&error))?;
    let changed = store.verify_with_originals(&blobs).await?;
    assert_eq!(changed.first_bad, Some(named(BadReason::OriginalChanged)));
    fs_err::remove_file(&path).map_err(|error| from_io(&error))?;
    let missing = store.verify_with_originals(&blobs).await?;
    assert_eq!(missing.first_bad, Some(named(BadReason::OriginalMissing)));
    Ok(())
}

/// A draft is replaced only by whoever saw it as it is, and needs no entry.
pub async fn a_draft_is_changed_only_as_it_was_seen(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let (case, kind) = (CaseId(uuid(1)), LetterKind::DocumentRequest);
    let first = LetterDraft {
        case,
        kind,
        version: 1,
        content: "{\"note\":\"ä\"}".to_owned(),
        by: UserId(uuid(1)),
        at: clock().now(),
    };
    let mut tx = store.begin().await?;
    assert_eq!(tx.letter_draft(case, kind).await?, None);
    assert_eq!(tx.save_letter_draft(&first, 0).await?, 1);
    tx.commit().await?;
    let second = LetterDraft {
        version: 2,
        content: "{}".to_owned(),
        ..first.clone()
    };
    for (seen, expected) in [
        (0, Err(StoreError::Conflict { current_version: 1 })),
        (7, Err(StoreError::Conflict { current_version: 1 })),
        (1, Ok(2)),
        (1, Err(StoreError::Conflict { current_version: 2 })),
    ] {
        let mut tx = store.begin().await?;
        assert_eq!(tx.save_letter_draft(&second, seen).await, expected, "{seen}");
        tx.commit().await?;
    }
    let mut tx = store.begin().await?;
    let conflict = |current_version| Err(StoreError::Conflict { current_version });
    for (seen, expected) in [(1, conflict(2)), (0, conflict(2)), (2, Ok(())), (2, conflict(0))] {
        assert_eq!(
            tx.discard_letter_draft(case, kind, seen).await,
            expected,
            "{seen}"
        );
    }
    assert_eq!(tx.letter_draft(case, kind).await?, None);
    assert_eq!(tx.save_letter_draft(&second, 0).await?, 1);
    assert_eq!(tx.save_letter_draft(&second, 1).await?, 2);
    assert_eq!(tx.letter_draft(case, kind).await?, Some(second));
    let other = LetterKind::Acknowledgement;
    assert_eq!(tx.letter_draft(case, other).await?, None);
    tx.delete_letter_draft(case, kind).await?;
    tx.delete_letter_draft(case, kind).await?;
    assert_eq!(tx.letter_draft(case, kind).await?, None);
    tx.commit().await?;
    let mut view = store.read().await?;
    assert!(
        view.save_letter_draft(&first, 0).await.is_err(),
        "a view writes nothing"
    );
    drop(view);
    assert!(store.verify_audit().await?.valid);
    Ok(())
}
