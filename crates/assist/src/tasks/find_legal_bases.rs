//! The norms behind requirements: those that the blueprint cites, with their text, and passages that answer why.
use aktenlage_catalogue::service::{EvidenceRequirement, ServiceDefinition};
use aktenlage_domain::passage::{Passage, PassageFilter};
use aktenlage_domain::suggestion::Subject;
use aktenlage_retrieval::{PassageQuery, VectorIndex};
use time::Date;

use crate::text::{Stems, is_filler};
use crate::{AssistError, LegalReference};

/// Passages that the search may add to one requirement.
const FOUND_PER_REQUIREMENT: usize = 2;

/// Passages of one search that are looked at: the nearest ones often speak of something else.
const LOOKED_AT: usize = 8;

/// Words that name evidence of any sort and say nothing about this one.
const ANY_EVIDENCE: &str = "Angabe Antrag Bescheid Bescheinigung Bestätigung Erklärung Nachweis Unterlage";

/// Shared letters from which on two words are forms or compounds of one (`Mietvertrag`, `Mietverträge`).
const SHARED_LETTERS: usize = 6;

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
    let mut query = PassageQuery::new(question.text.as_str(), question.vector.clone(), LOOKED_AT);
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
        // Nearness alone is no evidence: of any law some passage is the nearest.
        if !speaks_of(&found.passage, &question.requirement.label.de, &service.name.de) {
            continue;
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

/// Whether a passage names what a requirement asks for, in a form or compound of one of its words. The name of the
/// service stands all over its law and tells nothing.
fn speaks_of(passage: &Passage, label: &str, service: &str) -> bool {
    let general = Stems::of(&format!("{service} {ANY_EVIDENCE}")).words;
    let telling = |word: &&String| {
        let is_short = word.chars().count() < 4;
        !is_short && !is_filler(word) && !general.contains(word)
    };
    let asked = Stems::of(label);
    let said = Stems::of(&format!("{} {}", passage.heading, passage.text));
    asked.words.iter().filter(telling).any(|asked| {
        said.words
            .iter()
            .filter(telling)
            .any(|said| asked == said || shared_letters(asked, said) >= SHARED_LETTERS)
    })
}

fn shared_letters(one: &str, two: &str) -> usize {
    one.chars()
        .zip(two.chars())
        .take_while(|(left, right)| left == right)
        .count()
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::ids::PassageId;
    use aktenlage_domain::passage::Level;

    use super::*;

    fn passage(text: &str) -> Passage {
        Passage {
            id: PassageId(uuid::Uuid::nil()),
            law: "WoGG".to_owned(),
            section: "1".to_owned(),
            paragraph: None,
            heading: String::new(),
            citation: "§ 1 WoGG".to_owned(),
            text: text.to_owned(),
            level: Level::Federal,
            valid_from: None,
            valid_to: None,
            source: "test".to_owned(),
        }
    }

    const SERVICE: &str = "Wohngeld (Mietzuschuss)";

    #[test]
    fn a_passage_must_name_what_is_asked_for() {
        let rent = passage("Miete ist das Entgelt auf Grund von Mietverträgen oder ähnlichen Verhältnissen.");
        assert!(speaks_of(&rent, "Mietvertrag oder Mietbescheinigung", SERVICE));
        assert!(!speaks_of(&rent, "Vollmacht oder Betreuerausweis", SERVICE));
        let purpose = passage("Das Wohngeld wird als Zuschuss zur Miete geleistet.");
        assert!(!speaks_of(&purpose, "Wohngeld, erster Bescheid", SERVICE));
        assert!(!speaks_of(&purpose, "Nachweis über gezahlten Unterhalt", SERVICE));
        let support =
            passage("Aufwendungen zur Erfüllung gesetzlicher Unterhaltsverpflichtungen sind Abzüge.");
        assert!(speaks_of(&support, "Nachweis über gezahlten Unterhalt", SERVICE));
        let formal = passage("Der Bescheid nennt den Nachweis und die Angaben des Antrags.");
        assert!(!speaks_of(&formal, "Nachweis oder Bescheid zum Antrag", SERVICE));
    }
}
