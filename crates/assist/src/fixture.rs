//! Small pages for tests.
use aktenlage_domain::document::{Page, PageBox, TextSource, Word};

/// Width of a letter and height of a line, as fractions of the page.
const LETTER_WIDTH: f32 = 0.009;
const LINE_HEIGHT: f32 = 0.014;

/// A page with texts at places (left, top).
pub(crate) fn page(number: u32, texts: &[(f32, f32, &str)]) -> Page {
    let mut words = Vec::new();
    for (left, top, text) in texts {
        let mut x = *left;
        for word in text.split(' ') {
            #[expect(clippy::cast_precision_loss, reason = "short words")]
            let width = word.chars().count() as f32 * LETTER_WIDTH;
            words.push(Word {
                text: word.to_owned(),
                bbox: PageBox {
                    left: x,
                    top: *top,
                    right: x + width,
                    bottom: top + LINE_HEIGHT,
                },
                confidence: None,
            });
            x += width + LETTER_WIDTH / 2.0;
        }
    }
    Page {
        number,
        width_points: 595.0,
        height_points: 842.0,
        rotation: 0,
        source: TextSource::Text,
        words,
        scan: None,
    }
}
