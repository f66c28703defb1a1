//! Which cases post may belong to, by rules alone, each with the places that speak for it. A name alone speaks for none.
use std::collections::BTreeMap;

use aktenlage_domain::case::{Case, Document};
use aktenlage_domain::document::{DocumentText, SourceSpan};
use aktenlage_domain::ids::{CaseId, DocumentId, FieldId};
use aktenlage_domain::joining::{JoiningGround, Placement, reference_in};
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::Tx;

use crate::case_detail::load_standing;
use crate::division::counting;
use crate::documents::text_of;
use crate::error::WorkflowError;
use crate::joining::place::placements_in_force;
use crate::standing::Standing;

/// Most cases of the same name whose date of birth is looked at.
const NAMESAKES: i64 = 20;
/// What the date of birth of an applicant is called in every service.
const DATE_OF_BIRTH: &str = "applicant.date_of_birth";
/// Where the name of an applicant comes from.
const NAMES: [&str; 2] = ["applicant.family_name", "applicant.given_names"];

/// A case that post may belong to.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelyCase {
    /// The case.
    pub case: Case,
    /// What speaks for it, at least one.
    pub grounds: Vec<JoiningGround>,
    /// Where that stands in the post, at least one place.
    pub evidence: Vec<SourceSpan>,
}

/// The references of cases that stand in a document, each as often as it does.
pub(crate) fn references_in(document: DocumentId, text: &DocumentText) -> Vec<(String, SourceSpan)> {
    let mut found = Vec::new();
    for page in &text.pages {
        for word in &page.words {
            if let Some(reference) = reference_in(&word.text) {
                let span = SourceSpan {
                    document,
                    page: page.number,
                    bbox: word.bbox,
                    text: word.text.clone(),
                };
                found.push((reference, span));
            }
        }
    }
    found
}

/// The references that stand in the documents of a case, as they were read last and are divided now.
pub(crate) async fn printed_references(
    tx: &mut Tx,
    case: CaseId,
    standing: &Standing,
) -> Result<Vec<(String, SourceSpan)>, WorkflowError> {
    let mut found = Vec::new();
    for document in counting(tx.documents(case).await?, &standing.divisions()) {
        let text = text_of(tx, &document).await?;
        found.extend(references_in(document.id, &text));
    }
    Ok(found)
}

/// Whether nobody has worked on a case yet, so that its post may still be joined to another one. What its documents are
/// may have been said.
pub(crate) async fn is_untouched(tx: &mut Tx, case: &Case) -> Result<bool, WorkflowError> {
    let takes = |(placement, _): &(Placement, Document)| placement.into == case.id;
    Ok(case.state.join().is_ok()
        && tx
            .reviews(case.id)
            .await?
            .iter()
            .all(|review| is_about_document(&review.subject))
        && tx.letters(case.id).await?.is_empty()
        && tx.decisions(case.id).await?.is_empty()
        && tx.status_links(case.id).await?.is_empty()
        && tx.joinings_into(case.id).await?.is_empty()
        && !placements_in_force(tx, case.id).await?.iter().any(takes))
}

/// Whether something is said of a document, whichever case it counts for: sorting post is no work on a case.
fn is_about_document(subject: &Subject) -> bool {
    match subject {
        Subject::DocumentKind(_) | Subject::Rescan(_) | Subject::Division(_) | Subject::Duplicate(_) => true,
        Subject::Service | Subject::Field(_) | Subject::Requirement(_) | Subject::LegalBasis(_) => false,
    }
}

/// The cases that the post of an untouched case may belong to, by reference; all of them, and none of a case that
/// somebody works on. `printed` is what [`printed_references`] gives.
pub(crate) async fn likely_cases(
    tx: &mut Tx,
    case: &Case,
    standing: &Standing,
    printed: Vec<(String, SourceSpan)>,
) -> Result<Vec<LikelyCase>, WorkflowError> {
    let mut found: BTreeMap<String, LikelyCase> = BTreeMap::new();
    if !is_untouched(tx, case).await? {
        return Ok(Vec::new());
    }
    for (reference, span) in printed {
        if let Some(likely) = found.get_mut(&reference) {
            likely.evidence.push(span);
            continue;
        }
        let named = tx.case_by_reference(&reference).await?;
        if let Some(other) = named.filter(|other| other.id != case.id && other.state.takes_post()) {
            let likely = LikelyCase {
                case: other,
                grounds: vec![JoiningGround::Reference],
                evidence: vec![span],
            };
            found.insert(reference, likely);
        }
    }
    for (other, evidence) in of_the_same_person(tx, case, standing).await? {
        let reference = other.reference.as_str().to_owned();
        let likely = found.entry(reference).or_insert_with(|| LikelyCase {
            case: other,
            grounds: Vec::new(),
            evidence: Vec::new(),
        });
        likely.grounds.push(JoiningGround::Person);
        likely.evidence.extend(evidence);
    }
    Ok(found.into_values().collect())
}

/// Cases whose applicant has this name and this date of birth, with the places of both in the post.
async fn of_the_same_person(
    tx: &mut Tx,
    case: &Case,
    standing: &Standing,
) -> Result<Vec<(Case, Vec<SourceSpan>)>, WorkflowError> {
    let birth = Subject::Field(FieldId::from(DATE_OF_BIRTH));
    let (Some(name), Some(born_on)) = (standing.applicant_name(), standing.value(&birth)) else {
        return Ok(Vec::new());
    };
    let names = NAMES.map(|name| Subject::Field(FieldId::from(name)));
    let places = names.iter().chain([&birth]).filter_map(|subject| {
        let stored = standing.suggestions.get(subject)?;
        stored.suggestion.answer.evidence().first().cloned()
    });
    let evidence: Vec<SourceSpan> = places.collect();
    if evidence.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for other in tx.cases_of_applicant(&name, case.id, NAMESAKES).await? {
        let theirs = load_standing(tx, other.id).await?;
        if theirs.value(&birth).as_ref() == Some(&born_on) {
            found.push((other, evidence.clone()));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::document::{Page, PageBox, TextSource, Word};

    use super::*;

    #[test]
    fn a_reference_is_found_with_its_page_and_place() {
        let word = |text: &str, left: f32| Word {
            text: text.to_owned(),
            bbox: PageBox {
                left,
                top: 0.1,
                right: left + 0.1,
                bottom: 0.12,
            },
            confidence: None,
        };
        let page = |number, words| Page {
            number,
            width_points: 595.0,
            height_points: 842.0,
            rotation: 0,
            source: TextSource::Text,
            words,
            scan: None,
        };
        let text = DocumentText {
            pages: vec![
                page(1, vec![word("Unser", 0.1), word("Zeichen:", 0.2)]),
                page(2, vec![word("al-2026-000007,", 0.3), word("2026-000007", 0.5)]),
            ],
            ..DocumentText::default()
        };
        let document: DocumentId = "00000000-0000-0000-0000-000000000001".parse().unwrap();
        let found = references_in(document, &text);
        assert_eq!(found.len(), 1);
        let (reference, span) = &found[0];
        assert_eq!(reference, "AL-2026-000007");
        assert_eq!((span.document, span.page), (document, 2));
        assert_eq!(
            (span.bbox.left.to_bits(), span.text.as_str()),
            (0.3_f32.to_bits(), "al-2026-000007,")
        );
    }
}
