//! A picture in shades of grey.
use std::ops::Range;

use super::Projection;

/// One byte per pixel, rows from the top, 0 is black.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Grey {
    /// A picture from its pixels; `None` if there are not `width * height` of them.
    pub(crate) fn new(width: usize, height: usize, pixels: Vec<u8>) -> Option<Self> {
        (width.checked_mul(height)? == pixels.len()).then_some(Self {
            width,
            height,
            pixels,
        })
    }

    /// A picture of one shade.
    pub(crate) fn filled(width: usize, height: usize, shade: u8) -> Self {
        Self {
            width,
            height,
            pixels: vec![shade; width * height],
        }
    }

    /// Width in pixels.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    pub(crate) const fn height(&self) -> usize {
        self.height
    }

    /// All pixels, row by row.
    pub(crate) fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// All pixels, row by row, to be changed.
    pub(crate) fn pixels_mut(&mut self) -> &mut [u8] {
        &mut self.pixels
    }

    /// The rows from the top.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks_exact(self.width.max(1))
    }

    /// The part of it in these columns.
    pub(crate) fn columns(&self, columns: Range<usize>) -> Self {
        let mut pixels = Vec::with_capacity(columns.len() * self.height);
        for row in self.rows() {
            pixels.extend_from_slice(&row[columns.clone()]);
        }
        Self {
            width: columns.len(),
            height: self.height,
            pixels,
        }
    }

    /// Seen from behind.
    pub(crate) fn mirrored(&self) -> Self {
        let mut image = self.clone();
        for row in image.pixels.chunks_exact_mut(self.width.max(1)) {
            row.reverse();
        }
        image
    }

    /// Turned clockwise by quarters, and the way back from its coordinates to these.
    #[expect(clippy::cast_precision_loss, reason = "pixels of pictures within the limits")]
    pub(crate) fn turned(&self, quarter_turns: u8) -> (Self, Projection) {
        let (mut image, mut back) = (self.clone(), Projection::IDENTITY);
        for _ in 0..quarter_turns % 4 {
            let (width, height) = (image.height, image.width);
            let mut turned = Self::filled(width, height, 0);
            for (y, row) in image.rows().enumerate() {
                for (x, &pixel) in row.iter().enumerate() {
                    turned.pixels[x * width + (width - 1 - y)] = pixel;
                }
            }
            // A point (x, y) of the turned picture came from (y, height before - x).
            let step =
                Projection::turn(-std::f64::consts::FRAC_PI_2).then(Projection::shift(0.0, width as f64));
            back = step.then(back);
            image = turned;
        }
        (image, back)
    }

    /// How often each shade occurs.
    pub(crate) fn histogram(&self) -> [usize; 256] {
        let mut counts = [0; 256];
        for &pixel in &self.pixels {
            counts[usize::from(pixel)] += 1;
        }
        counts
    }
}

/// The brightness of a colour (ITU-R BT.601).
pub(crate) fn luma(red: u8, green: u8, blue: u8) -> u8 {
    let weighted = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from((weighted + 500) / 1000).unwrap_or(u8::MAX)
}

/// Whether a picture has colours: paper that yellowed and the colour cast of a lamp are none.
pub(crate) fn is_coloured(pixels: impl Iterator<Item = [u8; 3]>) -> bool {
    /// Difference between the largest and the smallest part of a colour.
    const LEAST: u8 = 48;
    /// Pixels looked at, one in so many.
    const EVERY: usize = 7;
    /// A stamp covers more than one in so many.
    const ONE_IN: usize = 1_000;
    let (mut seen, mut coloured) = (0, 0);
    for [red, green, blue] in pixels.step_by(EVERY) {
        seen += 1;
        coloured += usize::from(red.max(green).max(blue) - red.min(green).min(blue) > LEAST);
    }
    coloured * ONE_IN > seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_colour_and_yellowed_paper_is_not() {
        let page = |stamp: usize| {
            (0..7_000).map(move |at| {
                if at < stamp {
                    [40, 60, 190]
                } else {
                    [240, 232, 205]
                }
            })
        };
        assert!(!is_coloured(page(0)));
        assert!(is_coloured(page(40)));
        assert!(!is_coloured(std::iter::empty()));
    }

    #[test]
    fn columns_are_a_part() {
        let picture = Grey::new(3, 2, vec![1, 2, 3, 4, 5, 6]).unwrap();
        assert_eq!(picture.columns(1..3), Grey::new(2, 2, vec![2, 3, 5, 6]).unwrap());
        assert_eq!(picture.columns(0..3), picture);
    }

    #[test]
    fn a_turned_picture_knows_the_way_back() {
        let picture = Grey::new(3, 2, vec![1, 2, 3, 4, 5, 6]).unwrap();
        let (turned, back) = picture.turned(1);
        assert_eq!(turned, Grey::new(2, 3, vec![4, 1, 5, 2, 6, 3]).unwrap());
        for turns in 0..4 {
            let (turned, back) = picture.turned(turns);
            for (y, row) in turned.rows().enumerate() {
                for (x, &pixel) in row.iter().enumerate() {
                    #[expect(
                        clippy::cast_precision_loss,
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "tiny"
                    )]
                    let (column, line) = {
                        let (column, line) = back.apply(x as f64 + 0.5, y as f64 + 0.5);
                        (column as usize, line as usize)
                    };
                    assert_eq!(picture.pixels()[line * 3 + column], pixel, "{turns}");
                }
            }
        }
        assert_ne!(back, Projection::IDENTITY);
    }
}
