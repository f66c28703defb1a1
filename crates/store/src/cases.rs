//! Cases: insert, read, and change under the version that the writer saw.
use aktenlage_domain::case::Case;
use aktenlage_domain::clock::{date_to_text, instant_to_text};
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::ids::{CaseId, CaseReference, ServiceKey};
use time::Date;

use crate::convert::{all, corrupt, date, instant, json, maybe, optional_word, to_json, word};
use crate::engine::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::error::StoreError;
use crate::ledger::Change;
use crate::records::Table;
use crate::sql;

/// Where the pipeline stands with a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Processing {
    /// Waits for a worker.
    #[default]
    Queued,
    /// Is being read.
    Running,
    /// Suggestions are there.
    Ready,
    /// Gave up; a person looks at it.
    Failed,
}

/// Figures for lists, kept on the case so that a list of many cases is one index scan. Derived: `workflow` writes
/// them whenever something they count changes; they bear no version and need no audit entry of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseSummary {
    /// Whether a person confirmed the service.
    pub service_confirmed: bool,
    /// Fields with a review that counts.
    pub fields_reviewed: i64,
    /// Fields of the service.
    pub fields_total: i64,
    /// Requirements whose evidence is missing.
    pub requirements_missing: i64,
    /// Requirements that cannot be told.
    pub requirements_unclear: i64,
    /// Fields with contradicting values.
    pub contradictions: i64,
    /// Where the pipeline stands.
    pub processing: Processing,
    /// What is wrong with the documents, each code once.
    pub issues: Vec<IssueCode>,
    /// The last day of the service's own period, which no snooze hides.
    pub deadline_on: Option<Date>,
    /// To how many other cases its post may belong; 0 once somebody worked on it.
    pub likely_cases: i64,
}

impl Processing {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }
}

impl Tx {
    /// The next running number for case references of a prefix and year, counted from 1. It is taken when the
    /// unit of work commits, so a dropped one leaves no gap.
    pub async fn next_case_number(&mut self, prefix: &str, year: i32) -> Result<u64, StoreError> {
        self.writing()?;
        let (number,) = fetch_one!(self, (i64,), sql::NEXT_CASE_NUMBER, prefix, i64::from(year))?;
        u64::try_from(number).map_err(|_| corrupt("case_numbers.last_number"))
    }
    /// Opens a case with an empty summary. Commit needs an entry that concerns a case.
    pub async fn insert_case(&mut self, case: &Case) -> Result<(), StoreError> {
        self.change(Change::Case)?;
        let inserted = execute!(
            self,
            sql::INSERT_CASE,
            case.id.to_string(),
            case.reference.as_str(),
            case.state.as_str(),
            case.version,
            case.service.as_ref().map(ServiceKey::as_str),
            case.applicant_name.as_deref(),
            search_text(case),
            date_to_text(case.received_on),
            case.due_on.map(date_to_text),
            case.assignee.map(|user| user.to_string()),
            instant_to_text(case.created_at),
            instant_to_text(case.updated_at),
        )?;
        if inserted == 0 {
            return Err(StoreError::Exists { record: "case" });
        }
        self.wrote_case(case.id);
        Ok(())
    }
    /// One case.
    pub async fn case(&mut self, id: CaseId) -> Result<Option<Case>, StoreError> {
        maybe(fetch_optional!(self, CaseRow, sql::CASE_BY_ID, id.to_string())?)
    }
    /// The case with this reference.
    pub async fn case_by_reference(&mut self, reference: &str) -> Result<Option<Case>, StoreError> {
        maybe(fetch_optional!(self, CaseRow, sql::CASE_BY_REFERENCE, reference)?)
    }
    /// Cases that take post and whose applicant has exactly this name, by reference and without one of them.
    pub async fn cases_of_applicant(
        &mut self,
        name: &str,
        without: CaseId,
        limit: i64,
    ) -> Result<Vec<Case>, StoreError> {
        all(fetch_all!(
            self,
            CaseRow,
            sql::CASES_OF_APPLICANT,
            name,
            without.to_string(),
            limit.max(0)
        )?)
    }
    /// Stores a changed case if nobody changed it since `expected_version`, and returns its new version
    /// (`expected_version + 1`; `case.version` is not looked at). Otherwise [`StoreError::Conflict`].
    /// Id, reference, day of receipt and creation stay as they were. Commit needs an entry that concerns a case.
    pub async fn update_case(&mut self, case: &Case, expected_version: i64) -> Result<i64, StoreError> {
        self.change(Change::Case)?;
        let updated = execute!(
            self,
            sql::UPDATE_CASE,
            case.id.to_string(),
            expected_version,
            case.state.as_str(),
            case.service.as_ref().map(ServiceKey::as_str),
            case.applicant_name.as_deref(),
            search_text(case),
            case.due_on.map(date_to_text),
            case.assignee.map(|user| user.to_string()),
            instant_to_text(case.updated_at),
        )?;
        if updated == 1 {
            self.wrote_case(case.id);
            self.forget_views_of_closed(case.id, case.state).await?;
            return Ok(expected_version + 1);
        }
        match fetch_optional!(self, (i64,), sql::CASE_VERSION, case.id.to_string())? {
            Some((current_version,)) => Err(StoreError::Conflict { current_version }),
            None => Err(StoreError::Internal("no such case".to_owned())),
        }
    }
    fn wrote_case(&mut self, id: CaseId) {
        let id = id.to_string();
        self.wrote(Table::Cases, &id, (&id, ""));
    }
    /// Replaces the figures of a case.
    pub async fn update_case_summary(
        &mut self,
        case: CaseId,
        summary: &CaseSummary,
    ) -> Result<(), StoreError> {
        self.writing()?;
        let issues: Vec<&str> = summary.issues.iter().map(|code| code.as_str()).collect();
        execute!(
            self,
            sql::UPDATE_CASE_SUMMARY,
            case.to_string(),
            i64::from(summary.service_confirmed),
            summary.fields_reviewed,
            summary.fields_total,
            summary.requirements_missing,
            summary.requirements_unclear,
            summary.contradictions,
            summary.processing.as_str(),
            to_json(&issues)?,
            summary.deadline_on.map(date_to_text),
            summary.likely_cases,
        )?;
        Ok(())
    }
}

/// What the search of the queue looks at: in small letters here, since SQLite knows only those of ASCII.
fn search_text(case: &Case) -> String {
    let name = case.applicant_name.as_deref().unwrap_or_default();
    format!("{} {name}", case.reference).to_lowercase()
}

row! {
    pub(crate) struct CaseRow {
        id: String,
        reference: String,
        state: String,
        version: i64,
        service: Option<String>,
        applicant_name: Option<String>,
        received_on: String,
        due_on: Option<String>,
        assignee: Option<String>,
        created_at: String,
        updated_at: String,
    }
}

impl TryFrom<CaseRow> for Case {
    type Error = StoreError;
    fn try_from(row: CaseRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: word("cases.id", &row.id)?,
            reference: CaseReference::from_stored(row.reference),
            state: word("cases.state", &row.state)?,
            version: row.version,
            service: row.service.map(ServiceKey::new),
            applicant_name: row.applicant_name,
            received_on: date("cases.received_on", &row.received_on)?,
            due_on: row.due_on.map(|text| date("cases.due_on", &text)).transpose()?,
            assignee: optional_word("cases.assignee", row.assignee.as_deref())?,
            created_at: instant("cases.created_at", &row.created_at)?,
            updated_at: instant("cases.updated_at", &row.updated_at)?,
        })
    }
}

row! {
    pub(crate) struct SummaryRow {
        service_confirmed: i64,
        fields_reviewed: i64,
        fields_total: i64,
        requirements_missing: i64,
        requirements_unclear: i64,
        contradictions: i64,
        processing: String,
        issues: String,
        deadline_on: Option<String>,
        likely_cases: i64,
    }
}

impl TryFrom<SummaryRow> for CaseSummary {
    type Error = StoreError;
    fn try_from(row: SummaryRow) -> Result<Self, StoreError> {
        let issues: Vec<String> = json("cases.issues", &row.issues)?;
        Ok(Self {
            service_confirmed: row.service_confirmed != 0,
            fields_reviewed: row.fields_reviewed,
            fields_total: row.fields_total,
            requirements_missing: row.requirements_missing,
            requirements_unclear: row.requirements_unclear,
            contradictions: row.contradictions,
            processing: match row.processing.as_str() {
                "queued" => Processing::Queued,
                "running" => Processing::Running,
                "ready" => Processing::Ready,
                "failed" => Processing::Failed,
                _ => return Err(corrupt("cases.processing")),
            },
            issues: issues
                .iter()
                .map(|code| word("cases.issues", code))
                .collect::<Result<_, _>>()?,
            deadline_on: row
                .deadline_on
                .map(|text| date("cases.deadline_on", &text))
                .transpose()?,
            likely_cases: row.likely_cases,
        })
    }
}
