//! A picture that was cut into strips, put together again.
use hayro_interpret::kurbo::Rect;

use crate::picture::Grey;

/// A picture, or a strip of it, and where it is shown, in units of the page.
pub(super) struct Strip {
    pub(super) shown: Rect,
    pub(super) picture: Grey,
}

/// Which way strips follow each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Down,
    /// Strips of a page that is shown turned.
    Right,
}

impl Way {
    /// Where a strip begins and ends.
    fn edges(self, shown: Rect) -> (f64, f64) {
        match self {
            Self::Down => (shown.y0, shown.y1),
            Self::Right => (shown.x0, shown.x1),
        }
    }

    fn across(self) -> Self {
        match self {
            Self::Down => Self::Right,
            Self::Right => Self::Down,
        }
    }

    /// How many rows or columns a strip has.
    fn count(self, picture: &Grey) -> usize {
        match self {
            Self::Down => picture.height(),
            Self::Right => picture.width(),
        }
    }
}

/// The whole picture; `None` if these are not strips of one that follow each other without gaps.
pub(super) fn joined(mut strips: Vec<Strip>) -> Option<Strip> {
    if strips.len() < 2 {
        return strips.pop();
    }
    let way = [Way::Down, Way::Right]
        .into_iter()
        .find(|way| are_aligned(&strips, way.across()))?;
    strips.sort_by(|one, other| way.edges(one.shown).0.total_cmp(&way.edges(other.shown).0));
    let first = strips.first()?;
    let shown = strips
        .iter()
        .fold(first.shown, |shown, strip| shown.union(strip.shown));
    let count: usize = strips.iter().map(|strip| way.count(&strip.picture)).sum();
    let (width, height) = match way {
        Way::Down => (first.picture.width(), count),
        Way::Right => (count, first.picture.height()),
    };
    let mut picture = Grey::filled(width, height, u8::MAX);
    let (start, end) = way.edges(shown);
    let mut next = 0_usize;
    for strip in &strips {
        // Writers round where strips stand, and by no more than a pixel.
        let expected = start + (end - start) * fraction(next, count);
        if (way.edges(strip.shown).0 - expected).abs() > (end - start) * fraction(1, count) {
            return None;
        }
        let place = isize::try_from(next).ok()?;
        match way {
            Way::Down => paste(&mut picture, &strip.picture, 0, place),
            Way::Right => paste(&mut picture, &strip.picture, place, 0),
        }
        next += way.count(&strip.picture);
    }
    Some(Strip { shown, picture })
}

/// Whether all strips begin and end at one place of this way, with as many pixels.
fn are_aligned(strips: &[Strip], way: Way) -> bool {
    let Some(first) = strips.first() else {
        return false;
    };
    let count = way.count(&first.picture);
    let (start, end) = way.edges(first.shown);
    let pixel = (end - start) * fraction(1, count);
    strips.iter().all(|strip| {
        let (from, to) = way.edges(strip.shown);
        way.count(&strip.picture) == count && (from - start).abs() <= pixel && (to - end).abs() <= pixel
    })
}

#[expect(clippy::cast_precision_loss, reason = "pixels of pictures within the limits")]
fn fraction(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Puts a picture onto another one, its upper left corner at a place that may lie outside of it.
pub(super) fn paste(onto: &mut Grey, picture: &Grey, left: isize, top: isize) {
    let (width, height) = (onto.width(), onto.height());
    let (skipped, start) = (left.min(0).unsigned_abs(), left.max(0).unsigned_abs());
    let count = picture
        .width()
        .saturating_sub(skipped)
        .min(width.saturating_sub(start));
    if count == 0 {
        return;
    }
    for (y, row) in picture.rows().enumerate() {
        if let Some(y) = y.checked_add_signed(top).filter(|&y| y < height) {
            let place = y * width + start;
            onto.pixels_mut()[place..place + count].copy_from_slice(&row[skipped..skipped + count]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_outside_is_left_out() {
        let picture = Grey::new(3, 2, vec![1, 2, 3, 4, 5, 6]).unwrap();
        let pasted = |left, top| {
            let mut onto = Grey::filled(2, 2, 0);
            paste(&mut onto, &picture, left, top);
            onto.pixels().to_vec()
        };
        assert_eq!(pasted(0, 0), [1, 2, 4, 5]);
        assert_eq!(pasted(-2, 1), [0, 0, 3, 0]);
        assert_eq!(pasted(1, -1), [0, 4, 0, 0]);
        assert_eq!(pasted(-3, 0), [0; 4]);
        assert_eq!(pasted(2, 0), [0; 4]);
        assert_eq!(pasted(0, -9), [0; 4]);
    }

    #[test]
    fn strips_follow_each_other_without_gaps() {
        let strip = |x0: f64, y0: f64, shade: u8| Strip {
            shown: Rect::new(x0, y0, x0 + 20.0, y0 + 10.0),
            picture: Grey::filled(4, 2, shade),
        };
        let pixels = |strips: Vec<Strip>| Some(joined(strips)?.picture.pixels().to_vec());
        assert_eq!(
            pixels(vec![strip(0.0, 10.2, 2), strip(0.0, 0.0, 1)]).unwrap(),
            [[1_u8; 8], [2; 8]].concat()
        );
        let beside = joined(vec![strip(0.0, 0.0, 1), strip(20.0, 0.1, 2)]).unwrap();
        assert_eq!((beside.picture.width(), beside.picture.height()), (8, 2));
        assert_eq!(beside.picture.pixels()[2..6], [1, 1, 2, 2]);
        // One over the other, one far from the other, one farther to the right.
        for (x, y) in [(0.0, 0.0), (0.0, 40.0), (9.0, 10.0)] {
            assert!(
                joined(vec![strip(0.0, 0.0, 1), strip(x, y, 2)]).is_none(),
                "{x} {y}"
            );
        }
        assert!(joined(Vec::new()).is_none());
    }
}
