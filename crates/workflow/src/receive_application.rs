//! An application arrives, by upload, through a watched folder or in a mailbox: originals are kept, a case is opened,
//! reading is queued.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, CaseState, Document, Submission};
use aktenlage_domain::clock::{date_to_text, german_date};
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::ids::{CaseId, CaseReference, DocumentId, ServiceKey, SubmissionId};
use aktenlage_domain::intake::IntakeChannel;
use aktenlage_domain::person::Clerk;
use aktenlage_extract::{clean_name, last_name, refusal, sniff};
use aktenlage_store::{AuditDraft, CaseSummary, IntakeItem, MailboxMessage, MessageNumber, Processing, Tx};
use bytes::Bytes;
use serde_json::json;
use time::{Date, OffsetDateTime};

use crate::assign_case::mark;
use crate::error::WorkflowError;
use crate::jobs::assess_case;
use crate::joining::check_takes_post;
use crate::samples;
use crate::views::Received;
use crate::workbench::Workbench;

/// A day of receipt further back is a slip of the finger: it would stand in the reference for good.
const OLDEST_RECEIPT_YEARS: i32 = 10;

/// Prefix of references: the service is not known when a case is opened, and a reference never changes.
const REFERENCE_PREFIX: &str = "AL";

/// A file as it came in.
#[derive(Clone, Debug)]
pub struct IncomingFile {
    /// Name as sent.
    pub file_name: String,
    /// Its bytes.
    pub content: Bytes,
}

/// Something that a watched folder held.
#[derive(Clone, Debug)]
pub(crate) struct FolderItem {
    /// Name of the folder.
    pub(crate) source: String,
    /// Name as found.
    pub(crate) file_name: String,
    /// Of all its content.
    pub(crate) sha256: String,
    /// Of all its files together.
    pub(crate) size_bytes: i64,
    /// What mostly comes this way: noted, and nothing follows from it.
    pub(crate) expected_service: Option<ServiceKey>,
}

/// A message that lay in a mailbox.
#[derive(Clone, Debug)]
pub(crate) struct ReceivedMessage {
    /// Name of the mailbox.
    pub(crate) source: String,
    /// What the server calls it.
    pub(crate) number: MessageNumber,
    /// Of the message as it came.
    pub(crate) sha256: String,
    /// Of the message as it came.
    pub(crate) size_bytes: i64,
}

/// What came without upload and is recorded with its submission.
#[derive(Clone, Copy)]
enum Found<'a> {
    Item(&'a FolderItem),
    Message(&'a ReceivedMessage),
}

/// How files came.
struct Arrival<'a> {
    actor: Actor,
    channel: &'a str,
    found: Option<Found<'a>>,
    /// The reference of the case that it is for, if somebody named one.
    reference: Option<&'a str>,
}

impl Workbench {
    /// Keeps the files as they are, opens one case for them and queues the reading. Nothing is refused for what is
    /// in it: an unreadable file is kept and reported.
    ///
    /// Originals are stored before the records that name them, so a full disk leaves no record of a file that is
    /// not there; an original without a record is harmless.
    pub async fn receive_application(
        &self,
        clerk: &Clerk,
        files: Vec<IncomingFile>,
        received_on: Option<Date>,
    ) -> Result<Received, WorkflowError> {
        let arrival = Arrival {
            actor: Actor::User(clerk.id()),
            channel: "upload",
            found: None,
            reference: None,
        };
        self.receive(&arrival, files, received_on)
            .await?
            .ok_or_else(known)
    }

    /// The same for post to a case that is there: the files become a submission of that case, which is read again.
    pub async fn receive_post(
        &self,
        clerk: &Clerk,
        reference: &str,
        files: Vec<IncomingFile>,
        received_on: Option<Date>,
    ) -> Result<Received, WorkflowError> {
        let arrival = Arrival {
            actor: Actor::User(clerk.id()),
            channel: "upload",
            found: None,
            reference: Some(reference),
        };
        self.receive(&arrival, files, received_on)
            .await?
            .ok_or_else(known)
    }

    /// The same for files that the operator puts in from the command line.
    pub async fn receive_from_command_line(
        &self,
        files: Vec<IncomingFile>,
        received_on: Option<Date>,
    ) -> Result<Received, WorkflowError> {
        let arrival = Arrival {
            actor: Actor::System,
            channel: "command_line",
            found: None,
            reference: None,
        };
        self.receive(&arrival, files, received_on)
            .await?
            .ok_or_else(known)
    }

    /// The same for what a watched folder held; `None` if it became a submission before. That it did is recorded in
    /// the same transaction, so it is one submission however often it is found.
    pub(crate) async fn receive_from_folder(
        &self,
        channel: IntakeChannel,
        item: &FolderItem,
        files: Vec<IncomingFile>,
    ) -> Result<Option<Received>, WorkflowError> {
        let mut view = self.read().await?;
        let found = Found::Item(item);
        if is_recorded(&mut view, found).await? {
            return Ok(None);
        }
        drop(view);
        let arrival = Arrival {
            actor: Actor::System,
            channel: channel.as_str(),
            found: Some(found),
            reference: None,
        };
        self.receive(&arrival, files, None).await
    }

    /// The same for a message of a mailbox; `None` if it, or one under its number, became a submission before. The day of
    /// receipt is the one on which the server got it, unless that cannot be one.
    pub(crate) async fn receive_from_mailbox(
        &self,
        message: &ReceivedMessage,
        file: IncomingFile,
        arrived_at: Option<OffsetDateTime>,
    ) -> Result<Option<Received>, WorkflowError> {
        let arrival = Arrival {
            actor: Actor::System,
            channel: IntakeChannel::Mail.as_str(),
            found: Some(Found::Message(message)),
            reference: None,
        };
        let arrived_on = arrived_at.map(german_date);
        let received_on = arrived_on.filter(|day| self.check_receipt(*day).is_ok());
        self.receive(&arrival, vec![file], received_on).await
    }

    /// Whether every one of these files came in before, byte for byte.
    pub async fn is_known(&self, files: &[IncomingFile]) -> Result<bool, WorkflowError> {
        use sha2::{Digest, Sha256};
        let mut tx = self.read().await?;
        for file in files {
            let digest = format!("{:x}", Sha256::digest(&file.content));
            if tx.find_documents_by_sha256(&digest).await?.is_empty() {
                return Ok(false);
            }
        }
        Ok(!files.is_empty())
    }

    async fn receive(
        &self,
        arrival: &Arrival<'_>,
        files: Vec<IncomingFile>,
        received_on: Option<Date>,
    ) -> Result<Option<Received>, WorkflowError> {
        let received_on = received_on.unwrap_or_else(|| self.clock().today());
        self.check(&files, received_on)?;
        let at = self.clock().now();
        let named = match arrival.reference {
            Some(reference) => Some(self.named_case(reference).await?),
            None => None,
        };
        let case = named.unwrap_or_else(|| CaseId::new(self.clock(), self.entropy()));
        let by = match arrival.actor {
            Actor::User(user) => Some(user),
            Actor::System => None,
        };
        let id = SubmissionId::new(self.clock(), self.entropy());
        let submission = Submission {
            id,
            case,
            channel: arrival.channel.to_owned(),
            received_on,
            by,
            at,
        };
        let mut documents = self.keep_originals(&submission, files).await?;
        let mut tx = self.begin().await?;
        // Units of work follow one another: whoever found the item at the same time is either through or comes later.
        if let Some(found) = arrival.found
            && is_recorded(&mut tx, found).await?
        {
            return Ok(None);
        }
        let reference = if named.is_some() {
            take_post(&mut tx, case, &mut documents, at).await?
        } else {
            open_case(&mut tx, case, received_on, at).await?
        };
        tx.insert_submission(&submission).await?;
        if let Some(found) = arrival.found {
            record(&mut tx, found, &submission).await?;
        }
        for (document, _) in &documents {
            tx.insert_document(document).await?;
        }
        if named.is_some() {
            mark(&mut tx, case, Processing::Queued).await?;
        } else {
            let mut issues: Vec<IssueCode> =
                documents.iter().flat_map(|(_, issues)| issues).copied().collect();
            issues.sort_unstable();
            issues.dedup();
            let summary = CaseSummary {
                processing: Processing::Queued,
                issues,
                ..CaseSummary::default()
            };
            tx.update_case_summary(case, &summary).await?;
        }
        tx.enqueue_job(&assess_case::new_job(self, case, at)).await?;
        tx.append_audit(&AuditDraft {
            at,
            actor: arrival.actor,
            action: AuditAction::SubmissionReceived,
            case: Some(case),
            detail: told(arrival, &submission, &documents),
        })
        .await?;
        if named.is_none()
            && let Some(drawn) = samples::draw(self, case, at)
        {
            samples::record(&mut tx, &drawn).await?;
        }
        tx.commit().await?;
        self.work_arrived().notify_waiters();
        Ok(Some(Received {
            case,
            reference,
            documents,
        }))
    }

    /// The case with a reference as a person types it, if it takes post.
    async fn named_case(&self, reference: &str) -> Result<CaseId, WorkflowError> {
        let reference = reference.trim().to_uppercase();
        let found = self.read().await?.case_by_reference(&reference).await?;
        let found = found.ok_or_else(|| WorkflowError::invalid("case", "unknown"))?;
        check_takes_post(&found)?;
        Ok(found.id)
    }

    fn check(&self, files: &[IncomingFile], received_on: Date) -> Result<(), WorkflowError> {
        if files.is_empty() {
            return Err(WorkflowError::invalid("file", "empty"));
        }
        if files.len() > self.office().files_per_submission {
            return Err(WorkflowError::invalid("file", "too_many_files"));
        }
        if files
            .iter()
            .any(|file| file.content.len() as u64 > self.office().file_bytes)
        {
            return Err(WorkflowError::invalid("file", "file_too_large"));
        }
        self.check_receipt(received_on)
    }

    fn check_receipt(&self, received_on: Date) -> Result<(), WorkflowError> {
        if received_on > self.clock().today() {
            return Err(WorkflowError::invalid("received_on", "in_the_future"));
        }
        if received_on.year() + OLDEST_RECEIPT_YEARS < self.clock().today().year() {
            return Err(WorkflowError::invalid("received_on", "too_long_ago"));
        }
        Ok(())
    }

    async fn keep_originals(
        &self,
        submission: &Submission,
        files: Vec<IncomingFile>,
    ) -> Result<Vec<(Document, Vec<IssueCode>)>, WorkflowError> {
        let mut documents = Vec::with_capacity(files.len());
        for (position, file) in (0_i64..).zip(files) {
            let media_type = sniff(&file.content);
            let issue = first_sight(&file.content, media_type);
            let blob = self.blobs().put(file.content).await?;
            let document = Document {
                id: DocumentId::new(self.clock(), self.entropy()),
                case: submission.case,
                submission: submission.id,
                position,
                file_name: file_name(&file.file_name, position),
                sha256: blob.sha256,
                size_bytes: blob.size_bytes,
                media_type: media_type.to_owned(),
                part_of: None,
                pages: None,
            };
            documents.push((document, issue.into_iter().collect()));
        }
        Ok(documents)
    }
}

/// Opens a case for what came; gives its reference.
async fn open_case(
    tx: &mut Tx,
    case: CaseId,
    received_on: Date,
    at: OffsetDateTime,
) -> Result<CaseReference, WorkflowError> {
    let number = tx.next_case_number(REFERENCE_PREFIX, received_on.year()).await?;
    let reference = CaseReference::new(REFERENCE_PREFIX, received_on.year(), number);
    tx.insert_case(&new_case(case, reference.clone(), received_on, at))
        .await?;
    Ok(reference)
}

/// Puts what came behind the documents that a case has; gives its reference.
async fn take_post(
    tx: &mut Tx,
    case: CaseId,
    documents: &mut [(Document, Vec<IssueCode>)],
    at: OffsetDateTime,
) -> Result<CaseReference, WorkflowError> {
    let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
    check_takes_post(&before)?;
    let first = tx.next_position(case).await?;
    for (position, (document, _)) in (first..).zip(documents) {
        document.position = position;
    }
    let (reference, seen) = (before.reference.clone(), before.version);
    let changed = Case {
        updated_at: at,
        ..before
    };
    tx.update_case(&changed, seen).await?;
    Ok(reference)
}

/// What the entry says of an arrival.
fn told(
    arrival: &Arrival<'_>,
    submission: &Submission,
    documents: &[(Document, Vec<IssueCode>)],
) -> serde_json::Value {
    let kept = documents.iter().map(|(document, issues)| {
        json!({
            "document": document.id.to_string(),
            "sha256": document.sha256,
            "size_bytes": document.size_bytes,
            "media_type": document.media_type,
            "issues": issues.iter().map(|code| code.as_str()).collect::<Vec<_>>(),
        })
    });
    let mut detail = json!({
        "submission": submission.id.to_string(),
        "channel": submission.channel,
        "received_on": date_to_text(submission.received_on),
        "documents": kept.collect::<Vec<_>>(),
    });
    match arrival.found {
        Some(Found::Item(item)) => {
            detail["source"] = json!(item.source);
            detail["expected_service"] = json!(item.expected_service.as_ref().map(ServiceKey::as_str));
        }
        Some(Found::Message(message)) => {
            detail["source"] = json!(message.source);
            detail["uid_validity"] = json!(message.number.uid_validity);
            detail["uid"] = json!(message.number.uid);
        }
        None => {}
    }
    detail
}

async fn is_recorded(tx: &mut Tx, found: Found<'_>) -> Result<bool, WorkflowError> {
    Ok(match found {
        Found::Item(item) => {
            let recorded = tx
                .intake_item(&item.source, &item.file_name, &item.sha256)
                .await?;
            recorded.is_some()
        }
        Found::Message(message) => {
            let by_content = tx.mailbox_message_by_content(&message.sha256).await?;
            let by_number = tx
                .mailbox_message_by_number(&message.source, &message.number)
                .await?;
            by_content.is_some() || by_number.is_some()
        }
    })
}

/// What came is part of the same unit of work as its submission.
async fn record(tx: &mut Tx, found: Found<'_>, submission: &Submission) -> Result<(), WorkflowError> {
    match found {
        Found::Item(item) => {
            let row = IntakeItem {
                submission: submission.id,
                source: item.source.clone(),
                file_name: item.file_name.clone(),
                sha256: item.sha256.clone(),
                size_bytes: item.size_bytes,
                case: submission.case,
                at: submission.at,
            };
            tx.insert_intake_item(&row).await?;
        }
        Found::Message(message) => {
            let row = MailboxMessage {
                submission: submission.id,
                source: message.source.clone(),
                number: message.number.clone(),
                sha256: message.sha256.clone(),
                size_bytes: message.size_bytes,
                case: submission.case,
                at: submission.at,
            };
            tx.insert_mailbox_message(&row).await?;
        }
    }
    Ok(())
}

/// Only what came without upload can have come before.
fn known() -> WorkflowError {
    WorkflowError::Internal("an upload was taken for one that came before".to_owned())
}

/// What can be said about a file before it is read.
fn first_sight(content: &[u8], media_type: &str) -> Option<IssueCode> {
    if content.is_empty() {
        Some(IssueCode::EmptyFile)
    } else {
        refusal(media_type)
    }
}

fn new_case(id: CaseId, reference: CaseReference, received_on: Date, at: OffsetDateTime) -> Case {
    Case {
        id,
        reference,
        state: CaseState::Received,
        version: 1,
        service: None,
        applicant_name: None,
        received_on,
        due_on: None,
        assignee: None,
        created_at: at,
        updated_at: at,
    }
}

/// The last part of the name as sent, cleaned; never empty.
fn file_name(sent: &str, position: i64) -> String {
    let clean = clean_name(sent);
    match last_name(&clean) {
        "" => format!("datei-{}", position + 1),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_lose_paths_and_control_characters() {
        assert_eq!(file_name("C:\\Users\\x\\Antrag.pdf", 0), "Antrag.pdf");
        assert_eq!(file_name("../../etc/passwd", 0), "passwd");
        assert_eq!(file_name("a\u{0}\nb.pdf", 0), "ab.pdf");
        assert_eq!(file_name("  ", 2), "datei-3");
        assert_eq!(file_name("..", 0), "datei-1");
    }
}
