//! Letters on a case that was read from real files: what is missing is proposed, sent, put into the outbox, and guarded.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::case::CaseState;
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::letter::{LetterContent, LetterItem, LetterKind};
use aktenlage_domain::review::Verdict;
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::suggestion::Subject;
use aktenlage_domain::triage::AwaitingState;
use aktenlage_workflow::WorkflowError;
use aktenlage_workflow::letters::{LetterProposal, LetterView};

use crate::bench::{Bench, draft};

const REQUEST: LetterKind = LetterKind::DocumentRequest;

pub(crate) async fn confirm_service(bench: &Bench, case: CaseId) {
    let detail = bench.workbench.case_detail(case).await.unwrap();
    let shown = detail.service_suggestion.unwrap().id;
    let accepted = draft(Subject::Service, Some(shown), Verdict::Accepted);
    bench
        .workbench
        .review_suggestion(&bench.clerk, case, detail.row.case.version, accepted)
        .await
        .unwrap();
    bench.work_off().await;
}

pub(crate) async fn proposal(bench: &Bench, case: CaseId) -> LetterProposal {
    let view = bench.workbench.letters(case).await.unwrap();
    view.proposals
        .into_iter()
        .find(|one| one.kind == REQUEST)
        .unwrap()
}

/// A letter that asks for these, as the blueprint says it.
pub(crate) fn content(proposal: &LetterProposal, requirements: &[&str]) -> LetterContent {
    let item = |requirement: &&str| {
        let found = proposal
            .items
            .iter()
            .find(|item| item.requirement.as_str() == *requirement);
        let found = found.unwrap_or_else(|| panic!("{requirement} is not proposed"));
        LetterItem {
            requirement: found.requirement.clone(),
            text: found.text.clone(),
            reason: None,
            ask_again: found.asked_on.is_some(),
        }
    };
    LetterContent {
        recipient: vec!["Vroni Brandl".to_owned(), "86150 Beispielstadt".to_owned()],
        items: requirements.iter().map(item).collect(),
        due_on: proposal.deadline.as_ref().unwrap().end.last_day,
        legal_notice: proposal.legal_notice_by_rule.clone(),
        ..LetterContent::default()
    }
}

pub(crate) async fn send(
    bench: &Bench,
    case: CaseId,
    content: LetterContent,
) -> Result<LetterView, WorkflowError> {
    let workbench = &bench.workbench;
    let seen = workbench.letter_draft(case, REQUEST).await?.version;
    let saved = workbench
        .save_letter_draft(&bench.clerk, case, REQUEST, seen, content)
        .await?;
    let version = bench.version(case).await;
    let sent = workbench
        .send_letter(&bench.clerk, case, version, REQUEST, saved.version)
        .await?;
    Ok(sent.1)
}

#[tokio::test]
async fn what_is_missing_is_asked_for_in_one_letter_that_nobody_changes() {
    let (data, outbox) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let bench = Bench::posting(data.path(), outbox.path()).await;
    let workbench = &bench.workbench;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let unconfirmed = send(
        &bench,
        case,
        content(&proposal(&bench, case).await, &["income_employment"]),
    )
    .await;
    assert!(
        matches!(&unconfirmed, Err(WorkflowError::Invalid(issues)) if issues[0].field == "service"),
        "nobody said what it is about"
    );
    confirm_service(&bench, case).await;

    let proposed = proposal(&bench, case).await;
    let states: Vec<_> = proposed
        .items
        .iter()
        .map(|item| (item.requirement.as_str(), item.state))
        .collect();
    assert!(states.contains(&("income_employment", RequirementState::Missing)));
    assert!(states.contains(&("income_pension", RequirementState::Unclear)));
    assert!(states.iter().all(|(id, _)| *id != "tenancy"), "it is there");
    assert!(
        !proposed.recipient_is_confirmed,
        "an address that was read is a suggestion"
    );
    let first = send(
        &bench,
        case,
        content(&proposed, &["income_employment", "income_pension"]),
    )
    .await
    .unwrap();
    let detail = workbench.case_detail(case).await.unwrap();
    assert_eq!(detail.row.case.state, CaseState::AwaitingDocuments);
    assert_eq!(detail.row.case.due_on, first.letter.due_on);
    let awaiting = detail.row.awaiting.unwrap();
    assert_eq!(
        (awaiting.until, awaiting.state),
        (first.letter.due_on, AwaitingState::Running)
    );
    let name = first.letter.outbox_name.clone().unwrap();
    let posted = fs_err::read(outbox.path().join(&name)).unwrap();
    let (_, pdf) = workbench.letter_pdf(first.letter.id).await.unwrap();
    assert_eq!(posted, pdf);
    assert!(!name.contains("Brandl"));
    assert_eq!(
        fs_err::read_dir(outbox.path()).unwrap().count(),
        1,
        "nothing is left half"
    );

    // Reading again does not answer the letter, and a word of the clerk does not move its day.
    workbench.restart_processing(&bench.clerk, case).await.unwrap();
    let busy = send(&bench, case, content(&proposed, &["income_pension"])).await;
    assert!(matches!(busy, Err(WorkflowError::CaseNotReady)));
    bench.work_off().await;
    let detail = workbench.case_detail(case).await.unwrap();
    assert_eq!(detail.row.case.state, CaseState::AwaitingDocuments);
    assert_eq!(detail.row.case.due_on, first.letter.due_on);

    let again = proposal(&bench, case).await;
    let asked = again
        .items
        .iter()
        .find(|item| item.requirement.as_str() == "income_pension");
    assert!(asked.unwrap().asked_on.is_some());
    send(&bench, case, content(&again, &["income_pension"]))
        .await
        .unwrap();
    assert_eq!(workbench.letters(case).await.unwrap().letters.len(), 2);
    bench.check().await;

    let sha256 = &first.letter.sha256;
    let path = format!("files/originals/{}/{}/{sha256}", &sha256[..2], &sha256[2..4]);
    fs_err::write(data.path().join(path), b"%PDF-1.7 something else").unwrap();
    let report = workbench.verify_chain(&bench.supervisor).await.unwrap();
    let bad = report.first_bad.unwrap();
    assert_eq!(bad.record, Some(format!("letters/{}", first.letter.id)));
    assert_eq!(bad.reason.as_str(), "original_changed");
    assert!(
        workbench.letter_pdf(first.letter.id).await.is_err(),
        "what was changed is not handed out"
    );
}

#[tokio::test]
async fn an_outbox_that_is_away_sends_nothing_and_an_interrupted_one_is_made_good() {
    let (data, outbox) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = outbox.path().join("postausgang");
    let bench = Bench::posting(data.path(), &folder).await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    confirm_service(&bench, case).await;
    let wanted = content(&proposal(&bench, case).await, &["income_employment"]);
    let refused = send(&bench, case, wanted.clone()).await;
    assert!(
        matches!(refused, Err(WorkflowError::Unavailable(_))),
        "{refused:?}"
    );
    let view = bench.workbench.letters(case).await.unwrap();
    assert!(view.letters.is_empty(), "what is not posted was not sent");
    assert_eq!(view.proposals[0].draft_version, 1, "what was written is kept");

    fs_err::create_dir(&folder).unwrap();
    let sent = send(&bench, case, wanted).await.unwrap();
    // As if the process had ended between record and rename.
    let name = sent.letter.outbox_name.unwrap();
    let waiting = folder.join(format!(".{}.part", sent.letter.id));
    fs_err::rename(folder.join(&name), &waiting).unwrap();
    assert_eq!(bench.workbench.settle_outbox().await.unwrap(), 1);
    assert!(folder.join(&name).exists() && !waiting.exists());
    assert_eq!(bench.workbench.settle_outbox().await.unwrap(), 0);
    bench.check().await;
}
