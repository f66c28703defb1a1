//! Links for applicants: written once, vouched for, open until they end, and revoked once.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, StatusLinkId, UserId};
use aktenlage_domain::status::{StatusLink, StatusLinkRevocation};
use time::Duration;

use super::fixtures::{draft, seed, status_link, uuid};
use super::{Checked, TestDatabase, clock};
use crate::chain::{BadReason, FirstBad};
use crate::engine::Store;
use crate::error::StoreError;
use crate::status_links::StoredStatusLink;

async fn insert(store: &Store, link: &StatusLink) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_status_link(link).await?;
    tx.append_audit(&draft(AuditAction::StatusLinkMade, Some(1)))
        .await?;
    tx.commit().await
}

fn revocation(number: u128) -> StatusLinkRevocation {
    StatusLinkRevocation {
        link: StatusLinkId(uuid(number)),
        by: UserId(uuid(1)),
        at: clock().now() + Duration::hours(1),
    }
}

async fn revoke(store: &Store, number: u128) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_status_link_revocation(&revocation(number)).await?;
    tx.append_audit(&draft(AuditAction::StatusLinkRevoked, Some(1)))
        .await?;
    tx.commit().await
}

/// Links and their ends come back, a link is revoked once, and no row changes.
pub async fn what_was_made_comes_back(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    insert(store, &status_link(3)).await?;
    insert(store, &status_link(4)).await?;
    revoke(store, 3).await?;
    let again = revoke(store, 3).await;
    assert!(matches!(again, Err(StoreError::Exists { .. })), "{again:?}");
    let expected = [
        StoredStatusLink {
            link: status_link(3),
            revocation: Some(revocation(3)),
        },
        StoredStatusLink {
            link: status_link(4),
            revocation: None,
        },
    ];
    let mut view = store.read().await?;
    assert_eq!(view.status_links(CaseId(uuid(1))).await?, expected);
    assert!(view.status_links(CaseId(uuid(2))).await?.is_empty());
    let one = view.status_link(StatusLinkId(uuid(3))).await?;
    assert_eq!(one.as_ref(), Some(&expected[0]));
    assert_eq!(view.status_link(StatusLinkId(uuid(5))).await?, None);
    drop(view);
    for statement in [
        "UPDATE status_links SET expires_at = expires_at",
        "DELETE FROM status_links WHERE id NOT IN (SELECT link_id FROM status_link_revocations)",
        "UPDATE status_link_revocations SET at = at",
        "DELETE FROM status_link_revocations",
    ] {
        let refused = database.execute_raw(statement).await;
        assert!(refused.is_err(), "{statement}");
    }
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// Until its day, and until it is revoked; and no other text opens anything.
pub async fn a_token_opens_its_case_until_it_ends(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let link = status_link(3);
    insert(store, &link).await?;
    let token = link.token_sha256.as_str();
    let (moment, other) = (Duration::microseconds(1), "0".repeat(64));
    for (text, at, expected) in [
        (token, clock().now(), Some(CaseId(uuid(1)))),
        (token, link.expires_at - moment, Some(CaseId(uuid(1)))),
        (token, link.expires_at, None),
        (token, link.expires_at + moment, None),
        ("", clock().now(), None),
        ("%", clock().now(), None),
        (other.as_str(), clock().now(), None),
    ] {
        let found = store.read().await?.case_by_status_token(text, at).await?;
        assert_eq!(found, expected, "{text} {at}");
    }
    revoke(store, 3).await?;
    let mut view = store.read().await?;
    assert_eq!(view.case_by_status_token(token, clock().now()).await?, None);
    Ok(())
}

/// Each link and each revocation needs an entry of its own in the chain, and one that tells of it.
pub async fn links_are_told_singly(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    for action in [AuditAction::StatusLinkRevoked, AuditAction::StatusLinkMade] {
        let mut tx = store.begin().await?;
        for number in [3, 4] {
            tx.insert_status_link(&status_link(number)).await?;
        }
        tx.append_audit(&draft(action, Some(1))).await?;
        assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    }
    assert!(
        store
            .read()
            .await?
            .status_links(CaseId(uuid(1)))
            .await?
            .is_empty()
    );
    insert(store, &status_link(3)).await?;
    let mut tx = store.begin().await?;
    tx.insert_status_link_revocation(&revocation(3)).await?;
    tx.append_audit(&draft(AuditAction::StatusLinkMade, Some(1)))
        .await?;
    assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    Ok(())
}

/// Whatever is done to a link or to its end, the entry that vouches for it is named.
pub async fn tampering_with_links_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    // Entries 5, 6 and 7 of the chain.
    insert(store, &status_link(3)).await?;
    insert(store, &status_link(4)).await?;
    revoke(store, 3).await?;
    assert!(store.verify_audit().await?.valid);
    for table in ["status_links", "status_link_revocations"] {
        database.disarm(table).await?;
        let copy = format!("CREATE TABLE {table}_untouched AS SELECT * FROM {table}");
        database.execute_raw(&copy).await?;
    }
    for (statement, sequence, table, number) in [
        (
            "UPDATE status_links SET expires_at = '2099-01-01T00:00:00.000000Z'
                WHERE NOT EXISTS (SELECT 1 FROM status_link_revocations WHERE link_id = status_links.id)",
            6,
            "status_links",
            4,
        ),
        (
            "DELETE FROM status_links
                WHERE NOT EXISTS (SELECT 1 FROM status_link_revocations WHERE link_id = status_links.id)",
            6,
            "status_links",
            4,
        ),
        (
            "UPDATE status_link_revocations SET at = '2026-11-22T10:00:01.000000Z'",
            7,
            "status_link_revocations",
            3,
        ),
        (
            "DELETE FROM status_link_revocations",
            7,
            "status_link_revocations",
            3,
        ),
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
            .execute_raw(
                "DELETE FROM status_link_revocations; DELETE FROM status_links;
                INSERT INTO status_links SELECT * FROM status_links_untouched;
                INSERT INTO status_link_revocations SELECT * FROM status_link_revocations_untouched",
            )
            .await?;
        assert!(store.verify_audit().await?.valid, "{statement}, undone");
    }
    Ok(())
}
