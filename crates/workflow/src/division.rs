//! Scans that people divided into documents. Only what a person accepted or entered divides; a suggestion alone changes
//! nothing, for everything that follows (kinds, fields, completeness) would rest on it.
//!
//! Nothing is taken away: the scan stays, and documents of a division that no longer holds stay in the database; the
//! division in force says which of them the case has.
use std::collections::BTreeMap;

use aktenlage_assist::DocumentInput;
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::{Document, PartOf};
use aktenlage_domain::division::{Division, DivisionError, PageSet};
use aktenlage_domain::document::issues_of_pages;
use aktenlage_domain::ids::{CaseId, DocumentId};
use aktenlage_domain::review::Review;
use aktenlage_extract::has_pages;
use aktenlage_store::{AuditDraft, ReadingHead, Tx};
use serde_json::json;

use crate::error::WorkflowError;
use crate::joining::place::placements_in_force;
use crate::take_in::added;
use crate::workbench::Workbench;

/// Divisions in force, by the scan.
pub(crate) type Divisions = BTreeMap<DocumentId, Division>;

/// The documents of a case as they are divided now, without the parts of divisions that do not hold. Divided scans are
/// still among them: like an emptied archive, a scan that `divisions` names has nothing of its own.
pub(crate) fn in_force(documents: Vec<Document>, divisions: &Divisions) -> Vec<Document> {
    let holds = |document: &Document| match &document.pages {
        Some(pages) => divisions
            .get(&document.read_with())
            .is_some_and(|division| division.names(pages)),
        None => true,
    };
    documents.into_iter().filter(holds).collect()
}

/// The documents that have a kind and stand for evidence: those [`in_force`] without the scans that were divided.
pub(crate) fn counting(documents: Vec<Document>, divisions: &Divisions) -> Vec<Document> {
    let mut documents = in_force(documents, divisions);
    documents.retain(|document| !divisions.contains_key(&document.id));
    documents
}

/// What was read of a document, without texts; of a part of a scan, these pages of what was read of the scan.
pub(crate) fn head_of(document: &Document, heads: &[ReadingHead]) -> Option<ReadingHead> {
    let of = document.read_with();
    let head = heads.iter().find(|head| head.document == of)?.clone();
    let Some(pages) = &document.pages else {
        return Some(head);
    };
    Some(ReadingHead {
        document: document.id,
        issues: issues_of_pages(&head.issues, pages),
        pages: head
            .pages
            .into_iter()
            .filter(|page| pages.contains(page.number))
            .collect(),
        ..head
    })
}

/// What was read, with the documents of a divided scan in its place. `documents` are the ones [`in_force`].
pub(crate) fn divide(
    inputs: Vec<DocumentInput>,
    documents: &[Document],
    divisions: &Divisions,
) -> Vec<DocumentInput> {
    let mut divided = Vec::with_capacity(inputs.len());
    for input in inputs {
        if !divisions.contains_key(&input.id) {
            divided.push(input);
            continue;
        }
        let mut parts: Vec<(&PageSet, &Document)> = documents
            .iter()
            .filter(|document| document.read_with() == input.id)
            .filter_map(|document| Some((document.pages.as_ref()?, document)))
            .collect();
        parts.sort_by_key(|(pages, _)| pages.first());
        let part =
            |(pages, document): (&PageSet, &Document)| input.of_pages(document.id, document.name(), pages);
        divided.extend(parts.into_iter().map(part));
    }
    divided
}

/// Whether a document of a case can be divided: it is a PDF or a picture of several pages, and no part of one itself.
pub(crate) async fn is_divisible(
    tx: &mut Tx,
    case: CaseId,
    document: DocumentId,
) -> Result<bool, WorkflowError> {
    let found = tx.document(document).await?;
    let is_file = found.is_some_and(|document| {
        document.case == case && document.pages.is_none() && has_pages(&document.media_type)
    });
    Ok(is_file && pages_of(tx, case, document).await?.len() > 1)
}

/// Whether pages of a scan count for another case: then it stays divided as it is until they are taken back.
pub(crate) async fn is_shared(tx: &mut Tx, case: CaseId, scan: DocumentId) -> Result<bool, WorkflowError> {
    let placed = placements_in_force(tx, case).await?;
    Ok(placed
        .iter()
        .any(|(_, document)| document.pages.is_some() && document.read_with() == scan))
}

/// Checks that a division fits the scan.
pub(crate) async fn check(
    tx: &mut Tx,
    case: CaseId,
    document: DocumentId,
    value: &str,
) -> Result<(), WorkflowError> {
    let division: Division = value.parse().map_err(invalid)?;
    let pages = pages_of(tx, case, document).await?;
    division.check(&pages).map_err(invalid)
}

/// Numbers of the pages that were read.
async fn pages_of(tx: &mut Tx, case: CaseId, document: DocumentId) -> Result<Vec<u32>, WorkflowError> {
    let heads = tx.reading_heads(case).await?;
    let head = heads.into_iter().find(|head| head.document == document);
    let pages = head.map(|head| head.pages).unwrap_or_default();
    Ok(pages.iter().map(|page| page.number).collect())
}

/// What is wrong with the value of a review.
pub(crate) fn invalid(error: DivisionError) -> WorkflowError {
    match error {
        DivisionError::Form => WorkflowError::invalid("value", "invalid_form"),
        DivisionError::PageTwice => WorkflowError::invalid("value", "page_twice"),
        DivisionError::NoSuchPage => WorkflowError::invalid("value", "no_such_page"),
        DivisionError::Undivided => WorkflowError::invalid("value", "undivided"),
    }
}

impl Workbench {
    /// Records the documents of a division that were never documents before, behind all others of the case. Submission,
    /// and with it the day of receipt, file and name are the scan's.
    pub(crate) async fn add_divided(
        &self,
        tx: &mut Tx,
        scan: DocumentId,
        division: &Division,
        because_of: &Review,
        entry: &AuditDraft,
    ) -> Result<(), WorkflowError> {
        let scan = tx.document(scan).await?.ok_or(WorkflowError::NotFound)?;
        let there = tx.parts(scan.id).await?;
        let first = tx.next_position(scan.case).await?;
        let missing = division
            .documents()
            .iter()
            .filter(|pages| !there.contains(&pages.part()));
        let mut new = Vec::new();
        for (position, pages) in (first..).zip(missing) {
            let part = Document {
                id: DocumentId::new(self.clock(), self.entropy()),
                position,
                part_of: Some(PartOf {
                    container: scan.id,
                    part: pages.part(),
                    declared_name: scan.file_name.clone(),
                    declared_type: None,
                }),
                pages: Some(pages.clone()),
                ..scan.clone()
            };
            tx.insert_document(&part).await?;
            new.push(part);
        }
        if new.is_empty() {
            return Ok(());
        }
        tx.append_audit(&AuditDraft {
            action: AuditAction::DocumentsAdded,
            detail: json!({
                "container": scan.id.to_string(),
                "submission": scan.submission.to_string(),
                "review": because_of.id.to_string(),
                "documents": new.iter().map(added).collect::<Vec<_>>(),
            }),
            ..entry.clone()
        })
        .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use aktenlage_domain::document::{DocumentText, Issue, IssueCode};

    use super::*;

    /// The id number `number`.
    fn id<T: FromStr>(number: u32) -> T {
        let text = format!("00000000-0000-0000-0000-{number:012}");
        text.parse().ok().unwrap()
    }

    fn document(number: u32, pages: Option<&str>) -> Document {
        let pages: Option<PageSet> = pages.map(|pages| pages.parse().unwrap());
        Document {
            id: id(number),
            case: id(0),
            submission: id(0),
            position: 0,
            file_name: "scan.pdf".to_owned(),
            sha256: String::new(),
            size_bytes: 0,
            media_type: "application/pdf".to_owned(),
            part_of: pages.as_ref().map(|pages| PartOf {
                container: id(1),
                part: pages.part(),
                declared_name: "scan.pdf".to_owned(),
                declared_type: None,
            }),
            pages,
        }
    }

    fn divisions(text: &str) -> Divisions {
        Divisions::from([(id(1), text.parse().unwrap())])
    }

    fn numbers(documents: &[Document]) -> Vec<u128> {
        documents.iter().map(|document| document.id.0.as_u128()).collect()
    }

    #[test]
    fn the_division_in_force_says_which_parts_the_case_has() {
        let all = || {
            vec![
                document(1, None),
                document(2, Some("1-3")),
                document(3, Some("4,5")),
                document(4, Some("1,2")),
                document(5, None),
            ]
        };
        assert_eq!(numbers(&in_force(all(), &divisions("1-3;4,5"))), [1, 2, 3, 5]);
        assert_eq!(numbers(&in_force(all(), &divisions("1,2;3-5"))), [1, 4, 5]);
        assert_eq!(numbers(&in_force(all(), &Divisions::new())), [1, 5]);
        assert_eq!(numbers(&counting(all(), &divisions("1,2;3-5"))), [4, 5]);
    }

    #[test]
    fn a_divided_scan_is_read_as_its_documents() {
        let scan = DocumentInput {
            id: id(1),
            file_name: "scan.pdf".to_owned(),
            text: DocumentText::default(),
            issues: vec![
                Issue {
                    code: IssueCode::PartlyDamaged,
                    page: None,
                },
                Issue {
                    code: IssueCode::Handwriting,
                    page: Some(4),
                },
            ],
            pages: None,
            sha256: None,
        };
        let documents = [
            document(1, None),
            document(3, Some("4,5")),
            document(2, Some("1-3")),
        ];
        let divided = divide(vec![scan.clone()], &documents, &divisions("1-3;4,5"));
        let told: Vec<(&str, usize)> = divided
            .iter()
            .map(|input| (input.file_name.as_str(), input.issues.len()))
            .collect();
        assert_eq!(told, [("scan.pdf (1-3)", 1), ("scan.pdf (4,5)", 2)]);
        let whole = divide(vec![scan], &documents, &Divisions::new());
        assert_eq!(whole.len(), 1);
        assert_eq!(whole[0].pages, None);
    }
}
