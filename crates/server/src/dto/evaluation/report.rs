//! The report of a run: read as `aktenlage evaluate` wrote it (a member that an older version did not know is empty),
//! and shown in three answers, for a whole one with its curves takes megabytes.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A figure. Below the minimum of items value and interval are absent.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct Figure {
    value: Option<f64>,
    /// Lower end of the interval of 95 %.
    low: Option<f64>,
    /// Upper end of the interval of 95 %.
    high: Option<f64>,
    /// Items it rests on.
    n: usize,
}

impl From<aktenlage_workflow::drift::Figure> for Figure {
    fn from(figure: aktenlage_workflow::drift::Figure) -> Self {
        Self {
            value: figure.value,
            low: figure.low,
            high: figure.high,
            n: figure.n,
        }
    }
}

/// What errors about requirements cost.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct ErrorWeights {
    /// Calling something present, or not required, that is not.
    false_present: f64,
    /// Calling something missing that is not.
    false_missing: f64,
}

/// What was asked of the figures.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct EvaluationSettings {
    /// Items below which there is no figure.
    pub(crate) minimum_n: usize,
    /// The share of right answers that a threshold has to keep.
    target: f64,
    /// The same for the states of requirements.
    target_of_requirements: f64,
    weights: ErrorWeights,
}

/// What made the suggestions.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct EvaluationMadeWith {
    program: String,
    /// Name and digest, `none` without one.
    pub(crate) encoder: String,
    blueprint: String,
    prompt: String,
    pub(crate) heads: Vec<String>,
    reads_scans: bool,
}

/// Median and 95th percentile.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct MeasuredSpread {
    median: Option<u64>,
    p95: Option<u64>,
    n: usize,
}

/// What is different each time.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct EvaluationMeasured {
    pub(crate) made_at: String,
    /// Where the cases lie in the folder of evaluations; `null` if they do not.
    cases_folder: Option<String>,
    read_ms: MeasuredSpread,
    assess_ms: MeasuredSpread,
    peak_memory_mib: Option<u64>,
}

/// Whether evidence points at the right place.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct PartEvidence {
    /// The mean overlap (intersection over union) with the true place.
    mean_overlap: Figure,
    /// The share with an overlap of a half or more.
    half_or_more: Figure,
    /// The share that touches the true place at all.
    touching: Figure,
}

/// Errors about requirements.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct PartCompleteness {
    /// The mean cost of a requirement, in units of the weights.
    cost: Figure,
    /// Of those that are not present, the share called present.
    false_present: Figure,
    /// The one-sided upper bound of this share.
    false_present_bound: Option<f64>,
    /// Of those that are missing, the share called not required.
    overlooked: Figure,
    /// Of those that are not missing, the share called missing.
    false_missing: Figure,
}

/// The figures of a part of the items.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct PartFigures {
    /// The service, if only its items count.
    service: Option<String>,
    /// The channel, if only its items count.
    channel: Option<String>,
    /// Items.
    n: usize,
    /// Cases that they come from.
    cases: usize,
    /// The share of items that are exactly right, rightful silence included.
    pub(crate) exact_match: Figure,
    precision: Figure,
    recall: Figure,
    f1: Figure,
    /// The mean of F1 over the labels; `null` for fields.
    macro_f1: Option<Figure>,
    /// The share of items with something to tell, or something told, that got an answer.
    answered: Figure,
    /// Of items with nothing to tell, the share without an answer.
    rightly_silent: Figure,
    /// Silences by reason.
    abstentions: BTreeMap<String, usize>,
    /// For fields alone.
    evidence: Option<PartEvidence>,
    /// For requirements alone.
    completeness: Option<PartCompleteness>,
}

/// Answers of about the same probability.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct ReliabilityBin {
    /// Probabilities above this one.
    from: f64,
    /// Up to this one.
    to: f64,
    /// Their mean; `null` below the minimum.
    mean_probability: Option<f64>,
    /// The share that is right.
    accuracy: Figure,
}

/// Whether probabilities can be trusted.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct PartCalibration {
    /// The expected calibration error.
    ece: Figure,
    /// The reliability diagram.
    reliability: Vec<ReliabilityBin>,
}

/// A point of the risk-coverage curve.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct CurvePoint {
    /// The least probability that speaks.
    threshold: f64,
    /// The share of items that get an answer.
    coverage: f64,
    /// The share of errors among these answers.
    risk: Figure,
}

/// How many may speak so that the target holds.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct TargetCoverage {
    /// The share of right answers that is to hold.
    pub(crate) target: f64,
    /// Answers without an error that it takes at least.
    answers_needed: f64,
    /// Whether there is a threshold for which the bound reaches the target.
    is_reached: bool,
    /// The least probability that speaks; `null` if the target is not reached.
    threshold: Option<f64>,
    /// The lower bound of right answers.
    bound: Option<f64>,
    /// The share of items that get an answer then.
    pub(crate) coverage: Figure,
}

/// What silence gains.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct PartSelective {
    /// The area under the risk-coverage curve.
    aurc: Figure,
    /// Surest answers first.
    curve: Vec<CurvePoint>,
    pub(crate) at_target: TargetCoverage,
}

/// What was taken for what: counts of truths (rows) by what was suggested (columns).
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct ConfusionMatrix {
    /// Labels of the rows.
    truths: Vec<String>,
    /// Labels of the columns; silence is `abstained`.
    suggested: Vec<String>,
    /// One row of counts for each truth.
    counts: Vec<Vec<usize>>,
}

/// The figures of one task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationTask {
    /// `field`, `kind`, `service` or `requirement`.
    task: String,
    /// Over all cases first, then by service, by channel, and by both.
    parts: Vec<PartFigures>,
}

/// A report without its curves and confusions.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationReport {
    id: String,
    made_with: EvaluationMadeWith,
    settings: EvaluationSettings,
    measured: EvaluationMeasured,
    cases: usize,
    /// Suggested values for fields of which the truth says nothing: counted nowhere.
    unjudged: usize,
    tasks: Vec<EvaluationTask>,
}

/// Calibration of a part.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CalibrationPart {
    /// The channel, if only its items count.
    channel: Option<String>,
    calibration: PartCalibration,
    selective: PartSelective,
}

/// Whether the probabilities of a task can be trusted, and what silence gains.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationCalibration {
    task: String,
    /// Items below which there is no figure.
    minimum_n: usize,
    /// Over all cases first, then by channel.
    parts: Vec<CalibrationPart>,
}

/// What was taken for what at a task.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EvaluationConfusion {
    task: String,
    /// `null` for fields.
    confusion: Option<ConfusionMatrix>,
}

/// A part as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReadPart {
    #[serde(flatten)]
    pub(crate) figures: PartFigures,
    pub(crate) calibration: PartCalibration,
    pub(crate) selective: PartSelective,
}

/// A task as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReadTask {
    pub(crate) task: String,
    pub(crate) parts: Vec<ReadPart>,
    confusion: Option<ConfusionMatrix>,
}

/// A report as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Report {
    pub(crate) made_with: EvaluationMadeWith,
    pub(crate) settings: EvaluationSettings,
    pub(crate) cases: usize,
    unjudged: usize,
    pub(crate) tasks: Vec<ReadTask>,
    pub(crate) measured: EvaluationMeasured,
}

impl Report {
    /// Reads it; an error for a member of another type.
    pub(crate) fn read(report: Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(report)
    }

    /// The figures.
    pub(crate) fn figures(self, id: String) -> EvaluationReport {
        let tasks = self.tasks.into_iter().map(|task| EvaluationTask {
            task: task.task,
            parts: task.parts.into_iter().map(|part| part.figures).collect(),
        });
        EvaluationReport {
            id,
            made_with: self.made_with,
            settings: self.settings,
            measured: self.measured,
            cases: self.cases,
            unjudged: self.unjudged,
            tasks: tasks.collect(),
        }
    }

    /// The calibration of a task; `None` if the run has no items of it.
    pub(crate) fn calibration(self, task: &str) -> Option<EvaluationCalibration> {
        let minimum_n = self.settings.minimum_n;
        let found = self.tasks.into_iter().find(|found| found.task == task)?;
        let parts = found
            .parts
            .into_iter()
            .filter(|part| part.figures.service.is_none());
        Some(EvaluationCalibration {
            task: found.task,
            minimum_n,
            parts: parts
                .map(|part| CalibrationPart {
                    channel: part.figures.channel,
                    calibration: part.calibration,
                    selective: part.selective,
                })
                .collect(),
        })
    }

    /// The confusions of a task; `None` if the run has no items of it.
    pub(crate) fn confusion(self, task: &str) -> Option<EvaluationConfusion> {
        let found = self.tasks.into_iter().find(|found| found.task == task)?;
        Some(EvaluationConfusion {
            task: found.task,
            confusion: found.confusion,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_an_older_version_did_not_write_is_empty() {
        let report = json!({
            "format": 1,
            "cases": 3,
            "of_a_later_version": [1],
            "tasks": [{
                "task": "kind",
                "parts": [
                    { "n": 3, "exact_match": { "value": null, "n": 3 } },
                    { "n": 2, "channel": "scan", "calibration": { "reliability": [{ "from": 0.9, "to": 1.0 }] } },
                    { "n": 1, "channel": "scan", "service": "dog_registration" },
                ],
            }],
        });
        let report = Report::read(report).unwrap();
        let figures = report.clone().figures("run".to_owned());
        assert_eq!((figures.cases, figures.unjudged), (3, 0));
        assert_eq!(figures.tasks[0].parts[0].exact_match.n, 3);
        assert_eq!(
            figures.tasks[0].parts[2].service.as_deref(),
            Some("dog_registration")
        );
        let calibration = report.clone().calibration("kind").unwrap();
        assert_eq!(calibration.parts.len(), 2, "over all, and by channel");
        assert_eq!(calibration.parts[1].calibration.reliability.len(), 1);
        assert!(report.clone().confusion("kind").unwrap().confusion.is_none());
        assert!(report.confusion("service").is_none());
    }

    #[test]
    fn another_type_is_no_report() {
        assert!(Report::read(json!({ "format": 1, "cases": "three" })).is_err());
        assert!(Report::read(json!({ "format": 1, "tasks": [{ "parts": 1 }] })).is_err());
    }
}
