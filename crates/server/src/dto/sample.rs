//! What the samples of the office say, as the supervisor sees it: cases and fields, never people.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_workflow::samples as workflow;
use serde::Serialize;
use utoipa::ToSchema;

use super::audit::CaseName;
use super::evaluation::report::Figure;
use super::label::{Label, Named};
use super::list;
use super::word::{EntryState, ValueKind};

/// What is in force for new cases.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SamplePlan {
    /// The share of new cases that is drawn, in millionths.
    share_ppm: u32,
    /// Fields that are drawn of a case.
    fields: u32,
}

/// How many entries it takes to find that suggestions err.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SamplePower {
    /// The share of wrong suggestions that is to be found.
    error_rate: f64,
    /// With which probability at least one of them is met.
    confidence: f64,
    /// Entries that it takes.
    needed: u32,
}

/// A field that was drawn.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SampledField {
    id: String,
    label: Option<Label>,
    state: EntryState,
}

impl From<workflow::ComparedField> for SampledField {
    fn from(field: workflow::ComparedField) -> Self {
        Self {
            id: field.field.to_string(),
            label: field.label.map(Label::from),
            state: field.state.into(),
        }
    }
}

/// A case that was drawn.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SampledCase {
    case: CaseName,
    #[schema(format = DateTime)]
    drawn_at: String,
    /// Empty until there are suggestions on fields.
    fields: Vec<SampledField>,
}

impl From<workflow::SampledCaseView> for SampledCase {
    fn from(view: workflow::SampledCaseView) -> Self {
        Self {
            case: view.case.into(),
            drawn_at: instant_to_text(view.drawn_at),
            fields: list(view.fields),
        }
    }
}

/// An entry that says something else than the suggestion that was withheld.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DifferingEntry {
    case: CaseName,
    id: String,
    label: Option<Label>,
    kind: ValueKind,
    /// Options of a coded field.
    options: Vec<Named>,
    /// What the person entered first.
    entered: String,
    /// What was suggested.
    suggested: String,
    #[schema(format = DateTime)]
    at: String,
}

impl From<workflow::DifferingEntry> for DifferingEntry {
    fn from(entry: workflow::DifferingEntry) -> Self {
        Self {
            case: entry.case.into(),
            id: entry.field.to_string(),
            label: entry.label.map(Label::from),
            kind: entry.kind.into(),
            options: list(entry.options),
            entered: entry.entered,
            suggested: entry.suggested,
            at: instant_to_text(entry.at),
        }
    }
}

/// How often suggestions say what people say who have not seen them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SampleReport {
    plan: SamplePlan,
    /// Entries below which there is no figure.
    minimum_n: usize,
    /// Cases that were drawn.
    drawn: usize,
    /// Fields that nobody has entered yet.
    open: usize,
    /// Fields of cases that were closed before.
    not_entered: usize,
    /// Entries where the suggestion named no value.
    silent: usize,
    /// Entries where the person could not tell.
    unclear: usize,
    /// The share of suggestions that the first entry agrees with, of those where both name a value.
    agreement: Figure,
    power: SamplePower,
    /// Newest first, at most 100.
    differing: Vec<DifferingEntry>,
    /// Newest draw first, at most 100.
    cases: Vec<SampledCase>,
}

impl From<workflow::SampleReport> for SampleReport {
    fn from(report: workflow::SampleReport) -> Self {
        Self {
            plan: SamplePlan {
                share_ppm: report.plan.share_ppm,
                fields: report.plan.fields,
            },
            minimum_n: report.minimum_n,
            drawn: report.drawn,
            open: report.open,
            not_entered: report.not_entered,
            silent: report.silent,
            unclear: report.unclear,
            agreement: report.agreement.into(),
            power: SamplePower {
                error_rate: report.power.error_rate,
                confidence: report.power.confidence,
                needed: report.power.needed,
            },
            differing: list(report.differing),
            cases: list(report.cases),
        }
    }
}
