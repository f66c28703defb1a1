//! Runs that are being made: how far they are, wherever they were started, and one that this server makes itself. The
//! server starts the program's own commands in a process of low priority, so that what comes out is what the command
//! line would have written.
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};

use aktenlage_domain::clock::{instant_from_text, instant_to_text};
use aktenlage_domain::person::{Role, User};
use aktenlage_evaluation::progress::{self, Progress, Step};
use time::macros::format_description;
use time::{Duration, OffsetDateTime};
use tokio::process::Command;
use tokio::sync::oneshot;

use super::folder::{self, Evaluations, RunId};
use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// Largest file of progress.
const MOST_BYTES: u64 = 16 * 1024;
/// What did not say anything for so long is not at work any more. One case with many scanned pages takes minutes.
const SILENT_AFTER: Duration = Duration::minutes(15);
/// Cases from which on the time for the rest is told.
const CASES_FOR_ESTIMATE: usize = 2;
/// Folder for the shipped cases, in the folder of evaluations.
const CASES: &str = "mitgelieferte-faelle";
/// As far as a process can step back for others.
const LOWEST_PRIORITY: i32 = 19;
const REPORT: &str = "report.json";

/// How this program is started with its configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationProgram {
    /// The program.
    pub program: PathBuf,
    /// Options before the command.
    pub options: Vec<OsString>,
}

/// How a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// It is being made.
    Running,
    /// It has not said anything for long: its process is gone.
    Silent,
    /// It broke off.
    Failed,
}

/// A run that has no report yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningEvaluation {
    /// Name of its folder.
    pub id: RunId,
    /// How it stands.
    pub state: RunState,
    /// What it does and how far it is.
    pub progress: Progress,
    /// Seconds that the cases left will take, from those that are done.
    pub seconds_left: Option<u64>,
    /// Whether this server makes it and can stop it.
    pub is_ours: bool,
}

/// Runs under way, and whether another one can be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningEvaluations {
    /// Whether this server can start runs at all.
    pub can_start: bool,
    /// The runs, by name.
    pub runs: Vec<RunningEvaluation>,
}

/// The one run that this server makes.
#[derive(Debug, Default)]
pub(crate) struct OwnRun(Mutex<Option<Making>>);

#[derive(Debug)]
struct Making {
    run: RunId,
    /// Taken by who stops it.
    stop: Option<oneshot::Sender<()>>,
}

/// How making a run ended.
enum Ended {
    Made,
    Stopped,
    Failed,
}

impl OwnRun {
    fn is(&self, run: &RunId) -> bool {
        let making = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        making.as_ref().is_some_and(|making| making.run == *run)
    }

    /// Takes the place for a run; `None` while another one has it.
    fn begin(&self, run: &RunId) -> Option<oneshot::Receiver<()>> {
        let mut making = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if making.is_some() {
            return None;
        }
        let (stop, stopped) = oneshot::channel();
        *making = Some(Making {
            run: run.clone(),
            stop: Some(stop),
        });
        Some(stopped)
    }

    /// Asks the run to end; `false` if it is not this one.
    fn stop(&self, run: &RunId) -> bool {
        let mut making = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(making) = making.as_mut().filter(|making| making.run == *run) else {
            return false;
        };
        if let Some(stop) = making.stop.take() {
            // Nobody listens any more once it has ended.
            let _ = stop.send(());
        }
        true
    }

    fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Workbench {
    /// The runs that are being made, and those that broke off and were not cleared away.
    pub async fn running_evaluations(&self) -> Result<RunningEvaluations, WorkflowError> {
        let now = self.clock().now();
        let found = self.in_evaluations(running).await;
        let found = match found {
            Err(WorkflowError::NotFound) => Vec::new(),
            other => other?,
        };
        Ok(RunningEvaluations {
            can_start: self.office().evaluation_program.is_some(),
            runs: found
                .into_iter()
                .map(|(id, progress)| RunningEvaluation {
                    state: state(&progress, now),
                    seconds_left: seconds_left(&progress, now),
                    is_ours: self.own_evaluation().is(&id),
                    id,
                    progress,
                })
                .collect(),
        })
    }

    /// Starts a run over the shipped cases in a process of its own and gives its name. One at a time, whoever started
    /// it: [`WorkflowError::EvaluationUnderWay`]. Nobody is named in what is written.
    pub async fn start_evaluation(&self, user: &User) -> Result<RunId, WorkflowError> {
        data_team(user)?;
        let Some(program) = self.office().evaluation_program.clone() else {
            return Err(WorkflowError::Unavailable(
                "this server starts no evaluations".to_owned(),
            ));
        };
        let under_way = self.running_evaluations().await?;
        if under_way.runs.iter().any(|run| run.state == RunState::Running) {
            return Err(WorkflowError::EvaluationUnderWay);
        }
        let now = self.clock().now();
        let run = name(now)?;
        let stopped = self
            .own_evaluation()
            .begin(&run)
            .ok_or(WorkflowError::EvaluationUnderWay)?;
        let root = self.office().evaluations.clone();
        let folder = root.join(run.as_str());
        let prepared = prepare(folder.clone(), now).await;
        if let Err(error) = prepared {
            self.own_evaluation().end();
            return Err(error);
        }
        let workbench = self.clone();
        let name = run.clone();
        tokio::spawn(async move {
            let ended = tokio::select! {
                ended = make(&program, &root, &folder) => ended,
                _ = stopped => Ended::Stopped,
            };
            let at = workbench.clock().now();
            let cleared = tokio::task::spawn_blocking(move || clear(&folder, &ended, at)).await;
            if !matches!(cleared, Ok(Ok(()))) {
                tracing::warn!(run = %name, "what is left of the evaluation could not be cleared away");
            }
            workbench.own_evaluation().end();
        });
        Ok(run)
    }

    /// Stops a run of this server, or clears away what is left of one that broke off. Reports are never removed. A run
    /// that was started elsewhere is stopped there: [`WorkflowError::EvaluationUnderWay`].
    pub async fn stop_evaluation(&self, user: &User, run: RunId) -> Result<(), WorkflowError> {
        data_team(user)?;
        if self.own_evaluation().stop(&run) {
            return Ok(());
        }
        let under_way = self.running_evaluations().await?.runs;
        let found = under_way.into_iter().find(|found| found.id == run);
        let found = found.ok_or(WorkflowError::NotFound)?;
        if found.state == RunState::Running {
            return Err(WorkflowError::EvaluationUnderWay);
        }
        self.in_evaluations(move |folder| {
            discard(&folder.run(&run)?).map_err(|error| folder::unreadable(&error))
        })
        .await
    }
}

fn data_team(user: &User) -> Result<(), WorkflowError> {
    if user.role == Role::Data {
        Ok(())
    } else {
        Err(WorkflowError::Forbidden { required: Role::Data })
    }
}

/// The runs in the folder that say how far they are.
fn running(folder: &Evaluations) -> Result<Vec<(RunId, Progress)>, WorkflowError> {
    let mut found = Vec::new();
    for run in folder.names()? {
        let Ok(path) = folder.run(&run) else { continue };
        // Gone, a link, or no file of ours: nothing to tell.
        let Ok(bytes) = folder::read(&path.join(progress::FILE), MOST_BYTES) else {
            continue;
        };
        if let Some(progress) = Progress::parse(&bytes) {
            found.push((run, progress));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(found)
}

fn state(progress: &Progress, now: OffsetDateTime) -> RunState {
    let written = instant_from_text(&progress.at);
    if progress.step == Step::Failed {
        RunState::Failed
    } else if written.is_none_or(|written| now - written > SILENT_AFTER) {
        RunState::Silent
    } else {
        RunState::Running
    }
}

fn seconds_left(progress: &Progress, now: OffsetDateTime) -> Option<u64> {
    if progress.step != Step::Cases || progress.done < CASES_FOR_ESTIMATE {
        return None;
    }
    let since = instant_from_text(progress.cases_since.as_deref()?)?;
    let written = instant_from_text(&progress.at)?;
    let taken = u64::try_from((written - since).whole_milliseconds()).ok()?;
    let done = u64::try_from(progress.done).ok()?;
    let left = u64::try_from(progress.cases - progress.done).ok()?;
    let waited = u64::try_from((now - written).whole_milliseconds()).unwrap_or(0);
    Some((taken / done * left).saturating_sub(waited) / 1000)
}

/// A name that tells the time.
fn name(now: OffsetDateTime) -> Result<RunId, WorkflowError> {
    let format = format_description!("lauf-[year]-[month]-[day]-[hour][minute][second]");
    let name = now.format(&format).ok();
    let name = name.and_then(|name| name.parse().ok());
    name.ok_or_else(|| WorkflowError::Internal("no name for a run".to_owned()))
}

/// The folder of the run, which must not be there yet.
async fn prepare(folder: PathBuf, now: OffsetDateTime) -> Result<(), WorkflowError> {
    let preparing = tokio::task::spawn_blocking(move || {
        let parent = folder.parent().unwrap_or(&folder);
        fs::create_dir_all(parent)?;
        fs::create_dir(&folder)?;
        Progress::begun(Step::Preparing, &instant_to_text(now)).write(&folder)
    });
    let prepared = preparing
        .await
        .map_err(|error| WorkflowError::Internal(format!("preparing a run broke off: {error}")))?;
    prepared.map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists {
            WorkflowError::EvaluationUnderWay
        } else {
            folder::unreadable(&error)
        }
    })
}

/// Writes the shipped cases and evaluates them.
async fn make(program: &EvaluationProgram, root: &Path, folder: &Path) -> Ended {
    let cases = root.join(CASES);
    let commands: [Vec<OsString>; 2] = [
        vec!["samples".into(), cases.clone().into()],
        vec![
            "evaluate".into(),
            "--cases".into(),
            cases.into(),
            "--out".into(),
            folder.into(),
        ],
    ];
    for command in commands {
        if !succeeds(program, &command).await {
            return Ended::Failed;
        }
    }
    Ended::Made
}

/// Runs a command to its end; dropped before, it is killed.
async fn succeeds(program: &EvaluationProgram, command: &[OsString]) -> bool {
    let child = Command::new(&program.program)
        .args(&program.options)
        .args(command)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            tracing::warn!("an evaluation cannot be started: {}", error.kind());
            return false;
        }
    };
    let process = child.id().and_then(|id| i32::try_from(id).ok());
    if let Some(process) = process.and_then(rustix::process::Pid::from_raw)
        && let Err(error) = rustix::process::setpriority_process(Some(process), LOWEST_PRIORITY)
    {
        tracing::debug!("an evaluation keeps its priority: {error}");
    }
    match child.wait().await {
        Ok(status) if status.success() => true,
        Ok(status) => {
            tracing::warn!("an evaluation ended with {status}");
            false
        }
        Err(error) => {
            tracing::warn!("an evaluation was lost: {}", error.kind());
            false
        }
    }
}

/// What is left when a run has ended: its report, or a word that it broke off, or nothing.
fn clear(folder: &Path, ended: &Ended, at: OffsetDateTime) -> std::io::Result<()> {
    match ended {
        Ended::Made => progress::remove(folder),
        Ended::Stopped => discard(folder),
        Ended::Failed => {
            let at = instant_to_text(at);
            let written = fs::read(folder.join(progress::FILE)).ok();
            let written = written.and_then(|bytes| Progress::parse(&bytes));
            let mut failed = written.unwrap_or_else(|| Progress::begun(Step::Failed, &at));
            failed.step = Step::Failed;
            failed.at = at;
            failed.write(folder)
        }
    }
}

/// Takes away what a run without a report left. What else lies in its folder stays, and the folder with it.
fn discard(folder: &Path) -> std::io::Result<()> {
    progress::remove(folder)?;
    if folder.join(REPORT).exists() {
        return Ok(());
    }
    match fs::remove_dir(folder) {
        Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::clock::{Clock, FixedClock};

    use super::*;

    fn at(text: &str) -> OffsetDateTime {
        FixedClock::at(text).now()
    }

    fn progress(done: usize) -> Progress {
        let mut progress = Progress::begun(Step::Cases, "2026-11-23T07:59:00Z");
        progress.cases = 8;
        progress.done = done;
        progress.cases_since = Some("2026-11-23T08:00:00Z".to_owned());
        "2026-11-23T08:01:00Z".clone_into(&mut progress.at);
        progress
    }

    #[test]
    fn the_rest_is_told_from_what_is_done() {
        let now = at("2026-11-23T08:01:05Z");
        // Four cases took a minute, so four more take one, and five seconds of it are over.
        assert_eq!(seconds_left(&progress(4), now), Some(55));
        assert_eq!(seconds_left(&progress(1), now), None, "one case tells nothing");
        assert_eq!(seconds_left(&progress(8), now), Some(0));
        let late = at("2026-11-23T09:00:00Z");
        assert_eq!(seconds_left(&progress(4), late), Some(0));
    }

    #[test]
    fn whoever_says_nothing_for_long_is_silent() {
        assert_eq!(state(&progress(1), at("2026-11-23T08:10:00Z")), RunState::Running);
        assert_eq!(state(&progress(1), at("2026-11-23T08:20:00Z")), RunState::Silent);
        let mut failed = progress(1);
        failed.step = Step::Failed;
        assert_eq!(state(&failed, at("2026-11-23T08:20:00Z")), RunState::Failed);
    }

    #[test]
    fn one_run_at_a_time() {
        let own = OwnRun::default();
        let (one, other) = ("one".parse().unwrap(), "other".parse().unwrap());
        let mut stopped = own.begin(&one).unwrap();
        assert!(own.begin(&other).is_none());
        assert!(!own.stop(&other) && stopped.try_recv().is_err());
        assert!(own.stop(&one) && stopped.try_recv().is_ok());
        assert!(own.stop(&one), "once more changes nothing");
        own.end();
        assert!(!own.is(&one) && own.begin(&other).is_some());
    }

    #[test]
    fn what_is_left_of_a_run_is_cleared_away_and_a_report_stays() {
        let folder = tempfile::tempdir().unwrap();
        let run = folder.path().join("run");
        fs::create_dir(&run).unwrap();
        progress(1).write(&run).unwrap();
        clear(&run, &Ended::Failed, at("2026-11-23T08:02:00Z")).unwrap();
        let bytes = fs::read(run.join(progress::FILE)).unwrap();
        let failed = Progress::parse(&bytes).unwrap();
        assert_eq!((failed.step, failed.done), (Step::Failed, 1));
        discard(&run).unwrap();
        assert!(!run.exists());
        fs::create_dir(&run).unwrap();
        fs::write(run.join(REPORT), "{}").unwrap();
        progress(8).write(&run).unwrap();
        clear(&run, &Ended::Stopped, at("2026-11-23T08:02:00Z")).unwrap();
        let left: Vec<_> = fs::read_dir(&run)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, [REPORT]);
        assert_eq!(
            name(at("2026-11-23T08:02:09Z")).unwrap().as_str(),
            "lauf-2026-11-23-080209"
        );
    }
}
