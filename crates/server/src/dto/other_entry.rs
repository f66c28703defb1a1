//! What stands on forms and no suggestion points at.
use aktenlage_workflow as workflow;
use serde::Serialize;
use utoipa::ToSchema;

use super::evidence::Evidence;

/// What somebody wrote into a box that nothing points at.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OtherEntry {
    /// What the form calls the box.
    label: String,
    /// Where it stands, and what.
    place: Evidence,
}

impl From<workflow::OtherEntry> for OtherEntry {
    fn from(entry: workflow::OtherEntry) -> Self {
        Self {
            label: entry.label,
            place: entry.place.into(),
        }
    }
}

/// The entries of a case that nothing points at.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OtherEntries {
    /// Document by document, in the order of each form.
    pub(crate) items: Vec<OtherEntry>,
}
