//! The truth: everything in memory, everything compared. For tests and for measuring what others miss.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::{Passage, PassageFilter};

use crate::citation::{self, Citation};
use crate::fuse::{self, Ranked};
use crate::lexical::{Lexicon, inverse_document_frequency};
use crate::payload::passes;
use crate::query::Sides;
use crate::{IndexError, LawSummary};

#[derive(Clone, Debug, Default)]
pub(crate) struct ExactIndex {
    entries: Arc<RwLock<BTreeMap<PassageId, Entry>>>,
}

#[derive(Debug)]
struct Entry {
    passage: Passage,
    /// Of length 1, so that a product is a cosine.
    direction: Vec<f32>,
    terms: BTreeMap<u32, f32>,
    made_with: String,
}

type Entries = BTreeMap<PassageId, Entry>;

#[expect(clippy::unused_async, reason = "the same calls as the variants that wait")]
impl ExactIndex {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    fn read<T>(&self, look: impl FnOnce(&Entries) -> T) -> T {
        look(&self.entries.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) async fn upsert(
        &self,
        passages: Vec<(Passage, Vec<f32>)>,
        made_with: &str,
    ) -> Result<(), IndexError> {
        let lexicon = Lexicon::new()?;
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        for (passage, vector) in passages {
            let terms = lexicon.document(&passage);
            let entry = Entry {
                direction: direction(&vector),
                terms: terms.indices.into_iter().zip(terms.values).collect(),
                made_with: made_with.to_owned(),
                passage,
            };
            entries.insert(entry.passage.id, entry);
        }
        Ok(())
    }

    pub(crate) async fn existing(&self, ids: &[PassageId]) -> Result<BTreeSet<PassageId>, IndexError> {
        Ok(self.read(|entries| {
            ids.iter()
                .copied()
                .filter(|id| entries.contains_key(id))
                .collect()
        }))
    }

    pub(crate) async fn ids_of_law(&self, law: &str) -> Result<BTreeSet<PassageId>, IndexError> {
        let key = citation::law_key(law);
        let of_law = |entry: &&Entry| citation::law_key(&entry.passage.law) == key;
        Ok(self.read(|entries| {
            let found = entries.values().filter(of_law);
            found.map(|entry| entry.passage.id).collect()
        }))
    }

    pub(crate) async fn delete(&self, ids: &[PassageId]) -> Result<(), IndexError> {
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            entries.remove(id);
        }
        Ok(())
    }

    pub(crate) async fn rank(
        &self,
        sides: Sides<'_>,
        filter: &PassageFilter,
        depth: usize,
    ) -> Result<(Option<Vec<Ranked>>, Option<Vec<Ranked>>), IndexError> {
        let Sides { vector, text } = sides;
        let lexical = match text {
            Some(text) => {
                let terms = Lexicon::new()?.query(text).indices;
                Some(self.read(|entries| rank_lexical(entries, &terms, filter, depth)))
            }
            None => None,
        };
        let dense = vector.map(|vector| self.read(|entries| rank_dense(entries, vector, filter, depth)));
        Ok((dense, lexical))
    }

    pub(crate) async fn passages(
        &self,
        ids: &[PassageId],
    ) -> Result<BTreeMap<PassageId, Passage>, IndexError> {
        Ok(self.read(|entries| {
            let found = ids.iter().filter_map(|id| entries.get(id));
            found
                .map(|entry| (entry.passage.id, entry.passage.clone()))
                .collect()
        }))
    }

    pub(crate) async fn by_citation(&self, cited: &Citation) -> Result<Vec<Passage>, IndexError> {
        let key = cited.key();
        Ok(self.read(|entries| {
            let passages = entries.values().map(|entry| &entry.passage);
            passages
                .filter(|passage| citation::keys_of(passage).contains(&key))
                .cloned()
                .collect()
        }))
    }

    pub(crate) async fn all_passages(&self) -> Result<Vec<Passage>, IndexError> {
        Ok(self.read(|entries| entries.values().map(|entry| entry.passage.clone()).collect()))
    }

    pub(crate) async fn made_with(&self) -> Result<Vec<(String, usize)>, IndexError> {
        let mut counts = BTreeMap::new();
        self.read(|entries| {
            for entry in entries.values() {
                *counts.entry(entry.made_with.clone()).or_insert(0) += 1;
            }
        });
        Ok(counts.into_iter().collect())
    }

    pub(crate) async fn count(&self) -> Result<usize, IndexError> {
        Ok(self.read(BTreeMap::len))
    }

    pub(crate) async fn laws(&self) -> Result<Vec<LawSummary>, IndexError> {
        let mut counts = BTreeMap::new();
        self.read(|entries| {
            for entry in entries.values() {
                let law = (entry.passage.law.clone(), entry.passage.level);
                *counts.entry(law).or_insert(0) += 1;
            }
        });
        let summaries =
            counts
                .into_iter()
                .map(|((law, level), passages)| LawSummary { law, passages, level });
        Ok(summaries.collect())
    }
}

fn direction(vector: &[f32]) -> Vec<f32> {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    let scale = if length > 0.0 { 1.0 / length } else { 0.0 };
    vector.iter().map(|value| value * scale).collect()
}

fn best(mut ranked: Vec<Ranked>, depth: usize) -> Vec<Ranked> {
    fuse::sort(&mut ranked);
    ranked.truncate(depth);
    ranked
}

fn rank_dense(entries: &Entries, vector: &[f32], filter: &PassageFilter, depth: usize) -> Vec<Ranked> {
    let query = direction(vector);
    let cosine = |entry: &Entry| {
        query
            .iter()
            .zip(&entry.direction)
            .map(|(left, right)| left * right)
            .sum()
    };
    let candidates = entries.values().filter(|entry| passes(&entry.passage, filter));
    best(
        candidates
            .map(|entry| (entry.passage.id, cosine(entry)))
            .collect(),
        depth,
    )
}

fn rank_lexical(entries: &Entries, terms: &[u32], filter: &PassageFilter, depth: usize) -> Vec<Ranked> {
    let weights: Vec<(u32, f32)> = terms
        .iter()
        .map(|term| {
            let with = entries
                .values()
                .filter(|entry| entry.terms.contains_key(term))
                .count();
            (*term, inverse_document_frequency(entries.len(), with))
        })
        .collect();
    let score = |entry: &Entry| {
        let hits = weights
            .iter()
            .filter_map(|(term, weight)| Some(entry.terms.get(term)? * weight));
        hits.sum::<f32>()
    };
    let candidates = entries.values().filter(|entry| passes(&entry.passage, filter));
    let scored = candidates.map(|entry| (entry.passage.id, score(entry)));
    best(scored.filter(|(_, score)| *score > 0.0).collect(), depth)
}
