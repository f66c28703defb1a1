//! What models proposed. Rows are written once; a later suggestion on the same subject supersedes the earlier one.
use aktenlage_domain::ids::{CaseId, CaseReference, RunId, SuggestionId};
use aktenlage_domain::review::Review;
use aktenlage_domain::suggestion::Suggestion;
use time::OffsetDateTime;

use crate::engine::Tx;
use crate::error::StoreError;

/// A suggestion with its place in the records.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredSuggestion {
    /// Its id.
    pub id: SuggestionId,
    /// The case.
    pub case: CaseId,
    /// The run that made it.
    pub run: RunId,
    /// What it says.
    pub suggestion: Suggestion,
    /// When it was stored.
    pub created_at: OffsetDateTime,
}

/// Which suggestions, by what people made of them: the last review that names the suggestion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuggestionOutcome {
    /// Every one.
    #[default]
    All,
    /// Taken as it was.
    Accepted,
    /// Another value was entered.
    Amended,
    /// Thrown away.
    Rejected,
    /// Current, with no review, or one that was withdrawn or left it unclear.
    Open,
}

/// A question for the suggestions trail (`GET /api/suggestions`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionQuery {
    /// Only this case.
    pub case: Option<CaseId>,
    /// Which.
    pub outcome: SuggestionOutcome,
    /// How many to leave out.
    pub offset: i64,
    /// How many at most.
    pub limit: i64,
}

/// One line of the suggestions trail.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestionListRow {
    /// The suggestion.
    pub stored: StoredSuggestion,
    /// Reference of its case.
    pub reference: CaseReference,
    /// The last review that names it.
    pub review: Option<Review>,
    /// Whether a later suggestion took its place.
    pub superseded: bool,
}

/// One page of the suggestions trail, newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestionPage {
    /// How many match.
    pub total: i64,
    /// The page.
    pub items: Vec<SuggestionListRow>,
}

/// Figures over all suggestions (`GET /api/models`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SuggestionCounts {
    /// All ever made.
    pub total: i64,
    /// With a verdict accepted, amended or rejected.
    pub reviewed: i64,
    /// Taken as they were.
    pub accepted: i64,
    /// Another value was entered.
    pub amended: i64,
    /// Thrown away.
    pub rejected: i64,
    /// Abstentions.
    pub abstained: i64,
}

impl Tx {
    /// Stores what a run proposed; each supersedes what was current on its subject.
    /// Commit needs an entry `suggestions_recorded`.
    pub async fn insert_suggestions(
        &mut self,
        case: CaseId,
        run: RunId,
        suggestions: &[(SuggestionId, Suggestion)],
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        todo!()
    }
    /// What stands on each subject of a case now, in the order it was stored.
    pub async fn current_suggestions(&mut self, case: CaseId) -> Result<Vec<StoredSuggestion>, StoreError> {
        todo!()
    }
    /// One suggestion, current or superseded.
    pub async fn suggestion(&mut self, id: SuggestionId) -> Result<Option<StoredSuggestion>, StoreError> {
        todo!()
    }
    /// One page of the suggestions trail.
    pub async fn list_suggestions(&mut self, query: &SuggestionQuery) -> Result<SuggestionPage, StoreError> {
        todo!()
    }
    /// Figures over all suggestions.
    pub async fn suggestion_counts(&mut self) -> Result<SuggestionCounts, StoreError> {
        todo!()
    }
}
