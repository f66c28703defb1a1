//! The norms behind requirements: those that the blueprint cites, with their text, and passages that answer why.
use aktenlage_catalogue::service::{EvidenceRequirement, ServiceDefinition};
use aktenlage_domain::passage::PassageFilter;
use aktenlage_domain::suggestion::Subject;
use aktenlage_retrieval::{PassageQuery, VectorIndex};
use time::Date;

use crate::{AssistError, LegalReference};

/// Passages that the search may add to one requirement.
const FOUND_PER_REQUIREMENT: usize = 2;

/// A question: a requirement, its words, and its vector if there is an encoder.
#[derive(Debug)]
pub(crate) struct Question<'c> {
    /// The requirement.
    pub(crate) requirement: &'c EvidenceRequirement,
    /// Why it is asked.
    pub(crate) text: String,
    /// The same for the dense side.
    pub(crate) vector: Option<Vec<f32>>,
}

/// Collects references over all questions; one entry per citation.
pub(crate) async fn find(
    index: Option<&VectorIndex>,
    service: &ServiceDefinition,
    questions: &[Question<'_>],
    valid_on: Date,
) -> Result<Vec<LegalReference>, AssistError> {
    let mut references: Vec<LegalReference> = Vec::new();
    for question in questions {
        let subject = Subject::Requirement(question.requirement.id.clone());
        for basis in &question.requirement.basis {
            if let Some(known) = references
                .iter_mut()
                .find(|known| known.citation == basis.citation)
            {
                known.used_by.push(subject.clone());
                continue;
            }
            let passage = match index {
                Some(index) => index.by_citation(&basis.citation).await?.into_iter().next(),
                None => None,
            };
            references.push(LegalReference {
                citation: basis.citation.clone(),
                law: basis.law.clone(),
                passage,
                score: 1.0,
                cited: true,
                used_by: vec![subject.clone()],
            });
        }
    }
    if let Some(index) = index {
        for question in questions {
            search(index, service, question, valid_on, &mut references).await?;
        }
    }
    references.sort_by(|one, two| two.score.total_cmp(&one.score));
    Ok(references)
}

async fn search(
    index: &VectorIndex,
    service: &ServiceDefinition,
    question: &Question<'_>,
    valid_on: Date,
    references: &mut Vec<LegalReference>,
) -> Result<(), AssistError> {
    let subject = Subject::Requirement(question.requirement.id.clone());
    let mut query = PassageQuery::new(
        question.text.as_str(),
        question.vector.clone(),
        FOUND_PER_REQUIREMENT + 2,
    );
    query.filter = PassageFilter {
        laws: service.laws.clone(),
        levels: Vec::new(),
        valid_on: Some(valid_on),
    };
    let mut added = 0;
    for found in index.search(&query).await? {
        if added == FOUND_PER_REQUIREMENT {
            break;
        }
        let known = references.iter_mut().find(|known| {
            known.citation == found.passage.citation
                || known
                    .passage
                    .as_ref()
                    .is_some_and(|passage| passage.id == found.passage.id)
        });
        if let Some(known) = known {
            if !known.used_by.contains(&subject) {
                known.used_by.push(subject.clone());
            }
            continue;
        }
        references.push(LegalReference {
            citation: found.passage.citation.clone(),
            law: found.passage.law.clone(),
            // What the blueprint cites comes before what was found.
            score: found.score.clamp(0.0, 0.99),
            passage: Some(found.passage),
            cited: false,
            used_by: vec![subject.clone()],
        });
        added += 1;
    }
    Ok(())
}
