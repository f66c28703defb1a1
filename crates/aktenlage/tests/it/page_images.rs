//! Page images: however many browsers ask for a page at once, it is drawn once.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aktenlage_assist::Assistant;
use aktenlage_domain::clock::FixedClock;
use aktenlage_domain::ids::{DocumentId, Entropy};
use aktenlage_extract::Limits;
use aktenlage_extract::confined::Reader;
use aktenlage_store::{Blobs, Store};
use aktenlage_workflow::views::ModelState;
use aktenlage_workflow::{IncomingFile, Office, Parts, Workbench};
use futures::future::join_all;

/// Counts instead of throwing dice.
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn ten_bytes(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        bytes[2..].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        bytes
    }
}

/// A workbench whose children note in `children` what they were started for.
async fn workbench(folder: &Path, children: &Path) -> Workbench {
    let program = folder.join("noting");
    let script = format!(
        "#!/bin/sh\necho \"$1\" >>'{}'\nexec '{}' \"$@\"\n",
        children.display(),
        env!("CARGO_BIN_EXE_aktenlage")
    );
    fs_err::write(&program, script).unwrap();
    fs_err::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    let clock = FixedClock::at("2026-11-22T09:00:00Z");
    let (catalogue, catalogue_issues) = aktenlage_catalogue::load(None);
    let catalogue = Arc::new(catalogue);
    Workbench::new(Parts {
        store: Store::open_sqlite(&folder.join("test.sqlite"), &clock)
            .await
            .unwrap(),
        blobs: Blobs::open(&folder.join("files")).unwrap(),
        assistant: Assistant::new(Arc::clone(&catalogue), None, None),
        catalogue,
        catalogue_issues,
        models: ModelState::Absent,
        reader: Reader::new(program, Limits::recommended()),
        clock: Arc::new(clock),
        entropy: Arc::new(Counting(AtomicU64::new(1))),
        office: Office {
            file_bytes: 1 << 24,
            files_per_submission: 5,
        },
    })
}

/// The documents of a sample that came in.
async fn receive(workbench: &Workbench, sample: &str) -> Vec<DocumentId> {
    let samples = aktenlage_evaluation::samples::suite("demo").unwrap();
    let sample = samples.into_iter().find(|one| one.name == sample).unwrap();
    let files = sample.files.into_iter().map(|(file_name, bytes)| IncomingFile {
        file_name,
        content: bytes.into(),
    });
    let received = workbench
        .receive_from_command_line(files.collect(), None)
        .await
        .unwrap();
    let detail = workbench.case_detail(received.case).await.unwrap();
    detail
        .documents
        .iter()
        .map(|document| document.document.id)
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_drawn_once_however_many_ask() {
    let folder = tempfile::tempdir().unwrap();
    let children = folder.path().join("children");
    let workbench = workbench(folder.path(), &children).await;
    let documents = receive(&workbench, "01-wohngeld-live").await;
    let ask =
        async |document: DocumentId, width: u32| workbench.page_image(document, 1, width).await.unwrap();
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
}
