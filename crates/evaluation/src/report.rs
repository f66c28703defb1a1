//! The figures of a run: for each task over all cases, by service, by channel, and by both.
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::metrics::bootstrap::Resampling;
use crate::metrics::completeness::Weights;
use crate::metrics::confusion::Confusion;
use crate::metrics::figure::Figure;
use crate::outcome::{Outcome, Task};

mod part;

/// What is asked of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// Items below which there is no figure.
    pub minimum_n: usize,
    /// The share of right answers that a threshold has to keep: fields, kinds and services.
    pub target: f64,
    /// The same for the states of requirements.
    pub target_of_requirements: f64,
    /// Of the one-sided bounds.
    pub confidence: f64,
    /// What errors about requirements cost.
    pub weights: Weights,
    /// Bins of the reliability diagram.
    pub bins: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// How often is drawn.
    pub resamples: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            minimum_n: 30,
            target: 0.99,
            target_of_requirements: 0.995,
            confidence: 0.95,
            weights: Weights::default(),
            bins: 10,
            seed: 4,
            resamples: 1000,
        }
    }
}

impl Settings {
    pub(crate) fn resampling(&self) -> Resampling {
        Resampling {
            seed: self.seed,
            resamples: self.resamples,
        }
    }

    pub(crate) fn target_of(&self, task: Task) -> f64 {
        match task {
            Task::Field | Task::Kind | Task::Service => self.target,
            Task::Requirement => self.target_of_requirements,
        }
    }
}

/// What made the suggestions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MadeWith {
    /// Version of the program.
    pub program: String,
    /// Name and digest of the encoder, `none` without one.
    pub encoder: String,
    /// Content hash of the blueprint.
    pub blueprint: String,
    /// Versions of the instructions.
    pub prompt: String,
    /// Trained heads that were at work: task and version.
    pub heads: Vec<String>,
    /// Whether pages that are pictures could be recognised.
    pub reads_scans: bool,
}

/// What is different each time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Measured {
    /// When, as an instant in UTC.
    pub made_at: String,
    /// Where the cases lie, seen from the folder that holds that of the report, with `/` between the parts; absent where
    /// they lie outside of it.
    pub cases_folder: Option<String>,
    /// Milliseconds for reading the files of a case: median and 95th percentile.
    pub read_ms: Spread,
    /// Milliseconds for the suggestions of a case.
    pub assess_ms: Spread,
    /// The most memory that the program had at once, in MiB, without the processes that read documents; absent where
    /// the system does not say it.
    pub peak_memory_mib: Option<u64>,
}

/// Median and 95th percentile; absent below the minimum of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// Median.
    pub median: Option<u64>,
    /// 95th percentile: the nearest measured value from above.
    pub p95: Option<u64>,
    /// Cases.
    pub n: usize,
}

impl Spread {
    /// Of measured values.
    pub fn of(mut values: Vec<u64>, minimum_n: usize) -> Self {
        values.sort_unstable();
        let n = values.len();
        let at = |percent: usize| {
            let position = (n * percent).div_ceil(100).saturating_sub(1);
            values.get(position).copied().filter(|_| n >= minimum_n)
        };
        Self {
            median: at(50),
            p95: at(95),
            n,
        }
    }
}

/// A report. Members are only added; `measured` alone differs between two runs over the same cases.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Version of this shape.
    pub format: u32,
    /// What made the suggestions.
    pub made_with: MadeWith,
    /// What was asked for.
    pub settings: Settings,
    /// Cases.
    pub cases: usize,
    /// Suggested values for fields of which the truth says nothing: counted nowhere.
    pub unjudged: usize,
    /// One entry for each task that has items.
    pub tasks: Vec<TaskReport>,
    /// What is different each time.
    pub measured: Measured,
}

/// The figures of one task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskReport {
    /// The task.
    pub task: Task,
    /// Over all cases first, then by service, by channel, and by both.
    pub parts: Vec<Part>,
    /// What was taken for what, over all cases; absent for fields.
    pub confusion: Option<Confusion>,
}

/// The figures of a part of the items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The service, if only its items count.
    pub service: Option<String>,
    /// The channel, if only its items count.
    pub channel: Option<String>,
    /// Items.
    pub n: usize,
    /// Cases that they come from.
    pub cases: usize,
    /// The share of items that are exactly right, rightful silence included.
    pub exact_match: Figure,
    /// Of what was suggested, the share that is right.
    pub precision: Figure,
    /// Of what was there, the share that was suggested as it is.
    pub recall: Figure,
    /// The harmonic mean of both over all items.
    pub f1: Figure,
    /// The mean of F1 over the labels; absent for fields.
    pub macro_f1: Option<Figure>,
    /// The share of items with something to tell, or something told, that got an answer.
    pub answered: Figure,
    /// Of items with nothing to tell, the share without an answer.
    pub rightly_silent: Figure,
    /// Silences by reason.
    pub abstentions: BTreeMap<String, usize>,
    /// Whether probabilities can be trusted.
    pub calibration: Calibration,
    /// What silence gains.
    pub selective: Selective,
    /// Whether evidence points at the right place; for fields alone.
    pub evidence: Option<Evidence>,
    /// Errors about requirements; for these alone.
    pub completeness: Option<Completeness>,
}

/// Whether probabilities can be trusted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// The expected calibration error.
    pub ece: Figure,
    /// The reliability diagram.
    pub reliability: Vec<ReliabilityBin>,
}

/// Answers of about the same probability.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReliabilityBin {
    /// Probabilities above this one.
    pub from: f64,
    /// Up to this one.
    pub to: f64,
    /// Their mean; absent below the minimum.
    pub mean_probability: Option<f64>,
    /// The share that is right.
    pub accuracy: Figure,
}

/// What silence gains.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Selective {
    /// The area under the risk-coverage curve.
    pub aurc: Figure,
    /// The curve, surest answers first; only points with the minimum of answers, at most 200 of them.
    pub curve: Vec<CurvePoint>,
    /// How many may speak for the target.
    pub at_target: AtTarget,
}

/// A point of the risk-coverage curve.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurvePoint {
    /// The least probability that speaks.
    pub threshold: f64,
    /// The share of items that get an answer.
    pub coverage: f64,
    /// The share of errors among these answers, its interval, and the answers.
    pub risk: Figure,
}

/// How many may speak so that the target holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtTarget {
    /// The share of right answers that is to hold.
    pub target: f64,
    /// Of the bound, one-sided.
    pub confidence: f64,
    /// Answers without an error that it takes at least.
    pub answers_needed: f64,
    /// Whether there is a threshold for which the bound reaches the target.
    pub is_reached: bool,
    /// The least probability that speaks; absent if the target is not reached.
    pub threshold: Option<f64>,
    /// The lower bound of right answers.
    pub bound: Option<f64>,
    /// The share of items that get an answer then, and the items; absent if the target is not reached.
    pub coverage: Figure,
}

/// Whether evidence points at the right place: of right values whose place is known.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The mean overlap (intersection over union) with the true place.
    pub mean_overlap: Figure,
    /// The share with an overlap of a half or more.
    pub half_or_more: Figure,
    /// The share that touches the true place at all.
    pub touching: Figure,
}

/// Errors about requirements.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Completeness {
    /// The mean cost of a requirement, in units of the weights.
    pub cost: Figure,
    /// Of those that are not present, the share called present.
    pub false_present: Figure,
    /// The one-sided upper bound of this share; absent below the minimum.
    pub false_present_bound: Option<f64>,
    /// Of those that are missing, the share called not required.
    pub overlooked: Figure,
    /// Of those that are not missing, the share called missing.
    pub false_missing: Figure,
}

impl Report {
    /// The figures of a run.
    pub fn of(outcomes: &[Outcome], made_with: MadeWith, settings: Settings, measured: Measured) -> Self {
        let cases: BTreeSet<&str> = outcomes.iter().map(|outcome| outcome.case.as_str()).collect();
        let tasks = Task::ALL.into_iter().filter_map(|task| {
            let items: Vec<&Outcome> = outcomes
                .iter()
                .filter(|outcome| outcome.task == task && outcome.is_judged())
                .collect();
            (!items.is_empty()).then(|| task_report(task, &items, &settings))
        });
        Self {
            format: 1,
            tasks: tasks.collect(),
            made_with,
            settings,
            cases: cases.len(),
            unjudged: outcomes.iter().filter(|outcome| !outcome.is_judged()).count(),
            measured,
        }
    }

    /// The figures of a task over all cases.
    pub fn overall(&self, task: Task) -> Option<&Part> {
        self.tasks
            .iter()
            .find(|report| report.task == task)?
            .parts
            .first()
    }
}

fn task_report(task: Task, items: &[&Outcome], settings: &Settings) -> TaskReport {
    let services = words(items, |item| &item.service);
    let channels = words(items, |item| &item.channel);
    let mut choices: Vec<(Option<&str>, Option<&str>)> = vec![(None, None)];
    choices.extend(services.iter().map(|service| (Some(*service), None)));
    choices.extend(channels.iter().map(|channel| (None, Some(*channel))));
    for service in &services {
        choices.extend(channels.iter().map(|channel| (Some(*service), Some(*channel))));
    }
    let parts = choices.into_iter().filter_map(|(service, channel)| {
        let is_meant = |outcome: &&Outcome| {
            service.is_none_or(|service| outcome.service == service)
                && channel.is_none_or(|channel| outcome.channel == channel)
        };
        let chosen: Vec<&Outcome> = items.iter().copied().filter(is_meant).collect();
        (!chosen.is_empty()).then(|| part::figures(task, service, channel, &chosen, settings))
    });
    let pairs = items
        .iter()
        .map(|item| (item.truth.as_deref(), item.suggested.as_deref()));
    TaskReport {
        task,
        parts: parts.collect(),
        confusion: (task != Task::Field).then(|| Confusion::of(pairs)),
    }
}

fn words<'a>(items: &[&'a Outcome], word: fn(&'a Outcome) -> &'a str) -> BTreeSet<&'a str> {
    items.iter().map(|item| word(item)).collect()
}

#[cfg(test)]
mod tests;
