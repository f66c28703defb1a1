//! The receipt of an application at another authority.
use aktenlage_domain::clock::{date_from_text, date_to_text, instant_to_text};
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::receipt;
use aktenlage_workflow::{FirstReceiptDraft, FirstReceiptsView, views};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::completeness::Norm;
use super::label::Person;
use super::list;
use crate::extract::query::given;
use crate::problem::Problem;

/// What was said about the first receipt of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FirstReceipts {
    pub(crate) version: i64,
    /// The day of receipt here.
    #[schema(format = Date)]
    received_on: String,
    /// The norm by which the earlier day counts for the service; `null` if it does not, as far as the blueprint says.
    basis: Option<Norm>,
    /// The last one first: it counts.
    items: Vec<FirstReceipt>,
}

/// What a clerk said about the first receipt.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FirstReceipt {
    #[schema(format = "uuid")]
    id: String,
    /// The day of receipt there; `null` takes back what was said before.
    #[schema(format = Date)]
    received_on: Option<String>,
    /// Which authority.
    authority: Option<String>,
    /// The document in which it stands.
    #[schema(format = "uuid")]
    document_id: Option<String>,
    /// Its page.
    page: Option<u32>,
    reason: Option<String>,
    by: Person,
    #[schema(format = DateTime)]
    at: String,
}

/// When and where an application was received first; without a day what was said before is taken back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct FirstReceiptRequest {
    #[serde(default)]
    #[schema(format = Date)]
    received_on: Option<String>,
    /// One line of at most 200 characters; needed with a day.
    #[serde(default)]
    authority: Option<String>,
    /// The document in which it stands.
    #[serde(default)]
    #[schema(format = "uuid")]
    document_id: Option<String>,
    /// Its page; needed with a document.
    #[serde(default)]
    page: Option<u32>,
    /// At most 1000 characters; needed without a page, and without a day.
    #[serde(default)]
    reason: Option<String>,
}

impl FirstReceiptRequest {
    /// What the clerk says.
    pub(crate) fn read(self) -> Result<FirstReceiptDraft, Problem> {
        let elsewhere = match given(self.received_on.as_deref()) {
            None => None,
            Some(day) => Some(receipt::Elsewhere {
                on: date_from_text(day).ok_or_else(|| Problem::invalid("received_on", "invalid_form"))?,
                authority: self.authority.unwrap_or_default(),
            }),
        };
        let document = given(self.document_id.as_deref())
            .map(str::parse::<DocumentId>)
            .transpose();
        let document = document.map_err(|_| Problem::invalid("document_id", "invalid_form"))?;
        let page = match (document, self.page) {
            (Some(document), Some(page)) => Some((document, page)),
            (None, None) => None,
            _ => return Err(Problem::invalid("page", "empty")),
        };
        Ok(FirstReceiptDraft {
            elsewhere,
            page,
            reason: self.reason,
        })
    }
}

impl From<FirstReceiptsView> for FirstReceipts {
    fn from(view: FirstReceiptsView) -> Self {
        Self {
            version: view.version,
            received_on: date_to_text(view.received_on),
            basis: view.basis.map(Norm::from),
            items: list(view.items),
        }
    }
}

impl From<(receipt::FirstReceipt, views::Person)> for FirstReceipt {
    fn from((receipt, by): (receipt::FirstReceipt, views::Person)) -> Self {
        let (received_on, authority) = receipt
            .elsewhere
            .map(|elsewhere| (date_to_text(elsewhere.on), elsewhere.authority))
            .unzip();
        let (document, page) = receipt.page.unzip();
        Self {
            id: receipt.id.to_string(),
            received_on,
            authority,
            document_id: document.map(|document| document.to_string()),
            page,
            reason: receipt.reason,
            by: by.into(),
            at: instant_to_text(receipt.at),
        }
    }
}
