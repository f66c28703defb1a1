//! Words that speak for something: titles in the head of a page and phrases in its text, weighted by how rare they are.
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::ids::DocumentId;

use crate::layout::PageLayout;
use crate::text::{Stems, is_filler, join_lines};

/// The part of the first page in which titles stand.
const HEAD_OF_PAGE: f32 = 0.42;

/// A line, or two lines together, in the head of the first page.
#[derive(Clone, Debug)]
pub(crate) struct Headline {
    /// Comparable.
    pub(crate) stems: Stems,
    /// The place.
    pub(crate) span: SourceSpan,
    /// How much it looks like a title, 0 to 1: large and early.
    pub(crate) prominence: f32,
}

/// Lines that may be titles.
pub(crate) fn headlines(document: DocumentId, layouts: &[PageLayout]) -> Vec<Headline> {
    let Some(first) = layouts.iter().find(|layout| !layout.segments.is_empty()) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let head = first
        .segments
        .iter()
        .filter(|segment| segment.bbox.top < HEAD_OF_PAGE && segment.stems.words.len() <= 24);
    for (position, segment) in head.enumerate() {
        let height = first.relative_height(segment);
        let position = u16::try_from(position).unwrap_or(u16::MAX);
        let early = 1.0 - (f32::from(position) / 40.0).min(0.5) - segment.bbox.top * 0.4;
        let large = ((height - 1.0) * 1.6).clamp(0.0, 0.5);
        let prominence = (0.55 * early + 0.45 * early.max(0.6) * (0.5 + large)).clamp(0.0, 1.0);
        lines.push(Headline {
            stems: segment.stems.clone(),
            span: segment.span(document),
            prominence,
        });
        // A title may run over two lines.
        let next = first.segments.iter().find(|other| {
            other.line > segment.line
                && other.bbox.top - segment.bbox.bottom < segment.bbox.height()
                && other.bbox.top >= segment.bbox.center_y()
                && (other.bbox.left - segment.bbox.left).abs() < 0.12
        });
        if let Some(next) = next {
            let text = join_lines([segment.text.as_str(), next.text.as_str()].into_iter());
            lines.push(Headline {
                stems: Stems::of(&text),
                span: SourceSpan {
                    bbox: segment.bbox.union(next.bbox),
                    text,
                    ..segment.span(document)
                },
                prominence: prominence * 0.97,
            });
        }
    }
    lines
}

/// The best title among headlines: how well it matches, and where.
pub(crate) fn best_title<'h>(
    lines: impl IntoIterator<Item = &'h Headline>,
    titles: &[Stems],
) -> Option<(f32, &'h Headline)> {
    let mut best: Option<(f32, &Headline)> = None;
    for line in lines {
        for title in titles {
            let weight = title.total_weight();
            let Some(range) = line.stems.find(title) else {
                // `Anzeige nach § 13 des … (Hundegesetz)`: the words of the title with others in between.
                if let Some(covered) = line.stems.in_order(title) {
                    let score = (line.prominence + 0.15).min(1.0) * (0.60 + 0.30 * covered);
                    if best.as_ref().is_none_or(|(known, _)| score > *known) {
                        best = Some((score, line));
                    }
                }
                continue;
            };
            let covered = weight / line.stems.total_weight().max(0.1);
            // One common word in a long line is no title; a long title is one even inside a sentence.
            let letters: usize = title.words.iter().map(String::len).sum();
            let specific = (0.52 + 0.03 * f32::from(u16::try_from(letters).unwrap_or(u16::MAX))).min(1.0);
            let covered = covered.min(1.0);
            // `auf eine Wohnberechtigungsbescheinigung` goes on from `Antrag` on the line before.
            let leads = line.stems.words[..range.start]
                .iter()
                .all(|word| is_filler(word) || word == "antrag" || word == "ein");
            // A long compound names one thing only, whatever follows it on the line.
            let telling = title.words.iter().any(|word| word.len() >= 18);
            let fit = if leads && telling {
                0.88 + 0.12 * covered
            } else if leads {
                0.66 + 0.34 * covered
            } else {
                0.42 + 0.48 * covered
            };
            let score = (line.prominence + 0.15).min(1.0) * fit * specific;
            let score = score + 0.04 * (weight - 1.0).clamp(0.0, 4.0);
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score.min(1.0), line));
            }
        }
    }
    best
}

/// Phrases of many classes with how rare each is.
#[derive(Debug)]
pub(crate) struct PhraseBook {
    /// Per class its phrases with their weight.
    classes: Vec<Vec<(Stems, f32)>>,
}

/// A phrase in a text.
#[derive(Debug)]
pub(crate) struct Hit {
    /// What it adds.
    pub(crate) weight: f32,
    /// Where.
    pub(crate) span: SourceSpan,
}

impl PhraseBook {
    /// Weighs phrases by the number of classes that share them.
    pub(crate) fn of<'p>(classes: impl Iterator<Item = Vec<&'p String>>) -> Self {
        let stems: Vec<Vec<Stems>> = classes
            .map(|phrases| {
                phrases
                    .into_iter()
                    .map(|phrase| Stems::of(phrase))
                    .filter(|phrase| !phrase.is_empty())
                    .collect()
            })
            .collect();
        let count = |phrase: &Stems| {
            stems
                .iter()
                .filter(|class: &&Vec<Stems>| class.contains(phrase))
                .count()
        };
        #[expect(clippy::cast_precision_loss, reason = "there are few classes")]
        let rarity = |phrase: &Stems| ((1.0 + stems.len() as f32) / (1.0 + count(phrase) as f32)).ln();
        let count_of_classes = f32::from(u16::try_from(stems.len()).unwrap_or(u16::MAX));
        let highest = f32::midpoint(1.0, count_of_classes).ln().max(0.1);
        let weigh = |phrase: &Stems| {
            let length = (0.6 + 0.25 * phrase.total_weight()).min(1.35);
            (
                phrase.clone(),
                length * (rarity(phrase) / highest).clamp(0.2, 1.0),
            )
        };
        let classes = stems
            .iter()
            .map(|class| class.iter().map(weigh).collect())
            .collect();
        Self { classes }
    }

    /// The phrases of a class that stand in a document; repeated ones count a little more.
    pub(crate) fn hits(&self, class: usize, document: DocumentId, layouts: &[PageLayout]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (phrase, weight) in &self.classes[class] {
            let mut places = layouts
                .iter()
                .flat_map(|layout| &layout.segments)
                .filter(|segment| segment.stems.mentions(phrase));
            if let Some(first) = places.next() {
                let again = u16::try_from(places.count()).unwrap_or(u16::MAX);
                hits.push(Hit {
                    weight: weight * (1.0 + 0.35 * f32::from(again.min(8)).sqrt()),
                    span: first.span(document),
                });
            }
        }
        hits.sort_by(|one, two| two.weight.total_cmp(&one.weight));
        hits
    }
}
