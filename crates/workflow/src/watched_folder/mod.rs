//! Watched folders: what a scanner, a fax server or a portal puts there becomes a submission without upload, once.
//!
//! A folder is looked at again and again, because shares of other machines tell nobody what changes on them. What stays
//! the same for a while is read, recorded together with its submission and moved away. If the process ends between
//! record and move, the next look finds the item in the record and only moves it.
mod content;
mod directory;
mod shelf;
mod sight;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use aktenlage_domain::ids::ServiceKey;
use aktenlage_domain::intake::{IntakeChannel, IntakeRefusalCode};
use time::OffsetDateTime;
use tokio::sync::watch::Receiver;
use tokio::time::Instant;

use self::content::{Content, Read};
use self::directory::Directory;
use self::shelf::Shelf;
use self::sight::{Bounds, Sight, Verdict};
use crate::error::WorkflowError;
use crate::receive_application::FolderItem;
use crate::runner;
use crate::workbench::Workbench;

/// A folder that is looked into.
#[doc(alias = "Eingangsordner")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedFolder {
    /// What it is called in the record: no two have the same name.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// What puts files there.
    pub channel: IntakeChannel,
    /// The service that mostly comes this way. It is noted with the submission and decides nothing.
    pub service: Option<ServiceKey>,
    /// How long an item has to stay the same until it counts as whole.
    pub settle: std::time::Duration,
    /// How long to wait between two looks.
    pub poll: std::time::Duration,
}

/// Why a folder cannot be watched. Each text names the remedy.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It is not there, or cannot be reached.
    #[error(
        "the watched folder {name} cannot be opened at {path}: make it, mount its share, or take it out of \
         [[intake.folders]] ({cause})"
    )]
    Unreachable {
        /// Its name.
        name: String,
        /// Its path.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It is a symbolic link.
    #[error("the watched folder {name} is a symbolic link: name the folder that {path} points at")]
    Link {
        /// Its name.
        name: String,
        /// Its path.
        path: PathBuf,
    },
    /// It lies in the data directory, around it, or in or around another watched folder.
    #[error(
        "the watched folder {name} at {path} and {other} lie in each other: choose a folder of its own for it"
    )]
    Overlaps {
        /// Its name.
        name: String,
        /// Its path.
        path: PathBuf,
        /// The other folder.
        other: PathBuf,
    },
    /// Nothing can be moved in it.
    #[error(
        "nothing can be written in the watched folder {name} at {path}: give the program the right to ({cause})"
    )]
    NotWritable {
        /// Its name.
        name: String,
        /// Its path.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Its service is not in the blueprint.
    #[error(
        "the watched folder {name} names the service {service}, which the blueprint does not have: see `GET /api/services`"
    )]
    UnknownService {
        /// Its name.
        name: String,
        /// The service.
        service: ServiceKey,
    },
}

/// What one look did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Items that became submissions.
    pub taken: usize,
    /// Items that had become one before and were only moved.
    pub known: usize,
    /// Items that were refused.
    pub refused: usize,
    /// Items that are not whole yet.
    pub waiting: usize,
    /// Items that are tried again.
    pub failed: usize,
    /// Why the source could not be looked into, or the last item not be dealt with.
    pub problem: Option<&'static str>,
}

/// Looks into one folder and remembers what it saw there.
pub struct FolderWatcher {
    workbench: Workbench,
    folder: WatchedFolder,
    seen: BTreeMap<OsString, Seen>,
}

/// An item that lies in the folder.
struct Seen {
    sight: Sight,
    since: OffsetDateTime,
    /// What was recorded about it, if only the move is left.
    done: Option<Done>,
}

#[derive(Clone, Copy)]
enum Done {
    Taken,
    Known,
    Refused(IntakeRefusalCode),
}

impl Workbench {
    /// A watcher for each watched folder of the office. Folders must lie apart from each other and from the data.
    pub fn folder_watchers(&self, data_directory: &Path) -> Result<Vec<FolderWatcher>, FolderError> {
        let data = data_directory
            .canonicalize()
            .or_else(|_| std::path::absolute(data_directory))
            .unwrap_or_else(|_| data_directory.to_owned());
        let mut taken = vec![data];
        let mut watchers = Vec::new();
        for folder in &self.office().folders {
            let path = usable_path(folder, &taken)?;
            let services = &self.catalogue().services;
            if let Some(service) = &folder.service
                && !services.iter().any(|known| known.key == *service)
            {
                return Err(FolderError::UnknownService {
                    name: folder.name.clone(),
                    service: service.clone(),
                });
            }
            taken.push(path.clone());
            watchers.push(FolderWatcher {
                workbench: self.clone(),
                folder: WatchedFolder {
                    path,
                    ..folder.clone()
                },
                seen: BTreeMap::new(),
            });
        }
        Ok(watchers)
    }

    /// Looks into the folders, each in its rhythm and one after the other, until `stop` says so: then the item at hand
    /// is finished and the rest is left for the next start.
    pub async fn watch_folders(mut watchers: Vec<FolderWatcher>, mut stop: Receiver<bool>) {
        let mut due = vec![Instant::now(); watchers.len()];
        while !*stop.borrow() {
            for (watcher, due) in watchers.iter_mut().zip(&mut due) {
                if *due <= Instant::now() {
                    let stopping = stop.clone();
                    watcher.look_until(move || *stopping.borrow()).await;
                    *due = Instant::now() + watcher.folder.poll;
                }
            }
            let Some(next) = due.iter().min().copied() else {
                return;
            };
            tokio::select! {
                () = tokio::time::sleep_until(next) => {}
                changed = stop.changed() => {
                    if changed.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

/// The folder without links on the way, if it lies apart from the others and can be written in.
fn usable_path(folder: &WatchedFolder, others: &[PathBuf]) -> Result<PathBuf, FolderError> {
    let (name, path) = (folder.name.clone(), folder.path.clone());
    let unreachable = |cause| FolderError::Unreachable {
        name: name.clone(),
        path: path.clone(),
        cause,
    };
    if path.symlink_metadata().map_err(unreachable)?.is_symlink() {
        return Err(FolderError::Link { name, path });
    }
    let canonical = path.canonicalize().map_err(unreachable)?;
    let overlaps = |other: &&PathBuf| canonical.starts_with(other) || other.starts_with(&canonical);
    if let Some(other) = others.iter().find(overlaps) {
        return Err(FolderError::Overlaps {
            name,
            path,
            other: other.clone(),
        });
    }
    let opened = Directory::open(&canonical).map_err(unreachable)?;
    shelf::prepare(&opened).map_err(|cause| FolderError::NotWritable { name, path, cause })?;
    Ok(canonical)
}

impl FolderWatcher {
    /// What the folder is called.
    pub fn name(&self) -> &str {
        &self.folder.name
    }

    /// How long an item has to stay the same.
    pub fn settle(&self) -> std::time::Duration {
        self.folder.settle
    }

    /// Looks once. Nothing that goes wrong ends it: what could not be done is counted and done in a later look.
    pub async fn look(&mut self) -> Look {
        self.look_until(|| false).await
    }

    async fn look_until(&mut self, is_stopping: impl Fn() -> bool + Send) -> Look {
        let mut look = Look::default();
        let (path, bounds) = (self.folder.path.clone(), self.bounds());
        match blocking(move || sight::sights(&Directory::open(&path)?, bounds)).await {
            Ok(found) => self.go_through(found, &mut look, is_stopping).await,
            Err(error) => {
                look.problem = Some(folder_problem(&error));
            }
        }
        self.workbench
            .note_look(&self.folder.name, look.waiting + look.failed, look.problem);
        self.tell(look);
        look
    }

    /// Counts alone: names of files may name people.
    fn tell(&self, look: Look) {
        let source = self.folder.name.as_str();
        if let Some(code) = look.problem {
            let failed = look.failed;
            tracing::warn!(source, code, failed, "a watched folder needs a look by a person");
        }
        if look.taken + look.known + look.refused > 0 {
            let Look {
                taken,
                known,
                refused,
                ..
            } = look;
            tracing::info!(
                source,
                taken,
                known,
                refused,
                "documents came through a watched folder"
            );
        }
    }

    async fn go_through(
        &mut self,
        found: Vec<(OsString, Sight)>,
        look: &mut Look,
        is_stopping: impl Fn() -> bool + Send,
    ) {
        let now = self.workbench.clock().now();
        let mut before = std::mem::take(&mut self.seen);
        let mut due = Vec::new();
        for (name, sight) in found {
            let seen = match before.remove(&name) {
                Some(seen) if seen.sight == sight => seen,
                Some(_) | None => Seen {
                    sight,
                    since: now,
                    done: None,
                },
            };
            if seen.sight.verdict != Verdict::Waits && now - seen.since >= self.folder.settle {
                due.push(name.clone());
            } else {
                look.waiting += 1;
            }
            self.seen.insert(name, seen);
        }
        for name in due {
            if is_stopping() {
                return;
            }
            if let Some(mut seen) = self.seen.remove(&name)
                && !self.deal_with(&name, &mut seen, look).await
            {
                self.seen.insert(name, seen);
            }
        }
    }

    /// Records an item and moves it away; `false` if it still lies there.
    async fn deal_with(&self, name: &OsStr, seen: &mut Seen, look: &mut Look) -> bool {
        let done = match seen.done {
            Some(done) => done,
            None => match self.record(name, &seen.sight).await {
                Ok(Some(done)) => {
                    match done {
                        Done::Taken => look.taken += 1,
                        Done::Known => look.known += 1,
                        Done::Refused(_) => look.refused += 1,
                    }
                    done
                }
                Ok(None) => {
                    look.waiting += 1;
                    return false;
                }
                Err(code) => {
                    look.failed += 1;
                    look.problem = Some(code);
                    return false;
                }
            },
        };
        seen.done = Some(done);
        let shelf = match done {
            Done::Taken | Done::Known => Shelf::Taken(self.workbench.clock().today()),
            Done::Refused(code) => Shelf::Refused(code),
        };
        let (path, name, sight) = (self.folder.path.clone(), name.to_owned(), seen.sight.clone());
        let bounds = self.bounds();
        let moved = blocking(move || shelf::put_away(&path, &name, &sight, shelf, bounds)).await;
        if moved.is_err() {
            look.failed += 1;
            look.problem = Some("not_moved");
        }
        moved.is_ok()
    }

    /// Puts an item into the record; `None` if it is changing after all, an error code if it is tried again.
    async fn record(&self, name: &OsStr, sight: &Sight) -> Result<Option<Done>, &'static str> {
        let refused = match sight.verdict {
            Verdict::Waits => return Ok(None),
            Verdict::Refused(code) => Err(code),
            Verdict::Whole => match self.read(name, sight).await? {
                Read::Changed => return Ok(None),
                Read::Refused(code) => Err(code),
                Read::Whole(content) => Ok(content),
            },
        };
        let file_name = name.to_string_lossy().into_owned();
        let outcome = match refused {
            Ok(content) => self.receive(file_name, content).await,
            Err(code) => self
                .workbench
                .refuse_from_folder(&self.folder.name, file_name, code)
                .await
                .map(|()| Done::Refused(code)),
        };
        match outcome {
            Ok(done) => Ok(Some(done)),
            Err(error) => {
                tracing::error!(source = self.folder.name.as_str(), %error, "an item could not be recorded");
                Err(runner::code(&error))
            }
        }
    }

    async fn read(&self, name: &OsStr, sight: &Sight) -> Result<Read, &'static str> {
        let (path, name, sight) = (self.folder.path.clone(), name.to_owned(), sight.clone());
        let bounds = self.bounds();
        let read = blocking(move || content::read(&path, &name, &sight, bounds)).await;
        read.map_err(|_| "file_unavailable")
    }

    async fn receive(&self, file_name: String, content: Content) -> Result<Done, WorkflowError> {
        let item = FolderItem {
            source: self.folder.name.clone(),
            file_name,
            sha256: content.sha256,
            size_bytes: content.size_bytes,
            expected_service: self.folder.service.clone(),
        };
        let received = self
            .workbench
            .receive_from_folder(self.folder.channel, &item, content.files)
            .await?;
        Ok(match received {
            Some(_) => Done::Taken,
            None => Done::Known,
        })
    }

    fn bounds(&self) -> Bounds {
        let office = self.workbench.office();
        Bounds {
            file_bytes: office.file_bytes,
            files: office.files_per_submission,
        }
    }
}

/// Files are looked at where waiting for a slow share holds up nobody.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    let outcome = tokio::task::spawn_blocking(work).await;
    outcome.unwrap_or_else(|_| Err(io::Error::other("looking at files broke off")))
}

fn folder_problem(error: &io::Error) -> &'static str {
    if error.kind() == io::ErrorKind::NotFound {
        "folder_missing"
    } else if error.kind() == io::ErrorKind::PermissionDenied {
        "folder_unreadable"
    } else {
        "folder_unavailable"
    }
}
