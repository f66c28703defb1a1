//! The trained heads of a folder and those at work, for lists: what each decides, for which target, and where it is silent.
use std::path::Path;

use aktenlage_inference::head::{Head, HeadFolder, HeadTask};

use crate::Assistant;

/// A trained head.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainedHead {
    /// `kind`, `service` or `field`.
    pub task: &'static str,
    /// Its version.
    pub version: String,
    /// Whether it is set to work from the next start on.
    pub is_active: bool,
    /// Whether it is at work now.
    pub is_at_work: bool,
    /// What it is; `None` if its files cannot be used.
    pub extent: Option<HeadExtent>,
}

/// What a head can say.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadExtent {
    /// Identity of the encoder that it was trained with.
    pub encoder: String,
    /// How many classes, none of them "none".
    pub classes: usize,
    /// Share of right answers that its thresholds were chosen for.
    pub target: f64,
    /// Whether no threshold keeps the target, so that it never speaks.
    pub is_always_silent: bool,
    /// Channels on which it never speaks.
    pub silent_channels: Vec<String>,
    /// Examples that it learned from.
    pub examples: usize,
}

/// The heads in a folder, by task and version, and behind those of a task the one at work if it lies elsewhere: it came
/// with the program. A folder that cannot be read holds none; a head that is set to work and not there is named all the
/// same.
pub fn trained_heads(folder: &Path, assistant: &Assistant) -> Vec<TrainedHead> {
    let folder = HeadFolder::new(folder.to_owned());
    let mut heads = Vec::new();
    for task in HeadTask::ALL {
        let active = folder.active(task).unwrap_or_default();
        let mut versions = folder.versions(task).unwrap_or_default();
        if let Some(version) = active.as_ref().filter(|version| !versions.contains(version)) {
            versions.push(version.clone());
        }
        let at_work = assistant.head(task);
        let elsewhere = at_work.filter(|head| !versions.contains(&head.card().version));
        heads.extend(versions.into_iter().map(|version| TrainedHead {
            task: task.as_str(),
            is_active: active.as_ref() == Some(&version),
            is_at_work: at_work.is_some_and(|head| head.card().version == version),
            extent: folder.load(task, &version).ok().as_ref().map(extent),
            version,
        }));
        heads.extend(elsewhere.map(|head| TrainedHead {
            task: task.as_str(),
            version: head.card().version.clone(),
            // As long as the office decides nothing for the task.
            is_active: folder.has_decided(task).is_ok_and(|decided| !decided),
            is_at_work: true,
            extent: Some(extent(head)),
        }));
    }
    heads
}

fn extent(head: &Head) -> HeadExtent {
    let (card, calibration) = (head.card(), head.calibration());
    let silent = calibration
        .channels
        .iter()
        .filter(|(_, channel)| channel.threshold.is_none());
    HeadExtent {
        encoder: card.encoder.clone(),
        classes: card.labels.len().saturating_sub(1),
        target: calibration.target,
        is_always_silent: calibration.is_always_silent(),
        silent_channels: silent.map(|(channel, _)| channel.clone()).collect(),
        examples: card.training.train,
    }
}
