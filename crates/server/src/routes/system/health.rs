//! `GET /healthz`

/// Says that the server answers.
pub(crate) async fn handle() -> &'static str {
    "ok"
}
