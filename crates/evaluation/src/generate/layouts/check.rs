//! Whether layouts say what the generator can set, and how many there are of each.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::vocabulary::Vocabulary;
use aktenlage_domain::value::ValueKind;

use super::{Block, ChoiceBlock, FieldBlock, Layout, Layouts, Problem, Subject};
use crate::generate::placeholders::{Piece, parse};

/// Layouts that a form of a service should have at least.
pub const FORMS_WANTED: usize = 4;
/// Layouts that a kind of document should have at least.
pub const DOCUMENTS_WANTED: usize = 6;

const STYLES: [&str; 16] = [
    "boxed",
    "inside",
    "above",
    "grid",
    "lines",
    "underscore",
    "numbered",
    "columns",
    "shaded",
    "comb",
    "letter",
    "certificate",
    "statement",
    "card",
    "slip",
    "notice",
];
const FONTS: [&str; 4] = ["sans", "condensed", "serif", "mono"];
const TONES: [&str; 5] = ["black", "grey", "blue", "green", "red"];
const PLACES: [&str; 3] = ["left", "right", "centre"];

/// Facts that every case has beside the vocabulary's, as the README names them; `line1` to `line6` and persons are
/// known by their beginnings.
const OTHER_FACTS: [&str; 76] = [
    "office.name",
    "office.city",
    "office.street",
    "office.postal_code",
    "office.address",
    "issuer.name",
    "issuer.street",
    "issuer.postal_code",
    "issuer.city",
    "issuer.phone",
    "issuer.person",
    "issuer.address",
    "document.date",
    "document.number",
    "document.valid_from",
    "document.valid_until",
    "document.month",
    "document.year",
    "amount.gross",
    "amount.net",
    "amount.tax",
    "amount.insurance",
    "amount.fee",
    "amount.balance",
    "amount.rent_cold",
    "amount.costs",
    "amount.heating",
    "amount.rent_total",
    "employer.street",
    "employer.house_number",
    "employer.postal_code",
    "employer.city",
    "employer.address",
    "job.title",
    "job.since",
    "case.service",
    "case.reference",
    "case.date",
    "case.enclosure1",
    "case.enclosure2",
    "case.enclosure3",
    "document.time",
    "issuer.iban",
    "issuer.bank",
    "tax.class",
    "tax.church",
    "amount.church_tax",
    "amount.pension",
    "amount.health",
    "amount.care",
    "amount.unemployment",
    "amount.benefit",
    "amount.deposit",
    "amount.price",
    "amount.balance_old",
    "dwelling.floor",
    "dwelling.rooms",
    "marriage.date",
    "marriage.place",
    "school.class",
    "study.subject",
    "study.semester",
    "vehicle.model",
    "vehicle.colour",
    "vehicle.power_kw",
    "vehicle.mileage",
    "vehicle.first_registered",
    "vehicle.next_inspection",
    "identity.mrz1",
    "identity.mrz2",
    "identity.mrz3",
    "person.pension_number",
    "person.height_cm",
    "person.eye_colour",
    "person.reference",
    "applicant.reference",
];
/// Persons beside the roles of the vocabulary.
const OTHER_PERSONS: [&str; 4] = ["person", "mother", "father", "stranger"];
/// What is made of the facts of any person.
const OF_PERSONS: [&str; 4] = ["full_name", "address", "salutation", "greeting"];
/// Topics with an address in one line beside the persons.
const ADDRESSED: [&str; 2] = ["dwelling", "business"];

/// Whether the generator knows facts by this id.
pub fn is_known(vocabulary: &Vocabulary, id: &str) -> bool {
    if vocabulary.field(id).is_some() || OTHER_FACTS.contains(&id) {
        return true;
    }
    let Some((topic, name)) = id.rsplit_once('.') else {
        return false;
    };
    if let Some(number) = topic.strip_prefix("line") {
        return matches!(number, "1" | "2" | "3" | "4" | "5" | "6")
            && matches!(name, "text" | "date" | "amount");
    }
    if name == "address" && ADDRESSED.contains(&topic) {
        return true;
    }
    if OTHER_PERSONS.contains(&topic) {
        return OF_PERSONS.contains(&name) || vocabulary.field(&format!("applicant.{name}")).is_some();
    }
    let is_person = vocabulary.field(&format!("{topic}.family_name")).is_some();
    is_person && OF_PERSONS.contains(&name)
}

/// Everything that is wrong with the layouts.
pub fn problems(layouts: &Layouts, vocabulary: &Vocabulary, catalogue: &Catalogue) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut names = BTreeSet::new();
    for (subject, layout) in layouts.iter() {
        let mut report = |detail: String| {
            problems.push(Problem {
                place: layout.name(),
                detail,
            });
        };
        if !names.insert(layout.name()) {
            report("this id stands twice".to_owned());
        }
        let is_known_subject = match subject {
            Subject::Service(service) => catalogue
                .services
                .iter()
                .any(|known| known.key.as_str() == service),
            Subject::Kind(kind) => catalogue.kinds.iter().any(|known| known.id.as_str() == kind),
        };
        if !is_known_subject {
            report("the blueprint knows neither such a service nor such a kind".to_owned());
        }
        for (what, word, known) in [
            ("style", &layout.style, STYLES.as_slice()),
            ("font", &layout.font, FONTS.as_slice()),
            ("tone", &layout.tone, TONES.as_slice()),
        ] {
            if !known.contains(&word.as_str()) {
                report(format!("`{word}` is no {what}"));
            }
        }
        if !(7.5..=12.0).contains(&layout.size) {
            report(format!("{} points are no size from 7.5 to 12", layout.size));
        }
        for service in &layout.services {
            if !catalogue
                .services
                .iter()
                .any(|known| known.key.as_str() == service)
            {
                report(format!("`{service}` is no service"));
            }
        }
        if layout.blocks.is_empty() {
            report("nothing stands on it".to_owned());
        }
        blocks(layout, vocabulary, &mut report);
    }
    problems.sort();
    problems
}

/// Services and kinds that have fewer layouts than wanted: which, and how many there are.
pub fn missing(layouts: &Layouts, catalogue: &Catalogue) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for service in &catalogue.services {
        counts.insert(format!("forms/{}", service.key), (0, FORMS_WANTED));
    }
    // Forms are no supporting document: each service has its own.
    for kind in catalogue
        .kinds
        .iter()
        .filter(|kind| kind.id.as_str() != "application_form")
    {
        counts.insert(format!("documents/{}", kind.id), (0, DOCUMENTS_WANTED));
    }
    for (_, layout) in layouts.iter() {
        if let Some((count, _)) = counts.get_mut(&layout.file) {
            *count += 1;
        }
    }
    let short = counts.into_iter().filter(|(_, (count, wanted))| count < wanted);
    short.map(|(name, (count, _))| (name, count)).collect()
}

fn blocks(layout: &Layout, vocabulary: &Vocabulary, report: &mut impl FnMut(String)) {
    for block in &layout.blocks {
        match block {
            Block::Title(text)
            | Block::Section(text)
            | Block::Text(text)
            | Block::Note(text)
            | Block::Right(text) => {
                words(text, vocabulary, report);
            }
            Block::Field(field) => written(field, vocabulary, report),
            Block::Row(fields) => fields.iter().for_each(|field| written(field, vocabulary, report)),
            Block::Choice(choice) => ticked(choice, vocabulary, report),
            Block::Check(check) => {
                words(&check.label, vocabulary, report);
                let kind = vocabulary.field(&check.of).map(|field| field.kind);
                if kind != Some(ValueKind::Boolean) {
                    report(format!("check: `{}` is no yes or no of the vocabulary", check.of));
                }
            }
            Block::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| words(cell, vocabulary, report));
                if table.rows.iter().any(|row| row.len() != table.head.len()) {
                    report("table: a row has another number of cells than the head".to_owned());
                }
            }
            Block::Letterhead(head) => {
                head.lines.iter().for_each(|line| words(line, vocabulary, report));
                if !PLACES.contains(&head.place.as_str()) {
                    report(format!("letterhead: `{}` is no place", head.place));
                }
            }
            Block::Address(lines) | Block::Stamp(lines) => {
                for line in lines {
                    words(line, vocabulary, report);
                }
            }
            Block::Pairs(pairs) => pairs
                .iter()
                .flatten()
                .for_each(|text| words(text, vocabulary, report)),
            Block::Signature(signature) => {
                words(&signature.label, vocabulary, report);
                words(signature.value.as_deref().unwrap_or_default(), vocabulary, report);
            }
            Block::Space(_) | Block::Rule(_) | Block::NewPage(_) => {}
        }
    }
}

fn written(field: &FieldBlock, vocabulary: &Vocabulary, report: &mut impl FnMut(String)) {
    for text in [Some(&field.label), Some(&field.value), field.hint.as_ref()] {
        words(text.map(String::as_str).unwrap_or_default(), vocabulary, report);
    }
}

fn ticked(choice: &ChoiceBlock, vocabulary: &Vocabulary, report: &mut impl FnMut(String)) {
    words(&choice.label, vocabulary, report);
    let Some(field) = vocabulary.field(&choice.of) else {
        return report(format!("choice: `{}` is not in the vocabulary", choice.of));
    };
    for [id, _] in &choice.options {
        // Small numbers may be ticked as well: degrees of care, numbers of dogs.
        let is_known = if field.kind == ValueKind::Code {
            field.options.iter().any(|option| option.id == *id)
        } else {
            field.kind != ValueKind::Boolean || id == "true" || id == "false"
        };
        if !is_known {
            report(format!("choice: `{id}` is no value of {}", choice.of));
        }
    }
}

fn words(text: &str, vocabulary: &Vocabulary, report: &mut impl FnMut(String)) {
    match parse(text) {
        Err(detail) => report(detail),
        Ok(pieces) => {
            for piece in pieces {
                if let Piece::Fact { id, .. } = piece
                    && !is_known(vocabulary, &id)
                {
                    report(format!("`{id}` is neither in the vocabulary nor in the README"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth::Split;

    #[test]
    fn layouts_that_are_there_are_sound() {
        let (layouts, unreadable) = Layouts::built_in();
        assert_eq!(unreadable, []);
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let problems = problems(&layouts, &Vocabulary::built_in(), &catalogue);
        let lines: Vec<String> = problems
            .iter()
            .map(|problem| format!("{}: {}", problem.place, problem.detail))
            .collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }

    #[test]
    fn what_has_a_file_has_enough_layouts_on_every_side() {
        let (layouts, _) = Layouts::built_in();
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let (begun, none): (Vec<_>, Vec<_>) = missing(&layouts, &catalogue)
            .into_iter()
            .partition(|(_, count)| *count > 0);
        for (name, _) in &none {
            eprintln!("no layout yet: {name}");
        }
        assert_eq!(begun, [], "begun, but too few");
        for (subject, _) in layouts.iter() {
            for side in Split::ALL {
                let count = layouts.of(subject, Some(side)).len();
                assert!(count > 0, "{}: none for {}", subject.file(), side.as_str());
            }
        }
    }

    #[test]
    fn mistakes_of_authors_are_named() {
        let text = r#"
            service = "dog_registration"
            [[layouts]]
            id = "a"
            split = "train"
            style = "wild"
            blocks = [
              { field = { label = "Name", value = "{applicant.nickname}" } },
              { choice = { label = "Geschlecht", of = "dog.sex", options = [["neuter", "kastriert"]] } },
            ]
        "#;
        let mut layouts = Layouts::default();
        layouts.add("forms/dog_registration", text).unwrap();
        assert!(layouts.add("forms/other", text).is_err());
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let found = problems(&layouts, &Vocabulary::built_in(), &catalogue);
        for part in ["wild", "applicant.nickname", "neuter"] {
            assert!(
                found.iter().any(|problem| problem.detail.contains(part)),
                "{part}"
            );
        }
    }
}
