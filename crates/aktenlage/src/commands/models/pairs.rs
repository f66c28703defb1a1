//! A head beside what was suggested, item by item, on what people settled: the figures, and how they are printed.
use std::collections::BTreeMap;

use aktenlage_evaluation::metrics::figure::Figure;
use aktenlage_evaluation::outcome::{Outcome, Task, Verdict};
use aktenlage_evaluation::paired::{PairedTask, compare};
use aktenlage_inference::head::HeadTask;
use aktenlage_workflow::learning::{Lesson, Manner};
use serde::Serialize;

use super::train::said;

/// One thing that a person settled.
pub(super) struct Pair<'a> {
    /// What was settled.
    pub(super) lesson: &'a Lesson,
    /// What the head says; `None` if it is silent.
    pub(super) head: Option<&'a str>,
    /// What was suggested; `None` if it was a silence.
    pub(super) suggested: Option<&'a str>,
}

/// A head against what was suggested.
#[derive(Serialize)]
pub(super) struct Compared {
    /// Task and version.
    head: String,
    /// Item by item; `only_first` is right alone where what was suggested is wrong or silent. Absent without an item.
    paired: Option<PairedTask>,
    /// The share of right answers of the head.
    head_right: Figure,
    /// The same of what was suggested.
    suggested_right: Figure,
    /// The same two shares by how people came to the value.
    by_manner: BTreeMap<&'static str, [Figure; 2]>,
}

impl Compared {
    /// Compares. Figures of fewer items than `minimum_n` are left out.
    pub(super) fn of(head: &str, task: HeadTask, pairs: &[Pair<'_>], minimum_n: usize) -> Self {
        let by_head: Vec<Outcome> = pairs.iter().map(|pair| outcome(pair, pair.head, task)).collect();
        let suggested: Vec<Outcome> = pairs
            .iter()
            .map(|pair| outcome(pair, pair.suggested, task))
            .collect();
        let share = |outcomes: &[Outcome], of: Option<Manner>| {
            let (mut right, mut n) = (0, 0);
            for (outcome, pair) in outcomes.iter().zip(pairs) {
                if of.is_none_or(|manner| pair.lesson.manner == manner) {
                    n += 1;
                    right += usize::from(outcome.is_right());
                }
            }
            Figure::proportion(right, n, minimum_n)
        };
        let mut by_manner = BTreeMap::new();
        for manner in Manner::ALL {
            let shares = [share(&by_head, Some(manner)), share(&suggested, Some(manner))];
            by_manner.insert(manner.as_str(), shares);
        }
        Self {
            head: head.to_owned(),
            paired: compare(&by_head, &suggested, minimum_n).tasks.pop(),
            head_right: share(&by_head, None),
            suggested_right: share(&suggested, None),
            by_manner,
        }
    }

    /// Prints it.
    pub(super) fn print(&self) {
        println!("{}", self.head);
        println!("  right, this head     {}", said(&self.head_right));
        println!("  right, suggested     {}", said(&self.suggested_right));
        if let Some(paired) = &self.paired {
            let p_value = paired
                .p_value
                .map_or_else(|| "-".to_owned(), |p_value| format!("{p_value:.4}"));
            println!(
                "  n = {}, both right {}, only this head {}, only what was suggested {}, neither {}; p = {p_value}",
                paired.n, paired.both_right, paired.only_first, paired.only_second, paired.neither
            );
        }
        for (manner, [head, suggested]) in &self.by_manner {
            println!(
                "  {manner:10} this head {}; suggested {}",
                said(head),
                said(suggested)
            );
        }
        println!("  what people confirmed had been shown to them, which favours what was suggested");
    }
}

/// What a person settled is there, so silence is never right.
fn outcome(pair: &Pair<'_>, answer: Option<&str>, task: HeadTask) -> Outcome {
    let lesson = pair.lesson;
    Outcome {
        case: lesson.case.to_string(),
        task: match task {
            HeadTask::Kind => Task::Kind,
            HeadTask::Service => Task::Service,
            HeadTask::Field => Task::Field,
        },
        item: lesson.subject.key(),
        service: String::new(),
        channel: String::new(),
        truth: Some(lesson.label.clone()),
        suggested: answer.map(str::to_owned),
        probability: None,
        abstention: None,
        verdict: match answer {
            Some(answer) if answer == lesson.label => Verdict::Right,
            Some(_) => Verdict::Wrong,
            None => Verdict::Silent,
        },
        overlap: None,
        place: None,
    }
}
