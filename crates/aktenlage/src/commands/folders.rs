//! `aktenlage intake`: looks into the watched folders by hand.
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;

use crate::config::Config;
use crate::wiring;

/// Clocks are set while they run: a moment more than what is asked for.
const A_MOMENT: Duration = Duration::from_millis(250);

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Look into every folder once and print what came; waits until new files have settled. A running
    /// `aktenlage serve` reads what was taken in
    Look,
}

pub(crate) async fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Look => look(config).await,
    }
}

async fn look(config: &Config) -> anyhow::Result<ExitCode> {
    if config.intake.folders.is_empty() {
        bail!("no folder is watched: name one under [[intake.folders]] in the file given with --config");
    }
    let workbench = wiring::workbench(config).await?;
    let mut watchers = wiring::folder_watchers(config, &workbench)?;
    let mut settle = Duration::ZERO;
    for watcher in &mut watchers {
        // What lies there is seen for the first time.
        if watcher.look().await.waiting > 0 {
            settle = settle.max(watcher.settle() + A_MOMENT);
        }
    }
    tokio::time::sleep(settle).await;
    let mut is_well = true;
    for watcher in &mut watchers {
        let look = watcher.look().await;
        let problem = look.problem.map(|code| format!(": {code}")).unwrap_or_default();
        println!(
            "{}: {} taken, {} known, {} refused, {} waiting, {} failed{problem}",
            watcher.name(),
            look.taken,
            look.known,
            look.refused,
            look.waiting,
            look.failed
        );
        is_well &= look.problem.is_none();
    }
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
