//! `GET /api/cases`
use aktenlage_workflow::{CaseQuery, CaseSort, CaseView};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::auth::guard::SignedIn;
use crate::dto::case::CasePage;
use crate::dto::triage::DIRECTIONS;
use crate::extract::query::{QueryOf, choice, given, limit, word};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// What a person wants to see of the queue.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// `all` (open cases), `mine`, `unassigned`, `due`, `missing`, `awaiting`, `answered`, `snooze_due`, `snoozed` or
    /// `decided`.
    view: Option<String>,
    /// Only this service.
    service: Option<String>,
    /// Part of the reference or of the applicant's name.
    q: Option<String>,
    /// `due` or `received`: by dates alone.
    sort: Option<String>,
    /// `asc` or `desc`.
    direction: Option<String>,
    /// Left out at the start.
    offset: Option<i64>,
    /// At most this many, up to 200; 50 if left out.
    limit: Option<i64>,
}

/// One page of the queue.
#[utoipa::path(
    get, path = "/api/cases", operation_id = "list_cases", tag = "cases", params(ListQuery),
    responses((status = 200, body = CasePage), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    SignedIn(session): SignedIn,
    QueryOf(query): QueryOf<ListQuery>,
) -> Result<Json<CasePage>, Problem> {
    let query = query.read()?;
    Ok(Json(
        state.workbench.list_cases(&session.user, &query).await?.into(),
    ))
}

impl ListQuery {
    fn read(self) -> Result<CaseQuery, Problem> {
        Ok(CaseQuery {
            view: word("view", self.view.as_deref())?.unwrap_or(CaseView::All),
            service: given(self.service.as_deref()).map(Into::into),
            search: given(self.q.as_deref()).map(str::to_owned),
            sort: word("sort", self.sort.as_deref())?.unwrap_or(CaseSort::Due),
            descending: choice("direction", self.direction.as_deref(), &DIRECTIONS)?.unwrap_or(false),
            offset: self.offset.unwrap_or(0).max(0),
            limit: limit(self.limit, 50, 200),
        })
    }
}
