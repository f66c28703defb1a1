//! Why a head cannot be used: a stable word first, then what is wrong and what to do.

use std::path::PathBuf;

use crate::InferenceError;

/// Why a head was refused. The texts begin with [`HeadError::code`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeadError {
    /// A file or the folder is not there.
    #[error(
        "head_missing: {} is not there: `aktenlage models list` names the heads that are, `aktenlage models train` makes one",
        path.display()
    )]
    Missing {
        /// What was looked for.
        path: PathBuf,
    },
    /// A file does not hold what its name says.
    #[error("head_malformed: {file}: {reason}; train the head again")]
    Malformed {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A file is not the one that was trained.
    #[error(
        "head_damaged: {file} is not the file that was trained: it is damaged or was replaced; train the head again"
    )]
    Damaged {
        /// The file.
        file: String,
    },
    /// The head was trained for something else than what it is to be used with.
    #[error("head_mismatch: {reason}; train a head for what is configured, or deactivate this one")]
    Mismatch {
        /// What does not fit.
        reason: String,
    },
    /// The features are not those of this head.
    #[error(
        "head_features: the head takes {expected} features, it was given {found}; report this as a defect"
    )]
    Features {
        /// How many it takes.
        expected: usize,
        /// How many it was given.
        found: usize,
    },
    /// The register does not tell that the head was put to work.
    #[error(
        "head_not_promoted: {head} stands in active.toml, but nobody put it to work by a rule: `aktenlage models activate` does"
    )]
    NotPromoted {
        /// Task and version.
        head: String,
    },
    /// The register is not as it was written.
    #[error(
        "head_register: the register does not hold ({reason}): it was changed by hand or is damaged; restore it from a backup"
    )]
    Register {
        /// What is wrong with it.
        reason: String,
    },
    /// The file system refused.
    #[error("head_files: {reason}; check that the directory exists, is writable and has space")]
    Files {
        /// What the system said, with the path.
        reason: String,
    },
}

impl HeadError {
    /// The stable word with which the text begins.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "head_missing",
            Self::Malformed { .. } => "head_malformed",
            Self::Damaged { .. } => "head_damaged",
            Self::Mismatch { .. } => "head_mismatch",
            Self::Features { .. } => "head_features",
            Self::NotPromoted { .. } => "head_not_promoted",
            Self::Register { .. } => "head_register",
            Self::Files { .. } => "head_files",
        }
    }

    pub(crate) fn malformed(file: &str, reason: impl std::fmt::Display) -> Self {
        Self::Malformed {
            file: file.to_owned(),
            reason: reason.to_string(),
        }
    }

    /// `fs_err` puts the path into the message, so the text is enough.
    #[expect(clippy::needless_pass_by_value, reason = "used as a function in map_err")]
    pub(crate) fn files(error: std::io::Error) -> Self {
        Self::Files {
            reason: error.to_string(),
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "used as a function in map_err")]
    pub(crate) fn staging(error: InferenceError) -> Self {
        Self::Files {
            reason: error.to_string(),
        }
    }
}
