//! Four eyes over HTTP: who may release what, what changed since, and cases that are opened again.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_workflow::Runner;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Browser, OPEN_POINTS};

async fn work_off(bench: &Bench) {
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}
}

async fn review(browser: &Browser<'_>, case: &str, kind: &str, key: &str, value: &str) {
    let body = json!({
        "subject": { "kind": kind, "key": key }, "verdict": "entered", "value": value, "shown": {},
    });
    let path = format!("/api/cases/{case}/reviews");
    let seen = version(browser, case).await;
    let saved = browser.write(Method::POST, &path, Some(seen), &body).await;
    assert_eq!(saved.status, StatusCode::CREATED, "{}", saved.text());
}

/// A case of which nothing could be read, with a service that this clerk confirmed.
async fn case_of(bench: &Bench, clerk: &Browser<'_>, service: &str) -> String {
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 broken")]).await.json();
    work_off(bench).await;
    let case = received["case_id"].as_str().unwrap().to_owned();
    review(clerk, &case, "service", "", service).await;
    work_off(bench).await;
    case
}

async fn version(browser: &Browser<'_>, case: &str) -> i64 {
    let shown = browser.get(&format!("/api/cases/{case}")).await.json();
    shown["version"].as_i64().unwrap()
}

async fn state(browser: &Browser<'_>, case: &str) -> String {
    let shown = browser.get(&format!("/api/cases/{case}")).await.json();
    shown["state"].as_str().unwrap().to_owned()
}

async fn file(browser: &Browser<'_>, case: &str) -> Value {
    browser.get(&format!("/api/cases/{case}/decisions")).await.json()
}

async fn decide(browser: &Browser<'_>, case: &str, outcome: &str) -> Answer {
    let body = json!({"outcome": outcome, "reasons": "Weil.", "open_points_acknowledged": OPEN_POINTS});
    let path = format!("/api/cases/{case}/decision");
    let seen = version(browser, case).await;
    browser.write(Method::POST, &path, Some(seen), &body).await
}

async fn answer(browser: &Browser<'_>, case: &str, seen: i64, proposal: &Value, verdict: &str) -> Answer {
    let reason = if verdict == "sent_back" {
        "Die Anhörung fehlt."
    } else {
        ""
    };
    let body = json!({"proposal": proposal, "verdict": verdict, "reason": reason});
    let path = format!("/api/cases/{case}/release");
    browser.write(Method::POST, &path, Some(seen), &body).await
}

async fn reopen(browser: &Browser<'_>, case: &str, ground: &str, reasons: &str) -> Answer {
    let body = json!({"ground": ground, "reasons": reasons});
    let path = format!("/api/cases/{case}/reopening");
    let seen = version(browser, case).await;
    browser.write(Method::POST, &path, Some(seen), &body).await
}

async fn actions(browser: &Browser<'_>, case: &str) -> Vec<String> {
    let history = browser.get(&format!("/api/cases/{case}/history")).await.json();
    let items = history["items"].as_array().unwrap().iter();
    items
        .map(|item| item["action"].as_str().unwrap().to_owned())
        .collect()
}

async fn check_chain(bench: &Bench) {
    let supervisor = bench.sign_in("supervisor").await;
    let report = supervisor
        .write(Method::POST, "/api/audit/verification", None, &json!({}))
        .await
        .json();
    assert_eq!(report["valid"], true, "{report}");
}

#[tokio::test]
async fn nobody_releases_their_own_decision() {
    let bench = Bench::new().await;
    let (author, second) = (bench.sign_in("clerk").await, bench.sign_in("second").await);
    let supervisor = bench.sign_in("supervisor").await;
    let case = case_of(&bench, &author, "housing_benefit_rent").await;
    let submitted = decide(&author, &case, "rejected").await;
    assert_eq!(submitted.status, StatusCode::CREATED, "{}", submitted.text());
    assert_eq!(submitted.json()["decision"], Value::Null);
    let proposal = &submitted.json()["proposal"]["id"];
    assert_eq!(state(&author, &case).await, "awaiting_release");
    assert_eq!(file(&author, &case).await["waiting"]["obstacle"], "submitted");
    assert_eq!(file(&supervisor, &case).await["waiting"]["obstacle"], Value::Null);

    let before = actions(&author, &case).await;
    let seen = version(&author, &case).await;
    let own = (403, "own_case".to_owned());
    for verdict in ["released", "sent_back"] {
        let refused = answer(&author, &case, seen, proposal, verdict).await;
        assert_eq!(refused.problem(), own, "{verdict}");
    }
    // Nor the person who has the case.
    let path = format!("/api/cases/{case}/assignee");
    second
        .write(Method::PUT, &path, None, &json!({"assignee": "me"}))
        .await;
    let seen = version(&second, &case).await;
    assert_eq!(
        answer(&second, &case, seen, proposal, "released").await.problem(),
        own
    );
    assert_eq!(file(&second, &case).await["waiting"]["obstacle"], "assigned");
    // Being given away and taken on is no change of what the decision rests on.
    second
        .write(Method::PUT, &path, None, &json!({"assignee": null}))
        .await;
    let after = actions(&author, &case).await;
    assert_eq!(
        after.len(),
        before.len() + 2,
        "refusals leave no entry: {after:?}"
    );
    assert_eq!(state(&author, &case).await, "awaiting_release");
    assert_eq!(file(&author, &case).await["decisions"], json!([]));
    let data = bench.sign_in("data").await;
    let seen = version(&second, &case).await;
    assert_eq!(
        answer(&data, &case, seen, proposal, "released").await.problem(),
        (403, "role_missing".to_owned())
    );

    let stale = answer(&second, &case, seen - 1, proposal, "released").await;
    assert_eq!(stale.problem(), (412, "version_conflict".to_owned()));
    let list = second.get("/api/releases").await.json();
    assert_eq!(
        (&list["total"], &list["items"][0]["case"]["id"]),
        (&json!(1), &json!(case))
    );
    let released = answer(&second, &case, seen, proposal, "released").await;
    assert_eq!(released.status, StatusCode::CREATED, "{}", released.text());
    let decision = &released.json()["decision"];
    assert_eq!(decision["by"]["display_name"], "clerk");
    assert_eq!(decision["released_by"]["display_name"], "Zweite Kraft");
    assert_eq!(state(&author, &case).await, "decided");
    assert_eq!(actions(&author, &case).await[0], "decision_released");
    assert_eq!(second.get("/api/releases").await.json()["total"], 0);
    let seen = version(&second, &case).await;
    assert_eq!(
        answer(&second, &case, seen, proposal, "released").await.problem(),
        (409, "nothing_to_release".to_owned())
    );
    check_chain(&bench).await;
}

/// Whose case it was when it was submitted does not become a second person by giving it away.
#[tokio::test]
async fn giving_a_case_away_makes_no_second_person() {
    let bench = Bench::new().await;
    let (author, second) = (bench.sign_in("clerk").await, bench.sign_in("second").await);
    let case = case_of(&bench, &author, "housing_benefit_rent").await;
    let path = format!("/api/cases/{case}/assignee");
    second
        .write(Method::PUT, &path, None, &json!({"assignee": "me"}))
        .await;
    let submitted = decide(&author, &case, "rejected").await.json();
    let given = second
        .write(Method::PUT, &path, None, &json!({"assignee": null}))
        .await;
    assert_eq!(given.json()["assignee"], Value::Null);
    assert_eq!(file(&second, &case).await["waiting"]["obstacle"], "assigned");
    assert_eq!(
        second.get("/api/releases").await.json()["items"][0]["obstacle"],
        "assigned"
    );
    let seen = version(&second, &case).await;
    let refused = answer(&second, &case, seen, &submitted["proposal"]["id"], "released").await;
    assert_eq!(refused.problem(), (403, "own_case".to_owned()));
    assert_eq!(state(&author, &case).await, "awaiting_release");
}

/// A case that is put back is in sight again once a decision is taken or sent back, and when it is opened again.
#[tokio::test]
async fn what_is_decided_is_put_back_no_more() {
    let bench = Bench::new().await;
    let (author, second) = (bench.sign_in("clerk").await, bench.sign_in("second").await);
    let case = case_of(&bench, &author, "housing_benefit_rent").await;
    let path = format!("/api/cases/{case}/snooze");
    let until = json!({"until": "2026-12-01", "reason": "requested"});
    let in_sight = async || {
        let page = author.get("/api/cases?view=all").await.json();
        (page["total"].clone(), page["counts"]["snoozed"].clone())
    };
    author.write(Method::PUT, &path, None, &until).await;
    assert_eq!(in_sight().await, (json!(0), json!(1)));
    let submitted = decide(&author, &case, "rejected").await.json();
    assert_eq!(in_sight().await, (json!(1), json!(0)));
    assert_eq!(
        actions(&author, &case).await[..2],
        ["decision_proposed", "snooze_ended"]
    );

    author.write(Method::PUT, &path, None, &until).await;
    let seen = version(&second, &case).await;
    let back = answer(&second, &case, seen, &submitted["proposal"]["id"], "sent_back").await;
    assert_eq!(back.status, StatusCode::CREATED, "{}", back.text());
    assert_eq!(back.json()["version"], seen + 1);
    assert_eq!(in_sight().await, (json!(1), json!(0)));

    author.write(Method::PUT, &path, None, &until).await;
    decide(&author, &case, "granted").await;
    reopen(&author, &case, "objection", "Widerspruch").await;
    assert_eq!(state(&author, &case).await, "under_review");
    assert_eq!(in_sight().await, (json!(1), json!(0)));
    check_chain(&bench).await;
}

/// Not settling the service, or throwing it away, is no way around the second person.
#[tokio::test]
async fn a_case_of_no_known_service_is_not_decided_alone() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 broken")]).await.json();
    work_off(&bench).await;
    let case = received["case_id"].as_str().unwrap();
    assert_eq!(
        file(&clerk, case).await["four_eyes"],
        json!(["partly_granted", "rejected"])
    );
    let submitted = decide(&clerk, case, "rejected").await;
    assert_eq!(submitted.status, StatusCode::CREATED, "{}", submitted.text());
    assert_eq!(submitted.json()["decision"], Value::Null);
    assert_eq!(state(&clerk, case).await, "awaiting_release");
}

#[tokio::test]
async fn what_changed_since_then_is_shown_and_not_released() {
    let bench = Bench::new().await;
    let (author, second) = (bench.sign_in("clerk").await, bench.sign_in("second").await);
    let supervisor = bench.sign_in("supervisor").await;
    let case = case_of(&bench, &author, "housing_benefit_rent").await;
    let submitted = decide(&author, &case, "partly_granted").await.json();
    let proposal = &submitted["proposal"]["id"];
    assert_eq!(
        file(&supervisor, &case).await["waiting"]["changes"],
        json!({"facts": [], "opened": [], "closed": []})
    );
    review(&second, &case, "field", "applicant.family_name", "Musterfrau").await;
    work_off(&bench).await;
    let waiting = file(&supervisor, &case).await["waiting"].clone();
    let fact = &waiting["changes"]["facts"][0];
    assert_eq!(fact["subject"]["key"], "applicant.family_name");
    assert_eq!(
        (&fact["before"], &fact["after"]),
        (&Value::Null, &json!("Musterfrau"))
    );
    assert_eq!(fact["by"]["display_name"], "Zweite Kraft");
    assert_eq!(
        supervisor.get("/api/releases").await.json()["items"][0]["changed"],
        true
    );

    // Whoever settled a fact has the case as their own; the others see what changed and cannot release it.
    let seen = version(&second, &case).await;
    assert_eq!(file(&second, &case).await["waiting"]["obstacle"], "reviewed");
    assert_eq!(
        answer(&second, &case, seen, proposal, "released").await.problem(),
        (403, "own_case".to_owned())
    );
    assert_eq!(
        answer(&supervisor, &case, seen, proposal, "released")
            .await
            .problem(),
        (409, "changed_since_submission".to_owned())
    );
    // Neither is a second decision taken beside it, nor a letter sent.
    assert_eq!(
        decide(&author, &case, "granted").await.problem(),
        (409, "case_awaits_release".to_owned())
    );
    let letter = json!({"kind": "acknowledgement", "draft_version": 1});
    let path = format!("/api/cases/{case}/letters");
    assert_ne!(
        author
            .write(Method::POST, &path, Some(seen), &letter)
            .await
            .status,
        StatusCode::CREATED
    );

    let path = format!("/api/cases/{case}/release");
    let silent = json!({"proposal": proposal, "verdict": "sent_back", "reason": "  "});
    let refused = supervisor.write(Method::POST, &path, Some(seen), &silent).await;
    assert_eq!(
        refused.json()["fields"],
        json!([{"field": "reason", "code": "empty"}])
    );
    let foreign = answer(&supervisor, &case, seen, proposal, "withdrawn").await;
    assert_eq!(
        foreign.json()["fields"],
        json!([{"field": "verdict", "code": "not_proposed_by_you"}])
    );
    let back = answer(&supervisor, &case, seen, proposal, "sent_back").await;
    assert_eq!(back.status, StatusCode::CREATED, "{}", back.text());
    assert_eq!(back.json()["decision"], Value::Null);
    assert_eq!(state(&author, &case).await, "under_review");
    assert_eq!(actions(&author, &case).await[0], "decision_returned");

    // Submitted again, it rests on what is there now; its author may take it back.
    let again = decide(&author, &case, "rejected").await.json();
    let again = &again["proposal"]["id"];
    let seen = version(&author, &case).await;
    assert_eq!(
        answer(&supervisor, &case, seen, proposal, "released")
            .await
            .problem(),
        (409, "nothing_to_release".to_owned()),
        "the one that was sent back"
    );
    let withdrawn = answer(&author, &case, seen, again, "withdrawn").await;
    assert_eq!(withdrawn.status, StatusCode::CREATED, "{}", withdrawn.text());
    let told = file(&author, &case).await;
    let verdicts: Vec<&Value> = told["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["answer"]["verdict"])
        .collect();
    assert_eq!(verdicts, ["sent_back", "withdrawn"]);
    assert_eq!(told["proposals"][0]["answer"]["reason"], "Die Anhörung fehlt.");
    assert_eq!(told["waiting"], Value::Null);

    // What the office does not want four eyes for is decided at once.
    let granted = decide(&author, &case, "granted").await.json();
    assert_eq!(granted["decision"]["outcome"], "granted");
    assert_eq!(granted["proposal"], Value::Null);
    check_chain(&bench).await;
}

#[tokio::test]
async fn a_decided_case_is_opened_again_and_decided_anew() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of(&bench, &clerk, "housing_benefit_rent").await;
    assert_eq!(
        reopen(&clerk, &case, "objection", "Widerspruch").await.problem(),
        (409, "case_is_not_decided".to_owned())
    );
    let first = decide(&clerk, &case, "granted").await.json();
    let grounds = file(&clerk, &case).await["grounds"].clone();
    let words: Vec<&Value> = grounds
        .as_array()
        .unwrap()
        .iter()
        .map(|ground| &ground["ground"])
        .collect();
    assert_eq!(
        words,
        [
            "objection",
            "new_facts",
            "withdrawal",
            "revocation",
            "clerical_error"
        ]
    );
    assert_eq!(
        grounds[2]["legal_bases"][0],
        json!({"citation": "§ 44 SGB X", "law": "SGB 10", "verified": true})
    );
    let refused = reopen(&clerk, &case, "resumption", " ").await;
    assert_eq!(
        refused.json()["fields"],
        json!([{"field": "ground", "code": "not_in_this_law"}, {"field": "reasons", "code": "empty"}])
    );
    let unknown = reopen(&clerk, &case, "mood", "x").await;
    assert_eq!(
        unknown.json()["fields"],
        json!([{"field": "ground", "code": "unknown"}])
    );

    let reopened = reopen(&clerk, &case, "clerical_error", "Zahlendreher im Betrag").await;
    assert_eq!(reopened.status, StatusCode::CREATED, "{}", reopened.text());
    assert_eq!(reopened.json()["reopening"]["decision"], first["decision"]["id"]);
    assert_eq!(state(&clerk, &case).await, "under_review");
    let shown = clerk.get(&format!("/api/cases/{case}")).await.json();
    assert_eq!(shown["decision"], Value::Null, "none is in force");
    assert_eq!(actions(&clerk, &case).await[0], "case_reopened");
    review(&clerk, &case, "field", "applicant.family_name", "Musterfrau").await;
    work_off(&bench).await;

    let second = decide(&clerk, &case, "granted").await.json();
    assert_eq!(
        second["decision"]["reopening"],
        reopened.json()["reopening"]["id"]
    );
    let told = file(&clerk, &case).await;
    assert_eq!(told["decisions"].as_array().unwrap().len(), 2);
    assert_eq!(told["decisions"][0], first["decision"], "it stays as it was");
    assert_eq!(told["reopenings"].as_array().unwrap().len(), 1);
    assert_eq!(
        decide(&clerk, &case, "rejected").await.problem(),
        (409, "case_is_decided".to_owned())
    );
    let history = clerk.get(&format!("/api/cases/{case}/history")).await.json();
    assert!(
        !history.to_string().contains("Zahlendreher"),
        "words of people stay out of the chain"
    );
    check_chain(&bench).await;
}
