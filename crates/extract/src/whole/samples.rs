//! Whether the samples of a picture that is packed like any other data fill its rows.
use std::io::Read as _;

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Name, Object, Stream};

use super::{MOST_PACKED_BYTES, is_nearly_all, last_parameters};

/// What may be unpacked only to count it; A4 in colours at 600 dots per inch has 100 MiB.
const MOST_BYTES: u64 = 128 * 1024 * 1024;
/// From this number of a predictor on each row begins with a byte that says how it was made (ISO 32000-2, table 10).
const PNG_PREDICTORS: u32 = 10;
/// A colour space may be defined by another one that many times.
const MAX_DEPTH: u8 = 3;

/// Whether a picture of this size has the samples of all of its rows. Larger ones than can be counted count as whole.
pub(super) fn are_whole(picture: &Stream<'_>, filters: &[Filter], width: u32, height: u32) -> bool {
    let row = u64::from(width)
        .saturating_mul(bits_per_pixel(picture.dict()))
        .div_ceil(8);
    let height = u64::from(height);
    if row.saturating_mul(height) > MOST_BYTES {
        return true;
    }
    let data = picture.raw_data();
    // The last row is filled up if only a part of it is there.
    let rows = match filters {
        [] => (data.len() as u64).div_ceil(row),
        [Filter::FlateDecode] => {
            let predictor = last_parameters(picture.dict(), 1).get::<u32>(b"Predictor");
            let row = row + u64::from(predictor.unwrap_or(1) >= PNG_PREDICTORS);
            inflated_bytes(&data, row.saturating_mul(height)).div_ceil(row)
        }
        _ if data.len() > MOST_PACKED_BYTES => return true,
        _ => match picture.decoded() {
            Ok(samples) => (samples.len() as u64).div_ceil(row),
            Err(_) => return false,
        },
    };
    is_nearly_all(rows, height)
}

/// How many bytes data unpacks to, at most so many; up to where it breaks off.
fn inflated_bytes(data: &[u8], most: u64) -> u64 {
    let mut packed = ZlibDecoder::new(data).take(most);
    let mut buffer = [0; 16 * 1024];
    let mut count = 0;
    while let Ok(bytes @ 1..) = packed.read(&mut buffer) {
        count += bytes as u64;
    }
    count
}

/// Bits of a pixel; at least one.
fn bits_per_pixel(dict: &Dict<'_>) -> u64 {
    let is_mask = dict
        .get::<bool>(b"IM")
        .or_else(|| dict.get::<bool>(b"ImageMask"))
        .unwrap_or(false);
    let bits = dict
        .get::<u8>(b"BPC")
        .or_else(|| dict.get::<u8>(b"BitsPerComponent"))
        .unwrap_or(if is_mask { 1 } else { 8 });
    let space = dict
        .get::<Object<'_>>(b"CS")
        .or_else(|| dict.get::<Object<'_>>(b"ColorSpace"));
    let count = space
        .filter(|_| !is_mask)
        .and_then(|space| components(space, MAX_DEPTH));
    // One that is named in the resources of the page has at least one component.
    u64::from(bits.max(1)) * count.unwrap_or(1).max(1)
}

/// How many components a colour space has (ISO 32000-2, 8.6); `None` if it does not say itself.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the other kinds of objects are no colour spaces"
)]
fn components(space: Object<'_>, depth: u8) -> Option<u64> {
    let (name, list) = match space {
        Object::Name(name) => (name, None),
        Object::Array(list) => (list.iter::<Name<'_>>().next()?, Some(list)),
        _ => return None,
    };
    let second = || list.as_ref()?.iter::<Object<'_>>().nth(1);
    match &*name {
        b"DeviceGray" | b"G" | b"CalGray" | b"Indexed" | b"I" | b"Separation" => Some(1),
        b"DeviceRGB" | b"RGB" | b"CalRGB" | b"Lab" => Some(3),
        b"DeviceCMYK" | b"CMYK" => Some(4),
        b"DeviceN" => Some(second()?.into_array()?.iter::<Name<'_>>().count() as u64),
        b"ICCBased" => {
            let profile = second()?.into_stream()?;
            let number = profile.dict().get::<u32>(b"N").map(u64::from);
            let alternate = || {
                components(
                    profile.dict().get::<Object<'_>>(b"Alternate")?,
                    depth.checked_sub(1)?,
                )
            };
            number.or_else(alternate)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use hayro_syntax::object::FromBytes as _;

    use super::*;

    fn is_whole(entries: &str, bytes: usize) -> bool {
        let mut stream = format!("<< {entries} /Length {bytes} >> stream\n").into_bytes();
        stream.resize(stream.len() + bytes, b'x');
        stream.extend(b"\nendstream");
        are_whole(&Stream::from_bytes(&stream).unwrap(), &[], 100, 200)
    }

    #[test]
    fn samples_are_counted_in_rows() {
        for (entries, row) in [
            ("/ColorSpace /DeviceGray /BitsPerComponent 8", 100),
            ("/ColorSpace /DeviceRGB /BitsPerComponent 8", 300),
            ("/ColorSpace [/CalRGB << >>] /BitsPerComponent 4", 150),
            ("/CS /CMYK /BPC 8", 400),
            ("/CS [/I /RGB 1 <000000ffffff>] /BPC 1", 13),
            (
                "/ColorSpace [/DeviceN [/A /B] /DeviceCMYK << >>] /BitsPerComponent 16",
                400,
            ),
            ("/ImageMask true", 13),
            ("/ColorSpace /Own /BitsPerComponent 8", 100),
        ] {
            assert!(is_whole(entries, 200 * row), "{entries}");
            assert!(is_whole(entries, 198 * row), "{entries}");
            assert!(!is_whole(entries, 197 * row), "{entries}");
            assert!(!is_whole(entries, 0), "{entries}");
        }
    }
}
