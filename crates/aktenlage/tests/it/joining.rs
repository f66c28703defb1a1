//! What was asked for comes as a case of its own, is recognised by the reference on it, and joined to the case that waits.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::time::Duration;

use aktenlage_domain::case::CaseState;
use aktenlage_domain::ids::{CaseId, DocumentId};
use aktenlage_domain::joining::JoiningGround;
use aktenlage_domain::review::Verdict;
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::suggestion::Subject;
use aktenlage_domain::triage::AwaitingState;
use aktenlage_evaluation::case_file::{Block, DocumentFile};
use aktenlage_evaluation::samples::{document_bytes, suite};
use aktenlage_workflow::views::{DocumentView, RequirementView};
use aktenlage_workflow::{IncomingFile, WorkflowError};

use crate::bench::{Bench, draft};
use crate::divisions::pdf;
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

/// What a clerk says by hand about a document of a case.
async fn enter(bench: &Bench, case: CaseId, subject: Subject, value: &str) -> Result<(), WorkflowError> {
    let mut said = draft(subject, None, Verdict::Entered);
    said.value = Some(value.to_owned());
    let version = bench.version(case).await;
    let entered = bench
        .workbench
        .review_suggestion(&bench.clerk, case, version, said)
        .await;
    entered.map(|_| ())
}

async fn documents(bench: &Bench, case: CaseId) -> Vec<DocumentView> {
    bench.workbench.case_detail(case).await.unwrap().documents
}

/// Places a document in another case, or takes it back, with both cases as they are now.
async fn place(
    bench: &Bench,
    post: CaseId,
    document: DocumentId,
    into: Option<CaseId>,
    other: CaseId,
) -> Result<(), WorkflowError> {
    let (version, other_version) = (bench.version(post).await, bench.version(other).await);
    let placed = bench
        .workbench
        .place_document(&bench.clerk, post, version, document, into, other_version)
        .await;
    placed.map(|_| ())
}

/// New post in one scan: an application, and behind it a lease with the reference of the case that waits. The clerk has
/// divided it and said what the lease is.
async fn divided_post(bench: &Bench, reference: &str) -> (CaseId, DocumentId, DocumentId) {
    let line = format!("Ihr Zeichen: {reference}");
    let lease: [&str; 3] = ["Mietvertrag", "zwischen Wohnbau Nord eG und Eva Muster", &line];
    let pages: [&[&str]; 2] = [&["Antrag auf Wohngeld", "Familienname: Muster"], &lease];
    let post = bench.receive(vec![("scan.pdf".to_owned(), pdf(&pages))]).await;
    let scan = documents(bench, post).await[0].document.id;
    enter(bench, post, Subject::Division(scan), "1;2").await.unwrap();
    bench.work_off().await;
    let lease = documents(bench, post).await[2].document.id;
    let kind = Subject::DocumentKind(lease);
    enter(bench, post, kind, "tenancy_agreement").await.unwrap();
    (post, scan, lease)
}

/// Pages that were cut off count for the case that they belong to, with what was said about them, and come back.
#[tokio::test]
async fn pages_that_were_cut_off_count_for_another_case() {
    let bench = Bench::new().await;
    let workbench = &bench.workbench;
    let (case, reference) = waiting_case(&bench).await;
    let before = documents(&bench, case).await.len();
    let (post, scan, lease) = divided_post(&bench, &reference).await;

    let found = workbench.joining(post).await.unwrap();
    assert!(found.may_be_joined, "sorting post is no work on a case");
    let [likely] = &found.likely[..] else {
        panic!("{:?}", found.likely)
    };
    assert_eq!((likely.case.id, likely.evidence[0].document), (case, lease));
    place(&bench, post, lease, Some(case), case).await.unwrap();
    bench.work_off().await;

    let there = documents(&bench, case).await;
    assert_eq!(there.len(), before + 1);
    let placed = there.iter().find(|view| view.document.id == lease).unwrap();
    let numbers: Vec<u32> = placed.pages.iter().map(|page| page.number).collect();
    assert_eq!(numbers, [2]);
    let said = placed.kind_review.as_ref().unwrap();
    assert_eq!(said.review.value.as_deref(), Some("tenancy_agreement"));
    assert!(
        there.iter().all(|view| view.document.id != scan),
        "the other pages stay where they came in"
    );
    let rest: Vec<DocumentId> = documents(&bench, post)
        .await
        .iter()
        .map(|view| view.document.id)
        .collect();
    assert!(rest.contains(&scan) && !rest.contains(&lease), "{rest:?}");
    let view = workbench.joining(post).await.unwrap();
    assert_eq!(view.placed[0].placement.ground, Some(JoiningGround::Reference));
    assert!(view.likely.is_empty(), "what spoke for the case is there");
    assert_eq!(workbench.joining(case).await.unwrap().taken[0].other.id, post);

    // While pages of it count elsewhere, the scan stays divided as it is, and nothing is placed twice.
    let divided = enter(&bench, post, Subject::Division(scan), "1,2").await;
    assert!(matches!(divided, Err(WorkflowError::DocumentIsPlaced)));
    let again = place(&bench, post, lease, Some(case), case).await;
    assert!(matches!(again, Err(WorkflowError::DocumentIsPlaced)));

    place(&bench, post, lease, None, case).await.unwrap();
    bench.work_off().await;
    assert_eq!(documents(&bench, case).await.len(), before);
    let back = documents(&bench, post).await;
    let back = back.iter().find(|view| view.document.id == lease).unwrap();
    assert!(back.kind_review.is_some());
    bench.check().await;
}

/// Post that was sorted is joined as a whole, and stays sorted; a case that somebody works on gives nothing away.
#[tokio::test]
async fn what_was_said_about_documents_goes_with_them() {
    let bench = Bench::new().await;
    let workbench = &bench.workbench;
    let (case, reference) = waiting_case(&bench).await;
    let before = documents(&bench, case).await.len();
    let (post, scan, lease) = divided_post(&bench, &reference).await;
    let own = documents(&bench, case).await[0].document.id;
    let worked_on = place(&bench, case, own, Some(post), post).await;
    assert!(matches!(worked_on, Err(WorkflowError::CaseIsNotNew)));
    let (version, other) = (bench.version(post).await, bench.version(case).await);
    workbench
        .join_case(&bench.clerk, post, version, case, other)
        .await
        .unwrap();
    bench.work_off().await;
    let there = documents(&bench, case).await;
    assert_eq!(there.len(), before + 3, "the scan and its two documents");
    let joined = there.iter().find(|view| view.document.id == lease).unwrap();
    assert!(joined.kind_review.is_some());
    let scanned = there.iter().find(|view| view.document.id == scan).unwrap();
    let divided = scanned.division_review.as_ref().unwrap();
    assert_eq!(divided.review.value.as_deref(), Some("1;2"));
    bench.check().await;
}
