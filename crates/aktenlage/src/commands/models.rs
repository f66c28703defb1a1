//! `aktenlage models`: fetch, install, train, register rules, activate, list.
use std::path::PathBuf;
use std::process::ExitCode;

use aktenlage_inference::head::HeadTask;
use aktenlage_inference::manifest::Manifest;
use aktenlage_inference::{fetch, install};
use anyhow::bail;

use crate::config::Config;
use crate::wiring;

mod examples;
mod heads;
mod originals;
mod pairs;
mod promotion;
mod replay;
mod shadow;
mod train;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Download the default encoder, check its digests, convert it
    Fetch {
        /// Another model of the manifest
        #[arg(long)]
        name: Option<String>,
    },
    /// Install an encoder of your own: a folder with config.json, tokenizer.json and model.safetensors
    Install {
        /// The folder
        directory: PathBuf,
        /// Name to install it under; without it the folder's own
        #[arg(long)]
        name: Option<String>,
    },
    /// Train heads for kinds and services on cases with a known truth, or on what people of the office settled
    Train(train::Arguments),
    /// Write down what a head has to reach before it may be put to work; holds for heads that are trained later
    RegisterRule(promotion::Arguments),
    /// Put a trained head to work if it satisfies the rule that was registered before it was measured, or put none
    Activate {
        /// `kind` or `service`
        #[arg(value_parser = heads::task)]
        task: HeadTask,
        /// Version of the head, `none` for none
        version: String,
        /// Only try it: it is asked about live cases, and nobody is shown what it says
        #[arg(long)]
        shadow: bool,
    },
    /// Compare a head that is tried with what was suggested, on what people settled
    CompareShadow(shadow::Arguments),
    /// Ask any head about what arrived on a past day, beside what was suggested then and what people settled
    Replay(replay::Arguments),
    /// Say which reviews that a head learned from no longer stand; exits 1 if there are any
    CheckExamples(examples::Arguments),
    /// List the models of the manifest, what is installed, and the trained heads
    List,
}

pub(crate) async fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Fetch { name } => fetch_model(config, name.as_deref()).await?,
        Command::Install { directory, name } => {
            let (directory, name) = (directory.clone(), name.clone());
            let models = config.models.directory.clone();
            let task =
                tokio::task::spawn_blocking(move || install::install(&directory, &models, name.as_deref()));
            println!("installed: {}", task.await??.display());
            println!(
                "use it with AKTENLAGE__MODELS__ENCODER or `encoder` in the configuration, then rebuild the index"
            );
        }
        Command::Train(arguments) => return train::run(config, arguments).await,
        Command::RegisterRule(arguments) => promotion::register_rule(config, arguments)?,
        Command::Activate {
            task,
            version,
            shadow: true,
        } => heads::try_beside(config, *task, version)?,
        Command::Activate {
            task,
            version,
            shadow: false,
        } => heads::activate(config, *task, version)?,
        Command::CompareShadow(arguments) => shadow::compare(config, arguments).await?,
        Command::Replay(arguments) => replay::run(config, arguments).await?,
        Command::CheckExamples(arguments) => return examples::check(config, arguments).await,
        Command::List => list(config)?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn fetch_model(config: &Config, name: Option<&str>) -> anyhow::Result<()> {
    let manifest = Manifest::embedded()?;
    let model = match name {
        Some(name) => manifest.model(name)?,
        None => manifest.default_encoder()?,
    }
    .clone();
    let (models, python) = (config.models.directory.clone(), config.models.python.clone());
    let task = tokio::task::spawn_blocking(move || {
        fetch::fetch(&model, &models, &python, &|line: &str| eprintln!("{line}"))
    });
    println!("model: {}", task.await??.display());
    Ok(())
}

fn list(config: &Config) -> anyhow::Result<()> {
    for model in &Manifest::embedded()?.models {
        let installed = config
            .models
            .directory
            .join(&model.name)
            .join("model.toml")
            .exists();
        let state = if installed { "installed" } else { "not installed" };
        println!(
            "{:32} {:14} {:10} {} dimensions",
            model.name, state, model.licence, model.dimension
        );
    }
    heads::list(config)?;
    match wiring::load_encoder(config) {
        Ok(Some(encoder)) => println!("active: {}", encoder.identity()),
        Ok(None) => println!("active: none"),
        Err(error) => bail!("active: none: {error}"),
    }
    Ok(())
}
