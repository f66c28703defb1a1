//! `aktenlage models activate` and the trained heads in `aktenlage models list`.
use aktenlage_domain::clock::{Clock, instant_to_text};
use aktenlage_inference::head::{Head, HeadTask, RegisterEvent};

use super::promotion;
use crate::config::Config;
use crate::system::SystemClock;
use crate::{shipped_heads, wiring};

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

/// Puts a head to work after it was loaded and satisfies its rule, or none. The register tells of both.
pub(super) fn activate(config: &Config, task: HeadTask, version: &str) -> anyhow::Result<()> {
    let folder = wiring::head_folder(config);
    let tell = |version: Option<String>, rule: Option<u64>| {
        let at = instant_to_text(SystemClock.now());
        folder
            .register(task)
            .append(RegisterEvent::Activated { version, rule }, &at)
    };
    if version == NONE {
        // Also where none was active: one that comes with the program is at work until somebody decides.
        if folder.active(task)?.is_some() || !folder.has_decided(task)? {
            tell(None, None)?;
        }
        folder.activate(task, None)?;
        println!(
            "{}: no head, rules and the encoder decide from the next start on",
            task.as_str()
        );
        return Ok(());
    }
    let head = folder.load(task, version)?;
    let satisfied = promotion::check(&folder, &head)?;
    tell(Some(version.to_owned()), Some(satisfied.rule))?;
    folder.activate(task, Some(version))?;
    println!("active from the next start on: {}", line(&head));
    println!(
        "it satisfies rule {}; heads of this task were measured {} times before that rule was registered, and {} times \
         since",
        satisfied.rule, satisfied.measured_before, satisfied.measured_since
    );
    if head.calibration().is_always_silent() {
        println!("it keeps its target on no channel and will say nothing at all");
    }
    Ok(())
}

/// Heads for fields judge values where they are found: there is nothing that they could be asked later or aside.
pub(super) fn only_of_documents(task: HeadTask) -> anyhow::Result<()> {
    if task == HeadTask::Field {
        anyhow::bail!("a head for fields cannot be tried or replayed: measure it with `aktenlage evaluate`");
    }
    Ok(())
}

/// Tries a head beside what is at work, or none. Needs no rule: nobody is shown what it says.
pub(super) fn try_beside(config: &Config, task: HeadTask, version: &str) -> anyhow::Result<()> {
    only_of_documents(task)?;
    let folder = wiring::head_folder(config);
    if version == NONE {
        folder.try_beside(task, None)?;
        println!("{}: no head is tried from the next start on", task.as_str());
        return Ok(());
    }
    folder.try_beside(task, Some(version))?;
    let head = folder.load(task, version)?;
    println!(
        "tried from the next start on, and shown to nobody: {}",
        line(&head)
    );
    println!(
        "compare it with `aktenlage models compare-shadow --task {}`",
        task.as_str()
    );
    Ok(())
}

/// One line for each head that is there.
pub(super) fn list(config: &Config) -> anyhow::Result<()> {
    let folder = wiring::head_folder(config);
    for task in HeadTask::ALL {
        if let Some(head) = shipped_heads::shipped(task)? {
            let state = if folder.has_decided(task)? {
                "comes with it"
            } else {
                "active"
            };
            println!("{:32} {state:14} {}", head.identity(), extent(&head));
        }
        let active = folder.active(task)?;
        let shadow = folder.shadow(task)?;
        for version in folder.versions(task)? {
            let is = |chosen: Option<&String>| chosen.is_some_and(|chosen| *chosen == version);
            let state = match (is(active.as_ref()), is(shadow.as_ref())) {
                (true, _) => "active",
                (false, true) => "shadow",
                (false, false) => "not active",
            };
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
    let card = head.card();
    let mut extent = match card.task {
        HeadTask::Kind | HeadTask::Service => format!(
            "{} classes, target {}, for {}",
            card.labels.len() - 1,
            calibration.target,
            card.encoder
        ),
        HeadTask::Field => format!("{} signs, target {}", card.scores.len(), calibration.target),
    };
    if calibration.is_always_silent() {
        extent.push_str(", always silent");
    } else if !silent.is_empty() {
        extent.push_str(", silent on ");
        extent.push_str(&silent.join(", "));
    }
    extent
}
