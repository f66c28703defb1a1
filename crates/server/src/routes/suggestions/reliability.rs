//! `GET /api/suggestions/reliability`
use aktenlage_domain::ids::FieldId;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::reliability::Reliability;
use crate::extract::query::{QueryOf, given};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Of which suggestions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReliabilityQuery {
    /// Id of the field that they are about.
    field: Option<String>,
}

/// How often people took what was suggested on a field as it was, over all cases. No case and no person.
#[utoipa::path(
    get, path = "/api/suggestions/reliability", operation_id = "show_reliability", tag = "suggestions",
    params(ReliabilityQuery),
    responses((status = 200, body = Reliability), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    QueryOf(query): QueryOf<ReliabilityQuery>,
) -> Result<Json<Reliability>, Problem> {
    let field = given(query.field.as_deref()).ok_or_else(|| Problem::invalid("field", "empty"))?;
    let reliability = state.workbench.reliability(&FieldId::from(field)).await?;
    Ok(Json(reliability.into()))
}
