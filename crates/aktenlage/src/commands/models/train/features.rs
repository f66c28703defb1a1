//! The features of cases with a known truth, read as documents are read when they come in, and kept for the next time.
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aktenlage_assist::{Assistant, DocumentFeatures, FormLibrary, RuleScores};
use aktenlage_domain::document::is_emptied_archive;
use aktenlage_domain::ids::DocumentKind;
use aktenlage_evaluation::heads::cache::Cache;
use aktenlage_evaluation::truth::{Split, Truth};
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;

use super::fields::FoundValue;
use crate::commands::assess;
use crate::config::Config;

/// Changes when other features are kept under the same names.
const SHAPE: &str = "features/2";

/// A case with the features of its files.
pub(super) struct ReadCase {
    pub(super) truth: Truth,
    pub(super) side: Split,
    /// For each file of the truth the documents that were found in it.
    pub(super) files: Vec<Vec<DocumentFeatures>>,
    /// Values that were found for the fields of its service.
    pub(super) values: Vec<FoundValue>,
}

/// Reads the truths first, so that what is wrong with them is said before the long work.
pub(super) fn cases(folders: &[PathBuf]) -> anyhow::Result<Vec<(PathBuf, ReadCase)>> {
    let mut cases = Vec::new();
    for (number, folder) in folders.iter().enumerate() {
        let mut truth = Truth::read(folder)?;
        // Folders of several sides may have the same name; draws of cases go by this one.
        truth.case = format!("{number:06} {}", folder.display());
        let mut sides: Vec<Option<Split>> = truth.files.iter().map(|file| file.split).collect();
        sides.dedup();
        let [Some(side)] = sides[..] else {
            bail!(
                "missing_split: {} does not say of one side that it belongs to: train on cases that \
                 `aktenlage generate` wrote",
                folder.display()
            );
        };
        let files = vec![Vec::new(); truth.files.len()];
        cases.push((
            folder.clone(),
            ReadCase {
                truth,
                side,
                files,
                values: Vec::new(),
            },
        ));
    }
    Ok(cases)
}

/// Fills in the features, with as many files at once as there are cores. What is kept in `work` is not read again.
pub(super) async fn read(
    config: &Config,
    assistant: &Arc<Assistant>,
    work: &Path,
    cases: &mut [(PathBuf, ReadCase)],
) -> anyhow::Result<()> {
    let cache = Cache::open(work, &fingerprint(SHAPE, assistant))?;
    let config = Arc::new(config.clone());
    let mut waiting = Vec::new();
    for (case, (folder, read)) in cases.iter().enumerate() {
        for (file, truth) in read.truth.files.iter().enumerate() {
            waiting.push((case, file, folder.join(&truth.file)));
        }
    }
    let bar = ProgressBar::new(waiting.len() as u64);
    bar.set_style(ProgressStyle::with_template(
        "files       {bar:40} {pos}/{len}, {eta} left",
    )?);
    let at_once = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let mut waiting = waiting.into_iter();
    let mut running = JoinSet::new();
    loop {
        while running.len() < at_once
            && let Some((case, file, path)) = waiting.next()
        {
            let (config, assistant, cache) = (Arc::clone(&config), Arc::clone(assistant), cache.clone());
            running.spawn(async move {
                let features = features(&config, &assistant, &cache, &path).await;
                let features = features.with_context(|| path.display().to_string());
                features.map(|features| (case, file, features))
            });
        }
        let Some(done) = running.join_next().await else {
            break;
        };
        let (case, file, features) = done??;
        cases[case].1.files[file] = features;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// The documents in one file. Taught forms are left aside: what they say comes before heads, and another office has
/// others.
async fn features(
    config: &Config,
    assistant: &Assistant,
    cache: &Cache,
    path: &Path,
) -> anyhow::Result<Vec<DocumentFeatures>> {
    let key = format!("{:x}", Sha256::digest(fs_err::read(path)?));
    let forms = FormLibrary::default();
    let make = async {
        let documents = assess::read(config, &forms, &[path.to_owned()]).await?;
        let mut features = Vec::new();
        for document in &documents {
            if !is_emptied_archive(&document.issues) {
                features.push(assistant.features(document).await?);
            }
        }
        anyhow::Ok(features)
    };
    let encode = |features: &Vec<DocumentFeatures>| encode(features);
    cache.kept_or(&key, decode, encode, make).await
}

/// What decides about the numbers beside the files; `shape` says which they are and how they are worked out.
pub(super) fn fingerprint(shape: &str, assistant: &Assistant) -> String {
    let ocr = aktenlage_extract::ocr_support().map_or_else(|_| "none".to_owned(), |ocr| ocr.version);
    let parts = [
        shape.to_owned(),
        env!("CARGO_PKG_VERSION").to_owned(),
        assistant.model(),
        assistant.prompt_version(),
        assistant.catalogue().version.clone(),
        ocr,
    ];
    let mut digest = format!("{:x}", Sha256::digest(parts.join("\n")));
    digest.truncate(16);
    digest
}

/// Numbers as their bits: what was kept is the same to the last one as what was worked out.
#[derive(Deserialize, Serialize)]
struct Kept {
    vector: Vec<u32>,
    words: Vec<u16>,
    kinds: KeptScores,
    services: KeptScores,
    kind: Option<String>,
    channel: String,
    is_readable: bool,
}

#[derive(Deserialize, Serialize)]
struct KeptScores {
    values: Vec<u32>,
    shown: Vec<bool>,
    vetoed: Vec<bool>,
}

pub(super) fn bits(numbers: &[f32]) -> Vec<u32> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

pub(super) fn numbers(bits: &[u32]) -> Vec<f32> {
    bits.iter().map(|bits| f32::from_bits(*bits)).collect()
}

impl KeptScores {
    fn of(scores: &RuleScores) -> Self {
        Self {
            values: bits(&scores.values),
            shown: scores.shown.clone(),
            vetoed: scores.vetoed.clone(),
        }
    }

    fn scores(self) -> RuleScores {
        RuleScores {
            values: numbers(&self.values),
            shown: self.shown,
            vetoed: self.vetoed,
        }
    }
}

fn encode(features: &[DocumentFeatures]) -> String {
    let kept: Vec<Kept> = features
        .iter()
        .map(|features| Kept {
            vector: bits(&features.vector),
            words: features.words.clone(),
            kinds: KeptScores::of(&features.kinds),
            services: KeptScores::of(&features.services),
            kind: features.kind.as_ref().map(|kind| kind.as_str().to_owned()),
            channel: features.channel.clone(),
            is_readable: features.is_readable,
        })
        .collect();
    serde_json::to_string(&kept).unwrap_or_default()
}

fn decode(text: &str) -> Option<Vec<DocumentFeatures>> {
    let kept: Vec<Kept> = serde_json::from_str(text).ok()?;
    let features = kept.into_iter().map(|kept| DocumentFeatures {
        vector: numbers(&kept.vector),
        words: kept.words,
        kinds: kept.kinds.scores(),
        services: kept.services.scores(),
        kind: kept.kind.map(DocumentKind::new),
        channel: kept.channel,
        is_readable: kept.is_readable,
    });
    Some(features.collect())
}
