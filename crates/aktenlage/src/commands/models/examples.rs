//! `aktenlage models check-examples`: which examples that a head learned from the office no longer stand. A head that
//! learned from what was taken back or deleted is to be trained again without it.
use std::collections::BTreeSet;
use std::process::ExitCode;

use aktenlage_inference::head::{HeadTask, digest_of};
use aktenlage_store::Blobs;
use aktenlage_workflow::learning::lessons;
use anyhow::{Context, bail};
use serde::Deserialize;

use super::heads;
use crate::config::Config;
use crate::wiring;

/// The list of examples beside a head that learned from reviews.
pub(super) const EXAMPLES: &str = "examples.jsonl";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// `kind` or `service`
    #[arg(long, value_parser = heads::task)]
    task: HeadTask,
    /// Version of the head
    #[arg(long)]
    version: String,
}

/// What is asked of a line of the list.
#[derive(Deserialize)]
struct Example {
    case: String,
    review: String,
    entry: i64,
    documents: Vec<Document>,
}

#[derive(Deserialize)]
struct Document {
    sha256: String,
}

/// Prints each example that no longer stands; the command then fails.
pub(super) async fn check(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let folder = wiring::head_folder(config);
    let head = folder.load(arguments.task, &arguments.version)?;
    let Some(reviews) = &head.card().training.reviews else {
        println!("{} learned from no review", head.identity());
        return Ok(ExitCode::SUCCESS);
    };
    let beside = folder
        .root()
        .join(arguments.task.as_str())
        .join(&arguments.version);
    let text = fs_err::read_to_string(beside.join(EXAMPLES))?;
    if digest_of(text.as_bytes()) != reviews.manifest_sha256 {
        bail!("examples_changed: {EXAMPLES} is not the list that the head was trained with: train it again");
    }
    let store = wiring::open_existing_store(config).await?;
    let standing: BTreeSet<String> = lessons(&store)
        .await?
        .lessons
        .into_iter()
        .map(|lesson| lesson.review.to_string())
        .collect();
    let blobs = Blobs::open(&config.data.directory.join("files"))?;
    let (mut count, mut fallen) = (0, 0);
    for line in text.lines() {
        let example: Example = serde_json::from_str(line).context(EXAMPLES)?;
        count += 1;
        let mut reason = None;
        if !standing.contains(&example.review) {
            reason = Some("the review was taken back or followed by another one");
        }
        for document in &example.documents {
            if blobs.get(&document.sha256).await?.is_none() {
                reason = Some("its original is gone");
            }
        }
        if let Some(reason) = reason {
            fallen += 1;
            println!(
                "entry {} (review {}, case {}): {reason}",
                example.entry, example.review, example.case
            );
        }
    }
    println!(
        "{}: {fallen} of {count} examples no longer stand",
        head.identity()
    );
    if fallen == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "train it again with `aktenlage models train --from-reviews`: what no longer stands is left out then"
    );
    Ok(ExitCode::FAILURE)
}
