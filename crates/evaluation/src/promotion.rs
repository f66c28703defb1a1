//! When a model may be put to work: a rule that is set before anything is measured, and whether what was measured
//! satisfies it. Which program measured is not known here.
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::paired::PairedTask;

/// A rule, as it is written in TOML.
#[doc(alias = "Freigaberegel")]
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What figures on the side `test` have to reach; there is at least one.
    pub require: Vec<Requirement>,
    /// What has to hold against the one at work, on the same items.
    #[serde(default)]
    pub against_active: Option<Comparison>,
}

/// One figure and what it has to reach.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Which figure.
    pub metric: Metric,
    /// Of which channel (`form`, `printed`, `scan`); without it over all.
    #[serde(default)]
    pub channel: Option<String>,
    /// Which end of it: the figure, or an end of its interval of 95 %.
    #[serde(default)]
    pub end: End,
    /// It has to be this or more.
    #[serde(default)]
    pub at_least: Option<f64>,
    /// It has to be this or less.
    #[serde(default)]
    pub at_most: Option<f64>,
    /// Items that it has to rest on.
    pub minimum_n: u64,
}

/// The figures of a head that a rule may ask for.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// The likeliest label is the true one.
    Accuracy,
    /// Mean over labels of the F1 of the likeliest label.
    MacroF1,
    /// Expected calibration error.
    CalibrationError,
    /// The share of known items about which something is said.
    Coverage,
    /// The share of right ones among what is said.
    RightWhenAnswered,
    /// The share of unknown items about which nothing is said.
    SilentOnUnknown,
}

/// Which end of a figure is asked.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The figure itself.
    #[default]
    Value,
    /// The lower end of its interval.
    Low,
    /// The upper end.
    High,
}

/// What has to hold against the one at work.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The share of items by which it has to be right more often; 0 asks for nothing but the p-value.
    pub minimum_gain: f64,
    /// The largest p-value of the exact test of `McNemar`.
    pub maximum_p: f64,
    /// Items that both have to be judged on.
    pub minimum_n: usize,
}

/// A rule that cannot be used. The texts begin with a stable word.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The text is no rule.
    #[error("rule_malformed: {0}")]
    Malformed(String),
    /// A number or a choice makes no sense.
    #[error("rule_senseless: {0}")]
    Senseless(&'static str),
}

/// A head and what was at work, item by item on the same items; the content of `trial.json`.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// Shape of this file.
    pub format: u32,
    /// Task and version of the head.
    pub head: String,
    /// Task and version of the one at work, or [`RULES`].
    pub baseline: String,
    /// Items that both were judged on.
    pub n: usize,
    /// Both are right.
    pub both_right: usize,
    /// Only the head is right.
    pub only_head: usize,
    /// Only the one at work is right.
    pub only_baseline: usize,
    /// Neither is right.
    pub neither: usize,
    /// Of the exact test of `McNemar`, two-sided.
    pub p_value: Option<f64>,
}

/// The name of the baseline where no head is at work: rules alone, without the encoder.
pub const RULES: &str = "rules";

impl Metric {
    /// The member of the report that holds it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accuracy => "accuracy",
            Self::MacroF1 => "macro_f1",
            Self::CalibrationError => "calibration_error",
            Self::Coverage => "coverage",
            Self::RightWhenAnswered => "right_when_answered",
            Self::SilentOnUnknown => "silent_on_unknown",
        }
    }
}

impl End {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Low => "low",
            Self::High => "high",
        }
    }
}

impl Trial {
    /// From a comparison in which the head was the first. Without an item it is empty.
    pub fn of(head: String, baseline: String, task: Option<&PairedTask>) -> Self {
        let count = |part: &dyn Fn(&PairedTask) -> usize| task.map_or(0, part);
        Self {
            format: 1,
            head,
            baseline,
            n: count(&|task| task.n),
            both_right: count(&|task| task.both_right),
            only_head: count(&|task| task.only_first),
            only_baseline: count(&|task| task.only_second),
            neither: count(&|task| task.neither),
            p_value: task.and_then(|task| task.p_value),
        }
    }

    /// The share of items by which the head is right more often; below 0 if less often.
    pub fn gain(&self) -> f64 {
        let share = |count: usize| crate::metrics::real(count) / crate::metrics::real(self.n.max(1));
        share(self.only_head) - share(self.only_baseline)
    }
}

impl Rule {
    /// Reads a rule and refuses one that could not be satisfied, or always is.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let rule: Self =
            toml::from_str(text).map_err(|error| RuleError::Malformed(error.message().to_owned()))?;
        let is_share = |share: f64| (0.0..=1.0).contains(&share);
        if rule.require.is_empty() {
            return Err(RuleError::Senseless("`require` names no figure"));
        }
        for requirement in &rule.require {
            let ((Some(bound), None) | (None, Some(bound))) = (requirement.at_least, requirement.at_most)
            else {
                return Err(RuleError::Senseless(
                    "a figure has either `at_least` or `at_most`",
                ));
            };
            if !is_share(bound) {
                return Err(RuleError::Senseless("figures are shares between 0 and 1"));
            }
            if requirement.minimum_n == 0 {
                return Err(RuleError::Senseless("`minimum_n` is 1 or more"));
            }
        }
        if let Some(comparison) = &rule.against_active {
            if !(-1.0..=1.0).contains(&comparison.minimum_gain) || !is_share(comparison.maximum_p) {
                return Err(RuleError::Senseless(
                    "`minimum_gain` lies between -1 and 1, `maximum_p` between 0 and 1",
                ));
            }
            if comparison.minimum_n == 0 {
                return Err(RuleError::Senseless("`minimum_n` is 1 or more"));
            }
        }
        Ok(rule)
    }

    /// Why what was measured does not satisfy the rule, one sentence for each reason; nothing if it does.
    ///
    /// `evaluation` is the content of `evaluation.json`, `active` names what is at work now (or [`RULES`]).
    pub fn unsatisfied(&self, evaluation: &Value, trial: &Trial, active: &str) -> Vec<String> {
        let mut reasons: Vec<String> = self
            .require
            .iter()
            .filter_map(|requirement| requirement.unsatisfied(evaluation))
            .collect();
        if let Some(comparison) = &self.against_active {
            reasons.extend(comparison.unsatisfied(trial, active));
        }
        reasons
    }
}

impl Requirement {
    fn unsatisfied(&self, evaluation: &Value) -> Option<String> {
        let part = match &self.channel {
            Some(channel) => evaluation
                .get("channels")
                .and_then(|channels| channels.get(channel)),
            None => evaluation.get("overall"),
        };
        let metric = self.metric.as_str();
        let figure = part.and_then(|part| part.get(metric));
        let of = self.channel.as_deref().unwrap_or("all channels");
        let name = format!("{metric} ({}) of {of}", self.end.as_str());
        let n = figure.and_then(|figure| figure.get("n")?.as_u64()).unwrap_or(0);
        if n < self.minimum_n {
            return Some(format!(
                "{name} rests on {n} items, the rule asks for {}",
                self.minimum_n
            ));
        }
        let found = figure.and_then(|figure| figure.get(self.end.as_str())?.as_f64());
        let Some(found) = found else {
            return Some(format!("{name} was not measured"));
        };
        if let Some(least) = self.at_least.filter(|least| found < *least) {
            return Some(format!("{name} is {found}, the rule asks for {least} or more"));
        }
        let most = self.at_most.filter(|most| found > *most)?;
        Some(format!("{name} is {found}, the rule asks for {most} or less"))
    }
}

impl Comparison {
    fn unsatisfied(&self, trial: &Trial, active: &str) -> Vec<String> {
        if trial.baseline != active {
            return vec![format!(
                "it was compared with {}, at work is {active}: train it again, which compares it anew",
                trial.baseline
            )];
        }
        let mut reasons = Vec::new();
        if trial.n < self.minimum_n {
            reasons.push(format!(
                "it was compared with {} on {} items, the rule asks for {}",
                trial.baseline, trial.n, self.minimum_n
            ));
        }
        if trial.gain() < self.minimum_gain {
            reasons.push(format!(
                "it is right more often than {} on a share of {:.4} of the items, the rule asks for {}",
                trial.baseline,
                trial.gain(),
                self.minimum_gain
            ));
        }
        match trial.p_value {
            Some(p_value) if p_value <= self.maximum_p => {}
            Some(p_value) => reasons.push(format!(
                "the difference to {} has p = {p_value:.4}, the rule asks for {} or less",
                trial.baseline, self.maximum_p
            )),
            None => reasons.push(format!("there is no p-value against {}", trial.baseline)),
        }
        reasons
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const RULE: &str = "
        [[require]]
        metric = \"right_when_answered\"
        end = \"low\"
        at_least = 0.97
        minimum_n = 100

        [[require]]
        metric = \"calibration_error\"
        channel = \"scan\"
        at_most = 0.05
        minimum_n = 30

        [against_active]
        minimum_gain = 0.02
        maximum_p = 0.05
        minimum_n = 50
    ";

    fn evaluation(low: f64, n: u64, error: f64) -> Value {
        json!({
            "overall": { "right_when_answered": { "value": 0.99, "low": low, "high": 1.0, "n": n } },
            "channels": { "scan": { "calibration_error": { "value": error, "low": null, "high": null, "n": 30 } } },
        })
    }

    fn trial(only_head: usize, only_baseline: usize, p_value: Option<f64>) -> Trial {
        Trial {
            format: 1,
            head: "kind@1".to_owned(),
            baseline: RULES.to_owned(),
            n: 100,
            both_right: 50,
            only_head,
            only_baseline,
            neither: 50 - only_head - only_baseline,
            p_value,
        }
    }

    #[test]
    fn every_part_of_a_rule_is_asked_for() {
        let rule = Rule::parse(RULE).unwrap();
        let good = evaluation(0.97, 100, 0.05);
        let better = trial(12, 2, Some(0.012_939));
        assert_eq!(rule.unsatisfied(&good, &better, RULES), Vec::<String>::new());
        let reason = |evaluation: &Value, trial: &Trial, active: &str| {
            let mut reasons = rule.unsatisfied(evaluation, trial, active);
            assert_eq!(reasons.len(), 1, "{reasons:?}");
            reasons.remove(0)
        };
        assert!(reason(&evaluation(0.969, 100, 0.05), &better, RULES).contains("0.97 or more"));
        assert!(reason(&evaluation(0.97, 99, 0.05), &better, RULES).contains("asks for 100"));
        assert!(reason(&evaluation(0.97, 100, 0.051), &better, RULES).contains("0.05 or less"));
        let unmeasured = json!({ "overall": good["overall"] });
        assert!(reason(&unmeasured, &better, RULES).contains("scan rests on 0 items"));
        assert!(reason(&good, &better, "kind@2").contains("at work is kind@2"));
        assert!(reason(&good, &trial(7, 6, Some(0.01)), RULES).contains("0.0100"));
        assert!(reason(&good, &trial(12, 2, Some(0.06)), RULES).contains("p = 0.0600"));
        assert!(reason(&good, &trial(12, 2, None), RULES).contains("no p-value"));
        let few = Trial { n: 49, ..better };
        assert!(reason(&good, &few, RULES).contains("on 49 items"));
    }

    #[test]
    fn figures_below_their_number_of_items_are_not_there() {
        let rule =
            Rule::parse("[[require]]\nmetric = \"accuracy\"\nat_least = 0.5\nminimum_n = 3\n").unwrap();
        let hidden =
            json!({ "overall": { "accuracy": { "value": null, "low": null, "high": null, "n": 29 } } });
        let reasons = rule.unsatisfied(&hidden, &trial(0, 0, None), RULES);
        assert_eq!(reasons.len(), 1);
        assert!(reasons[0].contains("was not measured"), "{reasons:?}");
    }

    #[test]
    fn the_example_is_a_rule() {
        let rule = Rule::parse(include_str!("../../../models/rule.example.toml")).unwrap();
        assert_eq!(rule.require.len(), 2);
        assert!(rule.against_active.is_some());
    }

    #[test]
    fn rules_without_sense_are_refused() {
        for (text, word) in [
            ("require = []", "rule_senseless"),
            (
                "[[require]]\nmetric = \"accuracy\"\nminimum_n = 3",
                "rule_senseless",
            ),
            (
                "[[require]]\nmetric = \"accuracy\"\nat_least = 98\nminimum_n = 3",
                "rule_senseless",
            ),
            (
                "[[require]]\nmetric = \"accuracy\"\nat_least = 0.9\nminimum_n = 0",
                "rule_senseless",
            ),
            (
                "[[require]]\nmetric = \"speed\"\nat_least = 0.9\nminimum_n = 1",
                "rule_malformed",
            ),
            ("minimum = 1", "rule_malformed"),
        ] {
            let refused = Rule::parse(text).unwrap_err().to_string();
            assert!(refused.starts_with(word), "{text}: {refused}");
        }
    }
}
