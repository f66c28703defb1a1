//! Words made comparable: case, umlauts, gender forms, abbreviations, inflection, compounds.

/// A text as a sequence of stems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stems {
    /// One stem per word.
    pub(crate) words: Vec<String>,
    joined: String,
    /// How much each word means, in hundredths: asked for very often, so made once.
    hundredths: Vec<u8>,
}

/// Words that carry no meaning of their own on a form.
const FILLERS: &[&str] = &[
    "bitt",
    "eintrag",
    "angab",
    "angeb",
    "ggf",
    "gegebenenfall",
    "freiwillig",
    "der",
    "die",
    "das",
    "des",
    "dem",
    "den",
    "ein",
    "eine",
    "und",
    "od",
    "oder",
    "zu",
    "zur",
    "zum",
    "von",
    "im",
    "in",
    "an",
    "am",
    "fuer",
    "auf",
    "mit",
    "sie",
    "ihr",
    "mein",
    "z",
    "b",
    "bzw",
    "hier",
    "wenn",
    "falls",
    "txt",
    "cb",
    "feld",
    "text",
    "field",
    "nur",
    "bei",
    "ist",
    "sind",
    "hab",
    "ausfuell",
    "persoenlich",
    "tt",
    "person",
    "antragstell",
    "antragsstell",
];

/// Whether a stem is a filler.
pub(crate) fn is_filler(stem: &str) -> bool {
    FILLERS.contains(&stem) || matches!(stem, "mm" | "jjjj" | "n" | "r" | "s" | "e" | "eur" | "euro")
}

impl Stems {
    /// Reads a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut whole = words_of(text);
        complete_names(&mut whole);
        let words: Vec<String> = whole.iter().map(|word| stem(expand(word))).collect();
        let joined = words.concat();
        let hundredths = words.iter().map(|word| hundredths_of(word)).collect();
        Self {
            words,
            joined,
            hundredths,
        }
    }

    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How much the words of a range mean: fillers little, others by length.
    pub(crate) fn weight(&self, range: std::ops::Range<usize>) -> f32 {
        let sum: u32 = self.hundredths[range].iter().map(|part| u32::from(*part)).sum();
        f32::from(u16::try_from(sum).unwrap_or(u16::MAX)) / 100.0
    }

    /// The whole weight.
    pub(crate) fn total_weight(&self) -> f32 {
        self.weight(0..self.words.len())
    }

    /// Where a phrase stands, compounds apart or together (`Haus-Nr.` is `Hausnummer`).
    pub(crate) fn find(&self, phrase: &Self) -> Option<std::ops::Range<usize>> {
        self.find_from(phrase, 0)
    }

    /// Like [`Stems::find`], from a word on.
    pub(crate) fn find_from(&self, phrase: &Self, from: usize) -> Option<std::ops::Range<usize>> {
        let target = phrase.joined.as_str();
        if target.is_empty() || self.joined.len() < target.len() {
            return None;
        }
        (from..self.words.len()).find_map(|start| {
            let mut rest = target;
            for (offset, word) in self.words[start..].iter().enumerate() {
                rest = rest.strip_prefix(word.as_str())?;
                if rest.is_empty() {
                    return Some(start..start + offset + 1);
                }
            }
            None
        })
    }

    /// Whether a phrase stands in it.
    pub(crate) fn contains(&self, phrase: &Self) -> bool {
        self.find(phrase).is_some()
    }

    /// Whether all words of a phrase of three or more stand in it in their order; the share they cover.
    pub(crate) fn in_order(&self, phrase: &Self) -> Option<f32> {
        let telling = |part: &&u8| **part != FILLER;
        if phrase.hundredths.iter().filter(telling).count() < 3 {
            return None;
        }
        let mut wanted = phrase
            .words
            .iter()
            .zip(&phrase.hundredths)
            .filter(|(_, part)| telling(part))
            .map(|(word, _)| word)
            .peekable();
        for word in &self.words {
            if wanted.peek().is_some_and(|next| *next == word) {
                wanted.next();
            }
        }
        wanted
            .peek()
            .is_none()
            .then(|| (phrase.total_weight() / self.total_weight().max(0.1)).min(1.0))
    }

    /// Like [`Stems::contains`]; a long single word may also begin a compound (`Hundesteuer` in `Hundesteuergesetz`).
    pub(crate) fn mentions(&self, phrase: &Self) -> bool {
        let long_word = phrase.words.len() == 1 && phrase.joined.len() >= 8;
        self.contains(phrase) || (long_word && self.words.iter().any(|word| word.starts_with(&phrase.joined)))
    }

    /// Whether a phrase stands in it and is not excluded (`außer Dringlichkeitsschein`).
    pub(crate) fn affirms(&self, phrase: &Self) -> bool {
        self.find(phrase).is_some_and(|range| {
            let before = range.start.checked_sub(1).map(|at| self.words[at].as_str());
            !matches!(before, Some("auss" | "kein" | "keine" | "nicht" | "ohn"))
        })
    }

    /// Whether it is a single word that many labels contain.
    fn is_general(&self) -> bool {
        matches!(
            self.joined.as_str(),
            "datum"
                | "ort"
                | "nam"
                | "name"
                | "numm"
                | "grund"
                | "miet"
                | "art"
                | "taetigkeit"
                | "gemeind"
                | "stadt"
                | "bank"
                | "kind"
        )
    }

    /// How well a label asks for what a phrase names, 0 to 1: 1 is the phrase and nothing else.
    pub(crate) fn asks_for(&self, phrase: &Self) -> f32 {
        let total = self.total_weight();
        if phrase.is_empty() || total <= 0.0 {
            return 0.0;
        }
        if let Some(range) = self.find(phrase) {
            let covered = self.weight(range.clone()) / total;
            // Forms name the thing first and explain it after.
            let late = self.weight(0..range.start) / total;
            // `Datum` or `Ort` inside a longer label may be anybody's.
            let base = if phrase.is_general() { 0.28 } else { 0.50 };
            return (base + (1.0 - base) * covered - 0.12 * late).clamp(0.0, 1.0);
        }
        if phrase.words.len() == 1
            && let Some(at) = self
                .words
                .iter()
                .position(|word| nearly_equal(word, &phrase.joined))
        {
            return 0.45 + 0.45 * self.weight(at..at + 1) / total;
        }
        if let Some(covered) = self.in_order(phrase) {
            return 0.45 + 0.50 * covered;
        }
        let phrase_weight = phrase.total_weight();
        if phrase_weight <= 0.0 || phrase.words.len() < 2 {
            return 0.0;
        }
        let common: u32 = phrase
            .words
            .iter()
            .zip(&phrase.hundredths)
            .filter(|(word, _)| self.words.contains(word))
            .map(|(_, part)| u32::from(*part))
            .sum();
        let common = f32::from(u16::try_from(common).unwrap_or(u16::MAX)) / 100.0;
        let dice = 2.0 * common / (phrase_weight + total);
        if dice >= 0.55 { 0.80 * dice } else { 0.0 }
    }
}

/// Long words that differ by one letter: forms have misprints (`Verwandschaftsverhältnis`).
fn nearly_equal(one: &str, two: &str) -> bool {
    if one.len() < 9 || two.len() < 9 || one.len().abs_diff(two.len()) > 1 {
        return false;
    }
    let common = one
        .bytes()
        .zip(two.bytes())
        .take_while(|(one, two)| one == two)
        .count();
    let (rest_one, rest_two) = (&one.as_bytes()[common..], &two.as_bytes()[common..]);
    match rest_one.len().cmp(&rest_two.len()) {
        std::cmp::Ordering::Less => rest_one == &rest_two[1..],
        std::cmp::Ordering::Greater => &rest_one[1..] == rest_two,
        std::cmp::Ordering::Equal => rest_one.is_empty() || rest_one[1..] == rest_two[1..],
    }
}

/// Weight of a filler in hundredths.
const FILLER: u8 = 15;

fn hundredths_of(stem: &str) -> u8 {
    if is_filler(stem) {
        FILLER
    } else if stem.chars().all(|character| character.is_ascii_digit()) {
        10
    } else {
        100
    }
}

/// Lower case, umlauts written out, gender and plural brackets taken away, everything else but letters and digits a
/// space.
pub(crate) fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut out = String::with_capacity(lower.len() + 8);
    for character in lower.chars() {
        match character {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'é' | 'è' | 'ê' => out.push('e'),
            'à' | 'á' | 'â' => out.push('a'),
            'ó' | 'ô' => out.push('o'),
            'ç' => out.push('c'),
            '\u{ad}' => {}
            other => out.push(other),
        }
    }
    for suffix in [
        "(in)", "/-in", "/ -in", "/in", "*in", ":in", "_in", "(innen)", "*innen", "/-innen", "(n)", "(en)",
        "(r)", "(s)", "(e)", "(es)",
    ] {
        while let Some(at) = out.find(suffix) {
            let end = at + suffix.len();
            // `/innerorts` is a word, not a gender form.
            if suffix.ends_with(')') || !out[end..].starts_with(|next: char| next.is_alphanumeric()) {
                out.replace_range(at..end, " ");
            } else {
                out.replace_range(at..=at, " ");
            }
        }
    }
    out.chars()
        .map(|character| {
            if character.is_alphanumeric() {
                character
            } else {
                ' '
            }
        })
        .collect()
}

fn words_of(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

fn expand(word: &str) -> &str {
    match word {
        "nr" | "num" | "no" => "nummer",
        "tel" | "fon" => "telefon",
        "str" => "strasse",
        "plz" => "postleitzahl",
        "hnr" | "hausnr" | "hsnr" => "hausnummer",
        "telnr" => "telefonnummer",
        "geb" | "gebdat" | "gebdatum" | "geburtsdat" | "geburtstdatum" => "geburtsdatum",
        "gebname" => "geburtsname",
        "gebort" => "geburtsort",
        "vorn" | "vname" => "vorname",
        "nachn" | "nname" | "fam" | "famname" => "familienname",
        "famst" => "familienstand",
        "geschl" => "geschlecht",
        "stang" | "staatsang" | "staatsangeh" => "staatsangehoerigkeit",
        "mail" | "emailadresse" => "email",
        "dat" => "datum",
        "std" => "stunden",
        "qm" => "m2",
        "mobilnr" => "mobilnummer",
        "handynr" => "handynummer",
        "rufnr" => "rufnummer",
        "gebtag" => "geburtstag",
        "kto" => "konto",
        "ktonr" | "kontonr" => "kontonummer",
        "kontoinh" | "ktoinh" => "kontoinhaber",
        "blz" => "bankleitzahl",
        "kfz" => "kraftfahrzeug",
        "fz" | "fzg" => "fahrzeug",
        "whg" => "wohnung",
        "wohnfl" => "wohnflaeche",
        "flst" | "flurst" => "flurstueck",
        "flnr" | "flurnr" => "flurnummer",
        "chipnr" => "chipnummer",
        "passnr" => "passnummer",
        "ausweisnr" => "ausweisnummer",
        "seriennr" => "seriennummer",
        "svnr" => "sozialversicherungsnummer",
        "rvnr" => "rentenversicherungsnummer",
        "anz" => "anzahl",
        "monatl" | "mtl" => "monatlich",
        "jaehrl" => "jaehrlich",
        "einschl" | "inkl" | "incl" => "einschliesslich",
        "ehem" => "ehemalige",
        "evtl" | "ggfs" => "ggf",
        "u" => "und",
        other => other,
    }
}

/// Writes out what a hyphen stands for in names of names: `Nach- und Vorname` is `Nachname und Vorname`.
fn complete_names(words: &mut [String]) {
    const BEGINNINGS: [&str; 5] = ["vor", "nach", "familien", "ruf", "geburts"];
    for at in 0..words.len().saturating_sub(2) {
        let [one, joint, other] = &words[at..at + 3] else {
            continue;
        };
        let is_joint = matches!(joint.as_str(), "und" | "u" | "oder");
        let is_name = other.ends_with("name") || other.ends_with("namen");
        if BEGINNINGS.contains(&one.as_str()) && is_joint && is_name {
            words[at].push_str("name");
        }
    }
}

/// A light stemmer for German: inflection only, compounds stay whole.
fn stem(word: &str) -> String {
    let mut rest = word;
    if rest.len() >= 9
        && let Some(shorter) = rest.strip_suffix("innen").or_else(|| rest.strip_suffix("in"))
        && shorter.ends_with("er")
    {
        rest = shorter;
    }
    for suffix in ["ern", "en", "em", "er", "es", "e", "s"] {
        if let Some(shorter) = rest.strip_suffix(suffix)
            && shorter.len() >= 4
        {
            return shorter.to_owned();
        }
    }
    rest.to_owned()
}

/// A machine name (`antragsteller_familienname`, `txt.gebDatum2b`) as words.
pub(crate) fn name_as_words(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    let mut previous = ' ';
    for character in name.chars() {
        let boundary = (character.is_uppercase() && previous.is_lowercase())
            || (character.is_ascii_digit() != previous.is_ascii_digit() && previous.is_alphanumeric());
        if boundary {
            out.push(' ');
        }
        out.push(if matches!(character, '_' | '.' | '[' | ']' | '#') {
            ' '
        } else {
            character
        });
        previous = character;
    }
    out
}

/// A text without what stands in round brackets; the text itself if nothing else is left.
pub(crate) fn outside_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            other if depth == 0 => out.push(other),
            _ => {}
        }
    }
    if out.trim().is_empty() {
        text.to_owned()
    } else {
        out
    }
}

/// Signs at the end of a line that divide a word: as typed, soft, and the one of typesetters.
const HYPHENS: [char; 3] = ['-', '\u{ad}', '\u{2010}'];

/// Puts lines together; a word divided at the line end becomes one again.
pub(crate) fn join_lines<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    let mut out = String::new();
    for line in lines {
        let line = line.trim();
        let continues = line.chars().next().is_some_and(char::is_lowercase)
            && !line.starts_with("und ")
            && !line.starts_with("oder ")
            && !line.starts_with("bzw");
        let divided = out.ends_with(HYPHENS) && out.chars().rev().nth(1).is_some_and(char::is_alphabetic);
        if continues && divided {
            out.pop();
        } else if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(label: &str, phrase: &str) -> f32 {
        Stems::of(label).asks_for(&Stems::of(phrase))
    }

    #[test]
    fn spellings_meet() {
        for (left, right) in [
            ("Haus-Nr.", "Hausnummer"),
            ("Straße", "STRASSE"),
            ("Vorname(n)", "Vornamen"),
            ("Kontoinhaber(in)", "Kontoinhaberin/Kontoinhaber"),
            ("E-Mail", "Email"),
            ("Antragsteller/in", "Antragstellerin"),
            ("PLZ", "Postleitzahl"),
            ("Tel.-Nr.", "Telefonnummer"),
            ("Nach- und Vorname", "Nachname"),
            ("Vor- und Nachname", "Vorname"),
        ] {
            assert!(
                Stems::of(right).contains(&Stems::of(left)) || Stems::of(left).contains(&Stems::of(right)),
                "{left} / {right}"
            );
        }
        assert!(!Stems::of("Kindergeld").contains(&Stems::of("Kind")));
        assert!(!Stems::of("Vorname").contains(&Stems::of("Name")));
    }

    #[test]
    fn the_exact_label_wins() {
        assert!(asks("Bitte Vorname eintragen", "Vorname") > 0.85);
        assert!(
            asks("Name des Kreditinstituts", "Name des Kreditinstituts")
                > asks("Name des Kreditinstituts", "Name")
        );
        assert!(
            asks("Straße und Hausnummer", "Straße")
                > asks("Ggf. Postanschrift Straße und Hausnummer", "Straße")
        );
        assert!(asks("Telefon", "Geburtsdatum") < 0.01);
        assert!(asks("Verwandschaftsverhältnis", "Verwandtschaftsverhältnis") > 0.85);
        assert!(
            asks(
                "Seit wann bewohnen Sie bzw. Ihre Familie die Wohnung",
                "Seit wann bewohnen Sie die Wohnung"
            ) > 0.6
        );
    }

    #[test]
    fn machine_names_fall_apart() {
        assert_eq!(name_as_words("txt.gebDatum2b"), "txt geb Datum 2 b");
        assert!(asks(&name_as_words("antragsteller_familienname"), "Familienname") > 0.6);
    }

    #[test]
    fn divided_words_are_joined() {
        assert_eq!(
            join_lines(["wenn Sie dieses Zei-", "chen sehen"].into_iter()),
            "wenn Sie dieses Zeichen sehen"
        );
        assert_eq!(
            join_lines(["Wohnberechtigungsbescheini\u{ad}", "gung"].into_iter()),
            "Wohnberechtigungsbescheinigung"
        );
        assert_eq!(
            join_lines(["Haus-", "und Grundbesitz"].into_iter()),
            "Haus- und Grundbesitz"
        );
    }
}
