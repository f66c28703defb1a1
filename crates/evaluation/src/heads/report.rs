//! What a calibrated head is worth on the side `test`: the figures that stand beside it.
use std::collections::BTreeMap;

use serde::Serialize;

use super::Scored;
use super::calibrate::{Calibrated, Operating};
use crate::metrics::bootstrap::{Resampling, interval};
use crate::metrics::calibration::{Answered, bins, expected_error};
use crate::metrics::confusion::macro_f1;
use crate::metrics::figure::Figure;
use crate::metrics::proportion::lower_bound;
use crate::metrics::{real, rounded};

/// What is asked of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// The share of right answers that the thresholds were chosen for.
    pub target: f64,
    /// Of the one-sided bounds.
    pub confidence: f64,
    /// Items below which there is no figure.
    pub minimum_n: usize,
    /// Bins of the expected calibration error.
    pub bins: usize,
    /// Seed of the draws for intervals.
    pub seed: u64,
    /// How often is drawn.
    pub resamples: u32,
}

/// The figures of a head.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeadReport {
    /// Shape of this file; members are only added.
    pub format: u32,
    /// Task and version of the head.
    pub head: String,
    /// What was asked.
    pub settings: Settings,
    /// Over everything.
    pub overall: Part,
    /// By channel, as the program sees it.
    pub channels: BTreeMap<String, Part>,
    /// By true label.
    pub labels: Vec<LabelPart>,
    /// What was taken for what, most frequent first, before any threshold.
    pub confusions: Vec<Confused>,
    /// Items whose class the head did not learn: rules decide about them, they are in no figure.
    pub left_to_rules: usize,
}

/// Figures of some items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The likeliest label is the true one, "none of these" included.
    pub accuracy: Figure,
    /// Mean over labels of the F1 of the likeliest label.
    pub macro_f1: Figure,
    /// Expected calibration error of the likeliest label.
    pub calibration_error: Figure,
    /// The share of items with a known label about which something is said at the threshold.
    pub coverage: Figure,
    /// The share of right ones among everything that is said at the threshold.
    pub right_when_answered: Figure,
    /// Its one-sided lower bound (Clopper, Pearson 1934); absent if too little is said.
    pub right_at_least: Option<f64>,
    /// The share of items of no known label about which nothing is said.
    pub silent_on_unknown: Figure,
    /// The share of items with a known label whose label is not ruled out.
    pub truth_left_open: Figure,
    /// How many labels are not ruled out of an item about which nothing is said, on average; absent where nothing is
    /// ruled out.
    pub labels_left_open: Option<f64>,
}

/// Figures of one true label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LabelPart {
    /// The label.
    pub label: String,
    /// Items.
    pub n: usize,
    /// The likeliest label was the true one.
    pub right: usize,
    /// Named rightly at the threshold.
    pub answered_right: usize,
    /// Named wrongly at the threshold.
    pub answered_wrong: usize,
}

/// A pair of labels that was confused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confused {
    /// The true label.
    pub truth: String,
    /// The likeliest label.
    pub taken_for: String,
    /// How often.
    pub n: usize,
}

/// One item at its operating point.
struct Judged<'a> {
    case: &'a str,
    truth: usize,
    likeliest: usize,
    probability: f64,
    said: Option<usize>,
    is_unknown: bool,
    /// Known labels that are not ruled out; `None` where nothing is.
    open: Option<Vec<usize>>,
}

impl<'a> Judged<'a> {
    fn of(item: &'a Scored, operating: &Operating) -> Self {
        let (likeliest, probability) = item.likeliest(operating.temperature);
        let reaches = |(_, probability): &(usize, f64)| {
            operating
                .threshold
                .is_some_and(|threshold| *probability >= threshold)
        };
        Self {
            case: &item.case,
            truth: item.truth,
            likeliest,
            probability,
            said: item
                .answer(operating.temperature)
                .filter(reaches)
                .map(|(label, _)| label),
            is_unknown: item.is_unknown(),
            open: operating.possible_from.map(|least| {
                let mut probabilities = item.probabilities(operating.temperature);
                probabilities.pop();
                let likely = probabilities
                    .iter()
                    .enumerate()
                    .filter(|(_, probability)| **probability >= least);
                likely.map(|(label, _)| label).collect()
            }),
        }
    }
}

impl HeadReport {
    /// Judges items that neither training nor calibration saw.
    pub fn of(
        head: String,
        labels: &[String],
        items: &[Scored],
        calibrated: &Calibrated,
        settings: Settings,
        left_to_rules: usize,
    ) -> Self {
        let mut by_channel: BTreeMap<&str, Vec<Judged<'_>>> = BTreeMap::new();
        let mut all = Vec::new();
        for item in items {
            let operating = calibrated.of(&item.channel);
            all.push(Judged::of(item, operating));
            by_channel
                .entry(&item.channel)
                .or_default()
                .push(Judged::of(item, operating));
        }
        Self {
            format: 1,
            head,
            settings,
            overall: part(&all, labels, &settings),
            channels: by_channel
                .into_iter()
                .map(|(channel, items)| (channel.to_owned(), part(&items, labels, &settings)))
                .collect(),
            labels: by_label(&all, labels),
            confusions: confusions(&all, labels),
            left_to_rules,
        }
    }
}

fn part(items: &[Judged<'_>], labels: &[String], settings: &Settings) -> Part {
    let n = items.len();
    let minimum = settings.minimum_n;
    let count = |is: &dyn Fn(&&Judged<'_>) -> bool| items.iter().filter(is).count();
    let known = count(&|item| !item.is_unknown);
    let answered = count(&|item| item.said.is_some());
    let right = count(&|item| item.said == Some(item.truth));
    let mut cases: BTreeMap<&str, Vec<&Judged<'_>>> = BTreeMap::new();
    for item in items {
        cases.entry(item.case).or_default().push(item);
    }
    let cases: Vec<Vec<&Judged<'_>>> = cases.into_values().collect();
    let resampling = Resampling {
        seed: settings.seed,
        resamples: settings.resamples,
    };
    let resampled = |statistic: &dyn Fn(&[&&Judged<'_>]) -> Option<f64>| {
        let everything: Vec<&&Judged<'_>> = cases.iter().flatten().collect();
        let value = statistic(&everything);
        Figure::resampled(value, || interval(&cases, statistic, resampling), n, minimum)
    };
    Part {
        accuracy: Figure::proportion(count(&|item| item.likeliest == item.truth), n, minimum),
        macro_f1: resampled(&|items| {
            let label = |place: usize| labels.get(place).map(String::as_str);
            macro_f1(
                items
                    .iter()
                    .map(|item| (label(item.truth), label(item.likeliest))),
            )
        }),
        calibration_error: resampled(&|items| {
            let answers: Vec<Answered> = items
                .iter()
                .map(|item| Answered {
                    probability: item.probability,
                    is_right: item.likeliest == item.truth,
                })
                .collect();
            expected_error(&bins(&answers, settings.bins))
        }),
        coverage: Figure::proportion(
            count(&|item| !item.is_unknown && item.said.is_some()),
            known,
            minimum,
        ),
        right_when_answered: Figure::proportion(right, answered, minimum),
        right_at_least: (answered >= minimum.max(1))
            .then(|| rounded(lower_bound(right, answered, settings.confidence))),
        silent_on_unknown: Figure::proportion(
            count(&|item| item.is_unknown && item.said.is_none()),
            n - known,
            minimum,
        ),
        truth_left_open: Figure::proportion(
            count(&|item| {
                let is_open = |open: &Vec<usize>| open.contains(&item.truth);
                !item.is_unknown && item.open.as_ref().is_none_or(is_open)
            }),
            known,
            minimum,
        ),
        labels_left_open: labels_left_open(items),
    }
}

/// Items about which something is said need no list of what they may be.
fn labels_left_open(items: &[Judged<'_>]) -> Option<f64> {
    let silent = items.iter().filter(|item| item.said.is_none());
    let open: Vec<usize> = silent
        .filter_map(|item| item.open.as_ref().map(Vec::len))
        .collect();
    (!open.is_empty()).then(|| rounded(real(open.iter().sum()) / real(open.len())))
}

fn by_label(items: &[Judged<'_>], labels: &[String]) -> Vec<LabelPart> {
    let part = |(place, label): (usize, &String)| {
        let own: Vec<&Judged<'_>> = items.iter().filter(|item| item.truth == place).collect();
        let right = own.iter().filter(|item| item.likeliest == place).count();
        let answered = own.iter().filter(|item| item.said.is_some()).count();
        let answered_right = own.iter().filter(|item| item.said == Some(place)).count();
        LabelPart {
            label: label.clone(),
            n: own.len(),
            right,
            answered_right,
            answered_wrong: answered - answered_right,
        }
    };
    labels.iter().enumerate().map(part).collect()
}

fn confusions(items: &[Judged<'_>], labels: &[String]) -> Vec<Confused> {
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for item in items.iter().filter(|item| item.likeliest != item.truth) {
        *counts.entry((item.truth, item.likeliest)).or_default() += 1;
    }
    let name = |place: usize| labels.get(place).cloned().unwrap_or_default();
    let mut confused: Vec<Confused> = counts
        .into_iter()
        .map(|((truth, taken_for), n)| Confused {
            truth: name(truth),
            taken_for: name(taken_for),
            n,
        })
        .collect();
    // Stable: equal counts stay in the order of labels.
    confused.sort_by_key(|pair| std::cmp::Reverse(pair.n));
    confused
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heads::calibrate;

    const SETTINGS: Settings = Settings {
        target: 0.9,
        confidence: 0.95,
        minimum_n: 1,
        bins: 10,
        seed: 1,
        resamples: 50,
    };

    fn item(case: usize, truth: usize, logits: [f32; 3]) -> Scored {
        Scored {
            case: case.to_string(),
            channel: "form".to_owned(),
            truth,
            logits: logits.to_vec(),
            may_name: vec![true, true, false],
        }
    }

    fn report(items: &[Scored]) -> HeadReport {
        let operating = Operating {
            temperature: 1.0,
            threshold: Some(0.9),
            possible_from: Some(0.1),
            n: 0,
            answered: 0,
            right: 0,
        };
        let calibrated = Calibrated {
            pooled: operating,
            channels: BTreeMap::new(),
        };
        let labels = ["a", "b", "none"].map(str::to_owned);
        HeadReport::of("kind@0".to_owned(), &labels, items, &calibrated, SETTINGS, 2)
    }

    #[test]
    fn five_items_by_hand() {
        // Sure and right, sure and wrong, unsure and right, unknown and silent, unknown and called `a`.
        let items = [
            item(1, 0, [9.0, 0.0, 0.0]),
            item(1, 0, [0.0, 9.0, 0.0]),
            item(2, 1, [0.0, 1.0, 0.0]),
            item(3, 2, [0.0, 0.0, 9.0]),
            item(3, 2, [9.0, 0.0, 0.0]),
        ];
        let report = report(&items);
        let overall = &report.overall;
        assert_eq!(overall.accuracy.value, Some(0.6));
        assert_eq!(
            (overall.coverage.value, overall.coverage.n),
            (Some(rounded(2.0 / 3.0)), 3)
        );
        assert_eq!(overall.right_when_answered.value, Some(rounded(1.0 / 3.0)));
        assert_eq!(
            (overall.silent_on_unknown.value, overall.silent_on_unknown.n),
            (Some(0.5), 2)
        );
        // a: 1 right, 1 missed, 1 too many: 1/2. b: 1 right, 1 too many: 2/3. none: 1 right, 1 missed: 2/3.
        // Of three known ones that which is sure and wrong has its true label ruled out at 0.1.
        assert_eq!(overall.truth_left_open.value, Some(rounded(2.0 / 3.0)));
        let expected = rounded((0.5 + 2.0 / 3.0 + 2.0 / 3.0) / 3.0);
        assert_eq!(overall.macro_f1.value, Some(expected));
        let pairs: Vec<(&str, &str, usize)> = report
            .confusions
            .iter()
            .map(|pair| (pair.truth.as_str(), pair.taken_for.as_str(), pair.n))
            .collect();
        assert_eq!(pairs, [("a", "b", 1), ("none", "a", 1)]);
        assert_eq!(report.labels[0].answered_wrong, 1);
        assert_eq!((report.left_to_rules, report.channels.len()), (2, 1));
    }

    #[test]
    fn a_head_without_a_threshold_is_silent() {
        let items: Vec<Scored> = (0..10).map(|case| item(case, 0, [9.0, 0.0, 0.0])).collect();
        let settings = calibrate::Settings::default();
        let calibrated = calibrate::calibrate(&items, &settings);
        let labels = ["a", "b", "none"].map(str::to_owned);
        let report = HeadReport::of("kind@0".to_owned(), &labels, &items, &calibrated, SETTINGS, 0);
        assert_eq!(report.overall.coverage.value, Some(0.0));
        assert_eq!(report.overall.right_at_least, None);
    }
}
