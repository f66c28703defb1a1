//! Small invented documents: any words at any places, and an application for housing benefit.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_assist::DocumentInput;
use aktenlage_domain::document::{DocumentText, FormField, FormFieldKind, PageBox, Widget};
use aktenlage_domain::ids::DocumentId;

use crate::fixture::page;

pub(crate) const IBAN: &str = "DE89 3704 0044 0532 0130 00";
pub(crate) const RENT: [(&str, bool); 2] = [("Hauptmieter", true), ("Untermieter", false)];

/// A document of one page with texts at places (left, top).
pub(crate) fn document(
    number: u128,
    file_name: &str,
    texts: &[(f32, f32, &str)],
    fields: Vec<FormField>,
) -> DocumentInput {
    DocumentInput {
        id: DocumentId(uuid::Uuid::from_u128(number)),
        file_name: file_name.to_owned(),
        text: DocumentText {
            pages: vec![page(1, texts)],
            fields,
            marks: Vec::new(),
        },
        issues: Vec::new(),
        pages: None,
        sha256: None,
    }
}

/// An application with these ways of living ticked, this rent and this account.
pub(crate) fn housing_form(ticked: &[(&str, bool)], rent: Option<&str>, iban: &str) -> DocumentInput {
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
