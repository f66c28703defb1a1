//! `aktenlage doctor`: what is configured, from where, and whether it works.
use std::process::ExitCode;

use aktenlage_catalogue::Catalogue;
use aktenlage_domain::clock::Clock;
use aktenlage_extract::confined::{Confinement, converter};
use aktenlage_inference::head::HeadTask;
use aktenlage_mailbox::{MailboxError, Session};
use aktenlage_workflow::Mailbox;
use aktenlage_workflow::letters::template_problem;

use crate::config::{Config, Origin};
use crate::system::SystemClock;
use crate::{shipped_heads, wiring};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Sign in to the mailboxes too: the only thing here that asks the network
    #[arg(long)]
    mailboxes: bool,
}

pub(crate) async fn run(
    config: &Config,
    origins: &[Origin],
    arguments: &Arguments,
) -> anyhow::Result<ExitCode> {
    let mut healthy = true;
    println!("configuration");
    for origin in origins {
        println!("  {:32} {:40} {}", origin.key, origin.value, origin.origin);
    }
    let (catalogue, issues) = wiring::catalogue(config);
    println!(
        "blueprint {}: {} services, {} document kinds, {} guidance texts",
        catalogue.version,
        catalogue.services.len(),
        catalogue.kinds.len(),
        catalogue.guidance.len()
    );
    for issue in &issues {
        println!("  {}: {} ({})", issue.file, issue.detail, issue.code);
        healthy = false;
    }
    for service in catalogue.unverified() {
        println!(
            "  {}: not verified, and shown as such: {} of {} requirements, {} deadlines, {} norms",
            service.service,
            service.requirements,
            service.requirements_total,
            service.deadlines,
            service.bases
        );
    }
    let (forms, form_issues) = wiring::forms(config, &catalogue);
    println!("taught forms: {}", forms.forms().len());
    for issue in &form_issues {
        println!("  {}: {} ({})", issue.file, issue.detail, issue.code);
        healthy = false;
    }
    healthy &= letters(&catalogue);
    healthy &= status_page(config);
    match aktenlage_extract::ocr_support() {
        Ok(ocr) => println!(
            "text recognition: Tesseract {}, {}",
            ocr.version,
            ocr.languages.join(", ")
        ),
        Err(missing) => println!("text recognition: pages that are pictures stay unread: {missing}"),
    }
    match converter() {
        Ok(found) => match found.version() {
            Some(version) => println!("office documents: {version}"),
            None => println!("office documents: {} cannot be started", found.program.display()),
        },
        Err(missing) => println!("office documents: Word and OpenDocument files stay unread: {missing}"),
    }
    healthy &= confinement(config);
    match wiring::load_encoder(config) {
        Ok(Some(encoder)) => println!(
            "encoder: {}, {} dimensions",
            encoder.identity(),
            encoder.dimension()
        ),
        Ok(None) => println!("encoder: none configured, everything works by hand"),
        Err(error) => {
            println!("encoder: {error}");
            healthy = false;
        }
    }
    healthy &= heads(config);
    healthy &= regulations(config).await;
    healthy &= mailboxes(config, arguments.mailboxes).await;
    // Looking makes no database: a missing one may also be a wrong folder.
    match wiring::open_existing_store(config).await {
        Ok(store) => {
            let found = store.verify_audit().await?;
            let state = if found.valid {
                "holds"
            } else {
                "IS BROKEN: run `aktenlage audit verify`"
            };
            println!(
                "database: {}, audit chain of {} entries {state}",
                store.engine_name(),
                found.entries
            );
            healthy &= found.valid;
        }
        Err(error) => {
            println!("database: {error:#}");
            healthy = false;
        }
    }
    println!("{}", if healthy { "all well" } else { "see above" });
    Ok(if healthy {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Whether letters can be set, and who writes them.
fn letters(catalogue: &Catalogue) -> bool {
    let letters = &catalogue.letters;
    match &letters.letterhead {
        Some(head) => println!("letters: from {}", head.name),
        None => println!("letters: none can be sent, `municipality.toml` names no letterhead"),
    }
    match template_problem(letters, SystemClock.today()) {
        None => true,
        Some(problem) => {
            println!("  letters/letter.typ: {problem}");
            false
        }
    }
}

/// Whether applicants can see where their case stands, and under which address.
fn status_page(config: &Config) -> bool {
    let settings = &config.status_page;
    if !settings.enabled {
        println!("status page for applicants: off");
        return true;
    }
    if settings.public_url.is_empty() {
        println!("status page for applicants: on, but links name no host: set `status_page.public_url`");
        return false;
    }
    println!(
        "status page for applicants: {}/status/, links hold {} days",
        settings.public_url, settings.link_days
    );
    if settings.public_url.starts_with("http://") {
        println!("  whoever listens to the connection reads the links: put a proxy with TLS in front");
    }
    true
}

/// What keeps a hostile file from doing harm, and what is missing of it. `false` if documents stay unread.
fn confinement(config: &Config) -> bool {
    let found = Confinement::available(&wiring::limits(config));
    let said = |has: bool| if has { "yes" } else { "not on this kernel" };
    println!(
        "confinement of readers: limits {}, files {}, network {}, signals {}, system calls {}",
        if found.without_limit.is_empty() {
            "yes"
        } else {
            "not as configured"
        },
        said(found.files()),
        said(found.network()),
        said(found.signals()),
        said(found.system_calls)
    );
    let gaps = found.gaps();
    for gap in &gaps {
        println!("  {gap}");
    }
    gaps.iter().all(|gap| !gap.stops_reading)
}

/// Whether the active heads can be used, and those that are tried.
fn heads(config: &Config) -> bool {
    let folder = wiring::head_folder(config);
    let (heads, mut errors) = folder.load_active();
    for head in &heads {
        println!("trained head: {}", head.identity());
    }
    for task in HeadTask::ALL {
        match shipped_heads::waiting(&folder, task) {
            Ok(Some(head)) => println!("trained head that comes with the program: {}", head.identity()),
            Ok(None) => {}
            Err(error) => errors.push(error),
        }
    }
    let (tried, more) = folder.load_shadows();
    for head in &tried {
        println!("tried head, shown to nobody: {}", head.identity());
    }
    errors.extend(more);
    for error in &errors {
        println!("trained head: {error}");
    }
    errors.is_empty()
}

/// Whether the mailboxes can be signed in to, if that is asked for. Nothing is moved or marked there.
async fn mailboxes(config: &Config, is_asked: bool) -> bool {
    let mailboxes = match wiring::mailboxes(config) {
        Ok(mailboxes) => mailboxes,
        Err(error) => {
            println!("mailboxes: {error:#}");
            return false;
        }
    };
    let mut healthy = true;
    for mailbox in &mailboxes {
        let (name, host, port) = (&mailbox.name, &mailbox.account.host, mailbox.account.port);
        if !is_asked {
            println!("mailbox {name}: {host}:{port}, not asked (`aktenlage doctor --mailboxes` signs in)");
            continue;
        }
        match waiting(mailbox).await {
            Ok(messages) => println!("mailbox {name}: {host}:{port}, {messages} messages wait"),
            Err(error) => {
                println!("mailbox {name}: {host}:{port}: {error} ({})", error.code());
                healthy = false;
            }
        }
    }
    healthy
}

async fn waiting(mailbox: &Mailbox) -> Result<usize, MailboxError> {
    let mut session = Session::sign_in(&mailbox.account).await?;
    session.open(&mailbox.folder).await?;
    let messages = session.list().await?.len();
    session.sign_out().await;
    Ok(messages)
}

/// Whether the index is there and fits the encoder. Looking makes none.
async fn regulations(config: &Config) -> bool {
    let opened = wiring::index_place(config).open_existing().await;
    let (index, count) = match opened {
        Ok(None) => {
            println!("regulations: none, run `aktenlage regulations import DIR`");
            return true;
        }
        Ok(Some(index)) => match index.count().await {
            Ok(count) => (index, count),
            Err(error) => {
                println!("regulations: {error}");
                return false;
            }
        },
        Err(error) => {
            println!("regulations: {error}");
            return false;
        }
    };
    let Some(origin) = wiring::vector_origin(config) else {
        println!("regulations: {count} passages, searched by words");
        return true;
    };
    match index.check_origin(&origin) {
        Err(error) if count > 0 => {
            println!("regulations: {count} passages, searched by words alone: {error}");
            false
        }
        _ => {
            println!("regulations: {count} passages, {origin}");
            true
        }
    }
}
