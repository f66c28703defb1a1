//! `aktenlage serve`: the workbench and its workers in one process.
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use aktenlage_server::ServerConfig;
use aktenlage_workflow::{Runner, Workbench};
use anyhow::Context;

use crate::config::Config;
use crate::wiring;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Leave the queue to another `aktenlage serve` on the same database
    #[arg(long)]
    without_workers: bool,
    /// Take up at once what an interrupted process left half done; only while no other process works on a shared
    /// database (with the embedded one this is always so)
    #[arg(long, conflicts_with = "without_workers")]
    take_up_work: bool,
}

/// How long folders and mailboxes may take to finish the item at hand when the process is told to stop.
const LAST_ITEM: Duration = Duration::from_secs(20);

/// Who works off the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Workers {
    /// Whether this process works at all.
    pub(crate) here: bool,
    /// Whether no other one does.
    pub(crate) alone: bool,
}

pub(crate) async fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let workbench = wiring::workbench(config).await?;
    let workers = Workers {
        here: !arguments.without_workers,
        alone: arguments.take_up_work || config.database.url_is_embedded(),
    };
    serve(config, workbench, workers).await
}

/// Listens first, loads the model meanwhile.
pub(crate) async fn serve(
    config: &Config,
    workbench: Workbench,
    workers: Workers,
) -> anyhow::Result<ExitCode> {
    let watchers = if workers.here {
        wiring::folder_watchers(config, &workbench)?
    } else {
        Vec::new()
    };
    let mailboxes = if workers.here {
        wiring::mailbox_watchers(config, &workbench)?
    } else {
        Vec::new()
    };
    let listener = tokio::net::TcpListener::bind(&config.server.listen)
        .await
        .with_context(|| {
            format!(
                "{} is taken; choose another address with --listen",
                config.server.listen
            )
        })?;
    match workbench.settle_outbox().await {
        Ok(0) => {}
        Ok(letters) => tracing::info!(letters, "put letters into the outbox that were interrupted"),
        Err(error) => tracing::warn!("no letter can be sent: {error}"),
    }
    let loading = tokio::spawn({
        let (config, workbench) = (config.clone(), workbench.clone());
        async move { wiring::load_models(&config, &workbench).await }
    });
    if workers.here {
        let runner = Runner::new(workbench.clone());
        if workers.alone {
            let recovered = runner.recover().await?;
            if recovered > 0 {
                tracing::info!(jobs = recovered, "took up work that was interrupted");
            }
        }
        for _ in 0..config.work.workers {
            let runner = runner.clone();
            let ready = workbench.clone();
            tokio::spawn(async move {
                // Suggestions without the model would have to be made twice.
                ready.wait_for_models().await;
                runner.work().await;
            });
        }
    }
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let mut watching = tokio::task::JoinSet::new();
    watching.spawn(Workbench::watch_folders(watchers, stopping.clone()));
    for mailbox in mailboxes {
        watching.spawn(mailbox.watch(stopping.clone()));
    }
    tracing::info!("aktenlage listens on http://{}", listener.local_addr()?);
    let mut settings = ServerConfig::new(Arc::new(aktenlage_server::auth::randomness::SystemRandomness));
    settings.web_directory =
        (!config.server.web_directory.is_empty()).then(|| config.server.web_directory.clone().into());
    settings.trusted_proxy = config.server.trusted_proxy;
    settings.session_length = Duration::from_secs(u64::from(config.server.session_hours) * 3600);
    settings.status_page = wiring::status_page(config);
    settings.file_limit_bytes = config.limits.file_bytes;
    settings.file_count_limit = config.limits.files_per_submission;
    aktenlage_server::serve(
        listener,
        aktenlage_server::router(workbench, settings)?,
        stopped(),
    )
    .await?;
    loading.abort();
    // Whatever is cut off here is found again at the next start.
    let _ = stop.send(true);
    let ended = async { while watching.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(LAST_ITEM, ended).await;
    Ok(ExitCode::SUCCESS)
}

/// Waits for Ctrl-C or a polite stop.
async fn stopped() {
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
