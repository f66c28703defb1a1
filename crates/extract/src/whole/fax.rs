//! Whether a fax (CCITT T.4, T.6) in a page has all of its rows: what a line disturbed is white.
use std::cmp::Ordering;

use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode};
use hayro_syntax::object::Dict;

use super::is_nearly_all;

/// Columns of a fax that does not say how many it has (ISO 32000-2, table 11).
const USUAL_COLUMNS: u32 = 1728;

/// Whether the data has so many rows, with the parameters of its filter.
pub(super) fn is_whole(data: &[u8], parameters: &Dict<'_>, height: u32) -> bool {
    let flag = |key: &[u8], otherwise: bool| parameters.get::<bool>(key).unwrap_or(otherwise);
    let encoding = match parameters.get::<i32>(b"K").unwrap_or(0).cmp(&0) {
        Ordering::Less => EncodingMode::Group4,
        Ordering::Equal => EncodingMode::Group3_1D,
        Ordering::Greater => EncodingMode::Group3_2D,
    };
    let settings = DecodeSettings {
        columns: parameters.get::<u32>(b"Columns").unwrap_or(USUAL_COLUMNS),
        rows: height,
        end_of_block: flag(b"EndOfBlock", true),
        end_of_line: flag(b"EndOfLine", false),
        rows_are_byte_aligned: flag(b"EncodedByteAlign", false),
        encoding,
        strict: false,
    };
    let mut rows = Rows(0);
    // An error ends the rows, and so does the end of the data.
    let _ = hayro_ccitt::decode(data, &mut rows, &mut DecoderContext::new(settings));
    is_nearly_all(rows.0, u64::from(height))
}

/// Counts rows.
struct Rows(u64);

impl Decoder for Rows {
    fn push_row(&mut self, _: &[u32]) {
        self.0 += 1;
    }
}

#[cfg(test)]
mod tests {
    use fax::encoder::Encoder;
    use fax::{Color, VecWriter};
    use hayro_syntax::object::FromBytes as _;

    use super::*;

    #[test]
    fn a_fax_that_breaks_off_is_not_whole() {
        let mut encoder = Encoder::new(VecWriter::new());
        for row in 0..200_u16 {
            let pixel = |column: u16| {
                if (row + column) % 7 < 3 {
                    Color::Black
                } else {
                    Color::White
                }
            };
            encoder.encode_line((0..64).map(pixel), 64).unwrap();
        }
        let data = encoder.finish().unwrap().finish();
        let parameters = Dict::from_bytes(b"<< /K -1 /Columns 64 >>").unwrap();
        assert!(is_whole(&data, &parameters, 200));
        assert!(is_whole(&data, &parameters, 202));
        assert!(!is_whole(&data, &parameters, 250));
        assert!(!is_whole(&data[..data.len() / 2], &parameters, 200));
    }
}
