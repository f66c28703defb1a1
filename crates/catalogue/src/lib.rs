//! The blueprint of a municipality: services, evidence, fields, document kinds, legal bases; read, checked, versioned.
#![warn(missing_docs)]

pub mod condition;
pub mod service;

use service::{KindDefinition, ServiceDefinition};

/// A blueprint as read.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Content hash over all files, the version that suggestions name (`sha256:` and 12 hex digits).
    pub version: String,
    /// Services, by key.
    pub services: Vec<ServiceDefinition>,
    /// Document kinds of the vocabulary.
    pub kinds: Vec<KindDefinition>,
    /// Guidance texts (file name, Markdown with front matter) for the regulations index.
    pub guidance: Vec<(String, String)>,
}

/// A finding about a blueprint file: it does not stop the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Stable code, for example `unknown_document_kind`.
    pub code: &'static str,
    /// File within the blueprint.
    pub file: String,
    /// What, for the person who edits the file.
    pub detail: String,
}

/// Reads the built-in blueprint; files of `override_directory` replace built-in ones of the same relative path and
/// add new ones. Broken files are reported and left out.
pub fn load(override_directory: Option<&std::path::Path>) -> (Catalogue, Vec<Issue>) {
    let _ = override_directory;
    (Catalogue::default(), Vec::new())
}

impl Catalogue {
    /// A service by key.
    pub fn service(&self, key: &aktenlage_domain::ids::ServiceKey) -> Option<&ServiceDefinition> {
        self.services.iter().find(|service| &service.key == key)
    }
    /// A document kind by id.
    pub fn kind(&self, id: &aktenlage_domain::ids::DocumentKind) -> Option<&KindDefinition> {
        self.kinds.iter().find(|kind| &kind.id == id)
    }
}
