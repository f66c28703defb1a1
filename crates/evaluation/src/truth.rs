//! What is true of a case, as it stands beside its documents in `truth.toml`: service, kinds, values with their places,
//! states of requirements.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::case_file::{CaseFile, Channel};
use crate::typeset::typeset;

/// Name of the file in the folder of a case.
pub const FILE: &str = "truth.toml";

/// Why the truth of a folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TruthError {
    /// The file does not have the expected shape; correct it.
    #[error("{file}: {detail}")]
    Shape {
        /// Which.
        file: String,
        /// What is wrong.
        detail: String,
    },
    /// The folder cannot be read; check the path and its rights.
    #[error(transparent)]
    Input(#[from] std::io::Error),
}

/// The truth of one case.
#[doc(alias = "Wahrheit")]
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Truth {
    /// Name of the case, its folder's.
    pub case: String,
    /// The service; none if the right answer is to abstain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Day of receipt, `YYYY-MM-DD`.
    pub received_on: String,
    /// Whether every field that the documents state is among `fields`: only then is a value for another one wrong.
    #[serde(default)]
    pub is_complete: bool,
    /// Requirements whose state is known: id and state.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub requirements: BTreeMap<String, String>,
    /// The files in the order they arrive.
    pub files: Vec<FileTruth>,
    /// Fields whose value is known, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldTruth>,
    /// What the documents state beside the fields that the service asks for; no figure counts it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_stated: Vec<FieldTruth>,
    /// Values that differ from those in `fields`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<Contradiction>,
    /// What was made wrong on purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
}

/// Side of the split that a layout belongs to. A layout changes sides only to `train`, once rules were mended by it.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// Models may learn from it.
    Train,
    /// Thresholds are chosen on it.
    Tune,
    /// Figures are reported on it.
    Test,
}

impl Split {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Train, Self::Tune, Self::Test];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Tune => "tune",
            Self::Test => "test",
        }
    }
}

/// A document that states another value than the one in `fields`.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// Field id of the vocabulary.
    pub id: String,
    /// The other normalised value.
    pub value: String,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
}

/// Something that was made wrong on purpose.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which: `missing_document`, `outdated`, `contradictory`, `foreign`, `empty_field`, `wrong_entry`, `correction`,
    /// `informal`, `unknown_service`.
    pub kind: String,
    /// The field, requirement or kind of document that it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// What was written instead, or struck out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// What was meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meant: Option<String>,
}

/// One file.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct FileTruth {
    /// File name.
    pub file: String,
    /// How it comes.
    pub channel: Channel,
    /// Kinds of the documents in it, in order; more than one if they were scanned together.
    pub kinds: Vec<String>,
    /// The layout that it was set in, `<file>/<id>`, if it was generated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// The side of the split that this layout belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
}

/// One field.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct FieldTruth {
    /// Field id of the vocabulary.
    pub id: String,
    /// The true normalised value: what the first document that states the field says.
    pub value: String,
    /// Where this value stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
}

/// A place on a page.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// File name.
    pub file: String,
    /// Page, counted from 1.
    pub page: u32,
    /// Left, top, right and bottom as fractions of the page.
    #[serde(rename = "box")]
    pub bbox: [f64; 4],
}

impl Truth {
    /// What a case file says, with the places where its documents are set.
    pub fn of(name: &str, case: &CaseFile) -> Self {
        let mut files: Vec<FileTruth> = Vec::new();
        let mut fields: BTreeMap<String, FieldTruth> = BTreeMap::new();
        let mut pages_before = 0;
        for document in &case.documents {
            let set = typeset(document);
            let (file, channel) = match &case.scanned_as {
                Some(file) => (file, Channel::Scan),
                None => (&document.file, document.channel),
            };
            match files.last_mut() {
                Some(last) if case.scanned_as.is_some() => last.kinds.push(document.kind.clone()),
                _ => files.push(FileTruth {
                    file: file.clone(),
                    channel,
                    kinds: vec![document.kind.clone()],
                    layout: None,
                    split: None,
                }),
            }
            for placed in set.places {
                let place = Place {
                    file: file.clone(),
                    page: u32::try_from(pages_before + placed.page).unwrap_or(u32::MAX),
                    bbox: placed.bbox.map(rounded),
                };
                for (id, value) in placed.truth {
                    let field = fields.entry(id.clone()).or_insert_with(|| FieldTruth {
                        id,
                        value: value.clone(),
                        places: Vec::new(),
                    });
                    if field.value == value {
                        field.places.push(place.clone());
                    }
                }
            }
            if case.scanned_as.is_some() {
                pages_before += set.pages;
            }
        }
        Self {
            case: name.to_owned(),
            service: case.service.clone(),
            received_on: case.received_on.clone(),
            is_complete: case.truth_is_complete,
            requirements: case.requirements.clone(),
            files,
            fields: fields.into_values().collect(),
            also_stated: Vec::new(),
            contradictions: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Writes it into the folder of the case.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        let text = toml::to_string(self).map_err(std::io::Error::other)?;
        fs_err::write(folder.join(FILE), text)
    }

    /// Reads it from the folder of a case. The case is called like its folder.
    pub fn read(folder: &Path) -> Result<Self, TruthError> {
        let file = folder.join(FILE);
        let text = fs_err::read_to_string(&file)?;
        let mut truth: Self = toml::from_str(&text).map_err(|error| TruthError::Shape {
            file: file.display().to_string(),
            detail: error.to_string(),
        })?;
        if let Some(name) = folder.file_name() {
            truth.case = name.to_string_lossy().into_owned();
        }
        Ok(truth)
    }

    /// How the case comes: the channel of its files, `mixed` if they come in several ways.
    pub fn channel(&self) -> &'static str {
        match self.files.split_first() {
            Some((first, rest)) if rest.iter().all(|file| file.channel == first.channel) => {
                first.channel.as_str()
            }
            _ => "mixed",
        }
    }

    /// How a file comes, by its name.
    pub fn channel_of(&self, file: &str) -> Option<&'static str> {
        let found = self.files.iter().find(|known| known.file == file)?;
        Some(found.channel.as_str())
    }
}

/// The folders of cases in a directory, by name: those that hold a truth.
pub fn case_folders(directory: &Path) -> Result<Vec<PathBuf>, TruthError> {
    let mut folders = Vec::new();
    for entry in fs_err::read_dir(directory)? {
        let path = entry?.path();
        if path.join(FILE).is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

fn rounded(number: f32) -> f64 {
    (f64::from(number) * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::suite;

    #[test]
    fn the_truth_of_every_shipped_case_survives_its_file() {
        for sample in suite("demo").unwrap() {
            let truth = Truth::of(&sample.name, &sample.case);
            let text = toml::to_string(&truth).unwrap();
            assert_eq!(toml::from_str::<Truth>(&text).unwrap(), truth, "{text}");
            let names: Vec<&String> = truth.files.iter().map(|file| &file.file).collect();
            let sent: Vec<&String> = sample.files.iter().map(|(name, _)| name).collect();
            assert_eq!(names, sent, "{}", sample.name);
        }
    }

    #[test]
    fn places_lie_on_the_boxes_of_a_live_form() {
        let samples = suite("demo").unwrap();
        let sample = samples
            .iter()
            .find(|sample| sample.name == "01-wohngeld-live")
            .unwrap();
        let truth = Truth::of(&sample.name, &sample.case);
        let limits = aktenlage_extract::Limits::recommended();
        let reading = aktenlage_extract::read(&sample.files[0].1, &limits);
        let shown = reading
            .text
            .fields
            .iter()
            .find(|field| field.value.as_deref() == Some("Brandl"))
            .unwrap();
        let expected = shown.widgets[0].bbox;
        let name = truth
            .fields
            .iter()
            .find(|field| field.id == "applicant.family_name")
            .unwrap();
        assert_eq!((name.value.as_str(), name.places.len()), ("Brandl", 1));
        let edges = [expected.left, expected.top, expected.right, expected.bottom];
        for (edge, expected) in name.places[0].bbox.iter().zip(edges) {
            assert!((edge - f64::from(expected)).abs() < 0.002, "{name:?} {expected}");
        }
        let rent = truth
            .fields
            .iter()
            .find(|field| field.id == "dwelling.total_rent")
            .unwrap();
        assert_eq!(rent.places.len(), 2, "the form and the contract say the same");
    }
}
