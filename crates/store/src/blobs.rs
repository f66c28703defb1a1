//! Files, named by the SHA-256 of their content, and a cache for what can be made again from them.
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};

use crate::error::{StoreError, from_io};

/// A stored original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobName {
    /// SHA-256 of the content, lower-case hex.
    pub sha256: String,
    /// Its size.
    pub size_bytes: i64,
}

/// A directory of files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    directory: Arc<LocalFileSystem>,
}

impl Blobs {
    /// Opens a directory, making it if need be.
    pub fn open(directory: &Path) -> Result<Self, StoreError> {
        fs_err::create_dir_all(directory).map_err(|error| from_io(&error))?;
        let directory = LocalFileSystem::new_with_prefix(directory)
            .map_err(from_object_store)?
            .with_fsync(true);
        Ok(Self {
            directory: Arc::new(directory),
        })
    }
    /// Keeps bytes: written beside, flushed, then renamed, so a reader sees all or nothing. Twice is once.
    pub async fn put(&self, bytes: Bytes) -> Result<BlobName, StoreError> {
        let sha256 = digest(&bytes);
        let name = BlobName {
            size_bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            sha256,
        };
        let path = original_path(&name.sha256).ok_or_else(corrupt_name)?;
        // The name is the content: what is there whole need not be written again, and what is there damaged is replaced.
        if let Ok(Some(_)) = self.get(&name.sha256).await {
            return Ok(name);
        }
        self.write(&path, bytes).await?;
        Ok(name)
    }
    /// The bytes, checked against their name; [`StoreError::Corrupt`] if they differ.
    pub async fn get(&self, sha256: &str) -> Result<Option<Bytes>, StoreError> {
        let Some(path) = original_path(sha256) else {
            return Ok(None);
        };
        let Some(bytes) = self.fetch(&path).await? else {
            return Ok(None);
        };
        if digest(&bytes) == sha256 {
            Ok(Some(bytes))
        } else {
            Err(StoreError::Corrupt(format!(
                "the file {sha256} does not match its name"
            )))
        }
    }
    /// Keeps something derived (a page image) under a key of letters, digits, `-`, `_`, `.` and `/`.
    pub async fn put_derived(&self, key: &str, bytes: Bytes) -> Result<(), StoreError> {
        let path = derived_path(key).ok_or_else(corrupt_name)?;
        self.write(&path, bytes).await
    }
    /// Something derived, if it is still there.
    pub async fn get_derived(&self, key: &str) -> Result<Option<Bytes>, StoreError> {
        match derived_path(key) {
            Some(path) => self.fetch(&path).await,
            None => Ok(None),
        }
    }
}

impl Blobs {
    async fn write(&self, path: &ObjectPath, bytes: Bytes) -> Result<(), StoreError> {
        let written = self.directory.put(path, PutPayload::from_bytes(bytes)).await;
        written.map(|_| ()).map_err(from_object_store)
    }

    async fn fetch(&self, path: &ObjectPath) -> Result<Option<Bytes>, StoreError> {
        match self.directory.get(path).await {
            Ok(found) => found.bytes().await.map(Some).map_err(from_object_store),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(from_object_store(error)),
        }
    }
}

fn digest(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Two levels of directories, so that none of them grows too long.
fn original_path(sha256: &str) -> Option<ObjectPath> {
    let is_digest = sha256.len() == 64
        && sha256
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    is_digest.then(|| ObjectPath::from(format!("originals/{}/{}/{sha256}", &sha256[..2], &sha256[2..4])))
}

fn derived_path(key: &str) -> Option<ObjectPath> {
    let part_is_plain = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain)
    };
    key.split('/')
        .all(part_is_plain)
        .then(|| ObjectPath::from(format!("derived/{key}")))
}

fn corrupt_name() -> StoreError {
    StoreError::Internal("a key that is no file name".to_owned())
}

/// The cause of an error of the directory lies somewhere down its chain of sources.
#[expect(clippy::needless_pass_by_value, reason = "the signature that map_err wants")]
fn from_object_store(error: object_store::Error) -> StoreError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(current) = cause {
        if let Some(io) = current.downcast_ref::<std::io::Error>() {
            return from_io(io);
        }
        cause = current.source();
    }
    StoreError::Unavailable("the directory of files".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> (tempfile::TempDir, Blobs) {
        let directory = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(&directory.path().join("blobs")).unwrap();
        (directory, blobs)
    }

    fn files_under(directory: &Path) -> Vec<std::path::PathBuf> {
        let mut found = Vec::new();
        for entry in fs_err::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(files_under(&path));
            } else {
                found.push(path);
            }
        }
        found
    }

    #[tokio::test]
    async fn originals_come_back_and_twice_is_once() {
        let (directory, blobs) = open();
        let name = blobs.put(Bytes::from_static(b"abc")).await.unwrap();
        assert_eq!(
            name.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(name.size_bytes, 3);
        assert_eq!(blobs.put(Bytes::from_static(b"abc")).await.unwrap(), name);
        assert_eq!(
            files_under(directory.path()).len(),
            1,
            "no second copy, no temporary file"
        );
        assert_eq!(
            blobs.get(&name.sha256).await.unwrap(),
            Some(Bytes::from_static(b"abc"))
        );
        assert_eq!(blobs.put(Bytes::new()).await.unwrap().size_bytes, 0);
    }

    #[tokio::test]
    async fn a_damaged_original_is_never_handed_out_and_heals_when_it_comes_again() {
        let (directory, blobs) = open();
        let name = blobs.put(Bytes::from_static(b"abc")).await.unwrap();
        fs_err::write(&files_under(directory.path())[0], b"abd").unwrap();
        assert!(matches!(
            blobs.get(&name.sha256).await,
            Err(StoreError::Corrupt(_))
        ));
        blobs.put(Bytes::from_static(b"abc")).await.unwrap();
        assert_eq!(
            blobs.get(&name.sha256).await.unwrap(),
            Some(Bytes::from_static(b"abc"))
        );
    }

    #[tokio::test]
    async fn unknown_names_are_not_found_and_no_name_leaves_the_directory() {
        let (directory, blobs) = open();
        fs_err::write(directory.path().join("secret"), b"secret").unwrap();
        for name in [
            "",
            "../../secret",
            "../secret",
            "secret",
            &"0".repeat(64),
            &"A".repeat(64),
        ] {
            assert_eq!(blobs.get(name).await.unwrap(), None, "{name}");
        }
        for key in [
            "../secret",
            "a/../../secret",
            "/secret",
            "a//b",
            ".hidden",
            "a b",
            "",
        ] {
            assert_eq!(blobs.get_derived(key).await.unwrap(), None, "{key}");
            let refused = blobs.put_derived(key, Bytes::from_static(b"x")).await;
            assert!(matches!(refused, Err(StoreError::Internal(_))), "{key}");
        }
        blobs
            .put_derived("d1/1-800.webp", Bytes::from_static(b"x"))
            .await
            .unwrap();
        blobs
            .put_derived("d1/1-800.webp", Bytes::from_static(b"y"))
            .await
            .unwrap();
        let found = blobs.get_derived("d1/1-800.webp").await.unwrap();
        assert_eq!(found, Some(Bytes::from_static(b"y")));
    }

    #[test]
    fn a_full_disk_is_found_down_the_chain() {
        let error = object_store::Error::Generic {
            store: "LocalFileSystem",
            source: Box::new(std::io::Error::from_raw_os_error(28)),
        };
        assert_eq!(from_object_store(error), StoreError::StorageFull);
    }
}
