//! Versions, types, and what a decided case allows.
use aktenlage_domain::case::Outcome;
use aktenlage_domain::review::Verdict;
use aktenlage_domain::service::RequirementState;
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

#[tokio::test]
async fn a_requirement_is_waived_by_a_person_with_a_reason_and_counts_as_settled() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let income = || Subject::Requirement("income_employment".into());
    let found = async || {
        let check = bench.workbench.completeness(case).await.unwrap();
        let version = check.version;
        let mut items = check.items.into_iter();
        let item = items.find(|item| item.requirement.as_str() == "income_employment");
        (version, item.unwrap())
    };
    let review = async |version, draft| {
        code(
            bench
                .workbench
                .review_suggestion(&bench.clerk, case, version, draft)
                .await,
        )
    };
    let (version, item) = found().await;
    assert_eq!(item.state, RequirementState::Missing);
    let shown = item.suggestion.map(|suggestion| suggestion.id);
    let missing = bench
        .workbench
        .case_detail(case)
        .await
        .unwrap()
        .row
        .requirements_missing;

    let without_words = draft(income(), shown, Verdict::Waived);
    assert_eq!(review(version, without_words.clone()).await, "note: empty");
    let mut as_a_value = draft(income(), shown, Verdict::Amended);
    as_a_value.value = Some("waived".into());
    assert_eq!(review(version, as_a_value).await, "value: unknown");
    let mut of_a_field = draft(Subject::Field("bank.iban".into()), None, Verdict::Waived);
    of_a_field.note = Some("nicht nötig".into());
    assert_eq!(review(version, of_a_field).await, "verdict: not_waivable");

    let mut waiver = without_words;
    waiver.note = Some("Die Lohnabrechnungen liegen aus dem Vorantrag vor.".into());
    assert_eq!(review(version, waiver).await, "ok");
    let (version, item) = found().await;
    assert_eq!(item.state, RequirementState::Waived);
    assert_eq!(
        item.suggested_state,
        Some(RequirementState::Missing),
        "what was suggested stays beside it"
    );
    let row = bench.workbench.case_detail(case).await.unwrap().row;
    assert_eq!(row.requirements_missing, missing - 1);
    let counts = bench
        .store
        .read()
        .await
        .unwrap()
        .suggestion_counts()
        .await
        .unwrap();
    assert_eq!(
        (counts.reviewed, counts.amended),
        (0, 0),
        "a waiver says nothing about the suggestion"
    );

    assert_eq!(
        review(version, draft(income(), shown, Verdict::Withdrawn)).await,
        "ok"
    );
    assert_eq!(found().await.1.state, RequirementState::Missing);
    bench.check().await;
}
