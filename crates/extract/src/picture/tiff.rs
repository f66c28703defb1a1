//! Pages of TIFF files, those of fax machines (CCITT T.4 and T.6) included.
use std::io::Cursor;

use aktenlage_domain::document::IssueCode;
use hayro_ccitt::{DecodeSettings, DecoderContext, EncodingMode};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
use tiff::decoder::{Decoder, DecodingResult, Limits as DecoderLimits};
use tiff::tags::{CompressionMethod, Tag};
use tiff::{ColorType, TiffResult};

use super::file::Shot;
use crate::Limits;

type Tiff<'a> = Decoder<Cursor<&'a [u8]>>;

/// The pages within the limit, and what is wrong with the file as a whole.
pub(super) fn shots(bytes: &[u8], limits: &Limits) -> Result<(Vec<Shot>, Option<IssueCode>), IssueCode> {
    let mut decoder = open(bytes, limits.max_pixels).map_err(|_| IssueCode::DamagedFile)?;
    let mut shots = Vec::new();
    loop {
        shots.push(shot(&mut decoder).map_err(|_| IssueCode::DamagedFile)?);
        if !decoder.more_images() {
            return Ok((shots, None));
        }
        if shots.len() as u64 >= u64::from(limits.max_pages) {
            return Ok((shots, Some(IssueCode::TooManyPages)));
        }
        // What comes before a broken page is worth having.
        if decoder.next_image().is_err() {
            return Ok((shots, Some(IssueCode::PartlyDamaged)));
        }
    }
}

/// A page, counted from 0, not yet turned.
pub(super) fn page(bytes: &[u8], index: usize, max_pixels: u64) -> Option<DynamicImage> {
    let mut decoder = open(bytes, max_pixels).ok()?;
    decoder.seek_to_image(index).ok()?;
    let (width, height) = decoder.dimensions().ok()?;
    let method = decoder.find_tag_unsigned::<u16>(Tag::Compression).ok()?;
    if let Some(encoding) = method.and_then(|method| fax_encoding(method, &mut decoder)) {
        return fax(bytes, &mut decoder, encoding, width, height).map(DynamicImage::ImageLuma8);
    }
    let colour = decoder.colortype().ok()?;
    let pixels = decoder.read_image().ok()?;
    match (colour, pixels) {
        (ColorType::Gray(bits @ (1 | 2 | 4)), DecodingResult::U8(packed)) => {
            let pixels = unpacked(&packed, width, height, bits)?;
            GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
        }
        (ColorType::Gray(8), DecodingResult::U8(pixels)) => {
            GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
        }
        (ColorType::RGB(8) | ColorType::YCbCr(8), DecodingResult::U8(pixels)) => {
            RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
        }
        (ColorType::RGBA(8), DecodingResult::U8(pixels)) => {
            RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8)
        }
        (ColorType::Gray(16), DecodingResult::U16(pixels)) => {
            GrayImage::from_raw(width, height, upper_bytes(&pixels)).map(DynamicImage::ImageLuma8)
        }
        (ColorType::RGB(16), DecodingResult::U16(pixels)) => {
            RgbImage::from_raw(width, height, upper_bytes(&pixels)).map(DynamicImage::ImageRgb8)
        }
        _ => None,
    }
}

fn open(bytes: &[u8], max_pixels: u64) -> TiffResult<Tiff<'_>> {
    /// Four bytes per pixel are the most that is shown.
    const BYTES_PER_PIXEL: u64 = 4;
    let mut limits = DecoderLimits::default();
    limits.decoding_buffer_size =
        usize::try_from(max_pixels.saturating_mul(BYTES_PER_PIXEL)).unwrap_or(usize::MAX);
    Ok(Decoder::new(Cursor::new(bytes))?.with_limits(limits))
}

fn shot(decoder: &mut Tiff<'_>) -> TiffResult<Shot> {
    let (width, height) = decoder.dimensions()?;
    let orientation = decoder.find_tag_unsigned::<u8>(Tag::Orientation).ok().flatten();
    let orientation = orientation
        .and_then(Orientation::from_exif)
        .unwrap_or(Orientation::NoTransforms);
    Ok(Shot::new(width, height, resolution(decoder), orientation))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a list of other crates' types that may grow"
)]
fn resolution(decoder: &mut Tiff<'_>) -> Option<(f64, f64)> {
    /// Value of the tag for centimetres; without the tag it is inches.
    const CENTIMETRES: u16 = 3;
    let mut value = |tag| match decoder.find_tag(tag).ok()?? {
        tiff::decoder::ifd::Value::Rational(above, below) => Some(f64::from(above) / f64::from(below)),
        other => other.into_u32().ok().map(f64::from),
    };
    let (across, down) = (value(Tag::XResolution)?, value(Tag::YResolution)?);
    let unit = decoder
        .find_tag_unsigned::<u16>(Tag::ResolutionUnit)
        .ok()
        .flatten();
    let to_inch = if unit == Some(CENTIMETRES) { 2.54 } else { 1.0 };
    Some((across * to_inch, down * to_inch))
}

/// The encoding of a fax page; `None` if the page is none.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a list of other crates' codes that may grow"
)]
fn fax_encoding(method: u16, decoder: &mut Tiff<'_>) -> Option<EncodingMode> {
    /// The bit of `T4Options` that says that rows refer to the row before.
    const TWO_DIMENSIONAL: u32 = 1;
    match CompressionMethod::from_u16_exhaustive(method) {
        CompressionMethod::Huffman => Some(EncodingMode::Group3_1D),
        CompressionMethod::Fax3 => {
            let options = decoder.find_tag_unsigned::<u32>(Tag::Unknown(292)).ok().flatten();
            let is_two_dimensional = options.unwrap_or(0) & TWO_DIMENSIONAL != 0;
            Some(if is_two_dimensional {
                EncodingMode::Group3_2D
            } else {
                EncodingMode::Group3_1D
            })
        }
        CompressionMethod::Fax4 => Some(EncodingMode::Group4),
        _ => None,
    }
}

fn fax(
    bytes: &[u8],
    decoder: &mut Tiff<'_>,
    encoding: EncodingMode,
    width: u32,
    height: u32,
) -> Option<GrayImage> {
    let number = |decoder: &mut Tiff<'_>, tag| decoder.find_tag_unsigned::<u32>(tag).ok().flatten();
    let offsets: Vec<u64> = decoder.find_tag_unsigned_vec(Tag::StripOffsets).ok()??;
    let lengths: Vec<u64> = decoder.find_tag_unsigned_vec(Tag::StripByteCounts).ok()??;
    let rows_per_strip = number(decoder, Tag::RowsPerStrip)
        .unwrap_or(height)
        .clamp(1, height.max(1));
    let is_black_zero = number(decoder, Tag::PhotometricInterpretation) == Some(1);
    let has_reversed_bits = number(decoder, Tag::FillOrder) == Some(2);
    let is_plain_huffman = number(decoder, Tag::Compression) == Some(2);
    let mut page = Rows::new(width, height, is_black_zero);
    for (offset, length) in offsets.into_iter().zip(lengths) {
        let start = usize::try_from(offset).ok()?;
        let end = start.checked_add(usize::try_from(length).ok()?)?.min(bytes.len());
        let mut strip = bytes.get(start..end)?.to_vec();
        if has_reversed_bits {
            for byte in &mut strip {
                *byte = byte.reverse_bits();
            }
        }
        let settings = DecodeSettings {
            columns: width,
            rows: rows_per_strip.min(height - page.next.min(height)),
            end_of_block: !is_plain_huffman,
            end_of_line: encoding != EncodingMode::Group4 && !is_plain_huffman,
            rows_are_byte_aligned: is_plain_huffman,
            encoding,
            strict: false,
        };
        let expected = page.next + settings.rows;
        // Rows before a disturbance on the line are kept; the ones lost stay white.
        let _ = hayro_ccitt::decode(&strip, &mut page, &mut DecoderContext::new(settings));
        page.next = expected;
    }
    GrayImage::from_raw(width, height, page.pixels)
}

/// Takes the rows of a fax.
struct Rows {
    pixels: Vec<u8>,
    width: usize,
    next: u32,
    ink: u8,
}

impl Rows {
    fn new(width: u32, height: u32, is_black_zero: bool) -> Self {
        // In fax terms "white" runs come first; a file may call them black.
        let (paper, ink) = if is_black_zero { (0, u8::MAX) } else { (u8::MAX, 0) };
        Self {
            pixels: vec![paper; width as usize * height as usize],
            width: width as usize,
            next: 0,
            ink,
        }
    }
}

impl hayro_ccitt::Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        let start = self.next as usize * self.width;
        self.next += 1;
        let Some(row) = self.pixels.get_mut(start..start + self.width) else {
            return;
        };
        for run in changes.chunks(2) {
            let from = run[0] as usize;
            let to = run.get(1).map_or(row.len(), |&end| end as usize);
            if let Some(run) = row.get_mut(from..to.min(self.width)) {
                run.fill(self.ink);
            }
        }
    }
}

/// Samples of fewer bits than eight, stretched to a byte each; rows begin at full bytes.
fn unpacked(packed: &[u8], width: u32, height: u32, bits: u8) -> Option<Vec<u8>> {
    let (width, height, bits) = (width as usize, height as usize, usize::from(bits));
    let row_bytes = (width * bits).div_ceil(8);
    let most = (1_usize << bits) - 1;
    let mut pixels = Vec::with_capacity(width * height);
    for row in packed.chunks(row_bytes).take(height) {
        for x in 0..width {
            let at = x * bits;
            let sample = usize::from(*row.get(at / 8)?) >> (8 - bits - at % 8) & most;
            pixels.push(u8::try_from(sample * 255 / most).unwrap_or(u8::MAX));
        }
    }
    Some(pixels)
}

fn upper_bytes(samples: &[u16]) -> Vec<u8> {
    samples.iter().map(|sample| sample.to_be_bytes()[0]).collect()
}
