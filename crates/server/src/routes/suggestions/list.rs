//! `GET /api/suggestions`
use aktenlage_workflow::{TrailOutcome, TrailQuery};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::list;
use crate::dto::trail::TrailPage;
use crate::extract::query::{QueryOf, choice, limit, word};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

const OUTCOMES: [(&str, TrailOutcome); 5] = [
    ("all", TrailOutcome::All),
    ("accepted", TrailOutcome::Accepted),
    ("amended", TrailOutcome::Amended),
    ("rejected", TrailOutcome::Rejected),
    ("open", TrailOutcome::Open),
];

/// Which suggestions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// Only this case.
    #[param(format = "uuid")]
    case: Option<String>,
    /// `all`, `accepted`, `amended`, `rejected` or `open`.
    outcome: Option<String>,
    /// Left out at the start.
    offset: Option<i64>,
    /// At most this many, up to 200; 50 if left out.
    limit: Option<i64>,
}

/// What was suggested and what people made of it, newest first.
#[utoipa::path(
    get, path = "/api/suggestions", operation_id = "list_suggestions", tag = "suggestions", params(ListQuery),
    responses((status = 200, body = TrailPage), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    QueryOf(query): QueryOf<ListQuery>,
) -> Result<Json<TrailPage>, Problem> {
    let query = TrailQuery {
        case: word("case", query.case.as_deref())?,
        outcome: choice("outcome", query.outcome.as_deref(), &OUTCOMES)?.unwrap_or(TrailOutcome::All),
        offset: query.offset.unwrap_or(0).max(0),
        limit: limit(query.limit, 50, 200),
    };
    let (total, items) = state.workbench.suggestions_trail(&query).await?;
    Ok(Json(TrailPage {
        total,
        items: list(items),
    }))
}
