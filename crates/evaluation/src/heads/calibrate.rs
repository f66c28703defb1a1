//! How far the probabilities of a head can be trusted: a temperature, and the threshold that a target asks for.
use std::collections::BTreeMap;

use super::Scored;
use crate::metrics::calibration::Answered;
use crate::metrics::proportion::reaches;
use crate::metrics::real;
use crate::metrics::selective::{at_target, curve};

/// The range in which a temperature is sought. Not below a half: without an error among the items the likelihood would ask
/// for ever surer probabilities.
pub const TEMPERATURES: (f64, f64) = (0.5, 20.0);

/// What is asked of a calibration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The share of right answers that the office asks for.
    pub target: f64,
    /// Of the one-sided bound with which it is kept.
    pub confidence: f64,
}

/// Items from which on a temperature means something.
const LEAST_ITEMS: usize = 50;

impl Default for Settings {
    fn default() -> Self {
        Self {
            target: 0.99,
            confidence: 0.95,
        }
    }
}

impl Settings {
    /// Items from which on a channel has a calibration of its own: with fewer no threshold could keep the target, though
    /// all answers were right (`confidence = 1 - target^n`), and what is known of all channels together says more.
    pub fn least(&self) -> usize {
        let needed = ((1.0 - self.confidence).ln() / self.target.ln()).ceil();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of items; what is too large stays the largest"
        )]
        let needed = needed.max(0.0) as usize;
        needed.max(LEAST_ITEMS)
    }
}

/// Temperature and threshold of some items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Operating {
    /// Logits are divided by it.
    pub temperature: f64,
    /// The least probability that speaks; `None` if no threshold keeps the target: then nothing is ever said.
    pub threshold: Option<f64>,
    /// The least probability of a label that an item may have; `None` if there are too few items to rule one out.
    pub possible_from: Option<f64>,
    /// Items.
    pub n: usize,
    /// Answers at the threshold.
    pub answered: usize,
    /// How many of them were right.
    pub right: usize,
}

/// The calibration of a head.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibrated {
    /// Over all channels.
    pub pooled: Operating,
    /// Of each channel that has items enough.
    pub channels: BTreeMap<String, Operating>,
}

impl Calibrated {
    /// The calibration of a channel: its own, or that over all.
    pub fn of(&self, channel: &str) -> &Operating {
        self.channels.get(channel).unwrap_or(&self.pooled)
    }
}

/// Calibrates on items that the head did not learn from.
pub fn calibrate(items: &[Scored], settings: &Settings) -> Calibrated {
    let all: Vec<&Scored> = items.iter().collect();
    let mut by_channel: BTreeMap<&str, Vec<&Scored>> = BTreeMap::new();
    for item in items {
        by_channel.entry(&item.channel).or_default().push(item);
    }
    Calibrated {
        pooled: operating(&all, settings),
        channels: by_channel
            .into_iter()
            .filter(|(_, items)| items.len() >= settings.least())
            .map(|(channel, items)| (channel.to_owned(), operating(&items, settings)))
            .collect(),
    }
}

/// The temperature with the lowest mean negative log-likelihood (Guo, Pleiss, Sun, Weinberger, ICML 2017), within
/// [`TEMPERATURES`], found by golden section (Kiefer, Proceedings of the AMS 1953); 1 without items. Four places.
///
/// The likelihood is concave in the inverse temperature, so there is one lowest point.
pub fn temperature(items: &[&Scored]) -> f64 {
    if items.is_empty() {
        return 1.0;
    }
    let ratio = (5.0_f64.sqrt() - 1.0) / 2.0;
    let loss = |logarithm: f64| loss(items, logarithm.exp());
    let (mut low, mut high) = (TEMPERATURES.0.ln(), TEMPERATURES.1.ln());
    let inner = |low: f64, high: f64| (high - ratio * (high - low), low + ratio * (high - low));
    let (mut left, mut right) = inner(low, high);
    let (mut at_left, mut at_right) = (loss(left), loss(right));
    for _ in 0..40 {
        if at_left <= at_right {
            high = right;
            (right, at_right) = (left, at_left);
            left = inner(low, high).0;
            at_left = loss(left);
        } else {
            low = left;
            (left, at_left) = (right, at_right);
            right = inner(low, high).1;
            at_right = loss(right);
        }
    }
    let found = f64::midpoint(low, high).exp();
    // Short enough to survive any file as it is.
    ((found * 1e4).round() / 1e4).clamp(TEMPERATURES.0, TEMPERATURES.1)
}

/// Mean negative log-likelihood of the true labels.
pub fn loss(items: &[&Scored], temperature: f64) -> f64 {
    // By logarithms, so that what is very unlikely stays comparable.
    let one = |item: &&Scored| {
        let scaled = |logit: &f32| f64::from(*logit) / temperature;
        let most = item.logits.iter().map(scaled).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = item.logits.iter().map(|logit| (scaled(logit) - most).exp()).sum();
        let of_truth = item.logits.get(item.truth).map_or(f64::NEG_INFINITY, scaled);
        sum.ln() + most - of_truth
    };
    items.iter().map(one).sum::<f64>() / real(items.len().max(1))
}

/// The threshold has to keep the target without the help of evidence: what is refused for want of it on papers that were
/// tuned on is not refused as often on others.
fn operating(items: &[&Scored], settings: &Settings) -> Operating {
    let temperature = temperature(items);
    let answers: Vec<Answered> = items
        .iter()
        .filter_map(|item| {
            let (label, probability) = item.opinion(temperature)?;
            Some(Answered {
                probability,
                is_right: label == item.truth,
            })
        })
        .collect();
    let found = at_target(&curve(&answers), settings.target, settings.confidence);
    Operating {
        temperature,
        threshold: found.map(|found| found.point.threshold),
        possible_from: possible_from(items, temperature, settings),
        n: items.len(),
        answered: found.map_or(0, |found| found.point.answered),
        right: found.map_or(0, |found| found.point.right),
    }
}

/// The highest probability below which so few items have their true label that the share of the others reaches the
/// target, with the confidence of the bound: the sets of likely labels of Sadinle, Lei, Wasserman (Least ambiguous
/// set-valued classifiers, JASA 2019). Items of no known label say nothing about what may be ruled out.
fn possible_from(items: &[&Scored], temperature: f64, settings: &Settings) -> Option<f64> {
    let mut of_truth: Vec<f64> = items
        .iter()
        .filter(|item| !item.is_unknown())
        .filter_map(|item| item.probabilities(temperature).get(item.truth).copied())
        .collect();
    of_truth.sort_by(f64::total_cmp);
    let n = of_truth.len();
    // The more are below, the fewer keep their label: the last place that keeps the target is sought.
    let below = (0..n)
        .take_while(|below| reaches(n - below, n, settings.target, settings.confidence))
        .last()?;
    of_truth.get(below).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::random::SplitMix64;

    fn item(channel: &str, truth: usize, logits: [f32; 3]) -> Scored {
        Scored {
            case: String::new(),
            channel: channel.to_owned(),
            truth,
            logits: logits.to_vec(),
            may_name: vec![true, true, false],
        }
    }

    /// Two labels and none, drawn; the surer, the more often right.
    fn drawn(seed: u64, count: usize) -> Vec<Scored> {
        let mut numbers = SplitMix64::new(seed);
        let mut share = || f32::from(u16::try_from(numbers.position(10_000)).unwrap()) / 10_000.0;
        (0..count)
            .map(|_| {
                let gap = 12.0 * share();
                let is_right = share() < 1.0 / (1.0 + (-gap).exp());
                item("printed", usize::from(!is_right), [gap, 0.0, -20.0])
            })
            .collect()
    }

    fn at(target: f64) -> Settings {
        Settings {
            target,
            ..Settings::default()
        }
    }

    #[test]
    fn the_threshold_follows_from_known_counts() {
        // 400 sure and right; below them 100, half of them wrong.
        let mut items: Vec<Scored> = (0..400).map(|_| item("form", 0, [6.0, 0.0, 0.0])).collect();
        items.extend((0..100).map(|index| item("form", index % 2, [1.0, 0.0, 0.0])));
        let pooled = calibrate(&items, &at(0.99)).pooled;
        assert_eq!((pooled.n, pooled.answered, pooled.right), (500, 400, 400));
        let sure = items[0].likeliest(pooled.temperature).1;
        assert_eq!(pooled.threshold, Some(sure));
        // 299 answers without an error are the fewest that can show 99 %.
        assert!(calibrate(&items[..299], &at(0.99)).pooled.threshold.is_some());
        let silent = calibrate(&items[..298], &at(0.99)).pooled;
        assert_eq!((silent.threshold, silent.answered), (None, 0));
    }

    #[test]
    fn what_is_ruled_out_leaves_the_true_label_in_as_many_cases_as_asked() {
        // One in a hundred has its label at the lower probability: too many for 99 % to be shown, few enough for 95 %.
        let mut items: Vec<Scored> = (0..990).map(|_| item("form", 0, [6.0, 0.0, 0.0])).collect();
        items.extend((0..10).map(|_| item("form", 1, [6.0, 0.0, 0.0])));
        let all: Vec<&Scored> = items.iter().collect();
        let (likely, unlikely) = (all[0].probabilities(1.0)[0], all[0].probabilities(1.0)[1]);
        assert_eq!(possible_from(&all, 1.0, &at(0.99)), Some(unlikely));
        assert_eq!(possible_from(&all, 1.0, &at(0.95)), Some(likely));
        assert_eq!(
            possible_from(&all[..298], 1.0, &at(0.99)),
            None,
            "too few to show it"
        );
        let unknown = item("form", 2, [6.0, 0.0, 0.0]);
        let with_unknown: Vec<&Scored> = all.iter().copied().chain([&unknown; 500]).collect();
        assert_eq!(possible_from(&with_unknown, 1.0, &at(0.95)), Some(likely));
    }

    #[test]
    fn what_may_not_be_named_is_no_answer() {
        let mut refused = item("form", 0, [6.0, 0.0, 0.0]);
        refused.may_name = vec![false, true, false];
        assert_eq!(refused.answer(1.0), None);
        // The target has to be kept without such refusals: what would be wrong counts, named or not.
        let mut items: Vec<Scored> = (0..400).map(|_| item("form", 0, [6.0, 0.0, 0.0])).collect();
        items.extend((0..400).map(|_| Scored {
            truth: 1,
            ..refused.clone()
        }));
        assert_eq!(calibrate(&items, &at(0.9)).pooled.threshold, None);
        let none = item("form", 2, [0.0, 0.0, 6.0]);
        assert_eq!((none.answer(1.0), none.is_unknown()), (None, true));
    }

    #[test]
    fn channels_with_few_items_take_what_all_say() {
        let mut items = drawn(3, 400);
        items.extend((0..298).map(|_| item("scan", 0, [2.0, 0.0, 0.0])));
        items.extend((0..299).map(|_| item("form", 0, [2.0, 0.0, 0.0])));
        let calibrated = calibrate(&items, &Settings::default());
        let own: Vec<&String> = calibrated.channels.keys().collect();
        assert_eq!(own, ["form", "printed"]);
        assert_eq!(calibrated.of("scan"), &calibrated.pooled);
        assert_eq!(calibrated.of("form").n, 299);
        assert_eq!((at(0.9).least(), at(0.995).least()), (50, 598));
    }

    #[test]
    fn temperatures_stay_in_their_range_and_never_make_it_worse() {
        for seed in 0..20 {
            let items = drawn(seed, 200);
            let all: Vec<&Scored> = items.iter().collect();
            let found = temperature(&all);
            assert!((TEMPERATURES.0..=TEMPERATURES.1).contains(&found), "{found}");
            for other in [0.5, 0.8, 1.0, 2.0, 10.0] {
                assert!(
                    loss(&all, found) <= loss(&all, other) + 1e-6,
                    "seed {seed}: {found} is worse than {other}"
                );
            }
        }
        assert!((temperature(&[]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn logits_that_are_twice_as_large_have_twice_the_temperature() {
        let items = drawn(5, 2_000);
        let doubled: Vec<Scored> = items
            .iter()
            .map(|item| Scored {
                logits: item.logits.iter().map(|logit| logit * 2.0).collect(),
                ..item.clone()
            })
            .collect();
        let (one, two) = (
            temperature(&items.iter().collect::<Vec<_>>()),
            temperature(&doubled.iter().collect::<Vec<_>>()),
        );
        assert!((two / one - 2.0).abs() < 0.01, "{one} {two}");
    }

    #[test]
    fn a_higher_target_never_lowers_the_threshold() {
        for seed in 0..20 {
            let items = drawn(seed, 1_500);
            let mut before = 0.0;
            for target in [0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995] {
                let operating = calibrate(&items, &at(target)).pooled;
                let threshold = operating.threshold.unwrap_or(1.0 + 1e-9);
                assert!(threshold >= before, "seed {seed}, target {target}");
                assert!(operating.right <= operating.answered && operating.answered <= operating.n);
                before = threshold;
            }
        }
    }
}
