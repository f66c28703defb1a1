//! What is done to the picture of a page before it is recognised.
use aktenlage_domain::scan::{PreparationStep, ScanColour};

use super::page::Scan;
use crate::marks::{COLOUR_CELL, is_blank};
use crate::picture::{
    A4_LONG_SIDE_INCHES, Corners, Grey, Projection, even_out, find_sheet, is_two_tone, remove_speckles,
    resample, skew, stretch_faint,
};

/// The resolution that the model reads best.
pub(super) const PREPARED_DPI: u16 = 300;
/// Pictures this close to the resolution are not scaled.
const CLOSE_ENOUGH: f64 = 0.1;
/// A skew below this disturbs nobody, in radians (a sixth of a degree).
const STRAIGHT: f64 = 0.003;
/// Nothing is enlarged beyond this factor: there is nothing in between the pixels.
const MOST_ENLARGED: f64 = 4.0;
/// Pixels of a prepared page at most.
const MAX_PIXELS: f64 = 40_000_000.0;
/// Spots of a fax of this many pixels are dust; the dot of an i has more.
const DUST_PIXELS: usize = 3;
/// Print on this side of the sheet has edges of so many pixels at most: half a millimetre.
const SHARP_PIXELS: usize = 6;

/// A picture for the recogniser.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    /// The page, text upright as far as known.
    pub(super) image: Grey,
    /// From its pixels to fractions of the page as shown.
    pub(super) to_page: Projection,
    /// Whether it came in black and white, as a fax does.
    pub(super) is_two_tone: bool,
    /// What was seen of print so pale that it was made black; `None` if it was not.
    pub(super) faint: Option<Faint>,
    /// How it differs from the picture as it came.
    pub(super) treatment: Treatment,
}

/// Print that was hardly darker than its paper.
#[derive(Clone, Copy, Debug)]
pub(super) struct Faint {
    /// Whether there was nothing else on the page.
    pub(super) is_all: bool,
    /// Whether it had the sharp edges of ink on this side of the sheet.
    pub(super) is_sharp: bool,
}

/// What was done to a picture, and what was found on the way.
#[derive(Clone, Debug)]
pub(crate) struct Treatment {
    /// In this order.
    pub(crate) steps: Vec<PreparationStep>,
    /// How far the lines fell to the right before, in radians.
    pub(crate) skew: f64,
    /// Dots per inch of the picture, across and down; of the sheet on it if one was found.
    pub(crate) dots_per_inch: (f64, f64),
    /// The same of what was scanned, where the picture is a drawing of it.
    pub(crate) scanned_dots_per_inch: Option<(f64, f64)>,
    /// What is left of the colours, if that can be told.
    pub(crate) colour: Option<ScanColour>,
}

impl Prepared {
    /// Turned clockwise by quarters.
    pub(super) fn turned(&self, quarter_turns: u8) -> Self {
        let (image, back) = self.image.turned(quarter_turns);
        let mut treatment = self.treatment.clone();
        treatment.steps.push(PreparationStep::Turned);
        Self {
            image,
            to_page: back.then(self.to_page),
            is_two_tone: self.is_two_tone,
            faint: self.faint,
            treatment,
        }
    }

    /// The coloured inks of the page as it was prepared, in cells of [`COLOUR_CELL`] pixels.
    #[expect(clippy::cast_precision_loss, reason = "pixels of pictures within the limits")]
    pub(super) fn colours(&self, scan: &Scan) -> Vec<Grey> {
        let cell = COLOUR_CELL as f64;
        let (width, height) = (
            self.image.width() / COLOUR_CELL,
            self.image.height() / COLOUR_CELL,
        );
        let inks = scan.colours.iter().map(|ink| {
            // An ink's picture ends less than one of its pixels before the page.
            let to_ink = Projection::scale(ink.width() as f64, ink.height() as f64);
            let back = Projection::scale(cell, cell).then(self.to_page).then(to_ink);
            resample(ink, &back, width, height)
        });
        inks.collect()
    }
}

/// Makes a page readable: without dust, seen from the front, straight, at the right size, black on white.
#[expect(clippy::cast_precision_loss, reason = "pixels of pictures within the limits")]
pub(super) fn prepare(scan: &Scan) -> Prepared {
    let mut steps = Vec::new();
    let mut cleaned = None;
    let mut sheet = None;
    let is_two_tone = is_two_tone(&scan.image);
    if is_two_tone {
        let picture = cleaned.insert(scan.image.clone());
        remove_speckles(picture, DUST_PIXELS);
        if *picture != scan.image {
            steps.push(PreparationStep::DustRemoved);
        }
    } else {
        sheet = find_sheet(&scan.image).map(Sheet::of);
    }
    let source = cleaned.as_ref().unwrap_or(&scan.image);
    let frame = Frame::of(source, scan.dots_per_inch, sheet.as_ref());
    let mut image = if frame.changes_nothing() {
        source.clone()
    } else {
        resample(source, &frame.to_source, frame.width, frame.height)
    };
    if sheet.is_some() {
        steps.push(PreparationStep::PerspectiveStraightened);
    }
    if frame.skew.abs() > 0.0 {
        steps.push(PreparationStep::Straightened);
    }
    if frame.is_scaled {
        steps.push(PreparationStep::Resampled);
    }
    if even_out(&mut image) {
        steps.push(PreparationStep::LightEvened);
    }
    let faint = stretch_faint(&image).map(|stretched| {
        let is_all = is_blank(&image);
        image = stretched.image;
        Faint {
            is_all,
            is_sharp: stretched.edge_width <= SHARP_PIXELS,
        }
    });
    if faint.is_some() && !steps.contains(&PreparationStep::LightEvened) {
        steps.push(PreparationStep::LightEvened);
    }
    let (width, height) = (source.width() as f64, source.height() as f64);
    Prepared {
        image,
        is_two_tone,
        faint,
        to_page: frame.to_source.then(Projection::scale(1.0 / width, 1.0 / height)),
        treatment: Treatment {
            steps,
            skew: frame.skew,
            dots_per_inch: sheet.map_or(scan.dots_per_inch, |sheet| sheet.dots_per_inch),
            scanned_dots_per_inch: scan.scanned_dots_per_inch,
            colour: match (scan.is_coloured, scan.scanned_dots_per_inch) {
                (true, _) => Some(ScanColour::Colour),
                (false, None) if is_two_tone => Some(ScanColour::Bitonal),
                (false, None) => Some(ScanColour::Grey),
                // Drawing black and white makes grey.
                (false, Some(_)) => None,
            },
        },
    }
}

/// A sheet that was found on a photo.
struct Sheet {
    /// From the sheet, seen from the front at [`PREPARED_DPI`], to the pixels of the photo.
    to_source: Projection,
    width: f64,
    height: f64,
    dots_per_inch: (f64, f64),
}

impl Sheet {
    /// A sheet whose long side is that of A4: nothing on a photo tells how large it is.
    fn of(corners: Corners) -> Self {
        const A4: f64 = std::f64::consts::SQRT_2;
        /// Shapes this close to A4 are A4, seen from the side.
        const CLOSE: f64 = 0.2;
        /// So much of each side is left out: the edge itself would be read as a stroke.
        const RIM: f64 = 0.004;
        let middle = [0, 1].map(|axis| {
            let of = |corner: (f64, f64)| if axis == 0 { corner.0 } else { corner.1 };
            corners.into_iter().map(of).sum::<f64>() / 4.0
        });
        let inset = |(x, y): (f64, f64)| (x + RIM * 2.0 * (middle[0] - x), y + RIM * 2.0 * (middle[1] - y));
        let length =
            |from: usize, to: usize| (corners[to].0 - corners[from].0).hypot(corners[to].1 - corners[from].1);
        let across = f64::midpoint(length(0, 1), length(3, 2));
        let down = f64::midpoint(length(0, 3), length(1, 2));
        let seen = across.max(down) / across.min(down);
        let shape = if (seen - A4).abs() < CLOSE { A4 } else { seen };
        let long_side = A4_LONG_SIDE_INCHES * f64::from(PREPARED_DPI);
        let (width, height) = if across > down {
            (long_side, long_side / shape)
        } else {
            (long_side / shape, long_side)
        };
        let resolution = |pixels: f64, side: f64| pixels / side * f64::from(PREPARED_DPI);
        Self {
            to_source: Projection::onto(width, height, corners.map(inset)),
            width,
            height,
            dots_per_inch: (resolution(across, width), resolution(down, height)),
        }
    }
}

/// The frame of the prepared picture, and where its pixels come from.
#[derive(Clone, Copy)]
struct Frame {
    to_source: Projection,
    width: usize,
    height: usize,
    is_scaled: bool,
    skew: f64,
}

impl Frame {
    fn changes_nothing(&self) -> bool {
        self.to_source == Projection::IDENTITY
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels of pictures within the limits"
    )]
    fn of(source: &Grey, (across, down): (f64, f64), sheet: Option<&Sheet>) -> Self {
        let (width, height) = (source.width() as f64, source.height() as f64);
        let upright = if let Some(sheet) = sheet {
            Self {
                to_source: sheet.to_source,
                width: sheet.width.round() as usize,
                height: sheet.height.round() as usize,
                is_scaled: true,
                skew: 0.0,
            }
        } else {
            let scale = |dpi: f64| (f64::from(PREPARED_DPI) / dpi).min(MOST_ENLARGED);
            let (mut x, mut y) = (scale(across), scale(down));
            let most = (MAX_PIXELS / (width * x * height * y)).sqrt().min(1.0);
            (x, y) = (x * most, y * most);
            let is_close = |scale: f64| (scale - 1.0).abs() < CLOSE_ENOUGH;
            let is_scaled = !(is_close(x) && is_close(y));
            if !is_scaled {
                (x, y) = (1.0, 1.0);
            }
            Self {
                to_source: Projection::scale(1.0 / x, 1.0 / y),
                width: ((width * x).round() as usize).max(1),
                height: ((height * y).round() as usize).max(1),
                is_scaled,
                skew: 0.0,
            }
        };
        let angle = upright.skew(source);
        if angle.abs() < STRAIGHT {
            return upright;
        }
        let (middle_x, middle_y) = (upright.width as f64 / 2.0, upright.height as f64 / 2.0);
        let turn = Projection::shift(-middle_x, -middle_y)
            .then(Projection::turn(angle))
            .then(Projection::shift(middle_x, middle_y));
        Self {
            to_source: turn.then(upright.to_source),
            skew: angle,
            ..upright
        }
    }

    /// The skew, measured on a small version of the picture in the right proportions.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels of pictures within the limits"
    )]
    fn skew(&self, source: &Grey) -> f64 {
        const SMALLER: f64 = 3.0;
        let (width, height) = (self.width as f64 / SMALLER, self.height as f64 / SMALLER);
        let to_source = Projection::scale(SMALLER, SMALLER).then(self.to_source);
        let mut small = resample(source, &to_source, width as usize, height as usize);
        even_out(&mut small);
        skew(&small)
    }
}
