//! ZIP archives: what they list, within limits; and of broken ones what still stands before the break.
use std::io::{Cursor, Read};

use aktenlage_domain::document::IssueCode;
use zip::result::ZipError;
use zip::{ZipArchive, read::read_zipfile_from_stream};

use super::{Part, Unpacked, clean_name};
use crate::Limits;
use crate::limits::{Allowance, FREE_UNPACKED_BYTES};

/// Files that operating systems put beside others; nobody sent them on purpose.
const SYSTEM_FILES: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", ".directory"];
/// Folder of the same.
const SYSTEM_FOLDER: &str = "__MACOSX/";

/// Takes out the files of an archive.
pub(super) fn unpack(bytes: &[u8], limits: &Limits, allowance: Allowance) -> Unpacked {
    if allowance.depth == 0 {
        return Unpacked::refused(IssueCode::NestedTooDeep);
    }
    let expanded = (bytes.len() as u64).saturating_mul(limits.max_expansion);
    let mut work = Work {
        unpacked: Unpacked::default(),
        parts_left: allowance.parts,
        bytes_left: allowance.bytes.min(expanded.max(FREE_UNPACKED_BYTES)),
    };
    let stopped = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(mut archive) => work.listed(&mut archive),
        Err(_) => work.salvage(bytes),
    };
    if let Err(code) = stopped {
        return Unpacked::refused(code);
    }
    let mut unpacked = work.unpacked;
    if !unpacked.parts.is_empty() {
        unpacked.issues.insert(0, IssueCode::Unpacked);
    } else if unpacked.issues.is_empty() {
        unpacked.say(IssueCode::EmptyFile);
    }
    unpacked
}

struct Work {
    unpacked: Unpacked,
    parts_left: u32,
    bytes_left: u64,
}

impl Work {
    /// What the directory at the end of the archive lists. `Err` if it breaks a limit.
    fn listed(&mut self, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), IssueCode> {
        let metadata = archive.metadata();
        let mut files = Vec::new();
        let mut declared_bytes = 0_u64;
        for index in 0..metadata.len() {
            let Ok(entry) = metadata.entry(index) else {
                self.left_out(IssueCode::PartlyDamaged);
                continue;
            };
            if entry.is_dir() {
                continue;
            }
            let name = entry_name(entry.name_raw(), entry.name().ok().as_deref(), index);
            if is_system_file(&name) {
                self.unpacked.say(IssueCode::TriflesLeftOut);
            } else if entry.encrypted() {
                self.unpacked.say(IssueCode::PasswordProtected);
            } else if entry.is_symlink() {
                self.left_out(IssueCode::PartsLeftOut);
            } else {
                declared_bytes = declared_bytes.saturating_add(entry.size());
                files.push((index, name, entry.size()));
            }
        }
        if metadata.has_duplicate_names() {
            self.left_out(IssueCode::PartsLeftOut);
        }
        // What it says is enough to refuse it; what it says wrongly is caught below.
        if files.len() as u64 > u64::from(self.parts_left) {
            return Err(IssueCode::TooManyParts);
        }
        if declared_bytes > self.bytes_left {
            return Err(IssueCode::UnpackedTooLarge);
        }
        for (index, name, size_bytes) in files {
            match archive.by_index(index) {
                Ok(file) => self.take(file, index, name, size_bytes)?,
                Err(ZipError::CompressionMethodNotSupported(_)) => self.left_out(IssueCode::PartsLeftOut),
                Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                    self.unpacked.say(IssueCode::PasswordProtected);
                }
                Err(_) => self.left_out(IssueCode::PartlyDamaged),
            }
        }
        Ok(())
    }

    /// The files of an archive whose directory is lost, from the beginning to the break.
    fn salvage(&mut self, bytes: &[u8]) -> Result<(), IssueCode> {
        let mut rest = bytes;
        let mut index = 0;
        // A file that cannot be read leaves the next one's beginning unknown.
        while let Ok(Some(file)) = read_zipfile_from_stream(&mut rest) {
            let name = entry_name(file.name_raw(), file.name().ok().as_deref(), index);
            let size_bytes = file.size();
            if file.is_dir() {
            } else if is_system_file(&name) {
                self.unpacked.say(IssueCode::TriflesLeftOut);
            } else if self.parts_left == 0 {
                return Err(IssueCode::TooManyParts);
            } else if size_bytes > self.bytes_left {
                return Err(IssueCode::UnpackedTooLarge);
            } else {
                self.take(file, index, name, size_bytes)?;
            }
            index += 1;
        }
        if self.unpacked.parts.is_empty() {
            return Err(IssueCode::DamagedFile);
        }
        self.left_out(IssueCode::PartlyDamaged);
        Ok(())
    }

    /// One file; no more of it than it says, and no more than is allowed.
    fn take(
        &mut self,
        file: impl Read,
        index: usize,
        name: String,
        size_bytes: u64,
    ) -> Result<(), IssueCode> {
        let mut content = Vec::new();
        let read = file.take(size_bytes.saturating_add(1)).read_to_end(&mut content);
        let taken = content.len() as u64;
        if taken > self.bytes_left {
            return Err(IssueCode::UnpackedTooLarge);
        }
        self.bytes_left -= taken;
        if read.is_err() || taken != size_bytes {
            self.left_out(IssueCode::PartlyDamaged);
            return Ok(());
        }
        self.parts_left = self.parts_left.saturating_sub(1);
        self.unpacked.parts.push(Part {
            place: (index + 1).to_string(),
            name,
            declared_type: None,
            content,
        });
        Ok(())
    }

    /// Something stays in the archive, and the code says why.
    fn left_out(&mut self, code: IssueCode) {
        self.unpacked.say(code);
        self.unpacked.say(IssueCode::PartsLeftOut);
    }
}

/// The name of an entry. Archives of Apple and of old programs write UTF-8 without saying so; what is no UTF-8 is in
/// the code page of DOS, which has the German letters where those of Windows have them.
fn entry_name(raw: &[u8], decoded: Option<&str>, index: usize) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) if !raw.is_ascii() => name,
        _ => decoded.unwrap_or_default(),
    };
    let clean = clean_name(name);
    if clean.is_empty() {
        format!("datei-{}", index + 1)
    } else {
        clean
    }
}

fn is_system_file(name: &str) -> bool {
    name.starts_with(SYSTEM_FOLDER) || SYSTEM_FILES.contains(&super::last_name(name))
}
