//! Evaluations as the data team sees them: runs, errors with their places, flags, comparisons.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_workflow::evaluations as workflow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) mod report;
pub(crate) mod running;

use report::{Figure, Report};

/// A run, for lists.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationRun {
    /// Name of its folder.
    id: String,
    /// Why its report cannot be shown, as a code; all else is empty then.
    problem: Option<String>,
    made_at: Option<String>,
    /// Name and digest of the encoder, `none` without one.
    encoder: Option<String>,
    /// Trained heads that were at work: task and version.
    heads: Vec<String>,
    cases: usize,
    /// Items below which there is no figure.
    minimum_n: usize,
    /// One entry for each task that has items.
    tasks: Vec<RunTask>,
}

/// What a run reached at a task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RunTask {
    /// `field`, `kind`, `service` or `requirement`.
    task: String,
    exact_match: Figure,
    /// The share of right answers that was asked for.
    target: f64,
    /// The share of items that get an answer at this target.
    coverage: Figure,
}

/// The runs that are there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationRuns {
    /// Where they are looked for: what to hand to `aktenlage evaluate --out`, with a name behind it.
    pub(crate) folder: String,
    pub(crate) items: Vec<EvaluationRun>,
}

impl From<workflow::EvaluationRun> for EvaluationRun {
    fn from(run: workflow::EvaluationRun) -> Self {
        let report = run.report.map_err(crate::failure::report_code);
        let report = report.and_then(|report| Report::read(report).map_err(|_| "report_malformed"));
        let id = run.id.to_string();
        match report {
            Ok(report) => Self {
                id,
                problem: None,
                made_at: Some(report.measured.made_at).filter(|at| !at.is_empty()),
                encoder: Some(report.made_with.encoder).filter(|encoder| !encoder.is_empty()),
                heads: report.made_with.heads,
                cases: report.cases,
                minimum_n: report.settings.minimum_n,
                tasks: report.tasks.into_iter().filter_map(RunTask::of).collect(),
            },
            Err(code) => Self {
                id,
                problem: Some(code.to_owned()),
                made_at: None,
                encoder: None,
                heads: Vec::new(),
                cases: 0,
                minimum_n: 0,
                tasks: Vec::new(),
            },
        }
    }
}

impl RunTask {
    fn of(task: report::ReadTask) -> Option<Self> {
        let overall = task.parts.into_iter().next()?;
        Some(Self {
            task: task.task,
            exact_match: overall.figures.exact_match,
            target: overall.selective.at_target.target,
            coverage: overall.selective.at_target.coverage,
        })
    }
}

/// A place on a page of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationPlace {
    /// `truth` or `suggestion`.
    of: String,
    /// Name of the file.
    file: String,
    /// Page, counted from 1.
    page: u32,
    /// `[left, top, right, bottom]` as fractions of the page.
    #[serde(rename = "box")]
    bbox: [f64; 4],
}

impl From<workflow::ItemPlace> for EvaluationPlace {
    fn from(found: workflow::ItemPlace) -> Self {
        let of = match found.of {
            workflow::PlaceOf::Truth => "truth",
            workflow::PlaceOf::Suggestion => "suggestion",
        };
        Self {
            of: of.to_owned(),
            file: found.place.file,
            page: found.place.page,
            bbox: found.place.bbox,
        }
    }
}

/// Somebody's word that a label is wrong.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LabelFlag {
    #[schema(format = DateTime)]
    at: String,
    /// Id of the person.
    by: String,
}

impl From<workflow::LabelFlag> for LabelFlag {
    fn from(flag: workflow::LabelFlag) -> Self {
        Self {
            at: instant_to_text(flag.at),
            by: flag.by,
        }
    }
}

/// An item of a run.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationItem {
    /// Its position among all items of the run.
    number: usize,
    case: String,
    /// `field`, `kind`, `service` or `requirement`.
    task: String,
    /// Field id, file name or requirement id; empty for the service.
    item: String,
    /// The true service of the case, `unknown` if it is none of the known ones.
    service: String,
    /// How the document came: `form`, `printed`, `scan`, `fax`, `photo`; `mixed` for what concerns several.
    channel: String,
    truth: Option<String>,
    suggested: Option<String>,
    probability: Option<f64>,
    /// Why nothing was suggested.
    abstention: Option<String>,
    /// `right`, `wrong`, `silent`, `rightly_silent`, `spurious` or `unjudged`.
    verdict: String,
    /// Whether somebody calls its label wrong.
    flag: Option<LabelFlag>,
}

impl From<workflow::EvaluationItem> for EvaluationItem {
    fn from(item: workflow::EvaluationItem) -> Self {
        let outcome = item.outcome;
        Self {
            number: item.number,
            case: outcome.case,
            task: outcome.task.as_str().to_owned(),
            item: outcome.item,
            service: outcome.service,
            channel: outcome.channel,
            truth: outcome.truth,
            suggested: outcome.suggested,
            probability: outcome.probability,
            abstention: outcome.abstention,
            verdict: outcome.verdict.as_str().to_owned(),
            flag: item.flag.map(LabelFlag::from),
        }
    }
}

/// A page of the errors of a run.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationErrors {
    pub(crate) total: usize,
    pub(crate) items: Vec<EvaluationItem>,
}

/// An item of a run with what can be looked at.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationItemView {
    pub(crate) item: EvaluationItem,
    /// Empty where the cases do not lie in the folder of evaluations.
    pub(crate) places: Vec<EvaluationPlace>,
}

/// Whether the label of an item looks wrong.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LabelFlagRequest {
    /// `false` takes it back.
    pub(crate) is_wrong: bool,
}

/// What counts now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LabelFlagged {
    pub(crate) flag: Option<LabelFlag>,
}

/// An item on which two runs differ.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DiscordantItem {
    case: String,
    item: String,
    truth: Option<String>,
    first: Option<String>,
    second: Option<String>,
    /// Whether the first is right, or else the second.
    first_is_right: bool,
}

/// Two runs at one task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ComparedTask {
    /// `field`, `kind`, `service` or `requirement`.
    task: String,
    /// Items that both have.
    n: usize,
    both_right: usize,
    only_first: usize,
    only_second: usize,
    neither: usize,
    /// Of the exact test of `McNemar`, two-sided; `null` below the minimum of items.
    p_value: Option<f64>,
    /// The items on which they differ, 500 at most.
    discordant: Vec<DiscordantItem>,
}

/// Two runs over the same cases, item by item.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationComparison {
    tasks: Vec<ComparedTask>,
    /// Items that only one of the runs has.
    unmatched: usize,
    /// Items whose truth differs between the runs: they are not compared.
    different_truth: usize,
}

/// Longer lists are read from `aktenlage evaluate compare`.
const MOST_DISCORDANT: usize = 500;

impl From<workflow::Paired> for EvaluationComparison {
    fn from(paired: workflow::Paired) -> Self {
        Self {
            tasks: super::list(paired.tasks),
            unmatched: paired.unmatched,
            different_truth: paired.different_truth,
        }
    }
}

impl From<workflow::PairedTask> for ComparedTask {
    fn from(mut task: workflow::PairedTask) -> Self {
        task.discordant.truncate(MOST_DISCORDANT);
        Self {
            task: task.task.as_str().to_owned(),
            n: task.n,
            both_right: task.both_right,
            only_first: task.only_first,
            only_second: task.only_second,
            neither: task.neither,
            p_value: task.p_value,
            discordant: super::list(task.discordant),
        }
    }
}

impl From<workflow::Discordant> for DiscordantItem {
    fn from(item: workflow::Discordant) -> Self {
        Self {
            case: item.case,
            item: item.item,
            truth: item.truth,
            first: item.first,
            second: item.second,
            first_is_right: item.first_is_right,
        }
    }
}
