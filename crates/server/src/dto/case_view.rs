//! How far the person who asks saw the history of a case.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The mark of the person who asks; nobody is told another one's.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CaseViewMark {
    /// The number of the last entry that the person could see when they last opened the case.
    seen_through: Option<i64>,
    /// The number of the last entry of the case.
    last: i64,
    /// How many entries since are not the person's own; 0 without a mark.
    changes: i64,
}

/// Where the mark moves.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct CaseViewRequest {
    /// The number of an entry, at most that of the last one of the case.
    pub(crate) seen_through: i64,
}

impl From<aktenlage_workflow::CaseViewMark> for CaseViewMark {
    fn from(mark: aktenlage_workflow::CaseViewMark) -> Self {
        Self {
            seen_through: mark.seen_through,
            last: mark.last,
            changes: mark.changes,
        }
    }
}
