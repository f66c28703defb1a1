//! Samples: drawn once, with their fields once, vouched for, and compared with what was withheld.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::CaseState;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, FieldId, RunId, SampleDrawId, SuggestionId};
use aktenlage_domain::review::{RevealMode, Review, Verdict};
use aktenlage_domain::sample::{SampleDraw, SamplePlan};
use aktenlage_domain::suggestion::Subject;

use super::fixtures::{case, draft, review, seed, suggestion, uuid};
use super::{Checked, TestDatabase, clock};
use crate::chain::{BadReason, FirstBad};
use crate::engine::Store;
use crate::error::StoreError;
use crate::samples::{BlindEntry, Sample, SampledCase};

fn sample_draw() -> SampleDraw {
    SampleDraw {
        id: SampleDrawId(uuid(1)),
        case: CaseId(uuid(1)),
        plan: SamplePlan {
            share_ppm: 50_000,
            fields: 3,
        },
        at: clock().now(),
    }
}

fn fields() -> Vec<FieldId> {
    vec!["applicant.family_name".into(), "bank.iban".into()]
}

async fn insert_draw(store: &Store) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_sample_draw(&sample_draw()).await?;
    tx.append_audit(&draft(AuditAction::SampleDrawn, Some(1))).await?;
    tx.commit().await
}

async fn insert_fields(store: &Store) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_sample_fields(sample_draw().id, &fields(), clock().now())
        .await?;
    tx.append_audit(&draft(AuditAction::SuggestionsRecorded, Some(1)))
        .await?;
    tx.commit().await
}

/// A case is drawn first and its fields later, once each.
pub async fn what_was_drawn_comes_back(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    assert_eq!(store.read().await?.sample(CaseId(uuid(1))).await?, None);
    insert_draw(store).await?;
    let mut expected = Sample {
        draw: sample_draw(),
        fields: None,
    };
    let mut view = store.read().await?;
    assert_eq!(view.sample(CaseId(uuid(1))).await?.as_ref(), Some(&expected));
    drop(view);
    insert_fields(store).await?;
    expected.fields = Some(fields());
    let mut view = store.read().await?;
    assert_eq!(view.sample(CaseId(uuid(1))).await?.as_ref(), Some(&expected));
    assert_eq!(view.sample(CaseId(uuid(2))).await?, None);
    let listed = SampledCase {
        sample: expected,
        reference: case(1).reference,
        state: CaseState::UnderReview,
    };
    assert_eq!(view.sampled_cases().await?, [listed]);
    drop(view);
    let again = insert_fields(store).await;
    assert!(matches!(again, Err(StoreError::Exists { .. })), "{again:?}");
    Ok(())
}

/// What was entered blind stands beside what was withheld, also when another suggestion took its place; what was seen
/// first is not among it.
pub async fn what_was_entered_blind_comes_back_with_what_was_withheld(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let (id, run) = (CaseId(uuid(1)), RunId(uuid(1)));
    let name = || Subject::Field("applicant.family_name".into());
    let said = |value: &str| suggestion(name(), value);
    let mut tx = store.begin().await?;
    let both = [
        (SuggestionId(uuid(1)), said("Musterfrau")),
        (SuggestionId(uuid(2)), said("Mustermann")),
    ];
    tx.insert_suggestions(id, run, &both, clock().now()).await?;
    tx.append_audit(&draft(AuditAction::SuggestionsRecorded, Some(1)))
        .await?;
    let blind = Review {
        reveal_mode: RevealMode::Blind,
        ..review(1, name(), Some(SuggestionId(uuid(1))), Verdict::Entered)
    };
    let silent = Review {
        reveal_mode: RevealMode::Blind,
        value: None,
        ..review(2, Subject::Field("bank.iban".into()), None, Verdict::Unclear)
    };
    let seen = review(3, name(), Some(SuggestionId(uuid(2))), Verdict::Amended);
    for one in [&blind, &silent, &seen] {
        tx.insert_review(one).await?;
        tx.append_audit(&draft(AuditAction::ReviewRecorded, Some(1)))
            .await?;
    }
    tx.commit().await?;
    let mut view = store.read().await?;
    assert_eq!(view.reviews(id).await?, [blind, silent, seen]);
    let at = clock().now();
    let expected = [
        BlindEntry {
            case: id,
            field: "applicant.family_name".into(),
            verdict: Verdict::Entered,
            value: Some("y".to_owned()),
            suggested: Some(said("Musterfrau").answer),
            at,
        },
        BlindEntry {
            case: id,
            field: "bank.iban".into(),
            verdict: Verdict::Unclear,
            value: None,
            suggested: None,
            at,
        },
    ];
    assert_eq!(view.blind_entries().await?, expected);
    Ok(())
}

/// A draw needs an entry of its own, its fields the one of the suggestions; neither changes.
pub async fn draws_are_told(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let mut tx = store.begin().await?;
    tx.insert_sample_draw(&sample_draw()).await?;
    tx.append_audit(&draft(AuditAction::CaseAssigned, Some(1)))
        .await?;
    assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    insert_draw(store).await?;
    let mut tx = store.begin().await?;
    tx.insert_sample_fields(sample_draw().id, &fields(), clock().now())
        .await?;
    tx.append_audit(&draft(AuditAction::SampleDrawn, Some(1))).await?;
    assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    insert_fields(store).await?;
    for statement in [
        "UPDATE sample_draws SET wanted = wanted",
        "DELETE FROM sample_draws",
        "UPDATE sample_fields SET fields = fields",
        "DELETE FROM sample_fields",
    ] {
        assert!(database.execute_raw(statement).await.is_err(), "{statement}");
    }
    Ok(())
}

/// Whoever gets past the triggers is found by the chain: also when a review that saw the suggestion becomes a blind one.
pub async fn tampering_with_samples_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    insert_draw(store).await?;
    let drawn = store.read().await?.audit_total().await?;
    insert_fields(store).await?;
    let chosen = store.read().await?.audit_total().await?;
    let mut tx = store.begin().await?;
    let seen = review(1, Subject::Field("bank.iban".into()), None, Verdict::Entered);
    tx.insert_review(&seen).await?;
    tx.append_audit(&draft(AuditAction::ReviewRecorded, Some(1)))
        .await?;
    tx.commit().await?;
    let reviewed = store.read().await?.audit_total().await?;
    for table in ["sample_draws", "sample_fields", "reviews"] {
        database.disarm(table).await?;
    }
    for (changed, undone, sequence, table) in [
        (
            "UPDATE sample_draws SET share_ppm = 10000",
            "UPDATE sample_draws SET share_ppm = 50000",
            drawn,
            "sample_draws",
        ),
        (
            "UPDATE sample_fields SET fields = '[\"bank.iban\"]'",
            "UPDATE sample_fields SET fields = '[\"applicant.family_name\",\"bank.iban\"]'",
            chosen,
            "sample_fields",
        ),
        (
            "UPDATE reviews SET reveal_mode = 'blind'",
            "UPDATE reviews SET reveal_mode = 'shown'",
            reviewed,
            "reviews",
        ),
        (
            "UPDATE reviews SET reveal_mode = NULL",
            "UPDATE reviews SET reveal_mode = 'shown'",
            reviewed,
            "reviews",
        ),
    ] {
        database.execute_raw(changed).await?;
        let named = FirstBad {
            sequence,
            reason: BadReason::RecordMismatch,
            record: Some(format!("{table}/{}", uuid(1))),
        };
        let found = store.verify_audit().await?;
        assert_eq!((found.valid, found.first_bad), (false, Some(named)), "{changed}");
        database.execute_raw(undone).await?;
        assert!(store.verify_audit().await?.valid, "{undone}");
    }
    Ok(())
}
