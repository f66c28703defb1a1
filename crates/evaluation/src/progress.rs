//! How far a run is: a small file in its folder while it is made, for whoever looks at the folder.
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The file. It is there until the report is.
pub const FILE: &str = "progress.json";
/// The one shape of the file.
const FORMAT: u32 = 1;
/// Written first, so that nobody reads half a file.
const UNFINISHED: &str = "progress.json.new";

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The cases are written to the folder.
    Preparing,
    /// The models are loaded.
    Loading,
    /// Cases are read and assessed, one after another.
    Cases,
    /// Figures and intervals are computed.
    Figures,
    /// It broke off; nothing is done any more.
    Failed,
}

/// How far a run is.
#[doc(alias = "Fortschritt (eines Laufs)")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    format: u32,
    /// What is being done.
    pub step: Step,
    /// Cases in all; 0 while it is not known.
    pub cases: usize,
    /// Cases that are done.
    pub done: usize,
    /// Name of the case at hand.
    pub case: Option<String>,
    /// When the run began.
    pub started_at: String,
    /// When the first case was begun: from then on time tells how long the rest takes.
    pub cases_since: Option<String>,
    /// When this was written.
    pub at: String,
}

impl Progress {
    /// Of a run that begins at an instant, as text.
    pub fn begun(step: Step, at: &str) -> Self {
        Self {
            format: FORMAT,
            step,
            cases: 0,
            done: 0,
            case: None,
            started_at: at.to_owned(),
            cases_since: None,
            at: at.to_owned(),
        }
    }

    /// Reads what [`Progress::write`] wrote; `None` for anything else.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let progress: Self = serde_json::from_slice(bytes).ok()?;
        (progress.format == FORMAT && progress.done <= progress.cases).then_some(progress)
    }

    /// Writes it into the folder of the run, at once or not at all.
    pub fn write(&self, run: &Path) -> std::io::Result<()> {
        let text = serde_json::to_string(self).map_err(std::io::Error::other)?;
        fs_err::write(run.join(UNFINISHED), text)?;
        fs_err::rename(run.join(UNFINISHED), run.join(FILE))
    }
}

/// Takes the file away: the run is done, or nobody waits for it. That there is none is no error.
pub fn remove(run: &Path) -> std::io::Result<()> {
    for file in [UNFINISHED, FILE] {
        match fs_err::remove_file(run.join(file)) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_until_it_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let mut progress = Progress::begun(Step::Loading, "2026-11-23T08:00:00Z");
        progress.write(folder.path()).unwrap();
        progress.step = Step::Cases;
        (progress.cases, progress.done) = (8, 3);
        progress.case = Some("01-wohngeld-live".to_owned());
        progress.write(folder.path()).unwrap();
        let bytes = fs_err::read(folder.path().join(FILE)).unwrap();
        assert_eq!(Progress::parse(&bytes), Some(progress));
        remove(folder.path()).unwrap();
        remove(folder.path()).unwrap();
        assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_progress_is_none() {
        let mut progress = Progress::begun(Step::Cases, "2026-11-23T08:00:00Z");
        progress.done = 1;
        let more_than_all = serde_json::to_vec(&progress).unwrap();
        assert_eq!(Progress::parse(&more_than_all), None);
        progress.done = 0;
        let good = serde_json::to_string(&progress).unwrap();
        assert_eq!(Progress::parse(good.as_bytes()), Some(progress));
        let later = good.replace("\"format\":1", "\"format\":2");
        for other in [later.as_str(), "", "{}", "[]"] {
            assert_eq!(Progress::parse(other.as_bytes()), None, "{other}");
        }
    }
}
