//! Sends a letter: its words and its PDF are frozen, recorded and vouched for in one transaction.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, CaseState};
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::ids::{CaseId, CaseReference, LetterId};
use aktenlage_domain::letter::{Letter, LetterContent, LetterDraft, LetterKind};
use aktenlage_domain::person::Clerk;
use aktenlage_store::{AuditDraft, Processing, StoreError, Tx};
use bytes::Bytes;
use serde_json::json;

use super::content;
use super::sheet::Sheet;
use super::view::LetterView;
use crate::case_detail::load_standing;
use crate::error::WorkflowError;
use crate::names::Names;
use crate::summary::{conflict_with_name, with_known};
use crate::workbench::Workbench;

impl Workbench {
    /// Sends the draft of a letter, at the versions of case and draft that the clerk saw; returns the new version of the
    /// case. The draft is gone then. A document request makes the case await documents, with the day that it names; the
    /// day of a hearing counts for the queue too. Handing a case over decides nothing.
    pub async fn send_letter(
        &self,
        clerk: &Clerk,
        case: CaseId,
        version: i64,
        kind: LetterKind,
        draft_version: i64,
    ) -> Result<(i64, LetterView), WorkflowError> {
        let at = self.clock().now();
        // Setting takes a while: nobody else waits for it.
        let mut tx = self.read().await?;
        check_case(&mut tx, case, version).await?;
        let draft = seen_draft(&mut tx, case, kind, draft_version).await?;
        let situation = self.situation(&mut tx, case).await?;
        drop(tx);
        let content = content::of_draft(&draft)?;
        let problems = situation.problems(self.catalogue(), kind, &content);
        if !problems.is_empty() {
            return Err(WorkflowError::Invalid(problems));
        }
        let sheet = Sheet::new(&situation, self.catalogue(), kind, &content, clerk.user()).data();
        let pdf = self.typeset(&sheet).await?;
        let blob = self.blobs().put(pdf.clone()).await?;
        let name = file_name(&situation.case.reference, kind, &blob.sha256);
        let letter = Letter {
            id: LetterId::new(self.clock(), self.entropy()),
            case,
            kind,
            content: content::record(&content, &sheet, &self.catalogue().version),
            due_on: content.due_on,
            sha256: blob.sha256,
            size_bytes: blob.size_bytes,
            outbox_name: self.office().outbox.as_ref().map(|_| name),
            by: clerk.id(),
            at,
        };
        let mut tx = self.begin().await?;
        // The facts of a case change with its version only.
        let before = check_case(&mut tx, case, version).await?;
        seen_draft(&mut tx, case, kind, draft_version).await?;
        let (version, by) = self.record(&mut tx, clerk, before, &letter, &content).await?;
        self.put_into_outbox(letter.id, &pdf).await?;
        if let Err(error) = tx.commit().await {
            self.take_from_outbox(letter.id);
            return Err(error.into());
        }
        self.release_from_outbox(&letter);
        Ok((version, LetterView { letter, content, by }))
    }

    /// The PDF of a letter as it was sent, with the name for its file.
    pub async fn letter_pdf(&self, letter: LetterId) -> Result<(String, Bytes), WorkflowError> {
        let mut tx = self.read().await?;
        let letter = tx.letter(letter).await?.ok_or(WorkflowError::NotFound)?;
        let case = tx.case(letter.case).await?.ok_or(WorkflowError::NotFound)?;
        drop(tx);
        let pdf = self.blobs().get(&letter.sha256).await?;
        let pdf = pdf.ok_or_else(|| {
            WorkflowError::Unavailable(format!("the file of letter {} is not there", letter.id))
        })?;
        Ok((file_name(&case.reference, letter.kind, &letter.sha256), pdf))
    }

    /// Letter, case, entry and draft in one unit of work.
    async fn record(
        &self,
        tx: &mut Tx,
        clerk: &Clerk,
        before: Case,
        letter: &Letter,
        content: &LetterContent,
    ) -> Result<(i64, crate::views::Person), WorkflowError> {
        tx.insert_letter(letter).await?;
        let mut standing = load_standing(tx, letter.case).await?;
        let state = match letter.kind {
            LetterKind::DocumentRequest => {
                let days = letter.due_on.into_iter().chain(standing.awaited_until);
                standing.awaited_until = days.min();
                before.state.request_documents()?
            }
            // Handing over decides nothing: what becomes of the case here is for a person to say.
            LetterKind::Acknowledgement
            | LetterKind::Hearing
            | LetterKind::Transfer
            | LetterKind::TransferNotice => before.state,
        };
        let seen = before.version;
        let changed = Case {
            state,
            updated_at: letter.at,
            ..with_known(before, self.catalogue(), &standing)
        };
        let version = match tx.update_case(&changed, seen).await {
            Err(StoreError::Conflict { current_version }) => {
                return Err(conflict_with_name(tx, letter.case, current_version).await);
            }
            other => other?,
        };
        let detail = json!({
            "letter": letter.id.to_string(),
            "kind": letter.kind.as_str(),
            "sha256": letter.sha256,
            "items": content.items.len(),
            "due_on": letter.due_on.map(date_to_text),
            "outbox": letter.outbox_name.is_some(),
        });
        tx.append_audit(&AuditDraft {
            at: letter.at,
            actor: Actor::User(clerk.id()),
            action: AuditAction::LetterSent,
            case: Some(letter.case),
            detail,
        })
        .await?;
        tx.delete_letter_draft(letter.case, letter.kind).await?;
        let by = Names::load(tx).await?.person(clerk.id());
        Ok((version, by))
    }
}

/// The case, if a letter may be sent in it now: read, not decided, and as the clerk saw it.
async fn check_case(tx: &mut Tx, case: CaseId, version: i64) -> Result<Case, WorkflowError> {
    let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
    match found.state {
        CaseState::Decided | CaseState::Joined => return Err(WorkflowError::closed(found.state)),
        CaseState::AwaitingRelease => return Err(WorkflowError::AwaitsRelease),
        CaseState::Received => return Err(WorkflowError::CaseNotReady),
        CaseState::UnderReview | CaseState::AwaitingDocuments => {}
    }
    // What the machine is about to say may be what is asked for.
    let row = tx.case_row(case).await?.ok_or(WorkflowError::NotFound)?;
    if matches!(row.summary.processing, Processing::Queued | Processing::Running) {
        return Err(WorkflowError::CaseNotReady);
    }
    if found.version != version {
        return Err(conflict_with_name(tx, case, found.version).await);
    }
    Ok(found)
}

/// The draft as the clerk saw it: what somebody else wrote meanwhile is not sent unseen.
async fn seen_draft(
    tx: &mut Tx,
    case: CaseId,
    kind: LetterKind,
    version: i64,
) -> Result<LetterDraft, WorkflowError> {
    match tx.letter_draft(case, kind).await? {
        Some(draft) if draft.version == version => Ok(draft),
        Some(_) => Err(WorkflowError::invalid("draft_version", "draft_superseded")),
        None => Err(WorkflowError::invalid("draft_version", "empty")),
    }
}

/// The name of the file: the case reference, what it is and what is in it; no name of a person.
fn file_name(reference: &CaseReference, kind: LetterKind, sha256: &str) -> String {
    let kind = match kind {
        LetterKind::DocumentRequest => "nachforderung",
        LetterKind::Acknowledgement => "eingangsbestaetigung",
        LetterKind::Hearing => "anhoerung",
        LetterKind::Transfer => "abgabe",
        LetterKind::TransferNotice => "abgabenachricht",
    };
    let digest: String = sha256.chars().take(8).collect();
    format!("{reference}-{kind}-{digest}.pdf")
}
