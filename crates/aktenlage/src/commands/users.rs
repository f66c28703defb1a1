//! `aktenlage users`: give people access.
use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use aktenlage_domain::person::Role;
use aktenlage_server::auth::password::{self, SHORTEST_PASSWORD};
use aktenlage_server::auth::randomness::SystemRandomness;
use aktenlage_workflow::WorkflowError;
use anyhow::Context;
use secrecy::SecretString;

use crate::config::Config;
use crate::wiring;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Add a person; asks for the password, or reads it from a pipe
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
    /// Set a new password, asked for or read from a pipe; open sessions end
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

pub(crate) async fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    if !matches!(command, Command::Add { .. }) {
        // Only the first person of a new office makes its database.
        wiring::open_existing_store(config).await?.close().await;
    }
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
            for (user, may_sign_in) in workbench.access().await? {
                let access = if may_sign_in { "" } else { "  (disabled)" };
                println!(
                    "{:20} {:12} {}{access}",
                    user.username,
                    user.role.as_str(),
                    user.display_name
                );
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The hash of a password: typed unseen at a terminal, or the first line of a pipe.
fn ask_password(username: &str) -> anyhow::Result<String> {
    eprintln!("password for {username} (at least {SHORTEST_PASSWORD} characters):");
    let password = if std::io::stdin().is_terminal() {
        let mut screens = [console::Term::stderr(), console::Term::stdout()].into_iter();
        let screen = screens.find(console::Term::is_term);
        // Without a screen the terminal would go on showing what is typed.
        let screen =
            screen.context("the password is asked for at a terminal: do not redirect both outputs")?;
        screen.read_secure_line()?
    } else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        line
    };
    let password = SecretString::from(password.trim_end_matches(['\r', '\n']));
    Ok(password::hash(&password, &SystemRandomness)?)
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
