//! Pictures of pages in shades of grey, and where their pixels lie on the page.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::many_single_char_names,
    reason = "pixels of a page and shades of grey"
)]

/// Shades of grey, rows from the top.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Row by row, 0 is black.
    pub pixels: Vec<u8>,
}

impl Picture {
    /// From a binary PGM of 8 bits; `None` if it is none.
    pub fn from_pgm(bytes: &[u8]) -> Option<Self> {
        let mut fields = bytes.splitn(4, u8::is_ascii_whitespace);
        if fields.next()? != b"P5" {
            return None;
        }
        let mut number = || std::str::from_utf8(fields.next()?).ok()?.parse::<usize>().ok();
        let (width, height) = (number()?, number()?);
        let rest = fields.next()?;
        let start = rest.len().checked_sub(width * height)?;
        Some(Self {
            width,
            height,
            pixels: rest[start..].to_vec(),
        })
    }

    /// From a grey image.
    pub fn from_image(image: &image::GrayImage) -> Self {
        Self {
            width: image.width() as usize,
            height: image.height() as usize,
            pixels: image.as_raw().clone(),
        }
    }

    /// As JPEG of a quality from 1 to 100; nothing for more than 65,535 pixels across or down.
    pub fn jpeg(&self, quality: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
        let (width, height) = (self.width as u32, self.height as u32);
        let grey = image::ExtendedColorType::L8;
        let written = image::ImageEncoder::write_image(encoder, &self.pixels, width, height, grey);
        if written.is_err() {
            return Vec::new();
        }
        bytes
    }

    fn at(&self, x: f64, y: f64) -> Option<f64> {
        let (column, row) = (x.floor(), y.floor());
        if column < 0.0 || row < 0.0 || column + 1.0 >= self.width as f64 || row + 1.0 >= self.height as f64 {
            return None;
        }
        let start = row as usize * self.width + column as usize;
        let pixel = |offset: usize| f64::from(self.pixels[start + offset]);
        let (right, below) = (x - column, y - row);
        let upper = pixel(0) * (1.0 - right) + pixel(1) * right;
        let lower = pixel(self.width) * (1.0 - right) + pixel(self.width + 1) * right;
        Some(upper * (1.0 - below) + lower * below)
    }

    /// The mean over a square of `2 * radius + 1` pixels.
    #[must_use]
    pub fn blurred(&self, radius: isize) -> Self {
        let pass = |source: &Self, step: (isize, isize)| {
            let mut target = source.clone();
            for y in 0..source.height as isize {
                for x in 0..source.width as isize {
                    let sum: isize = (-radius..=radius)
                        .map(|offset| {
                            let x = (x + offset * step.0).clamp(0, source.width as isize - 1);
                            let y = (y + offset * step.1).clamp(0, source.height as isize - 1);
                            isize::from(source.pixels[y as usize * source.width + x as usize])
                        })
                        .sum();
                    target.pixels[y as usize * source.width + x as usize] = (sum / (2 * radius + 1)) as u8;
                }
            }
            target
        };
        pass(&pass(self, (1, 0)), (0, 1))
    }
}

/// A picture of a page, and where its pixels lie on the page.
#[derive(Clone, Debug)]
pub struct Shot {
    /// What the office gets to see.
    pub picture: Picture,
    /// A projective map from pixels to fractions of the page.
    to_page: [[f64; 3]; 3],
}

impl Shot {
    /// The place on the page, in fractions.
    pub fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c] = self.to_page.map(|row| row[0] * x + row[1] * y + row[2]);
        (a / c, b / c)
    }

    /// The place in the picture, in fractions of it, of a place on the page in fractions.
    pub fn of_page(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c] = inverse(self.to_page).map(|row| row[0] * x + row[1] * y + row[2]);
        let (width, height) = (self.picture.width as f64, self.picture.height as f64);
        (a / c / width, b / c / height)
    }

    /// The smallest upright box in the picture around a box on the page: left, top, right, bottom, both in fractions,
    /// cut to the picture.
    pub fn bbox(&self, [left, top, right, bottom]: [f64; 4]) -> [f64; 4] {
        let corners =
            [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| self.of_page(x, y));
        let edge = |of: fn(f64, f64) -> f64, start: f64, axis: fn(&(f64, f64)) -> f64| {
            corners.iter().map(axis).fold(start, of).clamp(0.0, 1.0)
        };
        [
            edge(f64::min, f64::INFINITY, |corner| corner.0),
            edge(f64::min, f64::INFINITY, |corner| corner.1),
            edge(f64::max, f64::NEG_INFINITY, |corner| corner.0),
            edge(f64::max, f64::NEG_INFINITY, |corner| corner.1),
        ]
    }
}

/// Reproducible noise (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Noise(pub u64);

impl Noise {
    /// The next number between 0 and 1.
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// The next number between two bounds.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }
}

/// A page whose corners lie so far inside the frame, each moved at random by so much of it across and down.
pub(crate) fn seen(frame: (usize, usize), inside: f64, moved: [f64; 2], noise: &mut Noise) -> [[f64; 3]; 3] {
    let (w, h) = (frame.0 as f64, frame.1 as f64);
    let mut corner = |x: f64, y: f64| {
        (
            w * (x + noise.between(-moved[0], moved[0])),
            h * (y + noise.between(-moved[1], moved[1])),
        )
    };
    let far = 1.0 - inside;
    let corners = [
        corner(inside, inside),
        corner(far, inside),
        corner(far, far),
        corner(inside, far),
    ];
    inverse(from_unit_square(corners))
}

/// Askew about the middle, on paper and not in the oblong pixels of a fax; pages are upright.
pub(crate) fn turned(page: &Picture, turn: f64) -> [[f64; 3]; 3] {
    let (w, h) = (page.width as f64, page.height as f64);
    let aspect = if h > w { w / h } else { w / (2.0 * h) };
    let (sine, cosine) = turn.sin_cos();
    let rows = [[cosine, -sine / aspect], [sine * aspect, cosine]];
    let row = |[x, y]: [f64; 2]| [x / w, y / h, 0.5 - 0.5 * (x + y)];
    [row(rows[0]), row(rows[1]), [0.0, 0.0, 1.0]]
}

/// The picture of a page, each pixel shaded from what lies there on the page (`None` beside it) and from its place.
pub(crate) fn paint(
    page: &Picture,
    width: usize,
    height: usize,
    to_page: [[f64; 3]; 3],
    mut shade: impl FnMut(Option<f64>, f64, f64) -> f64,
) -> Shot {
    let mut shot = Shot {
        picture: Picture {
            width,
            height,
            pixels: vec![0; width * height],
        },
        to_page,
    };
    for y in 0..height {
        for x in 0..width {
            let (column, row) = shot.place(x as f64, y as f64);
            let found = page.at(column * page.width as f64, row * page.height as f64);
            let shade = shade(found, x as f64, y as f64);
            shot.picture.pixels[y * width + x] = shade.clamp(0.0, 255.0) as u8;
        }
    }
    shot
}

/// Maps the unit square to four corners, clockwise from the upper left.
fn from_unit_square([(x0, y0), (x1, y1), (x2, y2), (x3, y3)]: [(f64, f64); 4]) -> [[f64; 3]; 3] {
    let (dx1, dx2, sx) = (x1 - x2, x3 - x2, x0 - x1 + x2 - x3);
    let (dy1, dy2, sy) = (y1 - y2, y3 - y2, y0 - y1 + y2 - y3);
    let determinant = dx1 * dy2 - dx2 * dy1;
    let g = (sx * dy2 - dx2 * sy) / determinant;
    let h = (dx1 * sy - sx * dy1) / determinant;
    [
        [x1 - x0 + g * x1, x3 - x0 + h * x3, x0],
        [y1 - y0 + g * y1, y3 - y0 + h * y3, y0],
        [g, h, 1.0],
    ]
}

fn inverse([[a, b, c], [d, e, f], [g, h, i]]: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    // The adjugate: a projective map needs no division by the determinant.
    [
        [e * i - f * h, c * h - b * i, b * f - c * e],
        [f * g - d * i, a * i - c * g, c * d - a * f],
        [d * h - e * g, b * g - a * h, a * e - b * d],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::degrade::VARIANTS;

    #[test]
    fn places_of_the_page_are_found_in_the_picture_and_back() {
        let page = Picture {
            width: 165,
            height: 234,
            pixels: vec![255; 165 * 234],
        };
        for variant in VARIANTS {
            let shot = (variant.degrade)(&page, 5);
            let (width, height) = (shot.picture.width as f64, shot.picture.height as f64);
            for (x, y) in [(0.1, 0.1), (0.5, 0.5), (0.9, 0.2), (0.3, 0.95)] {
                let (across, down) = shot.of_page(x, y);
                let (back_x, back_y) = shot.place(across * width, down * height);
                assert!(
                    (back_x - x).abs() < 1e-9 && (back_y - y).abs() < 1e-9,
                    "{}",
                    variant.name
                );
            }
            let [left, top, right, bottom] = shot.bbox([0.4, 0.4, 0.6, 0.5]);
            assert!(
                left < right && top < bottom && right - left > 0.1,
                "{}",
                variant.name
            );
        }
    }

    #[test]
    fn a_picture_that_is_none_is_refused() {
        assert!(Picture::from_pgm(b"P5 2 1 255 \x00\xff").is_some());
        for broken in [b"P6 2 1 255 \x00\xff".as_slice(), b"P5 2", b"P5 9 9 255 \x00"] {
            assert!(Picture::from_pgm(broken).is_none());
        }
    }
}
