//! Forms on paper by words and places alone: turned, shrunk, noisy, filled in, of another edition, of another form.
use aktenlage_domain::document::{
    DocumentText, FormField, FormFieldKind, Mark, MarkKind, MarkState, Page, PageBox, TextSource, Widget,
    Word,
};
use aktenlage_domain::form_template::{FormTemplate, Teaching};
use aktenlage_domain::ids::FormId;
use time::macros::date;

use super::{Edition, FormLibrary, RecognisedForm};
use crate::fixture::page;

/// Labels of a small form, one line each.
const LABELS: [&str; 20] = [
    "Anmeldung zur Hundesteuer nach der Satzung",
    "Steuerpflichtige Person (bitte vollständig ausfüllen)",
    "Familienname, gegebenenfalls Geburtsname",
    "Vornamen wie im Ausweis",
    "Straße und Hausnummer der Wohnung",
    "Postleitzahl und Wohnort",
    "Telefonnummer tagsüber erreichbar",
    "Angaben über das Tier",
    "Rasse oder Kreuzung",
    "Wurfdatum (gegebenenfalls geschätzt)",
    "Farbe des Fells",
    "Haltung in der Gemeinde seit",
    "Bisherige Halterin oder bisheriger Halter",
    "Anzahl weiterer Hunde im Haushalt",
    "Steuerbefreiung wird beantragt wegen",
    "Bankverbindung für den Einzug",
    "Kontoinhaberin oder Kontoinhaber",
    "Kreditinstitut mit Sitz",
    "Ich versichere die Richtigkeit meiner Eintragungen",
    "Datenschutzhinweise liegen im Bürgerbüro aus",
];

/// Lines that have a field beside them.
const FIELDS: [usize; 6] = [2, 3, 4, 8, 9, 16];

fn top_of(line: usize) -> f32 {
    0.08 + 0.04 * f32::from(u16::try_from(line).unwrap())
}

fn blank(labels: &[&str]) -> DocumentText {
    let texts: Vec<(f32, f32, &str)> = labels
        .iter()
        .enumerate()
        .map(|(line, label)| (0.08, top_of(line), *label))
        .collect();
    let text_field = |line: &usize| FormField {
        name: format!("feld_{line}"),
        tooltip: None,
        kind: FormFieldKind::Text,
        value: None,
        default_value: (*line == 9).then(|| "TT.MM.JJJJ".to_owned()),
        options: Vec::new(),
        widgets: vec![widget(PageBox {
            left: 0.6,
            top: top_of(*line) - 0.006,
            right: 0.95,
            bottom: top_of(*line) + 0.02,
        })],
    };
    let mut fields: Vec<FormField> = FIELDS.iter().map(text_field).collect();
    fields.push(FormField {
        name: "befreiung".to_owned(),
        tooltip: None,
        kind: FormFieldKind::Checkbox,
        value: None,
        default_value: None,
        options: Vec::new(),
        widgets: vec![Widget {
            on_value: Some("Ja".to_owned()),
            ..widget(PageBox {
                left: 0.6,
                top: top_of(14),
                right: 0.617,
                bottom: top_of(14) + 0.012,
            })
        }],
    });
    DocumentText {
        pages: vec![page(1, &texts)],
        fields,
        marks: Vec::new(),
    }
}

fn widget(bbox: PageBox) -> Widget {
    Widget {
        page: 1,
        bbox,
        on_value: None,
        is_on: false,
    }
}

fn template(id: &str, labels: &[&str]) -> FormTemplate {
    let teaching = Teaching {
        id: FormId::from(id),
        name: id.to_owned(),
        number: 1,
        source_sha256: String::new(),
        taught_on: date!(2026 - 11 - 22),
        kind: None,
    };
    FormTemplate::of_blank(&blank(labels), teaching).unwrap()
}

fn library() -> FormLibrary {
    FormLibrary::new(vec![template("hund", &LABELS)])
}

/// What a scanner makes of a point: turned by one degree, 97 %, moved. Fractions of an A4 page.
fn scanned(x: f32, y: f32) -> (f32, f32) {
    let (width, height) = (595.0, 842.0);
    let (sine, cosine) = 1.0_f32.to_radians().sin_cos();
    let (x, y) = (0.97 * x * width, 0.97 * y * height);
    (
        (cosine * x - sine * y + 14.0) / width,
        (sine * x + cosine * y + 3.0) / height,
    )
}

fn moved(bbox: PageBox, map: impl Fn(f32, f32) -> (f32, f32)) -> PageBox {
    let (x, y) = map(bbox.center_x(), bbox.center_y());
    let (width, height) = (0.485 * bbox.width(), 0.485 * bbox.height());
    PageBox {
        left: x - width,
        top: y - height,
        right: x + width,
        bottom: y + height,
    }
}

/// The form as a scanner delivers it: no fields, every fifth word misread, every ninth lost, places a little off.
fn paper(text: &DocumentText, entered: &[(f32, f32, &str)]) -> DocumentText {
    let mut words = Vec::new();
    for (index, word) in text.pages[0].words.iter().enumerate() {
        if index % 9 == 8 {
            continue;
        }
        let text = if index % 5 == 4 {
            word.text.replace('e', "c").replace("rn", "m")
        } else {
            word.text.clone()
        };
        let shake = f32::from(u8::try_from(index % 3).unwrap()) * 0.0006;
        words.push(Word {
            text,
            bbox: moved(word.bbox, |x, y| {
                let (x, y) = scanned(x, y);
                (x + shake, y - shake)
            }),
            confidence: Some(0.8),
        });
    }
    for word in page(1, entered).words {
        words.push(Word {
            bbox: moved(word.bbox, scanned),
            confidence: Some(0.93),
            ..word
        });
    }
    DocumentText {
        pages: vec![Page {
            source: TextSource::Ocr,
            words,
            ..text.pages[0].clone()
        }],
        ..DocumentText::default()
    }
}

fn value<'f>(form: &'f RecognisedForm, name: &str) -> Option<&'f str> {
    let mut fields = form.fields();
    fields
        .find(|field| field.name == name)
        .and_then(|field| field.value.as_deref())
}

#[test]
fn a_scan_of_a_known_form_gives_its_fields_at_their_places() {
    let blank = blank(&LABELS);
    let entered = [
        (0.61, top_of(2), "Huber"),
        (0.61, top_of(3), "Anna Maria"),
        (0.61, top_of(9), "TT.MM.JJJJ"),
    ];
    let found = library().recognise(&paper(&blank, &entered));
    assert_eq!(found.len(), 1);
    let form = &found[0];
    assert_eq!((form.edition, form.form.id.as_str()), (Edition::Same, "hund"));
    assert!(form.pages[0].same_share > 0.8, "{:?}", form.pages[0].same_share);
    assert_eq!(value(form, "feld_2"), Some("Huber"));
    assert_eq!(value(form, "feld_3"), Some("Anna Maria"));
    assert_eq!(value(form, "feld_4"), None);
    // What the blank shows in a field nobody entered.
    assert_eq!(value(form, "feld_9"), None);
    for (field, widget, place) in &form.pages[0].places {
        let truth = moved(blank.fields[*field].widgets[*widget].bbox, scanned);
        let off = (place.center_x() - truth.center_x()).hypot(place.center_y() - truth.center_y());
        assert!(off < 0.002, "field {field} is off by {off}");
    }
}

#[test]
fn ticks_are_found_at_the_form_s_own_boxes() {
    let blank = blank(&LABELS);
    let place = moved(blank.fields[6].widgets[0].bbox, scanned);
    let mark = |state| Mark {
        kind: MarkKind::TickBox(state),
        page: 1,
        bbox: place,
        ink: 0.2,
        confidence: 0.9,
    };
    let is_on = |marks: Vec<Mark>, entered: &[(f32, f32, &str)]| {
        let text = DocumentText {
            marks,
            ..paper(&blank, entered)
        };
        let found = library().recognise(&text);
        let field = found[0].fields().find(|field| field.name == "befreiung").cloned();
        field.unwrap().widgets[0].is_on
    };
    assert!(is_on(vec![mark(MarkState::On)], &[]));
    assert!(!is_on(vec![mark(MarkState::Off)], &[]));
    assert!(!is_on(vec![mark(MarkState::Unsure)], &[]));
    assert!(is_on(Vec::new(), &[(0.603, top_of(14), "X")]));
    assert!(!is_on(Vec::new(), &[]));
}

#[test]
fn another_edition_is_known_and_not_read_by_the_old_places() {
    // A new question in the middle moves all that follow; one is gone.
    let mut labels: Vec<&str> = LABELS.to_vec();
    labels.remove(6);
    labels.insert(2, "Kassenzeichen früherer Bescheide");
    labels.insert(2, "Elektronisches Postfach der Person");
    for text in [blank(&labels), paper(&blank(&labels), &[])] {
        let text = DocumentText {
            fields: Vec::new(),
            ..text
        };
        let found = library().recognise(&text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].edition, Edition::Other);
        assert_eq!(found[0].fields().count(), 0);
        assert!(!found[0].changes.is_empty(), "{:?}", found[0].changes);
    }
}

#[test]
fn what_somebody_wrote_on_a_flat_form_makes_no_edition() {
    let flat = FormTemplate {
        fields: Vec::new(),
        ..template("hund", &LABELS)
    };
    let mut text = blank(&LABELS);
    text.fields.clear();
    for line in FIELDS {
        let entered = page(1, &[(0.61, top_of(line), "Huber Anna Maria Ringstraße")]);
        text.pages[0].words.extend(entered.words);
    }
    let found = FormLibrary::new(vec![flat]).recognise(&text);
    assert_eq!((found.len(), found[0].edition), (1, Edition::Same));
    assert!(found[0].changes.is_empty(), "{:?}", found[0].changes);
}

#[test]
fn editions_that_are_both_taught_are_told_apart() {
    let mut labels: Vec<&str> = LABELS.to_vec();
    labels.insert(2, "Kassenzeichen früherer Bescheide");
    let newer = FormTemplate {
        number: 2,
        ..template("hund", &labels)
    };
    let library = FormLibrary::new(vec![template("hund", &LABELS), newer]);
    for (labels, number) in [(LABELS.as_slice(), 1), (labels.as_slice(), 2)] {
        let found = library.recognise(&paper(&blank(labels), &[]));
        let which: Vec<(u32, Edition)> = found
            .iter()
            .map(|form| (form.form.number, form.edition))
            .collect();
        assert_eq!(which, [(number, Edition::Same)]);
    }
}

#[test]
fn the_same_print_takes_the_place_of_a_teaching() {
    let library = library();
    let relatives = library.relatives(&template("hund", &LABELS));
    assert_eq!(relatives.len(), 1);
    assert!(relatives[0].1 && relatives[0].0.changes.is_empty());
    let mut labels: Vec<&str> = LABELS.to_vec();
    labels.swap(2, 12);
    labels.swap(3, 15);
    let relatives = library.relatives(&template("hund", &labels));
    assert!(!relatives[0].1, "moved lines are another edition");
}

#[test]
fn other_pages_are_no_known_form() {
    let library = library();
    // The same words in another order: a letter that speaks about the form.
    let mut shuffled = LABELS.to_vec();
    shuffled.reverse();
    let texts: Vec<(f32, f32, &str)> = shuffled
        .iter()
        .enumerate()
        .map(|(line, label)| {
            (
                0.1 + 0.02 * f32::from(u8::try_from(line * 7 % 5).unwrap()),
                top_of(line),
                *label,
            )
        })
        .collect();
    let letter = DocumentText {
        pages: vec![page(1, &texts), page(2, &[])],
        ..DocumentText::default()
    };
    assert_eq!(library.recognise(&letter).len(), 0);
    let other: Vec<String> = LABELS.iter().map(|label| label.chars().rev().collect()).collect();
    let other: Vec<&str> = other.iter().map(String::as_str).collect();
    assert_eq!(library.recognise(&blank(&other)).len(), 0);
    assert_eq!(FormLibrary::default().recognise(&blank(&LABELS)).len(), 0);
}

#[test]
fn a_live_form_keeps_its_own_fields_and_says_what_is_different() {
    let mut live = blank(&LABELS);
    live.fields[0].value = Some("Huber".to_owned());
    live.fields[1].widgets[0].bbox.left += 0.1;
    live.fields[2].name = "strasse_neu".to_owned();
    let found = library().recognise(&live);
    assert_eq!(found[0].edition, Edition::Same);
    assert_eq!(found[0].fields().count(), 0);
    assert_eq!(found[0].changes.moved, ["feld_3"]);
    assert_eq!(found[0].changes.appeared, ["strasse_neu"]);
    assert_eq!(found[0].changes.vanished, ["feld_4"]);
}
