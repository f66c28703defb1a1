//! `aktenlage models activate` and the trained heads in `aktenlage models list`.
use aktenlage_inference::head::{Head, HeadTask};

use crate::config::Config;
use crate::wiring;

/// The word that stands for no head.
const NONE: &str = "none";

/// A task by its stable word.
pub(super) fn task(text: &str) -> Result<HeadTask, String> {
    let found = HeadTask::ALL.into_iter().find(|task| task.as_str() == text);
    found.ok_or_else(|| {
        format!(
            "expected one of {}",
            HeadTask::ALL.map(HeadTask::as_str).join(", ")
        )
    })
}

/// Puts a head to work after it was loaded and checked, or none.
pub(super) fn activate(config: &Config, task: HeadTask, version: &str) -> anyhow::Result<()> {
    let folder = wiring::head_folder(config);
    if version == NONE {
        folder.activate(task, None)?;
        println!(
            "{}: no head, rules and the encoder decide from the next start on",
            task.as_str()
        );
        return Ok(());
    }
    folder.activate(task, Some(version))?;
    let head = folder.load(task, version)?;
    println!("active from the next start on: {}", line(&head));
    if head.calibration().is_always_silent() {
        println!("it keeps its target on no channel and will say nothing at all");
    }
    Ok(())
}

/// One line for each head that is there.
pub(super) fn list(config: &Config) -> anyhow::Result<()> {
    let folder = wiring::head_folder(config);
    for task in HeadTask::ALL {
        let active = folder.active(task)?;
        for version in folder.versions(task)? {
            let is_active = active.as_deref() == Some(version.as_str());
            let state = if is_active { "active" } else { "not active" };
            let name = format!("{}@{version}", task.as_str());
            match folder.load(task, &version) {
                Ok(head) => println!("{name:32} {state:14} {}", extent(&head)),
                Err(error) => println!("{name:32} {state:14} {error}"),
            }
        }
        if let Some(version) = active.filter(|version| folder.load(task, version).is_err()) {
            println!("{} {version} is active and cannot be used", task.as_str());
        }
    }
    Ok(())
}

fn line(head: &Head) -> String {
    format!("{}, {}", head.identity(), extent(head))
}

/// How many classes, for which target, and where it speaks.
fn extent(head: &Head) -> String {
    let calibration = head.calibration();
    let silent: Vec<&str> = calibration
        .channels
        .iter()
        .filter(|(_, channel)| channel.threshold.is_none())
        .map(|(channel, _)| channel.as_str())
        .collect();
    let mut extent = format!(
        "{} classes, target {}, for {}",
        head.card().labels.len() - 1,
        calibration.target,
        head.card().encoder
    );
    if calibration.is_always_silent() {
        extent.push_str(", always silent");
    } else if !silent.is_empty() {
        extent.push_str(", silent on ");
        extent.push_str(&silent.join(", "));
    }
    extent
}
