//! The disk is full while an original is stored: a clear answer, and no record of a file that is not there.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::process::Command;

use aktenlage_extract::Limits;
use aktenlage_workflow::{CaseQuery, CaseSort, CaseView, IncomingFile, WorkflowError};

use crate::bench::Bench;

/// Tells the child that it is the one with small files.
const ROLE: &str = "AKTENLAGE_TEST_SMALL_FILES";
const NAME: &str = "storage_full::a_full_disk_is_said_and_nothing_half_is_recorded";

/// Runs this test again in a process whose files may have 4 MiB (8,192 blocks): writing stops in the middle of a file
/// as on a full disk, and no file system has to be made for it, which needs root.
fn run_with_small_files() {
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 8192; exec \"$0\" --exact \"$1\" --nocapture",
        ])
        .arg(std::env::current_exe().unwrap())
        .arg(NAME)
        .env(ROLE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_half_is_recorded() {
    #[expect(
        clippy::disallowed_methods,
        reason = "the child is told by the environment what it is"
    )]
    if std::env::var(ROLE).is_err() {
        return run_with_small_files();
    }
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::in_directory(folder.path(), Limits::recommended()).await;
    let large = IncomingFile {
        file_name: "gross.pdf".into(),
        content: vec![b'x'; 20 * 1024 * 1024].into(),
    };
    let refused = bench
        .workbench
        .receive_application(&bench.clerk, vec![large], None)
        .await;
    assert!(matches!(refused, Err(WorkflowError::StorageFull)), "{refused:?}");
    let query = CaseQuery {
        view: CaseView::All,
        service: None,
        search: None,
        sort: CaseSort::Received,
        descending: false,
        offset: 0,
        limit: 10,
    };
    let page = bench
        .workbench
        .list_cases(bench.clerk.user(), &query)
        .await
        .unwrap();
    assert_eq!(page.total, 0);
    let small = IncomingFile {
        file_name: "klein.txt".into(),
        content: b"klein".to_vec().into(),
    };
    bench
        .workbench
        .receive_application(&bench.clerk, vec![small], None)
        .await
        .unwrap();
    bench.work_off().await;
    bench.check().await;
}
