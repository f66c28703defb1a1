//! The passages of an index in a file of their own, while the index is made again: a rebuild that is killed
//! loses nothing.
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use aktenlage_domain::passage::Passage;
use serde_json::Value;

use crate::{IndexError, payload};

const FILE: &str = "rebuild.jsonl";
const UNFINISHED_FILE: &str = "rebuild.jsonl.part";

pub(crate) fn exists(directory: &Path) -> bool {
    path(directory).exists()
}

/// Writes all passages; on return they survive a crash. A snapshot that was there is replaced in one step.
pub(crate) fn write(directory: &Path, passages: &[Passage]) -> Result<(), IndexError> {
    fs_err::create_dir_all(directory).map_err(IndexError::storage)?;
    let unfinished = directory.join(UNFINISHED_FILE);
    let mut file = BufWriter::new(fs_err::File::create(&unfinished).map_err(IndexError::storage)?);
    for passage in passages {
        let line = Value::Object(payload::to_json(passage, None));
        writeln!(file, "{line}").map_err(IndexError::storage)?;
    }
    let file = file.into_inner().map_err(IndexError::storage)?;
    file.sync_all().map_err(IndexError::storage)?;
    fs_err::rename(&unfinished, path(directory)).map_err(IndexError::storage)
}

/// The passages of an unfinished rebuild; `None` if there is none.
pub(crate) fn read(directory: &Path) -> Result<Option<Vec<Passage>>, IndexError> {
    if !exists(directory) {
        return Ok(None);
    }
    let text = fs_err::read_to_string(path(directory)).map_err(IndexError::storage)?;
    let passages: Option<Vec<Passage>> = text.lines().map(passage).collect();
    passages.map(Some).ok_or_else(|| IndexError::Corrupt {
        directory: directory.display().to_string(),
        detail: format!("{FILE} is damaged"),
    })
}

pub(crate) fn remove(directory: &Path) -> Result<(), IndexError> {
    fs_err::remove_file(path(directory)).map_err(IndexError::storage)
}

fn path(directory: &Path) -> PathBuf {
    directory.join(FILE)
}

fn passage(line: &str) -> Option<Passage> {
    let Ok(Value::Object(fields)) = serde_json::from_str(line) else {
        return None;
    };
    let id = fields.get(payload::ID)?.as_str()?.parse().ok()?;
    payload::from_json(id, fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::corpus;

    #[test]
    fn passages_come_back_as_they_were() {
        let directory = tempfile::tempdir().unwrap();
        let passages: Vec<Passage> = corpus().into_iter().map(|(passage, _)| passage).collect();
        assert_eq!(read(directory.path()).unwrap(), None);
        write(directory.path(), &passages).unwrap();
        assert_eq!(read(directory.path()).unwrap(), Some(passages));
        fs_err::write(path(directory.path()), "{\"id\":1}\n").unwrap();
        assert_eq!(read(directory.path()).unwrap_err().code(), "index_corrupt");
        remove(directory.path()).unwrap();
        assert!(!exists(directory.path()));
    }
}
