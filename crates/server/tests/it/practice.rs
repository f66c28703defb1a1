//! Practice over HTTP: what is shown holds no truth, and what is answered leaves no trace.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bench::Bench;

/// A case in which the basic rent is suggested for the total rent.
const CASE: &str = "/api/practice/01-rent";
const BASIC_RENT: &str = "812.00";
const TOTAL_RENT: &str = "1012.00";

fn field<'a>(list: &'a Value, key: &str, id: &str) -> &'a Value {
    let list = list.as_array().unwrap();
    list.iter().find(|field| field[key] == id).unwrap()
}

fn answers(answers: &[(&str, &str, Option<&str>)]) -> Value {
    let answer = |(field, verdict, value): &(&str, &str, Option<&str>)| json!({ "field": field, "verdict": verdict, "value": value });
    json!({ "answers": answers.iter().map(answer).collect::<Vec<_>>() })
}

#[tokio::test]
async fn the_list_names_cases_that_can_be_opened() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let list = clerk.get("/api/practice").await.json();
    let items = list["items"].as_array().unwrap();
    assert!(items.len() >= 3, "{list}");
    for item in items {
        let id = item["id"].as_str().unwrap();
        let case = clerk.get(&format!("/api/practice/{id}")).await.json();
        assert_eq!(case["fields"].as_array().unwrap().len(), item["fields"], "{id}");
        assert_eq!(
            case["documents"].as_array().unwrap().len(),
            item["documents"],
            "{id}"
        );
        for field in case["fields"].as_array().unwrap() {
            assert!(
                field["review"].is_null(),
                "nothing is accepted beforehand: {field}"
            );
            let suggestion = &field["suggestion"];
            let has_place = !suggestion["evidence"].as_array().unwrap().is_empty();
            assert!(has_place || suggestion["abstained"].is_string(), "{field}");
        }
    }
    let none = clerk.get("/api/practice/99-none").await;
    assert_eq!(none.problem(), (404, "not_found".to_owned()));
}

/// The truth, and the words that explain it, are told with the result and not before.
#[tokio::test]
async fn what_is_shown_before_holds_no_truth() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let list = clerk.get("/api/practice").await.json();
    for item in list["items"].as_array().unwrap() {
        let path = format!("/api/practice/{}", item["id"].as_str().unwrap());
        let shown = clerk.get(&path).await.text();
        assert!(
            !shown.contains("\"truth\"") && !shown.contains("\"why\""),
            "{path}"
        );
        let told = clerk
            .write(Method::POST, &format!("{path}/result"), None, &answers(&[]))
            .await
            .json();
        let mut hidden = 0;
        for finding in told["findings"].as_array().unwrap() {
            assert_eq!(finding["outcome"], "left_open");
            if let Some(why) = finding["why"]["de"].as_str() {
                let start: String = why.chars().take(30).collect();
                assert!(!shown.contains(&start), "{path}: {start}");
            }
            // What nobody suggested stands nowhere in the answer but on the page: of numbers and dates one can tell.
            let truth = finding["truth"].as_str().unwrap_or_default();
            let shown_case: Value = serde_json::from_str(&shown).unwrap();
            let suggestion =
                &field(&shown_case["fields"], "id", finding["field"].as_str().unwrap())["suggestion"];
            let alternatives = suggestion["alternatives"].as_array().unwrap();
            let is_suggested = suggestion["value"] == truth
                || alternatives
                    .iter()
                    .any(|alternative| alternative["value"] == truth);
            if !is_suggested && truth.len() > 4 && truth.chars().next().is_some_and(|c| c.is_ascii_digit()) {
                assert!(!shown.contains(truth), "{path}: {truth}");
                hidden += 1;
            }
        }
        assert!(hidden > 0, "{path}: nothing to hide");
    }
    let shown = clerk.get(CASE).await.text();
    assert!(shown.contains(BASIC_RENT) && !shown.contains(TOTAL_RENT));
}

#[tokio::test]
async fn answers_are_held_against_what_is_true() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let given = answers(&[
        ("applicant.family_name", "accepted", None),
        ("applicant.date_of_birth", "rejected", None),
        ("dwelling.total_rent", "accepted", None),
        ("dwelling.heating_costs", "entered", Some("95,00")),
        ("income.gross_monthly", "amended", Some("2000")),
        ("household.member_count", "unclear", None),
    ]);
    let path = format!("{CASE}/result");
    let told = clerk.write(Method::POST, &path, None, &given).await.json();
    let outcome = |id: &str| field(&told["findings"], "field", id)["outcome"].clone();
    assert_eq!(outcome("applicant.family_name"), "followed_right");
    assert_eq!(outcome("applicant.date_of_birth"), "rejected_right");
    assert_eq!(outcome("dwelling.total_rent"), "followed_wrong");
    assert_eq!(outcome("dwelling.heating_costs"), "found_yourself");
    assert_eq!(outcome("income.gross_monthly"), "rejected_right");
    assert_eq!(outcome("household.member_count"), "left_open");
    assert_eq!(outcome("bank.iban"), "left_open");
    let rent = field(&told["findings"], "field", "dwelling.total_rent");
    assert_eq!(
        (&rent["suggested"], &rent["answered"], &rent["truth"]),
        (&json!(BASIC_RENT), &json!(BASIC_RENT), &json!(TOTAL_RENT))
    );
    assert_eq!(
        rent["places"].as_array().unwrap().len(),
        2,
        "form and contract: {rent}"
    );
    assert!(rent["why"]["de"].as_str().unwrap().contains("Grundmiete"));

    let strange = answers(&[("dog.name", "accepted", None)]);
    let refused = clerk.write(Method::POST, &path, None, &strange).await;
    assert_eq!(refused.problem(), (422, "invalid_request".to_owned()));
    assert_eq!(refused.json()["fields"][0]["field"], "answers");
}

/// The chain has the head it had, and nothing of the record has the ids of practice.
#[tokio::test]
async fn nothing_of_it_is_recorded() {
    let bench = Bench::new().await;
    let supervisor = bench.sign_in("supervisor").await;
    let clerk = bench.sign_in("clerk").await;
    let newest = "/api/audit?limit=1";
    let before = supervisor.get(newest).await.json();
    let given = answers(&[("dwelling.total_rent", "amended", Some("ganz eigene Worte"))]);
    let told = clerk
        .write(Method::POST, &format!("{CASE}/result"), None, &given)
        .await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.text());
    let document = clerk.get(CASE).await.json()["documents"][0]["id"].clone();
    let document = document.as_str().unwrap();
    // There is no program that draws here; the answer is that of a page which cannot be drawn.
    let page = clerk
        .get(&format!("/api/practice/documents/{document}/pages/1/800.webp"))
        .await;
    assert_eq!(page.problem(), (422, "page_not_rendered".to_owned()));
    assert_eq!(supervisor.get(newest).await.json(), before);
    for path in [
        "/api/cases".to_owned(),
        format!("/api/documents/{document}/original"),
    ] {
        let answer = clerk.get(&path).await;
        assert!(!answer.text().contains("Brandl"), "{path}: {}", answer.text());
    }
    let original = clerk.get(&format!("/api/documents/{document}/original")).await;
    assert_eq!(original.problem(), (404, "not_found".to_owned()));
    // Not even in the files of the workbench.
    let words = "ganz eigene Worte".as_bytes();
    for entry in std::fs::read_dir(bench.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(words.len()).any(|part| part == words);
            assert!(!found, "{}", path.display());
        }
    }
}
