//! Office documents become PDFs by LibreOffice, which is started in a cage of its own for every document.
//!
//! LibreOffice is large and was written to edit files of friends. So it gets one folder that is made for it and
//! removed after it, reads nothing else but the system's programs, reaches no network, has limits on memory, time and
//! the size of files, and dies with everything it started when its time is over. Macros are off twice: conversion
//! runs none, and the profile forbids them.
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use aktenlage_domain::document::IssueCode;
use bytes::Bytes;
use rustix::process::{Pid, Signal, getuid, kill_process_group, set_parent_process_death_signal};
use tokio::process::Command;

use super::confinement::confine_converter;
use super::{CONVERT_COMMAND, Reader, child};
use crate::{Limits, sniff};

/// Where LibreOffice lives: the packages of Debian and Ubuntu, of Fedora and SUSE, and those of its makers.
const PLACES: [&str; 3] = [
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
];
/// Where LibreOffice puts the socket by which a second one would find the first.
pub(super) const PIPES: &str = "/tmp";
/// Seconds beyond the child's own limit.
const GRACE_SECONDS: u64 = 2;
/// Settings of the empty profile: no macros, no links to elsewhere, no updates of links.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"#;

/// LibreOffice as it is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converter {
    /// Its program.
    pub program: PathBuf,
}

/// Office documents cannot be read; the administrator can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "LibreOffice is not installed (Debian: apt-get install --no-install-recommends libreoffice-writer-nogui)"
)]
pub struct ConverterMissing;

/// The converter, if it is installed. Looks anew at every call: it may be installed while the program runs.
pub fn converter() -> Result<Converter, ConverterMissing> {
    converter_in(&PLACES.map(PathBuf::from))
}

fn converter_in(folders: &[PathBuf]) -> Result<Converter, ConverterMissing> {
    let mut programs = folders.iter().map(|folder| folder.join("soffice.bin"));
    let program = programs.find(|program| program.exists());
    Ok(Converter {
        program: program.ok_or(ConverterMissing)?,
    })
}

impl Converter {
    /// What it says of itself, for example `LibreOffice 7.4.7.2`; `None` if it cannot be started.
    pub fn version(&self) -> Option<String> {
        let output = std::process::Command::new(&self.program)
            .arg("--version")
            .env_clear()
            .env("HOME", "/nonexistent")
            .stdin(Stdio::null())
            .output();
        let said = String::from_utf8(output.ok()?.stdout).ok()?;
        let words: Vec<&str> = said.split_whitespace().take(2).collect();
        (words.len() == 2).then(|| words.join(" "))
    }
}

/// How a document is called in the folder of its conversion, and how LibreOffice is told to read it: it must not guess,
/// or a document could choose any of its many readers.
fn input(media_type: &str) -> Option<(&'static str, &'static str)> {
    match media_type {
        sniff::DOCX => Some(("document.docx", "MS Word 2007 XML")),
        sniff::ODT => Some(("document.odt", "writer8")),
        _ => None,
    }
}

impl Reader {
    /// The same reader, which looks for LibreOffice in these folders and not where systems have it.
    #[must_use]
    pub fn with_converter_in(self, folders: Vec<PathBuf>) -> Self {
        Self {
            converter_folders: Some(folders),
            ..self
        }
    }

    /// The document as a PDF.
    pub(super) async fn convert(&self, bytes: &Bytes) -> Result<Vec<u8>, IssueCode> {
        let found = match &self.converter_folders {
            Some(folders) => converter_in(folders),
            None => converter(),
        };
        let converter = found.map_err(|ConverterMissing| IssueCode::ConverterMissing)?;
        let (name, filter) = input(sniff::sniff(bytes)).ok_or(IssueCode::UnsupportedType)?;
        let folder = tempfile::Builder::new().prefix("aktenlage-").tempdir();
        let folder = folder.map_err(|_| IssueCode::ReaderCrashed)?;
        let prepared = prepare(folder.path(), name, bytes).await;
        prepared.map_err(|_| IssueCode::ReaderCrashed)?;
        let outcome = self
            .run_converter(&converter, folder.path(), [name, filter])
            .await;
        let pdf = match outcome {
            Ok(()) => take_pdf(folder.path(), self.limits.max_bytes).await,
            Err(code) => Err(code),
        };
        // Removing it may take a moment and must not hold the others up; if it fails, the system clears it away.
        let _ = tokio::task::spawn_blocking(move || folder.close()).await;
        pdf
    }

    async fn run_converter(
        &self,
        converter: &Converter,
        folder: &Path,
        [name, filter]: [&str; 2],
    ) -> Result<(), IssueCode> {
        /// What LibreOffice answers when it has set up an empty profile and wants to be started anew.
        const WANTS_RESTART: i32 = 81;
        const STARTS: usize = 3;
        let mut command = Command::new(&self.program);
        command
            .args(child::arguments(CONVERT_COMMAND, &self.limits, &[]))
            .args([converter.program.as_path(), folder])
            .args([name, filter])
            .env_clear()
            .env("HOME", folder)
            .env("TMPDIR", folder.join("tmp"))
            .env("LANG", "C.UTF-8")
            .env("PATH", "/usr/bin:/bin")
            .env("SAL_USE_VCLPLUGIN", "svp")
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            // Its messages may quote the document.
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true);
        let work = async {
            for _ in 0..STARTS {
                let mut child = command.spawn().map_err(|_| IssueCode::ReaderCrashed)?;
                let _group = child
                    .id()
                    .and_then(|id| Pid::from_raw(id.try_into().ok()?))
                    .map(Group);
                match child.wait().await.map(|status| status.code()) {
                    Ok(Some(0)) => return Ok(()),
                    Ok(Some(WANTS_RESTART)) => {}
                    _ => break,
                }
            }
            Err(IssueCode::ReaderCrashed)
        };
        let time = Duration::from_secs(self.limits.max_seconds.saturating_add(GRACE_SECONDS));
        tokio::time::timeout(time, work)
            .await
            .unwrap_or(Err(IssueCode::ReaderTimeout))
    }
}

/// Everything that a converter started; it ends with the conversion, however that ends.
struct Group(Pid);

impl Drop for Group {
    fn drop(&mut self) {
        let _ = kill_process_group(self.0, Signal::KILL);
        remove_dead_pipes();
    }
}

/// LibreOffice puts a socket into [`PIPES`], whatever it is told, and may not remove it from its cage; the next one of
/// the same name would not start. Those that nobody listens on are removed.
fn remove_dead_pipes() {
    let prefix = format!("OSL_PIPE_{}_SingleOfficeIPC_", getuid().as_raw());
    for entry in std::fs::read_dir(PIPES).into_iter().flatten().flatten() {
        let is_pipe = entry.file_name().to_string_lossy().starts_with(&prefix);
        let is_dead = || {
            let answer = std::os::unix::net::UnixStream::connect(entry.path());
            answer.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused)
        };
        if is_pipe && is_dead() {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

async fn prepare(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let user = folder.join("profile").join("user");
    tokio::fs::create_dir_all(&user).await?;
    tokio::fs::create_dir(folder.join("tmp")).await?;
    tokio::fs::write(user.join("registrymodifications.xcu"), SETTINGS).await?;
    tokio::fs::write(folder.join(name), bytes).await
}

async fn take_pdf(folder: &Path, max_bytes: u64) -> Result<Vec<u8>, IssueCode> {
    let path = folder.join("out").join("document.pdf");
    // Without a PDF in spite of success the document is one that LibreOffice cannot load.
    let metadata = tokio::fs::symlink_metadata(&path).await;
    let metadata = metadata.map_err(|_| IssueCode::DamagedFile)?;
    if !metadata.is_file() || metadata.len() > max_bytes {
        return Err(IssueCode::FileTooLarge);
    }
    tokio::fs::read(&path).await.map_err(|_| IssueCode::ReaderCrashed)
}

/// The child's side: confines itself and becomes the converter. Returns only if that failed.
pub(super) fn become_converter(limits: &Limits, arguments: &[String]) -> io::Error {
    let [program, folder, name, filter] = arguments else {
        return io::ErrorKind::InvalidInput.into();
    };
    let folder = Path::new(folder);
    // Without its parent nobody would take the result or watch the time.
    if let Err(error) = set_parent_process_death_signal(Some(Signal::KILL)) {
        return error.into();
    }
    if let Err(error) = confine_converter(limits, folder) {
        return error;
    }
    let mut command = std::process::Command::new(program);
    command
        .arg(format!(
            "-env:UserInstallation=file://{}",
            folder.join("profile").display()
        ))
        .args([
            "--headless",
            "--nologo",
            "--nodefault",
            "--nofirststartwizard",
            "--norestore",
            "--nolockcheck",
        ])
        .arg(format!("--infilter={filter}"))
        .args(["--convert-to", "pdf:writer_pdf_Export", "--outdir"])
        .arg(folder.join("out"))
        .arg(folder.join(name));
    std::os::unix::process::CommandExt::exec(&mut command)
}
