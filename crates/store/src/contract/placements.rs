//! Single documents that count for another case: there and back, with their scan, told and vouched for.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::{Document, PartOf};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::division::PageSet;
use aktenlage_domain::ids::{CaseId, DocumentId, PlacementId, ReviewId, RunId, SubmissionId, UserId};
use aktenlage_domain::joining::{JoiningGround, Placement};
use aktenlage_domain::review::{Review, Verdict};
use aktenlage_domain::suggestion::Subject;
use time::Duration;

use super::fixtures::{case, document, draft, review, seed, submission, uuid};
use super::{Checked, TestDatabase, clock};
use crate::chain::{BadReason, FirstBad};
use crate::documents::Reading;
use crate::engine::Store;
use crate::error::StoreError;

fn case_id(number: u128) -> CaseId {
    CaseId(uuid(number))
}

/// A document of case 2 counts for the case `into` from now on.
fn placement(number: u128, document: u128, into: u128) -> Placement {
    Placement {
        id: PlacementId(uuid(number)),
        document: DocumentId(uuid(document)),
        from: case_id(2),
        into: case_id(into),
        ground: (into != 2).then_some(JoiningGround::Chosen),
        by: UserId(uuid(1)),
        at: clock().now(),
    }
}

/// Case 2 with a submission of its own and two documents, 20 and 21; the first one is read.
async fn arrive(store: &Store) -> Checked {
    let mut late = submission(2);
    late.at = clock().now() + Duration::hours(1);
    let mut tx = store.begin().await?;
    tx.insert_case(&case(2)).await?;
    tx.insert_submission(&late).await?;
    tx.insert_document(&document(20, 2, 0)).await?;
    tx.insert_document(&document(21, 2, 1)).await?;
    tx.insert_run(RunId(uuid(2)), case_id(2), clock().now()).await?;
    tx.insert_reading(&Reading {
        document: DocumentId(uuid(20)),
        run: RunId(uuid(2)),
        text: Some("{}".to_owned()),
        pages: Vec::new(),
        issues: Vec::new(),
        rendition: None,
        created_at: clock().now(),
    })
    .await?;
    for action in [AuditAction::SubmissionReceived, AuditAction::DocumentRead] {
        tx.append_audit(&draft(action, Some(2))).await?;
    }
    tx.commit().await
}

async fn place(store: &Store, placement: &Placement) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_placement(placement).await?;
    tx.append_audit(&draft(AuditAction::DocumentPlaced, Some(2)))
        .await?;
    tx.append_audit(&draft(AuditAction::PlacementNoted, Some(1)))
        .await?;
    tx.commit().await
}

async fn documents(store: &Store, number: u128) -> Result<Vec<u128>, StoreError> {
    let documents = store.read().await?.documents(case_id(number)).await?;
    assert!(documents.iter().all(|document| document.case == case_id(number)));
    Ok(documents.iter().map(|document| document.id.0.as_u128()).collect())
}

/// Document `number`, a row of the case `of_case`: some pages of document 20.
fn pages(number: u128, of_case: u128, position: i64, text: &str) -> Document {
    let pages: PageSet = text.parse().expect("page numbers");
    let scan = document(20, 2, 0);
    Document {
        submission: SubmissionId(uuid(2)),
        part_of: Some(PartOf {
            container: scan.id,
            part: pages.part(),
            declared_name: scan.file_name,
            declared_type: None,
        }),
        pages: Some(pages),
        ..document(number, of_case, position)
    }
}

async fn add(store: &Store, document: &Document) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_document(document).await?;
    tx.append_audit(&draft(AuditAction::DocumentsAdded, Some(1)))
        .await?;
    tx.commit().await
}

/// A document counts for the other case with its submission, its reading and what was said about it, behind what is
/// there; the rest stays; it can come back and go again.
pub async fn a_document_counts_for_another_case_and_comes_back(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    arrive(store).await?;
    let before = documents(store, 1).await?;
    let mut tx = store.begin().await?;
    let said = Review {
        case: case_id(2),
        ..review(
            70,
            Subject::DocumentKind(DocumentId(uuid(20))),
            None,
            Verdict::Entered,
        )
    };
    tx.insert_review(&said).await?;
    tx.append_audit(&draft(AuditAction::ReviewRecorded, Some(2)))
        .await?;
    tx.commit().await?;

    let there = placement(7, 20, 1);
    place(store, &there).await?;
    assert_eq!(documents(store, 2).await?, [21]);
    let mut expected = before.clone();
    expected.push(20);
    assert_eq!(documents(store, 1).await?, expected);
    let mut view = store.read().await?;
    let one = view.document(DocumentId(uuid(20))).await?.expect("inserted");
    assert_eq!((one.case, one.submission), (case_id(1), SubmissionId(uuid(2))));
    assert_eq!(view.next_position(case_id(1)).await?, one.position + 1);
    assert_eq!(
        view.next_position(case_id(2)).await?,
        2,
        "no place is given twice"
    );
    for (number, submissions) in [(1, 2), (2, 1)] {
        assert_eq!(view.submissions(case_id(number)).await?.len(), submissions);
    }
    let read_document = DocumentId(uuid(20));
    for (number, expected) in [(1, true), (2, false)] {
        let heads = view.reading_heads(case_id(number)).await?;
        let is_there = heads.iter().any(|head| head.document == read_document);
        assert_eq!(is_there, expected, "case {number}");
    }
    let elsewhere = view.reviews_elsewhere(case_id(1)).await?;
    assert_eq!(
        elsewhere.iter().map(|review| review.id).collect::<Vec<_>>(),
        [ReviewId(uuid(70))]
    );
    for number in [1, 2] {
        assert_eq!(
            view.placements(case_id(number)).await?,
            std::slice::from_ref(&there)
        );
    }
    drop(view);

    place(store, &placement(8, 20, 2)).await?;
    assert_eq!(documents(store, 2).await?, [20, 21]);
    assert_eq!(documents(store, 1).await?, before);
    let mut view = store.read().await?;
    assert_eq!(view.submissions(case_id(1)).await?.len(), 1);
    let last = view.placement(DocumentId(uuid(20))).await?.expect("taken back");
    assert!(!last.is_elsewhere());
    drop(view);
    place(store, &placement(9, 20, 1)).await?;
    assert_eq!(documents(store, 1).await?, expected);
    for statement in [
        "UPDATE document_placements SET at = at",
        "DELETE FROM document_placements",
    ] {
        let refused = database.execute_raw(statement).await;
        assert!(refused.is_err(), "{statement}");
    }
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// Pages that were cut off go by themselves, with the reading of their scan; others go where the scan goes, also those
/// that were cut off in the other case.
pub async fn pages_of_a_scan_follow_their_scan(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    arrive(store).await?;
    add(store, &pages(22, 2, 2, "1,2")).await?;
    add(store, &pages(23, 2, 3, "3")).await?;
    let before = documents(store, 1).await?;
    place(store, &placement(7, 22, 1)).await?;
    assert_eq!(documents(store, 2).await?, [20, 21, 23]);
    let heads = store.read().await?.reading_heads(case_id(1)).await?;
    assert!(heads.iter().any(|head| head.document == DocumentId(uuid(20))));
    place(store, &placement(8, 22, 2)).await?;

    place(store, &placement(9, 20, 1)).await?;
    assert_eq!(documents(store, 2).await?, [21]);
    let position = store.read().await?.next_position(case_id(1)).await?;
    add(store, &pages(24, 1, position, "2,3")).await?;
    let mut expected = before.clone();
    expected.extend([20, 22, 23, 24]);
    let mut found = documents(store, 1).await?;
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
    place(store, &placement(10, 20, 2)).await?;
    assert_eq!(documents(store, 1).await?, before);
    let mut found = documents(store, 2).await?;
    found.sort_unstable();
    assert_eq!(found, [20, 21, 22, 23, 24]);
    Ok(())
}

/// Each placement needs an entry of its own in the chain, in the case that the document came in with.
pub async fn a_placement_is_told_singly(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    arrive(store).await?;
    for actions in [
        vec![AuditAction::PlacementNoted],
        vec![AuditAction::DocumentPlaced],
        vec![AuditAction::DocumentPlaced, AuditAction::PlacementNoted],
    ] {
        let mut tx = store.begin().await?;
        tx.insert_placement(&placement(7, 20, 1)).await?;
        tx.insert_placement(&placement(8, 21, 1)).await?;
        for action in actions {
            tx.append_audit(&draft(action, Some(1))).await?;
        }
        assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    }
    assert!(store.read().await?.placements(case_id(2)).await?.is_empty());
    Ok(())
}

/// Whatever is done to a placement, the entry that vouches for it is named.
pub async fn tampering_with_placements_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    // Entries 5 and 6 of the chain, and 7 for the placement.
    arrive(store).await?;
    place(store, &placement(7, 20, 1)).await?;
    assert!(store.verify_audit().await?.valid);
    database.disarm("document_placements").await?;
    database
        .execute_raw("CREATE TABLE untouched AS SELECT * FROM document_placements")
        .await?;
    for statement in [
        "UPDATE document_placements SET into_case = from_case",
        "UPDATE document_placements SET place = 7",
        "UPDATE document_placements SET ground = NULL",
        "DELETE FROM document_placements",
    ] {
        database.execute_raw(statement).await?;
        let expected = FirstBad {
            sequence: 7,
            reason: BadReason::RecordMismatch,
            record: Some(format!("document_placements/{}", uuid(7))),
        };
        let found = store.verify_audit().await?;
        assert_eq!(
            (found.valid, found.first_bad),
            (false, Some(expected)),
            "{statement}"
        );
        database
            .execute_raw(
                "DELETE FROM document_placements; INSERT INTO document_placements SELECT * FROM untouched",
            )
            .await?;
        assert!(store.verify_audit().await?.valid, "{statement}, undone");
    }
    Ok(())
}
