//! All findings of one document: its form fields, else its printed text, and which of them it may speak about.
use aktenlage_domain::document::{DocumentText, FormField, FormFieldKind};
use aktenlage_domain::ids::DocumentKind;
use time::Date;

use crate::features::channel_of;
use crate::layout::PageLayout;
use crate::tasks::match_fields::{Found, Reading, Target, Targets};
use crate::tasks::weigh_words::weakest_word;
use crate::tasks::{
    read_form_fields, read_marks, read_places, read_printed_fields, weigh_paper, weigh_words,
};
use crate::templates::{OnPaper, Sheet};

/// Reads one document of a known or unknown kind. `original` is its text as it was read, without what templates know.
pub(crate) fn read(
    sheet: &Sheet,
    original: &DocumentText,
    kind: Option<&DocumentKind>,
    targets: &Targets<'_>,
    received_on: Date,
) -> Vec<Found> {
    let Sheet {
        document,
        layouts,
        paper,
        forms: _,
    } = sheet;
    let speaks = Speaks::of(kind.map(DocumentKind::as_str));
    if speaks == Speaks::OfNothing {
        return Vec::new();
    }
    let wanted = |target: &Target<'_>| speaks.of_target(target);
    let mut found: Vec<Found> =
        read_form_fields::read(document.id, &document.text, layouts, paper, targets, received_on)
            .into_iter()
            .filter(|found| {
                targets
                    .list
                    .iter()
                    .any(|target| target.field.id == found.field && wanted(target))
            })
            .collect();
    weigh_paper::weigh(&mut found, sheet, original);
    // Evidence that leaves something empty says nothing about the application.
    if speaks != Speaks::OfEverything {
        found.retain(|found| matches!(found.reading, Reading::Value(_)));
    }
    if is_untouched(&document.text, paper) {
        found.retain(|found| !matches!(found.reading, Reading::Value(_)));
    }
    let is_filled = found
        .iter()
        .any(|found| matches!(found.reading, Reading::Value(_)));
    // What stands around the boxes of an interactive form is the form's own; so is what a template knows as print.
    let is_open = |layout: &&PageLayout| {
        let is_form = is_interactive(&document.text, |page| page == layout.number);
        !(paper.form_of(layout.number).is_some() && is_form)
    };
    let open: Vec<PageLayout> = if paper.is_empty() {
        let is_open = !is_filled && !is_interactive(&document.text, |_| true);
        if is_open { layouts.clone() } else { Vec::new() }
    } else {
        layouts.iter().filter(is_open).cloned().collect()
    };
    if !open.is_empty() {
        let mut printed = read_places::read(document.id, original, &open, targets, &wanted, received_on);
        printed.extend(read_printed_fields::read(
            document.id,
            &open,
            targets,
            &wanted,
            received_on,
        ));
        weigh_words::weigh(&mut printed, original);
        read_marks::doubt_handwriting(&mut printed, original);
        found.retain(|empty| {
            let is_empty = !matches!(empty.reading, Reading::Value(_));
            !(is_empty && printed.iter().any(|printed| printed.field == empty.field))
        });
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
        let signs = &mut found.signs;
        signs.is_application = speaks == Speaks::OfEverything;
        signs.is_evidence = matches!(speaks, Speaks::Of(_));
        signs.channel = channel_of(original);
        let weakest = found
            .evidence
            .iter()
            .filter_map(|span| weakest_word(original, span));
        signs.recognised = weakest.reduce(f32::min).unwrap_or(1.0);
        let written = found.evidence.first().map_or("", |span| span.text.as_str());
        signs.like_print = targets.like_print(written);
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

/// Whether the pages asked for together show as many boxes as an interactive form.
fn is_interactive(text: &DocumentText, is_meant: impl Fn(u32) -> bool) -> bool {
    let is_shown = |field: &&FormField| field.widgets.iter().any(|widget| is_meant(widget.page));
    boxes_to_write_into(text).filter(is_shown).count() >= INTERACTIVE_FROM_BOXES
}

/// Whether nobody has written anything into an interactive form. Its ticks and the date of today are then what the
/// form was saved with, and say nothing about anybody. On paper somebody made every tick.
fn is_untouched(text: &DocumentText, paper: &OnPaper) -> bool {
    let written: Vec<&str> = boxes_to_write_into(text)
        .filter_map(|field| field.value.as_deref())
        .collect();
    let says_something = |value: &&str| value.chars().any(char::is_alphabetic);
    paper.is_empty()
        && is_interactive(text, |_| true)
        && written.len() < 2
        && !written.iter().any(says_something)
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
