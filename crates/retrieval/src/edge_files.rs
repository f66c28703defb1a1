//! The directory of the embedded index: who may use it, what it holds, how large it is.
use std::fs::TryLockError;
use std::path::Path;

use qdrant_edge::{Distance, EdgeConfig, EdgeShard, EdgeSparseVectorParams, EdgeVectorParams, Modifier};
use serde_json::Value;

use crate::IndexError;
use crate::payload::{DENSE, LEXICAL};

const LOCK_FILE: &str = "index.lock";
const SHARD_DIRECTORY: &str = "shard";
const CONFIG_FILE: &str = "edge_config.json";

/// Held as long as the index is open; the system releases it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: fs_err::File,
}

fn lock(directory: &Path) -> Result<Lock, IndexError> {
    fs_err::create_dir_all(directory).map_err(IndexError::storage)?;
    let file = fs_err::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(directory.join(LOCK_FILE))
        .map_err(IndexError::storage)?;
    match file.file().try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(IndexError::InUse {
            directory: directory.display().to_string(),
        }),
        Err(TryLockError::Error(error)) => Err(IndexError::storage(error)),
    }
}

/// Whether there is a shard, damaged or not. Looking makes nothing.
pub(crate) fn exists(directory: &Path) -> bool {
    directory.join(SHARD_DIRECTORY).join(CONFIG_FILE).exists()
}

/// Opens the shard with the dimension it has, or makes one with the given dimension.
pub(crate) fn open(directory: &Path, dimension: usize) -> Result<(EdgeShard, usize, Lock), IndexError> {
    let lock = lock(directory)?;
    let shard_directory = directory.join(SHARD_DIRECTORY);
    let config_file = shard_directory.join(CONFIG_FILE);
    if !config_file.exists() {
        // Without its description a shard cannot be trusted: what an interrupted creation left is thrown away.
        if shard_directory.exists() {
            fs_err::remove_dir_all(&shard_directory).map_err(IndexError::storage)?;
        }
        fs_err::create_dir_all(&shard_directory).map_err(IndexError::storage)?;
        let shard =
            EdgeShard::new(&shard_directory, configuration(dimension)).map_err(IndexError::storage)?;
        return Ok((shard, dimension, lock));
    }
    let corrupt = |detail: String| IndexError::Corrupt {
        directory: directory.display().to_string(),
        detail,
    };
    let described = fs_err::read(&config_file).map_err(IndexError::storage)?;
    let described: Value = serde_json::from_slice(&described).map_err(|error| corrupt(error.to_string()))?;
    let stored = described
        .pointer(&format!("/vectors/{DENSE}/size"))
        .and_then(Value::as_u64)
        .and_then(|size| usize::try_from(size).ok())
        .ok_or_else(|| corrupt("its description names no vectors".to_owned()))?;
    let shard = EdgeShard::load(&shard_directory, Some(configuration(stored)));
    let shard = shard.map_err(|error| corrupt(error.to_string()))?;
    Ok((shard, stored, lock))
}

fn configuration(dimension: usize) -> EdgeConfig {
    let dense = EdgeVectorParams::builder(dimension, Distance::Cosine).build();
    let lexical = EdgeSparseVectorParams::builder().modifier(Modifier::Idf).build();
    EdgeConfig::builder()
        .vector(DENSE, dense)
        .sparse_vector(LEXICAL, lexical)
        .build()
}

/// Deletes the shard. Fails if another process uses it.
pub(crate) fn remove(directory: &Path) -> Result<(), IndexError> {
    let _lock = lock(directory)?;
    let shard_directory = directory.join(SHARD_DIRECTORY);
    if shard_directory.exists() {
        fs_err::remove_dir_all(shard_directory).map_err(IndexError::storage)?;
    }
    Ok(())
}

/// What the files below a directory take up on disk.
pub(crate) fn size_bytes(directory: &Path) -> u64 {
    let Ok(entries) = fs_err::read_dir(directory) else {
        return 0;
    };
    let sizes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => size_bytes(&entry.path()),
        Ok(metadata) => allocated(&metadata),
        Err(_) => 0,
    });
    sizes.sum()
}

/// The engine reserves file space ahead; what counts is what the disk gave.
#[cfg(unix)]
fn allocated(metadata: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::blocks(metadata) * 512
}

#[cfg(not(unix))]
fn allocated(metadata: &std::fs::Metadata) -> u64 {
    metadata.len()
}
