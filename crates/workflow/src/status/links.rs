//! Links to the status of a case: made and revoked by clerks, each with an entry in the audit chain.
use std::time::Duration;

use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::clock::{date_to_text, german_date};
use aktenlage_domain::ids::{CaseId, StatusLinkId};
use aktenlage_domain::person::Clerk;
use aktenlage_domain::status::{StatusLink, StatusLinkRevocation, StatusLinkState};
use aktenlage_store::{AuditDraft, StoredStatusLink};
use serde_json::json;
use time::OffsetDateTime;

use crate::error::WorkflowError;
use crate::names::Names;
use crate::views::Person;
use crate::workbench::Workbench;

/// A link as clerks see it: who made it and until when it opens the case, never its token.
#[derive(Clone, Debug)]
pub struct StatusLinkView {
    /// The link.
    pub link: StatusLink,
    /// Who made it.
    pub by: Person,
    /// Who revoked it, and when.
    pub revoked: Option<(Person, OffsetDateTime)>,
    /// Whether it opens the case now.
    pub state: StatusLinkState,
}

impl Workbench {
    /// The links of a case, oldest first.
    pub async fn status_links(&self, case: CaseId) -> Result<Vec<StatusLinkView>, WorkflowError> {
        let now = self.clock().now();
        let mut tx = self.read().await?;
        tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let names = Names::load(&mut tx).await?;
        let links = tx.status_links(case).await?.into_iter();
        Ok(links.map(|stored| view(stored, &names, now)).collect())
    }

    /// Makes a link that opens a case for so long, also after its decision. Only the digest of the token is kept; whoever
    /// made it hands it out once.
    pub async fn make_status_link(
        &self,
        clerk: &Clerk,
        case: CaseId,
        token_sha256: &str,
        length: Duration,
    ) -> Result<StatusLinkView, WorkflowError> {
        let at = self.clock().now();
        let link = StatusLink {
            id: StatusLinkId::new(self.clock(), self.entropy()),
            case,
            token_sha256: token_sha256.to_owned(),
            expires_at: at + length,
            by: clerk.id(),
            at,
        };
        let mut tx = self.begin().await?;
        tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        tx.insert_status_link(&link).await?;
        let detail = json!({
            "link": link.id.to_string(),
            "expires_on": date_to_text(german_date(link.expires_at)),
        });
        tx.append_audit(&AuditDraft {
            at,
            actor: Actor::User(clerk.id()),
            action: AuditAction::StatusLinkMade,
            case: Some(case),
            detail,
        })
        .await?;
        let names = Names::load(&mut tx).await?;
        tx.commit().await?;
        let made = StoredStatusLink {
            link,
            revocation: None,
        };
        Ok(view(made, &names, at))
    }

    /// Ends a link at once and for good. One that was revoked before stays as it is.
    pub async fn revoke_status_link(
        &self,
        clerk: &Clerk,
        link: StatusLinkId,
    ) -> Result<StatusLinkView, WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let names = Names::load(&mut tx).await?;
        let mut stored = tx.status_link(link).await?.ok_or(WorkflowError::NotFound)?;
        if stored.revocation.is_some() {
            return Ok(view(stored, &names, at));
        }
        let revocation = StatusLinkRevocation {
            link,
            by: clerk.id(),
            at,
        };
        tx.insert_status_link_revocation(&revocation).await?;
        tx.append_audit(&AuditDraft {
            at,
            actor: Actor::User(clerk.id()),
            action: AuditAction::StatusLinkRevoked,
            case: Some(stored.link.case),
            detail: json!({ "link": link.to_string() }),
        })
        .await?;
        tx.commit().await?;
        stored.revocation = Some(revocation);
        Ok(view(stored, &names, at))
    }
}

fn view(stored: StoredStatusLink, names: &Names, now: OffsetDateTime) -> StatusLinkView {
    let StoredStatusLink { link, revocation } = stored;
    StatusLinkView {
        by: names.person(link.by),
        state: link.state(revocation.is_some(), now),
        revoked: revocation.map(|revocation| (names.person(revocation.by), revocation.at)),
        link,
    }
}
