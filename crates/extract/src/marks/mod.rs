//! Marks on paper: boxes to tick, signatures, handwriting, found on the picture that is recognised.
//!
//! Everything here works on the prepared page (`ocr/prepare.rs`): 300 dots per inch, straight, black on white.

mod asked;
mod blank;
mod circles;
mod handwriting;
mod ink;
mod leftover;
mod printed;
mod signature;
mod tick_boxes;

#[cfg(test)]
mod marks_test;

use aktenlage_domain::document::{MarkKind, MarkState};
pub(crate) use blank::is_blank;
use ink::{Area, Ink};
use leftover::{Leftover, in_pixels};

use crate::ocr::SeenWord;
use crate::picture::Grey;

/// A mark in pixels of the prepared page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SeenMark {
    /// What.
    pub(crate) kind: MarkKind,
    /// Left, top, right, bottom.
    pub(crate) edges: [f64; 4],
    /// Dark share of the place, 0 to 1.
    pub(crate) ink: f32,
    /// 0 to 1.
    pub(crate) confidence: f32,
}

/// All marks of a page, and its words without those that are marks.
pub(crate) fn find(page: &Grey, words: Vec<SeenWord>) -> (Vec<SeenMark>, Vec<SeenWord>) {
    let Some(ink) = Ink::of(page) else {
        return (Vec::new(), words);
    };
    let boxes = printed::without_letters(&ink, tick_boxes::find(&ink), &words);
    let words = printed::without_boxes(words, &boxes);
    let leftover = Leftover::of(&ink, &words, &boxes);
    let mut marks: Vec<SeenMark> = boxes
        .into_iter()
        .map(|tick_box| SeenMark {
            kind: MarkKind::TickBox(tick_box.state),
            edges: tick_box.frame.edges(),
            ink: tick_box.ink,
            confidence: tick_box.confidence,
        })
        .collect();
    marks.extend(
        signature::find(&leftover, &words)
            .into_iter()
            .map(|place| SeenMark {
                kind: MarkKind::Signature(place.state),
                edges: in_pixels(place.area).edges(),
                ink: place.ink,
                confidence: place.confidence,
            }),
    );
    marks.extend(
        handwriting::find(&leftover)
            .into_iter()
            .map(|place| written(&ink, place)),
    );
    (marks, words)
}

/// What stands in boxes whose places are known (left, top, right, bottom in pixels): state, dark share, confidence.
pub(crate) fn judge(page: &Grey, places: &[[f64; 4]]) -> Vec<Option<(MarkState, f32, f32)>> {
    let Some(ink) = Ink::of(page) else {
        return vec![None; places.len()];
    };
    places
        .iter()
        .map(|place| asked::judge(&ink, Area::around(*place, &ink)?))
        .collect()
}

fn written(ink: &Ink, place: Area) -> SeenMark {
    /// A rule of thumb: the shapes of writing are many.
    const CONFIDENCE: f32 = 0.7;
    let place = in_pixels(place);
    SeenMark {
        kind: MarkKind::Handwriting,
        edges: place.edges(),
        ink: ink.share(place),
        confidence: CONFIDENCE,
    }
}
