//! A case with everything its frame shows.
use std::collections::BTreeMap;

use aktenlage_domain::case::{CaseState, Document};
use aktenlage_domain::document::Page;
use aktenlage_domain::ids::{CaseId, DocumentId, SubmissionId};
use aktenlage_domain::letter::LetterKind;
use aktenlage_domain::review::Review;
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::{JobState, PageSummary, ReadingHead, Tx};
use time::Date;

use crate::deadlines;
use crate::division::{head_of, in_force};
use crate::documents::in_reading_order;
use crate::duplicates::set_aside;
use crate::error::WorkflowError;
use crate::jobs::assess_case;
use crate::list_cases::load_row;
use crate::names::{Names, suggestion_view};
use crate::samples::hidden_fields;
use crate::standing::Standing;
use crate::views::{CaseDetail, DocumentView, ProcessingFailure};
use crate::workbench::Workbench;

impl Workbench {
    /// Everything the frame of a case shows.
    pub async fn case_detail(&self, case: CaseId) -> Result<CaseDetail, WorkflowError> {
        let mut tx = self.read().await?;
        let row = load_row(&mut tx, case, self.clock().today()).await?;
        let names = Names::load(&mut tx).await?;
        let standing = load_standing(&mut tx, case).await?;
        let heads = tx.reading_heads(case).await?;
        let documents = in_reading_order(&in_force(tx.documents(case).await?, &standing.divisions()));
        let set_aside = set_aside(&standing, &documents);
        let received: BTreeMap<SubmissionId, Date> = tx
            .submissions(case)
            .await?
            .into_iter()
            .map(|submission| (submission.id, submission.received_on))
            .collect();
        let received_on = row.case.received_on;
        let views = documents.into_iter().map(|document| {
            let subject = Subject::DocumentKind(document.id);
            let rescan = Subject::Rescan(document.id);
            let division = Subject::Division(document.id);
            let head = head_of(&document, &heads);
            DocumentView {
                kind: standing.suggestions.get(&subject).cloned().map(suggestion_view),
                kind_review: standing
                    .reviews
                    .get(&subject)
                    .cloned()
                    .map(|review| names.review(review)),
                rescan: standing.suggestions.get(&rescan).cloned().map(suggestion_view),
                rescan_review: standing
                    .reviews
                    .get(&rescan)
                    .cloned()
                    .map(|review| names.review(review)),
                division: standing.suggestions.get(&division).cloned().map(suggestion_view),
                division_review: standing
                    .reviews
                    .get(&division)
                    .cloned()
                    .map(|review| names.review(review)),
                pages: head.as_ref().map(pages).unwrap_or_default(),
                issues: head.map(|head| head.issues).unwrap_or_default(),
                received_on: received.get(&document.submission).copied().unwrap_or(received_on),
                set_aside_for: set_aside.get(&document.id).copied(),
                document,
            }
        });
        let documents = views.collect();
        let deadlines = deadlines::of_case(&row.case, self.catalogue(), &standing);
        let failure = failure(&mut tx, case).await?;
        let decision = tx.decision(case).await?;
        let decision = decision.map(|decision| names.decision(decision));
        let pair_reviews = standing
            .pair_reviews()
            .map(|(_, review)| names.review(review.clone()));
        let duplicate_reviews = pair_reviews.collect();
        Ok(CaseDetail {
            row,
            documents,
            duplicate_reviews,
            service_suggestion: standing
                .suggestions
                .get(&Subject::Service)
                .cloned()
                .map(suggestion_view),
            service_review: standing
                .reviews
                .get(&Subject::Service)
                .cloned()
                .map(|review| names.review(review)),
            failure,
            deadlines,
            decision,
        })
    }
}

/// Suggestions and reviews of a case.
pub(crate) async fn load_standing(tx: &mut Tx, case: CaseId) -> Result<Standing, WorkflowError> {
    let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
    let suggestions = tx.current_suggestions(case).await?;
    let reviews = reviews_that_bear_on(tx, case).await?;
    let mut standing = Standing::new(found.received_on, suggestions, &reviews);
    standing.withhold(hidden_fields(tx, case).await?);
    let said = tx.first_receipts(case).await?.pop();
    standing.first_receipt = said.and_then(|receipt| receipt.elsewhere);
    if found.state.is_open() {
        standing.awaited_until = awaited_until(tx, case, found.state).await?;
    }
    Ok(standing)
}

/// The reviews of a case in the order they were recorded. What was said about a document goes with it: also from the case
/// that it came in with, and no more in a case that it left.
async fn reviews_that_bear_on(tx: &mut Tx, case: CaseId) -> Result<Vec<Review>, WorkflowError> {
    let mut reviews = tx.reviews(case).await?;
    if tx.placements(case).await?.is_empty() && tx.joinings_into(case).await?.is_empty() {
        return Ok(reviews);
    }
    reviews.extend(tx.reviews_elsewhere(case).await?);
    reviews.sort_by_key(|review| review.at);
    let documents = tx.documents(case).await?;
    let is_here = |id: &DocumentId| {
        let is_it = |document: &Document| document.id == *id || document.read_with() == *id;
        documents.iter().any(is_it)
    };
    reviews.retain(|review| match &review.subject {
        Subject::DocumentKind(id) | Subject::Rescan(id) | Subject::Division(id) => is_here(id),
        Subject::Duplicate(pair) => pair.documents().iter().all(is_here),
        Subject::Service | Subject::Field(_) | Subject::Requirement(_) | Subject::LegalBasis(_) => true,
    });
    Ok(reviews)
}

/// The nearest day that somebody was given: by the last request while its documents are awaited, and by the last hearing
/// until it is decided.
async fn awaited_until(tx: &mut Tx, case: CaseId, state: CaseState) -> Result<Option<Date>, WorkflowError> {
    let letters = tx.letters(case).await?;
    let last = |kind: LetterKind| letters.iter().rfind(|letter| letter.kind == kind);
    let request = last(LetterKind::DocumentRequest).filter(|_| state == CaseState::AwaitingDocuments);
    let mut days: Vec<Date> = request.and_then(|request| request.due_on).into_iter().collect();
    if let Some(hearing) = last(LetterKind::Hearing) {
        // A case that was opened again was heard before its decision.
        let decisions = tx.decisions(case).await?;
        let is_over = decisions.iter().any(|decision| decision.at >= hearing.at);
        days.extend(hearing.due_on.filter(|_| !is_over));
    }
    Ok(days.into_iter().min())
}

async fn failure(tx: &mut Tx, case: CaseId) -> Result<Option<ProcessingFailure>, WorkflowError> {
    let jobs = tx.jobs_by_key(&assess_case::key(case)).await?;
    let dead = jobs.into_iter().find(|job| job.state == JobState::Dead);
    Ok(dead.map(|job| ProcessingFailure {
        code: job.error_code.unwrap_or_default(),
        attempts: job.attempts,
        job: job.id,
    }))
}

fn pages(head: &ReadingHead) -> Vec<Page> {
    let page = |page: &PageSummary| Page {
        number: page.number,
        width_points: page.width_points,
        height_points: page.height_points,
        rotation: page.rotation,
        source: page.source,
        words: Vec::new(),
        scan: page.scan.clone(),
    };
    head.pages.iter().map(page).collect()
}
