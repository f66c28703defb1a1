//! Links with which applicants see where a case stands. Rows are written once and never changed; a revocation is a row
//! of its own. That somebody opened a link is written nowhere.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::{CaseId, StatusLinkId};
use aktenlage_domain::status::{StatusLink, StatusLinkRevocation};
use time::OffsetDateTime;

use crate::convert::{all, instant, maybe, word};
use crate::engine::{Tx, execute, fetch_all, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

/// A link, and how it was ended before its time, if it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredStatusLink {
    /// The link.
    pub link: StatusLink,
    /// Its end by the word of a clerk.
    pub revocation: Option<StatusLinkRevocation>,
}

impl Tx {
    /// Records a link. Commit needs one entry `status_link_made` for each.
    pub async fn insert_status_link(&mut self, link: &StatusLink) -> Result<(), StoreError> {
        self.change(Change::StatusLink)?;
        execute!(
            self,
            sql::INSERT_STATUS_LINK,
            link.id.to_string(),
            link.case.to_string(),
            &link.token_sha256,
            instant_to_text(link.expires_at),
            link.by.to_string(),
            instant_to_text(link.at),
        )?;
        let id = link.id.to_string();
        self.wrote(Table::StatusLinks, &id, (&id, ""));
        Ok(())
    }
    /// Records that a link was revoked; only once ([`StoreError::Exists`]). Commit needs one entry
    /// `status_link_revoked` for each.
    pub async fn insert_status_link_revocation(
        &mut self,
        revocation: &StatusLinkRevocation,
    ) -> Result<(), StoreError> {
        self.change(Change::StatusLinkRevocation)?;
        let inserted = execute!(
            self,
            sql::INSERT_STATUS_LINK_REVOCATION,
            revocation.link.to_string(),
            revocation.by.to_string(),
            instant_to_text(revocation.at),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists {
                record: "revocation of a link",
            });
        }
        let id = revocation.link.to_string();
        self.wrote(Table::StatusLinkRevocations, &id, (&id, ""));
        Ok(())
    }
    /// One link.
    pub async fn status_link(&mut self, id: StatusLinkId) -> Result<Option<StoredStatusLink>, StoreError> {
        maybe(fetch_optional!(
            self,
            StatusLinkRow,
            sql::STATUS_LINK_BY_ID,
            id.to_string()
        )?)
    }
    /// The links of a case in the order in which they were made.
    pub async fn status_links(&mut self, case: CaseId) -> Result<Vec<StoredStatusLink>, StoreError> {
        all(fetch_all!(
            self,
            StatusLinkRow,
            sql::STATUS_LINKS_OF_CASE,
            case.to_string()
        )?)
    }
    /// The case that a token opens now; `None` if it is unknown, over or revoked.
    pub async fn case_by_status_token(
        &mut self,
        token_sha256: &str,
        now: OffsetDateTime,
    ) -> Result<Option<CaseId>, StoreError> {
        let found: Option<(String,)> = fetch_optional!(
            self,
            (String,),
            sql::CASE_BY_STATUS_TOKEN,
            token_sha256,
            instant_to_text(now)
        )?;
        found
            .map(|(case,)| word("status_links.case_id", &case))
            .transpose()
    }
}

row! {
    struct StatusLinkRow {
        id: String,
        case_id: String,
        token_sha256: String,
        expires_at: String,
        by_user: String,
        at: String,
        revoked_by: Option<String>,
        revoked_at: Option<String>,
    }
}

impl TryFrom<StatusLinkRow> for StoredStatusLink {
    type Error = StoreError;
    fn try_from(row: StatusLinkRow) -> Result<Self, StoreError> {
        let link = StatusLink {
            id: word("status_links.id", &row.id)?,
            case: word("status_links.case_id", &row.case_id)?,
            token_sha256: row.token_sha256,
            expires_at: instant("status_links.expires_at", &row.expires_at)?,
            by: word("status_links.by_user", &row.by_user)?,
            at: instant("status_links.at", &row.at)?,
        };
        let revocation = match (row.revoked_by, row.revoked_at) {
            (Some(by), Some(at)) => Some(StatusLinkRevocation {
                link: link.id,
                by: word("status_link_revocations.by_user", &by)?,
                at: instant("status_link_revocations.at", &at)?,
            }),
            _ => None,
        };
        Ok(Self { link, revocation })
    }
}
