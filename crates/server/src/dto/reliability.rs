//! How suggestions on a field fared with people.
use serde::Serialize;
use utoipa::ToSchema;

use super::evaluation::report::Figure;

/// What became of the suggestions on a field over the cases of the office.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Reliability {
    /// Days that were looked back.
    days: i64,
    /// Suggestions below which there is no figure.
    minimum_n: usize,
    /// The share that people took as it was.
    taken: Figure,
}

impl From<aktenlage_workflow::Reliability> for Reliability {
    fn from(reliability: aktenlage_workflow::Reliability) -> Self {
        Self {
            days: reliability.days,
            minimum_n: reliability.minimum_n,
            taken: reliability.taken.into(),
        }
    }
}
