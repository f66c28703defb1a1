//! People and the machine at work on one case at the same time, and a machine that fails.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::sync::Arc;
use std::time::Duration;

use aktenlage_domain::case::{CaseState, Outcome};
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::review::Verdict;
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::suggestion::Subject;
use aktenlage_extract::Limits;
use aktenlage_store::{JobState, MAX_INTERRUPTIONS};
use aktenlage_workflow::views::{OpenPointKind, Processing, ReviewDraft};
use aktenlage_workflow::{Runner, WorkflowError};

use crate::bench::{Bench, draft};
use crate::gate::Gate;

/// The looks at the clock from the start of a run to the storing of its results, and some more.
const STEPS: i64 = 10;

async fn gated() -> (Arc<Gate>, Arc<Bench>, CaseId) {
    let gate = Arc::new(Gate::new());
    let bench = Bench::with_clock(Arc::clone(&gate) as _, Limits::recommended()).await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    (gate, Arc::new(bench), case)
}

async fn state(bench: &Bench, case: CaseId, requirement: &str) -> Option<RequirementState> {
    let view = bench.workbench.completeness(case).await.unwrap();
    let mut items = view.items.into_iter();
    items
        .find(|item| item.requirement.as_str() == requirement)
        .map(|item| item.state)
}

/// The clerk says what kind of income the applicant has.
fn income(kinds: &str) -> ReviewDraft {
    let mut entered = draft(Subject::Field("income.kinds".into()), None, Verdict::Entered);
    entered.value = Some(kinds.to_owned());
    entered
}

/// Wherever a clerk's correction falls into a run, what follows from it stands in the end; and nobody decides on
/// suggestions that are about to change.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_correction_during_a_run_is_not_overwritten() {
    let (gate, bench, case) = gated().await;
    let mut stopped = 0;
    for step in 0..STEPS {
        let (before, correction) = if step % 2 == 0 {
            ("employment", "pension")
        } else {
            ("pension", "employment")
        };
        let version = bench.version(case).await;
        let review = bench
            .workbench
            .review_suggestion(&bench.clerk, case, version, income(before));
        review.await.unwrap();
        bench
            .workbench
            .restart_processing(&bench.clerk, case)
            .await
            .unwrap();

        gate.close_after(step);
        let running = {
            let bench = Arc::clone(&bench);
            tokio::spawn(async move { bench.work_off().await })
        };
        stopped += i32::from(gate.wait_for_somebody());
        let decided = bench.workbench.record_decision(
            &bench.clerk,
            case,
            bench.version(case).await,
            Outcome::Granted,
            "Die Voraussetzungen liegen vor.".into(),
            &OpenPointKind::ALL,
        );
        let decided = tokio::time::timeout(Duration::from_millis(300), decided).await;
        if let Ok(decided) = decided {
            assert!(matches!(decided, Err(WorkflowError::CaseNotReady)), "step {step}");
        }
        let correcting = {
            let bench = Arc::clone(&bench);
            tokio::spawn(async move {
                let version = bench.version(case).await;
                let corrected = income(correction);
                bench
                    .workbench
                    .review_suggestion(&bench.clerk, case, version, corrected)
                    .await
            })
        };
        // A stop inside a unit of work holds the correction up; then it comes right after.
        tokio::time::sleep(Duration::from_millis(150)).await;
        gate.open();
        let corrected = correcting.await.unwrap();
        running.await.unwrap();
        if matches!(corrected, Err(WorkflowError::VersionConflict { .. })) {
            continue;
        }
        corrected.unwrap();
        let (needed, not_needed) = if correction == "pension" {
            ("income_pension", "income_employment")
        } else {
            ("income_employment", "income_pension")
        };
        assert_eq!(
            state(&bench, case, needed).await,
            Some(RequirementState::Missing),
            "step {step}: {needed}"
        );
        assert_ne!(
            state(&bench, case, not_needed).await,
            Some(RequirementState::Missing),
            "step {step}: {not_needed}"
        );
    }
    assert!(stopped > 5, "the run was stopped {stopped} times only");
    bench.check().await;
}

/// A process that ends again and again while it reads one case: people see it and can go on.
#[tokio::test]
async fn a_case_whose_job_died_is_given_to_people() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    bench
        .workbench
        .restart_processing(&bench.clerk, case)
        .await
        .unwrap();
    let runner = Runner::new(bench.workbench.clone());
    for _ in 0..MAX_INTERRUPTIONS {
        let now = time::macros::datetime!(2026-11-22 12:00 UTC);
        let held = bench
            .store
            .claim_job(now, time::Duration::minutes(5))
            .await
            .unwrap();
        assert!(held.is_some());
        runner.recover().await.unwrap();
    }
    let detail = bench.workbench.case_detail(case).await.unwrap();
    assert_eq!(detail.row.processing, Processing::Failed);
    assert_eq!(detail.row.case.state, CaseState::UnderReview);
    let history = bench.workbench.history(case).await.unwrap();
    assert!(history.iter().any(|item| item.action == "run_failed"));

    bench
        .workbench
        .restart_processing(&bench.clerk, case)
        .await
        .unwrap();
    bench.work_off().await;
    let detail = bench.workbench.case_detail(case).await.unwrap();
    assert_eq!(detail.row.processing, Processing::Ready);
    bench.check().await;
}

/// A panic fails the job, not the worker; the job is tried again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_fails_one_job_only() {
    let (gate, bench, case) = gated().await;
    bench
        .workbench
        .restart_processing(&bench.clerk, case)
        .await
        .unwrap();
    let runner = Runner::new(bench.workbench.clone());
    // The worker itself looks once; the next look is the job's.
    gate.panic_after(1);
    assert!(runner.work_once().await.unwrap(), "the worker lives on");
    let jobs = bench
        .store
        .read()
        .await
        .unwrap()
        .jobs_by_key(&format!("assess_case:{case}"))
        .await
        .unwrap();
    assert_eq!(
        jobs.iter()
            .map(|job| (job.state, job.error_code.as_deref()))
            .collect::<Vec<_>>(),
        [(JobState::Queued, Some("internal"))]
    );
    gate.advance(60);
    bench.work_off().await;
    let detail = bench.workbench.case_detail(case).await.unwrap();
    assert_eq!(detail.row.processing, Processing::Ready);
    bench.check().await;
}

/// What the clerk saw on the screen is what she accepts: if the machine says something else by now, she has to look.
#[tokio::test]
async fn a_superseded_suggestion_is_not_accepted_unseen() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let view = bench.workbench.completeness(case).await.unwrap();
    let shown = view
        .items
        .iter()
        .find(|item| item.requirement.as_str() == "income_employment")
        .unwrap();
    assert_eq!(shown.state, RequirementState::Missing);
    let shown = shown.suggestion.as_ref().unwrap().id;
    let (version, _) = bench
        .workbench
        .review_suggestion(&bench.clerk, case, view.version, income("pension"))
        .await
        .unwrap();
    let subject = Subject::Requirement("income_employment".into());
    let accepted = bench
        .workbench
        .review_suggestion(
            &bench.clerk,
            case,
            version,
            draft(subject, Some(shown), Verdict::Accepted),
        )
        .await;
    assert!(
        matches!(&accepted, Err(WorkflowError::Invalid(issues)) if issues[0].code == "superseded"),
        "{accepted:?}"
    );
    bench.check().await;
}

/// A record changed behind the program's back is found, and so is an original.
#[tokio::test]
async fn changed_records_and_originals_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::in_directory(folder.path(), Limits::recommended()).await;
    bench.receive_sample("01-wohngeld-live").await;
    let sound = bench.workbench.verify_chain(&bench.supervisor).await.unwrap();
    assert!(
        sound.valid && sound.records > 40 && sound.originals == 2,
        "{sound:?}"
    );

    let original = walkdir(&folder.path().join("files/originals"));
    let bytes = fs_err::read(&original).unwrap();
    fs_err::write(&original, b"something else").unwrap();
    let found = bench.workbench.verify_chain(&bench.supervisor).await.unwrap();
    assert_eq!(
        found.first_bad.map(|bad| bad.reason.as_str()),
        Some("original_changed")
    );
    fs_err::remove_file(&original).unwrap();
    let found = bench.workbench.verify_chain(&bench.supervisor).await.unwrap();
    assert_eq!(
        found.first_bad.map(|bad| bad.reason.as_str()),
        Some("original_missing")
    );
    fs_err::write(&original, bytes).unwrap();
    bench.check().await;
}

/// The first file below a folder.
fn walkdir(folder: &std::path::Path) -> std::path::PathBuf {
    let first = fs_err::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    if first.is_dir() { walkdir(&first) } else { first }
}
