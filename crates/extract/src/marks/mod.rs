//! Marks on paper: boxes to tick, signatures, handwriting, stamps, found on the picture that is recognised.
//!
//! Everything here works on the prepared page (`ocr/prepare.rs`): 300 dots per inch, straight, black on white. Stamps
//! are found by their colour, of which small pictures are kept.

mod asked;
mod blank;
mod circles;
mod coloured;
mod drawn;
mod handwriting;
mod ink;
mod leftover;
mod outline;
mod printed;
mod signature;
mod stamps;
mod tick_boxes;

#[cfg(test)]
mod marks_test;
#[cfg(test)]
mod stamps_test;

use aktenlage_domain::document::{MarkKind, MarkState};
pub(crate) use blank::is_blank;
pub(crate) use drawn::{find_drawn, has_box, may_label_signature};
use ink::{Area, Ink};
use leftover::{Leftover, in_pixels};
use signature::SignaturePlace;
pub(crate) use stamps::CELL as COLOUR_CELL;
use stamps::Stamps;
use tick_boxes::TickBox;

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

/// All marks of a page, and its words without those that are marks. `colours` are pictures of the page's coloured inks,
/// one each, in cells of [`COLOUR_CELL`] pixels.
pub(crate) fn find(page: &Grey, colours: &[Grey], words: Vec<SeenWord>) -> (Vec<SeenMark>, Vec<SeenWord>) {
    let Some(ink) = Ink::of(page) else {
        return (Vec::new(), words);
    };
    let boxes = printed::without_letters(&ink, tick_boxes::find(&ink), &words);
    let words = printed::without_boxes(words, &boxes);
    let stamps = Stamps::find(colours, &ink, &words);
    let leftover = Leftover::of(&ink, &words, &boxes, &stamps);
    let mut marks: Vec<SeenMark> = boxes.iter().map(ticked).collect();
    marks.extend(
        signature::find(&leftover, &words)
            .into_iter()
            .map(|place| signed(&place, &stamps)),
    );
    marks.extend(
        handwriting::find(&leftover)
            .into_iter()
            .map(|place| written(&ink, place)),
    );
    marks.extend(stamps.list.into_iter().map(|stamp| SeenMark {
        kind: MarkKind::Stamp,
        edges: stamp.place.edges(),
        ink: stamp.ink,
        confidence: stamp.confidence,
    }));
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

fn ticked(tick_box: &TickBox) -> SeenMark {
    SeenMark {
        kind: MarkKind::TickBox(tick_box.state),
        edges: tick_box.frame.edges(),
        ink: tick_box.ink,
        confidence: tick_box.confidence,
    }
}

/// A place for a signature. Ink of a stamp is none; where it lies, a signature of the same colour is not told from it.
fn signed(place: &SignaturePlace, stamps: &Stamps) -> SeenMark {
    let area = in_pixels(place.area);
    let is_stamped = stamps.list.iter().any(|stamp| stamp.place.common(area) > 0);
    let (state, confidence) = if is_stamped && place.state == MarkState::Off {
        (MarkState::Unsure, 0.5)
    } else {
        (place.state, place.confidence)
    };
    SeenMark {
        kind: MarkKind::Signature(state),
        edges: area.edges(),
        ink: place.ink,
        confidence,
    }
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
