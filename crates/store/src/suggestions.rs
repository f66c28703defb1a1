//! What models proposed. Rows are written once; a later suggestion on the same subject supersedes the earlier one.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::{CaseId, CaseReference, RunId, SuggestionId};
use aktenlage_domain::review::Review;
use aktenlage_domain::suggestion::{Origin, Subject, Suggestion};
use time::OffsetDateTime;

use crate::convert::{all, corrupt, instant, maybe, word};
use crate::engine::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::StoreError;
use crate::json::{answer_from_text, answer_to_text, remarks_from_text, remarks_to_text};
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

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

impl SuggestionOutcome {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Accepted => "accepted",
            Self::Amended => "amended",
            Self::Rejected => "rejected",
            Self::Open => "open",
        }
    }
}

impl Tx {
    /// Stores what a run proposed, all of it in one go; each supersedes what was current on its subject.
    /// Commit needs an entry `suggestions_recorded`.
    pub async fn insert_suggestions(
        &mut self,
        case: CaseId,
        run: RunId,
        suggestions: &[(SuggestionId, Suggestion)],
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        self.change(Change::Suggestions)?;
        let (mut position,) = fetch_one!(self, (i64,), sql::LAST_SUGGESTION_POSITION, case.to_string())?;
        for (id, suggestion) in suggestions {
            position += 1;
            let subject = &suggestion.subject;
            execute!(
                self,
                sql::INSERT_SUGGESTION,
                id.to_string(),
                case.to_string(),
                run.to_string(),
                position,
                subject.kind().as_str(),
                subject.key(),
                i64::from(suggestion.answer.value().is_none()),
                answer_to_text(&suggestion.answer)?,
                remarks_to_text(&suggestion.remarks)?,
                &suggestion.origin.model,
                &suggestion.origin.prompt,
                &suggestion.origin.blueprint,
                &suggestion.origin.input,
                instant_to_text(at),
            )?;
            self.wrote(Table::Suggestions, &run.to_string(), (&id.to_string(), ""));
            let (kind, key) = (subject.kind().as_str(), subject.key());
            execute!(
                self,
                sql::SET_CURRENT_SUGGESTION,
                case.to_string(),
                kind,
                key,
                id.to_string()
            )?;
        }
        Ok(())
    }
    /// What stands on each subject of a case now, in the order it was stored.
    pub async fn current_suggestions(&mut self, case: CaseId) -> Result<Vec<StoredSuggestion>, StoreError> {
        all(fetch_all!(
            self,
            SuggestionRow,
            sql::CURRENT_SUGGESTIONS,
            case.to_string()
        )?)
    }
    /// One suggestion, current or superseded.
    pub async fn suggestion(&mut self, id: SuggestionId) -> Result<Option<StoredSuggestion>, StoreError> {
        maybe(fetch_optional!(
            self,
            SuggestionRow,
            sql::SUGGESTION_BY_ID,
            id.to_string()
        )?)
    }
    /// What a run said of a case, current or superseded, in the order it was stored.
    pub async fn suggestions_of_run(
        &mut self,
        case: CaseId,
        run: RunId,
    ) -> Result<Vec<StoredSuggestion>, StoreError> {
        all(fetch_all!(
            self,
            SuggestionRow,
            sql::SUGGESTIONS_OF_RUN,
            case.to_string(),
            run.to_string()
        )?)
    }
    /// One page of the suggestions trail.
    pub async fn list_suggestions(&mut self, query: &SuggestionQuery) -> Result<SuggestionPage, StoreError> {
        let (total, rows) = self.trail_rows(query).await?;
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let review = match &row.review_id {
                Some(id) => self.review(word("reviews.id", id)?).await?,
                None => None,
            };
            items.push(SuggestionListRow {
                stored: row.suggestion.try_into()?,
                reference: CaseReference::from_stored(row.reference),
                review,
                superseded: row.superseded != 0,
            });
        }
        Ok(SuggestionPage { total, items })
    }

    /// Each question has the statement that its index answers.
    async fn trail_rows(&mut self, query: &SuggestionQuery) -> Result<(i64, Vec<ListRow>), StoreError> {
        let (limit, offset) = (query.limit.max(0), query.offset.max(0));
        let outcome = query.outcome.as_str();
        if let Some(case) = query.case.map(|case| case.to_string()) {
            let (total,) = fetch_one!(self, (i64,), sql::COUNT_TRAIL_OF_CASE, &case, outcome)?;
            let rows = fetch_all!(self, ListRow, sql::TRAIL_OF_CASE, &case, outcome, limit, offset)?;
            return Ok((total, rows));
        }
        match query.outcome {
            SuggestionOutcome::All => {
                let (total,) = fetch_one!(self, (i64,), sql::COUNT_TRAIL)?;
                Ok((total, fetch_all!(self, ListRow, sql::TRAIL, limit, offset)?))
            }
            SuggestionOutcome::Open => {
                let (total,) = fetch_one!(self, (i64,), sql::COUNT_TRAIL_OF_OPEN)?;
                Ok((
                    total,
                    fetch_all!(self, ListRow, sql::TRAIL_OF_OPEN, limit, offset)?,
                ))
            }
            SuggestionOutcome::Accepted | SuggestionOutcome::Amended | SuggestionOutcome::Rejected => {
                let (total,) = fetch_one!(self, (i64,), sql::COUNT_TRAIL_OF_VERDICT, outcome)?;
                let rows = fetch_all!(self, ListRow, sql::TRAIL_OF_VERDICT, outcome, limit, offset)?;
                Ok((total, rows))
            }
        }
    }

    /// Figures over all suggestions.
    pub async fn suggestion_counts(&mut self) -> Result<SuggestionCounts, StoreError> {
        let (total, abstained) = fetch_one!(self, (i64, i64), sql::SUGGESTION_TOTALS)?;
        let (accepted, amended, rejected) = fetch_one!(self, (i64, i64, i64), sql::SUGGESTION_VERDICTS)?;
        Ok(SuggestionCounts {
            total,
            reviewed: accepted + amended + rejected,
            accepted,
            amended,
            rejected,
            abstained,
        })
    }
}

row! {
    struct SuggestionRow {
        id: String,
        case_id: String,
        run_id: String,
        subject_kind: String,
        subject_key: String,
        answer: String,
        remarks: String,
        model: String,
        prompt: String,
        blueprint: String,
        input: String,
        created_at: String,
    }
}

impl TryFrom<SuggestionRow> for StoredSuggestion {
    type Error = StoreError;
    fn try_from(row: SuggestionRow) -> Result<Self, StoreError> {
        let kind = word("suggestions.subject_kind", &row.subject_kind)?;
        Ok(Self {
            id: word("suggestions.id", &row.id)?,
            case: word("suggestions.case_id", &row.case_id)?,
            run: word("suggestions.run_id", &row.run_id)?,
            suggestion: Suggestion {
                subject: Subject::from_parts(kind, &row.subject_key)
                    .map_err(|_| corrupt("suggestions.subject_key"))?,
                answer: answer_from_text("suggestions.answer", &row.answer)?,
                remarks: remarks_from_text("suggestions.remarks", &row.remarks)?,
                origin: Origin {
                    model: row.model,
                    prompt: row.prompt,
                    blueprint: row.blueprint,
                    input: row.input,
                },
            },
            created_at: instant("suggestions.created_at", &row.created_at)?,
        })
    }
}

row! {
    struct ListRow [suggestion: SuggestionRow] {
        reference: String,
        review_id: Option<String>,
        superseded: i64,
    }
}
