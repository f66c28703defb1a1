//! The workbench: everything a use case needs, handed in once by the binary.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use aktenlage_assist::Assistant;
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::forms::FormFolder;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::Entropy;
use aktenlage_domain::presence::Presences;
use aktenlage_domain::sample::SamplePlan;
use aktenlage_extract::confined::Reader;
use aktenlage_store::{Blobs, Store, Tx};
use tokio::sync::{Notify, Semaphore};

use crate::error::WorkflowError;
use crate::evaluations::{EvaluationProgram, OwnRun};
use crate::intake_sources::LastLook;
use crate::letters::Outbox;
use crate::models::EncoderCard;
use crate::taught_forms::TaughtForms;
use crate::views::ModelState;
use crate::watched_folder::WatchedFolder;

/// How many letters are set at the same time: a processor each.
const PARALLEL_LETTERS: usize = 2;

/// What differs from office to office.
#[derive(Clone, Debug)]
pub struct Office {
    /// Largest file that is taken in.
    pub file_bytes: u64,
    /// Most files of one submission.
    pub files_per_submission: usize,
    /// Folders that are looked into.
    pub folders: Vec<WatchedFolder>,
    /// Names of the mailboxes that are read.
    pub mailboxes: Vec<String>,
    /// Where letters are put to be printed and posted, beside the record; `None`: nowhere.
    pub outbox: Option<Outbox>,
    /// Where runs of `aktenlage evaluate` are looked for; it need not be there.
    pub evaluations: PathBuf,
    /// How this server starts an evaluation; `None`: only the command line makes runs.
    pub evaluation_program: Option<EvaluationProgram>,
    /// Where trained heads lie; it need not be there.
    pub heads: PathBuf,
    /// Which new cases are drawn as a sample.
    pub samples: SamplePlan,
}

/// The parts that the binary wires together.
pub struct Parts {
    /// Relational truth.
    pub store: Store,
    /// Originals and page images.
    pub blobs: Blobs,
    /// The blueprint.
    pub catalogue: Arc<Catalogue>,
    /// What is wrong with the blueprint.
    pub catalogue_issues: Vec<aktenlage_catalogue::Issue>,
    /// Forms that the office taught. Looked at for every case: what is taught or forgotten meanwhile counts.
    pub forms: FormFolder,
    /// Who makes suggestions: without a model at first, replaced when one is loaded. It needs no forms of its own.
    pub assistant: Assistant,
    /// State of the models at the start.
    pub models: ModelState,
    /// Reads documents in a confined process.
    pub reader: Reader,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for ids.
    pub entropy: Arc<dyn Entropy>,
    /// Settings.
    pub office: Office,
}

/// All use cases. Cheap to clone.
#[derive(Clone)]
pub struct Workbench {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    blobs: Blobs,
    catalogue: Arc<Catalogue>,
    catalogue_issues: Vec<aktenlage_catalogue::Issue>,
    forms: TaughtForms,
    assistance: RwLock<Assisting>,
    reader: Reader,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    office: Office,
    work_arrived: Notify,
    /// Turns for setting letters.
    typesetting: Arc<Semaphore>,
    /// By the name of the source.
    last_looks: Mutex<BTreeMap<String, LastLook>>,
    own_evaluation: OwnRun,
    /// Who has which case open; of this process alone.
    presences: Mutex<Presences>,
}

/// The assistant that is active, with the card of its model.
#[derive(Clone)]
pub(crate) struct Assisting {
    pub(crate) state: ModelState,
    pub(crate) assistant: Arc<Assistant>,
    pub(crate) encoder: Option<EncoderCard>,
}

impl Workbench {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        let assisting = Assisting {
            state: parts.models,
            assistant: Arc::new(parts.assistant),
            encoder: None,
        };
        Self {
            inner: Arc::new(Inner {
                store: parts.store,
                blobs: parts.blobs,
                forms: TaughtForms::new(parts.forms, &parts.catalogue.forms),
                catalogue: parts.catalogue,
                catalogue_issues: parts.catalogue_issues,
                assistance: RwLock::new(assisting),
                reader: parts.reader,
                clock: parts.clock,
                entropy: parts.entropy,
                office: parts.office,
                work_arrived: Notify::new(),
                typesetting: Arc::new(Semaphore::new(PARALLEL_LETTERS)),
                last_looks: Mutex::default(),
                own_evaluation: OwnRun::default(),
                presences: Mutex::default(),
            }),
        }
    }

    /// Puts a loaded model to work, or says that there is none.
    pub fn set_assistant(&self, state: ModelState, assistant: Assistant, encoder: Option<EncoderCard>) {
        let mut assistance = self
            .inner
            .assistance
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *assistance = Assisting {
            state,
            assistant: Arc::new(assistant),
            encoder,
        };
        drop(assistance);
        self.inner.work_arrived.notify_waiters();
    }

    /// The assistant that is active: the binary builds the next one around the same index.
    pub fn active_assistant(&self) -> Arc<Assistant> {
        self.assistant()
    }

    pub(crate) fn assisting(&self) -> Assisting {
        self.inner
            .assistance
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
    pub(crate) fn assistant(&self) -> Arc<Assistant> {
        self.assisting().assistant
    }
    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }
    pub(crate) fn blobs(&self) -> &Blobs {
        &self.inner.blobs
    }
    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.inner.catalogue
    }
    pub(crate) fn catalogue_issues(&self) -> &[aktenlage_catalogue::Issue] {
        &self.inner.catalogue_issues
    }
    pub(crate) fn taught_forms(&self) -> &TaughtForms {
        &self.inner.forms
    }
    pub(crate) fn reader(&self) -> &Reader {
        &self.inner.reader
    }
    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }
    pub(crate) fn entropy(&self) -> &dyn Entropy {
        &*self.inner.entropy
    }
    pub(crate) fn office(&self) -> &Office {
        &self.inner.office
    }
    pub(crate) fn own_evaluation(&self) -> &OwnRun {
        &self.inner.own_evaluation
    }
    pub(crate) fn typesetting(&self) -> Arc<Semaphore> {
        Arc::clone(&self.inner.typesetting)
    }
    pub(crate) fn work_arrived(&self) -> &Notify {
        &self.inner.work_arrived
    }
    /// Remembers a look into a source that left `waiting` items.
    pub(crate) fn note_look(&self, source: &str, waiting: usize, problem: Option<&'static str>) {
        let at = self.clock().now();
        let mut looks = self
            .inner
            .last_looks
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let good_before = looks.get(source).and_then(|look| look.good_at);
        let look = LastLook {
            at,
            good_at: if problem.is_none() { Some(at) } else { good_before },
            waiting,
            problem,
        };
        looks.insert(source.to_owned(), look);
    }
    pub(crate) fn last_look(&self, source: &str) -> Option<LastLook> {
        let looks = self
            .inner
            .last_looks
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        looks.get(source).copied()
    }
    /// To be let go of before anything is waited for.
    pub(crate) fn presences(&self) -> MutexGuard<'_, Presences> {
        self.inner
            .presences
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
    pub(crate) async fn read(&self) -> Result<Tx, WorkflowError> {
        Ok(self.inner.store.read().await?)
    }
    pub(crate) async fn begin(&self) -> Result<Tx, WorkflowError> {
        Ok(self.inner.store.begin().await?)
    }
}
