//! From files to passages. Nothing here stops at the first problem: what can be read is read, the rest is named.
use std::path::{Path, PathBuf};

use aktenlage_domain::passage::Passage;

use crate::citation;

mod front_matter;
mod gii;
mod gii_text;
mod markdown;
mod piece;
#[cfg(test)]
mod tests;

/// A law that was asked for by name is not in the folder; the issue's detail is its name.
pub const LAW_NOT_FOUND: &str = "law_not_found";

/// Something in a file that could not be read, or was read with a reservation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportIssue {
    /// Stable word: `unreadable`, `not_xml`, `not_gii_norm`, `law_unnamed`, `section_unreadable`, `front_matter`,
    /// `law_not_found`, `empty`.
    pub code: &'static str,
    /// The file, without its directory.
    pub file: String,
    /// What exactly, for people.
    pub detail: String,
}

impl ImportIssue {
    fn new(code: &'static str, file: &str, detail: impl Into<String>) -> Self {
        Self {
            code,
            file: file.to_owned(),
            detail: detail.into(),
        }
    }
}

/// Passages in reading order, and what went wrong.
pub type Imported = (Vec<Passage>, Vec<ImportIssue>);

/// Reads every `.xml` (gii-norm) and `.md` file below a directory, in the order of their paths.
///
/// `laws` selects by short title (`WoGG`, `SGB I`) or file name without ending, in any case; empty means all.
/// A selected law that no file holds is an issue.
pub fn read_directory(directory: &Path, laws: &[String]) -> Imported {
    let mut files = Vec::new();
    let mut issues = Vec::new();
    collect(directory, &mut files, &mut issues);
    files.sort();
    let wanted: Vec<String> = laws.iter().map(|law| citation::law_key(law)).collect();
    let mut found = vec![false; wanted.len()];
    let mut passages = Vec::new();
    for file in files {
        let name = name_of(&file);
        let read = match fs_err::read_to_string(&file) {
            Ok(text) => read_file(&text, &name),
            Err(error) => {
                issues.push(ImportIssue::new("unreadable", &name, error.kind().to_string()));
                continue;
            }
        };
        let (mut of_file, of_file_issues) = read;
        if !wanted.is_empty() {
            let stem = citation::law_key(&stem_of(&file));
            let law_keys: Vec<String> = of_file
                .first()
                .map(|first| citation::law_key(&first.law))
                .into_iter()
                .collect();
            let mut selected = false;
            for (wanted, found) in wanted.iter().zip(&mut found) {
                if *wanted == stem || law_keys.contains(wanted) {
                    selected = true;
                    *found = true;
                }
            }
            if !selected {
                continue;
            }
        }
        passages.append(&mut of_file);
        issues.extend(of_file_issues);
    }
    for (law, _) in laws.iter().zip(found).filter(|(_, found)| !found) {
        issues.push(ImportIssue::new(LAW_NOT_FOUND, "", law.clone()));
    }
    (passages, issues)
}

fn read_file(text: &str, name: &str) -> Imported {
    if has_ending(name, "xml") {
        read_gii(text, name)
    } else {
        read_markdown(text, name)
    }
}

/// Reads one law in the XML of gesetze-im-internet.de (gii-norm).
///
/// One passage per Absatz, or per section where there is none; lists stay inside their Absatz, tables become
/// lines, footnotes and repealed sections are left out, very long Absätze become several passages with one citation.
pub fn read_gii(xml: &str, file_name: &str) -> Imported {
    gii::read(xml, file_name)
}

/// Reads one statute or guidance text in Markdown with optional front matter
/// (`title`, `law`, `level`, `valid_from`, `valid_to`; German names of these keys are understood).
pub fn read_markdown(text: &str, file_name: &str) -> Imported {
    markdown::read(text, file_name)
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>, issues: &mut Vec<ImportIssue>) {
    let entries = match fs_err::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) => {
            issues.push(ImportIssue::new(
                "unreadable",
                &name_of(directory),
                error.kind().to_string(),
            ));
            return;
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files, issues);
        } else if has_ending(&name_of(&path), "xml") || has_ending(&name_of(&path), "md") {
            files.push(path);
        }
    }
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn stem_of(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().replace('_', " "))
        .unwrap_or_default()
}
