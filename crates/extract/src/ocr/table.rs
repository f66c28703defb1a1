//! Words from the table (TSV) that the recogniser writes.
use unicode_normalization::UnicodeNormalization as _;

/// A word in pixels of the image that was recognised.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SeenWord {
    /// As recognised, NFC.
    pub(crate) text: String,
    /// Left, top, right, bottom.
    pub(crate) edges: [f64; 4],
    /// 0 to 1.
    pub(crate) confidence: f32,
}

impl SeenWord {
    /// The same so many pixels farther to the right.
    pub(super) fn moved(mut self, pixels: f64) -> Self {
        self.edges[0] += pixels;
        self.edges[2] += pixels;
        self
    }
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

/// How many quarters an image has to be turned clockwise until its text runs to the right; 0 if it cannot be
/// told. The recogniser reads some turned pages as they are; then only the places of the words tell.
pub(super) fn quarter_turns(words: &[SeenWord]) -> u8 {
    let mut votes = [0_u32; 4];
    for pair in words.windows(2) {
        let [left, top, right, bottom] = pair[0].edges;
        let [next_left, next_top, next_right, next_bottom] = pair[1].edges;
        let is_beside = next_top < bottom && top < next_bottom;
        let is_below = next_left < right && left < next_right;
        // The next word of a line follows at a distance that is smaller than its letters are high.
        let (line, column) = (bottom - top, right - left);
        let follows = |gap: f64, height: f64| gap > -0.3 * height && gap < height;
        let turns = [
            is_beside && follows(next_left - right, line),
            is_below && follows(top - next_bottom, column),
            is_beside && follows(left - next_right, line),
            is_below && follows(next_top - bottom, column) && bottom - top > right - left,
        ];
        for (vote, is_it) in votes.iter_mut().zip(turns) {
            *vote += u32::from(is_it && !(is_beside && is_below));
        }
    }
    let upright = votes[0];
    let turned = (1..4_u8)
        .max_by_key(|&turns| votes[usize::from(turns)])
        .unwrap_or(0);
    if votes[usize::from(turned)] > upright {
        turned
    } else {
        0
    }
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
        assert_eq!(
            words[0].edges.map(f64::to_bits),
            [60.0, 90.0, 180.0, 110.0].map(f64::to_bits)
        );
        assert!((words[0].confidence - 0.965).abs() < 1e-6);
        let mean = (0.965 * 5.0 + 0.5 * 2.0) / 7.0;
        assert!((mean_confidence(&words) - mean).abs() < 1e-6);
        assert!(mean_confidence(&[]).abs() < 1e-6);
    }

    #[test]
    fn the_way_of_the_words_tells_how_a_page_lies() {
        let word = |edges| SeenWord {
            text: "Wort".to_owned(),
            edges,
            confidence: 0.9,
        };
        let right = [
            [0.0, 0.0, 40.0, 10.0],
            [44.0, 0.0, 90.0, 10.0],
            [0.0, 14.0, 40.0, 24.0],
            [45.0, 14.0, 80.0, 24.0],
        ];
        assert_eq!(quarter_turns(&right.map(word)), 0);
        let turned = |[left, top, right, bottom]: [f64; 4]| [100.0 - bottom, left, 100.0 - top, right];
        assert_eq!(quarter_turns(&right.map(turned).map(word)), 3);
        assert_eq!(quarter_turns(&right.map(turned).map(turned).map(word)), 2);
        assert_eq!(
            quarter_turns(&right.map(turned).map(turned).map(turned).map(word)),
            1
        );
        assert_eq!(quarter_turns(&[]), 0);
    }
}
