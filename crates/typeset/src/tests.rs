//! Documents set from templates in memory.
use crate::{File, Standard, TypesetError, typeset};

const PLACES: &str = r#"
#set document(title: "Probe")
#set page(width: 200pt, height: 100pt, margin: 20pt)
#set text(lang: "de", font: "DejaVu Sans", size: 10pt)
#let place-of(name, body) = box({
  place(top + left, context { let size = measure(body); [#metadata((name: name, width: size.width.pt(), height: size.height.pt()))<place>] })
  body
})
#let data = json("data.json")
#place-of("value:applicant.family_name", data.name) wohnt hier.
#pagebreak()
#v(30pt)
#place-of("box:0", rect(width: 60pt, height: 15pt))
"#;

fn date() -> time::Date {
    time::Date::from_calendar_date(2026, time::Month::November, 20).unwrap()
}

fn set(template: &str, standard: Standard) -> Result<crate::Typeset, TypesetError> {
    let files = [
        File {
            name: "main.typ",
            bytes: template.as_bytes(),
        },
        File {
            name: "data.json",
            bytes: br#"{"name":"Kowalczyk-H\u00f6\u00df"}"#,
        },
    ];
    typeset(&files, "main.typ", date(), standard)
}

#[test]
fn a_named_place_is_told_with_page_and_box() {
    let set = set(PLACES, Standard::Plain).unwrap();
    assert_eq!(set.pages.len(), 2);
    assert_eq!(set.places.len(), 2);
    let value = &set.places[0];
    assert_eq!(
        (value.name.as_str(), value.page),
        ("value:applicant.family_name", 1)
    );
    assert!(
        (value.bbox[0] - 20.0).abs() < 0.1 && value.bbox[1] >= 19.0,
        "{value:?}"
    );
    assert!(value.bbox[2] > 60.0 && value.bbox[3] < 40.0, "{value:?}");
    let place = &set.places[1];
    assert_eq!(place.page, 2);
    assert!((place.bbox[2] - place.bbox[0] - 60.0).abs() < 0.1, "{place:?}");
    assert!((place.bbox[1] - 50.0).abs() < 5.0, "{place:?}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = set(PLACES, Standard::Accessible).unwrap();
    let again = set(PLACES, Standard::Accessible).unwrap();
    assert_eq!(first.pdf, again.pdf);
    assert!(first.pdf.starts_with(b"%PDF-"));
    let says = |needle: &[u8]| first.pdf.windows(needle.len()).any(|window| window == needle);
    assert!(
        says(b"pdfuaid:part") && says(b"pdfaid:part"),
        "the PDF names its standards"
    );
}

#[test]
fn a_mistake_is_named_with_its_line() {
    let found = set("Gut\n\n#nothing()", Standard::Plain).err().unwrap();
    assert!(found.to_string().starts_with("main.typ:3: "), "{found}");
}

#[test]
fn an_accessible_document_needs_a_title() {
    assert!(set("Ohne Titel", Standard::Accessible).is_err());
    assert!(set("Ohne Titel", Standard::Plain).is_ok());
}

#[test]
fn templates_reach_nothing_but_what_they_are_given() {
    for template in [
        "#read(\"/etc/hostname\")",
        "#read(\"../Cargo.toml\")",
        "#import \"@preview/cetz:0.3.0\"",
    ] {
        assert!(set(template, Standard::Plain).is_err(), "{template}");
    }
}
