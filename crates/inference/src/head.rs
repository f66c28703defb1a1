//! A head: which class features speak for, with calibrated probabilities; strictly checked when it is loaded.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::digest::hexadecimal;
use crate::staging::Staging;

mod card;
mod error;
mod folder;
#[cfg(test)]
mod head_test;
mod register;
mod weights;

pub use card::{
    Calibration, ChannelCalibration, FORMAT, HeadCard, HeadFiles, HeadTask, NONE_LABEL, RIGHT_LABEL,
    ReviewTraining, Training,
};
pub use error::HeadError;
pub use folder::HeadFolder;
pub use register::{MeasuredFile, Register, RegisterEntry, RegisterEvent, digest_of};
pub use weights::HeadWeights;
pub(crate) use weights::Layer;

pub(crate) const CARD: &str = "head.json";
pub(crate) const WEIGHTS: &str = "head.safetensors";
pub(crate) const CALIBRATION: &str = "calibration.json";

/// A trained and calibrated classifier: multinomial logistic regression (Bishop, Pattern Recognition and Machine
/// Learning, 2006, 4.3.4) over the vector of the encoder and the scores of rules, or a network with one layer of hidden
/// units (5.1 there).
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    card: HeadCard,
    weights: HeadWeights,
    calibration: Calibration,
    /// As they stand in the file: digests are over bytes.
    calibration_bytes: Vec<u8>,
}

impl Head {
    /// Puts a head together and gives it its version. The same parts give the same version.
    pub fn new(
        mut card: HeadCard,
        weights: HeadWeights,
        calibration: Calibration,
    ) -> Result<Self, HeadError> {
        let calibration_bytes = pretty(&calibration, CALIBRATION)?;
        card.files = HeadFiles {
            weights: sha256(&weights.to_bytes()?),
            calibration: sha256(&calibration_bytes),
        };
        card.version = version_of(&card)?;
        let head = Self {
            card,
            weights,
            calibration,
            calibration_bytes,
        };
        head.check()?;
        Ok(head)
    }

    /// Loads the folder of a head. Every file is compared with its digest, and the card with the version.
    pub fn load(directory: &Path) -> Result<Self, HeadError> {
        Self::of_files(|name| {
            let path = directory.join(name);
            if path.is_file() {
                fs_err::read(&path).map_err(HeadError::files)
            } else {
                Err(HeadError::Missing { path })
            }
        })
    }

    /// The same from files that lie elsewhere: `read` gives the content of one by its name.
    pub fn of_files(read: impl Fn(&str) -> Result<Vec<u8>, HeadError>) -> Result<Self, HeadError> {
        let card_bytes = read(CARD)?;
        let card: HeadCard =
            serde_json::from_slice(&card_bytes).map_err(|error| HeadError::malformed(CARD, error))?;
        card.check()?;
        let damaged = |file: &str| HeadError::Damaged {
            file: file.to_owned(),
        };
        let (weights, calibration_bytes) = (read(WEIGHTS)?, read(CALIBRATION)?);
        if sha256(&weights) != card.files.weights {
            return Err(damaged(WEIGHTS));
        }
        if sha256(&calibration_bytes) != card.files.calibration {
            return Err(damaged(CALIBRATION));
        }
        if version_of(&card)? != card.version {
            return Err(damaged(CARD));
        }
        let calibration = serde_json::from_slice(&calibration_bytes)
            .map_err(|error| HeadError::malformed(CALIBRATION, error))?;
        let features = card.features();
        let head = Self {
            weights: HeadWeights::of_bytes(&weights, features, card.labels.len())?,
            card,
            calibration,
            calibration_bytes,
        };
        head.check()?;
        Ok(head)
    }

    /// Writes it to `<root>/<task>/<version>`, complete or not at all, with other files beside it (name and content);
    /// returns that folder.
    pub fn write(&self, root: &Path, beside: &[(&str, String)]) -> Result<PathBuf, HeadError> {
        let target = root.join(self.card.task.as_str()).join(&self.card.version);
        let staging = Staging::beside(&target).map_err(HeadError::staging)?;
        let put = |name: &str, bytes: &[u8]| {
            fs_err::write(staging.path().join(name), bytes).map_err(HeadError::files)
        };
        put(CARD, &pretty(&self.card, CARD)?)?;
        put(WEIGHTS, &self.weights.to_bytes()?)?;
        put(CALIBRATION, &self.calibration_bytes)?;
        for (name, content) in beside {
            put(name, content.as_bytes())?;
        }
        staging.put_in_place().map_err(HeadError::staging)
    }

    /// The probability of each label, in the order of the card; they sum to 1.
    pub fn score(&self, features: &[f32], channel: &str) -> Result<Vec<f64>, HeadError> {
        let expected = self.weights.features();
        if features.len() != expected {
            return Err(HeadError::Features {
                expected,
                found: features.len(),
            });
        }
        let logits = self.weights.logits(features);
        Ok(softmax(&logits, self.calibration.of(channel).temperature))
    }

    /// What it is and was made from.
    pub fn card(&self) -> &HeadCard {
        &self.card
    }

    /// How far its probabilities can be trusted.
    pub fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// Its weights.
    pub fn weights(&self) -> &HeadWeights {
        &self.weights
    }

    /// Task and version, for example `kind@0123456789ab`: what a suggestion names.
    pub fn identity(&self) -> String {
        format!("{}@{}", self.card.task.as_str(), self.card.version)
    }

    fn check(&self) -> Result<(), HeadError> {
        self.card.check()?;
        self.calibration.check()?;
        let (features, labels) = (self.card.features(), self.card.labels.len());
        if self.weights.labels() == labels && self.weights.features() == features {
            return Ok(());
        }
        Err(HeadError::malformed(
            WEIGHTS,
            format!("the weights are not for {features} features and {labels} labels"),
        ))
    }
}

/// Probabilities of logits that are divided by a temperature first.
pub fn softmax(logits: &[f32], temperature: f64) -> Vec<f64> {
    let scaled = |logit: &f32| f64::from(*logit) / temperature;
    let most = logits.iter().map(scaled).fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = logits.iter().map(|logit| (scaled(logit) - most).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}

/// The card without its version decides the version.
fn version_of(card: &HeadCard) -> Result<String, HeadError> {
    let unnamed = HeadCard {
        version: String::new(),
        ..card.clone()
    };
    let mut digest = sha256(&pretty(&unnamed, CARD)?);
    digest.truncate(12);
    Ok(digest)
}

fn pretty(value: &impl serde::Serialize, file: &str) -> Result<Vec<u8>, HeadError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| HeadError::malformed(file, error))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}
