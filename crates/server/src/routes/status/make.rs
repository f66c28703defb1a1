//! `POST /api/cases/{id}/status-links`
use aktenlage_domain::ids::CaseId;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::auth::guard::CurrentClerk;
use crate::auth::token;
use crate::dto::status::StatusLinkMade;
use crate::extract::path::PathId;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Makes a link for the applicant of a case. It is told here and never again: only a digest of its token is kept.
#[utoipa::path(
    post, path = "/api/cases/{id}/status-links", operation_id = "make_status_link", tag = "status",
    params(("id" = String, Path, description = "Id of the case", format = "uuid")),
    responses((status = 201, body = StatusLinkMade), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    CurrentClerk(clerk): CurrentClerk,
    PathId(case): PathId<CaseId>,
) -> Result<(StatusCode, Json<StatusLinkMade>), Problem> {
    let settings = state.config.status_page.as_ref();
    let settings = settings.ok_or_else(|| Problem::invalid("status_page", "switched_off"))?;
    let new_token = token::new_token(state.config.randomness.as_ref())?;
    let made = state
        .workbench
        .make_status_link(&clerk, case, &token::digest(&new_token), settings.link_length)
        .await?;
    let link = StatusLinkMade {
        link: format!(
            "{}/status/{new_token}",
            settings.public_url.as_deref().unwrap_or_default()
        ),
        item: made.into(),
    };
    Ok((StatusCode::CREATED, Json(link)))
}
