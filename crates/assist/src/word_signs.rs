//! The words of a document as a head sees them: each falls on one of a fixed number of places. What a head learned from
//! an office's papers so holds no word of them.
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::ids::DocumentId;
use aktenlage_inference::head::HeadWeights;

use crate::layout::{PageLayout, Segment};
use crate::lexicon::headlines;
use crate::text::is_filler;

/// Places that words fall on.
pub(crate) const WORD_PLACES: usize = 4096;

/// Pages, and words on them, that are looked at.
const PAGES: usize = 3;
const WORDS: usize = 400;
/// The most prominent lines of the first page count as a title: their words fall on places of their own.
const TITLE_LINES: usize = 4;
/// Shorter ones say little.
const LEAST_LETTERS: usize = 3;
/// Length of the numbers of a document together: about that of the encoder's vector when it is standardised.
const LENGTH: f32 = 20.0;
/// Lines that are shown as evidence.
const EVIDENCE_LINES: usize = 3;

/// A piece of a line with the places that its words fall on.
#[derive(Clone, Debug)]
pub(crate) struct WordLine {
    span: SourceSpan,
    places: Vec<u16>,
}

/// The lines of the first pages that have telling words, from top to bottom, and behind them those of the title.
pub(crate) fn lines(document: DocumentId, layouts: &[PageLayout]) -> Vec<WordLine> {
    let mut left = WORDS;
    let segments = layouts.iter().take(PAGES).flat_map(|layout| &layout.segments);
    let mut lines: Vec<WordLine> = segments
        .map_while(|segment| {
            let line = line_of(segment, document, left)?;
            left -= line.places.len();
            Some(line)
        })
        .collect();
    let mut titles = headlines(document, layouts);
    titles.sort_by(|one, two| two.prominence.total_cmp(&one.prominence));
    lines.extend(titles.into_iter().take(TITLE_LINES).map(|title| WordLine {
        places: places_of(b't', &title.stems.words).collect(),
        span: title.span,
    }));
    lines.retain(|line| !line.places.is_empty());
    lines
}

/// The places that any word falls on, each once, in order.
pub(crate) fn places(lines: &[WordLine]) -> Vec<u16> {
    let mut places: Vec<u16> = lines.iter().flat_map(|line| &line.places).copied().collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// One number for each place, as heads take them.
pub(crate) fn values(places: &[u16]) -> Vec<f32> {
    let mut values = vec![0.0; WORD_PLACES];
    let count = u16::try_from(places.len()).unwrap_or(u16::MAX).max(1);
    let value = LENGTH / f32::from(count).sqrt();
    for place in places {
        if let Some(slot) = values.get_mut(usize::from(*place)) {
            *slot = value;
        }
    }
    values
}

/// The lines whose words speak most for a label, from top to bottom. `first` is the feature of the first place.
pub(crate) fn evidence(
    lines: &[WordLine],
    weights: &HeadWeights,
    first: usize,
    label: usize,
) -> Vec<SourceSpan> {
    let speaks = |line: &WordLine| -> f32 {
        let places = line.places.iter();
        places
            .map(|place| weights.leaning(first + usize::from(*place), label))
            .sum()
    };
    let mut spoken: Vec<(usize, f32)> = lines
        .iter()
        .map(speaks)
        .enumerate()
        .filter(|(_, sum)| *sum > 0.0)
        .collect();
    spoken.sort_by(|one, two| two.1.total_cmp(&one.1));
    spoken.truncate(EVIDENCE_LINES);
    spoken.sort_unstable_by_key(|(line, _)| *line);
    let mut spans: Vec<SourceSpan> = spoken.iter().map(|(line, _)| lines[*line].span.clone()).collect();
    spans.dedup();
    spans
}

/// `None` when enough words have been seen.
fn line_of(segment: &Segment, document: DocumentId, left: usize) -> Option<WordLine> {
    (left > 0).then(|| WordLine {
        span: segment.span(document),
        places: places_of(b'w', &segment.stems.words).take(left).collect(),
    })
}

fn places_of(family: u8, stems: &[String]) -> impl Iterator<Item = u16> {
    let tells = |stem: &&String| {
        stem.chars().count() >= LEAST_LETTERS && stem.chars().all(char::is_alphabetic) && !is_filler(stem)
    };
    stems.iter().filter(tells).map(move |stem| place_of(family, stem))
}

/// FNV-1a with 64 bits (Fowler, Noll, Vo; IETF draft-eastlake-fnv), folded: the same on every machine.
fn place_of(family: u8, stem: &str) -> u16 {
    let hash = std::iter::once(family)
        .chain(stem.bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    let folded = (hash ^ (hash >> 32)) % WORD_PLACES as u64;
    u16::try_from(folded).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aktenlage_domain::document::PageBox;

    fn line(top: f32, stems: &[&str]) -> WordLine {
        let stems: Vec<String> = stems.iter().map(|stem| (*stem).to_owned()).collect();
        WordLine {
            span: SourceSpan {
                document: DocumentId(uuid::Uuid::nil()),
                page: 1,
                bbox: PageBox {
                    left: 0.1,
                    top,
                    right: 0.9,
                    bottom: top + 0.02,
                },
                text: stems.join(" "),
            },
            places: places_of(b'w', &stems).collect(),
        }
    }

    #[test]
    fn places_are_the_same_on_every_machine_and_titles_have_their_own() {
        // A head that is kept is read by later programs: these must never change.
        assert_eq!(
            [
                place_of(b'w', "lohnsteu"),
                place_of(b'w', "miet"),
                place_of(b't', "miet")
            ],
            [758, 2374, 4078]
        );
    }

    #[test]
    fn numbers_and_trifles_fall_nowhere() {
        let stems = ["2026", "ab", "und", "a4b", "lohnsteu"].map(str::to_owned);
        assert_eq!(places_of(b'w', &stems).count(), 1);
    }

    #[test]
    fn long_documents_weigh_as_much_as_short_ones() {
        for count in [1_u16, 7, 300] {
            let places: Vec<u16> = (0..count).collect();
            let length: f32 = values(&places).iter().map(|value| value * value).sum();
            assert!((length.sqrt() - LENGTH).abs() < 1e-2, "{length}");
        }
        assert!(values(&[]).iter().all(|value| *value == 0.0));
    }

    #[test]
    fn the_lines_that_speak_most_are_shown_in_their_order() {
        let lines = [
            line(0.1, &["stadt"]),
            line(0.2, &["lohnsteu", "netto"]),
            line(0.3, &["gruss"]),
            line(0.4, &["brutto"]),
        ];
        let mut weights = HeadWeights::zero(WORD_PLACES, 2);
        for stem in ["lohnsteu", "netto", "brutto"] {
            weights.lean(usize::from(place_of(b'w', stem)), 0, 1.0);
        }
        weights.lean(usize::from(place_of(b'w', "gruss")), 1, 1.0);
        let spans = evidence(&lines, &weights, 0, 0);
        let shown: Vec<&str> = spans.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(shown, ["lohnsteu netto", "brutto"]);
        assert_eq!(places(&lines).len(), 5);
    }
}
