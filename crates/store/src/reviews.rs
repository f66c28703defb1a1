//! What people made of suggestions. Rows are written once and never changed.
use std::collections::BTreeMap;

use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::{CaseId, ReviewId};
use aktenlage_domain::review::{RevealMode, Review, ReviewReason, Verdict};
use aktenlage_domain::suggestion::Subject;

use crate::convert::{all, corrupt, instant, maybe, optional_word, word};
use crate::engine::{Tx, execute, fetch_all, fetch_optional};
use crate::error::StoreError;
use crate::json::{spans_from_text, spans_to_text};
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

/// The review that counts on each subject: the last one, unless it withdraws. Expects the order of [`Tx::reviews`].
pub fn effective(reviews: &[Review]) -> BTreeMap<Subject, Review> {
    let mut counting = BTreeMap::new();
    for review in reviews {
        if review.verdict == Verdict::Withdrawn {
            counting.remove(&review.subject);
        } else {
            counting.insert(review.subject.clone(), review.clone());
        }
    }
    counting
}

impl Tx {
    /// Records a review. Commit needs one entry `review_recorded` for each.
    pub async fn insert_review(&mut self, review: &Review) -> Result<(), StoreError> {
        self.change(Change::Review)?;
        execute!(
            self,
            sql::INSERT_REVIEW,
            review.id.to_string(),
            review.case.to_string(),
            review.subject.kind().as_str(),
            review.subject.key(),
            review.suggestion.map(|suggestion| suggestion.to_string()),
            &review.shown,
            review.verdict.as_str(),
            review.value.as_deref(),
            spans_to_text(&review.evidence)?,
            review.reason.map(ReviewReason::as_str),
            review.note.as_deref(),
            review.dwell_ms,
            review.by.to_string(),
            instant_to_text(review.at),
            review.reveal_mode.as_str(),
        )?;
        let id = review.id.to_string();
        self.wrote(Table::Reviews, &id, (&id, ""));
        Ok(())
    }
    /// One review.
    pub async fn review(&mut self, id: ReviewId) -> Result<Option<Review>, StoreError> {
        maybe(fetch_optional!(
            self,
            ReviewRow,
            sql::REVIEW_BY_ID,
            id.to_string()
        )?)
    }
    /// Reviews about documents, recorded in cases that this one got documents from or gave some to, oldest first. Which of
    /// the documents count for this case now is not asked.
    pub async fn reviews_elsewhere(&mut self, case: CaseId) -> Result<Vec<Review>, StoreError> {
        all(fetch_all!(
            self,
            ReviewRow,
            sql::REVIEWS_ELSEWHERE,
            case.to_string()
        )?)
    }
    /// All reviews of a case in the order they were recorded.
    pub async fn reviews(&mut self, case: CaseId) -> Result<Vec<Review>, StoreError> {
        all(fetch_all!(
            self,
            ReviewRow,
            sql::REVIEWS_OF_CASE,
            case.to_string()
        )?)
    }
}

row! {
    struct ReviewRow {
        id: String,
        case_id: String,
        subject_kind: String,
        subject_key: String,
        suggestion_id: Option<String>,
        shown: String,
        verdict: String,
        value: Option<String>,
        evidence: String,
        reason: Option<String>,
        note: Option<String>,
        dwell_ms: Option<i64>,
        by_user: String,
        at: String,
        reveal_mode: Option<String>,
    }
}

impl TryFrom<ReviewRow> for Review {
    type Error = StoreError;
    fn try_from(row: ReviewRow) -> Result<Self, StoreError> {
        let kind = word("reviews.subject_kind", &row.subject_kind)?;
        Ok(Self {
            id: word("reviews.id", &row.id)?,
            case: word("reviews.case_id", &row.case_id)?,
            subject: Subject::from_parts(kind, &row.subject_key)
                .map_err(|_| corrupt("reviews.subject_key"))?,
            suggestion: optional_word("reviews.suggestion_id", row.suggestion_id.as_deref())?,
            // Before there were samples nothing was withheld.
            reveal_mode: optional_word("reviews.reveal_mode", row.reveal_mode.as_deref())?
                .unwrap_or(RevealMode::Shown),
            shown: row.shown,
            verdict: word("reviews.verdict", &row.verdict)?,
            value: row.value,
            evidence: spans_from_text("reviews.evidence", &row.evidence)?,
            reason: optional_word("reviews.reason", row.reason.as_deref())?,
            note: row.note,
            dwell_ms: row.dwell_ms,
            by: word("reviews.by_user", &row.by_user)?,
            at: instant("reviews.at", &row.at)?,
        })
    }
}
