//! Whose words stand in a form: the applicant's, the form's own, and those that only a data set holds.

use crate::support;
use crate::support::Pdf;
use aktenlage_domain::document::{FormField, IssueCode};
use aktenlage_extract::{Limits, Reading, read};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};

fn string(text: &str) -> Object {
    Object::String(support::latin(text), StringFormat::Literal)
}

fn with_page() -> (Pdf, ObjectId) {
    let mut pdf = Pdf::new();
    let page = pdf.page(&support::text(60, 700, "Antrag"), Dictionary::new());
    (pdf, page)
}

fn reading(pdf: Pdf) -> Reading {
    read(&pdf.bytes(), &Limits::recommended())
}

fn values(fields: &[FormField]) -> Vec<(Option<&str>, Option<&str>)> {
    let told = fields
        .iter()
        .map(|field| (field.value.as_deref(), field.default_value.as_deref()));
    told.collect()
}

/// A text field, with a value if it is not empty.
fn text_field(pdf: &mut Pdf, page: ObjectId, name: &str, value: &str) {
    let mut field = dictionary! { "T" => string(name), "FT" => "Tx" };
    if !value.is_empty() {
        field.set("V", string(value));
    }
    pdf.field(page, field, [0, 0, 60, 20]);
}

/// A button that is also its widget, ticked or not.
fn button(pdf: &mut Pdf, page: ObjectId, name: &str, flags: i64, is_on: bool) {
    let drawing = pdf.drawing();
    let state = if is_on { "1" } else { "Off" };
    let mut field = dictionary! {
        "T" => string(name), "FT" => "Btn", "Ff" => flags, "AS" => state,
        "AP" => dictionary! { "N" => dictionary! { "1" => drawing, "Off" => drawing } },
    };
    if is_on {
        field.set("V", "1");
    }
    pdf.field(page, field, [100, 0, 110, 10]);
}

#[test]
fn the_day_that_the_document_writes_by_itself_is_no_entry() {
    let (mut pdf, page) = with_page();
    text_field(&mut pdf, page, "heute", "13.02.20");
    text_field(&mut pdf, page, "geburt", "01.02.1990");
    let calculated = dictionary! { "S" => "JavaScript",
    "JS" => string("event.value = util.printd('dd.mm.yyyy', new Date());") };
    let field = dictionary! { "T" => string("stand"), "FT" => "Tx", "V" => string("13.02.2020"),
    "AA" => dictionary! { "C" => calculated } };
    pdf.field(page, field, [0, 40, 60, 60]);
    let script = "var f = this.getField('heute'); f.value = util.printd('dd.mm.yy', new Date())";
    pdf.catalog.set(
        "OpenAction",
        dictionary! { "S" => "JavaScript", "JS" => string(script) },
    );
    assert_eq!(
        values(&reading(pdf).text.fields),
        [
            (None, Some("13.02.20")),
            (Some("01.02.1990"), None),
            (None, Some("13.02.2020"))
        ]
    );
}

#[test]
fn buttons_that_are_on_in_an_untouched_form_are_no_entry() {
    const RADIO: i64 = 1 << 15;
    for (name, is_ticked, expected) in [
        ("", false, (None, Some("1"))),
        ("Erika", false, (Some("1"), None)),
        ("", true, (Some("1"), None)),
    ] {
        let (mut pdf, page) = with_page();
        button(&mut pdf, page, "art", RADIO, true);
        button(&mut pdf, page, "haken", 0, is_ticked);
        text_field(&mut pdf, page, "name", name);
        for number in 0..10 {
            text_field(&mut pdf, page, &format!("leer{number}"), "");
        }
        assert_eq!(
            values(&reading(pdf).text.fields)[0],
            expected,
            "{name:?} {is_ticked}"
        );
    }
}

#[test]
fn a_value_on_the_widget_counts() {
    let (mut pdf, page) = with_page();
    let parent = pdf.document.new_object_id();
    let kid = pdf.document.add_object(dictionary! {
        "Parent" => parent, "Subtype" => "Widget", "V" => string("Ulm"),
        "Rect" => vec![0.into(), 0.into(), 60.into(), 20.into()],
    });
    pdf.annotate(page, kid);
    let field = dictionary! { "T" => string("ort"), "FT" => "Tx", "Kids" => vec![kid.into()] };
    pdf.document.objects.insert(parent, field.into());
    pdf.fields.push(parent.into());
    assert_eq!(values(&reading(pdf).text.fields), [(Some("Ulm"), None)]);
}

#[test]
fn comb_and_multi_line_values_come_as_they_were_entered() {
    let (mut pdf, page) = with_page();
    let comb = dictionary! { "T" => string("plz"), "FT" => "Tx", "Ff" => 1 << 24, "MaxLen" => 5, "V" => string("89073") };
    pdf.field(page, comb, [0, 0, 60, 20]);
    let lines = dictionary! { "T" => string("grund"), "FT" => "Tx", "Ff" => 1 << 12, "V" => string("erstens\r\nzweitens") };
    pdf.field(page, lines, [0, 40, 60, 80]);
    assert_eq!(
        values(&reading(pdf).text.fields),
        [(Some("89073"), None), (Some("erstens\nzweitens"), None)]
    );
}

#[test]
fn several_choices_are_told_as_shown() {
    let (mut pdf, page) = with_page();
    let option = |export: &str, shown: &str| Object::Array(vec![string(export), string(shown)]);
    let field = dictionary! { "T" => string("tage"), "FT" => "Ch", "Ff" => 1 << 21,
    "Opt" => vec![option("1", "Montag"), option("2", "Dienstag"), option("3", "Mittwoch")],
    "V" => vec![string("1"), string("3")] };
    pdf.field(page, field, [0, 0, 60, 60]);
    assert_eq!(
        values(&reading(pdf).text.fields),
        [(Some("Montag; Mittwoch"), None)]
    );
}

/// A hybrid form with this data set.
fn hybrid(pdf: &mut Pdf, data: &str) {
    let part = |pdf: &mut Pdf, text: &str| -> Object {
        let stream = Stream::new(Dictionary::new(), text.as_bytes().to_vec());
        pdf.document.add_object(stream).into()
    };
    let datasets = format!(
        r#"<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data>{data}</xfa:data></xfa:datasets>"#
    );
    let parts = vec![
        string("preamble"),
        part(pdf, r#"<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">"#),
        string("datasets"),
        part(pdf, &datasets),
        string("postamble"),
        part(pdf, "</xdp:xdp>"),
    ];
    pdf.form.set("XFA", parts);
}

#[test]
fn values_of_the_data_set_fill_fields_that_have_none() {
    let (mut pdf, page) = with_page();
    for (name, value) in [
        ("form[0].#seite[0].name[0]", ""),
        ("form[0].#seite[0].ort[0]", "Ulm"),
    ] {
        text_field(&mut pdf, page, name, value);
    }
    button(&mut pdf, page, "form[0].ja[0]", 0, false);
    button(&mut pdf, page, "form[0].nein[0]", 0, false);
    hybrid(
        &mut pdf,
        "<form><name>Erika</name><ort>Bonn</ort><ja>1</ja><nein>0</nein></form>",
    );
    let reading = reading(pdf);
    assert_eq!(
        values(&reading.text.fields),
        [
            (Some("Erika"), None),
            (Some("Ulm"), None),
            (Some("1"), None),
            (None, None)
        ]
    );
    assert!(reading.text.fields[2].widgets[0].is_on && !reading.text.fields[3].widgets[0].is_on);
    assert_eq!(reading.issues, [], "every value has its field");
}

#[test]
fn values_of_the_data_set_without_a_field_are_told() {
    let (mut pdf, page) = with_page();
    text_field(&mut pdf, page, "form[0].name[0]", "Erika");
    hybrid(
        &mut pdf,
        "<form><name>Erika</name><verborgen>etwas</verborgen></form>",
    );
    let codes: Vec<_> = reading(pdf).issues.iter().map(|issue| issue.code).collect();
    assert_eq!(codes, [IssueCode::DynamicForm]);
}

#[test]
fn blank_forms_hold_no_entries() {
    let Some(files) = support::shared("forms") else {
        return;
    };
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let fields = read(&fs_err::read(&file).unwrap(), &Limits::recommended())
            .text
            .fields;
        let entries: Vec<_> = fields
            .iter()
            .filter_map(|field| Some((field.name.as_str(), field.value.as_deref()?)))
            .collect();
        // The one that somebody filled in.
        let expected = if name.contains("anmeldung_20260117") {
            10
        } else {
            0
        };
        assert_eq!(entries.len(), expected, "{name}: {entries:?}");
    }
}
