//! Messages of mailboxes that became submissions, each once. Rows are written once and never changed.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::{CaseId, SubmissionId};
use time::OffsetDateTime;

use crate::convert::{corrupt, instant, maybe, word};
use crate::engine::{Tx, execute, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

/// What a server calls a message: while `uid_validity` stays the same, it is the same message for good (RFC 3501,
/// 2.3.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageNumber {
    /// The folder on the server.
    pub folder: String,
    /// UIDVALIDITY of the folder.
    pub uid_validity: u32,
    /// UID of the message.
    pub uid: u32,
}

/// A message that became a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailboxMessage {
    /// The submission.
    pub submission: SubmissionId,
    /// Name of the mailbox.
    pub source: String,
    /// What the server calls it.
    pub number: MessageNumber,
    /// SHA-256 of the message as it came, hex.
    pub sha256: String,
    /// Its size.
    pub size_bytes: i64,
    /// The case that was opened for it.
    pub case: CaseId,
    /// When.
    pub at: OffsetDateTime,
}

impl Tx {
    /// Records that a message became a submission; [`StoreError::Exists`] if one with this number or this content did.
    /// Commit needs `submission_received`.
    pub async fn insert_mailbox_message(&mut self, message: &MailboxMessage) -> Result<(), StoreError> {
        self.change(Change::Submission)?;
        let id = message.submission.to_string();
        let inserted = execute!(
            self,
            sql::INSERT_MAILBOX_MESSAGE,
            &id,
            &message.source,
            &message.number.folder,
            i64::from(message.number.uid_validity),
            i64::from(message.number.uid),
            &message.sha256,
            message.size_bytes,
            message.case.to_string(),
            instant_to_text(message.at),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists {
                record: "mailbox message",
            });
        }
        self.wrote(Table::MailboxMessages, &id, (&id, ""));
        Ok(())
    }
    /// The message with this number, if it became a submission.
    pub async fn mailbox_message_by_number(
        &mut self,
        source: &str,
        number: &MessageNumber,
    ) -> Result<Option<MailboxMessage>, StoreError> {
        maybe(fetch_optional!(
            self,
            MessageRow,
            sql::MAILBOX_MESSAGE_BY_NUMBER,
            source,
            &number.folder,
            i64::from(number.uid_validity),
            i64::from(number.uid)
        )?)
    }
    /// The message with this content, whatever its number, folder and mailbox, if it became a submission.
    pub async fn mailbox_message_by_content(
        &mut self,
        sha256: &str,
    ) -> Result<Option<MailboxMessage>, StoreError> {
        maybe(fetch_optional!(
            self,
            MessageRow,
            sql::MAILBOX_MESSAGE_BY_CONTENT,
            sha256
        )?)
    }
}

row! {
    struct MessageRow {
        id: String,
        source: String,
        folder: String,
        uid_validity: i64,
        uid: i64,
        sha256: String,
        size_bytes: i64,
        case_id: String,
        at: String,
    }
}

impl TryFrom<MessageRow> for MailboxMessage {
    type Error = StoreError;
    fn try_from(row: MessageRow) -> Result<Self, StoreError> {
        let number = |column: &str, value: i64| u32::try_from(value).map_err(|_| corrupt(column));
        Ok(Self {
            submission: word("mailbox_messages.id", &row.id)?,
            source: row.source,
            number: MessageNumber {
                folder: row.folder,
                uid_validity: number("mailbox_messages.uid_validity", row.uid_validity)?,
                uid: number("mailbox_messages.uid", row.uid)?,
            },
            sha256: row.sha256,
            size_bytes: row.size_bytes,
            case: word("mailbox_messages.case_id", &row.case_id)?,
            at: instant("mailbox_messages.at", &row.at)?,
        })
    }
}
