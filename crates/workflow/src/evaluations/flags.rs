//! Labels that look wrong to the data team: one line for each word about it, in a file beside the run that only grows.
use std::collections::BTreeMap;
use std::fs::{OpenOptions, symlink_metadata};
use std::io::Write as _;
use std::path::Path;

use aktenlage_domain::clock::{instant_from_text, instant_to_text};
use aktenlage_evaluation::outcome::Outcome;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::folder;
use crate::error::{ReportProblem, WorkflowError};

const FILE: &str = "flags.jsonl";
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Somebody's word that a label is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelFlag {
    /// When.
    pub at: OffsetDateTime,
    /// Id of the person.
    pub by: String,
}

/// What stands in the file: the last word about each item counts. Items are known by task, case and name, so that a run
/// that is made again over the same cases keeps its flags.
#[derive(Debug, Default)]
pub(super) struct Flags(BTreeMap<(String, String, String), LabelFlag>);

impl Flags {
    pub(super) fn of(&self, outcome: &Outcome) -> Option<LabelFlag> {
        let key = (
            outcome.task.as_str().to_owned(),
            outcome.case.clone(),
            outcome.item.clone(),
        );
        self.0.get(&key).cloned()
    }
}

/// The flags of a run. Lines that are no flags are passed over.
pub(super) fn read(run: &Path) -> Result<Flags, WorkflowError> {
    let bytes = match folder::read(&run.join(FILE), MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(WorkflowError::NotFound) => return Ok(Flags::default()),
        Err(error) => return Err(error),
    };
    let mut flags = BTreeMap::new();
    for line in String::from_utf8_lossy(&bytes).lines() {
        let Ok(value) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let (Some(task), Some(case), Some(item), Some(by)) =
            (text("task"), text("case"), text("item"), text("by"))
        else {
            continue;
        };
        let Some(at) = text("at").as_deref().and_then(instant_from_text) else {
            continue;
        };
        if value.get("is_wrong").and_then(Value::as_bool) == Some(true) {
            flags.insert((task, case, item), LabelFlag { at, by });
        } else {
            flags.remove(&(task, case, item));
        }
    }
    Ok(Flags(flags))
}

/// Adds a line.
pub(super) fn append(
    run: &Path,
    outcome: &Outcome,
    flag: &LabelFlag,
    is_wrong: bool,
) -> Result<(), WorkflowError> {
    let path = run.join(FILE);
    if let Ok(metadata) = symlink_metadata(&path) {
        if !metadata.is_file() {
            return Err(WorkflowError::Unavailable(
                "the file of flags is no file".to_owned(),
            ));
        }
        if metadata.len() >= MOST_BYTES {
            return Err(WorkflowError::ReportUnreadable(ReportProblem::TooLarge));
        }
    }
    let mut line = json!({
        "at": instant_to_text(flag.at),
        "by": flag.by,
        "task": outcome.task.as_str(),
        "case": outcome.case,
        "item": outcome.item,
        "truth": outcome.truth,
        "is_wrong": is_wrong,
    })
    .to_string();
    line.push('\n');
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(&path)
        .map_err(|error| folder::unreadable(&error))?;
    // One write, so that two people at once write two lines.
    file.write_all(line.as_bytes())
        .map_err(|error| folder::unreadable(&error))
}
