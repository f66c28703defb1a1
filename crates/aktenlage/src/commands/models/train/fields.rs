//! Values that were found for the fields of cases with a known truth, each right or wrong.
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aktenlage_assist::{Assistant, Confirmed, FIELD_SIGNS, FieldCandidate, FormLibrary, SubmissionInput};
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::document::is_emptied_archive;
use aktenlage_domain::ids::{FieldId, ServiceKey};
use aktenlage_evaluation::heads::cache::Cache;
use aktenlage_evaluation::truth::Truth;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;

use super::features::{ReadCase, bits, fingerprint, numbers};
use crate::commands::assess;
use crate::commands::evaluate::predictions;
use crate::config::Config;

/// A value that was found, and whether it is right.
pub(super) struct FoundValue {
    pub(super) candidate: FieldCandidate,
    pub(super) is_right: bool,
}

/// Changes when values are found or weighed in another way.
const SHAPE: &str = "values/1";

/// Reads every case whose service is known, with as many at once as there are cores. What is kept in `work` is not read
/// again.
pub(super) async fn read(
    config: &Config,
    assistant: &Arc<Assistant>,
    work: &Path,
    cases: &mut [(PathBuf, ReadCase)],
) -> anyhow::Result<()> {
    let shape = format!("{SHAPE} {}", FIELD_SIGNS.join(" "));
    let cache = Cache::open(work, &fingerprint(&shape, assistant))?;
    let config = Arc::new(config.clone());
    let bar = ProgressBar::new(cases.len() as u64);
    bar.set_style(ProgressStyle::with_template(
        "cases       {bar:40} {pos}/{len}, {eta} left",
    )?);
    let at_once = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let mut waiting: Vec<(usize, PathBuf, Truth)> = Vec::new();
    for (number, (folder, case)) in cases.iter().enumerate() {
        waiting.push((number, folder.clone(), case.truth.clone()));
    }
    let mut waiting = waiting.into_iter();
    let mut running = JoinSet::new();
    loop {
        while running.len() < at_once
            && let Some((number, folder, truth)) = waiting.next()
        {
            let (config, assistant, cache) = (Arc::clone(&config), Arc::clone(assistant), cache.clone());
            running.spawn(async move {
                let values = kept_values(&config, &assistant, &cache, &folder, truth).await;
                let values = values.with_context(|| folder.display().to_string());
                values.map(|values| (number, values))
            });
        }
        let Some(done) = running.join_next().await else {
            break;
        };
        let (number, values) = done??;
        cases[number].1.values = values;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

async fn kept_values(
    config: &Config,
    assistant: &Assistant,
    cache: &Cache,
    folder: &Path,
    truth: Truth,
) -> anyhow::Result<Vec<FoundValue>> {
    let mut digest = Sha256::new();
    digest.update(serde_json::to_vec(&truth.fields)?);
    for file in &truth.files {
        digest.update(Sha256::digest(fs_err::read(folder.join(&file.file))?));
    }
    let key = format!("{:x}", digest.finalize());
    let make = values(config, assistant, folder, truth);
    cache.kept_or(&key, decode, |values| encode(values), make).await
}

/// Numbers as their bits, as features are kept.
#[derive(Deserialize, Serialize)]
struct Kept {
    field: String,
    value: String,
    channel: String,
    is_said_by_rules: bool,
    signs: Vec<u32>,
    is_right: bool,
}

fn encode(values: &[FoundValue]) -> String {
    let kept: Vec<Kept> = values
        .iter()
        .map(|FoundValue { candidate, is_right }| Kept {
            field: candidate.field.as_str().to_owned(),
            value: candidate.value.clone(),
            channel: candidate.channel.clone(),
            is_said_by_rules: candidate.is_said_by_rules,
            signs: bits(&candidate.signs),
            is_right: *is_right,
        })
        .collect();
    serde_json::to_string(&kept).unwrap_or_default()
}

fn decode(text: &str) -> Option<Vec<FoundValue>> {
    let kept: Vec<Kept> = serde_json::from_str(text).ok()?;
    let values = kept.into_iter().map(|kept| FoundValue {
        is_right: kept.is_right,
        candidate: FieldCandidate {
            field: FieldId::from(kept.field.as_str()),
            value: kept.value,
            channel: kept.channel,
            is_said_by_rules: kept.is_said_by_rules,
            signs: numbers(&kept.signs),
        },
    });
    Some(values.collect())
}

/// The values of one case. Its service is taken as settled: whether it is recognised is another question. Forms that an
/// office taught are left aside, as for the other heads.
async fn values(
    config: &Config,
    assistant: &Assistant,
    folder: &Path,
    truth: Truth,
) -> anyhow::Result<Vec<FoundValue>> {
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
        values.push(FoundValue {
            is_right: stated.is_some_and(|field| comparison.is_same(&field.value, &candidate.value)),
            candidate,
        });
    }
    Ok(values)
}
