//! Collects the truth of a case while its documents are made: what the first document states counts, what later ones
//! state otherwise is a contradiction.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_typeset::Typeset;

use super::fill::Filled;
use super::sent::Sent;
use super::set::{on_page, places};
use crate::truth::{Contradiction, FieldTruth, Place};

/// What was stated so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    fields: BTreeMap<String, FieldTruth>,
    contradictions: Vec<Contradiction>,
}

/// A document that was made.
pub(super) struct Made<'a> {
    pub(super) filled: &'a Filled,
    pub(super) set: &'a Typeset,
    pub(super) sent: &'a Sent,
    pub(super) file: &'a str,
    pub(super) is_live: bool,
}

impl Record {
    /// Takes up what a document states.
    pub(super) fn add(&mut self, made: &Made<'_>) {
        let mut seen = BTreeSet::new();
        for stated in &made.filled.stated {
            let Some(value) = &stated.value else { continue };
            // The same place once: a date in two runs of one line has one box each, found by its name.
            let mut found = places(made.set, stated, made.is_live);
            found.retain(|(page, bbox)| seen.insert((stated.id.clone(), *page, bbox.map(f64::to_bits))));
            self.state(&stated.id, value, made.placed(found));
        }
        if made.filled.signed == Some(true) {
            let named = "value:declaration.signed";
            let place = made.set.places.iter().find(|place| place.name == named);
            let found: Vec<(u32, [f64; 4])> = place
                .and_then(|place| on_page(made.set, place))
                .into_iter()
                .collect();
            self.state("declaration.signed", "true", made.placed(found));
        }
    }

    fn state(&mut self, id: &str, value: &str, places: Vec<Place>) {
        let field = self.fields.entry(id.to_owned()).or_insert_with(|| FieldTruth {
            id: id.to_owned(),
            value: value.to_owned(),
            places: Vec::new(),
        });
        if field.value == value {
            field.places.extend(places);
        } else {
            self.contradictions.push(Contradiction {
                id: id.to_owned(),
                value: value.to_owned(),
                places,
            });
        }
    }

    /// The value that counts.
    pub(super) fn value(&self, id: &str) -> Option<&str> {
        self.fields.get(id).map(|field| field.value.as_str())
    }

    /// All values that count, by id.
    pub(super) fn values(&self) -> BTreeMap<String, Option<String>> {
        let values = self.fields.iter();
        values
            .map(|(id, field)| (id.clone(), Some(field.value.clone())))
            .collect()
    }

    /// Fields that are asked for, all other statements, and contradictions.
    pub(super) fn split(
        self,
        is_asked: impl Fn(&str) -> bool,
    ) -> (Vec<FieldTruth>, Vec<FieldTruth>, Vec<Contradiction>) {
        let (fields, others) = self.fields.into_values().partition(|field| is_asked(&field.id));
        (fields, others, self.contradictions)
    }
}

impl Made<'_> {
    fn placed(&self, found: Vec<(u32, [f64; 4])>) -> Vec<Place> {
        let place = |(page, bbox)| Place {
            file: self.file.to_owned(),
            page,
            bbox: self.sent.bbox(page, bbox).map(rounded),
        };
        found.into_iter().map(place).collect()
    }
}

/// Four places, as in all truths.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
