//! What is learned from, and what models said that are only tried. Rows of the latter are written once, beside the
//! suggestions and never among them.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::ids::{CaseId, RunId};
use aktenlage_domain::suggestion::{AbstentionReason, Subject};
use time::OffsetDateTime;

use crate::convert::{all, corrupt, instant, optional_word, word};
use crate::engine::{Tx, execute, fetch_all};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

/// What a model that is only tried said about one subject.
#[doc(alias = "Probelauf (eines Modells)")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShadowOutput {
    /// The kind of a document, or the service.
    pub subject: Subject,
    /// Which model: task and version, for example `kind@0123456789ab`.
    pub version: String,
    /// What it would have named; `None` if it would have been silent.
    pub label: Option<String>,
    /// Its probability in millionths; of the likeliest class where it would have been silent.
    pub probability_ppm: i64,
    /// Why it would have been silent.
    pub refusal: Option<AbstentionReason>,
}

/// The same with its place in the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredShadowOutput {
    /// The run beside which it was made.
    pub run: RunId,
    /// The case.
    pub case: CaseId,
    /// What it says.
    pub output: ShadowOutput,
    /// When it was stored.
    pub created_at: OffsetDateTime,
}

impl Tx {
    /// Cases in which a person reviewed the kind of a document or the service, by id, behind a given one.
    pub async fn reviewed_cases_after(
        &mut self,
        last: Option<CaseId>,
        limit: i64,
    ) -> Result<Vec<CaseId>, StoreError> {
        let last = last.map(|case| case.to_string()).unwrap_or_default();
        let rows = fetch_all!(self, (String,), sql::REVIEWED_CASES_AFTER, &last, limit.max(0))?;
        rows.iter().map(|(case,)| word("reviews.case_id", case)).collect()
    }
    /// Cases in which something arrived from an instant on and before another one, by id, behind a given one.
    pub async fn cases_received_between(
        &mut self,
        from: OffsetDateTime,
        until: OffsetDateTime,
        last: Option<CaseId>,
        limit: i64,
    ) -> Result<Vec<CaseId>, StoreError> {
        let last = last.map(|case| case.to_string()).unwrap_or_default();
        let (from, until) = (instant_to_text(from), instant_to_text(until));
        let rows = fetch_all!(
            self,
            (String,),
            sql::CASES_RECEIVED_BETWEEN,
            &from,
            &until,
            &last,
            limit.max(0)
        )?;
        rows.iter()
            .map(|(case,)| word("submissions.case_id", case))
            .collect()
    }
    /// Stores what models said beside a run that are only tried, all of it in one go. Commit needs an entry
    /// `suggestions_recorded`, which vouches for the rows and tells nothing of what they say.
    pub async fn insert_shadow_outputs(
        &mut self,
        case: CaseId,
        run: RunId,
        outputs: &[ShadowOutput],
        at: OffsetDateTime,
    ) -> Result<(), StoreError> {
        if outputs.is_empty() {
            return Ok(());
        }
        self.change(Change::ShadowOutputs)?;
        for (position, output) in (1_i64..).zip(outputs) {
            let id = format!("{run}-{position}");
            execute!(
                self,
                sql::INSERT_SHADOW_OUTPUT,
                &id,
                run.to_string(),
                case.to_string(),
                position,
                output.subject.kind().as_str(),
                output.subject.key(),
                &output.version,
                output.label.as_deref(),
                output.probability_ppm,
                output.refusal.map(AbstentionReason::as_str),
                instant_to_text(at),
            )?;
            self.wrote(Table::ShadowOutputs, &run.to_string(), (&id, ""));
        }
        Ok(())
    }
    /// What models said about a case that were only tried, in the order it was stored.
    pub async fn shadow_outputs(&mut self, case: CaseId) -> Result<Vec<StoredShadowOutput>, StoreError> {
        all(fetch_all!(
            self,
            ShadowRow,
            sql::SHADOW_OUTPUTS_OF_CASE,
            case.to_string()
        )?)
    }
}

row! {
    struct ShadowRow {
        run_id: String,
        case_id: String,
        subject_kind: String,
        subject_key: String,
        version: String,
        label: Option<String>,
        probability_ppm: i64,
        refusal: Option<String>,
        created_at: String,
    }
}

impl TryFrom<ShadowRow> for StoredShadowOutput {
    type Error = StoreError;
    fn try_from(row: ShadowRow) -> Result<Self, StoreError> {
        let kind = word("shadow_outputs.subject_kind", &row.subject_kind)?;
        Ok(Self {
            run: word("shadow_outputs.run_id", &row.run_id)?,
            case: word("shadow_outputs.case_id", &row.case_id)?,
            output: ShadowOutput {
                subject: Subject::from_parts(kind, &row.subject_key)
                    .map_err(|_| corrupt("shadow_outputs.subject_key"))?,
                version: row.version,
                label: row.label,
                probability_ppm: row.probability_ppm,
                refusal: optional_word("shadow_outputs.refusal", row.refusal.as_deref())?,
            },
            created_at: instant("shadow_outputs.created_at", &row.created_at)?,
        })
    }
}
