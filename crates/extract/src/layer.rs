//! The text that a copier recognised on a scan, against what is recognised here on the same picture.
use aktenlage_domain::document::{PageBox, Word};

/// Surer words than this, of at least [`MIN_LETTERS`] letters, tell whether a layer agrees with its picture.
const SURE: f32 = 0.8;
const MIN_LETTERS: usize = 4;
/// Fewer of them say nothing about a page.
const MIN_WORDS: usize = 10;
/// Shares of them that stand in the layer too, from which on the layer is kept, and below which it contradicts the
/// picture. Set by hand.
const AGREES: f32 = 0.8;
const CONTRADICTS: f32 = 0.5;
/// How sure words of a layer are that both readings have, and that the layer alone has. Set by hand.
const IN_BOTH: f32 = 0.95;
const IN_LAYER_ALONE: f32 = 0.5;

/// What counts of two readings of one page.
#[derive(Debug, PartialEq)]
pub(crate) struct Settled {
    /// Its words.
    pub(crate) words: Vec<Word>,
    /// Whether the layer says something else than the picture shows.
    pub(crate) contradicts: bool,
}

/// Settles on the words of the layer where it agrees with the picture (a copier's own recognition is often better),
/// each with how sure it is, else on what was read from the picture here.
pub(crate) fn settle(layer: Vec<Word>, picture: Vec<Word>) -> Settled {
    let telling: Vec<&Word> = picture
        .iter()
        .filter(|word| word.confidence.is_none_or(|sure| sure >= SURE) && letters(&word.text) >= MIN_LETTERS)
        .collect();
    if telling.len() < MIN_WORDS {
        // On a picture without clear words a layer with many of them is not its text.
        let contradicts = layer
            .iter()
            .filter(|word| letters(&word.text) >= MIN_LETTERS)
            .count()
            >= MIN_WORDS;
        let is_all_there_is = picture.is_empty() && !contradicts;
        return Settled {
            words: if is_all_there_is {
                doubted(layer, &[])
            } else {
                picture
            },
            contradicts,
        };
    }
    let agreeing = telling.iter().filter(|word| is_among(word, &layer)).count();
    #[expect(clippy::cast_precision_loss, reason = "words of one page")]
    let share = agreeing as f32 / telling.len() as f32;
    if share < AGREES {
        return Settled {
            words: picture,
            contradicts: share < CONTRADICTS,
        };
    }
    Settled {
        words: doubted(layer, &picture),
        contradicts: false,
    }
}

/// The words of the layer, each with how sure it is.
pub(crate) fn doubted(layer: Vec<Word>, picture: &[Word]) -> Vec<Word> {
    let doubt = |word: Word| {
        let sure = if is_among(&word, picture) {
            IN_BOTH
        } else {
            IN_LAYER_ALONE
        };
        Word {
            confidence: Some(sure),
            ..word
        }
    };
    layer.into_iter().map(doubt).collect()
}

fn letters(text: &str) -> usize {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .count()
}

/// Whether the same word stands at the same place of the other reading.
fn is_among(word: &Word, others: &[Word]) -> bool {
    let sign = |text: &str| -> String {
        let signs = text.chars().filter(|character| character.is_alphanumeric());
        signs.flat_map(char::to_lowercase).collect()
    };
    let own = sign(&word.text);
    others.iter().any(|other| {
        let touches = holds_middle(other.bbox, word.bbox) || holds_middle(word.bbox, other.bbox);
        touches && sign(&other.text) == own
    })
}

fn holds_middle(outer: PageBox, inner: PageBox) -> bool {
    outer.contains(inner.center_x(), inner.center_y())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(texts: &[&str], shift: f32, confidence: Option<f32>) -> Vec<Word> {
        let word = |(row, text): (f32, &&str)| Word {
            text: (*text).to_owned(),
            bbox: PageBox {
                left: 0.1 + shift,
                top: 0.05 * row + shift,
                right: 0.3 + shift,
                bottom: 0.05 * row + 0.03 + shift,
            },
            confidence,
        };
        let rows = std::iter::successors(Some(0.0), |row| Some(row + 1.0));
        rows.zip(texts).map(word).collect()
    }

    const TEXT: [&str; 12] = [
        "Antrag",
        "Wohngeld",
        "Familienname",
        "Musterfrau",
        "Vorname",
        "Erika",
        "Straße",
        "Hausnummer",
        "Ort",
        "Musterstadt",
        "Miete",
        "monatlich",
    ];

    #[test]
    fn a_layer_that_agrees_is_kept_with_doubts_where_it_stands_alone() {
        let mut layer = TEXT;
        layer[5] = "Frika";
        let settled = settle(reading(&layer, 0.0, None), reading(&TEXT, 0.004, Some(0.96)));
        assert!(!settled.contradicts);
        assert_eq!(
            (settled.words[5].text.as_str(), settled.words[5].confidence),
            ("Frika", Some(0.5))
        );
        assert_eq!(
            (settled.words[0].text.as_str(), settled.words[0].confidence),
            ("Antrag", Some(0.95))
        );
    }

    #[test]
    fn a_layer_of_another_page_contradicts() {
        let other = [
            "Rechnung",
            "Lieferung",
            "Betrag",
            "Kunde",
            "Nummer",
            "Datum",
            "Firma",
            "Summe",
            "Netto",
            "Brutto",
        ];
        let picture = reading(&TEXT, 0.0, Some(0.96));
        let settled = settle(reading(&other, 0.0, None), picture.clone());
        assert_eq!(
            settled,
            Settled {
                words: picture.clone(),
                contradicts: true
            }
        );
        // The same words a hand's breadth away belong to another page, too.
        assert!(settle(reading(&TEXT, 0.3, None), picture).contradicts);
        assert!(settle(reading(&TEXT, 0.0, None), Vec::new()).contradicts);
    }
}
