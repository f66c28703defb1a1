//! The condition language as a blueprint author and the completeness check see it.
use aktenlage_catalogue::condition::{Condition, ConditionError, Facts, Truth};
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::ids::FieldId;

/// `field=value`, `field=` for known to be empty.
fn facts(known: &[&str]) -> Facts {
    let values = known.iter().map(|pair| {
        let (field, value) = pair.split_once('=').expect("a sound example");
        (
            FieldId::from(field),
            (!value.is_empty()).then(|| value.to_owned()),
        )
    });
    Facts {
        values: values.collect(),
        received_on: date_from_text("2026-11-22"),
    }
}

fn truth(condition: &str, known: &[&str]) -> Truth {
    Condition::parse(condition)
        .expect("a sound example")
        .evaluate(&facts(known))
}

fn undetermined(fields: &[&str]) -> Truth {
    Truth::Undetermined(fields.iter().map(|field| FieldId::from(*field)).collect())
}

#[test]
fn comparisons_decide_on_known_values() {
    for (condition, known, expected) in [
        ("application.kind == first", "application.kind=first", Truth::True),
        (
            "application.kind == 'first'",
            "application.kind=renewal",
            Truth::False,
        ),
        (
            "application.kind != first",
            "application.kind=renewal",
            Truth::True,
        ),
        (
            "dwelling.tenure in {rent, sublet}",
            "dwelling.tenure=sublet",
            Truth::True,
        ),
        (
            "dwelling.tenure not in {rent, sublet}",
            "dwelling.tenure=sublet",
            Truth::False,
        ),
        (
            "income.kinds has {pension, capital}",
            "income.kinds=employment, pension",
            Truth::True,
        ),
        (
            "income.kinds has capital",
            "income.kinds=employment,pension",
            Truth::False,
        ),
        (
            "maintenance.received_monthly > 0",
            "maintenance.received_monthly=0.00",
            Truth::False,
        ),
        (
            "maintenance.received_monthly <= 100",
            "maintenance.received_monthly=99.50",
            Truth::True,
        ),
        (
            "child.date_of_birth < 2024-11-01",
            "child.date_of_birth=2024-10-31",
            Truth::True,
        ),
        (
            "child.date_of_birth >= 2024-11-01",
            "child.date_of_birth=2024-10-31",
            Truth::False,
        ),
        ("maintenance.paid", "maintenance.paid=true", Truth::True),
        ("not maintenance.paid", "maintenance.paid=true", Truth::False),
        (
            "applicant.nationality in EU_EEA_CH",
            "applicant.nationality=polnisch",
            Truth::True,
        ),
        (
            "applicant.nationality not in EU_EEA_CH",
            "applicant.nationality=syrisch",
            Truth::True,
        ),
    ] {
        assert_eq!(truth(condition, &[known]), expected, "{condition} with {known}");
    }
}

#[test]
fn unknown_empty_and_unusable_values_are_undetermined() {
    assert_eq!(truth("a.b == x", &[]), undetermined(&["a.b"]));
    assert_eq!(truth("a.b == x", &["a.b="]), undetermined(&["a.b"]));
    assert_eq!(truth("a.b > 3", &["a.b=viel"]), undetermined(&["a.b"]));
    assert_eq!(
        truth("a.nationality in EU_EEA_CH", &["a.nationality=Atlantis"]),
        undetermined(&["a.nationality"])
    );
}

#[test]
fn presence_tells_empty_from_unknown() {
    assert_eq!(truth("present(bank.iban)", &["bank.iban=DE02"]), Truth::True);
    assert_eq!(truth("present(bank.iban)", &["bank.iban="]), Truth::False);
    assert_eq!(truth("not present(bank.iban)", &[]), undetermined(&["bank.iban"]));
}

#[test]
fn the_rest_decides_where_it_can() {
    assert_eq!(truth("a.x == 1 and a.y == 2", &["a.y=3"]), Truth::False);
    assert_eq!(truth("a.x == 1 or a.y == 2", &["a.y=2"]), Truth::True);
    assert_eq!(truth("a.x == 1 and a.y == 2", &["a.y=2"]), undetermined(&["a.x"]));
    assert_eq!(
        truth("a.z or not (a.x == 1 and a.y == 2)", &[]),
        undetermined(&["a.x", "a.y", "a.z"])
    );
}

#[test]
fn and_binds_tighter_than_or() {
    assert_eq!(
        truth("a.x == 1 or a.x == 2 and a.y == 1", &["a.x=1", "a.y=0"]),
        Truth::True
    );
    assert_eq!(
        truth("(a.x == 1 or a.x == 2) and a.y == 1", &["a.x=1", "a.y=0"]),
        Truth::False
    );
}

#[test]
fn age_counts_completed_years_on_the_day_of_receipt() {
    for (birth, expected) in [("2008-11-22", Truth::False), ("2008-11-23", Truth::True)] {
        let known = format!("applicant.date_of_birth={birth}");
        assert_eq!(truth("age(applicant) < 18", &[&known]), expected, "{birth}");
    }
    assert_eq!(
        truth("age(child) >= 12", &[]),
        undetermined(&["child.date_of_birth"])
    );
    assert_eq!(
        truth("age(child) >= 12", &["child.date_of_birth=2027-01-01"]),
        undetermined(&["child.date_of_birth"])
    );
}

#[test]
fn any_looks_at_the_whole_household() {
    let condition = "any(member.income.kinds has pension)";
    let household = |rest: &[&'static str]| {
        let mut known = vec!["household.member_count=2", "income.kinds=employment"];
        known.extend(rest);
        truth(condition, &known)
    };
    assert_eq!(household(&["member1.income.kinds=pension"]), Truth::True);
    assert_eq!(household(&["member1.income.kinds=none"]), Truth::False);
    assert_eq!(household(&[]), undetermined(&["member1.income.kinds"]));
    assert_eq!(
        truth(condition, &["income.kinds=pension"]),
        Truth::True,
        "the applicant is a member"
    );
    assert_eq!(
        truth(condition, &["income.kinds=none"]),
        undetermined(&["household.member_count"]),
        "there may be others"
    );
    assert_eq!(
        truth(
            "any(age(member) < 18)",
            &[
                "household.member_count=2",
                "applicant.date_of_birth=1980-01-01",
                "child.date_of_birth=2020-01-01"
            ]
        ),
        Truth::True
    );
}

#[test]
fn a_misread_household_of_a_million_ends() {
    let Truth::Undetermined(fields) = truth(
        "any(member.nationality not in EU_EEA_CH)",
        &["household.member_count=1000000"],
    ) else {
        panic!("nobody's nationality is known");
    };
    assert!(fields.len() <= 40);
}

#[test]
fn fields_are_named_as_written() {
    let condition =
        Condition::parse("age(child) > 3 and present(a.b) or any(member.income.kinds has x)").unwrap();
    let fields: Vec<String> = condition.fields().iter().map(ToString::to_string).collect();
    assert_eq!(fields, ["a.b", "child.date_of_birth", "member.income.kinds"]);
}

#[test]
fn what_is_no_condition_is_refused() {
    for (text, expected) in [
        ("", ConditionError::Incomplete),
        ("a.b ==", ConditionError::Incomplete),
        ("a.b == 'x", ConditionError::Incomplete),
        ("age(a)", ConditionError::Incomplete),
        (
            "a.b in EU_ALL",
            ConditionError::UnknownConstant("EU_ALL".to_owned()),
        ),
    ] {
        assert_eq!(Condition::parse(text), Err(expected), "{text}");
    }
    for text in [
        "a.b == x y",
        "a.b ? x",
        "== x",
        "foo(a.b)",
        "a.b in {x",
        "and a.b",
        "a.b = x",
    ] {
        assert!(Condition::parse(text).is_err(), "{text}");
    }
    assert_eq!(Condition::parse(&"(".repeat(5000)), Err(ConditionError::TooDeep));
}
