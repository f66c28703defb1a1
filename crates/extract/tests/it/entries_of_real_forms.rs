//! The figures of interactive forms: whatever is entered into a real form comes out as it was entered, all of it.

use aktenlage_domain::document::{FormField, FormFieldKind};
use aktenlage_extract::{Limits, read};
use lopdf::Document;

use crate::form_filler::{enter, fields_of, saved, written};
use crate::support;

/// Beginnings of files and fields into which the form writes the day when it is opened: no entry survives there.
const WRITTEN_BY_THE_FORM: [(&str, &str); 1] = [("hund__", "AktuellDatum")];
/// So many forms, and fields of each kind, have to be filled at least: nothing wrong of nothing is no figure.
const MIN_FORMS: usize = 18;
const MIN_FIELDS: [(FormFieldKind, usize); 4] = [
    (FormFieldKind::Text, 1_000),
    (FormFieldKind::Checkbox, 600),
    (FormFieldKind::Radio, 140),
    (FormFieldKind::Choice, 20),
];

fn fields_in(bytes: &[u8]) -> Vec<FormField> {
    read(bytes, &Limits::recommended()).text.fields
}

/// Whether the library writes the form again as it is; what it loses is none of our affair.
fn survives(bytes: &[u8]) -> bool {
    let told = |bytes: &[u8]| -> Vec<_> {
        let fields = fields_in(bytes).into_iter();
        fields
            .map(|field| (field.name, field.kind, field.widgets.len()))
            .collect()
    };
    let document = Document::load_mem(bytes).ok();
    let again = document.and_then(|mut document| written(&mut document));
    again.is_some_and(|again| told(&again) == told(bytes))
}

/// Whether a field is told as it was filled in, every one of its boxes too.
fn is_told(found: &[&FormField], told: Option<&str>) -> bool {
    let [field] = found else {
        return false;
    };
    let is_button = matches!(field.kind, FormFieldKind::Checkbox | FormFieldKind::Radio);
    let is_right = |is_on: bool, on_value: Option<&str>| is_on == (told.is_some() && on_value == told);
    field.value.as_deref() == told
        && (!is_button
            || field
                .widgets
                .iter()
                .all(|widget| is_right(widget.is_on, widget.on_value.as_deref())))
}

#[test]
fn every_entry_in_every_form_comes_out_as_it_was_entered() {
    let Some(files) = support::shared("forms") else {
        return;
    };
    let (mut forms, mut number, mut wrong) = (0, 0, Vec::new());
    // Entered and told right, for each kind.
    let mut counts = MIN_FIELDS.map(|(kind, _)| (kind, 0_usize, 0_usize));
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = fs_err::read(&file).unwrap();
        if fields_in(&bytes).is_empty() {
            continue;
        }
        if !survives(&bytes) {
            println!("left out: {name}: lopdf does not write it again as it is");
            continue;
        }
        let mut document = Document::load_mem(&bytes).unwrap();
        let mut entered = Vec::new();
        for ((full_name, _), field) in fields_of(&document) {
            let is_written_by_the_form = WRITTEN_BY_THE_FORM
                .iter()
                .any(|(beginning, field)| name.starts_with(beginning) && full_name == *field);
            if is_written_by_the_form {
                println!("left out: {name}: {full_name}: the form writes the day into it");
                continue;
            }
            number += 1;
            match enter(&mut document, &field, number) {
                Ok(told) => entered.push((full_name, field.kind, told)),
                Err(reason) => println!("left out: {name}: {full_name}: {reason}"),
            }
        }
        let filled = fields_in(&saved(&mut document).unwrap());
        for (full_name, kind, told) in entered {
            let found: Vec<&FormField> = filled
                .iter()
                .filter(|field| in_one_line(&field.name) == in_one_line(&full_name) && field.kind == kind)
                .collect();
            let count = counts.iter_mut().find(|count| count.0 == kind).unwrap();
            count.1 += 1;
            if is_told(&found, told.as_deref()) {
                count.2 += 1;
            } else {
                wrong.push(format!("{name}: {kind} {full_name}: {told:?}, told {found:?}"));
            }
        }
        forms += 1;
    }
    for (kind, all, right) in counts {
        println!("{kind}: {right} of {all} as entered, in {forms} forms");
    }
    assert!(
        wrong.is_empty(),
        "{}: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
    assert!(forms >= MIN_FORMS, "{forms} forms");
    for ((kind, all, _), (_, least)) in counts.into_iter().zip(MIN_FIELDS) {
        assert!(all >= least, "{all} fields of kind {kind}");
    }
}

/// A name without its line breaks, which one of the two decoders leaves out.
fn in_one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
