//! What one asks an index, and how it sums itself up.
use aktenlage_domain::passage::{Level, PassageFilter};

use crate::IndexError;

/// Which sides of the index a search uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SearchMode {
    /// Meaning and words, fused by rank. Without a vector it falls back to words.
    #[default]
    Hybrid,
    /// Meaning and words, fused by score: what is near by meaning leads, what shares rare words moves up. Scores mean
    /// the same for every query to one index, so that a threshold can tell silence from an answer. Without a vector it
    /// falls back to words.
    Weighted,
    /// Meaning alone; needs a vector.
    Dense,
    /// Words alone (BM25).
    Lexical,
}

/// One search.
#[derive(Clone, Debug, PartialEq)]
pub struct PassageQuery {
    /// The words; used for the lexical side.
    pub text: String,
    /// The embedding of the words, made by the caller.
    pub vector: Option<Vec<f32>>,
    /// What to look in.
    pub filter: PassageFilter,
    /// How many hits at most.
    pub limit: usize,
    /// Which sides to use.
    pub mode: SearchMode,
}

impl PassageQuery {
    /// A hybrid search without restrictions.
    pub fn new(text: impl Into<String>, vector: Option<Vec<f32>>, limit: usize) -> Self {
        Self {
            text: text.into(),
            vector,
            filter: PassageFilter::default(),
            limit,
            mode: SearchMode::Hybrid,
        }
    }

    /// What to run: the vector if the dense side takes part, the text if the lexical side does.
    pub(crate) fn sides(&self, dimension: usize) -> Result<Sides<'_>, IndexError> {
        let text = Some(self.text.trim()).filter(|text| !text.is_empty());
        let vector = self.vector.as_deref();
        if let Some(vector) = vector
            && vector.len() != dimension
        {
            return Err(IndexError::Dimension {
                expected: dimension,
                found: vector.len(),
            });
        }
        let sides = match self.mode {
            SearchMode::Hybrid | SearchMode::Weighted => Sides { vector, text },
            SearchMode::Dense => Sides {
                vector: Some(vector.ok_or(IndexError::VectorMissing)?),
                text: None,
            },
            SearchMode::Lexical => Sides { vector: None, text },
        };
        match sides {
            Sides {
                vector: None,
                text: None,
            } => Err(IndexError::EmptyQuery),
            sides @ Sides { .. } => Ok(sides),
        }
    }
}

/// The sides of a search that take part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sides<'query> {
    pub(crate) vector: Option<&'query [f32]>,
    pub(crate) text: Option<&'query str>,
}

/// One law of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawSummary {
    /// Short title.
    pub law: String,
    /// How many passages of it the index holds.
    pub passages: usize,
    /// Who made it.
    pub level: Level,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_says_what_it_lacks() {
        let mut query = PassageQuery::new("  ", None, 5);
        assert_eq!(query.sides(2).unwrap_err().code(), "query_empty");
        query.mode = SearchMode::Dense;
        assert_eq!(query.sides(2).unwrap_err().code(), "query_vector_missing");
        query.vector = Some(vec![1.0; 3]);
        assert_eq!(query.sides(2).unwrap_err().code(), "query_dimension");
        query.mode = SearchMode::Lexical;
        query.text = "Miete".into();
        query.vector = None;
        assert_eq!(query.sides(2).unwrap().text, Some("Miete"));
    }
}
