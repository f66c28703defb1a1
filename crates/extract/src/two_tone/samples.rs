//! The samples of a picture in two tones, as it is shown.
use hayro_interpret::kurbo::Affine;
use hayro_interpret::{Image, ImageData, LumaData, Paint};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;

use crate::picture::{Grey, luma};

/// Shades up to here are black, from there on white; pictures with others are not in two tones.
const DARKEST: u8 = 64;
const LIGHTEST: u8 = 192;
/// Difference between the largest and the smallest part of what is no colour.
const MOST_CHROMA: u8 = 48;
/// So much of a pixel may one end of a picture lie higher than the other, or farther to the right.
const MOST_SLANT: f64 = 0.5;

/// Whether a picture has one bit for each sample, by what stands beside its data.
pub(super) fn are_bits(image: &Image<'_, '_>) -> bool {
    match image {
        Image::Stencil(stencil) => is_bits(stencil.stream()),
        Image::Raster(raster) => is_bits(raster.stream()),
    }
}

fn is_bits(picture: &Stream<'_>) -> bool {
    let dict = picture.dict();
    let is_mask = dict
        .get::<bool>(b"IM")
        .or_else(|| dict.get::<bool>(b"ImageMask"))
        .unwrap_or(false);
    let bits = dict
        .get::<u8>(b"BPC")
        .or_else(|| dict.get::<u8>(b"BitsPerComponent"));
    let filters = picture.filters();
    // These have no other samples, whatever is said of them.
    let is_coded = matches!(filters.last(), Some(Filter::CcittFaxDecode | Filter::Jbig2Decode));
    is_mask || bits == Some(1) || is_coded
}

/// Its samples, 0 and 255; `None` if it cannot be decoded, lets shine through what lies below, or has other tones than
/// black and white.
pub(super) fn of(image: &Image<'_, '_>) -> Option<LumaData> {
    let mut found = None;
    match image {
        Image::Stencil(stencil) => stencil.with_stencil(
            |mut mask, paint| {
                // The paint is seen where the mask is full.
                for sample in &mut mask.data {
                    *sample = u8::MAX - *sample;
                }
                found = is_black(paint).then_some(mask);
            },
            None,
        ),
        Image::Raster(raster) => raster.with_rgba(
            |image, alpha| found = in_grey(image).filter(|_| alpha.is_none()),
            None,
        ),
    }
    let mut samples = found?;
    for sample in &mut samples.data {
        *sample = match *sample {
            0..=DARKEST => 0,
            LIGHTEST..=u8::MAX => u8::MAX,
            _ => return None,
        };
    }
    Some(samples)
}

fn is_black(paint: &Paint<'_>) -> bool {
    let Paint::Color(color) = paint else {
        return false;
    };
    let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
    alpha == u8::MAX && red.max(green).max(blue) <= DARKEST
}

/// A picture without colours; `None` if it has any.
fn in_grey(image: ImageData) -> Option<LumaData> {
    let coloured = match image {
        ImageData::Luma(grey) => return Some(grey),
        ImageData::Rgb(coloured) => coloured,
    };
    let mut data = Vec::with_capacity(coloured.data.len() / 3);
    for pixel in coloured.data.chunks_exact(3) {
        let (red, green, blue) = (pixel[0], pixel[1], pixel[2]);
        if red.max(green).max(blue) - red.min(green).min(blue) > MOST_CHROMA {
            return None;
        }
        data.push(luma(red, green, blue));
    }
    Some(LumaData {
        data,
        width: coloured.width,
        height: coloured.height,
        interpolate: coloured.interpolate,
        scale_factors: coloured.scale_factors,
    })
}

/// The picture as a map of its pixels to the page shows it; `None` if its rows run aslant.
pub(super) fn as_shown(samples: LumaData, to_page: Affine) -> Option<Grey> {
    let [xx, xy, yx, yy, ..] = to_page.as_coeffs();
    let (columns, rows) = (f64::from(samples.width), f64::from(samples.height));
    let is_small = |shift: f64, pixel: f64| shift.abs() <= MOST_SLANT * pixel.abs();
    let is_upright = is_small(xy * columns, yy) && is_small(yx * rows, xx);
    let is_turned = is_small(xx * columns, yx) && is_small(yy * rows, xy);
    if is_upright == is_turned {
        return None;
    }
    let (from_right, from_bottom) = if is_turned {
        (xy < 0.0, yx < 0.0)
    } else {
        (xx < 0.0, yy < 0.0)
    };
    let (columns, rows) = (samples.width as usize, samples.height as usize);
    if is_upright && !from_right && !from_bottom {
        return Grey::new(columns, rows, samples.data);
    }
    let (width, height) = if is_turned {
        (rows, columns)
    } else {
        (columns, rows)
    };
    let mut pixels = Vec::with_capacity(samples.data.len());
    for y in 0..height {
        for x in 0..width {
            let (column, row) = if is_turned { (y, x) } else { (x, y) };
            let column = if from_right { columns - 1 - column } else { column };
            let row = if from_bottom { rows - 1 - row } else { row };
            pixels.push(*samples.data.get(row * columns + column)?);
        }
    }
    Grey::new(width, height, pixels)
}
