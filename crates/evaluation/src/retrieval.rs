//! What searches for regulations are worth: for each way of searching how early the right norm stands, whether one way
//! is better than another on the same questions, and whether silence is told from an answer.
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::metrics::bootstrap::{self, Resampling};
use crate::metrics::figure::Figure;
use crate::metrics::permutation;
use crate::metrics::ranking::{discounted_gain, first_rank, reciprocal_rank};
use crate::metrics::{mcnemar, real, rounded};
use crate::report::Spread;
use questions::{Question, QuestionSet, Split, Unit};
use silence::NoAnswer;

pub mod questions;
pub mod silence;

/// Entries that MRR and nDCG look at.
pub const DEPTH: usize = 10;

/// Entries within which a question counts as answered.
pub const ANSWERED_WITHIN: usize = 5;

/// Depths of recall.
const RECALL_AT: [usize; 4] = [1, 3, ANSWERED_WITHIN, DEPTH];

/// What is asked of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// Questions below which there is no figure.
    pub minimum_n: usize,
    /// The share of questions without an answer that may get one.
    pub false_answers: f64,
    /// Seed of the draws.
    pub seed: u64,
    /// How often is drawn.
    pub resamples: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            minimum_n: 30,
            false_answers: 0.1,
            seed: 4,
            resamples: 1000,
        }
    }
}

impl Settings {
    fn resampling(&self) -> Resampling {
        Resampling {
            seed: self.seed,
            resamples: self.resamples,
        }
    }
}

/// What searched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MadeWith {
    /// Version of the program.
    pub program: String,
    /// Name and digest of the encoder, `none` without one.
    pub encoder: String,
    /// Version of its instruction.
    pub prompt: String,
    /// Passages of the index.
    pub passages: usize,
    /// How the program searches unless told otherwise.
    pub default_mode: String,
}

/// One passage of a list of hits.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The norm or file that it belongs to, written like the gold of the questions.
    pub unit: String,
    /// As the search says it.
    pub score: f64,
}

/// What one way of searching found.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its name.
    pub mode: String,
    /// Whether its scores mean the same for every question, so that a threshold can divide them.
    pub is_absolute: bool,
    /// Passages best first, for each question.
    pub hits: Vec<Vec<Hit>>,
    /// Microseconds, for each question.
    pub micros: Vec<u64>,
}

/// A report. Members are only added; `measured` alone differs between two runs over the same index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Version of this shape.
    pub format: u32,
    /// What searched.
    pub made_with: MadeWith,
    /// What was asked for.
    pub settings: Settings,
    /// What had to be found.
    pub unit: Unit,
    /// Questions with an answer.
    pub answerable: usize,
    /// Questions without one.
    pub unanswerable: usize,
    /// One entry for each way of searching.
    pub modes: Vec<ModeReport>,
    /// Every way against words alone.
    pub paired: Vec<PairedModes>,
    /// What is different each time.
    pub measured: Measured,
}

/// What is different each time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Measured {
    /// When, as an instant in UTC.
    pub made_at: String,
    /// Microseconds for each question by way of searching, the question's vector included: median and 95th percentile.
    pub query_micros: BTreeMap<String, Spread>,
}

/// The figures of one way of searching.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModeReport {
    /// Its name.
    pub mode: String,
    /// All questions with an answer first, then by split, by wording, by topic.
    pub parts: Vec<Part>,
    /// Whether silence is told from an answer; absent without questions that have none, or if scores do not compare.
    pub no_answer: Option<NoAnswer>,
}

/// The figures of some of the questions. Of several norms that answer a question one is enough; further passages of a
/// norm that was listed before take no place, except in `listed_recall`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Only this half.
    pub split: Option<Split>,
    /// Only this wording.
    pub wording: Option<String>,
    /// Only this topic.
    pub topic: Option<String>,
    /// The share of questions with a right norm among the first k.
    pub recall: Vec<RecallAt>,
    /// The share with a right passage among the first five of the list as it is shown.
    pub listed_recall: Figure,
    /// The mean reciprocal rank, 0 below ten.
    pub mrr: Figure,
    /// The mean normalised gain of the first ten; here every right norm counts.
    pub ndcg: Figure,
}

/// Recall at one depth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RecallAt {
    /// The depth.
    pub k: usize,
    /// The share of questions.
    pub figure: Figure,
}

/// Two ways of searching on the same questions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairedModes {
    /// The one.
    pub first: String,
    /// The other.
    pub second: String,
    /// Only this half; all questions without.
    pub split: Option<Split>,
    /// Questions with an answer.
    pub n: usize,
    /// Only the first has a right norm among its first five.
    pub only_first: usize,
    /// Only the second has.
    pub only_second: usize,
    /// Of these two: exact test of `McNemar`, two-sided; absent below the minimum.
    pub recall_p_value: Option<f64>,
    /// How much larger the second's reciprocal rank is in the mean.
    pub mrr_difference: Figure,
    /// Paired randomisation test of the reciprocal ranks, two-sided; absent below the minimum.
    pub mrr_p_value: Option<f64>,
}

/// Whether each entry of a list of distinct units is right.
struct Judged<'a> {
    question: &'a Question,
    is_right: Vec<bool>,
    listed_rank: Option<usize>,
}

impl Judged<'_> {
    fn reciprocal_rank(&self) -> f64 {
        reciprocal_rank(&self.is_right, DEPTH)
    }
}

impl Report {
    /// The figures of runs over the same questions. The first run named `baseline` is what others are held against.
    ///
    /// # Panics
    /// If a run has another number of lists than there are questions.
    pub fn of(
        set: &QuestionSet,
        runs: &[Run],
        baseline: &str,
        made_with: MadeWith,
        settings: Settings,
        made_at: String,
    ) -> Self {
        let judged: Vec<Vec<Judged<'_>>> = runs.iter().map(|run| judge(set, run)).collect();
        let modes = runs.iter().zip(&judged).map(|(run, judged)| ModeReport {
            mode: run.mode.clone(),
            parts: parts(judged, &settings),
            no_answer: silence::judge(set, run, &settings),
        });
        let mut paired = Vec::new();
        if let Some(base) = runs.iter().position(|run| run.mode == baseline) {
            for (other, run) in runs.iter().enumerate().filter(|(other, _)| *other != base) {
                for split in [None, Some(Split::Tune), Some(Split::Test)] {
                    let mut pair = pair(&judged[base], &judged[other], split, &settings);
                    baseline.clone_into(&mut pair.first);
                    pair.second.clone_from(&run.mode);
                    paired.push(pair);
                }
            }
        }
        let query_micros = runs.iter().map(|run| {
            let spread = Spread::of(run.micros.clone(), settings.minimum_n);
            (run.mode.clone(), spread)
        });
        let answerable = set
            .questions
            .iter()
            .filter(|question| !question.gold.is_empty())
            .count();
        Self {
            format: 1,
            made_with,
            settings,
            unit: set.unit,
            answerable,
            unanswerable: set.questions.len() - answerable,
            modes: modes.collect(),
            paired,
            measured: Measured {
                made_at,
                query_micros: query_micros.collect(),
            },
        }
    }
}

/// Holds the lists against the gold; questions without an answer are not ranked.
fn judge<'a>(set: &'a QuestionSet, run: &Run) -> Vec<Judged<'a>> {
    assert_eq!(
        set.questions.len(),
        run.hits.len(),
        "one list of hits for each question"
    );
    let pairs = set.questions.iter().zip(&run.hits);
    pairs
        .filter(|(question, _)| !question.gold.is_empty())
        .map(|(question, hits)| Judged {
            is_right: rights(question, hits),
            listed_rank: hits
                .iter()
                .position(|hit| question.gold.contains(&hit.unit))
                .map(|position| position + 1),
            question,
        })
        .collect()
}

/// Whether each distinct unit of a list is right, best first.
fn rights(question: &Question, hits: &[Hit]) -> Vec<bool> {
    let mut seen = BTreeSet::new();
    hits.iter()
        .filter(|hit| seen.insert(hit.unit.as_str()))
        .map(|hit| question.gold.contains(&hit.unit))
        .collect()
}

/// Whether a right one is among the first five.
fn is_answered(is_right: &[bool]) -> bool {
    first_rank(is_right).is_some_and(|rank| rank <= ANSWERED_WITHIN)
}

fn parts(judged: &[Judged<'_>], settings: &Settings) -> Vec<Part> {
    let words = |word: fn(&Question) -> &str| -> BTreeSet<String> {
        let words = judged.iter().map(|judged| word(judged.question).to_owned());
        words.filter(|word| !word.is_empty()).collect()
    };
    let wordings = words(|question| question.wording.as_str());
    let topics = words(|question| question.topic.as_str());
    let mut choices = vec![
        (None, None, None),
        (Some(Split::Tune), None, None),
        (Some(Split::Test), None, None),
    ];
    choices.extend(wordings.into_iter().map(|wording| (None, Some(wording), None)));
    choices.extend(topics.into_iter().map(|topic| (None, None, Some(topic))));
    let part = |(split, wording, topic): (Option<Split>, Option<String>, Option<String>)| {
        let chosen: Vec<&Judged<'_>> = judged
            .iter()
            .filter(|judged| {
                split.is_none_or(|split| judged.question.split == split)
                    && wording
                        .as_ref()
                        .is_none_or(|word| judged.question.wording == *word)
                    && topic.as_ref().is_none_or(|word| judged.question.topic == *word)
            })
            .collect();
        let recall = RECALL_AT.map(|k| RecallAt {
            k,
            figure: share(&chosen, settings, |judged| {
                first_rank(&judged.is_right).is_some_and(|rank| rank <= k)
            }),
        });
        Part {
            recall: recall.to_vec(),
            listed_recall: share(&chosen, settings, |judged| {
                judged.listed_rank.is_some_and(|rank| rank <= ANSWERED_WITHIN)
            }),
            mrr: mean(&chosen, settings, Judged::reciprocal_rank),
            ndcg: mean(&chosen, settings, |judged| {
                discounted_gain(&judged.is_right, judged.question.gold.len(), DEPTH)
            }),
            split,
            wording,
            topic,
        }
    };
    choices.into_iter().map(part).collect()
}

fn share<'a>(chosen: &[&Judged<'a>], settings: &Settings, is_so: impl Fn(&Judged<'a>) -> bool) -> Figure {
    let successes = chosen.iter().filter(|judged| is_so(judged)).count();
    Figure::proportion(successes, chosen.len(), settings.minimum_n)
}

fn mean<'a>(chosen: &[&Judged<'a>], settings: &Settings, value: impl Fn(&Judged<'a>) -> f64) -> Figure {
    let values: Vec<f64> = chosen.iter().map(|judged| value(judged)).collect();
    mean_figure(&values, settings)
}

/// A mean with its interval: every question is drawn by itself.
fn mean_figure(values: &[f64], settings: &Settings) -> Figure {
    let each: Vec<Vec<f64>> = values.iter().map(|value| vec![*value]).collect();
    let statistic = |drawn: &[&f64]| {
        let sum: f64 = drawn.iter().copied().sum();
        (!drawn.is_empty()).then(|| sum / real(drawn.len()))
    };
    Figure::resampled(
        permutation::mean(values),
        || bootstrap::interval(&each, statistic, settings.resampling()),
        values.len(),
        settings.minimum_n,
    )
}

/// Without the names of the two.
fn pair(
    first: &[Judged<'_>],
    second: &[Judged<'_>],
    split: Option<Split>,
    settings: &Settings,
) -> PairedModes {
    let pairs: Vec<(&Judged<'_>, &Judged<'_>)> = first
        .iter()
        .zip(second)
        .filter(|(one, _)| split.is_none_or(|split| one.question.split == split))
        .collect();
    let count = |of_first: bool| {
        let is_so = |(one, other): &&(&Judged<'_>, &Judged<'_>)| {
            is_answered(&one.is_right) == of_first && is_answered(&other.is_right) != of_first
        };
        pairs.iter().filter(is_so).count()
    };
    let (only_first, only_second) = (count(true), count(false));
    let differences: Vec<f64> = pairs
        .iter()
        .map(|(one, other)| other.reciprocal_rank() - one.reciprocal_rank())
        .collect();
    let is_enough = pairs.len() >= settings.minimum_n;
    PairedModes {
        first: String::new(),
        second: String::new(),
        split,
        n: pairs.len(),
        only_first,
        only_second,
        recall_p_value: is_enough.then(|| rounded(mcnemar::p_value(only_first, only_second))),
        mrr_difference: mean_figure(&differences, settings),
        mrr_p_value: is_enough.then(|| rounded(permutation::p_value(&differences, settings.resampling()))),
    }
}

#[cfg(test)]
mod tests;
