//! The command line of Aktenlage: reads the configuration, wires the crates together, holds no logic.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line speaks through its streams"
)]

mod commands;
mod config;
mod log;
mod shipped_heads;
mod system;
mod wiring;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// AI-assisted case processing for German public offices: models suggest, people decide.
#[derive(Parser)]
#[command(name = "aktenlage", version, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    overrides: config::Overrides,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the workbench
    Serve(commands::serve::Arguments),
    /// Set up the demo, process its cases and serve the workbench
    Demo(commands::demo::Arguments),
    /// Assess files without server or database and print what was found
    Assess(commands::assess::Arguments),
    /// Show what is read from files: words, form fields, issues
    Read(commands::read::Arguments),
    /// Teach blank forms once, so that they are recognised in any channel
    #[command(subcommand)]
    Forms(commands::forms::Command),
    /// Fetch, install, train and list models
    #[command(subcommand)]
    Models(commands::models::Command),
    /// Import and search regulations
    #[command(subcommand)]
    Regulations(commands::regulations::Command),
    /// Take in what lies in watched folders and mailboxes
    #[command(subcommand)]
    Intake(commands::folders::Command),
    /// Verify and export the audit chain
    #[command(subcommand)]
    Audit(commands::audit::Command),
    /// Give people access
    #[command(subcommand)]
    Users(commands::users::Command),
    /// Measure suggestions on cases with a known truth, or compare two such runs
    Evaluate(commands::evaluate::Arguments),
    /// Write the synthetic sample applications
    Samples(commands::samples::Arguments),
    /// Invent applications with known truth, in any number
    Generate(commands::generate::Arguments),
    /// Invent cases for measurements
    #[command(hide = true)]
    GenerateCases(commands::generate_cases::Arguments),
    /// Check configuration, blueprint, models, index and database
    Doctor(commands::doctor::Arguments),
}

fn main() -> ExitCode {
    if let Some(code) = commands::confined::run_if_asked() {
        return code;
    }
    let arguments = Arguments::parse();
    log::start();
    log::say_panics_by_place();
    match run(arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let (config, origins) = config::load(&arguments.overrides, std::env::vars())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match arguments.command {
            Command::Serve(serve) => commands::serve::run(&config, &serve).await,
            Command::Demo(demo) => commands::demo::run(&config, &demo).await,
            Command::Assess(assess) => commands::assess::run(&config, &assess).await,
            Command::Read(read) => commands::read::run(&config, &read).await,
            Command::Forms(command) => commands::forms::run(&config, &command).await,
            Command::Models(command) => commands::models::run(&config, &command).await,
            Command::Regulations(command) => commands::regulations::run(&config, &command).await,
            Command::Intake(command) => commands::folders::run(&config, &command).await,
            Command::Audit(command) => commands::audit::run(&config, &command).await,
            Command::Users(command) => commands::users::run(&config, &command).await,
            Command::Evaluate(evaluate) => commands::evaluate::run(&config, &evaluate).await,
            Command::Samples(samples) => commands::samples::run(&samples),
            Command::Generate(generate) => commands::generate::run(&generate),
            Command::GenerateCases(generate) => commands::generate_cases::run(&config, &generate).await,
            Command::Doctor(doctor) => commands::doctor::run(&config, &origins, &doctor).await,
        }
    })
}
