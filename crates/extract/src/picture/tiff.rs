//! Pages of TIFF files.
use std::io::Cursor;

use aktenlage_domain::document::IssueCode;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
use tiff::decoder::{Decoder, DecodingResult, Limits as DecoderLimits};
use tiff::tags::{CompressionMethod, Tag};
use tiff::{ColorType, TiffResult};

use super::file::Shot;
use super::tiff_fax::{fax, fax_encoding};
use crate::Limits;
use crate::whole::is_whole_jpeg;

/// A TIFF file that is read.
pub(super) type Tiff<'a> = Decoder<Cursor<&'a [u8]>>;

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

/// A page, counted from 0, not yet turned, and whether the file has all of it.
pub(super) fn page(bytes: &[u8], index: usize, max_pixels: u64) -> Option<(DynamicImage, bool)> {
    let mut decoder = open(bytes, max_pixels).ok()?;
    decoder.seek_to_image(index).ok()?;
    let (width, height) = decoder.dimensions().ok()?;
    let method = decoder.find_tag_unsigned::<u16>(Tag::Compression).ok()?;
    if let Some(encoding) = method.and_then(|method| fax_encoding(method, &mut decoder)) {
        let (page, is_whole) = fax(bytes, &mut decoder, encoding, width, height)?;
        return Some((DynamicImage::ImageLuma8(page), is_whole));
    }
    let page = pixels(&mut decoder, width, height)?;
    let is_jpeg = method.map(CompressionMethod::from_u16_exhaustive) == Some(CompressionMethod::ModernJPEG);
    // Decoders of everything else refuse what is cut short.
    let is_whole = !is_jpeg || has_whole_jpegs(bytes, &mut decoder);
    Some((page, is_whole))
}

fn pixels(decoder: &mut Tiff<'_>, width: u32, height: u32) -> Option<DynamicImage> {
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

/// Whether every strip or tile of a page is a whole JPEG; they may share their tables.
fn has_whole_jpegs(bytes: &[u8], decoder: &mut Tiff<'_>) -> bool {
    /// The mark at the beginning of a JPEG, and the one at its end.
    const MARK_BYTES: usize = 2;
    let tables = decoder.find_tag(Tag::JPEGTables).ok().flatten();
    let tables = tables.and_then(|tables| tables.into_u8_vec().ok());
    let pieces = pieces(bytes, decoder, Tag::StripOffsets, Tag::StripByteCounts)
        .or_else(|| pieces(bytes, decoder, Tag::TileOffsets, Tag::TileByteCounts));
    pieces.into_iter().flatten().all(|piece| {
        let Some(tables) = &tables else {
            return is_whole_jpeg(piece, None);
        };
        let tables = &tables[..tables.len().saturating_sub(MARK_BYTES)];
        let piece = piece.get(MARK_BYTES..).unwrap_or_default();
        is_whole_jpeg(&[tables, piece].concat(), None)
    })
}

/// The pieces that a page is stored in, as far as the file has them; `None` if it has none of this kind.
pub(super) fn pieces<'a>(
    bytes: &'a [u8],
    decoder: &mut Tiff<'_>,
    offsets: Tag,
    lengths: Tag,
) -> Option<Vec<&'a [u8]>> {
    let offsets: Vec<u64> = decoder.find_tag_unsigned_vec(offsets).ok()??;
    let lengths: Vec<u64> = decoder.find_tag_unsigned_vec(lengths).ok()??;
    let end = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
    let pieces = offsets.into_iter().zip(lengths);
    Some(
        pieces
            .map(|(offset, length)| &bytes[end(offset)..end(offset.saturating_add(length))])
            .collect(),
    )
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
