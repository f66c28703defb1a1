//! Which public service a submission asks for: mainly from its application form, else from its letters.
use aktenlage_catalogue::Catalogue;
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::ids::{DocumentKind, ServiceKey};
use aktenlage_domain::suggestion::{AbstentionReason, Remark};

use crate::abstain;
use crate::features::RuleScores;
use crate::layout::PageLayout;
use crate::letter::Letter;
use crate::lexicon::{PhraseBook, best_title, headlines};
use crate::remark;
use crate::submission::DocumentInput;
use crate::text::Stems;

/// How much it adds that a letter asks for what a service is about.
const ASKED_IN_LETTER: f32 = 0.72;

/// Titles and phrases of all services, made comparable once.
#[derive(Debug)]
pub(crate) struct ServiceLexicon {
    keys: Vec<ServiceKey>,
    titles: Vec<Vec<Stems>>,
    phrases: PhraseBook,
    /// What people call the service: phrases that stand in several of its titles.
    topics: Vec<Vec<Stems>>,
    negative: Vec<Vec<(String, Stems)>>,
}

impl ServiceLexicon {
    /// Reads the blueprint.
    pub(crate) fn of(catalogue: &Catalogue) -> Self {
        let stems = |texts: &[String]| texts.iter().map(|text| Stems::of(text)).collect::<Vec<_>>();
        let services = &catalogue.services;
        Self {
            keys: services.iter().map(|service| service.key.clone()).collect(),
            titles: services
                .iter()
                .map(|service| stems(&service.form_titles))
                .collect(),
            phrases: PhraseBook::of(services.iter().map(|service| service.phrases.iter().collect())),
            topics: services
                .iter()
                .map(|service| {
                    let titles = stems(&service.form_titles);
                    let mut topics = stems(&service.phrases);
                    topics.retain(|phrase| titles.iter().filter(|title| title.mentions(phrase)).count() > 1);
                    topics
                })
                .collect(),
            negative: services
                .iter()
                .map(|service| {
                    service
                        .negative_phrases
                        .iter()
                        .map(|phrase| (phrase.clone(), Stems::of(phrase)))
                        .collect()
                })
                .collect(),
        }
    }
}

impl ServiceLexicon {
    /// The service at a place.
    pub(crate) fn key(&self, index: usize) -> Option<&ServiceKey> {
        self.keys.get(index)
    }

    /// All services, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.keys.iter().map(|key| key.as_str().to_owned()).collect()
    }
}

/// What one document says about the service.
#[derive(Debug)]
pub(crate) struct DocumentScores {
    /// One per service of the lexicon.
    pub(crate) values: Vec<f32>,
    evidence: Vec<Vec<SourceSpan>>,
    remarks: Vec<Vec<Remark>>,
    vetoed: Vec<bool>,
}

impl DocumentScores {
    /// Where a service shows.
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

/// Scores one document.
pub(crate) fn score(
    lexicon: &ServiceLexicon,
    document: &DocumentInput,
    layouts: &[PageLayout],
) -> DocumentScores {
    let lines = headlines(document.id, layouts);
    let letter = Letter::read(document, layouts).filter(|letter| letter.request.is_some());
    let words: usize = document.text.pages.iter().map(|page| page.words.len()).sum();
    let words = f32::from(u16::try_from(words).unwrap_or(u16::MAX));
    let mut scores = DocumentScores {
        values: Vec::new(),
        evidence: Vec::new(),
        remarks: Vec::new(),
        vetoed: Vec::new(),
    };
    for index in 0..lexicon.keys.len() {
        let title = best_title(&lines, &lexicon.titles[index]);
        let hits = lexicon.phrases.hits(index, document.id, layouts);
        let weight: f32 = hits.iter().map(|hit| hit.weight).sum();
        // Long forms mention many services: what counts is how much of the text speaks of this one.
        let dense = weight / (1.0 + (words / 220.0).ln_1p());
        let by_phrases = 1.0 - (-dense / 3.0).exp();
        let by_title = title.as_ref().map_or(0.0, |(score, _)| *score);
        let mut value = 1.0 - (1.0 - 0.94 * by_title) * (1.0 - 0.62 * by_phrases);
        // A letter says in its subject line and in one sentence what it asks for.
        if letter
            .as_ref()
            .is_some_and(|letter| letter.is_about(&lexicon.topics[index]))
        {
            value = 1.0 - (1.0 - value) * (1.0 - ASKED_IN_LETTER);
        }
        let mut remarks = Vec::new();
        let mut is_vetoed = false;
        if let Some((_, line)) = &title {
            remarks.push(
                Remark::new(remark::TITLE_FOUND)
                    .with("title", line.span.text.chars().take(80).collect::<String>()),
            );
        }
        if !hits.is_empty() {
            remarks.push(Remark::new(remark::PHRASES_FOUND).with("count", hits.len().to_string()));
        }
        for (phrase, stems) in &lexicon.negative[index] {
            let in_title = lines
                .iter()
                .filter(|line| line.prominence > 0.62)
                .any(|line| line.stems.affirms(stems));
            let places = layouts
                .iter()
                .flat_map(|layout| &layout.segments)
                .filter(|segment| segment.stems.affirms(stems))
                .count();
            let factor = match (in_title, places) {
                (true, _) => 0.45,
                // A long form mentions its neighbours; its title says which one it is.
                (false, 3..) if by_title < 0.5 => 0.85,
                _ => 1.0,
            };
            is_vetoed |= in_title;
            if factor < 1.0 {
                remarks.push(Remark::new(remark::CONFUSED_WITH).with("phrase", phrase.as_str()));
            }
            value *= factor;
        }
        let mut evidence: Vec<SourceSpan> = title.iter().map(|(_, line)| line.span.clone()).collect();
        evidence.extend(hits.iter().take(3).map(|hit| hit.span.clone()));
        evidence.dedup();
        scores.values.push(value);
        scores.evidence.push(evidence);
        scores.remarks.push(remarks);
        scores.vetoed.push(is_vetoed);
    }
    scores
}

/// What was found about the submission.
#[derive(Clone, Debug)]
pub(crate) struct ServiceGuess {
    /// The service, or why there is none.
    pub(crate) service: Result<ServiceKey, AbstentionReason>,
    /// How sure.
    pub(crate) probability: f32,
    /// Where it shows.
    pub(crate) evidence: Vec<SourceSpan>,
    /// Why.
    pub(crate) remarks: Vec<Remark>,
}

/// How much a document of a kind says about what is applied for. The form says it; everything else only helps where there
/// is none.
pub(crate) fn weight_of(kind: Option<&DocumentKind>, has_form: bool) -> f32 {
    let beside_form = if has_form && !is_form(kind) { 0.6 } else { 1.0 };
    let of_kind = match kind.map(DocumentKind::as_str) {
        Some("application_form") => 1.0,
        Some("informal_application" | "cover_letter" | "application_annex") => 0.95,
        None => 0.90,
        // Evidence names services in passing; some belong to one service only.
        Some("information_sheet" | "authority_letter") => 0.70,
        Some(_) => 0.80,
    };
    of_kind * beside_form
}

/// Whether it is an application form.
pub(crate) fn is_form(kind: Option<&DocumentKind>) -> bool {
    kind.is_some_and(|kind| kind.as_str() == "application_form")
}

/// One document and what it says.
#[derive(Debug)]
pub(crate) struct Witness<'d> {
    /// The document.
    pub(crate) document: &'d DocumentInput,
    /// Its kind, settled or suggested.
    pub(crate) kind: Option<DocumentKind>,
    /// What its words say.
    pub(crate) scores: DocumentScores,
    /// What the encoder says, one value per service.
    pub(crate) meaning: Option<Vec<f32>>,
}

/// Decides over all documents.
pub(crate) fn decide(lexicon: &ServiceLexicon, documents: &[Witness<'_>]) -> ServiceGuess {
    let mut best = vec![0.0_f32; lexicon.keys.len()];
    let mut from = vec![None; lexicon.keys.len()];
    let has_form = documents.iter().any(|witness| is_form(witness.kind.as_ref()));
    for (
        position,
        Witness {
            kind,
            scores,
            meaning,
            ..
        },
    ) in documents.iter().enumerate()
    {
        let weight = weight_of(kind.as_ref(), has_form);
        for index in 0..lexicon.keys.len() {
            let near = meaning
                .as_ref()
                .and_then(|meaning| meaning.get(index))
                .copied()
                .unwrap_or(0.0);
            let value = weight * (1.0 - (1.0 - scores.values[index]) * (1.0 - 0.40 * near));
            if value > best[index] {
                best[index] = value;
                from[index] = Some(position);
            }
        }
    }
    let top = best
        .iter()
        .copied()
        .enumerate()
        .max_by(|one, two| one.1.total_cmp(&two.1));
    let readable = documents.iter().any(|witness| {
        witness
            .document
            .text
            .pages
            .iter()
            .any(|page| !page.words.is_empty())
    });
    let Some((index, value)) = top.filter(|_| readable) else {
        let reason = if readable || documents.is_empty() {
            AbstentionReason::NoEvidence
        } else {
            AbstentionReason::UnreadablePage
        };
        return ServiceGuess {
            service: Err(reason),
            probability: 0.0,
            evidence: Vec::new(),
            remarks: Vec::new(),
        };
    };
    let mut remarks = Vec::new();
    let mut evidence = Vec::new();
    if let Some(position) = from[index] {
        let Witness { document, scores, .. } = &documents[position];
        remarks.clone_from(&scores.remarks[index]);
        if remarks.is_empty() {
            remarks.push(Remark::new(remark::MEANING_SIMILAR));
        }
        remarks.push(Remark::new(remark::FROM_DOCUMENT).with("document", document.file_name.as_str()));
        evidence.clone_from(&scores.evidence[index]);
    }
    let service = match abstain::SERVICE.refuse(&best) {
        Some(reason) => Err(reason),
        None => Ok(lexicon.keys[index].clone()),
    };
    ServiceGuess {
        service,
        probability: value.min(0.99),
        evidence,
        remarks,
    }
}
