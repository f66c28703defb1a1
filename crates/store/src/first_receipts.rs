//! What people said about the receipt at another authority. Rows are written once; the last one of a case counts.
use aktenlage_domain::clock::{date_to_text, instant_to_text};
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::receipt::{Elsewhere, FirstReceipt};

use crate::convert::{all, corrupt, date, instant, word};
use crate::engine::{Tx, execute, fetch_all};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

impl Tx {
    /// Records where and when an application first reached an authority, or that this is taken back. Commit needs one
    /// entry `first_receipt_noted` for each.
    pub async fn insert_first_receipt(&mut self, receipt: &FirstReceipt) -> Result<(), StoreError> {
        self.change(Change::FirstReceipt)?;
        let id = receipt.id.to_string();
        let elsewhere = receipt.elsewhere.as_ref();
        execute!(
            self,
            sql::INSERT_FIRST_RECEIPT,
            &id,
            receipt.case.to_string(),
            elsewhere.map(|elsewhere| date_to_text(elsewhere.on)),
            elsewhere.map(|elsewhere| elsewhere.authority.as_str()),
            receipt.page.map(|(document, _)| document.to_string()),
            receipt.page.map(|(_, page)| i64::from(page)),
            receipt.reason.as_deref(),
            receipt.by.to_string(),
            instant_to_text(receipt.at),
        )?;
        self.wrote(Table::FirstReceipts, &id, (&id, ""));
        Ok(())
    }
    /// What was said about the first receipt of a case, in the order in which it was recorded.
    pub async fn first_receipts(&mut self, case: CaseId) -> Result<Vec<FirstReceipt>, StoreError> {
        all(fetch_all!(
            self,
            FirstReceiptRow,
            sql::FIRST_RECEIPTS_OF_CASE,
            case.to_string()
        )?)
    }
}

row! {
    struct FirstReceiptRow {
        id: String,
        case_id: String,
        received_on: Option<String>,
        authority: Option<String>,
        document_id: Option<String>,
        page: Option<i64>,
        reason: Option<String>,
        by_user: String,
        at: String,
    }
}

impl TryFrom<FirstReceiptRow> for FirstReceipt {
    type Error = StoreError;
    fn try_from(row: FirstReceiptRow) -> Result<Self, StoreError> {
        let elsewhere = match (row.received_on, row.authority) {
            (Some(on), Some(authority)) => Some(Elsewhere {
                on: date("first_receipts.received_on", &on)?,
                authority,
            }),
            (None, None) => None,
            _ => return Err(corrupt("first_receipts.authority")),
        };
        let page = match (row.document_id, row.page) {
            (Some(document), Some(page)) => Some((
                word("first_receipts.document_id", &document)?,
                u32::try_from(page).map_err(|_| corrupt("first_receipts.page"))?,
            )),
            (None, None) => None,
            _ => return Err(corrupt("first_receipts.page")),
        };
        Ok(Self {
            id: word("first_receipts.id", &row.id)?,
            case: word("first_receipts.case_id", &row.case_id)?,
            elsewhere,
            page,
            reason: row.reason,
            by: word("first_receipts.by_user", &row.by_user)?,
            at: instant("first_receipts.at", &row.at)?,
        })
    }
}
