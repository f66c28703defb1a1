//! `aktenlage models compare-shadow`: a head that is tried beside what was suggested, item by item, on what people
//! settled.
use std::collections::BTreeMap;

use aktenlage_evaluation::metrics::figure::Figure;
use aktenlage_evaluation::outcome::{Outcome, Task, Verdict};
use aktenlage_evaluation::paired::{PairedTask, compare as paired};
use aktenlage_evaluation::report::Settings;
use aktenlage_inference::head::HeadTask;
use aktenlage_workflow::learning::{Manner, TriedLesson, tried_lessons};
use serde::Serialize;

use super::{heads, train};
use crate::config::Config;
use crate::wiring;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// `kind` or `service`
    #[arg(long, value_parser = heads::task)]
    task: HeadTask,
    /// Items below which there is no figure
    #[arg(long, value_name = "N", default_value_t = Settings::default().minimum_n)]
    minimum_n: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// A head that was tried, against what was suggested.
#[derive(Serialize)]
struct Compared {
    /// Task and version.
    head: String,
    /// Item by item; `only_first` is right alone where what was suggested is wrong or silent.
    paired: Option<PairedTask>,
    /// The share of right answers of the head that was tried.
    tried_right: Figure,
    /// The same of what was suggested.
    suggested_right: Figure,
    /// The same two shares by how people came to the value.
    by_manner: BTreeMap<&'static str, [Figure; 2]>,
}

pub(super) async fn compare(config: &Config, arguments: &Arguments) -> anyhow::Result<()> {
    let store = wiring::open_existing_store(config).await?;
    let (pairs, without) = tried_lessons(&store).await?;
    let mut by_head: BTreeMap<&str, Vec<&TriedLesson>> = BTreeMap::new();
    for pair in &pairs {
        if train::task_of(&pair.lesson.subject) == Some(arguments.task) {
            by_head.entry(&pair.version).or_default().push(pair);
        }
    }
    let compared: Vec<Compared> = by_head
        .into_iter()
        .map(|(head, pairs)| of_head(head, &pairs, arguments))
        .collect();
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&compared)?);
        return Ok(());
    }
    for one in &compared {
        print(one);
    }
    if compared.is_empty() {
        println!(
            "nothing to compare: no head for `{}` was asked about what people settled",
            arguments.task.as_str()
        );
    }
    println!(
        "{without} kinds and services that people settled have no suggestion with a tried head beside it"
    );
    Ok(())
}

fn of_head(head: &str, pairs: &[&TriedLesson], arguments: &Arguments) -> Compared {
    let minimum = arguments.minimum_n;
    let outcomes = |of: fn(&TriedLesson) -> Option<&String>| -> Vec<Outcome> {
        pairs
            .iter()
            .map(|pair| outcome(pair, of(pair), arguments.task))
            .collect()
    };
    let tried = outcomes(|pair| pair.tried.as_ref());
    let suggested = outcomes(|pair| pair.suggested.as_ref());
    let mut compared = paired(&tried, &suggested, minimum).tasks;
    let share = |outcomes: &[Outcome], of: Option<Manner>| {
        let counted: Vec<&Outcome> = outcomes
            .iter()
            .zip(pairs)
            .filter(|(_, pair)| of.is_none_or(|manner| pair.lesson.manner == manner))
            .map(|(outcome, _)| outcome)
            .collect();
        let right = counted.iter().filter(|outcome| outcome.is_right()).count();
        Figure::proportion(right, counted.len(), minimum)
    };
    Compared {
        head: head.to_owned(),
        paired: compared.pop(),
        tried_right: share(&tried, None),
        suggested_right: share(&suggested, None),
        by_manner: Manner::ALL
            .into_iter()
            .map(|manner| {
                let shares = [&tried, &suggested].map(|outcomes| share(outcomes, Some(manner)));
                (manner.as_str(), shares)
            })
            .collect(),
    }
}

/// What a person settled is there, so silence is never right.
fn outcome(pair: &TriedLesson, said: Option<&String>, task: HeadTask) -> Outcome {
    let lesson = &pair.lesson;
    Outcome {
        case: lesson.case.to_string(),
        task: match task {
            HeadTask::Kind => Task::Kind,
            HeadTask::Service => Task::Service,
        },
        item: lesson.subject.key(),
        service: String::new(),
        channel: String::new(),
        truth: Some(lesson.label.clone()),
        suggested: said.cloned(),
        probability: None,
        abstention: None,
        verdict: match said {
            Some(said) if *said == lesson.label => Verdict::Right,
            Some(_) => Verdict::Wrong,
            None => Verdict::Silent,
        },
        overlap: None,
    }
}

fn print(compared: &Compared) {
    println!("{}", compared.head);
    println!("  right, tried         {}", train::said(&compared.tried_right));
    println!(
        "  right, suggested     {}",
        train::said(&compared.suggested_right)
    );
    if let Some(paired) = &compared.paired {
        let p_value = paired
            .p_value
            .map_or_else(|| "-".to_owned(), |p_value| format!("{p_value:.4}"));
        println!(
            "  n = {}, both right {}, only the tried head {}, only what was suggested {}, neither {}; p = {p_value}",
            paired.n, paired.both_right, paired.only_first, paired.only_second, paired.neither
        );
    }
    for (manner, [tried, suggested]) in &compared.by_manner {
        println!(
            "  {manner:10} tried {}; suggested {}",
            train::said(tried),
            train::said(suggested)
        );
    }
    println!("  what people confirmed had been shown to them, which favours what was suggested");
}
