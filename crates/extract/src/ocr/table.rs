//! Words from the table (TSV) that the recogniser writes.
use unicode_normalization::UnicodeNormalization as _;

/// A word in pixels of the image that was recognised.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SeenWord {
    /// As recognised, NFC.
    pub(super) text: String,
    /// Left, top, right, bottom.
    pub(super) edges: [f64; 4],
    /// 0 to 1.
    pub(super) confidence: f32,
}

/// The words of a table, in its order; rows that are no words are left out.
pub(super) fn words_of(table: &str) -> Vec<SeenWord> {
    table.lines().filter_map(word_of).collect()
}

fn word_of(row: &str) -> Option<SeenWord> {
    /// The level of the rows that are words; others are pages, blocks, paragraphs and lines.
    const WORD_LEVEL: &str = "5";
    let mut columns = row.splitn(12, '\t');
    if columns.next()? != WORD_LEVEL {
        return None;
    }
    // Page, block, paragraph, line and number in the line.
    let mut columns = columns.skip(5);
    let mut number = || columns.next()?.parse::<f64>().ok();
    let (left, top, width, height, percent) = (number()?, number()?, number()?, number()?, number()?);
    let text: String = columns.next()?.trim().nfc().collect();
    #[expect(clippy::cast_possible_truncation, reason = "a percentage")]
    let confidence = (percent / 100.0).clamp(0.0, 1.0) as f32;
    let is_word = !text.is_empty() && width > 0.0 && height > 0.0;
    is_word.then_some(SeenWord {
        text,
        edges: [left, top, left + width, top + height],
        confidence,
    })
}

/// How sure the recogniser is of a page, 0 to 1, weighted by letters; 0 for a page without any.
pub(super) fn mean_confidence(words: &[SeenWord]) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for word in words {
        for _ in word.text.chars().filter(|c| c.is_alphanumeric()) {
            sum += word.confidence;
            count += 1.0;
        }
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_words_become_words() {
        let table = "1\t1\t0\t0\t0\t0\t0\t0\t600\t800\t-1\t\n\
            5\t1\t1\t1\t1\t1\t60\t90\t120\t20\t96.5\tGru\u{0308}ße\n\
            5\t1\t1\t1\t1\t2\t190\t90\t40\t20\t12.5\t \n\
            5\t1\t1\t1\t1\t3\t190\t90\t40\t20\t50.0\t12\n\
            5\tbroken";
        let words = words_of(table);
        assert_eq!(words.len(), 2);
        assert_eq!(words[0].text, "Grüße");
        assert_eq!(words[0].edges, [60.0, 90.0, 180.0, 110.0]);
        assert!((words[0].confidence - 0.965).abs() < 1e-6);
        let mean = (0.965 * 5.0 + 0.5 * 2.0) / 7.0;
        assert!((mean_confidence(&words) - mean).abs() < 1e-6);
        assert!(mean_confidence(&[]).abs() < 1e-6);
    }
}
