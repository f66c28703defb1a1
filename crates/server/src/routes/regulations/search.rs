//! `GET /api/regulations`
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::passage::PassageFilter;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::list;
use crate::dto::regulation::RegulationsFound;
use crate::extract::query::{QueryOf, given, limit, word};
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// Words or a citation; nothing is found without.
    q: Option<String>,
    /// Only this law (short title).
    law: Option<String>,
    /// Only this level: `federal`, `state`, `municipal` or `guidance`.
    level: Option<String>,
    /// Only what was in force on this day.
    #[param(format = Date)]
    valid_on: Option<String>,
    /// At most this many, up to 100; 20 if left out.
    limit: Option<i64>,
}

/// Searches the regulations by meaning and by word.
#[utoipa::path(
    get, path = "/api/regulations", operation_id = "search_regulations", tag = "regulations", params(SearchQuery),
    responses((status = 200, body = RegulationsFound), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(
    State(state): State<ServerState>,
    QueryOf(query): QueryOf<SearchQuery>,
) -> Result<Json<RegulationsFound>, Problem> {
    let filter = query.filter()?;
    let limit = usize::try_from(limit(query.limit, 20, 100)).unwrap_or(20);
    let text = given(query.q.as_deref()).unwrap_or("");
    let (found, laws) = state.workbench.search_regulations(text, &filter, limit).await?;
    let laws = laws.into_iter().map(|law| law.law).collect();
    Ok(Json(RegulationsFound {
        items: list(found),
        laws,
    }))
}

impl SearchQuery {
    fn filter(&self) -> Result<PassageFilter, Problem> {
        let day = given(self.valid_on.as_deref());
        let day =
            day.map(|text| date_from_text(text).ok_or_else(|| Problem::invalid("valid_on", "invalid_form")));
        Ok(PassageFilter {
            laws: given(self.law.as_deref())
                .map(str::to_owned)
                .into_iter()
                .collect(),
            levels: word("level", self.level.as_deref())?.into_iter().collect(),
            valid_on: day.transpose()?,
        })
    }
}
