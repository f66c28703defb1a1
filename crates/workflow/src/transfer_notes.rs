//! The transfer note of a scan: what the machine can tell, and what a clerk adds or corrects.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, Document};
use aktenlage_domain::document::issues_of_pages;
use aktenlage_domain::ids::{DocumentId, TransferEntryId};
use aktenlage_domain::person::Clerk;
use aktenlage_domain::transfer::{EnteredValueError, PersonEntry, TransferItem, TransferNote, entered_value};
use aktenlage_store::{AuditDraft, StoreError, Tx};
use serde_json::json;

use crate::documents::parse;
use crate::error::WorkflowError;
use crate::names::Names;
use crate::summary::conflict_with_name;
use crate::views::TransferNoteView;
use crate::workbench::Workbench;

impl Workbench {
    /// The transfer note of a scan: what people said, before what the machine can tell; `None` if no page was read from
    /// a picture.
    pub async fn transfer_note(
        &self,
        document: DocumentId,
    ) -> Result<Option<TransferNoteView>, WorkflowError> {
        let mut tx = self.read().await?;
        let document = tx.document(document).await?.ok_or(WorkflowError::NotFound)?;
        match machine_note(&mut tx, &document).await? {
            Some(note) => Ok(Some(view(&mut tx, &document, note).await?)),
            None => Ok(None),
        }
    }

    /// Records what a clerk says about one item, at the version of the case that the clerk saw; returns the new version
    /// and the note as it is now. What was said before stays in the store and in the chain.
    pub async fn add_to_transfer_note(
        &self,
        clerk: &Clerk,
        document: DocumentId,
        version: i64,
        item: TransferItem,
        value: &str,
    ) -> Result<(i64, TransferNoteView), WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let document = tx.document(document).await?.ok_or(WorkflowError::NotFound)?;
        let case = document.case;
        let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        if !before.state.is_open() {
            return Err(WorkflowError::closed(before.state));
        }
        if before.version != version {
            return Err(conflict_with_name(&mut tx, case, before.version).await);
        }
        let Some(note) = machine_note(&mut tx, &document).await? else {
            return Err(WorkflowError::invalid("item", "no_scan"));
        };
        if !item.may_be_entered() {
            return Err(WorkflowError::invalid("item", "measured"));
        }
        let value = entered_value(value).map_err(|error| {
            WorkflowError::invalid(
                "value",
                match error {
                    EnteredValueError::Empty => "empty",
                    EnteredValueError::TooLong => "too_long",
                    EnteredValueError::ControlCharacter => "control_character",
                },
            )
        })?;
        let entry = PersonEntry {
            id: TransferEntryId::new(self.clock(), self.entropy()),
            document: document.id,
            item,
            value,
            by: clerk.id(),
            at,
        };
        tx.insert_transfer_entry(&entry).await?;
        let changed = Case {
            updated_at: at,
            ..before
        };
        let version = match tx.update_case(&changed, version).await {
            Err(StoreError::Conflict { current_version }) => {
                return Err(conflict_with_name(&mut tx, case, current_version).await);
            }
            other => other?,
        };
        let detail = json!({
            "entry": entry.id.to_string(),
            "document": document.id.to_string(),
            "item": item.as_str(),
        });
        tx.append_audit(&AuditDraft {
            at,
            actor: Actor::User(clerk.id()),
            action: AuditAction::TransferNoted,
            case: Some(case),
            detail,
        })
        .await?;
        let view = view(&mut tx, &document, note).await?;
        tx.commit().await?;
        Ok((version, view))
    }
}

/// What the machine can say about a document.
async fn machine_note(tx: &mut Tx, document: &Document) -> Result<Option<TransferNote>, WorkflowError> {
    let Some(stored) = tx.reading(document.read_with()).await? else {
        return Ok(None);
    };
    let Some(mut reading) = parse(&stored)? else {
        return Ok(None);
    };
    if let Some(pages) = &document.pages {
        reading.text = reading.text.of_pages(pages);
        reading.issues = issues_of_pages(&reading.issues, pages);
    }
    Ok(TransferNote::of(
        &reading.origin,
        &reading.text.pages,
        &reading.issues,
    ))
}

/// The note with what people said, and their names.
async fn view(
    tx: &mut Tx,
    document: &Document,
    note: TransferNote,
) -> Result<TransferNoteView, WorkflowError> {
    let mut entered = Vec::new();
    let scan = document.read_with();
    if scan != document.id {
        // First, whenever it was said: what was said of the part itself counts before what was said of the whole scan.
        let of_scan = tx.transfer_entries(scan).await?;
        entered.extend(of_scan.into_iter().filter(|entry| entry.item.holds_for_parts()));
    }
    entered.extend(tx.transfer_entries(document.id).await?);
    let note = note.with_entered(&entered);
    let names = Names::load(tx).await?;
    let said = note.entries.iter().filter_map(|entry| entry.said);
    let people = said.map(|said| names.person(said.by)).collect();
    Ok(TransferNoteView { note, people })
}
