//! How far people saw cases: the latest mark of each, gone when nobody needs it, and no record.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, CaseState};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, UserId};

use super::fixtures::{case, draft, seed, user, uuid};
use super::{Checked, TestDatabase, clock};
use crate::audit::AuditDraft;
use crate::case_views::NewEntries;
use crate::engine::Store;

const CASE: u128 = 1;

fn person(number: u128) -> UserId {
    UserId(uuid(number))
}

fn subject() -> CaseId {
    CaseId(uuid(CASE))
}

/// A second clerk beside the one of the seed.
async fn add_second_clerk(store: &Store) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_user(&user(2), "$argon2id$", clock().now()).await?;
    tx.append_audit(&draft(AuditAction::UserCreated, None)).await?;
    tx.commit().await
}

/// The last mark counts, it never moves back, and one person's says nothing about another's; a view writes none.
pub async fn a_mark_is_the_latest_of_one_person(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    add_second_clerk(store).await?;
    let mut tx = store.begin().await?;
    assert_eq!(tx.case_view(person(1), subject()).await?, None);
    for (seen, expected) in [(2, 2), (7, 7), (3, 7)] {
        tx.save_case_view(person(1), subject(), seen).await?;
        assert_eq!(tx.case_view(person(1), subject()).await?, Some(expected));
    }
    assert_eq!(tx.case_view(person(2), subject()).await?, None);
    tx.commit().await?;
    let mut view = store.read().await?;
    assert_eq!(view.case_view(person(1), subject()).await?, Some(7));
    assert!(view.save_case_view(person(1), subject(), 9).await.is_err());
    drop(view);
    assert!(
        store.verify_audit().await?.valid,
        "a mark is outside of the chain"
    );
    Ok(())
}

/// Entries behind the mark count unless they are the person's own; those of other cases do not.
pub async fn what_others_did_is_counted(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let mut tx = store.begin().await?;
    let before = tx.entries_after(person(1), subject(), i64::MAX).await?;
    assert_eq!(before.of_others, 0);
    let mut last = before.last;
    for (actor, of) in [
        (Actor::User(person(1)), Some(CASE)),
        (Actor::User(person(2)), Some(CASE)),
        (Actor::System, Some(CASE)),
        (Actor::System, None),
    ] {
        let entry = AuditDraft {
            actor,
            ..draft(AuditAction::RunStarted, of)
        };
        let written = tx.append_audit(&entry).await?.sequence;
        last = if of.is_some() { written } else { last };
    }
    let new = |of_others| NewEntries { last, of_others };
    assert_eq!(tx.entries_after(person(1), subject(), before.last).await?, new(2));
    assert_eq!(tx.entries_after(person(2), subject(), before.last).await?, new(2));
    assert_eq!(tx.entries_after(person(1), subject(), last).await?, new(0));
    let elsewhere = CaseId(uuid(99));
    assert_eq!(
        tx.entries_after(person(1), elsewhere, 0).await?,
        NewEntries::default()
    );
    Ok(())
}

/// Marks are gone once the case is closed, and with the access of a person.
pub async fn marks_end_with_the_work(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    add_second_clerk(store).await?;
    let mut tx = store.begin().await?;
    for number in [1, 2] {
        tx.save_case_view(person(number), subject(), 2).await?;
    }
    tx.set_user_disabled(person(2), true).await?;
    tx.append_audit(&draft(AuditAction::AccessWithdrawn, None))
        .await?;
    assert_eq!(tx.case_view(person(2), subject()).await?, None);
    let open = Case {
        state: CaseState::AwaitingDocuments,
        ..case(CASE)
    };
    let version = tx.update_case(&open, 1).await?;
    tx.append_audit(&draft(AuditAction::CaseAssigned, Some(CASE)))
        .await?;
    assert_eq!(tx.case_view(person(1), subject()).await?, Some(2));
    let closed = Case {
        state: CaseState::Decided,
        ..case(CASE)
    };
    tx.update_case(&closed, version).await?;
    tx.append_audit(&draft(AuditAction::CaseAssigned, Some(CASE)))
        .await?;
    assert_eq!(tx.case_view(person(1), subject()).await?, None);
    tx.commit().await
}
