//! Files that are pictures: how many pages, how large on paper, and each of them as it is to be shown.
use std::io::Cursor;

use aktenlage_domain::document::IssueCode;
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, RgbImage};

use super::{Grey, colour_inks, is_coloured, resolution, tiff};
use crate::whole::is_whole_jpeg;
use crate::{Limits, sniff};

/// A picture may have this many times the pixels of a page image: a plan on A3 at 600 dots per inch has 70 million, the
/// photos of some telephones 50. They are shown smaller.
const FINER_THAN_SHOWN: u64 = 2;

/// A page before it is decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shot {
    /// Width in pixels, as shown.
    pub(crate) width: u32,
    /// Height in pixels, as shown.
    pub(crate) height: u32,
    /// Dots per inch across and down, as shown.
    pub(crate) dots_per_inch: (f64, f64),
    /// Whether nothing but the size of A4 tells how many they are.
    pub(crate) is_resolution_assumed: bool,
    /// How it is turned to be shown.
    pub(crate) orientation: Orientation,
}

impl Shot {
    /// A page from what its file says; the numbers are those before turning.
    pub(super) fn new(width: u32, height: u32, said: Option<(f64, f64)>, orientation: Orientation) -> Self {
        let believable = resolution::believable(said);
        let (across, down) = believable.unwrap_or_else(|| resolution::assumed(width, height));
        let is_sideways = matches!(
            orientation,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        let (width, height, across, down) = if is_sideways {
            (height, width, down, across)
        } else {
            (width, height, across, down)
        };
        Self {
            width,
            height,
            dots_per_inch: (across, down),
            is_resolution_assumed: believable.is_none(),
            orientation,
        }
    }

    /// Width and height in points.
    #[expect(clippy::cast_possible_truncation, reason = "points of a page")]
    pub(crate) fn points(&self) -> (f32, f32) {
        let (across, down) = self.dots_per_inch;
        (
            (f64::from(self.width) * 72.0 / across) as f32,
            (f64::from(self.height) * 72.0 / down) as f32,
        )
    }

    /// Degrees by which the file asks to turn the picture clockwise.
    pub(crate) fn rotation(&self) -> u16 {
        match self.orientation {
            Orientation::NoTransforms | Orientation::FlipHorizontal => 0,
            Orientation::Rotate90 | Orientation::Rotate90FlipH => 90,
            Orientation::Rotate180 | Orientation::FlipVertical => 180,
            Orientation::Rotate270 | Orientation::Rotate270FlipH => 270,
        }
    }

    /// How many pixels it has.
    pub(crate) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// A page as recognition takes it.
pub(crate) struct GreyPage {
    /// In shades of grey.
    pub(crate) image: Grey,
    /// Whether it had colours.
    pub(crate) is_coloured: bool,
    /// Its coloured inks, see [`colour_inks`]; none of a page without colours.
    pub(crate) colours: Vec<Grey>,
    /// Whether the file has all of it.
    pub(crate) is_whole: bool,
}

/// A picture file whose headers were read.
pub(crate) struct PictureFile<'a> {
    bytes: &'a [u8],
    media_type: &'static str,
    /// Its pages, at most as many as the limits allow.
    pub(crate) shots: Vec<Shot>,
    /// What is wrong with the file as a whole.
    pub(crate) finding: Option<IssueCode>,
    max_pixels: u64,
}

/// Whether a type is one of the pictures that are read.
pub(crate) fn is_picture(media_type: &str) -> bool {
    [sniff::JPEG, sniff::PNG, sniff::TIFF, sniff::WEBP].contains(&media_type)
}

impl<'a> PictureFile<'a> {
    /// Reads the headers; the code says why there is nothing to read.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, IssueCode> {
        let media_type = sniff::sniff(bytes);
        let (shots, finding) = if media_type == sniff::TIFF {
            tiff::shots(bytes, limits)?
        } else {
            (vec![shot(bytes, media_type).ok_or(IssueCode::DamagedFile)?], None)
        };
        Ok(Self {
            bytes,
            media_type,
            shots,
            finding,
            max_pixels: limits.max_pixels.saturating_mul(FINER_THAN_SHOWN),
        })
    }

    /// Whether a page has more pixels than anything here may decode.
    pub(crate) fn is_too_large(&self, shot: &Shot) -> bool {
        shot.pixels() > self.max_pixels
    }

    /// A page, counted from 0, as it is to be shown.
    pub(crate) fn page(&self, index: usize) -> Result<DynamicImage, IssueCode> {
        self.decoded(index).map(|(image, _)| image)
    }

    /// A page, counted from 0, in shades of grey, and whether the file has all of it.
    pub(crate) fn grey(&self, index: usize) -> Result<GreyPage, IssueCode> {
        let dots_per_inch = self
            .shots
            .get(index)
            .ok_or(IssueCode::PageNotRendered)?
            .dots_per_inch;
        let (image, is_decoded) = self.decoded(index)?;
        let image = on_white(image);
        let (width, height) = (image.width() as usize, image.height() as usize);
        let colours = match image.as_rgb8() {
            Some(image) => colours_of(image, dots_per_inch),
            None if image.color().has_color() => colours_of(&image.to_rgb8(), dots_per_inch),
            None => None,
        };
        let grey = Grey::new(width, height, image.into_luma8().into_raw());
        let is_whole = is_decoded && has_all_data(self.bytes, self.media_type);
        grey.map(|image| GreyPage {
            image,
            is_coloured: colours.is_some(),
            colours: colours.unwrap_or_default(),
            is_whole,
        })
        .ok_or(IssueCode::PageNotRendered)
    }

    /// A page as it is to be shown, and whether its decoder got all of it, as far as it tells.
    fn decoded(&self, index: usize) -> Result<(DynamicImage, bool), IssueCode> {
        let shot = self.shots.get(index).ok_or(IssueCode::PageNotRendered)?;
        if self.is_too_large(shot) {
            return Err(IssueCode::TooManyPixels);
        }
        let image = if self.media_type == sniff::TIFF {
            tiff::page(self.bytes, index, self.max_pixels)
        } else {
            decoder(self.bytes, self.media_type)
                .and_then(|decoder| DynamicImage::from_decoder(decoder).ok())
                .map(|image| (image, true))
        };
        let (mut image, is_whole) = image.ok_or(IssueCode::PageNotRendered)?;
        image.apply_orientation(shot.orientation);
        Ok((image, is_whole))
    }
}

/// The coloured inks of a picture; `None` if it has no colours.
fn colours_of(image: &RgbImage, dots_per_inch: (f64, f64)) -> Option<Vec<Grey>> {
    let pixels = || image.pixels().map(|pixel| pixel.0);
    let size = (image.width() as usize, image.height() as usize);
    is_coloured(pixels()).then(|| colour_inks(size, dots_per_inch, pixels()))
}

/// Whether the file is as long as it has to be, where decoders fill up what is missing.
fn has_all_data(bytes: &[u8], media_type: &str) -> bool {
    match media_type {
        sniff::JPEG => is_whole_jpeg(bytes, None),
        sniff::WEBP => is_whole_webp(bytes),
        _ => true,
    }
}

/// Whether a WebP file has the bytes that it announces; some lack the last one, which is filling.
fn is_whole_webp(bytes: &[u8]) -> bool {
    /// What stands before the announced bytes.
    const HEAD_BYTES: u64 = 8;
    let Some(announced) = bytes.get(4..8).and_then(|bytes| bytes.try_into().ok()) else {
        return true;
    };
    let announced = u64::from(u32::from_le_bytes(announced));
    bytes.len() as u64 + 1 >= announced + HEAD_BYTES
}

/// What is transparent shows the paper below.
pub(crate) fn on_white(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image;
    }
    let mut image = image.into_rgba8();
    for pixel in image.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0.map(u32::from);
        #[expect(clippy::cast_possible_truncation, reason = "a mean of two bytes")]
        let mix = |colour: u32| ((colour * alpha + 255 * (255 - alpha)) / 255) as u8;
        pixel.0 = [mix(red), mix(green), mix(blue), u8::MAX];
    }
    DynamicImage::ImageRgba8(image)
}

fn shot(bytes: &[u8], media_type: &str) -> Option<Shot> {
    let mut decoder = decoder(bytes, media_type)?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let said = match media_type {
        sniff::JPEG => resolution::of_jpeg(bytes),
        sniff::PNG => resolution::of_png(bytes),
        _ => None,
    };
    (width > 0 && height > 0).then(|| Shot::new(width, height, said, orientation))
}

fn decoder<'a>(bytes: &'a [u8], media_type: &str) -> Option<Box<dyn ImageDecoder + 'a>> {
    let bytes = Cursor::new(bytes);
    match media_type {
        sniff::JPEG => Some(Box::new(JpegDecoder::new(bytes).ok()?)),
        sniff::PNG => Some(Box::new(PngDecoder::new(bytes).ok()?)),
        sniff::WEBP => Some(Box::new(WebPDecoder::new(bytes).ok()?)),
        _ => None,
    }
}
