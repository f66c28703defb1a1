//! Suggestions on the shipped cases against their truth: what the report says, and what it notices.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::path::PathBuf;

use aktenlage_evaluation::metrics::exact_match::Comparison;
use aktenlage_evaluation::outcome::{Task, Verdict, judge};
use aktenlage_evaluation::prediction::{FieldPrediction, Guess, Prediction};
use aktenlage_evaluation::report::{MadeWith, Measured, Report, Settings};
use aktenlage_evaluation::truth::{Truth, case_folders};
use aktenlage_extract::Limits;
use aktenlage_workflow::evaluations::PlaceOf;
use serde_json::Value;

use crate::bench::Bench;
use crate::commands::Desk;

/// The shipped cases in a folder, and their truths.
fn cases(desk: &Desk) -> (PathBuf, Vec<Truth>) {
    let folder = desk.path("cases");
    desk.run(&["samples", folder.to_str().unwrap()]).good();
    let truths = case_folders(&folder)
        .unwrap()
        .iter()
        .map(|case| Truth::read(case).unwrap())
        .collect();
    (folder, truths)
}

fn evaluate(desk: &Desk, out: &str) -> Value {
    let ended = desk.run(&[
        "evaluate",
        "--cases",
        desk.path("cases").to_str().unwrap(),
        "--out",
        desk.path(out).to_str().unwrap(),
        "--minimum-n",
        "1",
        "--resamples",
        "50",
    ]);
    ended.good();
    let report = fs_err::read_to_string(desk.path(out).join("report.json")).unwrap();
    serde_json::from_str(&report).unwrap()
}

/// A prediction that says the truth.
fn truthful(truth: &Truth) -> Prediction {
    Prediction {
        service: truth
            .service
            .as_ref()
            .map_or_else(Guess::default, |service| Guess::of(service.as_str(), 0.9)),
        kinds: truth
            .files
            .iter()
            .map(|file| (file.file.clone(), Guess::of(file.kinds[0].as_str(), 0.9)))
            .collect(),
        fields: truth
            .fields
            .iter()
            .map(|field| FieldPrediction {
                id: field.id.clone(),
                comparison: Comparison::Text,
                guess: Guess::of(field.value.as_str(), 0.9),
                evidence: field.places.clone(),
            })
            .collect(),
        requirements: truth
            .requirements
            .iter()
            .map(|(id, state)| (id.clone(), Guess::of(state.as_str(), 0.9)))
            .collect(),
    }
}

#[test]
fn the_shipped_cases_are_evaluated() {
    let desk = Desk::new();
    let (_, truths) = cases(&desk);
    let report = evaluate(&desk, "report");
    assert_eq!(report["format"], 1);
    assert_eq!(report["cases"], truths.len());
    let whole = |task: &str| {
        let tasks = report["tasks"].as_array().unwrap();
        let found = tasks.iter().find(|report| report["task"] == task).unwrap();
        found["parts"][0].clone()
    };
    let fields: usize = truths.iter().map(|truth| truth.fields.len()).sum();
    assert_eq!(whole("field")["n"], fields);
    let alone = truths
        .iter()
        .flat_map(|truth| &truth.files)
        .filter(|file| file.kinds.len() == 1);
    assert_eq!(whole("kind")["n"], alone.count());
    assert_eq!(whole("service")["n"], truths.len());
    let requirements: usize = truths.iter().map(|truth| truth.requirements.len()).sum();
    assert_eq!(whole("requirement")["n"], requirements);
    let exact = whole("field")["exact_match"].clone();
    assert!(exact["value"].as_f64().unwrap() > 0.5, "{exact}");
    assert!(exact["low"].as_f64() < exact["value"].as_f64(), "{exact}");
    let progress = desk.path("report").join(aktenlage_evaluation::progress::FILE);
    assert!(!progress.exists(), "the run is done");
    let page = fs_err::read_to_string(desk.path("report").join("report.html")).unwrap();
    assert!(page.contains("Güte der Vorschläge") && !page.contains("<script"));

    let folder = desk.path("report");
    let folder = folder.to_str().unwrap();
    let itself = desk.run(&["evaluate", "compare", folder, folder, "--json"]);
    let itself: Value = serde_json::from_str(itself.good()).unwrap();
    assert_eq!(itself["unmatched"], 0);
    for task in itself["tasks"].as_array().unwrap() {
        assert_eq!(task["discordant"].as_array().unwrap().len(), 0, "{task}");
        assert_eq!(
            (&task["only_first"], &task["only_second"]),
            (&0.into(), &0.into())
        );
    }
    let printed = desk.run(&["evaluate", "compare", folder, folder]);
    assert!(printed.good().contains("only the first 0"), "{}", printed.stdout);
}

#[tokio::test]
async fn the_data_team_sees_a_run_and_the_pages_of_its_cases() {
    let desk = Desk::new();
    let cases = desk.path("evaluations/cases");
    desk.run(&["samples", cases.to_str().unwrap()]).good();
    for folder in case_folders(&cases).unwrap() {
        if !folder.ends_with("01-wohngeld-live") {
            fs_err::remove_dir_all(folder).unwrap();
        }
    }
    let out = desk.path("evaluations/run");
    desk.run(&[
        "evaluate",
        "--cases",
        cases.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--resamples",
        "50",
    ])
    .good();
    let bench = Bench::in_directory(&desk.path("."), Limits::recommended()).await;
    let runs = bench.workbench.evaluation_runs().await.unwrap();
    let [run] = runs.as_slice() else {
        panic!("one run: {runs:?}")
    };
    let report = run.report.as_ref().unwrap();
    assert_eq!(report["measured"]["cases_folder"], "cases");
    assert_eq!(report["tasks"][0]["parts"].as_array().unwrap().len(), 1);

    let (item, places) = bench.workbench.evaluation_item(run.id.clone(), 0).await.unwrap();
    assert_eq!(item.outcome.task, Task::Field);
    assert_eq!(places[0].of, PlaceOf::Truth, "{item:?}");
    let page = bench
        .workbench
        .evaluation_page(run.id.clone(), 0, 0)
        .await
        .unwrap();
    assert!(page.starts_with(b"RIFF"), "drawn as WebP");
    let same = bench
        .workbench
        .compare_evaluations(run.id.clone(), run.id.clone())
        .await
        .unwrap();
    assert!(same.tasks.iter().all(|task| task.discordant.is_empty()));
}

#[test]
fn the_same_cases_make_the_same_report() {
    let desk = Desk::new();
    let (folder, truths) = cases(&desk);
    for truth in &truths[2..] {
        fs_err::remove_dir_all(folder.join(&truth.case)).unwrap();
    }
    let [first, second] = ["first", "second"].map(|out| {
        let mut report = evaluate(&desk, out);
        report.as_object_mut().unwrap().remove("measured").unwrap();
        report
    });
    assert_eq!(first, second);
}

#[test]
fn a_tampered_value_is_wrong() {
    let desk = Desk::new();
    let (_, truths) = cases(&desk);
    let truth = truths
        .iter()
        .find(|truth| truth.case == "01-wohngeld-live")
        .unwrap();
    let outcomes = judge(truth, &truthful(truth));
    assert!(outcomes.iter().all(|outcome| outcome.verdict == Verdict::Right));
    assert!(
        outcomes
            .iter()
            .filter(|outcome| outcome.task == Task::Field)
            .all(|outcome| outcome.overlap == Some(1.0))
    );

    let mut tampered = truthful(truth);
    let iban = tampered
        .fields
        .iter_mut()
        .find(|field| field.id == "bank.iban")
        .unwrap();
    iban.guess = Guess::of("DE89370400440532013000", 0.99);
    let outcomes = judge(truth, &tampered);
    let wrong: Vec<&str> = outcomes
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::Wrong)
        .map(|outcome| outcome.item.as_str())
        .collect();
    assert_eq!(wrong, ["bank.iban"]);
    let settings = Settings {
        minimum_n: 1,
        ..Settings::default()
    };
    let report = Report::of(&outcomes, MadeWith::default(), settings, Measured::default());
    let fields = report.overall(Task::Field).unwrap();
    assert!(fields.exact_match.value.is_some_and(|share| share < 1.0));
}

#[test]
fn what_is_missing_is_said() {
    let desk = Desk::new();
    let bare = desk.run(&["evaluate"]);
    assert!(bare.bad().contains("--cases DIR --out DIR"), "{}", bare.stderr);
    fs_err::create_dir_all(desk.path("empty")).unwrap();
    let empty = desk.path("empty");
    let arguments = ["evaluate", "--cases", empty.to_str().unwrap(), "--out", "report"];
    let ended = desk.run(&arguments);
    assert!(ended.bad().contains("aktenlage samples"), "{}", ended.stderr);
    let nothing = desk.run(&["evaluate", "compare", "no-such", "folder"]);
    assert!(nothing.bad().contains("outcomes.jsonl"), "{}", nothing.stderr);
}

#[test]
fn a_search_for_norms_is_measured() {
    let desk = Desk::new();
    fs_err::create_dir(desk.path("laws")).unwrap();
    let statute = "---\nlaw: HundeS\nlevel: municipal\n---\n# § 1 Gegenstand\n\nHunde werden besteuert.\n\n\
                   # § 2 Schuldner\n\nSchuldner ist der Halter. Für Hunde haftet der Halter.\n";
    fs_err::write(desk.path("laws/hunde.md"), statute).unwrap();
    let questions = desk.path("questions.tsv");
    let table = "question\tgold\nWer ist Schuldner?\tHundeS § 2\nWann werden Hunde besteuert?\t§ 1 HundeS\n\
                 Quantenfeld?\t\n";
    fs_err::write(&questions, table).unwrap();
    let arguments = [
        "evaluate",
        "retrieval",
        "--questions",
        "questions.tsv",
        "--out",
        "report",
        "--mode",
        "bm25",
        "--minimum-n",
        "1",
    ];
    let early = desk.run(&arguments);
    assert!(early.bad().contains("regulations import"), "{}", early.stderr);
    desk.run(&["regulations", "import", "laws"]).good();
    desk.run(&arguments).good();
    let report = fs_err::read_to_string(desk.path("report/report.json")).unwrap();
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(
        (&report["answerable"], &report["unanswerable"]),
        (&2.into(), &1.into())
    );
    let all = &report["modes"][0]["parts"][0];
    assert_eq!(all["mrr"]["value"], 1.0, "{all}");
    assert_eq!(all["recall"][0]["figure"]["value"], 1.0, "{all}");
    assert!(desk.path("report/report.html").is_file());
    let hits = fs_err::read_to_string(desk.path("report/hits.jsonl")).unwrap();
    assert_eq!(hits.lines().count(), 3);

    let mut by_meaning = arguments;
    by_meaning[7] = "dense";
    let refused = desk.run(&by_meaning);
    assert!(refused.bad().contains("encoder"), "{}", refused.stderr);
    fs_err::write(&questions, "question\tgold\nWas?\tHundeS § 9\n").unwrap();
    let unknown = desk.run(&arguments);
    assert!(unknown.bad().contains("HundeS § 9"), "{}", unknown.stderr);
}
