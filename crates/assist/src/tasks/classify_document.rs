//! Which kind a document is: its title, typical phrases, and, where words do not decide, the meaning of its text.
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::service::Label;
use aktenlage_domain::document::{SourceSpan, TextSource};
use aktenlage_domain::ids::DocumentKind;
use aktenlage_domain::suggestion::{AbstentionReason, Remark};

use crate::abstain;
use crate::features::RuleScores;
use crate::layout::PageLayout;
use crate::letter::Letter;
use crate::lexicon::{Headline, PhraseBook, best_title, headlines};
use crate::remark;
use crate::submission::DocumentInput;
use crate::text::{Stems, is_filler};

/// What was found about one document.
#[derive(Clone, Debug)]
pub(crate) struct KindGuess {
    /// The kind, or why there is none.
    pub(crate) kind: Result<DocumentKind, AbstentionReason>,
    /// How sure.
    pub(crate) probability: f32,
    /// Title and phrases that decided.
    pub(crate) evidence: Vec<SourceSpan>,
    /// Why.
    pub(crate) remarks: Vec<Remark>,
}

/// Titles and phrases of all kinds, made comparable once.
#[derive(Debug)]
pub(crate) struct KindLexicon {
    ids: Vec<DocumentKind>,
    labels: Vec<Label>,
    titles: Vec<Vec<Stems>>,
    phrases: PhraseBook,
    /// Titles of the application forms of all services, without those of other kinds that also tell the service
    /// (a declaration of consent, a power of attorney).
    form_titles: Vec<Stems>,
}

const APPLICATION_FORM: &str = "application_form";
/// Letters of a title that tells a kind by itself: `Mietvertrag` does, `Anzeige` and `Bescheid` do not.
const TELLING_LETTERS: usize = 9;
/// Kinds that a document may be which are named in words.
const NAMED_KINDS: usize = 4;

/// Kinds that no letter is of.
const NO_LETTERS: [&str; 7] = [
    APPLICATION_FORM,
    "application_annex",
    "identity_document",
    "residence_permit",
    "birth_certificate",
    "payslip",
    "bank_statement",
];

/// Words with which the titles of application forms begin, whatever is applied for.
const APPLICATION_WORDS: [&str; 12] = [
    "Antrag auf",
    "Antrag",
    "Anmeldung",
    "Anzeige nach",
    "Gewerbe-Anmeldung",
    "Meldeschein",
    "Hauptantrag",
    "Antragsformular",
    "Formblatt 1",
    "Erklärung zur",
    "Weiterbewilligungsantrag",
    "Anmeldebogen",
];

impl KindLexicon {
    /// Reads the blueprint.
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
        let kinds = || {
            catalogue
                .kinds
                .iter()
                .filter(|kind| kind.id.as_str() != "unknown")
        };
        let stems = |texts: &[String]| texts.iter().map(|text| Stems::of(text)).collect::<Vec<_>>();
        let titles: Vec<Vec<Stems>> = kinds().map(|kind| stems(&kind.titles)).collect();
        let others: Vec<&Stems> = kinds()
            .zip(&titles)
            .filter(|(kind, _)| kind.id.as_str() != APPLICATION_FORM)
            .flat_map(|(_, titles)| titles)
            .collect();
        let form_titles = catalogue
            .services
            .iter()
            .flat_map(|service| stems(&service.form_titles))
            .filter(|title| !begins_with_any(title, &others))
            .collect();
        Self {
            ids: kinds().map(|kind| kind.id.clone()).collect(),
            labels: kinds().map(|kind| kind.label.clone()).collect(),
            titles,
            phrases: PhraseBook::of(kinds().map(|kind| kind.phrases.iter().collect())),
            form_titles,
        }
    }

    /// The kind whose title a line begins with: the longest one counts, and short ones say nothing.
    pub(crate) fn titled(&self, line: &Stems) -> Option<&DocumentKind> {
        let leads = |title: &Stems| {
            let range = line.find(title);
            range.is_some_and(|range| line.words[..range.start].iter().all(|word| is_filler(word)))
        };
        self.all_titles()
            .filter(|(_, title)| letters(title) >= TELLING_LETTERS && leads(title))
            .max_by_key(|(_, title)| letters(title))
            .map(|(kind, _)| kind)
    }

    /// The kinds whose title a line holds anywhere.
    pub(crate) fn named<'l>(&'l self, line: &'l Stems) -> impl Iterator<Item = &'l DocumentKind> {
        self.all_titles()
            .filter(move |(_, title)| line.contains(title) || line.in_order(title).is_some())
            .map(|(kind, _)| kind)
    }

    /// The kind at a place.
    pub(crate) fn id(&self, index: usize) -> Option<&DocumentKind> {
        self.ids.get(index)
    }

    /// All kinds, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.ids.iter().map(|id| id.as_str().to_owned()).collect()
    }

    /// That a document is one of some likely kinds, likeliest first, or of those about which nothing is known; the first
    /// of the likely ones are named in words.
    pub(crate) fn may_be(&self, likely: &[usize], unseen: &[usize]) -> Remark {
        let open = likely.iter().chain(unseen);
        let ids: Vec<&str> = open.filter_map(|kind| Some(self.id(*kind)?.as_str())).collect();
        let words = |language: fn(&Label) -> &str, more: &str| {
            let labels = likely.iter().filter_map(|kind| self.labels.get(*kind));
            let named: Vec<&str> = labels.take(NAMED_KINDS).map(language).collect();
            let more = if likely.len() > NAMED_KINDS { more } else { "" };
            format!("{}{more}", named.join("; "))
        };
        if likely.is_empty() {
            return Remark::new(remark::MAY_BE_NONE).with("kinds", ids.join(","));
        }
        Remark::new(remark::MAY_BE)
            .with("kinds", ids.join(","))
            .with("labels", words(|label| &label.de, " u. a."))
            .with("labels_en", words(|label| &label.en, " and others"))
    }

    /// Every title with its kind, those of the forms of services too.
    fn all_titles(&self) -> impl Iterator<Item = (&DocumentKind, &Stems)> {
        let own = self.ids.iter().zip(&self.titles);
        let form = self.ids.iter().find(|kind| kind.as_str() == APPLICATION_FORM);
        own.flat_map(|(kind, titles)| titles.iter().map(move |title| (kind, title)))
            .chain(
                form.into_iter()
                    .flat_map(move |kind| self.form_titles.iter().map(move |title| (kind, title))),
            )
    }
}

fn letters(title: &Stems) -> usize {
    title.words.iter().map(String::len).sum()
}

fn begins_with_any(title: &Stems, others: &[&Stems]) -> bool {
    others
        .iter()
        .any(|other| title.find(other).is_some_and(|range| range.start == 0))
}

/// Scores of all kinds by words alone, with their evidence.
#[derive(Debug)]
pub(crate) struct Scores {
    /// One per kind of the lexicon.
    pub(crate) values: Vec<f32>,
    evidence: Vec<Vec<SourceSpan>>,
    remarks: Vec<Vec<Remark>>,
    vetoed: Vec<bool>,
}

impl Scores {
    /// Where a kind shows.
    pub(crate) fn evidence_of(&self, index: usize) -> &[SourceSpan] {
        self.evidence.get(index).map(Vec::as_slice).unwrap_or_default()
    }

    /// Why.
    pub(crate) fn remarks_of(&self, index: usize) -> &[Remark] {
        self.remarks.get(index).map(Vec::as_slice).unwrap_or_default()
    }

    /// As heads take them.
    pub(crate) fn for_heads(&self) -> RuleScores {
        RuleScores {
            values: self.values.clone(),
            shown: self.evidence.iter().map(|places| !places.is_empty()).collect(),
            vetoed: self.vetoed.clone(),
        }
    }
}

/// Scores a document by its words.
pub(crate) fn score(lexicon: &KindLexicon, document: &DocumentInput, layouts: &[PageLayout]) -> Scores {
    let lines = headlines(document.id, layouts);
    let first_pages = &layouts[..layouts.len().min(3)];
    let letter = Letter::read(document, layouts);
    let mut scores = Scores {
        values: Vec::new(),
        evidence: Vec::new(),
        remarks: Vec::new(),
        vetoed: Vec::new(),
    };
    for (index, kind) in lexicon.ids.iter().enumerate() {
        let mut titles = best_title(&lines, &lexicon.titles[index]);
        if kind.as_str() == APPLICATION_FORM {
            titles = better(titles, form_title(lexicon, &lines, document));
        }
        let hits = lexicon.phrases.hits(index, document.id, first_pages);
        let weight: f32 = hits.iter().map(|hit| hit.weight).sum();
        let by_phrases = 1.0 - (-weight / 3.2).exp();
        let by_title = titles.as_ref().map_or(0.0, |(score, _)| *score);
        let by_words = 1.0 - (1.0 - 0.92 * by_title) * (1.0 - 0.52 * by_phrases);
        let (value, sentence) = match &letter {
            Some(letter) => as_letter(kind, letter, by_words),
            None => (by_words, None),
        };
        scores.values.push(value);
        let mut evidence: Vec<SourceSpan> = sentence.into_iter().collect();
        evidence.extend(titles.iter().map(|(_, line)| line.span.clone()));
        evidence.extend(hits.iter().take(3).map(|hit| hit.span.clone()));
        evidence.dedup();
        let mut remarks = Vec::new();
        if let Some((_, line)) = &titles {
            remarks.push(
                Remark::new(remark::TITLE_FOUND)
                    .with("title", line.span.text.chars().take(80).collect::<String>()),
            );
        }
        if !hits.is_empty() {
            remarks.push(Remark::new(remark::PHRASES_FOUND).with("count", hits.len().to_string()));
        }
        scores.evidence.push(evidence);
        scores.remarks.push(remarks);
        let is_vetoed = letter.is_some() && NO_LETTERS.contains(&kind.as_str());
        scores.vetoed.push(is_vetoed);
    }
    scores
}

/// A letter is no form, whatever its subject line says; a sentence that asks makes it an application.
fn as_letter(kind: &DocumentKind, letter: &Letter, by_words: f32) -> (f32, Option<SourceSpan>) {
    let at_least = |value: f32| 1.0 - (1.0 - value) * (1.0 - 0.4 * by_words);
    match kind.as_str() {
        // Nor is a letter that speaks of a card or a certificate that card or certificate.
        other if NO_LETTERS.contains(&other) => (by_words * 0.35, None),
        "informal_application" => match &letter.request {
            Some(request) => (at_least(0.80), Some(request.clone())),
            None => (by_words, None),
        },
        "cover_letter" => match (&letter.request, &letter.enclosure) {
            (None, Some(enclosure)) => (at_least(0.72), Some(enclosure.clone())),
            (Some(_), _) => (by_words * 0.6, None),
            (None, None) => (by_words, None),
        },
        _ => (by_words, None),
    }
}

fn better<'h>(
    one: Option<(f32, &'h Headline)>,
    two: Option<(f32, &'h Headline)>,
) -> Option<(f32, &'h Headline)> {
    match (one, two) {
        (Some(one), Some(two)) => Some(if two.0 > one.0 { two } else { one }),
        (one, two) => one.or(two),
    }
}

/// The title of an application form: one that the blueprint knows, or a prominent line that begins like one.
fn form_title<'h>(
    lexicon: &KindLexicon,
    lines: &'h [Headline],
    document: &DocumentInput,
) -> Option<(f32, &'h Headline)> {
    let titles = lines
        .iter()
        .filter(|line| !only_refers_to_application(&line.span.text));
    let known = best_title(titles, &lexicon.form_titles);
    let words: Vec<Stems> = APPLICATION_WORDS.iter().map(|word| Stems::of(word)).collect();
    let begins = lines
        .iter()
        .filter(|line| {
            words
                .iter()
                .any(|word| line.stems.find(word).is_some_and(|range| range.start == 0))
        })
        .max_by(|one, two| one.prominence.total_cmp(&two.prominence))
        .map(|line| {
            let has_boxes = if document.text.fields.len() > 8 { 0.12 } else { 0.0 };
            ((line.prominence * 0.85 + has_boxes).min(0.95), line)
        });
    better(known, begins)
}

/// Whether a line names an application without being its title: `Nachweis des Arbeitgebers zum Antrag auf Elterngeld`,
/// or the heading of a norm, `§ 30a BZRG – Antrag auf ein erweitertes Führungszeugnis`.
fn only_refers_to_application(line: &str) -> bool {
    let line = line.to_lowercase();
    line.starts_with('§')
        || ["zum antrag", "zur anmeldung", "zur anzeige"]
            .iter()
            .any(|words| line.contains(words))
}

/// Whether there are words or fields.
pub(crate) fn is_readable(document: &DocumentInput) -> bool {
    let mut pages = document.text.pages.iter();
    let has_words = pages.any(|page| page.source != TextSource::Unreadable && !page.words.is_empty());
    has_words || !document.text.fields.is_empty()
}

/// Decides. `meaning` holds one value per kind from the encoder, 0 to 1, or nothing.
pub(crate) fn decide(
    lexicon: &KindLexicon,
    document: &DocumentInput,
    scores: &Scores,
    meaning: Option<&[f32]>,
) -> KindGuess {
    if !is_readable(document) {
        return KindGuess {
            kind: Err(AbstentionReason::UnreadablePage),
            probability: 0.0,
            evidence: Vec::new(),
            remarks: Vec::new(),
        };
    }
    let mut values = scores.values.clone();
    if let Some(meaning) = meaning {
        for (value, meaning) in values.iter_mut().zip(meaning) {
            *value = 1.0 - (1.0 - *value) * (1.0 - 0.45 * meaning);
        }
    }
    let best = values
        .iter()
        .copied()
        .enumerate()
        .max_by(|one, two| one.1.total_cmp(&two.1));
    let Some((index, value)) = best else {
        return KindGuess {
            kind: Err(AbstentionReason::NoEvidence),
            probability: 0.0,
            evidence: Vec::new(),
            remarks: Vec::new(),
        };
    };
    let mut remarks = scores.remarks[index].clone();
    if remarks.is_empty() {
        remarks.push(Remark::new(remark::MEANING_SIMILAR));
    }
    let mut evidence = scores.evidence[index].clone();
    if evidence.is_empty()
        && let Some(line) = document.text.pages.iter().find(|page| !page.words.is_empty())
    {
        // Meaning alone decided: the first words stand for the page.
        let words = line.words.iter().take(12);
        let bbox = words
            .clone()
            .map(|word| word.bbox)
            .reduce(aktenlage_domain::document::PageBox::union);
        let text = words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        evidence.extend(bbox.map(|bbox| SourceSpan {
            document: document.id,
            page: line.number,
            bbox,
            text,
        }));
    }
    let kind = match abstain::DOCUMENT_KIND.refuse(&values) {
        Some(reason) => Err(reason),
        None => Ok(lexicon.ids[index].clone()),
    };
    KindGuess {
        kind,
        probability: value.min(0.99),
        evidence,
        remarks,
    }
}
