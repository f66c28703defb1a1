//! `GET /api/evaluation-runs/events`
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;

use crate::dto::evaluation::running::RunningEvaluations;
use crate::problem::{Problem, ProblemBody};
use crate::state::ServerState;

/// Between two looks at the folder.
const LOOK: Duration = Duration::from_secs(1);
/// Looks of one answer. Browsers ask again by themselves, so that a session that ends, or a server that stops, is not
/// waited for longer.
const MOST_LOOKS: u32 = 20;

/// What was told last, and how often was looked.
struct Told {
    state: ServerState,
    last: Option<RunningEvaluations>,
    looks: u32,
    is_over: bool,
}

/// The same as `GET /api/evaluation-runs`, told anew (`event: progress`) when something changed, until nothing runs.
#[utoipa::path(
    get, path = "/api/evaluation-runs/events", operation_id = "follow_running_evaluations", tag = "evaluations",
    responses((status = 200, body = RunningEvaluations, content_type = "text/event-stream"), (status = "default", body = ProblemBody, content_type = "application/problem+json")),
)]
pub(crate) async fn handle(State(state): State<ServerState>) -> Result<Response, Problem> {
    let told = Told {
        state,
        last: None,
        looks: 0,
        is_over: false,
    };
    let events = stream::unfold(told, next);
    // What stands between browser and server must not collect events.
    let unbuffered = [(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    )];
    Ok((unbuffered, Sse::new(events)).into_response())
}

/// Waits for the next change. The end: nothing runs any more, it was looked long enough, or the folder cannot be read.
async fn next(mut told: Told) -> Option<(Result<Event, axum::Error>, Told)> {
    while !told.is_over && told.looks < MOST_LOOKS {
        if told.looks > 0 {
            tokio::time::sleep(LOOK).await;
        }
        told.looks += 1;
        let running = told.state.workbench.running_evaluations().await.ok()?;
        let running = RunningEvaluations::from(running);
        told.is_over = !running.is_under_way();
        if told.last.as_ref() == Some(&running) {
            continue;
        }
        let event = Event::default().event("progress").json_data(&running);
        told.last = Some(running);
        return Some((event, told));
    }
    None
}
