//! What stands beside the weights of a head: `head.json` says what it is and was made from, `calibration.json` how far
//! its probabilities can be trusted.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::HeadError;

/// The label of what is none of the others; the last one of every head.
pub const NONE_LABEL: &str = "none";
/// The label of a value that is right, the first of two of a head for fields.
pub const RIGHT_LABEL: &str = "right";
/// The one shape of `head.json` that this program reads.
pub const FORMAT: u32 = 1;

/// What a head decides.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum HeadTask {
    /// Which kind a document is.
    Kind,
    /// Which service a submission asks for.
    Service,
    /// Whether a value that was found for a field is right.
    Field,
}

impl HeadTask {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Kind, Self::Service, Self::Field];

    /// The stable word, which is also the name of its folder.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Service => "service",
            Self::Field => "field",
        }
    }
}

/// Content of `head.json`.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct HeadCard {
    /// [`FORMAT`].
    pub format: u32,
    /// What it decides.
    pub task: HeadTask,
    /// The first twelve digits of the digest over this card and, through `files`, everything that decides.
    #[serde(default)]
    pub version: String,
    /// The classes, [`NONE_LABEL`] last.
    pub labels: Vec<String>,
    /// Classes of the blueprint whose examples were too few or missing: rules go on deciding about them.
    #[serde(default)]
    pub left_to_rules: Vec<String>,
    /// Length of the encoder's vector, the first features.
    pub dimension: usize,
    /// The classes whose scores by rules are the features behind it, in this order; of a head for fields the names of
    /// its features.
    pub scores: Vec<String>,
    /// Places that words fall on, the last features; 0 of a head that does not look at words.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub words: usize,
    /// Identity of the encoder; `none` for fields.
    pub encoder: String,
    /// Version of its instructions; `none` for fields.
    pub prompt: String,
    /// Content hash of the blueprint that the rules came from.
    pub blueprint: String,
    /// Version of the program that trained it.
    pub program: String,
    /// How it was trained.
    pub training: Training,
    /// Digests of the other files; [`super::Head::new`] sets them.
    #[serde(default)]
    pub files: HeadFiles,
}

/// How a head was trained.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Seed of the shuffling.
    pub seed: u64,
    /// Weight decay that was chosen.
    pub l2: f32,
    /// Hidden units of all its networks together; 0 of a linear one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub hidden_units: usize,
    /// Passes over the examples until the loss on the side `tune` was lowest.
    pub epochs: u32,
    /// Examples it learned from.
    pub train: usize,
    /// Examples on which weight decay, end and calibration were chosen.
    pub tune: usize,
    /// SHA-256 over the examples of both.
    pub examples_sha256: String,
    /// What it learned from what people of the office settled; absent without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviews: Option<ReviewTraining>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Reviews of the office that a head was made from. The single ones stand in `examples.jsonl` beside it.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct ReviewTraining {
    /// Reviews it learned from, or that were chosen on: those of the sides `train` and `tune`.
    pub examples: usize,
    /// Of these: people took what was shown.
    pub confirmed: usize,
    /// People changed what was shown.
    pub corrected: usize,
    /// People entered it where nothing was shown.
    pub entered: usize,
    /// How much a confirmed one counts while learning, 0 to 1; others count 1. With 0 none was used.
    pub confirmed_weight: f32,
    /// The first entry of the audit chain that tells of one of them.
    pub first_entry: i64,
    /// The last one.
    pub last_entry: i64,
    /// SHA-256 of `examples.jsonl`.
    pub manifest_sha256: String,
}

/// SHA-256 of the files beside the card.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct HeadFiles {
    /// `head.safetensors`.
    pub weights: String,
    /// `calibration.json`.
    pub calibration: String,
}

/// Content of `calibration.json`.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Share of right answers that the office asks for.
    pub target: f64,
    /// Of the one-sided bound with which it was kept.
    pub confidence: f64,
    /// Examples below which a channel has no calibration of its own.
    pub least: usize,
    /// Over all channels, for those without their own.
    pub pooled: ChannelCalibration,
    /// By channel, as the program sees it: `form`, `printed`, `scan`.
    pub channels: BTreeMap<String, ChannelCalibration>,
}

/// How far the probabilities of one channel can be trusted.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct ChannelCalibration {
    /// Logits are divided by it (Guo et al., ICML 2017).
    pub temperature: f64,
    /// The least probability that speaks; `None`: no threshold keeps the target, so the head is always silent.
    pub threshold: Option<f64>,
    /// The least probability of a class that something may be: what is less likely is ruled out. `None`: nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub possible_from: Option<f64>,
    /// Examples.
    pub n: usize,
    /// Answers at the threshold.
    pub answered: usize,
    /// How many of them were right.
    pub right: usize,
}

impl Calibration {
    /// The calibration of a channel: its own, or that over all.
    pub fn of(&self, channel: &str) -> &ChannelCalibration {
        self.channels.get(channel).unwrap_or(&self.pooled)
    }

    /// Whether it is silent on every channel.
    pub fn is_always_silent(&self) -> bool {
        self.pooled.threshold.is_none() && self.channels.values().all(|channel| channel.threshold.is_none())
    }

    pub(super) fn check(&self) -> Result<(), HeadError> {
        let is_share = |share: f64| share > 0.0 && share < 1.0;
        let is_sound = |channel: &ChannelCalibration| {
            channel.temperature.is_finite()
                && channel.temperature > 0.0
                && channel.right <= channel.answered
                && channel.answered <= channel.n
                && [channel.threshold, channel.possible_from]
                    .iter()
                    .flatten()
                    .all(|threshold| (0.0..=1.0).contains(threshold))
        };
        if is_share(self.target)
            && is_share(self.confidence)
            && is_sound(&self.pooled)
            && self.channels.values().all(is_sound)
        {
            return Ok(());
        }
        Err(HeadError::malformed(
            super::CALIBRATION,
            "a temperature, threshold, target or count is out of its range",
        ))
    }
}

impl HeadCard {
    /// How many features it takes.
    pub fn features(&self) -> usize {
        self.dimension
            .saturating_add(self.scores.len())
            .saturating_add(self.words)
    }

    pub(super) fn check(&self) -> Result<(), HeadError> {
        let refuse = |reason: String| Err(HeadError::malformed(super::CARD, reason));
        if self.format != FORMAT {
            return refuse(format!(
                "its format is {}, this program reads {FORMAT}",
                self.format
            ));
        }
        if self.labels.len() < 2 || self.labels.last().is_none_or(|label| label != NONE_LABEL) {
            return refuse(format!(
                "a head has two labels or more, and `{NONE_LABEL}` is the last"
            ));
        }
        for names in [&self.labels, &self.scores] {
            if names.iter().collect::<BTreeSet<_>>().len() < names.len() {
                return refuse("a class is listed twice".to_owned());
            }
        }
        if self.task == HeadTask::Field {
            // Its features are signs and no classes.
            return Ok(());
        }
        let known = &self.labels[..self.labels.len() - 1];
        match known.iter().find(|label| !self.scores.contains(label)) {
            Some(label) => refuse(format!("rules have no score for `{label}`")),
            None => Ok(()),
        }
    }
}
