//! `aktenlage demo`: sets up accounts, regulations and sample cases, processes them, serves the workbench.
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::person::{Role, User};
use aktenlage_evaluation::samples;
use aktenlage_server::auth::password;
use aktenlage_server::auth::randomness::SystemRandomness;
use aktenlage_workflow::views::Processing;
use aktenlage_workflow::{CaseQuery, CaseSort, CaseView, IncomingFile, Runner, Workbench};
use anyhow::bail;
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
    check_place(config)?;
    let workbench = wiring::workbench(config).await?;
    create_accounts(config, &workbench).await?;
    wiring::load_models(config, &workbench).await;
    let laws = arguments.laws_directory.as_deref();
    let imported = regulations::import_all(&workbench.active_assistant(), laws, &arguments.law).await;
    match &imported {
        Ok(indexed) => println!("regulations: {} passages", indexed.added + indexed.unchanged),
        Err(error) => eprintln!("regulations are not searchable: {error:#}"),
    }
    let runner = Runner::new(workbench.clone());
    runner.recover().await?;
    receive_samples(&workbench).await?;
    process(&runner).await?;
    if arguments.once {
        let is_complete =
            print_cases(&workbench).await? && (imported.is_ok() || config.models.encoder.is_empty());
        return Ok(if is_complete {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    }
    println!();
    println!("Aktenlage: http://{}", config.server.listen);
    for (username, display_name, role) in ACCOUNTS {
        println!("  {username:16} {PASSWORD}   {display_name} ({role})");
    }
    println!("Stop with Ctrl-C.");
    let workers = serve::Workers {
        here: true,
        alone: true,
    };
    serve::serve(config, workbench, workers).await
}

/// The demo's password is printed in this file: it stays on this machine, and away from what an office uses.
fn check_place(config: &Config) -> anyhow::Result<()> {
    let own_data = "start it without that setting, or set up a workbench of your own with `aktenlage users add` and \
                    `aktenlage serve`";
    if !config.database.url_is_embedded() {
        bail!(
            "the demo keeps its invented cases in a database of its own, and `database.url` names another: {own_data}"
        );
    }
    if !config.index.url.is_empty() {
        bail!(
            "the demo keeps its regulations in an index of its own, and `index.url` names another: {own_data}"
        );
    }
    let listens_here = config
        .server
        .listen
        .parse::<std::net::SocketAddr>()
        .is_ok_and(|address| address.ip().is_loopback());
    if !listens_here {
        bail!(
            "the demo's password is public, and {} can be reached from other machines: use --listen 127.0.0.1:8470",
            config.server.listen
        );
    }
    Ok(())
}

async fn create_accounts(config: &Config, workbench: &Workbench) -> anyhow::Result<()> {
    let users = workbench.users().await?;
    let is_of_the_demo = |user: &User| {
        let account = (user.username.as_str(), user.display_name.as_str(), user.role);
        ACCOUNTS.contains(&account)
    };
    if !users.is_empty() && !users.iter().any(is_of_the_demo) {
        bail!(
            "{} holds a workbench that is in use: give the demo a folder of its own with --data-directory",
            config.data.directory.display()
        );
    }
    let existing: BTreeSet<String> = users.into_iter().map(|user| user.username).collect();
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

/// One line per case; whether all of them are ready.
async fn print_cases(workbench: &Workbench) -> anyhow::Result<bool> {
    let Some(user) = workbench.users().await?.into_iter().next() else {
        return Ok(false);
    };
    let mut all_ready = true;
    let query = CaseQuery {
        view: CaseView::All,
        service: None,
        search: None,
        sort: CaseSort::Received,
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
        all_ready &= row.processing == Processing::Ready;
    }
    Ok(all_ready)
}
