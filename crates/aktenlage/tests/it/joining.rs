//! What was asked for comes as a case of its own, is recognised by the reference on it, and joined to the case that waits.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::time::Duration;

use aktenlage_domain::case::CaseState;
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::joining::JoiningGround;
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::triage::AwaitingState;
use aktenlage_evaluation::case_file::{Block, DocumentFile};
use aktenlage_evaluation::samples::{document_bytes, suite};
use aktenlage_workflow::views::RequirementView;
use aktenlage_workflow::{IncomingFile, WorkflowError};

use crate::bench::Bench;
use crate::letters::{confirm_service, content, proposal, send};

const DIGEST: &str = "5d41402abc4b2a76b9719d911017c592";

/// A payslip of the suite with a line on it.
fn payslip(line: &str) -> Vec<(String, Vec<u8>)> {
    let mut documents = suite("demo")
        .unwrap()
        .into_iter()
        .flat_map(|sample| sample.case.documents);
    let mut payslip: DocumentFile = documents.find(|document| document.kind == "payslip").unwrap();
    payslip.blocks.push(Block::Text(line.to_owned()));
    vec![(payslip.file.clone(), document_bytes(&payslip).unwrap())]
}

async fn income(bench: &Bench, case: CaseId) -> RequirementView {
    let view = bench.workbench.completeness(case).await.unwrap();
    let mut items = view.items.into_iter();
    items
        .find(|item| item.requirement.as_str() == "income_employment")
        .unwrap()
}

/// A case whose applicant was asked for a payslip, and its reference.
async fn waiting_case(bench: &Bench) -> (CaseId, String) {
    let case = bench.receive_sample("01-wohngeld-live").await;
    confirm_service(bench, case).await;
    let wanted = content(&proposal(bench, case).await, &["income_employment"]);
    send(bench, case, wanted).await.unwrap();
    let detail = bench.workbench.case_detail(case).await.unwrap();
    assert_eq!(detail.row.case.state, CaseState::AwaitingDocuments);
    assert_eq!(income(bench, case).await.state, RequirementState::Missing);
    (case, detail.row.case.reference.to_string())
}

#[tokio::test]
async fn what_was_asked_for_closes_its_item_as_a_suggestion() {
    let bench = Bench::new().await;
    let workbench = &bench.workbench;
    let (case, reference) = waiting_case(&bench).await;
    workbench
        .make_status_link(&bench.clerk, case, DIGEST, Duration::from_hours(24))
        .await
        .unwrap();
    let post = bench.receive(payslip(&format!("Ihr Zeichen: {reference}"))).await;

    let found = workbench.joining(post).await.unwrap();
    assert!(found.may_be_joined && found.into.is_none());
    let [likely] = &found.likely[..] else {
        panic!("{:?}", found.likely)
    };
    assert_eq!(
        (likely.case.id, &likely.grounds[..]),
        (case, &[JoiningGround::Reference][..])
    );
    let documents = workbench.case_detail(post).await.unwrap().documents;
    let place = &likely.evidence[0];
    assert_eq!((place.document, place.page), (documents[0].document.id, 1));
    assert!(place.text.contains(&reference), "{place:?}");
    let row = workbench.case_detail(post).await.unwrap().row;
    assert_eq!(row.likely_cases, 1, "the queue says so");

    let (from_version, into_version) = (bench.version(post).await, bench.version(case).await);
    for (from_seen, into_seen) in [(from_version - 1, into_version), (from_version, into_version - 1)] {
        let stale = workbench
            .join_case(&bench.clerk, post, from_seen, case, into_seen)
            .await;
        assert!(matches!(stale, Err(WorkflowError::VersionConflict { .. })));
    }
    let joined = workbench
        .join_case(&bench.clerk, post, from_version, case, into_version)
        .await
        .unwrap();
    assert_eq!(joined, (from_version + 1, into_version + 1));
    bench.work_off().await;

    let item = income(&bench, case).await;
    assert_eq!(item.state, RequirementState::Present);
    assert!(item.review.is_none(), "a person has yet to say so");
    let evidence = item.suggestion.unwrap().suggestion.answer.evidence().to_vec();
    assert!(
        evidence
            .iter()
            .any(|place| place.document == documents[0].document.id)
    );
    assert!(item.new_since.is_some());
    let detail = workbench.case_detail(case).await.unwrap();
    assert!(detail.service_review.is_some(), "what was confirmed stays");
    assert_eq!(detail.row.awaiting.unwrap().state, AwaitingState::Answered);
    let moved = detail
        .documents
        .iter()
        .find(|view| view.document.id == documents[0].document.id);
    let moved = &moved.unwrap().document;
    assert_eq!(moved.sha256, documents[0].document.sha256);
    assert_eq!(moved.submission, documents[0].document.submission);
    let status = workbench.case_status(DIGEST).await.unwrap().unwrap();
    assert!(status.request.unwrap().arrived_on.is_some());
    assert_eq!(workbench.joining(case).await.unwrap().joined.len(), 1);

    let left = workbench.case_detail(post).await.unwrap();
    assert_eq!(left.row.case.state, CaseState::Joined);
    let into = workbench.joining(post).await.unwrap().into.unwrap();
    assert_eq!(
        (into.other, into.joining.ground),
        (case, JoiningGround::Reference)
    );
    let again = workbench.restart_processing(&bench.clerk, post).await;
    assert!(matches!(again, Err(WorkflowError::CaseIsJoined)));
    bench.check().await;
}

/// Nothing is said of post that names no case, and a case that somebody works on keeps its post.
#[tokio::test]
async fn silence_and_refusals() {
    let bench = Bench::new().await;
    let workbench = &bench.workbench;
    let (case, _) = waiting_case(&bench).await;
    let post = bench.receive(payslip("Ihr Zeichen: AL-2026-999999")).await;
    assert!(workbench.joining(post).await.unwrap().likely.is_empty());
    assert_eq!(workbench.case_detail(post).await.unwrap().row.likely_cases, 0);
    let (version, other) = (bench.version(post).await, bench.version(case).await);
    let itself = workbench
        .join_case(&bench.clerk, post, version, post, version)
        .await;
    assert!(matches!(itself, Err(WorkflowError::Invalid(issues)) if issues[0].code == "same_case"));
    let worked_on = workbench
        .join_case(&bench.clerk, case, other, post, version)
        .await;
    assert!(matches!(worked_on, Err(WorkflowError::CaseIsNotNew)));
    // A clerk may know better than the rules.
    workbench
        .join_case(&bench.clerk, post, version, case, other)
        .await
        .unwrap();
    let into = workbench.joining(post).await.unwrap().into.unwrap();
    assert_eq!(into.joining.ground, JoiningGround::Chosen);
    bench.work_off().await;
    bench.check().await;
}

/// Post for a case that the clerk names is taken at once, behind what is there.
#[tokio::test]
async fn a_case_named_at_the_upload_takes_the_files() {
    let bench = Bench::new().await;
    let workbench = &bench.workbench;
    let (case, reference) = waiting_case(&bench).await;
    let before = workbench.case_detail(case).await.unwrap().documents.len();
    let files = || {
        let files = payslip("ohne Zeichen").into_iter();
        files
            .map(|(file_name, bytes)| IncomingFile {
                file_name,
                content: bytes.into(),
            })
            .collect::<Vec<_>>()
    };
    let unknown = workbench
        .receive_post(&bench.clerk, "AL-2026-999999", files(), None)
        .await;
    assert!(matches!(unknown, Err(WorkflowError::Invalid(issues)) if issues[0].field == "case"));
    let received = workbench
        .receive_post(&bench.clerk, &reference.to_lowercase(), files(), None)
        .await
        .unwrap();
    assert_eq!(received.case, case);
    bench.work_off().await;
    let detail = workbench.case_detail(case).await.unwrap();
    assert_eq!(detail.documents.len(), before + 1);
    assert_eq!(income(&bench, case).await.state, RequirementState::Present);
    assert_eq!(detail.row.awaiting.unwrap().state, AwaitingState::Answered);
    bench.check().await;
}
