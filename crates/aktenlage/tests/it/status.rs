//! What the applicant sees of a case that was read from real files: what people said and sent, never what was read.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::time::Duration;

use aktenlage_domain::status::{NextStep, RequestedState, StatusState};
use aktenlage_workflow::status::CaseStatus;

use crate::bench::Bench;
use crate::letters::{confirm_service, content, proposal, send};

const DIGEST: &str = "5d41402abc4b2a76b9719d911017c592";

async fn status(bench: &Bench) -> CaseStatus {
    bench.workbench.case_status(DIGEST).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_suggestion_is_never_shown_to_the_applicant() {
    let bench = Bench::new().await;
    let workbench = &bench.workbench;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let made = workbench
        .make_status_link(&bench.clerk, case, DIGEST, Duration::from_hours(24))
        .await
        .unwrap();
    let fields = workbench.fields(case).await.unwrap().fields;
    let suggested: Vec<String> = fields
        .iter()
        .filter(|field| field.id.as_str().starts_with("applicant."))
        .filter_map(|field| field.suggestion.as_ref()?.suggestion.answer.value())
        .filter(|value| {
            value
                .chars()
                .any(|one| one.is_uppercase() || one.is_ascii_digit())
        })
        .map(str::to_owned)
        .collect();
    assert!(suggested.iter().any(|value| value == "Brandl"), "{suggested:?}");
    let detail = workbench.case_detail(case).await.unwrap();
    let service = detail.row.case.service.unwrap();

    let before = status(&bench).await;
    assert!(
        before.service.is_none(),
        "{service} is a suggestion until a person confirms it"
    );
    assert_eq!(
        (before.state, before.next),
        (StatusState::UnderReview, NextStep::Review)
    );
    assert!(before.complete_on.is_none() && before.request.is_none());

    confirm_service(&bench, case).await;
    let proposed = proposal(&bench, case).await;
    let wanted = content(&proposed, &["income_employment", "income_pension"]);
    let sent = send(&bench, case, wanted).await.unwrap();
    let after = status(&bench).await;
    assert_eq!(after.service.as_ref().unwrap().de, "Wohngeld (Mietzuschuss)");
    assert_eq!(after.state, StatusState::AwaitingDocuments);
    let request = after.request.as_ref().unwrap();
    assert_eq!(request.due_on, sent.letter.due_on);
    let asked: Vec<(&str, RequestedState)> = request
        .items
        .iter()
        .map(|item| (item.requirement.as_str(), item.state))
        .collect();
    assert_eq!(
        asked,
        [
            ("income_employment", RequestedState::Open),
            ("income_pension", RequestedState::Open)
        ]
    );
    for item in &request.items {
        let named = proposed
            .items
            .iter()
            .find(|one| one.requirement == item.requirement);
        assert_eq!(item.label, named.unwrap().label);
    }

    let mut personal = suggested;
    personal.extend(detail.documents.into_iter().map(|one| one.document.file_name));
    personal.extend(sent.content.recipient);
    personal.extend(sent.content.items.into_iter().map(|item| item.text));
    for shown in [format!("{before:?}"), format!("{after:?}")] {
        for text in &personal {
            assert!(!shown.contains(text.as_str()), "a person's data is shown");
        }
    }
    workbench
        .revoke_status_link(&bench.clerk, made.link.id)
        .await
        .unwrap();
    assert!(workbench.case_status(DIGEST).await.unwrap().is_none());
    bench.check().await;
}
