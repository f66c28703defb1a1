//! Scans that went wrong: one damage at a time, at several strengths.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of a page and shades of grey"
)]

use super::picture::{Noise, Picture, Shot, paint, turned};

/// What goes wrong with scans, with its strength.
#[derive(Clone, Copy, Debug)]
pub enum Damage {
    /// Nothing but what every scan has.
    None,
    /// Out of focus: the mean over so many pixels to each side, twice.
    Blur(isize),
    /// Light to a part.
    Dark(f64),
    /// Print to a part of its darkness.
    Pale(f64),
    /// Paper and print both drawn towards grey, to a part of their difference.
    Flat(f64),
    /// Dots per inch.
    Coarse(u16),
    /// Noise of so many shades.
    Noise(f64),
    /// Degrees.
    Skew(f64),
    /// A part of the width is missing on the left.
    Cut(f64),
}

impl Damage {
    /// Resolution at which the page has to be drawn for it.
    pub fn dots_per_inch(self) -> f64 {
        if let Self::Coarse(dots) = self {
            f64::from(dots)
        } else {
            200.0
        }
    }

    /// The page as it arrives.
    pub fn apply(self, page: &Picture, seed: u64) -> Shot {
        let mut noise = Noise(seed);
        let turn = if let Self::Skew(degrees) = self {
            degrees
        } else {
            noise.between(-0.6, 0.6)
        };
        let mut to_page = turned(page, turn.to_radians());
        let mut width = page.width;
        if let Self::Cut(part) = self {
            // The first column of the picture is so far inside the page.
            let missing = part * page.width as f64;
            for row in &mut to_page {
                row[2] += row[0] * missing;
            }
            width -= missing as usize;
        }
        let soft = if let Self::Blur(radius) = self {
            page.blurred(radius).blurred(radius)
        } else {
            page.clone()
        };
        paint(&soft, width, page.height, to_page, |shade, _, _| {
            let shade = shade.unwrap_or(255.0);
            let (shade, grain) = match self {
                Self::Dark(part) => ((30.0 + shade * 0.82) * part, 8.0),
                Self::Pale(part) => (239.0 - (255.0 - shade) * 0.82 * part, 8.0),
                Self::Flat(part) => (120.0 + (shade - 128.0) * 0.82 * part, 8.0),
                Self::Noise(grain) => (30.0 + shade * 0.82, grain),
                Self::None | Self::Blur(_) | Self::Coarse(_) | Self::Skew(_) | Self::Cut(_) => {
                    (30.0 + shade * 0.82, 8.0)
                }
            };
            shade + noise.between(-grain, grain)
        })
    }
}
