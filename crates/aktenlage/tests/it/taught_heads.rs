//! `aktenlage models train --from-reviews` and `replay` on an office's own record: where examples come from, what is
//! left out, and that nothing of the record changes.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::path::{Path, PathBuf};

use aktenlage_domain::review::Verdict;
use aktenlage_domain::suggestion::Subject;
use aktenlage_extract::Limits;
use serde_json::Value;

use crate::bench::{Bench, draft};
use crate::commands::Desk;

const CASES: [&str; 5] = [
    "01-wohngeld-live",
    "02-wohngeld-widerspruch",
    "03-anmeldung",
    "04-gewerbe-druck",
    "05-hund-brief",
];

/// Puts cases in, one after the other, and settles all kinds: the first document of each by hand, the others as shown.
async fn settle_kinds(data: &Path) {
    fs_err::create_dir_all(data).unwrap();
    let bench = Bench::in_directory(data, Limits::recommended()).await;
    for name in CASES {
        let case = bench.receive_sample(name).await;
        let suggested = {
            let mut tx = bench.store.read().await.unwrap();
            tx.current_suggestions(case).await.unwrap()
        };
        let kinds = suggested
            .iter()
            .filter(|stored| matches!(stored.suggestion.subject, Subject::DocumentKind(_)));
        for (number, stored) in kinds.enumerate() {
            let subject = stored.suggestion.subject.clone();
            let draft = if number == 0 {
                let mut draft = draft(subject, None, Verdict::Entered);
                draft.value = Some("application_form".to_owned());
                draft
            } else if stored.suggestion.answer.value().is_some() {
                draft(subject, Some(stored.id), Verdict::Accepted)
            } else {
                continue;
            };
            let version = bench.version(case).await;
            bench
                .workbench
                .review_suggestion(&bench.clerk, case, version, draft)
                .await
                .unwrap();
        }
        bench.work_off().await;
    }
    bench.check().await;
    bench.store.close().await;
    for ending in ["", "-wal", "-shm"] {
        let written = data.join(format!("test.sqlite{ending}"));
        if written.exists() {
            fs_err::rename(written, data.join(format!("aktenlage.sqlite{ending}"))).unwrap();
        }
    }
}

fn train(desk: &Desk, weight: &str) -> (String, PathBuf) {
    let out = desk.path(&format!("heads-{weight}"));
    let arguments = [
        "models",
        "train",
        "--task",
        "kind",
        "--from-reviews",
        "--minimum-examples",
        "0",
    ];
    let more = ["--confirmed-weight", weight, "--out", out.to_str().unwrap()];
    let ended = desk.run(&[&arguments[..], &more[..]].concat());
    let said = ended.good().to_owned();
    let mut versions: Vec<PathBuf> = fs_err::read_dir(out.join("kind"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    versions.sort_by_key(|path| fs_err::metadata(path).unwrap().modified().unwrap());
    (said, versions.pop().unwrap())
}

fn rows(head: &Path, file: &str) -> Vec<Value> {
    let text = fs_err::read_to_string(head.join(file)).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn card(head: &Path) -> Value {
    let text = fs_err::read_to_string(head.join("head.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_learns_from_the_office_and_names_every_example() {
    let Some(desk) = Desk::with_encoder() else {
        return;
    };
    let desk = desk.with_another_encoder("another");
    let data = desk.path("data");
    settle_kinds(&data).await;
    let verified = desk.run(&["audit", "verify"]).good().to_owned();
    let (said, head) = train(&desk, "0.5");
    assert!(said.contains("macro-F1"), "{said}");
    let examples = rows(&head, "examples.jsonl");
    let sides: Vec<&str> = ["train", "tune", "test"]
        .into_iter()
        .filter(|side| examples.iter().any(|row| row["side"] == *side))
        .collect();
    assert_eq!(sides, ["train", "tune", "test"]);
    let entered = examples.iter().filter(|row| row["manner"] == "entered").count();
    assert_eq!(entered, CASES.len());
    let text = fs_err::read_to_string(head.join("examples.jsonl")).unwrap();
    assert!(!text.contains(".pdf"), "no name of a file: {text}");
    let learned: Vec<&Value> = examples.iter().filter(|row| row["side"] != "test").collect();
    let card_of_head = card(&head);
    let reviews = &card_of_head["training"]["reviews"];
    assert_eq!(reviews["examples"], learned.len());
    let entries: Vec<i64> = learned.iter().map(|row| row["entry"].as_i64().unwrap()).collect();
    assert_eq!(reviews["first_entry"], *entries.iter().min().unwrap());
    assert_eq!(reviews["last_entry"], *entries.iter().max().unwrap());
    let told = fs_err::read_to_string(head.join("CARD.md")).unwrap();
    assert!(
        told.contains("Entries") && !told.contains("synthetic applications"),
        "{told}"
    );

    // What was merely confirmed can be left out.
    let (_, without) = train(&desk, "0");
    let confirmed = |row: &&Value| row["manner"] == "confirmed" && row["side"] != "test";
    assert_eq!(
        rows(&without, "examples.jsonl").iter().filter(confirmed).count(),
        0
    );
    assert_eq!(card(&without)["training"]["reviews"]["confirmed"], 0);

    // Any head can be asked about the day, and what is there is not written over.
    let version = head.file_name().unwrap().to_str().unwrap();
    let heads = desk.path("models/heads/kind").join(version);
    fs_err::create_dir_all(&heads).unwrap();
    for file in ["head.json", "head.safetensors", "calibration.json"] {
        fs_err::copy(head.join(file), heads.join(file)).unwrap();
    }
    let out = desk.path("replayed");
    let replay = |day: &str, out: &Path| {
        let mut arguments = vec!["models", "replay", "--task", "kind", "--day", day];
        arguments.extend(["--version", version, "--out", out.to_str().unwrap()]);
        desk.run(&arguments)
    };
    replay("2026-11-22", &out).good();
    let predictions = rows(&out, "predictions.jsonl");
    assert!(predictions.len() >= CASES.len(), "{predictions:?}");
    assert!(predictions.iter().all(|row| row["suggested"]["run"].is_string()));
    let settled = predictions
        .iter()
        .filter(|row| row["settled"]["review"].is_string());
    assert!(settled.count() >= CASES.len());
    assert!(replay("2026-11-22", &out).bad().contains("not written over"));
    replay("2026-11-21", &desk.path("before")).good();
    assert!(rows(&desk.path("before"), "predictions.jsonl").is_empty());

    fs_err::copy(head.join("examples.jsonl"), heads.join("examples.jsonl")).unwrap();
    let check = || desk.run(&["models", "check-examples", "--task", "kind", "--version", version]);
    assert!(check().good().contains(": 0 of "));

    // None of it changed the record.
    assert_eq!(desk.run(&["audit", "verify"]).good(), verified);

    // An example goes with its original.
    let sha256 = examples[0]["documents"][0]["sha256"].as_str().unwrap();
    let original = format!("files/originals/{}/{}/{sha256}", &sha256[..2], &sha256[2..4]);
    fs_err::remove_file(data.join(original)).unwrap();
    let fallen = check();
    assert_eq!(fallen.code, Some(1), "{}", fallen.stderr);
    assert!(
        fallen.stdout.contains("its original is gone"),
        "{}",
        fallen.stdout
    );
    let (said, _) = train(&desk, "0.5");
    assert!(said.contains("whose original is gone"), "{said}");
}
