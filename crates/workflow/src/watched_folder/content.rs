//! Reads an item that is whole, as long as it stays what it was.
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use aktenlage_domain::intake::IntakeRefusalCode;
use sha2::{Digest, Sha256};

use super::directory::{Directory, Stamp};
use super::sight::{Bounds, Sight, sight};
use crate::receive_application::IncomingFile;

/// The files of an item.
pub(super) struct Content {
    pub(super) files: Vec<IncomingFile>,
    /// Of the file; of a folder the digest over names and digests of its files.
    pub(super) sha256: String,
    pub(super) size_bytes: i64,
}

/// What came of reading.
pub(super) enum Read {
    Whole(Content),
    Refused(IntakeRefusalCode),
    /// It is not any more what was looked at.
    Changed,
}

/// Reads what lies at a name. An error may pass, as on a share that is away for a while.
pub(super) fn read(path: &Path, name: &OsStr, seen: &Sight, bounds: Bounds) -> io::Result<Read> {
    let folder = Directory::open(path)?;
    let outcome = if seen.is_folder {
        match folder.folder(name) {
            Ok(inner) => read_files(&inner, seen),
            Err(error) => Err(error),
        }
    } else {
        read_files(&folder, seen)
    };
    match outcome {
        Ok(None) => Ok(Read::Changed),
        Ok(Some(files)) => {
            // Files may have joined meanwhile.
            if sight(&folder, name, bounds)?.as_ref() != Some(seen) {
                return Ok(Read::Changed);
            }
            let size_bytes = files.iter().map(|file| file.content.len()).sum::<usize>();
            Ok(Read::Whole(Content {
                sha256: digest(&files, seen.is_folder),
                size_bytes: i64::try_from(size_bytes).unwrap_or(i64::MAX),
                files,
            }))
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Ok(Read::Refused(IntakeRefusalCode::Unreadable))
        }
        // Something else took its place, perhaps a link: the next look says what.
        Err(_) if sight(&folder, name, bounds)?.as_ref() != Some(seen) => Ok(Read::Changed),
        Err(error) => Err(error),
    }
}

fn read_files(folder: &Directory, seen: &Sight) -> io::Result<Option<Vec<IncomingFile>>> {
    let mut files = Vec::with_capacity(seen.files.len());
    for (name, stamp) in &seen.files {
        let Some(content) = read_file(&folder.read(name)?, *stamp)? else {
            return Ok(None);
        };
        files.push(IncomingFile {
            file_name: name.to_string_lossy().into_owned(),
            content: content.into(),
        });
    }
    Ok(Some(files))
}

/// The bytes, if the file is the one that was looked at and stays so.
fn read_file(file: &File, stamp: Stamp) -> io::Result<Option<Vec<u8>>> {
    if Stamp::of_file(file)? != stamp {
        return Ok(None);
    }
    let mut content = Vec::new();
    file.take(stamp.size.saturating_add(1))
        .read_to_end(&mut content)?;
    let is_same = content.len() as u64 == stamp.size && Stamp::of_file(file)? == stamp;
    Ok(is_same.then_some(content))
}

fn digest(files: &[IncomingFile], is_folder: bool) -> String {
    let of = |file: &IncomingFile| format!("{:x}", Sha256::digest(&file.content));
    match files {
        [file] if !is_folder => of(file),
        _ => {
            let listed = files
                .iter()
                .map(|file| format!("{}\0{}\0", of(file), file.file_name));
            format!("{:x}", Sha256::digest(listed.collect::<String>()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_told_by_names_and_contents() {
        let file = |name: &str, content: &'static [u8]| IncomingFile {
            file_name: name.to_owned(),
            content: content.into(),
        };
        let (one, other) = (file("a.pdf", b"1"), file("b.pdf", b"1"));
        assert_eq!(
            digest(std::slice::from_ref(&one), false),
            digest(std::slice::from_ref(&other), false)
        );
        let folders = [
            digest(std::slice::from_ref(&one), true),
            digest(std::slice::from_ref(&other), true),
            digest(&[one, other], true),
        ];
        assert_ne!(folders[0], folders[1]);
        assert_ne!(folders[1], folders[2]);
    }
}
