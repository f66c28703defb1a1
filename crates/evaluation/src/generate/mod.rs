//! Invents applications with known truth: layouts by authors, facts of people who do not exist, faults as they happen,
//! channels as they spoil pages. `docs/decisions/0020-synthetic-applications.md` says why it is built like this.
pub mod case;
pub mod facts;
pub mod fill;
pub mod formats;
pub mod layouts;
pub mod live;
pub mod people;
pub mod placeholders;
pub mod random;
pub mod scenario;
pub mod sent;
pub mod set;

mod record;

use std::path::Path;

use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::vocabulary::Vocabulary;

use crate::truth::Split;
use case::MadeCase;
use layouts::{Layouts, Problem, Subject};
use people::Data;

/// Why a case cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// A file with names or institutions is not valid; correct it.
    #[error("{0}")]
    Data(String),
    /// The blueprint has no such service; name another.
    #[error("the blueprint has no service `{0}`")]
    UnknownService(String),
    /// There is no layout to set it in; write one or ask for something else.
    #[error("no layout of {file} on the side {split}")]
    NoLayout {
        /// `forms/<service>` or `documents/<kind>`.
        file: String,
        /// Which side was asked for.
        split: &'static str,
    },
    /// A layout could not be set; correct it or the template.
    #[error("{layout} cannot be set: {detail}")]
    NotSet {
        /// Which.
        layout: String,
        /// What is wrong.
        detail: String,
    },
    /// A page could not be turned into a picture.
    #[error("the pages of {layout} cannot be drawn")]
    NotDrawn {
        /// Of which layout.
        layout: String,
    },
    /// The folder holds something already; name another.
    #[error("{0} is not empty: name a new folder")]
    NotEmpty(String),
    /// The folder cannot be written; check the path and its rights.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

impl GenerateError {
    /// The stable word.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Data(_) => "invalid_data",
            Self::UnknownService(_) => "unknown_service",
            Self::NoLayout { .. } => "no_layout",
            Self::NotSet { .. } => "layout_not_set",
            Self::NotDrawn { .. } => "page_not_rendered",
            Self::NotEmpty(_) => "folder_not_empty",
            Self::Output(_) => "unwritable",
        }
    }
}

/// Makes cases.
#[derive(Debug)]
pub struct Generator {
    layouts: Layouts,
    vocabulary: Vocabulary,
    catalogue: Catalogue,
    data: &'static Data,
}

impl Generator {
    /// With the built-in layouts and blueprint; files of layouts that cannot be read are reported and left out.
    pub fn built_in() -> Result<(Self, Vec<Problem>), GenerateError> {
        let (layouts, problems) = Layouts::built_in();
        Ok((Self::with(layouts)?, problems))
    }

    /// With these layouts and the built-in blueprint.
    pub fn with(layouts: Layouts) -> Result<Self, GenerateError> {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        Ok(Self {
            layouts,
            vocabulary: Vocabulary::built_in(),
            catalogue,
            data: Data::built_in().map_err(GenerateError::Data)?,
        })
    }

    /// Services whose form can be set on a side (any side if none is named), by key.
    pub fn services(&self, split: Option<Split>) -> Vec<String> {
        let mut services = self.layouts.services();
        services.retain(|service| {
            let is_known = self
                .catalogue
                .services
                .iter()
                .any(|known| known.key.as_str() == service);
            is_known
                && !self
                    .layouts
                    .of(&Subject::Service(service.clone()), split)
                    .is_empty()
        });
        services
    }

    /// Whether forms that no service has can be set on a side.
    pub fn has_unknown(&self, split: Option<Split>) -> bool {
        !self
            .layouts
            .of(&Subject::Kind("unknown".to_owned()), split)
            .is_empty()
    }

    /// The layouts.
    pub const fn layouts(&self) -> &Layouts {
        &self.layouts
    }
}

/// Writes a case as `<directory>/<case>/<file>` with its truth beside the files.
pub fn write(case: &MadeCase, directory: &Path) -> Result<(), GenerateError> {
    let folder = directory.join(&case.name);
    fs_err::create_dir_all(&folder)?;
    for (file, bytes) in &case.files {
        fs_err::write(folder.join(file), bytes)?;
    }
    case.truth.write(&folder)?;
    Ok(())
}

/// Makes sure that a folder is there and empty.
pub fn prepare(directory: &Path) -> Result<(), GenerateError> {
    fs_err::create_dir_all(directory)?;
    if fs_err::read_dir(directory)?.next().is_some() {
        return Err(GenerateError::NotEmpty(directory.display().to_string()));
    }
    Ok(())
}
