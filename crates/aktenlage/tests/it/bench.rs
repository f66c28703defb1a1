//! A workbench to test on.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aktenlage_assist::Assistant;
use aktenlage_catalogue::forms::FormFolder;
use aktenlage_domain::clock::{Clock, FixedClock};
use aktenlage_domain::ids::{CaseId, Entropy, SuggestionId};
use aktenlage_domain::person::{Clerk, Role, User};
use aktenlage_domain::review::{ReviewReason, Verdict};
use aktenlage_domain::sample::SamplePlan;
use aktenlage_domain::suggestion::Subject;
use aktenlage_extract::Limits;
use aktenlage_extract::confined::Reader;
use aktenlage_store::{Blobs, Store};
use aktenlage_workflow::views::{ModelState, ReviewDraft};
use aktenlage_workflow::{
    EvaluationProgram, IncomingFile, Office, Outbox, Parts, Runner, WatchedFolder, Workbench,
};
use tempfile::TempDir;
use time::OffsetDateTime;

/// Counts instead of throwing dice.
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn ten_bytes(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        bytes[2..].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
        bytes
    }
}

/// A clock that moves on by a millisecond with every look, so that the order of ids is the order of events.
struct Ticking(AtomicU64);

impl Clock for Ticking {
    fn now(&self) -> OffsetDateTime {
        let ticks = i64::try_from(self.0.fetch_add(1, Ordering::Relaxed)).unwrap();
        FixedClock::at("2026-11-22T09:00:00Z").now() + time::Duration::milliseconds(ticks)
    }
}

/// The mailbox of the office, for the tests that have a server for it.
pub(crate) const MAILBOX: &str = "post";

const BINARY: &str = env!("CARGO_BIN_EXE_aktenlage");

/// What differs from test to test.
#[derive(Default)]
struct Settings {
    folders: Vec<WatchedFolder>,
    outbox: Option<Outbox>,
    samples: SamplePlan,
}

pub(crate) struct Bench {
    pub(crate) workbench: Workbench,
    pub(crate) store: Store,
    pub(crate) clerk: Clerk,
    pub(crate) supervisor: User,
    /// Kept so that it is removed at the end.
    folder: Option<TempDir>,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        Self::with_limits(Limits::recommended()).await
    }

    pub(crate) async fn with_limits(limits: Limits) -> Self {
        Self::with_clock(ticking(), limits).await
    }

    pub(crate) async fn with_clock(clock: Arc<dyn Clock>, limits: Limits) -> Self {
        Self::in_own_folder(BINARY.into(), limits, clock).await
    }

    /// A workbench whose children are processes of `program` instead of the binary.
    pub(crate) async fn with_children_of(program: PathBuf) -> Self {
        Self::in_own_folder(program, Limits::recommended(), ticking()).await
    }

    pub(crate) async fn in_directory(directory: &Path, limits: Limits) -> Self {
        Self::on(directory, BINARY.into(), limits, ticking(), Settings::default()).await
    }

    /// A workbench that puts letters into a folder, on data in another one.
    pub(crate) async fn posting(directory: &Path, outbox: &Path) -> Self {
        let settings = Settings {
            outbox: Some(Outbox::Directory(outbox.to_owned())),
            ..Settings::default()
        };
        Self::on(
            directory,
            BINARY.into(),
            Limits::recommended(),
            ticking(),
            settings,
        )
        .await
    }

    /// A workbench that watches folders, on data in `directory`.
    pub(crate) async fn watching(
        directory: &Path,
        limits: Limits,
        clock: Arc<dyn Clock>,
        folders: Vec<WatchedFolder>,
    ) -> Self {
        let settings = Settings {
            folders,
            ..Settings::default()
        };
        Self::on(directory, BINARY.into(), limits, clock, settings).await
    }

    /// A workbench that draws samples.
    pub(crate) async fn sampling(directory: &Path, samples: SamplePlan) -> Self {
        let settings = Settings {
            samples,
            ..Settings::default()
        };
        Self::on(
            directory,
            BINARY.into(),
            Limits::recommended(),
            ticking(),
            settings,
        )
        .await
    }

    async fn in_own_folder(program: PathBuf, limits: Limits, clock: Arc<dyn Clock>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut bench = Self::on(folder.path(), program, limits, clock, Settings::default()).await;
        bench.folder = Some(folder);
        bench
    }

    async fn on(
        directory: &Path,
        program: PathBuf,
        limits: Limits,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Self {
        let Settings {
            folders,
            outbox,
            samples,
        } = settings;
        let store = Store::open_sqlite(&directory.join("test.sqlite"), &Ticking(AtomicU64::new(0)))
            .await
            .unwrap();
        let blobs = Blobs::open(&directory.join("files")).unwrap();
        // Evaluations work by rules alone, as this workbench does.
        let evaluation_settings = directory.join("evaluation.toml");
        fs_err::write(&evaluation_settings, "[models]\nencoder = \"\"\n").unwrap();
        let (catalogue, issues) = aktenlage_catalogue::load(None);
        let catalogue = Arc::new(catalogue);
        let workbench = Workbench::new(Parts {
            store: store.clone(),
            blobs,
            forms: FormFolder::new(directory.join("forms")),
            assistant: Assistant::new(Arc::clone(&catalogue), None, None),
            catalogue,
            catalogue_issues: issues,
            models: ModelState::Absent,
            reader: Reader::new(program, limits),
            clock,
            entropy: Arc::new(Counting(AtomicU64::new(1))),
            office: Office {
                file_bytes: limits.max_bytes,
                files_per_submission: 20,
                folders,
                mailboxes: vec![MAILBOX.to_owned()],
                outbox,
                evaluations: directory.join("evaluations"),
                evaluation_program: Some(EvaluationProgram {
                    program: BINARY.into(),
                    options: vec![
                        "--config".into(),
                        evaluation_settings.into(),
                        "--data-directory".into(),
                        directory.into(),
                    ],
                }),
                heads: directory.join("heads"),
                samples,
            },
        });
        let clerk = workbench
            .create_user("clerk", "Aylin Yılmaz", Role::Clerk, "unused")
            .await
            .unwrap();
        let supervisor = workbench
            .create_user("supervisor", "Martin Seidl", Role::Supervisor, "unused")
            .await
            .unwrap();
        Self {
            workbench,
            store,
            clerk: Clerk::from_user(clerk).unwrap(),
            supervisor,
            folder: None,
        }
    }

    /// Puts files in and works until nothing is left to do.
    pub(crate) async fn receive(&self, files: Vec<(String, Vec<u8>)>) -> CaseId {
        let files = files.into_iter().map(|(file_name, bytes)| IncomingFile {
            file_name,
            content: bytes.into(),
        });
        let received = self
            .workbench
            .receive_application(&self.clerk, files.collect(), None)
            .await
            .unwrap();
        self.work_off().await;
        received.case
    }

    pub(crate) async fn receive_sample(&self, name: &str) -> CaseId {
        let samples = aktenlage_evaluation::samples::suite("demo").unwrap();
        let sample = samples.into_iter().find(|sample| sample.name == name).unwrap();
        self.receive(sample.files).await
    }

    pub(crate) async fn work_off(&self) {
        let runner = Runner::new(self.workbench.clone());
        while runner.work_once().await.unwrap() {}
    }

    pub(crate) async fn version(&self, case: CaseId) -> i64 {
        self.workbench.case_detail(case).await.unwrap().row.case.version
    }

    /// Every test ends here: the chain holds and no job is left.
    pub(crate) async fn check(&self) {
        let report = self.workbench.verify_chain(&self.supervisor).await.unwrap();
        assert!(report.valid, "{report:?}");
        let progress = Runner::new(self.workbench.clone()).progress().await.unwrap();
        assert_eq!((progress.waiting, progress.running, progress.dead), (0, 0, 0));
    }
}

fn ticking() -> Arc<dyn Clock> {
    Arc::new(Ticking(AtomicU64::new(0)))
}

pub(crate) fn draft(subject: Subject, suggestion: Option<SuggestionId>, verdict: Verdict) -> ReviewDraft {
    ReviewDraft {
        subject,
        suggestion,
        verdict,
        value: None,
        evidence: Vec::new(),
        reason: match verdict {
            Verdict::Amended | Verdict::Rejected => Some(ReviewReason::Misread),
            Verdict::Accepted
            | Verdict::Unclear
            | Verdict::Entered
            | Verdict::Waived
            | Verdict::Withdrawn => None,
        },
        note: None,
        shown: "{}".to_owned(),
        dwell_ms: Some(1200),
    }
}
