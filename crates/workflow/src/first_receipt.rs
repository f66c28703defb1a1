//! A clerk records that an application reached another authority first, and when.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::Case;
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::ids::{CaseId, DocumentId, FirstReceiptId};
use aktenlage_domain::person::Clerk;
use aktenlage_domain::receipt::{Elsewhere, FirstReceipt, FirstReceiptError, check_first_receipt};
use aktenlage_domain::service::LegalBasis;
use aktenlage_store::{AuditDraft, Tx};
use serde_json::json;
use time::Date;

use crate::case_detail::load_standing;
use crate::division::head_of;
use crate::error::WorkflowError;
use crate::names::Names;
use crate::summary::{conflict_with_name, summarise, update_as_seen, with_known};
use crate::views::Person;
use crate::workbench::Workbench;

/// What a clerk says about the first receipt.
#[derive(Clone, Debug)]
pub struct FirstReceiptDraft {
    /// Where and when; `None` takes back what was said before.
    pub elsewhere: Option<Elsewhere>,
    /// The page on which it stands, counted from 1.
    pub page: Option<(DocumentId, u32)>,
    /// Why, where no page shows it.
    pub reason: Option<String>,
}

/// Everything that was said about the first receipt of a case.
#[derive(Clone, Debug)]
pub struct FirstReceiptsView {
    /// Version of the case.
    pub version: i64,
    /// The day of receipt here.
    pub received_on: Date,
    /// The norm by which the earlier day counts for the service; `None` if it does not, as far as the blueprint says.
    pub basis: Option<LegalBasis>,
    /// The last one first: it counts.
    pub items: Vec<(FirstReceipt, Person)>,
}

impl Workbench {
    /// What was said about the receipt of a case at another authority.
    pub async fn first_receipts(&self, case: CaseId) -> Result<FirstReceiptsView, WorkflowError> {
        let mut tx = self.read().await?;
        self.first_receipts_view(&mut tx, case).await
    }

    /// Records where and when an application first reached an authority, at the version that the clerk saw. The dates
    /// that the law counts from it follow at once. 422 on `received_on`, `authority`, `page` or `reason`.
    pub async fn note_first_receipt(
        &self,
        clerk: &Clerk,
        case: CaseId,
        version: i64,
        draft: FirstReceiptDraft,
    ) -> Result<FirstReceiptsView, WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        if !before.state.is_open() {
            return Err(WorkflowError::closed(before.state));
        }
        if before.version != version {
            return Err(conflict_with_name(&mut tx, case, before.version).await);
        }
        let receipt = FirstReceipt {
            id: FirstReceiptId::new(self.clock(), self.entropy()),
            case,
            elsewhere: draft.elsewhere.map(|elsewhere| Elsewhere {
                authority: elsewhere.authority.trim().to_owned(),
                ..elsewhere
            }),
            page: draft.page,
            reason: draft
                .reason
                .map(|reason| reason.trim().to_owned())
                .filter(|reason| !reason.is_empty()),
            by: clerk.id(),
            at,
        };
        check_first_receipt(
            receipt.elsewhere.as_ref(),
            receipt.page.is_some(),
            receipt.reason.as_deref(),
            before.received_on,
            self.clock().today(),
        )
        .map_err(refused)?;
        check_page(&mut tx, case, receipt.page).await?;
        tx.insert_first_receipt(&receipt).await?;
        let standing = load_standing(&mut tx, case).await?;
        let changed = Case {
            updated_at: at,
            ..with_known(before.clone(), self.catalogue(), &standing)
        };
        update_as_seen(&mut tx, &changed, version).await?;
        // The entry names the day; the authority and the reason stay in the record.
        let day = receipt.elsewhere.as_ref().map(|elsewhere| elsewhere.on);
        tx.append_audit(&AuditDraft {
            at,
            actor: Actor::User(clerk.id()),
            action: AuditAction::FirstReceiptNoted,
            case: Some(case),
            detail: json!({
                "first_receipt": receipt.id.to_string(),
                "received_on": day.map(date_to_text),
                "document": receipt.page.map(|(document, _)| document.to_string()),
                "page": receipt.page.map(|(_, page)| page),
            }),
        })
        .await?;
        let row = tx.case_row(case).await?.ok_or(WorkflowError::NotFound)?;
        let (processing, issues) = (row.summary.processing, row.summary.issues);
        let summary = summarise(self.catalogue(), &before, &standing, processing, issues);
        tx.update_case_summary(case, &summary).await?;
        let view = self.first_receipts_view(&mut tx, case).await?;
        tx.commit().await?;
        Ok(view)
    }

    async fn first_receipts_view(
        &self,
        tx: &mut Tx,
        case: CaseId,
    ) -> Result<FirstReceiptsView, WorkflowError> {
        let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let standing = load_standing(tx, case).await?;
        let definition = standing.definition(self.catalogue());
        let names = Names::load(tx).await?;
        let said = tx.first_receipts(case).await?;
        let items = said.into_iter().rev().map(|receipt| {
            let by = names.person(receipt.by);
            (receipt, by)
        });
        Ok(FirstReceiptsView {
            version: found.version,
            received_on: found.received_on,
            basis: definition.and_then(|service| service.first_receipt.clone()),
            items: items.collect(),
        })
    }
}

/// A page that a person points at is one of a document of the case, as far as it was read.
async fn check_page(tx: &mut Tx, case: CaseId, page: Option<(DocumentId, u32)>) -> Result<(), WorkflowError> {
    let Some((id, number)) = page else {
        return Ok(());
    };
    let unknown = || WorkflowError::invalid("page", "unknown");
    let document = tx.document(id).await?.filter(|document| document.case == case);
    let document = document.ok_or_else(unknown)?;
    let heads = tx.reading_heads(case).await?;
    let is_there = match head_of(&document, &heads) {
        Some(head) => head.pages.iter().any(|page| page.number == number),
        None => number > 0,
    };
    if is_there { Ok(()) } else { Err(unknown()) }
}

fn refused(error: FirstReceiptError) -> WorkflowError {
    let (field, code) = match error {
        FirstReceiptError::InTheFuture => ("received_on", "in_the_future"),
        FirstReceiptError::AfterReceipt => ("received_on", "after_receipt"),
        FirstReceiptError::AuthorityEmpty => ("authority", "empty"),
        FirstReceiptError::AuthorityTooLong => ("authority", "too_long"),
        FirstReceiptError::AuthorityControlCharacter => ("authority", "control_character"),
        FirstReceiptError::EvidenceMissing => ("reason", "empty"),
        FirstReceiptError::ReasonTooLong => ("reason", "too_long"),
        FirstReceiptError::ReasonControlCharacter => ("reason", "control_character"),
    };
    WorkflowError::invalid(field, code)
}
