//! When cases were first asked for documents, and how often since: as dates and counts alone. No row names a case or a
//! person.
use aktenlage_domain::case::CaseState;
use aktenlage_domain::clock::instant_to_text;
use time::{Date, OffsetDateTime};

use crate::convert::{all, date, instant, word};
use crate::engine::{Tx, fetch_all};
use crate::error::StoreError;
use crate::sql;

/// A case that was asked for documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstRequest {
    /// When the application came.
    pub received_on: Date,
    /// How far it is now.
    pub state: CaseState,
    /// When the first document request was sent.
    pub asked_at: OffsetDateTime,
    /// How many were sent until now.
    pub requests: i64,
}

impl Tx {
    /// The cases that were asked for documents first since an instant, in no particular order.
    pub async fn first_requests(&mut self, from: OffsetDateTime) -> Result<Vec<FirstRequest>, StoreError> {
        all(fetch_all!(
            self,
            FirstRequestRow,
            sql::FIRST_REQUESTS,
            instant_to_text(from)
        )?)
    }
}

row! {
    struct FirstRequestRow {
        received_on: String,
        state: String,
        asked_at: String,
        requests: i64,
    }
}

impl TryFrom<FirstRequestRow> for FirstRequest {
    type Error = StoreError;
    fn try_from(row: FirstRequestRow) -> Result<Self, StoreError> {
        Ok(Self {
            received_on: date("cases.received_on", &row.received_on)?,
            state: word("cases.state", &row.state)?,
            asked_at: instant("letters.at", &row.asked_at)?,
            requests: row.requests,
        })
    }
}
