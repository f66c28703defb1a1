//! Moves items that are done with out of the way: never deleted, never over something else.
use std::ffi::{OsStr, OsString};
use std::io::{self, Write as _};
use std::path::Path;

use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::intake::IntakeRefusalCode;
use time::Date;

use super::directory::Directory;
use super::sight::{Bounds, Sight, sight};

/// Folder of what became a submission.
const TAKEN: &str = "uebernommen";
/// Folder of what was refused.
const REFUSED: &str = "abgelehnt";
/// Ending of the file that says why something was refused.
const REASON: &str = ".grund.txt";
/// Most items of the same name on one shelf.
const SAME_NAME: u32 = 100_000;
/// Longer names leave no room for a number and an ending; the full one stands in the database.
const NAME_BYTES: usize = 200;
const SHORT_NAME_CHARACTERS: usize = 50;

/// Where an item belongs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shelf {
    Taken(Date),
    Refused(IntakeRefusalCode),
}

/// Whether a name in a watched folder is one of our own.
pub(super) fn is_shelf(name: &OsStr) -> bool {
    name == TAKEN || name == REFUSED
}

/// Makes the folders, to find out early that they cannot be made.
pub(super) fn prepare(folder: &Directory) -> io::Result<()> {
    folder.make_folder(OsStr::new(TAKEN))?;
    folder.make_folder(OsStr::new(REFUSED))?;
    Ok(())
}

/// Moves an item to its shelf if it is still what was seen. What is gone or changed stays as it is: the next look
/// tells what to do with it.
pub(super) fn put_away(
    path: &Path,
    name: &OsStr,
    seen: &Sight,
    shelf: Shelf,
    bounds: Bounds,
) -> io::Result<()> {
    let folder = Directory::open(path)?;
    if sight(&folder, name, bounds)?.as_ref() != Some(seen) {
        return Ok(());
    }
    let (target, reason) = match shelf {
        Shelf::Taken(day) => {
            let taken = folder.make_folder(OsStr::new(TAKEN))?;
            (taken.make_folder(OsStr::new(&date_to_text(day)))?, None)
        }
        Shelf::Refused(code) => (
            folder.make_folder(OsStr::new(REFUSED))?,
            Some(reason(code, bounds)),
        ),
    };
    for number in 1..SAME_NAME {
        let new_name = numbered(name, number);
        if move_to(&folder, name, seen, &target, &new_name, reason.as_deref())? {
            return Ok(());
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Moves an item under a new name; `false` if the name is taken.
fn move_to(
    folder: &Directory,
    name: &OsStr,
    seen: &Sight,
    target: &Directory,
    new_name: &OsStr,
    reason: Option<&str>,
) -> io::Result<bool> {
    // An empty file holds the name and is replaced by the item. A folder replaces none but an empty folder, so nothing
    // has to hold its name.
    if seen.is_folder {
        if target.stamp(new_name)?.is_some() {
            return Ok(false);
        }
    } else if !reserve(target, new_name, "")? {
        return Ok(false);
    }
    let mut reason_name = new_name.to_owned();
    reason_name.push(REASON);
    let outcome = match reason {
        Some(text) => reserve(target, &reason_name, text).and_then(|is_free| {
            if is_free {
                folder
                    .rename(name, target, new_name)
                    .inspect_err(|_| give_up(target, &reason_name))
                    .map(|()| true)
            } else {
                Ok(false)
            }
        }),
        None => folder.rename(name, target, new_name).map(|()| true),
    };
    if !matches!(outcome, Ok(true)) && !seen.is_folder {
        give_up(target, new_name);
    }
    outcome
}

/// Makes a file of our own; `false` if the name is taken.
fn reserve(target: &Directory, name: &OsStr, text: &str) -> io::Result<bool> {
    match target.create_new(name) {
        Ok(mut file) => {
            file.write_all(text.as_bytes())?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Takes a file of our own away again. What stays behind is empty or says why something was refused.
fn give_up(target: &Directory, name: &OsStr) {
    let _ = target.remove_file(name);
}

/// `scan.pdf`, `scan-2.pdf`, `scan-3.pdf`.
fn numbered(name: &OsStr, number: u32) -> OsString {
    let short: OsString = if name.len() > NAME_BYTES {
        let text = name.to_string_lossy();
        text.chars()
            .take(SHORT_NAME_CHARACTERS)
            .collect::<String>()
            .into()
    } else {
        name.to_owned()
    };
    if number == 1 {
        return short;
    }
    let path = Path::new(&short);
    let mut numbered = path.file_stem().unwrap_or(&short).to_owned();
    numbered.push(format!("-{number}"));
    if let Some(ending) = path.extension() {
        numbered.push(".");
        numbered.push(ending);
    }
    numbered
}

/// Why something was refused: the stable code, and what it means for those who look into the folder.
fn reason(code: IntakeRefusalCode, bounds: Bounds) -> String {
    let said = match code {
        IntakeRefusalCode::FileTooLarge => format!(
            "Eine Datei ist größer als {} Bytes (Einstellung limits.file_bytes).",
            bounds.file_bytes
        ),
        IntakeRefusalCode::TooManyFiles => format!(
            "Der Ordner enthält mehr als {} Dateien (Einstellung limits.files_per_submission).",
            bounds.files
        ),
        IntakeRefusalCode::Unreadable => "Das Programm darf sie nicht lesen (Zugriffsrechte).".to_owned(),
        IntakeRefusalCode::NotAFile => "Das ist keine gewöhnliche Datei, oder der Ordner enthält etwas, das \
             keine ist. Verknüpfungen werden nicht verfolgt."
            .to_owned(),
        IntakeRefusalCode::NestedFolder => {
            "Der Ordner enthält einen weiteren Ordner. Ein Eingang ist eine Datei oder ein Ordner mit Dateien."
                .to_owned()
        }
        IntakeRefusalCode::NumberReused => {
            "Eine Nachricht mit dieser Nummer ist schon übernommen und hatte einen anderen Inhalt.".to_owned()
        }
    };
    format!("Nicht übernommen: {code}\n{said}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_before_the_ending() {
        let name = |name: &str, number| numbered(OsStr::new(name), number);
        assert_eq!(name("scan.pdf", 1), "scan.pdf");
        assert_eq!(name("scan.pdf", 2), "scan-2.pdf");
        assert_eq!(name("Mappe", 10), "Mappe-10");
        let long = "ä".repeat(120);
        let short = name(&long, 99_999);
        assert!(short.len() + REASON.len() <= 255, "{}", short.len());
    }
}
