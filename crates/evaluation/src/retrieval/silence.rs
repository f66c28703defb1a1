//! Whether a search notices that the regulations have no answer: a threshold for the best score, chosen on one half of
//! the questions and told on the other.
use serde::Serialize;

use super::questions::{Question, QuestionSet, Split};
use super::{Hit, Run, Settings, is_answered, rights};
use crate::metrics::figure::Figure;
use crate::metrics::{real, rounded};

/// A threshold and what it does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NoAnswer {
    /// A search speaks if its best score is above this one; absent with too few questions to choose by.
    pub threshold: Option<f64>,
    /// On the half that it was chosen on.
    pub tune: Separation,
    /// On the other half.
    pub test: Separation,
}

/// What a threshold does to some questions; without one every search with hits speaks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Separation {
    /// Of questions without an answer, the share that gets one nevertheless.
    pub false_answers: Figure,
    /// Of questions with an answer, the share for which the search speaks.
    pub kept: Figure,
    /// Of questions with an answer, the share for which it speaks and a right norm is among the first five.
    pub kept_right: Figure,
}

/// `None` without questions that have no answer, or if scores do not compare.
pub(super) fn judge(set: &QuestionSet, run: &Run, settings: &Settings) -> Option<NoAnswer> {
    if !run.is_absolute || set.questions.iter().all(|question| !question.gold.is_empty()) {
        return None;
    }
    let of_half = |split: Split| -> Vec<(&Question, &[Hit])> {
        let pairs = set.questions.iter().zip(run.hits.iter().map(Vec::as_slice));
        pairs.filter(|(question, _)| question.split == split).collect()
    };
    let tune = of_half(Split::Tune);
    let threshold = choose(&tune, settings);
    Some(NoAnswer {
        threshold: threshold.map(rounded),
        tune: separate(&tune, threshold, settings),
        test: separate(&of_half(Split::Test), threshold, settings),
    })
}

fn best(hits: &[Hit]) -> Option<f64> {
    hits.iter().map(|hit| hit.score).max_by(f64::total_cmp)
}

/// The lowest threshold at which no more than the wanted share of questions without an answer get one.
fn choose(pairs: &[(&Question, &[Hit])], settings: &Settings) -> Option<f64> {
    let silent = pairs.iter().filter(|(question, _)| question.gold.is_empty());
    let mut scores: Vec<f64> = silent
        .map(|(_, hits)| best(hits).unwrap_or(f64::NEG_INFINITY))
        .collect();
    if scores.is_empty() || scores.len() < settings.minimum_n {
        return None;
    }
    scores.sort_by(|left, right| right.total_cmp(left));
    let may_speak = (1..=scores.len())
        .take_while(|count| real(*count) <= settings.false_answers * real(scores.len()))
        .count();
    // What equals the first score that must not speak is silent too.
    scores.get(may_speak).copied().filter(|score| score.is_finite())
}

fn separate(pairs: &[(&Question, &[Hit])], threshold: Option<f64>, settings: &Settings) -> Separation {
    let speaks =
        |hits: &[Hit]| best(hits).is_some_and(|score| threshold.is_none_or(|threshold| score > threshold));
    let (silent, answerable): (Vec<_>, Vec<_>) = pairs
        .iter()
        .copied()
        .partition(|(question, _)| question.gold.is_empty());
    let spoken = |pairs: &[(&Question, &[Hit])]| pairs.iter().filter(|(_, hits)| speaks(hits)).count();
    let right = answerable
        .iter()
        .filter(|(question, hits)| speaks(hits) && is_answered(&rights(question, hits)))
        .count();
    let figure = |count: usize, n: usize| Figure::proportion(count, n, settings.minimum_n);
    Separation {
        false_answers: figure(spoken(&silent), silent.len()),
        kept: figure(spoken(&answerable), answerable.len()),
        kept_right: figure(right, answerable.len()),
    }
}
