//! The screens of the data team over HTTP: runs, what is wrong with their files, and that nothing else is reached.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};

use crate::bench::Bench;

/// An item as `aktenlage evaluate` writes it.
fn outcome(case: &str, task: &str, item: &str, truth: Option<&str>, suggested: Option<&str>) -> Value {
    let verdict = match (truth, suggested) {
        (Some(truth), Some(suggested)) if truth == suggested => "right",
        (Some(_), Some(_)) => "wrong",
        (Some(_), None) => "silent",
        (None, Some(_)) => "spurious",
        (None, None) => "rightly_silent",
    };
    json!({
        "case": case, "task": task, "item": item, "service": "dog_registration", "channel": "form",
        "truth": truth, "suggested": suggested, "probability": suggested.map(|_| 0.9), "abstention": null,
        "verdict": verdict, "overlap": null,
    })
}

fn report() -> Value {
    let figure = json!({ "value": 0.5, "low": 0.3, "high": 0.7, "n": 40 });
    let few = json!({ "value": null, "low": null, "high": null, "n": 12 });
    json!({
        "format": 1,
        "made_with": { "program": "0.1.0", "encoder": "none", "heads": [] },
        "settings": { "minimum_n": 30, "target": 0.99 },
        "cases": 2,
        "unjudged": 0,
        "tasks": [{
            "task": "kind",
            "parts": [
                {
                    "n": 40, "cases": 2, "exact_match": figure,
                    "calibration": { "ece": figure, "reliability": [{ "from": 0.9, "to": 1.0, "accuracy": figure }] },
                    "selective": { "curve": [{ "threshold": 0.9, "coverage": 0.8, "risk": figure }],
                                   "at_target": { "target": 0.99, "coverage": few } },
                },
                { "channel": "scan", "n": 12, "cases": 1, "exact_match": few },
            ],
            "confusion": { "truths": ["letter"], "suggested": ["letter", "abstained"], "counts": [[3, 1]] },
        }],
        "measured": { "made_at": "2026-11-23T08:00:00Z", "cases_folder": "cases" },
    })
}

struct Evaluations {
    bench: Bench,
    folder: PathBuf,
    /// Of one session for all requests: each sign-in costs a password.
    cookie: String,
}

impl Evaluations {
    async fn new() -> Self {
        let bench = Bench::new().await;
        let folder = bench.folder.path().join("evaluations");
        let cookie = bench.sign_in("data").await.cookie.clone();
        Self {
            bench,
            folder,
            cookie,
        }
    }

    fn write(&self, run: &str, report: &str, outcomes: &[Value]) {
        fs::create_dir_all(self.folder.join(run)).unwrap();
        fs::write(self.folder.join(run).join("report.json"), report).unwrap();
        let lines: Vec<String> = outcomes.iter().map(Value::to_string).collect();
        fs::write(self.folder.join(run).join("outcomes.jsonl"), lines.join("\n")).unwrap();
    }

    async fn get(&self, path: &str) -> (StatusCode, Value) {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        let answer = self.bench.send(request.body(Body::empty()).unwrap()).await;
        (answer.status, answer.json())
    }

    async fn json(&self, path: &str) -> Value {
        let (status, json) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {json}");
        json
    }

    async fn code(&self, path: &str) -> String {
        let (_, json) = self.get(path).await;
        json["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Two documents and a field; the field's file is named by the test.
fn outcomes(file: &str) -> Vec<Value> {
    let mut field = outcome("one", "field", "dog.name", Some("Rex"), Some("Max"));
    field["place"] = json!({ "file": file, "page": 1, "box": [0.1, 0.2, 0.3, 0.4] });
    vec![
        outcome("one", "kind", "a.pdf", Some("letter"), Some("letter")),
        outcome("one", "kind", "b.pdf", Some("letter"), None),
        field,
    ]
}

#[tokio::test]
async fn without_a_run_the_list_says_where_to_write_one() {
    let evaluations = Evaluations::new().await;
    let list = evaluations.json("/api/evaluations").await;
    assert_eq!(list["items"], json!([]));
    assert!(list["folder"].as_str().unwrap().ends_with("evaluations"));
    assert_eq!(evaluations.code("/api/evaluations/none").await, "not_found");
    assert_eq!(
        evaluations.json("/api/models/heads").await,
        json!({ "items": [] })
    );
}

#[tokio::test]
async fn a_run_is_shown_in_parts() {
    let evaluations = Evaluations::new().await;
    evaluations.write("run", &report().to_string(), &outcomes("a.pdf"));
    let list = evaluations.json("/api/evaluations").await;
    let run = &list["items"][0];
    assert_eq!((run["id"].as_str(), &run["problem"]), (Some("run"), &Value::Null));
    assert_eq!(run["tasks"][0]["exact_match"]["value"], 0.5);
    assert_eq!(
        run["tasks"][0]["coverage"],
        json!({ "value": null, "low": null, "high": null, "n": 12 })
    );

    let shown = evaluations.json("/api/evaluations/run").await;
    assert_eq!(shown["tasks"][0]["parts"][1]["channel"], "scan");
    assert!(
        shown["tasks"][0]["parts"][0].get("selective").is_none(),
        "curves have a route of their own"
    );
    let calibration = evaluations
        .json("/api/evaluations/run/calibration?task=kind")
        .await;
    assert_eq!(calibration["parts"][0]["selective"]["curve"][0]["coverage"], 0.8);
    assert_eq!(calibration["minimum_n"], 30);
    let confusion = evaluations.json("/api/evaluations/run/confusion?task=kind").await;
    assert_eq!(confusion["confusion"]["counts"], json!([[3, 1]]));
    assert_eq!(
        evaluations
            .code("/api/evaluations/run/calibration?task=service")
            .await,
        "not_found"
    );
    assert_eq!(
        evaluations.code("/api/evaluations/run/confusion?task=x").await,
        "invalid_request"
    );

    let errors = evaluations.json("/api/evaluations/run/errors").await;
    assert_eq!(errors["total"], 2);
    let cell = "/api/evaluations/run/errors?task=kind&truth=letter&suggested=abstained";
    let cell = evaluations.json(cell).await;
    assert_eq!(
        (&cell["total"], &cell["items"][0]["number"]),
        (&json!(1), &json!(1))
    );
    let page = evaluations
        .json("/api/evaluations/run/errors?offset=1&limit=1")
        .await;
    assert_eq!(
        (&page["total"], &page["items"][0]["item"]),
        (&json!(2), &json!("dog.name"))
    );
    let none = evaluations
        .json("/api/evaluations/run/errors?verdict=spurious")
        .await;
    assert_eq!(none["total"], 0);
}

#[tokio::test]
async fn reports_that_cannot_be_shown_say_why() {
    let evaluations = Evaluations::new().await;
    evaluations.write("broken", "{", &[]);
    evaluations.write("later", r#"{ "format": 2 }"#, &[]);
    evaluations.write("other", r#"{ "format": 1, "cases": "many" }"#, &[]);
    fs::create_dir_all(evaluations.folder.join("no run")).unwrap();
    let list = evaluations.json("/api/evaluations").await;
    let problems: std::collections::BTreeMap<&str, &str> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| (run["id"].as_str().unwrap(), run["problem"].as_str().unwrap()))
        .collect();
    let expected = [
        ("broken", "report_malformed"),
        ("later", "report_format_unknown"),
        ("other", "report_malformed"),
    ];
    assert_eq!(problems.into_iter().collect::<Vec<_>>(), expected);
    for (run, code) in expected {
        let (status, json) = evaluations.get(&format!("/api/evaluations/{run}")).await;
        assert_eq!(
            (status.as_u16(), json["code"].as_str()),
            (422, Some(code)),
            "{run}"
        );
    }
    evaluations.write("lines", &report().to_string(), &[json!({ "case": 1 })]);
    assert_eq!(
        evaluations.code("/api/evaluations/lines/errors").await,
        "report_malformed"
    );
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let evaluations = Evaluations::new().await;
    let cases = evaluations.folder.join("cases/one");
    fs::create_dir_all(&cases).unwrap();
    fs::write(cases.join("a.pdf"), "no pdf").unwrap();
    let outside = evaluations.bench.folder.path().join("outside");
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("report.json"), report().to_string()).unwrap();
    fs::write(outside.join("a.pdf"), "secret").unwrap();
    symlink(outside.join("a.pdf"), cases.join("linked.pdf")).unwrap();
    symlink(&outside, evaluations.folder.join("linked")).unwrap();

    for run in ["..", "..%2Foutside", "%2Fetc", ".hidden", "linked", "run%00"] {
        let (status, json) = evaluations.get(&format!("/api/evaluations/{run}/errors")).await;
        assert_eq!(
            (status.as_u16(), json["code"].as_str()),
            (404, Some("not_found")),
            "{run}"
        );
    }
    for file in [
        "../../../outside/a.pdf",
        "linked.pdf",
        "/etc/hostname",
        "..",
        "",
        "no-such.pdf",
    ] {
        evaluations.write("run", &report().to_string(), &outcomes(file));
        let item = evaluations.json("/api/evaluations/run/items/2").await;
        assert_eq!(item["places"], json!([]), "{file}");
        assert_eq!(
            evaluations.code("/api/evaluations/run/items/2/page").await,
            "not_found",
            "{file}"
        );
    }
    for folder in ["../outside", "/etc", "cases/../../outside", "linked"] {
        let mut report = report();
        report["measured"]["cases_folder"] = folder.into();
        evaluations.write("run", &report.to_string(), &outcomes("a.pdf"));
        let item = evaluations.json("/api/evaluations/run/items/2").await;
        assert_eq!(item["places"], json!([]), "{folder}");
    }
    // What lies inside is found: there is no program to draw with here, and the file is no document.
    evaluations.write("run", &report().to_string(), &outcomes("a.pdf"));
    let item = evaluations.json("/api/evaluations/run/items/2").await;
    assert_eq!(
        item["places"],
        json!([{ "of": "suggestion", "file": "a.pdf", "page": 1, "box": [0.1, 0.2, 0.3, 0.4] }])
    );
    let drawn = evaluations.code("/api/evaluations/run/items/2/page").await;
    assert_eq!(drawn, "page_not_rendered");
    assert_eq!(
        evaluations
            .code("/api/evaluations/run/items/2/page?place=1")
            .await,
        "not_found"
    );
    assert_eq!(
        evaluations.code("/api/evaluations/run/items/3").await,
        "not_found"
    );
}

#[tokio::test]
async fn flags_stand_beside_the_run_and_change_no_label() {
    let evaluations = Evaluations::new().await;
    evaluations.write("run", &report().to_string(), &outcomes("a.pdf"));
    let before = fs::read(evaluations.folder.join("run/outcomes.jsonl")).unwrap();
    let browser = evaluations.bench.sign_in("data").await;
    let path = "/api/evaluations/run/items/2/flags";
    let flagged = "/api/evaluations/run/errors?flagged=true";

    let answer = browser
        .write(Method::POST, path, None, &json!({ "is_wrong": true }))
        .await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert!(answer.json()["flag"]["by"].is_string());
    let list = evaluations.json(flagged).await;
    assert_eq!(
        (&list["total"], &list["items"][0]["item"]),
        (&json!(1), &json!("dog.name"))
    );

    let answer = browser
        .write(Method::POST, path, None, &json!({ "is_wrong": false }))
        .await;
    assert_eq!(answer.json(), json!({ "flag": null }));
    assert_eq!(evaluations.json(flagged).await["total"], 0);

    let lines = fs::read_to_string(evaluations.folder.join("run/flags.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), 2, "both words stay: {lines}");
    assert_eq!(
        fs::read(evaluations.folder.join("run/outcomes.jsonl")).unwrap(),
        before
    );
    let unknown = browser
        .write(Method::POST, path, None, &json!({ "label": "Max" }))
        .await;
    assert_eq!(unknown.problem(), (422, "invalid_request".to_owned()));
}

#[tokio::test]
async fn two_runs_are_compared_item_by_item() {
    let evaluations = Evaluations::new().await;
    let mut better = outcomes("a.pdf");
    better[1] = outcome("one", "kind", "b.pdf", Some("letter"), Some("letter"));
    evaluations.write("first", &report().to_string(), &outcomes("a.pdf"));
    evaluations.write("second", &report().to_string(), &better);
    let compared = evaluations
        .json("/api/evaluations/first/comparison?with=second")
        .await;
    let kinds = compared["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .find(|task| task["task"] == "kind")
        .unwrap();
    assert_eq!(
        (&kinds["both_right"], &kinds["only_second"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(kinds["p_value"], Value::Null, "two items are too few");
    assert_eq!(kinds["discordant"][0]["item"], "b.pdf");
    let missing = "/api/evaluations/first/comparison";
    assert_eq!(evaluations.code(missing).await, "invalid_request");
    assert_eq!(
        evaluations
            .code("/api/evaluations/first/comparison?with=..")
            .await,
        "invalid_request"
    );
    assert_eq!(
        evaluations
            .code("/api/evaluations/first/comparison?with=third")
            .await,
        "not_found"
    );
}
