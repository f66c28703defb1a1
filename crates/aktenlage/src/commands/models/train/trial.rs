//! A head and what is at work, on the same items of the side `test`: what a rule asks for before a head is put to work.
use aktenlage_assist::{AsideHead, Assistant};
use aktenlage_evaluation::metrics::figure::Figure;
use aktenlage_evaluation::outcome::{Outcome, Task, Verdict};
use aktenlage_evaluation::paired::compare;
use aktenlage_evaluation::promotion::{RULES, Trial};
use aktenlage_evaluation::truth::Split;
use aktenlage_inference::head::{Head, HeadFolder, HeadTask};
use aktenlage_workflow::learning::Manner;

use super::examples::{Example, Prepared};
use crate::shipped_heads;

/// Compares on the side `test`, also with a head that comes with the program. Without a head at work, or with one that
/// cannot be used, rules alone stand for it.
pub(super) fn of(
    head: &Head,
    prepared: &Prepared,
    assistant: &Assistant,
    heads: &HeadFolder,
) -> anyhow::Result<Trial> {
    let task = head.card().task;
    let candidate = assistant.aside(head.clone())?;
    let at_work = match heads.active(task)? {
        Some(version) => Some(heads.load(task, &version)),
        None => shipped_heads::beside(heads, head)?.map(Ok),
    };
    let active = at_work
        .map(|loaded| loaded.and_then(|head| assistant.aside(head)))
        .transpose()
        .unwrap_or_else(|error| {
            println!("{}: compared with rules, for {error}", head.identity());
            None
        });
    let first = outcomes(prepared, task, |example| said(&candidate, example))?;
    let second = outcomes(prepared, task, |example| match &active {
        Some(active) => said(active, example),
        None => Ok(example.by_rules.clone()),
    })?;
    let baseline = active.as_ref().map(|active| active.head().identity());
    // How many items are enough is the rule's question.
    let paired = compare(&first, &second, 1);
    Ok(Trial::of(
        head.identity(),
        baseline.unwrap_or_else(|| RULES.to_owned()),
        paired.tasks.first(),
    ))
}

/// The share of right answers on the side `test`, silence not counted as one, by how people came to the value.
pub(super) fn by_manner(
    head: &Head,
    prepared: &Prepared,
    assistant: &Assistant,
) -> anyhow::Result<Vec<(Manner, Figure)>> {
    let candidate = assistant.aside(head.clone())?;
    let mut figures = Vec::new();
    for manner in Manner::ALL {
        let (mut right, mut n) = (0, 0);
        for (example, label) in prepared.side(Split::Test).labelled() {
            if example.manner != Some(manner) {
                continue;
            }
            n += 1;
            let said = said(&candidate, example)?;
            right += usize::from(said.is_some() && said.as_ref() == prepared.labels.get(*label));
        }
        figures.push((manner, Figure::proportion(right, n, 1)));
    }
    Ok(figures)
}

/// What a head would name; what it leaves to rules, they name.
fn said(head: &AsideHead, example: &Example) -> anyhow::Result<Option<String>> {
    let opinion = head.ask(&example.input, example.by_rules.as_deref())?;
    Ok(match opinion {
        Some(opinion) => opinion.label,
        None => example.by_rules.clone(),
    })
}

fn outcomes(
    prepared: &Prepared,
    task: HeadTask,
    said: impl Fn(&Example) -> anyhow::Result<Option<String>>,
) -> anyhow::Result<Vec<Outcome>> {
    let known = prepared.labels.len().saturating_sub(1);
    let mut outcomes = Vec::new();
    for (number, (example, label)) in prepared.side(Split::Test).labelled().iter().enumerate() {
        let truth = prepared.labels[..known].get(*label).cloned();
        let suggested = said(example)?;
        let verdict = match (&truth, &suggested) {
            (Some(truth), Some(suggested)) if truth == suggested => Verdict::Right,
            (Some(_), Some(_)) => Verdict::Wrong,
            (Some(_), None) => Verdict::Silent,
            (None, Some(_)) => Verdict::Spurious,
            (None, None) => Verdict::RightlySilent,
        };
        outcomes.push(Outcome {
            case: example.case.clone(),
            task: match task {
                HeadTask::Kind => Task::Kind,
                HeadTask::Service => Task::Service,
                HeadTask::Field => Task::Field,
            },
            item: number.to_string(),
            service: String::new(),
            channel: example.input.channel.clone(),
            truth,
            suggested,
            probability: None,
            abstention: None,
            verdict,
            overlap: None,
            place: None,
        });
    }
    Ok(outcomes)
}
