//! The folder of evaluations: what is read from it, in which bounds, and that nothing outside of it is.
use std::fmt;
use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;
use std::time::SystemTime;

use aktenlage_evaluation::outcome::{Outcome, parse};
use serde_json::Value;

use crate::error::{ReportProblem, WorkflowError};

const REPORT: &str = "report.json";
const OUTCOMES: &str = "outcomes.jsonl";
/// The one shape of a report that is read; members are only added to it.
const FORMAT: u64 = 1;
/// All services by all channels with their curves take a few of them.
const REPORT_BYTES: u64 = 32 * 1024 * 1024;
const OUTCOMES_BYTES: u64 = 128 * 1024 * 1024;
const MOST_RUNS: usize = 200;
const RUN_NAME_CHARACTERS: usize = 80;

/// Name of the folder of a run: letters, digits, `-`, `_` and, not at the beginning, `.`; 80 at most.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunId(String);

impl RunId {
    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A text that names no run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no name of a run")]
pub struct NoRunId;

impl FromStr for RunId {
    type Err = NoRunId;

    fn from_str(text: &str) -> Result<Self, NoRunId> {
        let is_plain = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.');
        let is_name = !text.is_empty()
            && !text.starts_with('.')
            && text.chars().count() <= RUN_NAME_CHARACTERS
            && text.chars().all(is_plain);
        if is_name {
            Ok(Self(text.to_owned()))
        } else {
            Err(NoRunId)
        }
    }
}

/// The folder, where it really is.
#[derive(Clone, Debug)]
pub(super) struct Evaluations {
    root: PathBuf,
}

impl Evaluations {
    /// [`WorkflowError::NotFound`] if it is not there.
    pub(super) fn open(folder: &Path) -> Result<Self, WorkflowError> {
        let root = folder.canonicalize().map_err(|error| unreadable(&error))?;
        Ok(Self { root })
    }

    /// The runs that have a report, the newest first.
    pub(super) fn runs(&self) -> Result<Vec<RunId>, WorkflowError> {
        let mut found: Vec<(SystemTime, RunId)> = Vec::new();
        for id in self.names()? {
            let Ok(folder) = self.run(&id) else { continue };
            let Ok(metadata) = fs::symlink_metadata(folder.join(REPORT)) else {
                continue;
            };
            found.push((metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH), id));
        }
        found.sort();
        found.reverse();
        found.truncate(MOST_RUNS);
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }

    /// What lies in the folder under a name that a run may have.
    pub(super) fn names(&self) -> Result<Vec<RunId>, WorkflowError> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.root).map_err(|error| unreadable(&error))? {
            let entry = entry.map_err(|error| unreadable(&error))?;
            names.extend(
                entry
                    .file_name()
                    .to_str()
                    .and_then(|name| name.parse::<RunId>().ok()),
            );
        }
        Ok(names)
    }

    /// The folder of a run.
    pub(super) fn run(&self, id: &RunId) -> Result<PathBuf, WorkflowError> {
        let folder = self.inside(Path::new(id.as_str()))?;
        if folder.is_dir() {
            Ok(folder)
        } else {
            Err(WorkflowError::NotFound)
        }
    }

    /// The report of a run.
    pub(super) fn report(&self, id: &RunId) -> Result<Value, WorkflowError> {
        let malformed = || WorkflowError::ReportUnreadable(ReportProblem::Malformed);
        let bytes = read(&self.run(id)?.join(REPORT), REPORT_BYTES)?;
        let report: Value = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
        let format = report
            .get("format")
            .and_then(Value::as_u64)
            .ok_or_else(malformed)?;
        if format != FORMAT {
            return Err(WorkflowError::ReportUnreadable(ReportProblem::UnknownFormat));
        }
        Ok(report)
    }

    /// The items of a run, in the order of their lines.
    pub(super) fn outcomes(&self, id: &RunId) -> Result<Vec<Outcome>, WorkflowError> {
        let malformed = || WorkflowError::ReportUnreadable(ReportProblem::Malformed);
        let bytes = read(&self.run(id)?.join(OUTCOMES), OUTCOMES_BYTES)?;
        let text = String::from_utf8(bytes).map_err(|_| malformed())?;
        parse(&text).map_err(|_| malformed())
    }

    /// A path below the folder, with every link followed. [`WorkflowError::NotFound`] if it is not there or leads out.
    pub(super) fn inside(&self, relative: &Path) -> Result<PathBuf, WorkflowError> {
        let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !relative.components().all(is_plain) {
            return Err(WorkflowError::NotFound);
        }
        let path = self.root.join(relative);
        let path = path.canonicalize().map_err(|error| unreadable(&error))?;
        if path.starts_with(&self.root) {
            Ok(path)
        } else {
            Err(WorkflowError::NotFound)
        }
    }
}

/// A file as a whole. No link is followed; what is longer than `most` is refused.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, WorkflowError> {
    let metadata = fs::symlink_metadata(path).map_err(|error| unreadable(&error))?;
    if !metadata.is_file() {
        return Err(WorkflowError::NotFound);
    }
    if metadata.len() > most {
        return Err(WorkflowError::ReportUnreadable(ReportProblem::TooLarge));
    }
    let file = fs::File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::new();
    // Whatever is written to it meanwhile stays out.
    let mut bounded = file.take(most);
    bounded
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    Ok(bytes)
}

/// A path that is not there, or a part that fails. Paths stay out of the text: names of folders may name people.
pub(super) fn unreadable(error: &std::io::Error) -> WorkflowError {
    const NOT_THERE: [ErrorKind; 3] = [
        ErrorKind::NotFound,
        ErrorKind::NotADirectory,
        ErrorKind::InvalidInput,
    ];
    let kind = error.kind();
    if NOT_THERE.contains(&kind) {
        WorkflowError::NotFound
    } else if kind == ErrorKind::StorageFull {
        WorkflowError::StorageFull
    } else {
        WorkflowError::Unavailable(format!("the folder of evaluations: {kind}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_runs_lead_nowhere_else() {
        for name in ["erster-lauf", "2026-11-23_a.b", "prüfung", "0"] {
            assert!(name.parse::<RunId>().is_ok(), "{name}");
        }
        let long = "a".repeat(81);
        for name in [
            "",
            ".",
            "..",
            ".hidden",
            "a/b",
            "/",
            "a b",
            "a\0",
            "a\\b",
            long.as_str(),
        ] {
            assert_eq!(name.parse::<RunId>(), Err(NoRunId), "{name:?}");
        }
    }

    #[test]
    fn nothing_outside_is_reached() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("evaluations");
        fs::create_dir_all(root.join("run")).unwrap();
        fs::create_dir_all(folder.path().join("private")).unwrap();
        fs::write(folder.path().join("private/report.json"), r#"{"format":1}"#).unwrap();
        fs::write(folder.path().join("secret"), "secret").unwrap();
        std::os::unix::fs::symlink(folder.path().join("private"), root.join("linked")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("secret"), root.join("run/report.json")).unwrap();
        let evaluations = Evaluations::open(&root).unwrap();
        for path in [
            "../secret",
            "run/../../secret",
            "linked/report.json",
            "/etc/hostname",
            "./run",
        ] {
            let found = evaluations.inside(Path::new(path));
            assert!(matches!(found, Err(WorkflowError::NotFound)), "{path}");
        }
        assert!(evaluations.inside(Path::new("run")).is_ok());
        for run in ["linked", "run"] {
            let found = evaluations.report(&run.parse().unwrap());
            assert!(
                matches!(found, Err(WorkflowError::NotFound)),
                "{run}: a link is not followed"
            );
        }
    }

    #[test]
    fn reports_of_other_shapes_say_so() {
        let folder = tempfile::tempdir().unwrap();
        let report = |text: &str| {
            fs::create_dir_all(folder.path().join("run")).unwrap();
            fs::write(folder.path().join("run/report.json"), text).unwrap();
            let evaluations = Evaluations::open(folder.path()).unwrap();
            match evaluations.report(&"run".parse().unwrap()) {
                Err(WorkflowError::ReportUnreadable(problem)) => Some(problem),
                _ => None,
            }
        };
        assert_eq!(report(r#"{"format":1,"later":true}"#), None);
        assert_eq!(report(r#"{"format":2}"#), Some(ReportProblem::UnknownFormat));
        for broken in ["", "{", "[]", r#"{"format":"1"}"#] {
            assert_eq!(report(broken), Some(ReportProblem::Malformed), "{broken}");
        }
    }
}
