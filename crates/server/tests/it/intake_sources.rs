//! What comes without upload, told over HTTP.
use serde_json::json;

use crate::bench::Bench;

#[tokio::test]
async fn a_folder_that_nobody_looked_into_says_so() {
    let bench = Bench::new().await;
    for username in ["clerk", "supervisor"] {
        let browser = bench.sign_in(username).await;
        let answer = browser.get("/api/intake/sources").await;
        let expected = json!({ "items": [{
            "name": "scanner",
            "channel": "scan",
            "service": "housing_benefit_rent",
            "taken": 0,
            "last_taken_at": null,
            "refused": 0,
            "last_refusal": null,
            "last_look_at": null,
            "waiting": null,
            "problem": null,
        }] });
        assert_eq!(answer.json(), expected, "{username}");
    }
}
