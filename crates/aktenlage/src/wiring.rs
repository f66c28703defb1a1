//! Puts the parts together as the configuration says.
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use aktenlage_assist::{Assistant, FormLibrary};
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::forms::FormFolder;
use aktenlage_domain::ids::ServiceKey;
use aktenlage_extract::Limits;
use aktenlage_extract::confined::Reader;
use aktenlage_inference::head::{HeadError, HeadFolder};
use aktenlage_inference::{Encoder, EncoderOptions, InferenceError, ModelMetadata, Precision};
use aktenlage_mailbox::{Account, Security};
use aktenlage_retrieval::{IndexError, IndexPlace, ServerPlace, VectorIndex, VectorOrigin};
use aktenlage_server::StatusPageConfig;
use aktenlage_store::{Blobs, Store};
use aktenlage_workflow::views::ModelState;
use aktenlage_workflow::{
    EncoderCard, EvaluationProgram, FolderWatcher, Mailbox, MailboxWatcher, Office, Outbox, Parts,
    WatchedFolder, Workbench,
};
use anyhow::{Context, bail};
use secrecy::{ExposeSecret, SecretString};

use crate::config::{Config, IntakeMailbox};
use crate::shipped_heads;
use crate::system::{SystemClock, SystemEntropy};

/// The blueprint with what is wrong with it.
pub(crate) fn catalogue(config: &Config) -> (Arc<Catalogue>, Vec<aktenlage_catalogue::Issue>) {
    let folder = PathBuf::from(&config.blueprint.directory);
    let (catalogue, issues) =
        aktenlage_catalogue::load((!config.blueprint.directory.is_empty()).then_some(folder.as_path()));
    (Arc::new(catalogue), issues)
}

/// The folder of forms that the office taught.
pub(crate) fn form_folder(config: &Config) -> FormFolder {
    FormFolder::new(config.data.directory.join("forms"))
}

/// The forms that are recognised, with what is wrong with their files. A file that cannot be used stops nothing.
pub(crate) fn forms(
    config: &Config,
    catalogue: &Catalogue,
) -> (Arc<FormLibrary>, Vec<aktenlage_catalogue::Issue>) {
    let (forms, issues) = form_folder(config).load(&catalogue.forms);
    (Arc::new(FormLibrary::new(forms)), issues)
}

/// Where the encoder is, if one is configured.
pub(crate) fn encoder_directory(config: &Config) -> Option<PathBuf> {
    (!config.models.encoder.is_empty()).then(|| config.models.directory.join(&config.models.encoder))
}

/// Loads the encoder; `None` if none is configured. The error names the remedy.
pub(crate) fn load_encoder(config: &Config) -> Result<Option<Encoder>, InferenceError> {
    let Some(directory) = encoder_directory(config) else {
        return Ok(None);
    };
    let precision = match config.models.precision.as_str() {
        "f32" => Precision::F32,
        "quantised" => Precision::Quantised,
        _ => Precision::Auto,
    };
    let options = EncoderOptions {
        precision,
        threads: config.models.threads,
        ..EncoderOptions::default()
    };
    Encoder::load(&directory, &options).map(Some)
}

/// The folder of trained heads.
pub(crate) fn head_folder(config: &Config) -> HeadFolder {
    HeadFolder::new(config.models.directory.join("heads"))
}

/// Where the data team's screens look for runs of `evaluate`.
pub(crate) fn evaluations_folder(config: &Config) -> PathBuf {
    if config.evaluation.folder.is_empty() {
        return config.data.directory.join("evaluations");
    }
    PathBuf::from(&config.evaluation.folder)
}

/// Puts the active heads to work and says why others are not: without one, rules and the encoder decide.
pub(crate) fn add_heads(config: &Config, assistant: &mut Assistant) -> Vec<HeadError> {
    let (heads, mut errors) = head_folder(config).load_active();
    for head in heads {
        if head.card().blueprint != assistant.catalogue().version {
            tracing::warn!(
                "{} was calibrated with another version of the blueprint: train it again to keep its target",
                head.identity()
            );
        }
        errors.extend(assistant.add_head(head).err());
    }
    errors.extend(shipped_heads::add(&head_folder(config), assistant));
    errors
}

/// Lets heads be tried beside those at work, and says why others are not.
fn add_shadows(config: &Config, assistant: &mut Assistant) -> Vec<HeadError> {
    let (heads, mut errors) = head_folder(config).load_shadows();
    for head in heads {
        errors.extend(assistant.add_shadow(head).err());
    }
    errors
}

/// What the data team sees of an encoder.
pub(crate) fn encoder_card(encoder: &Encoder) -> EncoderCard {
    let (name, digest) = encoder
        .identity()
        .split_once('@')
        .unwrap_or((encoder.identity(), ""));
    let said = |text: Option<&String>| text.filter(|text| !text.is_empty()).cloned();
    EncoderCard {
        name: name.to_owned(),
        digest: digest.to_owned(),
        dimension: encoder.dimension(),
        licence: said(encoder.metadata().map(|metadata| &metadata.licence)),
        revision: said(encoder.metadata().map(|metadata| &metadata.revision)),
    }
}

/// Where the index of regulations is kept.
pub(crate) fn index_place(config: &Config) -> IndexPlace {
    let key = config.index.api_key.expose_secret();
    IndexPlace {
        directory: config.data.directory.join("index"),
        server: (!config.index.url.is_empty()).then(|| ServerPlace {
            url: config.index.url.clone(),
            api_key: (!key.is_empty()).then(|| key.to_owned()),
            collection: config.index.collection.clone(),
        }),
    }
}

/// What the configured encoder makes vectors of regulations with, read without loading it; `None` without an encoder.
pub(crate) fn vector_origin(config: &Config) -> Option<VectorOrigin> {
    let model = ModelMetadata::read(&encoder_directory(config)?).ok()?;
    Some(aktenlage_assist::vector_origin_of(&model))
}

/// Opens the database and brings it up to date.
pub(crate) async fn open_store(config: &Config) -> anyhow::Result<Store> {
    if config.database.url.expose_secret().is_empty() {
        fs_err::create_dir_all(&config.data.directory)?;
        return Ok(Store::open_sqlite(&config.data.directory.join("aktenlage.sqlite"), &SystemClock).await?);
    }
    Ok(Store::connect_postgres(&config.database.url, &SystemClock).await?)
}

/// The database for reading, if there is one: a command that only looks must not make what it looks at.
pub(crate) async fn open_existing_store(config: &Config) -> anyhow::Result<Store> {
    if !config.database.url_is_embedded() {
        let found = Store::existing_postgres(&config.database.url).await?;
        return found.context(
            "the database of `database.url` holds no Aktenlage records: check the address, or begin with \
             `aktenlage users add`",
        );
    }
    let file = config.data.directory.join("aktenlage.sqlite");
    let found = Store::existing_sqlite(&file).await?;
    found.with_context(|| {
        format!(
            "there is no Aktenlage database in {}: name its folder with --data-directory, or begin with \
             `aktenlage users add`",
            file.display()
        )
    })
}

/// What one document may cost.
pub(crate) fn limits(config: &Config) -> Limits {
    Limits {
        max_bytes: config.limits.file_bytes,
        max_pages: config.limits.pages_per_document,
        max_seconds: config.limits.reading_seconds,
        max_seconds_per_scan: config.limits.reading_seconds_per_scan,
        max_memory_bytes: config.limits.reading_memory_bytes,
        ..Limits::recommended()
    }
}

/// Reads documents in child processes of this very program.
pub(crate) fn reader(config: &Config) -> anyhow::Result<Reader> {
    let program = std::env::current_exe().context("the program does not find itself")?;
    Ok(Reader::new(program, limits(config)))
}

/// The index if there is one that can be used: a command that only reads makes none.
pub(crate) async fn open_existing_index(config: &Config) -> Option<VectorIndex> {
    index_place(config).open_existing().await.ok().flatten()
}

/// The workbench without a model; [`load_models`] puts one in.
pub(crate) async fn workbench(config: &Config) -> anyhow::Result<Workbench> {
    let (catalogue, catalogue_issues) = catalogue(config);
    if catalogue.services.is_empty() {
        bail!("the blueprint holds no service: run `aktenlage doctor`");
    }
    let store = open_store(config).await?;
    let blobs = Blobs::open(&config.data.directory.join("files"))?;
    let index = usable_index(config).await;
    let models = if encoder_directory(config).is_some() {
        ModelState::Loading
    } else {
        ModelState::Absent
    };
    Ok(Workbench::new(Parts {
        store,
        blobs,
        forms: form_folder(config),
        assistant: Assistant::new(Arc::clone(&catalogue), None, index),
        catalogue,
        catalogue_issues,
        models,
        reader: reader(config)?,
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        office: Office {
            file_bytes: config.limits.file_bytes,
            files_per_submission: config.limits.files_per_submission,
            folders: watched_folders(config)?,
            mailboxes: config
                .intake
                .mailboxes
                .iter()
                .map(|mailbox| mailbox.name.clone())
                .collect(),
            outbox: (!config.outbox.directory.is_empty())
                .then(|| Outbox::Directory(config.outbox.directory.clone().into())),
            evaluations: evaluations_folder(config),
            evaluation_program: Some(EvaluationProgram {
                program: std::env::current_exe().context("the program does not find itself")?,
                options: config.given.clone(),
            }),
            heads: head_folder(config).root().to_owned(),
            samples: config.samples.plan(),
        },
    }))
}

/// The page for applicants, if the office wants it.
pub(crate) fn status_page(config: &Config) -> Option<StatusPageConfig> {
    let settings = &config.status_page;
    settings.enabled.then(|| StatusPageConfig {
        link_length: Duration::from_hours(24 * u64::from(settings.link_days)),
        public_url: (!settings.public_url.is_empty()).then(|| settings.public_url.clone()),
    })
}

/// The folders of the configuration, which checked them; whether they can be watched is another question.
fn watched_folders(config: &Config) -> anyhow::Result<Vec<WatchedFolder>> {
    let folders = config.intake.folders.iter().map(|folder| -> anyhow::Result<_> {
        Ok(WatchedFolder {
            name: folder.name.clone(),
            path: folder.path.clone(),
            channel: folder.channel.parse()?,
            service: folder.service.as_deref().map(ServiceKey::new),
            settle: Duration::from_secs(folder.settle_seconds),
            poll: Duration::from_secs(folder.poll_seconds),
        })
    });
    folders.collect()
}

/// A watcher for each folder of the configuration. The error names the remedy.
pub(crate) fn folder_watchers(config: &Config, workbench: &Workbench) -> anyhow::Result<Vec<FolderWatcher>> {
    Ok(workbench.folder_watchers(&config.data.directory)?)
}

/// The mailboxes of the configuration with their passwords. The error names the remedy.
pub(crate) fn mailboxes(config: &Config) -> anyhow::Result<Vec<Mailbox>> {
    let mailboxes = config
        .intake
        .mailboxes
        .iter()
        .map(|mailbox| -> anyhow::Result<_> {
            Ok(Mailbox {
                name: mailbox.name.clone(),
                account: Account {
                    host: mailbox.host.clone(),
                    port: mailbox.port,
                    security: match mailbox.tls.as_str() {
                        "plain" => Security::Plain,
                        _ => Security::ImplicitTls,
                    },
                    authorities: mailbox.ca_file.clone(),
                    user: mailbox.user.clone(),
                    password: password(mailbox)?,
                },
                folder: mailbox.folder.clone(),
                taken: mailbox.taken.clone(),
                refused: mailbox.refused.clone(),
                poll: Duration::from_secs(mailbox.poll_seconds),
            })
        });
    mailboxes.collect()
}

fn password(mailbox: &IntakeMailbox) -> anyhow::Result<SecretString> {
    let name = &mailbox.name;
    if let Some(file) = &mailbox.password_file {
        let text = fs_err::read_to_string(file)
            .with_context(|| format!("the password of the mailbox {name} cannot be read"))?;
        return Ok(SecretString::from(text.trim_end_matches(['\r', '\n'])));
    }
    let password = mailbox.password.clone();
    password.with_context(|| format!("the variable for the password of the mailbox {name} is not set"))
}

/// A watcher for each mailbox of the configuration. The error names the remedy.
pub(crate) fn mailbox_watchers(
    config: &Config,
    workbench: &Workbench,
) -> anyhow::Result<Vec<MailboxWatcher>> {
    let mailboxes = mailboxes(config)?.into_iter();
    Ok(mailboxes
        .map(|mailbox| workbench.mailbox_watcher(mailbox))
        .collect())
}

/// The index, or none with a line in the log: the workbench works without. One that another encoder made is searched
/// by words until it is made again.
async fn usable_index(config: &Config) -> Option<VectorIndex> {
    let place = index_place(config);
    let opened = match vector_origin(config) {
        Some(origin) => match place.open(&origin).await {
            Err(error @ (IndexError::OtherEncoder { .. } | IndexError::UnknownEncoder)) => {
                tracing::warn!("the regulations are searched by words alone: {error}");
                place.open_existing().await
            }
            opened => opened.map(Some),
        },
        None => place.open_existing().await,
    };
    match opened {
        Ok(index) => index,
        Err(error) => {
            tracing::warn!("the regulations cannot be searched: {error}");
            None
        }
    }
}

/// Loads the encoder (seconds) and puts it to work; without one everything can be done by hand.
pub(crate) async fn load_models(config: &Config, workbench: &Workbench) {
    let index = workbench.active_assistant().index().cloned();
    let (catalogue, _) = catalogue(config);
    let for_loading = config.clone();
    let loaded = tokio::task::spawn_blocking(move || load_encoder(&for_loading)).await;
    let (state, encoder) = match loaded {
        Ok(Ok(Some(encoder))) => (ModelState::Ready, Some(encoder)),
        Ok(Ok(None)) => (ModelState::Absent, None),
        Ok(Err(error)) => {
            tracing::warn!("no model, everything works by hand: {error}");
            (ModelState::Absent, None)
        }
        Err(error) => {
            tracing::error!("loading the model broke off: {error}");
            (ModelState::Absent, None)
        }
    };
    let card = encoder.as_ref().map(encoder_card);
    let mut assistant = Assistant::new(catalogue, encoder, index);
    for error in add_heads(config, &mut assistant) {
        tracing::warn!("without a trained head: {error}");
    }
    for error in add_shadows(config, &mut assistant) {
        tracing::warn!("a head that was to be tried is not: {error}");
    }
    workbench.set_assistant(state, assistant, card);
    if let Err(error) = workbench.active_assistant().warm_up().await {
        tracing::warn!("the first suggestions will take longer: {error}");
    }
}
