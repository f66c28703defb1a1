//! `GET /api/cases/{id}/suggestions`
use aktenlage_domain::ids::CaseId;
use aktenlage_workflow::NamedSuggestions;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::list;
use crate::dto::suggestion::ShownSuggestions;
use crate::extract::path::PathId;
use crate::extract::query::{QueryOf, word};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// What an entry of the history names: one of the two.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NamedQuery {
    /// All suggestions of this run.
    #[param(format = "uuid")]
    run: Option<String>,
    /// This suggestion.
    #[param(format = "uuid")]
    suggestion: Option<String>,
}

/// Suggestions as they were made, current or superseded: what an entry of the history opens.
#[utoipa::path(
    get, path = "/api/cases/{id}/suggestions", operation_id = "case_suggestions", tag = "cases",
    params(("id" = String, Path, description = "Id of the case", format = "uuid"), NamedQuery),
    responses((status = 200, body = ShownSuggestions), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(case): PathId<CaseId>,
    QueryOf(query): QueryOf<NamedQuery>,
) -> Result<Json<ShownSuggestions>, Problem> {
    let run = word("run", query.run.as_deref())?.map(NamedSuggestions::Run);
    let one = word("suggestion", query.suggestion.as_deref())?.map(NamedSuggestions::One);
    let named = run.or(one).ok_or_else(|| Problem::invalid("run", "empty"))?;
    let items = list(state.workbench.named_suggestions(case, named).await?);
    Ok(Json(ShownSuggestions { items }))
}
