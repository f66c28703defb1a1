//! What people made of suggestions, and the decision that ends a case. Rows are written once and never changed.
use std::collections::BTreeMap;

use aktenlage_domain::case::Decision;
use aktenlage_domain::ids::{CaseId, ReviewId};
use aktenlage_domain::review::{Review, Verdict};
use aktenlage_domain::suggestion::Subject;

use crate::engine::Tx;
use crate::error::StoreError;

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
        todo!()
    }
    /// One review.
    pub async fn review(&mut self, id: ReviewId) -> Result<Option<Review>, StoreError> {
        todo!()
    }
    /// All reviews of a case in the order they were recorded.
    pub async fn reviews(&mut self, case: CaseId) -> Result<Vec<Review>, StoreError> {
        todo!()
    }
    /// Records the decision of a case; only once ([`StoreError::Exists`]). Commit needs `decision_recorded`.
    pub async fn insert_decision(&mut self, decision: &Decision) -> Result<(), StoreError> {
        todo!()
    }
    /// The decision of a case.
    pub async fn decision(&mut self, case: CaseId) -> Result<Option<Decision>, StoreError> {
        todo!()
    }
}
