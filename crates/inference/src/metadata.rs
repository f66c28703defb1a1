//! `model.toml` beside the weights: what a model directory holds and how the model is used.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::manifest::is_plain_name;
use crate::{InferenceError, digest};

pub(crate) const FILE_NAME: &str = "model.toml";
pub(crate) const CONFIG: &str = "config.json";
pub(crate) const TOKENIZER: &str = "tokenizer.json";

/// How the vectors of the tokens become one vector.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Pooling {
    /// The mean over all tokens.
    #[default]
    Mean,
    /// The vector of the first token.
    FirstToken,
}

/// Content of `model.toml`, written by fetch and install.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ModelMetadata {
    /// Name of the model.
    pub name: String,
    /// SPDX identifier of the licence, empty where the office did not name it.
    #[serde(default)]
    pub licence: String,
    /// Version of the published model, empty where the office did not name it.
    #[serde(default)]
    pub revision: String,
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
    /// Digests of what the files were made from, to recognise a directory that is up to date.
    #[serde(default)]
    pub made_from: Vec<String>,
    /// The files with their digests.
    pub files: ModelFiles,
}

/// The files of a model directory.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFiles {
    /// `model.gguf` or `model.safetensors`.
    pub weights: PinnedFile,
    /// `tokenizer.json`.
    pub tokenizer: PinnedFile,
    /// `config.json`.
    pub config: PinnedFile,
}

/// A file with its digest.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedFile {
    /// Name inside the model directory.
    pub name: String,
    /// SHA-256.
    pub sha256: String,
}

impl PinnedFile {
    pub(crate) fn of(directory: &Path, name: &str) -> Result<Self, InferenceError> {
        Ok(Self {
            name: name.to_owned(),
            sha256: digest::of_file(&directory.join(name))?,
        })
    }
}

impl ModelMetadata {
    /// Reads `model.toml` of a model directory and checks that the files are there.
    pub fn read(directory: &Path) -> Result<Self, InferenceError> {
        if !directory.is_dir() {
            return Err(InferenceError::ModelMissing {
                directory: directory.to_owned(),
            });
        }
        let path = directory.join(FILE_NAME);
        if !path.is_file() {
            return Err(InferenceError::FileMissing { path });
        }
        let text = fs_err::read_to_string(&path).map_err(InferenceError::file_system)?;
        let metadata: Self =
            toml::from_str(&text).map_err(|error| InferenceError::malformed(&path, error.message()))?;
        for file in metadata.files.all() {
            if !is_plain_name(&file.name) {
                return Err(InferenceError::malformed(&path, "a file name is a path"));
            }
            let file_path = directory.join(&file.name);
            if !file_path.is_file() {
                return Err(InferenceError::FileMissing { path: file_path });
            }
        }
        Ok(metadata)
    }

    /// Name and first twelve digits of the weights' digest: what a suggestion names as its model.
    pub fn identity(&self) -> String {
        let digest = &self.files.weights.sha256;
        format!("{}@{}", self.name, digest.get(..12).unwrap_or(digest))
    }

    /// Compares every file with its digest.
    pub fn verify(&self, directory: &Path) -> Result<(), InferenceError> {
        self.files
            .all()
            .into_iter()
            .try_for_each(|file| digest::check(&directory.join(&file.name), &file.sha256))
    }

    pub(crate) fn write(&self, directory: &Path) -> Result<(), InferenceError> {
        let path = directory.join(FILE_NAME);
        let text = toml::to_string_pretty(self).map_err(|error| InferenceError::malformed(&path, error))?;
        fs_err::write(path, text).map_err(InferenceError::file_system)
    }
}

impl ModelFiles {
    fn all(&self) -> [&PinnedFile; 3] {
        [&self.weights, &self.tokenizer, &self.config]
    }
}
