//! Documents of a case that lie in another case too: the same file, or pages that say the same. It is a hint with both
//! places to look at; nothing follows from it and nothing of it is stored.
//!
//! What many people send alike (a leaflet, a page of instructions) says nothing about any of them, so it is not told.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_domain::case::{Case, Document};
use aktenlage_domain::ids::{CaseId, DocumentId};
use aktenlage_store::Tx;
use time::{Date, Duration};

use crate::case_detail::load_standing;
use crate::duplicates::set_aside;
use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// A file that lies in more other cases than this is one that many send.
const FILES: usize = 5;
/// The same of a page, by the documents that have it.
const HOLDERS: usize = 12;
/// So many pages of a document are looked for.
const PAGES: usize = 200;
/// Pages of closed cases that came in longer ago are no news.
const RECENT: Duration = Duration::days(365);

/// A document of the case and one of another case that is its copy, as a whole or in pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyElsewhere {
    /// The document of the case.
    pub document: DocumentId,
    /// The other one.
    pub other: Document,
    /// The case that the other one counts for.
    pub case: Case,
    /// Pages that say the same, by number; empty: both are the same file, byte by byte.
    pub pages: Vec<AlikePages>,
}

/// Two pages that say the same, word by word and entry by entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlikePages {
    /// The page of the document of the case.
    pub page: u32,
    /// That of the other one.
    pub other_page: u32,
}

impl Workbench {
    /// What of the documents of a case lies in other cases too, by document; the newest copy first. Nothing of documents
    /// that are set aside, and nothing of what is packed in a container that is a copy itself.
    pub async fn copies_elsewhere(&self, case: CaseId) -> Result<Vec<CopyElsewhere>, WorkflowError> {
        let today = self.clock().today();
        let mut tx = self.read().await?;
        let standing = load_standing(&mut tx, case).await?;
        let mut documents = tx.documents(case).await?;
        let set_aside = set_aside(&standing, &documents);
        documents.retain(|document| document.pages.is_none() && !set_aside.contains_key(&document.id));
        let mut found: Vec<CopyElsewhere> = Vec::new();
        let mut told: BTreeSet<(DocumentId, CaseId)> = BTreeSet::new();
        for document in &documents {
            let container = document.part_of.as_ref().map(|part| part.container);
            let mut copies = same_files(&mut tx, case, document).await?;
            let same: BTreeSet<DocumentId> = copies.iter().map(|copy| copy.other.id).collect();
            copies.extend(same_pages(&mut tx, case, document, &same, today).await?);
            for copy in copies {
                told.insert((document.id, copy.case.id));
                if container.is_none_or(|container| !told.contains(&(container, copy.case.id))) {
                    found.push(copy);
                }
            }
        }
        Ok(found)
    }
}

/// The same file in other cases; nothing where it lies in many.
async fn same_files(
    tx: &mut Tx,
    case: CaseId,
    document: &Document,
) -> Result<Vec<CopyElsewhere>, WorkflowError> {
    let limit = i64::try_from(FILES + 1).unwrap_or(i64::MAX);
    let files = tx.copies_of_file(&document.sha256, case, limit).await?;
    if files.len() > FILES {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for other in files {
        found.push(CopyElsewhere {
            document: document.id,
            case: tx.case(other.case).await?.ok_or(WorkflowError::NotFound)?,
            other,
            pages: Vec::new(),
        });
    }
    Ok(found)
}

/// Documents of other cases that say the same on two thirds of their pages, or of the pages of this one.
async fn same_pages(
    tx: &mut Tx,
    case: CaseId,
    document: &Document,
    same_files: &BTreeSet<DocumentId>,
    today: Date,
) -> Result<Vec<CopyElsewhere>, WorkflowError> {
    let prints = tx.page_prints(document.id).await?;
    let limit = i64::try_from(HOLDERS + 1).unwrap_or(i64::MAX);
    let mut alike: BTreeMap<DocumentId, Vec<AlikePages>> = BTreeMap::new();
    for (page, print) in prints.iter().take(PAGES) {
        let holders = tx.pages_with_print(print, document.id, limit).await?;
        if holders.len() > HOLDERS {
            continue;
        }
        for (other, other_page) in holders {
            let pages = alike.entry(other).or_default();
            if pages.last().is_none_or(|last| last.page != *page) {
                pages.push(AlikePages {
                    page: *page,
                    other_page,
                });
            }
        }
    }
    let mut found = Vec::new();
    for (other, pages) in alike.into_iter().rev() {
        let said = tx.page_prints(other).await?.len().min(prints.len());
        if same_files.contains(&other) || pages.len() * 3 < said * 2 {
            continue;
        }
        let other = tx.document(other).await?.ok_or(WorkflowError::NotFound)?;
        let theirs = tx.case(other.case).await?.ok_or(WorkflowError::NotFound)?;
        if other.case != case && (theirs.state.is_open() || today - theirs.received_on <= RECENT) {
            found.push(CopyElsewhere {
                document: document.id,
                other,
                case: theirs,
                pages,
            });
        }
    }
    Ok(found)
}
