//! What came through mailboxes: each message once, by number and by content, and the chain vouches for it.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, SubmissionId};

use super::fixtures::{case, draft, seed, submission, uuid};
use super::{Checked, TestDatabase, clock};
use crate::chain::{BadReason, FirstBad};
use crate::engine::Store;
use crate::error::StoreError;
use crate::mailbox_messages::{MailboxMessage, MessageNumber};

fn message(number: u128, uid: u32, content: &str) -> MailboxMessage {
    MailboxMessage {
        submission: SubmissionId(uuid(number)),
        source: "post".to_owned(),
        number: MessageNumber {
            folder: "INBOX".to_owned(),
            uid_validity: u32::MAX,
            uid,
        },
        sha256: content.repeat(32),
        size_bytes: 5_000_000_000,
        case: CaseId(uuid(number)),
        at: clock().now(),
    }
}

/// One unit of work, as when a message arrives.
async fn arrive(store: &Store, message: &MailboxMessage, number: u128) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_case(&case(number)).await?;
    tx.insert_submission(&submission(number)).await?;
    tx.insert_mailbox_message(message).await?;
    tx.append_audit(&draft(AuditAction::SubmissionReceived, Some(number)))
        .await?;
    tx.commit().await
}

/// The same number and the same content are one submission each; what differs in both is another.
pub async fn a_message_becomes_one_submission(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let first = message(2, 7, "ab");
    arrive(store, &first, 2).await?;
    let elsewhere = MailboxMessage {
        source: "andere".to_owned(),
        ..message(3, 9, "ab")
    };
    for again in [message(3, 7, "cd"), message(3, 8, "ab"), elsewhere] {
        let outcome = arrive(store, &again, 3).await;
        let expected = StoreError::Exists {
            record: "mailbox message",
        };
        assert_eq!(outcome, Err(expected), "{again:?}");
    }
    arrive(store, &message(3, 8, "cd"), 3).await?;
    let mut renumbered = message(4, 7, "ef");
    renumbered.number.uid_validity = 1;
    arrive(store, &renumbered, 4).await?;

    let mut view = store.read().await?;
    let by_number = view.mailbox_message_by_number("post", &first.number).await?;
    assert_eq!(by_number, Some(first.clone()));
    let unknown = view.mailbox_message_by_number("andere", &first.number).await?;
    assert_eq!(unknown, None);
    let by_content = view.mailbox_message_by_content(&first.sha256).await?;
    assert_eq!(by_content, Some(first));
    assert_eq!(view.mailbox_message_by_content("00").await?, None);
    let counts = view.intake_counts("post").await?;
    assert_eq!((counts.taken, counts.last_taken_at), (3, Some(clock().now())));
    drop(view);
    for statement in [
        "UPDATE mailbox_messages SET source = source",
        "DELETE FROM mailbox_messages",
    ] {
        assert!(database.execute_raw(statement).await.is_err(), "{statement}");
    }
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// Whatever is done to the record of a message, the entry that vouches for it is named.
pub async fn tampering_with_messages_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    // Entry 5 of the chain.
    arrive(store, &message(2, 7, "ab"), 2).await?;
    database.disarm("mailbox_messages").await?;
    database
        .execute_raw("CREATE TABLE untouched AS SELECT * FROM mailbox_messages")
        .await?;
    for statement in [
        "UPDATE mailbox_messages SET uid = 8",
        "UPDATE mailbox_messages SET uid_validity = 8",
        "UPDATE mailbox_messages SET folder = 'Archiv'",
        "DELETE FROM mailbox_messages",
    ] {
        database.execute_raw(statement).await?;
        let expected = FirstBad {
            sequence: 5,
            reason: BadReason::RecordMismatch,
            record: Some(format!("mailbox_messages/{}", uuid(2))),
        };
        let found = store.verify_audit().await?;
        assert_eq!(
            (found.valid, found.first_bad),
            (false, Some(expected)),
            "{statement}"
        );
        database
            .execute_raw("DELETE FROM mailbox_messages; INSERT INTO mailbox_messages SELECT * FROM untouched")
            .await?;
        assert!(store.verify_audit().await?.valid, "{statement}, undone");
    }
    Ok(())
}
