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
    /// Set a new password, read from standard input; open sessions end
    Password {
        /// Name to sign in with
        username: String,
    },
    /// Withdraw a person's access; open sessions end, the records stay
    Disable {
        /// Name to sign in with
        username: String,
    },
    /// Give a disabled person access again
    Enable {
        /// Name to sign in with
        username: String,
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
            let hash = ask_password(username)?;
            named(workbench.create_user(username, display_name, role, &hash).await)?;
            println!("{username} may sign in as {role}");
        }
        Command::Password { username } => {
            let hash = ask_password(username)?;
            named(workbench.set_password(username, &hash).await)?;
            println!("{username} has a new password");
        }
        Command::Disable { username } => {
            named(workbench.set_access(username, false).await)?;
            println!("{username} may no longer sign in");
        }
        Command::Enable { username } => {
            named(workbench.set_access(username, true).await)?;
            println!("{username} may sign in again");
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

/// The hash of a password from standard input.
fn ask_password(username: &str) -> anyhow::Result<String> {
    eprintln!("password for {username} (at least {PASSWORD_CHARACTERS} characters):");
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    if password.chars().count() < PASSWORD_CHARACTERS {
        bail!("the password is shorter than {PASSWORD_CHARACTERS} characters");
    }
    Ok(password::hash(&SecretString::from(password), &SystemRandomness)?)
}

/// Says what is wrong with a user name.
fn named<T>(result: Result<T, WorkflowError>) -> anyhow::Result<T> {
    result.map_err(|error| {
        if let WorkflowError::Invalid(issues) = &error {
            let code = issues.first().map_or("invalid", |issue| issue.code);
            return anyhow::anyhow!("username: {code}");
        }
        error.into()
    })
}
