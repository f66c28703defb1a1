//! A past day: what arrived, what was suggested about it then, and what people settled since.
use std::collections::BTreeMap;

use aktenlage_domain::clock::german_date;
use aktenlage_domain::ids::{CaseId, SubmissionId};
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::{Store, StoredSuggestion, SuggestionOutcome, SuggestionQuery, Tx};
use time::{Date, Duration, OffsetDateTime};

use super::{BATCH, Lesson, LessonDocument, Lessons, described, of_case, with_content};
use crate::case_detail::load_standing;
use crate::error::WorkflowError;

/// A document that arrived on the day, or the service of a case in which something arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct PastSubject {
    /// The case.
    pub case: CaseId,
    /// The kind of a document, or the service.
    pub subject: Subject,
    /// The document, or those that the case had at the end of the day; as scans are divided today.
    pub documents: Vec<LessonDocument>,
    /// The first suggestion about it after it arrived; `None` if there is none, as where a scan was divided later.
    pub suggested: Option<StoredSuggestion>,
    /// What people settled, until today.
    pub settled: Option<Lesson>,
}

/// Everything that arrived on a civil day in Germany, by case. Reads alone.
pub async fn received_on(store: &Store, day: Date) -> Result<Vec<PastSubject>, WorkflowError> {
    // The German day lies within these hours, in summer and in winter.
    let from = day.midnight().assume_utc() - Duration::hours(2);
    let until = day.midnight().assume_utc() + Duration::hours(24);
    let mut tx = store.read().await?;
    let mut subjects = Vec::new();
    let mut last = None;
    loop {
        let cases = tx.cases_received_between(from, until, last, BATCH).await?;
        let Some(end) = cases.last() else {
            return Ok(subjects);
        };
        last = Some(*end);
        for case in cases {
            past_case(&mut tx, case, day, &mut subjects).await?;
        }
    }
}

async fn past_case(
    tx: &mut Tx,
    case: CaseId,
    day: Date,
    subjects: &mut Vec<PastSubject>,
) -> Result<(), WorkflowError> {
    let arrivals: BTreeMap<SubmissionId, OffsetDateTime> = tx
        .submissions(case)
        .await?
        .into_iter()
        .map(|submission| (submission.id, submission.at))
        .collect();
    let on_the_day = arrivals.values().filter(|at| german_date(**at) == day).min();
    let Some(first) = on_the_day.copied() else {
        return Ok(());
    };
    let divisions = load_standing(tx, case).await?.divisions();
    let documents = with_content(tx, case, &divisions).await?;
    let mut lessons = Lessons::default();
    of_case(tx, case, &mut lessons).await?;
    let everything = SuggestionQuery {
        case: Some(case),
        outcome: SuggestionOutcome::All,
        offset: 0,
        limit: i64::MAX,
    };
    // Newest first.
    let trail = tx.list_suggestions(&everything).await?.items;
    let mut add = |subject: Subject, documents: Vec<LessonDocument>, since: OffsetDateTime| {
        let suggested = trail
            .iter()
            .rev()
            .map(|row| &row.stored)
            .find(|stored| stored.suggestion.subject == subject && stored.created_at >= since);
        let settled = lessons.lessons.iter().find(|lesson| lesson.subject == subject);
        subjects.push(PastSubject {
            case,
            suggested: suggested.cloned(),
            settled: settled.cloned(),
            subject,
            documents,
        });
    };
    let mut until_then = Vec::new();
    for document in &documents {
        let Some(at) = arrivals.get(&document.submission).copied() else {
            continue;
        };
        let arrived = german_date(at);
        if arrived == day {
            let subject = Subject::DocumentKind(document.id);
            add(subject, vec![described(document)], at);
        }
        if arrived <= day {
            until_then.push(described(document));
        }
    }
    if !until_then.is_empty() {
        add(Subject::Service, until_then, first);
    }
    Ok(())
}
