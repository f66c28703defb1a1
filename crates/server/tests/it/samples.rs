//! Fields of a sample: no route tells what is suggested before a person entered it, and the supervisor sees what came of it.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::document::{DocumentText, FormField, FormFieldKind, PageBox, SourceSpan, Widget};
use aktenlage_domain::ids::{DocumentId, RunId, SuggestionId};
use aktenlage_domain::sample::{SamplePlan, WHOLE_PPM};
use aktenlage_domain::suggestion::{Alternative, Answer, Origin, Remark, Subject, Suggestion};
use aktenlage_server::route_names;
use aktenlage_store::{AuditDraft, Reading, Store};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::bench::{Bench, Browser};

const RUN: &str = "019351f0-0000-7000-8000-00000000000a";
const FAMILY_NAME: &str = "applicant.family_name";
/// What is suggested on the field that was drawn: value, text on the page, other value, remark.
const WITHHELD: [&str; 4] = ["Verborgen", "VERBORGEN-TEXT", "Anderswert", "Bemerkwort"];

fn row(top: f32) -> PageBox {
    PageBox {
        left: 0.25,
        top,
        right: 0.75,
        bottom: top + 0.125,
    }
}

fn place(form: DocumentId, text: &str, top: f32) -> SourceSpan {
    SourceSpan {
        document: form,
        page: 1,
        bbox: row(top),
        text: text.to_owned(),
    }
}

fn said(subject: Subject, value: &str, evidence: Vec<SourceSpan>, others: Vec<Alternative>) -> Suggestion {
    Suggestion {
        subject,
        answer: Answer::Value {
            value: value.to_owned(),
            probability: 0.9,
            evidence,
            alternatives: others,
        },
        remarks: vec![Remark::new("form_field").with("field", WITHHELD[3])],
        origin: Origin {
            model: "rules".to_owned(),
            prompt: "none".to_owned(),
            blueprint: "b1".to_owned(),
            input: "i1".to_owned(),
        },
    }
}

/// The service, a name that was drawn with a contradiction, and a field that was not.
fn suggestions(form: DocumentId) -> Vec<Suggestion> {
    let [value, text, other, _] = WITHHELD;
    let service = Suggestion {
        remarks: Vec::new(),
        ..said(Subject::Service, "housing_benefit_rent", Vec::new(), Vec::new())
    };
    let alternative = Alternative {
        value: other.to_owned(),
        probability: 0.2,
        evidence: vec![place(form, other, 0.5)],
    };
    let name = said(
        Subject::Field(FAMILY_NAME.into()),
        value,
        vec![place(form, text, 0.25)],
        vec![alternative],
    );
    let given = Suggestion {
        remarks: Vec::new(),
        ..said(
            Subject::Field("applicant.given_names".into()),
            "Sichtbara",
            vec![place(form, "Sichtbara", 0.75)],
            Vec::new(),
        )
    };
    vec![service, name, given]
}

fn written(name: &str, value: &str, top: f32) -> FormField {
    FormField {
        name: name.to_owned(),
        tooltip: None,
        kind: FormFieldKind::Text,
        value: Some(value.to_owned()),
        default_value: None,
        options: Vec::new(),
        widgets: vec![Widget {
            page: 1,
            bbox: row(top),
            on_value: None,
            is_on: false,
        }],
    }
}

/// As if the form had been read and the name drawn with the first suggestions.
async fn read(bench: &Bench, form: DocumentId) {
    let path = bench.folder.path().join("aktenlage.sqlite");
    let store = Store::open_sqlite(&path, bench.clock.as_ref()).await.unwrap();
    let at = bench.clock.now();
    let read = aktenlage_extract::Reading {
        text: DocumentText {
            fields: vec![
                written("Name", WITHHELD[0], 0.25),
                written("Früherer Name", WITHHELD[2], 0.5),
            ],
            ..DocumentText::default()
        },
        ..aktenlage_extract::Reading::default()
    };
    let mut tx = store.begin().await.unwrap();
    let case = tx.document(form).await.unwrap().unwrap().case;
    let run: RunId = RUN.parse().unwrap();
    tx.insert_run(run, case, at).await.unwrap();
    tx.insert_reading(&Reading {
        document: form,
        run,
        text: Some(aktenlage_extract::to_json(&read)),
        pages: Vec::new(),
        issues: Vec::new(),
        rendition: None,
        created_at: at,
    })
    .await
    .unwrap();
    let numbered: Vec<_> = suggestions(form)
        .into_iter()
        .enumerate()
        .map(|(number, suggestion)| {
            let id = format!("019351f0-0000-7000-8000-0000000001{number:02}");
            let id: SuggestionId = id.parse().unwrap();
            (id, suggestion)
        })
        .collect();
    tx.insert_suggestions(case, run, &numbered, at).await.unwrap();
    let sample = tx.sample(case).await.unwrap().unwrap();
    assert_eq!((sample.draw.plan.share_ppm, sample.fields), (WHOLE_PPM, None));
    tx.insert_sample_fields(sample.draw.id, &[FAMILY_NAME.into()], at)
        .await
        .unwrap();
    for action in [AuditAction::DocumentRead, AuditAction::SuggestionsRecorded] {
        let draft = AuditDraft {
            at,
            actor: Actor::System,
            action,
            case: Some(case),
            detail: json!({ "run": RUN, "document": form.to_string() }),
        };
        tx.append_audit(&draft).await.unwrap();
    }
    tx.commit().await.unwrap();
    store.close().await;
}

/// What every route answers that gives something about the case: none that shows the paper itself.
async fn everything(browser: &Browser<'_>, case: &str, form: &str) -> Vec<(String, String)> {
    let mut answers = Vec::new();
    let asked = route_names()
        .into_iter()
        .filter(|route| route.method == Method::GET && route.path.starts_with("/api/"))
        .filter(|route| {
            !["/words", "/original", "/{file}"]
                .iter()
                .any(|end| route.path.ends_with(end))
        });
    for route in asked {
        let id = if route.path.starts_with("/api/documents/") {
            form
        } else {
            case
        };
        let mut path = route
            .path
            .replace("{id}", id)
            .replace("{number}", "1")
            .replace("{token}", "a1b2");
        if path.ends_with("/suggestions") && path.contains(case) {
            path = format!("{path}?run={RUN}");
        }
        let answer = browser.get(&path).await;
        if answer.status == StatusCode::OK {
            answers.push((path, answer.text()));
        }
    }
    answers
}

async fn field(browser: &Browser<'_>, case: &str, id: &str) -> Value {
    let view = browser.get(&format!("/api/cases/{case}/fields")).await.json();
    let fields = view["fields"].as_array().unwrap();
    fields.iter().find(|field| field["id"] == id).unwrap().clone()
}

async fn version(browser: &Browser<'_>, case: &str) -> i64 {
    let view = browser.get(&format!("/api/cases/{case}/fields")).await.json();
    view["version"].as_i64().unwrap()
}

fn review(verdict: &str, value: Option<&str>) -> Value {
    json!({ "subject": { "kind": "field", "key": FAMILY_NAME }, "verdict": verdict, "value": value, "shown": {} })
}

async fn sampled() -> (Bench, String, String) {
    let bench = Bench::sampling(SamplePlan {
        share_ppm: WHOLE_PPM,
        fields: 1,
    })
    .await;
    let clerk = bench.sign_in("clerk").await;
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 a form")]).await.json();
    let form = received["documents"][0]["id"].as_str().unwrap().to_owned();
    let case = received["case_id"].as_str().unwrap().to_owned();
    drop(clerk);
    read(&bench, form.parse().unwrap()).await;
    (bench, case, form)
}

#[tokio::test]
async fn no_route_tells_what_has_to_be_entered_first() {
    let (bench, case, form) = sampled().await;
    for username in ["clerk", "supervisor"] {
        let browser = bench.sign_in(username).await;
        let answers = everything(&browser, &case, &form).await;
        assert!(answers.len() > 12, "{username}: {} answers", answers.len());
        for (path, text) in &answers {
            for secret in WITHHELD {
                assert!(!text.contains(secret), "{username}: {path} tells {secret}");
            }
        }
        let seen = answers.iter().filter(|(_, text)| text.contains("Sichtbara"));
        assert!(seen.count() > 1, "{username}: what was not drawn is there");
        let name = field(&browser, &case, FAMILY_NAME).await;
        assert_eq!(
            (&name["hidden_by_sample"], &name["suggestion"], &name["review"]),
            (&json!(true), &Value::Null, &Value::Null)
        );
        let open = browser
            .get(&format!("/api/cases/{case}/open-points"))
            .await
            .json();
        let point = json!("field_open");
        let points = open["items"].as_array().unwrap();
        assert!(
            points
                .iter()
                .any(|open| open["key"] == FAMILY_NAME && open["kind"] == point),
            "{open}"
        );
    }
}

#[tokio::test]
async fn the_first_entry_shows_the_suggestion_and_is_what_counts() {
    let (bench, case, form) = sampled().await;
    let clerk = bench.sign_in("clerk").await;
    let path = format!("/api/cases/{case}/reviews");
    let seen = version(&clerk, &case).await;
    for verdict in ["accepted", "amended", "rejected"] {
        let mut refused = review(verdict, Some("Verborgen"));
        refused["reason"] = json!("misread");
        let answer = clerk.write(Method::POST, &path, Some(seen), &refused).await;
        assert_eq!(answer.problem(), (422, "invalid_request".to_owned()), "{verdict}");
        assert_eq!(
            answer.json()["fields"],
            json!([{ "field": "verdict", "code": "hidden_by_sample" }])
        );
    }
    let entered = review("entered", Some("Musterfrau"));
    let recorded = clerk.write(Method::POST, &path, Some(seen), &entered).await;
    assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.text());
    assert_eq!(recorded.json()["review"]["reveal_mode"], "blind");

    let name = field(&clerk, &case, FAMILY_NAME).await;
    assert_eq!(
        (&name["hidden_by_sample"], &name["suggestion"]["value"]),
        (&json!(false), &json!(WITHHELD[0]))
    );
    assert_eq!(name["review"]["suggestion_id"], name["suggestion"]["id"]);
    let told = everything(&clerk, &case, &form).await;
    for secret in WITHHELD {
        assert!(
            told.iter().any(|(_, text)| text.contains(secret)),
            "{secret} is told once it may be"
        );
    }

    // A correction sees the suggestion; the sample keeps what was entered first.
    let corrected = json!({
        "subject": { "kind": "field", "key": FAMILY_NAME }, "verdict": "accepted",
        "suggestion_id": name["suggestion"]["id"], "shown": {},
    });
    let seen = version(&clerk, &case).await;
    let corrected = clerk.write(Method::POST, &path, Some(seen), &corrected).await;
    assert_eq!(corrected.json()["review"]["reveal_mode"], "shown");
    let supervisor = bench.sign_in("supervisor").await;
    let report = supervisor.get("/api/samples").await.json();
    let differing = &report["differing"][0];
    assert_eq!(
        (&differing["entered"], &differing["suggested"], &differing["kind"]),
        (&json!("Musterfrau"), &json!(WITHHELD[0]), &json!("text"))
    );
    assert_eq!(report["cases"][0]["fields"][0]["state"], "different");
    assert_eq!((&report["drawn"], &report["open"]), (&json!(1), &json!(0)));
    assert_eq!(
        (&report["agreement"]["n"], &report["agreement"]["value"]),
        (&json!(1), &Value::Null)
    );
    assert_eq!(report["power"]["needed"], 99);
    let text = report.to_string();
    assert!(
        !text.contains("clerk") && !text.contains("display_name"),
        "{text}"
    );

    let checked = supervisor
        .write(Method::POST, "/api/audit/verification", None, &json!({}))
        .await;
    assert_eq!(checked.json()["valid"], true, "{}", checked.text());
}

#[tokio::test]
async fn nothing_is_drawn_unless_the_office_wants_it() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    clerk.upload(&[("antrag.pdf", b"%PDF-1.7 a form")]).await;
    let supervisor = bench.sign_in("supervisor").await;
    let report = supervisor.get("/api/samples").await.json();
    assert_eq!(
        (&report["drawn"], &report["plan"]["share_ppm"]),
        (&json!(0), &json!(0))
    );
}
