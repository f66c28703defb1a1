//! A second look at a page whose form is known: what stands in the boxes that the form has at these places.
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use aktenlage_domain::document::{Mark, PageBox};

use crate::ocr::{Scan, judge_boxes};
use crate::pdf::{admit, on_own_stack, open};
use crate::picture::{PictureFile, is_picture};
use crate::whole::Known;
use crate::{Limits, images, photo, render, sniff, text, two_tone};

/// Judges the tick boxes at known places (number of the page counted from 1, box in fractions of it), on pictures and
/// on pages with text alike. Places that cannot be judged, and documents that cannot be read, have no mark.
pub fn look_at_boxes(bytes: &[u8], places: &[(u32, PageBox)], limits: &Limits) -> Vec<Mark> {
    if admit(bytes, limits).is_err() {
        return Vec::new();
    }
    let deadline = Instant::now() + Duration::from_secs(limits.max_seconds);
    on_own_stack(|| {
        if is_picture(sniff::sniff(bytes)) {
            let Ok(file) = PictureFile::open(bytes, limits) else {
                return Vec::new();
            };
            return judge_pages(places, deadline, |index| photo::scan(&file, index));
        }
        let Ok(pdf) = open(bytes) else {
            return Vec::new();
        };
        let known = Known::default();
        judge_pages(places, deadline, |index| {
            let page = pdf.pages().get(index)?;
            if images::has_too_many_pixels(page, limits) {
                return None;
            }
            let taken = two_tone::scan(page, limits);
            let mut scan = taken.or_else(|| render::scan(page, limits, None))?;
            scan.is_whole &= text::pictures_of(page).are_whole(&pdf, &known);
            Some(scan)
        })
    })
    .unwrap_or_default()
}

/// Page by page, as long as there is time.
fn judge_pages(
    places: &[(u32, PageBox)],
    deadline: Instant,
    scan: impl Fn(usize) -> Option<Scan>,
) -> Vec<Mark> {
    let numbers: BTreeSet<u32> = places.iter().map(|(number, _)| *number).collect();
    let mut marks = Vec::new();
    for number in numbers {
        if Instant::now() > deadline {
            break;
        }
        let index = usize::try_from(number)
            .ok()
            .and_then(|number| number.checked_sub(1));
        // A box that is missing from the picture looks like one that is not ticked.
        let Some(scan) = index.and_then(&scan).filter(|scan| scan.is_whole) else {
            continue;
        };
        let own: Vec<PageBox> = places
            .iter()
            .filter(|(page, _)| *page == number)
            .map(|(_, place)| *place)
            .collect();
        let judged = judge_boxes(&scan, &own).into_iter();
        marks.extend(judged.map(|mark| Mark { page: number, ..mark }));
    }
    marks
}
