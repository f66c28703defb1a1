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
mod unread;

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
pub(crate) use unread::Print;

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

/// What was found on a page.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) marks: Vec<SeenMark>,
    /// The words without those that are marks.
    pub(crate) words: Vec<SeenWord>,
    /// How much of the print was read.
    pub(crate) print: Print,
}

/// All marks of a page. `is_sure` tells which of its `words` count as read, `colours` are pictures of the page's coloured inks,
/// one each, in cells of [`COLOUR_CELL`] pixels.
pub(crate) fn find(
    page: &Grey,
    colours: &[Grey],
    words: Vec<SeenWord>,
    is_sure: impl Fn(&SeenWord) -> bool,
) -> Found {
    let Some(ink) = Ink::of(page) else {
        return Found {
            words,
            ..Found::default()
        };
    };
    let boxes = printed::without_letters(&ink, tick_boxes::find_with_pale(page, &ink), &words);
    let words = printed::without_boxes(words, &boxes);
    let stamps = Stamps::find(colours, &ink, &words);
    let leftover = Leftover::of(&ink, &words, &boxes, &stamps);
    let frames: Vec<Area> = boxes.iter().map(|tick_box| tick_box.frame).collect();
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
    // What people wrote is no print, however much it looks like letters.
    let written = marks.iter().filter(|mark| mark.kind != MarkKind::Stamp);
    let written = written.filter_map(|mark| Area::around(mark.edges, &ink));
    let print = unread::measure(&ink, &words, frames.into_iter().chain(written), is_sure);
    Found { marks, words, print }
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
