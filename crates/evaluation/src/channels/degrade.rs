//! What happens to a page on its way to the office: scanner, fax, phone.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of a page and shades of grey"
)]

use super::picture::{Noise, paint, seen, turned};
pub use super::picture::{Picture, Shot};
use super::write;

impl Shot {
    /// The file of this variant.
    pub fn encode(&self, variant: &Variant) -> Vec<u8> {
        if variant.file == "photo.jpg" {
            return self.picture.jpeg(70);
        }
        let bits = if variant.name.starts_with("fax") { 1 } else { 8 };
        write::tiff(&[&self.picture], bits, variant.across as u32, variant.down as u32)
    }
}

/// One way to the office.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// What people call it.
    pub name: &'static str,
    /// Name of the file that arrives.
    pub file: &'static str,
    /// Dots per inch across at which the page has to be drawn.
    pub across: f64,
    /// Dots per inch down.
    pub down: f64,
    /// What arrives of a page, the same for the same seed.
    pub degrade: fn(&Picture, u64) -> Shot,
}

/// All of them.
pub const VARIANTS: &[Variant] = &[
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
        let dust = noise.share();
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
