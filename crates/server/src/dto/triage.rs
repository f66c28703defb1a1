//! Cases that wait or are put back, and the filters that a clerk keeps.
use aktenlage_domain::clock::{date_from_text, date_to_text};
use aktenlage_domain::triage;
use aktenlage_workflow::{FilterDraft, views};
use serde::{Deserialize, Serialize};
use time::Date;
use utoipa::ToSchema;

use super::word::{AwaitingState, CaseSort, CaseView, SnoozeReason, SnoozeState};
use crate::extract::query::{choice, given, word};
use crate::problem::Problem;

/// Directions of an order, and whether the greatest comes first.
pub(crate) const DIRECTIONS: [(&str, bool); 2] = [("asc", false), ("desc", true)];

/// An answer that is awaited.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Awaiting {
    /// The day that the last document request names.
    #[schema(format = Date)]
    until: Option<String>,
    state: AwaitingState,
}

/// Until when and why a case is put back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Snooze {
    #[schema(format = Date)]
    until: String,
    reason: SnoozeReason,
    note: Option<String>,
    state: SnoozeState,
}

/// Until when and why to put a case back; without a day what was before ends.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct SnoozeRequest {
    #[schema(format = Date)]
    until: Option<String>,
    /// Needed with a day.
    #[serde(default)]
    #[schema(value_type = Option<SnoozeReason>)]
    reason: Option<String>,
    /// At most 500 characters; needed with the reason `other`.
    #[serde(default)]
    pub(crate) note: Option<String>,
}

/// A filter that a clerk keeps.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SavedFilter {
    #[schema(format = "uuid")]
    id: String,
    name: String,
    view: CaseView,
    service: Option<String>,
    sort: CaseSort,
    /// `asc` or `desc`.
    direction: String,
    /// How many cases it finds now.
    count: i64,
}

/// The filters of a clerk, by name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SavedFilters {
    pub(crate) items: Vec<SavedFilter>,
}

/// A filter to keep.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct FilterRequest {
    /// One line of at most 60 characters, once per clerk.
    name: String,
    #[schema(value_type = CaseView)]
    view: String,
    #[serde(default)]
    service: Option<String>,
    #[schema(value_type = CaseSort)]
    sort: String,
    /// `asc` or `desc`; `asc` if left out.
    #[serde(default)]
    direction: Option<String>,
}

impl SnoozeRequest {
    /// Day and reason; `None` if what was before ends.
    pub(crate) fn read(&self) -> Result<Option<(Date, triage::SnoozeReason)>, Problem> {
        let Some(until) = given(self.until.as_deref()) else {
            return Ok(None);
        };
        let until = date_from_text(until).ok_or_else(|| Problem::invalid("until", "invalid_form"))?;
        let reason: Option<triage::SnoozeReason> = word("reason", self.reason.as_deref())?;
        let reason = reason.ok_or_else(|| Problem::invalid("reason", "empty"))?;
        Ok(Some((until, reason)))
    }
}

impl FilterRequest {
    /// What to keep.
    pub(crate) fn read(self) -> Result<FilterDraft, Problem> {
        let view: Option<triage::CaseView> = word("view", Some(&self.view))?;
        let sort: Option<triage::CaseSort> = word("sort", Some(&self.sort))?;
        Ok(FilterDraft {
            view: view.ok_or_else(|| Problem::invalid("view", "empty"))?,
            service: given(self.service.as_deref()).map(Into::into),
            sort: sort.ok_or_else(|| Problem::invalid("sort", "empty"))?,
            descending: choice("direction", self.direction.as_deref(), &DIRECTIONS)?.unwrap_or(false),
            name: self.name,
        })
    }
}

impl From<views::AwaitingView> for Awaiting {
    fn from(view: views::AwaitingView) -> Self {
        Self {
            until: view.until.map(date_to_text),
            state: view.state.into(),
        }
    }
}

impl From<views::SnoozeView> for Snooze {
    fn from(view: views::SnoozeView) -> Self {
        Self {
            until: date_to_text(view.until),
            reason: view.reason.into(),
            note: view.note,
            state: view.state.into(),
        }
    }
}

impl From<views::SavedFilterView> for SavedFilter {
    fn from(view: views::SavedFilterView) -> Self {
        let filter = view.filter;
        let direction = if filter.descending { "desc" } else { "asc" };
        Self {
            id: filter.id.to_string(),
            name: filter.name,
            view: filter.view.into(),
            service: filter.service.map(|key| key.to_string()),
            sort: filter.sort.into(),
            direction: direction.to_owned(),
            count: view.count,
        }
    }
}
