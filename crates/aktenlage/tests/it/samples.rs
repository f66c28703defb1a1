//! A case that is drawn when it comes in, read by the whole pipeline: what was drawn is seen nowhere until it is entered.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::fmt::{Debug, Write as _};

use aktenlage_domain::ids::{CaseId, FieldId};
use aktenlage_domain::review::{RevealMode, Verdict};
use aktenlage_domain::sample::{SamplePlan, WHOLE_PPM};
use aktenlage_domain::suggestion::Subject;
use aktenlage_workflow::samples::EntryState;
use aktenlage_workflow::views::OpenPointKind;
use aktenlage_workflow::{TrailOutcome, TrailQuery};

use crate::bench::{Bench, draft};

/// Every field that everybody answers is drawn.
const ALL: SamplePlan = SamplePlan {
    share_ppm: WHOLE_PPM,
    fields: 50,
};
/// Fields whose values stand in no other suggestion and in no words of the program.
const SECRET: [&str; 5] = [
    "applicant.family_name",
    "applicant.given_names",
    "applicant.date_of_birth",
    "dwelling.street",
    "bank.iban",
];

fn shown(text: &mut String, part: impl Debug) {
    writeln!(text, "{part:?}").unwrap();
}

/// All that use cases say of a case, but for the pages themselves.
async fn everything(bench: &Bench, case: CaseId) -> String {
    let workbench = &bench.workbench;
    let mut text = String::new();
    shown(&mut text, workbench.case_detail(case).await.unwrap());
    shown(&mut text, workbench.fields(case).await.unwrap());
    shown(&mut text, workbench.completeness(case).await.unwrap());
    shown(&mut text, workbench.legal_bases(case).await);
    shown(&mut text, workbench.open_points(case).await.unwrap());
    shown(&mut text, workbench.history(case).await.unwrap());
    let query = TrailQuery {
        case: Some(case),
        outcome: TrailOutcome::All,
        offset: 0,
        limit: 200,
    };
    shown(&mut text, workbench.suggestions_trail(&query).await.unwrap());
    text
}

/// What is suggested on these fields, as the database has it.
async fn withheld(bench: &Bench, case: CaseId) -> Vec<(FieldId, String)> {
    let mut tx = bench.store.read().await.unwrap();
    let suggestions = tx.current_suggestions(case).await.unwrap();
    let value = |field: &str| {
        let subject = Subject::Field(field.into());
        let stored = suggestions
            .iter()
            .find(|stored| stored.suggestion.subject == subject);
        let value = stored.and_then(|stored| stored.suggestion.answer.value());
        (
            FieldId::from(field),
            value.unwrap_or_else(|| panic!("{field}")).to_owned(),
        )
    };
    SECRET.into_iter().map(value).collect()
}

#[tokio::test]
async fn what_was_drawn_is_seen_nowhere_until_somebody_entered_it() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::sampling(folder.path(), ALL).await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let secrets = withheld(&bench, case).await;
    let text = everything(&bench, case).await;
    for (field, value) in &secrets {
        assert!(!text.contains(value.as_str()), "{field}: {value} is told");
    }
    let fields = bench.workbench.fields(case).await.unwrap().fields;
    let required = fields.iter().filter(|field| field.requirement == "required");
    assert!(required.clone().count() > secrets.len());
    for field in required {
        assert!(field.is_hidden && field.suggestion.is_none(), "{}", field.id);
    }
    assert!(fields.iter().any(|field| !field.is_hidden), "others are seen");
    let (id, value) = secrets.first().unwrap();
    let open = bench.workbench.open_points(case).await.unwrap();
    assert!(
        open.iter()
            .any(|point| point.kind == OpenPointKind::FieldOpen && point.key == id.as_str())
    );

    let subject = || Subject::Field(id.clone());
    let mut entered = draft(subject(), None, Verdict::Entered);
    entered.value = Some(value.clone());
    let version = bench.version(case).await;
    let recorded = bench
        .workbench
        .review_suggestion(&bench.clerk, case, version, entered);
    let (version, recorded) = recorded.await.unwrap();
    assert_eq!(recorded.review.reveal_mode, RevealMode::Blind);
    assert!(recorded.review.suggestion.is_some());
    assert!(everything(&bench, case).await.contains(value.as_str()));

    // Taken back, it is open again and was seen all the same.
    let withdrawn = draft(subject(), recorded.review.suggestion, Verdict::Withdrawn);
    let withdrawn = bench
        .workbench
        .review_suggestion(&bench.clerk, case, version, withdrawn);
    withdrawn.await.unwrap();
    let fields = bench.workbench.fields(case).await.unwrap().fields;
    let field = fields.iter().find(|field| &field.id == id).unwrap();
    assert!(!field.is_hidden && field.suggestion.is_some() && field.review.is_none());

    // Read again, nothing else is drawn.
    let drawn = || async {
        bench
            .store
            .read()
            .await
            .unwrap()
            .sample(case)
            .await
            .unwrap()
            .unwrap()
            .fields
    };
    let before = drawn().await;
    let restarted = bench.workbench.restart_processing(&bench.clerk, case).await;
    restarted.unwrap();
    bench.work_off().await;
    assert_eq!(drawn().await, before);

    let report = bench.workbench.sample_report().await.unwrap();
    assert_eq!((report.drawn, report.agreement.n), (1, 1));
    let states = report.cases.iter().flat_map(|case| &case.fields);
    let same: Vec<&FieldId> = states
        .filter(|field| field.state == EntryState::Same)
        .map(|field| &field.field)
        .collect();
    assert_eq!(same, [id]);
    assert_eq!(report.open + 1, before.unwrap().len());
    bench.check().await;
}
