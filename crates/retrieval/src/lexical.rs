//! The lexical side: BM25 weights over German stems, made once here so that every variant agrees.
//!
//! A document term weighs its saturated frequency, a query term weighs 1; the inverse document frequency is
//! applied by whoever searches (`Modifier::Idf` of Qdrant, [`inverse_document_frequency`] in memory).
use std::sync::Arc;

use aktenlage_domain::passage::Passage;
use qdrant_edge::SparseVector;
use qdrant_edge::bm25_embed::{EdgeBm25, EdgeBm25Config};

use crate::IndexError;

/// Mean length of a passage in terms after stop words; measured by `examples/bench_index` on federal laws.
const MEAN_TERMS: f64 = 60.0;

/// Turns words into weighted terms.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    model: Arc<EdgeBm25>,
}

impl Lexicon {
    pub(crate) fn new() -> Result<Self, IndexError> {
        let config = EdgeBm25Config {
            avg_len: MEAN_TERMS.try_into().map_err(IndexError::storage)?,
            language: Some("german".to_owned()),
            ..EdgeBm25Config::default()
        };
        let model = Arc::new(EdgeBm25::new(config).map_err(IndexError::storage)?);
        Ok(Self { model })
    }

    /// Terms of a passage: where it stands, its heading and its words.
    pub(crate) fn document(&self, passage: &Passage) -> SparseVector {
        let Passage {
            citation,
            heading,
            text,
            ..
        } = passage;
        self.model
            .embed_document(&format!("{citation}\n{heading}\n{text}"))
    }

    /// Terms of a query; empty if it holds nothing but stop words.
    pub(crate) fn query(&self, text: &str) -> SparseVector {
        self.model.embed_query(text)
    }
}

/// How much a term tells that occurs in `documents_with` of `documents` (the same formula as Qdrant's).
#[expect(
    clippy::cast_precision_loss,
    reason = "corpora are far smaller than 2^24 passages"
)]
pub(crate) fn inverse_document_frequency(documents: usize, documents_with: usize) -> f32 {
    let (all, with) = (documents as f32, documents_with as f32);
    ((all - with + 0.5) / (with + 0.5) + 1.0).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_forms_of_a_word_are_one_term_and_stop_words_are_none() {
        let lexicon = Lexicon::new().unwrap();
        let one = lexicon.query("Anträge");
        assert_eq!(one.indices.len(), 1);
        assert_eq!(one.indices, lexicon.query("Antrag").indices);
        assert_eq!(one.indices, lexicon.query("des ANTRAGES").indices);
        assert!(lexicon.query("und der die das").indices.is_empty());
    }
}
