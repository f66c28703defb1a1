//! How well the words around a box ask for a field of the blueprint: labels, context, row, strange words.
use aktenlage_catalogue::service::{FieldDefinition, ServiceDefinition};
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::ids::FieldId;
use aktenlage_domain::suggestion::Remark;

use crate::context::{Contexts, context_of, is_person, ordinal_of};
use crate::field_signs::Signs;
use crate::form::{Entry, Source};
use crate::label_meaning::{Meant, Nearest};
use crate::neighbourhood::Relation;
use crate::tasks::form_speech::FormSpeech;
use crate::text::{Stems, outside_brackets};

/// Below this a box does not ask for a field.
pub(crate) const THRESHOLD: f32 = 0.56;

/// What was found for one field at one place.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The field.
    pub(crate) field: FieldId,
    /// What stands there.
    pub(crate) reading: Reading,
    /// How sure it is that this place asks for this field and says this.
    pub(crate) probability: f32,
    /// The place.
    pub(crate) evidence: Vec<SourceSpan>,
    /// Why, and what was checked.
    pub(crate) remarks: Vec<Remark>,
    /// What speaks for and against it.
    pub(crate) signs: Signs,
}

/// What a place says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A normalised value.
    Value(String),
    /// Something that does not pass the checks of its type.
    Invalid,
    /// Nothing, though asked for.
    Empty,
    /// Too many ticks, or a tick that says none of the options.
    Ambiguous,
}

/// A field of the blueprint with its words made comparable.
#[derive(Debug)]
pub(crate) struct Target<'c> {
    /// The field.
    pub(crate) field: &'c FieldDefinition,
    /// Its context.
    pub(crate) context: String,
    phrases: Vec<Stems>,
    own_words: Vec<Stems>,
    named_by_itself: std::collections::BTreeSet<String>,
    ordinal: u32,
}

/// What a form is matched against.
#[derive(Debug)]
pub(crate) struct Targets<'c> {
    /// Fields, in the order of the blueprint.
    pub(crate) list: Vec<Target<'c>>,
    /// How contexts are told apart.
    pub(crate) contexts: Contexts,
    /// What the forms of the service print.
    pub(crate) speech: FormSpeech,
    /// What labels mean that no phrase is in; nothing without an encoder.
    pub(crate) meant: Meant,
    set_fields: Vec<String>,
}

impl<'c> Targets<'c> {
    /// Prepares the fields of a service, those that only conditions read included: forms may ask for them.
    pub(crate) fn of(service: &'c ServiceDefinition) -> Self {
        let contexts = Contexts::of(service);
        // `member.…` stands for every person of the household in conditions; no box asks for it.
        let stands_for_all = |field: &&FieldDefinition| field.id.as_str().starts_with("member.");
        let fields = service
            .fields
            .iter()
            .chain(&service.questions)
            .filter(|field| !stands_for_all(field));
        let targets: Vec<Target<'c>> = fields.map(|field| target(field, &contexts)).collect();
        let conditions: Vec<&str> = service
            .evidence
            .iter()
            .filter_map(|requirement| requirement.when.as_ref())
            .map(aktenlage_catalogue::condition::Condition::source)
            .collect();
        let is_set = |id: &&str| {
            conditions
                .iter()
                .any(|source| source.contains(&format!("{} has", crate::context::attribute(id))))
        };
        let set_fields = targets
            .iter()
            .map(|target| target.field.id.as_str())
            .filter(is_set)
            .map(str::to_owned)
            .collect();
        let speech = FormSpeech::of(targets.iter().flat_map(|target| &target.phrases));
        Self {
            list: targets,
            contexts,
            speech,
            meant: Meant::default(),
            set_fields,
        }
    }

    /// What the words around a place mean, among the fields that `may_be` meant there.
    pub(crate) fn nearest(
        &self,
        sources: &[Source],
        may_be: &dyn Fn(&Target<'_>) -> bool,
    ) -> Option<Nearest> {
        self.meant.nearest(sources, &self.list, may_be)
    }

    /// Whether a field may hold several options at once: conditions ask whether it `has` one.
    pub(crate) fn is_set(&self, field: &FieldDefinition) -> bool {
        self.set_fields.iter().any(|id| id == field.id.as_str())
    }

    /// How much a text looks like a label of the form, 0 to 1.
    pub(crate) fn like_print(&self, text: &str) -> f32 {
        if self.speech.includes(text) {
            return 1.0;
        }
        let stems = Stems::of(text);
        let asked = self.list.iter().map(|target| target.asked_by(&stems));
        asked.fold(0.0, f32::max)
    }

    /// How well an entry asks for a target, 0 to about 1.1, context included.
    pub(crate) fn score(&self, entry: &Entry, target: &Target<'_>, numbering: Numbering) -> f32 {
        let label = target.label_score(&entry.sources);
        if label < 0.4 {
            return 0.0;
        }
        // The first pages hold the application, later ones annexes and forms for others.
        let pages_before = u16::try_from(entry.widget.page.saturating_sub(1).min(4)).unwrap_or(4);
        label * self.score_context(entry, target, numbering) * (1.0 - 0.02 * f32::from(pages_before))
    }

    /// How well place and row of an entry fit a target, whatever its label says.
    pub(crate) fn score_context(&self, entry: &Entry, target: &Target<'_>, numbering: Numbering) -> f32 {
        let row = numbering.factor(entry.ordinal, target);
        let context = self.context_factor(entry, target);
        // The number of a person says whose row it is as clearly as a heading.
        let context = if row > 1.0 && target.context == "member" {
            context.max(1.0)
        } else {
            context
        };
        context * row
    }

    /// Whom or what the entry's own words name.
    fn named(&self, entry: &Entry) -> std::collections::BTreeSet<String> {
        // A whole sentence names people in passing.
        let own = entry
            .sources
            .iter()
            .filter(|source| source.weight > 0.65 && source.stems.words.len() <= 10);
        own.flat_map(|source| self.contexts.named_in(&source.stems))
            .collect()
    }

    /// How well the context of an entry fits a target.
    pub(crate) fn context_factor(&self, entry: &Entry, target: &Target<'_>) -> f32 {
        let own: Vec<&Source> = entry
            .sources
            .iter()
            .filter(|source| source.weight > 0.65)
            .collect();
        let strange = own
            .iter()
            // What stands in brackets explains the label and does not change it.
            .map(|source| Stems::of(&outside_brackets(&source.text)))
            .map(|stems| self.contexts.strange_modifiers(&stems, &target.own_words))
            .max()
            .unwrap_or(0);
        let strange_factor = match strange {
            0 => 1.0,
            1 => 0.66,
            _ => 0.45,
        };
        let named = self.named(entry);
        strange_factor * self.named_factor(&named, &entry.headings, target)
    }

    /// The same for a printed label with the headings above it.
    pub(crate) fn printed_factor(&self, label: &Stems, headings: &[Stems], target: &Target<'_>) -> f32 {
        let strange = self.contexts.strange_modifiers(label, &target.own_words);
        let named = self.contexts.named_in(label);
        let strange_factor = if strange == 0 { 1.0 } else { 0.6 };
        strange_factor * self.named_factor(&named, headings, target)
    }

    fn named_factor(
        &self,
        named: &std::collections::BTreeSet<String>,
        headings: &[Stems],
        target: &Target<'_>,
    ) -> f32 {
        let person = is_person(&target.context);
        if named.contains(&target.context) {
            return 1.10;
        }
        let foreign: Vec<&String> = named
            .iter()
            .filter(|context| !target.named_by_itself.contains(*context))
            .collect();
        if !foreign.is_empty() {
            let only_applicant = foreign.iter().all(|context| *context == "applicant");
            return match (person, only_applicant) {
                (true, _) => 0.55,
                (false, true) => 0.95,
                (false, false) => 0.70,
            };
        }
        let heading = headings
            .iter()
            .map(|heading| self.contexts.named_in(heading))
            .find(|named| !named.is_empty());
        match heading {
            Some(named) if named.contains(&target.context) => 1.06,
            Some(named) if person && named.iter().any(|context| is_person(context)) => 0.62,
            Some(_) if person => 0.80,
            Some(_) => 0.92,
            None if person && target.context != "applicant" => 0.70,
            None => 1.0,
        }
    }
}

impl Target<'_> {
    /// Where the words stand that ask for it most clearly; `None` if its own name or tooltip does.
    pub(crate) fn clearest_relation(&self, sources: &[Source]) -> Option<Relation> {
        let score = |source: &Source| source.weight * self.asked_by(&source.stems);
        let clearest = sources
            .iter()
            .max_by(|one, two| score(one).total_cmp(&score(two)));
        clearest.and_then(|source| source.relation)
    }

    /// The best source, helped by a second one that agrees.
    pub(crate) fn label_score(&self, sources: &[Source]) -> f32 {
        let (mut best, mut second) = (0.0_f32, 0.0_f32);
        for source in sources {
            let score = source.weight * self.asked_by(&source.stems);
            if score > best {
                second = best;
                best = score;
            } else {
                second = second.max(score);
            }
        }
        best + 0.2 * (1.0 - best) * second
    }

    /// How well a label asks for it.
    pub(crate) fn asked_by(&self, label: &Stems) -> f32 {
        let ranked = self.phrases.iter().enumerate().map(|(rank, phrase)| {
            let rank = u16::try_from(rank).unwrap_or(u16::MAX);
            label.asks_for(phrase) * (1.0 - 0.008 * f32::from(rank.min(10)))
        });
        ranked.fold(0.0, f32::max)
    }

    /// Whether one of its phrases stands in a label.
    pub(crate) fn mentioned_in(&self, label: &Stems) -> bool {
        self.phrases.iter().any(|phrase| label.contains(phrase))
    }
}

fn target<'c>(field: &'c FieldDefinition, contexts: &Contexts) -> Target<'c> {
    let mut phrases: Vec<Stems> = Vec::new();
    for label in field.form_labels.iter().chain(std::iter::once(&field.label.de)) {
        let stems = Stems::of(label);
        if !stems.is_empty() && !phrases.contains(&stems) {
            phrases.push(stems);
        }
    }
    let mut own_words = phrases.clone();
    own_words.extend(field.sections.iter().map(|section| Stems::of(section)));
    let wordings = field.options.iter().flat_map(|option| option.form_labels.iter());
    own_words.extend(wordings.map(|wording| Stems::of(wording)));
    let named_by_itself = phrases
        .iter()
        .flat_map(|phrase| contexts.named_in(phrase))
        .collect();
    Target {
        field,
        context: context_of(field),
        phrases,
        own_words,
        named_by_itself,
        ordinal: ordinal_of(field.id.as_str()),
    }
}

/// Whether the applicant is number 1 of the numbered persons of a form, or comes before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// `1. Person` is the applicant.
    ApplicantIsFirst,
    /// `Person 1` is the first other person.
    ApplicantIsApart,
}

impl Numbering {
    /// Looks whether a form names the applicant beside numbered persons.
    pub(crate) fn of(entries: &[Entry]) -> Self {
        let applicant = Stems::of("Antragsteller");
        let applicants = Stems::of("Antragssteller");
        let names_applicant = |entry: &&Entry| {
            let words = Stems::of(&crate::text::name_as_words(&entry.name));
            entry.ordinal.is_none() && (words.contains(&applicant) || words.contains(&applicants))
        };
        if entries.iter().any(|entry| entry.ordinal.is_some())
            && entries.iter().filter(names_applicant).count() > 2
        {
            Self::ApplicantIsApart
        } else {
            Self::ApplicantIsFirst
        }
    }

    fn factor(self, ordinal: Option<u32>, target: &Target<'_>) -> f32 {
        let Some(number) = ordinal else {
            return if target.context == "member" || target.ordinal > 1 {
                0.8
            } else {
                1.0
            };
        };
        let expected = match (target.context.as_str(), self) {
            ("member" | "partner", Self::ApplicantIsFirst) => target.ordinal + 1,
            ("applicant", Self::ApplicantIsApart) => return 0.45,
            _ => target.ordinal,
        };
        // A row number also shows that the box belongs to a table of persons.
        if number == expected { 1.02 } else { 0.45 }
    }
}
