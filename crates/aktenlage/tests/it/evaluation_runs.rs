//! An evaluation that the server starts: progress while it is made, one at a time, a report as the command line writes
//! it, and nothing left of one that is stopped.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::time::Duration;

use aktenlage_domain::person::{Role, User};
use aktenlage_extract::Limits;
use aktenlage_workflow::WorkflowError;
use aktenlage_workflow::evaluations::{RunState, RunningEvaluation, Step};

use crate::bench::Bench;
use crate::commands::Desk;

async fn data_team(bench: &Bench) -> User {
    let created = bench
        .workbench
        .create_user("data", "Katharina Vogt", Role::Data, "unused");
    created.await.unwrap()
}

async fn under_way(bench: &Bench) -> Option<RunningEvaluation> {
    let mut running = bench.workbench.running_evaluations().await.unwrap();
    assert!(running.can_start && running.runs.len() < 2, "{running:?}");
    running.runs.pop()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_from_the_screen_writes_what_the_command_line_writes() {
    let desk = Desk::new();
    let bench = Bench::in_directory(&desk.path("."), Limits::recommended()).await;
    let user = data_team(&bench).await;
    let run = bench.workbench.start_evaluation(&user).await.unwrap();
    let second = bench.workbench.start_evaluation(&user).await;
    assert!(
        matches!(second, Err(WorkflowError::EvaluationUnderWay)),
        "{second:?}"
    );

    let mut most_done = 0;
    while let Some(running) = under_way(&bench).await {
        assert_eq!(
            (&running.id, running.state),
            (&run, RunState::Running),
            "{running:?}"
        );
        assert!(
            running.is_ours || running.progress.step == Step::Figures,
            "{running:?}"
        );
        assert!(running.progress.done >= most_done, "{running:?}");
        most_done = running.progress.done;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(most_done > 0, "nobody saw it at work");
    let runs = bench.workbench.evaluation_runs().await.unwrap();
    let [made] = runs.as_slice() else {
        panic!("one run: {runs:?}")
    };
    let report = made.report.as_ref().unwrap();
    assert_eq!(
        (&made.id, &report["measured"]["cases_folder"]),
        (&run, &"mitgelieferte-faelle".into())
    );
    let shipped = aktenlage_evaluation::samples::suite("demo").unwrap().len();
    assert_eq!(report["cases"], shipped);
    let mut files: Vec<String> = fs_err::read_dir(desk.path("evaluations").join(run.as_str()))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, ["outcomes.jsonl", "report.html", "report.json"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_left_of_a_run_that_is_stopped() {
    let desk = Desk::new();
    let bench = Bench::in_directory(&desk.path("."), Limits::recommended()).await;
    let user = data_team(&bench).await;
    let clerk = bench.clerk.user().clone();
    let refused = bench.workbench.start_evaluation(&clerk).await;
    assert!(
        matches!(refused, Err(WorkflowError::Forbidden { .. })),
        "{refused:?}"
    );
    let run = bench.workbench.start_evaluation(&user).await.unwrap();
    let refused = bench.workbench.stop_evaluation(&clerk, run.clone()).await;
    assert!(
        matches!(refused, Err(WorkflowError::Forbidden { .. })),
        "{refused:?}"
    );
    bench.workbench.stop_evaluation(&user, run.clone()).await.unwrap();
    let folder = desk.path("evaluations").join(run.as_str());
    while folder.exists() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let again = bench.workbench.stop_evaluation(&user, run).await;
    assert!(
        again.is_ok() || matches!(again, Err(WorkflowError::NotFound)),
        "{again:?}"
    );
    assert!(bench.workbench.evaluation_runs().await.unwrap().is_empty());
}
