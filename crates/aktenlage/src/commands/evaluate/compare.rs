//! `aktenlage evaluate compare A B`: where two runs over the same cases differ, and whether that may be chance.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aktenlage_evaluation::outcome::{Outcome, parse};
use aktenlage_evaluation::paired::{Paired, compare};
use aktenlage_evaluation::report::Settings;
use anyhow::Context;

use super::OUTCOMES;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder of the first report
    first: PathBuf,
    /// Folder of the second report
    second: PathBuf,
    /// Items below which no p-value is given
    #[arg(long, value_name = "N", default_value_t = Settings::default().minimum_n)]
    minimum_n: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (first, second) = (outcomes(&arguments.first)?, outcomes(&arguments.second)?);
    let paired = compare(&first, &second, arguments.minimum_n);
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&paired)?);
    } else {
        print(&paired);
    }
    Ok(ExitCode::SUCCESS)
}

fn outcomes(folder: &Path) -> anyhow::Result<Vec<Outcome>> {
    let file = folder.join(OUTCOMES);
    let text = fs_err::read_to_string(&file)?;
    parse(&text).with_context(|| file.display().to_string())
}

fn print(paired: &Paired) {
    for task in &paired.tasks {
        let p_value = task
            .p_value
            .map_or_else(|| "-".to_owned(), |p_value| format!("{p_value:.4}"));
        println!(
            "{}: n = {}, both right {}, only the first {}, only the second {}, neither {}; p = {p_value}",
            task.task.as_str(),
            task.n,
            task.both_right,
            task.only_first,
            task.only_second,
            task.neither
        );
        for item in &task.discordant {
            let said = |value: Option<&str>| value.unwrap_or("-").to_owned();
            let better = if item.first_is_right { "first" } else { "second" };
            println!(
                "  {} {}: {}; first {}, second {} ({better} is right)",
                item.case,
                item.item,
                said(item.truth.as_deref()),
                said(item.first.as_deref()),
                said(item.second.as_deref())
            );
        }
    }
    if paired.unmatched > 0 {
        println!("{} items are in one of the runs only", paired.unmatched);
    }
    if paired.different_truth > 0 {
        println!(
            "{} items have another truth in the other run and were not compared",
            paired.different_truth
        );
    }
}
