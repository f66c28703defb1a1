//! `aktenlage models register-rule`, and whether a head may be put to work: only by a rule that was registered before the
//! head was measured.
use std::path::{Path, PathBuf};

use aktenlage_domain::clock::{Clock, instant_to_text};
use aktenlage_evaluation::promotion::{RULES, Rule, Trial};
use aktenlage_inference::head::{
    Head, HeadFolder, HeadTask, MeasuredFile, RegisterEntry, RegisterEvent, digest_of,
};
use anyhow::{Context, bail};

use super::heads;
use crate::config::Config;
use crate::system::SystemClock;
use crate::{shipped_heads, wiring};

/// What was measured on the side `test`.
pub(super) const EVALUATION: &str = "evaluation.json";
/// The comparison with what was at work.
pub(super) const TRIAL: &str = "trial.json";
/// The files whose digests are registered.
pub(super) const MEASURED: [&str; 2] = [EVALUATION, TRIAL];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// `kind` or `service`
    #[arg(long, value_parser = heads::task)]
    task: HeadTask,
    /// The rule, in TOML; see models/README.md
    #[arg(long, value_name = "FILE")]
    rule: PathBuf,
}

/// A rule that a head satisfies.
pub(super) struct Satisfied {
    /// The number of its entry.
    pub(super) rule: u64,
    /// How often heads of the task had been measured before it was registered.
    pub(super) measured_before: usize,
    /// How often since then, this head included.
    pub(super) measured_since: usize,
}

/// Registers a rule for what is measured from now on. It can be followed by another one and never taken back.
pub(super) fn register_rule(config: &Config, arguments: &Arguments) -> anyhow::Result<()> {
    let text = fs_err::read_to_string(&arguments.rule)?;
    Rule::parse(&text)?;
    let event = RegisterEvent::RuleRegistered {
        rule_sha256: digest_of(text.as_bytes()),
        rule: text,
    };
    let at = instant_to_text(SystemClock.now());
    let entry = wiring::head_folder(config)
        .register(arguments.task)
        .append(event, &at)?;
    println!(
        "{}: rule {} is registered ({}); it holds for heads that are trained from now on",
        arguments.task.as_str(),
        entry.number,
        entry.sha256
    );
    Ok(())
}

/// Refuses a head that does not satisfy the last rule that was registered before it was measured. There is no way around.
pub(super) fn check(folder: &HeadFolder, head: &Head) -> anyhow::Result<Satisfied> {
    let (task, version) = (head.card().task, head.card().version.as_str());
    let entries = folder.register(task).entries()?;
    let word = task.as_str();
    let Some(measured) = measured(&entries, version) else {
        bail!(
            "not_measured: no measurement of {word} {version} is registered here: train it here, with \
             `aktenlage models train --task {word}`"
        );
    };
    let rule = entries.iter().rev().find_map(|entry| match &entry.what {
        RegisterEvent::RuleRegistered { rule, .. } if entry.number <= measured.began_after => {
            Some((entry.number, rule))
        }
        RegisterEvent::RuleRegistered { .. }
        | RegisterEvent::Evaluated { .. }
        | RegisterEvent::Activated { .. } => None,
    });
    let Some((number, rule)) = rule else {
        bail!(
            "no_rule: no rule was registered before {word} {version} was measured: write down what it has to reach, \
             `aktenlage models register-rule --task {word} --rule FILE`, then train on cases that were not measured on yet; \
             see models/README.md"
        );
    };
    let seen = entries.iter().find(|entry| {
        let is_before = entry.number < number;
        is_before
            && matches!(&entry.what, RegisterEvent::Evaluated { measured_on, .. } if measured_on == measured.on)
    });
    if let Some(seen) = seen {
        bail!(
            "figures_known: rule {number} was registered after entry {} had measured on the same cases: a rule holds for \
             figures that nobody knows yet; train with other cases on the side `test` (another seed of `aktenlage \
             generate`, or more reviews)",
            seen.number
        );
    }
    let beside = folder.root().join(word).join(version);
    let read = |name: &str| -> anyhow::Result<String> { read_measured(&beside, name, measured.files) };
    let evaluation: serde_json::Value = serde_json::from_str(&read(EVALUATION)?)?;
    let trial: Trial = serde_json::from_str(&read(TRIAL)?)?;
    let active = match folder.active(task)? {
        Some(version) => format!("{word}@{version}"),
        None => shipped_heads::beside(folder, head)?
            .map_or_else(|| RULES.to_owned(), |shipped| shipped.identity()),
    };
    let rule = Rule::parse(rule).context("the registered rule cannot be read")?;
    let reasons = rule.unsatisfied(&evaluation, &trial, &active);
    if !reasons.is_empty() {
        bail!(
            "rule_not_satisfied: rule {number} does not let {word} {version} be put to work:\n  {}",
            reasons.join("\n  ")
        );
    }
    let measurements = |is_before: bool| {
        let is_one = |entry: &&RegisterEntry| {
            matches!(entry.what, RegisterEvent::Evaluated { .. }) && (entry.number < number) == is_before
        };
        entries.iter().filter(is_one).count()
    };
    Ok(Satisfied {
        rule: number,
        measured_before: measurements(true),
        measured_since: measurements(false),
    })
}

/// A measurement, as it is registered.
struct Measured<'e> {
    /// The number of the last entry when it began.
    began_after: u64,
    /// Digest of the examples that it was made on.
    on: &'e str,
    /// Digests of its files.
    files: &'e [MeasuredFile],
}

/// The last measurement of a version.
fn measured<'e>(entries: &'e [RegisterEntry], version: &str) -> Option<Measured<'e>> {
    entries.iter().rev().find_map(|entry| match &entry.what {
        RegisterEvent::Evaluated {
            version: of,
            began_after,
            measured_on,
            files,
        } if of == version => Some(Measured {
            began_after: *began_after,
            on: measured_on,
            files,
        }),
        RegisterEvent::Evaluated { .. }
        | RegisterEvent::RuleRegistered { .. }
        | RegisterEvent::Activated { .. } => None,
    })
}

/// A file beside the head, if it is the one that was registered.
fn read_measured(folder: &Path, name: &str, files: &[MeasuredFile]) -> anyhow::Result<String> {
    let text = fs_err::read_to_string(folder.join(name))?;
    let digest = digest_of(text.as_bytes());
    if files
        .iter()
        .any(|file| file.name == name && file.sha256 == digest)
    {
        return Ok(text);
    }
    bail!("measurement_changed: {name} is not the file that was measured: train the head again");
}
