//! Print that layout analysis passed over: it loses blocks of small text and table cells, and reads them when they are
//! all that is left on the page.
use super::table::SeenWord;
use crate::picture::Grey;

/// Pages are looked at in cells of this many pixels.
const CELL: usize = 4;
/// Heights and widths of print in cells of 1/75 inch: capital letters from 1.3 millimetres, words up to 40.
const HEIGHTS: std::ops::RangeInclusive<usize> = 4..=16;
const WIDTHS: std::ops::RangeInclusive<usize> = 2..=120;
/// Fewer pieces are not worth a second look.
const LEAST_PIECES: usize = 6;
/// Ink is darker than this on a prepared page.
const INK: u8 = 140;
/// Words below this confidence are taken for what lies beneath them all the same.
const LEAST_CONFIDENCE: f32 = 0.3;
/// What a second look finds has to be at least this sure: a form's rules and dots make many words of nothing.
const SURE: f32 = 0.6;
/// White around a word that was read, in pixels.
const MARGIN: usize = 3;

/// The page without the words that were read; `None` if hardly any print is left on it.
pub(super) fn rest(image: &Grey, words: &[SeenWord]) -> Option<Grey> {
    let mut rest = image.clone();
    for word in words.iter().filter(|word| word.confidence >= LEAST_CONFIDENCE) {
        whiten(&mut rest, word.edges);
    }
    (pieces(&rest) >= LEAST_PIECES).then_some(rest)
}

/// Puts what a second look found among the words, in reading order as far as lines tell it.
pub(super) fn merge(mut words: Vec<SeenWord>, found: Vec<SeenWord>) -> Vec<SeenWord> {
    let first = words.clone();
    let mut last: Option<(usize, [f64; 4])> = None;
    for word in found {
        let says_something = word
            .text
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .count()
            >= 2;
        if word.confidence < SURE
            || !says_something
            || first.iter().any(|other| covers(other.edges, word.edges))
        {
            continue;
        }
        // A line that was found goes in as a whole; a new one before the first word that stands below it.
        let place = match last {
            Some((place, edges)) if follows(edges, word.edges) => place + 1,
            _ => words
                .iter()
                .rposition(|other| follows(other.edges, word.edges))
                .map(|place| place + 1)
                .or_else(|| words.iter().position(|other| other.edges[1] >= word.edges[3]))
                .unwrap_or(words.len()),
        };
        last = Some((place, word.edges));
        words.insert(place, word);
    }
    words
}

/// Whether a word stands behind another one on the same line.
fn follows([left, top, _, bottom]: [f64; 4], next: [f64; 4]) -> bool {
    let middle = f64::midpoint(next[1], next[3]);
    middle > top && middle < bottom && next[0] > left
}

/// Whether one word lies on a good part of another.
fn covers(a: [f64; 4], b: [f64; 4]) -> bool {
    const PART: f64 = 0.3;
    let width = a[2].min(b[2]) - a[0].max(b[0]);
    let height = a[3].min(b[3]) - a[1].max(b[1]);
    let area = (b[2] - b[0]) * (b[3] - b[1]);
    width.max(0.0) * height.max(0.0) > PART * area
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places on the image; a negative one becomes 0"
)]
fn whiten(image: &mut Grey, [left, top, right, bottom]: [f64; 4]) {
    let (width, height) = (image.width(), image.height());
    let (left, right) = (
        (left as usize).saturating_sub(MARGIN),
        (right as usize + MARGIN).min(width),
    );
    let (top, bottom) = (
        (top as usize).saturating_sub(MARGIN),
        (bottom as usize + MARGIN).min(height),
    );
    for y in top..bottom {
        if let Some(row) = image.pixels_mut().get_mut(y * width + left..y * width + right) {
            row.fill(u8::MAX);
        }
    }
}

/// How many pieces of ink have the size of print.
fn pieces(image: &Grey) -> usize {
    let (width, height) = (image.width() / CELL, image.height() / CELL);
    let mut dark = vec![false; width * height];
    for (y, row) in image.rows().take(height * CELL).enumerate() {
        let cells = &mut dark[y / CELL * width..][..width];
        for (cell, pixels) in cells.iter_mut().zip(row.chunks_exact(CELL)) {
            *cell |= pixels.iter().any(|&pixel| pixel < INK);
        }
    }
    let mut count = 0;
    let mut open = Vec::new();
    for start in 0..dark.len() {
        if !std::mem::take(&mut dark[start]) {
            continue;
        }
        let (x, y) = (start % width, start / width);
        let mut edges = [x, y, x, y];
        open.push(start);
        while let Some(at) = open.pop() {
            let (x, y) = (at % width, at / width);
            edges = [edges[0].min(x), edges[1].min(y), edges[2].max(x), edges[3].max(y)];
            for row in y.saturating_sub(1)..(y + 2).min(height) {
                for column in x.saturating_sub(1)..(x + 2).min(width) {
                    let next = row * width + column;
                    if std::mem::take(&mut dark[next]) {
                        open.push(next);
                    }
                }
            }
        }
        let (across, down) = (edges[2] - edges[0] + 1, edges[3] - edges[1] + 1);
        count += usize::from(WIDTHS.contains(&across) && HEIGHTS.contains(&down));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, left: f64, top: f64, confidence: f32) -> SeenWord {
        SeenWord {
            text: text.to_owned(),
            edges: [left, top, left + 90.0, top + 30.0],
            confidence,
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small places"
    )]
    fn page(words: &[SeenWord]) -> Grey {
        let mut page = Grey::filled(1200, 800, 255);
        for word in words {
            let [left, top, right, bottom] = word.edges.map(|edge| edge as usize);
            for y in top..bottom {
                page.pixels_mut()[y * 1200 + left..y * 1200 + right].fill(20);
            }
        }
        page
    }

    #[test]
    fn what_was_not_read_is_left_and_rules_are_nothing() {
        let words: Vec<SeenWord> = (0..10_u8)
            .map(|at| word("Wort", 100.0 * f64::from(at), 100.0, 0.9))
            .collect();
        let image = page(&words);
        assert_eq!(rest(&image, &words), None);
        let left = rest(&image, &words[..2]).unwrap();
        assert_eq!(left.pixels()[110 * 1200 + 50], 255);
        assert_eq!(left.pixels()[110 * 1200 + 550], 20);
        let mut ruled = Grey::filled(1200, 800, 255);
        for y in (50..800).step_by(40) {
            ruled.pixels_mut()[y * 1200..y * 1200 + 1200].fill(0);
        }
        assert_eq!(rest(&ruled, &[]), None);
    }

    #[test]
    fn what_is_found_goes_where_it_stands() {
        let words = vec![
            word("oben", 100.0, 100.0, 0.9),
            word("Name", 100.0, 200.0, 0.9),
            word("unten", 100.0, 400.0, 0.9),
        ];
        let found = vec![
            word("Huber", 300.0, 202.0, 0.8),
            word("Anna", 400.0, 202.0, 0.8),
            word("mitten", 100.0, 300.0, 0.8),
            word("unsicher", 100.0, 500.0, 0.4),
            word("|", 700.0, 500.0, 0.9),
            word("Nane", 102.0, 201.0, 0.9),
        ];
        let texts: Vec<String> = merge(words, found).into_iter().map(|word| word.text).collect();
        assert_eq!(texts, ["oben", "Name", "Huber", "Anna", "mitten", "unten"]);
    }
}
