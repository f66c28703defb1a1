//! How often people took what was suggested on a field as it was: the measured reliability of suggestions of this kind,
//! over the cases of the office.
use aktenlage_domain::ids::FieldId;
use aktenlage_domain::suggestion::Subject;
use aktenlage_evaluation::metrics::figure::Figure;
use time::Duration;

use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// Days that are looked back.
const DAYS: i64 = 90;
/// Suggestions below which there is no figure.
const MINIMUM_N: usize = 50;

/// What became of the suggestions on a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reliability {
    /// Days that were looked back.
    pub days: i64,
    /// Suggestions below which there is no figure.
    pub minimum_n: usize,
    /// The share that was taken as it was, among those that were taken, changed or thrown away; the last word of each
    /// counts.
    pub taken: Figure,
}

impl Workbench {
    /// How suggestions on a field fared with people until now; on a field that nobody knows, nothing.
    pub async fn reliability(&self, field: &FieldId) -> Result<Reliability, WorkflowError> {
        let from = self.clock().now() - Duration::days(DAYS);
        let subject = Subject::Field(field.clone());
        let counts = self.read().await?.verdicts_on(&subject, from).await?;
        let count = |number: i64| usize::try_from(number).unwrap_or(0);
        let taken = count(counts.accepted);
        let settled = taken + count(counts.amended) + count(counts.rejected);
        Ok(Reliability {
            days: DAYS,
            minimum_n: MINIMUM_N,
            taken: Figure::exact(taken, settled, MINIMUM_N),
        })
    }
}
