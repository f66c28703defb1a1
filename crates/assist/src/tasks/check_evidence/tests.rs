//! One requirement under every rule: what the documents and the fields are, and where it then stands.
use std::collections::BTreeMap;

use aktenlage_catalogue::condition::Condition;
use aktenlage_catalogue::service::Label;
use aktenlage_domain::ids::{DocumentId, DocumentKind};
use aktenlage_domain::service::LegalBasis;

use super::*;

fn label(text: &str) -> Label {
    Label {
        de: text.to_owned(),
        en: text.to_owned(),
    }
}

fn requirement(when: Option<&str>, demand: Demand) -> EvidenceRequirement {
    EvidenceRequirement {
        id: "tenancy".into(),
        label: label("Mietvertrag"),
        accepts: vec!["tenancy_agreement".into()],
        when: when.map(|source| Condition::parse(source).unwrap()),
        freshness: None,
        basis: vec![LegalBasis {
            law: "WoGG".to_owned(),
            citation: "§ 9 Abs. 1 WoGG".to_owned(),
            verified: true,
        }],
        why: label("Die Miete zählt."),
        demand,
        verified: true,
    }
}

fn service(requirement: EvidenceRequirement) -> ServiceDefinition {
    ServiceDefinition {
        key: "housing_benefit_rent".into(),
        reference_prefix: "WG".to_owned(),
        name: label("Wohngeld"),
        leika: None,
        verified: true,
        law_checked_on: None,
        valid_from: None,
        valid_to: None,
        authority: String::new(),
        laws: vec!["WoGG".to_owned()],
        four_eyes: Vec::new(),
        first_receipt: None,
        fields: Vec::new(),
        evidence: vec![requirement],
        deadlines: Vec::new(),
        phrases: Vec::new(),
        form_titles: Vec::new(),
        examples: Vec::new(),
        negative_phrases: Vec::new(),
        forms: Vec::new(),
        questions: Vec::new(),
    }
}

fn facts(tenure: Option<Fact>, kinds: &[Option<&str>]) -> KnownFacts {
    let document = |kind: Option<&str>| KnownDocument {
        id: DocumentId(uuid::Uuid::nil()),
        file_name: "a.pdf".to_owned(),
        kind: kind.map(DocumentKind::from),
        probability: 0.9,
        evidence: Vec::new(),
        may_hold_more: kind.is_none(),
        possible_kinds: None,
    };
    KnownFacts {
        values: tenure
            .map(|fact| ("dwelling.tenure".into(), fact))
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
        documents: kinds.iter().copied().map(document).collect(),
        received_on: time::macros::date!(2026 - 11 - 22),
    }
}

fn state(requirement: EvidenceRequirement, facts: &KnownFacts) -> (String, String) {
    let service = service(requirement);
    let judged = check(&service, facts);
    let (_, answer, remarks) = &judged[0];
    (answer.value().unwrap().to_owned(), remarks[0].code.clone())
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_rule_has_its_state_and_reason() {
    let rent = || Some(Fact::Value("rent".to_owned()));
    let owner = || Some(Fact::Value("owner".to_owned()));
    let when = Some("dwelling.tenure == rent");
    let form = [Some("application_form")];
    let agreement = [Some("application_form"), Some("tenancy_agreement")];
    let unnamed = [Some("application_form"), None];
    let cases = [
        (
            when,
            Demand::Yes,
            rent(),
            &form[..],
            "missing",
            remark::CONDITION_TRUE,
        ),
        (
            None,
            Demand::Yes,
            None,
            &form[..],
            "missing",
            remark::ALWAYS_REQUIRED,
        ),
        (
            when,
            Demand::Yes,
            rent(),
            &agreement[..],
            "present",
            remark::DOCUMENT_FOUND,
        ),
        (
            when,
            Demand::Yes,
            None,
            &agreement[..],
            "present",
            remark::DOCUMENT_FOUND,
        ),
        (
            when,
            Demand::Yes,
            owner(),
            &form[..],
            "not_required",
            remark::CONDITION_FALSE,
        ),
        (
            when,
            Demand::Yes,
            None,
            &form[..],
            "unclear",
            remark::CONDITION_OPEN,
        ),
        (
            when,
            Demand::Yes,
            Some(Fact::Absent),
            &form[..],
            "unclear",
            remark::CONDITION_OPEN,
        ),
        (
            when,
            Demand::Yes,
            rent(),
            &unnamed[..],
            "unclear",
            remark::UNREADABLE_DOCUMENT_MAY_SATISFY,
        ),
        (
            when,
            Demand::No,
            rent(),
            &form[..],
            "not_required",
            remark::MUST_NOT_BE_DEMANDED,
        ),
        (
            None,
            Demand::No,
            None,
            &agreement[..],
            "not_required",
            remark::MUST_NOT_BE_DEMANDED,
        ),
        (
            when,
            Demand::QueryFirst,
            rent(),
            &form[..],
            "unclear",
            remark::AUTHORITY_QUERIES_FIRST,
        ),
        (
            when,
            Demand::OnReason,
            rent(),
            &form[..],
            "unclear",
            remark::ONLY_WITH_REASON,
        ),
        (
            None,
            Demand::OnReason,
            None,
            &form[..],
            "not_required",
            remark::ONLY_WITH_REASON,
        ),
        (
            when,
            Demand::Voluntary,
            rent(),
            &form[..],
            "not_required",
            remark::VOLUNTARY,
        ),
        (
            when,
            Demand::Voluntary,
            None,
            &form[..],
            "not_required",
            remark::VOLUNTARY,
        ),
    ];
    for (when, demand, tenure, kinds, expected, reason) in cases {
        let found = state(requirement(when, demand), &facts(tenure.clone(), kinds));
        assert_eq!(
            found,
            (expected.to_owned(), reason.to_owned()),
            "{when:?} {demand} {tenure:?} {kinds:?}"
        );
    }
}

#[test]
fn a_document_that_cannot_be_it_makes_nothing_unclear() {
    let mut facts = facts(None, &[Some("application_form"), None]);
    let state_if = |facts: &mut KnownFacts, possible: &[&str]| {
        let possible = possible.iter().copied().map(DocumentKind::from).collect();
        facts.documents[1].possible_kinds = Some(possible);
        state(requirement(None, Demand::Yes), facts).0
    };
    assert_eq!(state_if(&mut facts, &["payslip", "bank_statement"]), "missing");
    assert_eq!(state_if(&mut facts, &["payslip", "tenancy_agreement"]), "unclear");
    assert_eq!(state_if(&mut facts, &[]), "missing");
}

#[test]
fn an_open_condition_names_its_fields_and_the_norm() {
    let service = service(requirement(Some("dwelling.tenure == rent"), Demand::Yes));
    let judged = check(&service, &facts(None, &[Some("application_form")]));
    let remark = &judged[0].2[0];
    assert_eq!(remark.parameter("fields"), Some("dwelling.tenure"));
    assert_eq!(remark.parameter("norms"), Some("§ 9 Abs. 1 WoGG"));
}
