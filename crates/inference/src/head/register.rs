//! The register of a task: which rules were set, what was measured under them, what was put to work. It is written on
//! and never over; each line is bound to the one before by its digest, so that what came first can be shown.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{HeadError, sha256};

/// Name of the file in the folder of a task.
const REGISTER: &str = "register.jsonl";

/// Something that was done about the heads of a task.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum RegisterEvent {
    /// A rule was set for putting a head to work. It holds for what is measured later.
    RuleRegistered {
        /// The rule as it was handed in.
        rule: String,
        /// SHA-256 of it.
        rule_sha256: String,
    },
    /// A head was measured.
    Evaluated {
        /// Its version.
        version: String,
        /// The number of the last entry when it began; 0 if there was none. Rules with larger numbers came too late.
        began_after: u64,
        /// SHA-256 over the examples that it was measured on: whose figures are known cannot be the ones that a later
        /// rule asks for.
        measured_on: String,
        /// SHA-256 of what was measured, by the name of the file beside the head.
        files: Vec<MeasuredFile>,
    },
    /// A head was put to work, or none.
    Activated {
        /// Its version; `None` for none.
        version: Option<String>,
        /// The number of the entry of the rule that it satisfied; `None` if no head was put to work.
        rule: Option<u64>,
    },
}

/// A file that was measured into.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct MeasuredFile {
    /// Its name.
    pub name: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// A line of the register.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct RegisterEntry {
    /// Counts from 1.
    pub number: u64,
    /// When, as the caller says.
    pub at: String,
    /// What.
    pub what: RegisterEvent,
    /// Digest of the entry before; empty for the first.
    pub previous: String,
    /// SHA-256 over this entry with an empty `sha256`.
    pub sha256: String,
}

impl RegisterEntry {
    fn digest(&self) -> Result<String, HeadError> {
        let unsigned = Self {
            sha256: String::new(),
            ..self.clone()
        };
        let bytes = serde_json::to_vec(&unsigned).map_err(|error| HeadError::malformed(REGISTER, error))?;
        Ok(sha256(&bytes))
    }
}

/// The register of one task. The file need not exist.
#[derive(Clone, Debug)]
pub struct Register {
    path: PathBuf,
}

impl Register {
    pub(super) fn in_folder(folder: &std::path::Path) -> Self {
        Self {
            path: folder.join(REGISTER),
        }
    }

    /// Everything that was done, oldest first. A line that does not follow from the one before is an error: somebody
    /// changed or removed one.
    pub fn entries(&self) -> Result<Vec<RegisterEntry>, HeadError> {
        if !self.path.is_file() {
            return Ok(Vec::new());
        }
        read(&fs_err::read_to_string(&self.path).map_err(HeadError::files)?)
    }

    /// Writes an event behind all others, and flushes it. Two programs follow one another.
    pub fn append(&self, what: RegisterEvent, at: &str) -> Result<RegisterEntry, HeadError> {
        if let Some(folder) = self.path.parent() {
            fs_err::create_dir_all(folder).map_err(HeadError::files)?;
        }
        let mut file = fs_err::OpenOptions::new()
            .create(true)
            .read(true)
            .append(true)
            .open(&self.path)
            .map_err(HeadError::files)?;
        // Let go when the file is closed.
        file.file().lock().map_err(HeadError::files)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(HeadError::files)?;
        let entries = read(&text)?;
        let last = entries.last();
        let mut entry = RegisterEntry {
            number: last.map_or(0, |entry| entry.number) + 1,
            at: at.to_owned(),
            what,
            previous: last.map(|entry| entry.sha256.clone()).unwrap_or_default(),
            sha256: String::new(),
        };
        entry.sha256 = entry.digest()?;
        let mut line =
            serde_json::to_string(&entry).map_err(|error| HeadError::malformed(REGISTER, error))?;
        line.push('\n');
        file.write_all(line.as_bytes()).map_err(HeadError::files)?;
        file.sync_all().map_err(HeadError::files)?;
        Ok(entry)
    }
}

/// SHA-256 of what is registered, in hexadecimal digits.
pub fn digest_of(bytes: &[u8]) -> String {
    sha256(bytes)
}

fn read(text: &str) -> Result<Vec<RegisterEntry>, HeadError> {
    let mut entries: Vec<RegisterEntry> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let broken = |reason: String| HeadError::Register {
            reason: format!("line {number}: {reason}"),
        };
        let entry: RegisterEntry = serde_json::from_str(line).map_err(|error| broken(error.to_string()))?;
        let previous = entries
            .last()
            .map(|last| last.sha256.as_str())
            .unwrap_or_default();
        if entry.number != number || entry.previous != previous || entry.digest()? != entry.sha256 {
            return Err(broken("it does not follow from the line before".to_owned()));
        }
        entries.push(entry);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> RegisterEvent {
        RegisterEvent::RuleRegistered {
            rule: text.to_owned(),
            rule_sha256: digest_of(text.as_bytes()),
        }
    }

    #[test]
    fn what_was_written_stays_and_a_change_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let register = Register::in_folder(&folder.path().join("kind"));
        assert!(register.entries().unwrap().is_empty());
        let first = register
            .append(rule("minimum = 0.9\n"), "2026-11-23T08:00:00Z")
            .unwrap();
        let put = RegisterEvent::Activated {
            version: Some("0123456789ab".to_owned()),
            rule: Some(1),
        };
        let second = register.append(put, "2026-11-23T09:00:00Z").unwrap();
        assert_eq!((first.number, second.number), (1, 2));
        assert_eq!(second.previous, first.sha256);
        assert_eq!(register.entries().unwrap(), [first, second]);
        let path = folder.path().join("kind").join(REGISTER);
        let text = fs_err::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for changed in [
            text.replace("0.9", "0.1"),
            text.replace("08:00", "07:00"),
            format!("{}\n", lines[1]),
            format!("{}\n{}\n", lines[1], lines[0]),
            format!("{text}{}\n", lines[1]),
            format!("{text}{{}}\n"),
        ] {
            fs_err::write(&path, &changed).unwrap();
            let refused = register.entries().unwrap_err();
            assert_eq!(refused.code(), "head_register", "{changed}");
            let refused = register.append(rule(""), "").unwrap_err();
            assert_eq!(
                refused.code(),
                "head_register",
                "nothing is written behind what is broken"
            );
            assert_eq!(fs_err::read_to_string(&path).unwrap(), changed);
        }
    }
}
