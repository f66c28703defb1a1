//! A form on paper: what is made of ticks, signatures and handwriting that the reader saw.
use aktenlage_assist::DocumentInput;
use aktenlage_domain::document::{Mark, MarkKind, MarkState, PageBox, TextSource};

use crate::built_in::{assess, field, has_remark};
use crate::small_documents::document;

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
