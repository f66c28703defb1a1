//! Drawn pages with known marks.
use super::Found;
use aktenlage_domain::document::{MarkKind, MarkState};

use super::{COLOUR_CELL, find, find_drawn};
use crate::ocr::SeenWord;
use crate::picture::Grey;

const WIDTH: usize = 1_000;
const HEIGHT: usize = 1_200;

/// A page at 300 dots per inch.
struct Sheet(Grey);

impl Sheet {
    fn new() -> Self {
        Self(Grey::filled(WIDTH, HEIGHT, 250))
    }

    fn fill(&mut self, left: usize, top: usize, width: usize, height: usize) {
        for y in top..top + height {
            self.0.pixels_mut()[y * WIDTH + left..y * WIDTH + left + width].fill(30);
        }
    }

    /// A frame with lines of three pixels.
    fn frame(&mut self, left: usize, top: usize, side: usize) {
        self.fill(left, top, side, 3);
        self.fill(left, top + side - 3, side, 3);
        self.fill(left, top, 3, side);
        self.fill(left + side - 3, top, 3, side);
    }

    /// A stroke of a pen.
    fn stroke(&mut self, from: (usize, usize), to: (usize, usize)) {
        let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1)).max(1);
        let between = |from: usize, to: usize, step: usize| (from * (steps - step) + to * step) / steps;
        for step in 0..=steps {
            self.fill(between(from.0, to.0, step), between(from.1, to.1, step), 5, 5);
        }
    }

    /// Joined writing.
    fn write(&mut self, left: usize, foot: usize) {
        let turns = [
            (0, 0),
            (20, 60),
            (40, 5),
            (60, 90),
            (80, 0),
            (105, 40),
            (130, 10),
            (150, 55),
            (190, 0),
        ];
        for pair in turns.windows(2) {
            let point = |(x, y): (usize, usize)| (left + x, foot - y);
            self.stroke(point(pair[0]), point(pair[1]));
        }
    }

    fn boxes(self) -> Vec<(f64, MarkState)> {
        let Found { marks, .. } = find(&self.0, &[], Vec::new(), |_| true);
        marks
            .into_iter()
            .filter_map(|mark| match mark.kind {
                MarkKind::TickBox(state) => Some((mark.edges[0], state)),
                MarkKind::Signature(_) | MarkKind::Handwriting | MarkKind::Stamp => None,
            })
            .collect()
    }

    fn kinds(&self, words: &[SeenWord]) -> Vec<MarkKind> {
        let Found { marks, .. } = find(&self.0, &[], words.to_vec(), |_| true);
        marks.into_iter().map(|mark| mark.kind).collect()
    }
}

fn word(text: &str, edges: [f64; 4]) -> SeenWord {
    SeenWord {
        text: text.to_owned(),
        edges,
        confidence: 0.95,
    }
}

#[test]
fn boxes_are_empty_ticked_or_unsure() {
    let mut sheet = Sheet::new();
    for left in [100, 250, 400, 550] {
        sheet.frame(left, 500, 42);
    }
    // A cross that leaves its box, a tick, and a box that was blackened.
    sheet.stroke((240, 490), (300, 550));
    sheet.stroke((300, 490), (240, 550));
    sheet.stroke((405, 515), (418, 535));
    sheet.stroke((418, 535), (445, 490));
    sheet.fill(556, 506, 30, 30);
    let states: Vec<MarkState> = sheet.boxes().into_iter().map(|(_, state)| state).collect();
    assert_eq!(
        states,
        [MarkState::Off, MarkState::On, MarkState::On, MarkState::Unsure]
    );
}

#[test]
fn a_tick_that_leans_into_a_corner_is_not_overlooked() {
    let mut sheet = Sheet::new();
    sheet.frame(100, 500, 44);
    sheet.frame(300, 500, 44);
    // Its foot stands on the lower side, its long arm goes past the box.
    sheet.stroke((296, 520), (310, 550));
    sheet.stroke((310, 550), (356, 520));
    let states: Vec<MarkState> = sheet.boxes().into_iter().map(|(_, state)| state).collect();
    assert_eq!(states, [MarkState::Off, MarkState::Unsure]);
}

#[test]
fn a_broad_cross_hides_no_box_and_neither_does_the_next_box() {
    let mut sheet = Sheet::new();
    for row in 0..4 {
        sheet.frame(100, 400 + row * 42, 32);
    }
    // Arms of 0.7 millimetres that go over all four corners.
    for off in [0, 3] {
        sheet.stroke((94 + off, 478), (128 + off, 512));
        sheet.stroke((128 + off, 478), (94 + off, 512));
    }
    let states: Vec<MarkState> = sheet.boxes().into_iter().map(|(_, state)| state).collect();
    // So much ink in so small a box may be a tick that was taken back.
    assert_eq!(
        states,
        [MarkState::Off, MarkState::Off, MarkState::Unsure, MarkState::Off]
    );
}

#[test]
fn a_pale_frame_does_not_fade_beside_its_cross() {
    let mut sheet = Sheet::new();
    // Lines of grey on white, and the same box once more with a broad cross in it.
    let (grey, line) = (198, 3);
    for left in [200, 500] {
        for y in 500..556 {
            for x in left..left + 66 {
                let is_line = y < 500 + line || y >= 556 - line || x < left + line || x >= left + 66 - line;
                if is_line {
                    sheet.0.pixels_mut()[y * WIDTH + x] = grey;
                }
            }
        }
    }
    for off in [0, 4, 8] {
        sheet.stroke((510 + off, 508), (540 + off, 543));
        sheet.stroke((540 + off, 508), (510 + off, 543));
    }
    let boxes = sheet.boxes();
    let states: Vec<MarkState> = boxes.into_iter().map(|(_, state)| state).collect();
    assert_eq!(states, [MarkState::Off, MarkState::On]);
}

#[test]
fn frames_are_a_little_wider_than_high_and_no_more() {
    for (width, count) in [(40, 1), (50, 1), (72, 0)] {
        let mut sheet = Sheet::new();
        sheet.fill(200, 500, width, 3);
        sheet.fill(200, 537, width, 3);
        sheet.fill(200, 500, 3, 40);
        sheet.fill(197 + width, 500, 3, 40);
        assert_eq!(sheet.boxes().len(), count, "{width}");
    }
}

#[test]
fn tables_and_rows_of_boxes_for_letters_are_no_boxes_to_tick() {
    let mut sheet = Sheet::new();
    for line in 0..4 {
        sheet.fill(100, 300 + line * 50, 500, 3);
    }
    for column in 0..11 {
        sheet.fill(100 + column * 50, 300, 3, 150);
    }
    for cell in 0..6 {
        sheet.frame(100 + cell * 47, 700, 50);
    }
    assert_eq!(sheet.boxes(), []);
}

#[test]
fn letters_of_a_word_and_boxed_numbers_are_no_boxes_to_tick() {
    let mut sheet = Sheet::new();
    sheet.frame(200, 500, 40);
    sheet.fill(212, 512, 14, 16);
    assert_eq!(sheet.kinds(&[]), [MarkKind::TickBox(MarkState::On)]);
    assert_eq!(sheet.kinds(&[word("4", [210.0, 510.0, 228.0, 530.0])]), []);
    // A gap behind the frame tells that it is no letter of the word.
    let parents = [word("Eltern", [196.0, 498.0, 340.0, 542.0])];
    assert_eq!(sheet.kinds(&parents), [MarkKind::TickBox(MarkState::On)]);
    sheet.fill(247, 500, 5, 40);
    assert_eq!(sheet.kinds(&parents), []);
}

#[test]
fn a_sharp_frame_close_before_a_guessed_word_is_a_box() {
    let mut sheet = Sheet::new();
    sheet.frame(200, 500, 40);
    sheet.fill(247, 500, 5, 40);
    let guessed = SeenWord {
        confidence: 0.7,
        ..word("Oledig", [198.0, 498.0, 340.0, 542.0])
    };
    assert_eq!(sheet.kinds(&[guessed]), [MarkKind::TickBox(MarkState::Off)]);
    // What was recognised surely begins with a letter.
    let sure = [word("Bezug", [198.0, 498.0, 340.0, 542.0])];
    assert_eq!(sheet.kinds(&sure), []);
}

#[test]
fn exact_words_keep_their_letters_and_lose_their_ticks() {
    let mut sheet = Sheet::new();
    for left in [100, 300, 500] {
        sheet.frame(left, 500, 40);
    }
    // A cross in the first, the letter O for the second, nothing in the third.
    sheet.stroke((110, 510), (128, 528));
    sheet.stroke((128, 510), (110, 528));
    let words = [
        word("X", [106.0, 500.0, 134.0, 540.0]),
        word("O", [299.0, 496.0, 341.0, 544.0]),
        word("nein", [550.0, 500.0, 620.0, 540.0]),
    ];
    let (marks, are_marks) = find_drawn(&sheet.0, &words);
    let kinds: Vec<MarkKind> = marks.iter().map(|mark| mark.kind).collect();
    assert_eq!(
        kinds,
        [
            MarkKind::TickBox(MarkState::On),
            MarkKind::TickBox(MarkState::Off)
        ]
    );
    assert_eq!(are_marks, [true, false, false]);
}

#[test]
fn signs_are_boxes_where_the_drawing_shows_no_frame() {
    let mut sheet = Sheet::new();
    // What no frame looks like: a sign of a font with a shadow, here a mere blot of 30 pixels.
    sheet.fill(102, 505, 30, 30);
    let (marks, are_marks) = find_drawn(&sheet.0, &[word("☒", [100.0, 500.0, 134.0, 540.0])]);
    let kinds: Vec<MarkKind> = marks.iter().map(|mark| mark.kind).collect();
    assert_eq!(kinds, [MarkKind::TickBox(MarkState::On)]);
    assert_eq!(are_marks, [true]);
}

#[test]
fn words_that_are_boxes_are_no_words() {
    let mut sheet = Sheet::new();
    for left in [100, 300, 500] {
        sheet.frame(left, 500, 40);
    }
    let words = vec![
        word("O", [99.0, 499.0, 141.0, 541.0]),
        word("ja", [150.0, 505.0, 180.0, 538.0]),
        // The frame was taken for the first letter.
        SeenWord {
            confidence: 0.7,
            ..word("Onein", [299.0, 500.0, 450.0, 540.0])
        },
    ];
    let Found { marks, words, .. } = find(&sheet.0, &[], words, |_| true);
    assert_eq!(marks.len(), 3);
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(texts, ["ja", "nein"]);
    assert!(words[1].edges[0] > 330.0);
}

#[test]
fn a_signature_is_there_or_not() {
    let label = [word("Unterschrift", [210.0, 712.0, 380.0, 740.0])];
    let mut sheet = Sheet::new();
    sheet.fill(200, 700, 500, 3);
    assert_eq!(sheet.kinds(&label), [MarkKind::Signature(MarkState::Off)]);
    sheet.write(260, 690);
    assert_eq!(
        sheet.kinds(&label),
        [MarkKind::Signature(MarkState::On), MarkKind::Handwriting]
    );
    // In a sentence the word is no label.
    let sentence = [word("Ohne", [130.0, 712.0, 205.0, 740.0]), label[0].clone()];
    assert_eq!(sheet.kinds(&sentence), [MarkKind::Handwriting]);
}

#[test]
fn a_stamp_is_no_signature_and_leaves_open_whether_there_is_one() {
    let mut sheet = Sheet::new();
    sheet.fill(200, 700, 500, 3);
    let mut ink = Grey::filled(WIDTH / COLOUR_CELL, HEIGHT / COLOUR_CELL, 255);
    let mut stamp = |left: usize, top: usize, width: usize, height: usize| {
        sheet.fill(left, top, width, height);
        let columns = ink.width();
        for row in top / COLOUR_CELL..(top + height) / COLOUR_CELL {
            let start = row * columns + left / COLOUR_CELL;
            ink.pixels_mut()[start..][..width / COLOUR_CELL].fill(0);
        }
    };
    stamp(300, 564, 300, 6);
    stamp(300, 678, 300, 6);
    stamp(300, 564, 6, 120);
    stamp(594, 564, 6, 120);
    for left in (330..570).step_by(15) {
        stamp(left, 582, 6, 30);
        stamp(left, 633, 6, 30);
    }
    let words = vec![
        word("Stadt", [330.0, 582.0, 570.0, 612.0]),
        word("Musterstadt", [330.0, 633.0, 570.0, 663.0]),
        word("Unterschrift", [210.0, 712.0, 380.0, 740.0]),
    ];
    let Found { marks, words, .. } = find(&sheet.0, &[ink], words, |_| true);
    let kinds: Vec<MarkKind> = marks.iter().map(|mark| mark.kind).collect();
    assert_eq!(kinds, [MarkKind::Signature(MarkState::Unsure), MarkKind::Stamp]);
    assert_eq!(
        marks[1].edges.map(f64::to_bits),
        [300.0, 564.0, 600.0, 684.0].map(f64::to_bits)
    );
    // What a stamp says stays text of the page.
    assert_eq!(words.len(), 3);
}

#[test]
fn print_is_no_handwriting() {
    let mut sheet = Sheet::new();
    sheet.write(260, 690);
    let read = [word("Muster", [255.0, 595.0, 460.0, 700.0])];
    assert_eq!(sheet.kinds(&read), []);
    assert_eq!(sheet.kinds(&[]), [MarkKind::Handwriting]);
    let mut rules = Sheet::new();
    rules.fill(100, 500, 700, 4);
    rules.fill(100, 520, 300, 2);
    assert_eq!(rules.kinds(&[]), []);
}

#[test]
#[ignore = "prints how long a page of A4 takes"]
fn time_of_a_page() {
    let mut page = Grey::filled(2_480, 3_508, 250);
    for y in (200..3_300).step_by(50) {
        for line in y..y + 24 {
            for x in (200..2_200).filter(|x| x % 22 < 9 && x % 180 < 150) {
                page.pixels_mut()[line * 2_480 + x] = 30;
            }
        }
    }
    let start = std::time::Instant::now();
    let rounds: u32 = 5;
    for _ in 0..rounds {
        assert!(find(&page, &[], Vec::new(), |_| true).words.is_empty());
    }
    println!(
        "{:.0} ms per page",
        start.elapsed().as_secs_f64() * 1_000.0 / f64::from(rounds)
    );
}
