//! Documents that came inside other ones: each is there once, and the chain vouches for where it came from.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::{Document, PartOf};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, DocumentId, RunId};
use sha2::{Digest, Sha256};

use super::fixtures::{document, draft, seed, submission, uuid};
use super::{Checked, TestDatabase, clock};
use crate::chain::BadReason;
use crate::documents::Reading;
use crate::engine::Store;
use crate::error::StoreError;

/// Document `number`, taken out of document 1 at `place`.
fn part(number: u128, position: i64, place: &str) -> Document {
    Document {
        part_of: Some(PartOf {
            container: DocumentId(uuid(1)),
            part: place.to_owned(),
            declared_name: "Anlagen/Mietvertrag.pdf".to_owned(),
            declared_type: (place == "2").then(|| "application/pdf".to_owned()),
        }),
        ..document(number, 1, position)
    }
}

async fn insert(store: &Store, documents: &[&Document]) -> Checked {
    let mut tx = store.begin().await?;
    for document in documents {
        tx.insert_document(document).await?;
    }
    tx.append_audit(&draft(AuditAction::DocumentsAdded, Some(1)))
        .await?;
    tx.commit().await
}

/// What was taken out of a document names it and its place there, and is there once.
pub async fn parts_of_a_document_are_there_once(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let (first, second) = (part(3, 2, "2"), part(4, 3, "2.1"));
    insert(store, &[&first, &second]).await?;
    let again = insert(store, &[&part(5, 4, "2.1")]).await;
    assert_eq!(again, Err(StoreError::Exists { record: "document" }));
    let documents = store.read().await?.documents(CaseId(uuid(1))).await?;
    assert_eq!(documents[2..], [first, second]);
    let changed = database
        .execute_raw("UPDATE documents SET container_id = NULL, part = NULL")
        .await;
    assert!(changed.is_err(), "the origin of a part can be changed");
    Ok(())
}

/// What somebody does to the origin of a document or to the pages that were made of it, and how it was before.
const TAMPERINGS: [(&str, &str, &str, i64, &str); 8] = [
    ("container_id", "NULL", "'$1'", 3, "documents/1"),
    ("container_id", "'$2'", "'$1'", 5, "documents/3"),
    ("part", "'2.2'", "'2'", 5, "documents/3"),
    (
        "declared_name",
        "'Mietvertrag.pdf'",
        "'Anlagen/Mietvertrag.pdf'",
        5,
        "documents/3",
    ),
    ("declared_type", "NULL", "'application/pdf'", 5, "documents/3"),
    ("declared_type", "''", "'application/pdf'", 5, "documents/3"),
    ("rendition_sha256", "NULL", "'cd'", 7, "document_readings/1"),
    ("rendition_sha256", "'ce'", "'cd'", 7, "document_readings/1"),
];

/// Parts may come at different times; whatever is done to where they came from, the check names it.
pub async fn tampering_with_origins_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    insert(store, &[&part(3, 2, "2")]).await?;
    insert(store, &[&part(4, 3, "2.1")]).await?;
    let mut tx = store.begin().await?;
    tx.insert_reading(&Reading {
        document: DocumentId(uuid(1)),
        run: RunId(uuid(1)),
        text: None,
        pages: Vec::new(),
        issues: Vec::new(),
        rendition: Some("cd".to_owned()),
        created_at: clock().now(),
    })
    .await?;
    tx.append_audit(&draft(AuditAction::DocumentRead, Some(1)))
        .await?;
    tx.commit().await?;
    let sound = store.verify_audit().await?;
    assert_eq!((sound.valid, sound.records), (true, 8), "{:?}", sound.first_bad);

    database.disarm("documents").await?;
    database.disarm("document_readings").await?;
    for (column, changed, before, sequence, record) in TAMPERINGS {
        let (table, row) = match column {
            "rendition_sha256" => ("document_readings", format!("document_id = '{}'", uuid(1))),
            _ => ("documents", format!("id = '{}'", uuid(3))),
        };
        let set = |value: &str| {
            let value = value
                .replace("$1", &uuid(1).to_string())
                .replace("$2", &uuid(2).to_string());
            format!("UPDATE {table} SET {column} = {value} WHERE {row}")
        };
        database.execute_raw(&set(changed)).await?;
        let found = store.verify_audit().await?.first_bad;
        let found = found.expect("the change is seen");
        let (name, number) = record.split_once('/').expect("a table and a number");
        let named = format!("{name}/{}", uuid(number.parse().expect("a number")));
        assert_eq!(
            (found.sequence, found.reason),
            (sequence, BadReason::RecordMismatch),
            "{column}"
        );
        let found = found.record.unwrap_or_default();
        assert!(found.starts_with(&named), "{column}: {found}");
        database.execute_raw(&set(before)).await?;
        assert!(store.verify_audit().await?.valid, "{column}, undone");
    }
    Ok(())
}

/// The digest of a document that came by itself is the one that was written down before parts were known: chains that
/// are older still hold.
pub async fn older_vouchers_still_hold(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let digest = |document: Document| {
        let columns = [
            document.id.to_string(),
            document.case.to_string(),
            document.submission.to_string(),
            document.position.to_string(),
            document.file_name,
            document.sha256,
            document.size_bytes.to_string(),
            document.media_type,
        ];
        let parts = columns.map(|column| format!("{}:{column}", column.chars().count()));
        <[u8; 32]>::from(Sha256::digest(parts.join(" ")))
    };
    let mut rows = [digest(document(1, 1, 0)), digest(document(2, 1, 1))];
    rows.sort_unstable();
    let expected = serde_json::json!({
        "table": "documents",
        "group": submission(1).id.to_string(),
        "rows": 2,
        "sha256": format!("{:x}", Sha256::digest(rows.concat())),
    });
    let entries = store.read().await?.audit_of_case(CaseId(uuid(1))).await?;
    let received = entries
        .iter()
        .find(|row| row.entry.action == AuditAction::SubmissionReceived);
    let detail = received.map(|row| row.entry.detail["records"].clone());
    let vouchers = detail.unwrap_or_default();
    let vouchers = vouchers.as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(vouchers.contains(&expected), "{vouchers:?}");
    Ok(())
}
