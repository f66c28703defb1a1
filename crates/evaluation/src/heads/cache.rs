//! What was worked out for a file, kept under its digest: a training that was broken off goes on where it stopped.
use std::path::{Path, PathBuf};

/// A folder of texts by key. Each is written in one step, so that what is there is whole.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The part of a folder for one way of working things out: another fingerprint finds nothing of it.
    pub fn open(folder: &Path, fingerprint: &str) -> std::io::Result<Self> {
        let folder = folder.join(fingerprint);
        fs_err::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// What is kept for a key, or else what `make` gives, which then is kept. What cannot be decoded is made again.
    pub async fn kept_or<T, E: From<std::io::Error>>(
        &self,
        key: &str,
        decode: impl Fn(&str) -> Option<T>,
        encode: impl Fn(&T) -> String,
        make: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let path = self.folder.join(format!("{key}.json"));
        if let Some(kept) = fs_err::read_to_string(&path).ok().and_then(|text| decode(&text)) {
            return Ok(kept);
        }
        let made = make.await?;
        let part = self.folder.join(format!("{key}.part-{}", std::process::id()));
        fs_err::write(&part, encode(&made))?;
        fs_err::rename(&part, &path)?;
        Ok(made)
    }
}
