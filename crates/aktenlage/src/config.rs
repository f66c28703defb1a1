//! The configuration, read once: built-in defaults, a file, environment variables, command line.
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use aktenlage_domain::intake::IntakeChannel;
use aktenlage_domain::sample::{SamplePlan, WHOLE_PPM};
use anyhow::{Context, bail};
use secrecy::SecretString;
use serde::Deserialize;

/// The documentation and the defaults in one file.
pub(crate) const EXAMPLE: &str = include_str!("../../../deploy/aktenlage.example.toml");

/// `AKTENLAGE__SECTION__KEY` sets one value.
const VARIABLE_PREFIX: &str = "AKTENLAGE__";

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) data: Data,
    pub(crate) server: Server,
    pub(crate) database: Database,
    pub(crate) index: Index,
    pub(crate) models: Models,
    pub(crate) blueprint: Blueprint,
    pub(crate) work: Work,
    pub(crate) intake: Intake,
    pub(crate) outbox: Outbox,
    pub(crate) status_page: StatusPage,
    pub(crate) evaluation: Evaluation,
    pub(crate) samples: Samples,
    pub(crate) limits: Limits,
    /// The options of the command line that it came from: a child of this program that gets them, and the variables,
    /// has the same.
    #[serde(skip)]
    pub(crate) given: Vec<OsString>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Data {
    pub(crate) directory: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Server {
    pub(crate) listen: String,
    pub(crate) trusted_proxy: bool,
    pub(crate) session_hours: u32,
    pub(crate) web_directory: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Database {
    /// May hold a password: never printed.
    pub(crate) url: SecretString,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Index {
    pub(crate) url: String,
    pub(crate) api_key: SecretString,
    pub(crate) collection: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Models {
    pub(crate) directory: PathBuf,
    pub(crate) encoder: String,
    pub(crate) precision: String,
    pub(crate) threads: usize,
    pub(crate) python: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Blueprint {
    pub(crate) directory: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Work {
    pub(crate) workers: usize,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Intake {
    pub(crate) folders: Vec<IntakeFolder>,
    pub(crate) mailboxes: Vec<IntakeMailbox>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IntakeFolder {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) channel: String,
    pub(crate) service: Option<String>,
    #[serde(default = "settle_seconds")]
    pub(crate) settle_seconds: u64,
    #[serde(default = "poll_seconds")]
    pub(crate) poll_seconds: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IntakeMailbox {
    pub(crate) name: String,
    pub(crate) host: String,
    #[serde(default = "imaps_port")]
    pub(crate) port: u16,
    #[serde(default = "implicit_tls")]
    pub(crate) tls: String,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) user: String,
    pub(crate) password_file: Option<PathBuf>,
    /// Name of an environment variable.
    pub(crate) password_variable: Option<String>,
    /// What that variable holds.
    #[serde(skip)]
    pub(crate) password: Option<SecretString>,
    #[serde(default = "inbox")]
    pub(crate) folder: String,
    #[serde(default = "taken_folder")]
    pub(crate) taken: String,
    #[serde(default = "refused_folder")]
    pub(crate) refused: String,
    #[serde(default = "mailbox_poll_seconds")]
    pub(crate) poll_seconds: u64,
}

fn imaps_port() -> u16 {
    993
}

fn implicit_tls() -> String {
    "implicit".to_owned()
}

fn inbox() -> String {
    "INBOX".to_owned()
}

fn taken_folder() -> String {
    "Uebernommen".to_owned()
}

fn refused_folder() -> String {
    "Abgelehnt".to_owned()
}

fn mailbox_poll_seconds() -> u64 {
    60
}

fn settle_seconds() -> u64 {
    5
}

fn poll_seconds() -> u64 {
    10
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outbox {
    /// Empty: nowhere.
    pub(crate) directory: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusPage {
    pub(crate) enabled: bool,
    /// Empty: not said.
    pub(crate) public_url: String,
    pub(crate) link_days: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Evaluation {
    /// Empty: `evaluations` in the data directory.
    pub(crate) folder: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Samples {
    /// Of new cases, 0 to 1.
    pub(crate) share: f64,
    pub(crate) fields: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    pub(crate) file_bytes: u64,
    pub(crate) files_per_submission: usize,
    pub(crate) pages_per_document: u32,
    pub(crate) reading_seconds: u64,
    pub(crate) reading_seconds_per_scan: u64,
    pub(crate) reading_memory_bytes: u64,
}

impl Samples {
    /// What the office draws; the share in millionths.
    pub(crate) fn plan(&self) -> SamplePlan {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share between 0 and 1, as was checked"
        )]
        let share_ppm = (self.share * f64::from(WHOLE_PPM)).round() as u32;
        SamplePlan {
            share_ppm,
            fields: self.fields,
        }
    }
}

impl Database {
    /// Whether this process is the only one on its database.
    pub(crate) fn url_is_embedded(&self) -> bool {
        use secrecy::ExposeSecret;
        self.url.expose_secret().is_empty()
    }
}

/// Where a value comes from, for `doctor`.
#[derive(Clone, Debug)]
#[expect(clippy::struct_field_names, reason = "the origin is one of three columns")]
pub(crate) struct Origin {
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) origin: String,
}

/// What the command line may override.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Overrides {
    /// Configuration file (see deploy/aktenlage.example.toml)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Folder of database, originals and index
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data_directory: Option<PathBuf>,
    /// Folder of the models
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) models_directory: Option<PathBuf>,
    /// Folder whose files replace those of the built-in blueprint
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) blueprint_directory: Option<PathBuf>,
    /// Address to listen on
    #[arg(long, global = true, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,
}

/// Reads everything and says where each value came from.
pub(crate) fn load(
    overrides: &Overrides,
    variables: impl Iterator<Item = (String, String)>,
) -> anyhow::Result<(Config, Vec<Origin>)> {
    let mut table: toml::Table = EXAMPLE
        .parse()
        .context("the built-in configuration is broken. This is a bug.")?;
    let mut origins = std::collections::BTreeMap::new();
    if let Some(path) = &overrides.config {
        let text = fs_err::read_to_string(path)?;
        let file: toml::Table = text
            .parse()
            .with_context(|| format!("{} is not valid TOML", path.display()))?;
        for (section, keys) in file {
            let Some(keys) = keys.as_table() else {
                bail!("{}: `{section}` must be a section", path.display())
            };
            for (key, value) in keys {
                set(&mut table, &section, key, value.clone())
                    .with_context(|| format!("{}: [{section}] {key}", path.display()))?;
                origins.insert(format!("{section}.{key}"), path.display().to_string());
            }
        }
    }
    let variables: std::collections::BTreeMap<String, String> = variables.collect();
    let settings = variables
        .iter()
        .filter(|(name, _)| name.starts_with(VARIABLE_PREFIX));
    for (name, text) in settings {
        let lower = name[VARIABLE_PREFIX.len()..].to_lowercase();
        let Some((section, key)) = lower.split_once("__") else {
            bail!("{name}: expected {VARIABLE_PREFIX}SECTION__KEY")
        };
        let value = typed(&table, section, key, text).with_context(|| name.clone())?;
        set(&mut table, section, key, value).with_context(|| name.clone())?;
        origins.insert(format!("{section}.{key}"), name.clone());
    }
    let options = [
        (
            "data",
            "directory",
            path_text(overrides.data_directory.as_deref()),
            "--data-directory",
        ),
        (
            "models",
            "directory",
            path_text(overrides.models_directory.as_deref()),
            "--models-directory",
        ),
        (
            "blueprint",
            "directory",
            path_text(overrides.blueprint_directory.as_deref()),
            "--blueprint-directory",
        ),
        ("server", "listen", overrides.listen.clone(), "--listen"),
    ];
    for (section, key, value, option) in options {
        if let Some(value) = value {
            set(&mut table, section, key, toml::Value::String(value))?;
            origins.insert(format!("{section}.{key}"), option.to_owned());
        }
    }
    let listed = list(&table, &origins);
    let mut config: Config = table.try_into().context("the configuration is not valid")?;
    config.given = given(overrides);
    for mailbox in &mut config.intake.mailboxes {
        let variable = mailbox.password_variable.as_ref();
        let password = variable.and_then(|variable| variables.get(variable));
        mailbox.password = password.map(|password| SecretString::from(password.as_str()));
    }
    validate(&config)?;
    Ok((config, listed))
}

fn given(overrides: &Overrides) -> Vec<OsString> {
    let options = [
        ("--config", &overrides.config),
        ("--data-directory", &overrides.data_directory),
        ("--models-directory", &overrides.models_directory),
        ("--blueprint-directory", &overrides.blueprint_directory),
    ];
    let given = options.into_iter().filter_map(|(option, value)| {
        let value = value.as_ref()?;
        Some([OsString::from(option), value.clone().into_os_string()])
    });
    given.flatten().collect()
}

fn path_text(path: Option<&Path>) -> Option<String> {
    path.map(|path| path.display().to_string())
}

/// Sets a known key, refuses an unknown one.
fn set(table: &mut toml::Table, section: &str, key: &str, value: toml::Value) -> anyhow::Result<()> {
    let known = table.get_mut(section).and_then(toml::Value::as_table_mut);
    let Some(slot) = known.and_then(|keys| keys.get_mut(key)) else {
        bail!("there is no such setting")
    };
    *slot = value;
    Ok(())
}

/// A variable's text as the type that the default has.
fn typed(table: &toml::Table, section: &str, key: &str, text: &str) -> anyhow::Result<toml::Value> {
    let default = table.get(section).and_then(|keys| keys.get(key));
    match default {
        Some(toml::Value::Integer(_)) => Ok(toml::Value::Integer(
            text.parse().context("expected a whole number")?,
        )),
        Some(toml::Value::Float(_)) => Ok(toml::Value::Float(text.parse().context("expected a number")?)),
        Some(toml::Value::Boolean(_)) => Ok(toml::Value::Boolean(
            text.parse().context("expected true or false")?,
        )),
        Some(toml::Value::Array(_)) => bail!("lists are set in the file given with --config"),
        Some(_) => Ok(toml::Value::String(text.to_owned())),
        None => bail!("there is no such setting"),
    }
}

fn list(table: &toml::Table, origins: &std::collections::BTreeMap<String, String>) -> Vec<Origin> {
    let mut listed = Vec::new();
    for (section, keys) in table {
        for (key, value) in keys.as_table().into_iter().flatten() {
            let name = format!("{section}.{key}");
            let secret = matches!(name.as_str(), "database.url" | "index.api_key");
            let value = match value.as_str() {
                Some(text) if secret && !text.is_empty() => "(secret)".to_owned(),
                Some(text) => text.to_owned(),
                None => value.to_string(),
            };
            let origin = origins
                .get(&name)
                .cloned()
                .unwrap_or_else(|| "default".to_owned());
            listed.push(Origin {
                key: name,
                value,
                origin,
            });
        }
    }
    listed
}

/// All problems at once.
fn validate(config: &Config) -> anyhow::Result<()> {
    let mut problems = Vec::new();
    if config.server.listen.parse::<std::net::SocketAddr>().is_err() {
        problems.push("server.listen: expected an address and port such as 127.0.0.1:8470");
    }
    if config.server.session_hours == 0 || config.server.session_hours > 24 {
        problems.push("server.session_hours: expected 1 to 24");
    }
    if !matches!(config.models.precision.as_str(), "auto" | "f32" | "quantised") {
        problems.push("models.precision: expected auto, f32 or quantised");
    }
    if config.work.workers == 0 {
        problems.push("work.workers: expected at least 1");
    }
    if config.limits.file_bytes == 0
        || config.limits.files_per_submission == 0
        || config.limits.pages_per_document == 0
    {
        problems.push("limits: expected numbers above 0");
    }
    if config.limits.reading_seconds == 0 || config.limits.reading_memory_bytes < 256 * 1024 * 1024 {
        problems.push("limits: reading needs at least 1 second and 256 MiB");
    }
    if !(0.0..=1.0).contains(&config.samples.share) {
        problems.push("samples.share: expected 0 to 1");
    }
    if !(1..=SAMPLE_FIELDS_LIMIT).contains(&config.samples.fields) {
        problems.push("samples.fields: expected 1 to 50");
    }
    problems.extend(folder_problems(&config.intake.folders));
    problems.extend(mailbox_problems(&config.intake));
    let outbox = Path::new(&config.outbox.directory);
    if config.intake.folders.iter().any(|folder| folder.path == outbox) {
        problems.push("outbox.directory: what is sent would come back through a watched folder");
    }
    if !config.status_page.public_url.is_empty() && !is_origin(&config.status_page.public_url) {
        problems.push("status_page.public_url: expected https://host without a path");
    }
    if !(1..=LINK_DAYS_LIMIT).contains(&config.status_page.link_days) {
        problems.push("status_page.link_days: expected 1 to 3650");
    }
    if problems.is_empty() {
        Ok(())
    } else {
        bail!("the configuration is not valid:\n  {}", problems.join("\n  "))
    }
}

/// More than a service has fields that everybody answers.
const SAMPLE_FIELDS_LIMIT: u32 = 50;

/// Ten years: no case is open longer.
const LINK_DAYS_LIMIT: u32 = 3_650;

/// Whether an address is a scheme and a host, with a port or without.
fn is_origin(address: &str) -> bool {
    let host = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    let is_of_host = |character: char| {
        character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | ':' | '[' | ']')
    };
    host.is_some_and(|host| !host.is_empty() && host.chars().all(is_of_host))
}

/// Longest name of a source: it stands in every entry about what came through it.
const SOURCE_NAME_CHARACTERS: usize = 60;

fn is_source_name(name: &str) -> bool {
    !name.trim().is_empty()
        && name.chars().count() <= SOURCE_NAME_CHARACTERS
        && !name.chars().any(char::is_control)
}

fn folder_problems(folders: &[IntakeFolder]) -> Vec<&'static str> {
    let mut problems = Vec::new();
    if !folders.iter().all(|folder| is_source_name(&folder.name)) {
        problems.push("intake.folders: expected a name of 1 to 60 characters");
    }
    let names: std::collections::BTreeSet<_> = folders.iter().map(|folder| &folder.name).collect();
    if names.len() < folders.len() {
        problems.push("intake.folders: two folders have the same name");
    }
    if folders
        .iter()
        .any(|folder| folder.channel.parse::<IntakeChannel>().is_err())
    {
        problems.push("intake.folders: channel: expected scan, fax, portal or mail");
    }
    let is_time = |seconds: u64| (1..=3_600).contains(&seconds);
    if !folders
        .iter()
        .all(|folder| is_time(folder.settle_seconds) && is_time(folder.poll_seconds))
    {
        problems.push("intake.folders: settle_seconds and poll_seconds: expected 1 to 3600");
    }
    problems
}

fn mailbox_problems(intake: &Intake) -> Vec<&'static str> {
    let mailboxes = &intake.mailboxes;
    let mut problems = Vec::new();
    if !mailboxes.iter().all(|mailbox| is_source_name(&mailbox.name)) {
        problems.push("intake.mailboxes: expected a name of 1 to 60 characters");
    }
    let names: std::collections::BTreeSet<_> = mailboxes.iter().map(|mailbox| &mailbox.name).collect();
    if names.len() < mailboxes.len() || intake.folders.iter().any(|folder| names.contains(&folder.name)) {
        problems.push("intake.mailboxes: two mailboxes, or a mailbox and a folder, have the same name");
    }
    let is_reached =
        |mailbox: &IntakeMailbox| !mailbox.host.is_empty() && mailbox.port > 0 && !mailbox.user.is_empty();
    if !mailboxes.iter().all(is_reached) {
        problems.push("intake.mailboxes: expected host, port and user");
    }
    if !mailboxes
        .iter()
        .all(|mailbox| matches!(mailbox.tls.as_str(), "implicit" | "plain"))
    {
        problems
            .push("intake.mailboxes: tls: expected implicit, or plain on this machine; there is no STARTTLS");
    }
    if mailboxes
        .iter()
        .any(|mailbox| mailbox.password_file.is_some() == mailbox.password_variable.is_some())
    {
        problems.push("intake.mailboxes: expected either password_file or password_variable");
    }
    let is_folder = |name: &str| !name.is_empty() && name.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let has_folders = |mailbox: &IntakeMailbox| {
        let folders = [&mailbox.folder, &mailbox.taken, &mailbox.refused];
        folders.iter().all(|name| is_folder(name))
            && mailbox.folder != mailbox.taken
            && mailbox.folder != mailbox.refused
            && mailbox.taken != mailbox.refused
    };
    if !mailboxes.iter().all(has_folders) {
        problems.push(
            "intake.mailboxes: folder, taken and refused: expected three names as the server lists them (umlauts \
             as &APw- and the like)",
        );
    }
    if !mailboxes
        .iter()
        .all(|mailbox| (5..=3_600).contains(&mailbox.poll_seconds))
    {
        problems.push("intake.mailboxes: poll_seconds: expected 5 to 3600");
    }
    problems
}
