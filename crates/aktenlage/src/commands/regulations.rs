//! `aktenlage regulations`: import, reindex, search, list.
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aktenlage_assist::{Assistant, Indexed, vector_origin, words_alone};
use aktenlage_catalogue::Catalogue;
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::passage::{Level, Passage, PassageFilter};
use aktenlage_inference::Encoder;
use aktenlage_retrieval::{VectorIndex, import};
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
    /// Make the index again: after another encoder was configured, or when the index is damaged. Goes on where it stopped
    Reindex {
        /// A folder to read instead of the index: the index then holds this folder and the blueprint's guidance alone
        directory: Option<PathBuf>,
        /// Only these laws of the folder
        #[arg(long, value_delimiter = ',', requires = "directory")]
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
    match command {
        Command::Import { directory, law } => {
            let encoder = wiring::load_encoder(config)?;
            let origin = encoder.as_ref().map_or_else(words_alone, vector_origin);
            let index = wiring::index_place(config).open(&origin).await?;
            let assistant = assistant(config, encoder, Some(index));
            let indexed = import_all(&assistant, directory.as_deref(), law).await?;
            println!("{}", in_words(indexed));
        }
        Command::Reindex { directory, law } => {
            let indexed = reindex(config, directory.as_deref(), law).await?;
            println!("{}", in_words(indexed));
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
            let index = existing_index(config).await?;
            let encoder = wiring::load_encoder(config).unwrap_or_else(|error| {
                eprintln!("searching by words alone: {error}");
                None
            });
            if let Some(Err(error)) = encoder
                .as_ref()
                .map(|encoder| index.check_origin(&vector_origin(encoder)))
            {
                eprintln!("searching by words alone: {error}");
            }
            search(&assistant(config, encoder, Some(index)), query, filter, *limit).await?;
        }
        Command::List => {
            for law in existing_index(config).await?.laws().await? {
                println!("{:24} {:10} {:6}", law.law, law.level.as_str(), law.passages);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn existing_index(config: &Config) -> anyhow::Result<VectorIndex> {
    let index = wiring::index_place(config).open_existing().await?;
    index.context("no regulations are indexed: run `aktenlage regulations import DIR`")
}

fn assistant(config: &Config, encoder: Option<Encoder>, index: Option<VectorIndex>) -> Assistant {
    let (catalogue, _) = wiring::catalogue(config);
    Assistant::new(catalogue, encoder, index)
}

fn in_words(indexed: Indexed) -> String {
    let Indexed {
        added,
        unchanged,
        removed,
    } = indexed;
    format!("{added} added, {unchanged} unchanged, {removed} removed")
}

/// Embeds and indexes everything again, from the index itself or from a folder.
async fn reindex(config: &Config, directory: Option<&Path>, laws: &[String]) -> anyhow::Result<Indexed> {
    let encoder = wiring::load_encoder(config)?;
    let given = match directory {
        Some(directory) => {
            let (catalogue, _) = wiring::catalogue(config);
            Some(read_all(&catalogue, Some(directory), laws)?)
        }
        None => None,
    };
    let place = wiring::index_place(config);
    let origin = encoder.as_ref().map_or_else(words_alone, vector_origin);
    let rebuild = place.begin_rebuild(&origin, given).await?;
    let assistant = assistant(config, encoder, Some(rebuild.index().clone()));
    let indexed = index_with_bar(&assistant, rebuild.passages().to_vec()).await?;
    rebuild.finish()?;
    Ok(indexed)
}

/// Indexes the guidance of the blueprint, and the laws of a folder.
pub(crate) async fn import_all(
    assistant: &Assistant,
    directory: Option<&Path>,
    laws: &[String],
) -> anyhow::Result<Indexed> {
    let passages = read_all(assistant.catalogue(), directory, laws)?;
    index_with_bar(assistant, passages).await
}

fn read_all(
    catalogue: &Catalogue,
    directory: Option<&Path>,
    laws: &[String],
) -> anyhow::Result<Vec<Passage>> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut issues = Vec::new();
    for (file, text) in &catalogue.guidance {
        let (found, found_issues) = import::read_markdown(text, file);
        passages.extend(found);
        issues.extend(found_issues);
    }
    if let Some(directory) = directory {
        fs_err::read_dir(directory)
            .context("the folder of regulations cannot be read; nothing was imported")?;
        let (found, found_issues) = import::read_directory(directory, laws);
        passages.extend(found);
        issues.extend(found_issues);
    }
    let missing: Vec<&str> = issues
        .iter()
        .filter(|issue| issue.code == import::LAW_NOT_FOUND)
        .map(|issue| issue.detail.as_str())
        .collect();
    if !missing.is_empty() {
        bail!("not in the folder: {}; nothing was imported", missing.join(", "));
    }
    for issue in &issues {
        eprintln!("{}: {} ({})", issue.file, issue.detail, issue.code);
    }
    if passages.is_empty() {
        bail!("there is nothing to import");
    }
    Ok(passages)
}

async fn index_with_bar(assistant: &Assistant, passages: Vec<Passage>) -> anyhow::Result<Indexed> {
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
    if query.trim().is_empty() {
        bail!("say what to look for");
    }
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
