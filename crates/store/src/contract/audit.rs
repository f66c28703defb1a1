//! The audit chain: it grows by one entry per change, and no tampering stays hidden, in the database or in an export.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, RunId, SuggestionId, UserId};
use aktenlage_domain::review::Verdict;
use aktenlage_domain::suggestion::Subject;

use super::fixtures::{case, decision, draft, review, seed, suggestion, uuid};
use super::{Checked, TestDatabase};
use crate::chain::{BadReason, FirstBad, RawEntry, Verification, hash, verify_export};
use crate::error::StoreError;

/// Entries after [`fill`]: the start, three of the seed, two of its own.
const ENTRIES: i64 = 6;

/// What somebody does to the rows, and what the check has to say.
const TAMPERINGS: [(&str, &str, i64, BadReason); 13] = [
    (
        "detail",
        "UPDATE audit_entries SET detail = '{}' WHERE sequence = 3",
        3,
        BadReason::HashMismatch,
    ),
    (
        "actor",
        "UPDATE audit_entries SET actor = 'system' WHERE sequence = 5",
        5,
        BadReason::HashMismatch,
    ),
    (
        "instant",
        "UPDATE audit_entries SET at = '2026-11-22T10:00:00.000001Z' WHERE sequence = 1",
        1,
        BadReason::HashMismatch,
    ),
    (
        "case",
        "UPDATE audit_entries SET case_id = NULL WHERE sequence = 4",
        4,
        BadReason::HashMismatch,
    ),
    (
        "hash",
        "UPDATE audit_entries SET hash = 'x' WHERE sequence = 2",
        2,
        BadReason::HashMismatch,
    ),
    (
        "removed",
        "DELETE FROM audit_entries WHERE sequence = 2",
        2,
        BadReason::SequenceGap,
    ),
    (
        "removed and closed up",
        "DELETE FROM audit_entries WHERE sequence = 5; UPDATE audit_entries SET sequence = 5 WHERE sequence = 6",
        5,
        BadReason::PreviousHashMismatch,
    ),
    (
        "first removed",
        "DELETE FROM audit_entries WHERE sequence = 1",
        1,
        BadReason::SequenceGap,
    ),
    (
        "inserted before",
        "INSERT INTO audit_entries VALUES (0, '', 'system', 'x', NULL, '{}', '', '')",
        1,
        BadReason::SequenceGap,
    ),
    (
        "inserted after",
        "INSERT INTO audit_entries VALUES (7, '', 'system', 'x', NULL, '{}', '', '')",
        7,
        BadReason::PreviousHashMismatch,
    ),
    (
        "reordered",
        "UPDATE audit_entries SET sequence = -1 WHERE sequence = 2;
         UPDATE audit_entries SET sequence = 2 WHERE sequence = 3;
         UPDATE audit_entries SET sequence = 3 WHERE sequence = -1",
        2,
        BadReason::PreviousHashMismatch,
    ),
    (
        "cut off",
        "DELETE FROM audit_entries WHERE sequence > 4",
        5,
        BadReason::HeadMismatch,
    ),
    ("emptied", "DELETE FROM audit_entries", 1, BadReason::HeadMismatch),
];

async fn fill(database: &TestDatabase) -> Checked {
    seed(&database.store).await?;
    let mut tx = database.store.begin().await?;
    let mut assigned = draft(AuditAction::CaseAssigned, Some(1));
    assigned.actor = Actor::User(UserId(uuid(1)));
    tx.append_audit(&assigned).await?;
    tx.append_audit(&draft(AuditAction::SignedOut, None)).await?;
    tx.commit().await
}

async fn export(database: &TestDatabase) -> Result<String, StoreError> {
    let mut bytes = Vec::new();
    database.store.export_audit(&mut bytes).await?;
    Ok(String::from_utf8(bytes).expect("JSON is UTF-8"))
}

fn verify_lines(lines: &[&str]) -> Verification {
    let text = lines.join("\n");
    verify_export(&mut text.as_bytes()).expect("memory can be read")
}

/// Entries count without gaps, name the one before, and read back.
pub async fn entries_form_a_chain(database: &TestDatabase) -> Checked {
    fill(database).await?;
    let mut view = database.store.read().await?;
    let mut rows = view.audit_page(None, 100).await?;
    assert_eq!(view.audit_total().await?, ENTRIES);
    rows.reverse();
    let sequences: Vec<i64> = rows.iter().map(|row| row.entry.sequence).collect();
    assert_eq!(sequences, (1..=ENTRIES).collect::<Vec<_>>());
    for pair in rows.windows(2) {
        assert_eq!(pair[1].entry.previous_hash, pair[0].entry.hash);
    }
    assert_eq!(rows[0].entry.action, AuditAction::ChainStarted);
    let assigned = &rows[4];
    assert_eq!(assigned.actor_name.as_deref(), Some("Clerk 1"));
    assert_eq!(assigned.reference, Some(case(1).reference));
    assert_eq!(
        assigned.entry.detail,
        draft(AuditAction::CaseAssigned, None).detail
    );
    let of_case = view.audit_of_case(CaseId(uuid(1))).await?;
    assert_eq!(
        of_case.iter().map(|row| row.entry.sequence).collect::<Vec<_>>(),
        [5, 4, 3]
    );
    let page = view.audit_page(Some(5), 2).await?;
    assert_eq!(
        page.iter().map(|row| row.entry.sequence).collect::<Vec<_>>(),
        [4, 3]
    );

    let verification = database.store.verify_audit().await?;
    let expected = Verification {
        valid: true,
        entries: ENTRIES,
        records: 5,
        originals: 0,
        head: rows[5].entry.hash.clone(),
        first_bad: None,
    };
    assert_eq!(verification, expected);
    Ok(())
}

/// Fractions become text, so that every reader of an export sees the same bytes.
pub async fn fractions_become_text(database: &TestDatabase) -> Checked {
    let mut odd = draft(AuditAction::SignedIn, None);
    odd.detail = serde_json::json!({ "p": 0.1, "big": u64::MAX, "z": { "b": 1, "a": "\u{1}\n\"" } });
    let mut tx = database.store.begin().await?;
    let entry = tx.append_audit(&odd).await?;
    assert_eq!(entry.detail["p"], "0.1");
    assert_eq!(entry.detail["big"], u64::MAX);
    tx.commit().await?;
    assert!(database.store.verify_audit().await?.valid);
    let text = export(database).await?;
    assert!(verify_lines(&text.lines().collect::<Vec<_>>()).valid);
    Ok(())
}

/// Whatever is done to the rows, the first bad one is named.
pub async fn tampering_in_the_database_is_found(database: &TestDatabase) -> Checked {
    fill(database).await?;
    database.disarm("audit_entries").await?;
    database
        .execute_raw("CREATE TABLE untouched AS SELECT * FROM audit_entries")
        .await?;
    // Somebody who knows the algorithm adds an entry that fits, or rewrites the last one.
    let last = database.store.read().await?.audit_page(None, 2).await?;
    let consistent = |sequence: i64, previous_hash: &str| {
        let mut entry = RawEntry {
            sequence,
            at: "2026-11-22T10:00:00.000000Z".to_owned(),
            actor: "system".to_owned(),
            action: "signed_in".to_owned(),
            case_id: None,
            detail: "{}".to_owned(),
            previous_hash: previous_hash.to_owned(),
            hash: String::new(),
        };
        entry.hash = hash(&entry);
        format!(
            "INSERT INTO audit_entries VALUES ({sequence}, '{}', 'system', 'signed_in', NULL, '{{}}', '{}', '{}')",
            entry.at, entry.previous_hash, entry.hash
        )
    };
    let added = consistent(7, &last[0].entry.hash);
    let rewritten = consistent(6, &last[1].entry.hash);
    let rewritten = format!("DELETE FROM audit_entries WHERE sequence = 6; {rewritten}");
    let fitting = [
        ("inserted, fitting", added.as_str(), 7, BadReason::HeadMismatch),
        (
            "rewritten, fitting",
            rewritten.as_str(),
            6,
            BadReason::HeadMismatch,
        ),
    ];
    for (what, statements, sequence, reason) in TAMPERINGS.into_iter().chain(fitting) {
        database.execute_raw(statements).await?;
        let found = database.store.verify_audit().await?;
        let expected = FirstBad {
            sequence,
            reason,
            record: None,
        };
        assert_eq!(
            (found.valid, &found.first_bad),
            (false, &Some(expected.clone())),
            "{what}"
        );
        // The export of a tampered chain does not pass either, with the same finding.
        let text = export(database).await?;
        let offline = verify_lines(&text.lines().collect::<Vec<_>>());
        assert_eq!(offline.first_bad, Some(expected), "{what}, exported");
        database
            .execute_raw("DELETE FROM audit_entries; INSERT INTO audit_entries SELECT * FROM untouched")
            .await?;
        assert!(database.store.verify_audit().await?.valid, "{what}, undone");
    }
    database.execute_raw("UPDATE audit_heads SET entries = 4").await?;
    let found = database.store.verify_audit().await?.first_bad;
    let expected = FirstBad {
        sequence: 5,
        reason: BadReason::HeadMismatch,
        record: None,
    };
    assert_eq!(found, Some(expected));
    Ok(())
}

/// What somebody does to the records beside the chain, and the entry and the record that the check has to name.
const RECORD_TAMPERINGS: [(&str, &str, i64, BadReason, &str); 13] = [
    (
        "suggestions",
        "UPDATE suggestions SET answer = '{}' WHERE id = $1",
        5,
        BadReason::RecordMismatch,
        "suggestions/1",
    ),
    (
        "suggestions",
        "UPDATE suggestions SET remarks = remarks || ' ' WHERE id = $2",
        5,
        BadReason::RecordMismatch,
        "suggestions/1",
    ),
    (
        "reviews",
        "UPDATE reviews SET value = NULL",
        6,
        BadReason::RecordMismatch,
        "reviews/1",
    ),
    (
        "reviews",
        "UPDATE reviews SET dwell_ms = 9",
        6,
        BadReason::RecordMismatch,
        "reviews/1",
    ),
    ("reviews", "DELETE FROM reviews", 6, BadReason::RecordMismatch, "reviews/1"),
    (
        "reviews",
        "INSERT INTO reviews SELECT '00000000-0000-0000-0000-000000000009', case_id, 9, subject_kind, subject_key,
            suggestion_id, shown, verdict, value, evidence, reason, note, dwell_ms, by_user, at, reveal_mode FROM reviews",
        7,
        BadReason::RecordUnknown,
        "reviews/9",
    ),
    (
        "decisions",
        "UPDATE decisions SET reasons = 'other'",
        7,
        BadReason::RecordMismatch,
        "decisions/1",
    ),
    (
        "documents",
        "UPDATE documents SET sha256 = 'cd' WHERE position = 1",
        3,
        BadReason::RecordMismatch,
        "documents/1",
    ),
    (
        "users",
        "UPDATE users SET display_name = 'Jemand Anderes'",
        2,
        BadReason::RecordMismatch,
        "users/1",
    ),
    (
        "users",
        "UPDATE users SET role = 'data'",
        2,
        BadReason::RecordMismatch,
        "users/1",
    ),
    (
        "cases",
        "UPDATE cases SET state = 'decided'",
        3,
        BadReason::RecordMismatch,
        "cases/1",
    ),
    (
        "cases",
        "UPDATE cases SET received_on = '2020-01-01'",
        3,
        BadReason::RecordMismatch,
        "cases/1",
    ),
    (
        "submissions",
        "UPDATE submissions SET received_on = '2026-11-01'",
        3,
        BadReason::RecordMismatch,
        "submissions/1",
    ),
];

/// Whatever is done to a record, the entry that vouches for it is named.
pub async fn tampering_with_records_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let mut tx = store.begin().await?;
    let suggestions = [
        (SuggestionId(uuid(1)), suggestion(Subject::Service, "a")),
        (SuggestionId(uuid(2)), suggestion(Subject::Field("b".into()), "b")),
    ];
    let at = super::clock().now();
    tx.insert_suggestions(CaseId(uuid(1)), RunId(uuid(1)), &suggestions, at)
        .await?;
    tx.append_audit(&draft(AuditAction::SuggestionsRecorded, Some(1)))
        .await?;
    tx.insert_review(&review(
        1,
        Subject::Service,
        Some(SuggestionId(uuid(1))),
        Verdict::Amended,
    ))
    .await?;
    tx.append_audit(&draft(AuditAction::ReviewRecorded, Some(1)))
        .await?;
    tx.insert_decision(&decision(1)).await?;
    tx.append_audit(&draft(AuditAction::DecisionRecorded, Some(1)))
        .await?;
    tx.commit().await?;
    let sound = store.verify_audit().await?;
    assert_eq!((sound.valid, sound.records), (true, 9));
    let changeable = ["users", "cases"];
    let append_only = ["suggestions", "reviews", "decisions", "documents", "submissions"];
    for table in changeable.into_iter().chain(append_only) {
        if append_only.contains(&table) {
            database.disarm(table).await?;
        }
        database
            .execute_raw(&format!(
                "CREATE TABLE untouched_{table} AS SELECT * FROM {table}"
            ))
            .await?;
    }
    for (table, statement, sequence, reason, record) in RECORD_TAMPERINGS {
        let quoted = |number: u128| format!("'{}'", uuid(number));
        let statement = statement.replace("$1", &quoted(1)).replace("$2", &quoted(2));
        database.execute_raw(&statement).await?;
        let found = store.verify_audit().await?;
        let (name, number) = record.split_once('/').expect("a table and a number");
        let expected = FirstBad {
            sequence,
            reason,
            record: Some(format!("{name}/{}", uuid(number.parse().expect("a number")))),
        };
        assert_eq!(
            (found.valid, found.first_bad),
            (false, Some(expected)),
            "{statement}"
        );
        database.execute_raw(&restore(table)).await?;
        assert!(store.verify_audit().await?.valid, "{statement}, undone");
    }
    Ok(())
}

/// Puts the rows of a table back as they were; rows that others refer to cannot be deleted for it.
fn restore(table: &str) -> String {
    let columns = match table {
        "suggestions" => "answer = old.answer, remarks = old.remarks",
        "documents" => "sha256 = old.sha256",
        "submissions" => "received_on = old.received_on",
        "users" => "display_name = old.display_name, role = old.role",
        "cases" => "state = old.state, received_on = old.received_on",
        _ => return format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM untouched_{table}"),
    };
    format!("UPDATE {table} SET {columns} FROM untouched_{table} AS old WHERE old.id = {table}.id")
}

/// Whatever is done to an export, the first bad line is named.
#[expect(clippy::too_many_lines, reason = "one tampering after the other")]
pub async fn tampering_in_an_export_is_found(database: &TestDatabase) -> Checked {
    fill(database).await?;
    let text = export(database).await?;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 7, "six entries and the head");
    let mut in_database = database.store.verify_audit().await?;
    assert_eq!(
        in_database.records, 5,
        "one person, one case, one submission with two documents"
    );
    in_database.records = 0;
    assert_eq!(verify_lines(&lines), in_database);
    let spaced = verify_lines(&[&lines[..3], &[""], &lines[3..]].concat());
    assert!(spaced.valid, "empty lines do not matter");

    let changed = lines[2].replacen("submission_received", "documents_added", 1);
    assert_ne!(changed, lines[2]);
    let changed = [changed.as_str()];
    // The first of two members counts for some readers, the last for others.
    let twice = lines[2].replacen(r#""detail":{"#, r#""detail":{"case":"other","#, 1);
    let twice = [twice.as_str()];
    let spaced = lines[2].replacen(r#""detail":{"#, r#""detail": {"#, 1);
    let spaced = [spaced.as_str()];
    let extra = [r#"{"note":"not an entry"}"#];
    let (first, second, third) = (&lines[..1], &lines[1..2], &lines[2..3]);
    let (rest, last, head) = (&lines[3..5], &lines[5..6], &lines[6..]);
    let cases: [(&str, &[&[&str]], i64, BadReason); 12] = [
        (
            "a member twice",
            &[first, second, &twice, rest, last, head],
            3,
            BadReason::HashMismatch,
        ),
        (
            "written otherwise",
            &[first, second, &spaced, rest, last, head],
            3,
            BadReason::HashMismatch,
        ),
        (
            "changed",
            &[first, second, &changed, rest, last, head],
            3,
            BadReason::HashMismatch,
        ),
        (
            "removed",
            &[first, third, rest, last, head],
            2,
            BadReason::SequenceGap,
        ),
        (
            "doubled",
            &[first, second, second, third, rest, last, head],
            3,
            BadReason::SequenceGap,
        ),
        (
            "no entry",
            &[first, second, &extra, third, rest, last, head],
            3,
            BadReason::HashMismatch,
        ),
        (
            "reordered",
            &[first, third, second, rest, last, head],
            2,
            BadReason::SequenceGap,
        ),
        (
            "last cut",
            &[first, second, third, rest, head],
            6,
            BadReason::HeadMismatch,
        ),
        (
            "head cut",
            &[first, second, third, rest, last],
            7,
            BadReason::HeadMismatch,
        ),
        (
            "both cut",
            &[first, second, third, rest],
            6,
            BadReason::HeadMismatch,
        ),
        (
            "after the head",
            &[first, second, third, rest, head, last],
            6,
            BadReason::HeadMismatch,
        ),
        ("empty", &[], 1, BadReason::HeadMismatch),
    ];
    for (what, parts, sequence, reason) in cases {
        let found = verify_lines(&parts.concat());
        let expected = FirstBad {
            sequence,
            reason,
            record: None,
        };
        assert_eq!(
            (found.valid, &found.first_bad),
            (false, &Some(expected.clone())),
            "{what}"
        );
    }
    Ok(())
}
