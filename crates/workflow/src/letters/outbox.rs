//! Where sent letters are put to be printed and posted: a file appears there whole, once its letter is recorded.
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use aktenlage_domain::ids::LetterId;
use aktenlage_domain::letter::Letter;
use bytes::Bytes;
use time::{Duration, OffsetDateTime};

use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// Files that wait for their letter to be recorded have this ending, and a dot in front.
const WAITING: &str = ".part";

/// After this time no unit of work is under way any more that a waiting file could belong to.
const ABANDONED: Duration = Duration::hours(1);

/// Where letters are put.
#[doc(alias = "Postausgang")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outbox {
    /// A folder that a printer or a posting service looks into.
    Directory(PathBuf),
}

impl Workbench {
    /// Finishes what an interrupted process left in the outbox: a file whose letter is recorded appears, one whose letter
    /// never was goes. Gives how many appeared.
    pub async fn settle_outbox(&self) -> Result<usize, WorkflowError> {
        let Some(Outbox::Directory(folder)) = &self.office().outbox else {
            return Ok(0);
        };
        let mut appeared = 0;
        for (letter, since) in waiting(folder).map_err(|error| unavailable(&error))? {
            let mut tx = self.read().await?;
            let known = tx.letter(letter).await?;
            drop(tx);
            if let Some(name) = known.and_then(|known| known.outbox_name) {
                release(folder, letter, &name).map_err(|error| unavailable(&error))?;
                appeared += 1;
            } else if self.clock().now() - since > ABANDONED {
                withdraw(folder, letter);
            }
        }
        Ok(appeared)
    }

    /// Puts the file of a letter into the outbox under a name that nobody takes it by yet.
    pub(super) async fn put_into_outbox(&self, letter: LetterId, pdf: &Bytes) -> Result<(), WorkflowError> {
        let Some(Outbox::Directory(folder)) = self.office().outbox.clone() else {
            return Ok(());
        };
        let pdf = pdf.clone();
        let put = tokio::task::spawn_blocking(move || put(&folder, letter, &pdf)).await;
        match put {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(unavailable(&error)),
            Err(_) => Err(WorkflowError::Unavailable("the outbox".to_owned())),
        }
    }

    /// Takes back what was put there for a letter that was not recorded.
    pub(super) fn take_from_outbox(&self, letter: LetterId) {
        if let Some(Outbox::Directory(folder)) = &self.office().outbox {
            withdraw(folder, letter);
        }
    }

    /// Lets the file of a recorded letter appear. What fails here is made good at the next start.
    pub(super) fn release_from_outbox(&self, letter: &Letter) {
        let (Some(Outbox::Directory(folder)), Some(name)) = (&self.office().outbox, &letter.outbox_name)
        else {
            return;
        };
        if let Err(error) = release(folder, letter.id, name) {
            tracing::error!(letter.id = %letter.id, kind = %error.kind(), "a letter stays hidden in the outbox");
        }
    }
}

fn put(folder: &Path, letter: LetterId, pdf: &[u8]) -> io::Result<()> {
    let path = folder.join(waiting_name(letter));
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .and_then(|mut file| {
            file.write_all(pdf)?;
            file.sync_all()
        });
    if written.is_err() {
        withdraw(folder, letter);
    }
    written
}

/// A rename: whoever looks into the folder sees all of the file or nothing.
fn release(folder: &Path, letter: LetterId, name: &str) -> io::Result<()> {
    std::fs::rename(folder.join(waiting_name(letter)), folder.join(name))?;
    File::open(folder)?.sync_all()
}

fn withdraw(folder: &Path, letter: LetterId) {
    // What cannot be removed now is removed at the next start.
    let _ = std::fs::remove_file(folder.join(waiting_name(letter)));
}

/// The letters whose files wait, each with the time of its file.
fn waiting(folder: &Path) -> io::Result<Vec<(LetterId, OffsetDateTime)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let id: Option<LetterId> = name
            .to_str()
            .and_then(|name| name.strip_prefix('.')?.strip_suffix(WAITING)?.parse().ok());
        if let Some(id) = id {
            found.push((id, entry.metadata()?.modified()?.into()));
        }
    }
    Ok(found)
}

fn waiting_name(letter: LetterId) -> String {
    format!(".{letter}{WAITING}")
}

fn unavailable(error: &io::Error) -> WorkflowError {
    let kind = error.kind();
    if matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        return WorkflowError::StorageFull;
    }
    WorkflowError::Unavailable(format!("the outbox: {kind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let letter = LetterId("019351f0-0000-7000-8000-000000000001".parse().unwrap());
        put(folder, letter, b"%PDF").unwrap();
        let listed = waiting(folder).unwrap();
        assert_eq!((listed.len(), listed[0].0), (1, letter));
        assert!(
            put(folder, letter, b"%PDF again").is_err(),
            "nothing is overwritten"
        );
        put(folder, letter, b"%PDF").unwrap();
        release(folder, letter, "WG-2026-000042.pdf").unwrap();
        assert!(waiting(folder).unwrap().is_empty());
        assert_eq!(std::fs::read(folder.join("WG-2026-000042.pdf")).unwrap(), b"%PDF");
        withdraw(folder, letter);
        assert!(put(&folder.join("nowhere"), letter, b"%PDF").is_err());
    }
}
