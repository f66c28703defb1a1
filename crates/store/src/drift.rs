//! How suggestions fare day by day, as counts alone: what was suggested first on each subject, and what people made of
//! suggestions. No row names a case or a person.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::suggestion::{AbstentionReason, Remark, Subject, SubjectKind};
use time::{Date, OffsetDateTime};

use crate::convert::{all, corrupt, date, optional_word, word};
use crate::engine::{EngineTx, Tx, fetch_all, fetch_one};
use crate::error::StoreError;
use crate::json::remarks_from_text;
use crate::sql;

/// Subjects on which something was suggested for the first time on a day (UTC).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstSuggestions {
    /// The day.
    pub day: Date,
    /// What they are about.
    pub kind: SubjectKind,
    /// Why nothing was said; `None` for values.
    pub abstention: Option<AbstentionReason>,
    /// How many.
    pub number: i64,
}

/// The same for one kind of subject, by a code among their remarks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarkedSuggestions {
    /// The day.
    pub day: Date,
    /// The position of the first code asked for that their remarks hold; `None` if they hold none of them.
    pub code: Option<usize>,
    /// Their remarks, where they hold the second or the third code.
    pub remarks: Vec<Remark>,
    /// How many.
    pub number: i64,
}

/// Suggestions that a person settled on a day (UTC): the last review of each counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledSuggestions {
    /// The day of the review.
    pub day: Date,
    /// What made them: encoder, heads or rules.
    pub model: String,
    /// Taken as they were.
    pub accepted: i64,
    /// Another value was entered.
    pub amended: i64,
    /// Thrown away.
    pub rejected: i64,
}

/// What people made of the suggestions on one subject: the last review of each counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerdictCounts {
    /// Taken as they were.
    pub accepted: i64,
    /// Another value was entered.
    pub amended: i64,
    /// Thrown away.
    pub rejected: i64,
}

impl Tx {
    /// What people made of the suggestions on a subject since an instant, over all cases.
    pub async fn verdicts_on(
        &mut self,
        subject: &Subject,
        from: OffsetDateTime,
    ) -> Result<VerdictCounts, StoreError> {
        let (accepted, amended, rejected) = fetch_one!(
            self,
            (i64, i64, i64),
            sql::VERDICTS_ON_SUBJECT,
            subject.kind().as_str(),
            subject.key(),
            instant_to_text(from)
        )?;
        Ok(VerdictCounts {
            accepted,
            amended,
            rejected,
        })
    }
    /// First suggestions since an instant, in no particular order.
    pub async fn first_suggestions(
        &mut self,
        from: OffsetDateTime,
    ) -> Result<Vec<FirstSuggestions>, StoreError> {
        let sql = match self.inner {
            EngineTx::Sqlite(_) => sql::FIRST_SUGGESTIONS_SQLITE,
            EngineTx::Postgres(_) => sql::FIRST_SUGGESTIONS_POSTGRES,
        };
        all(fetch_all!(self, FirstRow, sql, instant_to_text(from))?)
    }
    /// First suggestions on a kind of subject since an instant, told apart by codes of remarks; in no particular order.
    pub async fn first_suggestions_by_remark(
        &mut self,
        kind: SubjectKind,
        codes: [&str; 3],
        from: OffsetDateTime,
    ) -> Result<Vec<RemarkedSuggestions>, StoreError> {
        // As the member stands in the JSON text; within a string its quotation marks would have a backslash before.
        let [first, second, third] = codes.map(|code| format!("%\"code\":\"{code}\"%"));
        all(fetch_all!(
            self,
            RemarkedRow,
            sql::FIRST_SUGGESTIONS_BY_REMARK,
            kind.as_str(),
            instant_to_text(from),
            first,
            second,
            third
        )?)
    }
    /// What people made of suggestions since an instant, in no particular order.
    pub async fn settled_suggestions(
        &mut self,
        from: OffsetDateTime,
    ) -> Result<Vec<SettledSuggestions>, StoreError> {
        all(fetch_all!(
            self,
            SettledRow,
            sql::VERDICTS_BY_DAY,
            instant_to_text(from)
        )?)
    }
}

row! {
    struct FirstRow {
        day: String,
        subject_kind: String,
        reason: String,
        number: i64,
    }
}

impl TryFrom<FirstRow> for FirstSuggestions {
    type Error = StoreError;
    fn try_from(row: FirstRow) -> Result<Self, StoreError> {
        let reason = (!row.reason.is_empty()).then_some(row.reason.as_str());
        Ok(Self {
            day: date("suggestions.created_at", &row.day)?,
            kind: word("suggestions.subject_kind", &row.subject_kind)?,
            abstention: optional_word("suggestions.answer", reason)?,
            number: row.number,
        })
    }
}

row! {
    struct RemarkedRow {
        day: String,
        code: i64,
        told: String,
        number: i64,
    }
}

impl TryFrom<RemarkedRow> for RemarkedSuggestions {
    type Error = StoreError;
    fn try_from(row: RemarkedRow) -> Result<Self, StoreError> {
        let place = usize::try_from(row.code).map_err(|_| corrupt("suggestions.remarks"))?;
        Ok(Self {
            day: date("suggestions.created_at", &row.day)?,
            code: place.checked_sub(1),
            remarks: remarks_from_text("suggestions.remarks", &row.told)?,
            number: row.number,
        })
    }
}

row! {
    struct SettledRow {
        day: String,
        model: String,
        accepted: i64,
        amended: i64,
        rejected: i64,
    }
}

impl TryFrom<SettledRow> for SettledSuggestions {
    type Error = StoreError;
    fn try_from(row: SettledRow) -> Result<Self, StoreError> {
        Ok(Self {
            day: date("reviews.at", &row.day)?,
            model: row.model,
            accepted: row.accepted,
            amended: row.amended,
            rejected: row.rejected,
        })
    }
}
