//! What is done to the picture of a page before it is recognised.
use super::page::Scan;
use crate::picture::{Grey, Projection, even_out, is_two_tone, remove_speckles, resample, skew};

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

/// A picture for the recogniser.
#[derive(Clone, Debug)]
pub(super) struct Prepared {
    /// The page, text upright as far as known.
    pub(super) image: Grey,
    /// From its pixels to fractions of the page as shown.
    pub(super) to_page: Projection,
}

impl Prepared {
    /// Turned clockwise by quarters.
    pub(super) fn turned(&self, quarter_turns: u8) -> Self {
        let (image, back) = self.image.turned(quarter_turns);
        Self {
            image,
            to_page: back.then(self.to_page),
        }
    }
}

/// Makes a page readable: without dust, straight, at the right size, black on white.
#[expect(clippy::cast_precision_loss, reason = "pixels of pictures within the limits")]
pub(super) fn prepare(scan: &Scan) -> Prepared {
    let mut cleaned = None;
    if is_two_tone(&scan.image) {
        let picture = cleaned.insert(scan.image.clone());
        remove_speckles(picture, DUST_PIXELS);
    }
    let source = cleaned.as_ref().unwrap_or(&scan.image);
    let frame = Frame::of(source, scan.dots_per_inch);
    let mut image = match frame {
        Some(Frame {
            to_source,
            width,
            height,
        }) => resample(source, &to_source, width, height),
        None => source.clone(),
    };
    even_out(&mut image);
    let to_source = frame.map_or(Projection::IDENTITY, |frame| frame.to_source);
    let (width, height) = (source.width() as f64, source.height() as f64);
    Prepared {
        image,
        to_page: to_source.then(Projection::scale(1.0 / width, 1.0 / height)),
    }
}

/// The frame of the prepared picture, and where its pixels come from.
#[derive(Clone, Copy)]
struct Frame {
    to_source: Projection,
    width: usize,
    height: usize,
}

impl Frame {
    /// `None` if the picture can stay as it is.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels of pictures within the limits"
    )]
    fn of(source: &Grey, (across, down): (f64, f64)) -> Option<Self> {
        let (width, height) = (source.width() as f64, source.height() as f64);
        let scale = |dpi: f64| (f64::from(PREPARED_DPI) / dpi).min(MOST_ENLARGED);
        let (mut x, mut y) = (scale(across), scale(down));
        let most = (MAX_PIXELS / (width * x * height * y)).sqrt().min(1.0);
        (x, y) = (x * most, y * most);
        let is_close = |scale: f64| (scale - 1.0).abs() < CLOSE_ENOUGH;
        if is_close(x) && is_close(y) {
            (x, y) = (1.0, 1.0);
        }
        let upright = Self {
            to_source: Projection::scale(1.0 / x, 1.0 / y),
            width: ((width * x).round() as usize).max(1),
            height: ((height * y).round() as usize).max(1),
        };
        let angle = upright.skew(source);
        if angle.abs() < STRAIGHT {
            return (!is_close(x) || !is_close(y)).then_some(upright);
        }
        let (middle_x, middle_y) = (upright.width as f64 / 2.0, upright.height as f64 / 2.0);
        let turn = Projection::shift(-middle_x, -middle_y)
            .then(Projection::turn(angle))
            .then(Projection::shift(middle_x, middle_y));
        Some(Self {
            to_source: turn.then(upright.to_source),
            ..upright
        })
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
