//! Scans with several documents in them, and ordinary documents that must stay in one piece.
use aktenlage_domain::document::{DocumentText, Issue};
use aktenlage_domain::form_template::{FormTemplate, Teaching};
use aktenlage_domain::ids::{DocumentId, FormId};
use time::macros::date;

use super::*;
use crate::{FormLibrary, fixture, wording};

/// A page of these lines, from the top; without lines it is blank.
fn page(number: u32, lines: &[&str], source: TextSource) -> Page {
    let places: Vec<(f32, f32, &str)> = (0_u8..)
        .zip(lines)
        .map(|(row, line)| (0.1, 0.05 + 0.04 * f32::from(row), *line))
        .collect();
    Page {
        source: if lines.is_empty() {
            TextSource::Blank
        } else {
            source
        },
        ..fixture::page(number, &places)
    }
}

fn document(pages: &[&[&str]], source: TextSource) -> DocumentInput {
    let pages = (1..)
        .zip(pages)
        .map(|(number, lines)| page(number, lines, source));
    DocumentInput {
        id: DocumentId(uuid::Uuid::nil()),
        file_name: "scan.pdf".to_owned(),
        text: DocumentText {
            pages: pages.collect(),
            ..DocumentText::default()
        },
        issues: Vec::new(),
        pages: None,
        sha256: None,
    }
}

fn scan(pages: &[&[&str]]) -> DocumentInput {
    document(pages, TextSource::Ocr)
}

fn suggested_with(document: &DocumentInput, library: &FormLibrary) -> Option<(Answer, Vec<Remark>)> {
    let (catalogue, _) = aktenlage_catalogue::load(None);
    suggest(
        document,
        &Sheet::of(document, library),
        &KindLexicon::of(&catalogue),
    )
}

fn suggested(document: &DocumentInput) -> Option<(Answer, Vec<Remark>)> {
    suggested_with(document, &FormLibrary::default())
}

/// Value, or the reason of the silence, and what is said of the pages.
fn told(document: &DocumentInput) -> (Result<String, AbstentionReason>, Vec<String>) {
    let (answer, remarks) = suggested(document).expect("a suggestion");
    assert!(!answer.evidence().is_empty());
    let answer = match answer {
        Answer::Value { value, .. } => Ok(value),
        Answer::Abstained { reason, .. } => Err(reason),
    };
    (answer, wording::german_pages(&remarks))
}

const FORM: [&str; 3] = [
    "Antrag auf Wohngeld",
    "Familienname Muster Vorname Eva",
    "Anschrift Heidestraße 17, 86150 Augsburg",
];
const FORM_GOES_ON: [&str; 2] = [
    "Angaben zu weiteren Haushaltsmitgliedern",
    "Ich versichere die Richtigkeit der Angaben",
];
const LEASE: [&str; 3] = [
    "Mietvertrag",
    "zwischen Wohnbau Nord eG und Eva Muster",
    "§ 1 Mieträume und Mietdauer",
];
const LEASE_GOES_ON: [&str; 2] = ["§ 7 Schönheitsreparaturen", "Die Mieterin trägt die Kosten"];
const PAYSLIP: [&str; 2] = ["Entgeltabrechnung für Oktober 2026", "Gesamtbrutto 2.612,67"];

#[test]
fn separator_sheets_divide_and_stay_in_the_scan() {
    let scan = scan(&[
        &FORM,
        &["Trennblatt"],
        &["Quittung über 20 Euro", "dankend erhalten"],
    ]);
    let (value, pages) = told(&scan);
    assert_eq!(value, Ok("1;3".to_owned()));
    assert_eq!(
        pages,
        [
            "Seite 3: nach dem Trennblatt auf Seite 2",
            "Seite 2: Trennblatt, bleibt nur im Scan"
        ]
    );
    let (answer, _) = suggested(&scan).unwrap();
    let [span] = answer.evidence() else {
        panic!("one word tells")
    };
    assert_eq!((span.page, span.text.as_str()), (2, "Trennblatt"));
}

#[test]
fn counts_that_begin_anew_divide() {
    let scan = scan(&[
        &["Seite 1 von 2", "Bescheinigung über eine Tätigkeit"],
        &["Seite 2 von 2", "Die Bescheinigung gilt ein Jahr"],
        &["Blatt 1/1", "Sehr kurzer Nachweis"],
    ]);
    let (value, pages) = told(&scan);
    assert_eq!(value, Ok("1,2;3".to_owned()));
    assert_eq!(pages, ["Seite 3: zählt neu („Blatt 1/1“)"]);
}

#[test]
fn titles_of_other_kinds_divide_what_was_scanned_in_one_go() {
    let scan = scan(&[&FORM, &FORM_GOES_ON, &LEASE, &LEASE_GOES_ON, &PAYSLIP]);
    let (value, pages) = told(&scan);
    assert_eq!(value, Ok("1,2;3,4;5".to_owned()));
    assert_eq!(
        pages,
        [
            "Seite 3: Titel „Mietvertrag“",
            "Seite 5: Titel „Entgeltabrechnung für Oktober 2026“"
        ]
    );
}

#[test]
fn a_letter_between_other_papers_is_one_of_its_own() {
    let letter = [
        "Eva Muster, Heidestraße 17, 86150 Augsburg",
        "Sehr geehrte Damen und Herren,",
        "anbei sende ich den Vertrag.",
    ];
    assert_eq!(
        told(&scan(&[&FORM, &FORM_GOES_ON, &letter])).0,
        Ok("1,2;3".to_owned())
    );
    // A letter names what it is about; the form behind it is another document.
    let about_it = [
        "86150 Augsburg",
        "Antrag auf Wohngeld",
        "Sehr geehrte Damen und Herren,",
    ];
    assert_eq!(told(&scan(&[&about_it, &FORM])).0, Ok("1;2".to_owned()));
    let (reason, _) = told(&scan(&[&letter, &letter]));
    assert_eq!(reason, Err(AbstentionReason::Ambiguous));
}

#[test]
fn blank_pages_are_left_out_where_something_else_divides() {
    let (value, pages) = told(&scan(&[&FORM, &[], &LEASE, &LEASE_GOES_ON]));
    assert_eq!(value, Ok("1;3,4".to_owned()));
    assert_eq!(
        pages,
        [
            "Seite 3: Titel „Mietvertrag“, nach einer leeren Seite",
            "Seite 2: leer, bleibt nur im Scan"
        ]
    );
    let mut shining_through = scan(&[&FORM, &["x"], &LEASE]);
    shining_through.issues.push(Issue {
        code: IssueCode::BlankPage,
        page: Some(2),
    });
    assert_eq!(told(&shining_through).0, Ok("1;3".to_owned()));
}

#[test]
fn a_taught_form_begins_with_its_first_page_and_stays_in_one_piece() {
    let first = [
        "Anmeldung zur Hundesteuer nach der Satzung",
        "Steuerpflichtige Person vollständig ausfüllen",
        "Familienname, gegebenenfalls Geburtsname",
        "Straße und Hausnummer der Wohnung",
        "Telefonnummer tagsüber erreichbar",
        "Rasse oder Kreuzung des Tieres",
    ];
    let second = [
        "Wurfdatum gegebenenfalls geschätzt",
        "Haltung in der Gemeinde seit",
        "Bisherige Halterin oder bisheriger Halter",
        "Steuerbefreiung wird beantragt wegen",
        "Bankverbindung für den Einzug der Steuer",
        "Ich versichere die Richtigkeit meiner Eintragungen",
    ];
    let blank = document(&[&first, &second], TextSource::Text);
    let teaching = Teaching {
        id: FormId::from("hund"),
        name: "Hundesteuer".to_owned(),
        number: 1,
        source_sha256: String::new(),
        taught_on: date!(2026 - 11 - 22),
        kind: None,
    };
    let library = FormLibrary::new(vec![FormTemplate::of_blank(&blank.text, teaching).unwrap()]);
    let twice = scan(&[&first, &second, &first, &second]);
    let (answer, remarks) = suggested_with(&twice, &library).unwrap();
    assert_eq!(answer.value(), Some("1,2;3,4"));
    assert_eq!(remarks[0].code, remark::BEGINS_WITH_FORM);
    assert_eq!(suggested_with(&scan(&[&first, &second]), &library), None);
}

#[test]
fn what_belongs_together_gets_no_suggestion() {
    let annexed = ["Anlage 1 zum Mietvertrag", "Hausordnung der Wohnbau Nord eG"];
    let headed = ["Mietvertrag Wohnbau Nord eG", "§ 3 Miete und Nebenkosten"];
    let counted = |text: &'static str| [text, "Verdienstbescheinigung", "vom Arbeitgeber auszufüllen"];
    let (two, three) = (counted("Seite 2 von 3"), counted("Seite 3 von 3"));
    let ordinary: [(&str, DocumentInput); 9] = [
        ("one page", scan(&[&FORM])),
        (
            "a contract with annex",
            scan(&[&LEASE, &headed, &LEASE_GOES_ON, &annexed]),
        ),
        (
            "a form with a count",
            scan(&[&["Seite 1 von 3", "Antrag auf Wohngeld"], &two, &three]),
        ),
        ("backs that are blank", scan(&[&FORM, &[], &FORM_GOES_ON, &[]])),
        ("payslips", scan(&[&PAYSLIP, &PAYSLIP])),
        (
            "a file with annexes",
            document(&[&FORM, &FORM_GOES_ON, &LEASE, &PAYSLIP], TextSource::Text),
        ),
        (
            "a count that stands still",
            scan(&[&["Seite 1", "Ein Text"], &["Seite 1", "Noch ein Text"]]),
        ),
        (
            "consent and mandate of a form",
            scan(&[
                &FORM,
                &["SEPA-Lastschriftmandat", "IBAN"],
                &["Merkblatt", "Hinweise"],
            ]),
        ),
        (
            "a separator sheet on top",
            scan(&[&["Trennblatt"], &FORM, &FORM_GOES_ON]),
        ),
    ];
    for (name, document) in &ordinary {
        assert_eq!(suggested(document), None, "{name}");
    }
    let mut signed = document(&[&FORM, &FORM_GOES_ON], TextSource::Text);
    signed.text.pages[1].source = TextSource::Ocr;
    assert_eq!(
        suggested(&signed),
        None,
        "a page that was printed, signed and scanned"
    );
    let mut landscape = scan(&[&FORM, &FORM_GOES_ON]);
    let page = &mut landscape.text.pages[1];
    (page.width_points, page.height_points) = (842.0, 595.0);
    assert_eq!(suggested(&landscape), None, "a page that lies on its side");
}

#[test]
fn nothing_is_proposed_where_a_place_is_unsure() {
    let unknown = ["Irgendein Schreiben ohne Titel", "mit einem Satz"];
    let (reason, pages) = told(&scan(&[&unknown, &[], &LEASE]));
    assert_eq!(reason, Err(AbstentionReason::Ambiguous));
    assert_eq!(pages, ["Seite 3: Titel „Mietvertrag“, nach einer leeren Seite"]);

    let (reason, pages) = told(&scan(&[
        &["Seite 1 von 4", "Ein Vertrag"],
        &["Seite 2 von 3", "Ein anderer Vertrag"],
    ]));
    assert_eq!(reason, Err(AbstentionReason::Ambiguous));
    assert_eq!(
        pages,
        ["Seite 2: zählt anders als die Seite davor („Seite 2 von 3“)"]
    );

    let mut smaller = document(&[&FORM, &FORM_GOES_ON], TextSource::Text);
    let receipt = &mut smaller.text.pages[1];
    receipt.source = TextSource::Ocr;
    (receipt.width_points, receipt.height_points) = (300.0, 500.0);
    assert_eq!(told(&smaller).0, Err(AbstentionReason::Ambiguous));

    let mut unread = scan(&[&FORM, &["?"], &LEASE]);
    unread.text.pages[1].source = TextSource::Unreadable;
    assert_eq!(told(&unread).0, Err(AbstentionReason::UnreadablePage));
}

#[test]
fn parts_of_a_scan_and_pages_that_were_made_here_are_left_alone() {
    let mut part = scan(&[&FORM, &LEASE]);
    part.pages = PageSet::new([1, 2]);
    assert_eq!(suggested(&part), None);
    let mut mail = scan(&[&FORM, &LEASE]);
    mail.issues.push(Issue {
        code: IssueCode::PagesFromMailText,
        page: None,
    });
    assert_eq!(suggested(&mail), None);
}
