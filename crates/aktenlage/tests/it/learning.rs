//! What the office teaches: which reviews become lessons, where they come from, and what is told about models that are
//! tried.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aktenlage_assist::Assistant;
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::ids::{CaseId, SuggestionId};
use aktenlage_domain::review::Verdict;
use aktenlage_domain::suggestion::Subject;
use aktenlage_inference::Encoder;
use aktenlage_inference::head::{
    Calibration, ChannelCalibration, FORMAT, Head, HeadCard, HeadFiles, HeadTask, HeadWeights, NONE_LABEL,
    Training,
};
use aktenlage_store::{AuditDraft, ShadowOutput, StoredSuggestion};
use aktenlage_workflow::learning::{Lesson, Manner, lessons, received_on, tried_lessons};
use aktenlage_workflow::views::ModelState;

use crate::bench::{Bench, draft};

async fn suggestions(bench: &Bench, case: CaseId) -> Vec<StoredSuggestion> {
    let mut tx = bench.store.read().await.unwrap();
    tx.current_suggestions(case).await.unwrap()
}

async fn review(
    bench: &Bench,
    case: CaseId,
    subject: &Subject,
    suggestion: Option<SuggestionId>,
    verdict: Verdict,
    value: Option<&str>,
) {
    let mut draft = draft(subject.clone(), suggestion, verdict);
    draft.value = value.map(str::to_owned);
    let version = bench.version(case).await;
    bench
        .workbench
        .review_suggestion(&bench.clerk, case, version, draft)
        .await
        .unwrap();
    bench.work_off().await;
}

async fn learned(bench: &Bench) -> Vec<Lesson> {
    lessons(&bench.store).await.unwrap().lessons
}

#[tokio::test]
async fn only_what_people_settled_is_learned_and_it_says_where_it_comes_from() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    assert!(learned(&bench).await.is_empty(), "a suggestion teaches nothing");

    let before = suggestions(&bench, case).await;
    let service = before
        .iter()
        .find(|stored| stored.suggestion.subject == Subject::Service)
        .unwrap();
    let suggested = service.suggestion.answer.value().unwrap().to_owned();
    review(
        &bench,
        case,
        &Subject::Service,
        Some(service.id),
        Verdict::Accepted,
        None,
    )
    .await;
    let confirmed = learned(&bench).await;
    let [lesson] = confirmed.as_slice() else {
        panic!("{confirmed:?}")
    };
    assert_eq!((&lesson.label, lesson.manner), (&suggested, Manner::Confirmed));
    assert_eq!(lesson.suggestion, Some(service.id));
    assert_eq!(lesson.run, Some(service.run));
    assert_eq!(lesson.model.as_ref(), Some(&service.suggestion.origin.model));
    let mut tx = bench.store.read().await.unwrap();
    let documents = tx.documents(case).await.unwrap();
    let digests: Vec<&str> = documents
        .iter()
        .map(|document| document.sha256.as_str())
        .collect();
    let learned_from: Vec<&str> = lesson
        .documents
        .iter()
        .map(|document| document.sha256.as_str())
        .collect();
    assert_eq!(learned_from, digests);
    let entries = tx.audit_of_case(case).await.unwrap();
    let entry = entries
        .iter()
        .find(|row| row.entry.sequence == lesson.entry)
        .unwrap();
    assert_eq!(entry.entry.action, AuditAction::ReviewRecorded);
    assert_eq!(
        entry.entry.detail["review"].as_str(),
        Some(lesson.review.to_string().as_str())
    );
    drop(tx);

    // A kind that is changed is a correction, one that nobody suggested is entered.
    let now = suggestions(&bench, case).await;
    let kind = now
        .iter()
        .find(|stored| {
            let is_kind = matches!(stored.suggestion.subject, Subject::DocumentKind(_));
            is_kind
                && stored
                    .suggestion
                    .answer
                    .value()
                    .is_some_and(|kind| kind != "payslip")
        })
        .unwrap();
    let subject = kind.suggestion.subject.clone();
    review(
        &bench,
        case,
        &subject,
        Some(kind.id),
        Verdict::Amended,
        Some("payslip"),
    )
    .await;
    let of = async |subject: &Subject| {
        let lessons = learned(&bench).await;
        lessons.into_iter().find(|lesson| lesson.subject == *subject)
    };
    let corrected = of(&subject).await.unwrap();
    assert_eq!(
        (corrected.label.as_str(), corrected.manner),
        ("payslip", Manner::Corrected)
    );
    assert_eq!(corrected.documents.len(), 1);
    review(&bench, case, &subject, None, Verdict::Entered, Some("payslip")).await;
    assert_eq!(of(&subject).await.unwrap().manner, Manner::Entered);

    // What is taken back, unclear, or thrown away without another value is no longer learned.
    review(&bench, case, &subject, None, Verdict::Withdrawn, None).await;
    assert_eq!(of(&subject).await, None);
    review(&bench, case, &subject, None, Verdict::Unclear, None).await;
    let found = lessons(&bench.store).await.unwrap();
    assert_eq!((found.lessons.len(), found.without_value), (1, 1));
    bench.check().await;
}

#[tokio::test]
async fn cases_are_lessons_of_their_own_in_the_order_in_which_they_came() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    review(
        &bench,
        case,
        &Subject::Service,
        None,
        Verdict::Entered,
        Some("housing_benefit_rent"),
    )
    .await;
    let before = learned(&bench).await;
    let other = bench.receive_sample("01-wohngeld-live").await;
    assert_eq!(
        learned(&bench).await,
        before,
        "another case teaches nothing by itself"
    );
    review(
        &bench,
        other,
        &Subject::Service,
        None,
        Verdict::Entered,
        Some("dog_registration"),
    )
    .await;
    let after = learned(&bench).await;
    assert_eq!(after.len(), 2);
    assert!(after[0].received_at < after[1].received_at);
    assert_eq!(after[0].documents[0].sha256, after[1].documents[0].sha256);
    bench.check().await;
}

#[tokio::test]
async fn a_tried_model_is_compared_where_a_person_saw_a_suggestion_of_the_same_run() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let now = suggestions(&bench, case).await;
    let service = now
        .iter()
        .find(|stored| stored.suggestion.subject == Subject::Service)
        .unwrap();
    let said = |version: &str, label: Option<&str>| ShadowOutput {
        subject: Subject::Service,
        version: version.to_owned(),
        label: label.map(str::to_owned),
        probability_ppm: 900_000,
        refusal: None,
    };
    let outputs = [
        said("service@aaaaaaaaaaaa", Some("dog_registration")),
        said("service@bbbbbbbbbbbb", None),
    ];
    let mut tx = bench.store.begin().await.unwrap();
    tx.insert_shadow_outputs(case, service.run, &outputs, service.created_at)
        .await
        .unwrap();
    let entry = AuditDraft {
        at: service.created_at,
        actor: Actor::System,
        action: AuditAction::SuggestionsRecorded,
        case: Some(case),
        detail: serde_json::json!({}),
    };
    tx.append_audit(&entry).await.unwrap();
    tx.commit().await.unwrap();
    let (pairs, without) = tried_lessons(&bench.store).await.unwrap();
    assert!(pairs.is_empty() && without == 0, "nobody settled anything");

    review(
        &bench,
        case,
        &Subject::Service,
        Some(service.id),
        Verdict::Amended,
        Some("dog_registration"),
    )
    .await;
    let (pairs, without) = tried_lessons(&bench.store).await.unwrap();
    assert_eq!((pairs.len(), without), (2, 0));
    for pair in &pairs {
        assert_eq!(pair.lesson.label, "dog_registration");
        assert_eq!(pair.lesson.manner, Manner::Corrected);
        assert_eq!(pair.suggested.as_deref(), service.suggestion.answer.value());
    }
    let tried: Vec<Option<&str>> = pairs.iter().map(|pair| pair.tried.as_deref()).collect();
    assert_eq!(tried, [Some("dog_registration"), None]);

    // Of a value that a person entered without seeing a suggestion there is no pair.
    review(
        &bench,
        case,
        &Subject::Service,
        None,
        Verdict::Entered,
        Some("dog_registration"),
    )
    .await;
    let (pairs, without) = tried_lessons(&bench.store).await.unwrap();
    assert_eq!((pairs.len(), without), (0, 1));
    bench.check().await;
}

#[tokio::test]
async fn a_past_day_has_what_arrived_and_what_was_suggested_first() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("01-wohngeld-live").await;
    let first = suggestions(&bench, case).await;
    bench
        .workbench
        .restart_processing(&bench.clerk, case)
        .await
        .unwrap();
    bench.work_off().await;
    let day = |text: &str| date_from_text(text).unwrap();
    let past = received_on(&bench.store, day("2026-11-22")).await.unwrap();
    let mut tx = bench.store.read().await.unwrap();
    let documents = tx.documents(case).await.unwrap();
    drop(tx);
    assert_eq!(past.len(), documents.len() + 1, "each document, and the service");
    for one in &past {
        let then = first
            .iter()
            .find(|stored| stored.suggestion.subject == one.subject);
        assert_eq!(
            one.suggested.as_ref(),
            then,
            "superseded since, and still what was said then"
        );
        assert_eq!(one.settled, None);
    }
    for other in ["2026-11-21", "2026-11-23"] {
        let past = received_on(&bench.store, day(other)).await.unwrap();
        assert!(past.is_empty(), "{other}");
    }
    review(
        &bench,
        case,
        &Subject::Service,
        None,
        Verdict::Entered,
        Some("housing_benefit_rent"),
    )
    .await;
    let past = received_on(&bench.store, day("2026-11-22")).await.unwrap();
    let service = past.iter().find(|one| one.subject == Subject::Service).unwrap();
    let settled = service.settled.as_ref().unwrap();
    assert_eq!(settled.label, "housing_benefit_rent");
    assert_eq!(service.documents.len(), documents.len());
    bench.check().await;
}

/// A head over all kinds that learned nothing and is always silent.
fn silent_head(assistant: &Assistant) -> Head {
    let scores = assistant.classes(HeadTask::Kind);
    let labels: Vec<String> = scores.iter().cloned().chain([NONE_LABEL.to_owned()]).collect();
    let dimension = assistant.encoder_dimension();
    let words = assistant.word_places(HeadTask::Kind);
    let weights = HeadWeights::zero(dimension + scores.len() + words, labels.len());
    let card = HeadCard {
        format: FORMAT,
        task: HeadTask::Kind,
        version: String::new(),
        labels,
        left_to_rules: Vec::new(),
        dimension,
        scores,
        words,
        encoder: assistant.model(),
        prompt: assistant.prompt_version(),
        blueprint: assistant.catalogue().version.clone(),
        program: "test".to_owned(),
        training: Training {
            seed: 1,
            l2: 0.1,
            hidden_units: 0,
            epochs: 1,
            train: 1,
            tune: 1,
            examples_sha256: String::new(),
            reviews: None,
        },
        files: HeadFiles::default(),
    };
    let calibration = Calibration {
        target: 0.99,
        confidence: 0.95,
        least: 50,
        pooled: ChannelCalibration {
            temperature: 1.0,
            threshold: None,
            possible_from: None,
            n: 0,
            answered: 0,
            right: 0,
        },
        channels: BTreeMap::new(),
    };
    Head::new(card, weights, calibration).unwrap()
}

#[tokio::test]
async fn a_tried_model_is_asked_about_live_cases_and_kept_apart() {
    let bench = Bench::new().await;
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let encoder = Some(Encoder::scripted(32));
    let mut assistant = Assistant::new(Arc::new(catalogue), encoder, None);
    let head = silent_head(&assistant);
    let identity = head.identity();
    assistant.add_shadow(head).unwrap();
    bench.workbench.set_assistant(ModelState::Ready, assistant, None);
    let case = bench.receive_sample("01-wohngeld-live").await;
    let suggested = suggestions(&bench, case).await;
    let mut tx = bench.store.read().await.unwrap();
    let said = tx.shadow_outputs(case).await.unwrap();
    drop(tx);
    let kinds: BTreeSet<&Subject> = suggested
        .iter()
        .map(|stored| &stored.suggestion.subject)
        .filter(|subject| matches!(subject, Subject::DocumentKind(_)))
        .collect();
    let asked: BTreeSet<&Subject> = said.iter().map(|stored| &stored.output.subject).collect();
    assert_eq!(asked, kinds);
    for stored in &said {
        assert_eq!(stored.run, suggested[0].run);
        assert_eq!(stored.output.version, identity);
        assert_eq!(stored.output.label, None);
        assert!(stored.output.refusal.is_some());
    }
    assert!(
        suggested
            .iter()
            .all(|stored| !stored.suggestion.origin.model.contains(&identity)),
        "no suggestion names it"
    );
    bench.check().await;
}
