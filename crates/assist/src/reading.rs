//! All findings of one document: its form fields, else its printed text, and which of them it may speak about.
use aktenlage_domain::document::{DocumentText, FormField, FormFieldKind};
use aktenlage_domain::ids::DocumentKind;
use time::Date;

use crate::layout::PageLayout;
use crate::submission::DocumentInput;
use crate::tasks::match_fields::{Found, Reading, Target, Targets};
use crate::tasks::{read_form_fields, read_marks, read_printed_fields, weigh_words};

/// Reads one document of a known or unknown kind.
pub(crate) fn read(
    document: &DocumentInput,
    layouts: &[PageLayout],
    kind: Option<&DocumentKind>,
    targets: &Targets<'_>,
    received_on: Date,
) -> Vec<Found> {
    let speaks = Speaks::of(kind.map(DocumentKind::as_str));
    if speaks == Speaks::OfNothing {
        return Vec::new();
    }
    let wanted = |target: &Target<'_>| speaks.of_target(target);
    let mut found: Vec<Found> =
        read_form_fields::read(document.id, &document.text, layouts, targets, received_on)
            .into_iter()
            .filter(|found| {
                targets
                    .list
                    .iter()
                    .any(|target| target.field.id == found.field && wanted(target))
            })
            .collect();
    // Evidence that leaves something empty says nothing about the application.
    if speaks != Speaks::OfEverything {
        found.retain(|found| matches!(found.reading, Reading::Value(_)));
    }
    if is_untouched(&document.text) {
        found.retain(|found| !matches!(found.reading, Reading::Value(_)));
    }
    let is_filled = found
        .iter()
        .any(|found| matches!(found.reading, Reading::Value(_)));
    // What stands around the boxes of an interactive form is the form's own.
    if !is_filled && !is_interactive(&document.text) {
        let mut printed = read_printed_fields::read(document.id, layouts, targets, &wanted, received_on);
        weigh_words::weigh(&mut printed, &document.text);
        read_marks::doubt_handwriting(&mut printed, &document.text);
        found.retain(|empty| !printed.iter().any(|printed| printed.field == empty.field));
        found.extend(printed);
    }
    let mut marked = read_marks::read(document.id, &document.text, layouts, targets);
    marked.retain(|found| {
        let is_wanted = targets
            .list
            .iter()
            .any(|target| target.field.id == found.field && wanted(target));
        is_wanted && (speaks == Speaks::OfEverything || matches!(found.reading, Reading::Value(_)))
    });
    found.extend(marked);
    for found in &mut found {
        found.probability *= speaks.trust();
    }
    found
}

/// Boxes to write into from which on a document counts as an interactive form.
const INTERACTIVE_FROM_BOXES: usize = 5;

fn boxes_to_write_into(text: &DocumentText) -> impl Iterator<Item = &FormField> {
    text.fields
        .iter()
        .filter(|field| field.kind == FormFieldKind::Text && !field.widgets.is_empty())
}

fn is_interactive(text: &DocumentText) -> bool {
    boxes_to_write_into(text).count() >= INTERACTIVE_FROM_BOXES
}

/// Whether nobody has written anything into an interactive form. Its ticks and the date of today are then what the
/// form was saved with, and say nothing about anybody.
fn is_untouched(text: &DocumentText) -> bool {
    let written: Vec<&str> = boxes_to_write_into(text)
        .filter_map(|field| field.value.as_deref())
        .collect();
    let says_something = |value: &&str| value.chars().any(char::is_alphabetic);
    is_interactive(text) && written.len() < 2 && !written.iter().any(says_something)
}

/// What a document may state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speaks {
    /// The application itself.
    OfEverything,
    /// A document whose kind is not known.
    Perhaps,
    /// Evidence: only about these contexts.
    Of(&'static [&'static str]),
    /// Explanations and letters of the authority.
    OfNothing,
}

impl Speaks {
    fn of(kind: Option<&str>) -> Self {
        match kind {
            None => Self::Perhaps,
            Some("application_form" | "application_annex" | "informal_application") => Self::OfEverything,
            Some("tenancy_agreement" | "rent_certificate" | "rent_change_notice") => {
                Self::Of(&["dwelling", "landlord"])
            }
            Some("payslip" | "employer_certificate") => Self::Of(&["income", "employer"]),
            Some("landlord_confirmation") => Self::Of(&["move_new", "landlord"]),
            Some("identity_document") => Self::Of(&["identity", "applicant"]),
            Some("birth_certificate") => Self::Of(&["child"]),
            Some("bank_statement" | "sepa_mandate") => Self::Of(&["bank"]),
            Some("insurance_confirmation" | "vehicle_registration_1" | "vehicle_registration_2") => {
                Self::Of(&["vehicle"])
            }
            Some("dog_chip_proof" | "dog_transfer_contract") => Self::Of(&["dog"]),
            Some("trade_register_extract") => Self::Of(&["register", "business"]),
            Some(_) => Self::OfNothing,
        }
    }

    fn of_target(self, target: &Target<'_>) -> bool {
        match self {
            Self::OfEverything | Self::Perhaps => true,
            Self::Of(contexts) => contexts.contains(&target.context.as_str()),
            Self::OfNothing => false,
        }
    }

    fn trust(self) -> f32 {
        match self {
            Self::OfEverything => 1.0,
            Self::Perhaps => 0.85,
            Self::Of(_) => 0.88,
            Self::OfNothing => 0.0,
        }
    }
}
