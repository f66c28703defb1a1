//! Conventions that a reader relies on: edges between crates, module headers, glossary, migrations, file lengths.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lines at which a source file has to be split.
const LINES_LIMIT: usize = 800;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// All files that are under version control, or would be.
fn files(ending: &str) -> Vec<PathBuf> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    let files: Vec<_> = listed
        .lines()
        .filter(|line| line.ends_with(ending))
        .map(|line| root().join(line))
        .collect();
    files.into_iter().filter(|file| file.exists()).collect()
}

fn sources() -> Vec<(PathBuf, String)> {
    let sources = files(".rs")
        .into_iter()
        .filter(|file| file.components().any(|part| part.as_os_str() == "crates"));
    sources
        .map(|file| {
            let text = std::fs::read_to_string(&file).unwrap();
            (file, text)
        })
        .collect()
}

/// A new edge between crates is a visible line here; the reason belongs in a decision record.
#[test]
fn edges_between_crates_are_the_ones_agreed_on() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut edges = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let Some(short) = name.strip_prefix("aktenlage-") else {
            continue;
        };
        let ours: BTreeSet<&str> = package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|dependency| dependency["kind"].is_null())
            .filter_map(|dependency| dependency["name"].as_str()?.strip_prefix("aktenlage-"))
            .collect();
        edges.insert(short, ours.into_iter().collect::<Vec<_>>().join(" "));
    }
    let edges: Vec<String> = edges
        .into_iter()
        .map(|(from, to)| format!("{from} -> {to}").trim_end().to_owned())
        .collect();
    let agreed = [
        "assist -> catalogue domain inference retrieval",
        "catalogue -> domain",
        "domain ->",
        "evaluation -> catalogue domain extract typeset",
        "extract -> domain",
        "inference ->",
        "mailbox ->",
        "retrieval -> domain",
        "server -> domain workflow",
        "store -> domain",
        "typeset ->",
        "workflow -> assist catalogue domain evaluation extract mailbox store typeset",
    ];
    assert_eq!(edges, agreed);
}

/// The crate that suggests cannot reach the crate that stores, by whatever path.
#[test]
fn suggestions_cannot_reach_the_store() {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--package",
            "aktenlage-assist",
            "--edges",
            "normal",
            "--prefix",
            "none",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8(output.stdout).unwrap();
    assert!(
        tree.contains("aktenlage-domain"),
        "the tree was not read: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    for forbidden in ["aktenlage-store", "aktenlage-workflow", "sqlx"] {
        assert!(
            !tree.lines().any(|line| line.starts_with(forbidden)),
            "assist reaches {forbidden}"
        );
    }
}

#[test]
fn every_source_file_says_what_it_is_for_and_stays_short() {
    for (file, text) in sources() {
        assert!(
            text.starts_with("//!"),
            "{}: the first line says what the file is for",
            file.display()
        );
        let lines = text.lines().count();
        assert!(
            lines <= LINES_LIMIT,
            "{}: {lines} lines, split it",
            file.display()
        );
    }
}

/// Every German term on a type stands in the glossary, and every term of the glossary marked with a type is on it.
#[test]
fn the_glossary_and_the_aliases_agree() {
    let glossary = std::fs::read_to_string(root().join("GLOSSARY.md")).unwrap();
    let mut aliases = BTreeSet::new();
    for (_, text) in sources() {
        for line in text
            .lines()
            .filter(|line| line.trim().starts_with("#[doc(alias = \""))
        {
            aliases.insert(
                line.trim()["#[doc(alias = \"".len()..]
                    .split('"')
                    .next()
                    .unwrap()
                    .to_owned(),
            );
        }
    }
    assert!(aliases.len() > 10, "the aliases were not found");
    for alias in &aliases {
        assert!(
            glossary.contains(&format!("| {alias} |")),
            "GLOSSARY.md has no row for {alias:?}"
        );
    }
    // Rows whose last column says `alias` promise one.
    for row in glossary.lines().filter(|row| row.ends_with("| alias |")) {
        let term = row.split('|').nth(1).unwrap().trim();
        assert!(aliases.contains(term), "no item carries #[doc(alias = {term:?})]");
    }
}

#[test]
fn migrations_come_in_pairs() {
    let names = |engine: &str| -> BTreeSet<_> {
        let folder = root().join("crates/store/migrations").join(engine);
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect()
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

/// The last column of the table in ARCHITECTURE.md, and what else decides where a kind of work is done.
const OWNERS: [(&str, &str); 40] = [
    ("argon2", "server"),
    ("askama", "server"),
    ("axum", "server"),
    ("candle-core", "inference"),
    ("clap", "aktenlage"),
    ("comemo", "typeset"),
    ("dejavu", "extract typeset"),
    ("fax", "extract"),
    ("fearless_simd", "inference"),
    ("gemm", "inference"),
    ("hayro", "extract"),
    ("hayro-ccitt", "extract"),
    ("hayro-interpret", "extract"),
    ("hayro-syntax", "extract"),
    ("html2text", "extract"),
    ("image", "evaluation extract"),
    ("indicatif", "aktenlage"),
    ("kamadak-exif", "extract"),
    ("krilla", "extract"),
    ("landlock", "extract"),
    ("libc", "extract"),
    ("libloading", "extract"),
    ("lopdf", "evaluation extract"),
    ("mail-parser", "extract"),
    ("object_store", "store"),
    ("pdf-writer", "evaluation"),
    ("qdrant-client", "retrieval"),
    ("qdrant-edge", "retrieval"),
    ("rustls-native-certs", "mailbox"),
    ("safetensors", "inference"),
    ("seccompiler", "extract"),
    ("sqlx", "store"),
    ("tiff", "extract"),
    ("tokenizers", "inference"),
    ("tokio-rustls", "mailbox"),
    ("toml", "aktenlage catalogue evaluation inference"),
    ("typst", "typeset"),
    ("typst-layout", "typeset"),
    ("typst-pdf", "typeset"),
    ("utoipa", "server"),
];

#[test]
fn only_its_crate_uses_a_heavy_dependency() {
    let mut users: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in files("Cargo.toml") {
        let folder = file.parent().unwrap();
        if !folder.parent().unwrap().ends_with("crates") {
            continue;
        }
        let crate_name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        for (dependency, _) in OWNERS {
            let is_used = text.lines().any(|line| {
                line.starts_with(&format!("{dependency}.")) || line.starts_with(&format!("{dependency} ="))
            });
            if is_used {
                users.entry(dependency).or_default().insert(crate_name.clone());
            }
        }
    }
    for (dependency, owners) in OWNERS {
        let found: Vec<String> = users.remove(dependency).unwrap_or_default().into_iter().collect();
        assert_eq!(found.join(" "), owners, "{dependency}");
    }
}

/// What the table of crates names as heavy is guarded by [`OWNERS`].
#[test]
fn the_table_of_crates_names_what_is_guarded() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let guarded = |word: &str| {
        OWNERS
            .iter()
            .any(|(name, _)| *name == word || name.starts_with(&format!("{word}-")))
    };
    let rows = text
        .lines()
        .filter(|line| line.starts_with("| `") && line.matches('|').count() == 4);
    let mut named = 0;
    for row in rows {
        let last = row.split('|').nth(3).unwrap();
        for word in last.split([',', ';']).map(str::trim) {
            // Phrases are for people; single words are names of crates.
            if word.is_empty() || word.contains(' ') {
                continue;
            }
            assert!(guarded(word), "{word} of ARCHITECTURE.md is not guarded");
            named += 1;
        }
    }
    assert!(named >= 10, "the table was not read: {named}");
}
