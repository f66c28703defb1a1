//! What happens to a page on its way to the office: scanner, fax, phone.
use crate::write;

/// Shades of grey, rows from the top.
#[derive(Clone)]
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<u8>,
}

impl Picture {
    /// From a binary PGM.
    pub(crate) fn from_pgm(bytes: &[u8]) -> Self {
        let mut fields = bytes.splitn(4, u8::is_ascii_whitespace);
        let mut number = || String::from_utf8(fields.next().unwrap().to_vec()).unwrap();
        assert_eq!(number(), "P5");
        let (width, height) = (number().parse().unwrap(), number().parse().unwrap());
        let rest = fields.next().unwrap();
        Self {
            width,
            height,
            pixels: rest[rest.len() - width * height..].to_vec(),
        }
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
    pub(crate) fn blurred(&self, radius: isize) -> Self {
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
pub(crate) struct Shot {
    pub(crate) picture: Picture,
    /// A projective map from pixels to fractions of the page.
    to_page: [[f64; 3]; 3],
}

impl Shot {
    /// The place on the page, in fractions.
    pub(crate) fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c] = self.to_page.map(|row| row[0] * x + row[1] * y + row[2]);
        (a / c, b / c)
    }

    /// The file of this variant.
    pub(crate) fn encode(&self, variant: &Variant) -> Vec<u8> {
        if variant.file == "photo.jpg" {
            let mut bytes = Vec::new();
            let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 70);
            let (width, height) = (self.picture.width as u32, self.picture.height as u32);
            image::ImageEncoder::write_image(
                encoder,
                &self.picture.pixels,
                width,
                height,
                image::ExtendedColorType::L8,
            )
            .unwrap();
            return bytes;
        }
        let bits = if variant.name.starts_with("fax") { 1 } else { 8 };
        write::tiff(&[&self.picture], bits, variant.across as u32, variant.down as u32)
    }
}

/// One way to the office.
pub(crate) struct Variant {
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    pub(crate) across: f64,
    pub(crate) down: f64,
    pub(crate) degrade: fn(&Picture, u64) -> Shot,
}

pub(crate) const VARIANTS: &[Variant] = &[
    Variant {
        name: "scan 200 dpi",
        file: "scan.tif",
        across: 200.0,
        down: 200.0,
        degrade: scan,
    },
    Variant {
        name: "fax fine",
        file: "fax.tif",
        across: 204.0,
        down: 196.0,
        degrade: fax,
    },
    Variant {
        name: "fax standard",
        file: "fax.tif",
        across: 204.0,
        down: 98.0,
        degrade: fax,
    },
    Variant {
        name: "photo",
        file: "photo.jpg",
        across: 220.0,
        down: 220.0,
        degrade: photo,
    },
    Variant {
        name: "photo aside",
        file: "photo.jpg",
        across: 220.0,
        down: 220.0,
        degrade: photo_aside,
    },
    Variant {
        name: "photo shadow",
        file: "photo.jpg",
        across: 220.0,
        down: 220.0,
        degrade: photo_in_shadow,
    },
];

/// Reproducible noise (`SplitMix64`).
pub(crate) struct Noise(pub(crate) u64);

impl Noise {
    /// Between 0 and 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.next()
    }
}

/// An office scanner: half a degree askew, grey paper, a little noise.
fn scan(page: &Picture, seed: u64) -> Shot {
    let mut noise = Noise(seed);
    let turn = noise.between(-0.6, 0.6).to_radians();
    let to_page = turned(page, turn);
    paint(page, page.width, page.height, to_page, |shade, _, _| {
        30.0 + shade.unwrap_or(255.0) * 0.82 + noise.between(-8.0, 8.0)
    })
}

/// A fax machine: one degree askew, black or white, with dust and broken lines.
fn fax(page: &Picture, seed: u64) -> Shot {
    let mut noise = Noise(seed);
    let turn = noise.between(-1.0, 1.0).to_radians();
    let to_page = turned(page, turn);
    paint(page, page.width, page.height, to_page, |shade, _, _| {
        let shade = shade.unwrap_or(255.0) + noise.between(-40.0, 40.0);
        let dust = noise.next();
        let is_black = (shade < 140.0) != (dust < 0.002);
        if is_black { 0.0 } else { 255.0 }
    })
}

/// A phone: seen from the side, on a dark table, with the shadow of the hand, out of focus.
fn photo(page: &Picture, seed: u64) -> Shot {
    let mut noise = Noise(seed);
    let frame = (page.width + page.width / 8, page.height + page.height / 8);
    let to_page = seen(frame, 0.05, [0.025, 0.025], &mut noise);
    let (w, h) = (frame.0 as f64, frame.1 as f64);
    let (light, depth) = (noise.between(0.3, 0.7), noise.between(0.35, 0.6));
    let soft = page.blurred(1);
    paint(&soft, frame.0, frame.1, to_page, |shade, x, y| {
        let (x, y) = (x / w, y / h);
        let shadow = 1.0 - depth / (1.0 + (-(x + 0.6 * y - light - 0.3) * 12.0).exp());
        (40.0 + shade.map_or(20.0, |shade| shade * 0.75)) * shadow + noise.between(-6.0, 6.0)
    })
}

/// A phone held far aside over a wooden table in a bright room.
fn photo_aside(page: &Picture, seed: u64) -> Shot {
    let mut noise = Noise(seed);
    let frame = (page.width + page.width / 5, page.height + page.height / 5);
    let to_page = seen(frame, 0.1, [0.07, 0.05], &mut noise);
    let soft = page.blurred(1);
    let grain = noise.between(0.01, 0.03);
    paint(&soft, frame.0, frame.1, to_page, |shade, x, y| {
        let wood = 95.0 + 25.0 * ((x + 0.2 * y) * grain).sin() + 12.0 * (y * grain * 7.0).cos();
        shade.map_or(wood, |shade| 35.0 + shade * 0.8) + noise.between(-6.0, 6.0)
    })
}

/// A phone: a hard shadow lies across the sheet and the table.
fn photo_in_shadow(page: &Picture, seed: u64) -> Shot {
    let mut noise = Noise(seed);
    let frame = (page.width + page.width / 6, page.height + page.height / 6);
    let to_page = seen(frame, 0.08, [0.04, 0.03], &mut noise);
    let (w, h) = (frame.0 as f64, frame.1 as f64);
    let (edge, lean, depth) = (
        noise.between(0.3, 0.7),
        noise.between(-0.5, 0.5),
        noise.between(0.4, 0.65),
    );
    let soft = page.blurred(1);
    paint(&soft, frame.0, frame.1, to_page, |shade, x, y| {
        // The border of the shadow is half a percent of the picture wide.
        let beyond = ((x / w - edge + lean * (y / h - 0.5)) / 0.005).clamp(-1.0, 1.0);
        let shadow = 1.0 - depth * (0.5 + 0.5 * beyond);
        (30.0 + shade.map_or(50.0, |shade| shade * 0.8)) * shadow + noise.between(-5.0, 5.0)
    })
}

/// A page whose corners lie so far inside the frame, each moved at random by so much of it across and down.
fn seen(frame: (usize, usize), inside: f64, moved: [f64; 2], noise: &mut Noise) -> [[f64; 3]; 3] {
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
