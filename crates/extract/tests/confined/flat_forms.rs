//! Forms that were filled in on a screen and printed to a file: text as usual, ticks and signatures only drawn.
use aktenlage_domain::document::{MarkKind, MarkState, TextSource};
use aktenlage_extract::Reading;
use lopdf::{Dictionary, Object, dictionary};

use crate::support::{Pdf, page_of, text};
use crate::{Case, take};

pub(crate) const CASES: &[Case] = cases![
    ticks_drawn_as_lines_are_found,
    ticks_drawn_as_signs_are_found,
    a_drawn_signature_is_found,
    letters_and_interactive_forms_have_no_marks,
];

/// Lines of a form, so that its text counts as text.
fn lines() -> String {
    let lines = [
        "Antrag auf Wohngeld nach dem Wohngeldgesetz",
        "Bitte kreuzen Sie an, was auf Sie und Ihren Haushalt zutrifft.",
        "Die Angaben werden nach den Vorschriften des Gesetzes verarbeitet.",
    ];
    (0..)
        .zip(lines)
        .map(|(row, line)| text(60, 740 - 20 * row, line))
        .collect()
}

/// A square of 11 points whose lower left corner is here.
fn square(x: i32, y: i32) -> String {
    format!("0 0 0 RG 0.8 w {x} {y} 11 11 re S\n")
}

fn read(bytes: Vec<u8>) -> Reading {
    take(bytes).reading
}

/// States of the boxes of a reading, from the top, and of its places for signatures.
fn states(reading: &Reading) -> (Vec<MarkState>, Vec<MarkState>) {
    let mut marks: Vec<_> = reading.text.marks.iter().collect();
    marks.sort_by(|one, two| one.bbox.top.total_cmp(&two.bbox.top));
    let boxes = marks.iter().filter_map(|mark| match mark.kind {
        MarkKind::TickBox(state) => Some(state),
        MarkKind::Signature(_) | MarkKind::Handwriting | MarkKind::Stamp => None,
    });
    let signatures = marks.iter().filter_map(|mark| match mark.kind {
        MarkKind::Signature(state) => Some(state),
        MarkKind::TickBox(_) | MarkKind::Handwriting | MarkKind::Stamp => None,
    });
    (boxes.collect(), signatures.collect())
}

fn words(reading: &Reading) -> Vec<&str> {
    let words = reading.text.pages[0].words.iter();
    words.map(|word| word.text.as_str()).collect()
}

fn ticks_drawn_as_lines_are_found() {
    let mut content = lines();
    for (y, label) in [
        (600, "ja, allein"),
        (560, "nein"),
        (520, "nur zeitweise"),
        (480, "unbekannt"),
    ] {
        content += &square(60, y);
        content += &text(80, y + 1, label);
    }
    content += "1.2 w 61 601 m 70 610 l S 61 610 m 70 601 l S\n";
    content += "1.2 w 62 525 m 65 522 l 70 530 l S\n";
    // A frame of four lines, and a cross as two fills.
    content += "0.8 w 60 440 m 71 440 l S 60 451 m 71 451 l S 60 440 m 60 451 l S 71 440 m 71 451 l S\n";
    content += &text(80, 441, "getrennt");
    let reading = read(page_of(&content));
    assert_eq!(reading.text.pages[0].source, TextSource::Text);
    let expected = [
        MarkState::On,
        MarkState::Off,
        MarkState::On,
        MarkState::Off,
        MarkState::Off,
    ];
    assert_eq!(states(&reading), (expected.to_vec(), vec![]));
    assert!(words(&reading).contains(&"zeitweise"));
    assert_eq!(reading.issues, []);
}

fn ticks_drawn_as_signs_are_found() {
    let mut pdf = Pdf::new();
    let mut content = lines();
    for (y, label) in [(600, "ja, allein"), (560, "nein"), (520, "nur zeitweise")] {
        content += &square(60, y);
        content += &text(80, y + 1, label);
    }
    // A letter, and the tick of the font that forms use.
    content += &text(62, 602, "X");
    content += "BT /Z 11 Tf 1 0 0 1 61 522 Tm (4) Tj ET\n";
    // Boxes that are signs: an empty one, and one with a cross.
    content += "BT /Z 12 Tf 1 0 0 1 60 480 Tm (o) Tj ET\n";
    content += &text(80, 481, "getrennt lebend");
    let helvetica = pdf.document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let dingbats = pdf.document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "ZapfDingbats",
    });
    let fonts = dictionary! { "F" => helvetica, "Z" => dingbats };
    pdf.page(
        &content,
        dictionary! { "Resources" => dictionary! { "Font" => fonts } },
    );
    let reading = read(pdf.bytes());
    let expected = [MarkState::On, MarkState::Off, MarkState::On, MarkState::Off];
    assert_eq!(
        states(&reading),
        (expected.to_vec(), vec![]),
        "{:?}",
        words(&reading)
    );
    // A cross is no word of the answer beside it.
    assert!(!words(&reading).contains(&"X"), "{:?}", words(&reading));
}

fn a_drawn_signature_is_found() {
    let place = || lines() + "0 0 0 RG 0.8 w 60 200 m 300 200 l S\n" + &text(62, 186, "Unterschrift");
    let empty = read(page_of(&place()));
    assert_eq!(states(&empty), (vec![], vec![MarkState::Off]));
    let mut ink = String::from("1.4 w 80 206 m ");
    for turn in 0..9 {
        let x = 80 + 14 * turn;
        let highest = 236 - 3 * (turn % 4);
        let curve = [x + 2, highest, x + 10, 230, x + 14, 206].map(|number| number.to_string());
        ink += &(curve.join(" ") + " c ");
    }
    let signed = read(page_of(&(place() + &ink + "S\n")));
    assert_eq!(states(&signed), (vec![], vec![MarkState::On]));
}

fn letters_and_interactive_forms_have_no_marks() {
    let letter = lines()
        + &text(
            60,
            600,
            "Ohne Ihre Unterschrift kann der Antrag nicht bearbeitet werden.",
        );
    assert_eq!(read(page_of(&letter)).text.marks, []);
    let mut pdf = Pdf::new();
    let page = pdf.page(
        &(lines() + &square(60, 600) + &text(80, 601, "ja")),
        Dictionary::new(),
    );
    let field = dictionary! { "FT" => "Btn", "T" => Object::string_literal("ja"), "AS" => "Off" };
    pdf.field(page, field, [60, 600, 71, 611]);
    let reading = read(pdf.bytes());
    assert_eq!((reading.text.fields.len(), reading.text.marks.len()), (1, 0));
}
