//! `aktenlage regulations`: import, search, list.
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use aktenlage_assist::{Assistant, Indexed};
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::passage::{Level, Passage, PassageFilter};
use aktenlage_retrieval::import;
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};

use crate::config::Config;
use crate::wiring;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Import gii-norm XML and Markdown statutes of a folder, and the blueprint's guidance
    Import {
        /// The folder; without one only the blueprint's guidance is imported
        directory: Option<PathBuf>,
        /// Only these laws, by short title: WoGG,BEEG
        #[arg(long, value_delimiter = ',')]
        law: Vec<String>,
    },
    /// Search in words
    Search {
        /// What to look for
        query: String,
        /// Only these laws
        #[arg(long, value_delimiter = ',')]
        law: Vec<String>,
        /// federal, state, municipal or guidance
        #[arg(long)]
        level: Option<String>,
        /// Only what was in force on this day (YYYY-MM-DD)
        #[arg(long)]
        valid_on: Option<String>,
        /// How many hits
        #[arg(long, default_value_t = 10)]
        limit: usize,
    },
    /// List the laws of the index
    List,
}

pub(crate) async fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    let assistant = assistant(config).await?;
    match command {
        Command::Import { directory, law } => {
            let indexed = import_all(&assistant, directory.as_deref(), law).await?;
            println!(
                "{} added, {} unchanged, {} removed",
                indexed.added, indexed.unchanged, indexed.removed
            );
        }
        Command::Search {
            query,
            law,
            level,
            valid_on,
            limit,
        } => {
            let levels = level
                .iter()
                .map(|word| word.parse::<Level>())
                .collect::<Result<_, _>>();
            let valid_on = match valid_on {
                Some(text) => Some(date_from_text(text).context("--valid-on: expected YYYY-MM-DD")?),
                None => None,
            };
            let levels = levels.context("--level: expected federal, state, municipal or guidance")?;
            let filter = PassageFilter {
                laws: law.clone(),
                levels,
                valid_on,
            };
            search(&assistant, query, filter, *limit).await?;
        }
        Command::List => {
            for law in assistant.laws().await? {
                println!("{:24} {:10} {:6}", law.law, law.level.as_str(), law.passages);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn assistant(config: &Config) -> anyhow::Result<Assistant> {
    let encoder = wiring::load_encoder(config)?;
    let Some(encoder) = encoder else {
        bail!("no encoder is configured: run `aktenlage models fetch`")
    };
    let index = wiring::open_index(config, Some(encoder.dimension())).await?;
    let (catalogue, _) = wiring::catalogue(config);
    Ok(Assistant::new(Arc::clone(&catalogue), Some(encoder), Some(index)))
}

/// The guidance of the blueprint, and the laws of a folder.
pub(crate) async fn import_all(
    assistant: &Assistant,
    directory: Option<&Path>,
    laws: &[String],
) -> anyhow::Result<Indexed> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut issues = Vec::new();
    for (file, text) in &assistant.catalogue().guidance {
        let (found, found_issues) = import::read_markdown(text, file);
        passages.extend(found);
        issues.extend(found_issues);
    }
    if let Some(directory) = directory {
        let (found, found_issues) = import::read_directory(directory, laws);
        passages.extend(found);
        issues.extend(found_issues);
    }
    for issue in &issues {
        eprintln!("{}: {} ({})", issue.file, issue.detail, issue.code);
    }
    if passages.is_empty() {
        bail!("there is nothing to import");
    }
    let bar = ProgressBar::new(passages.len() as u64);
    bar.set_style(ProgressStyle::with_template(
        "regulations {bar:40} {pos}/{len} passages, {eta} left",
    )?);
    let indexed = assistant
        .index_passages(passages, &|done, _| bar.set_position(done as u64))
        .await?;
    bar.finish_and_clear();
    Ok(indexed)
}

async fn search(
    assistant: &Assistant,
    query: &str,
    filter: PassageFilter,
    limit: usize,
) -> anyhow::Result<()> {
    let found = assistant.search_regulations(query, filter, limit).await?;
    if found.is_empty() {
        println!("nothing found");
    }
    for hit in found {
        println!(
            "{:.3}  {}  {}",
            hit.score, hit.passage.citation, hit.passage.heading
        );
        let beginning: String = hit.passage.text.chars().take(160).collect();
        println!("       {beginning}");
    }
    Ok(())
}
