//! The description of the API is committed: the web's types are made from it, and a change is a line in a diff.
use std::path::Path;

use aktenlage_server::{openapi_json, route_names};
use serde_json::Value;

#[test]
fn the_committed_description_is_the_real_one() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi.json");
    std::fs::write(&fresh, openapi_json()).unwrap();
    let known = std::fs::read_to_string(&committed).unwrap_or_default();
    assert!(
        known == openapi_json(),
        "the API changed: look at it, then `cp {} {}`",
        fresh.display(),
        committed.display()
    );
}

#[test]
fn every_route_of_the_api_is_described() {
    let description: Value = serde_json::from_str(openapi_json()).unwrap();
    let paths = description["paths"].as_object().unwrap();
    let api = route_names()
        .into_iter()
        .filter(|route| route.path.starts_with("/api/") && route.path != "/api/openapi.json");
    let mut counted = 0;
    for route in api {
        let path = route.path.replace("{file}", "{width}.webp");
        let operation = &paths[&path][route.method.as_str().to_lowercase()];
        assert!(operation["operationId"].is_string(), "{} {path}", route.method);
        assert!(
            operation["summary"].is_string() || operation["description"].is_string(),
            "{path} says nothing"
        );
        counted += 1;
    }
    let described: usize = paths.values().map(|path| path.as_object().unwrap().len()).sum();
    assert_eq!(counted, described);
}

#[test]
fn members_of_answers_are_never_left_out() {
    let description: Value = serde_json::from_str(openapi_json()).unwrap();
    let schema = &description["components"]["schemas"]["CasePage"];
    let required = schema["required"].as_array().unwrap();
    assert_eq!(required.len(), schema["properties"].as_object().unwrap().len());
}
