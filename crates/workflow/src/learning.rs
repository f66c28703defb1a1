//! What can be learned from the office: kinds and services that people settled, each with where it comes from. Reads
//! alone; a suggestion that nobody reviewed is never among it.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::Document;
use aktenlage_domain::division::PageSet;
use aktenlage_domain::document::is_emptied_archive;
use aktenlage_domain::ids::{CaseId, DocumentId, ReviewId, RunId, SuggestionId};
use aktenlage_domain::review::Review;
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::{Store, Tx};
use time::OffsetDateTime;

use crate::case_detail::load_standing;
use crate::division::{Divisions, counting, head_of};
use crate::error::WorkflowError;

mod past;
mod tried;

pub use past::{PastSubject, received_on};
pub use tried::{TriedLesson, tried_lessons};

/// Cases per round trip.
const BATCH: i64 = 500;

/// How a person came to the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// The person took what was shown. Whoever sees a suggestion tends to agree with it (anchoring), so this is weaker
    /// than the others.
    Confirmed,
    /// The person saw another value and changed it.
    Corrected,
    /// No value was shown.
    Entered,
}

impl Manner {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Corrected, Self::Entered];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Corrected => "corrected",
            Self::Entered => "entered",
        }
    }
}

/// A document of a lesson: enough to read it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonDocument {
    /// Its id.
    pub document: DocumentId,
    /// SHA-256 of the original; of a part of a divided scan that of the scan.
    pub sha256: String,
    /// Which pages of the original it is; `None` for all.
    pub pages: Option<PageSet>,
    /// Its name as people see it. Personal data: for reading it alone, never to be written anywhere.
    pub name: String,
}

/// A value that a person settled, with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// The case.
    pub case: CaseId,
    /// When the first documents of the case arrived: examples are divided by it.
    pub received_at: OffsetDateTime,
    /// The kind of a document, or the service.
    pub subject: Subject,
    /// The kind or the service, by its id.
    pub label: String,
    /// How the person came to it.
    pub manner: Manner,
    /// The review that settled it.
    pub review: ReviewId,
    /// When.
    pub reviewed_at: OffsetDateTime,
    /// The entry of the audit chain that tells of the review.
    pub entry: i64,
    /// The suggestion that was shown, if any.
    pub suggestion: Option<SuggestionId>,
    /// The run that made that suggestion.
    pub run: Option<RunId>,
    /// What made it: encoder, heads or rules.
    pub model: Option<String>,
    /// What it says: the document, or for a service those that were there when it was settled, in their order.
    pub documents: Vec<LessonDocument>,
}

/// Everything that people settled so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lessons {
    /// The lessons, by case and then by subject.
    pub lessons: Vec<Lesson>,
    /// Reviews of kinds and services that count and hold no value: thrown away without another one, or unclear.
    pub without_value: usize,
    /// Reviews whose document is divided by now, or has nothing of its own.
    pub without_document: usize,
}

/// Reads what people settled: of each subject the review that counts, if it holds a value. What was withdrawn, thrown
/// away or left unclear teaches nothing, and a suggestion alone never does.
pub async fn lessons(store: &Store) -> Result<Lessons, WorkflowError> {
    let mut tx = store.read().await?;
    let mut lessons = Lessons::default();
    let mut last = None;
    loop {
        let cases = tx.reviewed_cases_after(last, BATCH).await?;
        let Some(end) = cases.last() else {
            return Ok(lessons);
        };
        last = Some(*end);
        for case in cases {
            of_case(&mut tx, case, &mut lessons).await?;
        }
    }
}

async fn of_case(tx: &mut Tx, case: CaseId, lessons: &mut Lessons) -> Result<(), WorkflowError> {
    let standing = load_standing(tx, case).await?;
    let arrivals: BTreeMap<_, _> = tx
        .submissions(case)
        .await?
        .into_iter()
        .map(|submission| (submission.id, submission.at))
        .collect();
    let Some(received_at) = arrivals.values().min().copied() else {
        return Ok(());
    };
    if tx.joining(case).await?.is_some() {
        // What was said about its documents went with them.
        return Ok(());
    }
    let documents = with_content(tx, case, &standing.divisions()).await?;
    let said_in: BTreeSet<CaseId> = standing.reviews.values().map(|review| review.case).collect();
    let mut entries = BTreeMap::new();
    for case in said_in {
        entries.extend(entries_of_reviews(tx, case).await?);
    }
    for (subject, review) in &standing.reviews {
        let documents: Vec<LessonDocument> = match subject {
            Subject::DocumentKind(id) => documents
                .iter()
                .filter(|document| document.id == *id)
                .map(described)
                .collect(),
            // What came later was not what the person looked at.
            Subject::Service => documents
                .iter()
                .filter(|document| {
                    arrivals
                        .get(&document.submission)
                        .is_some_and(|at| *at <= review.at)
                })
                .map(described)
                .collect(),
            Subject::Field(_)
            | Subject::Requirement(_)
            | Subject::LegalBasis(_)
            | Subject::Rescan(_)
            | Subject::Division(_)
            | Subject::Duplicate(_) => continue,
        };
        let Some(label) = review.value.clone() else {
            lessons.without_value += 1;
            continue;
        };
        if documents.is_empty() {
            lessons.without_document += 1;
            continue;
        }
        let entry = entries.get(&review.id).copied().ok_or_else(|| {
            WorkflowError::Internal(format!(
                "no entry of the audit chain tells of review {}",
                review.id
            ))
        })?;
        let lesson = lesson(tx, review, label, received_at, entry, documents).await?;
        lessons.lessons.push(lesson);
    }
    Ok(())
}

async fn lesson(
    tx: &mut Tx,
    review: &Review,
    label: String,
    received_at: OffsetDateTime,
    entry: i64,
    documents: Vec<LessonDocument>,
) -> Result<Lesson, WorkflowError> {
    let shown = match review.suggestion {
        Some(id) => tx.suggestion(id).await?,
        None => None,
    };
    let value = shown.as_ref().and_then(|stored| stored.suggestion.answer.value());
    let manner = match value {
        None => Manner::Entered,
        Some(value) if value == label => Manner::Confirmed,
        Some(_) => Manner::Corrected,
    };
    Ok(Lesson {
        case: review.case,
        received_at,
        subject: review.subject.clone(),
        label,
        manner,
        review: review.id,
        reviewed_at: review.at,
        entry,
        suggestion: shown.as_ref().map(|stored| stored.id),
        run: shown.as_ref().map(|stored| stored.run),
        model: shown.map(|stored| stored.suggestion.origin.model),
        documents,
    })
}

/// The documents of a case that have a kind, as they are divided now, without archives that were emptied.
pub(crate) async fn with_content(
    tx: &mut Tx,
    case: CaseId,
    divisions: &Divisions,
) -> Result<Vec<Document>, WorkflowError> {
    let heads = tx.reading_heads(case).await?;
    let mut documents = counting(tx.documents(case).await?, divisions);
    documents
        .retain(|document| head_of(document, &heads).is_none_or(|head| !is_emptied_archive(&head.issues)));
    Ok(documents)
}

pub(crate) fn described(document: &Document) -> LessonDocument {
    LessonDocument {
        document: document.id,
        sha256: document.sha256.clone(),
        pages: document.pages.clone(),
        name: document.name(),
    }
}

/// The number of the entry that tells of each review.
async fn entries_of_reviews(tx: &mut Tx, case: CaseId) -> Result<BTreeMap<ReviewId, i64>, WorkflowError> {
    let rows = tx.audit_of_case(case).await?;
    let entries = rows.into_iter().filter_map(|row| {
        let entry = row.entry;
        // A division tells of its review a second time, for the documents that it makes.
        if entry.action != AuditAction::ReviewRecorded {
            return None;
        }
        let review: ReviewId = entry.detail.get("review")?.as_str()?.parse().ok()?;
        Some((review, entry.sequence))
    });
    Ok(entries.collect())
}
