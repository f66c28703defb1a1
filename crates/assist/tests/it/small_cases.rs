//! Small invented documents through the whole assistant, with the built-in blueprint and without models.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::sync::Arc;

use aktenlage_assist::{
    Assessment, Assistant, Confirmed, DocumentInput, KnownFacts, NamedDocument, SubmissionInput,
};
use aktenlage_domain::document::{
    DocumentText, FormField, FormFieldKind, Issue, IssueCode, Mark, MarkKind, MarkState, Page, PageBox,
    TextSource, Widget, Word,
};
use aktenlage_domain::ids::{DocumentId, ServiceKey};
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Subject, Suggestion};

fn page(texts: &[(f32, f32, &str)]) -> Page {
    let mut words = Vec::new();
    for (left, top, text) in texts {
        let mut x = *left;
        for word in text.split(' ') {
            let width = 0.009 * f32::from(u16::try_from(word.chars().count()).unwrap());
            let bbox = PageBox {
                left: x,
                top: *top,
                right: x + width,
                bottom: top + 0.014,
            };
            words.push(Word {
                text: word.to_owned(),
                bbox,
                confidence: None,
            });
            x += width + 0.0045;
        }
    }
    Page {
        number: 1,
        width_points: 595.0,
        height_points: 842.0,
        rotation: 0,
        source: TextSource::Text,
        words,
        scan: None,
    }
}

fn text_box(name: &str, left: f32, top: f32, value: Option<&str>) -> FormField {
    let bbox = PageBox {
        left,
        top,
        right: left + 0.3,
        bottom: top + 0.018,
    };
    FormField {
        name: name.to_owned(),
        tooltip: None,
        kind: FormFieldKind::Text,
        value: value.map(str::to_owned),
        default_value: None,
        options: Vec::new(),
        widgets: vec![Widget {
            page: 1,
            bbox,
            on_value: None,
            is_on: false,
        }],
    }
}

fn tick_boxes(name: &str, top: f32, options: &[(&str, bool)]) -> FormField {
    let widget = |(position, (on_value, is_on)): (usize, &(&str, bool))| {
        let left = 0.1 + 0.2 * f32::from(u16::try_from(position).unwrap());
        Widget {
            page: 1,
            bbox: PageBox {
                left,
                top,
                right: left + 0.015,
                bottom: top + 0.014,
            },
            on_value: Some((*on_value).to_owned()),
            is_on: *is_on,
        }
    };
    FormField {
        kind: FormFieldKind::Checkbox,
        value: options
            .iter()
            .find(|(_, is_on)| *is_on)
            .map(|(value, _)| (*value).to_owned()),
        widgets: options.iter().enumerate().map(widget).collect(),
        ..text_box(name, 0.0, 0.0, None)
    }
}

fn document(
    number: u128,
    file_name: &str,
    texts: &[(f32, f32, &str)],
    fields: Vec<FormField>,
) -> DocumentInput {
    DocumentInput {
        id: DocumentId(uuid::Uuid::from_u128(number)),
        file_name: file_name.to_owned(),
        text: DocumentText {
            pages: vec![page(texts)],
            fields,
            marks: Vec::new(),
        },
        issues: Vec::new(),
        pages: None,
    }
}

fn housing_form(ticked: &[(&str, bool)], rent: Option<&str>, iban: &str) -> DocumentInput {
    let texts = [
        (0.1, 0.04, "Antrag auf Wohngeld - Mietzuschuss"),
        (0.12, 0.10, "Hauptmieter"),
        (0.32, 0.10, "Untermieter"),
        (0.1, 0.08, "Ich wohne als"),
        (0.1, 0.15, "Antragstellende Person"),
        (0.1, 0.18, "Familienname"),
        (0.5, 0.18, "Vorname"),
        (0.1, 0.24, "Postleitzahl, Ort, Straße, Hausnummer"),
        (0.1, 0.30, "Monatliche Miete"),
        (0.5, 0.30, "IBAN"),
        (0.1, 0.36, "Wohngeld Mietzuschuss Wohngeldbehörde"),
    ];
    let fields = vec![
        tick_boxes("wohnverhaeltnis", 0.10, ticked),
        text_box("f1", 0.1, 0.20, Some("Muster")),
        text_box("f2", 0.5, 0.20, Some("Eva")),
        text_box("f3", 0.1, 0.26, Some("80331 München, Lindenweg 7b")),
        text_box("f4", 0.1, 0.32, rent),
        text_box("f5", 0.5, 0.32, Some(iban)),
    ];
    document(1, "antrag.pdf", &texts, fields)
}

async fn assess(documents: Vec<DocumentInput>) -> (Assistant, SubmissionInput, Assessment) {
    assess_knowing(documents, Confirmed::default()).await
}

async fn assess_knowing(
    documents: Vec<DocumentInput>,
    confirmed: Confirmed,
) -> (Assistant, SubmissionInput, Assessment) {
    let (catalogue, _) = aktenlage_catalogue::load(None);
    let assistant = Assistant::new(Arc::new(catalogue), None, None);
    let submission = SubmissionInput {
        documents,
        service: None,
        received_on: time::macros::date!(2026 - 11 - 22),
        confirmed,
    };
    let assessment = assistant.assess(&submission).await.unwrap();
    (assistant, submission, assessment)
}

fn field<'a>(assessment: &'a Assessment, id: &str) -> &'a Suggestion {
    assessment.suggestion(&Subject::Field(id.into())).unwrap()
}

const IBAN: &str = "DE89 3704 0044 0532 0130 00";
const RENT: [(&str, bool); 2] = [("Hauptmieter", true), ("Untermieter", false)];

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

/// A letter, one line of print per line of text.
fn letter(lines: &[&str]) -> DocumentInput {
    let at = |number: usize| 0.05 + 0.03 * f32::from(u16::try_from(number).unwrap());
    let texts: Vec<(f32, f32, &str)> = lines
        .iter()
        .enumerate()
        .map(|(number, line)| (0.1, at(number), *line))
        .collect();
    document(1, "brief.pdf", &texts, Vec::new())
}

#[tokio::test]
async fn letters_that_ask_for_something_are_applications() {
    for (subject, sentence, service) in [
        (
            "Neuer Hund in der Familie",
            "hiermit melde ich unseren Dackel zur Hundesteuer an.",
            "dog_registration",
        ),
        (
            "Bewohnerparkausweis für die Kellerstraße",
            "ich möchte für meinen Kombi einen Bewohnerparkausweis beantragen.",
            "resident_parking_permit",
        ),
        (
            "Unterhaltsvorschuss für meine Tochter",
            "ich stelle formlos einen Antrag auf Unterhaltsvorschuss.",
            "maintenance_advance",
        ),
    ] {
        let lines = [
            "Jana Vogt, Kellerstraße 9, 94032 Passau",
            subject,
            "Sehr geehrte Damen und Herren,",
            sentence,
            "Rufen Sie mich bei Fragen gern an.",
            "Mit freundlichen Grüßen",
            "Jana Vogt",
        ];
        let (_, submission, assessment) = assess(vec![letter(&lines)]).await;
        let kind = assessment
            .suggestion(&Subject::DocumentKind(submission.documents[0].id))
            .unwrap();
        assert_eq!(kind.answer.value(), Some("informal_application"), "{subject}");
        assert_eq!(
            kind.answer.evidence()[0].text,
            sentence,
            "the sentence that asks is shown"
        );
        let found = assessment.suggestion(&Subject::Service).unwrap();
        assert_eq!(found.answer.value(), Some(service), "{subject}: {found:?}");
    }
}

#[tokio::test]
async fn a_letter_for_a_service_that_is_not_offered_is_an_application_for_nothing_known() {
    let lines = [
        "Sehr geehrte Damen und Herren,",
        "hiermit beantrage ich die Befreiung von der Gebühr für eine Mülltonne.",
        "Mit freundlichen Grüßen",
        "Jana Vogt",
    ];
    let (_, submission, assessment) = assess(vec![letter(&lines)]).await;
    let kind = Subject::DocumentKind(submission.documents[0].id);
    assert_eq!(
        assessment.suggestion(&kind).unwrap().answer.value(),
        Some("informal_application")
    );
    assert_eq!(
        assessment.suggestion(&Subject::Service).unwrap().answer.value(),
        None
    );
}

#[tokio::test]
async fn reports_and_questions_in_letters_ask_for_no_service() {
    for sentence in [
        "am Spielplatz hinter der Schule ist die Rutsche gebrochen.",
        "wie melde ich meine Tochter zum Schwimmkurs an?",
        "welche Frist gilt für meinen Reisepass und für den Personalausweis?",
        "ich melde Ihnen eine kaputte Ampel an der Kreuzung.",
    ] {
        let lines = [
            "Sehr geehrte Damen und Herren,",
            sentence,
            "Mit freundlichen Grüßen",
            "Jana Vogt",
        ];
        let (_, submission, assessment) = assess(vec![letter(&lines)]).await;
        let found = assessment.suggestion(&Subject::Service).unwrap();
        assert_eq!(found.answer.value(), None, "{sentence}");
        let kind = Subject::DocumentKind(submission.documents[0].id);
        let kind = assessment.suggestion(&kind).unwrap();
        assert_eq!(kind.answer.value(), None, "{sentence}");
    }
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

/// The form as a scan: printed words, two boxes to tick and the place of a signature.
fn scanned_form(boxes: [MarkState; 2], signed: MarkState, further: Vec<Mark>) -> DocumentInput {
    let texts = [
        (0.1, 0.04, "Antrag auf Wohngeld - Mietzuschuss"),
        (0.1, 0.08, "Ich wohne als"),
        (0.12, 0.10, "Hauptmieter"),
        (0.32, 0.10, "Untermieter"),
        (0.1, 0.15, "Antragstellende Person"),
        (0.1, 0.18, "Familienname: Muster"),
        (0.1, 0.30, "Wohngeld Mietzuschuss Wohngeldbehörde"),
        (0.1, 0.80, "Unterschrift der antragstellenden Person"),
    ];
    let mut scan = document(1, "scan.pdf", &texts, Vec::new());
    for word in &mut scan.text.pages[0].words {
        word.confidence = Some(0.96);
    }
    scan.text.pages[0].source = TextSource::Ocr;
    let place = |left: f32, top: f32, width: f32, height: f32| PageBox {
        left,
        top,
        right: left + width,
        bottom: top + height,
    };
    let tick_box = |left, state| mark(MarkKind::TickBox(state), place(left, 0.10, 0.015, 0.012));
    scan.text.marks = vec![
        tick_box(0.1, boxes[0]),
        tick_box(0.3, boxes[1]),
        mark(MarkKind::Signature(signed), place(0.1, 0.76, 0.4, 0.038)),
    ];
    scan.text.marks.extend(further);
    scan
}

fn mark(kind: MarkKind, bbox: PageBox) -> Mark {
    Mark {
        kind,
        page: 1,
        bbox,
        ink: 0.2,
        confidence: 0.95,
    }
}

fn has_remark(suggestion: &Suggestion, code: &str) -> bool {
    suggestion.remarks.iter().any(|remark| remark.code == code)
}

#[tokio::test]
async fn ticks_and_signatures_on_paper_are_read() {
    let scan = scanned_form([MarkState::On, MarkState::Off], MarkState::On, Vec::new());
    let (_, _, assessment) = assess(vec![scan]).await;
    let tenure = field(&assessment, "dwelling.tenure");
    assert_eq!(tenure.answer.value(), Some("rent"), "{tenure:?}");
    assert!(has_remark(tenure, aktenlage_assist::remark::TICK_ON_PAPER));
    assert!((tenure.answer.evidence()[0].bbox.left - 0.1).abs() < 1e-6);
    let signed = field(&assessment, "declaration.signed");
    assert_eq!(signed.answer.value(), Some("true"), "{signed:?}");
    assert!(has_remark(signed, aktenlage_assist::remark::SIGNATURE_SEEN));
}

#[tokio::test]
async fn unsure_and_missing_marks_on_paper_say_nothing() {
    for (boxes, signed, code, signature) in [
        (
            [MarkState::On, MarkState::Unsure],
            MarkState::Unsure,
            aktenlage_assist::remark::TICK_UNSURE,
            aktenlage_assist::remark::SIGNATURE_UNSURE,
        ),
        (
            [MarkState::Off, MarkState::Off],
            MarkState::Off,
            aktenlage_assist::remark::NO_TICK_SEEN,
            aktenlage_assist::remark::NO_SIGNATURE_SEEN,
        ),
    ] {
        let (_, _, assessment) = assess(vec![scanned_form(boxes, signed, Vec::new())]).await;
        let tenure = field(&assessment, "dwelling.tenure");
        assert_eq!(tenure.answer.value(), None, "{tenure:?}");
        assert!(has_remark(tenure, code), "{tenure:?}");
        // A box that was not found may be ticked: this is no statement that the field was left empty.
        assert!(!aktenlage_assist::remark::is_left_empty(&tenure.remarks));
        let signed = field(&assessment, "declaration.signed");
        assert_eq!(signed.answer.value(), None, "{signed:?}");
        assert!(has_remark(signed, signature), "{signed:?}");
    }
}

#[tokio::test]
async fn words_guessed_from_handwriting_become_no_values() {
    let states = ([MarkState::On, MarkState::Off], MarkState::On);
    let (_, _, read) = assess(vec![scanned_form(states.0, states.1, Vec::new())]).await;
    let name = field(&read, "applicant.family_name");
    assert_eq!(name.answer.value(), Some("Muster"), "{name:?}");
    let place = PageBox {
        left: 0.18,
        top: 0.17,
        right: 0.5,
        bottom: 0.2,
    };
    let written = vec![mark(MarkKind::Handwriting, place)];
    let (_, _, assessment) = assess(vec![scanned_form(states.0, states.1, written)]).await;
    let name = field(&assessment, "applicant.family_name");
    assert_eq!(name.answer.value(), None, "{name:?}");
    assert!(
        has_remark(name, aktenlage_assist::remark::HANDWRITTEN),
        "{name:?}"
    );
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
