//! Pages of fax machines (CCITT T.4 and T.6) in TIFF files.
use hayro_ccitt::{DecodeSettings, DecoderContext, EncodingMode};
use image::GrayImage;
use tiff::tags::{CompressionMethod, Tag};

use super::tiff::{Tiff, pieces};
use crate::whole::is_nearly_all;

/// The encoding of a fax page; `None` if the page is none.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a list of other crates' codes that may grow"
)]
pub(super) fn fax_encoding(method: u16, decoder: &mut Tiff<'_>) -> Option<EncodingMode> {
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

/// A fax page, and whether the file has all of it.
pub(super) fn fax(
    bytes: &[u8],
    decoder: &mut Tiff<'_>,
    encoding: EncodingMode,
    width: u32,
    height: u32,
) -> Option<(GrayImage, bool)> {
    let number = |decoder: &mut Tiff<'_>, tag| decoder.find_tag_unsigned::<u32>(tag).ok().flatten();
    let strips = pieces(bytes, decoder, Tag::StripOffsets, Tag::StripByteCounts)?;
    let rows_per_strip = number(decoder, Tag::RowsPerStrip)
        .unwrap_or(height)
        .clamp(1, height.max(1));
    let is_black_zero = number(decoder, Tag::PhotometricInterpretation) == Some(1);
    let has_reversed_bits = number(decoder, Tag::FillOrder) == Some(2);
    let is_plain_huffman = number(decoder, Tag::Compression) == Some(2);
    let mut page = Rows::new(width, height, is_black_zero);
    let mut rows_there = 0;
    for strip in strips {
        let mut strip = strip.to_vec();
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
        let first = page.next;
        let expected = first + settings.rows;
        // Rows before a disturbance on the line are kept; the ones lost stay white.
        let _ = hayro_ccitt::decode(&strip, &mut page, &mut DecoderContext::new(settings));
        rows_there += u64::from(page.next.min(expected) - first);
        page.next = expected;
    }
    let is_whole = is_nearly_all(rows_there, u64::from(height));
    GrayImage::from_raw(width, height, page.pixels).map(|page| (page, is_whole))
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
