//! Two runs over the same cases, item by item.
use std::collections::BTreeMap;

use serde::Serialize;

use crate::metrics::mcnemar::p_value;
use crate::metrics::rounded;
use crate::outcome::{Outcome, Task};

/// Two runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paired {
    /// One entry for each task that both have items of.
    pub tasks: Vec<PairedTask>,
    /// Items that only one of the runs has.
    pub unmatched: usize,
    /// Items whose truth differs between the runs: they are not compared.
    pub different_truth: usize,
}

/// Two runs at one task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairedTask {
    /// The task.
    pub task: Task,
    /// Items that both have.
    pub n: usize,
    /// Both are right.
    pub both_right: usize,
    /// Only the first is right.
    pub only_first: usize,
    /// Only the second is right.
    pub only_second: usize,
    /// Neither is right.
    pub neither: usize,
    /// Of the exact test of `McNemar`, two-sided; absent below the minimum of items.
    pub p_value: Option<f64>,
    /// The items on which they differ.
    pub discordant: Vec<Discordant>,
}

/// An item on which two runs differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Discordant {
    /// The case.
    pub case: String,
    /// The item.
    pub item: String,
    /// The truth.
    pub truth: Option<String>,
    /// What the first suggested.
    pub first: Option<String>,
    /// What the second suggested.
    pub second: Option<String>,
    /// Whether the first is right, or else the second.
    pub first_is_right: bool,
}

type Key<'a> = (Task, &'a str, &'a str);

/// Compares two runs by case, task and item.
pub fn compare(first: &[Outcome], second: &[Outcome], minimum_n: usize) -> Paired {
    let (first, second) = (by_item(first), by_item(second));
    let mut pairs: BTreeMap<Task, Vec<(&Outcome, &Outcome)>> = BTreeMap::new();
    let (mut unmatched, mut different_truth) = (0, 0);
    for (key, one) in &first {
        match second.get(key) {
            None => unmatched += 1,
            Some(other) if one.truth != other.truth => different_truth += 1,
            Some(other) => pairs.entry(one.task).or_default().push((*one, *other)),
        }
    }
    unmatched += second.keys().filter(|key| !first.contains_key(*key)).count();
    Paired {
        tasks: pairs
            .into_iter()
            .map(|(task, pairs)| of_task(task, &pairs, minimum_n))
            .collect(),
        unmatched,
        different_truth,
    }
}

/// The items that count.
fn by_item(outcomes: &[Outcome]) -> BTreeMap<Key<'_>, &Outcome> {
    outcomes
        .iter()
        .filter(|outcome| outcome.is_judged())
        .map(|outcome| {
            let key = (outcome.task, outcome.case.as_str(), outcome.item.as_str());
            (key, outcome)
        })
        .collect()
}

fn of_task(task: Task, pairs: &[(&Outcome, &Outcome)], minimum_n: usize) -> PairedTask {
    let count = |first: bool, second: bool| {
        let is_so =
            |(one, other): &&(&Outcome, &Outcome)| (one.is_right(), other.is_right()) == (first, second);
        pairs.iter().filter(is_so).count()
    };
    let (only_first, only_second) = (count(true, false), count(false, true));
    let discordant = pairs
        .iter()
        .filter(|(one, other)| one.is_right() != other.is_right())
        .map(|(one, other)| Discordant {
            case: one.case.clone(),
            item: one.item.clone(),
            truth: one.truth.clone(),
            first: one.suggested.clone(),
            second: other.suggested.clone(),
            first_is_right: one.is_right(),
        })
        .collect();
    PairedTask {
        task,
        n: pairs.len(),
        both_right: count(true, true),
        only_first,
        only_second,
        neither: count(false, false),
        p_value: (pairs.len() >= minimum_n).then(|| rounded(p_value(only_first, only_second))),
        discordant,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Verdict;

    fn outcome(case: &str, suggested: &str) -> Outcome {
        Outcome {
            case: case.to_owned(),
            task: Task::Field,
            item: "applicant.family_name".to_owned(),
            service: "dog_tax".to_owned(),
            channel: "form".to_owned(),
            truth: Some("Brandl".to_owned()),
            suggested: Some(suggested.to_owned()),
            probability: Some(0.9),
            abstention: None,
            verdict: if suggested == "Brandl" {
                Verdict::Right
            } else {
                Verdict::Wrong
            },
            overlap: None,
            place: None,
        }
    }

    #[test]
    fn items_are_matched_and_differences_named() {
        let first = [
            outcome("a", "Brandl"),
            outcome("b", "Brandl"),
            outcome("c", "Brandt"),
            outcome("d", "Brandl"),
        ];
        let second = [
            outcome("a", "Brandl"),
            outcome("b", "Brandt"),
            outcome("c", "Brand"),
            outcome("e", "Brandl"),
        ];
        let paired = compare(&first, &second, 1);
        let [task] = paired.tasks.as_slice() else {
            panic!("one task")
        };
        let counts = (task.both_right, task.only_first, task.only_second, task.neither);
        assert_eq!((task.n, counts), (3, (1, 1, 0, 1)));
        assert_eq!((paired.unmatched, paired.different_truth), (2, 0));
        assert_eq!(task.discordant.len(), 1);
        assert_eq!(task.discordant[0].case, "b");
        assert!(task.discordant[0].first_is_right);
        assert_eq!(task.p_value, Some(1.0));
        assert_eq!(compare(&first, &second, 30).tasks[0].p_value, None);
    }

    #[test]
    fn a_run_does_not_differ_from_itself() {
        let run = [outcome("a", "Brandl"), outcome("b", "Brandt")];
        let paired = compare(&run, &run, 1);
        assert!(paired.tasks[0].discordant.is_empty());
        assert_eq!((paired.unmatched, paired.tasks[0].p_value), (0, Some(1.0)));
    }
}
