//! The log, and what it says of a panic.
use tracing_subscriber::EnvFilter;

/// Variable that narrows or widens the log (`info`, `aktenlage_workflow=debug`).
const LOG_VARIABLE: &str = "AKTENLAGE_LOG";

/// Requests and jobs of ours; of others only what is wrong. The index warns at every start about switches that a
/// single process does not have.
const LOG_DEFAULT: &str =
    "warn,aktenlage=info,aktenlage_server=info,aktenlage_workflow=info,qdrant_edge=error";

/// Logs to standard error; standard output belongs to the commands' answers.
pub(crate) fn start() {
    let filter = EnvFilter::try_from_env(LOG_VARIABLE).unwrap_or_else(|_| EnvFilter::new(LOG_DEFAULT));
    let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .with_target(false)
        .init();
}

/// A panic is logged by its thread and its place in the source: its message may quote a document.
pub(crate) fn say_panics_by_place() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let thread = std::thread::current();
        tracing::error!(
            thread = thread.name().unwrap_or("unnamed"),
            place,
            "the program panicked"
        );
    }));
}
