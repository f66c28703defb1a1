//! Values from interactive forms: which box asks for which field, and what stands in it.
use aktenlage_catalogue::service::FieldDefinition;
use aktenlage_domain::document::{DocumentText, FormFieldKind, SourceSpan};
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::suggestion::Remark;
use aktenlage_domain::value::{ValueError, ValueKind, normalise};
use time::Date;

use crate::context::attribute;
use crate::field_signs::{Signs, Source};
use crate::form::{Entry, entries};
use crate::label_meaning::Nearest;
use crate::layout::PageLayout;
use crate::remark;
use crate::split;
use crate::tasks::match_fields::{Found, Numbering, Reading, THRESHOLD, Target, Targets};
use crate::tasks::read_printed_fields::{names_a_firm, plausible};
use crate::tasks::read_ticks;
use crate::templates::OnPaper;
use crate::text::{Stems, outside_brackets};

/// Reads the form fields of one document.
pub(crate) fn read(
    document: DocumentId,
    text: &DocumentText,
    layouts: &[PageLayout],
    paper: &OnPaper,
    targets: &Targets<'_>,
    received_on: Date,
) -> Vec<Found> {
    let entries = entries(text, layouts, paper);
    let numbering = Numbering::of(&entries);
    let mut found = read_ticks::read(document, &entries, targets, numbering);
    found.extend(read_entries(document, &entries, targets, numbering, received_on));
    found
}

/// Reads what is written at these places.
pub(crate) fn read_entries(
    document: DocumentId,
    entries: &[Entry],
    targets: &Targets<'_>,
    numbering: Numbering,
    received_on: Date,
) -> Vec<Found> {
    let mut found = Vec::new();
    let written: Vec<&Entry> = entries
        .iter()
        .filter(|entry| matches!(entry.kind, FormFieldKind::Text | FormFieldKind::Choice))
        .collect();
    let claims = claims(&written, targets, numbering);
    for (target_index, target) in targets.list.iter().enumerate() {
        let mut own: Vec<&Claim> = claims
            .iter()
            .filter(|claim| claim.target == target_index)
            .collect();
        own.sort_by(|one, two| two.score.total_cmp(&one.score));
        let Some(best) = own.first() else { continue };
        // Weaker places count only if they ask nearly as clearly; a filled one may be a little less clear than an empty.
        let filled = |claim: &Claim| written[claim.entry].value.is_some();
        let enough = |claim: &&&Claim| {
            let bound = if filled(claim) && !filled(best) {
                0.70
            } else {
                0.88
            };
            claim.score >= bound * best.score
        };
        let mut counted: Vec<&&Claim> = own.iter().filter(enough).collect();
        counted.sort_by_key(|claim| !filled(claim));
        for claim in counted.into_iter().take(4) {
            let entry = written[claim.entry];
            let split_name = target.field.id.as_str().ends_with("family_name")
                && !has_given_names(&claims, targets, target);
            let mut read = reading(document, entry, target.field, claim, split_name, received_on);
            read.signs = Signs {
                source: Source::Box,
                label: claim.score,
                rival: claim.rival,
                context: targets.score_context(entry, target, numbering),
                relation: match &claim.meant {
                    Some(nearest) => nearest.relation,
                    None => target.clearest_relation(&entry.sources),
                },
                nearness: claim.meant.as_ref().map_or(0.0, |nearest| nearest.nearness),
                nearness_lead: claim.meant.as_ref().map_or(0.0, |nearest| nearest.lead),
                echoes: echoes(&written, entry, target),
                ..Signs::default()
            };
            found.push(read);
        }
    }
    found
}

/// Boxes whose words ask for a field nearly as clearly as those of this one, whoever their headings mean, and that hold
/// something else.
fn echoes(written: &[&Entry], entry: &Entry, target: &Target<'_>) -> usize {
    /// Of the clearness of this box.
    const NEARLY: f32 = 0.75;
    let least = NEARLY * target.label_score(&entry.sources).max(THRESHOLD);
    written
        .iter()
        .filter(|other| other.value.is_some() && other.value != entry.value)
        .filter(|other| target.label_score(&other.sources) >= least)
        .count()
}

/// One box asks for one field.
#[derive(Clone, Debug)]
struct Claim {
    entry: usize,
    target: usize,
    score: f32,
    /// How clearly the box asks for the best other field.
    rival: f32,
    /// The box asks for several fields.
    is_composite: bool,
    /// One of them is the name at birth.
    asks_birth_name: bool,
    family_name_first: bool,
    /// What its words mean, if no phrase is in them.
    meant: Option<Nearest>,
}

/// For every box the field it asks for best, and the fields of the same group that it asks for as well.
fn claims(written: &[&Entry], targets: &Targets<'_>, numbering: Numbering) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (entry_index, entry) in written.iter().enumerate() {
        let scores: Vec<f32> = targets
            .list
            .iter()
            .map(|target| targets.score(entry, target, numbering) * plausibility(entry, target.field))
            .collect();
        // The first of equals: the blueprint names the usual one first.
        let best = scores.iter().copied().fold(0.0, f32::max);
        let Some(best_index) = scores.iter().position(|score| *score >= best) else {
            continue;
        };
        if best < THRESHOLD {
            let by_meaning = claim_by_meaning(entry_index, entry, targets, numbering);
            claims.extend(by_meaning.or_else(|| claim_by_shape(entry_index, entry, targets, numbering)));
            continue;
        }
        let main = &targets.list[best_index];
        let group = split::group_of(attribute(main.field.id.as_str()));
        let partner = |index: &usize| {
            let other = &targets.list[*index];
            *index != best_index
                && group.is_some()
                && split::group_of(attribute(other.field.id.as_str())) == group
                && same_owner(main, other)
                && scores[*index] >= THRESHOLD.max(0.72 * best)
                && asks_for_both(entry, main, other)
        };
        let partners: Vec<usize> = (0..scores.len()).filter(partner).collect();
        let family_name_first = family_name_first(entry);
        let is_composite = !partners.is_empty();
        let is_birth_name = |index: usize| attribute(targets.list[index].field.id.as_str()) == "birth_name";
        let asks_birth_name = is_birth_name(best_index) || partners.iter().copied().any(is_birth_name);
        let is_meant = |index: usize| index == best_index || partners.contains(&index);
        let rivals = scores.iter().enumerate().filter(|(index, _)| !is_meant(*index));
        let rival = rivals.map(|(_, score)| *score).fold(0.0, f32::max);
        for index in std::iter::once(best_index).chain(partners.iter().copied()) {
            claims.push(Claim {
                entry: entry_index,
                target: index,
                rival,
                score: if index == best_index {
                    best
                } else {
                    scores[index].max(0.92 * best)
                },
                is_composite,
                asks_birth_name,
                family_name_first,
                meant: None,
            });
        }
    }
    claims
}

/// Words that no phrase of the blueprint is in, but that mean the same: what stands there has to be of the field's kind.
fn claim_by_meaning(
    entry_index: usize,
    entry: &Entry,
    targets: &Targets<'_>,
    numbering: Numbering,
) -> Option<Claim> {
    let value = entry.value.as_deref()?;
    let nearest = targets.nearest(&entry.sources, &|target| takes(target.field, value))?;
    let clear = |index: &usize| {
        let context = targets.score_context(entry, &targets.list[*index], numbering);
        (*index, nearest.score() * context)
    };
    let (target, score, rival) = foremost(nearest.targets.iter().map(clear).collect())?;
    Some(Claim {
        entry: entry_index,
        target,
        score,
        rival,
        is_composite: false,
        asks_birth_name: false,
        family_name_first: family_name_first(entry),
        meant: Some(nearest),
    })
}

/// Whether what stands in a box is a value of a field beyond doubt of kind.
fn takes(field: &FieldDefinition, value: &str) -> bool {
    let is_typed = |kind: ValueKind| normalise(kind, value).is_ok();
    if field.kind == ValueKind::Code {
        return option_named(field, value).is_some();
    }
    if field.kind != ValueKind::Text {
        return field.kind != ValueKind::Boolean && is_typed(field.kind);
    }
    let is_other = [
        ValueKind::Date,
        ValueKind::Iban,
        ValueKind::Email,
        ValueKind::PostalCode,
    ]
    .into_iter()
    .any(is_typed);
    // Two words may be both names of somebody, and nothing says that both are asked for.
    let is_name = matches!(attribute(field.id.as_str()), "family_name" | "given_names");
    let is_one = !value.trim().contains(char::is_whitespace);
    !is_other && plausible(field, value) && (is_one || !is_name)
}

/// The clearest of several fields with how clear it and the next are, if it is clear and far enough ahead.
fn foremost(mut scored: Vec<(usize, f32)>) -> Option<(usize, f32, f32)> {
    scored.sort_by(|one, two| two.1.total_cmp(&one.1));
    let (target, score) = *scored.first()?;
    let rival = scored.get(1).map_or(0.0, |(_, score)| *score);
    (score >= THRESHOLD && score - rival >= LEAD_OF_PLACE).then_some((target, score, rival))
}

/// How clearly a value asks by its shape alone for the only field that has it.
const ASKED_BY_SHAPE: f32 = 0.62;
/// How far the field that context speaks for is ahead of others that the words or the value fit as well.
const LEAD_OF_PLACE: f32 = 0.04;

/// Words that no phrase of the blueprint is in, beside a value that can be of one kind only: the context says whose it is.
fn claim_by_shape(
    entry_index: usize,
    entry: &Entry,
    targets: &Targets<'_>,
    numbering: Numbering,
) -> Option<Claim> {
    let shape = shape_of(entry)?;
    let scored = targets
        .list
        .iter()
        .enumerate()
        .filter(|(_, target)| target.field.kind == shape)
        .map(|(index, target)| {
            (
                index,
                ASKED_BY_SHAPE * targets.score_context(entry, target, numbering),
            )
        })
        .collect();
    let (target, score, rival) = foremost(scored)?;
    Some(Claim {
        entry: entry_index,
        target,
        score,
        rival,
        is_composite: false,
        asks_birth_name: false,
        family_name_first: false,
        meant: None,
    })
}

/// The kind that a value has beyond doubt: a check digit or a form that nothing else on an application has. Only what stands
/// in a box was entered for sure: offices print their own accounts and numbers.
fn shape_of(entry: &Entry) -> Option<ValueKind> {
    if entry.is_on_paper {
        return None;
    }
    let value = entry.value.as_deref()?;
    let fax = Stems::of("Fax");
    if entry.sources.iter().any(|source| source.stems.mentions(&fax)) {
        return None;
    }
    let is_dialled = value.trim_start().starts_with(['+', '0', '('])
        && value.chars().filter(char::is_ascii_digit).count() >= 7
        && value.trim().contains([' ', '/', '-'])
        && normalise(ValueKind::Date, value).is_err();
    [ValueKind::Iban, ValueKind::Email, ValueKind::Vin]
        .into_iter()
        .chain(is_dialled.then_some(ValueKind::Phone))
        .find(|kind| normalise(*kind, value).is_ok())
}

fn same_owner(one: &Target<'_>, two: &Target<'_>) -> bool {
    one.context == two.context
        && one.field.id.as_str().split('.').next() == two.field.id.as_str().split('.').next()
}

/// Whether one source of the entry names both fields (`PLZ, Ort`), or names neither but their whole (`Anschrift`).
fn asks_for_both(entry: &Entry, one: &Target<'_>, two: &Target<'_>) -> bool {
    entry
        .sources
        .iter()
        .filter(|source| source.weight > 0.65)
        .any(|source| one.mentioned_in(&source.stems) && two.mentioned_in(&source.stems))
}

/// Whether the label names the family name before the given names.
fn family_name_first(entry: &Entry) -> bool {
    let given = [Stems::of("Vorname"), Stems::of("Vornamen"), Stems::of("Rufname")];
    let family = [
        Stems::of("Familienname"),
        Stems::of("Nachname"),
        Stems::of("Name"),
        Stems::of("Zuname"),
    ];
    for source in &entry.sources {
        let at = |phrases: &[Stems]| {
            phrases
                .iter()
                .filter_map(|phrase| source.stems.find(phrase))
                .map(|range| range.start)
                .min()
        };
        if let (Some(given), Some(family)) = (at(&given), at(&family)) {
            return family < given;
        }
    }
    // `Name` alone is answered the way people say their names.
    false
}

fn has_given_names(claims: &[Claim], targets: &Targets<'_>, family: &Target<'_>) -> bool {
    claims.iter().any(|claim| {
        let other = &targets.list[claim.target];
        same_owner(family, other) && attribute(other.field.id.as_str()) == "given_names"
    })
}

/// Whether what stands in the box can be what the field asks for.
fn plausibility(entry: &Entry, field: &FieldDefinition) -> f32 {
    let Some(value) = &entry.value else {
        return if field.kind == ValueKind::Boolean {
            0.5
        } else {
            1.0
        };
    };
    match field.kind {
        ValueKind::Text => {
            let name = attribute(field.id.as_str());
            let is_name = matches!(
                name,
                "family_name" | "given_names" | "birth_name" | "account_holder" | "city" | "nationality"
            );
            let holds_code = || {
                value
                    .split([' ', ','])
                    .any(|word| normalise(ValueKind::PostalCode, word).is_ok())
            };
            let odd = normalise(ValueKind::Date, value).is_ok()
                || (name == "account_holder" && holds_code())
                || value.contains('@')
                || normalise(ValueKind::Iban, value).is_ok();
            let is_firm = matches!(name, "family_name" | "given_names" | "birth_name") && names_a_firm(value);
            if is_name && (odd || is_firm) { 0.6 } else { 1.0 }
        }
        ValueKind::Boolean => 0.6,
        ValueKind::Code => {
            if option_named(field, value).is_some() {
                1.0
            } else {
                0.7
            }
        }
        kind @ (ValueKind::Date
        | ValueKind::Money
        | ValueKind::Integer
        | ValueKind::Decimal
        | ValueKind::Iban
        | ValueKind::TaxId
        | ValueKind::PostalCode
        | ValueKind::Phone
        | ValueKind::Email
        | ValueKind::Vin
        | ValueKind::Plate) => match normalise(kind, value) {
            Ok(_) => 1.03,
            Err(ValueError::Check) => 1.0,
            // One of several statements in the box may be the one.
            Err(ValueError::Form | ValueError::Empty) => {
                let part = split::part(attribute(field.id.as_str()), value, true);
                if part.is_some_and(|part| normalise(kind, &part).is_ok()) {
                    1.0
                } else {
                    0.85
                }
            }
        },
    }
}

/// The option whose wording a text is.
pub(crate) fn option_named(field: &FieldDefinition, text: &str) -> Option<String> {
    let stems = Stems::of(text);
    let scored = field.options.iter().map(|option| {
        let wordings = option.form_labels.iter().chain(std::iter::once(&option.label.de));
        let best = wordings
            .map(|wording| stems.asks_for(&Stems::of(wording)))
            .fold(0.0, f32::max);
        (best, option)
    });
    let best = scored.max_by(|one, two| one.0.total_cmp(&two.0))?;
    (best.0 >= 0.62).then(|| best.1.id.clone())
}

fn reading(
    document: DocumentId,
    entry: &Entry,
    field: &FieldDefinition,
    claim: &Claim,
    split_name: bool,
    received_on: Date,
) -> Found {
    let written = entry.value.clone().unwrap_or_default();
    let evidence = vec![SourceSpan {
        document,
        page: entry.widget.page,
        bbox: entry.widget.bbox,
        text: written.clone(),
    }];
    let mut remarks = vec![Remark::new(remark::FORM_FIELD).with("label", short(entry.label()))];
    if claim.meant.is_some() {
        remarks.push(Remark::new(remark::LABEL_BY_MEANING));
    }
    let mut probability = (0.30 + 0.68 * claim.score.min(1.0)).clamp(0.05, 0.98);
    // What cannot be read on paper may still be there.
    let nothing = if entry.is_on_paper {
        remark::NO_TEXT_SEEN
    } else {
        remark::LEFT_EMPTY
    };
    let reading = if written.trim().is_empty() {
        remarks.insert(0, Remark::new(nothing));
        Reading::Empty
    } else {
        let is_composite = claim.is_composite || names_family_as_well(entry, field);
        let part = if is_composite || split_name || needs_part(field, &written) {
            let marked = if is_composite && claim.asks_birth_name {
                split::marking_birth_name(&written)
            } else {
                written.clone()
            };
            let part = split::part(attribute(field.id.as_str()), &marked, claim.family_name_first);
            if part.as_deref() != Some(written.trim()) {
                remarks.push(Remark::new(remark::SPLIT_FROM_BOX));
                probability *= 0.96;
            }
            part
        } else {
            Some(written.clone())
        };
        match part {
            Some(part) => value_of(field, &part, received_on, &mut remarks),
            None => Reading::Empty,
        }
    };
    if reading == Reading::Empty && !written.trim().is_empty() {
        remarks.insert(0, Remark::new(nothing));
    }
    Found {
        field: field.id.clone(),
        reading,
        probability,
        evidence,
        remarks,
        signs: Signs::default(),
    }
}

/// Whether a box asks for the family name and, if there is another, for the one at birth: a single name in it is the first.
fn names_family_as_well(entry: &Entry, field: &FieldDefinition) -> bool {
    let family = ["Familienname", "Nachname", "Zuname", "Name", "Familien"].map(Stems::of);
    attribute(field.id.as_str()) == "birth_name"
        && entry
            .sources
            .iter()
            .filter(|source| source.weight > 0.65)
            .map(|source| Stems::of(&outside_brackets(&source.text)))
            .any(|label| family.iter().any(|phrase| label.find(phrase).is_some()))
}

/// Whether a box that asks for one thing holds more (`Hauptstr. 5` under `Straße`).
pub(crate) fn needs_part(field: &FieldDefinition, written: &str) -> bool {
    match attribute(field.id.as_str())
        .trim_start_matches("new_")
        .trim_start_matches("previous_")
    {
        "family_name" => split::part("birth_name", written, true).is_some(),
        "postal_code" => normalise(ValueKind::PostalCode, written).is_err(),
        "street" => {
            written
                .split([' ', ','])
                .any(|word| normalise(ValueKind::PostalCode, word).is_ok())
                || split::part("house_number", written, true).is_some()
        }
        "city" => written.starts_with(|character: char| character.is_ascii_digit()),
        "parcel_number" => split::part("district", written, true).is_some(),
        "date_of_birth" | "date" => normalise(ValueKind::Date, written) == Err(ValueError::Form),
        _ => false,
    }
}

/// Normalises and checks; the remark says which check was passed or failed.
pub(crate) fn value_of(
    field: &FieldDefinition,
    text: &str,
    received_on: Date,
    remarks: &mut Vec<Remark>,
) -> Reading {
    if field.kind == ValueKind::Code {
        return match option_named(field, text) {
            Some(option) => Reading::Value(option),
            None => Reading::Invalid,
        };
    }
    match crate::dates::normalise_on(field, text, received_on) {
        Ok(value) => {
            if !matches!(field.kind, ValueKind::Text | ValueKind::Boolean) {
                remarks.push(Remark::new(remark::CHECK_PASSED).with("check", field.kind.as_str()));
            }
            Reading::Value(value)
        }
        Err(ValueError::Empty) => Reading::Empty,
        Err(ValueError::Form | ValueError::Check) => {
            remarks.insert(
                0,
                Remark::new(remark::CHECK_FAILED).with("check", field.kind.as_str()),
            );
            Reading::Invalid
        }
    }
}

/// Labels can be whole paragraphs.
pub(crate) fn short(label: &str) -> String {
    let mut text: String = label.chars().take(80).collect();
    if text.len() < label.len() {
        text.push('…');
    }
    text
}
