//! What stands on forms and no suggestion points at.
use aktenlage_workflow as workflow;
use serde::Serialize;
use utoipa::ToSchema;

use super::evidence::Evidence;

/// What somebody wrote into a box, or where a form on paper leaves room, and nothing points at.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OtherEntry {
    /// What the form calls the box or the room.
    label: String,
    /// Where it stands, and what; no words where it is written by hand.
    place: Evidence,
    /// Whether it is ink on paper that nobody has read.
    handwritten: bool,
}

impl From<workflow::OtherEntry> for OtherEntry {
    fn from(entry: workflow::OtherEntry) -> Self {
        Self {
            label: entry.label,
            place: entry.place.into(),
            handwritten: entry.is_handwritten,
        }
    }
}

/// The entries of a case that nothing points at.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OtherEntries {
    /// Document by document, in the order of each form.
    pub(crate) items: Vec<OtherEntry>,
}
