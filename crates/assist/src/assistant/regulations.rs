//! What the assistant does with regulations: the norms behind requirements, and free search.
use std::collections::BTreeMap;
use std::sync::PoisonError;

use aktenlage_catalogue::service::{EvidenceRequirement, ServiceDefinition};
use aktenlage_domain::ids::ServiceKey;
use aktenlage_domain::passage::{FoundPassage, PassageFilter};
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Remark, Subject, Suggestion};
use aktenlage_retrieval::{PassageQuery, SearchMode};
use time::Date;

use super::{Assistant, asked, silent};
use crate::submission::KnownFacts;
use crate::tasks::find_legal_bases::{self, Question};
use crate::{AssistError, LegalReference, remark};

/// How sure a norm is that a person compared with the official text; set by hand, not calibrated.
const CHECKED_NORM: f32 = 0.95;
/// How sure a norm is that nobody compared yet; set by hand, not calibrated.
const UNCHECKED_NORM: f32 = 0.75;

impl Assistant {
    /// The norms behind requirements: those that the blueprint cites, and passages that answer why they are asked.
    /// `requirements` are suggestions as [`Assistant::completeness`] makes them; what is not required is left out.
    pub async fn legal_bases(
        &self,
        service: &ServiceKey,
        requirements: &[Suggestion],
        facts: &KnownFacts,
    ) -> Result<Vec<LegalReference>, AssistError> {
        let definition = self
            .catalogue
            .service_on(service, facts.received_on)
            .ok_or(AssistError::UnknownService)?;
        let vectors = self.question_vectors(definition, requirements).await?;
        self.references(definition, requirements, &vectors, facts.received_on)
            .await
    }

    /// Searches the regulations in a clerk's words.
    pub async fn search_regulations(
        &self,
        text: &str,
        filter: PassageFilter,
        limit: usize,
    ) -> Result<Vec<FoundPassage>, AssistError> {
        self.search_regulations_by(SearchMode::default(), text, filter, limit)
            .await
    }

    /// The same in a way of one's choice: what measures compare. By meaning alone it fails without an encoder whose
    /// vectors the index holds.
    pub async fn search_regulations_by(
        &self,
        mode: SearchMode,
        text: &str,
        filter: PassageFilter,
        limit: usize,
    ) -> Result<Vec<FoundPassage>, AssistError> {
        let index = self.index.as_ref().ok_or(AssistError::NoRegulations)?;
        let encoder = self.searching_encoder().filter(|_| mode != SearchMode::Lexical);
        let vector = match encoder {
            Some(encoder) => {
                let query = self.prompts.encoder.fill("query", &[("text", text)]);
                encoder.encode(vec![query]).await?.pop()
            }
            None => None,
        };
        let mut query = PassageQuery::new(text, vector, limit);
        query.filter = filter;
        query.mode = mode;
        Ok(index.search(&query).await?)
    }

    pub(super) async fn question_vectors(
        &self,
        service: &ServiceDefinition,
        requirements: &[Suggestion],
    ) -> Result<BTreeMap<String, Vec<f32>>, AssistError> {
        let texts = asked(service, requirements)
            .map(|requirement| self.question(service, requirement))
            .collect();
        self.known_questions(texts).await
    }

    /// All vectors of questions, those of the given texts among them if there is an encoder and something to search.
    pub(super) async fn known_questions(
        &self,
        texts: Vec<String>,
    ) -> Result<BTreeMap<String, Vec<f32>>, AssistError> {
        let mut known = self
            .questions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let Some(encoder) = self.searching_encoder() else {
            return Ok(known);
        };
        let new: Vec<String> = texts
            .into_iter()
            .filter(|text| !known.contains_key(text))
            .collect();
        if !new.is_empty() {
            let fill = |text: &String| self.prompts.encoder.fill("query", &[("text", text)]);
            let vectors = encoder.encode(new.iter().map(fill).collect()).await?;
            let mut cache = self.questions.lock().unwrap_or_else(PoisonError::into_inner);
            cache.extend(new.into_iter().zip(vectors));
            known = cache.clone();
        }
        Ok(known)
    }

    pub(super) fn question(&self, service: &ServiceDefinition, requirement: &EvidenceRequirement) -> String {
        let data = [
            ("service", service.name.de.as_str()),
            ("requirement", requirement.label.de.as_str()),
            ("why", requirement.why.de.as_str()),
        ];
        self.prompts.legal_basis.fill("question", &data)
    }

    pub(super) async fn references(
        &self,
        service: &ServiceDefinition,
        requirements: &[Suggestion],
        vectors: &BTreeMap<String, Vec<f32>>,
        valid_on: Date,
    ) -> Result<Vec<LegalReference>, AssistError> {
        let questions: Vec<Question<'_>> = asked(service, requirements)
            .map(|requirement| {
                let text = self.question(service, requirement);
                let vector = vectors.get(&text).cloned();
                Question {
                    requirement,
                    text,
                    vector,
                }
            })
            .collect();
        find_legal_bases::find(self.index.as_ref(), service, &questions, valid_on).await
    }

    pub(super) fn legal_suggestions(
        &self,
        service: &ServiceDefinition,
        requirements: &[Suggestion],
        references: &[LegalReference],
        input: &str,
    ) -> Vec<Suggestion> {
        asked(service, requirements)
            .map(|requirement| {
                let (answer, mut remarks) = named_norms(requirement);
                let subject = Subject::Requirement(requirement.id.clone());
                let found: Vec<&str> = references
                    .iter()
                    .filter(|reference| !reference.cited && reference.used_by.contains(&subject))
                    .map(|reference| reference.citation.as_str())
                    .collect();
                // The norms are the blueprint's; the encoder has a part where it found more of them.
                let by_meaning = !found.is_empty() && self.searching_encoder().is_some();
                if !found.is_empty() {
                    remarks.push(Remark::new(remark::NORMS_FOUND).with("citations", found.join("; ")));
                }
                // The blueprint knows its norms also where their text was not imported.
                if self.index.is_none() {
                    remarks.push(Remark::new(remark::REGULATIONS_EMPTY));
                }
                self.suggestion(
                    Subject::LegalBasis(requirement.id.clone()),
                    answer,
                    remarks,
                    Self::made_by(None, by_meaning, &self.prompts.legal_basis),
                    input,
                )
            })
            .collect()
    }
}

/// The norms that the blueprint names for a requirement: a search result is no ground to ask for anything.
fn named_norms(requirement: &EvidenceRequirement) -> (Answer, Vec<Remark>) {
    if requirement.basis.is_empty() {
        return (silent(AbstentionReason::NoEvidence), Vec::new());
    }
    let citations: Vec<&str> = requirement
        .basis
        .iter()
        .map(|basis| basis.citation.as_str())
        .collect();
    let value = citations.join("; ");
    let is_checked = requirement.basis.iter().all(|basis| basis.verified);
    let remarks = vec![Remark::new(remark::NORMS_CITED).with("citations", value.as_str())];
    let answer = Answer::Value {
        value,
        probability: if is_checked { CHECKED_NORM } else { UNCHECKED_NORM },
        evidence: Vec::new(),
        alternatives: Vec::new(),
    };
    (answer, remarks)
}
