//! `aktenlage models train`, `activate` and `list`: what is refused, what is kept for the next time, and a small head
//! from generated cases to its use.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aktenlage_assist::{Assistant, DocumentInput};
use aktenlage_domain::ids::DocumentId;
use aktenlage_evaluation::heads::cache::Cache;
use aktenlage_evaluation::samples::suite;
use aktenlage_inference::Encoder;
use aktenlage_inference::head::{HeadFolder, HeadTask, RegisterEvent};

use crate::commands::Desk;

/// The first document of the demo that has a text.
fn printed() -> DocumentInput {
    let samples = suite("demo").unwrap();
    let mut files = samples.iter().flat_map(|sample| &sample.files);
    let limits = aktenlage_extract::Limits::recommended();
    let text = files.find_map(|(_, bytes)| {
        let text = aktenlage_extract::read(bytes, &limits).text;
        text.pages
            .iter()
            .any(|page| page.words.len() > 20)
            .then_some(text)
    });
    DocumentInput {
        id: DocumentId(uuid::Uuid::nil()),
        file_name: "antrag.pdf".to_owned(),
        text: text.unwrap(),
        issues: Vec::new(),
        pages: None,
        sha256: None,
    }
}

#[tokio::test]
async fn what_is_kept_is_not_encoded_again() {
    let encoder = Encoder::scripted(32);
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let assistant = Assistant::new(Arc::new(catalogue), Some(encoder.clone()), None);
    let document = printed();
    let folder = tempfile::tempdir().unwrap();
    let vector = async |fingerprint: &str| -> Vec<u32> {
        let cache = Cache::open(folder.path(), fingerprint).unwrap();
        let make = async {
            let features = assistant.features(&document).await;
            features
                .map(|features| features.vector.into_iter().map(f32::to_bits).collect())
                .map_err(std::io::Error::other)
        };
        let decode = |text: &str| serde_json::from_str::<Vec<u32>>(text).ok();
        let encode = |vector: &Vec<u32>| serde_json::to_string(vector).unwrap();
        cache.kept_or("key", decode, encode, make).await.unwrap()
    };
    let first = vector("one").await;
    let given = encoder.texts_given();
    assert!(given > 0);
    assert_eq!(vector("one").await, first);
    assert_eq!(encoder.texts_given(), given, "it was kept");
    fs_err::write(folder.path().join("one/key.json"), "[1, ").unwrap();
    assert_eq!(vector("one").await, first);
    assert_eq!(encoder.texts_given(), 2 * given, "what broke is made again");
    vector("two").await;
    assert_eq!(
        encoder.texts_given(),
        3 * given,
        "another fingerprint finds nothing"
    );
}

#[test]
fn heads_need_cases_with_sides_and_an_encoder() {
    let desk = Desk::new();
    let train = |cases: &str| {
        let cases = desk.path(cases);
        desk.run(&[
            "models",
            "train",
            "--task",
            "all",
            "--cases",
            cases.to_str().unwrap(),
        ])
    };
    fs_err::create_dir_all(desk.path("empty")).unwrap();
    assert!(train("empty").bad().contains("no_cases"));
    desk.run(&["samples", desk.path("samples").to_str().unwrap()])
        .good();
    assert!(train("samples").bad().contains("missing_split"));
    generated(&desk, "test", "1");
    assert!(train("test").bad().contains("no_encoder"));
    let unknown = desk.run(&["models", "activate", "kind", "0123456789ab"]);
    assert!(unknown.bad().contains("head_missing"));
    // Who asks for none decides, also where none was active: no head that comes with the program is at work then.
    let folder = HeadFolder::new(desk.path("no-models/heads"));
    assert!(!folder.has_decided(HeadTask::Kind).unwrap());
    for _ in 0..2 {
        desk.run(&["models", "activate", "kind", "none"]).good();
        assert!(folder.has_decided(HeadTask::Kind).unwrap());
    }
    assert_eq!(folder.register(HeadTask::Kind).entries().unwrap().len(), 1);
}

/// Printed applications for a dog and for what no service has, all on one side, which is the folder's name.
fn generated(desk: &Desk, side: &str, count: &str) {
    let out = desk.path(side);
    let arguments = [
        "generate",
        "--out",
        out.to_str().unwrap(),
        "--count",
        count,
        "--split",
        side,
        "--service",
        "dog_registration,unknown",
        "--channel",
        "live,printed",
    ];
    desk.run(&arguments).good();
}

fn trained(desk: &Desk, out: &str) -> PathBuf {
    let folders = ["train", "tune", "test"].map(|side| desk.path(side));
    let (out, work) = (desk.path(out), desk.path("work"));
    let mut arguments = vec!["models", "train", "--task", "service", "--minimum-examples", "3"];
    arguments.extend(["--out", out.to_str().unwrap(), "--work", work.to_str().unwrap()]);
    arguments.push("--cases");
    arguments.extend(folders.iter().map(|folder| folder.to_str().unwrap()));
    let ended = desk.run(&arguments);
    assert!(ended.good().contains("macro-F1"), "{}", ended.stdout);
    let again = desk.run(&arguments);
    assert!(again.good().contains("was given 0 texts"), "{}", again.stdout);
    let mut versions = fs_err::read_dir(out.join("service")).unwrap();
    let version = versions.next().unwrap().unwrap().path();
    assert!(versions.next().is_none(), "the same cases gave the same version");
    version
}

fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = [
        "head.safetensors",
        "head.json",
        "calibration.json",
        "evaluation.json",
        "CARD.md",
    ];
    files
        .iter()
        .map(|file| ((*file).to_owned(), fs_err::read(folder.join(file)).unwrap()))
        .collect()
}

#[test]
fn a_small_head_is_trained_twice_to_the_same_bytes_and_activated() {
    let Some(desk) = Desk::with_encoder() else {
        return;
    };
    let desk = desk.with_another_encoder("another");
    for (side, count) in [("train", "12"), ("tune", "8"), ("test", "8")] {
        generated(&desk, side, count);
    }
    let sides = ["train", "tune"].map(|side| desk.path(side));
    let refused = |cases: &[&PathBuf], minimum: &str| {
        let mut arguments = vec!["models", "train", "--task", "service"];
        arguments.extend(["--minimum-examples", minimum, "--cases"]);
        arguments.extend(cases.iter().map(|folder| folder.to_str().unwrap()));
        desk.run(&arguments).bad().to_owned()
    };
    assert!(refused(&[&sides[0], &sides[1]], "3").contains("missing_split"));
    let (tune, test) = (&sides[1], &desk.path("test"));
    let few = refused(&[&sides[0], tune, test], "20");
    assert!(
        few.contains("too_few_examples") && few.contains("dog_registration (6)"),
        "{few}"
    );
    let (one, other) = (trained(&desk, "one"), trained(&desk, "other"));
    assert_eq!(one.file_name(), other.file_name());
    assert!(bytes(&one) == bytes(&other), "the same cases gave other bytes");
    let version = one.file_name().unwrap().to_str().unwrap();
    let heads = desk.path("models/heads/service").join(version);
    fs_err::create_dir_all(&heads).unwrap();
    for (file, content) in bytes(&one) {
        fs_err::write(heads.join(file), content).unwrap();
    }
    let activated = desk.run(&["models", "activate", "service", version]);
    assert!(activated.bad().contains("no_rule"), "{}", activated.stderr);
    // What it takes is tested in `promotion`; here is what a head does that is at work.
    let folder = HeadFolder::new(desk.path("models/heads"));
    folder.activate(HeadTask::Service, Some(version)).unwrap();
    let told = RegisterEvent::Activated {
        version: Some(version.to_owned()),
        rule: None,
    };
    folder.register(HeadTask::Service).append(told, "").unwrap();
    let listed = desk.run(&["models", "list"]);
    // Eight cases show no target of 99 %.
    let line = format!("service@{version}");
    let found = listed
        .good()
        .lines()
        .find(|found| found.starts_with(&line))
        .unwrap();
    assert!(
        found.contains(" active ") && found.contains("always silent"),
        "{found}"
    );
    let report = desk.run(&[
        "evaluate",
        "--cases",
        desk.path("test").to_str().unwrap(),
        "--out",
        desk.path("report").to_str().unwrap(),
    ]);
    report.good();
    let report = fs_err::read_to_string(desk.path("report/report.json")).unwrap();
    assert!(report.contains(&line), "the report names the head");
}
