//! `aktenlage demo`: sets up accounts, regulations and sample cases, processes them, serves the workbench.
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::person::Role;
use aktenlage_evaluation::samples;
use aktenlage_server::auth::password;
use aktenlage_server::auth::randomness::SystemRandomness;
use aktenlage_workflow::{CaseQuery, CaseSort, CaseView, IncomingFile, Runner, Workbench};
use indicatif::{ProgressBar, ProgressStyle};
use secrecy::SecretString;

use crate::commands::{regulations, serve};
use crate::config::Config;
use crate::wiring;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Process the samples, print one line per case, exit
    #[arg(long)]
    once: bool,
    /// Folder with law files to import besides the shipped guidance
    #[arg(long, value_name = "DIR")]
    laws_directory: Option<PathBuf>,
    /// Only these laws of the folder
    #[arg(long, value_delimiter = ',')]
    law: Vec<String>,
}

/// Accounts of the demo. Its data directory holds invented people only.
const ACCOUNTS: [(&str, &str, Role); 3] = [
    ("sachbearbeitung", "Aylin Yılmaz", Role::Clerk),
    ("leitung", "Dr. Martin Seidl", Role::Supervisor),
    ("daten", "Katharina Vogt", Role::Data),
];
const PASSWORD: &str = "aktenlage-demo";

pub(crate) async fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let workbench = wiring::workbench(config).await?;
    create_accounts(&workbench).await?;
    wiring::load_models(config, &workbench).await;
    let laws = arguments.laws_directory.as_deref();
    match regulations::import_all(&workbench.active_assistant(), laws, &arguments.law).await {
        Ok(indexed) => println!("regulations: {} passages", indexed.added + indexed.unchanged),
        Err(error) => eprintln!("regulations are not searchable: {error:#}"),
    }
    let runner = Runner::new(workbench.clone());
    runner.recover().await?;
    receive_samples(&workbench).await?;
    process(&runner).await?;
    if arguments.once {
        print_cases(&workbench).await?;
        return Ok(ExitCode::SUCCESS);
    }
    println!();
    println!("Aktenlage: http://{}", config.server.listen);
    for (username, display_name, role) in ACCOUNTS {
        println!("  {username:16} {PASSWORD}   {display_name} ({role})");
    }
    println!("Stop with Ctrl-C.");
    serve::serve(config, workbench, true).await
}

async fn create_accounts(workbench: &Workbench) -> anyhow::Result<()> {
    let existing: BTreeSet<String> = workbench
        .users()
        .await?
        .into_iter()
        .map(|user| user.username)
        .collect();
    for (username, display_name, role) in ACCOUNTS {
        if !existing.contains(username) {
            let hash = password::hash(&SecretString::from(PASSWORD), &SystemRandomness)?;
            workbench.create_user(username, display_name, role, &hash).await?;
        }
    }
    Ok(())
}

/// Puts the sample cases in that are not there yet: the demo can be started again on its data.
async fn receive_samples(workbench: &Workbench) -> anyhow::Result<()> {
    for sample in samples::suite("demo")? {
        let files: Vec<IncomingFile> = sample
            .files
            .into_iter()
            .map(|(file_name, bytes)| IncomingFile {
                file_name,
                content: bytes.into(),
            })
            .collect();
        if !workbench.is_known(&files).await? {
            workbench
                .receive_from_command_line(files, date_from_text(&sample.case.received_on))
                .await?;
        }
    }
    Ok(())
}

async fn process(runner: &Runner) -> anyhow::Result<()> {
    let start = runner.progress().await?;
    let bar = ProgressBar::new(start.waiting.unsigned_abs());
    bar.set_style(ProgressStyle::with_template("cases       {bar:40} {pos}/{len}")?);
    loop {
        let worked = runner.work_once().await?;
        let now = runner.progress().await?;
        bar.set_position((start.waiting - now.waiting).max(0).unsigned_abs());
        if now.waiting == 0 && now.running == 0 {
            break;
        }
        if !worked {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }
    bar.finish_and_clear();
    Ok(())
}

async fn print_cases(workbench: &Workbench) -> anyhow::Result<()> {
    let Some(user) = workbench.users().await?.into_iter().next() else {
        return Ok(());
    };
    let query = CaseQuery {
        view: CaseView::All,
        service: None,
        search: None,
        sort: CaseSort::Reference,
        descending: false,
        offset: 0,
        limit: 200,
    };
    for row in workbench.list_cases(&user, &query).await?.items {
        let service = row
            .case
            .service
            .as_ref()
            .map_or("unknown service", |service| service.as_str());
        println!(
            "{}  {:32} {:9} {} fields, {} missing, {} unclear, {} contradictions",
            row.case.reference,
            service,
            row.processing.as_str(),
            row.fields_total,
            row.requirements_missing,
            row.requirements_unclear,
            row.contradictions,
        );
    }
    Ok(())
}
