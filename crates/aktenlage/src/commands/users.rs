//! `aktenlage users`: give people access.
use std::io::BufRead;
use std::process::ExitCode;

use aktenlage_domain::person::Role;
use aktenlage_server::auth::password;
use aktenlage_server::auth::randomness::SystemRandomness;
use aktenlage_workflow::WorkflowError;
use anyhow::{Context, bail};
use secrecy::SecretString;

use crate::config::Config;
use crate::wiring;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Add a person; the password is read from standard input
    Add {
        /// Name to sign in with
        username: String,
        /// Name that colleagues see
        #[arg(long)]
        display_name: String,
        /// clerk, supervisor or data
        #[arg(long)]
        role: String,
    },
    /// List everybody
    List,
}

/// Shortest password.
const PASSWORD_CHARACTERS: usize = 12;

pub(crate) async fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    let workbench = wiring::workbench(config).await?;
    match command {
        Command::Add {
            username,
            display_name,
            role,
        } => {
            let role: Role = role.parse().context("role: expected clerk, supervisor or data")?;
            eprintln!("password for {username} (at least {PASSWORD_CHARACTERS} characters):");
            let mut password = String::new();
            std::io::stdin().lock().read_line(&mut password)?;
            let password = password.trim_end_matches(['\r', '\n']);
            if password.chars().count() < PASSWORD_CHARACTERS {
                bail!("the password is shorter than {PASSWORD_CHARACTERS} characters");
            }
            let hash = password::hash(&SecretString::from(password), &SystemRandomness)?;
            match workbench.create_user(username, display_name, role, &hash).await {
                Ok(_) => println!("{username} may sign in as {role}"),
                Err(WorkflowError::Invalid(issues)) => {
                    bail!(
                        "username: {}",
                        issues.first().map_or("invalid", |issue| issue.code)
                    )
                }
                Err(other) => return Err(other.into()),
            }
        }
        Command::List => {
            for user in workbench.users().await? {
                println!(
                    "{:20} {:12} {}",
                    user.username,
                    user.role.as_str(),
                    user.display_name
                );
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
