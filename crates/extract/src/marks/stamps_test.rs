//! Drawn stamps, and what looks like them.
use super::ink::{Area, Ink};
use super::stamps::{CELL, Stamp, Stamps};
use crate::ocr::SeenWord;
use crate::picture::Grey;

/// A sheet of 102 x 127 millimetres, in cells.
const WIDTH: usize = 400;
const HEIGHT: usize = 500;
/// Below the head of the sheet.
const TOP: usize = 250;

/// A page with ink of one colour and black print. Everything is said in cells.
struct Sheet {
    ink: Grey,
    page: Grey,
    words: Vec<SeenWord>,
}

impl Sheet {
    fn new() -> Self {
        Self {
            ink: Grey::filled(WIDTH, HEIGHT, 255),
            page: Grey::filled(WIDTH * CELL, HEIGHT * CELL, 250),
            words: Vec::new(),
        }
    }

    /// Coloured ink.
    fn fill(&mut self, left: usize, top: usize, width: usize, height: usize) {
        for y in top..top + height {
            self.ink.pixels_mut()[y * WIDTH + left..][..width].fill(0);
        }
        self.black(left, top, width, height);
    }

    /// Black print.
    fn black(&mut self, left: usize, top: usize, width: usize, height: usize) {
        for y in top * CELL..(top + height) * CELL {
            self.page.pixels_mut()[y * WIDTH * CELL + left * CELL..][..width * CELL].fill(60);
        }
    }

    fn frame(&mut self, left: usize, top: usize, width: usize, height: usize) {
        self.fill(left, top, width, 2);
        self.fill(left, top + height - 2, width, 2);
        self.fill(left, top, 2, height);
        self.fill(left + width - 2, top, 2, height);
    }

    fn oval(&mut self, (x, y): (f64, f64), (across, down): (f64, f64)) {
        for step in 0_u16..1_440 {
            let (sine, cosine) = (f64::from(step) / 4.0).to_radians().sin_cos();
            self.dot(x + across * cosine, y + down * sine);
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "on the sheet"
    )]
    fn dot(&mut self, x: f64, y: f64) {
        self.fill(x as usize, y as usize, 2, 2);
    }

    /// A word that is recognised, in colour or in black.
    fn say(&mut self, text: &str, left: usize, top: usize, is_coloured: bool) {
        let letters = text.chars().count();
        for letter in 0..letters {
            let left = left + 5 * letter;
            if is_coloured {
                self.fill(left, top, 2, 10);
            } else {
                self.black(left, top, 2, 10);
            }
        }
        let area = Area {
            left: left * CELL,
            top: top * CELL,
            right: (left + 5 * letters) * CELL,
            bottom: (top + 10) * CELL,
        };
        self.words.push(SeenWord {
            text: text.to_owned(),
            edges: area.edges(),
            confidence: 0.9,
        });
    }

    fn stamps(&self) -> Vec<Stamp> {
        let ink = Ink::of(&self.page).unwrap();
        Stamps::find(std::slice::from_ref(&self.ink), &ink, &self.words).list
    }

    fn confidences(&self) -> Vec<f32> {
        self.stamps().iter().map(|stamp| stamp.confidence).collect()
    }
}

/// A framed stamp of 41 x 20 millimetres.
fn stamped(top: usize, lines: [&str; 2]) -> Sheet {
    let mut sheet = Sheet::new();
    sheet.frame(100, top, 160, 80);
    for (line, text) in lines.into_iter().enumerate() {
        sheet.say(text, 120, top + 15 + 30 * line, true);
    }
    sheet
}

const RECEIVED: [&str; 2] = ["EINGEGANGEN", "22.11.2026"];

#[test]
fn a_frame_with_words_of_its_colour_is_a_stamp() {
    let sheet = stamped(TOP, RECEIVED);
    let stamps = sheet.stamps();
    assert_eq!(stamps.len(), 1);
    let place = Area {
        left: 100 * CELL,
        top: TOP * CELL,
        right: 260 * CELL,
        bottom: (TOP + 80) * CELL,
    };
    assert_eq!(stamps[0].place, place);
    assert!((stamps[0].confidence - 0.9).abs() < 1e-6);
    assert!((0.05..0.3).contains(&stamps[0].ink), "{}", stamps[0].ink);
    assert_eq!(stamped(TOP, ["Stadt", "Musterstadt"]).stamps().len(), 1);
}

#[test]
fn ovals_seals_and_dates_without_a_frame_are_stamps_less_surely() {
    let mut oval = Sheet::new();
    oval.oval((200.0, 330.0), (80.0, 50.0));
    oval.say("Bezahlt", 170, 310, true);
    oval.say("22.", 150, 330, true);
    oval.say("Nov.", 175, 330, true);
    oval.say("2026", 205, 330, true);
    let mut seal = Sheet::new();
    seal.oval((200.0, 330.0), (60.0, 60.0));
    for letter in 0_u8..16 {
        let (sine, cosine) = (f64::from(letter) * 22.5).to_radians().sin_cos();
        let (x, y) = (200.0 + 44.0 * cosine, 330.0 + 44.0 * sine);
        for part in 0_u8..4 {
            seal.dot(x, y + 2.0 * f64::from(part));
        }
    }
    let mut unframed = Sheet::new();
    unframed.say("POSTEINGANGSSTELLE", 120, 300, true);
    unframed.say("2026-11-22", 120, 318, true);
    let found = [oval.confidences(), seal.confidences(), unframed.confidences()];
    assert_eq!(found, [vec![0.9], vec![0.6], vec![0.7]]);
}

#[test]
fn pens_pictures_and_print_are_no_stamps() {
    let mut pen = Sheet::new();
    for step in 0..150 {
        let height = if step % 24 < 12 { step % 12 } else { 12 - step % 12 };
        pen.fill(100 + step, 300 + 2 * height, 2, 3);
    }
    pen.words.push(SeenWord {
        text: "wvwm".to_owned(),
        edges: [300.0, 900.0, 756.0, 981.0],
        confidence: 0.8,
    });
    assert_eq!(pen.stamps(), []);

    let mut picture = Sheet::new();
    picture.fill(100, TOP, 200, 150);
    assert_eq!(picture.stamps(), []);

    // A pen went round black words; an empty frame.
    let mut ringed = Sheet::new();
    ringed.oval((200.0, 330.0), (80.0, 50.0));
    ringed.say("Bezahlt", 170, 310, false);
    ringed.say("22.11.2026", 170, 330, false);
    assert_eq!(ringed.stamps(), []);
    let mut framed = Sheet::new();
    framed.frame(100, TOP, 160, 80);
    assert_eq!(framed.stamps(), []);
}

#[test]
fn at_the_head_of_a_form_only_a_date_tells_a_stamp_from_a_logo() {
    assert_eq!(stamped(40, ["Stadt", "Musterstadt"]).stamps(), []);
    assert_eq!(stamped(40, RECEIVED).stamps().len(), 1);
}

#[test]
fn a_form_that_is_printed_in_a_colour_hides_stamps_of_that_colour() {
    for (rows, count) in [(2, 1), (5, 0)] {
        let mut sheet = stamped(TOP, RECEIVED);
        for row in 0..rows {
            for column in 0..4 {
                sheet.say("Angaben", 10 + 95 * column, 30 + 35 * row, true);
            }
        }
        assert_eq!(sheet.stamps().len(), count, "{rows}");
    }
}

#[test]
fn ink_of_a_stamp_is_covered_and_other_ink_is_not() {
    let mut sheet = stamped(TOP, RECEIVED);
    sheet.black(200, 300, 40, 2);
    let ink = Ink::of(&sheet.page).unwrap();
    let stamps = Stamps::find(std::slice::from_ref(&sheet.ink), &ink, &sheet.words);
    assert!(stamps.cover(100 * CELL, (TOP + 40) * CELL));
    assert!(!stamps.cover(220 * CELL, 300 * CELL));
    assert!(!stamps.cover(10, 10));
    let none = Stamps::find(&[], &ink, &sheet.words);
    assert!(!none.cover(100 * CELL, (TOP + 40) * CELL));
}
