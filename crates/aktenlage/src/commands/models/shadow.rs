//! `aktenlage models compare-shadow`: a head that is tried beside what was suggested, on what people settled.
use std::collections::BTreeMap;

use aktenlage_evaluation::report::Settings;
use aktenlage_inference::head::HeadTask;
use aktenlage_workflow::learning::tried_lessons;

use super::pairs::{Compared, Pair};
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

/// Every version that was asked about something that people settled, apart.
pub(super) async fn compare(config: &Config, arguments: &Arguments) -> anyhow::Result<()> {
    let store = wiring::open_existing_store(config).await?;
    let (tried, without) = tried_lessons(&store).await?;
    let mut by_head: BTreeMap<&str, Vec<Pair<'_>>> = BTreeMap::new();
    for one in &tried {
        if train::task_of(&one.lesson.subject) == Some(arguments.task) {
            by_head.entry(&one.version).or_default().push(Pair {
                lesson: &one.lesson,
                head: one.tried.as_deref(),
                suggested: one.suggested.as_deref(),
            });
        }
    }
    let compared: Vec<Compared> = by_head
        .into_iter()
        .map(|(head, pairs)| Compared::of(head, arguments.task, &pairs, arguments.minimum_n))
        .collect();
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&compared)?);
        return Ok(());
    }
    for one in &compared {
        one.print();
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
