//! What comes without upload, told over HTTP.
use serde_json::{Value, json};

use crate::bench::Bench;

#[tokio::test]
async fn sources_that_nobody_looked_into_say_so() {
    let bench = Bench::new().await;
    for username in ["clerk", "supervisor"] {
        let browser = bench.sign_in(username).await;
        let answer = browser.get("/api/intake/sources").await;
        let untouched = |name: &str, kind: &str, channel: &str, service: Value| {
            json!({
                "name": name,
                "kind": kind,
                "channel": channel,
                "service": service,
                "taken": 0,
                "last_taken_at": null,
                "refused": 0,
                "last_refusals": [],
                "last_look_at": null,
                "last_good_look_at": null,
                "waiting": null,
                "problem": null,
            })
        };
        let expected = json!({ "items": [
            untouched("scanner", "folder", "scan", json!("housing_benefit_rent")),
            untouched("antraege", "mailbox", "mail", Value::Null),
        ] });
        assert_eq!(answer.json(), expected, "{username}");
    }
}
