//! Whose statement it is: persons and things that a form asks about, told apart by headings and by words of the label.
use std::collections::BTreeSet;

use aktenlage_catalogue::service::{FieldDefinition, ServiceDefinition};

use crate::text::Stems;

/// Words by which forms name persons and things, with the prefix of the field ids that belong to them.
const OWNERS: [(&str, &[&str]); 14] = [
    (
        "applicant",
        &[
            "Antragsteller",
            "Antragstellerin",
            "Antragssteller",
            "Antragstellende Person",
            "antragstellende",
            "Angaben zur Person",
            "Fragen an mich",
            "Betriebsinhaber",
            "meldepflichtige Person",
            "Elternteil 1",
            "1. Elternteil",
            "1. Person",
            "Person 1",
            "Bauherr",
            "Halter",
            "Hundehalter",
            "Mieter",
            "Arbeitnehmer",
            "Gewerbetreibender",
            "Steuerpflichtiger",
            "Steuerschuldner",
            "Wohnungssuchender",
            "pflegebedürftige Person",
            "beziehende Person",
            "betreuende Person",
            "betreuender Elternteil",
            "Hauptwohnung",
            "Hauptwohnsitz",
        ],
    ),
    (
        "partner",
        &[
            "Ehegatte",
            "Ehegatten",
            "Ehepartner",
            "Ehefrau",
            "Ehemann",
            "Lebenspartner",
            "Partner",
            "Partnerin",
        ],
    ),
    (
        "parent2",
        &[
            "Elternteil 2",
            "2. Elternteil",
            "anderer Elternteil",
            "anderen Elternteils",
            "zweiter Elternteil",
            "weitere sorgende Person",
        ],
    ),
    (
        "other_parent",
        &[
            "anderer Elternteil",
            "anderen Elternteils",
            "unterhaltspflichtiger Elternteil",
        ],
    ),
    (
        "child",
        &[
            "Kind",
            "Kindes",
            "Kinder",
            "Angaben zum Kind",
            "Neugeborenes",
            "minderjährige Person",
        ],
    ),
    (
        "landlord",
        &[
            "Vermieter",
            "Wohnungsgeber",
            "Hauseigentümer",
            "Wohnungseigentümer",
            "Hausverwaltung",
            "Hausverwalter",
        ],
    ),
    (
        "representative",
        &[
            "Vertreter",
            "gesetzlicher Vertreter",
            "Bevollmächtigte",
            "Bevollmächtigter",
            "Betreuer",
            "Vormund",
            "Vollmachtnehmer",
            "Personensorgeberechtigte",
            "Erziehungsberechtigte",
            "Zustellungsbevollmächtigter",
            "Sorgeberechtigte",
            "vertretungsberechtigte Person",
        ],
    ),
    (
        "account_holder",
        &["Kontoinhaber", "Zahlungsempfänger", "Zahlungspflichtiger"],
    ),
    ("employer", &["Arbeitgeber"]),
    (
        "designer",
        &["Entwurfsverfasser", "Planverfasser", "planende Person"],
    ),
    (
        "member",
        &[
            "Haushaltsmitglied",
            "Haushaltsangehörige",
            "Mitbewohner",
            "Mitantragsteller",
            "weitere Personen",
            "weitere Person",
            "2. Person",
            "Person 2",
            "3. Person",
            "Person 3",
            "4. Person",
            "Person 4",
            "5. Person",
            "Person 5",
        ],
    ),
    ("business", &["Betriebsstätte", "Betrieb", "Gewerbebetrieb"]),
    ("dog", &["Hund", "Hundes", "Angaben zum Hund"]),
    ("vehicle", &["Fahrzeug", "Fahrzeugs", "Angaben zum Fahrzeug"]),
];

/// Prefixes that name persons: a statement about one is never one about another.
const PERSONS: [&str; 11] = [
    "applicant",
    "partner",
    "parent2",
    "other_parent",
    "child",
    "landlord",
    "representative",
    "account_holder",
    "employer",
    "designer",
    "member",
];

/// Words that turn a label into one for something else, unless the field itself is about that.
const MODIFIERS: [&str; 43] = [
    "früher",
    "frühere",
    "früheren",
    "bisherige",
    "bisheriger",
    "letzte",
    "ehemalige",
    "Postanschrift",
    "abweichende",
    "abweichend",
    "weitere",
    "Ausland",
    "Staat",
    "Hauptniederlassung",
    "Hauptniederlasung",
    "Zweigniederlassung",
    "Telefax",
    "Fax",
    "Internetadresse",
    "Betriebsleiter",
    "neuer",
    "neuen",
    "Grund",
    "Anzahl",
    "Eheschließung",
    "Trennung",
    "Tod",
    "gestorben",
    "abgegeben",
    "Eingangsstempel",
    "Sachbearbeiter",
    "Behörde",
    "Versicherung",
    "Ausstellung",
    "vorherige",
    "künftige",
    "verstorben",
    "Vorbesitzer",
    "Veräußerer",
    "Verkäufer",
    "Züchter",
    "Ansprechpartner",
    "Dienststelle",
];

/// The words by which one service tells contexts apart. Made once per form.
#[derive(Debug)]
pub(crate) struct Contexts {
    owners: Vec<(Stems, BTreeSet<String>)>,
    modifiers: Vec<Stems>,
}

impl Contexts {
    /// The general words plus the section headings of the blueprint.
    pub(crate) fn of(service: &ServiceDefinition) -> Self {
        let mut owners: Vec<(Stems, BTreeSet<String>)> = Vec::new();
        let mut add = |phrase: &str, prefix: &str| {
            let stems = Stems::of(phrase);
            // Numbered persons are told apart by their number.
            let numbered = stems.words.len() == 2
                && stems.words.iter().any(|word| word == "person")
                && stems
                    .words
                    .iter()
                    .any(|word| word.chars().all(|character| character.is_ascii_digit()));
            if stems.is_empty() || numbered {
                return;
            }
            match owners.iter_mut().find(|(known, _)| *known == stems) {
                Some((_, prefixes)) => {
                    prefixes.insert(prefix.to_owned());
                }
                None => owners.push((stems, BTreeSet::from([prefix.to_owned()]))),
            }
        };
        for (prefix, phrases) in OWNERS {
            for phrase in phrases {
                add(phrase, prefix);
            }
        }
        for field in &service.fields {
            for section in &field.sections {
                add(section, &context_of(field));
            }
        }
        // Longer phrases say more: they are looked for first.
        owners.sort_by(|(one, _), (two, _)| two.total_weight().total_cmp(&one.total_weight()));
        let modifiers = MODIFIERS.iter().map(|word| Stems::of(word)).collect();
        Self { owners, modifiers }
    }

    /// Whom or what a text names: the prefixes of the phrases in it, without those inside longer ones.
    pub(crate) fn named_in(&self, text: &Stems) -> BTreeSet<String> {
        let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
        let mut named = BTreeSet::new();
        for (phrase, prefixes) in &self.owners {
            if let Some(range) = text.find(phrase)
                && !taken
                    .iter()
                    .any(|other| other.start <= range.start && range.end <= other.end)
            {
                named.extend(prefixes.iter().cloned());
                taken.push(range);
            }
        }
        named
    }

    /// How many modifiers stand in a text that the field's own words do not have.
    pub(crate) fn strange_modifiers(&self, text: &Stems, own_words: &[Stems]) -> usize {
        let strange = |modifier: &&Stems| {
            text.contains(modifier) && !own_words.iter().any(|own| own.contains(modifier))
        };
        self.modifiers.iter().filter(strange).count()
    }
}

/// The context of a field: its prefix without number; the two dwellings of a move are told apart.
pub(crate) fn context_of(field: &FieldDefinition) -> String {
    let id = field.id.as_str();
    for (start, context) in [
        ("move.new_", "move_new"),
        ("move.move_in", "move_new"),
        ("move.previous_", "move_previous"),
    ] {
        if id.starts_with(start) {
            return context.to_owned();
        }
    }
    prefix(id)
        .trim_end_matches(|character: char| character.is_ascii_digit() && !id.starts_with("parent2"))
        .to_owned()
}

/// The number in the prefix of a repeated person (`member2`), 1 without.
pub(crate) fn ordinal_of(id: &str) -> u32 {
    if id.starts_with("parent2") {
        return 1;
    }
    let digits: String = prefix(id).chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(1)
}

/// Whether a context is a person.
pub(crate) fn is_person(context: &str) -> bool {
    PERSONS.contains(&context)
}

fn prefix(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

/// The last piece of an id.
pub(crate) fn attribute(id: &str) -> &str {
    id.rsplit('.').next().unwrap_or(id)
}
