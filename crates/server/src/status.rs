//! What somebody sees who has a link to the status of a case: asked for without a session, so at little cost.
use std::time::Duration;

use aktenlage_workflow::status::CaseStatus;
use axum::http::Uri;

use crate::auth::token;
use crate::problem::{Problem, ProblemCode};
use crate::state::ServerState;

/// How many are looked up at the same time: of the few connections for reading most are left to those who work here.
pub(crate) const PARALLEL_LOOKS: usize = 2;
/// How long a request waits for its turn.
const WAIT: Duration = Duration::from_secs(2);

/// Paths that begin so are asked for without a session and are kept from search engines and from other sites.
pub(crate) const PATHS: [&str; 2] = ["/status/", "/api/status/"];

/// What the token at the end of an address shows; `None` if it opens nothing, whatever the reason.
pub(crate) async fn look(state: &ServerState, uri: &Uri) -> Result<Option<CaseStatus>, Problem> {
    if state.config.status_page.is_none() {
        return Ok(None);
    }
    let turn = tokio::time::timeout(WAIT, state.status_looks.acquire()).await;
    let Ok(Ok(_turn)) = turn else {
        return Err(Problem::with_detail(
            ProblemCode::Unavailable,
            "too many looks at the status of cases",
        ));
    };
    // As it stands: an encoded token is none of ours.
    let given = uri.path().rsplit('/').next().unwrap_or_default();
    Ok(state.workbench.case_status(&token::digest(given)).await?)
}
