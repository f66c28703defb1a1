//! Brings regulations into the index: embeds what is new, removes what is gone, resumes where it was cut off.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::Passage;
use aktenlage_retrieval::{VectorOrigin, citation};

use crate::{AssistError, Assistant, Prompts};
use aktenlage_inference::{Encoder, ModelMetadata};

/// Passages that are embedded and made durable together.
const BATCH: usize = 64;

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Embedded and stored now.
    pub added: usize,
    /// There before, with the same words.
    pub unchanged: usize,
    /// In the index before, no longer in the law.
    pub removed: usize,
}

/// What the vectors are made with that an encoder makes of passages with the instructions in force: an index holds
/// vectors of one origin only.
///
/// # Panics
/// If the instructions that ship with the program are broken, which their tests rule out.
pub fn vector_origin(encoder: &Encoder) -> VectorOrigin {
    made_with(encoder.metadata(), encoder.identity(), encoder.dimension())
}

/// The same of an encoder that is not loaded.
///
/// # Panics
/// As [`vector_origin`].
pub fn vector_origin_of(model: &ModelMetadata) -> VectorOrigin {
    made_with(Some(model), &model.identity(), model.dimension)
}

/// Of an index that was made without an encoder: one number for each passage, which no search compares with anything.
pub fn words_alone() -> VectorOrigin {
    VectorOrigin::new("words", "none", 1)
}

fn made_with(model: Option<&ModelMetadata>, identity: &str, dimension: usize) -> VectorOrigin {
    let prompts = Prompts::built_in().expect("the shipped instructions are complete");
    VectorOrigin::new(identity, &prompts.for_encoder(model).encoder.name(), dimension)
}

impl Assistant {
    /// Indexes passages. Each batch is durable before the next one begins, so an import that was killed goes on
    /// where it stopped. Laws that are not among `passages` stay as they are. `progress` hears (done, all).
    /// An index with vectors of another encoder is refused. Without an encoder the index is made for words alone.
    pub async fn index_passages(
        &self,
        passages: Vec<Passage>,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Indexed, AssistError> {
        let origin = self.vector_origin().unwrap_or_else(words_alone);
        let index = self.index().ok_or(AssistError::NoRegulations)?;
        index.check_origin(&origin)?;
        let total = passages.len();
        let mut of_law: BTreeMap<String, BTreeSet<PassageId>> = BTreeMap::new();
        for passage in &passages {
            let key = citation::law_key(&passage.law);
            of_law.entry(key).or_default().insert(passage.id);
        }
        let mut indexed = Indexed::default();
        for (law, wanted) in of_law {
            let stale: Vec<PassageId> = index
                .ids_of_law(&law)
                .await?
                .difference(&wanted)
                .copied()
                .collect();
            if !stale.is_empty() {
                index.delete_passages(&stale).await?;
                indexed.removed += stale.len();
            }
        }
        let ids: Vec<PassageId> = passages.iter().map(|passage| passage.id).collect();
        let existing = index.existing(&ids).await?;
        let (known, mut fresh): (Vec<_>, Vec<_>) = passages
            .into_iter()
            .partition(|passage| existing.contains(&passage.id));
        indexed.unchanged = known.len();
        progress(indexed.unchanged, total);
        while !fresh.is_empty() {
            let batch: Vec<Passage> = fresh.drain(..BATCH.min(fresh.len())).collect();
            let texts: Vec<String> = batch.iter().map(embedded_text).collect();
            let vectors = self.embed_passages(&texts).await?;
            indexed.added += batch.len();
            index.upsert(batch.into_iter().zip(vectors).collect()).await?;
            progress(indexed.unchanged + indexed.added, total);
        }
        Ok(indexed)
    }
}

/// The words a passage is found by: where it stands, what the section is called, what it says.
fn embedded_text(passage: &Passage) -> String {
    format!("{} {}: {}", passage.citation, passage.heading, passage.text)
}
