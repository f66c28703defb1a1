//! What was written on a form and nothing points at is told; what a suggestion on a field points at is not.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::document::{
    DocumentText, FormField, FormFieldKind, Mark, MarkKind, Page, PageBox, SourceSpan, TextSource, Widget,
    Word,
};
use aktenlage_domain::ids::{DocumentId, RunId, SuggestionId};
use aktenlage_domain::suggestion::{Answer, Origin, Subject, Suggestion};
use aktenlage_store::{AuditDraft, Reading, Store};
use serde_json::json;

use crate::bench::Bench;

const RUN: &str = "019351f0-0000-7000-8000-00000000000a";
const SUGGESTION: &str = "019351f0-0000-7000-8000-00000000000c";

fn row(top: f32) -> PageBox {
    PageBox {
        left: 0.25,
        top,
        right: 0.75,
        bottom: top + 0.125,
    }
}

fn field(name: &str, value: &str, top: f32) -> FormField {
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

fn family_name(form: DocumentId) -> Suggestion {
    Suggestion {
        subject: Subject::Field("applicant.family_name".into()),
        answer: Answer::Value {
            value: "Musterfrau".to_owned(),
            probability: 0.9,
            evidence: vec![SourceSpan {
                document: form,
                page: 1,
                bbox: row(0.25),
                text: "Musterfrau".to_owned(),
            }],
            alternatives: Vec::new(),
        },
        remarks: Vec::new(),
        origin: Origin {
            model: "rules".to_owned(),
            prompt: "none".to_owned(),
            blueprint: "b1".to_owned(),
            input: "i1".to_owned(),
        },
    }
}

/// A page on paper: a label with words behind it, and ink below.
fn paper() -> (Page, Mark) {
    let word = |text: &str, left: f32, right: f32| Word {
        text: text.to_owned(),
        bbox: PageBox {
            left,
            top: 0.125,
            right,
            bottom: 0.15625,
        },
        confidence: None,
    };
    let page = Page {
        number: 2,
        width_points: 595.0,
        height_points: 842.0,
        rotation: 0,
        source: TextSource::Ocr,
        words: vec![
            word("Bemerkungen:", 0.25, 0.375),
            word("Bitte", 0.5, 0.625),
            word("läuten.", 0.640_625, 0.75),
        ],
        scan: None,
    };
    let ink = Mark {
        kind: MarkKind::Handwriting,
        page: 2,
        bbox: PageBox {
            left: 0.25,
            top: 0.25,
            right: 0.5,
            bottom: 0.3125,
        },
        ink: 0.25,
        confidence: 0.75,
    };
    (page, ink)
}

/// As if a form had been read on which two boxes are filled, and one of them had become a suggestion.
async fn read(bench: &Bench, form: DocumentId) {
    let path = bench.folder.path().join("aktenlage.sqlite");
    let store = Store::open_sqlite(&path, bench.clock.as_ref()).await.unwrap();
    let at = bench.clock.now();
    let (page, ink) = paper();
    let read = aktenlage_extract::Reading {
        text: DocumentText {
            pages: vec![page],
            marks: vec![ink],
            fields: vec![
                field("Name", "Musterfrau", 0.25),
                field("Bemerkungen", "Bitte rufen Sie an.", 0.5),
            ],
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
    let id: SuggestionId = SUGGESTION.parse().unwrap();
    tx.insert_suggestions(case, run, &[(id, family_name(form))], at)
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

#[tokio::test]
async fn remarks_on_a_form_are_told_though_no_field_asks_for_them() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let received = clerk.upload(&[("antrag.pdf", b"%PDF-1.7 a form")]).await.json();
    let form = received["documents"][0]["id"].as_str().unwrap();
    let path = format!(
        "/api/cases/{}/other-entries",
        received["case_id"].as_str().unwrap()
    );
    assert_eq!(clerk.get(&path).await.json(), json!({ "items": [] }), "unread");

    read(&bench, form.parse().unwrap()).await;
    let told = json!({ "items": [{
        "label": "Bemerkungen",
        "place": {
            "document_id": form,
            "page": 1,
            "box": [0.25, 0.5, 0.75, 0.625],
            "text": "Bitte rufen Sie an.",
        },
        "handwritten": false,
    }, {
        "label": "Bemerkungen",
        "place": {
            "document_id": form,
            "page": 2,
            "box": [0.5, 0.125, 0.75, 0.15625],
            "text": "Bitte läuten.",
        },
        "handwritten": false,
    }, {
        "label": "Bemerkungen",
        "place": { "document_id": form, "page": 2, "box": [0.25, 0.25, 0.5, 0.3125], "text": "" },
        "handwritten": true,
    }] });
    assert_eq!(clerk.get(&path).await.json(), told);
    let nobodys = format!("/api/cases/{RUN}/other-entries");
    assert_eq!(clerk.get(&nobodys).await.problem(), (404, "not_found".to_owned()));
}
