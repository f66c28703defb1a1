//! For supervisors: the audit chain, its verification, and the trail of suggestions.
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_catalogue::service::Label;
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::ids::{CaseId, FieldId};
use aktenlage_domain::person::User;
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::{AuditDraft, SuggestionListRow, SuggestionQuery};
use serde_json::json;
use time::OffsetDateTime;

use crate::error::WorkflowError;
use crate::history::actor_view;
use crate::names::Names;
use crate::read_fields::any_field;
use crate::samples::{hidden_fields, view_unless_hidden};
use crate::views::{AuditView, TrailItem};
use crate::workbench::Workbench;

pub use aktenlage_store::{FirstBad, SuggestionOutcome as TrailOutcome};

/// What checking the chain and all it vouches for found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// Whether everything holds.
    pub valid: bool,
    /// How many entries.
    pub entries: i64,
    /// Hash of the last entry that holds.
    pub head: String,
    /// How many records were compared with the digests in the entries.
    pub records: i64,
    /// How many originals were compared with the digest they came in with.
    pub originals: i64,
    /// The first entry that does not hold.
    pub first_bad: Option<FirstBad>,
    /// When it was checked.
    pub checked_at: OffsetDateTime,
}

/// A question for the suggestions trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailQuery {
    /// Only this case.
    pub case: Option<CaseId>,
    /// By what people made of them.
    pub outcome: TrailOutcome,
    /// Left out at the start.
    pub offset: i64,
    /// At most this many, up to 200.
    pub limit: i64,
}

impl Workbench {
    /// Entries before a number (`None`: the newest), newest first, and how many there are.
    pub async fn audit_page(
        &self,
        before: Option<i64>,
        limit: i64,
    ) -> Result<(Vec<AuditView>, i64), WorkflowError> {
        let mut tx = self.read().await?;
        let rows = tx.audit_page(before, limit.clamp(1, 500)).await?;
        let total = tx.audit_total().await?;
        let views = rows.into_iter().map(|row| AuditView {
            sequence: row.entry.sequence,
            at: row.entry.at,
            actor: actor_view(row.entry.actor, row.actor_name),
            action: row.entry.action.as_str().to_owned(),
            case: row.entry.case.zip(row.reference),
            detail: row.entry.detail,
            hash: row.entry.hash,
            previous_hash: row.entry.previous_hash,
        });
        Ok((views.collect(), total))
    }

    /// Checks the whole chain, every record and every original, and writes down that it was checked, by whom, with which result.
    pub async fn verify_chain(&self, user: &User) -> Result<ChainReport, WorkflowError> {
        let checked_at = self.clock().now();
        let found = self.store().verify_with_originals(self.blobs()).await?;
        let detail = json!({ "valid": found.valid, "entries": found.entries, "head": found.head });
        let actor = Actor::User(user.id);
        let mut tx = self.begin().await?;
        tx.append_audit(&AuditDraft {
            at: checked_at,
            actor,
            action: AuditAction::ChainVerified,
            case: None,
            detail,
        })
        .await?;
        tx.commit().await?;
        Ok(ChainReport {
            valid: found.valid,
            entries: found.entries,
            head: found.head,
            records: found.records,
            originals: found.originals,
            first_bad: found.first_bad,
            checked_at,
        })
    }

    /// The whole chain as JSON lines, for a check without this system.
    pub async fn export_chain(&self) -> Result<Vec<u8>, WorkflowError> {
        let mut lines = Vec::new();
        self.store().export_audit(&mut lines).await?;
        Ok(lines)
    }

    /// One page of the suggestions trail, newest first, and how many match.
    pub async fn suggestions_trail(
        &self,
        query: &TrailQuery,
    ) -> Result<(i64, Vec<TrailItem>), WorkflowError> {
        let mut tx = self.read().await?;
        let names = Names::load(&mut tx).await?;
        let query = SuggestionQuery {
            case: query.case,
            outcome: query.outcome,
            offset: query.offset.max(0),
            limit: query.limit.clamp(1, 200),
        };
        let page = tx.list_suggestions(&query).await?;
        let mut hidden: BTreeMap<CaseId, BTreeSet<FieldId>> = BTreeMap::new();
        for row in &page.items {
            let case = row.stored.case;
            if let Entry::Vacant(place) = hidden.entry(case) {
                place.insert(hidden_fields(&mut tx, case).await?);
            }
        }
        let nothing = BTreeSet::new();
        let item = |row: SuggestionListRow| {
            let hidden = hidden.get(&row.stored.case).unwrap_or(&nothing);
            self.trail_item(row, &names, hidden)
        };
        Ok((page.total, page.items.into_iter().map(item).collect()))
    }

    fn trail_item(&self, row: SuggestionListRow, names: &Names, hidden: &BTreeSet<FieldId>) -> TrailItem {
        TrailItem {
            case: (row.stored.case, row.reference),
            label: self.label_of(&row.stored.suggestion.subject),
            suggestion: view_unless_hidden(row.stored, hidden),
            review: row.review.map(|review| names.review(review)),
            is_superseded: row.superseded,
        }
    }

    /// What the blueprint calls the field or requirement that a suggestion is about.
    pub(crate) fn label_of(&self, subject: &Subject) -> Option<Label> {
        match subject {
            Subject::Field(id) => any_field(self.catalogue(), id).map(|field| field.label.clone()),
            Subject::Requirement(id) | Subject::LegalBasis(id) => {
                let requirements = self
                    .catalogue()
                    .services
                    .iter()
                    .flat_map(|service| &service.evidence);
                requirements
                    .into_iter()
                    .find(|requirement| &requirement.id == id)
                    .map(|found| found.label.clone())
            }
            Subject::Service
            | Subject::DocumentKind(_)
            | Subject::Rescan(_)
            | Subject::Division(_)
            | Subject::Duplicate(_) => None,
        }
    }
}
