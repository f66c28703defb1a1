//! Labels that no phrase of the blueprint is in, by what they mean: how near each is to the phrases of every field.
use std::collections::{BTreeMap, BTreeSet};

use crate::context::attribute;
use crate::form::{self, Source};
use crate::neighbourhood::Relation;
use crate::tasks::match_fields::{THRESHOLD, Target, Targets};
use crate::templates::Sheet;
use crate::text::Stems;

/// Phrases of a field that are compared; the usual ones stand first, and more make the first call longer.
const PHRASES: usize = 6;
/// Words from which on a piece is no label.
const MOST_WORDS: usize = 12;
/// Labels of one document that are compared at most: time grows with them.
const MOST_LABELS: usize = 240;
/// Cosine to its nearest phrase from which on a label may ask for a field. Unrelated texts lie around 0.80 with encoders
/// of the E5 family.
const LEAST_NEARNESS: f32 = 0.86;
/// How far ahead the nearest field has to be of every other that the same value could be for.
const LEAST_LEAD: f32 = 0.02;
/// What both have to make together: a nearer label needs less of a lead.
const LEAST_TOGETHER: f32 = 0.90;
/// From here on a piece is a label, whatever it asks for.
const NEAR_ANY: f32 = 0.89;

/// How near labels are to fields, by the words that count in them.
#[derive(Debug, Default)]
pub(crate) struct Meant {
    nearness: BTreeMap<Vec<String>, Vec<f32>>,
}

/// The fields that a label is nearest to: one, or the same of several people.
#[derive(Clone, Debug)]
pub(crate) struct Nearest {
    /// Places in the list of targets.
    pub(crate) targets: Vec<usize>,
    /// Cosine.
    pub(crate) nearness: f32,
    /// How far the next field is behind.
    pub(crate) lead: f32,
    /// Where the label stands.
    pub(crate) relation: Option<Relation>,
}

impl Nearest {
    /// As clear as words that hold a phrase loosely, never as clear as the phrase itself.
    pub(crate) fn score(&self) -> f32 {
        0.64 + 1.5 * self.lead.min(0.08)
    }

    /// The same for a question that is answered by a tick: one that stands alone has to be clearer to count.
    pub(crate) fn score_of_ticks(&self) -> f32 {
        self.score() + 0.06
    }
}

impl Meant {
    /// Keeps how near labels are to fields, given the vector of each label and those of each field's phrases, all of
    /// length 1.
    pub(crate) fn of(labels: Vec<(Vec<String>, Vec<f32>)>, fields: &[Vec<&[f32]>]) -> Self {
        let dot = |one: &[f32], two: &[f32]| one.iter().zip(two).map(|(one, two)| one * two).sum::<f32>();
        let near = |label: &[f32]| {
            let to_field = |phrases: &Vec<&[f32]>| {
                let cosines = phrases.iter().map(|phrase| dot(label, phrase));
                cosines.fold(0.0, f32::max)
            };
            fields.iter().map(to_field).collect()
        };
        let nearness = labels.into_iter().map(|(words, vector)| (words, near(&vector)));
        Self {
            nearness: nearness.collect(),
        }
    }

    /// Whether a text means what some field asks for.
    pub(crate) fn is_label(&self, stems: &Stems) -> bool {
        let known = self.nearness.get(&stems.words);
        known.is_some_and(|near| near.iter().any(|nearness| *nearness >= NEAR_ANY))
    }

    /// What the words around a place mean, among the fields that `may_be` meant there; `None` if no label is clear.
    pub(crate) fn nearest(
        &self,
        sources: &[Source],
        list: &[Target<'_>],
        may_be: &dyn Fn(&Target<'_>) -> bool,
    ) -> Option<Nearest> {
        let candidates: Vec<usize> = (0..list.len()).filter(|place| may_be(&list[*place])).collect();
        let own = sources.iter().filter(|source| source.weight > 0.65);
        let clear = own.filter_map(|source| {
            let near = self.nearness.get(&source.stems.words)?;
            let mut nearest = nearest_of(near, list, &candidates)?;
            nearest.relation = source.relation;
            Some(nearest)
        });
        clear.max_by(|one, two| (one.nearness + one.lead).total_cmp(&(two.nearness + two.lead)))
    }
}

fn nearest_of(near: &[f32], list: &[Target<'_>], candidates: &[usize]) -> Option<Nearest> {
    let name = |place: usize| attribute(list[place].field.id.as_str());
    let best = candidates
        .iter()
        .copied()
        .max_by(|one, two| near[*one].total_cmp(&near[*two]))?;
    let nearness = near[best];
    let next = candidates
        .iter()
        .filter(|place| name(**place) != name(best))
        .map(|place| near[*place])
        .fold(0.0, f32::max);
    let lead = nearness - next;
    let is_clear =
        nearness >= LEAST_NEARNESS && lead >= LEAST_LEAD && nearness + lead.min(0.10) >= LEAST_TOGETHER;
    is_clear.then(|| Nearest {
        // The same field of other people is asked for by the same phrases.
        targets: candidates
            .iter()
            .copied()
            .filter(|place| name(*place) == name(best) && nearness - near[*place] < 1e-3)
            .collect(),
        nearness,
        lead,
        relation: None,
    })
}

/// The phrases of a field that labels are compared with.
pub(crate) fn phrases_of(target: &Target<'_>) -> Vec<String> {
    let field = target.field;
    std::iter::once(&field.label.de)
        .chain(&field.form_labels)
        .take(PHRASES)
        .cloned()
        .collect()
}

/// Texts of a document that may be labels and that no phrase is in, by the words that count.
pub(crate) fn unknown_labels(sheet: &Sheet, targets: &Targets<'_>) -> BTreeMap<Vec<String>, String> {
    let mut unknown = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut offer = |text: &str| {
        let text = without_number(text);
        let stems = Stems::of(text);
        if unknown.len() < MOST_LABELS
            && seen.insert(stems.words.clone())
            && may_be_label(text, &stems)
            && !targets.speech.includes(text)
            && targets
                .list
                .iter()
                .all(|target| target.asked_by(&stems) < THRESHOLD)
        {
            unknown.insert(stems.words, text.to_owned());
        }
    };
    let document = &sheet.document.text;
    let entries = form::entries(document, &sheet.layouts, &sheet.paper);
    for entry in &entries {
        for source in entry.sources.iter().filter(|source| source.weight > 0.65) {
            offer(&source.text);
        }
    }
    if entries.is_empty() {
        for segment in sheet.layouts.iter().flat_map(|layout| &layout.segments) {
            offer(segment.text.split(':').next().unwrap_or_default());
        }
    }
    unknown
}

fn may_be_label(text: &str, stems: &Stems) -> bool {
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (1..=MOST_WORDS).contains(&stems.words.len())
        && letters >= 3
        && letters > 2 * digits
        && !text.contains('@')
}

/// A label without the number of its question: `2.9 Rückrufnummer`.
fn without_number(text: &str) -> &str {
    let text = text.trim();
    match text.split_once(' ') {
        Some((number, rest))
            if number.starts_with(|first: char| first.is_ascii_digit() || first == '(')
                && number
                    .chars()
                    .all(|character| character.is_ascii_digit() || "().".contains(character)) =>
        {
            rest.trim_start()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source {
            stems: Stems::of(text),
            text: text.to_owned(),
            weight: 0.9,
            relation: Some(Relation::Left),
        }
    }

    /// Fields of the shipped blueprint, and a label whose vector points at the first with the given cosine; the second is
    /// `lead` behind, all others are at right angles.
    fn nearest(cosine: f32, lead: f32) -> Option<Nearest> {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let targets = Targets::of(&catalogue.services[0]);
        let name = |place: usize| attribute(targets.list[place].field.id.as_str());
        let second = (1..targets.list.len())
            .find(|place| name(*place) != name(0))
            .unwrap();
        let axes: Vec<Vec<f32>> = (0..3)
            .map(|axis| (0..3).map(|place| f32::from(u8::from(place == axis))).collect())
            .collect();
        let fields: Vec<Vec<&[f32]>> = (0..targets.list.len())
            .map(|place| {
                vec![
                    axes[if place == 0 {
                        0
                    } else if place == second {
                        1
                    } else {
                        2
                    }]
                    .as_slice(),
                ]
            })
            .collect();
        let label = vec![cosine, cosine - lead, 0.0];
        let meant = Meant::of(vec![(Stems::of("Rückrufnummer").words, label)], &fields);
        meant.nearest(&[source("Rückrufnummer")], &targets.list, &|_| true)
    }

    #[test]
    fn a_label_asks_for_what_it_is_near_to_and_ahead_of_all_others() {
        let found = nearest(0.90, 0.03).unwrap();
        assert_eq!(found.targets, [0]);
        assert!(found.score() > THRESHOLD && found.score() < 0.80);
        assert!(nearest(0.85, 0.10).is_none(), "too far away");
        assert!(nearest(0.95, 0.01).is_none(), "another field is as near");
        assert!(nearest(0.87, 0.02).is_none(), "neither near nor far ahead");
    }

    #[test]
    fn numbers_of_questions_are_no_part_of_a_label() {
        assert_eq!(without_number("2.9 Rückrufnummer"), "Rückrufnummer");
        assert_eq!(without_number("(3) Zweck"), "Zweck");
        assert_eq!(without_number("1. Person"), "Person");
        assert_eq!(without_number("Zweck der Reise"), "Zweck der Reise");
    }
}
