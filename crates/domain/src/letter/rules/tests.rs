//! Each rule for letters, with the code that it gives.
use time::macros::date;

use super::*;

const RULE: &str = "social_benefits";

fn askable(requirement: &str, demand: Demand, state: RequirementState) -> Askable {
    Askable {
        requirement: requirement.into(),
        demand,
        state,
        asked_on: None,
    }
}

fn requirements() -> Vec<Askable> {
    vec![
        askable("tenancy", Demand::Yes, RequirementState::Missing),
        askable("income", Demand::Yes, RequirementState::Unclear),
        askable("form", Demand::Yes, RequirementState::Present),
        askable("assets", Demand::OnReason, RequirementState::Missing),
        askable("registry", Demand::QueryFirst, RequirementState::Missing),
        askable("registration", Demand::No, RequirementState::Missing),
        askable("debit", Demand::Voluntary, RequirementState::Missing),
    ]
}

fn item(requirement: &str) -> LetterItem {
    LetterItem {
        requirement: requirement.into(),
        text: "Bitte senden Sie uns eine Kopie.".to_owned(),
        reason: None,
        ask_again: false,
    }
}

fn request(items: Vec<LetterItem>) -> LetterContent {
    LetterContent {
        recipient: vec!["Erika Brandl".to_owned(), "86150 Beispielstadt".to_owned()],
        items,
        due_on: Some(date!(2026 - 12 - 15)),
        legal_notice: Some(RULE.to_owned()),
        ..LetterContent::default()
    }
}

/// The problems of a letter of 23 November 2026, a Monday, as `part: code`.
fn found_with(requirements: &[Askable], kind: LetterKind, content: &LetterContent) -> Vec<String> {
    found_in_case(requirements, kind, content, (true, false))
}

/// The same; whether the service is confirmed, and whether the case was handed over.
fn found_in_case(
    requirements: &[Askable],
    kind: LetterKind,
    content: &LetterContent,
    (service_is_confirmed, is_handed_over): (bool, bool),
) -> Vec<String> {
    let notices = [RULE.to_owned(), "other".to_owned()];
    let basis = LetterBasis {
        service_is_confirmed,
        has_letterhead: true,
        requirements,
        legal_notices: &notices,
        legal_notice_by_rule: Some(RULE),
        today: date!(2026 - 11 - 23),
        delivered_on: Some(date!(2026 - 11 - 27)),
        is_handed_over,
        calendar: &Calendar::default(),
    };
    let problems = problems(kind, content, &basis).into_iter();
    problems
        .map(|problem| format!("{}: {}", problem.part.name(), problem.code))
        .collect()
}

fn found(content: &LetterContent) -> Vec<String> {
    found_with(&requirements(), LetterKind::DocumentRequest, content)
}

#[test]
fn what_is_missing_may_be_asked_for() {
    assert!(found(&request(vec![item("tenancy"), item("income")])).is_empty());
}

#[test]
fn what_must_not_be_asked_is_refused_whatever_the_clerk_says() {
    let mut with_reason = item("registration");
    with_reason.reason = Some("Das Register war nicht erreichbar.".to_owned());
    assert_eq!(
        found(&request(vec![with_reason])),
        ["items.registration: must_not_be_asked"]
    );
    assert_eq!(found(&request(vec![item("debit")])), ["items.debit: voluntary"]);
    assert_eq!(found(&request(vec![item("form")])), ["items.form: not_missing"]);
    assert_eq!(found(&request(vec![item("shoe_size")])), ["items: unknown"]);
}

#[test]
fn what_needs_a_reason_is_asked_for_with_one() {
    for requirement in ["assets", "registry"] {
        let mut one = item(requirement);
        assert_eq!(
            found(&request(vec![one.clone()])),
            [format!("items.{requirement}: reason_missing")]
        );
        one.reason = Some("  ".to_owned());
        assert_eq!(found(&request(vec![one.clone()])).len(), 1);
        one.reason = Some("Die Angaben im Antrag widersprechen sich.".to_owned());
        assert!(found(&request(vec![one])).is_empty());
    }
}

#[test]
fn what_was_asked_for_before_is_confirmed() {
    let mut requirements = requirements();
    requirements[0].asked_on = Some(date!(2026 - 11 - 02));
    let mut again = item("tenancy");
    let check = |one: &LetterItem, kind| found_with(&requirements, kind, &request(vec![one.clone()]));
    assert_eq!(
        check(&again, LetterKind::DocumentRequest),
        ["items.tenancy: asked_before"]
    );
    again.ask_again = true;
    assert!(check(&again, LetterKind::DocumentRequest).is_empty());
    let twice = request(vec![again.clone(), again]);
    assert_eq!(
        found_with(&requirements, LetterKind::DocumentRequest, &twice),
        ["items.tenancy: twice"]
    );
}

#[test]
fn a_request_that_asks_for_nothing_is_none() {
    assert_eq!(found(&request(Vec::new())), ["items: empty"]);
    let complete = [
        askable("form", Demand::Yes, RequirementState::Present),
        askable("registration", Demand::No, RequirementState::Missing),
        askable("tenancy", Demand::Yes, RequirementState::Waived),
    ];
    assert_eq!(
        found_with(&complete, LetterKind::DocumentRequest, &request(Vec::new())),
        ["items: nothing_missing"]
    );
    assert_eq!(
        found_with(
            &complete,
            LetterKind::DocumentRequest,
            &request(vec![item("tenancy")])
        ),
        ["items.tenancy: not_missing"],
        "nobody is asked for what was waived"
    );
}

#[test]
fn the_day_is_one_on_which_somebody_works_and_after_the_letter_arrived() {
    for (due_on, expected) in [
        (None, "empty"),
        (Some(date!(2026 - 11 - 20)), "in_the_past"),
        (Some(date!(2026 - 11 - 23)), "in_the_past"),
        (Some(date!(2026 - 11 - 27)), "before_delivery"),
        (Some(date!(2026 - 12 - 12)), "day_off"),
        (Some(date!(2029 - 01 - 02)), "too_far"),
    ] {
        let content = LetterContent {
            due_on,
            ..request(vec![item("tenancy")])
        };
        assert_eq!(found(&content), [format!("due_on: {expected}")], "{due_on:?}");
    }
}

#[test]
fn another_notice_than_the_rules_needs_a_reason() {
    for (notice, expected) in [
        (Some("nonsense"), "unknown"),
        (Some("other"), "reason_missing"),
        (None, "reason_missing"),
    ] {
        let mut content = LetterContent {
            legal_notice: notice.map(str::to_owned),
            ..request(vec![item("tenancy")])
        };
        assert_eq!(found(&content), [format!("legal_notice: {expected}")]);
        content.legal_notice_reason = Some("Es geht nur um eine Auskunft.".to_owned());
        assert_eq!(found(&content).is_empty(), notice != Some("nonsense"));
    }
}

#[test]
fn an_acknowledgement_names_what_is_missing_or_tells_that_nothing_is() {
    let content = |items| LetterContent {
        due_on: None,
        legal_notice: None,
        expected_weeks: Some(12),
        ..request(items)
    };
    let check = |requirements: &[Askable], content: &LetterContent| {
        found_with(requirements, LetterKind::Acknowledgement, content)
    };
    let missing = requirements();
    assert!(check(&missing, &content(vec![item("tenancy")])).is_empty());
    assert_eq!(check(&missing, &content(Vec::new())), ["items: empty"]);
    let complete = [
        askable("form", Demand::Yes, RequirementState::Present),
        askable("assets", Demand::OnReason, RequirementState::Unclear),
    ];
    assert!(check(&complete, &content(Vec::new())).is_empty());
    let mut wrong = request(vec![item("tenancy")]);
    wrong.expected_weeks = Some(0);
    assert_eq!(
        check(&missing, &wrong),
        [
            "due_on: unexpected",
            "legal_notice: unexpected",
            "expected_weeks: too_far"
        ]
    );
}

#[test]
fn what_the_paper_does_not_bear_is_not_even_a_draft() {
    let mut content = request(vec![item("tenancy")]);
    assert!(form_problems(&content).is_empty());
    content.recipient.push("x".repeat(RECIPIENT_CHARACTERS + 1));
    content.recipient.push("zwei\nZeilen".to_owned());
    content.items[0].text = "a\u{1b}[31m".to_owned();
    content.note = Some("ä".repeat(NOTE_CHARACTERS + 1));
    let named: Vec<String> = form_problems(&content)
        .into_iter()
        .map(|problem| format!("{}: {}", problem.part.name(), problem.code))
        .collect();
    assert_eq!(
        named,
        [
            "recipient: too_long",
            "recipient: control_character",
            "items.tenancy: control_character",
            "note: too_long"
        ]
    );
    let long = LetterContent {
        grounds: Some("x".repeat(GROUNDS_CHARACTERS + 1)),
        intended_decision: Some("a\u{1b}".to_owned()),
        ..LetterContent::default()
    };
    let codes: Vec<String> = form_problems(&long)
        .into_iter()
        .map(|problem| format!("{}: {}", problem.part.name(), problem.code))
        .collect();
    assert_eq!(
        codes,
        ["grounds: too_long", "intended_decision: control_character"]
    );
    content.note = Some("Erster Absatz.\nZweiter Absatz.".to_owned());
    assert_eq!(form_problems(&content).len(), 3);
}

#[test]
fn a_hearing_says_what_is_meant_and_why_and_leaves_time_to_answer() {
    let mut content = request(Vec::new());
    let check = |content: &LetterContent| found_with(&requirements(), LetterKind::Hearing, content);
    assert_eq!(check(&content), ["grounds: empty", "intended_decision: empty"]);
    content.grounds = Some("Ihr Einkommen liegt über der Grenze.".to_owned());
    content.intended_decision = Some(" ".to_owned());
    assert_eq!(check(&content), ["intended_decision: empty"]);
    content.intended_decision = Some("Wir wollen den Antrag ablehnen.".to_owned());
    assert!(check(&content).is_empty());
    let unsound = LetterContent {
        items: vec![item("tenancy")],
        due_on: None,
        legal_notice: Some("other".to_owned()),
        expected_weeks: Some(3),
        ..content.clone()
    };
    assert_eq!(
        check(&unsound),
        [
            "items: unexpected",
            "due_on: empty",
            "legal_notice: reason_missing",
            "expected_weeks: unexpected"
        ]
    );
    assert_eq!(
        found(&LetterContent {
            items: vec![item("tenancy")],
            ..content
        }),
        ["grounds: unexpected", "intended_decision: unexpected"],
        "a request is no hearing"
    );
}

#[test]
fn a_case_is_handed_over_with_grounds_and_the_person_is_told_afterwards() {
    let content = LetterContent {
        due_on: None,
        grounds: Some("Die Wohnung liegt im Landkreis.".to_owned()),
        ..request(Vec::new())
    };
    let check = |kind, content: &LetterContent, state| found_in_case(&requirements(), kind, content, state);
    let (covering, notice) = (LetterKind::Transfer, LetterKind::TransferNotice);
    assert!(
        check(covering, &content, (false, false)).is_empty(),
        "it may be none of our services"
    );
    assert_eq!(check(notice, &content, (false, false)), ["transfer: empty"]);
    assert!(check(notice, &content, (false, true)).is_empty());
    let unsound = LetterContent {
        items: vec![item("tenancy")],
        due_on: Some(date!(2026 - 12 - 15)),
        grounds: None,
        intended_decision: Some("Ablehnung".to_owned()),
        ..content
    };
    assert_eq!(
        check(covering, &unsound, (true, false)),
        [
            "items: unexpected",
            "due_on: unexpected",
            "grounds: empty",
            "intended_decision: unexpected"
        ]
    );
}
