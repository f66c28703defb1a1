//! Writes a model directory beside its final place and moves it there in one step, so that a
//! model is either complete or absent.

use std::path::{Path, PathBuf};

use crate::InferenceError;

/// A directory that is removed again unless it is put in place.
pub(crate) struct Staging {
    path: PathBuf,
    target: PathBuf,
}

impl Staging {
    /// An empty directory beside `target`.
    pub(crate) fn beside(target: &Path) -> Result<Self, InferenceError> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".part-{}", std::process::id()));
        let path = target.with_file_name(name);
        if path.exists() {
            fs_err::remove_dir_all(&path).map_err(InferenceError::file_system)?;
        }
        fs_err::create_dir_all(&path).map_err(InferenceError::file_system)?;
        Ok(Self {
            path,
            target: target.to_owned(),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Replaces what is at the target.
    pub(crate) fn put_in_place(self) -> Result<PathBuf, InferenceError> {
        let target = self.target.clone();
        if target.exists() {
            // A directory cannot be renamed over a filled one; the old one goes aside first.
            let mut name = target.file_name().unwrap_or_default().to_owned();
            name.push(format!(".old-{}", std::process::id()));
            let aside = target.with_file_name(name);
            fs_err::rename(&target, &aside).map_err(InferenceError::file_system)?;
            fs_err::rename(&self.path, &target).map_err(InferenceError::file_system)?;
            fs_err::remove_dir_all(&aside).map_err(InferenceError::file_system)?;
        } else {
            fs_err::rename(&self.path, &target).map_err(InferenceError::file_system)?;
        }
        Ok(target)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Already moved away in the good case; what is left of a failed attempt is only litter.
        let _ = fs_err::remove_dir_all(&self.path);
    }
}
