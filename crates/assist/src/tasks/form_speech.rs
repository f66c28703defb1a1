//! Tells what a form says from what an applicant writes: a label beside a label is no value.
use std::collections::BTreeSet;

use crate::text::{Stems, is_filler};

/// Words of forms that are not among the labels of a service.
const FORM_WORDS: &[&str] = &[
    "Abteilung",
    "Adresse",
    "Aktenzeichen",
    "amtlich",
    "amtliche",
    "Angabe",
    "Angaben",
    "Anlage",
    "Anlagen",
    "Anschrift",
    "Antrag",
    "Antragsteller",
    "Antragstellerin",
    "antragstellende",
    "Antragstellende",
    "Art",
    "Ausstellungsbehörde",
    "Ausstellungsdatum",
    "Bankleitzahl",
    "Bescheid",
    "Fragen",
    "Planung",
    "Postfach",
    "Postfachanschrift",
    "Schulterhöhe",
    "Bankverbindung",
    "Bearbeiter",
    "Bearbeitungsvermerk",
    "Behörde",
    "Bemerkungen",
    "Begründung",
    "Betrag",
    "bisher",
    "bisherige",
    "Datum",
    "Dienststelle",
    "Doktorgrad",
    "derzeit",
    "Eingangsstempel",
    "E-Mail",
    "Ehegatte",
    "Ehepartner",
    "Eingangsvermerk",
    "Elternteil",
    "Erklärung",
    "Etage",
    "erreichbar",
    "Familienname",
    "Familienstand",
    "Fax",
    "Faxnummer",
    "freiwillig",
    "Geburtsdatum",
    "Geburtsland",
    "Geburtsname",
    "Geburtsort",
    "Geschlecht",
    "Grund",
    "Haushalt",
    "Haushaltsmitglied",
    "Hausnummer",
    "Kind",
    "Kinder",
    "Kassenzeichen",
    "Kontoinhaber",
    "Kontonummer",
    "Kreditinstitut",
    "Lebenspartner",
    "männlich",
    "Mobiltelefon",
    "Monat",
    "Nachname",
    "Name",
    "Nummer",
    "Ort",
    "Person",
    "Personalien",
    "Personalausweis",
    "Personen",
    "Pflichtangabe",
    "Pflichtfeld",
    "Persönliche",
    "persönlich",
    "PLZ",
    "Postleitzahl",
    "Rechtsform",
    "Reisepass",
    "Religion",
    "Religionszugehörigkeit",
    "Sonstiges",
    "Staatsangehörigkeit",
    "Stockwerk",
    "Straße",
    "tagsüber",
    "Tag",
    "Telefon",
    "Telefax",
    "Telefonnummer",
    "Unterschrift",
    "Verhältnisse",
    "Vermerke",
    "Vorname",
    "Vornamen",
    "weiblich",
    "Wohnanschrift",
    "Wohnort",
    "Wohnung",
    "Zeitraum",
    "zutreffendes",
    "Zutreffende",
];

/// How a form speaks to people; nobody fills in such words.
const ADDRESSING: &[&str] = &[
    "ankreuzen",
    "bin",
    "ausfüllen",
    "bitte",
    "bzw",
    "falls",
    "finden",
    "gem",
    "gemäß",
    "ggf",
    "ich",
    "ihr",
    "ihre",
    "ihnen",
    "ihrem",
    "ihren",
    "ihrer",
    "nicht",
    "oder",
    "sie",
    "siehe",
    "sofern",
    "soweit",
    "wenn",
    "werden",
    "wird",
];

/// The words that the forms of a service print.
#[derive(Debug)]
pub(crate) struct FormSpeech {
    stems: BTreeSet<String>,
}

impl FormSpeech {
    /// From the labels of a service.
    pub(crate) fn of<'s>(labels: impl Iterator<Item = &'s Stems>) -> Self {
        let known = labels.flat_map(|stems| stems.words.iter().cloned());
        let further = FORM_WORDS.iter().flat_map(|word| Stems::of(word).words);
        Self {
            stems: known.chain(further).filter(|stem| !is_filler(stem)).collect(),
        }
    }

    /// Whether any word of a text is one of forms: what is a name or a place holds none.
    pub(crate) fn speaks_in(&self, text: &str) -> bool {
        let is_form_of = |word: &str| word.contains("(r)") || word.contains("(n)") || word.contains("(e)");
        self.includes(text)
            || text.split_whitespace().any(is_form_of)
            || Stems::of(text).words.iter().any(|stem| {
                !is_filler(stem) && stem.chars().any(char::is_alphabetic) && self.stems.contains(stem)
            })
    }

    /// Whether a text is the form's own.
    pub(crate) fn includes(&self, text: &str) -> bool {
        let text = text.trim();
        if text.starts_with('(')
            || text.ends_with(['*', ':', '?'])
            || text.contains("(in)")
            || text.contains("/-in")
            || text.contains(" / ")
        {
            return true;
        }
        let is_addressing = |word: &str| {
            let word = word.trim_matches(|character: char| !character.is_alphanumeric());
            // "SIE" or a name such as "Ihr" does not occur in lower case; forms write both ways.
            ADDRESSING.contains(&word.to_lowercase().as_str())
        };
        if text.split_whitespace().any(is_addressing) {
            return true;
        }
        let words = Stems::of(text).words;
        // Of digits and signs alone there are no stems; that is for the type of the field to judge.
        !words.is_empty()
            && words
                .iter()
                .all(|stem| is_filler(stem) || self.stems.contains(stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_entries() {
        let labels = [Stems::of("Religion"), Stems::of("Wohnfläche in qm")];
        let speech = FormSpeech::of(labels.iter());
        let printed = [
            "Religion*",
            "Ausstellungsdatum",
            "Persönliche",
            "Rentner(in)",
            "Antragstellende Person",
            "Antragstellerin / Antragsteller",
            "tagsüber erreichbar",
            "Elterngeldstelle finden Sie",
            "ggf. Nummer im Stiftungsverzeichnis",
            "Wohnfläche",
        ];
        for text in printed {
            assert!(speech.includes(text), "{text}");
        }
        let entered = [
            "Maier",
            "Anna-Lena",
            "von der Au",
            "Lindenstraße",
            "München",
            "deutsch",
            "Hauswartin",
            "Stadtwerke Musterstadt",
            "Erika Sabine Musterfrau",
        ];
        for text in entered {
            assert!(!speech.includes(text), "{text}");
        }
    }
}
