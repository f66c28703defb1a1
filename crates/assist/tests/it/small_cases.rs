//! Small invented documents through the whole assistant: what it reads from them, and where it abstains.
use aktenlage_assist::{Confirmed, KnownFacts, NamedDocument};
use aktenlage_domain::document::{Issue, IssueCode, TextSource};
use aktenlage_domain::ids::{DocumentId, ServiceKey};
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Subject};

use crate::built_in::{assess, assess_knowing, field, has_remark};
use crate::small_documents::{IBAN, RENT, document, housing_form};

#[tokio::test]
async fn a_form_is_read_box_by_box() {
    let (_, _, assessment) = assess(vec![housing_form(&RENT, Some("812,50 €"), IBAN)]).await;
    assert_eq!(
        assessment.suggestion(&Subject::Service).unwrap().answer.value(),
        Some("housing_benefit_rent")
    );
    for (id, value) in [
        ("applicant.family_name", "Muster"),
        ("applicant.given_names", "Eva"),
        ("dwelling.street", "Lindenweg"),
        ("dwelling.house_number", "7b"),
        ("dwelling.postal_code", "80331"),
        ("dwelling.city", "München"),
        ("dwelling.total_rent", "812.50"),
        ("dwelling.tenure", "rent"),
        ("bank.iban", "DE89370400440532013000"),
    ] {
        let suggestion = field(&assessment, id);
        assert_eq!(suggestion.answer.value(), Some(value), "{id}: {suggestion:?}");
        assert_eq!(suggestion.answer.evidence()[0].page, 1);
    }
    let street = field(&assessment, "dwelling.street").answer.evidence()[0].clone();
    assert_eq!(
        street,
        field(&assessment, "dwelling.city").answer.evidence()[0],
        "one box, several fields"
    );
}

#[tokio::test]
async fn empty_wrong_and_doubtful_boxes_are_three_things() {
    let ticked = [("Hauptmieter", true), ("Untermieter", true)];
    let (_, _, assessment) = assess(vec![housing_form(&ticked, None, "DE88 3704 0044 0532 0130 00")]).await;
    let reason = |id: &str| match &field(&assessment, id).answer {
        Answer::Abstained { reason, evidence } => {
            assert!(!evidence.is_empty(), "{id} points at its box");
            *reason
        }
        Answer::Value { value, .. } => panic!("{id} has the value {value}"),
    };
    assert_eq!(reason("dwelling.total_rent"), AbstentionReason::NoEvidence);
    assert!(aktenlage_assist::remark::is_left_empty(
        &field(&assessment, "dwelling.total_rent").remarks
    ));
    assert_eq!(reason("bank.iban"), AbstentionReason::InvalidValue);
    assert_eq!(reason("dwelling.tenure"), AbstentionReason::AmbiguousTicks);
}

#[tokio::test]
async fn a_contract_that_says_something_else_is_shown_beside_the_form() {
    let contract = document(
        2,
        "mietvertrag.pdf",
        &[
            (0.1, 0.05, "Mietvertrag"),
            (0.1, 0.10, "über Wohnraum zwischen Vermieter und Mieter"),
            (0.1, 0.20, "Gesamtmiete: 830,00 EUR"),
        ],
        Vec::new(),
    );
    let (_, _, assessment) = assess(vec![housing_form(&RENT, Some("812,50"), IBAN), contract]).await;
    let kind = assessment
        .suggestion(&Subject::DocumentKind(DocumentId(uuid::Uuid::from_u128(2))))
        .unwrap();
    assert_eq!(kind.answer.value(), Some("tenancy_agreement"));
    let Answer::Value {
        value, alternatives, ..
    } = &field(&assessment, "dwelling.total_rent").answer
    else {
        panic!("a value");
    };
    assert_eq!(
        (value.as_str(), alternatives[0].value.as_str()),
        ("812.50", "830.00")
    );
    let tenancy = assessment
        .suggestion(&Subject::Requirement("tenancy".into()))
        .unwrap();
    assert_eq!(tenancy.answer.value(), Some("present"));
}

/// What is missing stays missing beside a covering e-mail, but not if something packed in it was not taken out.
#[tokio::test]
async fn the_text_of_an_email_is_no_piece_of_evidence_and_what_stays_in_it_may_be() {
    for (more, expected) in [
        (None, "missing"),
        (Some(IssueCode::Sealed), "unclear"),
        (Some(IssueCode::TooManyParts), "unclear"),
        (Some(IssueCode::SignatureNotChecked), "missing"),
    ] {
        let mut mail = document(
            2,
            "antrag.eml",
            &[(0.1, 0.1, "Guten Tag, anbei mein Antrag. Grüße")],
            Vec::new(),
        );
        let codes = [Some(IssueCode::PagesFromMailText), more];
        mail.issues = codes
            .into_iter()
            .flatten()
            .map(|code| Issue { code, page: None })
            .collect();
        let mut confirmed = Confirmed::default();
        let first = Some("first".to_owned());
        confirmed.values.insert("application.kind".into(), first);
        let documents = vec![housing_form(&RENT, Some("812,50"), IBAN), mail];
        let (_, _, assessment) = assess_knowing(documents, confirmed).await;
        let tenancy = Subject::Requirement("tenancy".into());
        let answer = &assessment.suggestion(&tenancy).unwrap().answer;
        assert_eq!(answer.value(), Some(expected), "{more:?}");
    }
}

#[tokio::test]
async fn a_person_overrides_and_rules_are_judged_again() {
    let (assistant, submission, assessment) = assess(vec![housing_form(&RENT, Some("812,50"), IBAN)]).await;
    let documents = [NamedDocument::from(&submission.documents[0])];
    let service = ServiceKey::from("housing_benefit_rent");
    let state = |confirmed: &Confirmed| {
        let facts = KnownFacts::gather(
            &documents,
            &assessment.suggestions,
            confirmed,
            submission.received_on,
        );
        let judged = assistant.completeness(&service, &facts);
        judged
            .iter()
            .find(|suggestion| suggestion.subject == Subject::Requirement("tenancy".into()))
            .unwrap()
            .answer
            .value()
            .unwrap()
            .to_owned()
    };
    let mut confirmed = Confirmed::default();
    confirmed
        .values
        .insert("application.kind".into(), Some("first".to_owned()));
    assert_eq!(state(&confirmed), "missing");
    confirmed
        .values
        .insert("dwelling.tenure".into(), Some("owner_multi".to_owned()));
    assert_eq!(state(&confirmed), "not_required");
}

#[tokio::test]
async fn services_that_the_blueprint_does_not_know_are_not_guessed() {
    for (title, text) in [
        (
            "Antrag auf Wohngeld - Lastenzuschuss",
            "Lastenzuschuss für Eigentümer, Belastung aus Kapitaldienst",
        ),
        (
            "Antrag auf Ausbildungsförderung",
            "BAföG, Ausbildungsstätte, Förderungsamt, auch Wohngeld ist anzugeben",
        ),
        (
            "Antrag auf Erteilung einer Fahrerlaubnis",
            "Führerschein der Klasse B, Fahrschule",
        ),
        (
            "Verbraucherinsolvenzverfahren",
            "Antrag auf Eröffnung des Insolvenzverfahrens",
        ),
    ] {
        let (_, _, assessment) = assess(vec![document(
            1,
            "a.pdf",
            &[(0.1, 0.05, title), (0.1, 0.2, text)],
            Vec::new(),
        )])
        .await;
        let service = assessment.suggestion(&Subject::Service).unwrap();
        assert_eq!(service.answer.value(), None, "{title}");
        assert!(
            !assessment
                .suggestions
                .iter()
                .any(|suggestion| matches!(suggestion.subject, Subject::Requirement(_)))
        );
    }
}

#[tokio::test]
async fn nothing_readable_is_an_abstention() {
    let mut scan = document(1, "scan.pdf", &[], Vec::new());
    scan.text.pages[0].source = TextSource::Unreadable;
    let (_, _, assessment) = assess(vec![scan]).await;
    let kind = &assessment.suggestions[0];
    assert!(matches!(
        kind.answer,
        Answer::Abstained {
            reason: AbstentionReason::UnreadablePage,
            ..
        }
    ));
    let (_, _, nothing) = assess(Vec::new()).await;
    assert!(matches!(
        nothing.suggestion(&Subject::Service).unwrap().answer,
        Answer::Abstained {
            reason: AbstentionReason::NoEvidence,
            ..
        }
    ));
}

#[tokio::test]
async fn a_declaration_that_also_names_the_service_is_no_application_form() {
    let consent = document(
        1,
        "zustimmung.pdf",
        &[
            (0.4, 0.05, "Zustimmungserklärung"),
            (0.1, 0.12, "Es wird zugestimmt, dass für"),
            (0.1, 0.16, "Name, Vorname"),
            (
                0.1,
                0.22,
                "ein Personalausweis für ein Kind ausgestellt werden soll",
            ),
            (0.1, 0.30, "als Vater"),
            (0.5, 0.30, "als Mutter"),
        ],
        Vec::new(),
    );
    let request = document(
        2,
        "aufforderung.pdf",
        &[
            (
                0.1,
                0.05,
                "Aufforderung zur Vorlage eines erweiterten Führungszeugnisses",
            ),
            (0.1, 0.12, "Es wird bestätigt, dass für Frau / Herrn"),
            (0.1, 0.18, "die Voraussetzungen nach § 30a Abs. 1 BZRG vorliegen."),
        ],
        Vec::new(),
    );
    for (document, kind) in [(consent, "consent_declaration"), (request, "institution_request")] {
        let subject = Subject::DocumentKind(document.id);
        let (_, _, assessment) = assess(vec![document]).await;
        let answer = &assessment.suggestion(&subject).unwrap().answer;
        assert_eq!(answer.value(), Some(kind), "{answer:?}");
    }
}

#[tokio::test]
async fn what_was_sent_twice_is_said_on_the_later_one() {
    let first = housing_form(&RENT, Some("812,50"), IBAN);
    let mut second = first.clone();
    second.id = DocumentId(uuid::Uuid::from_u128(2));
    second.file_name = "noch-einmal.pdf".to_owned();
    let (_, _, assessment) = assess(vec![first.clone(), second.clone()]).await;
    let kind = |id| assessment.suggestion(&Subject::DocumentKind(id)).unwrap();
    let code = aktenlage_assist::remark::DUPLICATE_DOCUMENT;
    assert!(!has_remark(kind(first.id), code));
    let remark = kind(second.id)
        .remarks
        .iter()
        .find(|remark| remark.code == code)
        .unwrap();
    assert_eq!(remark.parameter("document"), Some("antrag.pdf"));
}
