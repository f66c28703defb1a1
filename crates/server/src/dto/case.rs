//! Cases: a line of the queue, a page of it, and one case in full.
use aktenlage_domain::clock::date_to_text;
use aktenlage_workflow::views;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::deadline::CaseDeadline;
use super::decision::DecisionView;
use super::document::DocumentView;
use super::label::Person;
use super::list;
use super::review::ReviewView;
use super::suggestion::SuggestionView;
use super::triage::{Awaiting, Snooze};
use super::word::{CaseState, IssueCode, Processing};

/// One line of the queue.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CaseRow {
    #[schema(format = "uuid")]
    id: String,
    reference: String,
    state: CaseState,
    pub(crate) version: i64,
    service: Option<String>,
    service_confirmed: bool,
    applicant_name: Option<String>,
    #[schema(format = Date)]
    received_on: String,
    #[schema(format = Date)]
    due_on: Option<String>,
    assignee: Option<Person>,
    fields_reviewed: i64,
    fields_total: i64,
    requirements_missing: i64,
    requirements_unclear: i64,
    contradictions: i64,
    processing: Processing,
    issues: Vec<IssueCode>,
    /// The answer that is awaited, if documents were asked for.
    awaiting: Option<Awaiting>,
    /// Until when and why it is put back, also when that day has come.
    snooze: Option<Snooze>,
    /// To how many other cases its post may belong; 0 once somebody worked on it.
    likely_cases: i64,
}

/// Cases per view, without the search.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ViewCounts {
    all: i64,
    mine: i64,
    unassigned: i64,
    due: i64,
    missing: i64,
    awaiting: i64,
    answered: i64,
    snooze_due: i64,
    snoozed: i64,
    decided: i64,
}

/// A page of the queue.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CasePage {
    total: i64,
    counts: ViewCounts,
    items: Vec<CaseRow>,
}

/// Why the machine gave up.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ProcessingFailure {
    code: String,
    attempts: i64,
    #[schema(format = "uuid")]
    job_id: String,
}

/// A case with everything its frame shows: the line of the queue and more.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CaseDetail {
    #[serde(flatten)]
    pub(crate) row: CaseRow,
    documents: Vec<DocumentView>,
    /// What people said of two documents that look like one: the key names both, the value is `distinct` or
    /// `set_aside:` with the id of the one that is set aside.
    duplicate_reviews: Vec<ReviewView>,
    service_suggestion: Option<SuggestionView>,
    service_review: Option<ReviewView>,
    failure: Option<ProcessingFailure>,
    /// The periods of its service, in the order of the blueprint.
    deadlines: Vec<CaseDeadline>,
    decision: Option<DecisionView>,
}

/// Who takes a case on.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct AssigneeRequest {
    /// `me`, the id of a clerk, or `null`.
    pub(crate) assignee: Option<String>,
}

impl From<views::CaseRow> for CaseRow {
    fn from(row: views::CaseRow) -> Self {
        let case = row.case;
        Self {
            id: case.id.to_string(),
            reference: case.reference.to_string(),
            state: case.state.into(),
            version: case.version,
            service: case.service.map(|key| key.to_string()),
            service_confirmed: row.service_confirmed,
            applicant_name: case.applicant_name,
            received_on: date_to_text(case.received_on),
            due_on: case.due_on.map(date_to_text),
            assignee: row.assignee.map(Person::from),
            fields_reviewed: row.fields_reviewed,
            fields_total: row.fields_total,
            requirements_missing: row.requirements_missing,
            requirements_unclear: row.requirements_unclear,
            contradictions: row.contradictions,
            processing: row.processing.into(),
            issues: list(row.issues),
            awaiting: row.awaiting.map(Awaiting::from),
            snooze: row.snooze.map(Snooze::from),
            likely_cases: row.likely_cases,
        }
    }
}

impl From<views::CasePage> for CasePage {
    fn from(page: views::CasePage) -> Self {
        let views::ViewCounts {
            all,
            mine,
            unassigned,
            due,
            missing,
            awaiting,
            answered,
            snooze_due,
            snoozed,
            decided,
        } = page.counts;
        Self {
            total: page.total,
            counts: ViewCounts {
                all,
                mine,
                unassigned,
                due,
                missing,
                awaiting,
                answered,
                snooze_due,
                snoozed,
                decided,
            },
            items: list(page.items),
        }
    }
}

impl From<views::CaseDetail> for CaseDetail {
    fn from(detail: views::CaseDetail) -> Self {
        Self {
            row: detail.row.into(),
            documents: list(detail.documents),
            duplicate_reviews: list(detail.duplicate_reviews),
            service_suggestion: detail.service_suggestion.map(SuggestionView::from),
            service_review: detail.service_review.map(ReviewView::from),
            failure: detail.failure.map(|failure| ProcessingFailure {
                code: failure.code,
                attempts: failure.attempts,
                job_id: failure.job.to_string(),
            }),
            deadlines: list(detail.deadlines),
            decision: detail.decision.map(DecisionView::from),
        }
    }
}
