//! Trained heads at work: they speak above their threshold and where evidence is, are named, and are refused where they
//! do not fit.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::collections::BTreeMap;
use std::sync::Arc;

use aktenlage_assist::{
    Assistant, Confirmed, DocumentInput, KnownFacts, NamedDocument, remark, trained_heads,
};
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Subject, Suggestion};
use aktenlage_inference::Encoder;
use aktenlage_inference::head::{
    Calibration, ChannelCalibration, FORMAT, Head, HeadCard, HeadFiles, HeadTask, HeadWeights, NONE_LABEL,
    Training,
};

use crate::built_in::{has_remark, submission};
use crate::small_documents::{IBAN, RENT, document, housing_form};

const DIMENSION: usize = 48;

pub(crate) fn assistant() -> Assistant {
    let (catalogue, _) = aktenlage_catalogue::load(None);
    Assistant::new(Arc::new(catalogue), Some(Encoder::scripted(DIMENSION)), None)
}

/// A head that learned these classes and nothing from features: the first one is always likeliest, or none of them.
pub(crate) fn head(
    assistant: &Assistant,
    task: HeadTask,
    classes: &[&str],
    prefers_none: bool,
    threshold: Option<f64>,
) -> Head {
    ruling_out(assistant, task, classes, prefers_none, (threshold, None))
}

/// The same; what is less likely than the second probability is ruled out.
fn ruling_out(
    assistant: &Assistant,
    task: HeadTask,
    classes: &[&str],
    prefers_none: bool,
    (threshold, possible_from): (Option<f64>, Option<f64>),
) -> Head {
    let labels: Vec<String> = classes
        .iter()
        .chain([&NONE_LABEL])
        .map(|label| (*label).to_owned())
        .collect();
    let scores = assistant.classes(task);
    let words = assistant.word_places(task);
    let features = DIMENSION + scores.len() + words;
    let channel = ChannelCalibration {
        temperature: 1.0,
        threshold,
        possible_from,
        n: 400,
        answered: 0,
        right: 0,
    };
    let card = HeadCard {
        format: FORMAT,
        task,
        version: String::new(),
        labels: labels.clone(),
        left_to_rules: Vec::new(),
        dimension: DIMENSION,
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
        pooled: channel,
        channels: BTreeMap::new(),
    };
    let mut weights = HeadWeights::zero(features, labels.len());
    weights.prefer(if prefers_none { labels.len() - 1 } else { 0 }, 3.0);
    Head::new(card, weights, calibration).unwrap()
}

async fn suggested(assistant: &Assistant, file: DocumentInput, subject: Subject) -> Suggestion {
    let assessment = assistant.assess(&submission(vec![file])).await.unwrap();
    assessment.suggestion(&subject).unwrap().clone()
}

fn reason(suggestion: &Suggestion) -> Option<AbstentionReason> {
    match &suggestion.answer {
        Answer::Abstained { reason, .. } => Some(*reason),
        Answer::Value { .. } => None,
    }
}

pub(crate) fn form() -> DocumentInput {
    housing_form(&RENT, Some("812,00"), IBAN)
}

#[tokio::test]
async fn above_its_threshold_a_head_names_what_words_show_and_is_named() {
    let mut assistant = assistant();
    let classes = ["application_form", "payslip"];
    let kind = head(&assistant, HeadTask::Kind, &classes, false, Some(0.8));
    let identity = kind.identity();
    assistant.add_head(kind).unwrap();
    let file = form();
    let subject = Subject::DocumentKind(file.id);
    let suggestion = suggested(&assistant, file, subject).await;
    assert_eq!(suggestion.answer.value(), Some("application_form"));
    assert!(!suggestion.answer.evidence().is_empty());
    assert!(
        suggestion.origin.model.contains(&identity),
        "{}",
        suggestion.origin.model
    );
    assert_eq!(suggestion.origin.prompt, assistant.prompt_version());
}

#[tokio::test]
async fn below_its_threshold_a_head_is_silent_and_says_why() {
    for threshold in [Some(0.999), None] {
        let mut assistant = assistant();
        let classes = ["application_form", "payslip"];
        let kind = head(&assistant, HeadTask::Kind, &classes, false, threshold);
        assistant.add_head(kind).unwrap();
        let file = form();
        let subject = Subject::DocumentKind(file.id);
        let suggestion = suggested(&assistant, file, subject).await;
        assert_eq!(reason(&suggestion), Some(AbstentionReason::BelowThreshold));
        assert!(has_remark(&suggestion, remark::BELOW_TARGET));
    }
}

#[tokio::test]
async fn without_a_telling_word_a_head_is_silent_however_sure_it_is() {
    let mut assistant = assistant();
    let kind = head(&assistant, HeadTask::Kind, &["payslip"], false, Some(0.1));
    assistant.add_head(kind).unwrap();
    let note = document(1, "notiz.pdf", &[(0.1, 0.1, "Wie besprochen")], Vec::new());
    let subject = Subject::DocumentKind(note.id);
    let suggestion = suggested(&assistant, note, subject).await;
    assert_eq!(reason(&suggestion), Some(AbstentionReason::NoEvidence));
}

#[tokio::test]
async fn a_silent_head_says_what_a_document_may_be_and_completeness_follows() {
    let service = "housing_benefit_rent".into();
    let accepted = "tenancy_agreement";
    for (likely, possible_from, expected) in [
        ("payslip", Some(0.1), "missing"),
        (accepted, Some(0.1), "unclear"),
        ("payslip", None, "unclear"),
    ] {
        let mut assistant = assistant();
        let classes = assistant.classes(HeadTask::Kind);
        let mut ordered = vec![likely];
        ordered.extend(
            classes
                .iter()
                .map(String::as_str)
                .filter(|class| *class != likely),
        );
        let kind = ruling_out(&assistant, HeadTask::Kind, &ordered, false, (None, possible_from));
        assistant.add_head(kind).unwrap();
        let note = document(1, "notiz.pdf", &[(0.1, 0.1, "Wie besprochen")], Vec::new());
        let named = [NamedDocument::from(&note)];
        let suggestion = suggested(&assistant, note.clone(), Subject::DocumentKind(note.id)).await;
        let open = remark::possible_kinds(&suggestion.remarks);
        assert_eq!(open, possible_from.map(|_| vec![likely.into()]));
        let day = time::macros::date!(2026 - 11 - 23);
        let settled = [("dwelling.tenure", "rent"), ("application.kind", "first")];
        let confirmed = Confirmed {
            values: settled
                .map(|(field, value)| (field.into(), Some(value.to_owned())))
                .into(),
            ..Confirmed::default()
        };
        let facts = KnownFacts::gather(&named, &[suggestion], &confirmed, day);
        let definition = assistant.catalogue().service_on(&service, day).unwrap();
        let requirement = definition
            .evidence
            .iter()
            .find(|requirement| requirement.accepts.iter().any(|kind| kind.as_str() == accepted))
            .unwrap();
        let judged = assistant.completeness(&service, &facts);
        let subject = Subject::Requirement(requirement.id.clone());
        let state = judged.iter().find(|judged| judged.subject == subject).unwrap();
        assert_eq!(state.answer.value(), Some(expected), "{likely} {possible_from:?}");
    }
}

#[tokio::test]
async fn none_of_the_known_services_is_a_silence() {
    let mut assistant = assistant();
    let found = suggested(&assistant, form(), Subject::Service).await;
    let known = found.answer.value().unwrap().to_owned();
    let service = head(&assistant, HeadTask::Service, &[&known], true, Some(0.1));
    let identity = service.identity();
    assistant.add_head(service).unwrap();
    let suggestion = suggested(&assistant, form(), Subject::Service).await;
    assert_eq!(reason(&suggestion), Some(AbstentionReason::NoEvidence));
    assert!(has_remark(&suggestion, remark::NONE_OF_KNOWN));
    assert!(suggestion.origin.model.contains(&identity));
}

#[tokio::test]
async fn rules_go_on_deciding_about_what_a_head_never_saw() {
    let mut assistant = assistant();
    let service = head(
        &assistant,
        HeadTask::Service,
        &["dog_registration"],
        true,
        Some(0.1),
    );
    let before = suggested(&assistant, form(), Subject::Service).await;
    assistant.add_head(service).unwrap();
    let after = suggested(&assistant, form(), Subject::Service).await;
    assert!(before.answer.value().is_some());
    assert_eq!(before, after);
}

#[test]
fn heads_for_something_else_are_refused() {
    let one = assistant();
    let kind = head(&one, HeadTask::Kind, &["payslip"], false, None);
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let catalogue = Arc::new(catalogue);
    let mut without = Assistant::new(Arc::clone(&catalogue), None, None);
    assert_eq!(
        without.add_head(kind.clone()).unwrap_err().code(),
        "head_mismatch"
    );
    let mut other = Assistant::new(catalogue, Some(Encoder::scripted(DIMENSION + 1)), None);
    assert_eq!(other.add_head(kind.clone()).unwrap_err().code(), "head_mismatch");
    let mut card = kind.card().clone();
    card.scores.swap(0, 1);
    let moved = Head::new(card, kind.weights().clone(), kind.calibration().clone()).unwrap();
    let mut same = assistant();
    assert_eq!(same.add_head(moved).unwrap_err().code(), "head_mismatch");
    assert!(same.head(HeadTask::Kind).is_none());
    same.add_head(kind).unwrap();
    assert!(same.head(HeadTask::Kind).is_some());
}

/// As one that comes with the program, until the office decides.
#[test]
fn a_head_that_lies_in_no_folder_is_listed_while_it_is_at_work() {
    let folder = tempfile::tempdir().unwrap();
    let mut assistant = assistant();
    assert!(trained_heads(folder.path(), &assistant).is_empty());
    let head = head(
        &assistant,
        HeadTask::Kind,
        &["application_form"],
        false,
        Some(0.5),
    );
    let version = head.card().version.clone();
    assistant.add_head(head).unwrap();
    let listed = trained_heads(folder.path(), &assistant);
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].task, &listed[0].version), ("kind", &version));
    assert!(listed[0].is_active && listed[0].is_at_work && listed[0].extent.is_some());
}
