//! What audit entries vouch for: the digest of each group of records is in the entry that tells of it, so the chain
//! also covers the records themselves.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::engine::{Tx, fetch_all, fetch_one};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::sql;

/// Name of the member of an entry's detail that holds the [`Voucher`]s.
pub(crate) const MEMBER: &str = "records";

/// The tables whose rows are vouched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Table {
    Users,
    Cases,
    Submissions,
    Documents,
    DocumentReadings,
    Suggestions,
    ShadowOutputs,
    Reviews,
    Decisions,
    DecisionProposals,
    Releases,
    Reopenings,
    TransferEntries,
    Letters,
    StatusLinks,
    StatusLinkRevocations,
    Snoozes,
    FirstReceipts,
    SampleDraws,
    SampleFields,
    SavedFilters,
    Joinings,
    DocumentPlacements,
    IntakeItems,
    IntakeRefusals,
    MailboxMessages,
}

/// A row that was written: where it stands, and the group it is vouched for with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) table: Table,
    pub(crate) group: String,
    pub(crate) id: (String, String),
}

/// What an entry says about a group of rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Voucher {
    table: Table,
    group: String,
    rows: usize,
    sha256: String,
}

/// A group of records: its table and its name in it.
pub(crate) type Group = (Table, String);

impl Table {
    const ALL: [Self; 26] = [
        Self::Users,
        Self::Cases,
        Self::Submissions,
        Self::Documents,
        Self::DocumentReadings,
        Self::Suggestions,
        Self::ShadowOutputs,
        Self::Reviews,
        Self::Decisions,
        Self::DecisionProposals,
        Self::Releases,
        Self::Reopenings,
        Self::TransferEntries,
        Self::Letters,
        Self::StatusLinks,
        Self::StatusLinkRevocations,
        Self::Snoozes,
        Self::FirstReceipts,
        Self::SampleDraws,
        Self::SampleFields,
        Self::SavedFilters,
        Self::Joinings,
        Self::DocumentPlacements,
        Self::IntakeItems,
        Self::IntakeRefusals,
        Self::MailboxMessages,
    ];

    /// The table's name.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Cases => "cases",
            Self::Submissions => "submissions",
            Self::Documents => "documents",
            Self::DocumentReadings => "document_readings",
            Self::Suggestions => "suggestions",
            Self::ShadowOutputs => "shadow_outputs",
            Self::Reviews => "reviews",
            Self::Decisions => "decisions",
            Self::DecisionProposals => "decision_proposals",
            Self::Releases => "releases",
            Self::Reopenings => "reopenings",
            Self::TransferEntries => "transfer_entries",
            Self::Letters => "letters",
            Self::StatusLinks => "status_links",
            Self::StatusLinkRevocations => "status_link_revocations",
            Self::Snoozes => "snoozes",
            Self::FirstReceipts => "first_receipts",
            Self::SampleDraws => "sample_draws",
            Self::SampleFields => "sample_fields",
            Self::SavedFilters => "saved_filters",
            Self::Joinings => "joinings",
            Self::DocumentPlacements => "document_placements",
            Self::IntakeItems => "intake_items",
            Self::IntakeRefusals => "intake_refusals",
            Self::MailboxMessages => "mailbox_messages",
        }
    }

    /// The kind of change that writes its rows.
    pub(crate) const fn change(self) -> Change {
        match self {
            Self::Users => Change::User,
            Self::Cases => Change::Case,
            Self::Submissions | Self::Documents | Self::IntakeItems | Self::MailboxMessages => {
                Change::Submission
            }
            Self::DocumentReadings => Change::Reading,
            Self::Suggestions => Change::Suggestions,
            Self::ShadowOutputs => Change::ShadowOutputs,
            Self::Reviews => Change::Review,
            Self::Decisions => Change::Decision,
            Self::DecisionProposals => Change::Proposal,
            Self::Releases => Change::Release,
            Self::Reopenings => Change::Reopening,
            Self::TransferEntries => Change::TransferEntry,
            Self::Letters => Change::Letter,
            Self::StatusLinks => Change::StatusLink,
            Self::StatusLinkRevocations => Change::StatusLinkRevocation,
            Self::Snoozes => Change::Snooze,
            Self::FirstReceipts => Change::FirstReceipt,
            Self::SampleDraws => Change::SampleDraw,
            Self::SampleFields => Change::SampleFields,
            Self::SavedFilters => Change::SavedFilter,
            Self::Joinings => Change::Joining,
            Self::DocumentPlacements => Change::Placement,
            Self::IntakeRefusals => Change::IntakeRefusal,
        }
    }

    const fn row(self) -> &'static str {
        match self {
            Self::Users => sql::USER_RECORD,
            Self::Cases => sql::CASE_RECORD,
            Self::Submissions => sql::SUBMISSION_RECORD,
            Self::Documents => sql::DOCUMENT_RECORD,
            Self::DocumentReadings => sql::READING_RECORD,
            Self::Suggestions => sql::SUGGESTION_RECORD,
            Self::ShadowOutputs => sql::SHADOW_OUTPUT_RECORD,
            Self::Reviews => sql::REVIEW_RECORD,
            Self::Decisions => sql::DECISION_RECORD,
            Self::DecisionProposals => sql::PROPOSAL_RECORD,
            Self::Releases => sql::RELEASE_RECORD,
            Self::Reopenings => sql::REOPENING_RECORD,
            Self::TransferEntries => sql::TRANSFER_ENTRY_RECORD,
            Self::Letters => sql::LETTER_RECORD,
            Self::StatusLinks => sql::STATUS_LINK_RECORD,
            Self::StatusLinkRevocations => sql::STATUS_LINK_REVOCATION_RECORD,
            Self::Snoozes => sql::SNOOZE_RECORD,
            Self::FirstReceipts => sql::FIRST_RECEIPT_RECORD,
            Self::SampleDraws => sql::SAMPLE_DRAW_RECORD,
            Self::SampleFields => sql::SAMPLE_FIELDS_RECORD,
            Self::SavedFilters => sql::SAVED_FILTER_RECORD,
            Self::Joinings => sql::JOINING_RECORD,
            Self::DocumentPlacements => sql::DOCUMENT_PLACEMENT_RECORD,
            Self::IntakeItems => sql::INTAKE_ITEM_RECORD,
            Self::IntakeRefusals => sql::INTAKE_REFUSAL_RECORD,
            Self::MailboxMessages => sql::MAILBOX_MESSAGE_RECORD,
        }
    }

    const fn rows(self) -> &'static str {
        match self {
            Self::Users => sql::USER_RECORDS,
            Self::Cases => sql::CASE_RECORDS,
            Self::Submissions => sql::SUBMISSION_RECORDS,
            Self::Documents => sql::DOCUMENT_RECORDS,
            Self::DocumentReadings => sql::READING_RECORDS,
            Self::Suggestions => sql::SUGGESTION_RECORDS,
            Self::ShadowOutputs => sql::SHADOW_OUTPUT_RECORDS,
            Self::Reviews => sql::REVIEW_RECORDS,
            Self::Decisions => sql::DECISION_RECORDS,
            Self::DecisionProposals => sql::PROPOSAL_RECORDS,
            Self::Releases => sql::RELEASE_RECORDS,
            Self::Reopenings => sql::REOPENING_RECORDS,
            Self::TransferEntries => sql::TRANSFER_ENTRY_RECORDS,
            Self::Letters => sql::LETTER_RECORDS,
            Self::StatusLinks => sql::STATUS_LINK_RECORDS,
            Self::StatusLinkRevocations => sql::STATUS_LINK_REVOCATION_RECORDS,
            Self::Snoozes => sql::SNOOZE_RECORDS,
            Self::FirstReceipts => sql::FIRST_RECEIPT_RECORDS,
            Self::SampleDraws => sql::SAMPLE_DRAW_RECORDS,
            Self::SampleFields => sql::SAMPLE_FIELDS_RECORDS,
            Self::SavedFilters => sql::SAVED_FILTER_RECORDS,
            Self::Joinings => sql::JOINING_RECORDS,
            Self::DocumentPlacements => sql::DOCUMENT_PLACEMENT_RECORDS,
            Self::IntakeItems => sql::INTAKE_ITEM_RECORDS,
            Self::IntakeRefusals => sql::INTAKE_REFUSAL_RECORDS,
            Self::MailboxMessages => sql::MAILBOX_MESSAGE_RECORDS,
        }
    }

    /// Rows per round trip: readings hold the whole text of a document.
    const fn batch(self) -> i64 {
        match self {
            Self::DocumentReadings => 20,
            Self::Users
            | Self::Cases
            | Self::Submissions
            | Self::Documents
            | Self::Suggestions
            | Self::ShadowOutputs
            | Self::Reviews
            | Self::Decisions
            | Self::DecisionProposals
            | Self::Releases
            | Self::Reopenings
            | Self::TransferEntries
            | Self::Letters
            | Self::StatusLinks
            | Self::StatusLinkRevocations
            | Self::Snoozes
            | Self::FirstReceipts
            | Self::SampleDraws
            | Self::SampleFields
            | Self::SavedFilters
            | Self::Joinings
            | Self::DocumentPlacements
            | Self::IntakeItems
            | Self::IntakeRefusals
            | Self::MailboxMessages => 500,
        }
    }
}

impl Tx {
    /// Notes a row that the entry of this change has to vouch for, as it stands when the entry is written.
    pub(crate) fn wrote(&mut self, table: Table, group: &str, id: (&str, &str)) {
        self.ledger.wrote_row(Written {
            table,
            group: group.to_owned(),
            id: (id.0.to_owned(), id.1.to_owned()),
        });
    }
    /// Digests of rows that this unit of work wrote, read back as they stand.
    pub(crate) async fn vouch(&mut self, written: &[Written]) -> Result<Vec<Voucher>, StoreError> {
        let mut groups: BTreeMap<Group, Vec<[u8; 32]>> = BTreeMap::new();
        for row in written {
            let (first, second) = &row.id;
            let (text,) = fetch_one!(self, (String,), row.table.row(), first, second)?;
            let group = groups.entry((row.table, row.group.clone())).or_default();
            group.push(digest(&text));
        }
        let voucher = |((table, group), rows): (Group, Vec<[u8; 32]>)| Voucher {
            table,
            group,
            rows: rows.len(),
            sha256: combined(rows),
        };
        Ok(groups.into_iter().map(voucher).collect())
    }

    /// Compares every record with what the entries say of it. Takes, per group, the entry that vouches and what it
    /// says; gives how many records there are, and per group that does not hold the entry that vouched for it (`None`:
    /// no entry did).
    pub(crate) async fn compare_records(
        &mut self,
        mut vouched: BTreeMap<Group, (i64, Voucher)>,
    ) -> Result<(i64, Vec<(Option<i64>, Group)>), StoreError> {
        let mut bad = Vec::new();
        let mut count = 0;
        for table in Table::ALL {
            let found = self.digests(table, &mut count).await?;
            for (group, rows) in found {
                let key = (table, group);
                let length = rows.len();
                let sha256 = combined(rows);
                match vouched.remove(&key) {
                    Some((_, voucher)) if voucher.rows == length && voucher.sha256 == sha256 => {}
                    Some((sequence, _)) => bad.push((Some(sequence), key)),
                    None => bad.push((None, key)),
                }
            }
        }
        // What is left is vouched for and not there.
        bad.extend(
            vouched
                .into_iter()
                .map(|(group, (sequence, _))| (Some(sequence), group)),
        );
        Ok((count, bad))
    }

    /// The digests of all rows of a table, by group.
    async fn digests(
        &mut self,
        table: Table,
        count: &mut i64,
    ) -> Result<BTreeMap<String, Vec<[u8; 32]>>, StoreError> {
        let mut groups: BTreeMap<String, Vec<[u8; 32]>> = BTreeMap::new();
        let mut last = (String::new(), String::new());
        loop {
            let batch = fetch_all!(
                self,
                (String, String, String, String),
                table.rows(),
                &last.0,
                &last.1,
                table.batch()
            )?;
            let Some((_, first, second, _)) = batch.last() else {
                return Ok(groups);
            };
            last = (first.clone(), second.clone());
            for (group, _, _, text) in batch {
                *count += 1;
                groups.entry(group).or_default().push(digest(&text));
            }
        }
    }
}

/// The vouchers of an entry's detail; entries that tell of no record have none.
pub(crate) fn vouchers(detail: &serde_json::Value) -> Vec<Voucher> {
    let listed = detail.get(MEMBER).cloned().unwrap_or_default();
    serde_json::from_value(listed).unwrap_or_default()
}

impl Voucher {
    pub(crate) fn key(&self) -> Group {
        (self.table, self.group.clone())
    }
}

fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// One digest for rows in any order.
fn combined(mut rows: Vec<[u8; 32]>) -> String {
    rows.sort_unstable();
    format!("{:x}", Sha256::digest(rows.concat()))
}
