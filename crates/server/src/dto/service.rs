//! Public services of the blueprint.
use aktenlage_workflow as workflow;
use serde::Serialize;
use utoipa::ToSchema;

use super::label::{Label, Named};

/// One service.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ServiceSummary {
    id: String,
    name: Label,
    /// Whether every norm was checked against the official text.
    verified: bool,
    /// Key in the national catalogue of services, if known.
    leika: Option<String>,
    fields: usize,
    requirements: usize,
}

/// What the blueprint knows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ServiceList {
    /// Version of the blueprint.
    pub(crate) blueprint: String,
    pub(crate) services: Vec<ServiceSummary>,
    /// Document kinds.
    pub(crate) kinds: Vec<Named>,
}

impl From<workflow::ServiceSummary> for ServiceSummary {
    fn from(service: workflow::ServiceSummary) -> Self {
        Self {
            id: service.id.to_string(),
            name: service.name.into(),
            verified: service.is_verified,
            leika: service.leika,
            fields: service.fields,
            requirements: service.requirements,
        }
    }
}
