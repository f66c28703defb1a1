//! The figures of a part of the items.
use std::collections::BTreeMap;

use super::{
    AtTarget, Calibration, Completeness, CurvePoint, Evidence, Part, ReliabilityBin, Selective, Settings,
};
use crate::metrics::bootstrap::interval;
use crate::metrics::calibration::{Answered, bins, expected_error};
use crate::metrics::completeness::Errors;
use crate::metrics::confusion::macro_f1;
use crate::metrics::counts::Counts;
use crate::metrics::figure::Figure;
use crate::metrics::proportion::upper_bound;
use crate::metrics::selective::{answers_needed, area, at_target, curve};
use crate::metrics::{real, rounded};
use crate::outcome::{Outcome, Task};

/// Points of a curve that are kept.
const MOST_POINTS: usize = 200;

/// Items of some cases, from which figures are drawn.
struct Sample<'a> {
    /// All items.
    items: &'a [&'a Outcome],
    /// The same, case by case.
    cases: Vec<Vec<&'a Outcome>>,
    settings: &'a Settings,
}

impl<'a> Sample<'a> {
    fn new(items: &'a [&'a Outcome], settings: &'a Settings) -> Self {
        let mut cases: BTreeMap<&str, Vec<&'a Outcome>> = BTreeMap::new();
        for item in items {
            cases.entry(&item.case).or_default().push(item);
        }
        Self {
            items,
            cases: cases.into_values().collect(),
            settings,
        }
    }

    fn share(&self, successes: usize, n: usize) -> Figure {
        Figure::proportion(successes, n, self.settings.minimum_n)
    }

    fn count(&self, is_counted: impl Fn(&Outcome) -> bool) -> usize {
        self.items.iter().filter(|item| is_counted(item)).count()
    }

    /// A figure with an interval over cases; it rests on `n` items.
    fn resampled(&self, n: usize, statistic: impl Fn(&[&Outcome]) -> Option<f64>) -> Figure {
        let resampling = self.settings.resampling();
        let again = || {
            interval(
                &self.cases,
                |drawn| statistic(&drawn.iter().map(|item| **item).collect::<Vec<&Outcome>>()),
                resampling,
            )
        };
        Figure::resampled(statistic(self.items), again, n, self.settings.minimum_n)
    }
}

pub(super) fn figures(
    task: Task,
    service: Option<&str>,
    channel: Option<&str>,
    items: &[&Outcome],
    settings: &Settings,
) -> Part {
    let sample = Sample::new(items, settings);
    let counts = counts(items);
    let nothing_to_tell = sample.count(|item| item.truth.is_none());
    let mut abstentions: BTreeMap<String, usize> = BTreeMap::new();
    for reason in items.iter().filter_map(|item| item.abstention.as_ref()) {
        *abstentions.entry(reason.clone()).or_default() += 1;
    }
    Part {
        service: service.map(str::to_owned),
        channel: channel.map(str::to_owned),
        n: items.len(),
        cases: sample.cases.len(),
        exact_match: sample.share(sample.count(Outcome::is_right), items.len()),
        precision: sample.share(counts.true_positives, counts.suggested()),
        recall: sample.share(counts.true_positives, counts.present()),
        f1: sample.resampled(askable(items), |items| self::counts(items).f1()),
        macro_f1: (task != Task::Field).then(|| sample.resampled(askable(items), mean_f1)),
        answered: sample.share(counts.suggested(), askable(items)),
        rightly_silent: sample.share(
            sample.count(|item| item.truth.is_none() && item.suggested.is_none()),
            nothing_to_tell,
        ),
        abstentions,
        calibration: calibration(&sample),
        selective: selective(&sample, settings.target_of(task)),
        evidence: (task == Task::Field).then(|| evidence(&sample)),
        completeness: (task == Task::Requirement).then(|| completeness(&sample)),
    }
}

fn counts(items: &[&Outcome]) -> Counts {
    let mut counts = Counts::default();
    for item in items {
        counts.add(item.truth.as_deref(), item.suggested.as_deref(), item.is_right());
    }
    counts
}

fn mean_f1(items: &[&Outcome]) -> Option<f64> {
    macro_f1(
        items
            .iter()
            .map(|item| (item.truth.as_deref(), item.suggested.as_deref())),
    )
}

/// Items with something to tell, or something told.
fn askable(items: &[&Outcome]) -> usize {
    let is_askable = |item: &&&Outcome| item.truth.is_some() || item.suggested.is_some();
    items.iter().filter(is_askable).count()
}

/// Answers with a probability.
fn answers(items: &[&Outcome]) -> Vec<Answered> {
    let answered = items.iter().filter(|item| item.suggested.is_some());
    answered
        .filter_map(|item| {
            Some(Answered {
                probability: item.probability?,
                is_right: item.is_right(),
            })
        })
        .collect()
}

fn calibration(sample: &Sample<'_>) -> Calibration {
    let count = sample.settings.bins.max(1);
    let minimum_n = sample.settings.minimum_n;
    let all = answers(sample.items);
    let error = |items: &[&Outcome]| expected_error(&bins(&answers(items), count));
    let reliability = bins(&all, count)
        .into_iter()
        .map(|bin| ReliabilityBin {
            from: rounded(bin.from),
            to: rounded(bin.to),
            mean_probability: bin.mean_probability().filter(|_| bin.n >= minimum_n).map(rounded),
            accuracy: sample.share(bin.right, bin.n),
        })
        .collect();
    Calibration {
        ece: sample.resampled(all.len(), error),
        reliability,
    }
}

fn selective(sample: &Sample<'_>, target: f64) -> Selective {
    let Settings {
        minimum_n,
        confidence,
        ..
    } = *sample.settings;
    let all = answers(sample.items);
    let askable = askable(sample.items);
    let points = curve(&all);
    let shown: Vec<_> = points
        .iter()
        .filter(|point| point.answered >= minimum_n.max(1))
        .collect();
    let step = shown.len().div_ceil(MOST_POINTS).max(1);
    let is_kept = |position: usize| position.is_multiple_of(step) || position + 1 == shown.len();
    let reached = at_target(&points, target, confidence).filter(|found| found.point.answered >= minimum_n);
    Selective {
        aurc: sample.resampled(all.len(), |items| area(&curve(&answers(items)))),
        curve: shown
            .iter()
            .enumerate()
            .filter(|(position, _)| is_kept(*position))
            .map(|(_, point)| CurvePoint {
                threshold: rounded(point.threshold),
                coverage: rounded(real(point.answered) / real(askable)),
                risk: sample.share(point.answered - point.right, point.answered),
            })
            .collect(),
        at_target: AtTarget {
            target,
            confidence,
            answers_needed: answers_needed(target, confidence),
            is_reached: reached.is_some(),
            threshold: reached.map(|found| rounded(found.point.threshold)),
            bound: reached.map(|found| rounded(found.bound)),
            coverage: match reached {
                Some(found) => sample.share(found.point.answered, askable),
                None => Figure {
                    value: None,
                    low: None,
                    high: None,
                    n: askable,
                },
            },
        },
    }
}

fn evidence(sample: &Sample<'_>) -> Evidence {
    let overlaps =
        |items: &[&Outcome]| -> Vec<f64> { items.iter().filter_map(|item| item.overlap).collect() };
    let all = overlaps(sample.items);
    let mean = |items: &[&Outcome]| {
        let found = overlaps(items);
        (!found.is_empty()).then(|| found.iter().sum::<f64>() / real(found.len()))
    };
    let half = all.iter().filter(|overlap| **overlap >= 0.5).count();
    let touching = all.iter().filter(|overlap| **overlap > 0.0).count();
    Evidence {
        mean_overlap: sample.resampled(all.len(), mean),
        half_or_more: sample.share(half, all.len()),
        touching: sample.share(touching, all.len()),
    }
}

fn completeness(sample: &Sample<'_>) -> Completeness {
    let Settings {
        minimum_n,
        confidence,
        weights,
        ..
    } = *sample.settings;
    let errors = |items: &[&Outcome]| {
        Errors::of(
            items
                .iter()
                .filter_map(|item| Some((item.truth.as_deref()?, item.suggested.as_deref()))),
        )
    };
    let all = errors(sample.items);
    let bound = upper_bound(all.false_present, all.not_present, confidence);
    Completeness {
        cost: sample.resampled(all.n, |items| errors(items).cost(weights)),
        false_present: sample.share(all.false_present, all.not_present),
        false_present_bound: (all.not_present >= minimum_n.max(1)).then(|| rounded(bound)),
        overlooked: sample.share(all.overlooked, all.missing),
        false_missing: sample.share(all.false_missing, all.not_missing),
    }
}
