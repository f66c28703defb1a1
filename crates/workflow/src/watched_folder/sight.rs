//! What lies in a watched folder, told without opening a file: what is whole, what waits, what is refused.
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::Path;

use aktenlage_domain::intake::IntakeRefusalCode;

use super::directory::{Directory, Kind, Stamp};
use super::shelf;

/// What a submission may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) file_bytes: u64,
    pub(super) files: usize,
}

/// What can be said of an item before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Somebody is still at work on it: its name says so, or nothing is in it.
    Waits,
    /// One or several files, if they change no more.
    Whole,
    Refused(IntakeRefusalCode),
}

/// A file, or a folder of files, directly in a watched folder. Two that are equal are the same, unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sight {
    pub(super) is_folder: bool,
    /// The file itself, or everything in the folder, in order of the names.
    pub(super) files: Vec<(OsString, Stamp)>,
    pub(super) verdict: Verdict,
}

/// Everything in a watched folder but what was put aside.
pub(super) fn sights(folder: &Directory, bounds: Bounds) -> io::Result<Vec<(OsString, Sight)>> {
    let mut found = Vec::new();
    for name in folder.names()? {
        if shelf::is_shelf(&name) {
            continue;
        }
        if let Some(sight) = sight(folder, &name, bounds)? {
            found.push((name, sight));
        }
    }
    Ok(found)
}

/// One item; `None` if it is gone.
pub(super) fn sight(folder: &Directory, name: &OsStr, bounds: Bounds) -> io::Result<Option<Sight>> {
    let Some(stamp) = folder.stamp(name)? else {
        return Ok(None);
    };
    let mut files = vec![(name.to_owned(), stamp)];
    let verdict = if is_being_written(name) {
        Verdict::Waits
    } else {
        match stamp.kind {
            Kind::File => of_files(&files, bounds),
            Kind::Other => Verdict::Refused(IntakeRefusalCode::NotAFile),
            Kind::Folder => match inside(folder, name) {
                Ok(inner) => {
                    files = inner;
                    of_files(&files, bounds)
                }
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    Verdict::Refused(IntakeRefusalCode::Unreadable)
                }
                Err(error) => return Err(error),
            },
        }
    };
    Ok(Some(Sight {
        is_folder: stamp.kind == Kind::Folder,
        files,
        verdict,
    }))
}

fn inside(folder: &Directory, name: &OsStr) -> io::Result<Vec<(OsString, Stamp)>> {
    let inner = folder.folder(name)?;
    let mut files = Vec::new();
    for name in inner.names()? {
        if let Some(stamp) = inner.stamp(&name)? {
            files.push((name, stamp));
        }
    }
    Ok(files)
}

/// What must not be looked into comes first, then what is still coming, then what is too much.
fn of_files(files: &[(OsString, Stamp)], bounds: Bounds) -> Verdict {
    let has = |kind| files.iter().any(|(_, stamp)| stamp.kind == kind);
    if has(Kind::Other) {
        return Verdict::Refused(IntakeRefusalCode::NotAFile);
    }
    if has(Kind::Folder) {
        return Verdict::Refused(IntakeRefusalCode::NestedFolder);
    }
    // Devices make the name first and fill it later: what is empty is not there yet.
    let is_coming = |(name, stamp): &(OsString, Stamp)| stamp.size == 0 || is_being_written(name);
    if files.is_empty() || files.iter().any(is_coming) {
        return Verdict::Waits;
    }
    if files.len() > bounds.files {
        return Verdict::Refused(IntakeRefusalCode::TooManyFiles);
    }
    if files.iter().any(|(_, stamp)| stamp.size > bounds.file_bytes) {
        return Verdict::Refused(IntakeRefusalCode::FileTooLarge);
    }
    Verdict::Whole
}

/// Names under which programs write what they rename in the end.
fn is_being_written(name: &OsStr) -> bool {
    let ending = Path::new(name).extension();
    name.as_encoded_bytes().starts_with(b".")
        || ending
            .is_some_and(|ending| ending.eq_ignore_ascii_case("part") || ending.eq_ignore_ascii_case("tmp"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_unfinished_files_wait() {
        for name in [".nfs0001", ".antrag.pdf.x7Y", "antrag.pdf.part", "scan.TMP"] {
            assert!(is_being_written(OsStr::new(name)), "{name}");
        }
        for name in ["antrag.pdf", "part", "tmp.pdf", "Antrag.part.pdf"] {
            assert!(!is_being_written(OsStr::new(name)), "{name}");
        }
    }
}
