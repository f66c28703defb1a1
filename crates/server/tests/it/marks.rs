//! Marks of a page: none while it is unread, then its own; of a part of a divided scan those of its pages. And which way
//! up a page lies.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Document, PartOf};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::document::{DocumentText, Mark, MarkKind, MarkState, PageBox, TextSource};
use aktenlage_domain::ids::{DocumentId, RunId};
use aktenlage_domain::scan::{PageScan, ScanMeasures, ScanVerdict};
use aktenlage_store::{AuditDraft, PageSummary, Reading, Store};
use serde_json::json;

use crate::bench::Bench;

const RUN: &str = "019351f0-0000-7000-8000-00000000000a";
const PART: &str = "019351f0-0000-7000-8000-00000000000b";

fn mark(page: u32, kind: MarkKind) -> Mark {
    let bbox = PageBox {
        left: 0.25,
        top: 0.5,
        right: 0.75,
        bottom: 0.625,
    };
    Mark {
        kind,
        page,
        bbox,
        ink: 0.125,
        confidence: 0.5,
    }
}

/// A page as it is listed; one that lies on its side if `quarter_turns` says so.
fn page(number: u32, quarter_turns: u8) -> PageSummary {
    let scan = PageScan {
        verdict: ScanVerdict::Readable,
        reasons: Vec::new(),
        measures: ScanMeasures::default(),
        steps: Vec::new(),
        quarter_turns,
    };
    PageSummary {
        number,
        width_points: 842.0,
        height_points: 595.0,
        rotation: 0,
        source: TextSource::Ocr,
        scan: (quarter_turns > 0).then_some(scan),
    }
}

/// As if a scan had been read that has marks on two pages, and a person had made a document of the second one.
async fn read_and_divide(bench: &Bench, scan: DocumentId) {
    let path = bench.folder.path().join("aktenlage.sqlite");
    let store = Store::open_sqlite(&path, bench.clock.as_ref()).await.unwrap();
    let at = bench.clock.now();
    let read = aktenlage_extract::Reading {
        text: DocumentText {
            marks: vec![
                mark(1, MarkKind::TickBox(MarkState::Unsure)),
                mark(1, MarkKind::Handwriting),
                mark(2, MarkKind::Signature(MarkState::Off)),
            ],
            ..DocumentText::default()
        },
        ..aktenlage_extract::Reading::default()
    };
    let mut tx = store.begin().await.unwrap();
    let document = tx.document(scan).await.unwrap().unwrap();
    let case = document.case;
    let run: RunId = RUN.parse().unwrap();
    tx.insert_run(run, case, at).await.unwrap();
    tx.insert_reading(&Reading {
        document: scan,
        run,
        text: Some(aktenlage_extract::to_json(&read)),
        pages: vec![page(1, 3), page(2, 0)],
        issues: Vec::new(),
        rendition: None,
        created_at: at,
    })
    .await
    .unwrap();
    let part = Document {
        id: PART.parse().unwrap(),
        position: 1,
        part_of: Some(PartOf {
            container: scan,
            part: "pages:2".to_owned(),
            declared_name: document.file_name.clone(),
            declared_type: None,
        }),
        pages: Some("2".parse().unwrap()),
        ..document
    };
    tx.insert_document(&part).await.unwrap();
    for action in [AuditAction::DocumentRead, AuditAction::DocumentsAdded] {
        let draft = AuditDraft {
            at,
            actor: Actor::System,
            action,
            case: Some(case),
            detail: json!({ "document": scan.to_string() }),
        };
        tx.append_audit(&draft).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn marks_come_with_the_page_that_they_are_on() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let upload = clerk.upload(&[("scan.pdf", b"%PDF-1.7 and nothing more")]).await;
    let received = upload.json();
    let scan = received["documents"][0]["id"].as_str().unwrap();
    let marks = async |document: &str, page: u32| {
        let path = format!("/api/documents/{document}/pages/{page}/marks");
        clerk.get(&path).await
    };
    assert_eq!(marks(scan, 1).await.json(), json!([]), "unread");

    read_and_divide(&bench, scan.parse().unwrap()).await;
    let edges = json!([0.25, 0.5, 0.75, 0.625]);
    assert_eq!(
        marks(scan, 1).await.json(),
        json!([
            { "kind": "tick_box", "state": "unsure", "box": edges, "confidence": 0.5 },
            { "kind": "handwriting", "state": null, "box": edges, "confidence": 0.5 },
        ])
    );
    let signature = json!([{ "kind": "signature", "state": "off", "box": edges, "confidence": 0.5 }]);
    assert_eq!(marks(scan, 2).await.json(), signature);
    assert_eq!(marks(scan, 3).await.json(), json!([]));

    let case = received["case_id"].as_str().unwrap();
    let shown = clerk.get(&format!("/api/cases/{case}")).await.json();
    let turns = |page: usize| &shown["documents"][0]["pages"][page]["quarter_turns_to_upright"];
    assert_eq!((turns(0), turns(1)), (&json!(3), &json!(0)));

    // A part shows its own pages and no others.
    assert_eq!(marks(PART, 2).await.json(), signature);
    assert_eq!(marks(PART, 1).await.problem(), (404, "not_found".to_owned()));
    assert_eq!(marks(RUN, 1).await.problem(), (404, "not_found".to_owned()));
}
