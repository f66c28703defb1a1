//! Whether JPEG 2000 and JBIG2 data has all the pieces that it announces, each with all of its bytes.
use std::collections::BTreeSet;

use super::is_nearly_all;

/// Whether the data has a piece of every tile. True as well where this cannot be told: decoders refuse such data.
pub(super) fn is_whole_jpx(data: &[u8]) -> bool {
    has_all_tiles(data).unwrap_or(true)
}

/// The same of all segments.
pub(super) fn is_whole_jbig2(data: &[u8]) -> bool {
    walk_segments(data, |_, _| ()).unwrap_or(true)
}

/// Pixels of the largest page or region that JBIG2 data announces, whatever the PDF says of its picture; 0 if none
/// does. Heights that are left open are counted as the strips come, and so are not here.
pub(crate) fn jbig2_pixels(data: &[u8]) -> u64 {
    const PAGE: usize = 48;
    /// Text, halftone, generic and refinement regions, each in its kinds (ITU-T T.88, 7.3).
    const REGIONS: [usize; 12] = [4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43];
    const OPEN: usize = 0xffff_ffff;
    let mut most = 0;
    let _is_whole = walk_segments(data, |kind, content| {
        let sides = number(content, 0, 4).zip(number(content, 4, 4));
        let is_sized = kind == PAGE || REGIONS.contains(&kind);
        if let Some((width, height)) = sides.filter(|(_, height)| is_sized && *height != OPEN) {
            most = most.max((width as u64).saturating_mul(height as u64));
        }
    });
    most
}

/// Goes through a JPEG 2000 codestream (ISO/IEC 15444-1, annex A).
fn has_all_tiles(data: &[u8]) -> Option<bool> {
    /// Start of the codestream and the header of sizes, which must follow each other.
    const START: [u8; 4] = [0xff, 0x4f, 0xff, 0x51];
    const TILE_PART: usize = 0xff90;
    const END: usize = 0xffd9;
    /// Bytes of the header of a part of a tile.
    const SHORTEST_PART: usize = 12;
    let start = data.windows(START.len()).position(|bytes| bytes == START)?;
    let tiles = tiles(data.get(start..)?)?;
    let mut seen = BTreeSet::new();
    let mut place = start + 2;
    while let Some(mark) = number(data, place, 2) {
        match mark {
            TILE_PART => {
                let (Some(tile), Some(length)) = (number(data, place + 4, 2), number(data, place + 6, 4))
                else {
                    return Some(false);
                };
                seen.insert(tile);
                // The last one may go on to the end, whose mark cannot stand in it.
                if length == 0 {
                    let rest = data.get(place..)?;
                    return Some(rest.windows(2).any(|bytes| bytes == [0xff, 0xd9]) && seen.len() >= tiles);
                }
                if length < SHORTEST_PART {
                    return None;
                }
                if length > data.len() - place {
                    let is_there = is_nearly_all((data.len() - place) as u64, length as u64);
                    return Some(is_there && seen.len() >= tiles);
                }
                place += length;
            }
            END => break,
            0xff00.. => {
                let Some(length) = number(data, place + 2, 2) else {
                    return Some(false);
                };
                place += 2 + length;
            }
            _ => return None,
        }
    }
    Some(seen.len() >= tiles)
}

/// How many tiles a codestream has, by its header of sizes.
fn tiles(codestream: &[u8]) -> Option<usize> {
    let along = |size: usize, tile: usize, offset: usize| {
        let size = number(codestream, size, 4)?.checked_sub(number(codestream, offset, 4)?)?;
        let tile = number(codestream, tile, 4)?;
        (tile > 0).then(|| size.div_ceil(tile))
    };
    along(8, 24, 32)?.checked_mul(along(12, 28, 36)?)
}

/// Goes through the segments of JBIG2 data as it stands in a page (ITU-T T.88, 7.2 and D.3), and shows the kind and
/// what is there of the content of each. Says whether all of it was there, `None` if that cannot be told.
fn walk_segments(data: &[u8], mut see: impl FnMut(usize, &[u8])) -> Option<bool> {
    /// What is left behind the last segment is filling.
    const SHORTEST_HEADER: usize = 11;
    const END_OF_PAGE: usize = 49;
    const END_OF_FILE: usize = 51;
    const UNKNOWN_LENGTH: usize = 0xffff_ffff;
    let mut place = 0;
    while data.len().saturating_sub(place) >= SHORTEST_HEADER {
        let own = number(data, place, 4)?;
        let flags = number(data, place + 4, 1)?;
        let count = number(data, place + 5, 1)? >> 5;
        let (count, after) = if count == 7 {
            let count = number(data, place + 5, 4)? & 0x1fff_ffff;
            (count, place + 9 + (count + 1).div_ceil(8))
        } else {
            (count, place + 6)
        };
        let reference_bytes = match own {
            0..=256 => 1,
            257..=65_536 => 2,
            _ => 4,
        };
        let page_bytes = if flags & 0x40 == 0 { 1 } else { 4 };
        place = after + count * reference_bytes + page_bytes;
        let Some(length) = number(data, place, 4) else {
            return Some(false);
        };
        place += 4;
        let content = data.get(place..).unwrap_or_default();
        see(flags & 0x3f, &content[..content.len().min(length)]);
        if length == UNKNOWN_LENGTH {
            return None;
        }
        let left = content.len();
        if left < length {
            return Some(is_nearly_all(left as u64, length as u64));
        }
        place += length;
        if [END_OF_PAGE, END_OF_FILE].contains(&(flags & 0x3f)) {
            break;
        }
    }
    Some(true)
}

/// A number of up to four bytes.
fn number(data: &[u8], place: usize, bytes: usize) -> Option<usize> {
    let bytes = data.get(place..place.checked_add(bytes)?)?;
    Some(
        bytes
            .iter()
            .fold(0, |number, byte| number << 8 | usize::from(*byte)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A codestream of so many tiles in a row, with parts of so many bytes.
    fn codestream(tiles: u32, parts: &[u32]) -> Vec<u8> {
        let mut data = vec![0xff, 0x4f, 0xff, 0x51, 0, 41, 0, 0];
        for number in [tiles * 100, 100, 0, 0, 100, 100, 0, 0] {
            data.extend(number.to_be_bytes());
        }
        // One component of 8 bits.
        data.extend([0, 1, 7, 1, 1]);
        data.extend([0xff, 0x5c, 0, 4, 0, 0]);
        for (tile, bytes) in (0_u16..).zip(parts) {
            data.extend([0xff, 0x90, 0, 10]);
            data.extend(tile.to_be_bytes());
            data.extend((12 + bytes).to_be_bytes());
            data.extend([0, 1]);
            data.resize(data.len() + *bytes as usize, 0);
        }
        data.extend([0xff, 0xd9]);
        data
    }

    #[test]
    fn tiles_are_counted() {
        let whole = codestream(2, &[300, 500]);
        assert!(is_whole_jpx(&whole));
        assert!(is_whole_jpx(&whole[..whole.len() - 2]));
        assert!(!is_whole_jpx(&whole[..whole.len() - 50]));
        assert!(!is_whole_jpx(&whole[..whole.len() - 514]));
        assert!(!is_whole_jpx(&codestream(2, &[300])));
        let mut open = codestream(1, &[300]);
        let length = open.len() - 302 - 6;
        open[length..length + 4].fill(0);
        assert!(is_whole_jpx(&open));
        assert!(!is_whole_jpx(&open[..open.len() - 2]));
        assert!(is_whole_jpx(b"no picture"));
    }

    #[test]
    fn segments_are_counted() {
        let segment = |number: u8, kind: u8, bytes: u8| {
            let mut segment = vec![0, 0, 0, number, kind, 0, 1, 0, 0, 0, bytes];
            segment.resize(segment.len() + usize::from(bytes), 0x55);
            segment
        };
        let data = [segment(0, 48, 19), segment(1, 38, 200)].concat();
        assert!(is_whole_jbig2(&data));
        assert!(is_whole_jbig2(&[data.as_slice(), b"\r\n"].concat()));
        assert!(!is_whole_jbig2(&data[..data.len() - 20]));
        assert!(!is_whole_jbig2(&data[..data.len() / 2]));
        let with_end = [
            data.as_slice(),
            segment(2, 49, 0).as_slice(),
            b"whatever follows it",
        ]
        .concat();
        assert!(is_whole_jbig2(&with_end));
    }

    #[test]
    fn the_largest_piece_of_a_jbig2_picture_counts() {
        let segment = |kind: u8, width: u32, height: u32| {
            let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
            [&[0, 0, 0, 0, kind, 0, 1, 0, 0, 0, 8], sides.as_slice()].concat()
        };
        let page = segment(48, 100, 100);
        assert_eq!(jbig2_pixels(&page), 10_000);
        assert_eq!(
            jbig2_pixels(&[page.clone(), segment(38, 60_000, 60_000)].concat()),
            3_600_000_000
        );
        assert_eq!(jbig2_pixels(&[page, segment(0, 60_000, 60_000)].concat()), 10_000);
        assert_eq!(jbig2_pixels(&segment(48, 60_000, u32::MAX)), 0);
        assert_eq!(jbig2_pixels(b"no picture"), 0);
    }
}
