//! Cases that were drawn as a sample, the fields that were drawn of them, and what people entered before they saw the
//! suggestion. Rows are written once and never changed.
use aktenlage_domain::case::CaseState;
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::{CaseId, CaseReference, FieldId, SampleDrawId};
use aktenlage_domain::review::Verdict;
use aktenlage_domain::sample::{SampleDraw, SamplePlan};
use aktenlage_domain::suggestion::Answer;
use time::OffsetDateTime;

use crate::convert::{all, corrupt, instant, json, maybe, to_json, word};
use crate::engine::{Tx, execute, fetch_all, fetch_optional};
use crate::error::StoreError;
use crate::json::answer_from_text;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

/// A case that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// That it was.
    pub draw: SampleDraw,
    /// Which of its fields; `None` until there are suggestions on fields.
    pub fields: Option<Vec<FieldId>>,
}

/// A case that was drawn, for lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampledCase {
    /// What was drawn.
    pub sample: Sample,
    /// Its reference.
    pub reference: CaseReference,
    /// Its state.
    pub state: CaseState,
}

/// What a person said of a field before they saw the suggestion. Who did is not told.
#[derive(Clone, Debug, PartialEq)]
pub struct BlindEntry {
    /// The case.
    pub case: CaseId,
    /// The field.
    pub field: FieldId,
    /// What the person did.
    pub verdict: Verdict,
    /// The value, if the person found one.
    pub value: Option<String>,
    /// What was withheld, if anything was suggested.
    pub suggested: Option<Answer>,
    /// When.
    pub at: OffsetDateTime,
}

impl Tx {
    /// Records that a case was drawn. Commit needs one entry `sample_drawn` for each.
    pub async fn insert_sample_draw(&mut self, draw: &SampleDraw) -> Result<(), StoreError> {
        self.change(Change::SampleDraw)?;
        let id = draw.id.to_string();
        execute!(
            self,
            sql::INSERT_SAMPLE_DRAW,
            &id,
            draw.case.to_string(),
            i64::from(draw.plan.share_ppm),
            i64::from(draw.plan.fields),
            instant_to_text(draw.at),
        )?;
        self.wrote(Table::SampleDraws, &id, (&id, ""));
        Ok(())
    }
    /// Records which fields were drawn; once for a draw ([`StoreError::Exists`]). Commit needs an entry
    /// `suggestions_recorded`.
    pub async fn insert_sample_fields(
        &mut self,
        draw: SampleDrawId,
        fields: &[FieldId],
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        self.change(Change::SampleFields)?;
        let id = draw.to_string();
        let words: Vec<&str> = fields.iter().map(FieldId::as_str).collect();
        let inserted = execute!(
            self,
            sql::INSERT_SAMPLE_FIELDS,
            &id,
            to_json(&words)?,
            instant_to_text(at),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists {
                record: "fields of a sample",
            });
        }
        self.wrote(Table::SampleFields, &id, (&id, ""));
        Ok(())
    }
    /// What was drawn of a case; `None` if it was not drawn.
    pub async fn sample(&mut self, case: CaseId) -> Result<Option<Sample>, StoreError> {
        maybe(fetch_optional!(
            self,
            SampleRow,
            sql::SAMPLE_OF_CASE,
            case.to_string()
        )?)
    }
    /// Every case that was drawn, newest draw first.
    pub async fn sampled_cases(&mut self) -> Result<Vec<SampledCase>, StoreError> {
        all(fetch_all!(self, SampledCaseRow, sql::SAMPLED_CASES)?)
    }
    /// Everything that was entered before its suggestion was shown, oldest first.
    pub async fn blind_entries(&mut self) -> Result<Vec<BlindEntry>, StoreError> {
        all(fetch_all!(self, BlindEntryRow, sql::BLIND_ENTRIES)?)
    }
}

row! {
    struct SampleRow {
        id: String,
        case_id: String,
        share_ppm: i64,
        wanted: i64,
        at: String,
        fields: Option<String>,
    }
}

impl TryFrom<SampleRow> for Sample {
    type Error = StoreError;
    fn try_from(row: SampleRow) -> Result<Self, StoreError> {
        let fields: Option<Vec<String>> = row
            .fields
            .as_deref()
            .map(|text| json("sample_fields.fields", text))
            .transpose()?;
        Ok(Self {
            draw: SampleDraw {
                id: word("sample_draws.id", &row.id)?,
                case: word("sample_draws.case_id", &row.case_id)?,
                plan: SamplePlan {
                    share_ppm: u32::try_from(row.share_ppm).map_err(|_| corrupt("sample_draws.share_ppm"))?,
                    fields: u32::try_from(row.wanted).map_err(|_| corrupt("sample_draws.wanted"))?,
                },
                at: instant("sample_draws.at", &row.at)?,
            },
            fields: fields.map(|words| words.into_iter().map(FieldId::new).collect()),
        })
    }
}

row! {
    struct SampledCaseRow [sample: SampleRow] {
        reference: String,
        state: String,
    }
}

impl TryFrom<SampledCaseRow> for SampledCase {
    type Error = StoreError;
    fn try_from(row: SampledCaseRow) -> Result<Self, StoreError> {
        Ok(Self {
            sample: row.sample.try_into()?,
            reference: CaseReference::from_stored(row.reference),
            state: word("cases.state", &row.state)?,
        })
    }
}

row! {
    struct BlindEntryRow {
        case_id: String,
        subject_key: String,
        verdict: String,
        value: Option<String>,
        at: String,
        answer: Option<String>,
    }
}

impl TryFrom<BlindEntryRow> for BlindEntry {
    type Error = StoreError;
    fn try_from(row: BlindEntryRow) -> Result<Self, StoreError> {
        let suggested = row
            .answer
            .as_deref()
            .map(|text| answer_from_text("suggestions.answer", text))
            .transpose()?;
        Ok(Self {
            case: word("reviews.case_id", &row.case_id)?,
            field: FieldId::new(row.subject_key),
            verdict: word("reviews.verdict", &row.verdict)?,
            value: row.value,
            suggested,
            at: instant("reviews.at", &row.at)?,
        })
    }
}
