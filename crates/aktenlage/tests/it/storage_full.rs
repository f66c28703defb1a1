//! The disk is full while an original is stored: a clear answer, and no record of a file that is not there.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::process::Command;

use aktenlage_extract::Limits;
use aktenlage_workflow::{CaseQuery, CaseSort, CaseView, IncomingFile, WorkflowError};

use crate::bench::Bench;

/// A file system of its own that is soon full; `None` where this process may not mount one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(folder.path())
            .status();
        mounted.is_ok_and(|status| status.success()).then(|| Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: the database of the test may still be open.
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[tokio::test]
async fn a_full_disk_is_said_and_nothing_half_is_recorded() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: a small file system cannot be mounted here");
        return;
    };
    let bench = Bench::in_directory(disk.0.path(), Limits::recommended()).await;
    let large = IncomingFile {
        file_name: "gross.pdf".into(),
        content: vec![b'x'; 6 * 1024 * 1024].into(),
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
