//! Post that was joined to a case: counted there, in both cases' order, once, and vouched for.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::{Case, CaseState, Document};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, CaseReference, DocumentId, JoiningId, RunId, UserId};
use aktenlage_domain::joining::{Joining, JoiningGround};
use aktenlage_domain::triage::{CaseSort, CaseView};
use time::Duration;
use time::macros::date;

use super::fixtures::{case, document, draft, seed, submission, uuid};
use super::{Checked, TestDatabase, clock};
use crate::case_list::CaseQuery;
use crate::chain::{BadReason, FirstBad};
use crate::documents::Reading;
use crate::engine::Store;
use crate::error::StoreError;

/// The post of case `from` joined to case number 1.
fn joining(number: u128, from: u128) -> Joining {
    Joining {
        id: JoiningId(uuid(number)),
        from: CaseId(uuid(from)),
        into: CaseId(uuid(1)),
        ground: JoiningGround::Reference,
        by: UserId(uuid(1)),
        at: clock().now(),
    }
}

/// A case of its own with one submission, an hour after the seeded one, and two documents; one is read.
async fn arrive(store: &Store, number: u128) -> Checked {
    let mut late = submission(number);
    late.at = clock().now() + Duration::hours(1);
    let mut tx = store.begin().await?;
    tx.insert_case(&case(number)).await?;
    tx.insert_submission(&late).await?;
    for position in 0..2_i64 {
        let id = number * 10 + u128::from(position.unsigned_abs());
        tx.insert_document(&document(id, number, position)).await?;
    }
    tx.insert_run(RunId(uuid(number)), CaseId(uuid(number)), clock().now())
        .await?;
    let reading = Reading {
        document: DocumentId(uuid(number * 10)),
        run: RunId(uuid(number)),
        text: Some("{}".to_owned()),
        pages: Vec::new(),
        issues: Vec::new(),
        rendition: None,
        created_at: clock().now(),
    };
    tx.insert_reading(&reading).await?;
    for action in [AuditAction::SubmissionReceived, AuditAction::DocumentRead] {
        tx.append_audit(&draft(action, Some(number))).await?;
    }
    tx.commit().await
}

async fn join(store: &Store, number: u128, from: u128) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_joining(&joining(number, from)).await?;
    let left = Case {
        state: CaseState::Joined,
        ..case(from)
    };
    tx.update_case(&left, 1).await?;
    tx.append_audit(&draft(AuditAction::CaseJoined, Some(from)))
        .await?;
    tx.append_audit(&draft(AuditAction::PostJoined, Some(1))).await?;
    tx.commit().await
}

async fn places(store: &Store, number: u128) -> Result<Vec<(DocumentId, CaseId, i64)>, StoreError> {
    let documents = store.read().await?.documents(CaseId(uuid(number))).await?;
    let place = |document: &Document| (document.id, document.case, document.position);
    Ok(documents.iter().map(place).collect())
}

/// Submissions, documents and readings count for the other case, behind what it has; the rows stay, and the case that
/// the post left is out of the lists and still there.
pub async fn post_counts_for_the_case_it_was_joined_to(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let before = places(store, 1).await?;
    arrive(store, 2).await?;
    arrive(store, 3).await?;
    let vouched = store.verify_audit().await?.records;
    join(store, 7, 2).await?;
    join(store, 8, 3).await?;
    let mut expected = before.clone();
    let first = i64::try_from(before.len()).unwrap_or_default();
    for (position, id) in (first..).zip([20, 21, 30, 31]) {
        expected.push((DocumentId(uuid(id)), CaseId(uuid(1)), position));
    }
    assert_eq!(places(store, 1).await?, expected);
    // The case that was left still shows what it came with, and says where it counts.
    assert_eq!(
        places(store, 2).await?,
        expected[before.len()..before.len() + 2].to_vec()
    );
    let mut view = store.read().await?;
    let one = view.document(DocumentId(uuid(21))).await?.expect("inserted");
    assert_eq!((one.case, one.position), (CaseId(uuid(1)), first + 1));
    let submissions = view.submissions(CaseId(uuid(1))).await?;
    assert_eq!(submissions.len(), 3);
    assert!(
        submissions
            .iter()
            .all(|submission| submission.case == CaseId(uuid(1)))
    );
    let heads = view.reading_heads(CaseId(uuid(1))).await?;
    for id in [20, 30] {
        assert!(heads.iter().any(|head| head.document == DocumentId(uuid(id))));
    }
    assert_eq!(view.joining(CaseId(uuid(2))).await?, Some(joining(7, 2)));
    assert_eq!(view.joining(CaseId(uuid(1))).await?, None);
    assert_eq!(
        view.joinings_into(CaseId(uuid(1))).await?,
        [joining(7, 2), joining(8, 3)]
    );
    let reference = CaseReference::new("AL", 2026, 2);
    let left = view
        .case_by_reference(reference.as_str())
        .await?
        .expect("inserted");
    assert_eq!((left.id, left.state), (CaseId(uuid(2)), CaseState::Joined));
    for &view_of in CaseView::ALL {
        let query = CaseQuery {
            view: view_of,
            service: None,
            text: None,
            sort: CaseSort::Due,
            descending: false,
            offset: 0,
            limit: 50,
            user: UserId(uuid(1)),
            today: date!(2026 - 11 - 22),
        };
        let page = view.list_cases(&query).await?;
        assert!(
            page.items.iter().all(|row| row.case.id == CaseId(uuid(1))),
            "{view_of}"
        );
        assert_eq!(usize::try_from(page.total), Ok(page.items.len()), "{view_of}");
    }
    drop(view);
    for statement in ["UPDATE joinings SET at = at", "DELETE FROM joinings"] {
        let refused = database.execute_raw(statement).await;
        assert!(refused.is_err(), "{statement}");
    }
    let found = store.verify_audit().await?;
    assert!(found.valid);
    assert_eq!(found.records, vouched + 2, "a row for each joining, and no other");
    Ok(())
}

/// Each joining needs an entry of its own in the chain, and a case is joined once.
pub async fn a_case_is_joined_once_and_told_singly(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    arrive(store, 2).await?;
    arrive(store, 3).await?;
    for actions in [
        vec![AuditAction::PostJoined],
        vec![AuditAction::CaseJoined],
        vec![AuditAction::CaseJoined, AuditAction::PostJoined],
    ] {
        let mut tx = store.begin().await?;
        tx.insert_joining(&joining(7, 2)).await?;
        tx.insert_joining(&joining(8, 3)).await?;
        for action in actions {
            tx.append_audit(&draft(action, Some(1))).await?;
        }
        assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    }
    assert_eq!(store.read().await?.joining(CaseId(uuid(2))).await?, None);
    join(store, 7, 2).await?;
    let mut tx = store.begin().await?;
    let twice = tx.insert_joining(&joining(9, 2)).await;
    assert_eq!(twice, Err(StoreError::Exists { record: "joining" }));
    Ok(())
}

/// Whatever is done to a joining, the entry that vouches for it is named.
pub async fn tampering_with_joinings_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    // Entries 5 and 6 of the chain, and 7 for the joining.
    arrive(store, 2).await?;
    join(store, 7, 2).await?;
    assert!(store.verify_audit().await?.valid);
    database.disarm("joinings").await?;
    database
        .execute_raw("CREATE TABLE untouched AS SELECT * FROM joinings")
        .await?;
    for statement in [
        "UPDATE joinings SET into_case = from_case",
        "UPDATE joinings SET first_position = 7",
        "UPDATE joinings SET ground = 'chosen'",
        "DELETE FROM joinings",
    ] {
        database.execute_raw(statement).await?;
        let expected = FirstBad {
            sequence: 7,
            reason: BadReason::RecordMismatch,
            record: Some(format!("joinings/{}", uuid(7))),
        };
        let found = store.verify_audit().await?;
        assert_eq!(
            (found.valid, found.first_bad),
            (false, Some(expected)),
            "{statement}"
        );
        database
            .execute_raw("DELETE FROM joinings; INSERT INTO joinings SELECT * FROM untouched")
            .await?;
        assert!(store.verify_audit().await?.valid, "{statement}, undone");
    }
    Ok(())
}
