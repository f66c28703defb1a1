//! `GET /api/evaluations/{id}/errors`
use aktenlage_workflow::evaluations::{ErrorQuery, RunId, Verdict};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::task;
use crate::dto::evaluation::EvaluationErrors;
use crate::dto::list;
use crate::extract::path::PathId;
use crate::extract::query::{QueryOf, choice, given, limit};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

const VERDICTS: [(&str, Verdict); 3] = [
    ("wrong", Verdict::Wrong),
    ("silent", Verdict::Silent),
    ("spurious", Verdict::Spurious),
];

/// Which errors.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ErrorsQuery {
    /// `field`, `kind`, `service` or `requirement`; all of them if left out.
    task: Option<String>,
    /// `wrong`, `silent` or `spurious`.
    verdict: Option<String>,
    /// Field id, file name or requirement id.
    item: Option<String>,
    /// The true service of the case.
    service: Option<String>,
    /// How the document came.
    channel: Option<String>,
    /// The label of a row of the confusion matrix.
    truth: Option<String>,
    /// The label of a column of the confusion matrix.
    suggested: Option<String>,
    /// Only those whose label somebody calls wrong.
    flagged: Option<bool>,
    /// Left out at the start.
    offset: Option<i64>,
    /// At most this many, up to 200; 50 if left out.
    limit: Option<i64>,
}

/// What was told wrong, not at all or too much in a run, case by case.
#[utoipa::path(
    get, path = "/api/evaluations/{id}/errors", operation_id = "evaluation_errors", tag = "evaluations",
    params(("id" = String, Path, description = "Name of the run"), ErrorsQuery),
    responses((status = 200, body = EvaluationErrors), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    PathId(run): PathId<RunId>,
    QueryOf(query): QueryOf<ErrorsQuery>,
) -> Result<Json<EvaluationErrors>, Problem> {
    let text = |text: Option<&str>| given(text).map(str::to_owned);
    let whole = |number: i64| usize::try_from(number).unwrap_or(0);
    let query = ErrorQuery {
        task: given(query.task.as_deref())
            .map(|word| task(Some(word)))
            .transpose()?,
        verdict: choice("verdict", query.verdict.as_deref(), &VERDICTS)?,
        item: text(query.item.as_deref()),
        service: text(query.service.as_deref()),
        channel: text(query.channel.as_deref()),
        truth: text(query.truth.as_deref()),
        suggested: text(query.suggested.as_deref()),
        flagged: query.flagged.unwrap_or(false),
        offset: whole(query.offset.unwrap_or(0)),
        limit: whole(limit(query.limit, 50, 200)),
    };
    let (total, items) = state.workbench.evaluation_errors(run, query).await?;
    Ok(Json(EvaluationErrors {
        total,
        items: list(items),
    }))
}
