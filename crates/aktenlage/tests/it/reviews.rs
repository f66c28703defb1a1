//! Versions, types, and what a decided case allows.
use aktenlage_domain::case::Outcome;
use aktenlage_domain::review::Verdict;
use aktenlage_domain::suggestion::Subject;
use aktenlage_workflow::WorkflowError;
use aktenlage_workflow::views::OpenPointKind;

use crate::bench::{Bench, draft};

fn code(result: Result<(i64, aktenlage_workflow::views::ReviewView), WorkflowError>) -> String {
    match result {
        Ok(_) => "ok".to_owned(),
        Err(WorkflowError::Invalid(issues)) => format!("{}: {}", issues[0].field, issues[0].code),
        Err(WorkflowError::VersionConflict { current_version, .. }) => format!("conflict {current_version}"),
        Err(other) => other.to_string(),
    }
}

#[tokio::test]
async fn nothing_is_overwritten_unseen_and_values_have_their_type() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let fields = bench.workbench.fields(case).await.unwrap();
    let version = fields.version;
    let iban = fields
        .fields
        .iter()
        .find(|field| field.id.as_str() == "bank.iban")
        .unwrap();
    let shown = iban.suggestion.as_ref().unwrap().id;
    let subject = || Subject::Field("bank.iban".into());
    let review = async |version, draft| {
        code(
            bench
                .workbench
                .review_suggestion(&bench.clerk, case, version, draft)
                .await,
        )
    };

    let mut wrong_digits = draft(subject(), Some(shown), Verdict::Amended);
    wrong_digits.value = Some("DE03 1203 0000 0000 2020 51".into());
    assert_eq!(review(version, wrong_digits).await, "value: invalid_check");
    let mut without_reason = draft(subject(), Some(shown), Verdict::Rejected);
    without_reason.reason = None;
    assert_eq!(review(version, without_reason).await, "reason: empty");
    let of_other_subject = draft(
        Subject::Field("applicant.family_name".into()),
        Some(shown),
        Verdict::Accepted,
    );
    assert_eq!(review(version, of_other_subject).await, "suggestion_id: unknown");
    let of_no_subject = draft(Subject::Field("no.such.field".into()), None, Verdict::Entered);
    assert_eq!(review(version, of_no_subject).await, "subject: unknown");

    assert_eq!(
        review(version, draft(subject(), Some(shown), Verdict::Accepted)).await,
        "ok"
    );
    let stale = draft(subject(), Some(shown), Verdict::Rejected);
    assert_eq!(review(version, stale).await, format!("conflict {}", version + 1));
    assert_eq!(
        review(version + 1, draft(subject(), Some(shown), Verdict::Withdrawn)).await,
        "ok"
    );
    let again = bench.workbench.fields(case).await.unwrap();
    let iban = again
        .fields
        .iter()
        .find(|field| field.id.as_str() == "bank.iban")
        .unwrap();
    assert!(iban.review.is_none(), "a withdrawn review no longer counts");
    assert_eq!(
        review(version + 2, draft(subject(), Some(shown), Verdict::Withdrawn)).await,
        "verdict: nothing_to_withdraw"
    );

    let decided = bench
        .workbench
        .record_decision(
            &bench.clerk,
            case,
            version + 2,
            Outcome::ClosedWithoutDecision,
            "Angaben fehlen.".into(),
            &OpenPointKind::ALL,
        )
        .await
        .unwrap();
    let late = draft(subject(), Some(shown), Verdict::Accepted);
    assert_eq!(review(decided.0, late).await, "the case is decided");
    let twice = bench
        .workbench
        .record_decision(
            &bench.clerk,
            case,
            decided.0,
            Outcome::Granted,
            "Doch.".into(),
            &OpenPointKind::ALL,
        )
        .await;
    assert!(matches!(twice, Err(WorkflowError::CaseIsDecided)));
    bench.check().await;
}

#[tokio::test]
async fn suggestions_are_superseded_never_changed() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let before = bench
        .store
        .read()
        .await
        .unwrap()
        .current_suggestions(case)
        .await
        .unwrap();
    bench
        .workbench
        .restart_processing(&bench.clerk, case)
        .await
        .unwrap();
    bench.work_off().await;
    let mut tx = bench.store.read().await.unwrap();
    let after = tx.current_suggestions(case).await.unwrap();
    assert_eq!(before.len(), after.len());
    for old in &before {
        let kept = tx.suggestion(old.id).await.unwrap().unwrap();
        assert_eq!(&kept, old, "the earlier suggestion is still there as it was");
        assert!(after.iter().all(|new| new.id != old.id));
    }
    drop(tx);
    bench.check().await;
}

#[tokio::test]
async fn what_the_checklist_waits_for_is_asked_of_the_clerk_and_the_answer_counts() {
    use aktenlage_domain::value::ValueKind;
    use aktenlage_workflow::views::AskedOf;
    let bench = Bench::new().await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let before = bench.workbench.fields(case).await.unwrap();
    let waits = |field: &&aktenlage_workflow::views::FieldView| {
        field.asked_of == AskedOf::Clerk && field.kind == ValueKind::Boolean && !field.needed_for.is_empty()
    };
    let question = before
        .fields
        .iter()
        .find(waits)
        .expect("a condition that no form settles");
    let mut answer = draft(Subject::Field(question.id.clone()), None, Verdict::Entered);
    answer.value = Some("false".into());
    bench
        .workbench
        .review_suggestion(&bench.clerk, case, before.version, answer)
        .await
        .unwrap();
    let after = bench.workbench.fields(case).await.unwrap();
    let answered = after.fields.iter().find(|field| field.id == question.id).unwrap();
    assert_eq!(
        answered.review.as_ref().unwrap().review.value.as_deref(),
        Some("false")
    );
    assert!(
        answered.needed_for.is_empty(),
        "nothing waits for it any more: {answered:?}"
    );
    bench.check().await;
}
