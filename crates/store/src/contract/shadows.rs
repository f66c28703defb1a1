//! What models said that are only tried: apart from the suggestions, written once, vouched for.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, DocumentId, RunId, SuggestionId};
use aktenlage_domain::suggestion::{AbstentionReason, Subject};

use super::fixtures::{draft, seed, suggestion, uuid};
use super::{Checked, TestDatabase, clock};
use crate::chain::BadReason;
use crate::error::StoreError;
use crate::learning::ShadowOutput;

fn outputs() -> [ShadowOutput; 2] {
    [
        ShadowOutput {
            subject: Subject::DocumentKind(DocumentId(uuid(1))),
            version: "kind@0123456789ab".to_owned(),
            label: Some("payslip".to_owned()),
            probability_ppm: 987_654,
            refusal: None,
        },
        ShadowOutput {
            subject: Subject::Service,
            version: "service@0123456789ab".to_owned(),
            label: None,
            probability_ppm: 400_000,
            refusal: Some(AbstentionReason::BelowThreshold),
        },
    ]
}

async fn insert(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let (case, run) = (CaseId(uuid(1)), RunId(uuid(1)));
    let mut tx = store.begin().await?;
    let suggested = [(SuggestionId(uuid(1)), suggestion(Subject::Service, "dog_tax"))];
    tx.insert_suggestions(case, run, &suggested, clock().now())
        .await?;
    tx.insert_shadow_outputs(case, run, &outputs(), clock().now())
        .await?;
    tx.append_audit(&draft(AuditAction::SuggestionsRecorded, Some(1)))
        .await?;
    tx.commit().await
}

/// They come back as they were, are no suggestions, and never change.
pub async fn what_was_tried_comes_back(database: &TestDatabase) -> Checked {
    insert(database).await?;
    let store = &database.store;
    let (case, run) = (CaseId(uuid(1)), RunId(uuid(1)));
    let mut view = store.read().await?;
    let stored = view.shadow_outputs(case).await?;
    let said: Vec<ShadowOutput> = stored.iter().map(|stored| stored.output.clone()).collect();
    assert_eq!(said, outputs());
    assert!(
        stored
            .iter()
            .all(|stored| (stored.case, stored.run) == (case, run))
    );
    assert!(view.shadow_outputs(CaseId(uuid(2))).await?.is_empty());
    let current = view.current_suggestions(case).await?;
    assert_eq!(current.len(), 1, "no suggestion was added");
    let reviewed = view.reviewed_cases_after(None, 10).await?;
    assert!(reviewed.is_empty(), "nobody reviewed anything");
    let day = clock().now() - time::Duration::hours(1);
    let until = clock().now() + time::Duration::hours(1);
    assert_eq!(view.cases_received_between(day, until, None, 10).await?, [case]);
    let behind = view.cases_received_between(day, until, Some(case), 10).await?;
    assert!(behind.is_empty());
    let at_no_time = view.cases_received_between(day, day, None, 10).await?;
    assert!(at_no_time.is_empty());
    drop(view);
    for statement in [
        "UPDATE shadow_outputs SET label = label",
        "DELETE FROM shadow_outputs",
    ] {
        let refused = database.execute_raw(statement).await;
        assert!(refused.is_err(), "{statement}");
    }
    assert!(store.verify_audit().await?.valid);
    let mut untold = store.begin().await?;
    untold.insert_run(RunId(uuid(2)), case, clock().now()).await?;
    untold
        .insert_shadow_outputs(case, RunId(uuid(2)), &outputs(), clock().now())
        .await?;
    untold
        .append_audit(&draft(AuditAction::RunStarted, Some(1)))
        .await?;
    assert!(matches!(untold.commit().await, Err(StoreError::Internal(_))));
    Ok(())
}

/// Whatever is done to a row, it is named.
pub async fn tampering_with_what_was_tried_is_found(database: &TestDatabase) -> Checked {
    insert(database).await?;
    database.disarm("shadow_outputs").await?;
    database
        .execute_raw("CREATE TABLE untouched AS SELECT * FROM shadow_outputs")
        .await?;
    for statement in [
        "UPDATE shadow_outputs SET label = 'passport'",
        "UPDATE shadow_outputs SET probability_ppm = 1",
        "UPDATE shadow_outputs SET version = 'kind@ba9876543210'",
        "DELETE FROM shadow_outputs WHERE position = 2",
    ] {
        database.execute_raw(statement).await?;
        let found = database.store.verify_audit().await?;
        let bad = found.first_bad.expect("something does not hold");
        let record = format!("shadow_outputs/{}", uuid(1));
        assert_eq!(
            (bad.reason, bad.record),
            (BadReason::RecordMismatch, Some(record)),
            "{statement}"
        );
        database
            .execute_raw("DELETE FROM shadow_outputs; INSERT INTO shadow_outputs SELECT * FROM untouched")
            .await?;
        assert!(database.store.verify_audit().await?.valid, "{statement}, undone");
    }
    Ok(())
}
