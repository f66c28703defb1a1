//! Page images: however many browsers ask for a page at once, it is drawn once.
use std::os::unix::fs::PermissionsExt;

use aktenlage_domain::ids::DocumentId;
use aktenlage_workflow::WorkflowError;
use futures::future::join_all;

use crate::bench::Bench;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_drawn_once_however_many_ask() {
    let folder = tempfile::tempdir().unwrap();
    // Notes for every child what it was started for.
    let children = folder.path().join("children");
    let program = folder.path().join("noting");
    let script = format!(
        "#!/bin/sh\necho \"$1\" >>'{}'\nexec '{}' \"$@\"\n",
        children.display(),
        env!("CARGO_BIN_EXE_aktenlage")
    );
    fs_err::write(&program, script).unwrap();
    fs_err::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    let bench = Bench::with_children_of(program).await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let detail = bench.workbench.case_detail(case).await.unwrap();
    let documents: Vec<DocumentId> = detail
        .documents
        .iter()
        .map(|document| document.document.id)
        .collect();
    fs_err::remove_file(&children).unwrap();

    let ask = async |document: DocumentId, width: u32| {
        bench.workbench.page_image(document, 1, width).await.unwrap()
    };
    let images = join_all((0..12).map(|_| ask(documents[0], 800))).await;
    assert!(
        images
            .iter()
            .all(|image| image == &images[0] && image.starts_with(b"RIFF"))
    );
    let drawn = || fs_err::read_to_string(&children).unwrap().lines().count();
    assert_eq!(drawn(), 1);
    // Other pages and other widths are pages of their own, drawn once as well.
    join_all((0..12).map(|number| ask(documents[number % 2], [800, 1600][number / 2 % 2]))).await;
    assert_eq!(drawn(), 4);
    let beyond = bench.workbench.page_image(documents[0], 99, 800).await;
    assert!(matches!(beyond, Err(WorkflowError::NotFound)), "{beyond:?}");
}
