//! Form fields: names, kinds, values, defaults and places, in all the ways in which files write them.

use crate::support;
use crate::support::Pdf;
use aktenlage_domain::document::{FormField, FormFieldKind, IssueCode};
use aktenlage_extract::{Limits, read};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

fn string(text: &str) -> Object {
    Object::String(support::latin(text), StringFormat::Literal)
}

fn fields(pdf: Pdf) -> Vec<FormField> {
    read(&pdf.bytes(), &Limits::recommended()).text.fields
}

fn with_page() -> (Pdf, ObjectId) {
    let mut pdf = Pdf::new();
    let page = pdf.page(&support::text(60, 700, "Antrag"), Dictionary::new());
    (pdf, page)
}

#[test]
fn a_text_field_has_name_tooltip_value_and_box() {
    let (mut pdf, page) = with_page();
    let field = dictionary! { "T" => string("name"), "TU" => string("Familienname"), "FT" => "Tx", "V" => string("Müller\rMeier") };
    pdf.field(page, field, [60, 720, 360, 760]);
    let fields = fields(pdf);
    let [field] = fields.as_slice() else {
        panic!("{fields:?}")
    };
    assert_eq!(
        (field.name.as_str(), field.tooltip.as_deref()),
        ("name", Some("Familienname"))
    );
    assert_eq!(
        (field.kind, field.value.as_deref()),
        (FormFieldKind::Text, Some("Müller\nMeier"))
    );
    let widget = &field.widgets[0];
    assert_eq!(widget.page, 1);
    for (edge, expected) in [
        (widget.bbox.left, 0.1),
        (widget.bbox.top, 0.05),
        (widget.bbox.right, 0.6),
        (widget.bbox.bottom, 0.1),
    ] {
        assert!((edge - expected).abs() < 1e-5, "{:?}", widget.bbox);
    }
}

#[test]
fn names_are_qualified_and_attributes_inherited() {
    let (mut pdf, page) = with_page();
    let parent = pdf.document.new_object_id();
    let kid = pdf.document.add_object(dictionary! {
        "T" => string("ort"), "Parent" => parent, "Subtype" => "Widget", "P" => page,
        "Rect" => vec![0.into(), 0.into(), 60.into(), 20.into()],
    });
    pdf.document.objects.insert(
        parent,
        dictionary! { "T" => string("adresse"), "FT" => "Tx", "V" => string("Ulm"), "Kids" => vec![kid.into()] }.into(),
    );
    pdf.fields.push(parent.into());
    let fields = fields(pdf);
    assert_eq!(
        (fields[0].name.as_str(), fields[0].value.as_deref()),
        ("adresse.ort", Some("Ulm"))
    );
    assert_eq!(fields[0].widgets.len(), 1, "found by /P alone");
}

#[test]
fn defaults_and_hints_are_not_the_applicants_words() {
    let (mut pdf, page) = with_page();
    for (name, value, default) in [
        ("a", "Ulm", Some("Ulm")),
        ("b", "TT.MM.JJJJ", None),
        ("c", "Ulm", Some("Bonn")),
        ("d", " ", None),
    ] {
        let mut field = dictionary! { "T" => string(name), "FT" => "Tx", "V" => string(value) };
        if let Some(default) = default {
            field.set("DV", string(default));
        }
        pdf.field(page, field, [0, 0, 60, 20]);
    }
    let fields = fields(pdf);
    let told: Vec<_> = fields
        .iter()
        .map(|f| (f.value.as_deref(), f.default_value.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (None, Some("Ulm")),
            (None, Some("TT.MM.JJJJ")),
            (Some("Ulm"), Some("Bonn")),
            (None, None)
        ]
    );
}

/// A group of buttons under one name, with these on-states; `on` is ticked in its appearance.
fn group(pdf: &mut Pdf, page: ObjectId, states: &[&str], on: Option<&str>, mut attributes: Dictionary) {
    let parent = pdf.document.new_object_id();
    let mut kids = Vec::new();
    for (index, state) in (0i64..).zip(states) {
        let drawing = pdf.drawing();
        let mut drawings = Dictionary::new();
        drawings.set(*state, drawing);
        drawings.set("Off", drawing);
        let kid = pdf.document.add_object(dictionary! {
            "Parent" => parent, "Subtype" => "Widget", "AP" => dictionary! { "N" => drawings },
            "AS" => if on == Some(*state) { *state } else { "Off" },
            "Rect" => vec![(20 * index).into(), 0.into(), (20 * index + 10).into(), 10.into()],
        });
        pdf.annotate(page, kid);
        kids.push(kid.into());
    }
    attributes.set("T", string("gruppe"));
    attributes.set("FT", "Btn");
    attributes.set("Kids", kids);
    pdf.document.objects.insert(parent, attributes.into());
    pdf.fields.push(parent.into());
}

#[test]
fn radio_and_checkbox_groups_tell_which_widget_is_on() {
    for (flags, kind) in [(1 << 15, FormFieldKind::Radio), (0, FormFieldKind::Checkbox)] {
        let (mut pdf, page) = with_page();
        let attributes = dictionary! { "Ff" => flags, "V" => "selektiert" };
        group(
            &mut pdf,
            page,
            &["Ja", "selektiert", "0"],
            Some("selektiert"),
            attributes,
        );
        let fields = fields(pdf);
        assert_eq!(
            (fields[0].kind, fields[0].value.as_deref()),
            (kind, Some("selektiert"))
        );
        let states: Vec<_> = fields[0]
            .widgets
            .iter()
            .map(|w| (w.on_value.as_deref(), w.is_on))
            .collect();
        assert_eq!(
            states,
            [
                (Some("Ja"), false),
                (Some("selektiert"), true),
                (Some("0"), false)
            ]
        );
    }
}

#[test]
fn a_button_may_be_ticked_by_value_or_by_appearance_alone() {
    for (on, attributes) in [
        (Some("Ja"), Dictionary::new()),
        (None, dictionary! { "V" => "Ja" }),
    ] {
        let (mut pdf, page) = with_page();
        group(&mut pdf, page, &["Ja", "Nein"], on, attributes);
        let fields = fields(pdf);
        assert_eq!(fields[0].value.as_deref(), Some("Ja"));
        assert_eq!(fields[0].widgets.iter().filter(|widget| widget.is_on).count(), 1);
    }
}

#[test]
fn an_export_text_means_the_widget_of_its_number() {
    let (mut pdf, page) = with_page();
    let attributes =
        dictionary! { "V" => string("ledig"), "Opt" => vec![string("verheiratet"), string("ledig")] };
    group(&mut pdf, page, &["0", "1"], None, attributes);
    let fields = fields(pdf);
    assert_eq!(fields[0].value.as_deref(), Some("1"));
    assert!(fields[0].widgets[1].is_on && !fields[0].widgets[0].is_on);
    assert_eq!(fields[0].options, ["verheiratet", "ledig"]);
}

#[test]
fn nothing_is_ticked_by_a_value_that_no_widget_has() {
    let (mut pdf, page) = with_page();
    group(
        &mut pdf,
        page,
        &["1", "2"],
        None,
        dictionary! { "V" => "Choice1" },
    );
    let fields = fields(pdf);
    assert_eq!(fields[0].value, None);
    assert!(fields[0].widgets.iter().all(|widget| !widget.is_on));
}

#[test]
fn a_choice_is_told_as_the_applicant_saw_it() {
    let (mut pdf, page) = with_page();
    let options = vec![
        Object::Array(vec![string("VH"), string("verheiratet")]),
        string("ledig"),
    ];
    let field = dictionary! { "T" => string("stand"), "FT" => "Ch", "Opt" => options, "V" => string("VH") };
    pdf.field(page, field, [0, 0, 60, 20]);
    let fields = fields(pdf);
    assert_eq!(fields[0].value.as_deref(), Some("verheiratet"));
    assert_eq!(fields[0].options, ["verheiratet", "ledig"]);
}

#[test]
fn the_same_name_on_two_pages_is_one_field() {
    let (mut pdf, first) = with_page();
    let second = pdf.page("", Dictionary::new());
    for page in [first, second] {
        pdf.field(
            page,
            dictionary! { "T" => string("name"), "FT" => "Tx", "V" => string("Erika") },
            [0, 0, 60, 20],
        );
    }
    let fields = fields(pdf);
    assert_eq!(fields.len(), 1);
    assert_eq!(
        fields[0]
            .widgets
            .iter()
            .map(|widget| widget.page)
            .collect::<Vec<_>>(),
        [1, 2]
    );
}

#[test]
fn fields_that_the_form_does_not_list_are_found_on_the_page() {
    let (mut pdf, page) = with_page();
    pdf.field(
        page,
        dictionary! { "T" => string("name"), "FT" => "Tx", "V" => string("Erika") },
        [0, 0, 60, 20],
    );
    pdf.fields.clear();
    assert_eq!(fields(pdf)[0].value.as_deref(), Some("Erika"));
}

#[test]
fn a_cycle_of_fields_ends() {
    let (mut pdf, _) = with_page();
    let (a, b) = (pdf.document.new_object_id(), pdf.document.new_object_id());
    for (own, other) in [(a, b), (b, a)] {
        let kids: Vec<Object> = vec![other.into(), own.into()];
        pdf.document.objects.insert(
            own,
            dictionary! { "T" => string("x"), "FT" => "Tx", "Kids" => kids, "Parent" => other }.into(),
        );
    }
    pdf.fields.push(a.into());
    assert!(fields(pdf).len() <= 2);
}

#[test]
fn a_page_with_values_but_without_text_is_reported() {
    let mut pdf = Pdf::new();
    let page = pdf.page("", Dictionary::new());
    pdf.field(
        page,
        dictionary! { "T" => string("name"), "FT" => "Tx", "V" => string("Erika") },
        [0, 0, 60, 20],
    );
    let reading = read(&pdf.bytes(), &Limits::recommended());
    assert_eq!(reading.issues[0].code, IssueCode::PageWithoutText);
    assert_eq!(reading.text.fields[0].value.as_deref(), Some("Erika"));
}

#[test]
fn a_form_with_xfa_is_told() {
    let (mut pdf, page) = with_page();
    pdf.field(
        page,
        dictionary! { "T" => string("name"), "FT" => "Tx" },
        [0, 0, 60, 20],
    );
    pdf.form.set("XFA", string("<xdp/>"));
    let reading = read(&pdf.bytes(), &Limits::recommended());
    assert_eq!(
        reading.issues.iter().map(|issue| issue.code).collect::<Vec<_>>(),
        [IssueCode::DynamicForm]
    );
}

#[test]
fn the_filled_registration_form_gives_its_values() {
    let Some(files) = support::shared("forms") else {
        return;
    };
    let file = files
        .iter()
        .find(|file| file.to_string_lossy().contains("anmeldung_20260117"))
        .unwrap();
    let fields = read(&fs_err::read(file).unwrap(), &Limits::recommended())
        .text
        .fields;
    let value = |name: &str| {
        fields
            .iter()
            .find(|field| field.name == name)
            .and_then(|field| field.value.as_deref())
    };
    assert_eq!(value("vorn1"), Some("Frank"));
    assert_eq!(value("neuw.strasse"), Some("Richard-Wagner-Straße 31"));
    assert_eq!(value("geschl1"), Some("Männlich"));
    assert_eq!(value("Ort1"), None, "shipped with the form");
}
