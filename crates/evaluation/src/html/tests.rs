//! The page of made-up outcomes: what is in it, and what must never be.
use super::*;
use crate::outcome::{Outcome, Verdict};
use crate::report::{MadeWith, Measured, Settings};

fn outcome(case: usize, task: Task, suggested: Option<&str>) -> Outcome {
    let truth = "<script>alert(1)</script>";
    Outcome {
        case: format!("case-{case}"),
        task,
        item: "item".to_owned(),
        service: "a & \"b\"".to_owned(),
        channel: "form".to_owned(),
        truth: Some(truth.to_owned()),
        suggested: suggested.map(|_| truth.to_owned()),
        probability: suggested.map(|_| 0.9),
        abstention: suggested.is_none().then(|| "below_threshold".to_owned()),
        verdict: if suggested.is_some() {
            Verdict::Right
        } else {
            Verdict::Silent
        },
        overlap: None,
        place: None,
    }
}

fn shown(cases: usize) -> String {
    let outcomes: Vec<Outcome> = (0..cases)
        .flat_map(|case| {
            let suggested = (!case.is_multiple_of(5)).then_some("x");
            Task::ALL.map(|task| outcome(case, task, suggested))
        })
        .collect();
    let made_with = MadeWith {
        encoder: "<none>".to_owned(),
        ..MadeWith::default()
    };
    page(&Report::of(
        &outcomes,
        made_with,
        Settings::default(),
        Measured::default(),
    ))
}

#[test]
fn the_page_needs_nothing_else_and_takes_no_value_for_markup() {
    let page = shown(60);
    for forbidden in [
        "<script", "http:", "https:", "src=", "href=", "url(", "@import", "<none>",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    for expected in [
        "&lt;script&gt;",
        "a &amp; &quot;b&quot;",
        "<svg",
        "Verwechslungen",
        "below_threshold",
        "n = 60",
        "100,0 %",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
}

#[test]
fn every_element_is_closed() {
    let page = shown(60);
    for element in [
        "section", "table", "thead", "tbody", "tr", "th", "td", "div", "svg", "figure", "main",
    ] {
        let opened =
            page.matches(&format!("<{element}>")).count() + page.matches(&format!("<{element} ")).count();
        assert_eq!(
            opened,
            page.matches(&format!("</{element}>")).count(),
            "{element}"
        );
    }
}

#[test]
fn below_the_minimum_no_share_is_shown() {
    let page = shown(10);
    let body = page.split("<h2>").nth(1).unwrap();
    assert!(!body.contains("<svg"));
    assert!(
        body.contains("–<br><span class=\"interval\">n = 10</span>"),
        "{body}"
    );
}
