//! The folder of heads: `<root>/<task>/<version>/`, and `active.toml` that says which of them are at work.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{CARD, Head, HeadError, HeadTask, Register, RegisterEntry, RegisterEvent};
use crate::manifest::is_plain_name;

/// Name of the file that says which heads are at work.
const ACTIVE: &str = "active.toml";

/// A folder of heads. It need not exist.
#[derive(Clone, Debug)]
pub struct HeadFolder {
    root: PathBuf,
}

/// Content of `active.toml`: what is at work, and what is tried beside it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Active {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    service: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(default)]
    shadow: Choice,
}

/// A version for each task, or none.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    service: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
}

impl Choice {
    fn of(&mut self, task: HeadTask) -> &mut Option<String> {
        match task {
            HeadTask::Kind => &mut self.kind,
            HeadTask::Service => &mut self.service,
            HeadTask::Field => &mut self.field,
        }
    }
}

impl Active {
    fn of(&mut self, task: HeadTask) -> &mut Option<String> {
        match task {
            HeadTask::Kind => &mut self.kind,
            HeadTask::Service => &mut self.service,
            HeadTask::Field => &mut self.field,
        }
    }
}

impl HeadFolder {
    /// The folder at a place.
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The versions of a task that are there, by name.
    pub fn versions(&self, task: HeadTask) -> Result<Vec<String>, HeadError> {
        let folder = self.root.join(task.as_str());
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut versions = Vec::new();
        for entry in fs_err::read_dir(&folder).map_err(HeadError::files)? {
            let entry = entry.map_err(HeadError::files)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // What a broken run left lies beside the versions under names with a full stop.
            if entry.path().join(CARD).is_file() && !name.contains('.') {
                versions.push(name);
            }
        }
        versions.sort();
        Ok(versions)
    }

    /// Loads a head.
    pub fn load(&self, task: HeadTask, version: &str) -> Result<Head, HeadError> {
        if !is_plain_name(version) {
            return Err(HeadError::malformed(ACTIVE, format!("`{version}` is no version")));
        }
        let folder = self.root.join(task.as_str()).join(version);
        let head = Head::load(&folder)?;
        if head.card().task == task && head.card().version == version {
            return Ok(head);
        }
        Err(HeadError::Mismatch {
            reason: format!("{} holds the head {}", folder.display(), head.identity()),
        })
    }

    /// The version of a task that is at work.
    pub fn active(&self, task: HeadTask) -> Result<Option<String>, HeadError> {
        Ok(self.read()?.of(task).take())
    }

    /// The version of a task that is tried beside what is at work.
    pub fn shadow(&self, task: HeadTask) -> Result<Option<String>, HeadError> {
        Ok(self.read()?.shadow.of(task).take())
    }

    /// The register of a task.
    pub fn register(&self, task: HeadTask) -> Register {
        Register::in_folder(&self.root.join(task.as_str()))
    }

    /// Whether somebody put a head for a task to work here, or asked for none.
    pub fn has_decided(&self, task: HeadTask) -> Result<bool, HeadError> {
        let is_decision = |entry: &RegisterEntry| matches!(entry.what, RegisterEvent::Activated { .. });
        let decided = self.register(task).entries()?.iter().any(is_decision);
        Ok(decided || self.active(task)?.is_some())
    }

    /// Loads the heads that are at work; one that cannot be used is named by its error, and the others are there. One of
    /// which the register does not tell that it was put to work cannot be used: `active.toml` alone is not enough.
    pub fn load_active(&self) -> (Vec<Head>, Vec<HeadError>) {
        let (loaded, mut errors) = self.load_chosen(Active::of);
        let mut heads = Vec::new();
        for head in loaded {
            match self.was_put_to_work(&head) {
                Ok(()) => heads.push(head),
                Err(error) => errors.push(error),
            }
        }
        (heads, errors)
    }

    /// The same for the heads that are tried.
    pub fn load_shadows(&self) -> (Vec<Head>, Vec<HeadError>) {
        self.load_chosen(|active, task| active.shadow.of(task))
    }

    /// Puts a head to work, or none for a task. A head that cannot be loaded is refused and nothing changes. Whether it
    /// may be put to work is the caller's question: see [`Register`].
    pub fn activate(&self, task: HeadTask, version: Option<&str>) -> Result<(), HeadError> {
        self.choose(task, version, Active::of)
    }

    /// Tries a head beside what is at work, or none for a task.
    pub fn try_beside(&self, task: HeadTask, version: Option<&str>) -> Result<(), HeadError> {
        self.choose(task, version, |active, task| active.shadow.of(task))
    }

    fn was_put_to_work(&self, head: &Head) -> Result<(), HeadError> {
        let entries = self.register(head.card().task).entries()?;
        let last = entries.iter().rev().find_map(|entry| match &entry.what {
            RegisterEvent::Activated { version, .. } => Some(version.as_deref()),
            RegisterEvent::RuleRegistered { .. } | RegisterEvent::Evaluated { .. } => None,
        });
        if last.flatten() == Some(head.card().version.as_str()) {
            return Ok(());
        }
        Err(HeadError::NotPromoted {
            head: head.identity(),
        })
    }

    fn load_chosen(
        &self,
        of: impl Fn(&mut Active, HeadTask) -> &mut Option<String>,
    ) -> (Vec<Head>, Vec<HeadError>) {
        let mut active = match self.read() {
            Ok(active) => active,
            Err(error) => return (Vec::new(), vec![error]),
        };
        let (mut heads, mut errors) = (Vec::new(), Vec::new());
        for task in HeadTask::ALL {
            if let Some(version) = of(&mut active, task).take() {
                match self.load(task, &version) {
                    Ok(head) => heads.push(head),
                    Err(error) => errors.push(error),
                }
            }
        }
        (heads, errors)
    }

    fn choose(
        &self,
        task: HeadTask,
        version: Option<&str>,
        of: impl Fn(&mut Active, HeadTask) -> &mut Option<String>,
    ) -> Result<(), HeadError> {
        if let Some(version) = version {
            self.load(task, version)?;
        }
        let mut active = self.read()?;
        *of(&mut active, task) = version.map(str::to_owned);
        let text = toml::to_string(&active).map_err(|error| HeadError::malformed(ACTIVE, error))?;
        fs_err::create_dir_all(&self.root).map_err(HeadError::files)?;
        // In one step: a program that starts meanwhile reads the old or the new file.
        let part = self.root.join(format!("{ACTIVE}.part-{}", std::process::id()));
        fs_err::write(&part, text).map_err(HeadError::files)?;
        fs_err::rename(&part, self.root.join(ACTIVE)).map_err(HeadError::files)
    }

    fn read(&self) -> Result<Active, HeadError> {
        let path = self.root.join(ACTIVE);
        if !path.is_file() {
            return Ok(Active::default());
        }
        let text = fs_err::read_to_string(&path).map_err(HeadError::files)?;
        toml::from_str(&text).map_err(|error| HeadError::malformed(ACTIVE, error.message()))
    }
}
