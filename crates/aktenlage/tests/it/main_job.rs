//! From a file to a recorded decision.
use aktenlage_domain::case::{CaseState, Outcome};
use aktenlage_domain::review::Verdict;
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::suggestion::{Answer, Subject};
use aktenlage_workflow::WorkflowError;
use aktenlage_workflow::releases::Taken;
use aktenlage_workflow::views::{OpenPointKind, Processing};

use crate::bench::{Bench, draft};

#[tokio::test]
async fn an_application_is_read_reviewed_and_decided() {
    let bench = Bench::new().await;
    let workbench = &bench.workbench;
    let case = bench.receive_sample("01-wohngeld-live").await;

    let detail = workbench.case_detail(case).await.unwrap();
    assert_eq!(detail.row.processing, Processing::Ready);
    assert_eq!(detail.row.case.state, CaseState::UnderReview);
    assert_eq!(
        detail
            .row
            .case
            .service
            .as_ref()
            .map(aktenlage_domain::ids::ServiceKey::as_str),
        Some("housing_benefit_rent")
    );
    assert_eq!(detail.documents.len(), 2);
    assert!(!detail.row.service_confirmed, "nothing is accepted beforehand");

    let fields = workbench.fields(case).await.unwrap();
    let family_name = fields
        .fields
        .iter()
        .find(|field| field.id.as_str() == "applicant.family_name")
        .unwrap();
    let suggestion = family_name.suggestion.as_ref().unwrap();
    assert_eq!(suggestion.suggestion.answer.value(), Some("Brandl"));
    let evidence = suggestion.suggestion.answer.evidence();
    assert!(
        !evidence.is_empty()
            && evidence[0].document == detail.documents[0].document.id
            && evidence[0].page == 1
    );

    let accepted = draft(
        Subject::Field("applicant.family_name".into()),
        Some(suggestion.id),
        Verdict::Accepted,
    );
    let (version, review) = workbench
        .review_suggestion(&bench.clerk, case, fields.version, accepted)
        .await
        .unwrap();
    assert_eq!(review.review.value.as_deref(), Some("Brandl"));
    assert_eq!(version, fields.version + 1);

    let too_early = workbench
        .record_decision(
            &bench.clerk,
            case,
            version,
            Outcome::Granted,
            "Die Voraussetzungen liegen vor.".into(),
            &[],
        )
        .await;
    assert!(matches!(too_early, Err(WorkflowError::Invalid(issues)) if issues[0].code == "open_points"));
    let open = workbench.open_points(case).await.unwrap();
    assert!(
        open.iter()
            .any(|point| point.kind == OpenPointKind::ServiceUnconfirmed)
    );

    let reasons = "Die Voraussetzungen liegen vor.".to_owned();
    let known: Vec<OpenPointKind> = open.iter().map(|point| point.kind).collect();
    let (_, taken) = workbench
        .record_decision(&bench.clerk, case, version, Outcome::Granted, reasons, &known)
        .await
        .unwrap();
    let Taken::Decided(decision) = taken else {
        panic!("a grant needs no second person");
    };
    assert_eq!(
        decision.open_points, open,
        "what was open is kept beside the decision"
    );
    let detail = workbench.case_detail(case).await.unwrap();
    assert_eq!(detail.row.case.state, CaseState::Decided);
    let actions: Vec<_> = workbench
        .history(case)
        .await
        .unwrap()
        .into_iter()
        .map(|item| item.action)
        .collect();
    for action in [
        "decision_recorded",
        "review_recorded",
        "suggestions_recorded",
        "document_read",
        "submission_received",
    ] {
        assert!(
            actions.iter().any(|found| found == action),
            "{action} is not in the history"
        );
    }
    bench.check().await;
}

#[tokio::test]
async fn completeness_says_what_is_missing_and_follows_the_clerk() {
    let bench = Bench::new().await;
    let workbench = &bench.workbench;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let state = async |requirement: &str| {
        let view = workbench.completeness(case).await.unwrap();
        let found = view
            .items
            .into_iter()
            .find(|item| item.requirement.as_str() == requirement);
        found.map(|item| item.state)
    };
    assert_eq!(state("tenancy").await, Some(RequirementState::Present));
    assert_eq!(state("income_employment").await, Some(RequirementState::Missing));
    assert_eq!(
        state("income_pension").await,
        Some(RequirementState::Unclear),
        "the second person may have a pension"
    );
    assert_eq!(
        state("registration").await,
        Some(RequirementState::NotRequired),
        "§ 34 BMG: never demanded"
    );

    // The clerk corrects the kind of income: the requirement follows, and the old verdict stays in the records.
    let fields = workbench.fields(case).await.unwrap();
    let income = fields
        .fields
        .iter()
        .find(|field| field.id.as_str() == "income.kinds")
        .unwrap();
    let shown = income.suggestion.as_ref().unwrap();
    let mut amended = draft(
        Subject::Field(income.id.clone()),
        Some(shown.id),
        Verdict::Amended,
    );
    amended.value = Some("pension".to_owned());
    workbench
        .review_suggestion(&bench.clerk, case, fields.version, amended)
        .await
        .unwrap();
    // Two persons live there and the form does not ask for the second one's income: nobody knows whether there are wages.
    assert_eq!(state("income_employment").await, Some(RequirementState::Unclear));
    assert_eq!(state("income_pension").await, Some(RequirementState::Missing));
    bench.check().await;
}

#[tokio::test]
async fn contradictions_are_shown_with_both_sources() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("02-wohngeld-widerspruch").await;
    let fields = bench.workbench.fields(case).await.unwrap();
    let rent = fields
        .fields
        .iter()
        .find(|field| field.id.as_str() == "dwelling.total_rent")
        .unwrap();
    let Answer::Value {
        value,
        alternatives,
        evidence,
        ..
    } = &rent.suggestion.as_ref().unwrap().suggestion.answer
    else {
        panic!("the rent is on the form");
    };
    assert_eq!(value, "812.00");
    assert_eq!(
        alternatives
            .iter()
            .map(|other| other.value.as_str())
            .collect::<Vec<_>>(),
        ["821.00"]
    );
    assert_ne!(alternatives[0].evidence[0].document, evidence[0].document);
    let row = bench.workbench.case_detail(case).await.unwrap().row;
    assert_eq!(row.contradictions, 1);
    bench.check().await;
}

#[tokio::test]
async fn what_cannot_be_read_or_named_is_said() {
    let bench = Bench::new().await;
    let scan = bench.receive_sample("06-scan").await;
    let detail = bench.workbench.case_detail(scan).await.unwrap();
    let page = &detail.documents[0].pages[0];
    if aktenlage_extract::ocr_support().is_ok() {
        assert_eq!(page.source.as_str(), "ocr", "{:?}", detail.row.issues);
    } else {
        assert_eq!(page.source.as_str(), "unreadable");
        assert_eq!(detail.row.case.service, None);
        assert_eq!(detail.row.issues, [aktenlage_extract::IssueCode::PageWithoutText]);
    }
    let letter = bench.receive_sample("07-anfrage").await;
    let detail = bench.workbench.case_detail(letter).await.unwrap();
    assert_eq!(
        detail.row.case.service, None,
        "a letter about a street lamp asks for none of the services"
    );
    assert!(
        detail
            .service_suggestion
            .is_some_and(|view| view.suggestion.answer.value().is_none())
    );

    // By hand: the clerk names the service, the fields appear, a value can be entered without any suggestion.
    let mut named = draft(Subject::Service, None, Verdict::Entered);
    named.value = Some("housing_benefit_rent".to_owned());
    let version = bench.version(scan).await;
    bench
        .workbench
        .review_suggestion(&bench.clerk, scan, version, named)
        .await
        .unwrap();
    bench.work_off().await;
    let fields = bench.workbench.fields(scan).await.unwrap();
    assert!(!fields.fields.is_empty());
    let mut entered = draft(
        Subject::Field("applicant.family_name".into()),
        None,
        Verdict::Entered,
    );
    entered.value = Some("Musterfrau".to_owned());
    bench
        .workbench
        .review_suggestion(&bench.clerk, scan, fields.version, entered)
        .await
        .unwrap();
    let detail = bench.workbench.case_detail(scan).await.unwrap();
    let name = detail.row.case.applicant_name.unwrap_or_default();
    assert!(name.starts_with("Musterfrau"), "{name}");
    assert!(detail.row.service_confirmed);
    bench.check().await;
}
