//! Documents that are there twice. A person says of two documents that they are two, or which one of them is set aside:
//! it leaves the middle of the lists and is otherwise what it was. Nothing is deleted, and no suggestion changes by it.
use std::collections::BTreeMap;

use aktenlage_domain::case::Document;
use aktenlage_domain::duplicate::{DocumentPair, PairVerdict};
use aktenlage_domain::ids::{CaseId, DocumentId};
use aktenlage_domain::review::Review;
use aktenlage_store::Tx;

use crate::division::in_force;
use crate::error::WorkflowError;
use crate::standing::Standing;

/// Documents that are set aside, each with the one that is kept instead.
pub(crate) type SetAside = BTreeMap<DocumentId, DocumentId>;

/// What is set aside among the documents that the case has. Where a division took the one that is kept away, the other
/// one is in its place again.
pub(crate) fn set_aside(standing: &Standing, documents: &[Document]) -> SetAside {
    let is_there = |id: DocumentId| documents.iter().any(|document| document.id == id);
    let mut said = said(standing.pair_reviews());
    said.retain(|document, kept| is_there(*document) && is_there(*kept));
    said
}

/// What people set aside, whether the case has the documents now or not.
fn said<'r>(reviews: impl Iterator<Item = (DocumentPair, &'r Review)>) -> SetAside {
    let aside = reviews.filter_map(|(pair, review)| {
        let verdict: PairVerdict = review.value.as_deref()?.parse().ok()?;
        match verdict {
            PairVerdict::SetAside(document) => Some((document, pair.beside(document)?)),
            PairVerdict::Distinct => None,
        }
    });
    aside.collect()
}

/// Whether both are documents of the case.
pub(crate) async fn is_pair(
    tx: &mut Tx,
    case: CaseId,
    standing: &Standing,
    pair: DocumentPair,
) -> Result<bool, WorkflowError> {
    let documents = in_force(tx.documents(case).await?, &standing.divisions());
    let is_there = |id: &DocumentId| documents.iter().any(|document| document.id == *id);
    Ok(pair.documents().iter().all(is_there))
}

/// What a person says of two documents, in its normal form. One that is itself set aside cannot be the one that is kept:
/// of documents that are all one, one stays in its place.
pub(crate) fn normalise(
    standing: &Standing,
    pair: DocumentPair,
    value: &str,
) -> Result<String, WorkflowError> {
    let form = || WorkflowError::invalid("value", "invalid_form");
    let verdict: PairVerdict = value.parse().map_err(|_| form())?;
    if let PairVerdict::SetAside(document) = verdict {
        let kept = pair.beside(document).ok_or_else(form)?;
        let others = standing.pair_reviews().filter(|(other, _)| *other != pair);
        if said(others).contains_key(&kept) {
            return Err(WorkflowError::invalid("value", "set_aside_already"));
        }
    }
    Ok(verdict.to_string())
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use aktenlage_domain::clock::{Clock, FixedClock};
    use aktenlage_domain::review::{RevealMode, Verdict};
    use aktenlage_domain::suggestion::Subject;

    use super::*;

    /// The id number `number`.
    fn id<T: FromStr>(number: u32) -> T {
        let text = format!("00000000-0000-0000-0000-{number:012}");
        text.parse().ok().unwrap()
    }

    fn pair(one: u32, other: u32) -> DocumentPair {
        DocumentPair::new(id(one), id(other)).unwrap()
    }

    /// Each pair with the document of it that is set aside, or with none where both stay.
    fn standing(said: &[(DocumentPair, Option<u32>)]) -> Standing {
        let clock = FixedClock::at("2026-11-22T10:00:00Z");
        let review = |(pair, aside): &(DocumentPair, Option<u32>)| {
            let verdict = aside.map_or(PairVerdict::Distinct, |aside| PairVerdict::SetAside(id(aside)));
            Review {
                id: id(0),
                case: id(0),
                subject: Subject::Duplicate(*pair),
                suggestion: None,
                reveal_mode: RevealMode::Shown,
                shown: String::new(),
                verdict: Verdict::Entered,
                value: Some(verdict.to_string()),
                evidence: Vec::new(),
                reason: None,
                note: None,
                dwell_ms: None,
                by: id(0),
                at: clock.now(),
            }
        };
        let reviews: Vec<Review> = said.iter().map(review).collect();
        Standing::new(clock.today(), Vec::new(), &reviews)
    }

    fn document(number: u32) -> Document {
        Document {
            id: id(number),
            case: id(0),
            submission: id(0),
            position: 0,
            file_name: String::new(),
            sha256: String::new(),
            size_bytes: 0,
            media_type: "application/pdf".to_owned(),
            part_of: None,
            pages: None,
        }
    }

    #[test]
    fn a_document_is_set_aside_while_the_one_that_is_kept_is_there() {
        let standing = standing(&[(pair(1, 2), Some(2)), (pair(1, 3), None), (pair(4, 3), Some(3))]);
        let all: Vec<Document> = [1, 2, 3, 4].map(document).into();
        let expected = SetAside::from([(id(2), id(1)), (id(3), id(4))]);
        assert_eq!(set_aside(&standing, &all), expected);
        let without_the_fourth = set_aside(&standing, &all[..3]);
        assert_eq!(without_the_fourth, SetAside::from([(id(2), id(1))]));
    }

    #[test]
    fn of_documents_that_are_one_one_stays_in_its_place() {
        let standing = standing(&[(pair(1, 2), Some(1)), (pair(2, 3), Some(2))]);
        let set_aside = |pair, document: u32| {
            let value = PairVerdict::SetAside(id(document)).to_string();
            normalise(&standing, pair, &value).map_err(|error| error.to_string())
        };
        assert!(set_aside(pair(1, 3), 3).is_err(), "the first is aside itself");
        assert!(set_aside(pair(1, 3), 1).is_ok());
        assert!(
            set_aside(pair(2, 3), 3).is_ok(),
            "the other way round than before"
        );
        assert!(
            set_aside(pair(1, 2), 2).is_ok(),
            "what was said of these two before does not count"
        );
        assert!(set_aside(pair(1, 3), 2).is_err(), "none of the two");
        assert_eq!(
            normalise(&standing, pair(1, 3), "distinct").ok().as_deref(),
            Some("distinct")
        );
        assert!(normalise(&standing, pair(1, 3), "no").is_err());
    }
}
