//! Boxes at known places of a page, judged on the same prepared picture that is recognised.
use aktenlage_domain::document::{Mark, MarkKind, PageBox};

use super::page::Scan;
use super::prepare::prepare;
use crate::marks;

/// A mark for each place (fractions of the page) that can be judged, on page 0, in the order of the places.
pub(crate) fn judge_boxes(scan: &Scan, places: &[PageBox]) -> Vec<Mark> {
    let prepared = prepare(scan);
    let Some(to_picture) = prepared.to_page.inverse() else {
        return Vec::new();
    };
    let edges: Vec<[f64; 4]> = places
        .iter()
        .map(|place| to_picture.bounds([place.left, place.top, place.right, place.bottom].map(f64::from)))
        .collect();
    let judged = marks::judge(&prepared.image, &edges).into_iter();
    judged
        .zip(places)
        .filter_map(|(judged, place)| {
            let (state, ink, confidence) = judged?;
            Some(Mark {
                kind: MarkKind::TickBox(state),
                page: 0,
                bbox: *place,
                ink,
                confidence,
            })
        })
        .collect()
}
