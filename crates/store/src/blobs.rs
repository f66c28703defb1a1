//! Files, named by the SHA-256 of their content, and a cache for what can be made again from them.
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use object_store::local::LocalFileSystem;

use crate::error::StoreError;

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
        todo!()
    }
    /// Keeps bytes: written beside, flushed, then renamed, so a reader sees all or nothing. Twice is once.
    pub async fn put(&self, bytes: Bytes) -> Result<BlobName, StoreError> {
        todo!()
    }
    /// The bytes, checked against their name; [`StoreError::Corrupt`] if they differ.
    pub async fn get(&self, sha256: &str) -> Result<Option<Bytes>, StoreError> {
        todo!()
    }
    /// Keeps something derived (a page image) under a key of letters, digits, `-`, `_`, `.` and `/`.
    pub async fn put_derived(&self, key: &str, bytes: Bytes) -> Result<(), StoreError> {
        todo!()
    }
    /// Something derived, if it is still there.
    pub async fn get_derived(&self, key: &str) -> Result<Option<Bytes>, StoreError> {
        todo!()
    }
}
