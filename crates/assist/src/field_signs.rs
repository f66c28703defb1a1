//! What speaks for and against a value that was found for a field: the numbers that the head for fields is trained on and
//! asked with. They tell how it was found and what else could be meant, and nothing of what stands there.
use aktenlage_catalogue::service::FieldDefinition;
use aktenlage_domain::ids::FieldId;
use aktenlage_domain::value::ValueKind;

use crate::features::{HeadInput, RuleScores};
use crate::neighbourhood::Relation;

/// Names of the signs, in the order of [`FieldCandidate::signs`]. Another list is another head.
pub const FIELD_SIGNS: [&str; 40] = [
    "probability",
    "from_box",
    "from_tick",
    "from_place",
    "from_label",
    "from_mark",
    "label",
    "label_of_place",
    "label_of_label",
    "context",
    "rival",
    "lead",
    "label_left",
    "label_above",
    "label_column",
    "label_own",
    "like_print",
    "other_value",
    "agreeing",
    "is_contradicted",
    "is_part",
    "kind_text",
    "kind_name",
    "kind_date",
    "kind_number",
    "kind_choice",
    "kind_checked",
    "is_application",
    "is_evidence",
    "is_scan",
    "is_live",
    "recognised",
    "words",
    "digits",
    "later_page",
    "is_applicants",
    "nearness",
    "nearness_lead",
    "echoes",
    "commas",
];

/// A value that would be suggested for a field, before anybody asks whether it is sure enough.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldCandidate {
    /// The field.
    pub field: FieldId,
    /// Normalised.
    pub value: String,
    /// How its document came, as far as the file shows it: `form`, `printed` or `scan`.
    pub channel: String,
    /// Whether the bound that was set by hand lets it through.
    pub is_said_by_rules: bool,
    /// One number for each of [`FIELD_SIGNS`], most of them from 0 to 1.
    pub signs: Vec<f32>,
}

impl FieldCandidate {
    /// What a head for fields is asked with. There is evidence: the place where it was found.
    pub fn input(&self) -> HeadInput {
        HeadInput {
            features: self.signs.clone(),
            words: Vec::new(),
            rules: RuleScores {
                values: vec![1.0],
                shown: vec![true],
                vetoed: vec![false],
            },
            channel: self.channel.clone(),
        }
    }
}

/// How a value was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Source {
    /// It stands in a box of an interactive form, or in one that a taught form knows.
    #[default]
    Box,
    /// A box of an interactive form is ticked.
    Tick,
    /// It is printed at a place that words around it ask for.
    Place,
    /// It is printed beside or below a label.
    Label,
    /// A mark on paper: a tick, a signature.
    Mark,
}

/// What is known where a value is found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Signs {
    pub(crate) source: Source,
    /// How clearly the words around it ask for the field, with their context.
    pub(crate) label: f32,
    /// How clearly they ask for the best other field.
    pub(crate) rival: f32,
    /// How well headings and row fit.
    pub(crate) context: f32,
    /// Where the clearest words stand.
    pub(crate) relation: Option<Relation>,
    /// How near the words around it are to the field's phrases, where no phrase is in them; else 0.
    pub(crate) nearness: f32,
    /// How far the next field is behind.
    pub(crate) nearness_lead: f32,
    /// Other filled boxes of the document that ask for the same, less clearly, and hold something else.
    pub(crate) echoes: usize,
    /// How much the text itself looks like a label.
    pub(crate) like_print: f32,
    /// Whether the document is the application, or of a kind that is not known.
    pub(crate) is_application: bool,
    pub(crate) is_evidence: bool,
    /// As [`crate::DocumentFeatures::channel`].
    pub(crate) channel: &'static str,
    /// Confidence of the least sure word; 1 where nothing was recognised.
    pub(crate) recognised: f32,
}

/// What is known when all places of a field are compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Compared<'f> {
    pub(crate) field: &'f FieldDefinition,
    pub(crate) signs: &'f Signs,
    /// As rules see it.
    pub(crate) probability: f32,
    /// What stands there.
    pub(crate) text: &'f str,
    pub(crate) page: u32,
    /// The surest other value.
    pub(crate) other_value: f32,
    /// Places that say the same.
    pub(crate) agreeing: usize,
    pub(crate) is_contradicted: bool,
    /// Whether it is one part of what stands there.
    pub(crate) is_part: bool,
}

impl Compared<'_> {
    /// One number for each of [`FIELD_SIGNS`].
    pub(crate) fn numbers(&self) -> Vec<f32> {
        let signs = self.signs;
        let from = |source: Source| flag(signs.source == source);
        let stands = |relation: Relation| flag(signs.relation == Some(relation));
        let attribute = crate::context::attribute(self.field.id.as_str());
        let is_name = matches!(
            attribute,
            "family_name" | "given_names" | "birth_name" | "account_holder"
        );
        let kind = self.field.kind;
        let letters = self.text.chars().filter(|letter| !letter.is_whitespace()).count();
        let digits = self.text.chars().filter(char::is_ascii_digit).count();
        vec![
            self.probability,
            from(Source::Box),
            from(Source::Tick),
            from(Source::Place),
            from(Source::Label),
            from(Source::Mark),
            signs.label,
            signs.label * from(Source::Place),
            signs.label * from(Source::Label),
            signs.context,
            signs.rival,
            (signs.label - signs.rival).clamp(-0.5, 0.5),
            stands(Relation::Left),
            stands(Relation::Above),
            stands(Relation::ColumnHead),
            flag(signs.relation.is_none()),
            signs.like_print,
            self.other_value,
            share(self.agreeing, 3),
            flag(self.is_contradicted),
            flag(self.is_part),
            flag(kind == ValueKind::Text && !is_name),
            flag(is_name),
            flag(kind == ValueKind::Date),
            flag(matches!(
                kind,
                ValueKind::Money | ValueKind::Integer | ValueKind::Decimal
            )),
            flag(matches!(kind, ValueKind::Code | ValueKind::Boolean)),
            flag(matches!(
                kind,
                ValueKind::Iban
                    | ValueKind::TaxId
                    | ValueKind::PostalCode
                    | ValueKind::Phone
                    | ValueKind::Email
                    | ValueKind::Vin
                    | ValueKind::Plate
            )),
            flag(signs.is_application),
            flag(signs.is_evidence),
            flag(signs.channel == "scan"),
            flag(signs.channel == "form"),
            signs.recognised,
            share(self.text.split_whitespace().count(), 10),
            share(digits, letters.max(1)),
            share(
                usize::try_from(self.page.saturating_sub(1)).unwrap_or(usize::MAX),
                4,
            ),
            flag(self.field.id.as_str().starts_with("applicant.")),
            // Cosines of one encoder lie close together.
            ((signs.nearness - 0.8) * 5.0).max(0.0),
            (signs.nearness_lead * 10.0).min(1.0),
            share(signs.echoes, 3),
            share(self.text.matches(',').count(), 3),
        ]
    }
}

fn flag(is_set: bool) -> f32 {
    if is_set { 1.0 } else { 0.0 }
}

/// A count as a share of what counts as many.
fn share(count: usize, many: usize) -> f32 {
    let of = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    (of(count) / of(many.max(1))).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_a_name_and_none_depends_on_who_is_meant() {
        let (catalogue, _) = aktenlage_catalogue::load(None);
        let field = &catalogue.services[0].fields[0];
        let signs = Signs {
            label: 0.9,
            channel: "form",
            ..Signs::default()
        };
        let numbers = |text: &str| {
            Compared {
                field,
                signs: &signs,
                probability: 0.8,
                text,
                page: 2,
                other_value: 0.0,
                agreeing: 1,
                is_contradicted: false,
                is_part: false,
            }
            .numbers()
        };
        assert_eq!(numbers("Huber").len(), FIELD_SIGNS.len());
        assert_eq!(numbers("Huber"), numbers("Maier"));
        assert_ne!(numbers("Huber"), numbers("Huber 12"));
        assert!(numbers("Huber").iter().all(|number| number.is_finite()));
    }
}
