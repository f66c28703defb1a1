//! Which version of a service holds for a case: the one of the day of receipt, and a reservation if there was none.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::path::PathBuf;
use std::sync::Arc;

use aktenlage_assist::{Assistant, Confirmed, KnownFacts, SubmissionInput, remark};
use aktenlage_domain::ids::ServiceKey;
use aktenlage_domain::suggestion::{Subject, Suggestion};
use time::Date;
use time::macros::date;

const SERVICE: &str = include_str!("../../../catalogue/tests/library_card/service.toml");
const EVIDENCE: &str = include_str!("../../../catalogue/tests/library_card/evidence.toml");

/// A service that asked for `old_proof` from January to March 2026 and asks for `new_proof` since July.
fn assistant(name: &str) -> Assistant {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    fs_err::create_dir_all(folder.join("services")).unwrap();
    let version = |file: &str, from: &str, to: &str, evidence: &str| {
        let service = SERVICE.replace("authority", &format!("{from}\n{to}\nauthority"));
        let evidence = EVIDENCE.replace("\"identity\"", &format!("\"{evidence}\""));
        fs_err::write(folder.join("services").join(file), service + &evidence).unwrap();
    };
    let (from, to) = ("valid_from = \"2026-01-01\"", "valid_to = \"2026-03-31\"");
    version("old.toml", from, to, "old_proof");
    version("new.toml", "valid_from = \"2026-07-01\"", "", "new_proof");
    let (catalogue, issues) = aktenlage_catalogue::load(Some(&folder));
    fs_err::remove_dir_all(&folder).unwrap();
    assert_eq!(issues, []);
    Assistant::new(Arc::new(catalogue), None, None)
}

fn facts(received_on: Date) -> KnownFacts {
    KnownFacts::gather(&[], &[], &Confirmed::default(), received_on)
}

fn reservation(suggestion: &Suggestion) -> Option<(String, String)> {
    let remark = suggestion.remarks.iter();
    let remark = remark
        .clone()
        .find(|remark| remark.code == remark::SERVICE_NOT_IN_FORCE)?;
    let parameter = |name: &str| remark.parameter(name).unwrap().to_owned();
    Some((parameter("valid_from"), parameter("valid_to")))
}

#[test]
fn each_day_of_receipt_has_its_version() {
    let assistant = assistant("versions");
    let service = ServiceKey::from("library_card");
    let old = ("2026-01-01".to_owned(), "2026-03-31".to_owned());
    for (received_on, requirement, state, reserved) in [
        (date!(2025 - 12 - 31), "old_proof", "unclear", Some(old.clone())),
        (date!(2026 - 03 - 31), "old_proof", "missing", None),
        (date!(2026 - 05 - 01), "old_proof", "unclear", Some(old)),
        (date!(2026 - 07 - 01), "new_proof", "missing", None),
    ] {
        let found = assistant.completeness(&service, &facts(received_on));
        assert_eq!(found.len(), 1, "{received_on}");
        let subject = Subject::Requirement(requirement.into());
        assert_eq!(found[0].subject, subject, "{received_on}");
        assert_eq!(found[0].answer.value(), Some(state), "{received_on}");
        assert_eq!(reservation(&found[0]), reserved, "{received_on}");
    }
}

#[test]
fn rules_that_were_not_in_force_ask_nothing_of_anybody() {
    let assistant = crate::built_in::assistant();
    let service = ServiceKey::from("basic_income_support");
    let states = |received_on| {
        let found = assistant.completeness(&service, &facts(received_on));
        let missing = found
            .iter()
            .filter(|suggestion| suggestion.answer.value() == Some("missing"));
        let reserved = found
            .iter()
            .filter(|suggestion| reservation(suggestion).is_some());
        (found.len(), missing.count(), reserved.count())
    };
    let (all, missing, reserved) = states(date!(2026 - 07 - 01));
    assert!(missing > 0 && reserved == 0, "{missing} {reserved}");
    assert_eq!(states(date!(2026 - 06 - 30)), (all, 0, all));
}

#[tokio::test]
async fn the_version_of_the_day_is_read_and_its_norms_are_named_without_an_index() {
    let assistant = assistant("versions-assess");
    let submission = |received_on| SubmissionInput {
        documents: Vec::new(),
        service: Some("library_card".into()),
        received_on,
        confirmed: Confirmed::default(),
    };
    let assessment = assistant
        .assess(&submission(date!(2026 - 02 - 01)))
        .await
        .unwrap();
    let basis = assessment
        .suggestion(&Subject::LegalBasis("old_proof".into()))
        .unwrap();
    assert_eq!(basis.answer.value(), Some("Satzung"));
    let codes: Vec<&str> = basis.remarks.iter().map(|remark| remark.code.as_str()).collect();
    assert_eq!(codes, [remark::NORMS_CITED, remark::REGULATIONS_EMPTY]);
    let new = Subject::LegalBasis("new_proof".into());
    assert!(assessment.suggestion(&new).is_none());
    let later = assistant
        .assess(&submission(date!(2026 - 08 - 01)))
        .await
        .unwrap();
    assert!(later.suggestion(&new).is_some());
}
