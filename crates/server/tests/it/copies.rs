//! The same file and the same pages in another case are told with both places; what many send alike is not.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_store::Store;
use serde_json::{Value, json};

use crate::bench::{Bench, Browser};

/// What was received: the case, and its first document.
async fn received(clerk: &Browser<'_>, content: &str) -> (String, String) {
    let answer = clerk.upload(&[("antrag.pdf", content.as_bytes())]).await.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&answer["case_id"]), text(&answer["documents"][0]["id"]))
}

async fn copies(clerk: &Browser<'_>, case: &str) -> Vec<Value> {
    let answer = clerk.get(&format!("/api/cases/{case}/copies")).await.json();
    answer["items"].as_array().unwrap().clone()
}

/// As if these had been read: each page with a letter for what it says.
async fn say(bench: &Bench, documents: &[(&str, &str)]) {
    let path = bench.folder.path().join("aktenlage.sqlite");
    let store = Store::open_sqlite(&path, bench.clock.as_ref()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    for (document, pages) in documents {
        let prints: Vec<(u32, String)> = (1..).zip(pages.chars().map(String::from)).collect();
        tx.keep_page_prints(document.parse().unwrap(), &prints)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn the_same_file_in_another_case_is_told_to_both() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let (first, paper) = received(&clerk, "%PDF-1.7 one").await;
    let (second, again) = received(&clerk, "%PDF-1.7 one").await;
    let (third, _) = received(&clerk, "%PDF-1.7 another").await;
    let told = copies(&clerk, &first).await;
    assert_eq!(told.len(), 1);
    assert_eq!(
        (&told[0]["document_id"], &told[0]["other_document_id"]),
        (&json!(paper), &json!(again))
    );
    assert_eq!(
        (&told[0]["case_id"], &told[0]["pages"]),
        (&json!(second), &json!([]))
    );
    assert_eq!(copies(&clerk, &second).await[0]["case_id"], json!(first));
    assert_eq!(copies(&clerk, &third).await, Vec::<Value>::new());
    for _ in 0..5 {
        received(&clerk, "%PDF-1.7 one").await;
    }
    assert_eq!(
        copies(&clerk, &first).await,
        Vec::<Value>::new(),
        "many send it: it says nothing about this one"
    );
}

#[tokio::test]
async fn pages_that_say_the_same_are_told_where_they_are_most_of_a_document() {
    let bench = Bench::new().await;
    let clerk = bench.sign_in("clerk").await;
    let (case, paper) = received(&clerk, "%PDF-1.7 one").await;
    let (printed, copy) = received(&clerk, "%PDF-1.7 two").await;
    let (_, form) = received(&clerk, "%PDF-1.7 three").await;
    say(&bench, &[(&paper, "abc"), (&copy, "xabc"), (&form, "dec")]).await;
    let told = copies(&clerk, &case).await;
    assert_eq!(told.len(), 1, "one page in common is the print of a form");
    assert_eq!(told[0]["case_id"], json!(printed));
    assert_eq!(
        told[0]["pages"],
        json!([
            { "page": 1, "other_page": 2 },
            { "page": 2, "other_page": 3 },
            { "page": 3, "other_page": 4 },
        ])
    );
    assert_eq!(copies(&clerk, &printed).await.len(), 1);
    let nowhere = clerk
        .get("/api/cases/019351f0-0000-7000-8000-00000000ffff/copies")
        .await;
    assert_eq!(nowhere.problem(), (404, "not_found".to_owned()));
}
