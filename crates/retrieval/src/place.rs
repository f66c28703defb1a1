//! Where an index is kept: opening it for an encoder, or as it is, and making it again.
use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::Passage;

use crate::edge::EdgeIndex;
use crate::server::ServerIndex;
use crate::{IndexError, VectorIndex, VectorOrigin, snapshot};

/// Where an index is kept.
#[derive(Clone, Debug)]
pub struct IndexPlace {
    /// Folder of the embedded index; beside a server, of what a rebuild keeps meanwhile.
    pub directory: PathBuf,
    /// The server that has the index; without one it is embedded.
    pub server: Option<ServerPlace>,
}

/// A collection of a Qdrant server.
#[derive(Clone)]
pub struct ServerPlace {
    /// Address of its gRPC port (6334 by default).
    pub url: String,
    /// Key of its interface, if it asks for one.
    pub api_key: Option<String>,
    /// Name of the collection.
    pub collection: String,
}

impl fmt::Debug for ServerPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The key is never printed.
        write!(formatter, "ServerPlace({} {})", self.url, self.collection)
    }
}

/// An index that is being made again. Until [`Rebuild::finish`] nobody else opens it, and another
/// [`IndexPlace::begin_rebuild`] goes on with it.
#[derive(Debug)]
pub struct Rebuild {
    index: VectorIndex,
    passages: Vec<Passage>,
    directory: PathBuf,
}

impl IndexPlace {
    /// The embedded index of a folder.
    pub fn embedded(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
            server: None,
        }
    }

    /// Opens the index for an encoder, or makes it. Refuses one with vectors of another encoder, and one whose rebuild
    /// was cut off. An embedded index is open in one process at a time.
    pub async fn open(&self, origin: &VectorOrigin) -> Result<VectorIndex, IndexError> {
        self.refuse_unfinished()?;
        self.open_or_make(origin).await
    }

    /// Opens the index whatever its vectors were made with, for searching by words; `None` if there is none.
    pub async fn open_existing(&self) -> Result<Option<VectorIndex>, IndexError> {
        self.refuse_unfinished()?;
        self.existing().await
    }

    /// Begins to make the index again for an encoder, or goes on after an interruption. The passages are those given,
    /// else those of the interrupted rebuild, else those of the index as it is. They are kept in a file until
    /// [`Rebuild::finish`], so that nothing is lost when the process is killed.
    pub async fn begin_rebuild(
        &self,
        origin: &VectorOrigin,
        given: Option<Vec<Passage>>,
    ) -> Result<Rebuild, IndexError> {
        let resumes = snapshot::exists(&self.directory);
        let is_given = given.is_some();
        let existing = match self.existing().await {
            // What cannot be read is not needed if the passages come from elsewhere.
            Err(IndexError::Corrupt { .. }) if is_given || resumes => None,
            other => other?,
        };
        let passages = match (given, snapshot::read(&self.directory)) {
            (Some(passages), _) | (None, Ok(Some(passages))) => passages,
            (None, Err(damaged)) => return Err(damaged),
            (None, Ok(None)) => match &existing {
                Some(index) => index.all_passages().await?,
                None => Vec::new(),
            },
        };
        if is_given || !resumes {
            snapshot::write(&self.directory, &passages)?;
        }
        // Closes the old index, whatever comes next.
        let fits = existing.is_some_and(|index| index.origin() == Some(origin));
        let goes_on = resumes && fits;
        if !goes_on {
            self.remove().await?;
        }
        let index = self.open_or_make(origin).await?;
        if goes_on {
            let wanted: BTreeSet<PassageId> = passages.iter().map(|passage| passage.id).collect();
            let stored = index.all_passages().await?;
            let stale: Vec<PassageId> = stored.into_iter().map(|passage| passage.id).collect();
            let stale: Vec<PassageId> = stale.into_iter().filter(|id| !wanted.contains(id)).collect();
            index.delete_passages(&stale).await?;
        }
        Ok(Rebuild {
            index,
            passages,
            directory: self.directory.clone(),
        })
    }

    fn refuse_unfinished(&self) -> Result<(), IndexError> {
        if snapshot::exists(&self.directory) {
            return Err(IndexError::RebuildUnfinished);
        }
        Ok(())
    }

    async fn open_or_make(&self, origin: &VectorOrigin) -> Result<VectorIndex, IndexError> {
        match &self.server {
            Some(server) => VectorIndex::connect_server(server, origin).await,
            None => VectorIndex::open_edge(&self.directory, origin).await,
        }
    }

    async fn existing(&self) -> Result<Option<VectorIndex>, IndexError> {
        match &self.server {
            Some(server) => VectorIndex::existing_server(server).await,
            None => VectorIndex::existing_edge(&self.directory).await,
        }
    }

    async fn remove(&self) -> Result<(), IndexError> {
        match &self.server {
            Some(server) => ServerIndex::remove(server).await,
            None => EdgeIndex::remove(&self.directory),
        }
    }
}

impl Rebuild {
    /// The index: empty, or with what an interrupted rebuild had done.
    pub fn index(&self) -> &VectorIndex {
        &self.index
    }

    /// All passages that it shall hold.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// Ends the rebuild: the index can be opened as usual again.
    pub fn finish(self) -> Result<(), IndexError> {
        snapshot::remove(&self.directory)
    }
}
