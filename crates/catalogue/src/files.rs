//! The files of a blueprint: the built-in ones, replaced and extended by those of a folder.
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::Issue;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../deploy/blueprint");

/// Levels of folders below the blueprint; deeper ones (or loops of links) are not followed.
const DEPTH_LIMIT: usize = 4;

/// Relative paths with `/`, and their bytes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The blueprint that the binary carries.
pub(crate) fn built_in() -> Files {
    fn collect(directory: &Dir<'_>, files: &mut Files) {
        for file in directory.files() {
            if let Some(path) = relevant(file.path()) {
                files.insert(path, file.contents().to_vec());
            }
        }
        for inner in directory.dirs() {
            collect(inner, files);
        }
    }
    let mut files = Files::new();
    collect(&BUILT_IN, &mut files);
    files
}

/// Puts the files of a folder over the given ones.
pub(crate) fn overlay(files: &mut Files, directory: &Path, issues: &mut Vec<Issue>) {
    walk(directory, directory, 0, files, issues);
}

fn walk(root: &Path, directory: &Path, depth: usize, files: &mut Files, issues: &mut Vec<Issue>) {
    let mut report = |path: &Path, detail: String| {
        issues.push(Issue {
            code: "unreadable_file",
            file: path.strip_prefix(root).unwrap_or(path).display().to_string(),
            detail,
        });
    };
    let entries = match fs_err::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) => return report(directory, error.to_string()),
    };
    let mut folders = Vec::new();
    for entry in entries {
        let path = match entry {
            Ok(entry) => entry.path(),
            Err(error) => {
                report(directory, error.to_string());
                continue;
            }
        };
        if path.is_dir() {
            folders.push(path);
        } else if let Some(relative) = path.strip_prefix(root).ok().and_then(relevant) {
            match fs_err::read(&path) {
                Ok(bytes) => {
                    files.insert(relative, bytes);
                }
                Err(error) => report(&path, error.to_string()),
            }
        }
    }
    folders.sort();
    for folder in folders {
        if depth < DEPTH_LIMIT {
            walk(root, &folder, depth + 1, files, issues);
        }
    }
}

/// The path with `/` if the file is one a blueprint consists of: editors leave backups and hidden files behind.
fn relevant(path: &Path) -> Option<String> {
    let parts: Vec<&str> = path.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
    let hidden = parts.iter().any(|part| part.starts_with('.'));
    let known = path
        .extension()
        .is_some_and(|extension| extension == "toml" || extension == "md" || extension == "typ");
    (known && !hidden).then(|| parts.join("/"))
}
