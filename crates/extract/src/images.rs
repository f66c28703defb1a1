//! How large the pictures inside a page are, told before anything decodes them: a few bytes can unpack to gigabytes.
use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream};
use hayro_syntax::page::Page;

use crate::Limits;
use crate::whole::jbig2_pixels;

/// A picture in a page may have this many times the pixels of a page image: an A3 plan at 600 dpi is drawn smaller.
const FINER_THAN_DRAWN: u64 = 4;
/// Streams that are looked at on one page; more of them are no page of an application.
const MAX_STREAMS: usize = 5_000;
/// Bytes at the beginning of a JPEG 2000 file within which its size stands.
const HEADER_BYTES: usize = 4_096;

/// Whether a picture that the page can show has more pixels than anything here may decode.
pub(crate) fn has_too_many_pixels(page: &Page<'_>, limits: &Limits) -> bool {
    let most = limits.max_pixels.saturating_mul(FINER_THAN_DRAWN);
    let mut seen: HashSet<ObjectIdentifier> = HashSet::new();
    let resources = page.resources();
    let mut open: Vec<Stream<'_>> = streams(&resources.x_objects);
    open.extend(streams(&resources.patterns));
    open.extend(appearances(page.raw()));
    while let Some(stream) = open.pop() {
        if !seen.insert(stream.obj_id()) {
            continue;
        }
        if seen.len() > MAX_STREAMS || pixels(&stream) > most {
            return true;
        }
        let dict = stream.dict();
        open.extend(dict.get::<Stream<'_>>(b"SMask"));
        open.extend(dict.get::<Stream<'_>>(b"Mask"));
        if let Some(own) = dict.get::<Dict<'_>>(b"Resources") {
            for kind in [&b"XObject"[..], b"Pattern"] {
                open.extend(own.get::<Dict<'_>>(kind).iter().flat_map(streams));
            }
        }
    }
    false
}

fn streams<'a>(dict: &Dict<'a>) -> Vec<Stream<'a>> {
    dict.keys()
        .filter_map(|key| dict.get::<Stream<'_>>(key))
        .collect()
}

/// What annotations show.
fn appearances<'a>(page: &Dict<'a>) -> Vec<Stream<'a>> {
    let annotations = page.get::<Array<'_>>(b"Annots");
    let annotations = annotations.iter().flat_map(Array::iter::<Dict<'_>>);
    annotations
        .filter_map(|annotation| annotation.get::<Dict<'_>>(b"AP"))
        .flat_map(|appearance| {
            let states = appearance.get::<Dict<'_>>(b"N");
            let states = states.iter().flat_map(streams).collect::<Vec<_>>();
            appearance.get::<Stream<'_>>(b"N").into_iter().chain(states)
        })
        .collect()
}

/// Pixels of a picture as its dictionary and, for JPEG 2000 and JBIG2, its own data say; 0 for what is no picture.
fn pixels(stream: &Stream<'_>) -> u64 {
    let dict = stream.dict();
    let side = |name: &[u8]| dict.get::<u32>(name).map_or(0, u64::from);
    let declared = side(b"Width").saturating_mul(side(b"Height"));
    let filters = dict.get::<Array<'_>>(b"Filter");
    let last = filters.iter().flat_map(Array::iter::<Name<'_>>).last();
    let last = last.or_else(|| dict.get::<Name<'_>>(b"Filter"));
    match last.as_deref() {
        Some(b"JPXDecode") => declared.max(jpx_pixels(&stream.raw_data())),
        Some(b"JBIG2Decode") => declared.max(jbig2_pixels(&stream.raw_data())),
        _ => declared,
    }
}

/// Pixels after the size marker of a JPEG 2000 codestream (ISO/IEC 15444-1, A.5.1); 0 if there is none.
fn jpx_pixels(data: &[u8]) -> u64 {
    /// SOC and SIZ, which must follow each other.
    const MARKERS: [u8; 4] = [0xff, 0x4f, 0xff, 0x51];
    let head = &data[..data.len().min(HEADER_BYTES)];
    let Some(start) = head.windows(MARKERS.len()).position(|bytes| bytes == MARKERS) else {
        return 0;
    };
    // After the markers: length and capabilities of two bytes each, then width and height of the reference grid.
    let number = |offset: usize| {
        let bytes = head.get(start + offset..start + offset + 4)?;
        Some(u64::from(u32::from_be_bytes(bytes.try_into().ok()?)))
    };
    number(8)
        .zip(number(12))
        .map_or(0, |(width, height)| width.saturating_mul(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jpeg_2000_header_tells_its_size() {
        let mut data = b"\0\0\0\x0cjP  \r\n\x87\n".to_vec();
        data.extend([0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0]);
        data.extend(40_000_u32.to_be_bytes());
        data.extend(30_000_u32.to_be_bytes());
        assert_eq!(jpx_pixels(&data), 1_200_000_000);
        assert_eq!(jpx_pixels(&data[..18]), 0);
        assert_eq!(jpx_pixels(b"no picture"), 0);
    }
}
