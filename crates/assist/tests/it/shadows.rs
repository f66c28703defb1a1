//! Heads that are tried: they are asked, and no suggestion depends on them.
use aktenlage_domain::suggestion::{AbstentionReason, Subject};
use aktenlage_inference::Encoder;
use aktenlage_inference::head::HeadTask;

use crate::built_in::submission;
use crate::heads::{assistant, form, head};

#[tokio::test]
async fn a_head_that_is_tried_is_asked_and_changes_nothing() {
    let mut assistant = assistant();
    let file = form();
    let before = assistant.assess(&submission(vec![file.clone()])).await.unwrap();
    let nothing = assistant.ask_shadows(std::slice::from_ref(&file)).await.unwrap();
    assert!(nothing.is_empty(), "nothing is tried");
    let classes = ["application_form", "payslip"];
    let speaking = head(&assistant, HeadTask::Kind, &classes, false, Some(0.8));
    let silent = head(&assistant, HeadTask::Kind, &classes, false, None);
    let names = [speaking.identity(), silent.identity()];
    assistant.add_shadow(speaking).unwrap();
    assistant.add_shadow(silent).unwrap();
    let opinions = assistant.ask_shadows(std::slice::from_ref(&file)).await.unwrap();
    let said: Vec<(&str, Option<&str>, Option<AbstentionReason>)> = opinions
        .iter()
        .map(|said| {
            (
                said.head.as_str(),
                said.opinion.label.as_deref(),
                said.opinion.refusal,
            )
        })
        .collect();
    let expected = [
        (names[0].as_str(), Some("application_form"), None),
        (names[1].as_str(), None, Some(AbstentionReason::BelowThreshold)),
    ];
    assert_eq!(said, expected);
    let subject = Subject::DocumentKind(file.id);
    assert!(opinions.iter().all(|said| said.subject == subject));
    let after = assistant.assess(&submission(vec![file])).await.unwrap();
    assert_eq!(before.suggestions, after.suggestions);
    assert!(assistant.head(HeadTask::Kind).is_none(), "none is at work");
}

#[tokio::test]
async fn a_head_that_is_tried_leaves_to_rules_what_it_never_saw() {
    let mut assistant = assistant();
    let service = head(
        &assistant,
        HeadTask::Service,
        &["dog_registration"],
        false,
        Some(0.1),
    );
    assistant.add_shadow(service).unwrap();
    let document = form();
    let features = assistant.features(&document).await.unwrap();
    let by_rules = assistant.service_by_rules(&[&features]);
    assert!(by_rules.is_some_and(|service| service != "dog_registration"));
    let opinions = assistant.ask_shadows(&[document]).await.unwrap();
    assert!(opinions.is_empty(), "{opinions:?}");
}

#[test]
fn a_head_for_something_else_is_not_tried_either() {
    let one = assistant();
    let kind = head(&one, HeadTask::Kind, &["payslip"], false, None);
    let catalogue = one.catalogue().clone();
    let mut other = aktenlage_assist::Assistant::new(catalogue, Some(Encoder::scripted(7)), None);
    assert_eq!(other.add_shadow(kind).unwrap_err().code(), "head_mismatch");
    assert_eq!(other.shadows().count(), 0);
}
