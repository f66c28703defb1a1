//! What comes without upload: watched folders and mailboxes, how much came through each, and what went wrong.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::ids::{IntakeRefusalId, ServiceKey};
use aktenlage_domain::intake::{IntakeChannel, IntakeRefusalCode, IntakeSourceKind};
use aktenlage_store::{AuditDraft, IntakeRefusal, Tx};
use serde_json::json;
use time::OffsetDateTime;

use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// The last look into a source, as this process remembers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastLook {
    /// When.
    pub at: OffsetDateTime,
    /// When a look last went well.
    pub good_at: Option<OffsetDateTime>,
    /// Items that lay there and were not dealt with.
    pub waiting: usize,
    /// What went wrong, as a stable code: `folder_missing`, `folder_unreadable`, `folder_unavailable`,
    /// `file_unavailable`, `not_moved`, one of [`MailboxError`](aktenlage_mailbox::MailboxError), or the code of a failure
    /// of the workbench such as `storage_full`.
    pub problem: Option<&'static str>,
}

/// A source and what came through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeSource {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: IntakeSourceKind,
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
    /// The last five, newest first.
    pub last_refusals: Vec<IntakeRefusal>,
    /// The last look; `None` while this process has not looked.
    pub last_look: Option<LastLook>,
}

impl Workbench {
    /// The configured sources in their order: folders, then mailboxes.
    pub async fn intake_sources(&self) -> Result<Vec<IntakeSource>, WorkflowError> {
        let mut tx = self.read().await?;
        let office = self.office();
        let mut configured = Vec::new();
        for folder in &office.folders {
            let service = folder.service.clone();
            configured.push((&folder.name, IntakeSourceKind::Folder, folder.channel, service));
        }
        for name in &office.mailboxes {
            configured.push((name, IntakeSourceKind::Mailbox, IntakeChannel::Mail, None));
        }
        let mut sources = Vec::new();
        for (name, kind, channel, service) in configured {
            let counts = tx.intake_counts(name).await?;
            sources.push(IntakeSource {
                name: name.clone(),
                kind,
                channel,
                service,
                taken: counts.taken,
                last_taken_at: counts.last_taken_at,
                refused: counts.refused,
                last_refusals: counts.last_refusals,
                last_look: self.last_look(name),
            });
        }
        Ok(sources)
    }

    /// Records that something in a watched folder was not taken in.
    pub(crate) async fn refuse_from_folder(
        &self,
        source: &str,
        file_name: String,
        code: IntakeRefusalCode,
    ) -> Result<(), WorkflowError> {
        let tx = self.begin().await?;
        self.record_refusal(tx, source, file_name, code).await
    }

    /// The same for a message of a mailbox, which its number names; `false` if that is recorded already.
    pub(crate) async fn refuse_from_mailbox(
        &self,
        source: &str,
        number: String,
        code: IntakeRefusalCode,
    ) -> Result<bool, WorkflowError> {
        let mut tx = self.begin().await?;
        if tx.intake_refusal(source, &number).await?.is_some() {
            return Ok(false);
        }
        self.record_refusal(tx, source, number, code).await?;
        Ok(true)
    }

    /// The chain names source and code; the name of the file may name a person and stays out of it.
    async fn record_refusal(
        &self,
        mut tx: Tx,
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
