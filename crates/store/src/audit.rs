//! The audit chain: one entry per change, each bound to the one before by its hash.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::clock::{Clock, instant_to_text};
use aktenlage_domain::ids::{CaseId, CaseReference};
use time::OffsetDateTime;

use crate::chain::{FIRST_PREVIOUS_HASH, RawEntry, canonical, hash};
use crate::convert::{all, instant, json, optional_word, word};
use crate::engine::{Store, Tx, execute, fetch_all, fetch_one};
use crate::error::StoreError;
use crate::{records, sql};

/// An entry to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditDraft {
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: AuditAction,
    /// Which case it concerns.
    pub case: Option<CaseId>,
    /// Codes and parameters. Numbers with a fraction are stored as text: parsers disagree on them.
    pub detail: serde_json::Value,
}

/// An entry as written.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Counts from 1 without gaps.
    pub sequence: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: AuditAction,
    /// Which case it concerns.
    pub case: Option<CaseId>,
    /// Codes and parameters.
    pub detail: serde_json::Value,
    /// Hash of the entry before; 64 zeros for the first.
    pub previous_hash: String,
    /// Hash over all of the above.
    pub hash: String,
}

/// An entry with the names that a person reads.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditListRow {
    /// The entry.
    pub entry: AuditEntry,
    /// Display name of the actor, if it is a person.
    pub actor_name: Option<String>,
    /// Reference of the case.
    pub reference: Option<CaseReference>,
}

impl Tx {
    /// Writes the entry that a change needs; [`Tx::commit`] refuses a change without one. The digests of the records
    /// it tells of are added to its detail as `records`.
    pub async fn append_audit(&mut self, draft: &AuditDraft) -> Result<AuditEntry, StoreError> {
        self.writing()?;
        let written = self.ledger.take_written(draft.action);
        let mut detail = draft.detail.clone();
        if !written.is_empty() {
            let vouchers = self.vouch(&written).await?;
            let vouchers =
                serde_json::to_value(vouchers).map_err(|error| StoreError::Internal(error.to_string()))?;
            let Some(members) = detail.as_object_mut() else {
                return Err(StoreError::Internal(
                    "the detail of an entry is no object".to_owned(),
                ));
            };
            members.insert(records::MEMBER.to_owned(), vouchers);
        }
        let (entries, previous_hash) = fetch_one!(self, (i64, String), sql::AUDIT_HEAD)?;
        let mut raw = RawEntry {
            sequence: entries + 1,
            at: instant_to_text(draft.at),
            actor: draft.actor.to_text(),
            action: draft.action.to_string(),
            case_id: draft.case.map(|case| case.to_string()),
            detail: canonical(&detail),
            previous_hash,
            hash: String::new(),
        };
        raw.hash = hash(&raw);
        execute!(
            self,
            sql::INSERT_AUDIT_ENTRY,
            raw.sequence,
            &raw.at,
            &raw.actor,
            &raw.action,
            &raw.case_id,
            &raw.detail,
            &raw.previous_hash,
            &raw.hash,
        )?;
        execute!(self, sql::MOVE_AUDIT_HEAD, raw.sequence, &raw.hash)?;
        self.ledger.wrote(draft.action);
        raw.try_into()
    }
    /// Entries before a number (`None`: from the end), newest first.
    pub async fn audit_page(
        &mut self,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<AuditListRow>, StoreError> {
        all(fetch_all!(
            self,
            ListRow,
            sql::AUDIT_PAGE,
            before.unwrap_or(i64::MAX),
            limit.max(0)
        )?)
    }
    /// Entries of a case, newest first.
    pub async fn audit_of_case(&mut self, case: CaseId) -> Result<Vec<AuditListRow>, StoreError> {
        all(fetch_all!(self, ListRow, sql::AUDIT_OF_CASE, case.to_string())?)
    }
    /// How many entries there are.
    pub async fn audit_total(&mut self) -> Result<i64, StoreError> {
        let (total,) = fetch_one!(self, (i64,), sql::AUDIT_TOTAL)?;
        Ok(total)
    }
}

impl Store {
    /// Writes the first entry of a chain that has none.
    pub(crate) async fn start_chain(&self, clock: &dyn Clock) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        let (entries, previous_hash) = fetch_one!(tx, (i64, String), sql::AUDIT_HEAD)?;
        if entries > 0 || previous_hash != FIRST_PREVIOUS_HASH {
            return Ok(());
        }
        tx.append_audit(&AuditDraft {
            at: clock.now(),
            actor: Actor::System,
            action: AuditAction::ChainStarted,
            case: None,
            detail: serde_json::json!({ "version": env!("CARGO_PKG_VERSION") }),
        })
        .await?;
        tx.commit().await
    }
}

impl TryFrom<RawEntry> for AuditEntry {
    type Error = StoreError;
    fn try_from(row: RawEntry) -> Result<Self, StoreError> {
        Ok(Self {
            sequence: row.sequence,
            at: instant("audit_entries.at", &row.at)?,
            actor: Actor::from_text(&row.actor)
                .ok_or_else(|| crate::convert::corrupt("audit_entries.actor"))?,
            action: word("audit_entries.action", &row.action)?,
            case: optional_word("audit_entries.case_id", row.case_id.as_deref())?,
            detail: json("audit_entries.detail", &row.detail)?,
            previous_hash: row.previous_hash,
            hash: row.hash,
        })
    }
}

row! {
    struct ListRow [entry: RawEntry] {
        actor_name: Option<String>,
        reference: Option<String>,
    }
}

impl TryFrom<ListRow> for AuditListRow {
    type Error = StoreError;
    fn try_from(row: ListRow) -> Result<Self, StoreError> {
        Ok(Self {
            entry: row.entry.try_into()?,
            actor_name: row.actor_name,
            reference: row.reference.map(CaseReference::from_stored),
        })
    }
}
