//! What was found against what was drawn.
use aktenlage_domain::document::{Mark, MarkKind, MarkState};
use aktenlage_extract::Reading;

use crate::degrade::Shot;

/// What was drawn on a page, in fractions of it.
#[derive(Default)]
pub(crate) struct Truth {
    /// Boxes, and whether they are ticked.
    pub(crate) boxes: Vec<([f64; 4], bool)>,
    /// Fields with handwriting.
    pub(crate) written: Vec<[f64; 4]>,
}

/// Counts over pages.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) seconds: f64,
    /// Pages that were not read, and are not counted.
    pub(crate) unread: usize,
    pages: usize,
    boxes: usize,
    found: usize,
    /// Boxes found where the form has no field.
    surplus: usize,
    right: usize,
    unsure: usize,
    wrong: usize,
    written: usize,
    written_found: usize,
    written_surplus: usize,
    /// Places for signatures with what was seen there before and after somebody signed: off, unsure, on.
    unsigned: [usize; 3],
    signed: [usize; 3],
    /// Places of the last page that were missed, judged wrong or found where nothing is, each with a word for it.
    pub(crate) faults: Vec<(&'static str, [f64; 4])>,
}

impl Tally {
    pub(crate) const HEAD: &str = "variant                  half  pages unread boxes recall  precis. of all  right   unsure  wrong   \
        written found  surplus s/page  sign.";

    /// Adds a page.
    pub(crate) fn count(&mut self, truth: &Truth, reading: &Reading, shot: &Shot) {
        self.pages += 1;
        self.boxes += truth.boxes.len();
        self.faults.clear();
        let mut is_taken = vec![false; truth.boxes.len()];
        for mark in &reading.text.marks {
            let MarkKind::TickBox(state) = mark.kind else {
                continue;
            };
            let (x, y) = middle(mark, shot);
            let home = truth
                .boxes
                .iter()
                .position(|(place, _)| contains(*place, x, y, 0.15));
            let Some(index) = home.filter(|&index| !is_taken[index]) else {
                self.surplus += 1;
                self.faults.push(("surplus", on_page(mark, shot)));
                continue;
            };
            is_taken[index] = true;
            self.found += 1;
            let (place, is_on) = truth.boxes[index];
            match (state, is_on) {
                (MarkState::Unsure, _) => {
                    self.unsure += 1;
                    self.faults.push(("unsure", place));
                }
                (MarkState::On, true) | (MarkState::Off, false) => self.right += 1,
                (MarkState::On, false) | (MarkState::Off, true) => {
                    self.wrong += 1;
                    self.faults.push(("wrong", place));
                }
            }
        }
        let missed = truth
            .boxes
            .iter()
            .zip(&is_taken)
            .filter(|(_, is_taken)| !**is_taken);
        self.faults.extend(
            missed.map(|((place, is_on), _)| (if *is_on { "missed-on" } else { "missed-off" }, *place)),
        );
        let hands: Vec<&Mark> = reading
            .text
            .marks
            .iter()
            .filter(|mark| mark.kind == MarkKind::Handwriting)
            .collect();
        self.written += truth.written.len();
        let is_over = |place: [f64; 4], mark: &Mark| {
            let [left, top, right, bottom] = on_page(mark, shot);
            left < place[2] && place[0] < right && top < place[3] && place[1] < bottom
        };
        self.written_found += truth
            .written
            .iter()
            .filter(|place| hands.iter().any(|mark| is_over(**place, mark)))
            .count();
        self.written_surplus += hands
            .iter()
            .filter(|mark| !truth.written.iter().any(|place| is_over(*place, mark)))
            .count();
    }

    /// Counts the places for signatures of a page that nobody signed, and tells where they are on it.
    pub(crate) fn count_unsigned(&mut self, reading: &Reading, shot: &Shot) -> Vec<[f64; 4]> {
        let mut places = Vec::new();
        for mark in &reading.text.marks {
            if let MarkKind::Signature(state) = mark.kind {
                self.unsigned[index(state)] += 1;
                places.push(on_page(mark, shot));
            }
        }
        places
    }

    /// Counts what is seen at places that were signed.
    pub(crate) fn count_signed(&mut self, places: &[[f64; 4]], reading: &Reading, shot: &Shot) {
        for place in places {
            let (x, y) = (
                f64::midpoint(place[0], place[2]),
                f64::midpoint(place[1], place[3]),
            );
            let state = reading.text.marks.iter().find_map(|mark| match mark.kind {
                MarkKind::Signature(state) if contains(on_page(mark, shot), x, y, 0.0) => Some(state),
                MarkKind::Signature(_) | MarkKind::TickBox(_) | MarkKind::Handwriting | MarkKind::Stamp => {
                    None
                }
            });
            self.signed[index(state.unwrap_or(MarkState::Off))] += 1;
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.seconds += other.seconds;
        self.unread += other.unread;
        self.pages += other.pages;
        self.boxes += other.boxes;
        self.found += other.found;
        self.surplus += other.surplus;
        self.right += other.right;
        self.unsure += other.unsure;
        self.wrong += other.wrong;
        self.written += other.written;
        self.written_found += other.written_found;
        self.written_surplus += other.written_surplus;
        for (own, other) in [
            (&mut self.unsigned, &other.unsigned),
            (&mut self.signed, &other.signed),
        ] {
            for (sum, count) in own.iter_mut().zip(other) {
                *sum += count;
            }
        }
    }

    pub(crate) fn row(&self, name: &str, half: &str) -> String {
        let percent = |count: usize, of: usize| format!("{:.2}%", 100.0 * count as f64 / of.max(1) as f64);
        format!(
            "{name:24} {half:5} {:>5} {:>6} {:>5} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7} {:>6} {:>7} {:>6.2}  {:?} {:?}",
            self.pages,
            self.unread,
            self.boxes,
            percent(self.found, self.boxes),
            percent(self.found, self.found + self.surplus),
            percent(self.right, self.boxes),
            percent(self.right, self.found),
            percent(self.unsure, self.found),
            percent(self.wrong, self.found),
            self.written,
            self.written_found,
            self.written_surplus,
            self.seconds / (self.pages + self.unread).max(1) as f64,
            self.unsigned,
            self.signed,
        )
    }
}

const fn index(state: MarkState) -> usize {
    match state {
        MarkState::Off => 0,
        MarkState::Unsure => 1,
        MarkState::On => 2,
    }
}

/// Left, top, right and bottom of a mark on the page that was drawn.
fn on_page(mark: &Mark, shot: &Shot) -> [f64; 4] {
    let (width, height) = (shot.picture.width as f64, shot.picture.height as f64);
    let place = |x: f32, y: f32| shot.place(f64::from(x) * width, f64::from(y) * height);
    let (left, top) = place(mark.bbox.left, mark.bbox.top);
    let (right, bottom) = place(mark.bbox.right, mark.bbox.bottom);
    [left, top, right, bottom]
}

fn middle(mark: &Mark, shot: &Shot) -> (f64, f64) {
    let [left, top, right, bottom] = on_page(mark, shot);
    (f64::midpoint(left, right), f64::midpoint(top, bottom))
}

/// Whether a point lies in a place that is widened by a share of its size.
fn contains([left, top, right, bottom]: [f64; 4], x: f64, y: f64, slack: f64) -> bool {
    let (across, down) = (slack * (right - left), slack * (bottom - top));
    x > left - across && x < right + across && y > top - down && y < bottom + down
}
