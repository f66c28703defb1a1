//! Pictures as TIFF, as scanners and fax machines send them.
#![expect(clippy::cast_possible_truncation, reason = "pages are far smaller than 4 GiB")]

use super::picture::Picture;

/// An uncompressed TIFF of several pages with 1 or 8 bits per pixel.
pub fn tiff(pages: &[&Picture], bits: u16, across: u32, down: u32) -> Vec<u8> {
    const SHORT: u16 = 3;
    const LONG: u16 = 4;
    const RATIONAL: u16 = 5;
    let mut file = b"II*\0".to_vec();
    let mut link = file.len();
    file.extend(0_u32.to_le_bytes());
    for page in pages {
        let data = if bits == 1 {
            packed(page)
        } else {
            page.pixels.clone()
        };
        let start = file.len() as u32;
        file.extend(&data);
        let ratios = file.len() as u32;
        for number in [across, 1, down, 1] {
            file.extend(number.to_le_bytes());
        }
        if file.len() % 2 == 1 {
            file.push(0);
        }
        let directory = file.len() as u32;
        file[link..link + 4].copy_from_slice(&directory.to_le_bytes());
        // 262: the lowest value is black.
        let entries: [(u16, u16, u32); 12] = [
            (256, LONG, page.width as u32),
            (257, LONG, page.height as u32),
            (258, SHORT, u32::from(bits)),
            (259, SHORT, 1),
            (262, SHORT, 1),
            (273, LONG, start),
            (277, SHORT, 1),
            (278, LONG, page.height as u32),
            (279, LONG, data.len() as u32),
            (282, RATIONAL, ratios),
            (283, RATIONAL, ratios + 8),
            (296, SHORT, 2),
        ];
        file.extend((entries.len() as u16).to_le_bytes());
        for (tag, kind, value) in entries {
            file.extend(tag.to_le_bytes());
            file.extend(kind.to_le_bytes());
            file.extend(1_u32.to_le_bytes());
            file.extend(value.to_le_bytes());
        }
        link = file.len();
        file.extend(0_u32.to_le_bytes());
    }
    file
}

fn packed(page: &Picture) -> Vec<u8> {
    let rows = page.pixels.chunks(page.width);
    rows.flat_map(|row| {
        row.chunks(8).map(|eight| {
            eight.iter().enumerate().fold(0, |byte, (place, &pixel)| {
                byte | (u8::from(pixel > 127) << (7 - place))
            })
        })
    })
    .collect()
}
