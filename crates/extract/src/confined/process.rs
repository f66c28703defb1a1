//! Starting a child, feeding it, and ending it when its time is over.
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;

use super::child::EXIT_FAILED;
use crate::ExtractError;

/// Seconds beyond the child's own limit: what it has read until then is worth having.
const GRACE_SECONDS: u64 = 2;
/// Largest answer that is taken from a child.
const MAX_ANSWER_BYTES: u64 = 512 * 1024 * 1024;

/// How a child ended.
pub(super) enum Outcome {
    /// With an answer.
    Answered(Vec<u8>),
    /// With an orderly refusal.
    Failed(Vec<u8>),
    /// By a signal, by a panic, or at a limit.
    Crashed,
    /// It was killed because its time was over.
    TimedOut,
}

/// Runs `program` with `input` on its standard input.
pub(super) async fn run(
    program: &Path,
    arguments: &[String],
    input: Bytes,
    max_seconds: u64,
) -> Result<Outcome, ExtractError> {
    let mut child = Command::new(program)
        .args(arguments)
        .env_clear()
        // Pages are read side by side; threads within a page would only wait for each other.
        .env("OMP_THREAD_LIMIT", "1")
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // The messages of a crash may quote the document.
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| ExtractError::Unavailable(error.to_string()))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(ExtractError::Unavailable("no pipes".to_owned()));
    };
    let work = async {
        let mut answer = Vec::new();
        let feed = async {
            // A child that has seen enough closes its end: not an error of ours.
            let _ = stdin.write_all(&input).await;
            drop(stdin);
        };
        let mut answer_stream = stdout.take(MAX_ANSWER_BYTES);
        let ((), read) = tokio::join!(feed, answer_stream.read_to_end(&mut answer));
        let status = child.wait().await;
        match (read, status) {
            (Ok(_), Ok(status)) => outcome(status, answer),
            _ => Outcome::Crashed,
        }
    };
    let time = Duration::from_secs(max_seconds.saturating_add(GRACE_SECONDS));
    let outcome = tokio::time::timeout(time, work).await;
    if let Ok(outcome) = outcome {
        return Ok(outcome);
    }
    // Also reaps it; if that fails, dropping the handle kills it again.
    let _ = child.kill().await;
    Ok(Outcome::TimedOut)
}

fn outcome(status: ExitStatus, answer: Vec<u8>) -> Outcome {
    use std::os::unix::process::ExitStatusExt as _;
    /// What the kernel sends when the processor time is used up.
    const SIGXCPU: i32 = 24;
    match (status.code(), status.signal()) {
        (Some(0), _) => Outcome::Answered(answer),
        (Some(code), _) if code == i32::from(EXIT_FAILED) => Outcome::Failed(answer),
        (_, Some(SIGXCPU)) => Outcome::TimedOut,
        _ => Outcome::Crashed,
    }
}
