//! Letters in a person's own words: whether a page is one, what its subject line says, and whether it asks for something
//! or sends something. Many applications come without a form.
use aktenlage_domain::document::SourceSpan;

use crate::layout::{PageLayout, Segment};
use crate::submission::DocumentInput;
use crate::text::{Stems, fold};

/// Longer texts are contracts, notices or explanations.
const MOST_WORDS: usize = 450;
/// Few letters have a box to write in.
const MOST_FIELDS: usize = 2;
/// Lines above the salutation that may belong to the subject.
const SUBJECT_LINES: usize = 2;

/// How letters to an office begin. One to a named person comes from an office or a business.
const SALUTATIONS: [&str; 4] = ["sehr geehrte damen", "guten tag", "hallo", "liebe damen"];
/// How letters end.
const CLOSINGS: [&str; 7] = [
    "mit freundlichen gruessen",
    "mit freundlichem gruss",
    "freundliche gruesse",
    "viele gruesse",
    "mit besten gruessen",
    "hochachtungsvoll",
    "mfg",
];
/// Words of offices, not of applicants.
const OFFICIAL: [&str; 4] = [
    "rechtsbehelfsbelehrung",
    "im auftrag",
    "bescheid ergeht",
    "unser zeichen",
];

/// A letter.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// Sentences in which the writer asks for something to be granted or registers something.
    pub(crate) request: Option<SourceSpan>,
    /// A sentence that says that something is enclosed.
    pub(crate) enclosure: Option<SourceSpan>,
    /// Subject line and request: what the letter is about.
    focus: Vec<Stems>,
}

impl Letter {
    /// Reads a document as a letter, if it is one.
    pub(crate) fn read(document: &DocumentInput, layouts: &[PageLayout]) -> Option<Self> {
        let words: usize = document.text.pages.iter().map(|page| page.words.len()).sum();
        if document.text.fields.len() > MOST_FIELDS || words > MOST_WORDS {
            return None;
        }
        let segments: Vec<&Segment> = layouts.iter().flat_map(|layout| &layout.segments).collect();
        let texts: Vec<String> = segments.iter().map(|segment| plain(&segment.text)).collect();
        let begins = |text: &String, phrases: &[&str]| phrases.iter().any(|phrase| text.starts_with(phrase));
        let salutation = texts.iter().position(|text| begins(text, &SALUTATIONS))?;
        let closing = texts.iter().rposition(|text| begins(text, &CLOSINGS))?;
        let is_official = texts
            .iter()
            .any(|text| OFFICIAL.iter().any(|phrase| text.contains(phrase)));
        if closing <= salutation || is_official {
            return None;
        }
        let body = Body::of(&segments[salutation + 1..closing]);
        let (request, enclosure) = (body.first(asks_for_something), body.first(sends_something));
        let mut focus: Vec<Stems> = segments[..salutation]
            .iter()
            .rev()
            .take(SUBJECT_LINES)
            .map(|segment| segment.stems.clone())
            .collect();
        focus.extend(request.iter().map(|sentence| Stems::of(&sentence.text)));
        let span = |sentence: &Sentence<'_>| sentence.segment.span(document.id);
        Some(Self {
            request: request.map(span),
            enclosure: enclosure.map(span),
            focus,
        })
    }

    /// Whether subject or request speak of one of these.
    pub(crate) fn is_about(&self, phrases: &[Stems]) -> bool {
        let spoken_of = |phrase: &Stems| {
            self.focus
                .iter()
                .any(|text| text.mentions(phrase) || text.in_order(phrase).is_some())
        };
        phrases.iter().any(spoken_of)
    }
}

/// What stands between salutation and closing, in sentences.
struct Body<'s> {
    sentences: Vec<Sentence<'s>>,
}

struct Sentence<'s> {
    text: String,
    /// Where it begins.
    segment: &'s Segment,
}

impl<'s> Body<'s> {
    fn of(segments: &[&'s Segment]) -> Self {
        let mut sentences: Vec<Sentence<'s>> = Vec::new();
        let mut is_open = false;
        for segment in segments {
            for piece in segment.text.split_inclusive(['.', '!', '?']) {
                match sentences.last_mut().filter(|_| is_open) {
                    Some(last) => {
                        last.text.push(' ');
                        last.text.push_str(piece.trim());
                    }
                    None => sentences.push(Sentence {
                        text: piece.trim().to_owned(),
                        segment,
                    }),
                }
                // `zum 1. Dezember` does not end a sentence.
                let mut end = piece.trim_end().chars().rev();
                let stops = end.next().is_some_and(|last| matches!(last, '.' | '!' | '?'));
                is_open = !stops || end.next().is_some_and(|before| before.is_ascii_digit());
            }
        }
        Self { sentences }
    }

    fn first(&self, wanted: impl Fn(&[&str]) -> bool) -> Option<&Sentence<'s>> {
        self.sentences.iter().find(|sentence| {
            let text = clauses(&sentence.text);
            let words: Vec<&str> = text.split(' ').collect();
            !sentence.text.ends_with('?') && wanted(&words)
        })
    }
}

/// `hiermit beantrage ich …`, `ich melde … an`, `ich möchte … beantragen`; not `ich habe beantragt`, `wie melde ich …`.
fn asks_for_something(words: &[&str]) -> bool {
    const QUESTIONS: [&str; 7] = ["wie", "wo", "wann", "ob", "welche", "was", "warum"];
    const WISHES: [&str; 8] = [
        "moechte", "moechten", "will", "wollen", "wuerde", "wuerden", "bitte", "bitten",
    ];
    const WISHED: [&str; 7] = [
        "beantragen",
        "beantrage",
        "anmelden",
        "anzumelden",
        "ummelden",
        "anzeigen",
        "befreien",
    ];
    let has = |wanted: &str| words.contains(&wanted);
    let after = |verb: &[&str], rest: &[&str]| {
        words
            .iter()
            .position(|word| verb.contains(word))
            .is_some_and(|at| words[at + 1..].iter().any(|word| rest.contains(word)))
    };
    // `ich melde … an` ends its clause; `eine Ampel an der Kreuzung` does not.
    let registers = || {
        let verb = words
            .iter()
            .position(|word| matches!(*word, "melde" | "melden" | "zeige" | "zeigen"));
        verb.is_some_and(|verb| {
            let ends = |at: usize| matches!(words.get(at + 1), None | Some(&"komma" | &"und"));
            (verb + 1..words.len()).any(|at| words[at] == "an" && ends(at))
        })
    };
    if words.iter().any(|word| QUESTIONS.contains(word)) {
        return false;
    }
    has("beantrage")
        || (has("beantragen") && has("wir") && words.last() != Some(&"beantragen"))
        || (registers() && (has("ich") || has("wir")))
        || after(&["stelle", "stellen"], &["antrag"])
        || after(&WISHES, &WISHED)
}

/// `anbei sende ich …`, `ich reiche … nach`, `… liegen bei`.
fn sends_something(words: &[&str]) -> bool {
    const ENCLOSED: [&str; 6] = [
        "anbei",
        "beigefuegt",
        "beiliegend",
        "anliegend",
        "beigelegt",
        "anlage",
    ];
    let pair = |verb: &[&str], particle: &str| {
        words
            .iter()
            .position(|word| verb.contains(word))
            .is_some_and(|at| words[at + 1..].contains(&particle))
    };
    words.iter().any(|word| ENCLOSED.contains(word))
        || pair(&["reiche", "reichen"], "nach")
        || pair(&["reiche", "reichen"], "ein")
        || pair(&["liegt", "liegen"], "bei")
}

/// A sentence in plain words; commas become a word, because separated verbs end with their clause.
fn clauses(sentence: &str) -> String {
    plain(&sentence.replace(',', " komma "))
}

/// Small letters, umlauts written out, single spaces.
fn plain(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{asks_for_something, clauses, plain, sends_something};

    fn asks(text: &str) -> bool {
        asks_for_something(&clauses(text).split(' ').collect::<Vec<_>>())
    }

    #[test]
    fn requests_are_told_from_questions_and_reports() {
        assert!(asks("hiermit beantrage ich einen Bewohnerparkausweis."));
        assert!(asks("Hiermit zeigen wir den Beginn unseres Gewerbes an."));
        assert!(asks("ich möchte für meine Wohnung Wohngeld beantragen."));
        assert!(asks("Ich stelle formlos einen Antrag auf Unterhaltsvorschuss."));
        assert!(!asks("Wie melde ich meine Tochter an?"));
        assert!(!asks("ich habe im März Wohngeld beantragt."));
        assert!(asks("ich melde mein Auto an, das ich gestern gekauft habe."));
        assert!(!asks("ich melde Ihnen eine kaputte Ampel an der Brücke."));
    }

    #[test]
    fn enclosures_are_found() {
        let sends = |text: &str| sends_something(&plain(text).split(' ').collect::<Vec<_>>());
        assert!(sends("wie verlangt reiche ich die Lohnabrechnung nach."));
        assert!(sends("Beigefügt finden Sie den Vertrag."));
        assert!(!sends("Die Rechnung kam gestern."));
    }
}
