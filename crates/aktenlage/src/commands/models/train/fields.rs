//! Values that were found for the fields of cases with a known truth, each right or wrong.
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aktenlage_assist::{Assistant, Confirmed, FormLibrary, SubmissionInput};
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::document::is_emptied_archive;
use aktenlage_domain::ids::ServiceKey;
use aktenlage_evaluation::truth::{Split, Truth};
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::task::JoinSet;

use super::examples::ValueExample;
use super::features::ReadCase;
use crate::commands::assess;
use crate::commands::evaluate::predictions;
use crate::config::Config;

/// Reads every case whose service is known, with as many at once as there are cores.
pub(super) async fn read(
    config: &Config,
    assistant: &Arc<Assistant>,
    cases: &[(PathBuf, ReadCase)],
) -> anyhow::Result<Vec<ValueExample>> {
    let config = Arc::new(config.clone());
    let bar = ProgressBar::new(cases.len() as u64);
    bar.set_style(ProgressStyle::with_template(
        "cases       {bar:40} {pos}/{len}, {eta} left",
    )?);
    let at_once = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let mut waiting = cases.iter().enumerate();
    let mut running = JoinSet::new();
    let mut read: Vec<(usize, Vec<ValueExample>)> = Vec::new();
    loop {
        while running.len() < at_once
            && let Some((number, (folder, case))) = waiting.next()
        {
            let (config, assistant) = (Arc::clone(&config), Arc::clone(assistant));
            let (folder, truth, side) = (folder.clone(), case.truth.clone(), case.side);
            running.spawn(async move {
                let values = values(&config, &assistant, &folder, truth, side).await;
                let values = values.with_context(|| folder.display().to_string());
                values.map(|values| (number, values))
            });
        }
        let Some(done) = running.join_next().await else {
            break;
        };
        read.push(done??);
        bar.inc(1);
    }
    bar.finish_and_clear();
    // In the order of the cases, so that the same cases make the same head.
    read.sort_by_key(|(number, _)| *number);
    Ok(read.into_iter().flat_map(|(_, values)| values).collect())
}

/// The values of one case. Its service is taken as settled: whether it is recognised is another question. Forms that an
/// office taught are left aside, as for the other heads.
async fn values(
    config: &Config,
    assistant: &Assistant,
    folder: &Path,
    truth: Truth,
    side: Split,
) -> anyhow::Result<Vec<ValueExample>> {
    let Some(service) = truth.service.as_deref().map(ServiceKey::from) else {
        return Ok(Vec::new());
    };
    let truth = predictions::normalised(truth, assistant.catalogue());
    let received_on = date_from_text(&truth.received_on).context("received_on: expected YYYY-MM-DD")?;
    let files: Vec<PathBuf> = truth.files.iter().map(|file| folder.join(&file.file)).collect();
    let forms = FormLibrary::default();
    let mut documents = assess::read(config, &forms, &files).await?;
    documents.retain(|document| !is_emptied_archive(&document.issues));
    let submission = SubmissionInput {
        documents,
        service: Some(service),
        received_on,
        confirmed: Confirmed::default(),
    };
    let candidates = assistant.field_candidates(&submission, &forms).await?;
    let mut values = Vec::new();
    for candidate in candidates {
        let comparison = predictions::comparison(assistant.catalogue(), &candidate.field);
        let stated = truth
            .fields
            .iter()
            .find(|field| field.id == candidate.field.as_str());
        // Of a truth that is not complete nobody knows whether a further value is right.
        if stated.is_none() && !truth.is_complete {
            continue;
        }
        values.push(ValueExample {
            case: truth.case.clone(),
            side,
            is_right: stated.is_some_and(|field| comparison.is_same(&field.value, &candidate.value)),
            channel: candidate.channel,
            signs: candidate.signs,
        });
    }
    Ok(values)
}
