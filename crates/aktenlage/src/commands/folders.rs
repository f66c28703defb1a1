//! `aktenlage intake`: looks into watched folders and mailboxes by hand.
use std::process::ExitCode;
use std::time::Duration;

use aktenlage_workflow::Look;
use anyhow::bail;

use crate::config::Config;
use crate::wiring;

/// Clocks are set while they run: a moment more than what is asked for.
const A_MOMENT: Duration = Duration::from_millis(250);

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Look into every folder and every mailbox once and print what came; waits until new files have settled. A running
    /// `aktenlage serve` reads what was taken in
    Look,
}

pub(crate) async fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Look => look(config).await,
    }
}

async fn look(config: &Config) -> anyhow::Result<ExitCode> {
    if config.intake.folders.is_empty() && config.intake.mailboxes.is_empty() {
        bail!(
            "nothing is watched: name a folder under [[intake.folders]] or a mailbox under [[intake.mailboxes]] in the \
             file given with --config"
        );
    }
    let workbench = wiring::workbench(config).await?;
    let mut watchers = wiring::folder_watchers(config, &workbench)?;
    let mut mailboxes = wiring::mailbox_watchers(config, &workbench)?;
    let mut settle = Duration::ZERO;
    for watcher in &mut watchers {
        // What lies there is seen for the first time.
        if watcher.look().await.waiting > 0 {
            settle = settle.max(watcher.settle() + A_MOMENT);
        }
    }
    let mut is_well = true;
    for mailbox in &mut mailboxes {
        let look = mailbox.look().await;
        is_well &= tell(mailbox.name(), look);
    }
    tokio::time::sleep(settle).await;
    for watcher in &mut watchers {
        let look = watcher.look().await;
        is_well &= tell(watcher.name(), look);
    }
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prints what one look did; `false` if something went wrong.
fn tell(name: &str, look: Look) -> bool {
    let problem = look.problem.map(|code| format!(": {code}")).unwrap_or_default();
    println!(
        "{name}: {} taken, {} known, {} refused, {} waiting, {} failed{problem}",
        look.taken, look.known, look.refused, look.waiting, look.failed
    );
    look.problem.is_none()
}
