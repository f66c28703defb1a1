//! Places for signatures, found by their printed labels, and whether somebody signed there.
use aktenlage_domain::document::MarkState;

use super::handwriting::is_joined;
use super::ink::Area;
use super::leftover::{Leftover, Piece, in_cells, is_print};
use crate::ocr::SeenWord;

/// The place of a signature, in cells of 1/150 inch.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SignaturePlace {
    pub(super) area: Area,
    pub(super) state: MarkState,
    /// Dark share of the place, 0 to 1.
    pub(super) ink: f32,
    /// 0 to 1.
    pub(super) confidence: f32,
}

/// Millimetres in cells.
const fn millimetres(length: usize) -> usize {
    length * 59 / 10
}

/// All places of a page that a rule and a label make: the label below the rule, or over a frame.
pub(super) fn find(leftover: &Leftover, words: &[SeenWord]) -> Vec<SignaturePlace> {
    let mut places: Vec<SignaturePlace> = Vec::new();
    for label in words
        .iter()
        .filter(|word| is_label(word) && begins_a_line(word, words))
    {
        let free_until = next_on_line(label, words);
        let label = in_cells(label.edges, 0);
        let Some(area) = place(leftover, label, free_until) else {
            continue;
        };
        let is_known = places
            .iter()
            .any(|known| known.area.common(area) * 2 > area.pixels());
        if !is_known {
            places.push(judge(leftover, area));
        }
    }
    places
}

/// Where the next label on the same line begins, in cells: a long rule serves several of them. Words that follow closely
/// belong to the label itself.
fn next_on_line(label: &SeenWord, words: &[SeenWord]) -> Option<usize> {
    let [_, top, mut end, bottom] = label.edges;
    let mut behind: Vec<&SeenWord> = words
        .iter()
        .filter(|other| {
            let middle = f64::midpoint(other.edges[1], other.edges[3]);
            middle > top && middle < bottom && other.edges[0] >= end && is_print(other)
        })
        .collect();
    behind.sort_by(|one, two| one.edges[0].total_cmp(&two.edges[0]));
    for word in behind {
        if word.edges[0] - end > 1.2 * (bottom - top) {
            return Some(in_cells(word.edges, 0).left);
        }
        end = word.edges[2];
    }
    None
}

/// The place that rule and label make. `free_until` is where another label begins.
fn place(leftover: &Leftover, label: Area, free_until: Option<usize>) -> Option<Area> {
    let over = rules_beside(leftover, label)
        .filter(|rule| rule.top <= label.top + 1)
        .max_by_key(|rule| rule.top);
    let under = rules_beside(leftover, label)
        .filter(|rule| rule.top + 1 >= label.bottom)
        .min_by_key(|rule| rule.top);
    let gap_over = over
        .map(|rule| label.top.saturating_sub(rule.top))
        .filter(|&gap| gap <= millimetres(6));
    let gap_under = under
        .map(|rule| rule.top.saturating_sub(label.bottom))
        .filter(|&gap| gap <= millimetres(4));
    let across = |rule: Area| {
        let left = rule.left.max(label.left.saturating_sub(millimetres(15)));
        let right = free_until.map_or(rule.right, |next| rule.right.min(next));
        (left, right.max(left + 1))
    };
    match (over.zip(gap_over), under.zip(gap_under)) {
        (Some((rule, gap)), under) if under.is_none_or(|(_, other)| gap <= other) => {
            let (left, right) = across(*rule);
            Some(Area {
                left,
                right,
                top: rule.top.saturating_sub(millimetres(13)),
                bottom: rule.top + millimetres(2),
            })
        }
        (_, Some((rule, _))) => {
            let (left, right) = across(*rule);
            let lower = rules_beside(leftover, label)
                .filter(|lower| lower.top > rule.top + millimetres(5))
                .map(|lower| lower.top)
                .min();
            let deepest = rule.top + millimetres(22);
            Some(Area {
                left,
                right,
                top: rule.top,
                bottom: lower.unwrap_or(deepest).min(deepest),
            })
        }
        _ => None,
    }
}

/// `Unterschrift` and what is made of it, as a word of its own.
fn is_label(word: &SeenWord) -> bool {
    let letters: String = word
        .text
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    is_print(word) && (letters.starts_with("unterschrift") || letters == "signatur")
}

/// Whether nothing stands before a word on its line but what labels of signatures begin with.
fn begins_a_line(word: &SeenWord, words: &[SeenWord]) -> bool {
    /// Gap between two words of a line at most, in heights of the line.
    const GAP: f64 = 1.2;
    const BEGINNINGS: [&str; 9] = [
        "ort",
        "datum",
        "und",
        "name",
        "stempel",
        "firmenstempel",
        "die",
        "eigenhändige",
        "rechtsverbindliche",
    ];
    let [left, top, _, bottom] = word.edges;
    let height = bottom - top;
    let before = words.iter().find(|other| {
        let [_, other_top, other_right, other_bottom] = other.edges;
        let is_on_line =
            f64::midpoint(other_top, other_bottom) > top && f64::midpoint(other_top, other_bottom) < bottom;
        is_on_line && is_print(other) && (-0.3 * height..GAP * height).contains(&(left - other_right))
    });
    before.is_none_or(|before| {
        let letters: String = before
            .text
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .collect();
        letters.is_empty() || BEGINNINGS.contains(&letters.to_lowercase().as_str())
    })
}

/// The rules over and under a label.
fn rules_beside(leftover: &Leftover, label: Area) -> impl Iterator<Item = &Area> {
    leftover.rules.iter().filter(move |rule| {
        let common = rule
            .right
            .min(label.right)
            .saturating_sub(rule.left.max(label.left));
        rule.width() >= millimetres(28) && common * 3 > label.width()
    })
}

#[expect(clippy::cast_precision_loss, reason = "cells of a place")]
fn judge(leftover: &Leftover, area: Area) -> SignaturePlace {
    // What begins in the place belongs to it, however far it goes.
    let inside = |piece: &&Piece| {
        let share = piece.area.common(area);
        share * 2 > piece.area.pixels() && piece.area.height() <= 2 * area.height()
    };
    let pieces: Vec<&Piece> = leftover.pieces.iter().filter(inside).collect();
    let cells: usize = pieces.iter().map(|piece| piece.cells).sum();
    let extent = pieces.iter().map(|piece| piece.area).reduce(Area::union);
    let wide = extent.map_or(0, Area::width);
    let is_written = pieces.iter().any(|piece| is_joined(piece))
        || (pieces.len() >= 3 && wide >= millimetres(12) && cells >= 300);
    let (state, confidence) = if is_written && wide >= millimetres(8) {
        (MarkState::On, 0.9)
    } else if cells < 60 {
        (MarkState::Off, 0.9)
    } else {
        (MarkState::Unsure, 0.5)
    };
    SignaturePlace {
        area,
        state,
        ink: cells as f32 / area.pixels().max(1) as f32,
        confidence,
    }
}
