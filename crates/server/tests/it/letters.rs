//! Letters over HTTP: what is proposed, drafts, refusals with their codes, and a letter that is sent and stays as it is.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_extract::{Limits, read};
use aktenlage_workflow::Runner;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Browser, OPEN_POINTS};

/// A case of which nothing could be read, with a service that a person confirmed.
pub(crate) async fn case_of_housing_benefit(bench: &Bench, clerk: &Browser<'_>) -> String {
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 broken")]).await.json();
    work_off(bench).await;
    let case = received["case_id"].as_str().unwrap().to_owned();
    let body = json!({
        "subject": { "kind": "service", "key": "" }, "verdict": "entered", "value": "housing_benefit_rent", "shown": {},
    });
    let seen = version(clerk, &case).await;
    let reviewed = clerk
        .write(
            Method::POST,
            &format!("/api/cases/{case}/reviews"),
            Some(seen),
            &body,
        )
        .await;
    assert_eq!(reviewed.status, StatusCode::CREATED, "{}", reviewed.text());
    work_off(bench).await;
    // Whatever the machine makes of nothing: a person looked.
    for requirement in ["tenancy", "rent_split", "assets", "registration"] {
        let body = json!({
            "subject": { "kind": "requirement", "key": requirement }, "verdict": "entered", "value": "missing", "shown": {},
        });
        let seen = version(clerk, &case).await;
        let path = format!("/api/cases/{case}/reviews");
        let settled = clerk.write(Method::POST, &path, Some(seen), &body).await;
        assert_eq!(settled.status, StatusCode::CREATED, "{}", settled.text());
    }
    case
}

async fn work_off(bench: &Bench) {
    let runner = Runner::new(bench.workbench.clone());
    while runner.work_once().await.unwrap() {}
}

pub(crate) async fn version(browser: &Browser<'_>, case: &str) -> i64 {
    let answer = browser.get(&format!("/api/cases/{case}")).await;
    answer.json()["version"].as_i64().unwrap()
}

pub(crate) async fn letters(browser: &Browser<'_>, case: &str) -> Value {
    browser.get(&format!("/api/cases/{case}/letters")).await.json()
}

pub(crate) async fn save(clerk: &Browser<'_>, case: &str, seen: i64, body: &Value) -> Answer {
    let path = format!("/api/cases/{case}/letters/draft");
    clerk.write(Method::PUT, &path, Some(seen), body).await
}

pub(crate) async fn send(clerk: &Browser<'_>, case: &str, seen: i64, draft_version: i64) -> Answer {
    let path = format!("/api/cases/{case}/letters");
    let body = json!({ "kind": "document_request", "draft_version": draft_version });
    clerk.write(Method::POST, &path, Some(seen), &body).await
}

fn item<'a>(letters: &'a Value, requirement: &str) -> &'a Value {
    let items = letters["proposals"][0]["items"].as_array().unwrap();
    items
        .iter()
        .find(|item| item["requirement"] == requirement)
        .unwrap_or_else(|| panic!("{requirement} is not proposed"))
}

/// A letter that may go, from what is proposed.
pub(crate) fn request(letters: &Value, requirements: &[&str]) -> Value {
    let proposal = &letters["proposals"][0];
    let items = requirements.iter().map(|requirement| {
        json!({ "requirement": requirement, "text": item(letters, requirement)["text"], "ask_again": false })
    });
    json!({
        "kind": "document_request",
        "recipient": ["Erika Musterfrau", "Beispielweg 3", "86150 Beispielstadt"],
        "items": items.collect::<Vec<Value>>(),
        "due_on": proposal["deadline"]["last_day"],
        "legal_notice": "social_benefits",
        "note": "Frau Kowalczyk-Höß hilft Ihnen gern.",
    })
}

pub(crate) fn words(pdf: &[u8]) -> String {
    let pages = read(pdf, &Limits::recommended()).text.pages;
    let words = pages.iter().flat_map(|page| &page.words);
    words
        .map(|word| word.text.as_str())
        .collect::<Vec<&str>>()
        .join(" ")
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, from the first step to the last")]
async fn a_letter_is_proposed_written_sent_and_stays_as_it_is() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let proposed = letters(&clerk, &case).await;
    let proposal = &proposed["proposals"][0];
    assert_eq!(proposed["letters"], json!([]));
    assert_eq!(
        (&proposal["kind"], &proposal["draft_version"]),
        (&json!("document_request"), &json!(0))
    );
    assert_eq!(item(&proposed, "tenancy")["settled"], true);
    assert_eq!(item(&proposed, "tenancy")["refusal"], Value::Null);
    assert_eq!(item(&proposed, "registration")["refusal"], "must_not_be_asked");
    assert_eq!(item(&proposed, "assets")["needs_reason"], true);
    // Sent on a Sunday, received on the fourth day, 21 days, and the last one is a Thursday.
    let deadline = &proposal["deadline"];
    assert_eq!(deadline["delivered_on"], "2026-11-26");
    assert_eq!(deadline["delivery_basis"]["citation"], "§ 37 Abs. 2 Satz 1 SGB X");
    assert_eq!(
        (&deadline["days"], &deadline["last_day"]),
        (&json!(21), &json!("2026-12-17"))
    );
    let by_rule = proposal["legal_notices"].as_array().unwrap().iter();
    let by_rule: Vec<&Value> = by_rule.filter(|notice| notice["by_rule"] == true).collect();
    assert_eq!((by_rule.len(), &by_rule[0]["id"]), (1, &json!("social_benefits")));

    let fresh = clerk.get(&format!("/api/cases/{case}/letters/draft")).await;
    assert_eq!(fresh.headers[header::ETAG], "\"0\"");
    assert_eq!(
        fresh.json()["content"]["items"],
        json!([]),
        "nothing goes in by itself"
    );
    assert_eq!(fresh.json()["content"]["due_on"], "2026-12-17");

    let body = request(&proposed, &["tenancy", "rent_split"]);
    let preview = clerk
        .write(
            Method::POST,
            &format!("/api/cases/{case}/letters/preview"),
            None,
            &body,
        )
        .await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    assert_eq!(preview.headers[header::CONTENT_TYPE], "application/pdf");
    assert!(words(&preview.body).contains("Entwurf: nicht versandt"));
    let saved = save(&clerk, &case, 0, &body).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
    assert_eq!(
        (&saved.json()["version"], &saved.json()["problems"]),
        (&json!(1), &json!([]))
    );
    let seen = version(&clerk, &case).await;
    let sent = send(&clerk, &case, seen, 1).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    assert_eq!(sent.headers[header::ETAG], format!("\"{}\"", seen + 1));
    let letter = &sent.json()["letter"];
    assert_eq!(letter["by"]["display_name"], "clerk");

    let shown = clerk.get(&format!("/api/cases/{case}")).await.json();
    assert_eq!(
        (&shown["state"], &shown["due_on"]),
        (&json!("awaiting_documents"), &json!("2026-12-17"))
    );
    let supervisor = bench.sign_in("supervisor").await;
    let path = format!("/api/letters/{}/pdf", letter["id"].as_str().unwrap());
    let pdf = supervisor.get(&path).await;
    let disposition = pdf.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"") && disposition.contains("-nachforderung-"),
        "{disposition}"
    );
    assert_eq!(
        pdf.body.len(),
        usize::try_from(letter["size_bytes"].as_i64().unwrap()).unwrap()
    );
    let text = words(&pdf.body);
    for expected in [
        "Erika Musterfrau",
        "86150 Beispielstadt",
        "17. Dezember 2026",
        "Mietvertrag oder Mietbescheinigung",
        "Pauschalen",
        "§ 66 Abs. 1 und 3 SGB I",
        "Frau Kowalczyk-Höß",
        "Seite 1 von",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    assert!(!text.contains("nicht versandt"));

    let history = clerk.get(&format!("/api/cases/{case}/history")).await.json();
    assert_eq!(history["items"][0]["action"], "letter_sent");
    assert_eq!(history["items"][0]["detail"]["sha256"], letter["sha256"]);
    assert!(
        !history.to_string().contains("Musterfrau"),
        "names stay out of the chain"
    );
    let report = supervisor
        .write(Method::POST, "/api/audit/verification", None, &json!({}))
        .await
        .json();
    assert_eq!(
        (&report["valid"], &report["first_bad"]),
        (&json!(true), &Value::Null)
    );

    // A second letter marks what the first one asked for.
    let after = letters(&clerk, &case).await;
    assert_eq!(after["letters"].as_array().unwrap().len(), 1);
    assert_eq!(item(&after, "tenancy")["asked_on"], "2026-11-22");
    let mut body = request(&after, &["tenancy"]);
    let again = save(&clerk, &case, 0, &body).await;
    assert_eq!(
        again.json()["problems"],
        json!([{ "field": "items.tenancy", "code": "asked_before" }])
    );
    body["items"][0]["ask_again"] = json!(true);
    assert_eq!(save(&clerk, &case, 1, &body).await.json()["problems"], json!([]));
    assert_eq!(send(&clerk, &case, seen + 1, 2).await.status, StatusCode::CREATED);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
async fn what_may_not_be_sent_is_refused_with_its_code() {
    let bench = Bench::new().await;
    let (clerk, second) = (bench.sign_in("clerk").await, bench.sign_in("second").await);
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let proposed = letters(&clerk, &case).await;
    let seen = version(&clerk, &case).await;
    let nothing = send(&clerk, &case, seen, 1).await;
    assert_eq!(
        nothing.json()["fields"],
        json!([{ "field": "draft_version", "code": "empty" }])
    );

    let mut draft_version = 0;
    let sound = request(&proposed, &["tenancy"]);
    for (change, problem) in [
        (
            json!({ "items": [] }),
            json!({ "field": "items", "code": "empty" }),
        ),
        (
            json!({ "items": [{ "requirement": "registration", "text": "x", "reason": "trotzdem" }] }),
            json!({ "field": "items.registration", "code": "must_not_be_asked" }),
        ),
        (
            json!({ "items": [{ "requirement": "assets", "text": "x" }] }),
            json!({ "field": "items.assets", "code": "reason_missing" }),
        ),
        (
            json!({ "items": [{ "requirement": "shoe_size", "text": "x" }] }),
            json!({ "field": "items", "code": "unknown" }),
        ),
        (
            json!({ "due_on": "2026-12-12" }),
            json!({ "field": "due_on", "code": "day_off" }),
        ),
        (
            json!({ "due_on": "2026-11-20" }),
            json!({ "field": "due_on", "code": "in_the_past" }),
        ),
        (
            json!({ "due_on": "2026-11-25" }),
            json!({ "field": "due_on", "code": "before_delivery" }),
        ),
        (
            json!({ "recipient": [" "] }),
            json!({ "field": "recipient", "code": "empty" }),
        ),
        (
            json!({ "legal_notice": "general" }),
            json!({ "field": "legal_notice", "code": "reason_missing" }),
        ),
    ] {
        let mut body = sound.clone();
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        let saved = save(&clerk, &case, draft_version, &body).await;
        assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
        draft_version += 1;
        assert_eq!(saved.json()["problems"], json!([problem]), "{change}");
        let refused = send(&clerk, &case, seen, draft_version).await;
        assert_eq!(refused.problem(), (422, "invalid_request".to_owned()), "{change}");
        assert_eq!(refused.json()["fields"], json!([problem]), "{change}");
    }
    for (change, field, code) in [
        (json!({ "note": "x".repeat(3001) }), "note", "too_long"),
        (json!({ "note": "a\u{1b}[31m" }), "note", "control_character"),
        (json!({ "due_on": "31.12.2026" }), "due_on", "invalid_form"),
        (json!({ "kind": "invoice" }), "kind", "unknown"),
    ] {
        let mut body = sound.clone();
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        let refused = save(&clerk, &case, draft_version, &body).await;
        assert_eq!(
            refused.json()["fields"],
            json!([{ "field": field, "code": code }])
        );
    }

    // What somebody else wrote meanwhile is neither overwritten nor sent unseen.
    assert_eq!(
        save(&second, &case, draft_version, &sound).await.status,
        StatusCode::OK
    );
    let stale = save(&clerk, &case, draft_version, &sound).await;
    assert_eq!(stale.problem(), (412, "version_conflict".to_owned()));
    assert_eq!(stale.json()["changed_by"], "Zweite Kraft");
    assert_eq!(
        send(&clerk, &case, seen, draft_version).await.json()["fields"],
        json!([{ "field": "draft_version", "code": "draft_superseded" }])
    );
    assert_eq!(
        send(&clerk, &case, seen - 1, draft_version + 1).await.problem(),
        (412, "version_conflict".to_owned())
    );
    assert_eq!(letters(&clerk, &case).await["letters"], json!([]));

    let decision = json!({"outcome": "closed_without_decision", "reasons": "Zurückgenommen.", "open_points_acknowledged": OPEN_POINTS});
    let path = format!("/api/cases/{case}/decision");
    let decided = clerk.write(Method::POST, &path, Some(seen), &decision).await;
    assert_eq!(decided.status, StatusCode::CREATED, "{}", decided.text());
    let over = (409, "case_is_decided".to_owned());
    assert_eq!(
        send(&clerk, &case, seen + 1, draft_version + 1).await.problem(),
        over
    );
    assert_eq!(
        save(&clerk, &case, draft_version + 1, &sound).await.problem(),
        over
    );
}

#[tokio::test]
async fn an_acknowledgement_tells_what_is_missing_and_changes_no_state() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let case = case_of_housing_benefit(&bench, &clerk).await;
    let proposed = letters(&clerk, &case).await;
    assert_eq!(proposed["proposals"][1]["kind"], "acknowledgement");
    assert_eq!(proposed["proposals"][1]["deadline"], Value::Null);
    let mut body = request(&proposed, &["tenancy"]);
    body["kind"] = json!("acknowledgement");
    body["due_on"] = Value::Null;
    body["legal_notice"] = Value::Null;
    body["expected_weeks"] = json!(8);
    let saved = save(&clerk, &case, 0, &body).await;
    assert_eq!(saved.json()["problems"], json!([]), "{}", saved.text());
    let seen = version(&clerk, &case).await;
    let sent = clerk
        .write(
            Method::POST,
            &format!("/api/cases/{case}/letters"),
            Some(seen),
            &json!({ "kind": "acknowledgement", "draft_version": 1 }),
        )
        .await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let shown = clerk.get(&format!("/api/cases/{case}")).await.json();
    assert_eq!(shown["state"], "under_review");
    let id = sent.json()["letter"]["id"].as_str().unwrap().to_owned();
    let text = words(&clerk.get(&format!("/api/letters/{id}/pdf")).await.body);
    for expected in ["angekommen", "Mietvertrag oder Mietbescheinigung", "8 Wochen"] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
    // An announcement is no request: the first request asks without confirmation.
    assert_eq!(
        item(&letters(&clerk, &case).await, "tenancy")["asked_on"],
        Value::Null
    );
}
