//! Letters: which ask for a service, and which only report or ask a question.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_assist::DocumentInput;
use aktenlage_domain::suggestion::Subject;

use crate::built_in::assess;
use crate::small_documents::document;

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
