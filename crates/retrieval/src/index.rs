//! The index as the rest of the program sees it: one type, three variants.
use std::collections::BTreeSet;
use std::path::Path;

use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::{FoundPassage, Passage};

use crate::edge::EdgeIndex;
use crate::exact::ExactIndex;
use crate::fuse::{Ranked, reciprocal_ranks, weighted_scores};
use crate::payload::passes;
use crate::place::ServerPlace;
use crate::query::Sides;
use crate::server::ServerIndex;
use crate::{IndexError, LawSummary, PassageQuery, SearchMode, VectorOrigin, citation};

/// How deep each side of a hybrid search is read before fusing.
const FUSION_DEPTH: usize = 100;

/// Passages with their vectors. Cheap to clone; all clones share one index. [`crate::IndexPlace`] opens it.
#[derive(Clone, Debug)]
pub struct VectorIndex {
    variant: Variant,
    dimension: usize,
    origin: Option<VectorOrigin>,
}

#[derive(Clone, Debug)]
enum Variant {
    Edge(EdgeIndex),
    Server(ServerIndex),
    Exact(ExactIndex),
}

/// Runs the same call on whichever variant there is.
macro_rules! each {
    ($index:expr, $variant:ident => $call:expr) => {
        match &$index.variant {
            Variant::Edge($variant) => $call.await,
            Variant::Server($variant) => $call.await,
            Variant::Exact($variant) => $call.await,
        }
    };
}

impl VectorIndex {
    /// Opens the embedded index in a directory for an encoder, or makes it there. One process at a time.
    /// An index with vectors of another encoder is refused.
    pub(crate) async fn open_edge(directory: &Path, origin: &VectorOrigin) -> Result<Self, IndexError> {
        let edge = EdgeIndex::open(directory, origin.dimension()).await?;
        let dimension = edge.dimension();
        Self::opened(Variant::Edge(edge), dimension)
            .await?
            .made_for(origin)
            .await
    }

    /// Opens the embedded index in a directory as it is; `None` if there is none.
    pub(crate) async fn existing_edge(directory: &Path) -> Result<Option<Self>, IndexError> {
        if !EdgeIndex::exists(directory) {
            return Ok(None);
        }
        let edge = EdgeIndex::open(directory, 0).await?;
        let dimension = edge.dimension();
        Self::opened(Variant::Edge(edge), dimension).await.map(Some)
    }

    /// Uses a collection of a Qdrant server for an encoder, or makes it there.
    pub(crate) async fn connect_server(
        place: &ServerPlace,
        origin: &VectorOrigin,
    ) -> Result<Self, IndexError> {
        let server = ServerIndex::connect(place, origin.dimension()).await?;
        let dimension = server.dimension();
        Self::opened(Variant::Server(server), dimension)
            .await?
            .made_for(origin)
            .await
    }

    /// Uses a collection of a Qdrant server as it is; `None` if there is none.
    pub(crate) async fn existing_server(place: &ServerPlace) -> Result<Option<Self>, IndexError> {
        let Some(server) = ServerIndex::existing_collection(place).await? else {
            return Ok(None);
        };
        let dimension = server.dimension();
        Self::opened(Variant::Server(server), dimension).await.map(Some)
    }

    /// An index in memory that compares everything with everything: the truth that others are tested against.
    pub fn exact(origin: &VectorOrigin) -> Self {
        Self {
            variant: Variant::Exact(ExactIndex::new()),
            dimension: origin.dimension(),
            origin: Some(origin.clone()),
        }
    }

    /// Reads what the vectors were made with; nothing if there are none or if they do not agree.
    async fn opened(variant: Variant, dimension: usize) -> Result<Self, IndexError> {
        let mut index = Self {
            variant,
            dimension,
            origin: None,
        };
        let stored = each!(index, variant => variant.made_with())?;
        if let [(made_with, passages)] = stored.as_slice()
            && *passages == index.count().await?
        {
            index.origin = Some(VectorOrigin::stored(made_with.clone(), dimension));
        }
        Ok(index)
    }

    /// The index for vectors of `origin`; an empty one takes that name on.
    async fn made_for(mut self, origin: &VectorOrigin) -> Result<Self, IndexError> {
        if self.origin.is_none() && self.dimension == origin.dimension() && self.count().await? == 0 {
            self.origin = Some(origin.clone());
        }
        self.check_origin(origin)?;
        Ok(self)
    }

    /// Refuses vectors that must not be compared with those of the index; the error names the remedy.
    pub fn check_origin(&self, origin: &VectorOrigin) -> Result<(), IndexError> {
        match &self.origin {
            Some(stored) if stored == origin => Ok(()),
            Some(stored) => Err(IndexError::OtherEncoder {
                stored: stored.to_string(),
                asked: origin.to_string(),
            }),
            None if self.dimension != origin.dimension() => Err(IndexError::OtherEncoder {
                stored: format!("another encoder ({} dimensions)", self.dimension),
                asked: origin.to_string(),
            }),
            None => Err(IndexError::UnknownEncoder),
        }
    }

    /// What the vectors were made with; `None` if there are none or if they do not agree.
    /// Vectors of another origin must not be searched with.
    pub fn origin(&self) -> Option<&VectorOrigin> {
        self.origin.as_ref()
    }

    /// Dimensions of the vectors.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Adds passages or replaces those with the same id. On return they survive a crash of the process.
    pub async fn upsert(&self, passages: Vec<(Passage, Vec<f32>)>) -> Result<(), IndexError> {
        if let Some((_, vector)) = passages.iter().find(|(_, vector)| vector.len() != self.dimension) {
            return Err(IndexError::Dimension {
                expected: self.dimension,
                found: vector.len(),
            });
        }
        if passages.is_empty() {
            return Ok(());
        }
        let made_with = self
            .origin
            .as_ref()
            .ok_or(IndexError::UnknownEncoder)?
            .made_with();
        each!(self, variant => variant.upsert(passages, made_with))
    }

    /// Which of these the index holds already: what an interrupted import need not embed again.
    pub async fn existing(&self, ids: &[PassageId]) -> Result<BTreeSet<PassageId>, IndexError> {
        if ids.is_empty() {
            return Ok(BTreeSet::new());
        }
        each!(self, variant => variant.existing(ids))
    }

    /// The ids of all passages of a law (any way of writing its short title): what an update compares against.
    pub async fn ids_of_law(&self, law: &str) -> Result<BTreeSet<PassageId>, IndexError> {
        each!(self, variant => variant.ids_of_law(law))
    }

    /// Removes passages; unknown ids are no error.
    pub async fn delete_passages(&self, ids: &[PassageId]) -> Result<(), IndexError> {
        if ids.is_empty() {
            return Ok(());
        }
        each!(self, variant => variant.delete(ids))
    }

    /// Finds passages, best first. No hits are an empty list, not an error. The vector must be of [`VectorIndex::origin`].
    pub async fn search(&self, query: &PassageQuery) -> Result<Vec<FoundPassage>, IndexError> {
        let sides = query.sides(self.dimension)?;
        if sides.vector.is_some() && self.origin.is_none() {
            return Err(IndexError::UnknownEncoder);
        }
        if query.limit == 0 {
            return Ok(Vec::new());
        }
        let ranked = self.ranked(sides, query).await?;
        let ids: Vec<_> = ranked.iter().map(|(id, _)| *id).collect();
        let mut passages = each!(self, variant => variant.passages(&ids))?;
        let mut found = self.named(sides, query).await?;
        for cited in &found {
            passages.remove(&cited.passage.id);
        }
        found.extend(ranked.into_iter().filter_map(|(id, score)| {
            let passage = passages.remove(&id)?;
            Some(FoundPassage { passage, score })
        }));
        found.truncate(query.limit);
        Ok(found)
    }

    /// What the query names outright: somebody who types `§ 22 WoGG` wants that section first.
    async fn named(&self, sides: Sides<'_>, query: &PassageQuery) -> Result<Vec<FoundPassage>, IndexError> {
        let Some(text) = sides.text else {
            return Ok(Vec::new());
        };
        let mut passages = self.by_citation(text).await?;
        passages.retain(|passage| passes(passage, &query.filter));
        let found = passages
            .into_iter()
            .map(|passage| FoundPassage { passage, score: 1.0 });
        Ok(found.collect())
    }

    async fn ranked(&self, sides: Sides<'_>, query: &PassageQuery) -> Result<Vec<Ranked>, IndexError> {
        let PassageQuery {
            filter, limit, mode, ..
        } = query;
        let limit = *limit;
        let depth = match sides {
            Sides {
                vector: Some(_),
                text: Some(_),
            } => limit.max(FUSION_DEPTH),
            Sides { .. } => limit,
        };
        let (dense, lexical) = each!(self, variant => variant.rank(sides, filter, depth))?;
        Ok(match (dense, lexical) {
            (Some(dense), Some(lexical)) if *mode == SearchMode::Weighted => {
                weighted_scores(&dense, &lexical, limit)
            }
            (Some(dense), Some(lexical)) => reciprocal_ranks(&[dense, lexical], limit),
            (Some(dense), None) => dense
                .into_iter()
                .map(|(id, cosine)| (id, cosine.clamp(0.0, 1.0)))
                .collect(),
            (None, Some(lexical)) => reciprocal_ranks(&[lexical], limit),
            (None, None) => Vec::new(),
        })
    }

    /// The passages that a citation names, in reading order: `§ 22 Abs. 1 WoGG` gives that Absatz,
    /// `§ 22 WoGG` all of them, `§ 60 Abs. 1 Satz 1 Nr. 3 SGB I` the Absatz around it.
    /// Nothing if the citation cannot be read or the index does not hold it.
    pub async fn by_citation(&self, text: &str) -> Result<Vec<Passage>, IndexError> {
        let Some(cited) = citation::parse(text) else {
            return Ok(Vec::new());
        };
        let mut passages = each!(self, variant => variant.by_citation(&cited))?;
        passages.sort_by(|left, right| {
            citation::reading_order(left)
                .cmp(&citation::reading_order(right))
                .then(left.valid_from.cmp(&right.valid_from))
                .then(left.id.cmp(&right.id))
        });
        Ok(passages)
    }

    /// The same index with a false name on it, to see that it is noticed.
    #[cfg(test)]
    pub(crate) fn pretend(mut self, origin: &VectorOrigin) -> Self {
        self.origin = Some(origin.clone());
        self
    }

    /// All passages with their words: what an index is made again from.
    pub(crate) async fn all_passages(&self) -> Result<Vec<Passage>, IndexError> {
        each!(self, variant => variant.all_passages())
    }

    /// How many passages there are.
    pub async fn count(&self) -> Result<usize, IndexError> {
        each!(self, variant => variant.count())
    }

    /// The laws of the index, sorted by short title.
    pub async fn laws(&self) -> Result<Vec<LawSummary>, IndexError> {
        let mut laws = each!(self, variant => variant.laws())?;
        laws.sort_by(|left, right| left.law.cmp(&right.law).then(left.level.cmp(&right.level)));
        Ok(laws)
    }

    /// Bytes on disk; `None` where the index is not on this machine's disk.
    pub fn size_bytes(&self) -> Option<u64> {
        match &self.variant {
            Variant::Edge(edge) => Some(edge.size_bytes()),
            Variant::Server(_) | Variant::Exact(_) => None,
        }
    }
}
