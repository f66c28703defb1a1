//! Figures of made-up outcomes, counted by hand.
use super::*;
use crate::outcome::Verdict;

/// Fifty cases with two fields and a requirement each; every tenth family name is wrong, and said with less certainty.
fn outcomes() -> Vec<Outcome> {
    let item = |case: usize, task, item: &str, truth: &str, suggested: &str, probability| Outcome {
        case: format!("case-{case:02}"),
        task,
        item: item.to_owned(),
        service: if case.is_multiple_of(2) {
            "dog_tax"
        } else {
            "housing"
        }
        .to_owned(),
        channel: "form".to_owned(),
        truth: Some(truth.to_owned()),
        suggested: Some(suggested.to_owned()),
        probability: Some(probability),
        abstention: None,
        verdict: if truth == suggested {
            Verdict::Right
        } else {
            Verdict::Wrong
        },
        overlap: (task == Task::Field && truth == suggested).then_some(0.8),
        place: None,
    };
    (0..50_usize)
        .flat_map(|case| {
            let (name, probability) = if case.is_multiple_of(10) {
                ("Brandt", 0.6)
            } else {
                ("Brandl", 0.95)
            };
            [
                item(
                    case,
                    Task::Field,
                    "applicant.family_name",
                    "Brandl",
                    name,
                    probability,
                ),
                item(case, Task::Field, "applicant.city", "Essen", "Essen", 0.95),
                item(case, Task::Requirement, "tenancy", "missing", "missing", 0.9),
            ]
        })
        .collect()
}

fn report(settings: Settings) -> Report {
    Report::of(&outcomes(), MadeWith::default(), settings, Measured::default())
}

#[test]
fn figures_carry_their_items_and_intervals() {
    let report = report(Settings::default());
    assert_eq!((report.cases, report.unjudged, report.tasks.len()), (50, 0, 2));
    let fields = report.overall(Task::Field).unwrap();
    assert_eq!((fields.n, fields.cases), (100, 50));
    assert_eq!(
        (fields.exact_match.value, fields.exact_match.n),
        (Some(0.95), 100)
    );
    assert!(fields.f1.low.is_some_and(|low| low < 0.95) && fields.f1.high.is_some_and(|high| high > 0.95));
    // 95 answers that say 0.95 are right, five that say 0.6 are wrong: 0.95 * 0.05 + 0.05 * 0.6.
    assert_eq!(fields.calibration.ece.value, Some(0.0775));
    assert_eq!(
        fields
            .evidence
            .as_ref()
            .map(|evidence| evidence.mean_overlap.value),
        Some(Some(0.8))
    );
    let target = &fields.selective.at_target;
    assert!(!target.is_reached, "95 answers are too few for 99 %");
    assert_eq!((target.coverage.value, target.coverage.n), (None, 100));
    assert_eq!(fields.selective.curve.len(), 2);
    let requirements = report.overall(Task::Requirement).unwrap();
    let completeness = requirements.completeness.as_ref().unwrap();
    assert_eq!((completeness.cost.value, completeness.cost.n), (Some(0.0), 50));
    assert_eq!(
        (completeness.false_missing.value, completeness.false_missing.n),
        (None, 0)
    );
}

#[test]
fn below_the_minimum_there_is_no_number() {
    let report = report(Settings {
        minimum_n: 1_000,
        ..Settings::default()
    });
    for part in report.tasks.iter().flat_map(|task| &task.parts) {
        for figure in [
            part.exact_match,
            part.precision,
            part.recall,
            part.f1,
            part.answered,
            part.calibration.ece,
            part.selective.aurc,
            part.selective.at_target.coverage,
        ] {
            assert_eq!((figure.value, figure.low, figure.high), (None, None, None));
        }
        assert!(part.selective.curve.is_empty());
        assert!(
            part.calibration
                .reliability
                .iter()
                .all(|bin| bin.mean_probability.is_none())
        );
    }
}

#[test]
fn the_same_outcomes_make_the_same_report() {
    assert_eq!(report(Settings::default()), report(Settings::default()));
}

#[test]
fn parts_by_service_and_channel_follow_the_whole() {
    let report = report(Settings::default());
    let named: Vec<(Option<&str>, Option<&str>)> = report.tasks[0]
        .parts
        .iter()
        .map(|part| (part.service.as_deref(), part.channel.as_deref()))
        .collect();
    assert_eq!(
        named,
        [
            (None, None),
            (Some("dog_tax"), None),
            (Some("housing"), None),
            (None, Some("form")),
            (Some("dog_tax"), Some("form")),
            (Some("housing"), Some("form")),
        ]
    );
}

#[test]
fn percentiles_are_measured_values() {
    let spread = Spread::of((1..=100).rev().collect(), 30);
    assert_eq!((spread.median, spread.p95, spread.n), (Some(50), Some(95), 100));
    assert_eq!(Spread::of(vec![1, 2], 30).median, None);
}
