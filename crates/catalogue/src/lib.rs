//! The blueprint of a municipality: services, evidence, fields, document kinds, legal bases; read, checked, versioned.
//!
//! [`load()`] reads the built-in blueprint and puts a folder over it file by file. What is broken is reported as an
//! [`Issue`] and left out; the rest works on. [`condition`] holds the language in which a requirement says when it
//! applies.
#![warn(missing_docs)]

pub mod authorities;
pub mod condition;
pub mod forms;
pub mod law;
pub mod letters;
pub mod remarks;
pub mod reopening;
pub mod service;
pub mod unverified;
pub mod vocabulary;

mod calendar;
mod check;
mod files;
mod library;
mod load;
mod nationality;
mod resolve;
mod schema;
mod version;

use aktenlage_domain::deadline::calendar::Calendar;
use aktenlage_domain::deadline::delivery::DeliveryRule;
use aktenlage_domain::form_template::FormTemplate;
use aktenlage_domain::ids::{DocumentKind, ServiceKey};
use time::Date;

use law::LawDefinition;
use letters::Letters;
use remarks::RemarkLabels;
use reopening::GroundDefinition;
use service::{KindDefinition, Label, ServiceDefinition};

/// A blueprint as read.
#[doc(alias = "Blaupause")]
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// Content hash over all files, the version that suggestions name (`sha256:` and 12 hex digits).
    pub version: String,
    /// Services, by key; of several versions of a service the latest.
    pub services: Vec<ServiceDefinition>,
    /// Earlier versions of services, latest first.
    pub earlier: Vec<ServiceDefinition>,
    /// Document kinds of the vocabulary.
    pub kinds: Vec<KindDefinition>,
    /// Laws that citations name.
    pub laws: Vec<LawDefinition>,
    /// The working days of the municipality.
    pub calendar: Calendar,
    /// Names of the holidays in it, by id.
    pub holidays: Vec<(String, Label)>,
    /// When letters count as received.
    pub deliveries: Vec<DeliveryRule>,
    /// Guidance texts (file name, Markdown with front matter) for the regulations index.
    pub guidance: Vec<(String, String)>,
    /// Taught forms that the blueprint ships, in force.
    pub forms: Vec<FormTemplate>,
    /// What letters say and how they look.
    pub letters: Letters,
    /// Grounds for opening a decided case again, of all laws of procedure.
    pub reopening_grounds: Vec<GroundDefinition>,
    /// Labels of the room that forms leave to write freely.
    pub remark_labels: RemarkLabels,
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
/// add new ones. Broken files are reported and left out; for the shared files (`laws.toml`, `kinds.toml`,
/// `fields.toml`) the built-in one stays in force instead, because everything else rests on them.
pub fn load(override_directory: Option<&std::path::Path>) -> (Catalogue, Vec<Issue>) {
    load::load(override_directory)
}

impl Catalogue {
    /// A service by key, in its latest version.
    pub fn service(&self, key: &ServiceKey) -> Option<&ServiceDefinition> {
        self.services.iter().find(|service| &service.key == key)
    }

    /// The version of a service that holds for a case, by its day of receipt: the one in force on that day. If none
    /// was, the nearest: the last one that had begun, else the first; [`ServiceDefinition::in_force_on`] tells, and
    /// whoever shows it says so. Everything that concerns a case asks here; [`Catalogue::service`] is for lists.
    pub fn service_on(&self, key: &ServiceKey, day: Date) -> Option<&ServiceDefinition> {
        // Latest first.
        let versions = || {
            self.services
                .iter()
                .chain(&self.earlier)
                .filter(|service| &service.key == key)
        };
        let has_begun = |service: &&ServiceDefinition| service.valid_from.is_none_or(|from| from <= day);
        versions()
            .find(|service| service.in_force_on(day))
            .or_else(|| versions().find(has_begun))
            .or_else(|| versions().next_back())
    }

    /// A document kind by id.
    pub fn kind(&self, id: &DocumentKind) -> Option<&KindDefinition> {
        self.kinds.iter().find(|kind| &kind.id == id)
    }
}
