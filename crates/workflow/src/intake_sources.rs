//! What comes without upload: the watched folders, how much came through each, and what went wrong.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::ids::{IntakeRefusalId, ServiceKey};
use aktenlage_domain::intake::{IntakeChannel, IntakeRefusalCode};
use aktenlage_store::{AuditDraft, IntakeRefusal};
use serde_json::json;
use time::OffsetDateTime;

use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// The last look into a folder, as this process remembers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastLook {
    /// When.
    pub at: OffsetDateTime,
    /// Items that lay there and were not dealt with.
    pub waiting: usize,
    /// What went wrong, as a stable code: `folder_missing`, `folder_unreadable`, `folder_unavailable`,
    /// `file_unavailable`, `not_moved`, or the code of a failure of the workbench such as `storage_full`.
    pub problem: Option<&'static str>,
}

/// A source and what came through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeSource {
    /// What it is called.
    pub name: String,
    /// What puts files there.
    pub channel: IntakeChannel,
    /// The service that mostly comes this way.
    pub service: Option<ServiceKey>,
    /// Submissions so far.
    pub taken: i64,
    /// When the last one came.
    pub last_taken_at: Option<OffsetDateTime>,
    /// Refusals so far.
    pub refused: i64,
    /// The last one.
    pub last_refusal: Option<IntakeRefusal>,
    /// The last look; `None` while this process has not looked.
    pub last_look: Option<LastLook>,
}

impl Workbench {
    /// The configured sources in their order.
    pub async fn intake_sources(&self) -> Result<Vec<IntakeSource>, WorkflowError> {
        let mut tx = self.read().await?;
        let mut sources = Vec::new();
        for folder in &self.office().folders {
            let counts = tx.intake_counts(&folder.name).await?;
            sources.push(IntakeSource {
                name: folder.name.clone(),
                channel: folder.channel,
                service: folder.service.clone(),
                taken: counts.taken,
                last_taken_at: counts.last_taken_at,
                refused: counts.refused,
                last_refusal: counts.last_refusal,
                last_look: self.last_look(&folder.name),
            });
        }
        Ok(sources)
    }

    /// Records that something in a watched folder was not taken in. The chain names source and code; the name of the
    /// file may name a person and stays out of it.
    pub(crate) async fn refuse_from_folder(
        &self,
        source: &str,
        file_name: String,
        code: IntakeRefusalCode,
    ) -> Result<(), WorkflowError> {
        let at = self.clock().now();
        let refusal = IntakeRefusal {
            id: IntakeRefusalId::new(self.clock(), self.entropy()),
            source: source.to_owned(),
            file_name,
            code,
            at,
        };
        let mut tx = self.begin().await?;
        tx.insert_intake_refusal(&refusal).await?;
        tx.append_audit(&AuditDraft {
            at,
            actor: Actor::System,
            action: AuditAction::IntakeRefused,
            case: None,
            detail: json!({
                "refusal": refusal.id.to_string(),
                "source": refusal.source,
                "code": code.as_str(),
            }),
        })
        .await?;
        Ok(tx.commit().await?)
    }
}
